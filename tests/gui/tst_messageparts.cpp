// SPDX-License-Identifier: MIT
#include "gui/attachmentfiles.h"
#include "gui/avatarlabel.h"
#include "gui/icons.h"
#include "gui/inertdocument.h"
#include "gui/linkcheck.h"
#include "gui/linkopener.h"
#include "gui/plaintexthtml.h"
#include "gui/sendercheck.h"
#include "gui/texthtmlview.h"

#include <QBuffer>
#include <QImage>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QTextBrowser>

using namespace Turnstone;

class MessagePartsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void safeName_hostileName_namesOneOrdinaryFile_data();
    void safeName_hostileName_namesOneOrdinaryFile();
    void isProgram_knownEndings_areToldFromDocuments();
    void misleadingHost_data();
    void misleadingHost();
    void linkDoubt_hostHiddenBehindUserName_asks();
    void senderNotices_nameHoldsAnotherAddress_isSaid();
    void senderNotices_ordinarySender_nothingIsSaid();
    void withoutHiddenCharacters_bidiOverride_isTakenOut();
    void initials_ofManyKindsOfNames_data();
    void initials_ofManyKindsOfNames();
    void everyIcon_isDrawnAndFollowsThePalette();
    void plainTextHtml_hostileText_isShownAsWritten();
    void plainTextHtml_levelChangesWithEveryLine_staysSmall();
    void htmlView_remoteAndLocalAddresses_nothingIsLoaded();
    void htmlView_cidImage_isShown();
    void htmlView_enormousPicture_isNotDecoded();
    void htmlView_zoom_scalesFixedSizes();
    void htmlView_find_goesAroundTheEnd();
    void htmlView_linkClicked_givesItsText();
};

void MessagePartsTest::safeName_hostileName_namesOneOrdinaryFile_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QString>("safe");
    const auto row = [](const char *tag, const QString &name, const QString &safe,
                        const QByteArray &type = "application/pdf") {
        QTest::newRow(tag) << name << type << safe;
    };
    row("ordinary", QStringLiteral("Report 2026.pdf"), QStringLiteral("Report 2026.pdf"));
    row("path", QStringLiteral("../../etc/passwd"), QStringLiteral("passwd"));
    row("path up only", QStringLiteral("../.."), QStringLiteral("attachment.pdf"));
    row("windows path", QStringLiteral("C:\\Windows\\evil.dll"), QStringLiteral("evil.dll"));
    row("hidden", QStringLiteral(".bashrc"), QStringLiteral("bashrc"));
    row("option", QStringLiteral("-rf"), QStringLiteral("rf"));
    row("RLO", QStringLiteral("invoice\u202Efdp.exe"), QStringLiteral("invoicefdp.exe"));
    row("NUL", QStringLiteral("a") + QChar(0) + QStringLiteral("b.txt"), QStringLiteral("a b.txt"));
    row("line break", QStringLiteral("a\r\nb.txt"), QStringLiteral("a b.txt"));
    row("device", QStringLiteral("CON"), QStringLiteral("_CON"));
    row("device with ending", QStringLiteral("lpt1.txt"), QStringLiteral("_lpt1.txt"));
    row("shell", QStringLiteral("a|b$(c)`d`?.txt"), QStringLiteral("a_b_(c)_d__.txt"));
    row("empty", QString(), QStringLiteral("attachment.pdf"));
    row("nameless message", QString(), QStringLiteral("message.eml"), "message/rfc822");
    row("trailing dots", QStringLiteral("name.. . "), QStringLiteral("name"));
    row("other scripts", QStringLiteral("报告—Звіт.odt"), QStringLiteral("报告—Звіт.odt"));
}

void MessagePartsTest::safeName_hostileName_namesOneOrdinaryFile()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, type);
    QTEST(AttachmentFiles::safeName(name, type), "safe");

    const QString endless =
        AttachmentFiles::safeName(QString(300, QChar(0x4e2d)) + QStringLiteral(".pdf"), type);
    QVERIFY(endless.toUtf8().size() <= 200);
    QVERIFY(endless.endsWith(QStringLiteral(".pdf")));
}

void MessagePartsTest::isProgram_knownEndings_areToldFromDocuments()
{
    const auto named = [](const char *name, const char *type = "application/octet-stream") {
        ShownAttachment attachment;
        attachment.name = QString::fromLatin1(name);
        attachment.type = type;
        return AttachmentFiles::isProgram(attachment);
    };
    QVERIFY(named("a.EXE"));
    QVERIFY(named("run.sh"));
    QVERIFY(named("x.desktop"));
    QVERIFY(named("plain", "application/x-executable"));
    QVERIFY(!named("a.pdf", "application/pdf"));
    QVERIFY(!named("photo.jpg", "image/jpeg"));
}

void MessagePartsTest::misleadingHost_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QUrl>("target");
    QTest::addColumn<QString>("named");
    const auto row = [](const char *tag, const char *text, const char *target, const char *named) {
        QTest::newRow(tag) << QString::fromUtf8(text) << QUrl(QString::fromUtf8(target))
                           << QString::fromUtf8(named);
    };
    row("words", "Read more", "https://evil.example/", "");
    row("same", "https://bank.example/login", "https://bank.example/x", "");
    row("www", "bank.example", "https://www.bank.example/", "");
    row("below it", "bank.example", "https://login.bank.example/", "");
    row("another", "https://bank.example", "https://evil.example/", "bank.example");
    row("prefix trick", "bank.example", "https://bank.example.evil.example/", "bank.example");
    row("look-alike", "www.bank.example", "https://xn--bnk-qlc.example/", "www.bank.example");
    row("file name", "invoice.pdf", "https://files.example/1", "");
    row("mail", "ann@home.example", "mailto:ann@home.example", "");
    row("mail elsewhere", "ann@home.example", "mailto:ann@evil.example", "home.example");
    row("one of two texts", "here\nbank.example", "https://evil.example/", "bank.example");
}

void MessagePartsTest::misleadingHost()
{
    QFETCH(QString, text);
    QFETCH(QUrl, target);
    QTEST(Turnstone::misleadingHost(text, target), "named");
}

void MessagePartsTest::linkDoubt_hostHiddenBehindUserName_asks()
{
    const QUrl target(QStringLiteral("https://bank.example@evil.example/"));
    QVERIFY(
        LinkOpener::doubt(target, QStringLiteral("here")).contains(QStringLiteral("evil.example")));
    QVERIFY(LinkOpener::doubt(QUrl(QStringLiteral("https://a.example/")), QStringLiteral("here"))
                .isEmpty());
}

void MessagePartsTest::senderNotices_nameHoldsAnotherAddress_isSaid()
{
    Envelope envelope;
    envelope.from = {{QStringLiteral("service@bank.example"), QStringLiteral("x@evil.example")}};
    const QStringList notices = SenderCheck::notices(envelope);
    QCOMPARE(notices.size(), 1);
    QVERIFY(notices.constFirst().contains(QStringLiteral("service@bank.example")));
    QVERIFY(notices.constFirst().contains(QStringLiteral("x@evil.example")));
    QCOMPARE(SenderCheck::notices(Envelope()).size(), 1);
}

void MessagePartsTest::senderNotices_ordinarySender_nothingIsSaid()
{
    Envelope envelope;
    envelope.from = {{QStringLiteral("Ann"), QStringLiteral("ann@home.example")}};
    envelope.replyTo = {{QString(), QStringLiteral("ann.private@home.example")}};
    QVERIFY(SenderCheck::notices(envelope).isEmpty());
}

void MessagePartsTest::withoutHiddenCharacters_bidiOverride_isTakenOut()
{
    QCOMPARE(withoutHiddenCharacters(QStringLiteral("a\u202Eb\u200Bc\u0007d")),
             QStringLiteral("abc d"));
}

void MessagePartsTest::initials_ofManyKindsOfNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("mailbox");
    QTest::addColumn<QString>("initials");
    QTest::newRow("two words") << "Ann Miller"
                               << "a@x"
                               << "AM";
    QTest::newRow("three words") << "Ann van Dyk"
                                 << "a@x"
                                 << "AD";
    QTest::newRow("one") << "ann"
                         << "a@x"
                         << "A";
    QTest::newRow("address only") << ""
                                  << "zoe@x"
                                  << "Z";
    QTest::newRow("quotes") << "'Ann' (work)"
                            << ""
                            << "AW";
    QTest::newRow("CJK") << QString::fromUtf8("王 小明") << "" << QString::fromUtf8("王小");
    QTest::newRow("nothing") << ""
                             << ""
                             << "";
}

void MessagePartsTest::initials_ofManyKindsOfNames()
{
    QFETCH(QString, name);
    QFETCH(QString, mailbox);
    QTEST(AvatarLabel::initials({name, mailbox}), "initials");
}

void MessagePartsTest::everyIcon_isDrawnAndFollowsThePalette()
{
    const QPalette before = QGuiApplication::palette();
    QVERIFY(iconNames().size() > 60);
    for (const QString &name : iconNames()) {
        QPalette palette = before;
        palette.setColor(QPalette::ButtonText, Qt::black);
        QGuiApplication::setPalette(palette);
        const QImage light = icon(name).pixmap(QSize(24, 24), 1.0).toImage();
        palette.setColor(QPalette::ButtonText, Qt::white);
        QGuiApplication::setPalette(palette);
        const QImage dark = icon(name).pixmap(QSize(24, 24), 1.0).toImage();
        QImage empty(light.size(), light.format());
        empty.fill(Qt::transparent);
        QVERIFY2(light != empty, qPrintable(name));
        const bool ownColours = name == QStringLiteral("turnstone")
            || name.startsWith(QStringLiteral("security-")) || name == QStringLiteral("starred")
            || name == QStringLiteral("mail-unread") || name.startsWith(QStringLiteral("dialog-"));
        if (!ownColours)
            QVERIFY2(light != dark, qPrintable(name));
    }
    QGuiApplication::setPalette(before);
    QVERIFY(icon(QStringLiteral("no-such-icon")).isNull());
}

void MessagePartsTest::plainTextHtml_hostileText_isShownAsWritten()
{
    TextParagraph paragraph;
    paragraph.text = QStringLiteral("<img src=x> & \"<b>\" https://a.example/?q=\"><script>");
    paragraph.links = {{paragraph.text.indexOf(QStringLiteral("https")), 21,
                        QUrl(QStringLiteral("https://a.example/?q=%22%3E"))}};
    TextHtmlView view;
    view.showHtml(plainTextHtml({paragraph}, textColours(view.palette())), {});
    QCOMPARE(view.browser()->toPlainText(), paragraph.text);
}

void MessagePartsTest::plainTextHtml_levelChangesWithEveryLine_staysSmall()
{
    QList<TextParagraph> paragraphs;
    for (int i = 0; i < 20'000; ++i)
        paragraphs.append({i % 7, QStringLiteral("line"), {}, false});
    const QString html = plainTextHtml(paragraphs, textColours(QPalette()));
    QVERIFY(html.count(QStringLiteral("<table")) <= 400);
}

void MessagePartsTest::htmlView_remoteAndLocalAddresses_nothingIsLoaded()
{
    QTcpServer listener;
    QVERIFY(listener.listen(QHostAddress::LocalHost));
    const QString base = QStringLiteral("http://127.0.0.1:%1/").arg(listener.serverPort());
    QTemporaryDir folder;
    QImage red(20, 20, QImage::Format_RGB32);
    red.fill(Qt::red);
    const QString local = folder.filePath(QStringLiteral("x.png"));
    QVERIFY(red.save(local));

    // What a sanitiser would never let through: the view must stand without it.
    TextHtmlView view;
    view.resize(400, 300);
    view.show();
    view.showHtml(
        QStringLiteral("<link rel=stylesheet href=\"%1s.css\"><style>@import url(%1i.css);"
                       "body{background:url(%1b.png)}</style>"
                       "<body background=\"%1a.png\"><img src=\"%1p.png\">"
                       "<img src=\"file://%2\"><img src=\"%2\"><img src=\":/icons/folder.svg\">"
                       "<img src=\"qrc:/icons/folder.svg\"><table background=\"%1t.png\"><tr>"
                       "<td>x</td></tr></table></body>")
            .arg(base, local),
        {});
    view.grab();
    QVERIFY(view.refusedLoads() >= 4);
    QCoreApplication::processEvents();
    QVERIFY(!listener.hasPendingConnections());
    const QImage shown = view.grab().toImage();
    for (int y = 0; y < shown.height(); ++y)
        for (int x = 0; x < shown.width(); ++x)
            QVERIFY(shown.pixelColor(x, y) != QColor(Qt::red));
}

void MessagePartsTest::htmlView_cidImage_isShown()
{
    QImage green(40, 40, QImage::Format_RGB32);
    green.fill(QColor(0, 200, 0));
    QBuffer png;
    QVERIFY(green.save(&png, "PNG"));
    TextHtmlView view;
    view.resize(300, 200);
    view.show();
    QStringList asked;
    view.showHtml(QStringLiteral("<p><img src=\"cid:pic@x\" width=\"40\" height=\"40\"></p>"),
                  [&](const QString &id) {
                      asked.append(id);
                      return png.data();
                  });
    const QImage shown = view.grab().toImage();
    QVERIFY(asked.contains(QStringLiteral("pic@x")));
    int pixels = 0;
    for (int y = 0; y < shown.height(); ++y)
        for (int x = 0; x < shown.width(); ++x)
            pixels += shown.pixelColor(x, y) == QColor(0, 200, 0);
    QVERIFY(pixels > 1000);
    QCOMPARE(view.refusedLoads(), 0);
}

void MessagePartsTest::htmlView_enormousPicture_isNotDecoded()
{
    // A PNG header that announces 60,000 × 60,000 pixels.
    QImage small(1, 1, QImage::Format_RGB32);
    QBuffer png;
    QVERIFY(small.save(&png, "PNG"));
    QByteArray bytes = png.data();
    for (const int at : {16, 20}) {
        bytes[at] = 0;
        bytes[at + 1] = 0;
        bytes[at + 2] = char(0xea);
        bytes[at + 3] = char(0x60);
    }
    InertDocument document;
    document.setResolver([bytes](const QString &) { return bytes; });
    const QVariant answer =
        document.answer(QTextDocument::ImageResource, QUrl(QStringLiteral("cid:x")));
    QVERIFY(answer.isValid());
    QVERIFY(answer.value<QPixmap>().width() <= 96);
}

void MessagePartsTest::htmlView_zoom_scalesFixedSizes()
{
    TextHtmlView view;
    view.showHtml(QStringLiteral("<p style=\"font-size:20px\">big</p>"), {});
    const auto pixelSize = [&view] {
        const QTextBlock block = view.browser()->document()->firstBlock();
        return QFontInfo(block.begin().fragment().charFormat().font()).pixelSize();
    };
    const int before = pixelSize();
    view.setZoom(2.0);
    QCOMPARE(pixelSize(), before * 2);
    view.setZoom(1.0);
    QCOMPARE(pixelSize(), before);
}

void MessagePartsTest::htmlView_find_goesAroundTheEnd()
{
    TextHtmlView view;
    view.showHtml(QStringLiteral("<p>one two one</p>"), {});
    QVERIFY(view.find(QStringLiteral("ONE"), false));
    const int first = view.browser()->textCursor().position();
    QVERIFY(view.find(QStringLiteral("one"), false));
    QVERIFY(view.browser()->textCursor().position() > first);
    QVERIFY(view.find(QStringLiteral("one"), false));
    QCOMPARE(view.browser()->textCursor().position(), first);
    QVERIFY(!view.find(QStringLiteral("three"), false));
}

void MessagePartsTest::htmlView_linkClicked_givesItsText()
{
    TextHtmlView view;
    view.showHtml(
        QStringLiteral("<p><a href=\"https://evil.example/\">bank.<b>example</b></a></p>"), {});
    QString text;
    connect(&view, &HtmlView::linkActivated, this,
            [&text](const QUrl &, const QString &shown) { text = shown; });
    Q_EMIT view.browser()->anchorClicked(QUrl(QStringLiteral("https://evil.example/")));
    QCOMPARE(text, QStringLiteral("bank.example"));
}

QTEST_MAIN(MessagePartsTest)
#include "tst_messageparts.moc"
