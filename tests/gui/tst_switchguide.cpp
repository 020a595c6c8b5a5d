// SPDX-License-Identifier: MIT
// The guide that changes an account's protocol, with the real engine and a real server.
#include "engine/protocolswitch/switchdocument.h"
#include "gui/accountsettingsdialog.h"
#include "gui/mainwindow.h"
#include "gui/messagewindow.h"
#include "gui/problembanner.h"
#include "gui/protocolpage.h"
#include "gui/switchguide.h"
#include "gui/switchmodels.h"
#include "gui/windowactions.h"
#include "store/switchreader.h"
#include "support/guideprogram.h"
#include "support/memorybackend.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QTextBrowser>
#include <algorithm>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

constexpr int patience = guidePatienceMs;
const QString alice = QStringLiteral("alice"), inbox = QStringLiteral("INBOX");
const QString imap = QStringLiteral("imap"), pop3 = QStringLiteral("pop3");

/// What a question is answered by its first button but Cancel.
void agree()
{
    QMessageBox *box = nullptr;
    QTRY_VERIFY((box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget())));
    box->defaultButton()->click();
}

const SwitchFolderPlan *planOf(SwitchFolderModel &model, const QString &path)
{
    for (const SwitchFolderPlan &plan : model.preview().folders) {
        if (plan.path == path)
            return &plan;
    }
    return nullptr;
}

/// How many messages the server has in a folder; -1: it has no such folder.
int countThere(MailServer &server, const QByteArray &folder)
{
    const auto reply = server.client(alice).command("STATUS " + folder + " (MESSAGES)");
    const QByteArray text = reply.untagged.join();
    const qsizetype at = text.indexOf("(MESSAGES ");
    return at < 0 ? -1 : text.mid(at + 10, text.indexOf(')', at) - at - 10).toInt();
}

} // namespace

class SwitchGuideTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        MailServerOptions options;
        options.users = {QStringLiteral("alice:secret"), QStringLiteral("bob:secret")};
        m_server = std::make_unique<MailServer>(options);
    }
    void cleanup() { m_server.reset(); }

    void settings_showBothProtocolsWithThisAccountsNumbers();
    void popToImap_isDoneAndUndoneFromTheGuide();
    void imapToPop_bringsAllHereFirst();
    void wrongPassword_staysAtTheServerAndSaysWhy();
    void anotherMailbox_needsConsent();
    void exceptionChosen_opensItsMessage();
    void pausedAndRestarted_goesOnWhereItWas();
    void closedMeanwhile_comesBackToWhatRuns();
    void window_leadsFromItsSettingsToTheGuideAndBackToIt();
    void endedWhileTheGuideIsClosed_isToldInTheWindow();
    void keptForGood_canNotBeUndone();
    void thorough_isChosenInThePreviewAndIsKeptInTheJournal();
    void preview_isSavedAsCsvAndReportAsHtml();
    void everyControl_hasANameAndIsReachable();

private:
    std::unique_ptr<MailServer> m_server;
};

void SwitchGuideTest::settings_showBothProtocolsWithThisAccountsNumbers()
{
    for (int i = 1; i <= 3; ++i)
        m_server->deliver(alice, inbox, sampleMessage(i));
    GuideProgram p(*m_server);
    AccountSettingsDialog dialog(*p.store, *p.engine, *p.preferences, p.id);
    dialog.show();
    auto &protocol = child<ProtocolPage>(dialog, "ProtocolPage");
    QTRY_VERIFY(child<QLabel>(protocol, "pop3Title").text().contains(QStringLiteral("now")));
    QVERIFY(child<QLabel>(protocol, "offlinePop3").text().contains(QStringLiteral("3")));
    QVERIFY(!child<QPushButton>(protocol, "undoButton").isVisibleTo(&protocol));
    // Found by typing.
    auto &tabs = child<QTabWidget>(dialog, "tabs");
    for (const char *word : {"pop", "imap", "protocol", "switch"}) {
        tabs.setCurrentIndex(0);
        child<QLineEdit>(dialog, "searchEdit").setText(QString::fromLatin1(word));
        bool shown = false;
        for (int match = 0; match < 12 && !shown; ++match) {
            shown = protocol.isVisible();
            QTest::keyClick(&child<QLineEdit>(dialog, "searchEdit"), Qt::Key_Down);
        }
        QVERIFY2(shown, word);
    }
    QSignalSpy asked(&dialog, &AccountSettingsDialog::switchRequested);
    QVERIFY(child<QPushButton>(protocol, "changeButton").text().contains(QStringLiteral("IMAP")));
    child<QPushButton>(protocol, "changeButton").click();
    QCOMPARE(asked.size(), 1);
    QVERIFY(!dialog.isVisible());
}

void SwitchGuideTest::popToImap_isDoneAndUndoneFromTheGuide()
{
    for (int i = 1; i <= 6; ++i)
        m_server->deliver(alice, inbox, sampleMessage(i));
    GuideProgram p(*m_server);
    p.file(2, QStringLiteral("Work"));
    const QByteArrayList before = p.contents();
    QCOMPARE(before.size(), 6);

    auto guide = p.guide();
    QTRY_COMPARE(page(*guide), QStringLiteral("serverPage"));
    QCOMPARE(child<QLineEdit>(*guide, "userEdit").text(), alice);
    guide = p.guideAtPreview();
    QVERIFY(p.account().incoming.protocol == pop3);
    auto *model =
        qobject_cast<SwitchFolderModel *>(child<QTableView>(*guide, "folderTable").model());
    QCOMPARE(planOf(*model, inbox)->onBoth.messages, 4);
    QCOMPARE(planOf(*model, QStringLiteral("Work"))->onBoth.messages, 2);

    nextButton(*guide).click();
    QTRY_COMPARE_WITH_TIMEOUT(page(*guide), QStringLiteral("reportPage"), patience);
    QCOMPARE(problem(*guide), QString());
    QCOMPARE(p.account().incoming.protocol, imap);
    QCOMPARE(p.contents(), before);
    QTRY_VERIFY_WITH_TIMEOUT(p.isQuiet(), patience);
    // The account goes on by IMAP, with the password that it was given.
    m_server->deliver(alice, QStringLiteral("Archive"), sampleMessage(50));
    p.engine->syncNow();
    QTRY_COMPARE_WITH_TIMEOUT(p.rows(QStringLiteral("Archive")).size(), 1, patience);
    QTRY_COMPARE_WITH_TIMEOUT(countThere(*m_server, "Work"), 2, patience);

    // The settings lead back to it.
    AccountSettingsDialog dialog(*p.store, *p.engine, *p.preferences, p.id);
    dialog.show();
    auto &protocol = child<ProtocolPage>(dialog, "ProtocolPage");
    QTRY_VERIFY(child<QPushButton>(protocol, "undoButton").isVisibleTo(&protocol));
    QVERIFY(child<QPushButton>(protocol, "reportButton").isVisibleTo(&protocol));
    dialog.reject();

    guide = p.guide(SwitchGuide::Begin::Undo);
    agree();
    QTRY_COMPARE_WITH_TIMEOUT(p.account().incoming.protocol, pop3, patience);
    QTRY_COMPARE_WITH_TIMEOUT(page(*guide), QStringLiteral("reportPage"), patience);
    QTRY_VERIFY_WITH_TIMEOUT(p.isQuiet(), patience);
    p.engine->syncNow();
    QTRY_VERIFY_WITH_TIMEOUT(p.isQuiet(), patience);
    QCOMPARE(p.contents().size(), before.size() + 1);
}

void SwitchGuideTest::imapToPop_bringsAllHereFirst()
{
    m_server->deliver(alice, inbox, sampleMessage(1));
    m_server->deliver(alice, QStringLiteral("Archive"), sampleMessage(2));
    GuideProgram p(*m_server, imap);
    auto guide = p.guideAtPreview();
    nextButton(*guide).click();
    QTRY_COMPARE_WITH_TIMEOUT(page(*guide), QStringLiteral("reportPage"), patience);
    QCOMPARE(p.account().incoming.protocol, pop3);
    QCOMPARE(p.contents().size(), 2);
    QVERIFY(!p.contents().contains("<not here>"));
    QTRY_VERIFY_WITH_TIMEOUT(p.isQuiet(), patience);
    QCOMPARE(p.rows().size(), 1); // known, and not fetched again
    QCOMPARE(countThere(*m_server, "INBOX"), 1);
}

void SwitchGuideTest::wrongPassword_staysAtTheServerAndSaysWhy()
{
    m_server->deliver(alice, inbox, sampleMessage(1));
    GuideProgram p(*m_server);
    auto guide = p.guideAtServer();
    auto &password = child<QLineEdit>(*guide, "passwordEdit");
    QTest::keyClicks(&password, QStringLiteral("nonsense"));
    nextButton(*guide).click();
    QTRY_VERIFY_WITH_TIMEOUT(!problem(*guide).isEmpty(), patience);
    QTRY_COMPARE(page(*guide), QStringLiteral("serverPage"));
    QVERIFY(!SwitchReader(*p.writer).report(p.id));
    password.clear(); // the same as now
    nextButton(*guide).click();
    QTRY_COMPARE_WITH_TIMEOUT(page(*guide), QStringLiteral("previewPage"), patience);
    // Given up before anything was done: nothing is left of it.
    child<QPushButton>(*guide, "giveUpButton").click();
    agree();
    QTRY_COMPARE_WITH_TIMEOUT(page(*guide), QStringLiteral("serverPage"), patience);
    QVERIFY(!SwitchReader(*p.writer).report(p.id));
}

void SwitchGuideTest::anotherMailbox_needsConsent()
{
    for (int i = 1; i <= 21; ++i) {
        m_server->deliver(alice, inbox, sampleMessage(i));
        m_server->deliver(QStringLiteral("bob"), inbox, sampleMessage(100 + i));
    }
    GuideProgram p(*m_server);
    QTRY_VERIFY_WITH_TIMEOUT(p.isQuiet() && p.rows().size() == 21, patience);
    auto guide = p.guideAtServer(QStringLiteral("bob"));
    nextButton(*guide).click();
    auto &same = child<QCheckBox>(*guide, "sameMailbox");
    QTRY_VERIFY_WITH_TIMEOUT(same.isVisible(), patience);
    QCOMPARE(page(*guide), QStringLiteral("serverPage"));
    QVERIFY(!problem(*guide).isEmpty());
    QVERIFY(!nextButton(*guide).isEnabled());
    same.setChecked(true);
    QVERIFY(nextButton(*guide).isEnabled());
    nextButton(*guide).click();
    QTRY_COMPARE_WITH_TIMEOUT(page(*guide), QStringLiteral("previewPage"), patience);
}

void SwitchGuideTest::exceptionChosen_opensItsMessage()
{
    for (int i = 1; i <= 3; ++i)
        m_server->deliver(alice, inbox, sampleMessage(i));
    GuideProgram p(*m_server);
    // Deleted in the browser: it isn't put back into the Inbox.
    RawImap &browser = m_server->client(alice);
    browser.require("SELECT INBOX");
    browser.require("UID STORE 1 +FLAGS (\\Deleted)");
    browser.require("EXPUNGE");
    auto guide = p.guideAtPreview();
    auto *model =
        qobject_cast<SwitchFolderModel *>(child<QTableView>(*guide, "folderTable").model());
    QCOMPARE(planOf(*model, inbox)->onlyHere.messages, 1);
    QCOMPARE(int(planOf(*model, inbox)->choice), int(SwitchChoice::KeepHere));
    // The choice is the user's all the same.
    auto &choice = child<QComboBox>(*guide, "choiceBox");
    QVERIFY(choice.isEnabled());
    choice.setFocus();
    QTest::keyClick(&choice, Qt::Key_Up);
    QCOMPARE(int(planOf(*model, inbox)->choice), int(SwitchChoice::Upload));
    QTest::keyClick(&choice, Qt::Key_Down);

    child<QTabWidget>(*guide, "previewTabs").setCurrentIndex(1);
    auto &table = child<QTableView>(*guide, "exceptionTable");
    QCOMPARE(table.model()->rowCount(), 1);
    table.setCurrentIndex(table.model()->index(0, 0));
    QVERIFY(!child<QLabel>(*guide, "exceptionWhy").text().isEmpty());
    table.setFocus();
    QTest::keyClick(&table, Qt::Key_Return);
    MessageWindow *window = nullptr;
    QTRY_VERIFY((window = guide->findChild<MessageWindow *>()));
    window->close();
}

void SwitchGuideTest::pausedAndRestarted_goesOnWhereItWas()
{
    for (int i = 1; i <= 4; ++i)
        m_server->deliver(alice, inbox, sampleMessage(i));
    GuideProgram p(*m_server);
    p.file(2, QStringLiteral("Work"));
    RawImap &browser = m_server->client(alice);
    browser.require("SELECT INBOX");
    browser.require("UID STORE 3:4 +FLAGS (\\Deleted)");
    browser.require("EXPUNGE");
    const QByteArrayList before = p.contents();
    auto guide = p.guideAtPreview();
    // Paused by its button as soon as it transfers.
    connect(&p.switches(), &ProtocolSwitches::changed, guide.get(),
            [&guide](const SwitchActivity &activity) {
                if (activity.isRunning() && !activity.pausing
                    && activity.progress.stage >= SwitchStage::Backup)
                    nextButton(*guide).click();
            });
    nextButton(*guide).click();
    QTRY_VERIFY_WITH_TIMEOUT(p.switches().activity(p.id).last == SwitchActivity::Work::Apply,
                             patience);
    const auto paused = SwitchReader(*p.writer).report(p.id);
    QVERIFY(paused && paused->state == SwitchState::Open);
    QVERIFY(paused->stage >= SwitchStage::Backup);
    QCOMPARE(p.account().incoming.protocol, pop3);
    QTRY_COMPARE(page(*guide), QStringLiteral("progressPage"));
    QTRY_VERIFY(nextButton(*guide).text().contains(QStringLiteral("ontinue")));
    guide.reset();

    p.restart();
    QTRY_VERIFY_WITH_TIMEOUT(p.isQuiet(), patience);
    AccountSettingsDialog dialog(*p.store, *p.engine, *p.preferences, p.id);
    dialog.show();
    auto &protocol = child<ProtocolPage>(dialog, "ProtocolPage");
    QTRY_VERIFY(child<QPushButton>(protocol, "continueButton").isVisibleTo(&protocol));
    dialog.reject();
    guide = p.guide(SwitchGuide::Begin::Continue);
    QTRY_COMPARE(page(*guide), QStringLiteral("progressPage"));
    // Which password is missing is asked for.
    nextButton(*guide).click();
    auto &needed = child<QLineEdit>(*guide, "neededEdit");
    QTRY_VERIFY_WITH_TIMEOUT(needed.isVisible(), patience);
    QTest::keyClicks(&needed, QStringLiteral("secret"));
    nextButton(*guide).click();
    QTRY_COMPARE_WITH_TIMEOUT(page(*guide), QStringLiteral("reportPage"), patience);
    QCOMPARE(p.account().incoming.protocol, imap);
    QCOMPARE(p.contents(), before);
    QCOMPARE(countThere(*m_server, "Work"), 2);
}

void SwitchGuideTest::closedMeanwhile_comesBackToWhatRuns()
{
    m_server->deliver(alice, inbox, sampleMessage(1));
    GuideProgram p(*m_server);
    auto guide = p.guideAtServer();
    nextButton(*guide).click();
    QVERIFY(p.switches().activity(p.id).isRunning());
    guide.reset();
    QVERIFY(p.switches().activity(p.id).isRunning());
    guide = p.guide(SwitchGuide::Begin::Continue);
    QTRY_COMPARE_WITH_TIMEOUT(page(*guide), QStringLiteral("previewPage"), patience);
    nextButton(*guide).click();
    guide.reset();
    QTRY_COMPARE_WITH_TIMEOUT(p.account().incoming.protocol, imap, patience);
    guide = p.guide(SwitchGuide::Begin::Report);
    QTRY_COMPARE_WITH_TIMEOUT(page(*guide), QStringLiteral("reportPage"), patience);
}

void SwitchGuideTest::window_leadsFromItsSettingsToTheGuideAndBackToIt()
{
    GuideProgram p(*m_server);
    MainWindow window(*p.store, *p.engine, *p.preferences);
    window.show();
    SwitchGuide *first = nullptr;
    for (int time = 0; time < 2; ++time) {
        QTRY_VERIFY(window.actions().accountSettings->isEnabled()); // the folders are read
        window.actions().accountSettings->trigger();
        auto *dialog = window.findChild<AccountSettingsDialog *>();
        QVERIFY(dialog);
        auto &protocol = child<ProtocolPage>(*dialog, "ProtocolPage");
        auto &change = child<QPushButton>(protocol, "changeButton");
        QTRY_VERIFY(change.isVisibleTo(&protocol));
        change.click();
        auto *guide = window.findChild<SwitchGuide *>();
        QVERIFY(guide && guide->isVisible());
        QVERIFY(!guide->isModal()); // mail can be read meanwhile
        if (first)
            QCOMPARE(guide, first); // one for an account
        first = guide;
        QTRY_VERIFY(!window.findChild<AccountSettingsDialog *>());
    }
    QCOMPARE(window.findChildren<SwitchGuide *>().size(), 1);
}

void SwitchGuideTest::endedWhileTheGuideIsClosed_isToldInTheWindow()
{
    m_server->deliver(alice, inbox, sampleMessage(1));
    GuideProgram p(*m_server);
    MainWindow window(*p.store, *p.engine, *p.preferences);
    window.show();
    const auto told = [&] { return window.banners().texts().join(QLatin1Char('\n')); };
    const auto action = [&](const char *words) -> QPushButton * {
        const auto buttons = window.banners().findChildren<QPushButton *>();
        for (QPushButton *button : buttons) {
            if (button->isVisible() && button->text() == QString::fromUtf8(words))
                return button;
        }
        return nullptr;
    };
    auto guide = p.guideAtPreview();
    nextButton(*guide).click();
    guide.reset();
    QTRY_COMPARE_WITH_TIMEOUT(p.account().incoming.protocol, imap, patience);
    QTRY_VERIFY_WITH_TIMEOUT(told().contains(QStringLiteral("by IMAP now")), patience);
    action("Show Report…")->click();
    auto *report = window.findChild<SwitchGuide *>();
    QVERIFY(report);
    QTRY_COMPARE_WITH_TIMEOUT(page(*report), QStringLiteral("reportPage"), patience);
    QTRY_COMPARE(told(), QString());
    // With its guide open it isn't told a second time.
    child<QPushButton>(*report, "giveUpButton").click();
    agree();
    QTRY_COMPARE_WITH_TIMEOUT(p.account().incoming.protocol, pop3, patience);
    QTRY_VERIFY_WITH_TIMEOUT(!p.switches().activity(p.id).isRunning(), patience);
    QCOMPARE(told(), QString());
}

void SwitchGuideTest::keptForGood_canNotBeUndone()
{
    m_server->deliver(alice, inbox, sampleMessage(1));
    GuideProgram p(*m_server);
    auto guide = p.guideAtPreview();
    QVERIFY(!child<QPushButton>(*guide, "keepButton").isVisible());
    nextButton(*guide).click();
    QTRY_COMPARE_WITH_TIMEOUT(page(*guide), QStringLiteral("reportPage"), patience);
    auto &keep = child<QPushButton>(*guide, "keepButton");
    QVERIFY(keep.isVisible());
    AccountSettingsDialog dialog(*p.store, *p.engine, *p.preferences, p.id);
    dialog.show();
    auto &undo = child<QPushButton>(child<ProtocolPage>(dialog, "ProtocolPage"), "undoButton");
    QTRY_VERIFY(undo.isVisibleTo(undo.parentWidget()));
    keep.click();
    QMessageBox *box = nullptr;
    QTRY_VERIFY((box = guide->findChild<QMessageBox *>()));
    QTest::keyClick(box, Qt::Key_Return); // a careless key keeps the way back
    QTRY_VERIFY(!guide->findChild<QMessageBox *>());
    QVERIFY(keep.isVisible());
    keep.click();
    QTRY_VERIFY((box = guide->findChild<QMessageBox *>()));
    const QList<QAbstractButton *> buttons = box->buttons();
    for (QAbstractButton *button : buttons) {
        if (box->buttonRole(button) == QMessageBox::AcceptRole)
            button->click();
    }
    QTRY_VERIFY(!keep.isVisible());
    QVERIFY(!child<QPushButton>(*guide, "giveUpButton").isVisible());
    QTRY_VERIFY(!undo.isVisibleTo(undo.parentWidget()));
    QCOMPARE(p.account().incoming.protocol, imap);
    QVERIFY(SwitchReader(*p.writer).report(p.id)->state == SwitchState::Closed);
    QVERIFY(SwitchReader(*p.writer).backupFolders().isEmpty());
}

void SwitchGuideTest::thorough_isChosenInThePreviewAndIsKeptInTheJournal()
{
    for (int i = 1; i <= 2; ++i)
        m_server->deliver(alice, inbox, sampleMessage(i));
    GuideProgram p(*m_server);
    p.file(1, QStringLiteral("Work"));
    RawImap &browser = m_server->client(alice);
    browser.require("SELECT INBOX");
    browser.require("UID STORE 2 +FLAGS (\\Deleted)");
    browser.require("EXPUNGE");
    auto guide = p.guideAtPreview();
    auto &thorough = child<QCheckBox>(*guide, "thoroughBox");
    QVERIFY(thorough.isVisible() && !thorough.isChecked());
    thorough.click();
    // What resumes it, in this run or another, finds it there.
    std::optional<SwitchPreview> decided;
    connect(&p.switches(), &ProtocolSwitches::changed, guide.get(), [&](const SwitchActivity &now) {
        if (now.isRunning() && now.progress.stage >= SwitchStage::Backup && !decided)
            decided = SwitchReader(*p.writer).preview(p.id);
    });
    nextButton(*guide).click();
    QTRY_COMPARE_WITH_TIMEOUT(page(*guide), QStringLiteral("reportPage"), patience);
    QVERIFY(decided && decided->thorough);
    QCOMPARE(countThere(*m_server, "Work"), 1);
}

void SwitchGuideTest::preview_isSavedAsCsvAndReportAsHtml()
{
    m_server->deliver(alice, inbox, sampleMessage(1));
    GuideProgram p(*m_server);
    auto guide = p.guideAtPreview();
    const QDir directory(p.profile.paths().data);
    const auto saved = [&](const char *name) {
        QFile file(directory.filePath(QString::fromLatin1(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    guide->saveTo(directory.filePath(QStringLiteral("preview.csv")));
    QTRY_VERIFY(saved("preview.csv").contains("\"INBOX\",\"1\""));
    guide->saveTo(directory.filePath(QStringLiteral("no/such/folder.csv")));
    QTRY_VERIFY(!problem(*guide).isEmpty());
    nextButton(*guide).click();
    QTRY_COMPARE_WITH_TIMEOUT(page(*guide), QStringLiteral("reportPage"), patience);
    guide->saveTo(directory.filePath(QStringLiteral("report.html")));
    QTRY_VERIFY(saved("report.html").contains("<html>"));
    guide->saveTo(directory.filePath(QStringLiteral("report.csv")));
    QTRY_VERIFY(saved("report.csv").contains("\"INBOX\",\"1\""));
    QVERIFY(
        child<QTextBrowser>(*guide, "reportView").toPlainText().contains(QStringLiteral("Inbox")));
    // For people as the window calls it, and without what holds nothing.
    SwitchReport report;
    for (const auto &[path, role] : {std::pair("Entwürfe", FolderRole::Drafts),
                                     {"Papierkorb", FolderRole::Trash},
                                     {"Hafen/Mole", FolderRole::None}}) {
        SwitchReport::FolderResult result;
        result.plan.path = QString::fromUtf8(path);
        result.plan.role = role;
        if (role != FolderRole::Trash)
            result.plan.onBoth.add(100);
        report.folders.append(result);
    }
    SwitchException one;
    one.folder = QStringLiteral("Entwürfe");
    report.exceptions.append(one);
    const QByteArray html = switchReportHtml(report);
    QVERIFY(!html.contains("Entwürfe") && html.count("Drafts") == 2);
    QVERIFY(!html.contains("Papierkorb") && !html.contains("Trash"));
    QVERIFY(html.contains("Hafen › Mole"));
    QVERIFY(switchReportCsv(report).contains("\"Papierkorb\""));
}

void SwitchGuideTest::everyControl_hasANameAndIsReachable()
{
    GuideProgram p(*m_server);
    auto guide = p.guide();
    QTRY_COMPARE(page(*guide), QStringLiteral("serverPage"));
    ProtocolPage settings(*p.store, *p.engine);
    int controls = 0;
    for (QWidget *root : {static_cast<QWidget *>(guide.get()), static_cast<QWidget *>(&settings)}) {
        const QList<QWidget *> widgets = root->findChildren<QWidget *>();
        for (const QWidget *widget : widgets) {
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            const bool control = button || qobject_cast<const QLineEdit *>(widget)
                || qobject_cast<const QComboBox *>(widget) || qobject_cast<const QSpinBox *>(widget)
                || qobject_cast<const QTableView *>(widget)
                || qobject_cast<const QTextBrowser *>(widget);
            if (!control || widget->objectName().isEmpty()
                || widget->objectName().startsWith(QStringLiteral("qt_")))
                continue;
            ++controls;
            QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty())
                         || widget->objectName() == QStringLiteral("deletedToTrash"),
                     qPrintable(widget->objectName()));
            QVERIFY2(widget->focusPolicy() & Qt::TabFocus, qPrintable(widget->objectName()));
        }
    }
    QVERIFY(controls > 15);
}

QTEST_MAIN(SwitchGuideTest)
#include "tst_switchguide.moc"
