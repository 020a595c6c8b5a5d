// SPDX-License-Identifier: MIT
// What became of it: the report, what is saved of it, and how it is kept for good.
#include "engine/protocolswitch/switchdocument.h"
#include "gui/backgroundreader.h"
#include "gui/datetext.h"
#include "gui/switchguide.h"
#include "gui/switchmodels.h"
#include "store/switchreader.h"
#include "ui_switchguide.h"

#include <QFileDialog>
#include <QMessageBox>
#include <QSaveFile>
#include <QStandardPaths>

namespace Turnstone {

namespace {

/// In the window; a document that is saved has all. QTextBrowser lays a table out as a whole.
constexpr qsizetype reportFoldersShown = 200;

/// Empty where it was saved; else why not.
QString savedTo(const QString &path, const QByteArray &document)
{
    QSaveFile file(path);
    const bool saved =
        file.open(QIODevice::WriteOnly) && file.write(document) == document.size() && file.commit();
    return saved ? QString() : file.errorString();
}

} // namespace

SwitchGuide::Facts SwitchGuide::readFacts(MailReader &reader, AccountId id)
{
    SwitchReader switches(reader);
    Facts facts{reader.account(id),
                switches.report(id),
                {},
                switches.preview(id),
                switches.retiredServers(id)};
    if (facts.report) {
        SwitchReport shown = *facts.report;
        shown.exceptions.clear(); // they have a table of their own
        if (shown.folders.size() > reportFoldersShown)
            shown.folders.resize(reportFoldersShown);
        facts.reportHtml = QString::fromUtf8(switchReportHtml(shown));
    }
    return facts;
}

void SwitchGuide::showReport()
{
    const SwitchReport &report = *m_facts.report;
    QString what;
    switch (report.state) {
    case SwitchState::Committed:
        what = tr("Done: the account reads its mail by %1. You can undo this until %2.")
                   .arg(report.to.protocol.toUpper(),
                        DateText(QDateTime::currentDateTime(), QLocale())
                            .dayAndTime(report.undoableUntilUtc));
        break;
    case SwitchState::Undone:
        what = tr("Undone: the account reads its mail by %1 again. %Ln message(s) were taken "
                  "off the server again.",
                  nullptr, int(report.takenOff))
                   .arg(report.from.protocol.toUpper());
        break;
    default:
        what = tr("The last change of this account, from %1 to %2.")
                   .arg(report.from.protocol.toUpper(), report.to.protocol.toUpper());
    }
    m_ui->titleText->setText(tr("%1: How It Reads Mail").arg(m_facts.account->name));
    setWindowTitle(m_ui->titleText->text());
    if (report.folders.size() > reportFoldersShown)
        what += QLatin1Char(' ')
            + tr("The first %Ln folder(s) are shown; what is saved has all.", nullptr,
                 int(reportFoldersShown));
    m_ui->reportTitle->setText(what);
    m_ui->reportView->setHtml(m_facts.reportHtml);
    QHash<QString, FolderRole> roles;
    for (const SwitchReport::FolderResult &result : report.folders)
        roles.insert(result.plan.path, result.plan.role);
    m_exceptions->setExceptions(report.exceptions, roles);
    m_ui->reportExceptions->setVisible(!report.exceptions.isEmpty());
    m_ui->reportExceptionLabel->setVisible(!report.exceptions.isEmpty());
    showPage(m_ui->reportPage);
}

void SwitchGuide::askWhereToSave()
{
    const bool report = isPage(m_ui->reportPage);
    const QString name = tr("Change of protocol");
    auto *dialog = new QFileDialog(
        this, tr("Save As"), QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation),
        report ? tr("Web page (*.html);;Table (*.csv)") : tr("Table (*.csv)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    const auto suffix = [dialog](const QString &filter) {
        dialog->setDefaultSuffix(filter.contains(QStringLiteral("csv")) ? QStringLiteral("csv")
                                                                        : QStringLiteral("html"));
    };
    connect(dialog, &QFileDialog::filterSelected, this, suffix);
    suffix(report ? QString() : QStringLiteral("csv"));
    dialog->selectFile(name + (report ? QStringLiteral(".html") : QStringLiteral(".csv")));
    connect(dialog, &QFileDialog::fileSelected, this, &SwitchGuide::saveTo);
    dialog->open();
}

void SwitchGuide::saveTo(const QString &path)
{
    const bool csv = path.endsWith(QStringLiteral(".csv"), Qt::CaseInsensitive);
    const auto report = isPage(m_ui->reportPage) ? m_facts.report : std::nullopt;
    // Thousands of lines, perhaps onto a share: not in the window's thread.
    m_reader->run(
        this,
        [path, csv, report, preview = m_folders->preview()](MailReader &) {
            return savedTo(path,
                           !report   ? switchPreviewCsv(preview)
                               : csv ? switchReportCsv(*report)
                                     : switchReportHtml(*report));
        },
        [this, path](const QString &failure) {
            showProblem(failure.isEmpty() ? QString()
                                          : tr("“%1” could not be saved: %2.").arg(path, failure));
        });
}

/// It shall not be undone any more.
void SwitchGuide::askToKeep()
{
    const QString protocol = m_facts.report->to.protocol.toUpper();
    auto *box = new QMessageBox(QMessageBox::Question, tr("Keep for Good"),
                                tr("Keep %1 for good?").arg(protocol), QMessageBox::Cancel, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(
        tr("Then this change can't be undone any more. The copy of the account's mail that was "
           "made before it is deleted from this computer; your mail stays as it is."));
    QPushButton *yes = box->addButton(tr("&Keep for Good"), QMessageBox::AcceptRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(yes, &QPushButton::clicked, this, [this] { switches().close(m_id); });
    box->open();
}

bool SwitchGuide::isUndoable() const
{
    return m_facts.report && m_facts.report->state == SwitchState::Committed
        && m_facts.report->undoableUntilUtc > m_store.clock().utcSeconds();
}

} // namespace Turnstone
