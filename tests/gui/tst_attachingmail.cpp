// SPDX-License-Identifier: MIT
// Messages, and attachments of messages, that are put into a message being written.
#include "gui/attachmentchip.h"
#include "gui/attachmentmime.h"
#include "gui/composer/attachmentseditor.h"
#include "gui/composer/bodyeditor.h"
#include "gui/composer/composer.h"
#include "gui/composer/composewindow.h"
#include "gui/composer/plaineditor.h"
#include "gui/mainwindow.h"
#include "gui/messagelistview.h"
#include "gui/messageview.h"
#include "gui/noticebar.h"
#include "gui/placementmime.h"
#include "gui/windowactions.h"
#include "mail/messagereader.h"
#include "support/readingfixture.h"

#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QImage>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

QByteArray withAttachment(int number)
{
    return "From: Ben <ben@example.org>\r\nTo: ann@example.org\r\nSubject: Plan "
        + QByteArray::number(number) + "\r\nMessage-ID: <plan" + QByteArray::number(number)
        + "@example.org>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n"
          "--B\r\nContent-Type: text/plain\r\n\r\nWords.\r\n"
          "--B\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
          "Content-Disposition: attachment; filename=plan.pdf\r\n\r\nAAECAwQ=\r\n--B--\r\n";
}

struct Writing {
    ReadingFixture fixture;
    AccountId account;
    QList<PlacementId> messages;
    std::unique_ptr<MainWindow> window;
    Composer *composer = nullptr;

    explicit Writing(ContentLevel level = ContentLevel::Everything)
    {
        Account value = ReadingFixture::account(QStringLiteral("Home"));
        value.keep = level; // what isn't here stays away until it is asked for
        account = fixture.addAccount(value);
        for (int i = 0; i < 3; ++i)
            messages.append(fixture.addMessage(account, withAttachment(i), level));
        fixture.engine().start();
        fixture.engine().providePassword(account, Secret("secret"), false);
        window =
            std::make_unique<MainWindow>(fixture.store(), fixture.engine(), fixture.preferences());
        window->resize(1100, 700);
        window->show();
        if (!QTest::qWaitForWindowActive(window.get()))
            qFatal("no window");
        if (!QTest::qWaitFor([this] { return window->actions().newMessage->isEnabled(); }))
            qFatal("no sender");
        window->actions().newMessage->trigger();
        const bool appeared = QTest::qWaitFor([this] {
            for (QWidget *widget : QApplication::topLevelWidgets()) {
                if (auto *one = qobject_cast<ComposeWindow *>(widget); one && one->isVisible())
                    composer = &one->composer();
            }
            return composer != nullptr;
        });
        if (!appeared)
            qFatal("no composer");
    }
    QList<Attachment> attachments() const { return composer->composition().attachments; }
    /// As the window system does.
    bool drop(QMimeData *mime)
    {
        const std::unique_ptr<QMimeData> owner(mime);
        QDragEnterEvent enter(QPoint(20, 20), Qt::CopyAction | Qt::MoveAction, mime, Qt::LeftButton,
                              Qt::NoModifier);
        QApplication::sendEvent(composer, &enter);
        if (!enter.isAccepted() || enter.dropAction() != Qt::CopyAction)
            return false;
        QDropEvent event(QPointF(20, 20), Qt::CopyAction | Qt::MoveAction, mime, Qt::LeftButton,
                         Qt::NoModifier);
        QApplication::sendEvent(composer, &event);
        return event.isAccepted() && event.dropAction() == Qt::CopyAction;
    }
    QByteArray bytesOf(const Attachment &attachment) const
    {
        if (const auto *bytes = std::get_if<QByteArray>(&attachment.content))
            return *bytes;
        const auto &section = std::get<SectionContent>(attachment.content);
        return section.section.isEmpty() ? section.message : QByteArray();
    }
};

} // namespace

class TestAttachingMail : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void messagesDropped_areAttachedWhole();
    void messagesNotHere_areFetchedFirst_andSendingWaits();
    void fetchGivenUp_attachesNothing();
    void messagesCopiedInTheList_arePasted();
    void selectedMessages_areAttachedByTheMenu();
    void attachmentOfAMessage_isDroppedAndPasted();
    void attachmentNotHere_isFetchedFirst();
    void forwardOfSeveral_attachesEach();
    void pictures_areMadeSmallerInTheBackground();
    void noticeAnswered_writingGoesOnInTheText();
};

void TestAttachingMail::messagesDropped_areAttachedWhole()
{
    Writing writing;
    QVERIFY(writing.drop(makePlacementMime(writing.messages, {})));
    QTRY_COMPARE(writing.attachments().size(), 3);
    const Attachment first = writing.attachments().constFirst();
    QCOMPARE(first.type, QByteArray("message/rfc822"));
    QCOMPARE(first.name, QStringLiteral("Plan 0.eml"));
    QCOMPARE(writing.bytesOf(first), withAttachment(0));
    QVERIFY(writing.composer->isModified());
}

void TestAttachingMail::messagesNotHere_areFetchedFirst_andSendingWaits()
{
    Writing writing(ContentLevel::Headers);
    QVERIFY(writing.drop(makePlacementMime({writing.messages.at(1)}, {})));
    // Told at once, and nothing goes without it.
    const auto told = [&writing] {
        for (const NoticeBar *bar : writing.composer->findChildren<NoticeBar *>()) {
            if (bar->isVisible() && bar->text().startsWith(QStringLiteral("Attaching")))
                return true;
        }
        return false;
    };
    QVERIFY(told());
    QSignalSpy sends(writing.composer, &Composer::sendRequested);
    writing.composer->requestSend(0);
    QVERIFY(sends.isEmpty());
    for (QMessageBox *box : writing.composer->findChildren<QMessageBox *>())
        box->accept();
    QTRY_COMPARE(writing.attachments().size(), 1);
    QCOMPARE(writing.bytesOf(writing.attachments().constFirst()), withAttachment(1));
    QVERIFY(!told());
}

void TestAttachingMail::fetchGivenUp_attachesNothing()
{
    Writing writing(ContentLevel::Headers);
    const int work = writing.composer->beginAttaching(QStringLiteral("x"));
    QVERIFY(writing.composer->isAttaching(work));
    writing.composer->endAttaching(work);
    QVERIFY(!writing.composer->isAttaching(work));
    writing.fixture.engine().setWorkOffline(true);
    QVERIFY(writing.drop(makePlacementMime({writing.messages.at(0)}, {})));
    // Offline it can't be had: told, and nothing is attached.
    QTRY_VERIFY([&writing] {
        for (const NoticeBar *bar : writing.composer->findChildren<NoticeBar *>()) {
            if (bar->isVisible() && !bar->text().startsWith(QStringLiteral("Attaching")))
                return true;
        }
        return false;
    }());
    QVERIFY(writing.attachments().isEmpty());
}

void TestAttachingMail::messagesCopiedInTheList_arePasted()
{
    Writing writing;
    MessageListView &list = writing.window->messageList();
    writing.window->activateWindow();
    list.setFocus();
    list.selectAll();
    QTRY_COMPARE(list.selectedCount(), 3);
    QVERIFY(QTest::qWaitForWindowActive(writing.window.get()));
    QTest::keyClick(&list, Qt::Key_C, Qt::ControlModifier);
    QTRY_VERIFY(QApplication::clipboard()->mimeData()
                && holdsMail(*QApplication::clipboard()->mimeData()));
    writing.composer->body().plain().paste();
    QTRY_COMPARE(writing.attachments().size(), 3);
    QVERIFY(writing.composer->composition().text.trimmed().isEmpty());
}

void TestAttachingMail::selectedMessages_areAttachedByTheMenu()
{
    Writing writing;
    writing.window->messageList().clearSelection();
    QTRY_COMPARE(writing.window->messageList().selectedCount(), 0);
    Q_EMIT writing.composer->selectedMessagesRequested();
    QVERIFY(writing.attachments().isEmpty());
    writing.window->messageList().selectAll();
    QTRY_COMPARE(writing.window->messageList().selectedCount(), 3);
    Q_EMIT writing.composer->selectedMessagesRequested();
    QTRY_COMPARE(writing.attachments().size(), 3);
}

void TestAttachingMail::attachmentOfAMessage_isDroppedAndPasted()
{
    Writing writing;
    writing.window->messageView().showMessage(writing.messages.at(0));
    QTRY_VERIFY_WITH_TIMEOUT(writing.window->messageView().findChild<AttachmentChip *>(), 15'000);
    auto *chip = writing.window->messageView().findChild<AttachmentChip *>();
    Q_EMIT chip->copyRequested();
    const QMimeData *copied = QApplication::clipboard()->mimeData();
    QVERIFY(holdsMail(*copied));
    QVERIFY(!copied->hasText() && !copied->hasUrls());
    writing.composer->body().plain().paste();
    QTRY_COMPARE(writing.attachments().size(), 1);
    const Attachment pasted = writing.attachments().constFirst();
    QCOMPARE(pasted.name, QStringLiteral("plan.pdf"));
    QCOMPARE(pasted.type, QByteArray("application/pdf"));
    QCOMPARE(std::get<QByteArray>(pasted.content), QByteArray("\0\1\2\3\4", 5));
    const auto *mime = qobject_cast<const AttachmentMime *>(copied);
    QVERIFY(mime);
    QVERIFY(
        writing.drop(new AttachmentMime(mime->origin(), mime->placement(), mime->attachment())));
    QTRY_COMPARE(writing.attachments().size(), 2);
}

void TestAttachingMail::attachmentNotHere_isFetchedFirst()
{
    Writing writing(ContentLevel::Text);
    writing.window->messageView().showMessage(writing.messages.at(2));
    QTRY_VERIFY_WITH_TIMEOUT(writing.window->messageView().findChild<AttachmentChip *>(), 15'000);
    auto *chip = writing.window->messageView().findChild<AttachmentChip *>();
    QVERIFY(!chip->attachment().here);
    Q_EMIT chip->copyRequested();
    writing.composer->body().plain().paste();
    QTRY_COMPARE(writing.attachments().size(), 1);
    QCOMPARE(std::get<QByteArray>(writing.attachments().constFirst().content),
             QByteArray("\0\1\2\3\4", 5));
}

void TestAttachingMail::forwardOfSeveral_attachesEach()
{
    Writing writing(ContentLevel::Headers);
    Composer *first = writing.composer;
    writing.window->messageList().selectAll();
    QTRY_COMPARE(writing.window->messageList().selectedCount(), 3);
    QTRY_VERIFY(writing.window->actions().forwardAttached->isEnabled());
    writing.window->actions().forwardAttached->trigger();
    Composer *second = nullptr;
    QTRY_VERIFY([&] {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            auto *one = qobject_cast<ComposeWindow *>(widget);
            if (one && one->isVisible() && &one->composer() != first)
                second = &one->composer();
        }
        return second != nullptr;
    }());
    const ComposeStart state = second->state();
    QCOMPARE(state.composition.attachments.size(), 3);
    QCOMPARE(state.originals.size(), 3);
    QVERIFY(state.composition.references.isEmpty());
}

static QString largePicture(const QTemporaryDir &directory)
{
    const QString path = directory.filePath(QStringLiteral("noise.png"));
    QImage image(2400, 1800, QImage::Format_RGB32);
    quint32 state = 1;
    for (int y = 0; y < image.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x)
            line[x] = state = state * 1664525u + 1013904223u;
    }
    return image.save(path) ? path : QString();
}

void TestAttachingMail::noticeAnswered_writingGoesOnInTheText()
{
    QTemporaryDir directory;
    ComposeStart start;
    Sender ann;
    ann.address = {QStringLiteral("Ann"), QStringLiteral("ann@example.org")};
    start.senders = {ann, ann};
    start.composition.to = {{QString(), QStringLiteral("b@example.org")}};
    start.composition.subject = QStringLiteral("Harbour");
    Composer composer(start.senders, start);
    composer.show();
    QVERIFY(QTest::qWaitForWindowActive(&composer));
    composer.attach(QStringList{largePicture(directory)});
    QPushButton *smaller = nullptr;
    for (QPushButton *button : composer.findChildren<QPushButton *>()) {
        if (button->text() == QLatin1String("Send Smaller Pictures"))
            smaller = button;
    }
    QVERIFY(smaller);
    QTRY_VERIFY(smaller->isVisible());
    smaller->setFocus();
    QTest::keyClick(smaller, Qt::Key_Space);
    // Not in the list of senders, which what is typed would go through.
    QVERIFY(composer.body().isAncestorOf(composer.focusWidget())
            || composer.focusWidget() == &composer.body());
    QTRY_COMPARE(composer.state().composition.attachments.constFirst().type,
                 QByteArray("image/jpeg"));
}

void TestAttachingMail::pictures_areMadeSmallerInTheBackground()
{
    QTemporaryDir directory;
    const QString path = largePicture(directory);
    AttachmentsEditor editor;
    editor.addFiles({path});
    QVERIFY(editor.hasLargePictures());
    bool done = false;
    editor.shrinkPictures(
        800, [&done] { done = true; }, [] { return true; });
    QVERIFY(!done); // it returns at once
    QVERIFY(editor.hasLargePictures());
    QTRY_VERIFY(done);
    const Attachment small = editor.attachments().constFirst();
    QCOMPARE(small.type, QByteArray("image/jpeg"));
    QCOMPARE(small.name, QStringLiteral("noise.jpg"));
    QCOMPARE(QImage::fromData(std::get<QByteArray>(small.content)).size(), QSize(800, 600));
}

QTEST_MAIN(TestAttachingMail)
#include "tst_attachingmail.moc"
