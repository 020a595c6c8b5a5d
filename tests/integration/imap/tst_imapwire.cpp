// SPDX-License-Identifier: MIT
#include "backend/imap/imapbackend.h"
#include "backend/pop3/pop3backend.h"
#include "support/faultproxy.h"
#include "support/mailserver.h"
#include "support/recordingsinks.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

std::optional<MailError> wireErrorOf(const std::function<void()> &call)
{
    try {
        call();
    } catch (const MailError &error) {
        return error;
    }
    return {};
}

} // namespace

/// What goes over the wire beside synchronising: signing in, compressing, limits.
class TestImapWire : public QObject {
    Q_OBJECT

    std::unique_ptr<MailServer> m_server;
    Wakeup m_wakeup;

    BackendConfig config(const QString &protocol,
                         ConnectionSecurity security = ConnectionSecurity::Tls)
    {
        const Account account = m_server->account(protocol, QStringLiteral("alice"), security);
        BackendConfig config;
        config.server = account.incoming;
        config.certificates.caFile = account.caFile;
        config.wakeup = &m_wakeup;
        return config;
    }
    static Credentials alice(const char *password = "pässword, of=a kind")
    {
        return {QStringLiteral("alice"), Secret(password)};
    }

private Q_SLOTS:
    void initTestCase()
    {
        MailServerOptions options;
        options.users = {QStringLiteral("alice:pässword, of=a kind")};
        options.arguments = {QStringLiteral("--option"),
                             QStringLiteral("auth_mechanisms=plain scram-sha-1 scram-sha-256"),
                             QStringLiteral("--option"),
                             QStringLiteral("mail_plugins=zlib"),
                             QStringLiteral("--config"),
                             QStringLiteral("protocol imap {\n  mail_plugins = zlib imap_zlib\n}")};
        m_server = std::make_unique<MailServer>(options);
    }
    void cleanupTestCase() { m_server.reset(); }

    void scram_signsInByEitherProtocol_data()
    {
        QTest::addColumn<QString>("protocol");
        QTest::addColumn<int>("security");
        for (const char *protocol : {"imap", "pop3"}) {
            QTest::addRow("%s, TLS", protocol)
                << QString::fromLatin1(protocol) << int(ConnectionSecurity::Tls);
            QTest::addRow("%s, STARTTLS", protocol)
                << QString::fromLatin1(protocol) << int(ConnectionSecurity::StartTls);
            QTest::addRow("%s, in clear", protocol)
                << QString::fromLatin1(protocol) << int(ConnectionSecurity::None);
        }
    }
    void scram_signsInByEitherProtocol()
    {
        QFETCH(QString, protocol);
        QFETCH(int, security);
        const BackendConfig where = config(protocol, ConnectionSecurity(security));
        std::unique_ptr<MailBackend> backend;
        if (protocol == QLatin1String("imap"))
            backend = std::make_unique<ImapBackend>(where);
        else
            backend = std::make_unique<Pop3Backend>(where);
        const auto error = wireErrorOf([&] { backend->open(alice()); });
        QVERIFY2(!error, error ? qPrintable(error->sentence + error->detail) : "");
        QVERIFY(!backend->folders().isEmpty());
        backend->close();
    }

    void scramWithTheWrongPassword_isAuthenticationNever()
    {
        ImapBackend imap(config(QStringLiteral("imap")));
        Pop3Backend pop3(config(QStringLiteral("pop3")));
        for (MailBackend *backend :
             {static_cast<MailBackend *>(&imap), static_cast<MailBackend *>(&pop3)}) {
            const auto error = wireErrorOf([&] { backend->open(alice("wrong")); });
            QVERIFY(error);
            QCOMPARE(error->kind, ErrorKind::Authentication);
            QCOMPARE(error->retry, RetryClass::Never);
        }
    }

    void compression_isForThinLinesAlone_data()
    {
        QTest::addColumn<int>("bytesPerSecond");
        QTest::newRow("thin") << 250'000;
        QTest::newRow("fast") << 0;
    }
    void compression_isForThinLinesAlone()
    {
        QFETCH(int, bytesPerSecond);
        const qint64 bytes = 300'000;
        QByteArray message = "Subject: long\r\n\r\n";
        while (message.size() < bytes)
            message += "The same line, again and again, as in so many mails.\r\n";
        RawImap &client = m_server->client();
        for (const char *folder : {"One", "Two"}) {
            if (bytesPerSecond > 0) // the first round makes them
                client.command("CREATE " + QByteArray(folder));
            m_server->deliver(QStringLiteral("alice"), QString::fromLatin1(folder), message);
        }
        FaultProxy proxy(m_server->imap());
        proxy.setBytesPerSecond(bytesPerSecond);
        BackendConfig where = config(QStringLiteral("imap"), ConnectionSecurity::None);
        where.server.endpoint.port = proxy.port();
        ImapBackend backend(where);
        backend.open(alice());
        const auto fetched = [&backend](const QByteArray &folder) {
            RecordingContentSink sink;
            const qint64 before = backend.counts().bytesIn;
            backend.fetch({{{folder, "1"}, {}, 0}}, sink);
            return backend.counts().bytesIn - before;
        };
        QVERIFY(fetched("One") >= bytes);
        const qint64 second = fetched("Two");
        if (bytesPerSecond > 0) {
            QVERIFY2(second < bytes / 10, QByteArray::number(second).constData());
            QVERIFY(proxy.counts().toClient < bytes * 3 / 2);
        } else {
            QVERIFY(second >= bytes);
        }
        QVERIFY(!backend.folders().isEmpty());
        backend.close();
    }
};

QTEST_GUILESS_MAIN(TestImapWire)
#include "tst_imapwire.moc"
