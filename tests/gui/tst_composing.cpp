// SPDX-License-Identifier: MIT
// Writing, from the main window on.
#include "gui/attachmentsbar.h"
#include "gui/composer/bodyeditor.h"
#include "gui/composer/composer.h"
#include "gui/composer/composewindow.h"
#include "gui/mainwindow.h"
#include "gui/messagelistview.h"
#include "gui/messageview.h"
#include "gui/messagewindow.h"
#include "gui/noticebar.h"
#include "gui/windowactions.h"
#include "store/outboxreader.h"
#include "support/readingfixture.h"

#include <QApplication>
#include <QFile>
#include <QMenu>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>
#include <QToolBar>
#include <QToolButton>
#include <QUrl>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

const QByteArray original =
    "From: Ben Okafor <ben@example.org>\r\nTo: Ann <ann@example.org>, Chloe <c@example.org>\r\n"
    "Cc: Team <team@example.org>\r\nSubject: The north mole\r\n"
    "Date: Fri, 20 Nov 2026 10:00:00 +0000\r\nMessage-ID: <one@example.org>\r\n"
    "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n"
    "--B\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nFirst line.\r\nSecond line.\r\n"
    "--B\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
    "Content-Disposition: attachment; filename=plan.pdf\r\n\r\nAAEC\r\n--B--\r\n";

/// The main window over one message.
struct Window {
    ReadingFixture fixture;
    AccountId account;
    PlacementId message;
    std::unique_ptr<MainWindow> window;

    Window()
    {
        Account value = ReadingFixture::account(QStringLiteral("Home"));
        value.displayName = QStringLiteral("Ann");
        value.email = QStringLiteral("ann@example.org");
        account = fixture.addAccount(value);
        message = fixture.addMessage(account, original);
        window =
            std::make_unique<MainWindow>(fixture.store(), fixture.engine(), fixture.preferences());
        window->resize(1100, 700);
        window->show();
        if (!QTest::qWaitForWindowActive(window.get()))
            qFatal("no window");
    }
    bool select()
    {
        return QTest::qWaitFor([this] {
            if (window->messageList().selectedCount() == 0)
                window->messageList().selectAll();
            auto *view = window->findChild<MessageView *>();
            return view->current() == message
                && !view->findChild<QTextBrowser *>()->toPlainText().isEmpty();
        });
    }
    ComposeWindow *composeWindow()
    {
        ComposeWindow *found = nullptr;
        const bool appeared = QTest::qWaitFor([&found] {
            for (QWidget *widget : QApplication::topLevelWidgets()) {
                if (auto *one = qobject_cast<ComposeWindow *>(widget); one && one->isVisible())
                    found = one;
            }
            return found != nullptr;
        });
        return appeared ? found : nullptr;
    }
    QToolButton *undo() const
    {
        for (QToolButton *button : window->findChildren<QToolButton *>()) {
            if (button->text() == QStringLiteral("Undo") && button->isVisible())
                return button;
        }
        return nullptr;
    }
    void press(int key, Qt::KeyboardModifiers modifiers)
    {
        QTest::keyClick(&window->messageList(), Qt::Key(key), modifiers);
    }
};

/// In the menu of its options, as it opens.
bool offersItsOwnWindow(const Composer &composer)
{
    for (QToolButton *button : composer.findChildren<QToolButton *>()) {
        QMenu *menu = button->menu();
        if (!menu || button->text() != QLatin1String("Options"))
            continue;
        Q_EMIT menu->aboutToShow();
        for (const QAction *action : menu->actions()) {
            if (action->text().contains(QLatin1String("Its Own Window")))
                return action->isVisible();
        }
    }
    return false;
}

} // namespace

class TestComposing : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reply_quotesAndAddresses();
    void replyAll_ofASelection_quotesItAlone();
    void answerToAll_ofABlindCopy_isAskedAbout();
    void replyHere_standsBelowTheMessage();
    void forward_takesTheAttachmentsAlong();
    void newMessage_beginsEmptyAndDiscardIsTakenBack();
    void send_isQueuedOnceAndTakenBack();
    void mailtoLink_opensAComposerAndAttachesNothing();
    void emlFile_opensInAMessageWindow();
    void attachedMessage_isForwardedFromItsWindow();
    void fileThatIsNone_isTold();
};

void TestComposing::reply_quotesAndAddresses()
{
    Window main;
    QVERIFY(main.select());
    main.press(Qt::Key_R, Qt::ControlModifier);
    ComposeWindow *window = main.composeWindow();
    QVERIFY(window);
    const ComposeStart state = window->composer().state();
    QCOMPARE(state.composition.to.value(0).mailbox, QStringLiteral("ben@example.org"));
    QVERIFY(state.composition.cc.isEmpty());
    QCOMPARE(state.composition.from.mailbox, QStringLiteral("ann@example.org"));
    QCOMPARE(state.composition.subject, QStringLiteral("Re: The north mole"));
    QVERIFY2(state.composition.text.contains(QStringLiteral("> First line.\n> Second line.")),
             qPrintable(state.composition.text));
    QCOMPARE(state.composition.inReplyTo, QByteArrayList{"one@example.org"});
    QVERIFY(state.originals == (QList<ComposedFrom>{ComposedFrom{main.message, Flag::Answered}}));
    // One can type at once.
    QVERIFY(QTest::qWaitForWindowActive(window));
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("Thanks"));
    QVERIFY(window->composer().composition().text.contains(QStringLiteral("Thanks")));
}

void TestComposing::replyAll_ofASelection_quotesItAlone()
{
    Window main;
    QVERIFY(main.select());
    auto *browser = main.window->findChild<MessageView *>()->findChild<QTextBrowser *>();
    QVERIFY(browser->find(QStringLiteral("Second line.")));
    main.press(Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
    ComposeWindow *window = main.composeWindow();
    QVERIFY(window);
    const Composition composition = window->composer().composition();
    QVERIFY(composition.text.contains(QStringLiteral("> Second line.")));
    QVERIFY(!composition.text.contains(QStringLiteral("First line.")));
    QCOMPARE(composition.to.size() + composition.cc.size(), 3);
}

void TestComposing::answerToAll_ofABlindCopy_isAskedAbout()
{
    Window main;
    main.fixture.engine().setWorkOffline(true);
    QByteArray blind = original;
    blind.replace("To: Ann <ann@example.org>, Chloe", "To: Chloe");
    main.window->messageList().clearSelection();
    main.fixture.writer().remove({main.message}, true, {});
    main.message = main.fixture.addMessage(main.account, blind);
    QVERIFY(main.select());
    main.press(Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
    QPointer<ComposeWindow> window = main.composeWindow();
    QVERIFY(window);
    QVERIFY(window->composer().state().wasBcc);
    window->composer().requestSend(0);
    auto *question = window->findChild<QMessageBox *>(QStringLiteral("sendQuestion"));
    QVERIFY(question);
    QVERIFY(question->informativeText().contains(QStringLiteral("blind copy")));
    question->button(QMessageBox::Cancel)->click();
    QVERIFY(OutboxReader(main.fixture.writer()).items().isEmpty());
    QVERIFY(window);
    // To its sender alone it goes without a question.
    window->closeAtOnce();
    QTRY_VERIFY(!window);
    main.window->actions().reply->trigger();
    window = main.composeWindow();
    QVERIFY(window);
    window->composer().requestSend(0);
    QTRY_VERIFY(!window);
    QTRY_COMPARE(OutboxReader(main.fixture.writer()).items().size(), 1);
}

void TestComposing::replyHere_standsBelowTheMessage()
{
    Window main;
    QVERIFY(main.select());
    main.press(Qt::Key_R, {});
    auto *view = main.window->findChild<MessageView *>();
    QTRY_VERIFY(view->findChild<Composer *>());
    QPointer<Composer> composer = view->findChild<Composer *>();
    QVERIFY(composer->isVisible());
    QTRY_VERIFY(composer->isAncestorOf(QApplication::focusWidget()));
    QVERIFY(offersItsOwnWindow(*composer));
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("Kept"));
    // Another selection takes the message away, but nothing that was written.
    main.window->messageList().clearSelection();
    ComposeWindow *window = main.composeWindow();
    QVERIFY(window);
    QVERIFY(window->composer().composition().text.contains(QStringLiteral("Kept")));
    QVERIFY(!offersItsOwnWindow(window->composer())); // it has it
    QTRY_VERIFY(!composer);
}

void TestComposing::forward_takesTheAttachmentsAlong()
{
    Window main;
    QVERIFY(main.select());
    main.press(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    ComposeWindow *window = main.composeWindow();
    QVERIFY(window);
    const ComposeStart state = window->composer().state();
    QCOMPARE(state.composition.subject, QStringLiteral("Fwd: The north mole"));
    QCOMPARE(state.composition.attachments.size(), 1);
    QCOMPARE(state.composition.attachments.at(0).name, QStringLiteral("plan.pdf"));
    QVERIFY(state.composition.text.contains(QStringLiteral("First line.")));
    QCOMPARE(int(state.originals.at(0).flag), int(Flag::Forwarded));
}

void TestComposing::newMessage_beginsEmptyAndDiscardIsTakenBack()
{
    Window main;
    QVERIFY(main.select());
    main.press(Qt::Key_N, Qt::ControlModifier);
    QPointer<ComposeWindow> window = main.composeWindow();
    QVERIFY(window);
    QVERIFY(window->composer().composition().to.isEmpty());
    QVERIFY(QTest::qWaitForWindowActive(window));
    window->composer().body().setFocus();
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("Some words"));
    Q_EMIT window->composer().discardRequested();
    QTRY_VERIFY(!window);
    QToolButton *undo = main.undo();
    QVERIFY(undo);
    undo->click();
    window = main.composeWindow();
    QVERIFY(window);
    QCOMPARE(window->composer().composition().text.trimmed(), QStringLiteral("Some words"));
    QVERIFY(window->composer().isModified());
}

void TestComposing::send_isQueuedOnceAndTakenBack()
{
    Window main;
    main.fixture.engine().setWorkOffline(true);
    QVERIFY(main.select());
    main.press(Qt::Key_R, Qt::ControlModifier);
    QPointer<ComposeWindow> window = main.composeWindow();
    QVERIFY(window);
    QVERIFY(QTest::qWaitForWindowActive(window));
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("Thanks"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(!window);
    OutboxReader outbox(main.fixture.writer());
    QTRY_COMPARE(outbox.items().size(), 1);
    const OutboxItem item = outbox.items().constFirst();
    QVERIFY(item.state == OutboxState::Queued);
    QCOMPARE(item.recipients.size(), 1);
    QCOMPARE(item.recipients.at(0).address, QStringLiteral("ben@example.org"));
    QCOMPARE(item.sender, QStringLiteral("ann@example.org"));
    QCOMPARE(item.subject, QStringLiteral("Re: The north mole"));
    const QByteArray bytes =
        main.fixture.writer().content(item.message, QByteArray()).value_or(QByteArray());
    QVERIFY(bytes.contains("Thanks"));
    QVERIFY(bytes.contains("In-Reply-To: <one@example.org>"));
    QCOMPARE(outbox.originals(item.id).size(), 1);
    QToolButton *undo = main.undo();
    QVERIFY(undo);
    undo->click();
    window = main.composeWindow();
    QVERIFY(window);
    QVERIFY(window->composer().composition().text.contains(QStringLiteral("Thanks")));
    QVERIFY(window->composer().isModified());
    QTRY_VERIFY(outbox.items().isEmpty());
}

void TestComposing::mailtoLink_opensAComposerAndAttachesNothing()
{
    Window main;
    main.window->openRequested(
        {QStringLiteral("mailto:ben@example.org?subject=Hi&body=Line&attach=/etc/passwd")});
    ComposeWindow *window = main.composeWindow();
    QVERIFY(window);
    const Composition composition = window->composer().composition();
    QCOMPARE(composition.to.value(0).mailbox, QStringLiteral("ben@example.org"));
    QCOMPARE(composition.subject, QStringLiteral("Hi"));
    QVERIFY(composition.text.startsWith(QStringLiteral("Line")));
    QVERIFY(composition.attachments.isEmpty());
    QVERIFY(!window->composer().isModified());
}

void TestComposing::emlFile_opensInAMessageWindow()
{
    Window main;
    QTemporaryDir directory;
    QFile file(directory.filePath(QStringLiteral("one.eml")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(original);
    file.close();
    main.window->openRequested({QUrl::fromLocalFile(file.fileName()).toString()});
    MessageWindow *window = nullptr;
    QTRY_VERIFY([&window] {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            if (auto *one = qobject_cast<MessageWindow *>(widget))
                window = one;
        }
        return window != nullptr;
    }());
    QTRY_VERIFY(
        window->findChild<QTextBrowser *>()->toPlainText().contains(QStringLiteral("First line.")));
    QVERIFY(window->windowTitle().startsWith(QLatin1String("The north mole")));
    // It is answered from there, and nothing of the store is marked by that.
    QToolBar *bar = window->findChild<QToolBar *>();
    QVERIFY(bar);
    QTRY_VERIFY(bar->isVisible() && bar->actions().at(0)->isEnabled());
    bar->actions().at(0)->trigger();
    ComposeWindow *composing = main.composeWindow();
    QVERIFY(composing);
    const ComposeStart state = composing->composer().state();
    QCOMPARE(state.composition.to.value(0).mailbox, QStringLiteral("ben@example.org"));
    QVERIFY(state.composition.text.contains(QStringLiteral("> First line.")));
    QVERIFY(state.originals.isEmpty());
    delete window;
}

void TestComposing::attachedMessage_isForwardedFromItsWindow()
{
    Window main;
    auto *view = main.window->findChild<MessageView *>();
    MessageWindow *window = nullptr;
    connect(view, &MessageView::messageWindowOpened, this,
            [&window](MessageWindow *opened) { window = opened; });
    auto *bar = view->findChild<AttachmentsBar *>();
    Q_EMIT bar->messageOpened(original);
    QVERIFY(window);
    QCOMPARE(window->account(), AccountId());
    QToolBar *tools = window->findChild<QToolBar *>();
    QTRY_VERIFY(tools->actions().at(2)->isEnabled());
    tools->actions().at(2)->trigger();
    ComposeWindow *composing = main.composeWindow();
    QVERIFY(composing);
    QCOMPARE(composing->composer().composition().attachments.size(), 1);
    QCOMPARE(composing->composer().composition().subject, QStringLiteral("Fwd: The north mole"));
    // Its addresses have the menu that they have in the main window.
    Q_EMIT window->view()->addressMenuRequested(
        {{QStringLiteral("Ben"), QStringLiteral("ben@example.org")}}, QString(), QPoint(40, 40));
    QTRY_VERIFY(qobject_cast<QMenu *>(QApplication::activePopupWidget()));
    QApplication::activePopupWidget()->close();
    delete window;
}

void TestComposing::fileThatIsNone_isTold()
{
    Window main;
    main.window->openRequested({QStringLiteral("/nowhere/at/all.eml")});
    QTRY_VERIFY([&main] {
        for (const NoticeBar *notice : main.window->findChildren<NoticeBar *>()) {
            if (notice->text().contains(QStringLiteral("all.eml")))
                return true;
        }
        return false;
    }());
}

QTEST_MAIN(TestComposing)
#include "tst_composing.moc"
