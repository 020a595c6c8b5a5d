// SPDX-License-Identifier: MIT
#include "gui/composer/attachmentseditor.h"
#include "gui/composer/bodyeditor.h"
#include "gui/composer/composer.h"
#include "gui/composer/composewindow.h"
#include "gui/composer/plaineditor.h"
#include "gui/composer/recipientfield.h"
#include "gui/composer/richeditor.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenuBar>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Turnstone;

namespace {

template <typename Widget> Widget *child(QWidget &parent, const char *name)
{
    return parent.findChild<Widget *>(QString::fromLatin1(name));
}

Sender senderOf(const char *name, const char *mailbox, const QString &signature = {})
{
    Sender sender;
    sender.address = {QString::fromLatin1(name), QString::fromLatin1(mailbox)};
    sender.signature = signature;
    return sender;
}

ComposeStart complete()
{
    ComposeStart start;
    start.composition.to = {{QStringLiteral("Ben"), QStringLiteral("ben@example.org")}};
    start.composition.subject = QStringLiteral("Plans");
    start.composition.text = QStringLiteral("Hello");
    return start;
}

/// A composer that has the focus.
struct Open {
    Composer composer;
    explicit Open(const ComposeStart &start,
                  const QList<Sender> &senders = {senderOf("Ann", "ann@example.org")})
        : composer(senders, start)
    {
        composer.resize(800, 600);
        composer.show();
        if (!QTest::qWaitForWindowActive(&composer))
            qFatal("no window");
        composer.focusFirst();
    }
    QMessageBox *box() const
    {
        for (QMessageBox *one : composer.findChildren<QMessageBox *>()) {
            if (one->isVisible())
                return one;
        }
        return nullptr;
    }
};

} // namespace

class TestComposer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void composition_goesInAndComesOut();
    void keyboard_fromToToText();
    void ccAndBcc_areShownOnDemand();
    void everyControl_hasAName();
    void from_other_changesTheSignature();
    void attachments_keysRenameAndRemove();
    void attachments_tooLargeForTheServer_isSaid();
    void send_badAddress_isRefusedWithItsReason();
    void send_doubts_areAskedAtOnceAndOnce();
    void send_nothingToAsk_goesAtOnce();
    void window_closed_isToldOnceUnlessItsTextIsGone();
    void answer_opensAtItsBeginning();
    void answerToMany_isSeenFromItsFirstLine();
    void textNobodyTouched_isSeenFromItsFirstLineHoweverItsPlaceGrows();
};

void TestComposer::answer_opensAtItsBeginning()
{
    ComposeStart start = complete();
    start.composition.text = QStringLiteral("\n\nAnn wrote:\n")
        + QStringLiteral("> a line of the thread\n").repeated(400);
    start.cursor = 0;
    Open open(start);
    const PlainEditor &editor = open.composer.body().plain();
    QCOMPARE(editor.verticalScrollBar()->value(), 0);
    QCOMPARE(editor.textCursor().position(), 0);
}

void TestComposer::answerToMany_isSeenFromItsFirstLine()
{
    ComposeStart start = complete();
    start.composition.text =
        QStringLiteral("Hello Ben,\n\n") + QStringLiteral("> a line of the thread\n").repeated(400);
    start.cursor = 12;
    for (int i = 0; i < 200; ++i)
        start.composition.to.append({QString(), QStringLiteral("p%1@example.org").arg(i)});
    for (int i = 0; i < 30; ++i) {
        Attachment attachment;
        attachment.name = QStringLiteral("%1.pdf").arg(i);
        attachment.content = "x";
        start.composition.attachments.append(attachment);
    }
    auto *composer = new Composer({senderOf("Ann", "ann@example.org")}, start);
    ComposeWindow window(composer);
    window.setAttribute(Qt::WA_DeleteOnClose, false);
    window.resize(860, 820);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    composer->focusFirst();
    const PlainEditor &editor = composer->body().plain();
    QTRY_VERIFY(editor.viewport()->height() > 100);
    QCOMPARE(editor.verticalScrollBar()->value(), 0);
    QCOMPARE(editor.textCursor().position(), 12);
    window.closeAtOnce();
}

void TestComposer::textNobodyTouched_isSeenFromItsFirstLineHoweverItsPlaceGrows()
{
    PlainEditor editor;
    editor.begin(QStringLiteral("one\n\nthree\n") + QStringLiteral("more\n").repeated(200), 5);
    // Room for a line: it has to be the cursor's.
    editor.resize(400, 40);
    editor.show();
    QVERIFY(QTest::qWaitForWindowExposed(&editor));
    QVERIFY(editor.verticalScrollBar()->value() > 0);
    editor.resize(400, 300);
    QTRY_COMPARE(editor.verticalScrollBar()->value(), 0);
    // Whoever scrolled on sees what he sees.
    editor.verticalScrollBar()->triggerAction(QScrollBar::SliderPageStepAdd);
    const int page = editor.verticalScrollBar()->value();
    QVERIFY(page > 0);
    editor.resize(400, 320);
    QCoreApplication::processEvents();
    QCOMPARE(editor.verticalScrollBar()->value(), page);
}

void TestComposer::composition_goesInAndComesOut()
{
    ComposeStart start = complete();
    Composition &composition = start.composition;
    composition.cc = {{QString(), QStringLiteral("c@example.org")}};
    composition.bcc = {{QStringLiteral("Dai"), QStringLiteral("d@example.org")}};
    composition.replyTo = {{QString(), QStringLiteral("r@example.org")}};
    composition.text = QStringLiteral("Hello\n\n> quoted\n-- \nAnn");
    composition.priority = Composition::Priority::High;
    composition.asksReceipt = true;
    composition.inReplyTo = {"one@example.org"};
    composition.references = {"zero@example.org", "one@example.org"};
    Attachment attachment;
    attachment.content = QByteArray("\x00\x01", 2);
    attachment.name = QStringLiteral("plan.pdf");
    attachment.type = "application/pdf";
    composition.attachments = {attachment};
    composition.from = {QStringLiteral("Ann"), QStringLiteral("ann+plans@example.org")};
    const Open open(start);
    QCOMPARE(open.composer.composition(), composition);
    QVERIFY(!open.composer.isModified());
    const Open again(open.composer.state());
    QCOMPARE(again.composer.composition(), composition);
}

void TestComposer::keyboard_fromToToText()
{
    Open open({});
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("ben@example.org"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("Plans"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("Hello"));
    const Composition written = open.composer.composition();
    QCOMPARE(written.to.value(0).mailbox, QStringLiteral("ben@example.org"));
    QCOMPARE(written.subject, QStringLiteral("Plans"));
    QCOMPARE(written.text, QStringLiteral("Hello"));
    QCOMPARE(open.composer.title(), QStringLiteral("Plans"));
    QVERIFY(open.composer.isModified());
}

void TestComposer::ccAndBcc_areShownOnDemand()
{
    Open open({});
    auto *cc = child<RecipientField>(open.composer, "ccField");
    auto *bcc = child<RecipientField>(open.composer, "bccField");
    QVERIFY(cc->isHidden() && bcc->isHidden());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_B,
                    Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(bcc->isVisible());
    QVERIFY(bcc->isAncestorOf(QApplication::focusWidget()));
    QVERIFY(cc->isHidden());
    child<QToolButton>(open.composer, "ccButton")->click();
    QVERIFY(cc->isVisible());
    QVERIFY(child<QToolButton>(open.composer, "ccButton")->isHidden());
}

void TestComposer::everyControl_hasAName()
{
    ComposeStart start = complete();
    start.composition.html = QStringLiteral("<div>Hello</div>");
    Open open(start);
    for (QWidget *widget : open.composer.findChildren<QWidget *>()) {
        if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy()
            || widget->objectName() == QStringLiteral("qt_toolbar_ext_button"))
            continue;
        auto *button = qobject_cast<QAbstractButton *>(widget);
        QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                 qPrintable(QString::fromLatin1(widget->metaObject()->className())
                            + widget->objectName()));
    }
}

void TestComposer::from_other_changesTheSignature()
{
    ComposeStart start = complete();
    start.composition.text = QStringLiteral("Hello\n\n-- \nAnn at home\n");
    start.signature = QStringLiteral("Ann at home");
    Open open(start,
              {senderOf("Ann", "ann@example.org", QStringLiteral("Ann at home")),
               senderOf("Ann", "ann@work.example", QStringLiteral("Dr Ann"))});
    auto *from = child<QComboBox>(open.composer, "fromBox");
    from->setFocus();
    QTest::keyClick(from, Qt::Key_Down);
    const Composition written = open.composer.composition();
    QCOMPARE(written.from.mailbox, QStringLiteral("ann@work.example"));
    QVERIFY2(written.text.contains(QStringLiteral("-- \nDr Ann")), qPrintable(written.text));
    QVERIFY(!written.text.contains(QStringLiteral("home")));
    open.composer.body().undo();
    QVERIFY(open.composer.composition().text.contains(QStringLiteral("Ann at home")));
}

void TestComposer::attachments_keysRenameAndRemove()
{
    Open open(complete());
    auto *attachments = child<AttachmentsEditor>(open.composer, "attachments");
    QVERIFY(attachments->isHidden());
    QTemporaryDir directory;
    QStringList paths;
    for (const char *name : {"a.txt", "b.txt"}) {
        QFile file(directory.filePath(QString::fromLatin1(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("1234");
        paths.append(file.fileName());
    }
    open.composer.attach(paths + QStringList{directory.path()}); // a folder can't be attached
    QCOMPARE(attachments->attachments().size(), 2);
    QVERIFY(attachments->isVisible());
    QCOMPARE(attachments->totalBytes(), 8);
    auto *list = attachments->findChild<QListWidget *>();
    list->setFocus();
    list->setCurrentRow(0);
    QTest::keyClick(list, Qt::Key_F2);
    auto *edit = list->findChild<QLineEdit *>();
    QVERIFY(edit);
    QTest::keyClicks(edit, QStringLiteral("renamed.txt"));
    QTest::keyClick(edit, Qt::Key_Return);
    QTRY_COMPARE(attachments->attachments().at(0).name, QStringLiteral("renamed.txt"));
    QCOMPARE(std::get<FileContent>(attachments->attachments().at(0).content).path, paths.at(0));
    list->setCurrentRow(1);
    QTest::keyClick(list, Qt::Key_Delete);
    QCOMPARE(attachments->attachments().size(), 1);
    QTest::keyClick(list, Qt::Key_Delete);
    QVERIFY(attachments->isHidden());
}

void TestComposer::attachments_tooLargeForTheServer_isSaid()
{
    Sender sender = senderOf("Ann", "ann@example.org");
    sender.largest = 1000;
    ComposeStart start = complete();
    Attachment attachment;
    attachment.content = QByteArray(900, 'x');
    attachment.name = QStringLiteral("x");
    start.composition.attachments = {attachment};
    Open open(start, {sender});
    auto *label = child<AttachmentsEditor>(open.composer, "attachments")->findChild<QLabel *>();
    QVERIFY(label->text().contains(QStringLiteral("server")));
}

void TestComposer::send_badAddress_isRefusedWithItsReason()
{
    ComposeStart start = complete();
    start.composition.to.append({QStringLiteral("not an address"), QString()});
    Open open(start);
    QSignalSpy sent(&open.composer, &Composer::sendRequested);
    open.composer.requestSend(0);
    QVERIFY(open.box());
    QVERIFY(open.box()->text().contains(QStringLiteral("not an address")));
    QCOMPARE(sent.count(), 0);
}

void TestComposer::send_doubts_areAskedAtOnceAndOnce()
{
    ComposeStart start = complete();
    start.composition.subject.clear();
    start.composition.text = QStringLiteral("The plan is attached.");
    Open open(start);
    QSignalSpy sent(&open.composer, &Composer::sendRequested);
    open.composer.requestSend(0);
    QMessageBox *box = open.box();
    QVERIFY(box);
    QVERIFY(box->informativeText().contains(QStringLiteral("subject"), Qt::CaseInsensitive));
    QVERIFY(box->informativeText().contains(QStringLiteral("attach")));
    QTest::keyClick(box, Qt::Key_Escape);
    QCOMPARE(sent.count(), 0);
    open.composer.requestSend(5);
    for (QAbstractButton *button : open.box()->buttons()) {
        if (open.box()->buttonRole(button) == QMessageBox::AcceptRole) {
            button->click();
            break;
        }
    }
    QCOMPARE(sent.count(), 1);
    QCOMPARE(sent.at(0).at(0).toLongLong(), 5);
}

void TestComposer::send_nothingToAsk_goesAtOnce()
{
    Open open(complete());
    QSignalSpy sent(&open.composer, &Composer::sendRequested);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(sent.count(), 1);
}

void TestComposer::window_closed_isToldOnceUnlessItsTextIsGone()
{
    for (const bool atOnce : {false, true}) {
        auto *composer = new Composer({senderOf("Ann", "ann@example.org")}, complete());
        QPointer<ComposeWindow> window = new ComposeWindow(composer);
        QSignalSpy closing(window, &ComposeWindow::closing);
        window->show();
        QVERIFY(QTest::qWaitForWindowActive(window));
        QVERIFY(window->menuBar()->actions().size() >= 4);
        composer->body().setFocus();
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("x"));
        if (atOnce)
            window->closeAtOnce();
        else
            QVERIFY(window->close());
        QCOMPARE(closing.count(), atOnce ? 0 : 1);
        QTRY_VERIFY(!window);
    }
}

QTEST_MAIN(TestComposer)
#include "tst_composer.moc"
