// SPDX-License-Identifier: MIT
#include "gui/backgroundreader.h"
#include "gui/messagelistmodel.h"
#include "gui/messagelistview.h"
#include "support/windowfixture.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace Turnstone;

namespace {

constexpr qint64 newest = 1'700'000'000;

struct List {
    explicit List(Test::WindowFixture &fixture)
        : rows(fixture.store())
        , lists(fixture.store())
        , model(fixture.store(), rows, lists)
        , view(model)
    {
        MessageRowPainter::Settings settings;
        settings.preview = true;
        view.setSettings(settings);
        view.resize(420, 640);
        view.show();
    }
    void open(FolderId folder, SortKey sort = SortKey::Date, bool ascending = false)
    {
        ListQuery query;
        query.folders = {folder};
        query.sort = sort;
        query.ascending = ascending;
        model.setQuery(query);
    }
    QString subject(int row)
    {
        const MessageRow *found = model.row(row);
        return found ? found->subject : QString();
    }
    BackgroundReader rows, lists;
    MessageListModel model;
    MessageListView view;
};

} // namespace

class TestMessageListView : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void hundredThousandRows_anyPlace_showsTheRightRow()
    {
        constexpr int count = 100'000;
        Test::WindowFixture fixture;
        const AccountId account = fixture.addAccount(QStringLiteral("Home"));
        fixture.fill(account, FolderRole::Inbox, count, newest, QStringLiteral("m"));
        List list(fixture);
        list.open(fixture.folder(account, FolderRole::Inbox));
        QTRY_COMPARE(list.model.rowCount(), count);
        QTRY_VERIFY(!list.model.groups().empty());
        for (const int row : {0, 99'999, 50'000, 1, 77'777, 12'345, 333, 99'000}) {
            list.view.scrollTo(list.model.index(row), QAbstractItemView::PositionAtCenter);
            const QModelIndex seen =
                list.view.indexAt(list.view.visualRect(list.model.index(row)).center());
            QCOMPARE(seen.row(), row);
            QTRY_COMPARE(list.subject(row), QStringLiteral("m%1").arg(count - 1 - row));
        }
    }

    void groups_everyRow_standsUnderTheHeadingOfItsDate()
    {
        Test::WindowFixture fixture;
        const AccountId account = fixture.addAccount(QStringLiteral("Home"));
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        fixture.fill(account, FolderRole::Inbox, 30, now - 40 * 86'400, QStringLiteral("old"));
        fixture.fill(account, FolderRole::Inbox, 3, now, QStringLiteral("new"));
        FixedClock clock(now);
        List list(fixture);
        list.model.setClockForTests(&clock);
        list.open(fixture.folder(account, FolderRole::Inbox));
        QTRY_COMPARE(list.model.rowCount(), 33);
        QTRY_VERIFY(list.model.groups().size() >= 2);
        QCOMPARE(list.model.groups().front().firstRow, 0);
        // A heading takes room between rows.
        const int second = list.model.groups()[1].firstRow;
        const QRect above = list.view.visualRect(list.model.index(second - 1));
        const QRect below = list.view.visualRect(list.model.index(second));
        QVERIFY(below.top() > above.bottom() + 1);
        QVERIFY(!list.view.indexAt(QPoint(10, above.bottom() + 4)).isValid());
    }

    void messagesArriveAbove_scrolledList_staysWhereItIs()
    {
        Test::WindowFixture fixture;
        const AccountId account = fixture.addAccount(QStringLiteral("Home"));
        fixture.fill(account, FolderRole::Inbox, 2000, newest, QStringLiteral("m"));
        List list(fixture);
        list.open(fixture.folder(account, FolderRole::Inbox));
        QTRY_COMPARE(list.model.rowCount(), 2000);
        QTRY_VERIFY(!list.model.isLoading());
        list.view.scrollTo(list.model.index(1000), QAbstractItemView::PositionAtCenter);
        list.view.selectRow(1000);
        const PlacementId watched = list.model.idAt(1000);
        const int before = list.view.visualRect(list.model.index(1000)).top();
        fixture.fill(account, FolderRole::Inbox, 7, newest + 3600, QStringLiteral("new"));
        QTRY_COMPARE(list.model.rowCount(), 2007);
        QCOMPARE(list.model.idAt(1007), watched);
        QTRY_COMPARE(list.view.visualRect(list.model.index(1007)).top(), before);
        QCOMPARE(list.view.selectedIds(), QList<PlacementId>{watched});
    }

    void messagesArriveAbove_listAtTop_areSeen()
    {
        Test::WindowFixture fixture;
        const AccountId account = fixture.addAccount(QStringLiteral("Home"));
        fixture.fill(account, FolderRole::Inbox, 200, newest, QStringLiteral("m"));
        List list(fixture);
        list.open(fixture.folder(account, FolderRole::Inbox));
        QTRY_COMPARE(list.model.rowCount(), 200);
        QTRY_VERIFY(!list.model.isLoading());
        fixture.fill(account, FolderRole::Inbox, 1, newest + 3600, QStringLiteral("new"));
        QTRY_COMPARE(list.model.rowCount(), 201);
        QCOMPARE(list.view.verticalScrollBar()->value(), 0);
        QTRY_COMPARE(list.subject(0), QStringLiteral("new0"));
    }

    void messageVanishes_selectionElsewhere_isKept()
    {
        Test::WindowFixture fixture;
        const AccountId account = fixture.addAccount(QStringLiteral("Home"));
        fixture.fill(account, FolderRole::Inbox, 50, newest, QStringLiteral("m"));
        List list(fixture);
        list.open(fixture.folder(account, FolderRole::Inbox));
        QTRY_COMPARE(list.model.rowCount(), 50);
        QTRY_VERIFY(!list.model.isLoading());
        list.view.selectRow(20);
        const PlacementId selected = list.view.currentId();
        fixture.vanish(list.model.idAt(3));
        QTRY_COMPARE(list.model.rowCount(), 49);
        QCOMPARE(list.view.currentId(), selected);
        QCOMPARE(list.view.selectedIds(), QList<PlacementId>{selected});
    }

    void sorted_byEachKey_rowsStandInThatOrder()
    {
        Test::WindowFixture fixture;
        const AccountId account = fixture.addAccount(QStringLiteral("Home"));
        fixture.fill(account, FolderRole::Inbox, 60, newest, QStringLiteral("m"));
        List list(fixture);
        const FolderId inbox = fixture.folder(account, FolderRole::Inbox);
        for (const SortKey key : {SortKey::From, SortKey::Subject, SortKey::Size, SortKey::Unread,
                                  SortKey::Flagged, SortKey::Attachment, SortKey::Date}) {
            list.open(inbox, key, true);
            QTRY_COMPARE(list.model.rowCount(), 60);
            QTRY_VERIFY(!list.model.isLoading());
            ListQuery query = list.model.query();
            const std::vector<qint64> expected = fixture.writer().ids(query);
            for (int row = 0; row < 60; ++row)
                QCOMPARE(list.model.idAt(row).value(), expected[size_t(row)]);
            QCOMPARE(list.model.groups().empty(), key != SortKey::Date);
        }
    }

    void orderTurned_selectedMessage_staysSelected()
    {
        Test::WindowFixture fixture;
        const AccountId account = fixture.addAccount(QStringLiteral("Home"));
        fixture.fill(account, FolderRole::Inbox, 300, newest, QStringLiteral("m"));
        List list(fixture);
        const FolderId inbox = fixture.folder(account, FolderRole::Inbox);
        list.open(inbox);
        QTRY_COMPARE(list.model.rowCount(), 300);
        list.view.selectRow(10);
        const PlacementId selected = list.view.currentId();
        list.open(inbox, SortKey::Date, true);
        QTRY_COMPARE(list.model.rowCount(), 300);
        QTRY_COMPARE(list.view.currentId(), selected);
        QCOMPARE(list.view.currentIndex().row(), 289);
    }

    void selectAll_manyRows_isOneRange()
    {
        Test::WindowFixture fixture;
        const AccountId account = fixture.addAccount(QStringLiteral("Home"));
        fixture.fill(account, FolderRole::Inbox, 20'000, newest, QStringLiteral("m"));
        List list(fixture);
        list.open(fixture.folder(account, FolderRole::Inbox));
        QTRY_COMPARE(list.model.rowCount(), 20'000);
        list.view.selectAll();
        QCOMPARE(list.view.selectedCount(), 20'000);
        QCOMPARE(list.view.selectionModel()->selection().size(), 1);
    }

    void keys_shiftAndArrows_extendTheSelection()
    {
        Test::WindowFixture fixture;
        const AccountId account = fixture.addAccount(QStringLiteral("Home"));
        fixture.fill(account, FolderRole::Inbox, 40, newest, QStringLiteral("m"));
        List list(fixture);
        list.open(fixture.folder(account, FolderRole::Inbox));
        QTRY_COMPARE(list.model.rowCount(), 40);
        list.view.selectRow(5);
        QTest::keyClick(&list.view, Qt::Key_Down);
        QCOMPARE(list.view.currentIndex().row(), 6);
        QTest::keyClick(&list.view, Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(&list.view, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(list.view.selectedCount(), 3);
        QTest::keyClick(&list.view, Qt::Key_End);
        QCOMPARE(list.view.currentIndex().row(), 39);
        QCOMPARE(list.view.selectedCount(), 1);
    }

    void starClicked_doesNotSelect()
    {
        Test::WindowFixture fixture;
        const AccountId account = fixture.addAccount(QStringLiteral("Home"));
        fixture.fill(account, FolderRole::Inbox, 5, newest, QStringLiteral("m"));
        List list(fixture);
        list.open(fixture.folder(account, FolderRole::Inbox));
        QTRY_COMPARE(list.model.rowCount(), 5);
        QSignalSpy clicked(&list.view, &MessageListView::starClicked);
        MessageRowPainter painter;
        painter.prepare(list.view);
        const QRect row = list.view.visualRect(list.model.index(2));
        QTest::mouseClick(list.view.viewport(), Qt::LeftButton, {},
                          QPoint(row.right() - 18, row.center().y()));
        QCOMPARE(clicked.size(), 1);
        QCOMPARE(clicked[0][0].value<PlacementId>(), list.model.idAt(2));
        QCOMPARE(list.view.selectedCount(), 0);
    }

    void unreadRow_accessibleText_saysEverythingTheMarksSay()
    {
        Test::WindowFixture fixture;
        const AccountId account = fixture.addAccount(QStringLiteral("Home"));
        fixture.fill(account, FolderRole::Inbox, 1, newest, QStringLiteral("Hello "));
        List list(fixture);
        list.open(fixture.folder(account, FolderRole::Inbox));
        QTRY_COMPARE(list.subject(0), QStringLiteral("Hello 0"));
        const QString text = list.model.index(0).data(Qt::AccessibleTextRole).toString();
        for (const char *word :
             {"Sender 0", "Hello 0", "Unread", "Starred", "Not on this computer"})
            QVERIFY2(text.contains(QLatin1String(word)), qPrintable(text));
    }
};

QTEST_MAIN(TestMessageListView)
#include "tst_messagelistview.moc"
