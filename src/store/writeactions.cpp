// SPDX-License-Identifier: MIT
// What the user does to messages: the local effect and its operation in one transaction.
#include "store/writerstate.h"

#include <QCoreApplication>

#include <map>

namespace Turnstone {

namespace {

/// An operation names at most so many placements, so that a large selection is replayed, and
/// confirmed, in steps.
constexpr qsizetype placementsAnOperation = 1000;

class ActionText {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::MailWriter)
public:
    static MailError folderGone()
    {
        return {ErrorScope::Folder,
                ErrorKind::NotFound,
                RetryClass::Never,
                tr("The folder is gone. Choose another one."),
                {}};
    }
    static MailError otherAccount()
    {
        return {ErrorScope::Message,
                ErrorKind::Permission,
                RetryClass::Never,
                tr("A message can be moved or copied only within its account."),
                {}};
    }
};

/// Placements that one kind of operation acts on, by where they stood.
using BySource = std::map<std::pair<AccountId, FolderId>, QList<PlacementId>>;

} // namespace

OperationId MailWriter::Private::queue(const NewOperation &operation,
                                       const QList<PlacementId> &placements,
                                       const QList<PlacementId> &origins)
{
    db.run(
        "INSERT INTO operation (account, kind, source, destination, add_flags, remove_flags, "
        "add_tags, remove_tags, name, old_name, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        operation.account, int(operation.kind), operation.source, operation.destination,
        qint64(operation.change.add.toInt()), qint64(operation.change.remove.toInt()),
        tagsToColumn(operation.change.addTags), tagsToColumn(operation.change.removeTags),
        operation.name, operation.oldName, writer.m_store.clock().utcSeconds());
    const OperationId id(db.lastInsertId());
    for (qsizetype i = 0; i < placements.size(); ++i) {
        const PlacementId origin = origins.value(i);
        db.run(
            "INSERT INTO operation_placement (operation, placement, role, origin) VALUES (?, ?, 0, "
            "?)",
            id, placements.at(i), origin);
        if (origin)
            db.run(
                "INSERT OR IGNORE INTO operation_placement (operation, placement, role) VALUES (?, "
                "?, 1)",
                id, origin);
    }
    changes.operations = true;
    return id;
}

void MailWriter::Private::takeOff(OperationId operation)
{
    db.run("DELETE FROM operation_placement WHERE operation = ?", operation);
    db.run("DELETE FROM operation WHERE id = ?", operation);
    changes.operations = true;
}

namespace {

/// Queues one operation for each source and each thousand of its placements.
template <typename State, typename Operation>
QList<OperationId> queueBySource(State &state, Operation operation, const BySource &groups)
{
    QList<OperationId> queued;
    for (const auto &[where, placements] : groups) {
        operation.account = where.first;
        operation.source = where.second;
        for (qsizetype i = 0; i < placements.size(); i += placementsAnOperation)
            queued.append(state.queue(operation, placements.mid(i, placementsAnOperation)));
    }
    return queued;
}

} // namespace

QList<OperationId> MailWriter::setFlags(const QList<PlacementId> &placements,
                                        const FlagChange &change, const ActionTraits &traits)
{
    WriteTransaction transaction(*this);
    BySource groups;
    for (const PlacementId id : placements) {
        std::optional<Private::Placement> placement = d->placement(id);
        if (!placement || !placement->folder)
            continue;
        const FlagState wanted = applied(placement->flags, change);
        if (wanted == placement->flags)
            continue;
        d->setFlags(*placement, wanted);
        if (traits.flagsOnServer && d->isOnServerSide(*placement))
            groups[{placement->account, placement->folder}].append(id);
    }
    Private::NewOperation operation;
    operation.kind = OperationKind::SetFlags;
    operation.change = change;
    const QList<OperationId> queued = queueBySource(*d, operation, groups);
    transaction.commit();
    return queued;
}

QList<OperationId> MailWriter::move(const QList<PlacementId> &placements, FolderId destination,
                                    const ActionTraits &traits)
{
    WriteTransaction transaction(*this);
    const AccountId account = d->accountOf(destination);
    if (!account)
        throw ActionText::folderGone();
    const bool onServer = traits.foldersOnServer && d->isFolderOnServer(destination);
    BySource groups;
    QList<PlacementId> moved;
    for (const PlacementId id : placements) {
        std::optional<Private::Placement> placement = d->placement(id);
        if (!placement || !placement->folder || placement->folder == destination)
            continue;
        if (placement->account != account)
            throw ActionText::otherAccount();
        const bool serverSide = onServer && d->isOnServerSide(*placement);
        const bool there =
            d->foldersAreLabels(account) && d->standsIn(placement->message, destination);
        if (there && !serverSide) {
            d->deletePlacement(*placement, false);
            continue;
        }
        if (serverSide)
            groups[{account, placement->folder}].append(id);
        d->setFolder(*placement, there ? FolderId() : destination);
        moved.append(id);
    }
    Private::NewOperation operation;
    operation.kind = OperationKind::Move;
    operation.destination = destination;
    const QList<OperationId> queued = queueBySource(*d, operation, groups);
    for (const PlacementId id : std::as_const(moved))
        d->refreshBound(id);
    transaction.commit();
    return queued;
}

QList<OperationId> MailWriter::copy(const QList<PlacementId> &placements, FolderId destination,
                                    const ActionTraits &traits)
{
    WriteTransaction transaction(*this);
    const AccountId account = d->accountOf(destination);
    if (!account)
        throw ActionText::folderGone();
    const bool onServer = traits.foldersOnServer && d->isFolderOnServer(destination);
    struct Copies {
        QList<PlacementId> copies, origins;
    };
    std::map<FolderId, Copies> groups;
    for (const PlacementId id : placements) {
        const std::optional<Private::Placement> placement = d->placement(id);
        if (!placement || !placement->folder)
            continue;
        if (placement->account != account)
            throw ActionText::otherAccount();
        if (d->foldersAreLabels(account) && d->standsIn(placement->message, destination))
            continue;
        const PlacementId copy = d->copyPlacement(*placement, destination);
        if (onServer && d->isOnServerSide(*placement)) {
            groups[placement->folder].copies.append(copy);
            groups[placement->folder].origins.append(id);
        }
        d->refreshBound(copy);
    }
    QList<OperationId> queued;
    Private::NewOperation operation;
    operation.kind = OperationKind::Copy;
    operation.account = account;
    operation.destination = destination;
    for (const auto &[source, group] : groups) {
        operation.source = source;
        for (qsizetype i = 0; i < group.copies.size(); i += placementsAnOperation)
            queued.append(d->queue(operation, group.copies.mid(i, placementsAnOperation),
                                   group.origins.mid(i, placementsAnOperation)));
    }
    transaction.commit();
    return queued;
}

QList<OperationId> MailWriter::remove(const QList<PlacementId> &placements, bool forever,
                                      const ActionTraits &traits)
{
    WriteTransaction transaction(*this);
    std::map<FolderId, BySource> toTrash; ///< by the Trash they go to
    BySource toDelete;
    QList<PlacementId> moved, hidden;
    QHash<AccountId, FolderId> trashes;
    for (const PlacementId id : placements) {
        std::optional<Private::Placement> placement = d->placement(id);
        if (!placement || !placement->folder)
            continue;
        const AccountId account = placement->account;
        if (!trashes.contains(account)) {
            const std::optional<Folder> trash = folderByRole(account, FolderRole::Trash);
            trashes.insert(account, trash ? trash->id : FolderId());
        }
        const FolderId trash = trashes.value(account);
        const bool serverSide = d->isOnServerSide(*placement);
        const FolderId source = placement->folder;
        if (!forever && trash && source != trash) {
            if (traits.foldersOnServer && serverSide && d->isFolderOnServer(trash))
                toTrash[trash][{account, source}].append(id);
            d->setFolder(*placement, trash);
            moved.append(id);
        } else if (traits.deleteOnServer && serverSide
                   && placement->bound + traits.foldersOnServer > 0) {
            // Out of every list; the row stays for the operation, and for taking it back.
            d->setFolder(*placement, {});
            toDelete[{account, source}].append(id);
            hidden.append(id);
        } else {
            // A key that stays at the server is remembered, so that it isn't fetched again.
            d->deletePlacement(*placement, true);
        }
    }
    QList<OperationId> queued;
    Private::NewOperation operation;
    operation.kind = OperationKind::Move;
    for (const auto &[trash, groups] : toTrash) {
        operation.destination = trash;
        queued += queueBySource(*d, operation, groups);
    }
    operation = {};
    operation.kind = OperationKind::Delete;
    queued += queueBySource(*d, operation, toDelete);
    for (const PlacementId id : std::as_const(moved))
        d->refreshBound(id);
    for (const PlacementId id : std::as_const(hidden))
        d->refreshBound(id);
    transaction.commit();
    return queued;
}

} // namespace Turnstone
