// SPDX-License-Identifier: MIT
#include "gui/folderdrop.h"

#include "gui/foldermime.h"
#include "gui/foldersearch.h"
#include "gui/placementmime.h"

#include <QMimeData>

namespace Turnstone {

namespace {

FolderDrop refusedDrop(const QString &reason)
{
    FolderDrop drop;
    drop.reason = reason;
    return drop;
}

} // namespace

QString FolderDropRules::whyNoMessages(const Folder &target)
{
    if (!target.selectable)
        return tr("“%1” holds folders only.").arg(FolderWords::title(target));
    if (target.readOnly)
        return tr("“%1” is read-only.").arg(FolderWords::title(target));
    if (!target.may(FolderRight::Insert))
        return tr("The server doesn't let you put messages into “%1”.")
            .arg(FolderWords::title(target));
    return {};
}

FolderDrop FolderDropRules::judge(const FolderTreeModel &model, const QMimeData &data,
                                  Qt::DropAction proposed, const QModelIndex &row,
                                  FolderDrop::Place place)
{
    using Kind = FolderTreeModel::Kind;
    if (hasPlacements(data))
        return messages(model, data, proposed == Qt::CopyAction, row);
    const auto dragged = draggedFolder(data);
    if (!dragged)
        return refusedDrop(tr("Only messages and folders can be put here."));
    const Kind kind = row.isValid() ? model.kind(row) : Kind::AllInboxes;
    if (kind == Kind::Favourites || kind == Kind::Favourite)
        return favourite(model, dragged->folder, row, place);
    if (dragged->favourite)
        return refusedDrop(tr("Drag the folder itself to move it."));
    if (kind == Kind::AllInboxes || kind == Kind::OtherUsers || kind == Kind::Shared
        || kind == Kind::Outbox)
        return refusedDrop(tr("Folders can't be put here."));
    const auto parent = model.folderAt(row);
    return judgeFolder(model, dragged->folder, model.accountAt(row),
                       parent ? parent->id : FolderId(), proposed == Qt::TargetMoveAction);
}

FolderDrop FolderDropRules::messages(const FolderTreeModel &model, const QMimeData &data, bool copy,
                                     const QModelIndex &row)
{
    const auto target = model.folderAt(row);
    if (!target)
        return refusedDrop(tr("Messages can be put into a folder only."));
    const QString why = whyNoMessages(*target);
    if (!why.isEmpty())
        return refusedDrop(why);
    if (sourceFolders(data) == QSet<FolderId>{target->id})
        return refusedDrop(
            tr("These messages are in “%1” already.").arg(FolderWords::title(*target)));
    for (const FolderId id : sourceFolders(data)) {
        const auto source = copy ? std::nullopt : model.folder(id);
        if (source && !source->may(FolderRight::Delete))
            return refusedDrop(tr("The server doesn't let you take messages out of “%1”. Hold Ctrl "
                                  "to copy them.")
                                   .arg(FolderWords::title(*source)));
    }
    FolderDrop drop;
    drop.kind = FolderDrop::Kind::Messages;
    drop.action = copy ? Qt::CopyAction : Qt::MoveAction;
    drop.target = target->id;
    drop.account = target->account;
    const QString path = FolderWords::pathWithin(*target, model.accounts());
    drop.reason = copy ? tr("Copy to %1").arg(path) : tr("Move to %1").arg(path);
    return drop;
}

FolderDrop FolderDropRules::favourite(const FolderTreeModel &model, FolderId folder,
                                      const QModelIndex &row, FolderDrop::Place place)
{
    const auto dragged = model.folder(folder);
    if (!dragged || !dragged->selectable)
        return refusedDrop(tr("This folder can't be a favourite: it holds folders only."));
    FolderDrop drop;
    drop.kind = FolderDrop::Kind::Favourites;
    drop.action = Qt::MoveAction;
    drop.folder = folder;
    drop.reason = tr("Among the favourites");
    QList<FolderId> order = model.favourites();
    qsizetype at = order.size();
    if (const auto neighbour = model.folderAt(row)) {
        at = order.indexOf(neighbour->id);
        if (place != FolderDrop::Place::Before)
            ++at;
    }
    const qsizetype before = order.indexOf(folder);
    if (before >= 0) {
        order.removeAt(before);
        if (before < at)
            --at;
    }
    order.insert(qBound<qsizetype>(0, at, order.size()), folder);
    drop.favourites = order;
    return drop;
}

QString FolderDropRules::whyItStays(const Folder &folder)
{
    if (folder.role != FolderRole::None)
        return tr("The account needs “%1” where it is.").arg(FolderWords::title(folder));
    if (folder.missingRights.testFlag(FolderRight::Remove))
        return tr("The server doesn't let you move “%1”.").arg(FolderWords::title(folder));
    return {};
}

FolderDrop FolderDropRules::judgeFolder(const FolderTreeModel &model, FolderId folder,
                                        AccountId account, FolderId parent, bool moveOver)
{
    const auto dragged = model.folder(folder);
    if (!dragged || !account)
        return refusedDrop(tr("This folder is gone."));
    FolderDrop drop;
    drop.folder = folder;
    drop.target = parent;
    drop.account = account;
    const QString title = FolderWords::title(*dragged);
    const auto above = model.folder(parent);
    const QString place =
        above ? FolderWords::pathWithin(*above, model.accounts()) : model.accountName(account);
    if (above && above->readOnly)
        return refusedDrop(tr("“%1” is read-only.").arg(FolderWords::title(*above)));
    if (above && !above->may(FolderRight::MakeBelow))
        return refusedDrop(
            tr("The server doesn't let you make folders in “%1”.").arg(FolderWords::title(*above)));
    if (dragged->account == account) {
        if (parent == folder)
            return refusedDrop(tr("A folder can't be moved into itself."));
        for (auto up = above; up; up = model.folder(up->parent)) {
            if (up->id == folder)
                return refusedDrop(tr("“%1” can't be moved into a folder of its own.").arg(title));
        }
        if (const QString why = whyItStays(*dragged); !why.isEmpty())
            return refusedDrop(why);
        if (dragged->parent == parent)
            return refusedDrop(tr("“%1” is there already.").arg(title));
    }
    if (dragged->account != account && moveOver) {
        if (const QString why = whyItStays(*dragged); !why.isEmpty())
            return refusedDrop(why);
    }
    for (const Folder &other : model.folders()) {
        if (other.account == account && other.parent == parent && other.name == dragged->name)
            return refusedDrop(
                tr("There is already a folder called “%1” in %2.").arg(title, place));
    }
    const bool same = dragged->account == account;
    if (same) {
        drop.kind = FolderDrop::Kind::MoveFolder;
        drop.action = Qt::MoveAction;
        drop.reason = tr("Move “%1” to %2").arg(title, place);
    } else if (moveOver) {
        drop.kind = FolderDrop::Kind::MoveFolderOver;
        drop.action = Qt::MoveAction;
        drop.reason = tr("Move “%1” with all it holds to %2").arg(title, place);
    } else {
        drop.kind = FolderDrop::Kind::CopyFolder;
        drop.action = Qt::CopyAction;
        drop.reason = tr("Copy “%1” with all it holds to %2").arg(title, place);
        if (whyItStays(*dragged).isEmpty())
            drop.reason = tr("%1. Hold Shift to move it.").arg(drop.reason);
    }
    return drop;
}

} // namespace Turnstone
