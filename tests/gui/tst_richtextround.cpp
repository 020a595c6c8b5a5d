// SPDX-License-Identifier: MIT
#include "html/composehtml.h"

#include <QTest>
#include <QTextDocument>

using namespace Turnstone;

namespace {

/// What an editor makes of it, brought into the subset again.
QString edited(const QString &html)
{
    QTextDocument document;
    document.setHtml(html);
    return composeHtml(document.toHtml()).html;
}

} // namespace

class TestRichTextRound : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsWritten_isReadByTheEditorAsItWas_data()
    {
        QTest::addColumn<QString>("html");
        const auto row = [](const char *name, const char *html) {
            QTest::newRow(name) << QString::fromUtf8(html);
        };
        row("lines", "<div>a</div><div><br></div><div>b  c</div>");
        row("looks",
            "<div><b>a</b><i>b</i><u>c</u><s>d</s><b><i><u><s>e</s></u></i></b> "
            "<code>x &nbsp;y</code> <sub>1</sub><sup>2</sup></div>");
        row("link",
            "<div>go <a href=\"https://x.example/?a=1&amp;b=2\">there <b>now</b></a></div>");
        row("headings", "<h1>A</h1><h3>b <i>c</i></h3>");
        row("lists", "<ul><li>a<ol type=\"a\"><li>b</li><li>c</li></ol></li><li>d</li></ul>");
        row("quotes",
            "<div>Bob wrote:</div><blockquote><div>a</div><blockquote><div>b</div>"
            "<div>c</div></blockquote><div>d</div></blockquote><div>e</div>");
        row("list in a quote", "<blockquote><div>a</div><ul><li>b</li></ul></blockquote>");
        row("pre", "<pre>a  b\n\n  c &lt;d&gt;</pre><div>e</div>");
        row("table",
            "<table border=\"1\"><tr><td>a</td><td colspan=\"2\">b</td></tr>"
            "<tr><td rowspan=\"2\">c</td><td>d</td><td>e</td></tr>"
            "<tr><td>f</td><td>g</td></tr></table>");
        row("right to left",
            "<div dir=\"rtl\">שלום <b>עולם</b></div>"
            "<div style=\"text-align:center\">x</div>");
        row("image", "<div>a <img src=\"cid:pic@x\" alt=\"\" width=\"10\" height=\"20\"> b</div>");
        row("emoji", "<div>👩‍👩‍👧 é 漢字 👍🏽</div>");
        row("signature", "<div>a</div><div>--&nbsp;</div><div>Ann</div>");
    }
    void whatIsWritten_isReadByTheEditorAsItWas()
    {
        QFETCH(QString, html);
        const QString first = edited(composeHtml(html).html);
        // What the editor can't tell is settled in its first round; then it stays.
        QCOMPARE(edited(first), first);
        QCOMPARE(htmlToPlainText(first), htmlToPlainText(composeHtml(html).html));
        QStringList words{"<b>",           "<i>",
                          "<u>",           "<s>",
                          "<code>",        "<sub>",
                          "<sup>",         "<a href=",
                          "<h1>",          "<h3>",
                          "<ul>",          "<ol type=\"a\">",
                          "<li>",          "<blockquote",
                          "<pre>",         "<td>",
                          "colspan=\"2\"", "rowspan=\"2\"",
                          "dir=\"rtl\"",   "<img src=\"cid:",
                          "width=\"10\"",  "text-align:center"};
        for (const QString &word : words)
            QCOMPARE(first.count(word), composeHtml(html).html.count(word));
    }
};

QTEST_MAIN(TestRichTextRound)
#include "tst_richtextround.moc"
