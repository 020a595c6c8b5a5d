// SPDX-License-Identifier: MIT
// Fills a throw-away profile with made-up mail, shows the window in each of its looks, and saves
// what stands on the screen. Run by tests/gui/screenshots/run under Xvfb.
#include "gui/foldertree.h"
#include "gui/mainwindow.h"
#include "gui/messagelistmodel.h"
#include "gui/messagelistview.h"
#include "gui/problembanner.h"
#include "gui/statusarea.h"
#include "gui/theme.h"
#include "gui/windowactions.h"
#include "support/windowfixture.h"

#include <QApplication>
#include <QDir>
#include <QTest>

using namespace Turnstone;

namespace {

void settle()
{
    QTest::qWait(400);
}

void save(MainWindow &window, const QDir &directory, const QString &name)
{
    settle();
    const qreal ratio = window.devicePixelRatioF();
    const QString file = QStringLiteral("%1-%2.png").arg(name).arg(qRound(ratio * 100));
    window.grab().save(directory.filePath(file));
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QDir directory(application.arguments().value(1, QStringLiteral(".")));
    Test::WindowFixture fixture;
    if (application.arguments().contains(QStringLiteral("--rtl")))
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
    Preferences &preferences = fixture.preferences();
    preferences.set(Pref::markReadAfterMs, -1);
    preferences.set(Pref::theme, QStringLiteral("light"));
    const Theme theme(application, preferences);
    const QString direction = QGuiApplication::isRightToLeft() ? QStringLiteral("rtl-") : QString();

    MainWindow window(fixture.store(), fixture.engine(), preferences);
    window.resize(1320, 820);
    window.show();
    save(window, directory, direction + QStringLiteral("empty"));

    Test::fillWithSampleMail(fixture, QDateTime::currentSecsSinceEpoch());
    settle();
    window.messageList().setFocus();
    window.messageList().selectRow(1);
    save(window, directory, direction + QStringLiteral("columns-light"));
    preferences.set(Pref::theme, QStringLiteral("dark"));
    save(window, directory, direction + QStringLiteral("columns-dark"));
    preferences.set(Pref::layout, QStringLiteral("stacked"));
    save(window, directory, direction + QStringLiteral("stacked-dark"));
    preferences.set(Pref::theme, QStringLiteral("light"));
    save(window, directory, direction + QStringLiteral("stacked-light"));
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
    save(window, directory, direction + QStringLiteral("banners-light"));
    preferences.set(Pref::theme, QStringLiteral("dark"));
    save(window, directory, direction + QStringLiteral("banners-dark"));
    return 0;
}
