// SPDX-License-Identifier: MIT
// What a row of the folder list says; how rows come and go is in foldertreeupdate.cpp.
#include "gui/foldertreemodel.h"

#include "gui/backgroundreader.h"
#include "gui/foldermime.h"
#include "gui/foldersearch.h"
#include "gui/foldertreenode.h"
#include "gui/icons.h"
#include "gui/messagewords.h"

#include <algorithm>

namespace Turnstone {

FolderTreeModel::FolderTreeModel(Store &store, BackgroundReader &reader, Engine &engine,
                                 QObject *parent)
    : QAbstractItemModel(parent)
    , m_reader(reader)
    , m_engine(engine)
    , m_root(std::make_unique<Node>())
{
    listen(store, reader);
    connect(&engine, &Engine::stateChanged, this, [this](const AccountState &state) {
        if (Node *account = m_accountNodes.value(state.account))
            tell(*account);
    });
    read();
}

FolderTreeModel::~FolderTreeModel() = default;

FolderTreeModel::Node *FolderTreeModel::node(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

QModelIndex FolderTreeModel::indexOfNode(const Node *wanted) const
{
    if (!wanted || wanted == m_root.get())
        return {};
    return createIndex(wanted->row, 0, wanted);
}

QModelIndex FolderTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    const Node *above = node(parent);
    if (column != 0 || row < 0 || row >= int(above->children.size()))
        return {};
    return createIndex(row, 0, above->children[size_t(row)].get());
}

QModelIndex FolderTreeModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOfNode(node(child)->parent) : QModelIndex();
}

int FolderTreeModel::rowCount(const QModelIndex &parent) const
{
    return int(node(parent)->children.size());
}

int FolderTreeModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QString FolderTreeModel::accountName(AccountId id) const
{
    for (const Account &account : m_accounts) {
        if (account.id == id)
            return account.name;
    }
    return {};
}

/// Of "All Inboxes": not those that stand on their own.
bool FolderTreeModel::isAmongInboxes(const Folder &folder) const
{
    return folder.role == FolderRole::Inbox
        && std::none_of(m_accounts.cbegin(), m_accounts.cend(), [&](const Account &account) {
               return account.id == folder.account && account.inboxApart;
           });
}

qint64 FolderTreeModel::inboxesUnread() const
{
    qint64 unread = 0;
    for (const Folder &folder : m_folders) {
        if (isAmongInboxes(folder))
            unread += folder.unread;
    }
    return unread;
}

qint64 FolderTreeModel::unreadOf(const Node &wanted) const
{
    if (wanted.folder) {
        const auto row = m_folderRows.constFind(wanted.folder);
        return row == m_folderRows.constEnd() ? 0 : m_folders[*row].unread;
    }
    return wanted.kind == Kind::AllInboxes ? inboxesUnread() : 0;
}

QString FolderTreeModel::nameOf(const Node &row) const
{
    switch (row.kind) {
    case Kind::AllInboxes:
        return tr("All Inboxes");
    case Kind::Favourites:
        return tr("Favourites");
    case Kind::Account:
        return MessageWords::oneLine(accountName(row.account));
    case Kind::OtherUsers:
        return tr("Other Users");
    case Kind::Shared:
        return tr("Shared Folders");
    case Kind::Outbox:
        return tr("Outbox");
    case Kind::Favourite:
    case Kind::Folder:
        break;
    }
    const auto found = folder(row.folder);
    return found ? FolderWords::title(*found) : QString();
}

FolderTreeModel::Mark FolderTreeModel::markOf(const Node &row) const
{
    if (row.kind == Kind::Outbox)
        return m_outbox.unknown + m_outbox.failed > 0 ? Mark::Problem : Mark::None;
    if (row.kind != Kind::Account)
        return Mark::None;
    const AccountState state = m_engine.state(row.account);
    if (!state.isReachable())
        return Mark::Offline;
    switch (state.phase) {
    case AccountState::Phase::Failed:
    case AccountState::Phase::NeedsPassword:
        return Mark::Problem;
    default:
        return Mark::None;
    }
}

QString FolderTreeModel::accessibleText(const Node &row, Mark mark) const
{
    QString text = nameOf(row);
    if (row.kind == Kind::Favourite && m_accounts.size() > 1)
        text = tr("%1, %2", "favourite folder, its account").arg(text, accountName(row.account));
    if (row.kind == Kind::Outbox)
        text = tr("%1, %n messages", "outbox", int(m_outbox.total)).arg(text);
    else if (const qint64 unread = unreadOf(row))
        text = tr("%1, %n unread", nullptr, int(unread)).arg(text);
    if (row.below > 0)
        text = tr("%1, %n unread in folders below", nullptr, int(row.below)).arg(text);
    if (mark == Mark::Offline)
        text = tr("%1, offline").arg(text);
    if (mark == Mark::Problem)
        text = tr("%1, needs attention").arg(text);
    return text;
}

QString FolderTreeModel::toolTip(const Node &row, Mark mark) const
{
    if (row.kind == Kind::Outbox)
        return mark == Mark::None ? tr("Messages that wait to be sent")
                                  : tr("Some messages could not be sent");
    if (mark != Mark::None) {
        const auto problem = m_engine.state(row.account).problem;
        return (problem ? problem->sentence : tr("Offline")).toHtmlEscaped();
    }
    const auto found = folder(row.folder);
    if (!found)
        return nameOf(row).toHtmlEscaped();
    const QString path = FolderWords::pathWithin(*found, m_accounts);
    QStringList lines{found->selectable
                          ? tr("%1: %n messages", nullptr, int(found->total)).arg(path)
                          : tr("%1: holds folders only").arg(path)};
    if (found->selectable)
        lines.append(tr("On this computer: %L1. On the server: %L2.")
                         .arg(found->onComputer)
                         .arg(found->total - found->onlyHere));
    if (found->readOnly)
        lines.append(tr("Read-only"));
    else if (found->missingRights)
        lines.append(tr("The server doesn't let you change everything here"));
    if (!found->subscribed)
        lines.append(tr("Not subscribed"));
    for (QString &line : lines)
        line = line.toHtmlEscaped();
    return QStringLiteral("<p style='white-space:pre'>%1</p>").arg(lines.join(QLatin1Char('\n')));
}

QVariant FolderTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node &row = *node(index);
    switch (role) {
    case Qt::DisplayRole:
        return nameOf(row);
    case Qt::EditRole: {
        const auto found = folder(row.folder);
        return found ? found->name : QString();
    }
    case Qt::DecorationRole: {
        if (row.kind == Kind::AllInboxes)
            return icon(QStringLiteral("folder-all-inboxes"));
        if (row.kind == Kind::Outbox)
            return icon(QStringLiteral("folder-outbox"));
        if (row.kind == Kind::OtherUsers || row.kind == Kind::Shared)
            return icon(QStringLiteral("folder"));
        const auto found = folder(row.folder);
        return found ? icon(folderIconName(found->role)) : QIcon();
    }
    case Qt::AccessibleTextRole:
        return accessibleText(row, markOf(row));
    case Qt::ToolTipRole:
        return toolTip(row, markOf(row));
    case KindRole:
        return int(row.kind);
    case UnreadRole:
        return row.kind == Kind::Outbox ? m_outbox.total : unreadOf(row);
    case BelowRole:
        return row.below;
    case MarkRole:
        return int(markOf(row));
    case QuietRole: {
        const auto found = folder(row.folder);
        return found ? !found->selectable
                     : row.kind == Kind::OtherUsers || row.kind == Kind::Shared;
    }
    case DetailRole:
        return row.kind == Kind::Favourite && m_accounts.size() > 1 ? accountName(row.account)
                                                                    : QString();
    default:
        return {};
    }
}

bool FolderTreeModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const auto found = folderAt(index);
    const QString name = value.toString().trimmed();
    if (role != Qt::EditRole || !found || name.isEmpty() || name == found->name)
        return false;
    m_engine.renameFolder(found->id, name);
    return true;
}

Qt::ItemFlags FolderTreeModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Kind what = kind(index);
    const auto folder = folderAt(index);
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDropEnabled;
    if (folder)
        flags |= Qt::ItemIsDragEnabled;
    if (folder && what == Kind::Folder && folder->role == FolderRole::None)
        flags |= Qt::ItemIsEditable;
    return flags;
}

QStringList FolderTreeModel::mimeTypes() const
{
    return {folderMimeType()};
}

QMimeData *FolderTreeModel::mimeData(const QModelIndexList &indexes) const
{
    const auto folder = folderAt(indexes.value(0));
    return folder ? makeFolderMime(folder->id, kind(indexes.constFirst()) == Kind::Favourite)
                  : nullptr;
}

Qt::DropActions FolderTreeModel::supportedDropActions() const
{
    return Qt::MoveAction | Qt::CopyAction;
}

Qt::DropActions FolderTreeModel::supportedDragActions() const
{
    return Qt::MoveAction | Qt::CopyAction;
}

FolderTreeModel::Kind FolderTreeModel::kind(const QModelIndex &index) const
{
    return node(index)->kind;
}

QSet<FolderId> FolderTreeModel::foldersAt(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    if (const auto folder = folderAt(index))
        return folder->selectable ? QSet<FolderId>{folder->id} : QSet<FolderId>();
    QSet<FolderId> inboxes;
    if (kind(index) == Kind::AllInboxes) {
        for (const Folder &folder : m_folders) {
            if (isAmongInboxes(folder))
                inboxes.insert(folder.id);
        }
    }
    return inboxes;
}

std::optional<Folder> FolderTreeModel::folderAt(const QModelIndex &index) const
{
    return index.isValid() ? folder(node(index)->folder) : std::nullopt;
}

AccountId FolderTreeModel::accountAt(const QModelIndex &index) const
{
    return index.isValid() ? node(index)->account : AccountId();
}

QModelIndex FolderTreeModel::indexOf(FolderId id) const
{
    return indexOfNode(m_folderNodes.value(id));
}

QModelIndex FolderTreeModel::indexOf(AccountId id) const
{
    return indexOfNode(m_accountNodes.value(id));
}

QModelIndex FolderTreeModel::allInboxes() const
{
    const QModelIndex first = index(0, 0);
    return first.isValid() && kind(first) == Kind::AllInboxes ? first : QModelIndex();
}

QModelIndex FolderTreeModel::outbox() const
{
    for (const auto &row : m_root->children) {
        if (row->kind == Kind::Outbox)
            return indexOfNode(row.get());
    }
    return {};
}

std::optional<Folder> FolderTreeModel::folder(FolderId id) const
{
    const auto row = m_folderRows.constFind(id);
    if (row == m_folderRows.constEnd())
        return {};
    return m_folders[*row];
}

std::optional<Folder> FolderTreeModel::folderByRole(AccountId account, FolderRole role) const
{
    for (const Folder &folder : m_folders) {
        if (folder.account == account && folder.role == role)
            return folder;
    }
    return {};
}

QList<FolderId> FolderTreeModel::favourites() const
{
    QList<std::pair<int, FolderId>> found;
    for (const Folder &folder : m_folders) {
        if (folder.favourite > 0)
            found.append({folder.favourite, folder.id});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto &a, const auto &b) { return a.first < b.first; });
    QList<FolderId> ids;
    for (const auto &[place, id] : std::as_const(found))
        ids.append(id);
    return ids;
}

QString FolderTreeModel::keyAt(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const auto folder = folderAt(index);
    switch (kind(index)) {
    case Kind::AllInboxes:
        return QStringLiteral("all");
    case Kind::Favourites:
        return QStringLiteral("*");
    case Kind::OtherUsers:
        return accountName(accountAt(index)) + QStringLiteral("//others");
    case Kind::Shared:
        return accountName(accountAt(index)) + QStringLiteral("//shared");
    case Kind::Outbox:
        return QStringLiteral("outbox");
    case Kind::Account:
    case Kind::Favourite:
    case Kind::Folder:
        break;
    }
    return QString(kind(index) == Kind::Favourite ? QStringLiteral("*") : QString())
        + accountName(accountAt(index)) + QLatin1Char('/') + (folder ? folder->path : QString());
}

QModelIndex FolderTreeModel::indexOfKey(const QString &key) const
{
    if (key == QLatin1String("all"))
        return allInboxes();
    const bool favourite = key.startsWith(QLatin1Char('*'));
    const QStringView rest = QStringView(key).mid(favourite ? 1 : 0);
    // An account's name holds no '/'.
    const qsizetype slash = rest.indexOf(QLatin1Char('/'));
    if (slash < 0)
        return {};
    AccountId account;
    for (const Account &each : m_accounts) {
        if (each.name == rest.first(slash))
            account = each.id;
    }
    const QStringView path = rest.mid(slash + 1);
    for (const Folder &folder : m_folders) {
        if (folder.account == account && folder.path == path)
            return favourite ? indexOfNode(m_favouriteNodes.value(folder.id)) : indexOf(folder.id);
    }
    return {};
}

} // namespace Turnstone
