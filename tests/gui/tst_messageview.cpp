// SPDX-License-Identifier: MIT
#include "gui/attachmentchip.h"
#include "gui/attachmentsbar.h"
#include "gui/emptystate.h"
#include "gui/messageheader.h"
#include "gui/messagenotices.h"
#include "gui/messageview.h"
#include "gui/messagewindow.h"
#include "gui/texthtmlview.h"
#include "support/readingfixture.h"

#include <QApplication>
#include <QBuffer>
#include <QDesktopServices>
#include <QDir>
#include <QImage>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>
#include <QTreeWidget>

using namespace Turnstone;
using Test::ReadingFixture;

namespace {

QByteArray head(const QByteArray &type, const QByteArray &from = "Ann Miller <ann@home.example>")
{
    return "From: " + from
        + "\r\nTo: Ben <ben@home.example>\r\nSubject: Lunch\r\nDate: Fri, 20 Nov 2026 10:00:00 "
          "+0000\r\n"
          "Message-ID: <a@x>\r\nMIME-Version: 1.0\r\nContent-Type: "
        + type + "\r\n\r\n";
}

QByteArray htmlMessage(const QByteArray &html)
{
    return head("text/html; charset=utf-8") + html;
}

QByteArray withAttachments(const QList<QPair<QByteArray, QByteArray>> &files)
{
    QByteArray raw = head("multipart/mixed; boundary=B")
        + "--B\r\nContent-Type: text/plain\r\n\r\nSee the files.\r\n";
    for (const auto &[name, bytes] : files)
        raw +=
            "--B\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n"
            "Content-Disposition: attachment; filename=\""
            + name + "\"\r\n\r\n" + bytes.toBase64() + "\r\n";
    return raw + "--B--\r\n";
}

QByteArray pngBytes()
{
    QImage image(30, 30, QImage::Format_RGB32);
    image.fill(QColor(0, 200, 0));
    QBuffer buffer;
    image.save(&buffer, "PNG");
    return buffer.data();
}

struct Pane {
    explicit Pane(ReadingFixture &fixture)
        : view(fixture.store(), fixture.engine(), fixture.preferences())
    {
        view.resize(700, 600);
        view.show();
    }
    TextHtmlView &body() { return *view.findChild<TextHtmlView *>(); }
    QString text() { return body().browser()->toPlainText(); }
    QStringList notices() { return view.findChild<MessageNotices *>()->texts(); }
    AttachmentsBar &attachments() { return *view.findChild<AttachmentsBar *>(); }
    bool hasNotice(const char *words)
    {
        return notices().join(QLatin1Char('\n')).contains(QString::fromUtf8(words));
    }
    bool showsState(const char *title)
    {
        for (const EmptyState *state : view.findChildren<EmptyState *>())
            if (state->isVisible() && state->title() == QString::fromUtf8(title))
                return true;
        return false;
    }
    MessageView view;
};

/// Takes what would be handed to the desktop.
class Desktop : public QObject {
    Q_OBJECT
public:
    Desktop()
    {
        for (const char *scheme : {"file", "https", "http"})
            QDesktopServices::setUrlHandler(QString::fromLatin1(scheme), this, "take");
    }
    ~Desktop() override
    {
        for (const char *scheme : {"file", "https", "http"})
            QDesktopServices::unsetUrlHandler(QString::fromLatin1(scheme));
    }
    QList<QUrl> taken;
    Q_INVOKABLE void take(const QUrl &url) { taken.append(url); }
};

QByteArray fileBytes(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class MessageViewTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void plainText_isShownWithQuotesAndSaysThatItStands();
    void htmlWithPlainForm_togglesBetweenBoth();
    void htmlWithRemotePicture_isBlockedAndNothingConnects();
    void inlinePicture_isShownFromTheMessage();
    void hugeHtml_isShownAsTextWithAnExplanation();
    void veryLongText_firstPartThenMoreOnDemand();
    void senderNameWithAnotherAddress_isPointedOut();
    void allHeaders_onDemand_areAll();
    void notHereAndOffline_saysSoAndFetchesNothing();
    void notHereAndOnline_textIsFetchedWithoutAttachments();
    void largerThanThePop3AccountFetches_waitsForTheUser();
    void textOfALargePop3Message_isShownWithTheRestToAskFor();
    void deletedWhileShown_saysThatItIsGone();
    void selectionMovesOn_staleMessageIsNotShown();
    void flagsChange_bodyStaysWhereItIs();
    void attachmentsSaved_byteIdenticalAndNeverOverAFile();
    void attachmentWithHostileName_staysInTheFolder();
    void attachmentOpened_isAReadOnlyCopyOfItsOwn();
    void programOpened_asksFirst();
    void attachedMessage_opensInAWindowOfItsOwn();
    void attachmentNotHere_isFetchedWhenSaved();
    void linkToAnotherHost_asksBeforeTheDesktopGetsIt();
    void everyControl_hasAnAccessibleName();
};

void MessageViewTest::plainText_isShownWithQuotesAndSaysThatItStands()
{
    ReadingFixture fixture;
    const AccountId account = fixture.addAccount(ReadingFixture::account(QStringLiteral("Home")));
    const PlacementId id = fixture.addMessage(
        account,
        head("text/plain; charset=utf-8") + "Hello <b>Ben</b>\r\n> quoted\r\n-- \r\nAnn\r\n");
    Pane pane(fixture);
    QSignalSpy shown(&pane.view, &MessageView::messageShown);
    pane.view.showMessage(id);
    QTRY_COMPARE(shown.size(), 1);
    QVERIFY(pane.text().contains(QStringLiteral("Hello <b>Ben</b>")));
    QVERIFY(pane.text().contains(QStringLiteral("quoted")));
    QVERIFY(!pane.text().contains(QStringLiteral("> quoted")));
    QVERIFY(!pane.view.hasBothForms());
    QVERIFY(pane.notices().isEmpty());
    QVERIFY(!pane.view.hasAttachments());
    const QList<QLabel *> labels = pane.view.findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->text().contains(QLatin1String("Fetched"));
    }));
}

void MessageViewTest::htmlWithPlainForm_togglesBetweenBoth()
{
    ReadingFixture fixture;
    const AccountId account = fixture.addAccount(ReadingFixture::account(QStringLiteral("Home")));
    const PlacementId id = fixture.addMessage(
        account,
        head("multipart/alternative; boundary=B")
            + "--B\r\nContent-Type: text/plain\r\n\r\nthe plain form\r\n--B\r\n"
              "Content-Type: text/html\r\n\r\n<p>the <b>rich</b> form</p>\r\n--B--\r\n");
    Pane pane(fixture);
    pane.view.showMessage(id);
    QTRY_COMPARE(pane.text(), QStringLiteral("the rich form"));
    QVERIFY(pane.view.hasBothForms());
    pane.view.setPlainTextShown(true);
    QCOMPARE(pane.text().trimmed(), QStringLiteral("the plain form"));
    fixture.preferences().set(Pref::preferPlainText, true);
    pane.view.clear();
    pane.view.showMessage(id);
    QTRY_COMPARE(pane.text().trimmed(), QStringLiteral("the plain form"));
}

void MessageViewTest::htmlWithRemotePicture_isBlockedAndNothingConnects()
{
    QTcpServer listener;
    QVERIFY(listener.listen(QHostAddress::LocalHost));
    QSignalSpy connections(&listener, &QTcpServer::newConnection);
    const QByteArray url = "http://127.0.0.1:" + QByteArray::number(listener.serverPort()) + "/x";
    ReadingFixture fixture;
    const AccountId account = fixture.addAccount(ReadingFixture::account(QStringLiteral("Home")));
    const PlacementId id = fixture.addMessage(
        account,
        htmlMessage("<link rel=stylesheet href=\"" + url + "\"><style>@import '" + url
                    + "'</style><div style=\"background:url(" + url + ")\">text</div><img src=\""
                    + url + "\"><iframe src=\"" + url + "\"></iframe>"));
    Pane pane(fixture);
    pane.view.showMessage(id);
    QTRY_VERIFY(pane.text().contains(QStringLiteral("text")));
    pane.view.grab();
    QVERIFY(pane.hasNotice("Remote content blocked"));
    QCOMPARE(pane.body().refusedLoads(), 0); // nothing was left to ask for
    QCoreApplication::processEvents();
    QCOMPARE(connections.size(), 0);
    QVERIFY(!listener.hasPendingConnections());
}

void MessageViewTest::inlinePicture_isShownFromTheMessage()
{
    ReadingFixture fixture;
    const AccountId account = fixture.addAccount(ReadingFixture::account(QStringLiteral("Home")));
    const PlacementId id = fixture.addMessage(
        account,
        head("multipart/related; boundary=B")
            + "--B\r\nContent-Type: text/html\r\n\r\n<p>x</p><img src=\"cid:pic@x\">\r\n--B\r\n"
              "Content-Type: image/png\r\nContent-ID: <pic@x>\r\nContent-Transfer-Encoding: "
              "base64\r\n\r\n"
            + pngBytes().toBase64() + "\r\n--B--\r\n");
    Pane pane(fixture);
    pane.view.showMessage(id);
    QTRY_VERIFY(pane.text().contains(QLatin1Char('x')));
    const QImage shown = pane.body().grab().toImage();
    int green = 0;
    for (int y = 0; y < shown.height(); ++y)
        for (int x = 0; x < shown.width(); ++x)
            green += shown.pixelColor(x, y) == QColor(0, 200, 0);
    QVERIFY(green >= 500);
    QVERIFY(!pane.view.hasAttachments());
}

void MessageViewTest::hugeHtml_isShownAsTextWithAnExplanation()
{
    ReadingFixture fixture;
    const AccountId account = fixture.addAccount(ReadingFixture::account(QStringLiteral("Home")));
    QByteArray html = "<p>first words</p>";
    while (html.size() < 3 * 1024 * 1024)
        html += "<table><tr><td><p><b>cell</b></p></td></tr></table>";
    const PlacementId id = fixture.addMessage(account, htmlMessage(html));
    Pane pane(fixture);
    pane.view.showMessage(id);
    QTRY_VERIFY_WITH_TIMEOUT(pane.text().contains(QStringLiteral("first words")), 30'000);
    QVERIFY(pane.hasNotice("its text is shown instead"));
    QVERIFY(!pane.view.hasBothForms());
}

void MessageViewTest::veryLongText_firstPartThenMoreOnDemand()
{
    ReadingFixture fixture;
    const AccountId account = fixture.addAccount(ReadingFixture::account(QStringLiteral("Home")));
    QByteArray text;
    for (int line = 0; line < 8'000; ++line)
        text += "This is one of very many lines of text.\r\n";
    const PlacementId id =
        fixture.addMessage(account, head("text/plain") + text + "the very end\r\n");
    Pane pane(fixture);
    pane.view.showMessage(id);
    QTRY_VERIFY(pane.hasNotice("Its first part is shown"));
    QVERIFY(!pane.text().contains(QStringLiteral("the very end")));
    Q_EMIT pane.view.findChild<MessageNotices *>()->moreTextRequested();
    QTRY_VERIFY_WITH_TIMEOUT(pane.text().contains(QStringLiteral("the very end")), 30'000);
    QVERIFY(!pane.hasNotice("Its first part is shown"));
}

void MessageViewTest::senderNameWithAnotherAddress_isPointedOut()
{
    ReadingFixture fixture;
    const AccountId account = fixture.addAccount(ReadingFixture::account(QStringLiteral("Home")));
    const PlacementId id = fixture.addMessage(
        account, head("text/plain", "\"service@bank.example\" <x@evil.example>") + "Hello\r\n");
    Pane pane(fixture);
    pane.view.showMessage(id);
    QTRY_VERIFY(pane.hasNotice("but the address is “x@evil.example”"));
}

void MessageViewTest::allHeaders_onDemand_areAll()
{
    ReadingFixture fixture;
    const AccountId account = fixture.addAccount(ReadingFixture::account(QStringLiteral("Home")));
    const PlacementId id = fixture.addMessage(
        account, "X-Strange: <b>value</b>\r\n" + head("text/plain") + "Hello\r\n");
    Pane pane(fixture);
    pane.view.showMessage(id);
    QTRY_VERIFY(pane.text().contains(QStringLiteral("Hello")));
    pane.view.setAllHeadersShown(true);
    auto *list = pane.view.findChild<MessageHeader *>()->findChild<QTreeWidget *>();
    QVERIFY(list->isVisible());
    const auto items = list->findItems(QStringLiteral("X-Strange"), Qt::MatchExactly);
    QCOMPARE(items.size(), 1);
    QCOMPARE(items.constFirst()->text(1), QStringLiteral("<b>value</b>"));
}

void MessageViewTest::notHereAndOffline_saysSoAndFetchesNothing()
{
    ReadingFixture fixture;
    fixture.engine().setWorkOffline(true);
    const AccountId account = fixture.addAccount(ReadingFixture::account(QStringLiteral("Home")));
    const PlacementId id =
        fixture.addMessage(account, head("text/plain") + "Hello\r\n", ContentLevel::Headers);
    Pane pane(fixture);
    pane.view.showMessage(id);
    QTRY_VERIFY(pane.showsState("This message's text is not on this computer yet"));
    QCOMPARE(fixture.script().fetches, 0);
}

void MessageViewTest::notHereAndOnline_textIsFetchedWithoutAttachments()
{
    ReadingFixture fixture;
    Account settings = ReadingFixture::account(QStringLiteral("Home"));
    settings.password = {PasswordSource::Kind::Command, QStringLiteral("echo x")};
    settings.keep = ContentLevel::Headers;
    const AccountId account = fixture.addAccount(settings);
    const PlacementId id =
        fixture.addMessage(account, withAttachments({{"a.bin", "bytes"}}), ContentLevel::Headers);
    fixture.engine().start();
    Pane pane(fixture);
    pane.view.showMessage(id);
    QTRY_VERIFY_WITH_TIMEOUT(pane.text().contains(QStringLiteral("See the files.")), 20'000);
    QCOMPARE(pane.attachments().attachments().size(), 1);
    QVERIFY(!pane.attachments().attachments().constFirst().here);
}

void MessageViewTest::largerThanThePop3AccountFetches_waitsForTheUser()
{
    ReadingFixture fixture;
    Account settings = ReadingFixture::account(QStringLiteral("Home"), QStringLiteral("pop3"));
    settings.password = {PasswordSource::Kind::Command, QStringLiteral("echo x")};
    settings.largestKept = 1000;
    const AccountId account = fixture.addAccount(settings);
    const QByteArray raw = "Subject: Large\r\n\r\n" + QByteArray("far away\r\n").repeated(500);
    const PlacementId id = fixture.addMessage(account, raw, ContentLevel::None);
    fixture.engine().start();
    Pane pane(fixture);
    pane.view.showMessage(id);
    QTRY_VERIFY(pane.showsState("Only the header of this message is on this computer"));
    QCOMPARE(fixture.script().fetches, 0);
    QPushButton *rest = nullptr;
    for (QPushButton *button : pane.view.findChildren<QPushButton *>()) {
        if (button->isVisible() && button->text() == QLatin1String("Download the Rest"))
            rest = button;
    }
    QVERIFY(rest);
    rest->click();
    QTRY_VERIFY(pane.text().contains(QStringLiteral("far away")));
    QCOMPARE(fixture.script().fetches, 1);
}

void MessageViewTest::textOfALargePop3Message_isShownWithTheRestToAskFor()
{
    ReadingFixture fixture;
    Account settings = ReadingFixture::account(QStringLiteral("Home"), QStringLiteral("pop3"));
    settings.password = {PasswordSource::Kind::Command, QStringLiteral("echo x")};
    settings.largestKept = 10; // or the first pass may fetch it whole before it is shown
    const AccountId account = fixture.addAccount(settings);
    const PlacementId id =
        fixture.addMessage(account, withAttachments({{"a.bin", "bytes"}}), ContentLevel::Text);
    fixture.engine().start();
    Pane pane(fixture);
    pane.view.showMessage(id);
    QTRY_VERIFY(pane.text().contains(QStringLiteral("See the files.")));
    const auto rest = [&]() -> QPushButton * {
        for (QPushButton *button : pane.view.findChildren<QPushButton *>()) {
            if (button->isVisible() && button->text() == QLatin1String("Download the Rest"))
                return button;
        }
        return nullptr;
    };
    QTRY_VERIFY(rest());
    rest()->click();
    QTRY_VERIFY(!rest());
    QVERIFY(pane.attachments().attachments().constFirst().here);
}

void MessageViewTest::deletedWhileShown_saysThatItIsGone()
{
    ReadingFixture fixture;
    const AccountId account = fixture.addAccount(ReadingFixture::account(QStringLiteral("Home")));
    const PlacementId id = fixture.addMessage(account, head("text/plain") + "Hello\r\n");
    Pane pane(fixture);
    pane.view.showMessage(id);
    QTRY_VERIFY(pane.text().contains(QStringLiteral("Hello")));
    fixture.writer().remove({id}, true, {});
    QTRY_VERIFY(pane.showsState("This message is no longer here"));
}

void MessageViewTest::selectionMovesOn_staleMessageIsNotShown()
{
    ReadingFixture fixture;
    const AccountId account = fixture.addAccount(ReadingFixture::account(QStringLiteral("Home")));
    QList<PlacementId> ids;
    for (int i = 0; i < 5; ++i)
        ids.append(
            fixture.addMessage(account, head("text/plain") + "number " + QByteArray::number(i)));
    Pane pane(fixture);
    QSignalSpy shown(&pane.view, &MessageView::messageShown);
    for (const PlacementId id : ids)
        pane.view.showMessage(id);
    QTRY_VERIFY(pane.text().contains(QStringLiteral("number 4")));
    QCOMPARE(shown.size(), 1);
    pane.view.showMessage(ids.constFirst());
    pane.view.showNothingSelected(3);
    QTRY_VERIFY(pane.showsState("3 message(s) selected"));
    QCOMPARE(shown.size(), 1);
}

void MessageViewTest::flagsChange_bodyStaysWhereItIs()
{
    ReadingFixture fixture;
    const AccountId account = fixture.addAccount(ReadingFixture::account(QStringLiteral("Home")));
    QByteArray lines;
    for (int i = 0; i < 300; ++i)
        lines += "line\r\n";
    const PlacementId id = fixture.addMessage(account, head("text/plain") + lines);
    Pane pane(fixture);
    pane.view.showMessage(id);
    QTRY_VERIFY(pane.text().contains(QStringLiteral("line")));
    QVERIFY(pane.view.scrollPage());
    pane.view.selectAll();
    const QString selected = pane.body().selectedText();
    QSignalSpy applied(&pane.view, &MessageView::capabilitiesChanged);
    fixture.writer().setFlags({id}, {Flag::Seen, {}, {QStringLiteral("work")}, {}}, {});
    QTRY_VERIFY(!applied.isEmpty());
    QCOMPARE(pane.body().selectedText(), selected);
}

void MessageViewTest::attachmentsSaved_byteIdenticalAndNeverOverAFile()
{
    ReadingFixture fixture;
    const AccountId account = fixture.addAccount(ReadingFixture::account(QStringLiteral("Home")));
    QByteArray all;
    for (int byte = 0; byte < 256 * 40; ++byte)
        all += char(byte);
    const PlacementId id = fixture.addMessage(
        account, withAttachments({{"a.tar.gz", all}, {"a.tar.gz", "two"}, {"b", ""}}));
    Pane pane(fixture);
    pane.view.showMessage(id);
    QTRY_VERIFY(pane.view.hasAttachments());
    QTemporaryDir folder;
    const QDir directory(folder.path());
    QFile existing(directory.filePath(QStringLiteral("a.tar.gz")));
    QVERIFY(existing.open(QIODevice::WriteOnly));
    existing.write("mine");
    existing.close();
    QList<AttachmentFiles::Saved> results;
    pane.attachments().saveTo(pane.attachments().attachments(), folder.path(),
                              [&](const auto &saved) { results = saved; });
    QTRY_COMPARE(results.size(), 3);
    QCOMPARE(fileBytes(existing.fileName()), QByteArray("mine"));
    QCOMPARE(fileBytes(directory.filePath(QStringLiteral("a.tar (2).gz"))), all);
    QCOMPARE(fileBytes(directory.filePath(QStringLiteral("a.tar (3).gz"))), QByteArray("two"));
    QVERIFY(QFile::exists(directory.filePath(QStringLiteral("b"))));
}

void MessageViewTest::attachmentWithHostileName_staysInTheFolder()
{
    ReadingFixture fixture;
    const AccountId account = fixture.addAccount(ReadingFixture::account(QStringLiteral("Home")));
    const PlacementId id = fixture.addMessage(account,
                                              withAttachments({{"../../x", "1"},
                                                               {"CON", "2"},
                                                               {QByteArray(300, 'n') + ".txt", "3"},
                                                               {"in\xe2\x80\xaevoice.txt", "4"},
                                                               {".hidden", "5"}}));
    Pane pane(fixture);
    pane.view.showMessage(id);
    QTRY_VERIFY(pane.view.hasAttachments());
    QTemporaryDir outer;
    QVERIFY(QDir(outer.path()).mkpath(QStringLiteral("in/er")));
    const QString inner = outer.filePath(QStringLiteral("in/er"));
    QList<AttachmentFiles::Saved> results;
    pane.attachments().saveTo(pane.attachments().attachments(), inner,
                              [&](const auto &saved) { results = saved; });
    QTRY_COMPARE(results.size(), 5);
    for (const AttachmentFiles::Saved &saved : std::as_const(results)) {
        QVERIFY2(!saved.path.isEmpty(), qPrintable(saved.error));
        QCOMPARE(QFileInfo(saved.path).absolutePath(), QFileInfo(inner).absoluteFilePath());
    }
    QCOMPARE(QDir(outer.path()).entryList(QDir::Files | QDir::Hidden).size(), 0);
}

void MessageViewTest::attachmentOpened_isAReadOnlyCopyOfItsOwn()
{
    ReadingFixture fixture;
    const AccountId account = fixture.addAccount(ReadingFixture::account(QStringLiteral("Home")));
    const PlacementId id = fixture.addMessage(account, withAttachments({{"notes.txt", "text"}}));
    Pane pane(fixture);
    Desktop desktop;
    pane.view.showMessage(id);
    QTRY_VERIFY(pane.view.hasAttachments());
    auto *chip = pane.view.findChild<AttachmentChip *>();
    QVERIFY(chip->accessibleName().contains(QStringLiteral("notes.txt")));
    chip->click();
    QTRY_COMPARE(desktop.taken.size(), 1);
    const QFileInfo file(desktop.taken.constFirst().toLocalFile());
    QCOMPARE(fileBytes(file.filePath()), QByteArray("text"));
    QCOMPARE(file.permissions() & (QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther),
             QFile::Permissions());
}

void MessageViewTest::programOpened_asksFirst()
{
    ReadingFixture fixture;
    const AccountId account = fixture.addAccount(ReadingFixture::account(QStringLiteral("Home")));
    const PlacementId id = fixture.addMessage(account, withAttachments({{"game.exe", "MZ"}}));
    Pane pane(fixture);
    Desktop desktop;
    pane.view.showMessage(id);
    QTRY_VERIFY(pane.view.hasAttachments());
    pane.view.findChild<AttachmentChip *>()->click();
    QTRY_VERIFY(QApplication::activeModalWidget());
    QVERIFY(desktop.taken.isEmpty());
    QApplication::activeModalWidget()->close();
}

void MessageViewTest::attachedMessage_opensInAWindowOfItsOwn()
{
    ReadingFixture fixture;
    const AccountId account = fixture.addAccount(ReadingFixture::account(QStringLiteral("Home")));
    const PlacementId id =
        fixture.addMessage(account,
                           head("multipart/mixed; boundary=B")
                               + "--B\r\nContent-Type: text/plain\r\n\r\nouter\r\n--B\r\n"
                               + "Content-Type: message/rfc822\r\n\r\n" + head("text/plain")
                               + "inner text\r\n--B--\r\n");
    Pane pane(fixture);
    pane.view.showMessage(id);
    QTRY_VERIFY(pane.view.hasAttachments());
    pane.attachments().open(pane.attachments().attachments().constFirst());
    const auto window = [&]() -> MessageWindow * {
        for (QWidget *widget : QApplication::topLevelWidgets())
            if (auto *found = qobject_cast<MessageWindow *>(widget))
                return found;
        return nullptr;
    };
    QTRY_VERIFY(window());
    QTRY_VERIFY(window()->findChild<TextHtmlView *>()->browser()->toPlainText().contains(
        QStringLiteral("inner text")));
    window()->close();
}

void MessageViewTest::attachmentNotHere_isFetchedWhenSaved()
{
    ReadingFixture fixture;
    Account settings = ReadingFixture::account(QStringLiteral("Home"));
    settings.password = {PasswordSource::Kind::Command, QStringLiteral("echo x")};
    settings.keep = ContentLevel::Text;
    const AccountId account = fixture.addAccount(settings);
    const PlacementId id =
        fixture.addMessage(account, withAttachments({{"a.bin", "far away"}}), ContentLevel::Text);
    fixture.engine().start();
    Pane pane(fixture);
    pane.view.showMessage(id);
    QTRY_VERIFY(pane.view.hasAttachments());
    QTemporaryDir folder;
    QList<AttachmentFiles::Saved> results;
    pane.attachments().saveTo(pane.attachments().attachments(), folder.path(),
                              [&](const auto &saved) { results = saved; });
    QTRY_COMPARE_WITH_TIMEOUT(results.size(), 1, 20'000);
    QCOMPARE(fileBytes(results.constFirst().path), QByteArray("far away"));
    QTRY_VERIFY(pane.attachments().attachments().constFirst().here);
}

void MessageViewTest::linkToAnotherHost_asksBeforeTheDesktopGetsIt()
{
    ReadingFixture fixture;
    const AccountId account = fixture.addAccount(ReadingFixture::account(QStringLiteral("Home")));
    const PlacementId id = fixture.addMessage(
        account,
        htmlMessage("<p><a href=\"https://evil.example/\">https://bank.example</a> "
                    "<a href=\"https://good.example/\">good</a></p>"));
    Pane pane(fixture);
    Desktop desktop;
    pane.view.showMessage(id);
    QTRY_VERIFY(pane.text().contains(QStringLiteral("good")));
    Q_EMIT pane.body().browser()->anchorClicked(QUrl(QStringLiteral("https://evil.example/")));
    QTRY_VERIFY(QApplication::activeModalWidget());
    QVERIFY(desktop.taken.isEmpty());
    QApplication::activeModalWidget()->close();
    Q_EMIT pane.body().browser()->anchorClicked(QUrl(QStringLiteral("https://good.example/")));
    QCOMPARE(desktop.taken, QList<QUrl>{QUrl(QStringLiteral("https://good.example/"))});
}

void MessageViewTest::everyControl_hasAnAccessibleName()
{
    ReadingFixture fixture;
    const AccountId account = fixture.addAccount(ReadingFixture::account(QStringLiteral("Home")));
    const PlacementId id =
        fixture.addMessage(account, withAttachments({{"a.txt", "1"}, {"b.txt", "2"}}));
    Pane pane(fixture);
    pane.view.showMessage(id);
    QTRY_VERIFY(pane.view.hasAttachments());
    for (const auto *button : pane.view.findChildren<QAbstractButton *>())
        if (button->isVisible() && button->focusPolicy() != Qt::NoFocus)
            QVERIFY2(!button->accessibleName().isEmpty() || !button->text().isEmpty(),
                     qPrintable(button->objectName()
                                + QLatin1String(button->metaObject()->className())));
}

QTEST_MAIN(MessageViewTest)
#include "tst_messageview.moc"
