// SPDX-License-Identifier: MIT
#pragma once

#include "store/mailwriter.h"

namespace Turnstone::Test {

/// A plain account value: IMAP or POP3 at a host that doesn't exist.
Account exampleAccount(const QString &name, const QString &protocol = QStringLiteral("imap"));

/// A believable message number `n` as a sync run would find it; the same for the same number. Every
/// third answers the one before, names and subjects repeat, dates are a minute apart.
IncomingMessage exampleMessage(qint64 n);

/// What a fetch would bring of message `n`: an RFC 5322 message, CRLF lines.
QByteArray exampleBytes(qint64 n, qsizetype bodyBytes = 400);

/// Fills a profile with synthetic mail, quickly: some 30,000 messages a second.
class StoreFiller {
public:
    explicit StoreFiller(Store &);
    ~StoreFiller();

    /// An account whose folders are at its server; its Inbox is bound.
    AccountId addAccount(const QString &name);
    /// The Inbox, or another folder by its path, made and bound if need be.
    RemoteFolderRow folder(AccountId, const QString &path = QStringLiteral("INBOX"));
    /// Messages `first`… with keys `first + 1`…, in transactions of 1,000.
    void fill(const RemoteFolderRow &, qint64 count, qint64 first = 0);
    /// Gives the newest `count` messages of a folder all of their content.
    void fillContent(const RemoteFolderRow &, int count, qsizetype bodyBytes = 400);

    MailWriter &writer() { return m_writer; }

private:
    Store &m_store;
    MailWriter m_writer;
};

/// Stores a whole message's content and records it. Not within a transaction.
void storeWhole(Store &, MailWriter &, AccountId, MessageId, const QByteArray &bytes);

} // namespace Turnstone::Test
