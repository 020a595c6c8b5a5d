// SPDX-License-Identifier: MIT
#include "gui/accountsettingsdialog.h"
#include "gui/backgroundreader.h"
#include "gui/folderpropertiesdialog.h"
#include "gui/keepdialog.h"
#include "gui/mainwindow.h"
#include "gui/messagelistmodel.h"
#include "gui/messagewords.h"
#include "gui/noticebar.h"
#include "support/settingsshown.h"
#include "support/storefiller.h"
#include "support/windowfixture.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QMessageBox>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

template <typename T> T &part(QWidget &dialog, const char *name)
{
    T *found = dialog.findChild<T *>(QString::fromLatin1(name));
    if (!found)
        qFatal("no control called %s", name);
    return *found;
}

QPushButton *button(QWidget &dialog, const QString &text)
{
    const auto all = dialog.findChildren<QPushButton *>();
    for (QPushButton *one : all) {
        if (one->text().remove(QLatin1Char('&')) == text && !one->isHidden())
            return one;
    }
    return nullptr;
}

} // namespace

/// The dialogs and notices about where mail is kept.
class TestKeepDialogs : public QObject {
    Q_OBJECT

    std::unique_ptr<WindowFixture> fixture;
    std::unique_ptr<BackgroundReader> reader;
    AccountId account;
    FolderId inbox;

    QList<MessageRow> rows() { return fixture->writer().page({{inbox}}, 100); }
    void storeAll()
    {
        const QList<MessageRow> all = rows();
        for (const MessageRow &row : all)
            storeWhole(fixture->store(), fixture->writer(), account, row.message,
                       exampleBytes(row.id.value(), 5000));
    }
    void unbindInbox()
    {
        MailWriter &writer = fixture->writer();
        const auto remotes = writer.remoteFolders(writer.account(account)->incoming.id);
        WriteTransaction transaction(writer);
        for (const RemoteFolderRow &row : remotes) {
            if (row.folder == inbox)
                writer.unbindAll(row.id);
        }
        transaction.commit();
    }

private Q_SLOTS:
    void init()
    {
        fixture = std::make_unique<WindowFixture>();
        account = fixture->addAccount(QStringLiteral("Home"));
        inbox = fixture->folder(account, FolderRole::Inbox);
        fixture->fill(account, FolderRole::Inbox, 6, QDateTime::currentSecsSinceEpoch(),
                      QStringLiteral("Subject "));
        reader = std::make_unique<BackgroundReader>(fixture->store());
    }
    void cleanup()
    {
        reader.reset();
        fixture.reset();
    }

    void removal_saysBytesFirstAndThenWhatWasFreed()
    {
        storeAll();
        KeepDialog dialog(KeepTask::Kind::Remove, {{}, {inbox}}, QStringLiteral("Inbox"),
                          fixture->store(), fixture->engine(), *reader);
        dialog.open();
        auto &amount = part<QLabel>(dialog, "amountText");
        QTRY_VERIFY(amount.text().startsWith(QLatin1String("6 ")));
        QVERIFY(part<QCheckBox>(dialog, "subfolders").isVisibleTo(&dialog));
        QTest::mouseClick(button(dialog, QStringLiteral("Remove")), Qt::LeftButton);
        QTRY_VERIFY(amount.text().contains(QLatin1String("were freed")));
        QCOMPARE(fixture->writer().folder(inbox)->bytesOnComputer, 0);
        QVERIFY(button(dialog, QStringLiteral("Close")));
    }

    void removalOfOnlyCopies_isRefusedInWords()
    {
        storeAll();
        unbindInbox();
        KeepDialog dialog(KeepTask::Kind::Remove, {{rows().first().id}, {}}, {}, fixture->store(),
                          fixture->engine(), *reader);
        dialog.open();
        QTRY_VERIFY(part<QLabel>(dialog, "noteText").text().contains(QLatin1String("only copy")));
        QVERIFY(!button(dialog, QStringLiteral("Remove"))->isEnabled());
        QVERIFY(!part<QCheckBox>(dialog, "subfolders").isVisibleTo(&dialog));
    }

    void download_isMarkedAndMayBeStopped()
    {
        KeepDialog dialog(KeepTask::Kind::Download, {{}, {inbox}}, QStringLiteral("Inbox"),
                          fixture->store(), fixture->engine(), *reader);
        dialog.open();
        auto &amount = part<QLabel>(dialog, "amountText");
        QTRY_VERIFY(amount.text().startsWith(QLatin1String("6 ")));
        QTest::mouseClick(button(dialog, QStringLiteral("Download")), Qt::LeftButton);
        QTRY_VERIFY(amount.text().contains(QLatin1String("still to come")));
        QCOMPARE(fixture->writer().waitingDownloads(account).messages, 6);
        QTest::mouseClick(button(dialog, QStringLiteral("Stop")), Qt::LeftButton);
        QTRY_COMPARE(fixture->writer().waitingDownloads(account).messages, 0);
        QVERIFY(!dialog.isVisible());
    }

    void folderProperties_tellWhereMailIsAndAskBeforeLess()
    {
        storeAll();
        FolderPropertiesDialog dialog(*fixture->writer().folder(inbox),
                                      *fixture->writer().account(account), QStringLiteral("Inbox"),
                                      fixture->store(), fixture->engine(), *reader);
        dialog.open();
        QVERIFY(part<QLabel>(dialog, "computerText").text().startsWith(QLatin1String("6 of 6")));
        QCOMPARE(part<QProgressBar>(dialog, "computerBar").value(), 1000);
        QVERIFY(part<QLabel>(dialog, "serverText").text().startsWith(QLatin1String("6")));
        part<QComboBox>(dialog, "keepCombo").setCurrentIndex(3);
        QTest::mouseClick(button(dialog, QStringLiteral("OK")), Qt::LeftButton);
        QMessageBox *box = nullptr;
        QTRY_VERIFY((box = dialog.findChild<QMessageBox *>()) && box->isVisible());
        QVERIFY(box->text().contains(QLatin1Char('6')));
        QTest::mouseClick(button(*box, QStringLiteral("Keep Less")), Qt::LeftButton);
        QTRY_VERIFY(fixture->writer().folder(inbox)->keep == ContentLevel::Headers);
        QVERIFY(!dialog.isVisible());
    }

    void accountSettings_sumUpAndAskBeforeLess()
    {
        storeAll();
        AccountSettingsDialog dialog(fixture->store(), fixture->engine(), fixture->preferences());
        dialog.open();
        QTRY_VERIFY(part<QLabel>(dialog, "storageAmount").text().contains(QLatin1String("6 of 6")));
        part<QSpinBox>(dialog, "largestKept").setValue(5);
        part<QComboBox>(dialog, "keepCombo").setCurrentIndex(2);
        QTest::mouseClick(button(dialog, QStringLiteral("Apply")), Qt::LeftButton);
        QMessageBox *box = nullptr;
        QTRY_VERIFY((box = dialog.findChild<QMessageBox *>()) && box->isVisible());
        QTest::mouseClick(button(*box, QStringLiteral("Cancel")), Qt::LeftButton);
        QVERIFY(fixture->writer().account(account)->keep == ContentLevel::Everything);
        QTRY_VERIFY(!dialog.findChild<QMessageBox *>());
        QTest::mouseClick(button(dialog, QStringLiteral("Apply")), Qt::LeftButton);
        QTRY_VERIFY((box = dialog.findChild<QMessageBox *>()) && box->isVisible());
        QTest::mouseClick(button(*box, QStringLiteral("Keep Less")), Qt::LeftButton);
        QTRY_VERIFY(fixture->writer().account(account)->keep == ContentLevel::Headers);
        QCOMPARE(fixture->writer().account(account)->largestKept, 5 * 1024 * 1024);
    }

    void quota_isToldWhereFolderAndAccountAre()
    {
        constexpr qint64 gigabyte = 1024 * 1024 * 1024;
        const auto tell = [this](qint64 used) {
            WriteTransaction transaction(fixture->writer());
            ServerLimits limits;
            limits.quotaUsed = used;
            limits.quotaLimit = 5 * gigabyte;
            fixture->writer().setServerLimits(fixture->writer().account(account)->incoming.id,
                                              limits);
            transaction.commit();
        };
        AccountSettingsDialog none(fixture->store(), fixture->engine(), fixture->preferences());
        QVERIFY(Test::showsAccounts(none));
        QTRY_VERIFY(!part<QLabel>(none, "storageAmount").text().isEmpty());
        QVERIFY(part<QLabel>(none, "quotaText").text().isEmpty());
        tell(gigabyte);
        AccountSettingsDialog settings(fixture->store(), fixture->engine(), fixture->preferences());
        QTRY_VERIFY(!part<QLabel>(settings, "quotaText").text().isEmpty());
        const QString calm = part<QLabel>(settings, "quotaText").text();
        QVERIFY2(calm.contains(QLatin1String("of 5")), qPrintable(calm));
        FolderPropertiesDialog folder(*fixture->writer().folder(inbox),
                                      *fixture->writer().account(account), QStringLiteral("Inbox"),
                                      fixture->store(), fixture->engine(), *reader);
        QLabel &there = part<QLabel>(folder, "serverText");
        QTRY_VERIFY(there.text().contains(calm));
        tell(5 * gigabyte - 1000);
        QTRY_VERIFY(there.text().contains(QLatin1String("nearly all")));
        QTRY_VERIFY(part<QLabel>(settings, "quotaText").text().contains(QLatin1String("nearly")));
    }

    void onlyCopies_standOverTheListAndCanBeShown()
    {
        storeAll();
        MainWindow window(fixture->store(), fixture->engine(), fixture->preferences());
        window.show();
        QTRY_COMPARE(window.messageModel().rowCount(), 6);
        const auto warning = [&]() -> NoticeBar * {
            const auto bars = window.findChildren<NoticeBar *>();
            for (NoticeBar *bar : bars) {
                if (bar->isVisible()
                    && bar->text().contains(QLatin1String("only on this computer")))
                    return bar;
            }
            return nullptr;
        };
        QVERIFY(!warning());
        unbindInbox();
        fixture->fill(account, FolderRole::Inbox, 2, QDateTime::currentSecsSinceEpoch(),
                      QStringLiteral("Newer "));
        QTRY_VERIFY(warning());
        QTRY_VERIFY(warning()->text().startsWith(QLatin1Char('6')));
        QTRY_COMPARE(window.messageModel().rowCount(), 8);
        QPushButton *show = nullptr;
        QTRY_VERIFY((show = button(*warning(), QStringLiteral("Show Them"))));
        show->click();
        QTRY_COMPARE(window.messageModel().rowCount(), 6);
    }

    void uploadOfOnlyCopies_isAskedForAndQueued()
    {
        storeAll();
        unbindInbox();
        MainWindow window(fixture->store(), fixture->engine(), fixture->preferences());
        window.show();
        const auto upload = [&] { return button(window, QStringLiteral("Upload…")); };
        QTRY_VERIFY(upload() && upload()->isVisible());
        const auto question = [&] { return window.findChild<QMessageBox *>(); };

        upload()->click();
        QTRY_VERIFY(question());
        QVERIFY(question()->text().contains(QLatin1Char('6')));
        QTest::keyClick(question(), Qt::Key_Escape);
        QTRY_VERIFY(!question());
        QVERIFY(fixture->writer().operations().isEmpty());

        upload()->click();
        QTRY_VERIFY(question());
        QTest::keyClick(question(), Qt::Key_Return);
        QTRY_COMPARE(fixture->writer().operations().size(), 1);
        const Operation operation = fixture->writer().operations().constFirst();
        QCOMPARE(operation.kind, OperationKind::Append);
        QCOMPARE(operation.destination, inbox);
        QCOMPARE(operation.placements.size(), 6);

        // Once is enough: what waits isn't queued again.
        QTRY_VERIFY(!question());
        bool queuedAgain = true;
        fixture->engine().uploadOnlyHere(inbox, &window,
                                         [&](bool queued) { queuedAgain = queued; });
        QTRY_VERIFY(!queuedAgain);
        QCOMPARE(fixture->writer().operations().size(), 1);
    }

    void emptiedFolder_asksAndIsPutBackOrLetGo()
    {
        storeAll();
        unbindInbox();
        const auto emptyAtServer = [&] {
            WriteTransaction transaction(fixture->writer());
            fixture->writer().folderEmptied(inbox);
            transaction.commit();
        };
        emptyAtServer();
        MainWindow window(fixture->store(), fixture->engine(), fixture->preferences());
        window.show();
        const auto shown = [&](const char *words) -> QPushButton * {
            QPushButton *found = button(window, QString::fromUtf8(words));
            return found && found->isVisible() ? found : nullptr;
        };
        const auto question = [&] { return window.findChild<QMessageBox *>(); };
        QTRY_VERIFY(shown("Put Back…"));
        QVERIFY(!shown("Upload…")); // one notice is enough

        shown("Let Go…")->click();
        QTRY_VERIFY(question());
        QVERIFY(question()->text().contains(QLatin1Char('6')));
        QTest::keyClick(question(), Qt::Key_Return); // a careless key keeps them
        QTRY_VERIFY(!question());
        QCOMPARE(fixture->writer().folder(inbox)->total, 6);

        shown("Put Back…")->click();
        QTRY_VERIFY(question());
        QTest::keyClick(question(), Qt::Key_Return);
        QTRY_COMPARE(fixture->writer().operations().size(), 1);
        const Operation operation = fixture->writer().operations().constFirst();
        QCOMPARE(operation.kind, OperationKind::Append);
        QCOMPARE(operation.placements.size(), 6);
        QTRY_VERIFY(!shown("Put Back…")); // answered
        QTRY_VERIFY(!question());

        fixture->engine().discardOperation(operation.id);
        QTRY_VERIFY(fixture->writer().operations().isEmpty());
        emptyAtServer();
        QTRY_VERIFY(shown("Let Go…"));
        shown("Let Go…")->click();
        QTRY_VERIFY(question());
        QTest::mouseClick(button(*question(), QStringLiteral("Let Go")), Qt::LeftButton);
        QTRY_COMPARE(window.messageModel().rowCount(), 0);
        QTRY_VERIFY(!shown("Let Go…"));
        QCOMPARE(fixture->writer().folder(inbox)->total, 0);
    }

    void words_sayWhereAMessageIs()
    {
        MessageRow row;
        row.onServer = true;
        row.content = ContentLevel::None;
        QCOMPARE(MessageWords::where(row), QStringLiteral("Only on the server."));
        QCOMPARE(QByteArray(MessageWords::whereIcon(row)), QByteArray("not-on-computer"));
        row.content = ContentLevel::Text;
        row.hasAttachments = true;
        QCOMPARE(MessageWords::where(row), QStringLiteral("On the server; its text is here."));
        QVERIFY(!MessageWords::whereIcon(row));
        row.content = ContentLevel::Everything;
        QCOMPARE(MessageWords::where(row), QStringLiteral("Here and on the server."));
        row.onServer = false;
        QCOMPARE(MessageWords::where(row), QStringLiteral("Only on this computer."));
        QCOMPARE(QByteArray(MessageWords::whereIcon(row)), QByteArray("computer"));
        QVERIFY(MessageWords::marks(row).contains(QStringLiteral("Only on this computer")));
    }
};

QTEST_MAIN(TestKeepDialogs)
#include "tst_keepdialogs.moc"
