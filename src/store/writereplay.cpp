// SPDX-License-Identifier: MIT
// Replay: operations on their way to the server, and what its answers mean here.
#include "store/writerstate.h"

namespace Turnstone {

std::optional<Operation> MailWriter::takeOperation(AccountId account, qint64 nowUtc, bool atOnce)
{
    WriteTransaction transaction(*this);
    // Nothing earlier that still waits may touch the same placement. A folder's own operations keep
    // their order among each other, and hold back what moves into, or out of, their folder. One
    // that failed for good has left the line until the user tries it again.
    const OperationId id(m_db->integer(
        "SELECT o.id FROM operation o WHERE o.account = ?1 AND o.state = 0 AND (o.not_before <= ?2 "
        "OR "
        "(?3 AND o.attempts = 0)) AND NOT EXISTS (SELECT 1 FROM operation_placement mine JOIN "
        "operation_placement theirs ON "
        "theirs.placement = mine.placement AND theirs.operation < mine.operation JOIN operation e "
        "ON e.id = theirs.operation AND e.state <> 2 WHERE mine.operation = o.id) "
        "AND NOT (o.kind >= 4 AND o.kind <= 7 AND EXISTS (SELECT 1 FROM operation e WHERE "
        "e.account = "
        "?1 AND e.state <> 2 AND e.id < o.id AND ((e.kind >= 4 AND e.kind <= 7) OR e.source = "
        "o.destination OR "
        "e.destination = o.destination))) "
        "AND NOT EXISTS (SELECT 1 FROM operation e WHERE e.account = ?1 AND e.kind >= 4 AND e.kind "
        "<= 7 AND e.state <> 2 AND e.id < o.id AND e.destination IN (o.source, o.destination)) "
        // What a draft was before stays at the server until it has the new one.
        "AND NOT (o.kind = 3 AND EXISTS (SELECT 1 FROM operation_placement mine JOIN "
        "operation_placement theirs ON theirs.placement = mine.placement AND theirs.role = 0 AND "
        "theirs.operation < o.id JOIN operation e ON e.id = theirs.operation AND e.kind = 8 AND "
        "e.state = 2 WHERE mine.operation = o.id AND mine.role = 1)) "
        "ORDER BY o.id LIMIT 1",
        account, nowUtc, atOnce));
    if (!id)
        return std::nullopt;
    m_db->run("UPDATE operation SET state = 1, attempts = attempts + 1 WHERE id = ?", id);
    QList<Operation> taken = readOperations(*m_db, m_db->query("SELECT ?", id));
    d->changes.operations = true;
    transaction.commit();
    return taken.isEmpty() ? std::nullopt : std::optional(taken.first());
}

/// What an operation that the server confirmed means for one of its messages.
void MailWriter::Private::confirm(const Operation &operation, PlacementId placementId)
{
    const std::optional<Placement> placement = this->placement(placementId);
    if (!placement)
        return;
    if (operation.kind == OperationKind::SetFlags) {
        // What the server now has, until it says so itself.
        if (const std::optional<Binding> bound = writer.binding(placementId)) {
            Statement row = db.query("SELECT flags, tags FROM remote_message WHERE remote_folder "
                                     "= ? AND number = ? AND key = ?",
                                     bound->remoteFolder, keyNumber(bound->key), bound->key);
            if (row.step()) {
                FlagChange told = operation.change;
                if (!keepsTags(placement->folder))
                    told.addTags.clear(); // they are this computer's
                const FlagState now = applied(flagsFromColumns(row, 0, 1), told);
                db.run("UPDATE remote_message SET flags = ?, tags = ? WHERE remote_folder = ? "
                       "AND number = ? AND key = ?",
                       qint64(now.flags.toInt()), tagsToColumn(now.tags), bound->remoteFolder,
                       keyNumber(bound->key), bound->key);
            }
        }
    } else if (operation.kind == OperationKind::Move
               && losesItsLabel(*placement, operation.destination)) {
        deletePlacement(*placement, false);
        return;
    } else if (operation.kind == OperationKind::Delete && !placement->folder) {
        deletePlacement(*placement, true);
        return;
    } else {
        refreshBound(placementId);
    }
    note(&ChangeSet::changed, placementId, placement->folder);
}

void MailWriter::Private::forgetLabelsOf(const Operation &operation,
                                         const QList<PlacementId> &placements)
{
    if (operation.kind != OperationKind::Move || !foldersAreLabels(operation.account))
        return;
    for (const PlacementId id : placements) {
        if (const auto moved = placement(id))
            forgetLabels(operation.id, moved->message);
    }
}

void MailWriter::operationDone(OperationId id)
{
    WriteTransaction transaction(*this);
    const QList<Operation> found = readOperations(*m_db, m_db->query("SELECT ?", id));
    if (found.isEmpty())
        return; // all it acted on is gone
    const Operation operation = found.first();
    d->forgetLabelsOf(operation, operation.placements);
    d->takeOff(id);
    for (const PlacementId placementId : operation.placements)
        d->confirm(operation, placementId);
    if (operation.kind == OperationKind::RemoveFolder
        && m_db->integer("SELECT 1 FROM folder WHERE id = ? AND removed = 1",
                         operation.destination)) {
        d->leaveWhereItStands(operation.destination);
        d->deleteFolder(operation.destination);
    }
    d->changes.folderTree = d->changes.folderTree || isAboutFolders(operation.kind);
    transaction.commit();
}

bool MailWriter::cameAfter(OperationId id)
{
    return m_db->integer("SELECT 1 FROM operation o WHERE o.id = ? AND EXISTS (SELECT 1 FROM "
                         "placement p WHERE p.folder = o.destination AND p.id > "
                         "o.newest_placement)",
                         id)
        != 0;
}

void MailWriter::operationDoneFor(OperationId id, const QList<PlacementId> &placements)
{
    WriteTransaction transaction(*this);
    const QList<Operation> found = readOperations(*m_db, m_db->query("SELECT ?", id));
    if (found.isEmpty())
        return;
    d->forgetLabelsOf(found.first(), placements);
    for (const PlacementId placementId : placements) {
        d->detach(id, placementId);
        d->confirm(found.first(), placementId);
    }
    transaction.commit();
}

void MailWriter::operationFailed(OperationId id, const MailError &error, qint64 retryAtUtc)
{
    WriteTransaction transaction(*this);
    const bool forGood = error.retry == RetryClass::Never;
    m_db->run("UPDATE operation SET state = ?, not_before = ?, error = ? WHERE id = ?",
              int(forGood ? OperationState::Failed : OperationState::Waiting), retryAtUtc,
              error.sentence, id);
    d->changes.operations = true;
    transaction.commit();
}

void MailWriter::resetRunning(AccountId account)
{
    WriteTransaction transaction(*this);
    m_db->run("UPDATE operation SET state = 0 WHERE account = ? AND state = 1", account);
    d->changes.operations = m_db->changes() > 0;
    transaction.commit();
}

void MailWriter::retryOperation(OperationId id)
{
    WriteTransaction transaction(*this);
    m_db->run(
        "UPDATE operation SET state = 0, not_before = 0, error = '' WHERE id = ? AND state <> 1",
        id);
    d->changes.operations = m_db->changes() > 0;
    transaction.commit();
}

void MailWriter::discardOperation(OperationId id)
{
    WriteTransaction transaction(*this);
    const QList<Operation> found = readOperations(*m_db, m_db->query("SELECT ?", id));
    if (found.isEmpty())
        return;
    const Operation operation = found.first();
    const QString &oldName = operation.oldName;
    QHash<PlacementId, PlacementId> origins;
    {
        Statement rows = m_db->query("SELECT placement, origin FROM operation_placement WHERE "
                                     "operation = ? AND role = 0 AND origin <> 0",
                                     id);
        while (rows.step())
            origins.insert(rows.id<PlacementId>(0), rows.id<PlacementId>(1));
    }
    if (operation.kind == OperationKind::Move) {
        for (const PlacementId placementId : operation.placements) {
            if (const auto moved = d->placement(placementId))
                d->bringLabelsBack(id, moved->message);
        }
    }
    d->takeOff(id);

    const auto usable = [&](FolderId folder) { return bool(d->accountOf(folder)); };
    for (const PlacementId placementId : operation.placements) {
        std::optional<Private::Placement> placement = d->placement(placementId);
        if (!placement)
            continue;
        switch (operation.kind) {
        case OperationKind::SetFlags: {
            Statement row =
                m_db->query("SELECT b.flags, b.tags FROM remote_message b JOIN remote_folder "
                            "r ON r.id = b.remote_folder JOIN incoming_server s ON s.id = "
                            "r.incoming_server AND s.retired_at IS NULL WHERE b.placement "
                            "= ?",
                            placementId);
            if (row.step())
                d->setFlags(*placement,
                            d->withPendingChanges(placementId, flagsFromColumns(row, 0, 1)));
            break;
        }
        case OperationKind::Move:
            if ((placement->folder == operation.destination
                 || d->losesItsLabel(*placement, operation.destination))) {
                // Others may have moved it meanwhile: where the server has it, there it stands.
                const std::optional<Binding> bound = binding(placementId);
                const FolderId there =
                    bound ? d->remoteFolder(bound->remoteFolder).folder : FolderId();
                if (usable(there) || usable(operation.source))
                    d->setFolder(*placement, usable(there) ? there : operation.source);
            }
            break;
        case OperationKind::Append:
            if (placement->folder == operation.destination && usable(operation.source))
                d->setFolder(*placement, operation.source);
            break;
        case OperationKind::Delete:
            if (!placement->folder) {
                const std::optional<Folder> inbox =
                    folderByRole(placement->account, FolderRole::Inbox);
                if (usable(operation.source))
                    d->setFolder(*placement, operation.source);
                else if (inbox)
                    d->setFolder(*placement, inbox->id);
            }
            break;
        case OperationKind::Copy:
            if (placement->bound == 0) {
                d->deletePlacement(*placement, false);
                continue;
            }
            break;
        case OperationKind::Transfer:
            // The original is still there; where others deleted it, the copy is the only one.
            if (placement->bound == 0 && d->placement(origins.value(placementId))) {
                d->deletePlacement(*placement, false);
                continue;
            }
            break;
        default:
            break;
        }
        d->refreshBound(placementId);
        d->note(&ChangeSet::changed, placementId, placement->folder);
    }

    const FolderId folder = operation.destination;
    switch (operation.kind) {
    case OperationKind::CreateFolder:
        // Kept where it has been filled, as a folder of this computer.
        if (usable(folder) && !d->isFolderOnServer(folder) && d->isFolderEmpty(folder))
            d->deleteFolder(folder);
        break;
    case OperationKind::RenameFolder:
    case OperationKind::RemoveFolder: {
        const bool free =
            !m_db->integer("SELECT 1 FROM folder WHERE account = ? AND path = ? AND id <> ?",
                           operation.account, oldName, folder);
        m_db->run("UPDATE folder SET removed = 0 WHERE id = ?", folder);
        d->setFolderPath(
            folder, free ? oldName : QStringLiteral("%1 (%2)").arg(oldName).arg(folder.value()));
        d->changes.folders.insert(folder);
        break;
    }
    case OperationKind::Subscribe:
        m_db->run("UPDATE folder SET subscribed = ? WHERE id = ?", !operation.subscribe, folder);
        break;
    default:
        break;
    }
    d->changes.folderTree = d->changes.folderTree || isAboutFolders(operation.kind);
    transaction.commit();
}

void MailWriter::relocated(PlacementId placement, RemoteFolderId destination, const QByteArray &key)
{
    WriteTransaction transaction(*this);
    d->relocate(placement, destination, key);
    transaction.commit();
}

void MailWriter::Private::relocate(PlacementId placementId, RemoteFolderId destination,
                                   const QByteArray &key)
{
    std::optional<Placement> placement = this->placement(placementId);
    if (!placement)
        return; // deleted for good meanwhile; the destination will report its key
    const RemoteFolderInfo info = currentRemoteFolder(destination);

    // The old key is void: MOVE took it (RFC 6851 3.3). A copy has none of its own.
    FlagState flags = placement->flags;
    {
        Statement old = db.query("SELECT flags, tags FROM remote_message WHERE placement = ? AND "
                                 "remote_folder <> ?",
                                 placementId, destination);
        if (old.step())
            flags = flagsFromColumns(old, 0, 1);
    }
    db.run(
        "DELETE FROM remote_message WHERE placement = ? AND remote_folder <> ? AND remote_folder "
        "IN (SELECT r.id FROM remote_folder r JOIN incoming_server s ON s.id = r.incoming_server "
        "WHERE s.retired_at IS NULL)",
        placementId, destination);

    if (!key.isEmpty() && !losesItsLabel(*placement, info.folder)) {
        Statement mine = db.query("SELECT key FROM remote_message WHERE placement = ? AND "
                                  "remote_folder = ?",
                                  placementId, destination);
        const bool boundToTwin = mine.step() && mine.blob(0) != key;
        if (writer.isBound(destination, key)) {
            // The destination reported it first, as a message of its own: one of the two goes.
            const PlacementId other(db.integer("SELECT placement FROM remote_message WHERE "
                                               "remote_folder = ? AND number = ? AND key = ?",
                                               destination, keyNumber(key), key));
            const std::optional<Placement> twin = this->placement(other);
            if (twin && other != placementId && !boundToTwin) {
                db.run("DELETE FROM remote_message WHERE placement = ? AND remote_folder = ?",
                       other, destination);
                deletePlacement(*twin, false);
                bind(destination, key, {placementId, placement->message}, flags);
            }
        } else if (boundToTwin) {
            // An identical message there took this placement; the one that was moved needs its own.
            const PlacementId copy = copyPlacement(*placement, info.folder);
            bind(destination, key, {copy, placement->message}, flags);
            refreshBound(copy);
        } else {
            bind(destination, key, {placementId, placement->message}, flags);
        }
    }
    refreshBound(placementId);
}

void MailWriter::removedOnServer(RemoteFolderId remoteFolder, const QList<QByteArray> &keys,
                                 bool remembered)
{
    WriteTransaction transaction(*this);
    QList<PlacementId> placements;
    for (const QByteArray &key : keys)
        placements.append(PlacementId(m_db->integer("SELECT placement FROM remote_message WHERE "
                                                    "remote_folder = ? AND number = ? AND key = ?",
                                                    remoteFolder, keyNumber(key), key)));
    if (remembered)
        keysRemoved(remoteFolder, keys);
    else
        for (const QByteArray &key : keys)
            forgetKey(remoteFolder, key);
    for (const PlacementId id : std::as_const(placements)) {
        const std::optional<Private::Placement> placement = d->placement(id);
        // One still shown was taken off the server by a rule (leave on server), and stays here.
        if (placement && !placement->folder && placement->bound == 0)
            d->deletePlacement(*placement, false);
    }
    transaction.commit();
}

} // namespace Turnstone
