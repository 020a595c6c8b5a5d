// SPDX-License-Identifier: MIT
// Fills a throw-away profile with made-up mail, shows the window in each of its looks, and saves
// what stands on the screen. Run by tests/gui/screenshots/run under Xvfb.
#include "gui/foldertree.h"
#include "gui/mainwindow.h"
#include "gui/messagelistmodel.h"
#include "gui/messagelistview.h"
#include "gui/messageview.h"
#include "gui/problembanner.h"
#include "gui/statusarea.h"
#include "gui/theme.h"
#include "gui/windowactions.h"
#include "support/shotalbum.h"
#include "support/windowfixture.h"

#include <QApplication>
#include <QSignalSpy>

using namespace Turnstone;

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const Test::ShotAlbum album(application, QStringLiteral("window"));
    Test::WindowFixture fixture;
    Preferences &preferences = fixture.preferences();
    preferences.set(Pref::markReadAfterMs, -1);
    preferences.set(Pref::theme, QStringLiteral("light"));
    const Theme theme(application, preferences);

    MainWindow window(fixture.store(), fixture.engine(), preferences);
    window.resize(1320, 820);
    window.show();
    album.save(window, QStringLiteral("empty"));

    Test::fillWithSampleMail(fixture, QDateTime::currentSecsSinceEpoch());
    const auto listed = [&] { return window.messageModel().rowCount() > 1; };
    album.waitFor(QStringLiteral("list"), listed);
    const QSignalSpy shown(&window.messageView(), &MessageView::messageShown);
    window.messageList().setFocus();
    window.messageList().selectRow(1);
    album.waitFor(QStringLiteral("message"), [&] { return !shown.isEmpty(); });
    album.save(window, QStringLiteral("columns-light"));
    preferences.set(Pref::theme, QStringLiteral("dark"));
    album.save(window, QStringLiteral("columns-dark"));
    preferences.set(Pref::layout, QStringLiteral("stacked"));
    album.save(window, QStringLiteral("stacked-dark"));
    preferences.set(Pref::theme, QStringLiteral("light"));
    album.save(window, QStringLiteral("stacked-light"));
    preferences.set(Pref::layout, QStringLiteral("columns"));

    AccountState state;
    state.account = fixture.writer().accountByName(QStringLiteral("Home"))->id;
    state.phase = AccountState::Phase::Failed;
    state.problem = MailError{
        ErrorScope::Account, ErrorKind::Security,
        RetryClass::Never,   QStringLiteral("The certificate of imap.example.org has expired."),
        QString(),           QByteArray(32, 'x')};
    window.banners().showState(state, QStringLiteral("Home"));
    state.account = fixture.writer().accountByName(QStringLiteral("Harbour Survey"))->id;
    state.phase = AccountState::Phase::NeedsPassword;
    state.problem.reset();
    window.banners().showState(state, QStringLiteral("Harbour Survey"));
    window.messageList().selectAll();
    album.save(window, QStringLiteral("banners-light"));
    preferences.set(Pref::theme, QStringLiteral("dark"));
    album.save(window, QStringLiteral("banners-dark"));
    return 0;
}
