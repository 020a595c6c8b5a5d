// SPDX-License-Identifier: MIT
// Answers to formatted messages: what is quoted, what travels along, which signature stands where.
#include "gui/composer/bodyeditor.h"
#include "gui/composer/composebeginning.h"
#include "gui/composer/composer.h"
#include "gui/composer/richeditor.h"
#include "html/composehtml.h"
#include "mail/messagereader.h"
#include "mail/messagewriter.h"
#include "mail/replying.h"
#include "support/secondparser.h"

#include <QBuffer>
#include <QComboBox>
#include <QImage>
#include <QTest>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextDocumentFragment>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

QByteArray picture()
{
    QImage image(40, 20, QImage::Format_RGB32);
    image.fill(Qt::blue);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

const QByteArray table =
    "<table border=\"1\"><tr><th>Quay</th><th colspan=\"2\">Depth</th></tr>"
    "<tr><td rowspan=\"2\">North</td><td>4.2</td><td>m</td></tr><tr><td>13</td><td>ft</td></tr>"
    "</table>";

QByteArray formatted(const QByteArray &html)
{
    return "From: Ben Okafor <ben@example.org>\r\nTo: Ann <ann@example.org>\r\n"
           "Subject: The north mole\r\nDate: Fri, 20 Nov 2026 10:00:00 +0000\r\n"
           "Message-ID: <one@example.org>\r\nMIME-Version: 1.0\r\n"
           "Content-Type: multipart/related; boundary=R\r\n\r\n"
           "--R\r\nContent-Type: multipart/alternative; boundary=A\r\n\r\n"
           "--A\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nPlain words.\r\n"
           "--A\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        + html
        + "\r\n--A--\r\n"
          "--R\r\nContent-Type: image/png; name=map.png\r\nContent-ID: <map@example.org>\r\n"
          "Content-Transfer-Encoding: base64\r\nContent-Disposition: inline\r\n\r\n"
        + picture().toBase64()
        + "\r\n--R\r\nContent-Type: image/png; name=logo.png\r\nContent-ID: <logo@example.org>\r\n"
          "Content-Transfer-Encoding: base64\r\n\r\n"
        + picture().toBase64() + "\r\n--R--\r\n";
}

const QByteArray rich =
    "<html><body style=\"color:red\"><p onclick=\"x()\">Look at <b>this</b>:</p>" + table
    + "<ul><li>one</li><li>two<ul><li>inner</li></ul></li></ul>"
      "<p><img src=\"cid:map@example.org\" alt=\"Map\" width=\"40\" height=\"20\">"
      "<img src=\"https://spy.example/x.png\" alt=\"far\"></p>"
      "<blockquote><p>older <i>words</i></p><blockquote><p>oldest</p></blockquote></blockquote>"
      "<script>alert(1)</script></body></html>";

QList<Sender> twoSenders()
{
    Sender ann, work;
    ann.account = AccountId(1);
    ann.address = {QStringLiteral("Ann"), QStringLiteral("ann@example.org")};
    ann.signature = QStringLiteral("Ann Lee");
    ann.signatureHtml = composeHtml(QStringLiteral("<div><b>Ann</b> Lee</div>")).html;
    work.account = AccountId(2);
    work.address = {QStringLiteral("A. Lee"), QStringLiteral("lee@work.example")};
    work.signature = QStringLiteral("A. Lee\nHarbour");
    work.signatureHtml =
        composeHtml(QStringLiteral("<div>A. Lee</div><div><i>Harbour</i></div>")).html;
    work.signatureAbove = true;
    return {ann, work};
}

ComposeStart answered(const QByteArray &message, AnswerWish wish = {})
{
    return ComposeBeginning::answer(ComposeBeginning::wholeOriginal(message, AccountId(1)), wish,
                                    twoSenders());
}

QByteArray sent(Composition composition)
{
    composition.dateUtc = 1'795'000'000;
    if (composition.to.isEmpty())
        composition.to = {{QString(), QStringLiteral("ben@example.org")}};
    if (!composition.html.isEmpty())
        finishRichText(composition);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const WrittenMessage written = writeMessage(composition, buffer);
    return written.error ? QByteArray() : buffer.data();
}

QString htmlOf(const QByteArray &message)
{
    const BodyStructure structure = readStructure(message);
    const BodyPart *html = structure.html();
    return html ? decodedHtml(sectionBytes(message, html->section), *html) : QString();
}

/// Structure alone: blanks between elements say nothing.
QString packed(QString html)
{
    return html.remove(u'\n');
}

} // namespace

class TestRichReplies : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reply_quotesStructureAndNothingThatActs();
    void reply_throughTheWindow_isReadByTwoParsers();
    void tableInAnAnswer_isReadBackAsItWas();
    void selection_isQuotedAlone_withItsFormat();
    void selectionOfText_isQuotedAlone();
    void pictureThatIsNotHere_leavesItsText();
    void forward_takesPicturesAlong_shownOrAttached();
    void plainOriginal_isAnsweredInPlainText();
    void preference_decidesBeforeTheOriginal();
    void tooLargeHtml_isAnsweredInPlainText();
    void sender_changesTheSignature_inRichText();
    void signatureThatWasEdited_stays();
    void signature_followsIntoPlainTextAndBack();
    void hostileOriginal_addsNoHeader();
};

void TestRichReplies::reply_quotesStructureAndNothingThatActs()
{
    const ComposeStart start = answered(formatted(rich));
    const QString &html = start.composition.html;
    for (const char *kept :
         {"<b>this</b>", "<table", "colspan=\"2\"", "rowspan=\"2\"", "<li>inner</li>",
          "cid:map@example.org", "<i>words</i>", "Ben Okafor", "far", "<div>--&nbsp;</div>"})
        QVERIFY2(html.contains(QLatin1String(kept)), qPrintable(QLatin1String(kept) + html));
    for (const char *gone : {"script", "onclick", "spy.example", "color", "logo@example.org"})
        QVERIFY2(!html.contains(QLatin1String(gone)), qPrintable(html));
    // The message's own quotes stand within ours.
    QCOMPARE(html.count(QStringLiteral("<blockquote")), 3);
    QCOMPARE(start.composition.images.size(), 1);
    QCOMPARE(start.composition.images.at(0).contentId, QByteArray("map@example.org"));
    QCOMPARE(std::get<QByteArray>(start.composition.images.at(0).content), picture());
    QVERIFY(start.composition.attachments.isEmpty());
    QVERIFY(start.htmlIsComposed);
    // It is in the subset, so the editor needn't look again.
    QCOMPARE(composeHtml(html).html, composeHtml(composeHtml(html).html).html);
}

void TestRichReplies::reply_throughTheWindow_isReadByTwoParsers()
{
    const ComposeStart start = answered(formatted(rich));
    Composer composer(start.senders, start);
    composer.resize(800, 600);
    composer.show();
    QVERIFY(QTest::qWaitForWindowActive(&composer));
    QVERIFY(composer.body().isRich());
    QVERIFY(!composer.isModified());
    QTest::keyClicks(&composer.body().rich(), QStringLiteral("Thanks"));
    const QByteArray bytes = sent(composer.composition());
    QVERIFY(!bytes.isEmpty());
    const QString html = htmlOf(bytes);
    QVERIFY2(packed(html).contains(QStringLiteral("<div>Thanks</div>")), qPrintable(html));
    const BodyStructure structure = readStructure(bytes);
    const BodyPart *plain = structure.plainText();
    QVERIFY(plain);
    const QString text = decodedText(sectionBytes(bytes, plain->section), *plain);
    QVERIFY2(text.contains(QStringLiteral("> Look at this:")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral(">>> oldest")), qPrintable(text));
    QVERIFY(text.contains(QStringLiteral("North | 4.2 | m")));
    QVERIFY2(text.trimmed().endsWith(QStringLiteral("-- \nAnn Lee")), qPrintable(text));
    bool found = false;
    for (const BodyPart &part : structure.parts) {
        if (part.contentId == "map@example.org") {
            found = true;
            QCOMPARE(decodedBytes(sectionBytes(bytes, part.section), part.encoding), picture());
        }
    }
    QVERIFY(found);
    const SecondOpinion opinion = parsedByPython(bytes);
    QVERIFY2(opinion.error.isEmpty(), qPrintable(opinion.error));
    QVERIFY2(opinion.defects().isEmpty(), qPrintable(opinion.defects().join(u'\n')));
    QCOMPARE(opinion.types().count(QStringLiteral("text/html")), 1);
    QCOMPARE(opinion.types().count(QStringLiteral("text/plain")), 1);
    QCOMPARE(opinion.types().count(QStringLiteral("image/png")), 1);
    QCOMPARE(opinion.header(QStringLiteral("In-Reply-To")), QStringLiteral("<one@example.org>"));
}

void TestRichReplies::tableInAnAnswer_isReadBackAsItWas()
{
    const ComposeStart start = answered(formatted(table));
    Composer composer(start.senders, start);
    const QString before = start.composition.html;
    Composition after = composer.composition();
    QVERIFY(finishRichText(after));
    const auto tableOf = [](const QString &html) {
        const qsizetype from = html.indexOf(QStringLiteral("<table"));
        return packed(html.mid(from, html.indexOf(QStringLiteral("</table>")) - from));
    };
    QCOMPARE(tableOf(after.html), tableOf(before));
    // And so again, as a draft would be.
    RichEditor editor;
    editor.setHtml(after.html, {});
    QCOMPARE(tableOf(composeHtml(editor.html()).html), tableOf(before));
}

void TestRichReplies::selection_isQuotedAlone_withItsFormat()
{
    QTextDocument view;
    view.setHtml(QStringLiteral("<p>Before</p><p>The <b>chosen</b> words</p><p>After</p>"));
    QTextCursor cursor = view.find(QStringLiteral("The chosen words"));
    AnswerWish wish;
    wish.selectedHtml = cursor.selection().toHtml();
    wish.selectedText = QStringLiteral("The chosen words");
    const ComposeStart start = answered(formatted(rich), wish);
    QVERIFY2(start.composition.html.contains(QStringLiteral("<b>chosen</b>")),
             qPrintable(start.composition.html));
    QVERIFY(!start.composition.html.contains(QStringLiteral("Before")));
    QVERIFY(!start.composition.html.contains(QStringLiteral("Look at")));
    QVERIFY(start.composition.images.isEmpty());
}

void TestRichReplies::selectionOfText_isQuotedAlone()
{
    AnswerWish wish;
    wish.selectedText = QStringLiteral("a < b\nand c");
    const ComposeStart start = answered(formatted(rich), wish);
    QVERIFY(start.composition.html.contains(QStringLiteral("a &lt; b")));
    QVERIFY(!start.composition.html.contains(QStringLiteral("Look at")));
    wish.format = QStringLiteral("plain");
    QVERIFY(answered(formatted(rich), wish)
                .composition.text.contains(QStringLiteral("> a < b\n> and c")));
}

void TestRichReplies::pictureThatIsNotHere_leavesItsText()
{
    OriginalMessage original = ComposeBeginning::wholeOriginal(formatted(rich), AccountId(1));
    original.images.clear();
    const ComposeStart start = ComposeBeginning::answer(original, {}, twoSenders());
    QVERIFY(!start.composition.html.contains(QStringLiteral("cid:")));
    QVERIFY(start.composition.html.contains(QStringLiteral("Map")));
    QVERIFY(!sent(start.composition).isEmpty());
}

void TestRichReplies::forward_takesPicturesAlong_shownOrAttached()
{
    AnswerWish wish;
    wish.kind = AnswerKind::Forward;
    const ComposeStart start = answered(formatted(rich), wish);
    QCOMPARE(start.composition.images.size(), 1);
    QCOMPARE(start.composition.attachments.size(), 1); // the one that the text doesn't show
    QCOMPARE(start.composition.attachments.at(0).name, QStringLiteral("logo.png"));
    QVERIFY(start.composition.html.contains(QStringLiteral("<b>From:</b>")));
    QCOMPARE(start.composition.html.count(QStringLiteral("<blockquote")), 2);
    // In plain text both are attached, and nothing is lost.
    wish.format = QStringLiteral("plain");
    const ComposeStart plain = answered(formatted(rich), wish);
    QCOMPARE(plain.composition.attachments.size(), 2);
    QVERIFY(plain.composition.html.isEmpty());
    const QByteArray bytes = sent(plain.composition);
    const QList<Attachment> again = attachmentsOf(bytes);
    QCOMPARE(again.size(), 2);
    for (const Attachment &attachment : again) {
        const auto section = std::get<SectionContent>(attachment.content);
        const BodyStructure structure = readStructure(section.message);
        QCOMPARE(decodedBytes(sectionBytes(section.message, section.section),
                              structure.find(section.section)->encoding),
                 picture());
    }
}

void TestRichReplies::plainOriginal_isAnsweredInPlainText()
{
    const QByteArray plain = "From: ben@example.org\r\nTo: ann@example.org\r\n\r\nWords.\r\n";
    const ComposeStart start = answered(plain);
    QVERIFY(start.composition.html.isEmpty());
    QVERIFY(start.composition.text.contains(QStringLiteral("> Words.")));
}

void TestRichReplies::preference_decidesBeforeTheOriginal()
{
    AnswerWish wish;
    wish.format = QStringLiteral("plain");
    const ComposeStart plain = answered(formatted(rich), wish);
    QVERIFY(plain.composition.html.isEmpty());
    QVERIFY(plain.composition.text.contains(QStringLiteral("> Plain words.")));
    wish.format = QStringLiteral("rich");
    const ComposeStart formattedOne =
        answered("From: ben@example.org\r\n\r\n> old\r\n\r\nNew & old.\r\n", wish);
    QVERIFY(formattedOne.composition.html.contains(QStringLiteral("New &amp; old.")));
    QCOMPARE(formattedOne.composition.html.count(QStringLiteral("<blockquote")), 2);
}

void TestRichReplies::tooLargeHtml_isAnsweredInPlainText()
{
    const QByteArray huge = "<p>" + QByteArray("word ").repeated(600'000) + "</p>";
    const ComposeStart start = answered(formatted(huge));
    QVERIFY(start.composition.html.isEmpty());
    QVERIFY(start.composition.text.contains(QStringLiteral("> Plain words.")));
}

void TestRichReplies::sender_changesTheSignature_inRichText()
{
    const ComposeStart start = answered(formatted(rich));
    Composer composer(start.senders, start);
    auto *from = composer.findChild<QComboBox *>(QStringLiteral("fromBox"));
    from->setCurrentIndex(1);
    Q_EMIT from->activated(1);
    const QString html = packed(composer.composition().html);
    QVERIFY2(html.contains(QStringLiteral("<i>Harbour</i>")), qPrintable(html));
    QVERIFY(!html.contains(QStringLiteral("<b>Ann</b> Lee")));
    QCOMPARE(html.count(QStringLiteral("<div>--")), 1);
    // As one step, taken back at once.
    composer.body().undo();
    QVERIFY(packed(composer.composition().html).contains(QStringLiteral("<b>Ann</b> Lee")));
}

void TestRichReplies::signatureThatWasEdited_stays()
{
    const ComposeStart start = answered(formatted(rich));
    Composer composer(start.senders, start);
    RichEditor &editor = composer.body().rich();
    editor.moveCursor(QTextCursor::End);
    editor.insertPlainText(QStringLiteral(", on holiday"));
    auto *from = composer.findChild<QComboBox *>(QStringLiteral("fromBox"));
    from->setCurrentIndex(1);
    Q_EMIT from->activated(1);
    QVERIFY(composer.composition().html.contains(QStringLiteral("on holiday")));
    QVERIFY(!composer.composition().html.contains(QStringLiteral("Harbour")));
}

void TestRichReplies::signature_followsIntoPlainTextAndBack()
{
    ComposeStart start = ComposeBeginning::newMessage(twoSenders(), AccountId(1), false);
    Composer composer(start.senders, start);
    composer.body().requestRich(true);
    auto *from = composer.findChild<QComboBox *>(QStringLiteral("fromBox"));
    from->setCurrentIndex(1);
    Q_EMIT from->activated(1);
    QVERIFY(composer.composition().html.contains(QStringLiteral("Harbour")));
    QVERIFY(!composer.composition().html.contains(QStringLiteral("Ann")));
    // A new message in rich text has it from the beginning, and above nothing it is at the end.
    start = ComposeBeginning::newMessage(twoSenders(), AccountId(2), true);
    QVERIFY(start.composition.html.contains(QStringLiteral("<i>Harbour</i>")));
}

void TestRichReplies::hostileOriginal_addsNoHeader()
{
    QByteArray message = formatted(rich);
    message.replace("Content-ID: <map@example.org>",
                    "Content-ID: <map@example.org>\r\nX-Evil: <a@b\r\n\tBcc: x@y.example>");
    message.replace("From: Ben Okafor", "From: \"B=0D=0ABcc: evil@x.example\"");
    const QByteArray bytes = sent(answered(message).composition);
    QVERIFY(!bytes.isEmpty());
    const QByteArray header = headerBlock(bytes).toByteArray();
    QVERIFY(!header.contains("\nBcc:"));
    QVERIFY(!header.contains("X-Evil"));
}

QTEST_MAIN(TestRichReplies)
#include "tst_richreplies.moc"
