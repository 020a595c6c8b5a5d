// SPDX-License-Identifier: MIT
#include "gui/emptystate.h"
#include "gui/foldertree.h"
#include "gui/mainwindow.h"
#include "gui/messagelistmodel.h"
#include "gui/messagelistview.h"
#include "gui/messageview.h"
#include "gui/newtagdialog.h"
#include "gui/problembanner.h"
#include "gui/statusarea.h"
#include "gui/theme.h"
#include "gui/windowactions.h"
#include "support/paths.h"
#include "support/windowfixture.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QSplitter>
#include <QTest>
#include <QToolBar>
#include <QTranslator>

using namespace Turnstone;

namespace {

struct Mail {
    explicit Mail(int messages = 40)
    {
        fixture.preferences().set(Pref::markReadAfterMs, -1);
        account = fixture.addAccount(QStringLiteral("Home"));
        inbox = fixture.folder(account, FolderRole::Inbox);
        fixture.fill(account, FolderRole::Inbox, messages, 1'700'000'000, QStringLiteral("m"));
    }
    Test::WindowFixture fixture;
    AccountId account;
    FolderId inbox;
};

std::unique_ptr<MainWindow> openWindow(Test::WindowFixture &fixture)
{
    auto window =
        std::make_unique<MainWindow>(fixture.store(), fixture.engine(), fixture.preferences());
    window->resize(1200, 800);
    window->show();
    return window;
}

bool isVisibleState(MainWindow &window, const QString &title)
{
    for (const EmptyState *state : window.findChildren<EmptyState *>()) {
        if (state->isVisibleTo(&window) && state->title() == title)
            return true;
    }
    return false;
}

/// Entries of a menu, and of those in it, that are reached by the same letter as one before.
void keysTwice(const QList<QAction *> &entries, QStringList &twice)
{
    QHash<QString, QString> taken;
    for (const QAction *entry : entries) {
        const QString key = QKeySequence::mnemonic(entry->text()).toString();
        if (!key.isEmpty() && taken.contains(key))
            twice.append(taken.value(key) + QLatin1Char('/') + entry->text());
        taken.insert(key, entry->text());
        if (entry->menu())
            keysTwice(entry->menu()->actions(), twice);
    }
}

} // namespace

#define TRY_ROWS(window, count)                                                                    \
    QTRY_COMPARE((window)->messageModel().rowCount(), count);                                      \
    QTRY_VERIFY(!(window)->messageModel().isLoading())

class TestMainWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void start_noAccount_leadsToAddingOne()
    {
        Test::WindowFixture fixture;
        const auto window = openWindow(fixture);
        QTRY_VERIFY(isVisibleState(*window, QStringLiteral("Welcome to Turnstone")));
        QVERIFY(!window->actions().archive->isEnabled());
    }

    void start_oneAccount_opensTheInboxAndSaysHowMuchIsUnread()
    {
        Mail mail;
        const auto window = openWindow(mail.fixture);
        TRY_ROWS(window, 40);
        QTRY_COMPARE(window->windowTitle(), QStringLiteral("(10) Inbox – Turnstone"));
    }

    void twoAccounts_unifiedInbox_showsBoth()
    {
        Mail mail;
        const AccountId other = mail.fixture.addAccount(QStringLiteral("Work"));
        mail.fixture.fill(other, FolderRole::Inbox, 10, 1'700'000'000, QStringLiteral("w"));
        const auto window = openWindow(mail.fixture);
        TRY_ROWS(window, 50);
        QTRY_COMPARE(window->windowTitle(), QStringLiteral("(13) All Inboxes – Turnstone"));
    }

    void rowSelected_messageIsShown()
    {
        Mail mail;
        const auto window = openWindow(mail.fixture);
        TRY_ROWS(window, 40);
        window->messageList().selectRow(3);
        QTRY_COMPARE(window->messageView().current(), window->messageModel().idAt(3));
        window->messageList().selectAll();
        QTRY_VERIFY(!window->messageView().current());
    }

    void workOffline_reachesTheEngine()
    {
        Mail mail;
        const auto window = openWindow(mail.fixture);
        QSignalSpy changed(&mail.fixture.engine(), &Engine::workOfflineChanged);
        window->actions().workOffline->trigger();
        QCOMPARE(changed.size(), 1);
        QVERIFY(mail.fixture.engine().isWorkingOffline());
        window->actions().workOffline->trigger();
        QCOMPARE(changed.size(), 2);
        QVERIFY(!mail.fixture.engine().isWorkingOffline());
    }

    void deleted_rowGoesAndTheNextIsSelected()
    {
        Mail mail;
        const auto window = openWindow(mail.fixture);
        TRY_ROWS(window, 40);
        window->messageList().selectRow(3);
        const PlacementId gone = window->messageModel().idAt(3);
        const PlacementId next = window->messageModel().idAt(4);
        window->actions().remove->trigger();
        QTRY_COMPARE(window->messageModel().rowCount(), 39);
        QCOMPARE(window->messageModel().indexOf(gone), -1);
        QCOMPARE(window->messageList().selectedIds(), QList<PlacementId>{next});
        QTRY_COMPARE(window->messageView().current(), next);
        QCOMPARE(mail.fixture.writer().row(gone)->folder,
                 mail.fixture.folder(mail.account, FolderRole::Trash));
    }

    void lastRowDeleted_theOneBeforeIsSelected()
    {
        Mail mail(3);
        const auto window = openWindow(mail.fixture);
        TRY_ROWS(window, 3);
        window->messageList().selectRow(2);
        const PlacementId before = window->messageModel().idAt(1);
        window->actions().remove->trigger();
        QTRY_COMPARE(window->messageModel().rowCount(), 2);
        QCOMPARE(window->messageList().selectedIds(), QList<PlacementId>{before});
    }

    void junk_moreRowsThanAreHere_allGo()
    {
        Mail mail(4000);
        const auto window = openWindow(mail.fixture);
        TRY_ROWS(window, 4000);
        window->messageList().selectAll();
        window->actions().junk->trigger();
        QTRY_COMPARE(window->messageModel().rowCount(), 0);
        QTRY_COMPARE(mail.fixture.writer()
                         .folder(mail.fixture.folder(mail.account, FolderRole::Junk))
                         ->total,
                     4000);
    }

    void archived_severalRows_allGo()
    {
        Mail mail;
        const auto window = openWindow(mail.fixture);
        TRY_ROWS(window, 40);
        window->messageList().selectRow(3);
        QTest::keyClick(&window->messageList(), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(&window->messageList(), Qt::Key_Down, Qt::ShiftModifier);
        window->actions().archive->trigger();
        QTRY_COMPARE(window->messageModel().rowCount(), 37);
        QTRY_COMPARE(mail.fixture.writer()
                         .folder(mail.fixture.folder(mail.account, FolderRole::Archive))
                         ->total,
                     3);
    }

    void star_togglesAtOnceAndInTheStore()
    {
        Mail mail;
        const auto window = openWindow(mail.fixture);
        TRY_ROWS(window, 40);
        window->messageList().selectRow(1);
        const PlacementId id = window->messageModel().idAt(1);
        QTRY_VERIFY(window->messageModel().row(1));
        window->actions().toggleFlag->trigger();
        QVERIFY(window->messageModel().row(1)->flags.flags.testFlag(Flag::Flagged));
        QTRY_VERIFY(mail.fixture.writer().row(id)->flags.flags.testFlag(Flag::Flagged));
        window->actions().toggleFlag->trigger();
        QTRY_VERIFY(!mail.fixture.writer().row(id)->flags.flags.testFlag(Flag::Flagged));
    }

    void tags_areGivenByNumberAndNameAndTakenAgain()
    {
        Mail mail;
        const auto window = openWindow(mail.fixture);
        TRY_ROWS(window, 40);
        window->messageList().selectRow(1);
        const PlacementId id = window->messageModel().idAt(1);
        QTRY_VERIFY(window->messageModel().row(1));
        const auto tags = [&] { return mail.fixture.writer().row(id)->flags.tags; };
        const WindowActions &actions = window->actions();
        QCOMPARE(actions.usualTags.first()->text(), QStringLiteral("&1 Important"));
        actions.usualTags.first()->trigger();
        QTRY_COMPARE(tags(), QStringList{QStringLiteral("$label1")});
        QTRY_VERIFY(actions.usualTags.first()->isChecked());

        actions.newTag->trigger();
        auto *dialog = window->findChild<NewTagDialog *>();
        QVERIFY(dialog);
        QPointer<QDialog> gone = dialog;
        auto *name = dialog->findChild<QLineEdit *>();
        const auto *ok = dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok);
        QVERIFY(!ok->isEnabled());
        QTest::keyClicks(name, QStringLiteral("\\Seen"));
        QVERIFY(!ok->isEnabled());
        name->clear();
        QTest::keyClicks(name, QStringLiteral("Fish & Chips"));
        QVERIFY(ok->isEnabled());
        QTest::keyClick(dialog, Qt::Key_Return);
        const QStringList both{QStringLiteral("$label1"), QStringLiteral("Fish & Chips")};
        QTRY_COMPARE(tags(), both);
        QTRY_VERIFY(!gone);

        // A tag of one's own stands in the menu, and is taken away there; what programs remember
        // stands in none, and stays.
        mail.fixture.writer().setFlags({id}, {{}, {}, {QStringLiteral("$MDNSent")}, {}}, {});
        QTRY_COMPARE(window->messageModel().row(1)->flags.tags.size(), 3);
        const auto own = [&] {
            Q_EMIT actions.tags().aboutToShow();
            QStringList texts;
            for (const QAction *action : actions.tags().actions().mid(actions.usualTags.size())) {
                if (!action->isSeparator())
                    texts.append(action->text());
            }
            return texts.mid(0, texts.size() - 2); // "New Tag…", "Remove All Tags"
        };
        QCOMPARE(own(), QStringList{QStringLiteral("Fish && Chips")});
        actions.tags().actions().at(actions.usualTags.size())->trigger();
        const QStringList rest{QStringLiteral("$label1"), QStringLiteral("$MDNSent")};
        QTRY_COMPARE(tags(), rest);
        QTRY_VERIFY(own().isEmpty());
        actions.noTags->trigger();
        QTRY_COMPARE(tags(), QStringList{QStringLiteral("$MDNSent")});
        QTRY_VERIFY(!actions.usualTags.first()->isChecked());
    }

    void unreadFilter_messageReadMeanwhile_staysUntilTheFilterIsSetAnew()
    {
        Mail mail;
        const auto window = openWindow(mail.fixture);
        TRY_ROWS(window, 40);
        window->actions().unreadOnly->setChecked(true);
        TRY_ROWS(window, 10);
        window->messageList().selectRow(0);
        QTRY_VERIFY(window->messageModel().row(0));
        const PlacementId id = window->messageModel().idAt(0);
        window->actions().toggleRead->trigger();
        QTRY_VERIFY(mail.fixture.writer().row(id)->flags.flags.testFlag(Flag::Seen));
        // Something else arrives, so that the list is read again.
        mail.fixture.fill(mail.account, FolderRole::Inbox, 1, 1'700'100'000, QStringLiteral("new"));
        QTRY_COMPARE(window->messageModel().rowCount(), 11);
        QVERIFY(window->messageModel().indexOf(id) >= 0);
        window->actions().unreadOnly->setChecked(false);
        window->actions().unreadOnly->setChecked(true);
        TRY_ROWS(window, 10);
        QCOMPARE(window->messageModel().indexOf(id), -1);
    }

    void unreadFilter_nothingUnread_offersToShowAll()
    {
        Mail mail(0);
        const auto window = openWindow(mail.fixture);
        window->actions().unreadOnly->setChecked(true);
        QTRY_VERIFY(isVisibleState(*window, QStringLiteral("Nothing unread")));
    }

    void shownForAWhile_messageIsMarkedAsRead()
    {
        Mail mail;
        mail.fixture.preferences().set(Pref::markReadAfterMs, 0);
        const auto window = openWindow(mail.fixture);
        TRY_ROWS(window, 40);
        // m36 is unread and the fourth from the newest.
        const PlacementId id = window->messageModel().idAt(3);
        QVERIFY(!mail.fixture.writer().row(id)->flags.flags.testFlag(Flag::Seen));
        window->messageList().selectRow(3);
        Q_EMIT window->messageView().messageShown(id);
        QTRY_VERIFY(mail.fixture.writer().row(id)->flags.flags.testFlag(Flag::Seen));
    }

    void nextUnread_goesOnAndRoundTheEnd()
    {
        Mail mail;
        const auto window = openWindow(mail.fixture);
        TRY_ROWS(window, 40);
        window->messageList().selectRow(0);
        window->actions().nextUnread->trigger();
        QTRY_COMPARE(window->messageList().currentIndex().row(), 3);
        window->actions().nextUnread->trigger();
        QTRY_COMPARE(window->messageList().currentIndex().row(), 7);
        window->actions().previousUnread->trigger();
        QTRY_COMPARE(window->messageList().currentIndex().row(), 3);
        window->messageList().selectRow(39);
        window->actions().nextUnread->trigger();
        QTRY_COMPARE(window->messageList().currentIndex().row(), 3);
    }

    void sorting_chosenInTheMenu_isRemembered()
    {
        Mail mail;
        auto window = openWindow(mail.fixture);
        TRY_ROWS(window, 40);
        window->actions().sortKeys[2]->trigger();
        window->actions().ascending->trigger();
        TRY_ROWS(window, 40);
        QCOMPARE(window->messageModel().query().sort, SortKey::Subject);
        window->close();
        window.reset();
        mail.fixture.restartPreferences();
        window = openWindow(mail.fixture);
        TRY_ROWS(window, 40);
        QCOMPARE(window->messageModel().query().sort, SortKey::Subject);
        QVERIFY(window->messageModel().query().ascending);
        QVERIFY(window->actions().ascending->isChecked());
    }

    void layout_chosenInTheMenu_isRemembered()
    {
        Mail mail;
        auto window = openWindow(mail.fixture);
        TRY_ROWS(window, 40);
        QCOMPARE(window->messageList().settings().look, ListLook::Cards);
        window->actions().stackedLayout->trigger();
        QCOMPARE(window->messageList().settings().look, ListLook::Table);
        auto *tree = static_cast<QSplitter *>(window->folderTree().parentWidget()->parentWidget());
        tree->setSizes({300, 900});
        const int width = window->folderTree().width();
        window->close();
        window.reset();
        mail.fixture.restartPreferences();
        window = openWindow(mail.fixture);
        QVERIFY(window->actions().stackedLayout->isChecked());
        QCOMPARE(window->messageList().settings().look, ListLook::Table);
        QTRY_COMPARE(window->folderTree().width(), width);
    }

    void folder_openedLast_isOpenedAgain()
    {
        Mail mail;
        mail.fixture.fill(mail.account, FolderRole::Archive, 5, 1'600'000'000, QStringLiteral("a"));
        auto window = openWindow(mail.fixture);
        TRY_ROWS(window, 40);
        auto *model = static_cast<FolderTreeModel *>(window->folderTree().model());
        window->folderTree().open(
            model->indexOf(mail.fixture.folder(mail.account, FolderRole::Archive)));
        TRY_ROWS(window, 5);
        window->close();
        window.reset();
        mail.fixture.restartPreferences();
        window = openWindow(mail.fixture);
        TRY_ROWS(window, 5);
    }

    void emptyFolder_saysSo()
    {
        Mail mail;
        const auto window = openWindow(mail.fixture);
        TRY_ROWS(window, 40);
        auto *model = static_cast<FolderTreeModel *>(window->folderTree().model());
        window->folderTree().open(
            model->indexOf(mail.fixture.folder(mail.account, FolderRole::Drafts)));
        QTRY_VERIFY(isVisibleState(*window, QStringLiteral("Not fetched yet"))
                    || isVisibleState(*window, QStringLiteral("No messages")));
    }

    void theme_dark_paintsTheWindowDarkAtOnce()
    {
        Mail mail;
        const Theme theme(*qApp, mail.fixture.preferences());
        mail.fixture.preferences().set(Pref::theme, QStringLiteral("dark"));
        QVERIFY(qApp->palette().color(QPalette::Window).lightness() < 80);
        mail.fixture.preferences().set(Pref::theme, QStringLiteral("light"));
        QVERIFY(qApp->palette().color(QPalette::Window).lightness() > 200);
    }

    void actions_all_haveTextsAndNoShortcutTwice()
    {
        Mail mail;
        const auto window = openWindow(mail.fixture);
        QHash<QString, QString> taken;
        for (const QAction *action : window->actions().all()) {
            QVERIFY(!action->text().isEmpty());
            for (const QKeySequence &key : action->shortcuts()) {
                const QString name = key.toString();
                QVERIFY2(!taken.contains(name),
                         qPrintable(name + QLatin1Char(' ') + action->text() + QLatin1Char('/')
                                    + taken.value(name)));
                taken.insert(name, action->text());
            }
        }
    }

    void menus_everyLanguage_haveNoKeyTwice_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << QStringLiteral("en");
        QTest::newRow("German") << QStringLiteral("de");
    }
    void menus_everyLanguage_haveNoKeyTwice()
    {
        QFETCH(QString, language);
        QTranslator translator;
        QVERIFY(
            translator.load(Test::buildPath(QStringLiteral("src/turnstone_%1.qm").arg(language))));
        QVERIFY(QCoreApplication::installTranslator(&translator));
        Mail mail;
        const auto window = openWindow(mail.fixture);
        QStringList twice;
        keysTwice(window->menuBar()->actions(), twice);
        QVERIFY2(twice.isEmpty(), qPrintable(twice.join(QStringLiteral(", "))));
    }

    void controls_all_haveAccessibleNames()
    {
        Mail mail;
        const auto window = openWindow(mail.fixture);
        TRY_ROWS(window, 40);
        window->messageList().selectRow(1);
        QTRY_VERIFY(window->messageView().current());
        QStringList nameless;
        for (QWidget *widget : window->findChildren<QWidget *>()) {
            const bool control = qobject_cast<QAbstractButton *>(widget)
                || qobject_cast<QLineEdit *>(widget) || qobject_cast<QComboBox *>(widget)
                || qobject_cast<QAbstractItemView *>(widget);
            // What is hidden says nothing yet; parts of Qt's own widgets are Qt's.
            if (!control || widget->isHidden()
                || widget->objectName().startsWith(QStringLiteral("qt_"))
                || widget->inherits("QLineEditIconButton"))
                continue;
            QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(widget);
            if (!accessible || accessible->text(QAccessible::Name).isEmpty())
                nameless.append(
                    QString::fromLatin1(widget->metaObject()->className()) + QLatin1Char(' ')
                    + widget->objectName() + QLatin1String(" in ")
                    + QString::fromLatin1(widget->parentWidget()->metaObject()->className()));
        }
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char('\n'))));
    }

    void rows_accessibly_areChildrenOfTheList()
    {
        Mail mail(4);
        const auto window = openWindow(mail.fixture);
        TRY_ROWS(window, 4);
        QTRY_VERIFY(window->messageModel().row(1));
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&window->messageList());
        QVERIFY(list && list->tableInterface());
        QCOMPARE(list->tableInterface()->rowCount(), 4);
        QAccessibleInterface *cell = list->tableInterface()->cellAt(1, 0);
        QVERIFY(cell);
        QVERIFY(cell->text(QAccessible::Name).contains(QStringLiteral("Sender")));
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
