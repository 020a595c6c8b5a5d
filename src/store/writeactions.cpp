// SPDX-License-Identifier: MIT
// What the user does to messages: the local effect and its operation in one transaction.
#include "store/writerstate.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace Turnstone {

namespace {

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
    static MailError denied(const QString &sentence)
    {
        return {ErrorScope::Folder, ErrorKind::Permission, RetryClass::Never, sentence, {}};
    }
    static MailError readOnly(const QString &name)
    {
        return denied(
            tr("The folder “%1” can't be changed: the server lets it only be read.").arg(name));
    }
    static MailError without(FolderRights missing, const QString &name)
    {
        if (missing.testFlag(FolderRight::Insert))
            return denied(tr("The server doesn't let you put messages into “%1”.").arg(name));
        if (missing.testFlag(FolderRight::Delete))
            return denied(
                tr("The server doesn't let you take messages out of “%1”. They can be copied.")
                    .arg(name));
        if (missing.testFlag(FolderRight::MakeBelow))
            return denied(tr("The server doesn't let you make folders in “%1”.").arg(name));
        if (missing.testFlag(FolderRight::Remove))
            return denied(tr("The server doesn't let you rename, move or delete “%1”.").arg(name));
        return denied(tr("The server doesn't let you mark messages of “%1” so.").arg(name));
    }
    static FolderRights toMark(const FlagChange &change)
    {
        const MessageFlags flags = change.add | change.remove;
        FolderRights needed;
        needed.setFlag(FolderRight::Seen, flags.testFlag(Flag::Seen));
        needed.setFlag(FolderRight::Delete, flags.testFlag(Flag::Deleted));
        needed.setFlag(FolderRight::Mark,
                       bool(flags & ~(MessageFlags(Flag::Seen) | Flag::Deleted))
                           || !change.addTags.isEmpty() || !change.removeTags.isEmpty());
        return needed;
    }
};

/// Queues what waits for each source.
template <typename State, typename Operation>
QList<OperationId>
queueBySource(State &state, Operation operation,
              const std::map<std::pair<AccountId, FolderId>, QList<PlacementId>> &groups)
{
    QList<OperationId> queued;
    for (const auto &[where, placements] : groups) {
        operation.account = where.first;
        operation.source = where.second;
        queued += state.joinOrQueue(operation, placements);
    }
    return queued;
}

} // namespace

OperationId MailWriter::Private::queue(const NewOperation &operation,
                                       const QList<PlacementId> &placements,
                                       const QList<PlacementId> &origins)
{
    db.run(
        "INSERT INTO operation (account, kind, source, destination, add_flags, remove_flags, "
        "add_tags, remove_tags, name, old_name, subscribe, removes, only_looked_for, not_before, "
        "created, newest_placement) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
        "coalesce((SELECT "
        "seq FROM sqlite_sequence WHERE name = 'placement'), 0))",
        operation.account, int(operation.kind), operation.source, operation.destination,
        qint64(operation.change.add.toInt()), qint64(operation.change.remove.toInt()),
        tagsToColumn(operation.change.addTags), tagsToColumn(operation.change.removeTags),
        operation.name, operation.oldName, operation.subscribe,
        operation.removesOriginal || operation.toThisComputer, operation.onlyLookedFor,
        operation.notBefore, writer.m_store.clock().utcSeconds());
    const OperationId id(db.lastInsertId());
    for (qsizetype i = 0; i < placements.size(); ++i)
        attach(id, placements.at(i), origins.value(i));
    changes.operations = true;
    return id;
}

void MailWriter::Private::attach(OperationId operation, PlacementId placement, PlacementId origin)
{
    db.run("INSERT INTO operation_placement (operation, placement, role, origin) VALUES (?, ?, 0, "
           "?)",
           operation, placement, origin);
    // Not for what goes to another account: its bytes are here, so that neither waits for the
    // other.
    if (origin)
        db.run("INSERT OR IGNORE INTO operation_placement (operation, placement, role) SELECT id, "
               "?, 1 FROM operation WHERE id = ? AND kind <> ?",
               origin, operation, int(OperationKind::Transfer));
}

void MailWriter::Private::takeOff(OperationId operation)
{
    db.run("DELETE FROM operation_placement WHERE operation = ?", operation);
    db.run("DELETE FROM operation WHERE id = ?", operation);
    changes.operations = true;
}

void MailWriter::Private::refuseWithout(FolderRights needed, FolderId id)
{
    Statement row = db.query("SELECT name, read_only, missing_rights FROM folder WHERE id = ? AND "
                             "(read_only = 1 OR missing_rights <> 0)",
                             id);
    if (!row.step())
        return;
    const FolderRights content =
        FolderRight::Seen | FolderRight::Mark | FolderRight::Insert | FolderRight::Delete;
    if (row.integer(1) != 0 && (needed & content))
        throw ActionText::readOnly(row.text(0));
    if (const FolderRights missing = needed & FolderRights::fromInt(int(row.integer(2))))
        throw ActionText::without(missing, row.text(0));
}

QList<OperationId> MailWriter::setFlags(const QList<PlacementId> &placements,
                                        const FlagChange &change, const ActionTraits &traits)
{
    WriteTransaction transaction(*this);
    const QList<OperationId> queued = d->changeFlags(placements, change, traits);
    transaction.commit();
    return queued;
}

QList<OperationId> MailWriter::Private::changeFlags(const QList<PlacementId> &placements,
                                                    const FlagChange &change,
                                                    const ActionTraits &traits)
{
    // By what is left to be said of each: nearly always the same.
    QList<std::pair<FlagChange, BySource>> said;
    for (const PlacementId id : placements) {
        std::optional<Placement> placement = this->placement(id);
        if (!placement || !placement->folder)
            continue;
        const FlagState wanted = applied(placement->flags, change);
        if (wanted == placement->flags)
            continue;
        const bool told = traits.flagsOnServer && isOnServerSide(*placement);
        if (told)
            refuseWithout(ActionText::toMark(change), placement->folder);
        record(*placement, placement->folder, wanted);
        setFlags(*placement, wanted);
        const FlagChange left = told ? withoutOpposite(id, change) : FlagChange{};
        if (left.isEmpty())
            continue;
        auto group = std::find_if(said.begin(), said.end(),
                                  [&left](const auto &one) { return one.first == left; });
        if (group == said.end())
            group = said.insert(said.end(), {left, BySource()});
        group->second[{placement->account, placement->folder}].append(id);
    }
    QList<OperationId> queued;
    for (const auto &[left, groups] : std::as_const(said)) {
        NewOperation operation;
        operation.kind = OperationKind::SetFlags;
        operation.change = left;
        queued += queueBySource(*this, operation, groups);
    }
    return queued;
}

QList<OperationId> MailWriter::move(const QList<PlacementId> &placements, FolderId destination,
                                    const ActionTraits &traits)
{
    WriteTransaction transaction(*this);
    const AccountId account = d->accountOf(destination);
    if (!account)
        throw ActionText::folderGone();
    d->refuseWithout(FolderRight::Insert, destination);
    Private::Moves moves = d->movesTo(destination, traits);
    QList<PlacementId> others, labelled;
    for (const PlacementId id : placements) {
        std::optional<Private::Placement> placement = d->placement(id);
        if (!placement || !placement->folder || placement->folder == destination)
            continue;
        if (placement->account != account)
            others.append(id);
        else if (d->staysInAll(*placement, destination))
            labelled.append(id);
        else
            d->moveTo(*placement, moves);
    }
    QList<OperationId> queued = d->queueMoves(moves);
    transaction.commit();
    if (!labelled.isEmpty())
        queued += copy(labelled, destination, traits);
    return queued + transfer(others, destination, true, traits);
}

MailWriter::Private::Moves MailWriter::Private::movesTo(FolderId destination,
                                                        const ActionTraits &traits)
{
    Moves moves;
    moves.destination = destination;
    moves.serverHasFolders = traits.foldersOnServer;
    moves.onServer = traits.foldersOnServer && isFolderOnServer(destination);
    return moves;
}

/// The local effect; what the server has to hear is added to `moves`.
void MailWriter::Private::moveTo(Placement &placement, Moves &moves)
{
    const FolderId destination = moves.destination;
    const bool serverSide = isOnServerSide(placement);
    // Moved before, and the server doesn't know yet: it hears of one move, or of none.
    const TakenBack before = takeFromMove(placement.id);
    const FolderId source = before.source ? before.source : placement.folder;
    const bool onlyHere = before.wasUpload || isOnlyHere(placement, source);
    if (serverSide && !onlyHere)
        refuseWithout(FolderRight::Delete, source);
    const bool there =
        foldersAreLabels(placement.account) && standsIn(placement.message, destination);
    record(placement, there ? FolderId() : destination, placement.flags);
    if (there)
        recordWhatIsLeft(placement);
    const std::pair<AccountId, FolderId> from{placement.account, source};
    if (source != destination && moves.serverHasFolders) {
        if (moves.onServer && onlyHere) {
            moves.toUpload[from].append(placement.id);
        } else if (moves.onServer && serverSide) {
            moves.toMove[from].append(placement.id);
        } else if (serverSide && !onlyHere) {
            moves.toBringHere[from].append(placement.id);
            if (placement.level < ContentLevel::Everything) {
                setMark(placementsWithAll(placement.message), KeepMark::Wanted);
                placement.mark = KeepMark::Wanted;
            }
        }
    }
    moves.moved.append(placement.id);
    if (there && !(moves.onServer && serverSide))
        deletePlacement(placement, false); // it has that label already
    else
        setFolder(placement, there ? FolderId() : destination);
}

QList<OperationId> MailWriter::Private::queueMoves(const Moves &moves)
{
    NewOperation operation;
    operation.kind = OperationKind::Move;
    operation.destination = moves.destination;
    QList<OperationId> queued = queueBySource(*this, operation, moves.toMove)
        + queueUploads(moves.toUpload, moves.destination);
    operation.toThisComputer = true;
    queued += queueBySource(*this, operation, moves.toBringHere);
    for (const PlacementId id : moves.moved) {
        takeLabelsAlong(id, moves.destination);
        refreshBound(id);
    }
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
    d->refuseWithout(FolderRight::Insert, destination);
    struct Copies {
        QList<PlacementId> copies, origins;
    };
    std::map<FolderId, Copies> groups;
    Private::BySource uploads;
    QList<PlacementId> others;
    for (const PlacementId id : placements) {
        const std::optional<Private::Placement> placement = d->placement(id);
        if (!placement || !placement->folder)
            continue;
        if (placement->account != account) {
            others.append(id);
            continue;
        }
        if (d->foldersAreLabels(account) && d->standsIn(placement->message, destination))
            continue;
        const PlacementId copy = d->copyPlacement(*placement, destination);
        d->recordCopy(*placement, copy, destination);
        const bool whole = placement->level == ContentLevel::Everything;
        if (onServer && d->isOnlyHere(*placement, placement->folder)) {
            uploads[{account, destination}].append(copy);
        } else if (traits.foldersOnServer && (onServer || !whole)
                   && d->isOnServerSide(*placement)) {
            groups[placement->folder].copies.append(copy);
            groups[placement->folder].origins.append(id);
            if (!onServer) // before the original may go
                d->setMark(d->placementsWithAll(placement->message), KeepMark::Wanted);
        }
        d->refreshBound(copy);
    }
    QList<OperationId> queued;
    Private::NewOperation operation;
    operation.kind = OperationKind::Copy;
    operation.account = account;
    operation.destination = destination;
    operation.toThisComputer = !onServer;
    for (const auto &[source, group] : groups) {
        operation.source = source;
        queued += d->joinOrQueue(operation, group.copies, group.origins);
    }
    queued += d->queueUploads(uploads, destination);
    transaction.commit();
    return queued + transfer(others, destination, false, traits);
}

QList<OperationId> MailWriter::remove(const QList<PlacementId> &placements, bool forever,
                                      const ActionTraits &traits)
{
    QList<OperationId> queued;
    if (forever) {
        WriteTransaction transaction(*this);
        queued = d->moveLabelledToTrash(placements, traits);
        transaction.commit();
    }
    return queued + d->takeOut(placements, forever, traits);
}

QList<OperationId> MailWriter::Private::takeOut(const QList<PlacementId> &placements, bool forever,
                                                const ActionTraits &traits)
{
    WriteTransaction transaction(writer);
    std::map<FolderId, Moves> toTrash;
    BySource toDelete;
    QList<PlacementId> touched;
    QHash<AccountId, FolderId> trashes;
    for (const PlacementId id : placements) {
        std::optional<Placement> placement = this->placement(id);
        if (!placement || !placement->folder)
            continue;
        const AccountId account = placement->account;
        if (!trashes.contains(account)) {
            const std::optional<Folder> trash = writer.folderByRole(account, FolderRole::Trash);
            trashes.insert(account, trash ? trash->id : FolderId());
        }
        const FolderId trash = trashes.value(account);
        const bool serverSide = isOnServerSide(*placement);
        const FolderId source = placement->folder;
        if (!forever && trash && source != trash) {
            if (toTrash.find(trash) == toTrash.end())
                toTrash.emplace(trash, movesTo(trash, traits));
            moveTo(*placement, toTrash[trash]);
            continue;
        }
        if (!traits.foldersOnServer) {
            learnHeaders(id);
            handKeyOver(*placement);
        }
        const bool told =
            traits.deleteOnServer && serverSide && placement->bound + traits.foldersOnServer > 0;
        if (told)
            refuseWithout(FolderRight::Delete, source);
        record(*placement, {}, placement->flags);
        recordWhatIsLeft(*placement);
        if (told || recording) {
            // Out of every list; the row stays for the operation, and for taking it back.
            setFolder(*placement, {});
            toDelete[{account, source}].append(id);
            touched.append(id);
        } else {
            // A key that stays at the server is remembered, so that it isn't fetched again.
            deletePlacement(*placement, true);
        }
    }
    QList<OperationId> queued;
    for (const auto &[trash, moves] : toTrash)
        queued += queueMoves(moves);
    NewOperation operation;
    operation.kind = OperationKind::Delete;
    operation.notBefore = graceEnd();
    queued += queueBySource(*this, operation, toDelete);
    for (const PlacementId id : std::as_const(touched))
        refreshBound(id);
    transaction.commit();
    return queued;
}

} // namespace Turnstone
