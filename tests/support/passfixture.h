// SPDX-License-Identifier: MIT
#pragma once

#include "engine/actions.h"
#include "engine/pass.h"
#include "support/memorybackend.h"
#include "support/throwawayprofile.h"

namespace Turnstone::Test {

/// A store with one account on a server in memory, and passes over it in the calling thread.
class PassFixture {
public:
    explicit PassFixture(MemoryServer::Style style = MemoryServer::Style::Imap,
                         const std::function<void(Account &)> &change = {});

    MemoryServer server;
    BackendRegistry registry;
    FixedClock clock{1'750'000'000};
    ThrowAwayProfile profile;
    std::unique_ptr<Store> store;
    std::unique_ptr<MailWriter> writer;
    std::unique_ptr<Wakeup> wakeup;
    PassOptions options;

    Account account();
    SyncSummary pass();
    ActionTraits traits() { return actionTraits(account(), registry); }
    /// As after a restart of the program.
    void reopen();

    FolderId folder(const QString &path);
    /// Newest first.
    QList<MessageRow> rows(const QString &path = QStringLiteral("INBOX"));
    QByteArray content(const MessageRow &row, const QByteArray &section = {});
    /// Every message of the folder here is byte-identical with the server's, and there is no other.
    bool equalsServer(const QByteArray &path = "INBOX");
};

} // namespace Turnstone::Test
