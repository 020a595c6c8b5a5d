// SPDX-License-Identifier: MIT
// Saves what the settings, their search and the help look like, in English and German. Run by
// tests/gui/screenshots/run under Xvfb.
#include "gui/accountsettingsdialog.h"
#include "gui/addaccountdialog.h"
#include "gui/helpwindow.h"
#include "gui/preferencesdialog.h"
#include "gui/theme.h"
#include "support/paths.h"
#include "support/readingfixture.h"

#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QTranslator>

using namespace Turnstone;

namespace {

class Shots {
public:
    Shots(QDir directory, QString prefix)
        : m_directory(std::move(directory))
        , m_prefix(std::move(prefix))
    { }
    void save(QWidget &window, const QString &name) const
    {
        window.show();
        QTest::qWait(300);
        const int percent = qRound(window.devicePixelRatioF() * 100);
        window.grab().save(m_directory.filePath(
            QStringLiteral("%1settings-%2-%3.png").arg(m_prefix, name).arg(percent)));
    }

private:
    QDir m_directory;
    QString m_prefix;
};

void takeAll(const Shots &shots, Test::ReadingFixture &fixture)
{
    AccountSettingsDialog settings(fixture.store(), fixture.engine(), fixture.preferences());
    settings.show();
    settings.findChild<QLineEdit *>(QStringLiteral("searchEdit"))->setText(QStringLiteral("pop"));
    shots.save(settings, QStringLiteral("account"));
    PreferencesDialog preferences(fixture.preferences());
    preferences.show();
    preferences.findChild<QLineEdit *>(QStringLiteral("searchEdit"))
        ->setText(QStringLiteral("min"));
    shots.save(preferences, QStringLiteral("preferences"));
    AddAccountDialog add(fixture.store(), fixture.engine(), fixture.preferences());
    add.show();
    add.findChild<QLineEdit *>(QStringLiteral("emailEdit"))->setText(QStringLiteral("ann@gmx.net"));
    add.findChild<QLineEdit *>(QStringLiteral("passwordEdit"))->setText(QStringLiteral("secret"));
    QMetaObject::invokeMethod(&add, [&add] {
        auto *next = add.findChild<QPushButton *>(QStringLiteral("nextButton"));
        next->setEnabled(true);
        next->click();
    });
    shots.save(add, QStringLiteral("add"));
    for (const HelpTopic topic : {HelpTopic::Ports, HelpTopic::SwitchOn}) {
        HelpWindow help(nullptr);
        help.setAttribute(Qt::WA_DeleteOnClose, false);
        help.show(topic);
        shots.save(help, QStringLiteral("help%1").arg(int(topic)));
    }
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QDir directory(application.arguments().value(1, QStringLiteral(".")));
    const bool rtl = application.arguments().contains(QStringLiteral("--rtl"));
    if (rtl)
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
    Test::ReadingFixture fixture;
    fixture.addAccount(
        Test::ReadingFixture::account(QStringLiteral("Home"), QStringLiteral("pop3")));
    const Theme theme(application, fixture.preferences());
    const QString direction = rtl ? QStringLiteral("rtl-") : QString();
    for (const QString &look : {QStringLiteral("light"), QStringLiteral("dark")}) {
        fixture.preferences().set(Pref::theme, look);
        takeAll(Shots(directory, direction + look + QLatin1Char('-')), fixture);
    }
    QTranslator german;
    if (german.load(Test::buildPath(QStringLiteral("src/turnstone_de.qm")))) {
        QCoreApplication::installTranslator(&german);
        takeAll(Shots(directory, direction + QStringLiteral("german-")), fixture);
    }
    return 0;
}
