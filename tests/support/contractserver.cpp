// SPDX-License-Identifier: MIT
#include "support/contractserver.h"

#include "support/mailserver.h"
#include "support/memorybackend.h"

namespace Turnstone::Test {

namespace {

class MemoryContract : public ContractServer {
public:
    explicit MemoryContract(MemoryServer::Style style)
        : m_style(style)
    { }
    BackendRegistry registry() override { return m_server->registry(); }
    Account freshAccount() override
    {
        m_server = std::make_unique<MemoryServer>(m_style);
        m_server->batch = 3; // a handful of messages is several batches
        return m_server->account();
    }
    QByteArray password() const override { return m_server->password; }
    void deliver(const QByteArray &message, const FlagState &flags) override
    {
        m_server->deliver("INBOX", message, flags);
    }
    QByteArray oldest() const
    {
        return QByteArray::number(m_server->folder("INBOX").messages.first().uid);
    }
    void expungeOldest() override { m_server->expunge("INBOX", oldest()); }
    void setFlagsOfOldest(const FlagState &flags) override
    {
        m_server->setFlags("INBOX", oldest(), flags);
    }
    FlagState flagsOfOldest() override { return m_server->folder("INBOX").messages.first().flags; }
    int count() override { return int(m_server->folder("INBOX").messages.size()); }

private:
    MemoryServer::Style m_style;
    std::unique_ptr<MemoryServer> m_server;
};

class DovecotContract : public ContractServer {
public:
    static constexpr int users = 40;

    explicit DovecotContract(const QString &protocol)
        : m_protocol(protocol)
        , m_server({names()})
    { }
    BackendRegistry registry() override { return BackendRegistry::standard(); }
    Account freshAccount() override
    {
        m_user = QStringLiteral("user%1").arg(m_used++);
        return m_server.account(m_protocol, m_user);
    }
    QByteArray password() const override { return "secret"; }
    void deliver(const QByteArray &message, const FlagState &flags) override
    {
        m_server.deliver(m_user, QStringLiteral("INBOX"), message, imapNames(flags));
    }
    RawImap &inbox()
    {
        RawImap &client = m_server.client(m_user);
        client.require("SELECT INBOX");
        return client;
    }
    void expungeOldest() override
    {
        inbox().require("STORE 1 +FLAGS.SILENT (\\Deleted)");
        m_server.client(m_user).require("EXPUNGE");
        m_server.client(m_user).require("UNSELECT");
    }
    void setFlagsOfOldest(const FlagState &flags) override
    {
        inbox().require("STORE 1 FLAGS.SILENT ("
                        + imapNames(flags).join(QLatin1Char(' ')).toLatin1() + ")");
        m_server.client(m_user).require("UNSELECT");
    }
    FlagState flagsOfOldest() override
    {
        const RawImap::Reply reply = inbox().require("FETCH 1 (FLAGS)");
        m_server.client(m_user).require("UNSELECT");
        FlagState flags;
        for (const QByteArray &line : reply.untagged) {
            const qsizetype start = line.indexOf("FLAGS (");
            if (start < 0)
                continue;
            const qsizetype end = line.indexOf(')', start);
            const QByteArrayList names = line.mid(start + 7, end - start - 7).split(' ');
            for (const QByteArray &name : names) {
                if (!name.isEmpty() && name.compare("\\Recent", Qt::CaseInsensitive) != 0)
                    addImapFlag(flags, QString::fromLatin1(name));
            }
        }
        return flags;
    }
    int count() override { return int(m_server.messages(m_user, QStringLiteral("INBOX")).size()); }

private:
    static QStringList names()
    {
        QStringList result;
        for (int i = 0; i < users; ++i)
            result.append(QStringLiteral("user%1:secret").arg(i));
        return result;
    }
    QString m_protocol;
    MailServer m_server;
    QString m_user;
    int m_used = 0;
};

} // namespace

QStringList ContractServer::kinds()
{
    return QStringList({QStringLiteral("memory-imap"), QStringLiteral("memory-pop3")})
        + BackendRegistry::standard().protocols();
}

std::unique_ptr<ContractServer> ContractServer::create(const QString &kind)
{
    if (kind == QLatin1String("memory-imap"))
        return std::make_unique<MemoryContract>(MemoryServer::Style::Imap);
    if (kind == QLatin1String("memory-pop3"))
        return std::make_unique<MemoryContract>(MemoryServer::Style::Pop3);
    return std::make_unique<DovecotContract>(kind);
}

} // namespace Turnstone::Test
