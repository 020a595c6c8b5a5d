// SPDX-License-Identifier: MIT
#include "base/mailerror.h"
#include "protocol/smtp/smtperror.h"
#include "protocol/smtp/smtpsession.h"
#include "support/transcript.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

const QByteArray greeting = "220 mail.example.org ESMTP\r\n";

QByteArray outputOf(SmtpSession &session)
{
    QByteArray all;
    for (const SmtpSession::Output &output : session.takeOutput())
        all += output.bytes;
    return all;
}

/// Code, status and text of each answer; "error" at the end of everything.
QByteArrayList heard(SmtpSession &session, QByteArrayView bytes, const Cutter &cut)
{
    QByteArrayList events;
    try {
        while (!bytes.isEmpty()) {
            const qsizetype size = cut(bytes.size());
            session.feed(bytes.first(size));
            bytes = bytes.sliced(size);
            while (const auto event = session.next()) {
                if (const auto *reply = std::get_if<SmtpReply>(&*event))
                    events.append(QByteArray::number(reply->code) + '|' + reply->status + '|'
                                  + reply->text);
                else
                    events.append("challenge|" + std::get<SmtpChallenge>(*event).base64);
            }
        }
    } catch (const MailError &error) {
        events.append(error.kind == ErrorKind::Network ? "closed" : "error");
    }
    return events;
}

/// What a session that said `commands` hears of these bytes, however they are cut.
QByteArrayList played(const std::function<void(SmtpSession &)> &commands, const QByteArray &bytes)
{
    QByteArrayList first;
    for (quint32 way = 0; way < 12; ++way) {
        SmtpSession session;
        heard(session, greeting, whole());
        commands(session);
        const QByteArrayList events = heard(session, bytes,
                                            way == 0       ? whole()
                                                : way == 1 ? byteByByte()
                                                           : cutAtRandom(way));
        if (way == 0)
            first = events;
        else if (events != first)
            return {"cut differently, read differently: " + events.join(" / ")};
    }
    return first;
}

void quits(SmtpSession &session)
{
    session.quit();
}

/// A session that has heard these lines in answer to EHLO.
SmtpSession offering(const QByteArrayList &capabilities)
{
    SmtpSession session;
    heard(session, greeting, whole());
    session.ehlo();
    QByteArrayList lines{"mail.example.org"};
    lines += capabilities;
    QByteArray answer;
    for (qsizetype i = 0; i < lines.size(); ++i)
        answer += (i + 1 < lines.size() ? "250-" : "250 ") + lines.at(i) + "\r\n";
    heard(session, answer, whole());
    outputOf(session);
    return session;
}

/// The content on the wire, cut into pieces of `step` bytes, up to its final dot.
QByteArray stuffed(const QByteArray &content, qsizetype step)
{
    SmtpSession session = offering({});
    session.data();
    heard(session, "354 go\r\n", whole());
    outputOf(session);
    QByteArray wire;
    for (qsizetype at = 0; at < content.size(); at += step) {
        session.content(QByteArrayView(content).sliced(at, qMin(step, content.size() - at)));
        wire += outputOf(session);
    }
    session.endContent();
    return wire + outputOf(session);
}

} // namespace

class TestSmtpSession : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answers_areReadHoweverTheyAreCut_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<QByteArrayList>("events");
        const auto row = [](const char *name, const QByteArray &wire,
                            const QByteArrayList &events) {
            QTest::newRow(name) << wire << events;
        };
        row("one line", "221 2.0.0 Bye\r\n", {"221|2.0.0|Bye"});
        row("without text", "221\r\n", {"221||"});
        row("bare LF", "221 Bye\n", {"221||Bye"});
        row("several lines", "550-5.7.1 no\r\n550-5.7.1 relay\r\n550 5.7.1 here\r\n",
            {"550|5.7.1|no\nrelay\nhere"});
        row("lines without status", "550-no\r\n550 5.7.1 relay\r\n", {"550|5.7.1|no\nrelay"});
        row("status of another class", "550 4.7.1 x\r\n", {"550||4.7.1 x"});
        row("no status at all", "550 5.x oops\r\n", {"550||5.x oops"});
        row("address that looks like one", "550 5.1.1.1 x\r\n", {"550||5.1.1.1 x"});
        row("codes that differ", "250-a\r\n251 b\r\n", {"error"});
        row("not SMTP", "* OK IMAP4rev1\r\n", {"error"});
        row("code out of bounds", "199 x\r\n", {"error"});
        row("354 unasked", "354 go on\r\n", {"error"});
        row("bytes after the code", "221x\r\n", {"error"});
        row("one answer too many", "221 bye\r\n421 4.3.2 closing\r\n", {"221||bye", "closed"});
        row("NUL and 8 bit", QByteArray("221 a\0\xff\r\n", 9), {QByteArray("221||a\0\xff", 8)});
    }
    void answers_areReadHoweverTheyAreCut()
    {
        QFETCH(QByteArray, wire);
        QFETCH(QByteArrayList, events);
        QCOMPARE(played(quits, wire), events);
    }

    void endlessAnswers_areGivenUp()
    {
        QCOMPARE(played(quits, QByteArray(70'000, 'a')), QByteArrayList{"error"});
        QCOMPARE(played(quits, QByteArray("250-x\r\n").repeated(2000)), QByteArrayList{"error"});
        QCOMPARE(played(quits, ("250-" + QByteArray(2000, 'x') + "\r\n").repeated(100)),
                 QByteArrayList{"error"});
    }

    void capabilities_areReadAndForgotten()
    {
        SmtpSession session =
            offering({"PIPELINING", "size 35882577", "STARTTLS", "8BITMIME", "AUTH PLAIN login",
                      "AUTH=SCRAM-SHA-256", "CHUNKING", "SMTPUTF8", "DSN", "ENHANCEDSTATUSCODES",
                      "LIMITS RCPTMAX=20 MAILMAX=5"});
        const SmtpCapabilities &can = session.capabilities();
        QVERIFY(can.pipelining && can.startTls && can.eightBitMime && can.chunking);
        QVERIFY(can.smtpUtf8 && can.dsn && can.enhancedStatusCodes && can.size);
        QCOMPARE(can.largest, 35'882'577);
        QCOMPARE(can.mostRecipients, 20);
        QCOMPARE(can.sasl, (QByteArrayList{"PLAIN", "LOGIN", "SCRAM-SHA-256"}));
        session.forgetCapabilities();
        QVERIFY(!session.capabilities().pipelining);
        QVERIFY(session.capabilities().sasl.isEmpty());
    }
    void sizeThatIsNoNumber_isNoLimit()
    {
        for (const char *word : {"SIZE", "SIZE x", "SIZE -1", "SIZE 99999999999999999999"}) {
            const SmtpSession session = offering({word});
            QVERIFY(session.capabilities().size);
            QCOMPARE(session.capabilities().largest, 0);
        }
    }

    void envelope_saysWhatIsOffered()
    {
        SmtpEnvelope envelope{"a@example.org", 1234, true, true, SmtpNotify::Failure};
        SmtpSession plain = offering({});
        plain.mail(envelope);
        plain.rcpt("b@example.org", SmtpNotify::Failure);
        QCOMPARE(outputOf(plain), "MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\n");
        SmtpSession rich = offering({"SIZE", "8BITMIME", "SMTPUTF8", "DSN"});
        rich.mail(envelope);
        rich.rcpt("b+c@example.org", SmtpNotifies(SmtpNotify::Success) | SmtpNotify::Delay);
        QCOMPARE(outputOf(rich),
                 "MAIL FROM:<a@example.org> SIZE=1234 BODY=8BITMIME SMTPUTF8 RET=HDRS\r\n"
                 "RCPT TO:<b+c@example.org> NOTIFY=SUCCESS,DELAY "
                 "ORCPT=rfc822;b+2Bc@example.org\r\n");
        SmtpSession bounce = offering({});
        bounce.mail({});
        QCOMPARE(outputOf(bounce), "MAIL FROM:<>\r\n");
    }

    void content_isStuffedAndEndsLinesByCrlf_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("wire");
        const auto row = [](const char *name, const QByteArray &content, const QByteArray &wire) {
            QTest::newRow(name) << content << wire;
        };
        row("plain", "a\r\nb\r\n", "a\r\nb\r\n.\r\n");
        row("without a last line end", "a", "a\r\n.\r\n");
        row("empty", "", ".\r\n");
        row("dots", ".\r\n..\r\na.b\r\n.c\r\n", "..\r\n...\r\na.b\r\n..c\r\n.\r\n");
        // What a server might take for the end of the message, and what follows for commands.
        row("LF . LF", "a\n.\nMAIL FROM:<x>\n", "a\r\n..\r\nMAIL FROM:<x>\r\n.\r\n");
        row("LF . CRLF", "a\n.\r\nb\r\n", "a\r\n..\r\nb\r\n.\r\n");
        row("CR . CR", "a\r.\rb\r\n", "a\r\n..\r\nb\r\n.\r\n");
        row("CRLF . LF", "a\r\n.\nb\r\n", "a\r\n..\r\nb\r\n.\r\n");
        row("CR CR LF", "a\r\r\n.b\r\n", "a\r\n\r\n..b\r\n.\r\n");
        row("last CR", "a\r", "a\r\n.\r\n");
        row("8 bit", "\xc3\xa4\r\n", "\xc3\xa4\r\n.\r\n");
    }
    void content_isStuffedAndEndsLinesByCrlf()
    {
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, wire);
        for (const qsizetype step : {1, 2, 3, 1000})
            QCOMPARE(stuffed(content, step), wire);
    }

    void chunks_goAsTheyAre()
    {
        SmtpSession session = offering({"CHUNKING"});
        session.chunk("a\n.\n", false);
        session.chunk("", true);
        QCOMPARE(outputOf(session), "BDAT 4\r\na\n.\nBDAT 0 LAST\r\n");
        QCOMPARE(session.unanswered(), 2);
    }

    void signIn_keepsSecretsApartAndOwesALongFirstResponse()
    {
        SmtpSession session = offering({});
        session.auth("PLAIN", Secret("AGEAYg=="));
        const QList<SmtpSession::Output> output = session.takeOutput();
        QByteArray shown;
        for (const SmtpSession::Output &one : output)
            shown += one.secret ? QByteArray("***") : one.bytes;
        QCOMPARE(shown, "AUTH PLAIN ***\r\n");
        QCOMPARE(heard(session, "334 \r\n334 PGE+\r\n235 2.7.0 ok\r\n", byteByByte()),
                 (QByteArrayList{"challenge|", "challenge|PGE+", "235|2.7.0|ok"}));
        session.auth("XOAUTH2", Secret(QByteArray(600, 'x')));
        QVERIFY(session.initialIsOwed());
        QCOMPARE(outputOf(session), "AUTH XOAUTH2\r\n");
    }

    void addresses_areWrittenForTheWire_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QByteArray>("wire");
        const auto row = [](const QString &address, const QByteArray &wire) {
            QTest::newRow(qPrintable(QString::fromLatin1(escaped(address.toUtf8()))))
                << address << wire;
        };
        row(QStringLiteral("a@example.org"), "a@example.org");
        row(QStringLiteral(" a+b@Example.ORG "), "a+b@example.org");
        row(QStringLiteral("a@bücher.example"), "a@xn--bcher-kva.example");
        row(QStringLiteral("jörg@bücher.example"), "j\xc3\xb6rg@xn--bcher-kva.example");
        row(QStringLiteral("a b@example.org"), "\"a b\"@example.org");
        row(QStringLiteral("\"a b\"@example.org"), "\"a b\"@example.org");
        row(QStringLiteral("a..b@example.org"), "\"a..b\"@example.org");
        row(QStringLiteral("a@b@example.org"), "\"a@b\"@example.org");
        row(QStringLiteral("a\"b@example.org"), "\"a\\\"b\"@example.org");
        row(QStringLiteral("a@[192.0.2.1]"), "a@[192.0.2.1]");
        row(QStringLiteral("a@[IPv6:2001:db8::1]"), "a@[IPv6:2001:db8::1]");
        for (const char *unsendable :
             {"", "a", "@example.org", "a@", "a\r\nRCPT TO:<x>@example.org",
              "a@example.org>\r\nDATA", "a@example.org> SIZE=1", "a\t@example.org",
              "a@exam ple.org", "a@exa<mple.org"})
            row(QString::fromUtf8(unsendable), {});
        row(QString(65, u'a') + QStringLiteral("@example.org"), {});
    }
    void addresses_areWrittenForTheWire()
    {
        QFETCH(QString, address);
        QFETCH(QByteArray, wire);
        const std::optional<QByteArray> written = smtpAddress(address);
        QCOMPARE(written.value_or(QByteArray()), wire);
        QCOMPARE(needsSmtpUtf8(wire), address.startsWith(QStringLiteral("jö")));
    }

    void refusals_areSentencesWithTheServersWords()
    {
        SmtpReply reply;
        reply.code = 550;
        reply.status = "5.1.1";
        reply.text = "<x@y>: Recipient address rejected\nUser\x1b[31m unknown";
        const MailError refused = SmtpError::refused(reply);
        QCOMPARE(refused.retry, RetryClass::Never);
        QVERIFY(refused.sentence.startsWith(QStringLiteral("There is no such mailbox.")));
        QVERIFY(refused.sentence.contains(QStringLiteral("Recipient address rejected User")));
        QVERIFY(!refused.sentence.contains(QChar(0x1b)));
        reply.code = 451;
        reply.status.clear();
        QCOMPARE(SmtpError::refused(reply).retry, RetryClass::Later);
        reply.code = 552;
        reply.status = "5.3.4";
        QCOMPARE(SmtpError::refused(reply).kind, ErrorKind::Space);
    }
};

QTEST_GUILESS_MAIN(TestSmtpSession)
#include "tst_smtpsession.moc"
