// SPDX-License-Identifier: MIT
// How the rows of the folder list follow the store: read by a worker, compared, and changed row by
// row.
#include "gui/backgroundreader.h"
#include "gui/foldersearch.h"
#include "gui/foldertreenode.h"
#include "store/outboxreader.h"

#include <algorithm>

namespace Turnstone {

namespace {

/// More rows that come or go at once are cheaper to show anew than one after the other.
constexpr int rowsChangedOneByOne = 300;

using FolderRowKey = std::tuple<FolderRowKind, qint64, qint64>;

template <typename Row> FolderRowKey keyOf(const Row &row)
{
    return {row.kind, row.account.value(), row.folder.value()};
}

} // namespace

void FolderTreeModel::listen(Store &store, BackgroundReader &reader)
{
    connect(&store.notifier(), &StoreNotifier::changed, this, [this](const ChangeSet &changes) {
        if (changes.accounts || changes.folderTree || changes.many)
            m_readAll = true;
        else if (changes.folders.isEmpty() && !changes.outbox)
            return;
        m_readOutbox = m_readOutbox || changes.outbox;
        m_readFolders.unite(changes.folders);
        read();
    });
    connect(&reader, &BackgroundReader::failed, this, [this] {
        // Whoever shows the error also shows what is here; the next change reads all of it.
        m_reading = false;
        m_readAll = true;
    });
}

void FolderTreeModel::read()
{
    if (m_reading || (!m_readAll && !m_readOutbox && m_readFolders.isEmpty()))
        return;
    m_reading = true;
    const bool everything = m_readAll;
    const QSet<FolderId> wanted = m_readFolders;
    m_readAll = m_readOutbox = false;
    m_readFolders.clear();
    m_reader.run(
        this,
        [everything, wanted](MailReader &reader) {
            Content content{everything, {}, {}, OutboxReader(reader).tally()};
            if (everything) {
                content.accounts = reader.accounts();
                content.folders = reader.folders();
            } else {
                for (const FolderId id : wanted) {
                    if (const auto folder = reader.folder(id))
                        content.folders.append(*folder);
                }
            }
            return content;
        },
        [this](const Content &content) {
            m_reading = false;
            take(content);
            read();
        });
}

void FolderTreeModel::take(const Content &content)
{
    const bool otherRows = takeOutbox(content.outbox);
    if (!content.everything) {
        if (otherRows)
            reshape(false);
        takeCounters(content.folders);
        return;
    }
    const QHash<FolderId, int> before = m_folderRows;
    m_accounts = content.accounts;
    m_folders = content.folders;
    m_folderRows.clear();
    for (qsizetype i = 0; i < m_folders.size(); ++i) {
        m_folderRows.insert(m_folders[i].id, int(i));
        if (m_loaded && !before.contains(m_folders[i].id))
            m_newFolders.insert(m_folders[i].id);
    }
    const bool first = !m_loaded;
    m_loaded = true;
    reshape(first);
    if (first)
        Q_EMIT loaded();
    takeCounters({});
}

/// True where its row comes or goes.
bool FolderTreeModel::takeOutbox(const OutboxTally &tally)
{
    m_outbox = tally;
    if (const QModelIndex row = outbox(); row.isValid())
        Q_EMIT dataChanged(row, row);
    const bool wish = tally.total > 0 || m_outboxOpen;
    return std::exchange(m_wish.outbox, wish) != wish;
}

void FolderTreeModel::setOutboxOpen(bool open)
{
    if (std::exchange(m_outboxOpen, open) == open)
        return;
    // Not while the view goes from row to row.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (takeOutbox(m_outbox))
                reshape(false);
        },
        Qt::QueuedConnection);
}

void FolderTreeModel::takeCounters(const QList<Folder> &folders)
{
    for (const Folder &folder : folders) {
        const auto row = m_folderRows.constFind(folder.id);
        if (row == m_folderRows.constEnd())
            continue;
        Node *const shown = m_folderNodes.value(folder.id);
        const qint64 before = shown ? asking(*shown) : 0;
        m_folders[*row] = folder;
        if (Node *favourite = m_favouriteNodes.value(folder.id))
            tell(*favourite);
        if (!shown)
            continue;
        const qint64 more = asking(*shown) - before;
        tell(*shown);
        for (Node *above = shown->parent; more != 0 && above != m_root.get();
             above = above->parent) {
            above->below += more;
            tell(*above);
        }
    }
    if (const QModelIndex all = allInboxes(); all.isValid())
        Q_EMIT dataChanged(all, all);
    Q_EMIT countersChanged();
    for (auto id = m_newFolders.begin(); id != m_newFolders.end();) {
        const auto found = folder(*id);
        if (found && found->unread == 0) {
            ++id;
            continue;
        }
        const QModelIndex index = indexOf(*id);
        id = m_newFolders.erase(id);
        if (index.isValid())
            Q_EMIT newFolderHasMail(index);
    }
}

qint64 FolderTreeModel::asking(const Node &row) const
{
    const auto found = row.kind == Kind::Folder ? folder(row.folder) : std::nullopt;
    if (!found)
        return 0;
    switch (found->role) {
    case FolderRole::None:
    case FolderRole::Inbox:
    case FolderRole::Archive:
        return found->unread;
    default: // what is junk, sent, thrown away or a second view of the same asks nobody
        return 0;
    }
}

void FolderTreeModel::setFilter(const QString &text)
{
    if (text.trimmed() == m_wish.filter)
        return;
    m_wish.filter = text.trimmed();
    reshape(true);
}

bool FolderTreeModel::fitsFilter(const Folder &folder) const
{
    return FolderSearch(m_wish.filter)
        .fits(FolderWords::foldedPath(folder, accountName(folder.account)));
}

void FolderTreeModel::setSubscribedOnly(bool wish)
{
    if (wish == m_wish.subscribedOnly)
        return;
    m_wish.subscribedOnly = wish;
    reshape(false);
}

void FolderTreeModel::setFavouritesAlways(bool wish)
{
    if (wish == m_wish.favouritesAlways)
        return;
    m_wish.favouritesAlways = wish;
    reshape(false);
}

void FolderTreeModel::reshape(bool anew)
{
    if (!m_loaded)
        return;
    std::vector<FolderTreeShape> wanted = folderTreeShape(m_accounts, m_folders, m_wish);
    Q_EMIT aboutToUpdate();
    if (!anew) {
        int shown = 0;
        const std::function<void(const std::vector<FolderTreeShape> &)> count =
            [&](const std::vector<FolderTreeShape> &rows) {
                for (const FolderTreeShape &row : rows) {
                    if (row.kind == Kind::Folder)
                        ++shown;
                    count(row.children);
                }
            };
        count(wanted);
        anew = qAbs(shown - int(m_folderNodes.size())) > rowsChangedOneByOne;
    }
    if (anew) {
        beginResetModel();
        m_folderNodes.clear();
        m_favouriteNodes.clear();
        m_accountNodes.clear();
        m_root = std::make_unique<Node>();
        for (FolderTreeShape &shape : wanted) {
            m_root->children.push_back(build(*m_root, shape));
            m_root->children.back()->row = int(m_root->children.size()) - 1;
            enter(*m_root->children.back());
        }
        sumBelow(*m_root);
        endResetModel();
    } else {
        synchronise(*m_root, wanted);
        sumBelow(*m_root);
        tellAll(*m_root);
    }
    Q_EMIT updated();
}

void FolderTreeModel::synchronise(Node &node, std::vector<FolderTreeShape> &wanted)
{
    std::vector<FolderRowKey> wantedKeys, hereKeys;
    for (const FolderTreeShape &row : wanted)
        wantedKeys.push_back(keyOf(row));
    std::sort(wantedKeys.begin(), wantedKeys.end());
    const auto has = [](const std::vector<FolderRowKey> &keys, const FolderRowKey &key) {
        return std::binary_search(keys.begin(), keys.end(), key);
    };
    for (size_t end = node.children.size(); end > 0;) {
        size_t first = end;
        while (first > 0 && !has(wantedKeys, keyOf(*node.children[first - 1])))
            --first;
        if (first < end)
            removeRange(node, first, end - first);
        end = first > 0 ? first - 1 : 0;
    }
    for (const auto &child : node.children)
        hereKeys.push_back(keyOf(*child));
    std::sort(hereKeys.begin(), hereKeys.end());

    for (size_t i = 0; i < wanted.size(); ++i) {
        const FolderRowKey key = keyOf(wanted[i]);
        if (!has(hereKeys, key)) {
            size_t count = 1;
            while (i + count < wanted.size() && !has(hereKeys, keyOf(wanted[i + count])))
                ++count;
            insert(node, i, wanted, count);
            i += count - 1;
            continue;
        }
        size_t at = i;
        while (keyOf(*node.children[at]) != key)
            ++at;
        if (at != i) {
            const QModelIndex parent = indexOfNode(&node);
            beginMoveRows(parent, int(at), int(at), parent, int(i));
            std::rotate(node.children.begin() + qsizetype(i), node.children.begin() + qsizetype(at),
                        node.children.begin() + qsizetype(at) + 1);
            for (size_t row = i; row <= at; ++row)
                node.children[row]->row = int(row);
            endMoveRows();
        }
        synchronise(*node.children[i], wanted[i].children);
    }
}

void FolderTreeModel::insert(Node &node, size_t at, std::vector<FolderTreeShape> &wanted,
                             size_t count)
{
    beginInsertRows(indexOfNode(&node), int(at), int(at + count) - 1);
    std::vector<std::unique_ptr<Node>> fresh;
    for (size_t i = at; i < at + count; ++i)
        fresh.push_back(build(node, wanted[i]));
    node.children.insert(node.children.begin() + qsizetype(at),
                         std::make_move_iterator(fresh.begin()),
                         std::make_move_iterator(fresh.end()));
    for (size_t row = at; row < node.children.size(); ++row)
        node.children[row]->row = int(row);
    for (size_t i = at; i < at + count; ++i)
        enter(*node.children[i]);
    endInsertRows();
}

void FolderTreeModel::removeRange(Node &node, size_t first, size_t count)
{
    beginRemoveRows(indexOfNode(&node), int(first), int(first + count) - 1);
    const auto from = node.children.begin() + qsizetype(first);
    for (auto child = from; child != from + qsizetype(count); ++child)
        forget(**child);
    node.children.erase(from, from + qsizetype(count));
    for (size_t row = first; row < node.children.size(); ++row)
        node.children[row]->row = int(row);
    endRemoveRows();
}

std::unique_ptr<FolderTreeModel::Node> FolderTreeModel::build(Node &parent, FolderTreeShape &shape)
{
    auto made = std::make_unique<Node>();
    made->kind = shape.kind;
    made->account = shape.account;
    made->folder = shape.folder;
    made->parent = &parent;
    for (FolderTreeShape &child : shape.children) {
        made->children.push_back(build(*made, child));
        made->children.back()->row = int(made->children.size()) - 1;
    }
    return made;
}

void FolderTreeModel::enter(Node &row)
{
    if (row.kind == Kind::Folder)
        m_folderNodes.insert(row.folder, &row);
    else if (row.kind == Kind::Favourite)
        m_favouriteNodes.insert(row.folder, &row);
    else if (row.kind == Kind::Account)
        m_accountNodes.insert(row.account, &row);
    for (const auto &child : row.children)
        enter(*child);
}

void FolderTreeModel::forget(Node &row)
{
    // A folder that moved may have its new row already.
    if (m_folderNodes.value(row.folder) == &row)
        m_folderNodes.remove(row.folder);
    if (m_favouriteNodes.value(row.folder) == &row)
        m_favouriteNodes.remove(row.folder);
    if (m_accountNodes.value(row.account) == &row)
        m_accountNodes.remove(row.account);
    for (const auto &child : row.children)
        forget(*child);
}

qint64 FolderTreeModel::sumBelow(Node &row)
{
    row.below = 0;
    for (const auto &child : row.children)
        row.below += sumBelow(*child);
    return row.below + asking(row);
}

void FolderTreeModel::tellAll(const Node &row)
{
    if (row.children.empty())
        return;
    Q_EMIT dataChanged(indexOfNode(row.children.front().get()),
                       indexOfNode(row.children.back().get()));
    for (const auto &child : row.children)
        tellAll(*child);
}

void FolderTreeModel::tell(Node &row)
{
    const QModelIndex changed = indexOfNode(&row);
    Q_EMIT dataChanged(changed, changed);
}

} // namespace Turnstone
