// SPDX-License-Identifier: MIT
#include "gui/switchmodels.h"

#include "engine/protocolswitch/switchdocument.h"
#include "gui/datetext.h"
#include "gui/foldersearch.h"
#include "gui/messagewords.h"

namespace Turnstone {

QString SwitchWords::protocol(const QString &name)
{
    return name.toUpper(); // as their RFCs write them
}

QString SwitchWords::choice(SwitchChoice choice)
{
    switch (choice) {
    case SwitchChoice::Upload:
        return tr("Put it on the server");
    case SwitchChoice::KeepHere:
        return tr("Keep it on this computer");
    case SwitchChoice::Download:
        return tr("Bring it here as a whole");
    case SwitchChoice::LeaveThere:
        return tr("Leave it at the server");
    }
    return {};
}

QString SwitchWords::folder(const SwitchFolderPlan &plan)
{
    Folder folder;
    folder.path = plan.path;
    folder.name = plan.path.section(QLatin1Char('/'), -1);
    folder.role = plan.role;
    return FolderWords::path(folder);
}

QString SwitchWords::folder(const SwitchException &exception, FolderRole role)
{
    SwitchFolderPlan named;
    named.path = exception.folder;
    named.role = role;
    if (named.path.compare(QLatin1String("INBOX"), Qt::CaseInsensitive) == 0)
        named.role = FolderRole::Inbox;
    return folder(named);
}

QString SwitchWords::extent(const SwitchExtent &extent)
{
    if (extent.messages == 0)
        return {};
    //: How many messages, and their size: "12 (3.4 MB)"
    return tr("%L1 (%2)").arg(extent.messages).arg(MessageWords::size(extent.bytes));
}

QString SwitchWords::stage(const SwitchProgress &progress)
{
    if (progress.undoing)
        return tr("Undoing the change");
    QString what;
    switch (progress.stage) {
    case SwitchStage::Probe:
        what = tr("signing in");
        break;
    case SwitchStage::Freeze:
        what = tr("getting mail once more");
        break;
    case SwitchStage::Inventory:
        what = tr("listing what is on the server");
        break;
    case SwitchStage::Match:
        what = tr("comparing");
        break;
    case SwitchStage::Preview:
        what = tr("the preview");
        break;
    case SwitchStage::Backup:
        what = tr("making a copy of what is here");
        break;
    case SwitchStage::Transfer:
        what = tr("transferring messages");
        break;
    case SwitchStage::Verify:
        what = tr("checking that nothing is missing");
        break;
    case SwitchStage::Commit:
        what = tr("changing the account");
        break;
    case SwitchStage::Report:
        what = tr("the report");
        break;
    }
    return tr("Step %1 of %2: %3")
        .arg(int(progress.stage) + 1)
        .arg(int(SwitchStage::Report) + 1)
        .arg(what);
}

QString SwitchWords::kind(SwitchException::Kind kind)
{
    return switchKindText(kind);
}

// Folders

SwitchExtent SwitchFolderModel::extent(const SwitchFolderPlan &plan, Column column)
{
    switch (column) {
    case Column::OnBoth:
        return plan.onBoth;
    case Column::OnlyHere:
        return plan.onlyHere;
    case Column::OnlyServer:
        return plan.onlyServer;
    case Column::Ambiguous:
        return plan.ambiguous;
    case Column::TooLarge:
        return plan.tooLarge;
    case Column::OverQuota:
        return plan.overQuota;
    case Column::ToMove:
        return plan.toMove;
    case Column::ToDownload:
        return plan.toDownload;
    case Column::Folder:
    case Column::Choice:
        break;
    }
    return {};
}

void SwitchFolderModel::setPreview(const SwitchPreview &preview)
{
    beginResetModel();
    m_preview = preview;
    m_columns = {Column::Folder, Column::OnBoth, Column::OnlyHere, Column::OnlyServer};
    for (const Column column : {Column::Ambiguous, Column::TooLarge, Column::OverQuota,
                                Column::ToMove, Column::ToDownload}) {
        for (const SwitchFolderPlan &plan : preview.folders) {
            if (extent(plan, column).messages > 0) {
                m_columns.append(column);
                break;
            }
        }
    }
    m_columns.append(Column::Choice);
    endResetModel();
}

QList<SwitchChoice> SwitchFolderModel::choices(int row) const
{
    const SwitchFolderPlan &plan = m_preview.folders.at(row);
    SwitchFolderPlan uploaded = plan;
    uploaded.choice = SwitchChoice::Upload;
    const bool any = plan.onlyHere.messages > 0 || plan.toDownload.messages > 0 || plan.partlyListed
        || uploaded.isToBeMade();
    return any && plan.choices.size() > 1 ? plan.choices : QList<SwitchChoice>();
}

void SwitchFolderModel::choose(int row, SwitchChoice choice)
{
    if (!choices(row).contains(choice) || m_preview.folders.at(row).choice == choice)
        return;
    m_preview.folders[row].choice = choice;
    Q_EMIT dataChanged(index(row, 0), index(row, int(m_columns.size()) - 1));
    Q_EMIT chosen();
}

int SwitchFolderModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_preview.folders.size());
}

int SwitchFolderModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

QVariant SwitchFolderModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const SwitchFolderPlan &plan = m_preview.folders.at(index.row());
    const Column shown = m_columns.at(index.column());
    QString text;
    if (shown == Column::Folder)
        text = SwitchWords::folder(plan);
    else if (shown == Column::Choice)
        text = choices(index.row()).isEmpty() ? QString() : SwitchWords::choice(plan.choice);
    else
        text = SwitchWords::extent(extent(plan, shown));
    switch (role) {
    case Qt::DisplayRole:
        return text;
    case Qt::ToolTipRole:
        if (shown == Column::Folder) {
            QString whole = QStringLiteral("<p>%1</p>").arg(text.toHtmlEscaped());
            if (!plan.remoteExists && !plan.remoteName.isEmpty())
                whole += QStringLiteral("<p>%1</p>")
                             .arg(tr("On the server it would be made as “%1”.")
                                      .arg(MessageWords::oneLine(plan.remoteName))
                                      .toHtmlEscaped());
            return whole;
        }
        return shown == Column::Choice && !plan.whyNot.isEmpty() ? QVariant(plan.whyNot)
                                                                 : QVariant();
    case Qt::AccessibleTextRole:
        return text.isEmpty()
            ? tr("%1: none").arg(headerData(index.column(), Qt::Horizontal, role).toString())
            : text;
    case Qt::TextAlignmentRole:
        return shown == Column::Folder || shown == Column::Choice
            ? QVariant()
            : QVariant(int(Qt::AlignRight | Qt::AlignVCenter));
    default:
        return {};
    }
}

QVariant SwitchFolderModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole) {
        const Column titled = m_columns.value(section);
        return titled == Column::Folder || titled == Column::Choice
            ? int(Qt::AlignLeading | Qt::AlignVCenter)
            : int(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (orientation != Qt::Horizontal
        || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != Qt::ToolTipRole))
        return {};
    const bool tip = role == Qt::ToolTipRole;
    switch (m_columns.value(section)) {
    case Column::Folder:
        return tip ? QString() : tr("Folder");
    case Column::OnBoth:
        return tip ? tr("Here and on the server: nothing has to be transferred") : tr("On both");
    case Column::OnlyHere:
        return tip ? tr("On this computer and not on the server") : tr("Only here");
    case Column::OnlyServer:
        return tip ? tr("On the server and not on this computer") : tr("Only on the server");
    case Column::Ambiguous:
        return tip ? tr("Alike, and not surely the same: stays here as it is") : tr("Unsure");
    case Column::TooLarge:
        return tip ? tr("Larger than what the server takes: stays here") : tr("Too large");
    case Column::OverQuota:
        return tip ? tr("The server has no room for it: stays here") : tr("No room");
    case Column::ToMove:
        return tip ? tr("On both, and filed in different folders") : tr("To be filed");
    case Column::ToDownload:
        return tip ? tr("Not on this computer as a whole yet") : tr("To be fetched");
    case Column::Choice:
        return tip ? QString() : tr("What is done");
    }
    return {};
}

// Exceptions

void SwitchExceptionModel::setExceptions(const QList<SwitchException> &exceptions,
                                         const QHash<QString, FolderRole> &roles)
{
    beginResetModel();
    m_exceptions = exceptions;
    m_roles = roles;
    endResetModel();
}

int SwitchExceptionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_exceptions.size());
}

int SwitchExceptionModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant SwitchExceptionModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const SwitchException &exception = m_exceptions.at(index.row());
    if (role == Qt::ToolTipRole)
        return exception.why;
    if (role == Qt::TextAlignmentRole && index.column() == Size)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::UserRole && index.column() == Date)
        return exception.dateUtc;
    if (role == Qt::UserRole && index.column() == Size)
        return exception.bytes;
    if (role != Qt::DisplayRole && role != Qt::UserRole)
        return {};
    switch (index.column()) {
    case Kind:
        return SwitchWords::kind(exception.kind);
    case Subject:
        return MessageWords::oneLine(exception.subject);
    case From:
        return MessageWords::oneLine(exception.from);
    case Folder:
        return MessageWords::oneLine(
            SwitchWords::folder(exception, m_roles.value(exception.folder)));
    case Date:
        return DateText(QDateTime::currentDateTime(), QLocale()).dayAndTime(exception.dateUtc);
    case Size:
        return exception.bytes > 0 ? MessageWords::size(exception.bytes) : QString();
    default:
        return {};
    }
}

QVariant SwitchExceptionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return int((section == Size ? Qt::AlignRight : Qt::AlignLeading) | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Kind:
        return tr("What");
    case Subject:
        return tr("Subject");
    case From:
        return tr("From");
    case Folder:
        return tr("Folder");
    case Date:
        return tr("Date");
    case Size:
        return tr("Size");
    default:
        return {};
    }
}

} // namespace Turnstone
