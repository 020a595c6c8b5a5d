// SPDX-License-Identifier: MIT
#pragma once

#include "gui/folderdrop.h"

#include <QTimer>
#include <QTreeView>

namespace Turnstone {

/// The view of accounts and folders: which row is open, which are folded, and what may be dropped
/// where. Keeps its choice while rows come and go. Keys are for moving about; letters stay
/// shortcuts of the window.
class FolderTree : public QTreeView {
    Q_OBJECT
public:
    FolderTree(FolderTreeModel &, Preferences &, QWidget *parent = nullptr);

    /// Opens the folder last used, else the unified Inbox, else the first Inbox.
    void openInitial();
    bool open(const QModelIndex &index);
    /// Opens a folder wherever it stands, unfolding what is above it.
    bool open(FolderId folder);
    /// The row of what is open; invalid: nothing is, or a filter hides it.
    QModelIndex opened() const;
    /// Renames in place; false where the row can't be renamed.
    bool rename(const QModelIndex &index);
    /// Unfolds all that a filter leaves; ended, it is folded as before.
    void setFiltered(bool filtered);

Q_SIGNALS:
    /// Another row is open, or the same one stands for other folders; invalid: none.
    void folderOpened(const QModelIndex &index);
    void menuRequested(const QModelIndex &index, const QPoint &globalPosition);
    /// Something allowed was let go of; `messages` where it was messages.
    void dropped(const Turnstone::FolderDrop &drop, const QList<Turnstone::PlacementId> &messages);
    /// While something is dragged: what letting go would do, or why nothing; empty: no more.
    void dragRemark(const QString &text);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void drawBranches(QPainter *, const QRect &, const QModelIndex &) const override;
    void contextMenuEvent(QContextMenuEvent *) override;
    void keyboardSearch(const QString &) override { } // letters are shortcuts
    void keyPressEvent(QKeyEvent *) override;
    void mousePressEvent(QMouseEvent *) override;
    void paintEvent(QPaintEvent *) override;
    void startDrag(Qt::DropActions actions) override;
    void dragEnterEvent(QDragEnterEvent *) override;
    void dragMoveEvent(QDragMoveEvent *) override;
    void dragLeaveEvent(QDragLeaveEvent *) override;
    void dropEvent(QDropEvent *) override;

private:
    /// What is open, by what stays when rows come and go.
    struct Open {
        FolderTreeModel::Kind kind = FolderTreeModel::Kind::AllInboxes;
        AccountId account;
        FolderId folder;
        QSet<FolderId> folders;
        bool any = false;
    };
    void restore();
    void restoreFolding(const QModelIndex &parent);
    void restoreOpen();
    bool isSection(const QModelIndex &index) const;
    void rememberFolding(const QModelIndex &index, bool expanded);
    void showNewFolder(const QModelIndex &index);
    FolderDrop::Place placeAt(const QModelIndex &index, const QPoint &point) const;
    FolderDrop judge(const QDropEvent &event, QModelIndex *row, FolderDrop::Place *place) const;
    void showDrop(const QModelIndex &row, FolderDrop::Place place, const FolderDrop &drop);
    void endDrop();

    FolderTreeModel &m_model;
    Preferences &m_preferences;
    Open m_open;
    QSet<QString> m_expanded; ///< keys of folders that are unfolded
    bool m_updating = false; ///< what happens now is not the user's doing
    bool m_rowsCame = true; ///< which may have to be unfolded
    bool m_filtered = false;
    QPersistentModelIndex m_dropRow;
    FolderDrop::Place m_dropPlace = FolderDrop::Place::On;
    QString m_dropRemark;
    QTimer m_hover; ///< unfolds what one stays above
    QPersistentModelIndex m_hoverRow;
    QList<QPersistentModelIndex> m_unfoldedByHover;
};

} // namespace Turnstone
