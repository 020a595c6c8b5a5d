// SPDX-License-Identifier: MIT
#pragma once

#include "backend/backendregistry.h"

#include <map>
#include <memory>

namespace Turnstone::Test {

/// A server as the contract suite needs it: a mailbox that another program can change. One thread.
class ContractServer {
public:
    virtual ~ContractServer() = default;
    virtual BackendRegistry registry() = 0;
    /// With a mailbox that nobody used before, on each call.
    virtual Account freshAccount() = 0;
    virtual QByteArray password() const = 0;
    // Another program, on the mailbox of the account last given.
    virtual void deliver(const QByteArray &message, const FlagState &flags = {}) = 0;
    /// The oldest message of the Inbox is gone.
    virtual void expungeOldest() = 0;
    virtual void setFlagsOfOldest(const FlagState &) = 0;
    /// Of the oldest.
    virtual FlagState flagsOfOldest() = 0;
    virtual int count() = 0;
    /// The bytes of every message of the Inbox, as that program reads them.
    virtual QByteArrayList contents() = 0;
    /// What a server gives, without what it adds to a message by itself.
    virtual QByteArray withoutAdditions(const QByteArray &content) const { return content; }
    /// Messages are numbered in the order they came, also within a second.
    virtual bool numbersByArrival() const { return true; }
    /// What was removed is gone when the end of the visit is answered (RFC 1939 6), not a moment
    /// later.
    virtual bool removesBeforeAnswering() const { return true; }

    /// "memory-imap", "memory-pop3", and each real server by each protocol of the standard
    /// registry: "cyrus-imap".
    static QStringList kinds();
    static std::unique_ptr<ContractServer> create(const QString &kind);
};

/// A suite's server, which is made once a kind, and the connection to a mailbox that is each test's
/// own.
class ContractFixture {
protected:
    /// Rows for each kind, as column "kind".
    static void everyKind();
    /// A mailbox on a server of that kind.
    void use(const QString &kind);
    /// As the account's user, by the server's password where none is given.
    void connectTo(const QByteArray &password = {});

    ContractServer *m_server = nullptr;
    BackendRegistry m_registry;
    Account m_account;
    std::unique_ptr<Wakeup> m_wakeup;
    std::unique_ptr<MailBackend> m_backend;

private:
    std::map<QString, std::unique_ptr<ContractServer>> m_servers;
};

} // namespace Turnstone::Test
