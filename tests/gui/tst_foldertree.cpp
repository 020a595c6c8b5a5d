// SPDX-License-Identifier: MIT
#include "gui/foldermime.h"
#include "gui/folderpane.h"
#include "gui/folderpicker.h"
#include "gui/foldersearch.h"
#include "gui/mainwindow.h"
#include "gui/messagelistmodel.h"
#include "gui/messagelistview.h"
#include "gui/newfolderdialog.h"
#include "gui/placementmime.h"
#include "gui/statusarea.h"
#include "gui/subscriptionsdialog.h"
#include "gui/windowactions.h"
#include "mail/messagereader.h"
#include "support/windowfixture.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QDialogButtonBox>
#include <QDragMoveEvent>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

using namespace Turnstone;

namespace {

using Kind = FolderTreeModel::Kind;

MailWriter::SeenFolder seen(const QString &path, bool selectable = true,
                            FolderOwner owner = FolderOwner::User, bool subscribed = true)
{
    return {path.toUtf8(), path, QLatin1Char('/'), FolderRole::None, selectable, subscribed, owner};
}

struct Fixture {
    explicit Fixture(const QString &protocol = QStringLiteral("imap"))
    {
        mail.preferences().set(Pref::markReadAfterMs, -1);
        home = mail.addAccount(QStringLiteral("Home"), protocol);
        mail.fill(home, FolderRole::Inbox, 8, 1'700'000'000, QStringLiteral("m"));
    }
    void list(AccountId account, const QList<MailWriter::SeenFolder> &folders)
    {
        WriteTransaction transaction(mail.writer());
        mail.writer().foldersSeen(mail.writer().account(account)->incoming.id, folders);
        transaction.commit();
    }
    Folder at(const QString &path, AccountId account = {})
    {
        return mail.writer().folderByPath(account ? account : home, path).value_or(Folder());
    }
    /// Unread mail in any folder.
    void deliver(const QString &path, int count = 1)
    {
        const FolderId folder = at(path).id;
        for (const auto &row :
             mail.writer().remoteFolders(mail.writer().account(home)->incoming.id)) {
            if (row.folder != folder)
                continue;
            QList<IncomingMessage> messages;
            for (int i = 0; i < count; ++i) {
                IncomingMessage message;
                message.key = QByteArray::number(++lastKey);
                message.receivedUtc = 1'700'000'000;
                message.envelope.subject = path;
                message.envelope.messageId = message.key + "@folders.example";
                message.fingerprint = envelopeFingerprint(message.envelope, 0);
                messages.append(message);
            }
            WriteTransaction transaction(mail.writer());
            mail.writer().messagesAppeared(row.id, messages);
            transaction.commit();
        }
    }
    std::unique_ptr<MainWindow> open()
    {
        auto window = std::make_unique<MainWindow>(mail.store(), mail.engine(), mail.preferences());
        window->resize(1200, 900);
        window->show();
        [&] {
            QTRY_VERIFY(window->folderModel().isLoaded());
            QTRY_VERIFY(window->folderTree().opened().isValid());
        }();
        return window;
    }
    Test::WindowFixture mail;
    AccountId home;
    int lastKey = 50'000;
};

QStringList childrenOf(const FolderTreeModel &model, const QModelIndex &parent)
{
    QStringList names;
    for (int row = 0; row < model.rowCount(parent); ++row)
        names.append(model.index(row, 0, parent).data().toString());
    return names;
}

/// Drags over the middle of a row (or its upper quarter) and lets go; what the pointer showed.
struct DropResult {
    bool accepted = false;
    QString remark;
};
DropResult dropOn(FolderTree &tree, const QModelIndex &row, QMimeData *data,
                  Qt::KeyboardModifiers keys = Qt::NoModifier, bool upperEdge = false)
{
    const std::unique_ptr<QMimeData> owned(data);
    tree.scrollTo(row);
    const QRect rect = tree.visualRect(row);
    const QPoint point(rect.left() + 20, upperEdge ? rect.top() + 2 : rect.center().y());
    const Qt::DropActions actions = Qt::MoveAction | Qt::CopyAction;
    QString remark;
    const auto listening =
        QObject::connect(&tree, &FolderTree::dragRemark, &tree, [&remark](const QString &text) {
            if (!text.isEmpty())
                remark = text;
        });
    QDragEnterEvent enter(point, actions, data, Qt::LeftButton, keys);
    QApplication::sendEvent(tree.viewport(), &enter);
    QDragMoveEvent move(point, actions, data, Qt::LeftButton, keys);
    QApplication::sendEvent(tree.viewport(), &move);
    const bool accepted = move.isAccepted();
    if (accepted) {
        QDropEvent drop(point, actions, data, Qt::LeftButton, keys);
        QApplication::sendEvent(tree.viewport(), &drop);
    } else {
        QDragLeaveEvent leave;
        QApplication::sendEvent(tree.viewport(), &leave);
    }
    QObject::disconnect(listening);
    return {accepted, remark};
}

} // namespace

class TestFolderTree : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void search_wordsOfAnyLevel_lastLevelAndBeginningsCountMost()
    {
        const QString harbour = FolderWords::folded(QStringLiteral("Home/Projects/Hårbour"));
        QVERIFY(FolderSearch(QStringLiteral("HARB")).fits(harbour));
        QVERIFY(FolderSearch(QStringLiteral("proj harb")).fits(harbour));
        QVERIFY(!FolderSearch(QStringLiteral("proj")).fits(harbour)); // that is the one above
        QVERIFY(FolderSearch(QStringLiteral("proj")).score(harbour) >= 0);
        QVERIFY(FolderSearch(QStringLiteral("phb")).score(harbour) >= 0);
        QVERIFY(FolderSearch(QStringLiteral("zz")).score(harbour) < 0);
        const FolderSearch harb(QStringLiteral("harb"));
        QVERIFY(harb.score(harbour)
                > harb.score(FolderWords::folded(QStringLiteral("Home/Harbour/Old"))));
        QVERIFY(harb.score(harbour)
                > harb.score(FolderWords::folded(QStringLiteral("Home/Projects/Unharboured"))));
        QVERIFY(FolderSearch(QStringLiteral("pro har")).score(harbour)
                > FolderSearch(QStringLiteral("pro har"))
                      .score(FolderWords::folded(QStringLiteral("Harbour/Projects"))));
        QVERIFY(FolderSearch(QStringLiteral("תיק"))
                    .fits(FolderWords::folded(QStringLiteral("Home/תיקייה"))));
    }

    void othersAndSharedFolders_areGroupedAndTheirNamespaceIsNoRow()
    {
        Fixture f;
        f.list(f.home,
               {seen(QStringLiteral("user"), false),
                seen(QStringLiteral("user/ana"), true, FolderOwner::Other),
                seen(QStringLiteral("user/ana/Plans"), true, FolderOwner::Other),
                seen(QStringLiteral("Public"), true, FolderOwner::Shared)});
        const auto window = f.open();
        FolderTreeModel &model = window->folderModel();
        const QModelIndex account = model.indexOf(f.home);
        const QStringList rows = childrenOf(model, account);
        QCOMPARE(rows.mid(rows.size() - 2), QStringList({"Other Users", "Shared Folders"}));
        QVERIFY(!rows.contains(QStringLiteral("user")));
        const QModelIndex others = model.index(int(rows.size()) - 2, 0, account);
        QCOMPARE(childrenOf(model, others), QStringList("ana"));
        QCOMPARE(childrenOf(model, model.index(0, 0, others)), QStringList("Plans"));
        QVERIFY(!model.foldersAt(others).size());
    }

    void foldersComeGoAndMove_rowsFollowAndWhatIsOpenStays()
    {
        Fixture f;
        const auto window = f.open();
        FolderTreeModel &model = window->folderModel();
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        FolderTree &tree = window->folderTree();
        QVERIFY(tree.open(f.at(QStringLiteral("Projects/Harbour")).id));
        QSignalSpy opened(&tree, &FolderTree::folderOpened);
        f.list(f.home,
               {seen(QStringLiteral("Aardvark")), seen(QStringLiteral("Projects/Alpha")),
                seen(QStringLiteral("Zebra/Deep/Deeper"))});
        QTRY_VERIFY(model.indexOf(f.at(QStringLiteral("Zebra/Deep/Deeper")).id).isValid());
        QCOMPARE(childrenOf(model, model.indexOf(f.at(QStringLiteral("Projects")).id)),
                 QStringList({"Alpha", "Harbour"}));
        const ActionTraits traits{true, true, true};
        f.mail.writer().renameFolder(f.at(QStringLiteral("Aardvark")).id, QStringLiteral("Zulu"),
                                     traits);
        QTRY_COMPARE(model.indexOf(f.at(QStringLiteral("Zulu")).id).data().toString(),
                     QStringLiteral("Zulu"));
        f.mail.writer().removeFolder(f.at(QStringLiteral("Zebra")).id, true, traits);
        QTRY_VERIFY(!childrenOf(model, model.indexOf(f.home)).contains(QStringLiteral("Zebra")));
        QCOMPARE(resets.size(), 0);
        QCOMPARE(opened.size(), 0);
        QCOMPARE(tree.opened().data().toString(), QStringLiteral("Harbour"));
    }

    void thousandsOfFolders_oneCounterChanges_onlyItsRowsAreTold()
    {
        Fixture f;
        QList<MailWriter::SeenFolder> many;
        for (int i = 0; i < 3000; ++i)
            many.append(seen(QStringLiteral("Lists/%1/%2").arg(i % 50).arg(i)));
        f.list(f.home, many);
        const auto window = f.open();
        FolderTreeModel &model = window->folderModel();
        QTRY_COMPARE(model.folders().size(), 3000 + 50 + 1 + 9);
        QSignalSpy shapes(&model, &FolderTreeModel::updated);
        QList<QModelIndex> told;
        connect(&model, &QAbstractItemModel::dataChanged, &model,
                [&](const QModelIndex &first, const QModelIndex &last) {
                    QCOMPARE(first, last);
                    told.append(first);
                });
        f.deliver(QStringLiteral("Lists/7/7"));
        const FolderId id = f.at(QStringLiteral("Lists/7/7")).id;
        QTRY_COMPARE(model.indexOf(id).data(FolderTreeModel::UnreadRole).toInt(), 1);
        QCOMPARE(shapes.size(), 0);
        // The folder, "7", "Lists" and the account.
        QVERIFY2(told.size() <= 4, qPrintable(QString::number(told.size())));
        QCOMPARE(model.indexOf(f.at(QStringLiteral("Lists")).id)
                     .data(FolderTreeModel::BelowRole)
                     .toInt(),
                 1);
    }

    void inboxOfItsOwn_isNotAmongAllInboxes()
    {
        Fixture f;
        QList<AccountId> ids{f.home, f.mail.addAccount(QStringLiteral("Club")),
                             f.mail.addAccount(QStringLiteral("Work"))};
        const auto setApart = [&](AccountId id) {
            Account apart = *f.mail.writer().account(id);
            apart.inboxApart = true;
            f.mail.writer().updateAccount(apart);
        };
        setApart(ids[1]);
        const auto window = f.open();
        FolderTreeModel &model = window->folderModel();
        QTRY_VERIFY(model.allInboxes().isValid());
        QCOMPARE(model.foldersAt(model.allInboxes()).size(), 2);
        QCOMPARE(model.inboxesUnread(), 2);
        setApart(ids[0]);
        QTRY_VERIFY(!model.allInboxes().isValid()); // one alone is no "all"
        QCOMPARE(model.inboxesUnread(), 0);
    }

    void unreadBelow_isSummedUpWithoutJunkAndTrash()
    {
        Fixture f;
        const auto window = f.open();
        FolderTreeModel &model = window->folderModel();
        f.deliver(QStringLiteral("Projects/Harbour"), 3);
        f.deliver(QStringLiteral("Junk"), 5);
        QTRY_COMPARE(model.indexOf(f.at(QStringLiteral("Junk")).id)
                         .data(FolderTreeModel::UnreadRole)
                         .toInt(),
                     5);
        const QModelIndex projects = model.indexOf(f.at(QStringLiteral("Projects")).id);
        QTRY_COMPARE(projects.data(FolderTreeModel::BelowRole).toInt(), 3);
        QCOMPARE(projects.data(FolderTreeModel::UnreadRole).toInt(), 0);
        QCOMPARE(model.indexOf(f.home).data(FolderTreeModel::BelowRole).toInt(), 3 + 2);
        QVERIFY(projects.data(Qt::AccessibleTextRole)
                    .toString()
                    .contains(QStringLiteral("3 unread in folders below")));
    }

    void unfoldedFolders_areUnfoldedAtTheNextStart()
    {
        Fixture f;
        const QModelIndex none;
        {
            const auto window = f.open();
            FolderTree &tree = window->folderTree();
            const QModelIndex projects =
                window->folderModel().indexOf(f.at(QStringLiteral("Projects")).id);
            QVERIFY(!tree.isExpanded(projects));
            tree.setCurrentIndex(projects);
            QTest::keyClick(&tree, Qt::Key_Right);
            QVERIFY(tree.isExpanded(projects));
        }
        const auto window = f.open();
        QTRY_VERIFY(window->folderTree().isExpanded(
            window->folderModel().indexOf(f.at(QStringLiteral("Projects")).id)));
    }

    void newSubfolderGetsMail_itIsUnfolded()
    {
        Fixture f;
        const auto window = f.open();
        FolderTree &tree = window->folderTree();
        f.list(f.home, {seen(QStringLiteral("Receipts/New/Deep"))});
        QTRY_VERIFY(
            window->folderModel().indexOf(f.at(QStringLiteral("Receipts/New/Deep")).id).isValid());
        QVERIFY(
            !tree.isExpanded(window->folderModel().indexOf(f.at(QStringLiteral("Receipts")).id)));
        f.deliver(QStringLiteral("Receipts/New/Deep"));
        QTRY_VERIFY(
            tree.isExpanded(window->folderModel().indexOf(f.at(QStringLiteral("Receipts")).id)));
        QVERIFY(tree.isExpanded(
            window->folderModel().indexOf(f.at(QStringLiteral("Receipts/New")).id)));
    }

    void typedInTheField_onlyThoseAreLeftAndEscapeBringsAllBack()
    {
        Fixture f;
        const auto window = f.open();
        window->actions().findFolder->trigger();
        auto *field = qobject_cast<QLineEdit *>(QApplication::focusWidget());
        QVERIFY(field);
        FolderTreeModel &model = window->folderModel();
        QTest::keyClicks(field, QStringLiteral("harb"));
        QCOMPARE(childrenOf(model, {}), QStringList("Home"));
        QCOMPARE(childrenOf(model, model.indexOf(f.home)), QStringList("Projects"));
        QVERIFY(
            window->folderTree().isExpanded(model.indexOf(f.at(QStringLiteral("Projects")).id)));
        // What is open isn't shown, and stays open.
        QCOMPARE(window->messageModel().query().folders,
                 QSet<FolderId>{f.mail.folder(f.home, FolderRole::Inbox)});
        QVERIFY(window->windowTitle().contains(QStringLiteral("Inbox")));
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(field->text().isEmpty());
        QVERIFY(childrenOf(model, model.indexOf(f.home)).size() > 5);
        QCOMPARE(window->folderTree().opened().data().toString(), QStringLiteral("Inbox"));
        QVERIFY(
            !window->folderTree().isExpanded(model.indexOf(f.at(QStringLiteral("Projects")).id)));
    }

    void typedAndEnter_firstFolderThatFitsIsOpened()
    {
        Fixture f;
        const auto window = f.open();
        window->actions().findFolder->trigger();
        auto *field = qobject_cast<QLineEdit *>(QApplication::focusWidget());
        QVERIFY(field);
        QTest::keyClicks(field, QStringLiteral("harbour"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(window->folderTree().opened().data().toString(), QStringLiteral("Harbour"));
        QVERIFY(!window->folderModel().isFiltered());
    }

    void goToFolder_byKeyboardAlone()
    {
        Fixture f;
        const auto window = f.open();
        window->actions().goToFolder->trigger();
        auto *picker = window->findChild<FolderPicker *>();
        QVERIFY(picker);
        auto *field = picker->findChild<QLineEdit *>(QStringLiteral("filter"));
        QTest::keyClicks(field, QStringLiteral("rec"));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(window->folderTree().opened().data().toString(), QStringLiteral("Receipts"));
    }

    void moveTo_byKeyboardAlone_recentDestinationStandsFirstNextTime()
    {
        Fixture f;
        const auto window = f.open();
        QTRY_COMPARE(window->messageModel().rowCount(), 8);
        window->messageList().selectRow(0);
        const auto pick = [&](const QString &typed) {
            window->actions().moveTo->trigger();
            auto *picker = window->findChild<FolderPicker *>();
            auto *field = picker->findChild<QLineEdit *>(QStringLiteral("filter"));
            auto *list = picker->findChild<QListView *>(QStringLiteral("folders"));
            const QString first = list->model()->index(0, 0).data().toString();
            QTest::keyClicks(field, typed);
            QTest::keyClick(field, Qt::Key_Return);
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            return first;
        };
        pick(QStringLiteral("harbour"));
        QTRY_COMPARE(f.at(QStringLiteral("Projects/Harbour")).total, 1);
        QTRY_COMPARE(window->messageModel().rowCount(), 7);
        window->messageList().selectRow(0);
        QVERIFY(pick(QString()).contains(QStringLiteral("Harbour")));
        QTRY_COMPARE(f.at(QStringLiteral("Projects/Harbour")).total, 2);
    }

    void favourites_areAtTheTopInTheOrderTheyAreDraggedInto()
    {
        Fixture f;
        const auto window = f.open();
        FolderTree &tree = window->folderTree();
        FolderTreeModel &model = window->folderModel();
        const FolderId receipts = f.at(QStringLiteral("Receipts")).id;
        const FolderId projects = f.at(QStringLiteral("Projects")).id;
        const auto section = [&] {
            const QModelIndex first = model.index(0, 0);
            return model.kind(first) == Kind::Favourites ? first : QModelIndex();
        };
        QVERIFY(tree.open(receipts));
        window->actions().favourite->trigger();
        QTRY_VERIFY(section().isValid());
        QTRY_VERIFY(window->actions().favourite->isChecked());
        QVERIFY(tree.isExpanded(section()));
        // The other one is dragged above it.
        QVERIFY(
            dropOn(tree, model.index(0, 0, section()), makeFolderMime(projects, false), {}, true)
                .accepted);
        QTRY_COMPARE(childrenOf(model, section()), QStringList({"Projects", "Receipts"}));
        QVERIFY(dropOn(tree, model.index(0, 0, section()), makeFolderMime(receipts, true), {}, true)
                    .accepted);
        QTRY_COMPARE(childrenOf(model, section()), QStringList({"Receipts", "Projects"}));
        f.deliver(QStringLiteral("Receipts"), 2);
        QTRY_COMPARE(model.index(0, 0, section()).data(FolderTreeModel::UnreadRole).toInt(), 2);
        // A favourite opens the folder, and no longer being one leaves it open.
        tree.setCurrentIndex(model.index(0, 0, section()));
        QTRY_COMPARE(window->messageModel().query().folders, QSet<FolderId>{receipts});
        window->actions().favourite->trigger();
        QTRY_COMPARE(childrenOf(model, section()), QStringList("Projects"));
        QCOMPARE(window->messageModel().query().folders, QSet<FolderId>{receipts});
        QCOMPARE(tree.opened(), model.indexOf(receipts));
    }

    void messagesDropped_moveAndWithCtrlCopy()
    {
        Fixture f;
        const auto window = f.open();
        QTRY_COMPARE(window->messageModel().rowCount(), 8);
        const QSet<FolderId> inbox = window->messageModel().query().folders;
        const QModelIndex receipts =
            window->folderModel().indexOf(f.at(QStringLiteral("Receipts")).id);
        const QList<PlacementId> one{window->messageModel().idAt(0)};
        const QList<PlacementId> other{window->messageModel().idAt(1)};
        const DropResult moved =
            dropOn(window->folderTree(), receipts, makePlacementMime(one, inbox));
        QVERIFY(moved.accepted);
        QCOMPARE(moved.remark, QStringLiteral("Move to Receipts"));
        QTRY_COMPARE(f.at(QStringLiteral("Receipts")).total, 1);
        QTRY_COMPARE(window->messageModel().rowCount(), 7);
        QVERIFY(dropOn(window->folderTree(), receipts, makePlacementMime(other, inbox),
                       Qt::ControlModifier)
                    .accepted);
        QTRY_COMPARE(f.at(QStringLiteral("Receipts")).total, 2);
        QCOMPARE(f.mail.writer().folder(*inbox.cbegin())->total, 7);
    }

    void droppedOverPop3_isFiledOnThisComputer()
    {
        Fixture f(QStringLiteral("pop3"));
        const auto window = f.open();
        QTRY_COMPARE(window->messageModel().rowCount(), 8);
        FolderTreeModel &model = window->folderModel();
        const Folder receipts = f.at(QStringLiteral("Receipts"));
        const QSet<FolderId> inbox = window->messageModel().query().folders;
        for (const auto keys : {Qt::NoModifier, Qt::ControlModifier}) {
            const QList<PlacementId> dragged{window->messageModel().idAt(0)};
            QVERIFY(dropOn(window->folderTree(), model.indexOf(receipts.id),
                           makePlacementMime(dragged, inbox), keys)
                        .accepted);
            QTRY_COMPARE(window->messageModel().rowCount(), 7);
        }
        QTRY_COMPARE(f.at(QStringLiteral("Receipts")).total, 2);
        QVERIFY(f.mail.writer().operations().isEmpty()); // nothing that a server would hear of
        QVERIFY(dropOn(window->folderTree(), model.indexOf(f.at(QStringLiteral("Projects")).id),
                       makeFolderMime(receipts.id, false))
                    .accepted);
        QTRY_COMPARE(f.mail.writer().folder(receipts.id)->path,
                     QStringLiteral("Projects/Receipts"));
    }

    void droppedWhereItCant_isRefusedWithTheReason()
    {
        Fixture f;
        f.list(f.home, {seen(QStringLiteral("Holder"), false), seen(QStringLiteral("Holder/In"))});
        const auto window = f.open();
        FolderTree &tree = window->folderTree();
        FolderTreeModel &model = window->folderModel();
        QTRY_COMPARE(window->messageModel().rowCount(), 8);
        const QSet<FolderId> inbox = window->messageModel().query().folders;
        const QList<PlacementId> one{window->messageModel().idAt(0)};
        const auto messagesOn = [&](const QModelIndex &row) {
            return dropOn(tree, row, makePlacementMime(one, inbox));
        };
        const auto folderOn = [&](const QString &from, const QModelIndex &row) {
            return dropOn(tree, row, makeFolderMime(f.at(from).id, false));
        };
        const auto row = [&](const QString &path) { return model.indexOf(f.at(path).id); };
        for (const DropResult &refused :
             {messagesOn(row(QStringLiteral("Holder"))), messagesOn(row(QStringLiteral("INBOX"))),
              messagesOn(model.indexOf(f.home)),
              folderOn(QStringLiteral("Projects"), row(QStringLiteral("Projects"))),
              folderOn(QStringLiteral("Projects"), row(QStringLiteral("Projects/Harbour"))),
              folderOn(QStringLiteral("Trash"), row(QStringLiteral("Projects"))),
              folderOn(QStringLiteral("Projects"), model.indexOf(f.home))}) {
            QVERIFY(!refused.accepted);
            QVERIFY(!refused.remark.isEmpty());
        }
        QCOMPARE(f.mail.writer().folder(*inbox.cbegin())->total, 8);
    }

    void draggedOverAFoldedFolder_itUnfoldsAndFoldsAgain()
    {
        Fixture f;
        const auto window = f.open();
        FolderTree &tree = window->folderTree();
        QTRY_COMPARE(window->messageModel().rowCount(), 8);
        const QModelIndex projects =
            window->folderModel().indexOf(f.at(QStringLiteral("Projects")).id);
        const std::unique_ptr<QMimeData> data(
            makePlacementMime({window->messageModel().idAt(0)}, {}));
        const QPoint point = tree.visualRect(projects).center();
        QDragEnterEvent enter(point, Qt::MoveAction, data.get(), Qt::LeftButton, {});
        QApplication::sendEvent(tree.viewport(), &enter);
        QDragMoveEvent move(point, Qt::MoveAction, data.get(), Qt::LeftButton, {});
        QApplication::sendEvent(tree.viewport(), &move);
        QTRY_VERIFY(tree.isExpanded(projects));
        QDragLeaveEvent leave;
        QApplication::sendEvent(tree.viewport(), &leave);
        QVERIFY(!tree.isExpanded(projects));
    }

    void subscribedOnly_othersGoButWhatIsOpenStays()
    {
        Fixture f;
        f.list(f.home,
               {seen(QStringLiteral("Quiet"), true, FolderOwner::User, false),
                seen(QStringLiteral("Held/Wanted")),
                seen(QStringLiteral("Other"), true, FolderOwner::User, false)});
        const auto window = f.open();
        FolderTreeModel &model = window->folderModel();
        QTRY_VERIFY(model.indexOf(f.at(QStringLiteral("Other")).id).isValid());
        QVERIFY(window->folderTree().open(f.at(QStringLiteral("Other")).id));
        window->actions().subscribedOnly->trigger();
        const QStringList rows = childrenOf(model, model.indexOf(f.home));
        QVERIFY(!rows.contains(QStringLiteral("Quiet")));
        QVERIFY(rows.contains(QStringLiteral("Other")));
        QVERIFY(rows.contains(QStringLiteral("Held")));
        QCOMPARE(window->folderTree().opened().data().toString(), QStringLiteral("Other"));
    }

    void title_namesTheFolderAndWhatWaitsInAllInboxes()
    {
        Fixture f;
        const auto window = f.open();
        QTRY_COMPARE(window->windowTitle(), QStringLiteral("(2) Inbox – Turnstone"));
        QVERIFY(window->folderTree().open(f.at(QStringLiteral("Receipts")).id));
        QTRY_COMPARE(window->windowTitle(), QStringLiteral("(2) Receipts – Turnstone"));
    }

    void rightButton_asksWithoutOpening()
    {
        Fixture f;
        const auto window = f.open();
        FolderTree &tree = window->folderTree();
        const QModelIndex receipts =
            window->folderModel().indexOf(f.at(QStringLiteral("Receipts")).id);
        QTest::mouseClick(tree.viewport(), Qt::RightButton, {}, tree.visualRect(receipts).center());
        QCOMPARE(tree.opened().data().toString(), QStringLiteral("Inbox"));
    }

    void renamedInPlace_isLocalAtOnceAndCanBeTakenBack()
    {
        Fixture f;
        const auto window = f.open();
        FolderTree &tree = window->folderTree();
        const FolderId receipts = f.at(QStringLiteral("Receipts")).id;
        QVERIFY(tree.open(receipts));
        window->actions().renameFolder->trigger();
        auto *editor = tree.viewport()->findChild<QLineEdit *>();
        QVERIFY(editor);
        QCOMPARE(editor->text(), QStringLiteral("Receipts"));
        QVERIFY(!editor->accessibleName().isEmpty());
        QTest::keyClicks(editor, QStringLiteral("Bills"));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(f.mail.writer().folder(receipts)->path, QStringLiteral("Bills"));
        QTRY_COMPARE(window->windowTitle(), QStringLiteral("(2) Bills – Turnstone"));
        QCOMPARE(f.mail.writer().operations().first().kind, OperationKind::RenameFolder);
        QTRY_VERIFY(window->actions().undo->isEnabled());
        window->actions().undo->trigger();
        QTRY_COMPARE(f.mail.writer().folder(receipts)->path, QStringLiteral("Receipts"));
    }

    void archived_isToldWithAWayBack()
    {
        Fixture f;
        const auto window = f.open();
        QTRY_COMPARE(window->messageModel().rowCount(), 8);
        QVERIFY(!window->actions().undo->isEnabled());
        window->messageList().selectRow(0);
        window->actions().archive->trigger();
        QTRY_COMPARE(window->messageModel().rowCount(), 7);
        QTRY_COMPARE(window->statusArea().doneText(), QStringLiteral("1 message(s) archived"));
        QToolButton *back = nullptr;
        for (QToolButton *button : window->statusArea().findChildren<QToolButton *>()) {
            if (button->isVisible() && button->accessibleName() == QStringLiteral("Undo"))
                back = button;
        }
        QVERIFY(back);
        back->click();
        QTRY_COMPARE(window->messageModel().rowCount(), 8);
        QVERIFY(window->statusArea().doneText().isEmpty());
        QTRY_VERIFY(window->actions().redo->isEnabled());
        window->actions().redo->trigger();
        QTRY_COMPARE(window->messageModel().rowCount(), 7);
    }

    void folderDropped_moveInTheAccountOnly()
    {
        Fixture f;
        const auto window = f.open();
        FolderTree &tree = window->folderTree();
        FolderTreeModel &model = window->folderModel();
        const FolderId harbour = f.at(QStringLiteral("Projects/Harbour")).id;
        QVERIFY(tree.open(harbour));
        QVERIFY(dropOn(tree, model.indexOf(f.at(QStringLiteral("Receipts")).id),
                       makeFolderMime(harbour, false))
                    .accepted);
        QTRY_COMPARE(f.mail.writer().folder(harbour)->path, QStringLiteral("Receipts/Harbour"));
        // It moved below another row, and stays open.
        QTRY_COMPARE(model.indexOf(harbour).parent().data().toString(), QStringLiteral("Receipts"));
        QTRY_COMPARE(tree.opened(), model.indexOf(harbour));
        QCOMPARE(window->messageModel().query().folders, QSet<FolderId>{harbour});
    }

    void folderDroppedOnAnotherAccount_isCopiedOrMovedAsTheUserSays_data()
    {
        QTest::addColumn<bool>("shift");
        QTest::addColumn<QString>("button"); ///< empty: Enter
        QTest::addColumn<bool>("moved");
        QTest::newRow("dragged: copied") << false << QString() << false;
        QTest::newRow("dragged, and moved after all") << false << QStringLiteral("&Move") << true;
        QTest::newRow("dragged with Shift: moved") << true << QString() << true;
        QTest::newRow("dragged with Shift, and copied after all")
            << true << QStringLiteral("&Copy") << false;
    }
    void folderDroppedOnAnotherAccount_isCopiedOrMovedAsTheUserSays()
    {
        QFETCH(const bool, shift);
        QFETCH(const QString, button);
        QFETCH(const bool, moved);
        Fixture f;
        // One of this computer alone, so that nothing waits for a server.
        const AccountId other = f.mail.addAccount(QStringLiteral("Other"), QStringLiteral("pop3"));
        const AccountId local = f.mail.addAccount(QStringLiteral("Local"), QStringLiteral("pop3"));
        f.mail.writer().createFolder(local, QStringLiteral("Boats"), {});
        f.mail.writer().createFolder(local, QStringLiteral("Boats/Small"), {});
        const auto window = f.open();
        FolderTreeModel &model = window->folderModel();
        const FolderId boats = f.at(QStringLiteral("Boats"), local).id;
        QTRY_VERIFY(model.indexOf(boats).isValid());
        const QModelIndex account = model.indexOf(f.at(QStringLiteral("INBOX"), other).id).parent();
        const DropResult dropped =
            dropOn(window->folderTree(), account, makeFolderMime(boats, false),
                   shift ? Qt::ShiftModifier : Qt::NoModifier);
        QVERIFY(dropped.accepted);
        QVERIFY2(dropped.remark.startsWith(shift ? QStringLiteral("Move “Boats”")
                                                 : QStringLiteral("Copy “Boats”")),
                 qPrintable(dropped.remark));
        auto *box = window->findChild<QMessageBox *>();
        QVERIFY(box);
        QVERIFY(box->text().contains(QStringLiteral("Other")));
        QVERIFY(box->informativeText().contains(QStringLiteral("2 folder(s)")));
        if (button.isEmpty()) {
            QTest::keyClick(box, Qt::Key_Return);
        } else {
            for (QAbstractButton *each : box->buttons()) {
                if (each->text() == button)
                    each->click();
            }
        }
        QTRY_VERIFY(f.at(QStringLiteral("Boats/Small"), other).id);
        QTRY_COMPARE(bool(f.at(QStringLiteral("Boats/Small"), local).id), !moved);
        QTRY_VERIFY(window->actions().undo->isEnabled());
        window->actions().undo->trigger();
        QTRY_VERIFY(!f.at(QStringLiteral("Boats"), other).id);
        QTRY_VERIFY(f.at(QStringLiteral("Boats/Small"), local).id);
    }

    void droppedWhereTheServerDoesntAllowIt_isRefusedWithTheReason()
    {
        Fixture f;
        const auto window = f.open();
        FolderTree &tree = window->folderTree();
        FolderTreeModel &model = window->folderModel();
        const Folder receipts = f.at(QStringLiteral("Receipts"));
        {
            WriteTransaction transaction(f.mail.writer());
            f.mail.writer().setMissingRights(
                receipts.id, FolderRight::Insert | FolderRight::MakeBelow | FolderRight::Remove, 1);
            transaction.commit();
        }
        QTRY_VERIFY(!model.folder(receipts.id)->may(FolderRight::Insert));
        const FolderId harbour = f.at(QStringLiteral("Projects/Harbour")).id;
        QVERIFY(!dropOn(tree, model.indexOf(receipts.id), makeFolderMime(harbour, false)).accepted);
        const FolderDrop moved =
            FolderDropRules::judgeFolder(model, receipts.id, receipts.account, {});
        QVERIFY(moved.isRefused());
        QVERIFY(!FolderDropRules::whyNoMessages(*model.folder(receipts.id)).isEmpty());
        QVERIFY(tree.open(receipts.id));
        QTRY_VERIFY(!window->actions().renameFolder->isEnabled());
        QVERIFY(!window->actions().removeFolder->isEnabled());
    }

    void newFolder_madeFromTheMenu_isThereAtOnce()
    {
        Fixture f;
        const auto window = f.open();
        QVERIFY(window->folderTree().open(f.at(QStringLiteral("Projects")).id));
        window->actions().newFolder->trigger();
        auto *dialog = window->findChild<NewFolderDialog *>();
        QVERIFY(dialog);
        auto *name = dialog->findChild<QLineEdit *>(QStringLiteral("nameEdit"));
        auto *buttons = dialog->findChild<QDialogButtonBox *>();
        QTest::keyClicks(name, QStringLiteral("Harbour"));
        QVERIFY(!buttons->button(QDialogButtonBox::Ok)->isEnabled()); // there is one
        QTest::keyClicks(name, QStringLiteral(" Two"));
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_VERIFY(f.at(QStringLiteral("Projects/Harbour Two")).id);
        QTRY_VERIFY(window->folderModel()
                        .indexOf(f.at(QStringLiteral("Projects/Harbour Two")).id)
                        .isValid());
    }

    void folderWithMail_deleted_asksAndPutsItsMailIntoTheTrash()
    {
        Fixture f;
        f.deliver(QStringLiteral("Receipts"), 2);
        const auto window = f.open();
        QTRY_COMPARE(window->folderModel().folder(f.at(QStringLiteral("Receipts")).id)->total, 2);
        QVERIFY(window->folderTree().open(f.at(QStringLiteral("Receipts")).id));
        window->actions().removeFolder->trigger();
        auto *box = window->findChild<QMessageBox *>();
        QVERIFY(box);
        QVERIFY(box->informativeText().contains(QStringLiteral("2 message")));
        for (QAbstractButton *button : box->buttons()) {
            if (box->buttonRole(button) == QMessageBox::AcceptRole)
                button->click();
        }
        QTRY_VERIFY(!f.at(QStringLiteral("Receipts")).id);
        QCOMPARE(f.at(QStringLiteral("Trash")).total, 2);
    }

    void subscriptions_tickedOffline_areLocalAtOnceAndQueued()
    {
        Fixture f;
        f.mail.engine().setWorkOffline(true);
        const auto window = f.open();
        window->actions().subscriptions->trigger();
        auto *dialog = window->findChild<SubscriptionsDialog *>();
        QVERIFY(dialog);
        auto *field = dialog->findChild<QLineEdit *>(QStringLiteral("filter"));
        auto *tree = dialog->findChild<QTreeWidget *>(QStringLiteral("tree"));
        QTest::keyClicks(field, QStringLiteral("harbour"));
        const auto found =
            tree->findItems(QStringLiteral("Harbour"), Qt::MatchExactly | Qt::MatchRecursive);
        QCOMPARE(found.size(), 1);
        QVERIFY(!found.first()->isHidden());
        const auto others =
            tree->findItems(QStringLiteral("Receipts"), Qt::MatchExactly | Qt::MatchRecursive);
        QVERIFY(others.first()->isHidden());
        tree->setCurrentItem(found.first());
        QTest::keyClick(tree, Qt::Key_Space);
        QTRY_VERIFY(!f.at(QStringLiteral("Projects/Harbour")).subscribed);
        QCOMPARE(f.mail.writer().operations().first().kind, OperationKind::Subscribe);
    }
};

QTEST_MAIN(TestFolderTree)
#include "tst_foldertree.moc"
