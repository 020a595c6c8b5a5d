// SPDX-License-Identifier: MIT
// Messages that a server names wherever they stand (RFC 8474, X-GM-EXT-1): one here as well.
#include "store/writerstate.h"

namespace Turnstone {

void MailWriter::setFoldersAreLabels(IncomingServerId server, bool labels)
{
    m_db->run("UPDATE incoming_server SET labels = ? WHERE id = ? AND labels <> ?", int(labels),
              server, int(labels));
    d->labelAccounts.clear();
}

bool MailWriter::foldersAreLabels(AccountId account)
{
    return d->foldersAreLabels(account);
}

bool MailWriter::Private::foldersAreLabels(AccountId account)
{
    const auto known = labelAccounts.constFind(account);
    if (known != labelAccounts.cend())
        return *known;
    const bool labels =
        db.integer("SELECT labels FROM incoming_server WHERE account = ? AND retired_at IS NULL",
                   account)
        != 0;
    if (open) // what is asked outside a transaction may change before the next
        labelAccounts.insert(account, labels);
    return labels;
}

std::optional<MessageId> MailWriter::Private::named(IncomingServerId server,
                                                    const QByteArray &emailId,
                                                    const QByteArray &fingerprint)
{
    if (emailId.isEmpty())
        return std::nullopt;
    // The fingerprint too: a server that gives one name to two messages must not merge them.
    Statement row = db.query("SELECT e.message FROM email_id e JOIN message m ON m.id = e.message "
                             "WHERE e.incoming_server = ? AND e.id = ? AND m.fingerprint = ?",
                             server, emailId, fingerprint);
    if (!row.step())
        return std::nullopt;
    return row.id<MessageId>(0);
}

void MailWriter::Private::rememberName(IncomingServerId server, const QByteArray &emailId,
                                       MessageId message)
{
    if (!emailId.isEmpty())
        db.run("INSERT OR IGNORE INTO email_id (incoming_server, id, message) VALUES (?, ?, ?)",
               server, emailId, message);
}

bool MailWriter::Private::standsIn(MessageId message, FolderId folder)
{
    return db.integer("SELECT 1 FROM placement WHERE message = ? AND folder = ?", message, folder)
        != 0;
}

void MailWriter::Private::dropLabel(FolderId folder)
{
    QList<PlacementId> elsewhere;
    {
        Statement rows = db.query(
            "SELECT p.id FROM placement p WHERE p.folder = ? AND p.bound = 0 AND NOT EXISTS "
            "(SELECT 1 FROM operation_placement o WHERE o.placement = p.id) AND EXISTS (SELECT 1 "
            "FROM placement other WHERE other.message = p.message AND other.bound = 1)",
            folder);
        while (rows.step())
            elsewhere.append(rows.id<PlacementId>(0));
    }
    for (const PlacementId id : std::as_const(elsewhere))
        deletePlacement(*placement(id), false);
}

bool MailWriter::Private::losesItsLabel(const Placement &placement, FolderId destination)
{
    return !placement.folder && foldersAreLabels(placement.account)
        && standsIn(placement.message, destination);
}

bool MailWriter::Private::staysInAll(const Placement &placement, FolderId destination)
{
    if (!foldersAreLabels(placement.account))
        return false;
    const std::optional<Folder> from = writer.folder(placement.folder);
    const std::optional<Folder> to = writer.folder(destination);
    return from && to && from->role == FolderRole::All && to->role != FolderRole::Trash
        && to->role != FolderRole::Junk;
}

QList<OperationId> MailWriter::Private::moveLabelledToTrash(const QList<PlacementId> &placements,
                                                            const ActionTraits &traits)
{
    std::map<FolderId, Moves> byTrash;
    for (const PlacementId id : placements) {
        std::optional<Placement> label = placement(id);
        if (!label || !label->folder || !foldersAreLabels(label->account) || !isOnServerSide(*label)
            || isOnlyHere(*label, label->folder))
            continue;
        const std::optional<Folder> from = writer.folder(label->folder);
        const std::optional<Folder> trash = writer.folderByRole(label->account, FolderRole::Trash);
        if (!from || !trash || from->role == FolderRole::Trash || from->role == FolderRole::Junk
            || standsIn(label->message, trash->id))
            continue;
        const auto moves = byTrash.emplace(trash->id, movesTo(trash->id, traits)).first;
        moveTo(*label, moves->second);
    }
    QList<OperationId> queued;
    for (const auto &[trash, moves] : byTrash)
        queued += queueMoves(moves);
    return queued;
}

void MailWriter::Private::takeLabelsAlong(PlacementId id, FolderId destination)
{
    const std::optional<Placement> moved = placement(id);
    if (!moved || !foldersAreLabels(moved->account))
        return;
    const std::optional<Folder> to = writer.folder(destination);
    const FolderRole role = to ? to->role : FolderRole::None;
    const OperationId move(db.integer(
        "SELECT o.id FROM operation_placement p JOIN operation o ON o.id = p.operation WHERE "
        "p.placement = ? AND p.role = 0 AND o.kind = ? AND o.destination = ? ORDER BY o.id DESC",
        id, int(OperationKind::Move), destination));
    if (!move || (role != FolderRole::Trash && role != FolderRole::Junk))
        return;
    const QList<Placement> all = placementsWithAll(moved->message);
    for (Placement label : all) {
        if (label.id == id || !label.folder || label.folder == destination || label.bound != 1
            || isUnderWay(label.id))
            continue;
        if (recording)
            recording->messages.append(
                {label.id, label.folder, {}, label.flags, label.flags, id, {}, true});
        setFolder(label, {});
        db.run("INSERT INTO operation_placement (operation, placement, role) VALUES (?, ?, 2)",
               move, label.id);
        refreshBound(label.id);
    }
}

QList<PlacementId> MailWriter::Private::labelsAlong(OperationId operation, MessageId message)
{
    QList<PlacementId> labels;
    Statement rows = db.query("SELECT p.id FROM operation_placement o JOIN placement p ON p.id = "
                              "o.placement WHERE o.operation = ? AND o.role = 2 AND p.message = ?",
                              operation, message);
    while (rows.step())
        labels.append(rows.id<PlacementId>(0));
    return labels;
}

void MailWriter::Private::bringLabelsBack(OperationId operation, MessageId message)
{
    const QList<PlacementId> labels = labelsAlong(operation, message);
    for (const PlacementId id : labels) {
        Placement label = *placement(id);
        const std::optional<Binding> bound = writer.binding(id);
        const FolderId folder = bound ? remoteFolder(bound->remoteFolder).folder : FolderId();
        if (!accountOf(folder) || standsIn(message, folder)) {
            deletePlacement(label, false); // others took it, or gave it anew
            continue;
        }
        db.run("DELETE FROM operation_placement WHERE operation = ? AND placement = ? AND role = 2",
               operation, id);
        setFolder(label, folder);
        refreshBound(id);
    }
}

void MailWriter::Private::forgetLabels(OperationId operation, MessageId message)
{
    const QList<PlacementId> labels = labelsAlong(operation, message);
    for (const PlacementId id : labels)
        deletePlacement(*placement(id), false);
}

MailWriter::Private::Found MailWriter::Private::placeAgain(MessageId message, FolderId folder,
                                                           const FlagState &flags)
{
    const QList<PlacementId> placements = placementsOf(message);
    Q_ASSERT(!placements.isEmpty()); // a message without one goes with its last
    const PlacementId id = copyPlacement(*placement(placements.first()), folder);
    db.run("UPDATE placement SET bound = 1 WHERE id = ?", id);
    counters[folder].onlyHere -= 1; // a copy is counted as one without a key
    std::optional<Placement> copy = placement(id);
    setFlags(*copy, withPendingChanges(id, flags));
    return {id, message};
}

} // namespace Turnstone
