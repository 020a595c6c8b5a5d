// SPDX-License-Identifier: MIT
// Messages that others moved or deleted while a change of the user's waited for them.
#include "store/writerstate.h"

namespace Turnstone {

namespace {

/// Operations that go on with a message wherever it is found; of a copy, its original.
constexpr std::string_view followsMessage =
    "o.state <> 2 AND ((p.role = 0 AND o.kind IN (0, 1)) OR (p.role = 1 AND o.kind = 2))";
static_assert(int(OperationKind::SetFlags) == 0 && int(OperationKind::Move) == 1
              && int(OperationKind::Copy) == 2);

} // namespace

/// True where it is kept, because something waits for it.
bool MailWriter::Private::mayHaveMoved(const Placement &placement, FolderId source)
{
    if (!placement.folder && !deletedBehindItsMove(placement.id))
        return false; // deleted: as the user wished
    bool follows = false;
    qint64 acted = 0; ///< the newest placement then
    {
        Statement row = db.query("SELECT o.newest_placement FROM operation_placement p "
                                 "JOIN operation o ON o.id = p.operation WHERE p.placement = ? AND "
                                     + std::string(followsMessage),
                                 placement.id);
        while (row.step()) {
            follows = true;
            acted = qMax(acted, row.integer(0));
        }
    }
    if (!follows)
        return false;
    if (foldersAreLabels(placement.account))
        return goesOnUnderAnotherLabel(placement);
    db.run("UPDATE operation_placement SET lost = 1 WHERE placement = ?", placement.id);
    // Where it waits to be moved, or that failed for now.
    const qint64 movedAfter = db.integer(
        "SELECT coalesce(max(o.newest_placement), -1) FROM operation_placement p JOIN operation o "
        "ON o.id = p.operation WHERE p.placement = ? AND p.role = 0 AND o.kind = ?",
        placement.id, int(OperationKind::Move));
    if (const PlacementId twin = elsewhere(placement, source, movedAfter, acted))
        takePlaceOf(placement.id, twin);
    else
        refreshBound(placement.id);
    return true;
}

/// It goes to the trash, and the label that it was to go from is gone: it goes from another one.
bool MailWriter::Private::takeKeyOfLabelAlong(const Placement &placement)
{
    const PlacementId label(db.integer(
        "SELECT q.id FROM operation_placement mine JOIN operation_placement along ON "
        "along.operation = mine.operation AND along.role = 2 JOIN placement q ON q.id = "
        "along.placement AND q.message = ? AND q.bound <> 0 WHERE mine.placement = ? AND mine.role "
        "= 0 ORDER BY q.id LIMIT 1",
        placement.message, placement.id));
    if (!label)
        return false;
    db.run("UPDATE remote_message SET placement = ? WHERE placement = ?", placement.id, label);
    deletePlacement(*this->placement(label), false);
    refreshBound(placement.id);
    return true;
}

/// Where folders are labels the message is still there, but for this one.
bool MailWriter::Private::goesOnUnderAnotherLabel(const Placement &placement)
{
    if (takeKeyOfLabelAlong(placement))
        return true;
    const PlacementId other(db.integer(
        "SELECT id FROM placement WHERE message = ? AND id <> ? AND bound = 1 ORDER BY id LIMIT 1",
        placement.message, placement.id));
    if (!other)
        return false;
    db.run("UPDATE OR IGNORE operation_placement SET placement = ?1 WHERE placement = ?2 AND role "
           "= 0 AND operation IN (SELECT id FROM operation WHERE kind = ?3 AND state <> 2)",
           other, placement.id, int(OperationKind::SetFlags));
    const OperationId move(db.integer(
        "SELECT o.id FROM operation_placement p JOIN operation o ON o.id = p.operation WHERE "
        "p.placement = ? AND p.role = 0 AND o.kind = ? AND o.state <> 2 AND o.destination = ?",
        placement.id, int(OperationKind::Move), placement.folder));
    if (!move)
        return false;
    // The label that it was to lose is gone; the one that it was to get is still to be given.
    detach(move, placement.id);
    NewOperation copy;
    copy.kind = OperationKind::Copy;
    copy.account = placement.account;
    copy.source = FolderId(db.integer("SELECT folder FROM placement WHERE id = ?", other));
    copy.destination = placement.folder;
    joinOrQueue(copy, {placement.id}, {other});
    refreshBound(placement.id);
    return true;
}

/// The same message in another folder, which nothing waits for: of what was there before the user
/// acted, a move takes none, because that is another copy. What came since may also be in its own
/// folder, where it was moved back.
PlacementId MailWriter::Private::elsewhere(const Placement &lost, FolderId source, qint64 newerThan,
                                           qint64 acted)
{
    if (lost.fingerprint.isEmpty())
        return {};
    return PlacementId(db.integer(
        "SELECT q.id FROM folder f JOIN placement q ON q.folder = f.id AND q.size = ?1 JOIN "
        "message m ON m.id = q.message WHERE f.account = ?2 AND (f.id <> ?3 OR q.id > ?7) AND q.id "
        "<> ?4 AND q.id > ?5 AND q.bound = 1 AND m.fingerprint = ?6 AND NOT EXISTS (SELECT 1 FROM "
        "operation_placement WHERE placement = q.id) ORDER BY q.id DESC LIMIT 1",
        lost.size, lost.account, source, lost.id, newerThan, lost.fingerprint, acted));
}

/// It is the one that the user knows: it keeps its id and its content.
void MailWriter::Private::takePlaceOf(PlacementId id, PlacementId twin)
{
    RemoteFolderId remoteFolder;
    QByteArray key;
    FlagState flags;
    {
        Statement row =
            db.query("SELECT b.remote_folder, b.key, b.flags, b.tags FROM remote_message b JOIN "
                     "remote_folder r ON r.id = b.remote_folder JOIN incoming_server s ON s.id = "
                     "r.incoming_server AND s.retired_at IS NULL JOIN placement p ON p.id = "
                     "b.placement AND p.folder = r.folder WHERE b.placement = ?",
                     twin);
        if (!row.step())
            return;
        remoteFolder = row.id<RemoteFolderId>(0);
        key = row.blob(1);
        flags = flagsFromColumns(row, 2, 3);
    }
    deletePlacement(*placement(twin), false);
    const std::optional<Placement> found = placement(id);
    bind(remoteFolder, key, {id, found->message}, flags);
    foundAgain(id, this->remoteFolder(remoteFolder).folder, flags);
}

/// A folder that another program removed, once the last of its mail was found elsewhere.
void MailWriter::Private::dropForsaken(FolderId folder)
{
    if (!isFolderOnServer(folder) && isFolderEmpty(folder)
        && db.integer("SELECT 1 FROM folder WHERE id = ? AND role = ''", folder)
        && !db.integer("SELECT 1 FROM operation WHERE destination = ?", folder))
        deleteFolder(folder);
}

/// What was to go into a folder that is gone at its server, and never came there, is where the
/// server has it: else nobody would ever see it again here.
void MailWriter::Private::leaveWhereItStands(FolderId gone)
{
    QList<std::pair<PlacementId, FolderId>> elsewhere;
    {
        Statement rows = db.query(
            "SELECT p.id, r.folder FROM placement p JOIN remote_message b ON b.placement = p.id "
            "JOIN remote_folder r ON r.id = b.remote_folder AND r.folder <> ?1 JOIN folder f ON "
            "f.id = r.folder AND f.removed = 0 JOIN incoming_server s ON s.id = r.incoming_server "
            "AND s.retired_at IS NULL WHERE p.folder = ?1",
            gone);
        while (rows.step())
            elsewhere.append({rows.id<PlacementId>(0), rows.id<FolderId>(1)});
    }
    for (const auto &[id, folder] : std::as_const(elsewhere)) {
        QList<OperationId> moves;
        Statement rows = db.query(
            "SELECT o.id FROM operation_placement p JOIN operation o ON o.id = p.operation WHERE "
            "p.placement = ? AND p.role = 0 AND o.kind = ? AND o.destination = ?",
            id, int(OperationKind::Move), gone);
        while (rows.step())
            moves.append(rows.id<OperationId>(0));
        for (const OperationId move : std::as_const(moves))
            detach(move, id);
        std::optional<Placement> one = placement(id);
        setFolder(*one, folder);
        refreshBound(id);
    }
}

/// It has a key again, in `folder`: there it stands, unless the user moved it on.
void MailWriter::Private::foundAgain(PlacementId id, FolderId folder, const FlagState &flags)
{
    std::optional<Placement> found = placement(id);
    const bool moves =
        db.integer("SELECT 1 FROM operation_placement p JOIN operation o ON o.id = p.operation "
                   "WHERE p.placement = ? AND p.role = 0 AND o.kind = ?",
                   id, int(OperationKind::Move))
        != 0;
    const FolderId left = found->folder;
    if (!moves && left != folder) {
        setFolder(*found, folder);
        dropForsaken(left);
    }
    db.run("UPDATE operation_placement SET lost = 0 WHERE placement = ?", id);
    refreshBound(id);
    setFlags(*found, withPendingChanges(id, withOwnTags(*found, {}, flags)));
    changes.operations = true;
}

std::optional<MailWriter::Private::Found>
MailWriter::Private::lostPlacement(AccountId account, const QByteArray &fingerprint)
{
    Statement row = db.query(
        "SELECT e.placement, p.message FROM expected e JOIN placement p ON p.id = e.placement JOIN "
        "message m ON m.id = p.message WHERE e.folder = 0 AND e.fingerprint = ? AND m.fingerprint "
        "= ? AND m.account = ? ORDER BY e.placement LIMIT 1",
        fingerprintPrefix(fingerprint), fingerprint, account);
    if (fingerprint.isEmpty() || !row.step())
        return std::nullopt;
    return Found{row.id<PlacementId>(0), row.id<MessageId>(1)};
}

/// Unless something else waits for it, or its folder as a whole was lost and waits for the user.
void MailWriter::Private::dropLost(PlacementId id)
{
    const std::optional<Placement> lost = placement(id);
    if (lost && lost->bound == 0
        && !db.integer("SELECT 1 FROM operation_placement WHERE placement = ?", id)
        && !db.integer("SELECT 1 FROM folder WHERE id = ? AND emptied <> 0", lost->folder))
        deletePlacement(*lost, false);
}

void MailWriter::noteCopies(OperationId operation, const QList<PlacementId> &copies,
                            const UploadIntent &intent)
{
    WriteTransaction transaction(*this);
    for (const PlacementId copy : copies)
        m_db->run("UPDATE operation_placement SET uidvalidity = ?, uidnext = ? WHERE operation = ? "
                  "AND placement = ?",
                  intent.uidValidity, intent.uidNext, operation, copy);
    transaction.commit();
}

bool MailWriter::copyMayHaveLeft(OperationId operation, PlacementId copy,
                                 const RemoteFolderRow &folder)
{
    const std::optional<UploadIntent> sent = uploadIntent(operation, copy);
    // Where folders are labels, what is copied twice stands there once.
    if (!sent || sent->uidValidity != folder.uidValidity || folder.uidNext <= sent->uidNext
        || d->foldersAreLabels(d->accountOf(folder.folder)))
        return false;
    return m_db->integer("SELECT count(*) FROM remote_message WHERE remote_folder = ? AND number "
                         ">= ?",
                         folder.id, sent->uidNext)
        < folder.uidNext - sent->uidNext;
}

bool MailWriter::followCopy(OperationId operation, PlacementId copy)
{
    WriteTransaction transaction(*this);
    const std::optional<Private::Placement> mine = d->placement(copy);
    if (!mine || mine->bound != 0)
        return false;
    const qint64 acted =
        m_db->integer("SELECT newest_placement FROM operation WHERE id = ?", operation);
    const FolderId meant(
        m_db->integer("SELECT destination FROM operation WHERE id = ?", operation));
    const PlacementId there = d->elsewhere(*mine, meant, acted, acted);
    if (!there)
        return false;
    if (mine->folder) // else it was deleted here, and stays where others have it
        d->takePlaceOf(copy, there);
    transaction.commit();
    return true;
}

bool MailWriter::settleLost(OperationId id, const QString &why)
{
    const QList<Operation> found = readOperations(*m_db, m_db->query("SELECT ?", id));
    if (found.isEmpty())
        return false;
    const Operation operation = found.first();
    if (operation.kind != OperationKind::SetFlags && operation.kind != OperationKind::Move
        && operation.kind != OperationKind::Copy)
        return false;
    WriteTransaction transaction(*this);
    QList<PlacementId> lost; ///< of which a server said that it is gone from where it was
    {
        Statement rows = m_db->query(
            "SELECT placement FROM operation_placement WHERE operation = ? AND lost = 1", id);
        while (rows.step())
            lost.append(rows.id<PlacementId>(0));
    }
    d->takeOff(id);
    if (operation.kind != OperationKind::SetFlags) {
        Private::BySource kept;
        for (const PlacementId placementId : operation.placements) {
            const auto placement = d->placement(placementId);
            if (!placement || placement->bound != 0 || !placement->folder)
                continue;
            if (m_db->integer("SELECT 1 FROM operation_placement WHERE placement = ? AND role = 0",
                              placementId))
                continue; // the next of them finds the same
            if (placement->level < ContentLevel::Text) {
                d->deletePlacement(*placement, false);
                continue;
            }
            if (operation.toThisComputer)
                continue; // it stands where it was to come
            kept[{placement->account, placement->folder}].append(placementId);
        }
        for (const auto &[where, placements] : kept) {
            Private::NewOperation upload;
            upload.kind = OperationKind::Append;
            upload.account = where.first;
            upload.source = upload.destination = where.second;
            const OperationId failed = d->queue(upload, placements);
            m_db->run("UPDATE operation SET state = ?, error = ? WHERE id = ?",
                      int(OperationState::Failed), why, failed);
            for (const PlacementId placementId : placements) {
                d->refreshBound(placementId);
                d->note(&ChangeSet::changed, placementId, where.second);
            }
        }
    }
    for (const PlacementId placementId : std::as_const(lost))
        d->dropLost(placementId);
    for (const PlacementId placementId : operation.placements)
        d->refreshBound(placementId);
    d->changes.operations = true;
    transaction.commit();
    return true;
}

} // namespace Turnstone
