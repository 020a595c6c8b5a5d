// SPDX-License-Identifier: MIT
#include "mail/charset.h"
#include "mail/messagereader.h"
#include "mail/plaintext.h"

#include <QTest>

using namespace Turnstone;

namespace {

/// Paragraphs as "level|text", a signature's with a '~' in front.
QStringList shown(const QString &text, bool flowed, bool delSp = false)
{
    QStringList lines;
    for (const TextParagraph &paragraph : readPlainText(text, flowed, delSp)) {
        lines << (paragraph.signature ? QStringLiteral("~") : QString())
                + QString::number(paragraph.quoteLevel) + QLatin1Char('|') + paragraph.text;
    }
    return lines;
}

QStringList foundLinks(const QString &text)
{
    QStringList found;
    for (const TextParagraph &paragraph : readPlainText(text, false, false)) {
        for (const TextLink &link : paragraph.links)
            found << paragraph.text.mid(link.start, link.length) + QStringLiteral(" -> ")
                    + link.url.toString();
    }
    return found;
}

QString text(const QByteArray &bytes, const QByteArray &charset, const QByteArray &encoding = {})
{
    BodyPart part;
    part.type = "text/plain";
    part.charset = charset;
    part.encoding = encoding;
    return decodedText(bytes, part);
}

} // namespace

class TestText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fixedText_keepsItsLines()
    {
        QCOMPARE(shown("a \r\nb\n\nc", false), (QStringList{"0|a ", "0|b", "0|", "0|c"}));
        QCOMPARE(shown("", false), QStringList());
    }

    void fixedQuotes_areReadAsPeopleWriteThem()
    {
        QCOMPARE(shown("> a\n>> b\n> > c\n>d\n> \n>", false),
                 (QStringList{"1|a", "2|b", "2|c", "1|d", "1|", "1|"}));
    }

    void flowedLines_areJoined()
    {
        QCOMPARE(shown("one \ntwo \nthree\nfour", true),
                 (QStringList{"0|one two three", "0|four"}));
        QCOMPARE(shown("> one \n> two\n>> deeper \n> back", true),
                 (QStringList{"1|one two", "2|deeper ", "1|back"}));
        QCOMPARE(shown("ends soft \n", true), QStringList{"0|ends soft "});
    }

    void flowed_spaceStuffingIsUndone()
    {
        QCOMPARE(shown(" > no quote\n From me\n  indented\n>  stuffed", true),
                 (QStringList{"0|> no quote", "0|From me", "0| indented", "1| stuffed"}));
    }

    void delSp_joinsWithoutABlank()
    {
        QCOMPARE(shown(QStringLiteral("日本 \n語"), true, true), QStringList{"0|日本語"});
        QCOMPARE(shown(QStringLiteral("日本 \n語"), true, false), QStringList{"0|日本 語"});
    }

    void signature_isMarkedAndNeverFlowed()
    {
        QCOMPARE(shown("a \n-- \nBob\nx", true), (QStringList{"0|a ", "~0|-- ", "~0|Bob", "~0|x"}));
        QCOMPARE(shown("a\n-- \nBob\n> quoted\nb", false),
                 (QStringList{"0|a", "~0|-- ", "~0|Bob", "1|quoted", "0|b"}));
        QCOMPARE(shown("> -- \n> Ann\nb", true), (QStringList{"~1|-- ", "~1|Ann", "0|b"}));
        QCOMPARE(shown("--\nno signature", false), (QStringList{"0|--", "0|no signature"}));
    }

    void controls_areLeftOut()
    {
        QCOMPARE(shown(QString("a") + QChar(0) + QChar(7) + "b\tc" + QChar(0x1b) + "[31m", false),
                 QStringList{"0|ab\tc[31m"});
    }

    void hugeText_isLinear()
    {
        QCOMPARE(readPlainText(QString(1'000'000, '>'), true, false).first().quoteLevel, 100);
        QCOMPARE(readPlainText(QString("a \n").repeated(300'000), true, false).size(), 1);
        QCOMPARE(readPlainText(QString("\n").repeated(300'000), true, false).size(), 300'000);
        QVERIFY(foundLinks(QString("@").repeated(300'000)).isEmpty());
        QVERIFY(foundLinks(QString("a").repeated(1'000'000)).isEmpty());
        QVERIFY(foundLinks(QString("http://").repeated(100'000)).isEmpty());
        QVERIFY(foundLinks("http://a.example/" + QString("(").repeated(100'000)).isEmpty());
    }

    void links_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QStringList>("found");
        const auto row = [](const char *name, const QString &line, const QStringList &found) {
            QTest::newRow(name) << line << found;
        };
        row("none", "nothing: here. or@ there", {});
        row("http", "see http://example.com/a?b=1#c.",
            {"http://example.com/a?b=1#c -> http://example.com/a?b=1#c"});
        row("www", "www.example.com!", {"www.example.com -> http://www.example.com"});
        row("brackets", "(http://example.com/a_(b))",
            {"http://example.com/a_(b) -> http://example.com/a_(b)"});
        row("angles", "<https://example.com/x>",
            {"https://example.com/x -> https://example.com/x"});
        row("address", "ask ann.b+c@example.com, please",
            {"ann.b+c@example.com -> mailto:ann.b+c@example.com"});
        row("mailto", "mailto:a@example.com", {"mailto:a@example.com -> mailto:a@example.com"});
        row("ftp", "ftp://example.com/f", {"ftp://example.com/f -> ftp://example.com/f"});
        row("two", "http://a.example/ http://b.example/",
            {"http://a.example/ -> http://a.example/", "http://b.example/ -> http://b.example/"});
        row("Chinese sentence", QStringLiteral("请看http://example.com/a。谢谢"), {});
        row("Chinese stop", QStringLiteral("请看 http://example.com/a。谢谢"),
            {"http://example.com/a -> http://example.com/a"});
        row("Hebrew", QStringLiteral("ראו http://example.com/ תודה"),
            {"http://example.com/ -> http://example.com/"});
        row("never these", "javascript:alert(1) file:///etc/passwd data:text/html,x", {});
        row("no host", "http:// https:///x", {});
        row("within a word", "xhttp://example.com", {});
    }
    void links()
    {
        QFETCH(QString, line);
        QFETCH(QStringList, found);
        QCOMPARE(foundLinks(line), found);
    }

    void preview_isOnesOwnWords()
    {
        QCOMPARE(previewLine("On Monday Ann wrote:\n> quoted\n\nMy  answer\n is\n-- \nBob", false),
                 QStringLiteral("On Monday Ann wrote: My answer is"));
        QCOMPARE(previewLine("> only\n> a quote", false), QStringLiteral("only a quote"));
        QCOMPARE(previewLine("", false), QString());
        const QString cut = previewLine(QString("word ").repeated(100'000), true, 20);
        QCOMPARE(cut, QString("word word word word\u2026"));
        QVERIFY(previewLine(QStringLiteral("😀").repeated(200), false, 10).size() <= 10);
    }

    void charsets_data()
    {
        QTest::addColumn<QByteArray>("charset");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *charset, const QByteArray &bytes,
                            const QString &expected) {
            QTest::newRow(name) << QByteArray(charset) << bytes << expected;
        };
        row("none, ASCII", "", "abc", "abc");
        row("none, UTF-8", "", "\xc3\xa9", QStringLiteral("é"));
        row("none, Latin", "", "caf\xe9", QStringLiteral("café"));
        row("German", "iso-8859-1",
            "Gr\xfc\xdf"
            "e \x80",
            QStringLiteral("Grüße €"));
        row("Polish", "iso-8859-2", "\xb1\xea", QStringLiteral("ąę"));
        row("Russian", "koi8-r", "\xf0\xd2\xc9\xd7\xc5\xd4", QStringLiteral("Привет"));
        row("Russian, Windows", "windows-1251", "\xcf\xf0\xe8\xe2\xe5\xf2",
            QStringLiteral("Привет"));
        row("Greek", "iso-8859-7", "\xea\xe1\xeb\xe7", QStringLiteral("καλη"));
        row("Turkish", "iso-8859-9", "\xfe\xfd\xf0", QStringLiteral("şığ"));
        row("Hebrew", "iso-8859-8-i", "\xf9\xec\xe5\xed", QStringLiteral("שלום"));
        row("Arabic", "windows-1256", "\xe3\xd1\xcd\xc8\xc7", QStringLiteral("مرحبا"));
        row("Thai", "tis-620", "\xca\xc7\xd1\xca\xb4\xd5", QStringLiteral("สวัสดี"));
        row("Vietnamese", "windows-1258", "\xf0", QStringLiteral("đ"));
        row("Japanese", "iso-2022-jp", "\x1b$BF|K\\\x1b(B!", QStringLiteral("日本!"));
        row("Japanese, Shift_JIS", "shift_jis", "\x93\xfa\x96\x7b", QStringLiteral("日本"));
        row("Japanese, EUC", "euc-jp", "\xc6\xfc\xcb\xdc", QStringLiteral("日本"));
        row("Chinese", "gb18030", "\xc4\xe3\xba\xc3", QStringLiteral("你好"));
        row("Chinese beyond its name", "gb2312", "\xe9\x46\xc4\xe3", QStringLiteral("镕你"));
        row("Chinese, traditional", "big5", "\xa7\x41\xa6\x6e", QStringLiteral("你好"));
        row("Korean", "euc-kr", "\xbe\xc8\xb3\xe7", QStringLiteral("안녕"));
        row("Korean by an old name", "ks_c_5601-1987", "\xbe\xc8\xb3\xe7", QStringLiteral("안녕"));
        row("UTF-7", "utf-7", "+AOk-t", QStringLiteral("ét"));
        row("UTF-16", "utf-16", QByteArray("\xff\xfe\xe9\x00", 4), QStringLiteral("é"));
        row("ASCII that is UTF-8", "us-ascii", "\xc3\xa9", QStringLiteral("é"));
        row("ASCII that is Latin", "us-ascii", "caf\xe9", QStringLiteral("café"));
        row("Latin that is UTF-8", "iso-8859-1", "\xe2\x82\xac", QStringLiteral("€"));
        row("UTF-8 that is Latin", "utf-8", "caf\xe9", QStringLiteral("café"));
        row("UTF-8 cut at the end", "utf-8", "\xc3\xa9\xc3\xa9\xc3", QStringLiteral("éé\uFFFD"));
        row("no such charset", "x-nonsense", "\xc3\xa9", QStringLiteral("é"));
        row("a name to hurt", "../../x,version=1", "\xc3\xa9", QStringLiteral("é"));
        row("NUL", "utf-8", QByteArray("a\0b", 3), QString("a") + QChar(0) + "b");
    }
    void charsets()
    {
        QFETCH(QByteArray, charset);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, expected);
        QCOMPARE(text(bytes, charset), expected);
    }

    void transferEncodings_giveWhatCanBeRead()
    {
        QCOMPARE(decodedBytes("YWJj\r\nZGVm", "base64"), QByteArray("abcdef"));
        QCOMPARE(decodedBytes("YW*Jj", "BASE64"), QByteArray("abc"));
        QCOMPARE(decodedBytes("YWJj", "base64 "), QByteArray("abc"));
        QCOMPARE(decodedBytes("a=C3=A9=\r\nb=3D", "quoted-printable"),
                 QByteArray("a\xc3\xa9"
                            "b="));
        QVERIFY(decodedBytes("a=ZZb=", "quoted-printable").startsWith("a=ZZb"));
        QCOMPARE(decodedBytes("begin 644 x\n#0V%T\n`\nend\n", "x-uuencode"), QByteArray("Cat"));
        QCOMPARE(decodedBytes("abc=3D", "8bit"), QByteArray("abc=3D"));
        QCOMPARE(decodedBytes("abc", "x-unknown"), QByteArray("abc"));
        QCOMPARE(decodedBytes("", "base64"), QByteArray());
    }

    void lineEnds_becomeOne()
    {
        QCOMPARE(text("a\r\nb\rc\nd", "utf-8"), QStringLiteral("a\nb\nc\nd"));
    }

    void html_findsItsCharsetWithin()
    {
        BodyPart part;
        part.type = "text/html";
        QCOMPARE(decodedHtml("<meta charset=koi8-r>\xf0", part),
                 QStringLiteral("<meta charset=koi8-r>П"));
        QVERIFY(
            decodedHtml(
                "<META http-equiv=Content-Type content=\"text/html; charset=Shift_JIS\">\x93\xfa",
                part)
                .endsWith(QStringLiteral("日")));
        part.charset = "koi8-r";
        QVERIFY(decodedHtml("<meta charset=utf-8>\xf0", part).endsWith(QStringLiteral("П")));
    }

    void fingerprint_leavesOutWhatDeliveryAdds_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *name :
             {"Content-Length", "Return-Path", "Status", "X-Status", "X-Keywords", "X-UID",
              "X-UIDL", "X-IMAP", "X-IMAPbase", "X-Message-Flag", "x-uidl", "STATUS"})
            QTest::newRow(name) << QByteArray(name) + ": something\n goes on\n";
        QTest::newRow("no field") << QByteArray("From a@b Mon Jan 1\n goes on\n");
        QTest::newRow("blank continuation") << QByteArray(" \t \n");
    }
    void fingerprint_leavesOutWhatDeliveryAdds()
    {
        QFETCH(QByteArray, line);
        const QByteArray header("Subject: a\n b\nFrom: x@example.com\n\n");
        const QByteArray with = "Subject: a\n b\n" + line + "From: x@example.com\n\n";
        QCOMPARE(headerFingerprint(with).toHex(), headerFingerprint(header).toHex());
        QCOMPARE(headerFingerprint(header).size(), 32);
    }

    void fingerprint_seesOnlyTheHeaderWithoutItsCarriageReturns()
    {
        const QByteArray plain = headerFingerprint("Subject: a\nFrom: b\n\nbody");
        QCOMPARE(headerFingerprint("Subject: a\r\nFrom: b\r\n\r\nother"), plain);
        QCOMPARE(headerFingerprint("Subject: \ra\nFrom: b\r\r\n"), plain);
        QVERIFY(headerFingerprint("Subject: A\nFrom: b\n\n") != plain);
        QVERIFY(headerFingerprint("From: b\nSubject: a\n\n") != plain);
        QVERIFY(headerFingerprint("Subject: a\nFrom: b\nX-New: c\n\n") != plain);
    }

    void envelopeFingerprint_differsByEachOfItsFields()
    {
        Envelope envelope;
        envelope.messageId = "a@b";
        envelope.subject = "s";
        envelope.from = {{"Ann", "ann@example.com"}};
        envelope.dateUtc = 1;
        const QByteArray first = envelopeFingerprint(envelope, 100);
        QCOMPARE(first.size(), 32);
        Envelope other = envelope;
        other.from = {{"Other name", "ANN@example.com"}};
        other.to = {{"", "x@y"}};
        QCOMPARE(envelopeFingerprint(other, 100), first);
        QVERIFY(envelopeFingerprint(envelope, 101) != first);
        other = envelope;
        other.subject = "t";
        QVERIFY(envelopeFingerprint(other, 100) != first);
        other = envelope;
        other.messageId = "c@d";
        QVERIFY(envelopeFingerprint(other, 100) != first);
        other = envelope;
        other.dateUtc = 2;
        QVERIFY(envelopeFingerprint(other, 100) != first);
    }
};

QTEST_GUILESS_MAIN(TestText)
#include "tst_text.moc"
