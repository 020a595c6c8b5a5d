// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"
#include "gui/switchguide.h"
#include "store/mailwriter.h"
#include "support/mailserver.h"
#include "support/throwawayprofile.h"

class QPushButton;

namespace Turnstone::Test {

constexpr int guidePatienceMs = 20'000;

/// A control by its name; ends the program where there is none.
template <typename T> T &child(QWidget &dialog, const char *name)
{
    T *found = dialog.findChild<T *>(QString::fromLatin1(name));
    if (!found)
        qFatal("no control called %s", name);
    return *found;
}

/// The engine and what a window needs, on an account "alice" of a real server, with the guide
/// through a change of its protocol. What is waited for in vain ends the program.
struct GuideProgram {
    explicit GuideProgram(MailServer &mailServer, const QString &protocol = QStringLiteral("pop3"));
    /// As a second start of the program.
    void restart();

    bool isQuiet() const;
    Account account() { return writer->account(id).value_or(Account()); }
    QList<MessageRow> rows(const QString &path = QStringLiteral("INBOX"));
    /// Every message's bytes, wherever it stands.
    QByteArrayList contents();
    /// Files the Inbox's first messages in a folder of this computer, away from the server.
    void file(int count, const QString &path);
    std::unique_ptr<SwitchGuide> guide(SwitchGuide::Begin begin = SwitchGuide::Begin::Change);
    /// The same once it asks for the server, which is filled in: the test's, by the other protocol.
    std::unique_ptr<SwitchGuide> guideAtServer(const QString &user = QStringLiteral("alice"));
    /// And once it shows the preview.
    std::unique_ptr<SwitchGuide> guideAtPreview(const QString &user = QStringLiteral("alice"));
    ProtocolSwitches &switches() { return engine->protocolSwitches(); }

    MailServer &server;
    BackendRegistry registry = BackendRegistry::standard();
    ThrowAwayProfile profile;
    std::unique_ptr<Store> store;
    std::unique_ptr<Preferences> preferences;
    std::unique_ptr<CredentialStore> credentials;
    std::unique_ptr<Engine> engine;
    std::unique_ptr<MailWriter> writer;
    AccountId id;

private:
    void open();
};

/// The page that the guide shows; empty while it reads.
QString page(SwitchGuide &guide);
bool waitForPage(SwitchGuide &guide, const char *name);
QPushButton &nextButton(SwitchGuide &guide);
QString problem(SwitchGuide &guide);

} // namespace Turnstone::Test
