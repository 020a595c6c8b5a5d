// SPDX-License-Identifier: MIT
#include "gui/foldertreemodel.h"

#include "gui/backgroundreader.h"
#include "gui/icons.h"
#include "gui/messagewords.h"
#include "gui/placementmime.h"

#include <QMimeData>

namespace Turnstone {

struct FolderTreeModel::Node {
    Kind kind = Kind::Folder;
    Node *parent = nullptr;
    int row = 0;
    AccountId account;
    FolderId folder;
    std::vector<std::unique_ptr<Node>> children;

    Node *add(Kind childKind, AccountId childAccount, FolderId childFolder)
    {
        auto child = std::make_unique<Node>();
        child->kind = childKind;
        child->parent = this;
        child->row = int(children.size());
        child->account = childAccount;
        child->folder = childFolder;
        children.push_back(std::move(child));
        return children.back().get();
    }
};

namespace {

QString folderIconName(FolderRole role)
{
    switch (role) {
    case FolderRole::Inbox:
        return QStringLiteral("folder-inbox");
    case FolderRole::Drafts:
        return QStringLiteral("folder-drafts");
    case FolderRole::Sent:
        return QStringLiteral("folder-sent");
    case FolderRole::Archive:
    case FolderRole::All:
        return QStringLiteral("folder-archive");
    case FolderRole::Junk:
        return QStringLiteral("folder-junk");
    case FolderRole::Trash:
        return QStringLiteral("folder-trash");
    case FolderRole::Flagged:
        return QStringLiteral("folder-flagged");
    case FolderRole::None:
        break;
    }
    return QStringLiteral("folder");
}

} // namespace

FolderTreeModel::FolderTreeModel(Store &store, BackgroundReader &reader, Engine &engine,
                                 QObject *parent)
    : QAbstractItemModel(parent)
    , m_reader(reader)
    , m_engine(engine)
    , m_root(std::make_unique<Node>())
{
    connect(&store.notifier(), &StoreNotifier::changed, this, [this](const ChangeSet &changes) {
        if (changes.accounts || changes.folderTree || changes.many || !changes.folders.isEmpty())
            read();
    });
    connect(&engine, &Engine::stateChanged, this, [this](const AccountState &state) {
        for (const auto &child : m_root->children) {
            if (child->kind == Kind::Account && child->account == state.account) {
                const QModelIndex changed = indexOfNode(child.get());
                Q_EMIT dataChanged(changed, changed);
            }
        }
    });
    connect(&reader, &BackgroundReader::failed, this, [this] { m_reading = false; });
    read();
}

FolderTreeModel::~FolderTreeModel() = default;

void FolderTreeModel::read()
{
    if (m_reading) {
        m_readAgain = true;
        return;
    }
    m_reading = true;
    m_readAgain = false;
    m_reader.run(
        this,
        [](MailReader &reader) {
            return Content{reader.accounts(), reader.folders()};
        },
        [this](const Content &content) {
            m_reading = false;
            take(content);
            if (m_readAgain)
                read();
        });
}

bool FolderTreeModel::sameShape(const Content &content) const
{
    if (!m_loaded || content.accounts.size() != m_accounts.size()
        || content.folders.size() != m_folders.size())
        return false;
    for (qsizetype i = 0; i < m_accounts.size(); ++i) {
        if (m_accounts[i].id != content.accounts[i].id)
            return false;
    }
    for (qsizetype i = 0; i < m_folders.size(); ++i) {
        const Folder &before = m_folders[i];
        const Folder &after = content.folders[i];
        if (before.id != after.id || before.parent != after.parent || before.role != after.role)
            return false;
    }
    return true;
}

void FolderTreeModel::take(const Content &content)
{
    const bool same = sameShape(content);
    if (!same)
        beginResetModel();
    m_accounts = content.accounts;
    m_folders = content.folders;
    if (same) {
        const std::function<void(const Node &)> tell = [&](const Node &parent) {
            if (parent.children.empty())
                return;
            Q_EMIT dataChanged(indexOfNode(parent.children.front().get()),
                               indexOfNode(parent.children.back().get()));
            for (const auto &child : parent.children)
                tell(*child);
        };
        tell(*m_root);
        Q_EMIT countersChanged();
        return;
    }
    rebuild();
    m_loaded = true;
    endResetModel();
    Q_EMIT loaded();
}

void FolderTreeModel::rebuild()
{
    m_root = std::make_unique<Node>();
    m_folderNodes.clear();
    m_folderRows.clear();
    if (m_accounts.size() > 1)
        m_root->add(Kind::AllInboxes, {}, {});
    QHash<AccountId, Node *> accountNodes;
    for (const Account &account : std::as_const(m_accounts))
        accountNodes.insert(account.id, m_root->add(Kind::Account, account.id, {}));
    // Parents come before children.
    for (qsizetype i = 0; i < m_folders.size(); ++i) {
        const Folder &folder = m_folders[i];
        m_folderRows.insert(folder.id, int(i));
        Node *parent = m_folderNodes.value(folder.parent);
        if (!parent)
            parent = accountNodes.value(folder.account);
        if (parent)
            m_folderNodes.insert(folder.id, parent->add(Kind::Folder, folder.account, folder.id));
    }
}

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

QString FolderTreeModel::title(const Folder &folder)
{
    switch (folder.role) {
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
    return MessageWords::oneLine(folder.name);
}

QString FolderTreeModel::accountName(AccountId id) const
{
    for (const Account &account : m_accounts) {
        if (account.id == id)
            return account.name;
    }
    return {};
}

qint64 FolderTreeModel::unreadOf(const Node &wanted) const
{
    if (wanted.kind == Kind::Folder)
        return m_folders[m_folderRows.value(wanted.folder)].unread;
    if (wanted.kind == Kind::Account)
        return 0;
    qint64 unread = 0;
    for (const Folder &folder : m_folders) {
        if (folder.role == FolderRole::Inbox)
            unread += folder.unread;
    }
    return unread;
}

QVariant FolderTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node &row = *node(index);
    const std::optional<Folder> folder = folderAt(index);
    const QString name = row.kind == Kind::AllInboxes ? tr("All Inboxes")
        : row.kind == Kind::Account                   ? accountName(row.account)
                                                      : title(*folder);
    Mark mark = Mark::None;
    if (row.kind == Kind::Account) {
        const AccountState state = m_engine.state(row.account);
        if (state.phase == AccountState::Phase::Offline)
            mark = Mark::Offline;
        else if (state.phase == AccountState::Phase::Failed
                 || state.phase == AccountState::Phase::NeedsPassword)
            mark = Mark::Problem;
    }
    switch (role) {
    case Qt::DisplayRole:
        return name;
    case Qt::DecorationRole:
        return row.kind == Kind::AllInboxes ? icon(QStringLiteral("folder-all-inboxes"))
            : row.kind == Kind::Account     ? QIcon()
                                            : icon(folderIconName(folder->role));
    case Qt::AccessibleTextRole: {
        QString text = name;
        if (const qint64 unread = unreadOf(row))
            text = tr("%1, %n unread", nullptr, int(unread)).arg(name);
        if (mark == Mark::Offline)
            text = tr("%1, offline").arg(text);
        if (mark == Mark::Problem)
            text = tr("%1, needs attention").arg(text);
        return text;
    }
    case Qt::ToolTipRole:
        if (mark != Mark::None) {
            const auto problem = m_engine.state(row.account).problem;
            const QString text = problem ? problem->sentence : tr("Offline");
            return text.toHtmlEscaped();
        }
        if (!folder)
            return name.toHtmlEscaped();
        return (tr("%1: %n messages", nullptr, int(folder->total)).arg(name) + QLatin1Char('\n')
                + tr("On this computer: %L1. On the server: %L2.")
                      .arg(folder->onComputer)
                      .arg(folder->total - folder->onlyHere))
            .toHtmlEscaped();
    case KindRole:
        return int(row.kind);
    case UnreadRole:
        return unreadOf(row);
    case MarkRole:
        return int(mark);
    default:
        return {};
    }
}

Qt::ItemFlags FolderTreeModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const auto folder = folderAt(index);
    Qt::ItemFlags flags = Qt::ItemIsEnabled;
    if (!folder || folder->selectable)
        flags |= Qt::ItemIsSelectable;
    if (folder && folder->selectable)
        flags |= Qt::ItemIsDropEnabled;
    return flags;
}

bool FolderTreeModel::canDropMimeData(const QMimeData *data, Qt::DropAction, int, int,
                                      const QModelIndex &parent) const
{
    return data && hasPlacements(*data) && folderAt(parent);
}

bool FolderTreeModel::dropMimeData(const QMimeData *data, Qt::DropAction action, int, int,
                                   const QModelIndex &parent)
{
    const auto folder = folderAt(parent);
    if (!data || !hasPlacements(*data) || !folder)
        return false;
    if (action == Qt::CopyAction)
        m_engine.copy(placementsOf(*data), folder->id);
    else
        m_engine.move(placementsOf(*data), folder->id);
    return true;
}

Qt::DropActions FolderTreeModel::supportedDropActions() const
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
    const Node &row = *node(index);
    if (row.kind == Kind::Folder)
        return {row.folder};
    QSet<FolderId> inboxes;
    if (row.kind == Kind::AllInboxes) {
        for (const Folder &folder : m_folders) {
            if (folder.role == FolderRole::Inbox)
                inboxes.insert(folder.id);
        }
    }
    return inboxes;
}

std::optional<Folder> FolderTreeModel::folderAt(const QModelIndex &index) const
{
    if (!index.isValid() || node(index)->kind != Kind::Folder)
        return {};
    return folder(node(index)->folder);
}

AccountId FolderTreeModel::accountAt(const QModelIndex &index) const
{
    return index.isValid() ? node(index)->account : AccountId();
}

QModelIndex FolderTreeModel::indexOf(FolderId id) const
{
    return indexOfNode(m_folderNodes.value(id));
}

QModelIndex FolderTreeModel::allInboxes() const
{
    const QModelIndex first = index(0, 0);
    return first.isValid() && kind(first) == Kind::AllInboxes ? first : QModelIndex();
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

QString FolderTreeModel::keyAt(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    if (kind(index) == Kind::AllInboxes)
        return QStringLiteral("all");
    const auto folder = folderAt(index);
    return accountName(accountAt(index)) + QLatin1Char('/') + (folder ? folder->path : QString());
}

QModelIndex FolderTreeModel::indexOfKey(const QString &key) const
{
    if (key == QLatin1String("all"))
        return allInboxes();
    for (const Folder &folder : m_folders) {
        if (key == accountName(folder.account) + QLatin1Char('/') + folder.path)
            return indexOf(folder.id);
    }
    return {};
}

} // namespace Turnstone
