// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"

#include <QAbstractItemModel>

namespace Turnstone {

class BackgroundReader;

/// Accounts and their folders, and above them the unified Inbox where there are two accounts or
/// more. Read by a worker whenever the store says that folders changed; a change of counters keeps
/// every index. Main thread.
class FolderTreeModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum class Kind { AllInboxes, Account, Folder };
    enum Role { KindRole = Qt::UserRole, UnreadRole, MarkRole };
    /// A mark beside an account's name.
    enum class Mark { None, Offline, Problem };

    FolderTreeModel(Store &, BackgroundReader &, Engine &, QObject *parent = nullptr);
    ~FolderTreeModel() override;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool canDropMimeData(const QMimeData *, Qt::DropAction, int, int,
                         const QModelIndex &) const override;
    bool dropMimeData(const QMimeData *, Qt::DropAction, int row, int column,
                      const QModelIndex &parent) override;
    Qt::DropActions supportedDropActions() const override;

    /// True once the store was read for the first time.
    bool isLoaded() const { return m_loaded; }
    const QList<Account> &accounts() const { return m_accounts; }
    Kind kind(const QModelIndex &) const;
    /// The folders a list shows for this row; none for an account.
    QSet<FolderId> foldersAt(const QModelIndex &) const;
    std::optional<Folder> folderAt(const QModelIndex &) const;
    AccountId accountAt(const QModelIndex &) const;
    QModelIndex indexOf(FolderId) const;
    QModelIndex allInboxes() const;
    std::optional<Folder> folder(FolderId) const;
    std::optional<Folder> folderByRole(AccountId, FolderRole) const;
    const QList<Folder> &folders() const { return m_folders; }
    /// A word that names the row in the preferences and stays the same: "all" or "Account/Path".
    QString keyAt(const QModelIndex &) const;
    QModelIndex indexOfKey(const QString &key) const;
    /// How a folder is called: roles have words of our own, others their name.
    static QString title(const Folder &);

Q_SIGNALS:
    void loaded();
    /// Counters or names changed, but no row came or went.
    void countersChanged();

private:
    struct Node;
    struct Content {
        QList<Account> accounts;
        QList<Folder> folders;
    };
    void read();
    void take(const Content &content);
    void rebuild();
    bool sameShape(const Content &content) const;
    Node *node(const QModelIndex &) const;
    QModelIndex indexOfNode(const Node *) const;
    qint64 unreadOf(const Node &) const;
    QString accountName(AccountId) const;

    BackgroundReader &m_reader;
    Engine &m_engine;
    QList<Account> m_accounts;
    QList<Folder> m_folders;
    QHash<FolderId, int> m_folderRows; ///< into m_folders
    std::unique_ptr<Node> m_root;
    QHash<FolderId, Node *> m_folderNodes;
    bool m_loaded = false;
    bool m_reading = false;
    bool m_readAgain = false;
};

} // namespace Turnstone
