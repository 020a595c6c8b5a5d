// SPDX-License-Identifier: MIT
// How an account reads mail, and the guide that changes it, page by page in each look. Run by
// tests/gui/screenshots/run under Xvfb; --german for the longest words.
#include "gui/accountsettingsdialog.h"
#include "gui/switchguide.h"
#include "gui/theme.h"
#include "store/switchwriter.h"
#include "support/paths.h"
#include "support/windowfixture.h"

#include <QApplication>
#include <QDateTime>
#include <QDir>
#include <QProgressBar>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTest>
#include <QTranslator>

using namespace Turnstone;

namespace {

class SwitchAlbum {
public:
    SwitchAlbum(const QDir &directory, const QString &prefix)
        : m_directory(directory)
        , m_prefix(prefix)
    { }
    void save(QWidget &widget, const QString &name) const
    {
        QTest::qWait(400);
        const int percent = qRound(widget.devicePixelRatioF() * 100);
        widget.grab().save(
            m_directory.filePath(QStringLiteral("%1%2-%3.png").arg(m_prefix, name).arg(percent)));
    }

private:
    QDir m_directory;
    QString m_prefix;
};

SwitchPreview madeUpPreview(MailWriter &writer, const Account &account)
{
    SwitchPreview preview;
    preview.account = account.id;
    preview.from = account.incoming;
    preview.to = account.incoming;
    preview.to.protocol = QStringLiteral("imap");
    preview.to.endpoint = {QStringLiteral("imap.example.org"), 993, ConnectionSecurity::Tls};
    preview.to.id = SwitchWriter(writer).prepareServer(account.id, preview.to);
    preview.to = SwitchReader(writer).server(preview.to.id);
    preview.madeUtc = QDateTime::currentSecsSinceEpoch();
    preview.quotaLimit = qint64(2) << 30;
    preview.quotaUsed = qint64(1) << 30;
    preview.secondsEstimated = 400;
    preview.deletedHereButThere = 4;
    const QList<Folder> folders = writer.folders(account.id);
    qint64 number = 3;
    for (const Folder &folder : folders) {
        SwitchFolderPlan plan;
        plan.folder = folder.id;
        plan.path = folder.path;
        plan.role = folder.role;
        plan.remoteExists = true;
        plan.onBoth = {number * 211, number * 9'876'543};
        plan.onlyHere = {number * 17 % 40, number * 1'234'567};
        plan.onlyServer = {number % 5, number * 23'456};
        if (number % 3 == 0)
            plan.tooLarge = {2, 61'000'000};
        plan.choices = {SwitchChoice::Upload, SwitchChoice::KeepHere};
        plan.choice = folder.role == FolderRole::Trash || folder.role == FolderRole::Inbox
            ? SwitchChoice::KeepHere
            : SwitchChoice::Upload;
        if (folder.role == FolderRole::Inbox)
            plan.whyNot = QStringLiteral("What isn't in the server's Inbox any more was fetched or "
                                         "deleted there, and isn't put back unless you say so.");
        preview.folders.append(plan);
        number += 4;
    }
    ListQuery query;
    query.folders = {folders.first().id};
    const QList<MessageRow> rows = writer.page(query, 8);
    for (const MessageRow &row : rows) {
        SwitchException exception;
        exception.kind = SwitchException::Kind(preview.exceptions.size() % 5);
        exception.placement = row.id;
        exception.subject = row.subject;
        exception.from = row.from.name;
        exception.folder = folders.first().path;
        exception.dateUtc = row.dateUtc;
        exception.bytes = row.size;
        exception.why =
            QStringLiteral("Something like it is on the server, but not surely the same message.");
        preview.exceptions.append(exception);
    }
    return preview;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList words = application.arguments();
    QString prefix = QStringLiteral("switch-");
    QTranslator german;
    if (words.contains(QStringLiteral("--german"))
        && german.load(Test::buildPath(QStringLiteral("src/turnstone_de.qm")))) {
        QApplication::installTranslator(&german);
        prefix += QStringLiteral("de-");
    }
    if (words.contains(QStringLiteral("--rtl"))) {
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        prefix += QStringLiteral("rtl-");
    }
    Test::WindowFixture fixture;
    Preferences &preferences = fixture.preferences();
    preferences.set(Pref::theme, QStringLiteral("light"));
    const Theme theme(application, preferences);
    Test::fillWithSampleMail(fixture, QDateTime::currentSecsSinceEpoch());
    Account account = *fixture.writer().accountByName(QStringLiteral("Home"));
    account.incoming.protocol = QStringLiteral("pop3");
    fixture.writer().updateAccount(account);
    account = *fixture.writer().account(account.id);
    const SwitchAlbum album(QDir(words.value(1, QStringLiteral("."))), prefix);

    const auto shootSettings = [&](const QString &name) {
        AccountSettingsDialog settings(fixture.store(), fixture.engine(), preferences, account.id);
        settings.show();
        auto *tabs = settings.findChild<QTabWidget *>();
        tabs->setCurrentWidget(settings.findChild<QScrollArea *>(QStringLiteral("protocolTab")));
        album.save(settings, name);
    };
    const auto shootGuide = [&](const QString &name, SwitchGuide::Begin begin) {
        SwitchGuide guide(fixture.store(), fixture.engine(), preferences, account.id, begin);
        guide.show();
        album.save(guide, name);
        auto *tabs = guide.findChild<QTabWidget *>();
        if (tabs->isVisible()) {
            tabs->setCurrentIndex(1);
            album.save(guide, name + QStringLiteral("-exceptions"));
        }
    };
    for (const bool dark : {false, true}) {
        const QString look = dark ? QStringLiteral("-dark") : QStringLiteral("-light");
        preferences.set(Pref::theme, dark ? QStringLiteral("dark") : QStringLiteral("light"));
        SwitchWriter switches(fixture.writer());
        shootSettings(QStringLiteral("1-settings") + look);
        shootGuide(QStringLiteral("2-server") + look, SwitchGuide::Begin::Change);
        const SwitchPreview preview = madeUpPreview(fixture.writer(), account);
        const SwitchId id = switches.begin(preview);
        shootGuide(QStringLiteral("3-preview") + look, SwitchGuide::Begin::Change);
        SwitchReport report = *switches.report(id);
        for (const SwitchFolderPlan &plan : preview.folders)
            report.folders.append({plan, plan.onlyHere, {}, {}});
        report.exceptions = preview.exceptions;
        report.error = QStringLiteral("The server has closed the connection.");
        switches.setReport(id, report);
        switches.setStage(id, SwitchStage::Transfer);
        shootSettings(QStringLiteral("4-settings-open") + look);
        shootGuide(QStringLiteral("5-progress") + look, SwitchGuide::Begin::Continue);
        report.error.clear();
        switches.setReport(id, report);
        switches.setStage(id, SwitchStage::Report);
        switches.setState(id, SwitchState::Committed);
        shootGuide(QStringLiteral("6-report") + look, SwitchGuide::Begin::Report);
        shootSettings(QStringLiteral("7-settings-done") + look);
        switches.setState(id, SwitchState::Closed);
        switches.close(id);
    }
    return 0;
}
