// SPDX-License-Identifier: MIT
#include "backend/pop3/pop3backend.h"

#include "support/mailserver.h"
#include "support/recordingsinks.h"

#include <QTest>
#include <algorithm>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

QByteArray message(const QByteArray &subject, const QByteArray &body)
{
    return "From: a@example.org\r\nTo: b@example.org\r\nSubject: " + subject + "\r\nMessage-ID: <"
        + subject + "@example.org>\r\n\r\n" + body;
}

std::optional<MailError> errorOf(const std::function<void()> &call)
{
    try {
        call();
    } catch (const MailError &error) {
        return error;
    }
    return {};
}

} // namespace

class TestPop3Dovecot : public QObject {
    Q_OBJECT

    std::unique_ptr<MailServer> m_server;
    Wakeup m_wakeup;

    std::unique_ptr<Pop3Backend> backend(const QString &user,
                                         ConnectionSecurity security = ConnectionSecurity::Tls,
                                         const Pop3Options &options = {})
    {
        BackendConfig config;
        config.server = m_server->account(QStringLiteral("pop3"), user, security).incoming;
        config.certificates.caFile = m_server->caFile();
        config.wakeup = &m_wakeup;
        return std::make_unique<Pop3Backend>(config, options);
    }
    Credentials credentials(const QString &user) const
    {
        return {user, Secret(m_server->password(user).toUtf8())};
    }
    std::unique_ptr<Pop3Backend> opened(const QString &user,
                                        ConnectionSecurity security = ConnectionSecurity::Tls,
                                        const Pop3Options &options = {})
    {
        auto made = backend(user, security, options);
        made->open(credentials(user));
        return made;
    }
    /// Everything in the mailbox, oldest first.
    static RecordingContentSink
    everything(Pop3Backend &backend, PartSelection::What what = PartSelection::What::Everything)
    {
        RecordingRemoteSink listing;
        backend.synchronise({}, KnownKeySet(), listing);
        QByteArrayList keys = listing.listedKeys();
        std::reverse(keys.begin(), keys.end());
        QList<FetchRequest> requests;
        for (const QByteArray &key : keys) {
            FetchRequest request;
            request.key = {"INBOX", key};
            request.selection.what = what;
            requests.append(request);
        }
        RecordingContentSink sink;
        backend.fetch(requests, sink);
        return sink;
    }
    static QByteArrayList bytesOf(const RecordingContentSink &sink)
    {
        QByteArrayList all;
        for (const RecordingContentSink::Fetched &fetched : sink.fetched)
            all.append(fetched.ended ? fetched.bytes : QByteArray("MISSING"));
        return all;
    }

private Q_SLOTS:
    void initTestCase()
    {
        MailServerOptions options;
        options.users = {QStringLiteral("ann:secret"), QStringLiteral("bob:secret"),
                         QStringLiteral("cid:secret"), QStringLiteral("dan:secret")};
        m_server = std::make_unique<MailServer>(options);
    }
    void cleanupTestCase() { m_server.reset(); }

    void everyKindOfSecurity_signsIn_data()
    {
        QTest::addColumn<ConnectionSecurity>("security");
        QTest::newRow("plain") << ConnectionSecurity::None;
        QTest::newRow("STLS") << ConnectionSecurity::StartTls;
        QTest::newRow("TLS") << ConnectionSecurity::Tls;
    }
    void everyKindOfSecurity_signsIn()
    {
        QFETCH(ConnectionSecurity, security);
        const auto pop3 = opened(QStringLiteral("ann"), security);
        QCOMPARE(pop3->connectionInfo().encrypted, security != ConnectionSecurity::None);
        RecordingRemoteSink sink;
        pop3->synchronise({}, KnownKeySet(), sink);
        QCOMPARE(sink.messages, 0);
        QVERIFY(sink.complete);
        pop3->close();
    }

    void wrongPassword_isRefusedForGood()
    {
        const auto pop3 = backend(QStringLiteral("ann"));
        const auto error = errorOf([&] { pop3->open({QStringLiteral("ann"), Secret("wrong")}); });
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Authentication);
        QCOMPARE(error->retry, RetryClass::Never);
        QVERIFY(!error->sentence.contains(QStringLiteral("wrong")));
    }

    void unknownCertificate_isRefused()
    {
        BackendConfig config;
        config.server = m_server->account(QStringLiteral("pop3"), QStringLiteral("ann")).incoming;
        config.wakeup = &m_wakeup;
        Pop3Backend pop3(config);
        const auto error = errorOf([&] { pop3.open(credentials(QStringLiteral("ann"))); });
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Security);
    }

    void nastyMessages_areFetchedByteForByte()
    {
        const QString user = QStringLiteral("bob");
        const QByteArrayList bodies{
            "",
            ".\r\n",
            "..\r\n...\r\n.\r\n",
            "a\r\n.\r\nb\r\n",
            "ends with a dot\r\n.",
            "no line end",
            "\r\n\r\n\r\n",
            "8 bit: \xc3\xa4\xff\xfe\r\n",
            ".leading\r\n..two\r\n.\r\n.\r\n",
            QByteArray(300'000, 'x') + "\r\n",
            QByteArray(".\r\n").repeated(50'000),
            "+OK not an answer\r\n-ERR neither\r\n",
            "CR alone \r . \r here\r\n",
        };
        for (qsizetype i = 0; i < bodies.size(); ++i)
            m_server->deliver(user, QStringLiteral("INBOX"),
                              message("n" + QByteArray::number(i), bodies[i]));
        const QByteArrayList held = m_server->messages(user, QStringLiteral("INBOX"));
        const auto pop3 = opened(user);
        const RecordingContentSink sink = everything(*pop3);
        const QByteArrayList fetched = bytesOf(sink);
        QCOMPARE(fetched.size(), held.size());
        for (qsizetype i = 0; i < held.size(); ++i) {
            // RFC 1939 3: what is sent ends with CRLF, even where the message held doesn't.
            const QByteArray expected = held[i].endsWith("\r\n") ? held[i] : held[i] + "\r\n";
            QVERIFY2(fetched[i] == expected, qPrintable(QString::number(i)));
        }
        QVERIFY(sink.largestPiece <= 1024 * 1024);

        const RecordingContentSink headers = everything(*pop3, PartSelection::What::Headers);
        for (qsizetype i = 0; i < held.size(); ++i) {
            QCOMPARE(headers.fetched[i].sections, QByteArrayList{"HEADER"});
            QCOMPARE(headers.fetched[i].bytes, held[i].first(held[i].indexOf("\r\n\r\n") + 4));
        }
        pop3->close();
    }

    void fiveHundredPipelined_areByteIdentical()
    {
        const QString user = QStringLiteral("cid");
        QByteArrayList sent;
        for (int i = 0; i < 500; ++i) {
            sent.append(
                message("p" + QByteArray::number(i),
                        ("line " + QByteArray::number(i) + "\r\n.\r\n").repeated(1 + i % 90)));
            m_server->deliver(user, QStringLiteral("INBOX"), sent.last());
        }
        const auto pop3 = opened(user);
        const qint64 before = pop3->counts().roundTrips;
        const RecordingContentSink sink = everything(*pop3);
        QVERIFY(bytesOf(sink) == sent);
        // One for the listing and one for all the mail.
        QCOMPARE(pop3->counts().roundTrips - before, 2);

        // The same keys at the next visit, in the listing as for the fetch.
        pop3->close();
        const auto again = opened(user);
        RecordingRemoteSink listing;
        KnownKeySet known;
        for (const auto &fetched : sink.fetched)
            known.keys.insert(fetched.key.key);
        again->synchronise({}, known, listing);
        QCOMPARE(listing.fresh.size(), 0);
        QCOMPARE(listing.states.size(), 500);
        QVERIFY(listing.complete);
        again->close();
    }

    void deletion_countsOnlyAtQuit()
    {
        const QString user = QStringLiteral("dan");
        for (int i = 0; i < 3; ++i)
            m_server->deliver(user, QStringLiteral("INBOX"),
                              message("d" + QByteArray::number(i), "x\r\n"));
        QByteArrayList keys;
        {
            const auto pop3 = opened(user);
            RecordingRemoteSink listing;
            pop3->synchronise({}, KnownKeySet(), listing);
            keys = listing.listedKeys();
            QCOMPARE(keys.size(), 3);
            pop3->remove({{"INBOX", keys[0]}});
            // The connection ends without QUIT.
        }
        {
            const auto pop3 = opened(user);
            RecordingRemoteSink listing;
            pop3->synchronise({}, KnownKeySet(), listing);
            QCOMPARE(listing.listedKeys(), keys);
            pop3->remove({{"INBOX", keys[1]}});
            RecordingRemoteSink afterwards;
            pop3->synchronise({}, KnownKeySet(), afterwards);
            QCOMPARE(afterwards.listedKeys(), (QByteArrayList{keys[0], keys[2]}));
            QCOMPARE(afterwards.messages, 2);
            pop3->close();
        }
        const auto pop3 = opened(user);
        RecordingRemoteSink listing;
        pop3->synchronise({}, KnownKeySet(), listing);
        QCOMPARE(listing.listedKeys(), (QByteArrayList{keys[0], keys[2]}));
    }

    void serverStops_isTold()
    {
        const auto pop3 = opened(QStringLiteral("dan"));
        m_server->stop();
        RecordingRemoteSink listing;
        const auto error = errorOf([&] { pop3->synchronise({}, KnownKeySet(), listing); });
        QVERIFY(error);
        QVERIFY(!listing.complete);
        const auto refused = errorOf([&] { opened(QStringLiteral("dan")); });
        m_server->start();
        QVERIFY(refused && refused->kind == ErrorKind::Network);
        opened(QStringLiteral("dan"))->close();
    }
};

QTEST_GUILESS_MAIN(TestPop3Dovecot)
#include "tst_pop3dovecot.moc"
