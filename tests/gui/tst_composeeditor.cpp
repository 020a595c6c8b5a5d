// SPDX-License-Identifier: MIT
#include "gui/composer/bodyeditor.h"
#include "gui/composer/plaineditor.h"
#include "gui/composer/quotemarks.h"
#include "gui/composer/richeditor.h"
#include "gui/composer/richtextwriter.h"
#include "html/composehtml.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QTextList>

using namespace Turnstone;

namespace {

struct Editor {
    BodyEditor body;
    Editor()
    {
        body.resize(640, 480);
        body.show();
        if (!QTest::qWaitForWindowActive(&body))
            qFatal("no window");
    }
    void rich(const QString &html)
    {
        Composition composition;
        composition.html = html;
        body.setBody(composition);
        body.rich().setFocus();
    }
    QString html()
    {
        Composition composition;
        body.putBody(composition);
        return composition.html;
    }
    void cursorAt(const QString &text)
    {
        QTextCursor cursor = body.rich().document()->find(text);
        QVERIFY(!cursor.isNull());
        cursor.setPosition(cursor.selectionStart());
        body.rich().setTextCursor(cursor);
    }
};

QString withoutBreaks(QString html)
{
    return html.remove(u'\n');
}

} // namespace

class TestComposeEditor : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void quotePrefix_countsMarks_data();
    void quotePrefix_countsMarks();
    void plain_enterInAQuote_splitsIt();
    void plain_quoteLevels_areChangedAsOneStep();
    void plain_collapsedQuote_isHiddenAndNotLost();
    void plain_cursorIntoACollapsedQuote_opensIt();
    void plain_backtab_leaves();
    void plain_paragraphFromTheRight_standsThere();
    void pasteAsQuotation_isAQuoteWhereverTheCursorStands();
    void rich_tabInATable_leadsFromCellToCell();
    void rich_everyFeature_comesOutAsItWentIn_data();
    void rich_everyFeature_comesOutAsItWentIn();
    void rich_hostileHtml_loadsAndKeepsNothing();
    void rich_enterInAQuote_splitsIt();
    void rich_backspaceAtStart_takesALevelAway();
    void rich_longQuote_isCollapsedAndComesOutWhole();
    void rich_toggleQuote_collapsesAndOpens();
    void rich_tableInAQuote_isMarkedAsTheQuoteIs();
    void rich_keysOfTheBar_format();
    void rich_pastedHtml_isMadeSafe();
    void rich_pastedPicture_travelsWithTheText();
    void rich_pasteAsText_hasNoFormat();
    void richToPlain_asksOnlyWhereSomethingIsLost();
    void plainToRich_keepsQuotes();
    void find_goesAroundTheEnd();
    void link_isSetAndTakenAway();
    void clearFormatting_leavesTheWordsAndTheQuote();
};

void TestComposeEditor::quotePrefix_countsMarks_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("depth");
    QTest::addColumn<int>("length");
    QTest::newRow("none") << "text" << 0 << 0;
    QTest::newRow("empty") << "" << 0 << 0;
    QTest::newRow("one") << "> text" << 1 << 2;
    QTest::newRow("two") << ">> text" << 2 << 3;
    QTest::newRow("spaced") << "> > text" << 2 << 4;
    QTest::newRow("within") << "a > b" << 0 << 0;
    QTest::newRow("endless") << QString(10'000, u'>') << maxQuoteDepth << maxQuoteDepth;
}

void TestComposeEditor::quotePrefix_countsMarks()
{
    QFETCH(QString, line);
    const QuotePrefix prefix = quotePrefix(line);
    QTEST(prefix.depth, "depth");
    QTEST(int(prefix.length), "length");
}

void TestComposeEditor::pasteAsQuotation_isAQuoteWhereverTheCursorStands()
{
    Editor editor;
    QGuiApplication::clipboard()->setText(QStringLiteral("one\r\n> two\r\n"));
    PlainEditor &plain = editor.body.plain();
    editor.body.setPlainText(QStringLiteral("before after"), 7);
    editor.body.pasteAsQuote();
    QCOMPARE(plain.text(), QStringLiteral("before \n> one\n> > two\nafter"));
    plain.undo(); // as one step
    QCOMPARE(plain.text(), QStringLiteral("before after"));
    editor.body.setPlainText(QStringLiteral("after"), 0);
    editor.body.pasteAsQuote();
    QCOMPARE(plain.text(), QStringLiteral("> one\n> > two\nafter"));

    editor.body.requestRich(true);
    auto *mime = new QMimeData;
    mime->setHtml(QStringLiteral("<p onclick='x()'>the <b>third</b></p><script>x()</script>"));
    QGuiApplication::clipboard()->setMimeData(mime);
    editor.body.rich().moveCursor(QTextCursor::End);
    editor.body.pasteAsQuote();
    const QString html = composeHtml(editor.body.rich().html()).html;
    const qsizetype quote = html.lastIndexOf(QStringLiteral("<blockquote"));
    QVERIFY2(quote >= 0 && html.indexOf(QStringLiteral("the <b>third</b>")) > quote,
             qPrintable(html));
    QVERIFY(!html.contains(QStringLiteral("script")) && !html.contains(QStringLiteral("onclick")));
}

void TestComposeEditor::rich_tabInATable_leadsFromCellToCell()
{
    Editor editor;
    editor.body.requestRich(true);
    RichEditor &rich = editor.body.rich();
    rich.setFocus();
    rich.insertTable(1, 2);
    const auto say = [&rich](const char *words) {
        QTest::keyClicks(&rich, QString::fromLatin1(words));
    };
    say("a");
    QTest::keyClick(&rich, Qt::Key_Tab);
    say("b");
    QTest::keyClick(&rich, Qt::Key_Tab); // a row more
    say("c");
    QTest::keyClick(&rich, Qt::Key_Backtab);
    QTest::keyClick(&rich, Qt::Key_Backtab);
    say("A");
    QString html = composeHtml(rich.html()).html.remove(u'\n');
    QVERIFY2(html.contains(QStringLiteral("<td>Aa</td><td>b</td></tr><tr><td>c</td>")),
             qPrintable(html));
    QTest::keyClick(&rich, Qt::Key_Backtab); // and out, where there is none before
    QVERIFY(!rich.hasFocus());
}

void TestComposeEditor::plain_enterInAQuote_splitsIt()
{
    Editor editor;
    editor.body.setPlainText(QStringLiteral("> one two\n> three"), 6);
    PlainEditor &plain = editor.body.plain();
    plain.setFocus();
    QTest::keyClick(&plain, Qt::Key_Return);
    QTest::keyClicks(&plain, QStringLiteral("answer"));
    QCOMPARE(plain.text(), QStringLiteral("> one \nanswer\n> two\n> three"));
    // At the end of the quote's last line only a line of one's own is wanted.
    plain.moveCursor(QTextCursor::End);
    QTest::keyClick(&plain, Qt::Key_Return);
    QTest::keyClicks(&plain, QStringLiteral("end"));
    QVERIFY(plain.text().endsWith(QStringLiteral("> three\nend")));
    plain.undo();
    plain.undo();
    QVERIFY(plain.text().endsWith(QStringLiteral("> three")));
}

void TestComposeEditor::plain_quoteLevels_areChangedAsOneStep()
{
    Editor editor;
    editor.body.setPlainText(QStringLiteral("a\n>> b\nc"), 0);
    PlainEditor &plain = editor.body.plain();
    plain.selectAll();
    editor.body.changeQuoteDepth(1);
    QCOMPARE(plain.text(), QStringLiteral("> a\n> > > b\n> c"));
    plain.undo();
    QCOMPARE(plain.text(), QStringLiteral("a\n>> b\nc"));
    plain.selectAll();
    editor.body.changeQuoteDepth(-1);
    QCOMPARE(plain.text(), QStringLiteral("a\n> b\nc"));
}

void TestComposeEditor::plain_collapsedQuote_isHiddenAndNotLost()
{
    Editor editor;
    const QString text = QStringLiteral("Hello\n> one\n> two\n> three\nBye");
    editor.body.setPlainText(text, 8);
    PlainEditor &plain = editor.body.plain();
    editor.body.toggleQuote();
    QVERIFY(plain.document()->findBlockByNumber(1).isVisible());
    QVERIFY(!plain.document()->findBlockByNumber(3).isVisible());
    QVERIFY(plain.document()->findBlockByNumber(4).isVisible());
    QCOMPARE(plain.text(), text);
    editor.body.toggleQuote();
    QVERIFY(plain.document()->findBlockByNumber(3).isVisible());
}

void TestComposeEditor::plain_cursorIntoACollapsedQuote_opensIt()
{
    Editor editor;
    editor.body.setPlainText(QStringLiteral("> one\n> two\n> three\nBye"), 0);
    editor.body.toggleQuote();
    PlainEditor &plain = editor.body.plain();
    QTextCursor cursor = plain.textCursor();
    cursor.setPosition(8);
    plain.setTextCursor(cursor);
    QVERIFY(plain.document()->findBlockByNumber(1).isVisible());
}

void TestComposeEditor::plain_paragraphFromTheRight_standsThere()
{
    Editor editor;
    PlainEditor &plain = editor.body.plain();
    plain.setText(QStringLiteral("words\n\u05e9\u05dc\u05d5\u05dd\n> \u0633\u0644\u0627\u0645"));
    plain.grab();
    const auto placeIn = [&plain](int paragraph) {
        return plain.cursorRect(QTextCursor(plain.document()->findBlockByNumber(paragraph))).x();
    };
    QVERIFY(placeIn(0) < 40);
    QVERIFY(placeIn(1) > plain.viewport()->width() - 40);
    QVERIFY(placeIn(2) > plain.viewport()->width() - 40);
    // One that becomes another by what is typed before it.
    QTextCursor cursor(plain.document()->findBlockByNumber(1));
    cursor.insertText(QStringLiteral("x"));
    plain.grab();
    QVERIFY(placeIn(1) < 40);
}

void TestComposeEditor::plain_backtab_leaves()
{
    QWidget window;
    auto *before = new QPushButton(QStringLiteral("before"), &window);
    auto *body = new BodyEditor(&window);
    body->move(0, 60);
    QWidget::setTabOrder(before, body);
    window.resize(500, 400);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    body->plain().setFocus();
    QTest::keyClick(&body->plain(), Qt::Key_Tab);
    QCOMPARE(body->plain().text(), QStringLiteral("\t"));
    QTest::keyClick(&body->plain(), Qt::Key_Backtab, Qt::ShiftModifier);
    QVERIFY(before->hasFocus());
}

void TestComposeEditor::rich_everyFeature_comesOutAsItWentIn_data()
{
    QTest::addColumn<QString>("html");
    const auto row = [](const char *name, const char *html) {
        QTest::newRow(name) << QString::fromUtf8(html);
    };
    row("words", "<div>Hello <b>bold</b> <i>italic</i> <u>under</u> <s>struck</s></div>");
    row("nested emphasis", "<div><b>bold <i>both</i></b></div>");
    row("code", "<div>a <code>b();</code> c</div>");
    row("preformatted", "<pre>int  main()\n{\n}</pre>");
    row("headings", "<h1>One</h1><h2>Two</h2><h3>Three</h3><p>text</p>");
    row("bullets", "<ul><li>one</li><li>two<ul><li>inner</li></ul></li><li>three</li></ul>");
    row("numbers", "<ol><li>one</li><li>two</li></ol>");
    row("link", "<div><a href=\"https://example.org/?a=1&amp;b=2\">there</a></div>");
    row("quote",
        "<div>me</div><blockquote type=\"cite\"><div>you</div><blockquote "
        "type=\"cite\"><div>she</div></blockquote><div>you again</div></blockquote>");
    row("list in a quote",
        "<blockquote type=\"cite\"><ul><li>one</li><li>two</li></ul>"
        "</blockquote>");
    row("table",
        "<table border=\"1\" cellspacing=\"0\" cellpadding=\"4\"><tr><td>a</td><td>b"
        "</td></tr><tr><td colspan=\"2\">c</td></tr></table>");
    row("text behind a table in a quote",
        "<blockquote type=\"cite\"><table><tr><td>a</td></tr></table><div>after</div>"
        "</blockquote>");
    row("right to left", "<div dir=\"rtl\">שלום עולם</div><div>Hello</div>");
    row("emoji", "<div>👩‍👩‍👧 ok</div>");
    row("escapes", "<div>a &lt;b&gt; &amp; \"c\"</div>");
    row("empty lines", "<div>a</div><div><br></div><div>b</div>");
}

void TestComposeEditor::rich_everyFeature_comesOutAsItWentIn()
{
    QFETCH(QString, html);
    Editor editor;
    editor.rich(html);
    // What is meant, without the freedom there is in writing it.
    const QString meant = composeHtml(html).html;
    QCOMPARE(withoutBreaks(composeHtml(editor.html()).html), withoutBreaks(meant));
    // And a second time, as a draft does it.
    const QString once = editor.html();
    editor.rich(once);
    QCOMPARE(editor.html(), once);
}

void TestComposeEditor::rich_hostileHtml_loadsAndKeepsNothing()
{
    Editor editor;
    editor.rich(QStringLiteral(
        "<div onclick=\"x()\">a<script>alert(1)</script><img src=\"https://evil.example/t.png\">"
        "<img src=\"file:///etc/passwd\"><a href=\"javascript:x()\">b</a><style>*{}</style>"
        "<iframe src=\"https://evil.example\"></iframe></div>"));
    const QString html = editor.html();
    for (const char *bad : {"script", "evil", "file:", "javascript", "onclick", "iframe"})
        QVERIFY2(!html.contains(QLatin1String(bad)), bad);
    QVERIFY(html.contains(u'a'));
}

void TestComposeEditor::rich_enterInAQuote_splitsIt()
{
    Editor editor;
    editor.rich(QStringLiteral("<blockquote type=\"cite\"><div>one two</div></blockquote>"));
    editor.cursorAt(QStringLiteral("two"));
    QTest::keyClick(&editor.body.rich(), Qt::Key_Return);
    QTest::keyClicks(&editor.body.rich(), QStringLiteral("answer"));
    QCOMPARE(withoutBreaks(editor.html()),
             QStringLiteral("<blockquote type=\"cite\"><div>one </div></blockquote>"
                            "<div>answer</div>"
                            "<blockquote type=\"cite\"><div>two</div></blockquote>"));
}

void TestComposeEditor::rich_backspaceAtStart_takesALevelAway()
{
    Editor editor;
    editor.rich(QStringLiteral("<blockquote><div>one</div></blockquote>"));
    editor.cursorAt(QStringLiteral("one"));
    QTest::keyClick(&editor.body.rich(), Qt::Key_Backspace);
    QCOMPARE(withoutBreaks(editor.html()), QStringLiteral("<div>one</div>"));
}

void TestComposeEditor::rich_longQuote_isCollapsedAndComesOutWhole()
{
    Editor editor;
    QString quote = QStringLiteral("<blockquote type=\"cite\">");
    for (int i = 0; i < 4000; ++i)
        quote += QStringLiteral("<div>line %1 of a long thread</div>").arg(i);
    quote += QStringLiteral("</blockquote>");
    editor.rich(QStringLiteral("<div>Hello</div>") + quote);
    QVERIFY(editor.body.rich().document()->blockCount() < 10);
    QVERIFY(editor.html().contains(QStringLiteral("line 3999 of")));
    Composition composition;
    editor.body.putBody(composition);
    QVERIFY(composition.text.contains(QStringLiteral("> line 3999 of")));
}

void TestComposeEditor::rich_toggleQuote_collapsesAndOpens()
{
    Editor editor;
    editor.rich(QStringLiteral("<div>me</div><blockquote><div>one</div><div>two</div></blockquote>"
                               "<div>end</div>"));
    const QString before = withoutBreaks(editor.html());
    editor.cursorAt(QStringLiteral("two"));
    editor.body.toggleQuote();
    QCOMPARE(editor.body.rich().document()->blockCount(), 3);
    QCOMPARE(withoutBreaks(editor.html()), before);
    editor.body.toggleQuote();
    QCOMPARE(editor.body.rich().document()->blockCount(), 4);
    QCOMPARE(withoutBreaks(editor.html()), before);
}

void TestComposeEditor::rich_tableInAQuote_isMarkedAsTheQuoteIs()
{
    // As a newsletter's, which is laid out by tables.
    RichEditor editor;
    editor.resize(400, 300);
    QStringList looked;
    editor.setMisspelledWords([&looked](const QTextBlock &block) {
        looked.append(block.text());
        return QList<TextRange>{};
    });
    editor.setHtml(QStringLiteral("<div>mine</div><blockquote><div>above</div><table><tr><td>"
                                  "<div>one</div><div>two</div></td></tr><tr><td>three</td></tr>"
                                  "</table><div>below</div></blockquote>"),
                   {});
    editor.show();
    QVERIFY(QTest::qWaitForWindowExposed(&editor));
    looked.clear();
    editor.refreshMarks();
    QVERIFY(looked.contains(QStringLiteral("mine")));
    for (const char *word : {"above", "one", "two", "three", "below"})
        QVERIFY2(!looked.contains(QLatin1String(word)), word);
    // One line beside all of it.
    const QTextCursor above = editor.document()->find(QStringLiteral("above"));
    const QTextCursor below = editor.document()->find(QStringLiteral("below"));
    const QImage image = editor.viewport()->grab().toImage();
    const int x = int(editor.document()->documentMargin()) + 3;
    for (int y = editor.cursorRect(above).top(); y < editor.cursorRect(below).bottom(); ++y)
        QCOMPARE(image.pixelColor(x, y), quoteColour(editor.palette(), 1));
}

void TestComposeEditor::rich_keysOfTheBar_format()
{
    Editor editor;
    editor.rich(QStringLiteral("<div>word</div>"));
    RichEditor &rich = editor.body.rich();
    rich.selectAll();
    QTest::keyClick(&rich, Qt::Key_B, Qt::ControlModifier);
    QCOMPARE(withoutBreaks(editor.html()), QStringLiteral("<div><b>word</b></div>"));
    QTest::keyClick(&rich, Qt::Key_B, Qt::ControlModifier);
    QTest::keyClick(&rich, Qt::Key_I, Qt::ControlModifier);
    QCOMPARE(withoutBreaks(editor.html()), QStringLiteral("<div><i>word</i></div>"));
    QTest::keyClick(&rich, Qt::Key_Space, Qt::ControlModifier);
    QCOMPARE(withoutBreaks(editor.html()), QStringLiteral("<div>word</div>"));
    rich.toggleList(false);
    QCOMPARE(withoutBreaks(editor.html()), QStringLiteral("<ul><li>word</li></ul>"));
    // Enter twice ends a list.
    rich.moveCursor(QTextCursor::End);
    QTest::keyClick(&rich, Qt::Key_Return);
    QTest::keyClick(&rich, Qt::Key_Return);
    QTest::keyClicks(&rich, QStringLiteral("end"));
    QCOMPARE(withoutBreaks(editor.html()), QStringLiteral("<ul><li>word</li></ul><div>end</div>"));
}

void TestComposeEditor::rich_pastedHtml_isMadeSafe()
{
    Editor editor;
    editor.rich(QStringLiteral("<div>x</div>"));
    auto *mime = new QMimeData;
    mime->setHtml(QStringLiteral(
        "<p>hi <b>there</b><img src=\"https://evil.example/a.png\"><script>1</script></p>"));
    mime->setText(QStringLiteral("hi there"));
    QGuiApplication::clipboard()->setMimeData(mime);
    editor.body.rich().paste();
    QVERIFY(editor.html().contains(QStringLiteral("<b>there</b>")));
    QVERIFY(!editor.html().contains(QStringLiteral("evil")));
}

void TestComposeEditor::rich_pastedPicture_travelsWithTheText()
{
    Editor editor;
    editor.rich(QStringLiteral("<div>x</div>"));
    auto *mime = new QMimeData;
    QImage picture(40, 20, QImage::Format_RGB32);
    picture.fill(Qt::red);
    mime->setImageData(picture);
    QGuiApplication::clipboard()->setMimeData(mime);
    editor.body.rich().paste();
    Composition composition;
    editor.body.putBody(composition);
    QCOMPARE(composition.images.size(), 1);
    QVERIFY(composition.html.contains(QStringLiteral("cid:")
                                      + QString::fromLatin1(composition.images.at(0).contentId)));
    QCOMPARE(QImage::fromData(std::get<QByteArray>(composition.images.at(0).content)).size(),
             picture.size());
    editor.body.rich().undo();
    editor.body.putBody(composition);
    QVERIFY(composition.images.isEmpty());
}

void TestComposeEditor::rich_pasteAsText_hasNoFormat()
{
    Editor editor;
    editor.rich(QStringLiteral("<div></div>"));
    auto *mime = new QMimeData;
    mime->setHtml(QStringLiteral("<b>bold</b>"));
    mime->setText(QStringLiteral("bold"));
    QGuiApplication::clipboard()->setMimeData(mime);
    editor.body.pasteAsText();
    QVERIFY(!editor.html().contains(QStringLiteral("<b>")));
    QVERIFY(editor.html().contains(QStringLiteral("bold")));
}

void TestComposeEditor::richToPlain_asksOnlyWhereSomethingIsLost()
{
    Editor editor;
    editor.rich(QStringLiteral("<div>plain words</div>"));
    editor.body.requestRich(false);
    QVERIFY(!editor.body.isRich());
    QCOMPARE(editor.body.plain().text().trimmed(), QStringLiteral("plain words"));

    editor.rich(QStringLiteral("<div><b>bold</b> words</div>"));
    editor.body.requestRich(false);
    QVERIFY(editor.body.isRich());
    auto *box = editor.body.findChild<QMessageBox *>();
    QVERIFY(box && box->isVisible());
    QTest::keyClick(box, Qt::Key_Escape);
    QTRY_VERIFY(!editor.body.findChild<QMessageBox *>());
    QVERIFY(editor.body.isRich());
    editor.body.requestRich(false);
    box = editor.body.findChild<QMessageBox *>();
    for (QAbstractButton *button : box->buttons()) {
        if (box->buttonRole(button) == QMessageBox::AcceptRole)
            button->click();
    }
    QVERIFY(!editor.body.isRich());
    QVERIFY(editor.body.plain().text().contains(QStringLiteral("bold words")));
}

void TestComposeEditor::plainToRich_keepsQuotes()
{
    Editor editor;
    editor.body.setPlainText(QStringLiteral("Hi\n> one\n> > two"), 0);
    editor.body.requestRich(true);
    QVERIFY(editor.body.isRich());
    const QTextDocument &document = *editor.body.rich().document();
    QCOMPARE(RichText::quoteDepthOf(document.lastBlock().blockFormat()), 2);
    editor.body.requestRich(false);
    QVERIFY(editor.body.plain().text().contains(QStringLiteral(">> two")));
}

void TestComposeEditor::find_goesAroundTheEnd()
{
    Editor editor;
    editor.body.setPlainText(QStringLiteral("one two one"), 0);
    editor.body.find();
    QVERIFY(QApplication::focusWidget());
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("one"));
    QCOMPARE(editor.body.plain().textCursor().selectionStart(), 0);
    editor.body.findNext(false);
    QCOMPARE(editor.body.plain().textCursor().selectionStart(), 8);
    editor.body.findNext(false);
    QCOMPARE(editor.body.plain().textCursor().selectionStart(), 0);
}

void TestComposeEditor::link_isSetAndTakenAway()
{
    Editor editor;
    editor.rich(QStringLiteral("<div>see here</div>"));
    RichEditor &rich = editor.body.rich();
    rich.setTextCursor(rich.document()->find(QStringLiteral("here")));
    rich.setLink(QString(), QStringLiteral("https://example.org/"));
    QCOMPARE(withoutBreaks(editor.html()),
             QStringLiteral("<div>see <a href=\"https://example.org/\">here</a></div>"));
    rich.moveCursor(QTextCursor::End);
    rich.setLink(QString(), QString());
    QCOMPARE(withoutBreaks(editor.html()), QStringLiteral("<div>see here</div>"));
}

void TestComposeEditor::clearFormatting_leavesTheWordsAndTheQuote()
{
    Editor editor;
    editor.rich(QStringLiteral("<blockquote><ul><li><b>one</b></li></ul></blockquote>"));
    editor.body.rich().selectAll();
    editor.body.rich().clearFormatting();
    QCOMPARE(withoutBreaks(editor.html()),
             QStringLiteral("<blockquote type=\"cite\"><div>one</div></blockquote>"));
}

QTEST_MAIN(TestComposeEditor)
#include "tst_composeeditor.moc"
