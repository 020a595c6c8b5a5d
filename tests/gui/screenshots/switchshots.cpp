// SPDX-License-Identifier: MIT
// How an account reads mail, and the guide through a real change of it, page by page in each look.
// Run by tests/gui/screenshots/run under Xvfb.
#include "gui/accountsettingsdialog.h"
#include "gui/theme.h"
#include "store/switchreader.h"
#include "support/guideprogram.h"
#include "support/memorybackend.h"
#include "support/rawimap.h"
#include "support/shotalbum.h"

#include <QApplication>
#include <QPushButton>
#include <QScrollArea>
#include <QTabWidget>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

const QString light = QStringLiteral("light"), dark = QStringLiteral("dark");

class SwitchShots {
public:
    SwitchShots(const ShotAlbum &album, GuideProgram &program)
        : m_album(album)
        , m_program(program)
    { }
    /// A picture in each look.
    void save(QWidget &widget, const QString &name, const ShotAlbum::Ready &ready = {}) const
    {
        for (const QString &look : {dark, light}) {
            m_program.preferences->set(Pref::theme, look);
            m_album.save(widget, name + QLatin1Char('-') + look, ready);
        }
    }
    void saveSettings(const QString &name, const char *button) const
    {
        AccountSettingsDialog settings(*m_program.store, *m_program.engine, *m_program.preferences,
                                       m_program.id);
        settings.show();
        child<QTabWidget>(settings, "tabs")
            .setCurrentWidget(&child<QScrollArea>(settings, "protocolTab"));
        save(settings, name, [&] { return child<QPushButton>(settings, button).isVisible(); });
    }

private:
    const ShotAlbum &m_album;
    GuideProgram &m_program;
};

/// Mail in the Inbox and in folders of this computer, some of it deleted in the browser since.
void fillMailbox(MailServer &server, GuideProgram &program)
{
    program.file(9, QStringLiteral("Receipts"));
    program.file(5, QStringLiteral("Projects/North mole"));
    program.file(1, QStringLiteral("بريد وارد/קודם"));
    program.file(1,
                 QStringLiteral("Projects/Minutes of all meetings about the new lighthouse and "
                                "its lamps, with drafts 😀"));
    RawImap &browser = server.client(QStringLiteral("alice"));
    browser.require("SELECT INBOX");
    browser.require("UID STORE 1:3,22:27 +FLAGS (\\Deleted)");
    browser.require("EXPUNGE");
    for (int i = 60; i < 64; ++i)
        server.deliver(QStringLiteral("alice"), QStringLiteral("Archive"), sampleMessage(i));
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const ShotAlbum album(application, QStringLiteral("switch"));
    MailServerOptions options;
    options.users = {QStringLiteral("alice:secret")};
    MailServer server(options);
    for (int i = 1; i <= 30; ++i)
        server.deliver(QStringLiteral("alice"), QStringLiteral("INBOX"), sampleMessage(i));
    GuideProgram program(server);
    const Theme theme(application, *program.preferences);
    const SwitchShots shots(album, program);
    fillMailbox(server, program);

    shots.saveSettings(QStringLiteral("1-settings"), "changeButton");
    {
        const auto guide = program.guideAtServer();
        shots.save(*guide, QStringLiteral("2-server"));
    }
    const auto guide = program.guideAtPreview();
    shots.save(*guide, QStringLiteral("3-preview"));
    child<QTabWidget>(*guide, "previewTabs").setCurrentIndex(1);
    shots.save(*guide, QStringLiteral("4-exceptions"));
    // Shown while it transfers, and then at rest.
    bool transferring = false;
    QObject::connect(&program.switches(), &ProtocolSwitches::changed, guide.get(),
                     [&](const SwitchActivity &activity) {
                         if (!activity.isRunning() || transferring
                             || activity.progress.stage < SwitchStage::Backup)
                             return;
                         transferring = true;
                         album.save(*guide, QStringLiteral("5-progress-light"));
                         nextButton(*guide).click();
                     });
    nextButton(*guide).click();
    album.waitFor(QStringLiteral("6-paused"), [&] {
        return page(*guide) == QLatin1String("progressPage")
            && !program.switches().activity(program.id).isRunning();
    });
    shots.save(*guide, QStringLiteral("6-paused"));
    shots.saveSettings(QStringLiteral("7-settings-open"), "continueButton");
    nextButton(*guide).click();
    album.waitFor(QStringLiteral("8-report"),
                  [&] { return page(*guide) == QLatin1String("reportPage"); });
    shots.save(*guide, QStringLiteral("8-report"));
    shots.saveSettings(QStringLiteral("9-settings-done"), "undoButton");
    return 0;
}
