// SPDX-License-Identifier: MIT
#include "support/contractserver.h"

#include "support/mailserver.h"
#include "support/memorybackend.h"

#include <QRegularExpression>
#include <QTest>

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
    QByteArrayList contents() override
    {
        QByteArrayList all;
        const MemoryServer::Folder inbox = m_server->folder("INBOX");
        for (const MemoryServer::Message &message : inbox.messages)
            all.append(message.bytes);
        return all;
    }

private:
    MemoryServer::Style m_style;
    std::unique_ptr<MemoryServer> m_server;
};

class RealContract : public ContractServer {
public:
    static constexpr int users = 40;

    RealContract(const QString &server, const QString &protocol)
        : m_protocol(protocol)
        , m_server({.users = names(), .server = server})
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
        // GNU Mailutils forgets what APPEND says of flags.
        if (!imapNames(flags).isEmpty() && is("mailutils")) {
            inbox().require("STORE 1:* FLAGS.SILENT ("
                            + imapNames(flags).join(QLatin1Char(' ')).toLatin1() + ")");
            m_server.client(m_user).leave();
        }
    }
    bool is(const char *server) const { return m_server.kind() == QLatin1String(server); }
    QByteArray withoutAdditions(const QByteArray &content) const override
    {
        if (m_protocol != QLatin1String("pop3") || !is("mailutils"))
            return content;
        static const QRegularExpression own(QStringLiteral("\r\nX-UIDL: [^\r]*"));
        const QString text = QString::fromLatin1(content);
        const auto match = own.match(text.left(text.indexOf(QLatin1String("\r\n\r\n"))));
        return match.hasMatch()
            ? content.left(match.capturedStart()) + content.mid(match.capturedEnd())
            : content;
    }
    /// Courier's POP3 numbers by file name.
    bool numbersByArrival() const override
    {
        return m_protocol != QLatin1String("pop3") || !is("courier");
    }
    /// Courier's POP3 says "+OK Bye-bye." and unlinks the files then.
    bool removesBeforeAnswering() const override
    {
        return m_protocol != QLatin1String("pop3") || !is("courier");
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
        m_server.client(m_user).leave();
    }
    void setFlagsOfOldest(const FlagState &flags) override
    {
        inbox().require("STORE 1 FLAGS.SILENT ("
                        + imapNames(flags).join(QLatin1Char(' ')).toLatin1() + ")");
        m_server.client(m_user).leave();
    }
    FlagState flagsOfOldest() override
    {
        const RawImap::Reply reply = inbox().require("FETCH 1 (FLAGS)");
        m_server.client(m_user).leave();
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
    int count() override { return int(contents().size()); }
    QByteArrayList contents() override
    {
        return m_server.messages(m_user, QStringLiteral("INBOX"));
    }

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
    QStringList result{QStringLiteral("memory-imap"), QStringLiteral("memory-pop3")};
    const QStringList protocols = BackendRegistry::standard().protocols();
    for (const QString &server : MailServer::kinds()) {
        for (const QString &protocol : protocols)
            result.append(server + QLatin1Char('-') + protocol);
    }
    return result;
}

std::unique_ptr<ContractServer> ContractServer::create(const QString &kind)
{
    if (kind == QLatin1String("memory-imap"))
        return std::make_unique<MemoryContract>(MemoryServer::Style::Imap);
    if (kind == QLatin1String("memory-pop3"))
        return std::make_unique<MemoryContract>(MemoryServer::Style::Pop3);
    return std::make_unique<RealContract>(kind.section(QLatin1Char('-'), 0, 0),
                                          kind.section(QLatin1Char('-'), 1));
}

void ContractFixture::everyKind()
{
    QTest::addColumn<QString>("kind");
    for (const QString &kind : ContractServer::kinds())
        QTest::newRow(qPrintable(kind)) << kind;
}

void ContractFixture::use(const QString &kind)
{
    auto &server = m_servers[kind];
    if (!server)
        server = ContractServer::create(kind);
    m_server = server.get();
    m_account = m_server->freshAccount();
    m_registry = m_server->registry();
}

void ContractFixture::connectTo(const QByteArray &password)
{
    m_backend.reset();
    m_wakeup = std::make_unique<Wakeup>();
    BackendConfig config;
    config.server = m_account.incoming;
    config.certificates.caFile = m_account.caFile;
    config.wakeup = m_wakeup.get();
    m_backend = m_registry.find(m_account.incoming.protocol)->create(config);
    m_backend->open(
        {m_account.incoming.user, Secret(password.isEmpty() ? m_server->password() : password)});
}

} // namespace Turnstone::Test
