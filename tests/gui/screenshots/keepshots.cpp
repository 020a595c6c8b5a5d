// SPDX-License-Identifier: MIT
// Where mail is kept: a folder's properties, what is downloaded and removed, folders that a server
// lost, and what is asked about POP3's mail. Run by tests/gui/screenshots/run under Xvfb.
#include "gui/accountsettingsdialog.h"
#include "gui/backgroundreader.h"
#include "gui/folderpropertiesdialog.h"
#include "gui/keepdialog.h"
#include "gui/leavequestion.h"
#include "gui/mainwindow.h"
#include "gui/messagelistmodel.h"
#include "gui/messageview.h"
#include "gui/noticebar.h"
#include "gui/theme.h"
#include "support/readingfixture.h"
#include "support/settingsshown.h"
#include "support/shotalbum.h"
#include "support/windowfixture.h"

#include <QApplication>
#include <QLabel>
#include <QMessageBox>
#include <QTabWidget>
#include <algorithm>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

/// On a window that is filled from the store.
void shootKeeping(const ShotAlbum &album, WindowFixture &fixture, const QString &look)
{
    const Account account = *fixture.writer().accountByName(QStringLiteral("Home"));
    const Folder inbox = *fixture.writer().folder(fixture.folder(account.id, FolderRole::Inbox));
    BackgroundReader reader(fixture.store());
    MainWindow window(fixture.store(), fixture.engine(), fixture.preferences());
    window.resize(1320, 820);
    album.save(window, look + QStringLiteral("-lostfolder"), [&] {
        const auto bars = window.findChildren<NoticeBar *>();
        return window.messageModel().rowCount() > 0
            && std::any_of(bars.cbegin(), bars.cend(),
                           [](const NoticeBar *bar) { return bar->isVisible(); });
    });
    FolderPropertiesDialog properties(inbox, account, MainWindow::tr("Inbox"), fixture.store(),
                                      fixture.engine(), reader, &window);
    const auto *there = properties.findChild<QLabel *>(QStringLiteral("serverText"));
    album.save(properties, look + QStringLiteral("-properties"),
               [there] { return !there->text().isEmpty(); });
    for (const auto kind : {KeepTask::Kind::Download, KeepTask::Kind::Remove}) {
        KeepDialog keep(kind, {{}, {inbox.id}}, MainWindow::tr("Inbox"), fixture.store(),
                        fixture.engine(), reader, &window);
        const QString name = kind == KeepTask::Kind::Download ? QStringLiteral("-download")
                                                              : QStringLiteral("-remove");
        const auto *amount = keep.findChild<QLabel *>(QStringLiteral("amountText"));
        const auto counted = [amount] {
            return !amount->text().isEmpty() && !amount->text().endsWith(QChar(u'…'));
        };
        album.save(keep, look + name, counted);
    }
}

/// On an account that is read by POP3.
void shootPop3(const ShotAlbum &album, ReadingFixture &fixture, AccountId account,
               PlacementId large, const QString &look)
{
    MessageView view(fixture.store(), fixture.engine(), fixture.preferences());
    view.resize(760, 520);
    view.show();
    view.showMessage(large);
    album.save(view, look + QStringLiteral("-downloadrest"), [&view] {
        const auto labels = view.findChildren<QLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(), [](const QLabel *label) {
            return label->isVisible() && label->text().contains(QStringLiteral("MB"));
        });
    });
    AccountSettingsDialog settings(fixture.store(), fixture.engine(), fixture.preferences(),
                                   account);
    settings.show();
    Test::showsAccounts(settings);
    auto *tabs = settings.findChild<QTabWidget *>(QStringLiteral("tabs"));
    for (int tab = 0; tab < tabs->count(); ++tab) {
        tabs->setCurrentIndex(tab);
        album.save(settings, look + QStringLiteral("-settings-%1").arg(tab + 1));
    }
    askLeaveRule(&settings, {LeaveOnServer::Rule::Days, 14}, {1240, 311}, [](bool) {});
    auto *box = settings.findChild<QMessageBox *>(QStringLiteral("leaveQuestion"));
    album.save(*box, look + QStringLiteral("-leavequestion"));
    box->close();
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const ShotAlbum album(application, QStringLiteral("keep"));
    WindowFixture window;
    window.preferences().set(Pref::markReadAfterMs, -1);
    fillWithSampleMail(window, QDateTime::currentSecsSinceEpoch());
    const Account home = *window.writer().accountByName(QStringLiteral("Home"));
    {
        WriteTransaction transaction(window.writer());
        ServerLimits limits;
        limits.quotaUsed = qint64(900) << 20;
        limits.quotaLimit = qint64(1) << 30;
        window.writer().setServerLimits(home.incoming.id, limits);
        const FolderId inbox = window.folder(home.id, FolderRole::Inbox);
        const auto remotes = window.writer().remoteFolders(home.incoming.id);
        for (const RemoteFolderRow &row : remotes) {
            if (row.folder == inbox)
                window.writer().unbindAll(row.id);
        }
        window.writer().folderEmptied(inbox);
        transaction.commit();
    }
    ReadingFixture reading;
    Account pop3 = ReadingFixture::account(QStringLiteral("Home"), QStringLiteral("pop3"));
    pop3.largestKept = 1024 * 1024;
    const AccountId account = reading.addAccount(pop3);
    const PlacementId large = reading.addMessage(
        account,
        "From: Ana Plover <ana@plover.example>\r\nTo: Ann <ann@example.org>\r\nSubject: "
        "Photographs from the island\r\nDate: Fri, 20 Nov 2026 10:00:00 +0000\r\nMIME-Version: "
        "1.0\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\n\r\n"
            + QByteArray(3 * 1024 * 1024, 'x') + "\r\n--B--\r\n",
        ContentLevel::Headers);
    for (const QString &look : {QStringLiteral("light"), QStringLiteral("dark")}) {
        for (Preferences *preferences : {&window.preferences(), &reading.preferences()})
            preferences->set(Pref::theme, look);
        {
            const Theme theme(application, window.preferences());
            shootKeeping(album, window, look);
        }
        const Theme theme(application, reading.preferences());
        shootPop3(album, reading, account, large, look);
    }
    return 0;
}
