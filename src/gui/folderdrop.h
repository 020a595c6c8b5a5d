// SPDX-License-Identifier: MIT
#pragma once

#include "gui/foldertreemodel.h"

#include <QCoreApplication>

class QMimeData;

namespace Turnstone {

/// What letting go of something on a row of the folder list would do, or why it does nothing.
struct FolderDrop {
    enum class Kind { Refused, Messages, MoveFolder, CopyFolder, MoveFolderOver, Favourites };
    /// Where on the row: on it, or on its edges, which counts among favourites only.
    enum class Place { On, Before, After };
    Kind kind = Kind::Refused;
    Qt::DropAction action = Qt::IgnoreAction;
    QString reason; ///< Refused: a sentence; else what it would do
    FolderId folder; ///< the one dragged
    FolderId target; ///< where to; none: an account's top level
    AccountId account; ///< of the target
    QList<FolderId> favourites; ///< Favourites: the new order

    bool isRefused() const { return kind == Kind::Refused; }
};

/// The rules of dropping on the folder list. Messages are moved; with Ctrl they are copied. A
/// folder is moved within its account, and copied with all it holds to another, or moved there
/// with Shift. Among the favourites dragging sets the order. Main thread.
class FolderDropRules {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::FolderDropRules)
public:
    /// `proposed`: CopyAction by Ctrl, TargetMoveAction by Shift, else MoveAction.
    static FolderDrop judge(const FolderTreeModel &, const QMimeData &, Qt::DropAction proposed,
                            const QModelIndex &row, FolderDrop::Place place);
    /// May a folder be moved there, or, to another account, copied unless `moveOver`? The same
    /// rules for the menu.
    static FolderDrop judgeFolder(const FolderTreeModel &, FolderId folder, AccountId account,
                                  FolderId parent, bool moveOver = false);
    /// May it leave its account? A sentence where not, else empty.
    static QString whyItStays(const Folder &folder);
    /// May messages be put there? A sentence where not, else empty.
    static QString whyNoMessages(const Folder &target);

private:
    static FolderDrop messages(const FolderTreeModel &, const QMimeData &, bool copy,
                               const QModelIndex &row);
    static FolderDrop favourite(const FolderTreeModel &, FolderId folder, const QModelIndex &row,
                                FolderDrop::Place place);
};

} // namespace Turnstone
