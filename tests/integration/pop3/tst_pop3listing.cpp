// SPDX-License-Identifier: MIT
#include "mail/messagereader.h"
#include "support/pop3script.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

/// What STAT, LIST and UIDL say, and what a message is called.
class TestPop3Listing : public QObject, protected Pop3ScriptFixture {
    Q_OBJECT

private Q_SLOTS:
    void slowListing_endsByTheDeadline()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
            signsIn(c);
            c.expect("STAT");
            c.send("+OK 100000 0\r\n+OK\r\n");
            for (int i = 1;; ++i)
                c.sendSlowly(QByteArray::number(i) + " u\r\n", 5);
        }});
        Pop3Options options;
        options.timeouts = {10'000, 300};
        const auto backend = backendFor(server, options);
        backend->open(m_alice);
        RecordingRemoteSink sink;
        const auto error = errorOf([&] { backend->synchronise({}, KnownKeySet(), sink); });
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Network);
        QVERIFY(!sink.complete);
    }

    void synchronise_reportsNewestFirstAndEverythingListed()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
            signsIn(c);
            lists(c, {"a", "b", "c", "d"});
        }});
        const auto backend = backendFor(server);
        backend->open(m_alice);
        const qint64 before = backend->counts().roundTrips;
        RecordingRemoteSink sink;
        KnownKeySet known;
        known.keys = {"b"};
        const FolderCursor cursor = backend->synchronise({}, known, sink);
        QCOMPARE(cursor.uidValidity, 1u);
        QCOMPARE(cursor.folder, QByteArray("INBOX"));
        QCOMPARE(sink.uidValidity, 1u);
        QCOMPARE(sink.messages, 4);
        QCOMPARE(sink.freshKeys(), (QByteArrayList{"d", "c", "a"}));
        QCOMPARE(sink.fresh.first().size, 10);
        QCOMPARE(sink.listedKeys(), (QByteArrayList{"d", "c", "b", "a"}));
        QVERIFY(sink.complete);
        QCOMPARE(sink.checkpoints, QList<FolderCursor>{cursor});
        QVERIFY(backend->traits().stableKeys);
        QCOMPARE(backend->counts().roundTrips, before + 1);
    }

    void listAndUidlDisagree_nothingIsLostAndNothingDeclaredGone()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
            signsIn(c);
            c.expect("STAT");
            c.send("+OK 3 0\r\n+OK\r\n1 a\r\n2 b\r\n.\r\n+OK\r\n2 20\r\n3 30\r\n.\r\n");
            c.expect("UIDL");
            c.expect("LIST");
            c.expect("TOP 3 0");
            c.send("+OK\r\nSubject: three\r\n\r\n.\r\n");
        }});
        const auto backend = backendFor(server);
        backend->open(m_alice);
        RecordingRemoteSink sink;
        backend->synchronise({}, KnownKeySet(), sink);
        QCOMPARE(sink.states.size(), 3);
        QCOMPARE(sink.states[0].size, 30);
        QCOMPARE(sink.states[1].key, QByteArray("b"));
        QCOMPARE(sink.states[2].size, -1);
        QVERIFY(!sink.complete);
    }

    void repeatedAndLongUidls_becomeKeysOfTheirOwn()
    {
        const QByteArray longOne(Limits::uidlBytes + 1, 'u');
        ScriptedServer server({[&](ScriptedConnection &c) {
            signsIn(c);
            lists(c, {"same", "same", "same#2", longOne, "same"});
            for (const char *subject : {"a", "b", "a"})
                c.send(QByteArray("+OK\r\nSubject: ") + subject + "\r\n\r\n.\r\n");
            c.expect("TOP 1 0");
            c.expect("TOP 2 0");
            c.expect("TOP 5 0");
        }});
        const auto backend = backendFor(server);
        backend->open(m_alice);
        RecordingRemoteSink sink;
        backend->synchronise({}, KnownKeySet(), sink);
        QByteArrayList keys = sink.listedKeys();
        std::reverse(keys.begin(), keys.end());
        const auto named = [](const QByteArray &header) {
            return "same#" + headerFingerprint(header).toHex();
        };
        QCOMPARE(keys[0], named("Subject: a\r\n\r\n"));
        QCOMPARE(keys[1], named("Subject: b\r\n\r\n"));
        QCOMPARE(keys[2], QByteArray("same#2"));
        QCOMPARE(keys[3].size(), 64);
        QCOMPARE(keys[4], keys[0] + "#2"); // a twin to the letter
        QVERIFY(sink.complete);
    }

    void oddUidls_areKeysAsTheyAre()
    {
        const QByteArrayList odd = {"with space", "\x80\xff\x01", "#2", "-", QByteArray(70, '~')};
        ScriptedServer server({[&](ScriptedConnection &c) {
            signsIn(c);
            lists(c, odd);
        }});
        const auto backend = backendFor(server);
        backend->open(m_alice);
        RecordingRemoteSink sink;
        backend->synchronise({}, KnownKeySet(), sink);
        QByteArrayList keys = sink.listedKeys();
        std::reverse(keys.begin(), keys.end());
        QCOMPARE(keys, odd);
        QVERIFY(sink.complete);
    }

    void headersThatNobodyReads_nothingIsFetchedWhole()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
            signsIn(c);
            lists(c, {"a", "b"});
            c.expect("TOP 2 0");
            c.expect("TOP 1 0");
            c.send("+OK\r\nSubject: b\r\n\r\n.\r\n-ERR [SYS/TEMP] later\r\n");
        }});
        const auto backend = backendFor(server);
        backend->open(m_alice);
        RecordingContentSink sink;
        backend->fetch({request("b", PartSelection::What::Headers),
                        request("a", PartSelection::What::Headers)},
                       sink);
        QCOMPARE(server.problems(), QStringList());
        QVERIFY(backend->traits().headersAlone);
    }

    void serverWithoutUidl_keysAreHeadersAndSurviveTheServersOwnMarks_data()
    {
        QTest::addColumn<bool>("top");
        QTest::newRow("TOP") << true;
        QTest::newRow("no TOP") << false;
    }

    void serverWithoutUidl_keysAreHeadersAndSurviveTheServersOwnMarks()
    {
        QFETCH(bool, top);
        const auto script = [top](const QByteArray &mark) {
            return [top, mark](ScriptedConnection &c) {
                signsIn(c, "-ERR no CAPA\r\n");
                c.expect("STAT");
                c.send("+OK 3 30\r\n");
                c.expect("UIDL");
                c.send("-ERR no UIDL\r\n");
                c.expect("LIST");
                c.send("+OK\r\n1 10\r\n2 10\r\n3 10\r\n.\r\n");
                bool tried = false;
                for (int number = 1; number <= 3; ++number) {
                    const QByteArray subject = number == 3 ? "other" : "twin";
                    const QByteArray message = "+OK\r\nSubject: " + subject + "\r\n" + mark + "\r\n"
                        + (top ? "" : "body\r\n") + ".\r\n";
                    if (top || !tried)
                        c.expect("TOP " + QByteArray::number(number) + " 0");
                    if (!top) {
                        if (!tried)
                            c.send("-ERR no TOP\r\n");
                        tried = true;
                        c.expect("RETR " + QByteArray::number(number));
                    }
                    c.send(message);
                }
                c.expect("QUIT");
                c.send("+OK\r\n");
            };
        };
        ScriptedServer server({script(""), script("Status: RO\r\n")});
        QList<QByteArrayList> keys;
        for (int visit = 0; visit < 2; ++visit) {
            const auto backend = backendFor(server);
            backend->open(m_alice);
            RecordingRemoteSink sink;
            backend->synchronise({}, KnownKeySet(), sink);
            QVERIFY(!backend->traits().stableKeys);
            QVERIFY(sink.complete);
            keys.append(sink.listedKeys());
            backend->close();
        }
        QCOMPARE(server.problems(), QStringList());
        QCOMPARE(keys[0], keys[1]);
        QCOMPARE(QSet<QByteArray>(keys[0].begin(), keys[0].end()).size(), 3);
        QCOMPARE(keys[0][1], keys[0][2] + "#2");
    }

    void uidlInTrouble_isNotTakenForAServerWithoutUidl()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
            signsIn(c);
            c.expect("STAT");
            c.send("+OK 1 1\r\n-ERR [SYS/TEMP] try later\r\n+OK\r\n1 1\r\n.\r\n");
            c.hang();
        }});
        const auto backend = backendFor(server);
        backend->open(m_alice);
        RecordingRemoteSink sink;
        const auto error = errorOf([&] { backend->synchronise({}, KnownKeySet(), sink); });
        QVERIFY(error);
        QCOMPARE(error->retry, RetryClass::Later);
        QCOMPARE(sink.messages, -1);
    }

    void hugeAnnouncedCount_isRefused()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
            signsIn(c);
            c.expect("STAT");
            c.send("+OK 2147483647 1\r\n-ERR\r\n-ERR\r\n");
            c.hang();
        }});
        const auto backend = backendFor(server);
        backend->open(m_alice);
        RecordingRemoteSink sink;
        const auto error = errorOf([&] { backend->synchronise({}, KnownKeySet(), sink); });
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Protocol);
    }
};

QTEST_GUILESS_MAIN(TestPop3Listing)
#include "tst_pop3listing.moc"
