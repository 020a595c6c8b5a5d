// SPDX-License-Identifier: MIT
#include "backend/imap/imapbackend.h"
#include "backend/pop3/pop3backend.h"
#include "support/faultproxy.h"
#include "support/mailserver.h"
#include "support/memorybackend.h"
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

    void compression_isForEverythingWhereBytesArePaidFor()
    {
        QByteArray message = "Subject: long\r\n\r\n";
        while (message.size() < 100'000)
            message += "The same line, again and again, as in so many mails.\r\n";
        m_server->client().command("CREATE Paid");
        m_server->deliver(QStringLiteral("alice"), QStringLiteral("Paid"), message);
        FaultProxy proxy(m_server->imap());
        BackendConfig where = config(QStringLiteral("imap"), ConnectionSecurity::None);
        where.server.endpoint.port = proxy.port();
        bool metered = true;
        where.isMetered = [&metered] { return metered; };
        const auto bytesOf = [&](ImapBackend &backend) {
            RecordingContentSink sink;
            const qint64 before = backend.counts().bytesIn;
            backend.fetch({{{"Paid", "1"}, {}, message.size()}}, sink);
            return sink.fetched.value(0).bytes == message ? backend.counts().bytesIn - before : -1;
        };
        ImapBackend paid(where);
        paid.open(alice());
        const qint64 compressed = bytesOf(paid);
        QVERIFY2(compressed > 0 && compressed < message.size() / 10,
                 QByteArray::number(compressed).constData());
        QVERIFY(!paid.folders().isEmpty());
        paid.close();
        // A kept connection follows where the network becomes a dear one.
        metered = false;
        ImapBackend kept(where);
        kept.open(alice());
        QVERIFY(bytesOf(kept) >= message.size());
        metered = true;
        const qint64 afterwards = bytesOf(kept);
        QVERIFY(afterwards > 0 && afterwards < message.size() / 10);
        kept.close();
    }

    void roundTrips_areAsFewAsIsSafe()
    {
        // One mechanism, because SCRAM costs a round trip more.
        MailServerOptions options;
        options.users = {QStringLiteral("alice:alice")};
        MailServer server(options);
        server.client().command("CREATE Other");
        const QByteArray message = sampleMessage(1, QByteArray(20'000, 'x'));
        for (const char *folder : {"INBOX", "Other"})
            server.deliver(QStringLiteral("alice"), QString::fromLatin1(folder), message);
        // Each connection through a line of its own, so that one's goodbye isn't another's.
        FaultProxy first(server.imap()), second(server.imap()), third(server.imap());
        FaultProxy *line = &first;
        BackendConfig where;
        where.server =
            server
                .account(QStringLiteral("imap"), QStringLiteral("alice"), ConnectionSecurity::None)
                .incoming;
        where.server.endpoint.port = first.port();
        const Credentials who{QStringLiteral("alice"), Secret("alice")};
        const auto tripsOf = [&line](const std::function<void()> &what) {
            const qint64 before = line->counts().roundTrips;
            what();
            return line->counts().roundTrips - before;
        };
        ImapBackend backend(where);
        FolderCursor cursor;
        cursor.folder = "INBOX";
        RecordingRemoteSink all;
        KnownKeySet known;
        // The greeting isn't counted: the server speaks first. Then signing in, opening, reading.
        QCOMPARE(tripsOf([&] {
                     backend.open(who);
                     cursor = backend.synchronise(cursor, known, all);
                 }),
                 3);
        QCOMPARE(all.fresh.size(), 1);

        // Warm, in the folder that is open, in another one, and with new mail.
        RecordingContentSink opened;
        const qint64 size = message.size();
        const quint32 validity = cursor.uidValidity;
        QCOMPARE(tripsOf([&] {
                     backend.fetch({{{"INBOX", "1", validity}, {}, size}}, opened);
                 }),
                 1);
        RecordingRemoteSink other;
        FolderCursor otherCursor;
        otherCursor.folder = "Other";
        otherCursor = backend.synchronise(otherCursor, known, other);
        QCOMPARE(tripsOf([&] {
                     backend.fetch({{{"INBOX", "1", validity}, {}, size}}, opened);
                 }),
                 1);
        QCOMPARE(opened.fetched.size(), 2);
        QCOMPARE(opened.fetched.last().bytes.size(), size);
        server.deliver(QStringLiteral("alice"), QStringLiteral("INBOX"), sampleMessage(2));
        known.keys = {"1"};
        RecordingRemoteSink next;
        QCOMPARE(tripsOf([&] { cursor = backend.synchronise(cursor, known, next); }), 1);
        QCOMPARE(next.freshKeys(), QByteArrayList({"2"}));
        backend.close();

        // By a new connection: signing in, and all of the rest at once.
        line = &second;
        where.server.endpoint.port = second.port();
        ImapBackend again(where);
        QCOMPARE(tripsOf([&] {
                     again.open(who);
                     again.fetch({{{"Other", "1", otherCursor.uidValidity}, {}, size}}, opened);
                 }),
                 2);
        QCOMPARE(opened.fetched.size(), 3);
        line = &third;
        where.server.endpoint.port = third.port();
        ImapBackend resumed(where);
        server.deliver(QStringLiteral("alice"), QStringLiteral("INBOX"), sampleMessage(3));
        known.keys = {"1", "2"};
        RecordingRemoteSink last;
        QCOMPARE(tripsOf([&] {
                     resumed.open(who);
                     cursor = resumed.synchronise(cursor, known, last);
                 }),
                 2);
        QCOMPARE(last.freshKeys(), QByteArrayList({"3"}));
    }
};

QTEST_GUILESS_MAIN(TestImapWire)
#include "tst_imapwire.moc"
