// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"
#include "store/mailwriter.h"
#include "support/throwawayprofile.h"

namespace Turnstone::Test {

/// A profile with a store and an engine that is never started: what a user does has its local
/// effect and is queued, and nothing reaches for a network.
class WindowFixture {
public:
    WindowFixture();
    ~WindowFixture();

    Store &store() { return *m_store; }
    Engine &engine() { return *m_engine; }
    Preferences &preferences() { return *m_preferences; }
    MailWriter &writer() { return *m_writer; }
    /// Ends and makes anew what lives as long as a window, as a second start does.
    void restartPreferences();

    /// With the folders that servers usually have.
    AccountId addAccount(const QString &name, const QString &protocol = QStringLiteral("imap"));
    FolderId folder(AccountId, FolderRole);
    /// `count` messages "Subject 0…", the first the oldest, a minute apart up to `newestUtc`. Every
    /// fourth is unread, every tenth starred.
    void fill(AccountId, FolderRole, int count, qint64 newestUtc, const QString &prefix);
    /// One message, as a server would report it.
    PlacementId add(AccountId, FolderRole, const IncomingMessage &message);
    /// Makes it vanish as a server would.
    void vanish(PlacementId);

private:
    RemoteFolderRow remoteFolder(AccountId, FolderRole);

    ThrowAwayProfile m_profile;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<CredentialStore> m_credentials;
    BackendRegistry m_registry;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<MailWriter> m_writer;
    qint64 m_lastKey = 0;
};

/// Made-up mail that looks like mail: two accounts, languages and scripts, attachments, stars,
/// unread and half-fetched messages, dated back from `nowUtc`.
void fillWithSampleMail(WindowFixture &, qint64 nowUtc);

} // namespace Turnstone::Test
