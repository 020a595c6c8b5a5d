// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"
#include "support/throwawayprofile.h"

#include <QMutex>

namespace Turnstone::Test {

/// What the server of a ReadingFixture does; set before a connection is made, any thread.
struct ServerScript {
    QMutex mutex;
    std::optional<MailError> openError;
    QHash<QByteArray, QByteArray> messages; ///< key to RFC 5322 bytes
    int fetches = 0;
};

/// A profile with an engine over a server that is only a script, for what the window shows of a
/// message or an account.
class ReadingFixture {
public:
    ReadingFixture();
    ~ReadingFixture();

    Store &store() { return *m_store; }
    Engine &engine() { return *m_engine; }
    Preferences &preferences() { return *m_preferences; }
    ServerScript &script() { return *m_script; }
    MailWriter &writer() { return *m_writer; }

    static Account account(const QString &name, const QString &protocol = QStringLiteral("imap"));
    /// With an Inbox that is bound to the server.
    AccountId addAccount(const Account &);
    /// A message of the Inbox, of which as much is on this computer as `level` says.
    PlacementId addMessage(AccountId, const QByteArray &raw,
                           ContentLevel level = ContentLevel::Everything);

private:
    ThrowAwayProfile m_profile;
    std::shared_ptr<ServerScript> m_script = std::make_shared<ServerScript>();
    BackendRegistry m_registry;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<CredentialStore> m_credentials;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<MailWriter> m_writer;
    QHash<AccountId, RemoteFolderId> m_inboxes;
    int m_lastKey = 0;
};

} // namespace Turnstone::Test
