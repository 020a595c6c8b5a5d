// SPDX-License-Identifier: MIT
// Saves what the settings, their search and the help look like. Run by tests/gui/screenshots/run
// under Xvfb.
#include "gui/accountsettingsdialog.h"
#include "gui/addaccountdialog.h"
#include "gui/helpwindow.h"
#include "gui/preferencesdialog.h"
#include "gui/theme.h"
#include "support/readingfixture.h"
#include "support/settingsshown.h"
#include "support/shotalbum.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace Turnstone;

namespace {

void takeAll(const Test::ShotAlbum &album, Test::ReadingFixture &fixture, const QString &look)
{
    AccountSettingsDialog settings(fixture.store(), fixture.engine(), fixture.preferences());
    settings.show();
    Test::showsAccounts(settings);
    settings.findChild<QLineEdit *>(QStringLiteral("searchEdit"))->setText(QStringLiteral("pop"));
    const auto *count = settings.findChild<QLabel *>(QStringLiteral("searchCount"));
    album.save(settings, look + QStringLiteral("-account"),
               [count] { return !count->text().isEmpty(); });
    settings.findChild<QLineEdit *>(QStringLiteral("searchEdit"))->setText(QStringLiteral("zebra"));
    album.save(settings, look + QStringLiteral("-nothingfound"));
    PreferencesDialog preferences(fixture.preferences());
    preferences.show();
    preferences.findChild<QLineEdit *>(QStringLiteral("searchEdit"))
        ->setText(QStringLiteral("min"));
    album.save(preferences, look + QStringLiteral("-preferences"));
    AddAccountDialog add(fixture.store(), fixture.engine(), fixture.preferences());
    add.show();
    add.findChild<QLineEdit *>(QStringLiteral("emailEdit"))->setText(QStringLiteral("ann@gmx.net"));
    add.findChild<QLineEdit *>(QStringLiteral("passwordEdit"))->setText(QStringLiteral("secret"));
    QMetaObject::invokeMethod(&add, [&add] {
        auto *next = add.findChild<QPushButton *>(QStringLiteral("nextButton"));
        next->setEnabled(true);
        next->click();
    });
    album.save(add, look + QStringLiteral("-add"));
    for (const HelpTopic topic : {HelpTopic::Kept, HelpTopic::Protocols, HelpTopic::Ports,
                                  HelpTopic::Missing, HelpTopic::SwitchOn}) {
        HelpWindow help(nullptr);
        help.setAttribute(Qt::WA_DeleteOnClose, false);
        help.show(topic);
        album.save(help, look + QStringLiteral("-help%1").arg(int(topic)));
    }
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const Test::ShotAlbum album(application, QStringLiteral("settings"));
    Test::ReadingFixture fixture;
    fixture.addAccount(
        Test::ReadingFixture::account(QStringLiteral("Home"), QStringLiteral("pop3")));
    const Theme theme(application, fixture.preferences());
    for (const QString &look : {QStringLiteral("light"), QStringLiteral("dark")}) {
        fixture.preferences().set(Pref::theme, look);
        takeAll(album, fixture, look);
    }
    return 0;
}
