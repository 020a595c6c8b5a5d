// SPDX-License-Identifier: MIT
#include "support/pop3script.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

/// Fetching, deleting and the end of a session.
class TestPop3Backend : public QObject, protected Pop3ScriptFixture {
    Q_OBJECT

private Q_SLOTS:
    void silence_isBrokenByNoopBeforeTheServerHangsUp()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
            signsIn(c);
            c.expect("NOOP");
            c.send("+OK\r\n");
            c.expect("NOOP");
            c.send("-ERR what\r\n");
            c.expect("QUIT");
            c.send("+OK\r\n");
        }});
        Pop3Options options;
        options.silenceMs = 0;
        const auto backend = backendFor(server, options);
        backend->open(m_alice);
        backend->keepAlive();
        backend->keepAlive();
        backend->close();
        QCOMPARE(server.problems(), QStringList());
        ScriptedServer quiet({[](ScriptedConnection &c) {
            signsIn(c);
            c.expect("QUIT");
            c.send("+OK\r\n");
        }});
        const auto busy = backendFor(quiet);
        busy->open(m_alice);
        busy->keepAlive(); // it has just spoken
        busy->close();
        QCOMPARE(quiet.problems(), QStringList());
    }

    void fetch_pipelinesAndKeepsTheOrder()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
            signsIn(c);
            lists(c, {"a", "b", "c"});
            c.expect("RETR 3");
            c.expect("TOP 1 0");
            c.expect("RETR 2");
            c.send("+OK\r\nthree\r\n..\r\n.\r\n+OK\r\nh: one\r\n\r\n.\r\n-ERR no such message\r\n");
        }});
        const auto backend = backendFor(server);
        backend->open(m_alice);
        RecordingContentSink sink;
        backend->fetch({request("c"), request("gone"), request("a", PartSelection::What::Headers),
                        request("b", PartSelection::What::Text)},
                       sink);
        QCOMPARE(server.problems(), QStringList());
        QCOMPARE(sink.fetched.size(), 4);
        QCOMPARE(sink.fetched[0].sections, QByteArrayList{""});
        QCOMPARE(sink.fetched[0].bytes, QByteArray("three\r\n.\r\n"));
        QVERIFY(sink.fetched[0].ended);
        QCOMPARE(sink.fetched[1].missing->kind, ErrorKind::NotFound);
        QCOMPARE(sink.fetched[2].sections, QByteArrayList{"HEADER"});
        QCOMPARE(sink.fetched[2].bytes, QByteArray("h: one\r\n\r\n"));
        QCOMPARE(sink.fetched[3].missing->scope, ErrorScope::Message);
        QVERIFY(!sink.fetched[3].ended);
    }

    void beginning_isAsManyLinesAsWereAskedFor()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
            signsIn(c);
            lists(c, {"a", "b"});
            c.expect("TOP 1 3");
            c.expect("TOP 2 3");
            c.send("+OK\r\nh: one\r\n\r\n1\r\n2\r\n3\r\n.\r\n-ERR no\r\n");
        }});
        Pop3Options options;
        options.beginningLines = 3;
        const auto backend = backendFor(server, options);
        backend->open(m_alice);
        QCOMPARE(backend->traits().beginningLines, 3);
        RecordingContentSink sink;
        backend->fetch({request("a", PartSelection::What::Beginning),
                        request("b", PartSelection::What::Beginning)},
                       sink);
        QCOMPARE(server.problems(), QStringList());
        QCOMPARE(sink.fetched[0].sections, QByteArrayList{"BEGINNING"});
        QCOMPARE(sink.fetched[0].bytes, QByteArray("h: one\r\n\r\n1\r\n2\r\n3\r\n"));
        QVERIFY(sink.fetched[1].missing);
    }

    void withoutPipelining_oneCommandAtATime()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
            signsIn(c, "+OK\r\nUSER\r\nTOP\r\nUIDL\r\n.\r\n");
            c.expect("STAT");
            c.send("+OK 2 20\r\n");
            c.expect("UIDL");
            c.send("+OK\r\n1 a\r\n2 b\r\n.\r\n");
            c.expect("LIST");
            c.send("+OK\r\n1 10\r\n2 10\r\n.\r\n");
            c.expect("RETR 1");
            c.send("+OK\r\none\r\n.\r\n");
            c.expect("RETR 2");
            c.send("+OK\r\ntwo\r\n.\r\n");
        }});
        const auto backend = backendFor(server);
        backend->open(m_alice);
        RecordingContentSink sink;
        backend->fetch({request("a"), request("b")}, sink);
        QCOMPARE(server.problems(), QStringList());
        QCOMPARE(sink.fetched[1].bytes, QByteArray("two\r\n"));
    }

    void tooLargeMessage_isRefusedAndTheNextArrives()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
            signsIn(c);
            c.expect("STAT");
            c.send("+OK 3 0\r\n+OK\r\n1 told\r\n2 untold\r\n3 fine\r\n.\r\n"
                   "+OK\r\n1 2000\r\n2 10\r\n3 10\r\n.\r\n");
            c.expect("UIDL");
            c.expect("LIST");
            c.expect("RETR 2");
            c.expect("RETR 3");
            c.send("+OK\r\n" + QByteArray(1500, 'x') + "\r\n.\r\n+OK\r\nfine\r\n.\r\n");
        }});
        Pop3Options options;
        options.messageBytes = 1000;
        const auto backend = backendFor(server, options);
        backend->open(m_alice);
        RecordingContentSink sink;
        backend->fetch({request("told"), request("untold"), request("fine")}, sink);
        QCOMPARE(server.problems(), QStringList());
        QCOMPARE(sink.fetched[0].missing->kind, ErrorKind::Space);
        QCOMPARE(sink.fetched[1].missing->kind, ErrorKind::Space);
        QVERIFY(sink.fetched[2].ended);
    }

    void endlessMessage_ends()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
            signsIn(c);
            lists(c, {"a"});
            c.expect("RETR");
            c.send("+OK\r\n");
            for (;;)
                c.send(QByteArray(10'000, 'x'));
        }});
        Pop3Options options;
        options.messageBytes = 100'000;
        const auto backend = backendFor(server, options);
        backend->open(m_alice);
        RecordingContentSink sink;
        const auto error = errorOf([&] { backend->fetch({request("a")}, sink); });
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Protocol);
        QVERIFY(sink.fetched[0].missing);
        QVERIFY(sink.fetched[0].bytes.size() <= 100'000);
    }

    void sinkThatFails_closesWithoutQuit()
    {
        struct FullDisk : RecordingContentSink {
            void data(QByteArrayView) override
            {
                MailError error;
                error.kind = ErrorKind::Space;
                throw error;
            }
        };
        ScriptedServer server({[](ScriptedConnection &c) {
            signsIn(c);
            lists(c, {"a", "b"});
            c.expect("DELE 2");
            c.send("+OK\r\n");
            c.expect("RETR 1");
            c.send("+OK\r\nx\r\n.\r\n");
            c.readLine();
        }});
        const auto backend = backendFor(server);
        backend->open(m_alice);
        backend->remove({{"INBOX", "b"}});
        FullDisk sink;
        const auto error = errorOf([&] { backend->fetch({request("a")}, sink); });
        QVERIFY(error && error->kind == ErrorKind::Space);
        QVERIFY(errorOf([&] { backend->close(); }));
        QVERIFY(!server.lines().contains("QUIT"));
    }

    void deletions_countOnlyWhenQuitIsConfirmed_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("counts");
        QTest::newRow("+OK") << QByteArray("+OK bye\r\n") << true;
        QTest::newRow("-ERR") << QByteArray("-ERR some deleted messages not removed\r\n") << false;
        QTest::newRow("closed") << QByteArray() << false;
    }

    void deletions_countOnlyWhenQuitIsConfirmed()
    {
        QFETCH(QByteArray, answer);
        QFETCH(bool, counts);
        ScriptedServer server({[&](ScriptedConnection &c) {
            signsIn(c);
            lists(c, {"a", "b"});
            c.expect("DELE 2");
            c.send("+OK\r\n");
            c.expect("QUIT");
            c.send(answer);
        }});
        const auto backend = backendFor(server);
        backend->open(m_alice);
        backend->remove({{"INBOX", "b"}, {"INBOX", "b"}, {"INBOX", "never"}});
        const auto error = errorOf([&] { backend->close(); });
        QCOMPARE(server.problems(), QStringList());
        QCOMPARE(!error, counts);
    }

    void hangUpAtQuit_isForgivenWhereNothingWasRemoved()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
            signsIn(c);
            c.expect("QUIT");
        }});
        const auto backend = backendFor(server);
        backend->open(m_alice);
        QVERIFY(!errorOf([&] { backend->close(); }));
    }

    void cutAfterEveryByte_endsWithANetworkError()
    {
        // A whole visit, cut wherever the server's bytes can be cut.
        const auto script = [](qint64 left) {
            return [left](ScriptedConnection &c) {
                c.cutAfter(left);
                signsIn(c);
                lists(c, {"a", "b"});
                c.expect("RETR 2");
                c.send("+OK\r\nSubject: two\r\n\r\n..\r\n.\r\n");
                c.expect("DELE 2");
                c.send("+OK\r\n");
                c.expect("QUIT");
                c.send("+OK\r\n");
            };
        };
        bool finished = false;
        int cuts = 0;
        for (qint64 left = 0; !finished; left += 3) {
            ScriptedServer server({script(left)});
            const auto backend = backendFor(server);
            RecordingContentSink content;
            const auto error = errorOf([&] {
                backend->open(m_alice);
                RecordingRemoteSink sink;
                backend->synchronise({}, KnownKeySet(), sink);
                backend->fetch({request("b")}, content);
                backend->remove({{"INBOX", "b"}});
                backend->close();
                finished = true;
            });
            QCOMPARE(server.problems(), QStringList());
            if (finished)
                break;
            ++cuts;
            QVERIFY(error);
            QCOMPARE(error->kind, ErrorKind::Network);
            for (const auto &fetched : content.fetched)
                QVERIFY(!fetched.ended || fetched.bytes == "Subject: two\r\n\r\n.\r\n");
        }
        QVERIFY(cuts > 30);
    }

    void cancel_endsAFetch()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
            signsIn(c);
            lists(c, {"a"});
            c.expect("RETR 1");
            c.send("+OK\r\nhalf a mess");
            c.hang();
        }});
        bool cancelled = false;
        ConnectionThread thread(QStringLiteral("client"), [&](Wakeup &wakeup) {
            BackendConfig own = config(server.endpoint());
            own.wakeup = &wakeup;
            Pop3Backend backend(own);
            try {
                backend.open(m_alice);
                RecordingContentSink sink;
                backend.fetch({request("a")}, sink);
            } catch (const Cancelled &) {
                cancelled = true;
            }
        });
        thread.start();
        QTRY_VERIFY(server.lines().contains("RETR 1"));
        thread.cancel();
        QVERIFY(thread.wait(10'000));
        QVERIFY(cancelled);
    }
};

QTEST_GUILESS_MAIN(TestPop3Backend)
#include "tst_pop3backend.moc"
