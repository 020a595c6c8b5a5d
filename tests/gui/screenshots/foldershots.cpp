// SPDX-License-Identifier: MIT
// The folder list with all it can hold, the dialogs about folders and the waiting changes, in each
// look. Run by tests/gui/screenshots/run under Xvfb; once in German, for the longest words.
#include "gui/folderpane.h"
#include "gui/folderpicker.h"
#include "gui/mainwindow.h"
#include "gui/messagelistmodel.h"
#include "gui/messagelistview.h"
#include "gui/messageview.h"
#include "gui/newfolderdialog.h"
#include "gui/pendingchangesdialog.h"
#include "gui/statusarea.h"
#include "gui/subscriptionsdialog.h"
#include "gui/theme.h"
#include "gui/windowactions.h"
#include "support/shotalbum.h"
#include "support/windowfixture.h"

#include <QApplication>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

using namespace Turnstone;

namespace {

MailWriter::SeenFolder seen(const QString &path, bool selectable = true,
                            FolderOwner owner = FolderOwner::User, bool subscribed = true)
{
    return {path.toUtf8(), path, QLatin1Char('/'), FolderRole::None, selectable, subscribed, owner};
}

void fillWithFolders(Test::WindowFixture &fixture, AccountId account)
{
    QList<MailWriter::SeenFolder> folders{
        seen(QStringLiteral("Projects/Harbour/Soundings/2023/Autumn")),
        seen(QStringLiteral("Lists"), false),
        seen(QStringLiteral("Lists/qt-development")),
        seen(QStringLiteral("Lists/notmuch"), true, FolderOwner::User, false),
        seen(QStringLiteral("A folder whose name is far too long for the room that there is")),
        seen(QStringLiteral("מכתבים מהמשפחה")),
        seen(QStringLiteral("日本語の書類")),
        seen(QStringLiteral("user/ana"), true, FolderOwner::Other),
        seen(QStringLiteral("user/ana/Plans"), true, FolderOwner::Other),
        seen(QStringLiteral("Public"), true, FolderOwner::Shared)};
    for (int i = 0; i < 8; ++i)
        folders.append(seen(QStringLiteral("Clients/%1").arg(QChar(u'A' + i))));
    WriteTransaction transaction(fixture.writer());
    fixture.writer().foldersSeen(fixture.writer().account(account)->incoming.id, folders);
    transaction.commit();
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const Test::ShotAlbum album(application, QStringLiteral("folders"));
    Test::WindowFixture fixture;
    Preferences &preferences = fixture.preferences();
    preferences.set(Pref::markReadAfterMs, -1);
    preferences.set(Pref::theme, QStringLiteral("light"));
    const Theme theme(application, preferences);
    Test::fillWithSampleMail(fixture, QDateTime::currentSecsSinceEpoch());
    const AccountId home = fixture.writer().accountByName(QStringLiteral("Home"))->id;
    fillWithFolders(fixture, home);
    const auto id = [&](const char *path) {
        return fixture.writer().folderByPath(home, QString::fromUtf8(path))->id;
    };
    fixture.writer().setFavourites({id("Projects/Harbour"), id("INBOX")});
    preferences.set(Pref::expandedFolders,
                    {QStringLiteral("Home/Lists"), QStringLiteral("Home//others")});

    MainWindow window(fixture.store(), fixture.engine(), preferences);
    window.resize(1320, 980);
    window.show();
    album.waitFor(QStringLiteral("list"), [&] { return window.messageModel().rowCount() > 1; });
    const QSignalSpy shown(&window.messageView(), &MessageView::messageShown);
    window.messageList().selectRow(1);
    album.waitFor(QStringLiteral("message"), [&] { return !shown.isEmpty(); });
    const qint64 operations = fixture.writer().operations().size();
    window.actions().moveTo->trigger();
    if (auto *picker = window.findChild<FolderPicker *>()) {
        auto *field = picker->findChild<QLineEdit *>(QStringLiteral("filter"));
        QTest::keyClicks(field, QStringLiteral("pro har"));
        album.save(*picker, QStringLiteral("picker"));
        QTest::keyClick(field, Qt::Key_Return);
    }
    album.waitFor(QStringLiteral("moved"), [&] {
        return fixture.writer().operations().size() > operations && shown.size() > 1;
    });
    for (const bool dark : {false, true}) {
        const QString look = dark ? QStringLiteral("-dark") : QStringLiteral("-light");
        preferences.set(Pref::theme, dark ? QStringLiteral("dark") : QStringLiteral("light"));
        album.save(window, QStringLiteral("window") + look);
        PendingChangesDialog pending(fixture.store(), fixture.engine(), {}, &window);
        pending.show();
        const auto *list = pending.findChild<QTreeWidget *>();
        album.save(pending, QStringLiteral("pending") + look,
                   [list] { return list->topLevelItemCount() > 0; });
        SubscriptionsDialog subscriptions(fixture.engine(), window.folderModel(), home, &window);
        subscriptions.setAttribute(Qt::WA_DeleteOnClose, false);
        subscriptions.show();
        album.save(subscriptions, QStringLiteral("subscriptions") + look);
        NewFolderDialog made(window.folderModel().accounts(), window.folderModel().folders(), home,
                             id("Projects"), &window);
        made.setAttribute(Qt::WA_DeleteOnClose, false);
        made.show();
        album.save(made, QStringLiteral("newfolder") + look);
    }
    preferences.set(Pref::theme, QStringLiteral("light"));
    window.actions().findFolder->trigger();
    if (auto *field = window.findChild<FolderPane *>()->findChild<QLineEdit *>())
        QTest::keyClicks(field, QStringLiteral("a"));
    album.save(window, QStringLiteral("filtered"));
    return 0;
}
