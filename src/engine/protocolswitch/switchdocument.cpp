// SPDX-License-Identifier: MIT
#include "engine/protocolswitch/switchdocument.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <algorithm>

namespace Turnstone {

namespace {

class DocumentText {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::SwitchDocument)
public:
    static QStringList folderColumns()
    {
        return {tr("Folder"),
                tr("On both sides"),
                tr("Only here"),
                tr("Only on the server"),
                tr("Unsure"),
                tr("Uploaded"),
                tr("Brought here"),
                tr("Kept here"),
                tr("Size of what was uploaded")};
    }
    static QStringList previewColumns()
    {
        return {tr("Folder"),
                tr("On both sides"),
                tr("Only here"),
                tr("Only on the server"),
                tr("Unsure"),
                tr("Too large"),
                tr("No room"),
                tr("To be filed"),
                tr("To fetch"),
                tr("Choice"),
                tr("Size of what is only here")};
    }
    static QStringList exceptionColumns()
    {
        return {tr("What"), tr("Folder"), tr("Subject"), tr("From"),
                tr("Date"), tr("Size"),   tr("Why")};
    }
    static QString kind(SwitchException::Kind kind)
    {
        switch (kind) {
        case SwitchException::Kind::Ambiguous:
            return tr("unsure");
        case SwitchException::Kind::TooLarge:
            return tr("too large");
        case SwitchException::Kind::OverQuota:
            return tr("no room");
        case SwitchException::Kind::Refused:
            return tr("not taken as it is");
        case SwitchException::Kind::DeletedThere:
            return tr("no longer on the server");
        case SwitchException::Kind::DeletedHere:
            return tr("deleted here");
        case SwitchException::Kind::NoContent:
            return tr("not here as a whole");
        case SwitchException::Kind::NotVerified:
            return tr("not confirmed");
        case SwitchException::Kind::ChangedSince:
            return tr("changed since");
        case SwitchException::Kind::NoUidExpunge:
            return tr("not taken back");
        case SwitchException::Kind::Pending:
            return tr("waiting change");
        case SwitchException::Kind::FolderStays:
            return tr("folder stays");
        case SwitchException::Kind::FolderRefused:
            return tr("folder not made");
        }
        return {};
    }
    /// As the window shows it; of what it has no word for, the name that the user gave.
    static QString special(FolderRole role)
    {
        switch (role) {
        case FolderRole::Inbox:
            return tr("Inbox");
        case FolderRole::Drafts:
            return tr("Drafts");
        case FolderRole::Sent:
            return tr("Sent");
        case FolderRole::Archive:
            return tr("Archive");
        case FolderRole::Junk:
            return tr("Junk");
        case FolderRole::Trash:
            return tr("Trash");
        case FolderRole::All:
            return tr("All Mail");
        case FolderRole::Flagged:
            return tr("Starred");
        case FolderRole::None:
            break;
        }
        return {};
    }
    static QString folder(const QString &path, FolderRole role)
    {
        QStringList levels = path.split(QLatin1Char('/'));
        for (QString &level : levels)
            level.replace(QLatin1String("%2F"), QLatin1String("/"));
        if (const QString name = special(role); !name.isEmpty())
            levels.last() = name;
        return levels.join(tr(" › ", "between the levels of a folder"));
    }
    static QString state(SwitchState state)
    {
        switch (state) {
        case SwitchState::Open:
            return tr("not finished");
        case SwitchState::Committed:
            return tr("done");
        case SwitchState::Undoing:
            return tr("being undone");
        case SwitchState::Undone:
            return tr("undone");
        case SwitchState::Closed:
            return tr("done for good");
        }
        return {};
    }
    static QString title(const SwitchReport &report)
    {
        return tr("From %1 to %2")
            .arg(report.from.protocol.toUpper(), report.to.protocol.toUpper());
    }
    static QString begun(const SwitchReport &report)
    {
        return tr("Begun: %1. State: %2. Compared byte by byte or by header: %L3.")
            .arg(localDate(report.begunUtc), state(report.state))
            .arg(report.verified);
    }
    static QString undoable(const SwitchReport &report)
    {
        return tr("It can be undone until %1.").arg(localDate(report.undoableUntilUtc));
    }
    static QString localDate(qint64 utc)
    {
        return utc <= 0
            ? QString()
            : QLocale().toString(QDateTime::fromSecsSinceEpoch(utc), QLocale::ShortFormat);
    }
    static QString date(qint64 utc)
    {
        return utc <= 0 ? QString()
                        : QDateTime::fromSecsSinceEpoch(utc, Qt::UTC).toString(Qt::ISODate);
    }
};

QByteArray csvLine(const QStringList &cells)
{
    QStringList quoted;
    for (QString cell : cells) {
        // A spreadsheet runs what begins like this.
        if (!cell.isEmpty() && QStringLiteral("=+-@\t\r").contains(cell.front()))
            cell.prepend(QLatin1Char('\''));
        cell.replace(QLatin1Char('"'), QLatin1String("\"\""));
        quoted.append(QLatin1Char('"') + cell + QLatin1Char('"'));
    }
    return quoted.join(QLatin1Char(',')).toUtf8() + "\r\n";
}

/// People read sizes and dates in their own way; a table is for programs too.
enum class DocumentFor { People, Programs };

QString number(qint64 value, DocumentFor whom = DocumentFor::Programs)
{
    if (whom == DocumentFor::Programs)
        return QString::number(value);
    return value == 0 ? QString() : QLocale().toString(value);
}

QString size(qint64 bytes, DocumentFor whom)
{
    if (whom == DocumentFor::Programs)
        return number(bytes);
    return bytes == 0 ? QString()
                      : QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat);
}

QStringList exceptionCells(const SwitchException &one, DocumentFor whom,
                           const QHash<QString, FolderRole> &roles = {})
{
    const QString folder = whom == DocumentFor::People && !one.folder.isEmpty()
        ? DocumentText::folder(one.folder, roles.value(one.folder))
        : one.folder;
    const QString date = whom == DocumentFor::People ? DocumentText::localDate(one.dateUtc)
                                                     : DocumentText::date(one.dateUtc);
    return {DocumentText::kind(one.kind), folder, one.subject, one.from, date,
            size(one.bytes, whom),        one.why};
}

QStringList resultCells(const SwitchReport::FolderResult &result, DocumentFor whom)
{
    const SwitchFolderPlan &plan = result.plan;
    QStringList cells{whom == DocumentFor::People ? DocumentText::folder(plan.path, plan.role)
                                                  : plan.path};
    for (const SwitchExtent &extent : {plan.onBoth, plan.onlyHere, plan.onlyServer, plan.ambiguous,
                                       result.uploaded, result.downloaded, result.keptHere})
        cells.append(number(extent.messages, whom));
    cells.append(size(result.uploaded.bytes, whom));
    return cells;
}

QByteArray csvExceptions(const QList<SwitchException> &exceptions)
{
    if (exceptions.isEmpty())
        return {};
    QByteArray csv = "\r\n" + csvLine(DocumentText::exceptionColumns());
    for (const SwitchException &one : exceptions)
        csv += csvLine(exceptionCells(one, DocumentFor::Programs));
    return csv;
}

/// A table for people: columns without anything in them aren't there, and numbers stand at the end.
QString htmlTable(const QStringList &titles, const QList<QStringList> &rows, int firstNumber)
{
    const auto isUsed = [&](qsizetype column) {
        return column == 0
            || std::any_of(rows.cbegin(), rows.cend(), [column](const QStringList &row) {
                   return !row.value(column).isEmpty();
               });
    };
    QList<qsizetype> columns;
    for (qsizetype i = 0; i < titles.size(); ++i) {
        if (isUsed(i))
            columns.append(i);
    }
    const auto line = [&](const QStringList &cells, const QString &tag) {
        QString text = QStringLiteral("<tr>");
        for (const qsizetype i : std::as_const(columns))
            text += QStringLiteral("<%1%2>%3</%1>")
                        .arg(tag,
                             i >= firstNumber ? QStringLiteral(" class=\"n\" align=\"right\"")
                                              : QString(),
                             cells.value(i).toHtmlEscaped());
        return text + QStringLiteral("</tr>\n");
    };
    QString table =
        QStringLiteral("<table cellpadding=\"4\">\n") + line(titles, QStringLiteral("th"));
    for (const QStringList &row : rows)
        table += line(row, QStringLiteral("td"));
    return table + QStringLiteral("</table>\n");
}

} // namespace

QString switchKindText(SwitchException::Kind kind)
{
    return DocumentText::kind(kind);
}

QByteArray switchPreviewCsv(const SwitchPreview &preview)
{
    QByteArray csv = csvLine(DocumentText::previewColumns());
    for (const SwitchFolderPlan &plan : preview.folders) {
        csv += csvLine({plan.path, number(plan.onBoth.messages), number(plan.onlyHere.messages),
                        number(plan.onlyServer.messages), number(plan.ambiguous.messages),
                        number(plan.tooLarge.messages), number(plan.overQuota.messages),
                        number(plan.toMove.messages), number(plan.toDownload.messages),
                        toString(plan.choice), number(plan.onlyHere.bytes)});
    }
    return csv + csvExceptions(preview.exceptions);
}

QByteArray switchReportCsv(const SwitchReport &report)
{
    QByteArray csv = csvLine(DocumentText::folderColumns());
    for (const SwitchReport::FolderResult &result : report.folders)
        csv += csvLine(resultCells(result, DocumentFor::Programs));
    return csv + csvExceptions(report.exceptions);
}

QByteArray switchReportHtml(const SwitchReport &report)
{
    const QString title = DocumentText::title(report).toHtmlEscaped();
    QString html =
        QStringLiteral("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>%1</title>\n"
                       "<style>body{font-family:sans-serif}table{border-collapse:collapse;margin:"
                       "1em 0}td,th{border:1px solid #888;padding:.2em "
                       ".5em;text-align:start}td.n,th.n{text-align:end}</style></head>\n<body "
                       "dir=\"auto\"><h1>%1</h1>\n")
            .arg(title);
    html += QStringLiteral("<p>%1</p>\n").arg(DocumentText::begun(report).toHtmlEscaped());
    if (report.state == SwitchState::Committed)
        html += QStringLiteral("<p>%1</p>\n").arg(DocumentText::undoable(report).toHtmlEscaped());
    if (!report.error.isEmpty())
        html += QStringLiteral("<p>%1</p>\n").arg(report.error.toHtmlEscaped());
    QList<QStringList> rows;
    QHash<QString, FolderRole> roles;
    for (const SwitchReport::FolderResult &result : report.folders) {
        const QStringList cells = resultCells(result, DocumentFor::People);
        const bool isEmpty = std::all_of(cells.cbegin() + 1, cells.cend(),
                                         [](const QString &cell) { return cell.isEmpty(); });
        if (!isEmpty || result.plan.isToBeMade())
            rows.append(cells);
        roles.insert(result.plan.path, result.plan.role);
    }
    html += htmlTable(DocumentText::folderColumns(), rows, 1);
    rows.clear();
    for (const SwitchException &one : report.exceptions)
        rows.append(exceptionCells(one, DocumentFor::People, roles));
    const qsizetype columns = DocumentText::exceptionColumns().size();
    if (!rows.isEmpty())
        html += htmlTable(DocumentText::exceptionColumns(), rows, int(columns));
    return html.toUtf8() + "</body></html>\n";
}

} // namespace Turnstone
