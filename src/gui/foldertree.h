// SPDX-License-Identifier: MIT
#pragma once

#include "gui/foldertreemodel.h"

#include <QTreeView>

namespace Turnstone {

/// The view of accounts and folders: which folder is open, which accounts are folded away, and
/// where messages can be dropped. Keeps its choice when the model is read anew.
class FolderTree : public QTreeView {
    Q_OBJECT
public:
    FolderTree(FolderTreeModel &, Preferences &, QWidget *parent = nullptr);

    /// Opens the folder last used, else the unified Inbox, else the first Inbox.
    void openInitial();
    bool open(const QModelIndex &index);
    QModelIndex opened() const { return currentIndex(); }

Q_SIGNALS:
    /// Another row is open; invalid: none.
    void folderOpened(const QModelIndex &index);
    void menuRequested(const QModelIndex &index, const QPoint &globalPosition);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void drawBranches(QPainter *, const QRect &, const QModelIndex &) const override;
    void contextMenuEvent(QContextMenuEvent *) override;
    void keyboardSearch(const QString &) override { } // letters are shortcuts

private:
    void restore();
    void rememberCollapsed();

    FolderTreeModel &m_model;
    Preferences &m_preferences;
    QString m_openKey;
    QSet<QString> m_expandedFolders;
    bool m_restoring = false;
};

} // namespace Turnstone
