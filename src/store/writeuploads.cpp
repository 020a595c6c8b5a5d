// SPDX-License-Identifier: MIT
// Messages of this computer on their way to a folder of the server.
#include "store/writerstate.h"

namespace Turnstone {

QList<OperationId> MailWriter::upload(const QList<PlacementId> &placements, FolderId destination,
                                      const ActionTraits &traits)
{
    WriteTransaction transaction(*this);
    d->refuseWithout(FolderRight::Insert, destination);
    std::map<std::pair<AccountId, FolderId>, QList<PlacementId>> groups;
    const bool onServer = traits.foldersOnServer && d->isFolderOnServer(destination);
    for (const PlacementId id : placements) {
        std::optional<Private::Placement> placement = d->placement(id);
        if (!onServer || !placement || !placement->folder
            || placement->account != d->accountOf(destination) || !d->canBeUploaded(*placement))
            continue;
        groups[{placement->account, placement->folder}].append(id);
        if (placement->folder != destination) {
            d->record(*placement, destination, placement->flags);
            d->setFolder(*placement, destination);
        }
    }
    const QList<OperationId> queued = d->queueUploads(groups, destination);
    transaction.commit();
    return queued;
}

/// Something waits that will give it a key, or take it away.
bool MailWriter::Private::isUnderWay(PlacementId placement)
{
    return db.integer("SELECT 1 FROM operation_placement p JOIN operation o ON o.id = p.operation "
                      "WHERE p.placement = ? AND p.role = 0 AND o.kind IN (?, ?, ?, ?, ?)",
                      placement, int(OperationKind::Move), int(OperationKind::Copy),
                      int(OperationKind::Delete), int(OperationKind::Append),
                      int(OperationKind::Transfer))
        != 0;
}

/// The server doesn't have it, nothing is on its way, and its bytes are here.
bool MailWriter::Private::canBeUploaded(const Placement &placement)
{
    return placement.bound == 0 && !isUnderWay(placement.id)
        && db.integer("SELECT 1 FROM part WHERE message = ? AND section = x''", placement.message);
}

bool MailWriter::Private::isOnlyHere(const Placement &placement, FolderId stood)
{
    return placement.bound == 0 && !isUnderWay(placement.id)
        && (!isFolderOnServer(stood)
            || db.integer("SELECT 1 FROM folder WHERE id = ? AND emptied <> 0", stood));
}

QList<OperationId> MailWriter::Private::queueUploads(const BySource &groups, FolderId destination)
{
    QList<OperationId> queued;
    NewOperation operation;
    operation.kind = OperationKind::Append;
    operation.destination = destination;
    for (const auto &[where, ids] : groups) {
        operation.account = where.first;
        operation.source = where.second;
        queued += joinOrQueue(operation, ids);
        for (const PlacementId id : ids) {
            refreshBound(id);
            note(&ChangeSet::changed, id, destination);
        }
    }
    return queued;
}

bool MailWriter::isOfThisComputer(FolderId folder)
{
    return !d->isFolderOnServer(folder);
}

bool MailWriter::uploadInstead(OperationId move, PlacementId id)
{
    WriteTransaction transaction(*this);
    const QList<Operation> found = readOperations(*m_db, m_db->query("SELECT ?", move));
    const std::optional<Private::Placement> placement = d->placement(id);
    if (found.isEmpty() || found.first().kind != OperationKind::Move || !placement
        || placement->bound != 0 || !placement->folder)
        return false;
    d->detach(move, id);
    d->queueUploads({{{placement->account, found.first().source}, {id}}},
                    found.first().destination);
    transaction.commit();
    return true;
}

std::optional<MailWriter::UploadIntent> MailWriter::uploadIntent(OperationId operation,
                                                                 PlacementId placement)
{
    Statement row = m_db->query("SELECT uidvalidity, uidnext FROM operation_placement WHERE "
                                "operation = ? AND placement = ? AND uidnext <> 0",
                                operation, placement);
    if (!row.step())
        return std::nullopt;
    return UploadIntent{quint32(row.integer(0)), quint32(row.integer(1))};
}

void MailWriter::noteUpload(OperationId operation, PlacementId placement,
                            const UploadIntent &intent)
{
    WriteTransaction transaction(*this);
    m_db->run("UPDATE operation_placement SET uidvalidity = ?, uidnext = ? WHERE operation = ? AND "
              "placement = ?",
              intent.uidValidity, qMax(1U, intent.uidNext), operation, placement);
    transaction.commit();
}

bool MailWriter::findUploaded(OperationId operation, PlacementId placement,
                              const RemoteFolderRow &folder, const UploadIntent &intent)
{
    if (!keyIn(folder.id, placement).isEmpty())
        return true; // found by its fingerprint as the folder was read
    // A server may have changed the size of it, or a line of its header: then it came as a message
    // of its own, after the upload began. Named by its Message-ID, or else by what a list shows;
    // where an original is to go for it, not much smaller: a header line or two.
    const quint32 from = intent.uidValidity == folder.uidValidity ? intent.uidNext : 0;
    QByteArray key;
    {
        Statement row = m_db->query(
            "SELECT b.key FROM remote_message b JOIN placement p ON p.id = b.placement JOIN "
            "message m ON m.id = p.message JOIN placement mine ON mine.id = ?3 JOIN message ours "
            "ON ours.id = mine.message WHERE b.remote_folder = ?1 AND b.number >= ?2 AND p.id <> "
            "mine.id AND p.folder = ?5 AND p.id NOT IN (SELECT placement FROM operation_placement "
            "WHERE operation = ?4) AND m.message_id = ours.message_id AND (ours.message_id <> x'' "
            "OR (p.from_key = mine.from_key AND p.subject_key = mine.subject_key AND p.size = "
            "mine.size)) AND (p.size + 4096 >= mine.size OR NOT (SELECT removes FROM operation "
            "WHERE "
            "id = ?4)) ORDER BY b.number LIMIT 1",
            folder.id, from, placement, operation, folder.folder);
        if (row.step())
            key = row.blob(0);
    }
    if (key.isEmpty())
        return false;
    relocated(placement, folder.id, key);
    return true;
}

} // namespace Turnstone
