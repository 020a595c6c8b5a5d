// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"
#include "gui/foldertreeshape.h"
#include "store/outboxtypes.h"

#include <QAbstractItemModel>

namespace Turnstone {

class BackgroundReader;

/// Accounts and their folders, above them the favourites and the unified Inbox. Read by a worker
/// whenever the store says that folders changed; of changed counters only those folders are read.
/// Rows come, go and move one by one, so that what is open, folded or selected stays. Main thread.
class FolderTreeModel : public QAbstractItemModel {
    Q_OBJECT
public:
    using Kind = FolderRowKind;
    enum Role {
        KindRole = Qt::UserRole,
        UnreadRole, ///< in the row's own folder
        BelowRole, ///< unread in the folders below, as far as they ask to be read
        MarkRole,
        QuietRole, ///< holds no mail itself
        DetailRole ///< a quiet word behind the name: a favourite's account
    };
    /// A mark beside an account's name.
    enum class Mark { None, Offline, Problem };

    FolderTreeModel(Store &, BackgroundReader &, Engine &, QObject *parent = nullptr);
    ~FolderTreeModel() override;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    /// EditRole renames the folder: here at once, and at the server when it can.
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;
    Qt::DropActions supportedDropActions() const override;
    Qt::DropActions supportedDragActions() const override;

    /// Shows only folders whose name has what was typed, with those above; empty: all.
    void setFilter(const QString &text);
    bool isFiltered() const { return !m_wish.filter.isEmpty(); }
    /// The folder itself has what was typed, and isn't shown only for those below it.
    bool fitsFilter(const Folder &) const;
    void setSubscribedOnly(bool wish);
    /// Shows the section of favourites also where there are none, as long as one could be dropped.
    void setFavouritesAlways(bool wish);
    /// This folder keeps its row although nobody is subscribed to it.
    void setOpenFolder(FolderId folder) { m_wish.open = folder; }
    /// The Outbox keeps its row although nothing is in it.
    void setOutboxOpen(bool open);

    /// True once the store was read for the first time.
    bool isLoaded() const { return m_loaded; }
    const QList<Account> &accounts() const { return m_accounts; }
    Kind kind(const QModelIndex &) const;
    /// The folders a list shows for this row; none for an account or a level that only holds
    /// others.
    QSet<FolderId> foldersAt(const QModelIndex &) const;
    std::optional<Folder> folderAt(const QModelIndex &) const;
    AccountId accountAt(const QModelIndex &) const;
    /// The folder's place in the tree, not among the favourites; invalid where it isn't shown.
    QModelIndex indexOf(FolderId) const;
    QModelIndex indexOf(AccountId) const;
    QModelIndex allInboxes() const;
    QModelIndex outbox() const;
    OutboxTally outboxTally() const { return m_outbox; }
    std::optional<Folder> folder(FolderId) const;
    std::optional<Folder> folderByRole(AccountId, FolderRole) const;
    /// Every folder of every account, whether it is shown or not.
    const QList<Folder> &folders() const { return m_folders; }
    /// Favourites in their order.
    QList<FolderId> favourites() const;
    QString accountName(AccountId) const;
    /// Unread messages of all Inboxes.
    qint64 inboxesUnread() const;
    /// A word that names the row in the preferences and stays the same: "all", "Account/Path",
    /// "*Account/Path" for a favourite.
    QString keyAt(const QModelIndex &) const;
    QModelIndex indexOfKey(const QString &key) const;

Q_SIGNALS:
    void loaded();
    /// Rows are about to come and go; `updated` follows, after which indexes may be asked for.
    void aboutToUpdate();
    void updated();
    /// Counters or names changed, but no row came or went.
    void countersChanged();
    /// A folder that came while the program runs has unread mail for the first time.
    void newFolderHasMail(const QModelIndex &index);

private:
    struct Node;
    struct Content {
        bool everything = false;
        QList<Account> accounts;
        QList<Folder> folders;
        OutboxTally outbox;
    };
    void listen(Store &, BackgroundReader &);
    void read();
    void take(const Content &content);
    void takeCounters(const QList<Folder> &folders);
    bool takeOutbox(const OutboxTally &tally);
    void reshape(bool anew);
    void synchronise(Node &node, std::vector<FolderTreeShape> &wanted);
    void insert(Node &node, size_t at, std::vector<FolderTreeShape> &wanted, size_t count);
    void removeRange(Node &node, size_t first, size_t count);
    std::unique_ptr<Node> build(Node &parent, FolderTreeShape &shape);
    void enter(Node &node);
    void forget(Node &node);
    qint64 sumBelow(Node &node);
    void tellAll(const Node &node);
    void tell(Node &node);
    Node *node(const QModelIndex &) const;
    QModelIndex indexOfNode(const Node *) const;
    bool isAmongInboxes(const Folder &) const;
    qint64 unreadOf(const Node &) const;
    /// What the row adds to the sum of those above.
    qint64 asking(const Node &) const;
    QString nameOf(const Node &) const;
    QString accessibleText(const Node &, Mark mark) const;
    QString toolTip(const Node &, Mark mark) const;
    Mark markOf(const Node &) const;

    BackgroundReader &m_reader;
    Engine &m_engine;
    QList<Account> m_accounts;
    QList<Folder> m_folders;
    QHash<FolderId, int> m_folderRows; ///< into m_folders
    std::unique_ptr<Node> m_root;
    QHash<FolderId, Node *> m_folderNodes, m_favouriteNodes;
    QHash<AccountId, Node *> m_accountNodes;
    QSet<FolderId> m_newFolders; ///< came after the first reading, and had no unread mail yet
    FolderTreeWish m_wish;
    bool m_loaded = false;
    bool m_reading = false;
    bool m_readAll = true; ///< else those in m_readFolders
    bool m_readOutbox = true;
    OutboxTally m_outbox;
    bool m_outboxOpen = false;
    QSet<FolderId> m_readFolders;
};

} // namespace Turnstone
