// SPDX-License-Identifier: MIT
#include "mail/charset.h"
#include "mail/limits.h"
#include "mail/messagereader.h"
#include "mail/mimeparameters.h"

#include <QDateTime>
#include <QTest>

using namespace Turnstone;

namespace {

QString shown(const AddressList &list)
{
    QStringList lines;
    for (const Address &address : list)
        lines << address.name + QLatin1Char('|') + address.mailbox;
    return lines.join(QLatin1Char(';'));
}

} // namespace

class TestHeaders : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void headerBlock_endsBehindTheEmptyLine()
    {
        QCOMPARE(headerBlock("a: b\r\n\r\nbody").toByteArray(), QByteArray("a: b\r\n\r\n"));
        QCOMPARE(headerBlock("a: b\n\nbody").toByteArray(), QByteArray("a: b\n\n"));
        QCOMPARE(headerBlock("a: b\r\n\nbody").toByteArray(), QByteArray("a: b\r\n\n"));
        QCOMPARE(headerBlock("\nbody").toByteArray(), QByteArray("\n"));
        QCOMPARE(headerBlock("a: b").toByteArray(), QByteArray("a: b"));
        QCOMPARE(headerBlock("").size(), 0);
    }

    void fields_areUnfoldedInOrder()
    {
        const auto fields =
            readHeaderFields("From x@y Mon Jan 1\r\nSubject: one\r\n  two\r\n"
                             "no field\r\n lost\r\nX-A :b\r\nX-A: c\r\n\r\nX-B: d\r\n");
        QCOMPARE(fields.size(), 3);
        QCOMPARE(fields.at(0).name, QByteArray("Subject"));
        QCOMPARE(fields.at(0).value, QByteArray("one  two"));
        QCOMPARE(fields.at(1).name, QByteArray("X-A"));
        QCOMPARE(fields.at(1).value, QByteArray("b"));
        QCOMPARE(fields.at(2).value, QByteArray("c"));
    }

    void hugeHeaders_areReadToTheLimit()
    {
        QByteArray many("Subject: first\n");
        while (many.size() < 10 * 1024 * 1024)
            many += "X-Filler: x\n";
        many += "From: a@example.com\n\n";
        QCOMPARE(readHeaderFields(many).size(), Limits::headerFields);
        QCOMPARE(readEnvelope(many).subject, QStringLiteral("first"));
        QVERIFY(readEnvelope(many).from.isEmpty());
        const QByteArray one = "Subject: " + QByteArray(10 * 1024 * 1024, 'a') + "\n\n";
        QCOMPARE(readEnvelope(one).subject.size(), Limits::subjectChars);
        const QByteArray folded = "Subject: a" + QByteArray("\n b").repeated(1'000'000) + "\n\n";
        QCOMPARE(readEnvelope(folded).subject.size(), Limits::subjectChars);
    }

    void envelope_holdsWhatAListNeeds()
    {
        const Envelope envelope =
            readEnvelope("Return-Path: <bounce@example.com>\r\n"
                         "From: =?utf-8?q?Ren=C3=A9?= <rene@example.com>\r\n"
                         "Sender: list@example.com\r\n"
                         "Reply-To: Answers <answers@example.com>\r\n"
                         "To: a@example.com, Bea <b@example.com>\r\n"
                         "To: c@example.com\r\n"
                         "Cc: d@example.com\r\n"
                         "Bcc: e@example.com\r\n"
                         "Subject: =?utf-8?b?R3LDvMOfZQ==?=\r\n"
                         "Subject: the second one\r\n"
                         "Message-ID: <1@example.com>\r\n"
                         "In-Reply-To: <0@example.com>\r\n"
                         "References: <-1@example.com>\r\n\t<0@example.com>\r\n"
                         "List-Id: The list <list.example.com>\r\n"
                         "Date: Mon, 1 Jan 2024 12:00:00 +0100\r\n\r\n");
        QCOMPARE(shown(envelope.from), QStringLiteral("René|rene@example.com"));
        QCOMPARE(shown(envelope.sender), QStringLiteral("|list@example.com"));
        QCOMPARE(shown(envelope.replyTo), QStringLiteral("Answers|answers@example.com"));
        QCOMPARE(shown(envelope.to),
                 QStringLiteral("|a@example.com;Bea|b@example.com;|c@example.com"));
        QCOMPARE(shown(envelope.cc), QStringLiteral("|d@example.com"));
        QCOMPARE(shown(envelope.bcc), QStringLiteral("|e@example.com"));
        QCOMPARE(envelope.subject, QStringLiteral("Grüße"));
        QCOMPARE(envelope.messageId, QByteArray("1@example.com"));
        QCOMPARE(envelope.inReplyTo, QByteArrayList{"0@example.com"});
        QCOMPARE(envelope.references, (QByteArrayList{"-1@example.com", "0@example.com"}));
        QCOMPARE(envelope.listId, QStringLiteral("list.example.com"));
        QCOMPARE(envelope.dateUtc, 1704106800);
    }

    void decoded_data()
    {
        QTest::addColumn<QByteArray>("raw");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const QByteArray &raw, const QString &text) {
            QTest::newRow(name) << raw << text;
        };
        row("plain", "Hello", QStringLiteral("Hello"));
        row("adjacent words join", "=?utf-8?q?a?= =?utf-8?q?b?=", QStringLiteral("ab"));
        row("folded words join", "=?utf-8?q?a?=\r\n =?utf-8?q?b?=", QStringLiteral("ab"));
        row("a character cut in two", "=?utf-8?b?4oI=?= =?utf-8?b?rA==?=", QStringLiteral("€"));
        row("q and underscores", "=?iso-8859-1?Q?a_b=E9?=", QStringLiteral("a bé"));
        row("Japanese", "=?ISO-2022-JP?B?GyRCRnxLXBsoQg==?=", QStringLiteral("日本"));
        row("Japanese, raw", "\x1b$BF|K\\\x1b(B", QStringLiteral("日本"));
        row("Chinese by an old name", "=?gb2312?B?xOO6ww==?=", QStringLiteral("你好"));
        row("Korean", "=?euc-kr?B?vsiz58fPvLy/5A==?=", QStringLiteral("안녕하세요"));
        row("Russian", "=?koi8-r?B?8NLJ18XU?=", QStringLiteral("Привет"));
        row("Hebrew", "=?windows-1255?B?+ezl7Q==?=", QStringLiteral("שלום"));
        row("raw UTF-8",
            "Gr\xc3\xbc\xc3\x9f"
            "e",
            QStringLiteral("Grüße"));
        row("raw Windows-1252",
            "Gr\xfc\xdf"
            "e \x80",
            QStringLiteral("Grüße €"));
        row("no word at all", "=?utf-8?x?abc?= =?=?", QStringLiteral("=?utf-8?x?abc?= =?=?"));
        row("controls",
            QByteArray("a\0b\x07"
                       "c\x7f"
                       "d",
                       8),
            QStringLiteral("abcd"));
        row("encoded line break", "=?utf-8?q?a=0D=0ABcc:_b?=", QStringLiteral("a  Bcc: b"));
        row("reversed reading order", "=?utf-8?b?4oCuZnBkLmV4ZQ==?=", QStringLiteral("fpd.exe"));
        row("left-to-right mark stays",
            "a\xe2\x80\x8e"
            "b",
            QStringLiteral("a\u200Eb"));
    }
    void decoded()
    {
        QFETCH(QByteArray, raw);
        QFETCH(QString, text);
        QCOMPARE(decodedHeader(raw), text);
    }

    void unknownCharset_isReadAsFarAsItGoes()
    {
        QVERIFY(decodedHeader("=?x-nonsense?q?abc?= and more").contains(QLatin1String("and more")));
    }

    void addresses_data()
    {
        QTest::addColumn<QByteArray>("raw");
        QTest::addColumn<QString>("list");
        const auto row = [](const char *name, const QByteArray &raw, const QString &list) {
            QTest::newRow(name) << raw << list;
        };
        row("empty", "", QString());
        row("bare", "a@example.com", QStringLiteral("|a@example.com"));
        row("named", "Ann B <a@example.com>", QStringLiteral("Ann B|a@example.com"));
        row("quoted", "\"B, Ann \\\"x\\\"\" <a@example.com>",
            QStringLiteral("B, Ann \"x\"|a@example.com"));
        row("comment", "a@example.com (Ann)", QStringLiteral("Ann|a@example.com"));
        row("group", "Team: a@example.com, Bea <b@example.com>; , c@example.com",
            QStringLiteral("|a@example.com;Bea|b@example.com;|c@example.com"));
        row("empty group", "undisclosed-recipients:;", QString());
        row("encoded", "=?utf-8?q?Ren=C3=A9?= <r@example.com>",
            QStringLiteral("René|r@example.com"));
        row("encoded within quotes", "\"=?utf-8?q?Ren=C3=A9?=\" <r@example.com>",
            QStringLiteral("René|r@example.com"));
        row("encoded comma is no separator", "=?utf-8?q?B=2C_Ann?= <a@example.com>",
            QStringLiteral("B, Ann|a@example.com"));
        row("raw 8-bit name", "Ren\xe9 <r@example.com>", QStringLiteral("René|r@example.com"));
        row("UTF-8 mailbox (RFC 6532)", "m\xc3\xbcller@example.com",
            QStringLiteral("|müller@example.com"));
        row("Arabic name", "=?utf-8?b?2YXYrdmF2K8=?= <m@example.com>",
            QStringLiteral("محمد|m@example.com"));
        row("name without an address", "Jane Doe", QStringLiteral("Jane Doe|"));
        row("encoded line break in a name", "=?utf-8?q?A=0D=0ATo=3A_x?= <a@example.com>",
            QStringLiteral("A  To: x|a@example.com"));
        row("controls in a mailbox", "<a\x01@exa\x02mple.com>", QStringLiteral("|a@example.com"));
        row("encoded sender to fool", "=?utf-8?q?boss=40bank=2Ecom?= <thief@example.org>",
            QStringLiteral("boss@bank.com|thief@example.org"));
    }
    void addresses()
    {
        QFETCH(QByteArray, raw);
        QFETCH(QString, list);
        QCOMPARE(shown(parseAddresses(raw)), list);
    }

    // An empty entry behind it says nothing, and is read by the grammar as a whole.
    void plainMailbox_isReadAsTheGrammarReadsIt_data()
    {
        QTest::addColumn<QByteArray>("raw");
        for (const char *raw : {"a.b@example.org",
                                "Jane Doe <a.b@c.example>",
                                "\"Doe, Jane\" <jane@example.org>",
                                "J. R. Doe <j@example.org>",
                                "Jane <jane@example.org",
                                "<jane@example.org>",
                                "\"\" <a@b.example>",
                                "\" \" <a@b.example>",
                                "Jane<a@b.example>",
                                "Jane  Doe <a@b.example>",
                                "\"a  b\" <a@b.example>",
                                "a@b.example.",
                                "a@b@c.example",
                                "Jane Doe <a@b.example> ",
                                "Jane - Doe <a@b.example>",
                                "\"O'Neil\" <o.neil+tag@example.org>",
                                "a_b-c@1.2.example",
                                "-Jane- <a@b.example>",
                                "3 Jane <a@b.example>",
                                "\"Jane\"<a@b.example>",
                                "\"Jane <a@b.example>",
                                "Jane\" <a@b.example>",
                                "\"J. Doe - Co.\" <a@b>",
                                "\"-\" <a@b.example>",
                                "jane@localhost"})
            QTest::newRow(raw) << QByteArray(raw);
    }
    void plainMailbox_isReadAsTheGrammarReadsIt()
    {
        QFETCH(QByteArray, raw);
        QCOMPARE(shown(parseAddresses(raw)), shown(parseAddresses(raw + ",")));
    }

    void internationalDomain_keepsItsMeaning()
    {
        const AddressList ace = parseAddresses("a@xn--bcher-kva.example");
        QCOMPARE(ace.size(), 1);
        QVERIFY(ace.first().mailbox == QStringLiteral("a@xn--bcher-kva.example")
                || ace.first().mailbox == QStringLiteral("a@bücher.example"));
    }

    void hostileAddresses_areBounded_data()
    {
        QTest::addColumn<QByteArray>("raw");
        QTest::newRow("nested groups") << QByteArray("a:").repeated(50'000);
        QTest::newRow("comments") << QByteArray("(").repeated(100'000);
        QTest::newRow("quotes") << QByteArray("\"").repeated(100'001);
        QTest::newRow("angles") << QByteArray("<").repeated(100'000);
        QTest::newRow("commas") << QByteArray(",").repeated(1'000'000);
        QTest::newRow("routes") << QByteArray("<@a,").repeated(50'000);
        QTest::newRow("dots") << QByteArray("a.").repeated(100'000);
        QTest::newRow("brackets") << QByteArray("a@[").repeated(50'000);
        QTest::newRow("words") << QByteArray("=?utf-8?q?a?= ").repeated(50'000);
        QTest::newRow("semicolons") << QByteArray("a:;").repeated(50'000);
        QTest::newRow("one address, huge") << QByteArray("a").repeated(10'000'000) + "@b";
    }
    void hostileAddresses_areBounded()
    {
        QFETCH(QByteArray, raw);
        QVERIFY(parseAddresses(raw).size() <= Limits::addressesKept);
        QVERIFY(readEnvelope("From: " + raw + "\n\n").from.size() <= Limits::addressesKept);
    }

    void longRecipientList_losesNoAddressByHalf()
    {
        QByteArray raw;
        for (int i = 0; i < 5'000; ++i)
            raw += "user" + QByteArray::number(i) + "@example.com, ";
        const AddressList list = parseAddresses(raw);
        QVERIFY(list.size() > 900);
        for (const Address &address : list)
            QVERIFY(address.mailbox.endsWith(QLatin1String("@example.com")));
    }

    void messageIds_areFoundInWhatPeopleWrite()
    {
        QCOMPARE(parseMessageIds("<a@b> <c@d>"), (QByteArrayList{"a@b", "c@d"}));
        QCOMPARE(parseMessageIds("<a@b><c@d>"), (QByteArrayList{"a@b", "c@d"}));
        QCOMPARE(parseMessageIds("Your message of Monday <a@b>"), QByteArrayList{"a@b"});
        QCOMPARE(parseMessageIds("a@b c@d"), (QByteArrayList{"a@b", "c@d"}));
        QCOMPARE(parseMessageIds("<a @ b>"), QByteArrayList{"a@b"});
        QCOMPARE(parseMessageIds("<>"), QByteArrayList{});
        QCOMPARE(parseMessageIds("<unclosed@x"), QByteArrayList{"<unclosed@x"});
        QCOMPARE(parseMessageIds(""), QByteArrayList{});
    }

    void manyReferences_keepTheFirstAndTheLast()
    {
        QByteArray header("References:");
        for (int i = 0; i < 10'000; ++i)
            header += "\n <" + QByteArray::number(i) + "@x>";
        const QByteArrayList references = readEnvelope(header + "\n\n").references;
        QCOMPARE(references.size(), Limits::referencesKept);
        QCOMPARE(references.first(), QByteArray("0@x"));
        QCOMPARE(references.last(), QByteArray("9999@x"));
    }

    void dates_data()
    {
        QTest::addColumn<QByteArray>("raw");
        QTest::addColumn<qint64>("utc");
        const auto row = [](const char *raw, qint64 utc) {
            QTest::newRow(raw) << QByteArray(raw) << utc;
        };
        const qint64 noon = 1704110400; // 2024-01-01 12:00 UTC
        row("Mon, 01 Jan 2024 12:00:00 +0000", noon);
        row("Mon, 1 Jan 2024 13:00:00 +0100", noon);
        row("1 Jan 2024 06:30 -0530", noon);
        row("Mon, 1 Jan 2024 12:00:00 GMT", noon);
        row("Mon, 1 Jan 2024 12:00:00 Z", noon);
        row("Mon, 1 Jan 2024 07:00:00 EST", noon);
        row("Mon, 1 Jan 2024 05:00:00 PDT", noon);
        row("Mon, 1 Jan 24 12:00:00 UT", noon);
        row("Mon, 1 Jan 124 12:00:00 UT", noon);
        row("Mon, 1 Jan 2024 12:00:00 XYZ", noon);
        row("Mon, 1 Jan 2024 12:00:00", noon);
        row("Mon, 1 Jan 2024 12:00:00 -0000 (UTC)", noon);
        row("Mon (a (nested) one), 1 (x) Jan 2024 12:00:00 +0000", noon);
        row("Mon,  1   Jan\t2024 12:00:00\r\n +0000", noon);
        row("Mon Jan  1 12:00:00 2024", noon);
        row("1-Jan-2024 13:00:00 +0100", noon);
        row("Mon, 1 January 2024 12:00:00 +0000", noon);
        row("Mon, 1 Jan 2024 12:00:00 +00:00", noon);
        row("Fri, 01 Jan 99 00:00:00 +0000", 915148800);
        row("Thu, 29 Feb 2024 00:00:00 +0000", 1709164800);
        row("Tue, 19 Jan 2038 03:14:08 +0000", 2147483648);
        row("Sat, 31 Dec 2016 23:59:60 +0000", 1483228800);
        row("Thu, 29 Feb 2023 00:00:00 +0000", 0);
        row("32 Jan 2024 00:00:00 +0000", 0);
        row("1 Foo 2024 00:00:00 +0000", 0);
        row("1 Jan 2024 25:00:00 +0000", 0);
        row("1 Jan 2024 12:61:00 +0000", 0);
        row("1 Jan 1900 12:00:00 +0000", 0);
        row("1 Jan 99999 12:00:00 +0000", 0);
        row("-1 Jan 2024", 0);
        row("yesterday", 0);
        row("", 0);
        row("Mon, 1 Jan 2024 12:00:00 +9999", noon);
        row("Mon, 1 Jan 2024 14:30:00 +0230 (CEST)", noon);
        row("1 Jan 2024 04:00:00 -0800", noon);
        row("Mon, 1 Jan 2024 12:00:00 +0000 EST", noon + 5 * 3600);
        row("Mon, 1 Jan 2024 12:00:00 +00000", noon);
        row("Jan, 1 Feb 2024 12:00:00 +0000", noon);
        row("Thu, 31 Dec 2020 23:59:59 +0000", 1609459199);
    }
    void dates()
    {
        QFETCH(QByteArray, raw);
        QFETCH(qint64, utc);
        QCOMPARE(parseDate(raw), utc);
    }

    void hugeDate_isNonsense()
    {
        QCOMPARE(parseDate(QByteArray("(").repeated(1'000'000)), 0);
        QCOMPARE(parseDate(QByteArray("1 ").repeated(1'000'000)), 0);
    }

    void fileNames_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("disposition");
        QTest::addColumn<QString>("name");
        const auto row = [](const char *what, const QByteArray &type, const QByteArray &disposition,
                            const QString &name) {
            QTest::newRow(what) << type << disposition << name;
        };
        row("quoted", "image/png", "attachment; filename=\"a b.png\"", QStringLiteral("a b.png"));
        row("unquoted", "image/png", "attachment; filename=a.png", QStringLiteral("a.png"));
        row("unquoted with blanks", "image/png", "attachment; filename=a b.png; x=y",
            QStringLiteral("a b.png"));
        row("from the type", "image/png; name=\"b.png\"", "inline", QStringLiteral("b.png"));
        row("disposition wins", "image/png; name=b.png", "attachment; filename=a.png",
            QStringLiteral("a.png"));
        row("RFC 2231", "image/png", "attachment; filename*=utf-8''Gr%C3%BC%C3%9Fe.png",
            QStringLiteral("Grüße.png"));
        row("RFC 2231, a language", "image/png", "attachment; filename*=iso-8859-1'de'Gr%FC.png",
            QStringLiteral("Grü.png"));
        row("continued", "x/y", "attachment; filename*0=\"long \"; filename*1=name.txt",
            QStringLiteral("long name.txt"));
        row("continued, out of order", "x/y", "attachment; filename*1=\"b.txt\"; filename*0=\"a\"",
            QStringLiteral("ab.txt"));
        row("continued and encoded", "x/y",
            "attachment; filename*0*=utf-8''%E2%82; filename*1*=%AC; filename*2=.txt",
            QStringLiteral("€.txt"));
        row("a piece is missing", "x/y", "attachment; filename*0=a; filename*2=c",
            QStringLiteral("a"));
        row("both forms", "x/y", "attachment; filename=plain.txt; filename*=utf-8''%C3%A9.txt",
            QStringLiteral("é.txt"));
        row("RFC 2047 in a parameter", "x/y; name=\"=?utf-8?b?w6kudHh0?=\"", "",
            QStringLiteral("é.txt"));
        row("raw 8-bit", "x/y", "attachment; filename=\"Gr\xfc.txt\"", QStringLiteral("Grü.txt"));
        row("Chinese", "x/y", "attachment; filename*=gb2312''%C4%E3%BA%C3.doc",
            QStringLiteral("你好.doc"));
        row("a path", "x/y", "attachment; filename=\"../../etc/passwd\"", QStringLiteral("passwd"));
        row("a Windows path", "x/y", "attachment; filename=\"C:\\dir\\a.doc\"",
            QStringLiteral("a.doc"));
        row("an encoded path", "x/y", "attachment; filename*=utf-8''..%2F..%2Fx.sh",
            QStringLiteral("x.sh"));
        row("dots only", "x/y", "attachment; filename=\"..\"", QString());
        row("hidden file", "x/y", "attachment; filename=\".bashrc\"", QStringLiteral("bashrc"));
        row("trailing dots and blanks", "x/y", "attachment; filename=\"a.exe. . \"",
            QStringLiteral("a.exe"));
        row("reversed", "x/y", "attachment; filename*=utf-8''a%E2%80%AEtxt.exe",
            QStringLiteral("atxt.exe"));
        row("NUL and line break", "x/y", "attachment; filename*=utf-8''a%00b%0Ac.txt",
            QStringLiteral("ab c.txt"));
        row("stray semicolons", "x/y;;", "attachment;; ; filename=a.txt;", QStringLiteral("a.txt"));
        row("comments", "x/y (c)", "attachment (one); (two) filename=(three)a.txt",
            QStringLiteral("a.txt"));
        row("unclosed quote", "x/y", "attachment; filename=\"a.txt", QStringLiteral("a.txt"));
    }
    void fileNames()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, disposition);
        QFETCH(QString, name);
        const ParameterisedValue parsed = parseParameterised(type);
        BodyPart part;
        part.type = parsed.value;
        applyParameters(part, parsed.parameters, parseParameterised(disposition));
        QCOMPARE(part.name, name);
    }

    void longFileName_keepsItsExtension()
    {
        const QString name = cleanFileName(QString(1000, QLatin1Char('a')) + QLatin1String(".pdf"));
        QCOMPARE(name.size(), 200);
        QVERIFY(name.endsWith(QLatin1String("a.pdf")));
    }

    void unknownDisposition_isAnAttachment()
    {
        BodyPart part;
        part.type = "text/plain";
        applyParameters(part, {}, parseParameterised("X-Odd; filename=x"));
        QCOMPARE(part.disposition, QByteArray("attachment"));
    }

    void nameInSeveralPaddedWords_isReadWhole()
    {
        // As Gmail and others cut a long name: each word with its own padding.
        const QByteArray name = "=?utf-8?B?w4TDhA==?=\r\n =?UTF-8?b?w5bDlg==?= =?utf-8?q?_end?=";
        const QString expected = QString::fromUtf8("\u00C4\u00C4\u00D6\u00D6 end");
        QCOMPARE(parseAddresses(name + " <a@example.org>, b@example.org").value(0).name, expected);
        QCOMPARE(
            parseAddresses('"' + QByteArray("=?x?= =?y?=") + "\" <a@example.org>").value(0).mailbox,
            QString("a@example.org"));
    }
};

QTEST_GUILESS_MAIN(TestHeaders)
#include "tst_headers.moc"
