// SPDX-License-Identifier: MIT
#include "base/mailerror.h"
#include "support/pop3events.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

const QByteArray greeting = "+OK ready\r\n";

using Commands = std::function<void(Pop3Session &)>;

/// What a session that said `commands` makes of these bytes, behind a greeting; however they are
/// cut.
QByteArrayList played(const Commands &commands, const QByteArray &bytes)
{
    QByteArrayList first;
    for (int way = 0; way < 12; ++way) {
        Pop3Session session;
        QByteArrayList events;
        feedPop3(session, greeting, whole(), &events);
        events.clear();
        commands(session);
        feedPop3(session, bytes,
                 way == 0       ? whole()
                     : way == 1 ? byteByByte()
                                : cutAtRandom(quint32(way)),
                 &events);
        if (way == 0)
            first = events;
        else if (events != first)
            return {"cut differently, read differently: " + events.join(" | ")};
    }
    return first;
}

void retrieves(Pop3Session &session)
{
    session.retr(1);
}

QByteArray outputOf(Pop3Session &session)
{
    QByteArray all;
    for (const Pop3Session::Output &output : session.takeOutput())
        all += output.bytes;
    return all;
}

} // namespace

class TestPop3Session : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void message_isUnstuffedAndOtherwiseUntouched_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("empty") << QByteArray(".\r\n") << QByteArray();
        QTest::newRow("plain") << QByteArray("a\r\nb\r\n.\r\n") << QByteArray("a\r\nb\r\n");
        QTest::newRow("lines of dots")
            << QByteArray("..\r\n...\r\n....\r\n.\r\n") << QByteArray(".\r\n..\r\n...\r\n");
        QTest::newRow("dots within")
            << QByteArray("a.\r\n.. b\r\nc..d\r\n.\r\n") << QByteArray("a.\r\n. b\r\nc..d\r\n");
        QTest::newRow("NUL and 8 bit")
            << QByteArray("a\0\xff\xe2\r\n.\r\n", 9) << QByteArray("a\0\xff\xe2\r\n", 6);
        // Only CRLF ends a line here, so that no message can end itself early.
        QTest::newRow("LF . LF inside")
            << QByteArray("a\n.\nb\r\n.\r\n") << QByteArray("a\n.\nb\r\n");
        QTest::newRow("LF . CRLF inside")
            << QByteArray("a\n.\r\nb\r\n.\r\n") << QByteArray("a\n.\r\nb\r\n");
        QTest::newRow("CR . CR") << QByteArray("a\r.\rb\r\n.\r\n") << QByteArray("a\r.\rb\r\n");
        QTest::newRow("dot LF at a line's start")
            << QByteArray("a\r\n.\nb\r\n.\r\n") << QByteArray("a\r\n\nb\r\n");
        QTest::newRow("unstuffed dot")
            << QByteArray("a\r\n.b\r\n.\r\n") << QByteArray("a\r\nb\r\n");
        QTest::newRow("CR CR LF") << QByteArray("a\r\r\n.\r\n") << QByteArray("a\r\r\n");
    }
    void message_isUnstuffedAndOtherwiseUntouched()
    {
        QFETCH(QByteArray, wire);
        QFETCH(QByteArray, message);
        QByteArrayList expected{"reply RETR 1 ok"};
        if (!message.isEmpty())
            expected << "content RETR 1 " + escaped(message);
        expected << "end RETR 1";
        QCOMPARE(played(retrieves, "+OK\r\n" + wire), expected);
    }

    void serverThatEndsLinesWithLfOnly_isUnderstood()
    {
        QCOMPARE(played(retrieves, "+OK\na\n..b\n.\n"),
                 (QByteArrayList{"reply RETR 1 ok", "content RETR 1 a\\x0a.b\\x0a", "end RETR 1"}));
        QCOMPARE(played([](Pop3Session &s) { s.uidl(); }, "+OK\n1 a\n2 b\n.\n"),
                 (QByteArrayList{"reply UIDL ok", "uid 1 a", "uid 2 b", "end UIDL"}));
    }

    void pipelinedAnswers_areToldApart()
    {
        QCOMPARE(played(
                     [](Pop3Session &s) {
                         s.retr(1);
                         s.retr(2);
                         s.top(3);
                         s.dele(4);
                         s.quit();
                     },
                     "+OK\r\n+OK inside\r\n-ERR too\r\n.\r\n-ERR gone\r\n+OK\r\nh\r\n\r\n.\r\n"
                     "+OK deleted\r\n+OK bye\r\n"),
                 (QByteArrayList{"reply RETR 1 ok",
                                 "content RETR 1 +OK inside\\x0d\\x0a-ERR too\\x0d\\x0a",
                                 "end RETR 1", "reply RETR 2 err gone", "reply TOP 3 ok",
                                 "content TOP 3 h\\x0d\\x0a\\x0d\\x0a", "end TOP 3",
                                 "reply DELE 4 ok deleted", "reply QUIT ok bye"}));
    }

    void listing_takesWhatIsSaneAndSaysWhatIsNot()
    {
        QCOMPARE(
            played([](Pop3Session &s) { s.list(); },
                   "+OK\r\n1 120\r\n2 -5\r\n3 99999999999999999999\r\n-4 10\r\n"
                   "4294967297 10\r\n0 10\r\nfive 10\r\n6\r\n7 12 extra\r\n\r\n 8  9 \r\n.\r\n"),
            (QByteArrayList{"reply LIST ok", "size 1 120", "size 2 -1",
                            "size 3 9223372036854775807", "malformed LIST", "malformed LIST",
                            "malformed LIST", "malformed LIST", "size 6 -1", "size 7 12",
                            "malformed LIST", "size 8 9", "end LIST"}));
    }

    void uidl_keepsOddBytes()
    {
        QCOMPARE(played([](Pop3Session &s) { s.uidl(); },
                        QByteArray("+OK\r\n1 a b\xff\r\n2\r\n3 \0x\r\n4 ..\r\n..5 y\r\n.\r\n", 39)),
                 (QByteArrayList{"reply UIDL ok", "uid 1 a b\\xff", "uid 2 ", "uid 3 \\x00x",
                                 "uid 4 ..", "malformed UIDL", "end UIDL"}));
    }

    void stat_isReadOrAbsent()
    {
        QCOMPARE(Pop3Session::readStat("2 320")->messages, 2);
        QCOMPARE(Pop3Session::readStat("2 320")->bytes, 320);
        QCOMPARE(Pop3Session::readStat("0 0 extra")->messages, 0);
        QCOMPARE(Pop3Session::readStat("5 99999999999999999999999")->bytes,
                 std::numeric_limits<qint64>::max());
        QVERIFY(!Pop3Session::readStat("-2 320"));
        QVERIFY(!Pop3Session::readStat("4294967296 320"));
        QVERIFY(!Pop3Session::readStat("some mail"));
        QVERIFY(!Pop3Session::readStat(""));
    }

    void responseCodes_areReadInAnyCase()
    {
        QCOMPARE(
            played([](Pop3Session &s) { s.pass(Secret("x")); },
                   "-ERR [in-use] Do you have another POP session running?\r\n"),
            (QByteArrayList{"reply PASS err [IN-USE] Do you have another POP session running?"}));
        QCOMPARE(played([](Pop3Session &s) { s.dele(1); }, "-err [unclosed\r\n"),
                 (QByteArrayList{"reply DELE 1 err [unclosed"}));
    }

    void challenges_areGivenUntilTheStatusComes()
    {
        QCOMPARE(played([](Pop3Session &s) { s.auth("LOGIN", {}); },
                        "+ VXNlcm5hbWU6\r\n+ \r\n+\r\n+OK in\r\n"),
                 (QByteArrayList{"challenge VXNlcm5hbWU6", "challenge", "challenge",
                                 "reply AUTH ok in"}));
        QCOMPARE(played(retrieves, "+ no challenge was due\r\n").last().first(6),
                 QByteArray("error "));
    }

    void hostileBytes_endWithASentence_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("endless status") << QByteArray(Limits::lineBytes + 2, 'x');
        QTest::newRow("endless +OK") << "+OK " + QByteArray(Limits::lineBytes + 2, 'x');
        QTest::newRow("no POP3") << QByteArray("* OK IMAP4rev1\r\n");
        QTest::newRow("HTTP") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n");
        QTest::newRow("NULs") << QByteArray(10, '\0') + '\n';
        QTest::newRow("unasked") << QByteArray("-ERR\r\n-ERR idle for too long\r\n");
    }
    void hostileBytes_endWithASentence()
    {
        QFETCH(QByteArray, bytes);
        const QByteArrayList events = played(retrieves, bytes);
        QVERIFY2(events.last().startsWith("error The server"), events.last().constData());
    }

    void endlessLineInAListing_ends()
    {
        const QByteArrayList events = played([](Pop3Session &s) { s.uidl(); },
                                             "+OK\r\n1 " + QByteArray(Limits::lineBytes, 'u'));
        QVERIFY(events.last().contains("a line without end"));
    }

    void endlessCapabilities_end()
    {
        Pop3Session session;
        QByteArrayList events;
        session.capa();
        QVERIFY(!feedPop3(session, greeting + "+OK\r\n" + QByteArray("X\r\n").repeated(5000),
                          whole(), &events));
    }

    void longMessage_comesInBoundedPieces()
    {
        Pop3Session session;
        session.retr(1);
        session.feed(greeting + "+OK\r\n" + QByteArray(3'000'000, 'x') + "\r\n.\r\n");
        qint64 total = 0;
        qsizetype largest = 0;
        while (const auto event = session.next()) {
            if (const auto *content = std::get_if<Pop3Content>(&*event)) {
                total += content->bytes.size();
                largest = qMax(largest, content->bytes.size());
            }
        }
        QCOMPARE(total, 3'000'002);
        QVERIFY(largest <= 256 * 1024);
        QVERIFY(session.isQuiet());
    }

    void capabilities_areRead()
    {
        Pop3Session session;
        QByteArrayList events;
        session.capa();
        feedPop3(session,
                 greeting
                     + "+OK\r\nTOP\r\nuidl\r\nResp-Codes\r\nPIPELINING\r\nSTLS\r\nUSER\r\n"
                       "SASL PLAIN  login XOAUTH2\r\nAUTH-RESP-CODE\r\nIMPLEMENTATION x\r\n.\r\n",
                 byteByByte(), &events);
        const Pop3Capabilities &c = session.capabilities();
        QVERIFY(c.known && c.top && c.uidl && c.user && c.stls && c.pipelining && c.authRespCode);
        QCOMPARE(c.sasl, (QByteArrayList{"PLAIN", "LOGIN", "XOAUTH2"}));
        session.forgetCapabilities();
        QVERIFY(!session.capabilities().known);
    }

    void commands_areWrittenAndSecretsMarked()
    {
        Pop3Session session;
        session.capa();
        session.user("alice");
        session.pass(Secret("hunter2"));
        session.auth("PLAIN", Secret("AGFsaWNlAGh1bnRlcjI="));
        session.respond(Secret("c2VjcmV0"));
        QByteArray open, secret;
        for (const Pop3Session::Output &output : session.takeOutput())
            (output.secret ? secret : open) += output.bytes;
        QCOMPARE(open, QByteArray("CAPA\r\nUSER alice\r\nPASS \r\nAUTH PLAIN \r\n\r\n"));
        QCOMPARE(secret, QByteArray("hunter2AGFsaWNlAGh1bnRlcjI=c2VjcmV0"));
        QVERIFY(session.takeOutput().isEmpty());
    }

    void longInitialResponse_waitsForTheChallenge()
    {
        Pop3Session session;
        session.auth("PLAIN", Secret(QByteArray(238, 'A')));
        QVERIFY(session.initialIsOwed() == false);
        QCOMPARE(outputOf(session).size(), 11 + 238 + 2);
        session.auth("PLAIN", Secret(QByteArray(300, 'A')));
        QVERIFY(session.initialIsOwed());
        QCOMPARE(outputOf(session), QByteArray("AUTH PLAIN\r\n"));
    }

    void lineBreaksInNameOrPassword_areNotSent()
    {
        for (const QByteArray &bad :
             {QByteArray("a\r\nDELE 1"), QByteArray("a\nb"), QByteArray("\0", 1)}) {
            Pop3Session session;
            QVERIFY_THROWS_EXCEPTION(MailError, session.user(bad));
            QVERIFY_THROWS_EXCEPTION(MailError, session.pass(Secret(bad)));
            QVERIFY(session.takeOutput().isEmpty());
        }
    }

    void bytesBehindTheGoAhead_areSeen()
    {
        Pop3Session session;
        QByteArrayList events;
        feedPop3(session, greeting, whole(), &events);
        session.stls();
        session.feed("+OK go\r\n+OK injected\r\n");
        QVERIFY(session.next());
        QVERIFY(session.isIdle());
        QVERIFY(!session.isQuiet());
    }
};

QTEST_GUILESS_MAIN(TestPop3Session)
#include "tst_pop3session.moc"
