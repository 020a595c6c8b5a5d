// SPDX-License-Identifier: MIT
#include "html/composehtml.h"
#include "mail/messagereader.h"
#include "mail/messagewriter.h"
#include "mail/quoting.h"
#include "mail/replying.h"
#include "support/paths.h"
#include "support/secondparser.h"

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

QString composed(const QString &html)
{
    return composeHtml(html).html;
}

QByteArray written(const Composition &composition)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    return writeMessage(composition, buffer).error ? QByteArray() : buffer.data();
}

/// As QTextDocument::toHtml gives it.
QString editors(const QString &body)
{
    return "<!DOCTYPE HTML><html><head><meta name=\"qrichtext\" content=\"1\" /></head><body>\n"
        + body + "</body></html>";
}

} // namespace

class TestComposeHtml : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void markup_isBroughtIntoTheSubset_data()
    {
        QTest::addColumn<QString>("html");
        QTest::addColumn<QString>("result");
        const auto row = [](const char *name, const char *html, const char *result) {
            QTest::newRow(name) << QString::fromUtf8(html) << QString::fromUtf8(result);
        };
        row("nothing", "", "");
        row("text", "hello", "<div>hello</div>");
        row("looks",
            "<p><strong>a</strong><em>b</em><ins>c</ins><del>d</del><tt>e</tt>x<sub>1</sub>"
            "<sup>2</sup></p>",
            "<p><b>a</b><i>b</i><u>c</u><s>d</s><code>e</code>x<sub>1</sub><sup>2</sup></p>");
        row("one spelling", "<p><i><b>a</b></i><b><i>b</i></b> <b>c </b></p>",
            "<p><b><i>ab</i></b> <b>c</b></p>");
        row("styles",
            "<p><span style=\"font-weight:700; color:red\">a</span><span "
            "style='font-style:italic;text-decoration: underline line-through'>b</span></p>",
            "<p><b>a</b><i><u><s>b</s></u></i></p>");
        row("link", "<p><a href=\"https://x.example/?a=1&amp;b=2\" onclick=x()>go</a></p>",
            "<p><a href=\"https://x.example/?a=1&amp;b=2\">go</a></p>");
        row("script link", "<p><a href=\"java\nscript:alert(1)\">go</a></p>", "<p>go</p>");
        row("script", "a<script>alert(1)</script><style>p{}</style><svg onload=x></svg>b",
            "<div>ab</div>");
        row("headings", "<h1>A <b>b</b></h1><h6>c</h6>", "<h1>A b</h1>\n<h6>c</h6>");
        row("nested lists", "<ul><li>a<ol start=3 type=a><li>b</ol><li>c</ul>",
            "<ul>\n<li>a<ol start=\"3\" type=\"a\">\n<li>b</li>\n</ol>\n</li>\n<li>c</li>\n</ul>");
        row("list in list without an item", "<ul><li>a</li><ul><li>b</li></ul></ul>",
            "<ul>\n<li>a<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>");
        row("quotes", "<blockquote>a<blockquote><p>b</p></blockquote></blockquote>",
            "<blockquote type=\"cite\">\n<div>a</div>\n<blockquote "
            "type=\"cite\">\n<p>b</p>\n</blockquote>\n</blockquote>");
        row("pre", "<pre>\n\n a  b\n&lt;c&gt;</pre>", "<pre>\n\n a  b\n&lt;c&gt;</pre>");
        row("table",
            "<table border=1 width=50% bgcolor=red><thead><tr><th colspan=2>h</th></tr></thead>"
            "<tr><td align=right>a</td><td rowspan=0>b</td></tr></table>",
            "<table border=\"1\" style=\"border-collapse:collapse\" "
            "width=\"50%\">\n<tr>\n<th colspan=\"2\">h</th>\n</tr>\n<tr>\n<td "
            "style=\"text-align:right\">a</td>\n<td>b</td>\n</tr>\n</table>");
        row("right to left", "<p dir=RTL align=center>שלום</p>",
            "<p dir=\"rtl\" style=\"text-align:center\">שלום</p>");
        row("direction of a box", "<div dir=rtl><p>א</p><p>ב</p></div>",
            "<div dir=\"rtl\">\n<p>א</p>\n<p>ב</p>\n</div>");
        row("blank space", " <p> a  b <b> c</b> </p> <p>d</p> ", "<p>a b <b>c</b></p>\n<p>d</p>");
        row("empty lines", "<div><br></div><p></p><div>a<br>b</div>",
            "<div><br></div>\n<div>a<br>b</div>");
        row("image", "<img src=\"cid:a@b\" alt='x\"y' width=10 style=\"position:fixed\">",
            "<div><img src=\"cid:a@b\" alt=\"x&quot;y\" width=\"10\"></div>");
        row("remote image", "<p>a<img src=http://t.example/1.gif alt=logo>b</p>", "<p>alogob</p>");
        row("tracker", "<p>a<img src=http://t.example/1.gif alt=logo width=1 height=1>b</p>",
            "<p>ab</p>");
        row("hidden", "<div style=\"display:none\">secret</div>seen", "<div>seen</div>");
        row("controls", "<p>a&#0;&#8;b\u0085c</p>",
            "<p>a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD"
            "c</p>");
    }
    void markup_isBroughtIntoTheSubset()
    {
        QFETCH(QString, html);
        QTEST(composed(html), "result");
        QCOMPARE(composed(composed(html)), composed(html));
    }

    void editorsMargins_areQuotes_andItsBlanksAreKept()
    {
        const QString line = "<p style=\" margin-top:0px; margin-bottom:0px; margin-left:%1px; "
                             "margin-right:%1px;\">%2</p>\n";
        const QString html =
            editors(line.arg(0).arg("a  b ") + line.arg(40).arg("q") + line.arg(80).arg("<br />")
                    + line.arg(40).arg("r") + line.arg(0).arg(" end"));
        QCOMPARE(composed(html),
                 QString("<div>a &nbsp;b&nbsp;</div>\n<blockquote type=\"cite\">\n<div>q</div>\n"
                         "<blockquote type=\"cite\">\n<div><br></div>\n</blockquote>\n"
                         "<div>r</div>\n</blockquote>\n<div>&nbsp;end</div>"));
        const QString pre = "<pre style=\" margin-left:0px; margin-right:0px;\"><span style=\" "
                            "font-family:'monospace';\">%1</span></pre>\n";
        QCOMPARE(composed(editors(pre.arg("<br />") + pre.arg("a  b") + pre.arg("<br />")
                                  + pre.arg("c"))),
                 QString("<pre>\n\na  b\n\nc</pre>"));
    }

    void embeddedImages_becomeParts()
    {
        const ComposedHtml result = composeHtml(
            "<p><img src=\"data:image/png;base64,AAEC\"><img src=\"data:image/png;base64,AAEC\">"
            "<img src=\"cid:old@x\"></p>");
        QCOMPARE(result.images.size(), 1);
        QCOMPARE(std::get<QByteArray>(result.images.first().content), QByteArray("\0\1\2", 3));
        QCOMPARE(result.contentIds.size(), 2);
        QCOMPARE(result.contentIds.last(), QString("old@x"));
        QVERIFY(!result.html.contains("data:"));
    }

    void hostileDocuments_comeOutSafeAndUnchangedTheSecondTime()
    {
        const QDir folder(sourcePath("tests/fuzz/corpus/sanitiser"));
        for (const QString &name : folder.entryList(QDir::Files)) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QString html = QString::fromUtf8(file.readAll());
            const ComposedHtml result = composeHtml(html);
            QCOMPARE(composed(result.html), result.html);
            for (const char *bad : {"<script", "javascript:", "onerror=", "onload=", "http-equiv",
                                    "<style", "<iframe", "src=\"http", "<form", "<input"})
                QVERIFY2(!result.html.contains(bad, Qt::CaseInsensitive), qPrintable(name));
        }
        QVERIFY(composeHtml("<b>" + QString("x").repeated(3'000'000)).tooLarge);
    }

    void plainAlternative_saysTheSame_data()
    {
        QTest::addColumn<QString>("html");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const char *html, const char *text) {
            QTest::newRow(name) << QString::fromUtf8(html) << QString::fromUtf8(text);
        };
        row("nothing", "", "");
        row("lines", "<div>a</div><div><br></div><div>b</div>", "a\n\nb\n");
        row("paragraphs", "<p>a</p><p>b<br>c</p>", "a\n\nb\nc\n");
        row("link", "<p>see <a href=\"https://x.example/a\">this</a> now</p>",
            "see this <https://x.example/a> now\n");
        row("bare link",
            "<p><a href=\"https://x.example/\">https://x.example</a> <a "
            "href=\"mailto:a@b.example\">a@b.example</a></p>",
            "https://x.example a@b.example\n");
        row("lists",
            "<div>x</div><ul><li>a<ol start=9><li>b</li><li>c<div>d</div></li></ol></li>"
            "<li>e</li></ul>y",
            "x\n\n* a\n  9. b\n  10. c\n      d\n* e\n\ny\n");
        row("quotes",
            "<div>Bob:</div><blockquote><p>a</p><blockquote>b</blockquote><p>c</p>"
            "</blockquote><div>d</div>",
            "Bob:\n> a\n>> b\n>\n> c\n\nd\n");
        row("table",
            "<table><tr><th>a</th><th>b</th></tr><tr><td>c <p>d</p></td><td>e</td></tr>"
            "</table>",
            "a | b\nc d | e\n");
        row("pre", "<pre>\n a\n\n  b</pre>", " a\n\n  b\n");
        row("image", "<div><img src=\"cid:a@b\" alt=\"photo\">!</div>", "[photo]!\n");
        row("no quote by chance", "<div>&gt; a</div>", " > a\n");
        row("signature", "<div>a</div><div>--&nbsp;</div><div>Ann</div>", "a\n-- \nAnn\n");
        row("heading and rule", "<h1>A</h1>b<hr>c",
            "A\n\nb\n----------------------------------------\nc\n");
    }
    void plainAlternative_saysTheSame()
    {
        QFETCH(QString, html);
        QTEST(htmlToPlainText(composed(html)), "text");
    }

    void plainText_becomesHtmlAndComesBack()
    {
        const QString text = "Hello  Bob,\n\n see https://x.example/ or a@b.example\n> quote <b>\n"
                             ">> deeper\n> back\n\n-- \nAnn\n";
        const QString html = plainTextToHtml(text);
        QCOMPARE(composed(html), html);
        QVERIFY(html.contains("<a href=\"https://x.example/\">"));
        QVERIFY(html.contains("&lt;b&gt;"));
        QCOMPARE(htmlToPlainText(html), text);
    }

    void quote_ofAMessage_isOneLevelDeeperAndLoadsNothing()
    {
        const ComposedHtml original =
            composeHtml("<p>Hi</p><blockquote>old</blockquote><img src=http://t.example/x.png>"
                        "<img src=cid:pic@x><div class=\"moz-signature\">Bob</div>",
                        {true});
        QVERIFY(original.hadRemoteContent);
        QCOMPARE(original.contentIds, QStringList{"pic@x"});
        const QString quoted = quotedHtml("On <Monday> Bob wrote:", original.html);
        QVERIFY(quoted.startsWith("<div>On &lt;Monday&gt; Bob wrote:</div>\n<blockquote"));
        QVERIFY(!quoted.contains("t.example") && !quoted.contains(">Bob<"));
        QCOMPARE(composed(quoted), quoted);
        QCOMPARE(htmlToPlainText(quoted), QString("On <Monday> Bob wrote:\n> Hi\n>> old\n"));
        const QString header =
            forwardHeaderHtml("Forwarded", {{"From", "Bob <bob@x.example>"}, {"Subject", "<b>"}});
        QVERIFY(composed(header + "<p>x</p>").contains("<b>From:</b> Bob &lt;bob@x.example&gt;"));
    }

    void answerInHtml_carriesTheImagesItQuotes()
    {
        Composition first;
        first.from = {"Bob", "bob@x.example"};
        first.to = {{"", "ann@example.org"}};
        first.subject = "Fotos";
        first.html = "<p>שלום <img src=\"cid:one@x\"> 👩‍👩‍👧</p>";
        first.images = {{QByteArray("\x89PNG\0", 5),
                         "1.png",
                         "image/png",
                         {},
                         Attachment::Disposition::Inline,
                         "one@x"}};
        first.attachments = {{QByteArray("a"), "a.txt", "text/plain"}};
        first.dateUtc = 1'700'000'000;
        QVERIFY(finishRichText(first));
        const QByteArray message = written(first);

        const OriginalHeaders headers = readOriginalHeaders(headerBlock(message));
        const BodyStructure structure = readStructure(message);
        QVERIFY(structure.html());
        const ComposedHtml quoted = composeHtml(
            decodedHtml(sectionBytes(message, structure.html()->section), *structure.html()));
        Composition reply = beginReply(headers, ReplyKind::Sender, {{"Ann", "ann@example.org"}});
        reply.dateUtc = 1'700'000'100;
        reply.html = "<p>Danke!</p>"
            + quotedHtml(attributionLine(headers.envelope, QLocale::c(), 0), quoted.html);
        reply.images = referredImages(message);
        QVERIFY(finishRichText(reply));
        QCOMPARE(reply.images.size(), 1);
        const QByteArray answer = written(reply);
        const SecondOpinion python = parsedByPython(answer);
        QCOMPARE(python.error, QString());
        QCOMPARE(python.defects(), QStringList());
        QCOMPARE(python.types(),
                 (QStringList{"multipart/alternative", "text/plain", "multipart/related",
                              "text/html", "image/png"}));
        QCOMPARE(python.part(4)["size"].toInt(), 5);
        QVERIFY(python.part(3)["text"].toString().contains("<img src=\"cid:one@x\""));
        QVERIFY(python.part(1)["text"].toString().contains(
            QString::fromUtf8("> שלום 👩‍👩‍👧")));
        QCOMPARE(python.header("Subject"), QString("Re: Fotos"));
        QCOMPARE(python.header("In-Reply-To"), python.header("References"));
        QCOMPARE(readStructure(answer).attachments().size(), 0);
    }

    void largeDocuments_takeTimeLinearInTheirSize()
    {
        const auto many = [](const QString &piece) {
            return piece.repeated(60'000 / piece.size());
        };
        for (const QString &piece :
             {QString("word "), QString("<b>w</b> "), QString("<img src=cid:%1@x>"),
              QString("&nbsp; "), QString("<div>"), QString("<blockquote>"), QString("<ul><li>"),
              QString("<p dir=rtl>x<p>"), QString("<span>"), QString("<pre>\n"),
              QString("<a href=mailto:a@b>x ")}) {
            composeHtml(many(piece));
            composeHtml("<meta name=\"qrichtext\">" + many(piece));
            htmlToPlainText(many(piece));
        }
        plainTextToHtml(many("> a  b\n"));
    }

    void finishing_leavesWhatIsShownAndAlwaysAPlainText()
    {
        Composition c;
        c.html = "<p>a <b>b</b><img src=\"cid:one@x\"></p>";
        c.images = {
            {QByteArray("1"), "1.png", "image/png", {}, Attachment::Disposition::Inline, "one@x"},
            {QByteArray("2"), "2.png", "image/png", {}, Attachment::Disposition::Inline, "two@x"}};
        QVERIFY(finishRichText(c));
        QCOMPARE(c.text, QString("a b\n"));
        QCOMPARE(c.images.size(), 1);
        c.html = QString("x").repeated(3'000'000);
        c.text.clear();
        QVERIFY(!finishRichText(c));
        QVERIFY(c.html.isEmpty() && !c.text.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestComposeHtml)
#include "tst_composehtml.moc"
