// SPDX-License-Identifier: MIT
// Messages on their way to a folder of another account. What they come from stays as it is until
// the copy is confirmed: by its key where the folder is on a server, else by the hash of its bytes.
#include "base/sha256.h"
#include "mail/messagereader.h"
#include "store/writerstate.h"

#include <algorithm>

namespace Turnstone {

namespace {
/// So many messages are a step of their own, so that a long selection keeps nobody from writing.
constexpr qsizetype messagesATransfer = 100;
} // namespace

/// A message of another account, and its bytes here, durable but not named yet.
struct MailWriter::Private::Arriving {
    PlacementId origin;
    MessageDetail detail;
    std::optional<ContentWriter::Stored> stored;
};

QList<OperationId> MailWriter::transfer(const QList<PlacementId> &placements, FolderId destination,
                                        bool move, const ActionTraits &traits)
{
    const AccountId account = d->accountOf(destination);
    QList<OperationId> queued;
    for (qsizetype i = 0; i < placements.size(); i += messagesATransfer) {
        ContentWriter contents(m_store, account);
        QList<Private::Arriving> arriving;
        for (const PlacementId id : placements.mid(i, messagesATransfer)) {
            const std::optional<Private::Placement> origin = d->placement(id);
            const auto detail = origin ? this->detail(id) : std::nullopt;
            if (!detail || !origin->folder || origin->account == account)
                continue;
            if (move && d->isOnServerSide(*origin))
                d->refuseWithout(FolderRight::Delete, origin->folder);
            arriving.append({id, *detail,
                             d->copyBytes(detail->row.message, detail->contentSha256,
                                          reserveMessageId(), contents)});
        }
        contents.commit();
        WriteTransaction transaction(*this);
        if (!d->accountOf(destination))
            break; // removed meanwhile; what was stored is taken out with the next sweep
        queued += d->placeArriving(arriving, destination, move, traits);
        transaction.commit();
    }
    return queued;
}

QByteArray MailWriter::Private::wholeSha256(MessageId message)
{
    Statement row =
        db.query("SELECT sha256 FROM part WHERE message = ? AND section = x''", message);
    return row.step() ? row.blob(0) : QByteArray();
}

/// Nothing where the message isn't here as a whole, or not as it was stored.
std::optional<ContentWriter::Stored> MailWriter::Private::copyBytes(MessageId from,
                                                                    const QByteArray &sha256,
                                                                    MessageId to,
                                                                    ContentWriter &contents)
{
    if (sha256.isEmpty())
        return std::nullopt;
    contents.begin(to);
    contents.section({});
    const bool read = writer.readContent(from, {}, [&](QByteArrayView piece) {
        contents.data(piece);
        return true;
    });
    const ContentWriter::Stored stored = contents.end();
    if (read && stored.sha256 == sha256)
        return stored;
    contents.abandon();
    return std::nullopt;
}

QList<OperationId> MailWriter::Private::placeArriving(const QList<Arriving> &arriving,
                                                      FolderId destination, bool move,
                                                      const ActionTraits &traits)
{
    const AccountId account = accountOf(destination);
    const bool onServer = traits.foldersOnServer && isFolderOnServer(destination);
    struct Copies {
        QList<PlacementId> copies, origins, toFetch;
    };
    std::map<FolderId, Copies> groups;
    for (const Arriving &one : arriving) {
        std::optional<Placement> origin = placement(one.origin);
        if (!origin || !origin->folder || (move && isMovingAway(one.origin))) {
            if (one.stored) {
                for (const qint64 content : one.stored->contents)
                    dropContent(account, content);
            }
            continue;
        }
        IncomingMessage incoming;
        incoming.size = one.stored ? one.stored->bytes : origin->size;
        incoming.receivedUtc = one.detail.receivedUtc;
        incoming.flags = origin->flags;
        incoming.envelope = one.detail.envelope;
        incoming.structure = one.detail.structure;
        incoming.fingerprint = envelopeFingerprint(incoming.envelope, incoming.size);
        const Found made = insertMessage(account, destination,
                                         one.stored ? one.stored->message : MessageId(), incoming);
        db.run("UPDATE message SET preview = ? WHERE id = ?", one.detail.row.preview, made.message);
        if (one.stored)
            storeParts(made.message, account, *one.stored, ContentLevel::Everything);
        refreshBound(made.placement);
        pairTransferred(one.origin, made.placement);
        recordCopy(*origin, made.placement, destination);
        if (recording && move)
            recording->messages.last().movedFrom = origin->folder;
        if (!one.stored) {
            setMark(placementsWithAll(origin->message), KeepMark::Wanted);
            db.run("UPDATE message SET not_before = 0 WHERE id = ?", origin->message);
        }
        if (onServer || !one.stored) {
            Copies &group = groups[origin->folder];
            group.copies.append(made.placement);
            group.origins.append(one.origin);
            if (!one.stored)
                group.toFetch.append(made.placement);
        } else if (move) {
            takeAway(*origin);
        }
    }
    QList<OperationId> queued;
    NewOperation operation;
    operation.kind = OperationKind::Transfer;
    operation.account = account;
    operation.destination = destination;
    operation.removesOriginal = move;
    for (const auto &[source, group] : groups) {
        operation.source = source;
        queued += joinOrQueue(operation, group.copies, group.origins);
        // What is done to the original afterwards waits until its bytes have been taken over.
        for (const PlacementId copy : group.toFetch)
            db.run("INSERT OR IGNORE INTO operation_placement (operation, placement, role) SELECT "
                   "operation, origin, 1 FROM operation_placement WHERE placement = ? AND origin "
                   "<> 0",
                   copy);
    }
    return queued;
}

bool MailWriter::Private::isMovingAway(PlacementId origin)
{
    return db.integer("SELECT 1 FROM operation_placement p JOIN operation o ON o.id = p.operation "
                      "WHERE p.origin = ? AND p.origin <> 0 AND o.removes = 1 AND o.state <> 2",
                      origin)
        != 0;
}

/// The message has arrived where it was moved to.
void MailWriter::Private::takeAway(Placement &origin)
{
    const bool known = origin.bound != 0
        || db.integer("SELECT 1 FROM operation_placement WHERE placement = ? AND role = 0",
                      origin.id);
    if (!known) {
        deletePlacement(origin, true);
        return;
    }
    NewOperation operation;
    operation.kind = OperationKind::Delete;
    operation.account = origin.account;
    operation.source = origin.folder;
    setFolder(origin, {});
    joinOrQueue(operation, {origin.id});
    refreshBound(origin.id);
}

MailWriter::Arrival MailWriter::bringOver(OperationId operation, PlacementId copy)
{
    const auto ours = detail(copy);
    if (!ours || !ours->contentSha256.isEmpty())
        return Arrival::Here;
    const PlacementId origin(m_db->integer(
        "SELECT origin FROM operation_placement WHERE operation = ? AND placement = ? AND role = 0",
        operation, copy));
    // Also one that the user has deleted meanwhile, and that stands in no folder any more.
    const std::optional<Private::Placement> theirs = d->placement(origin);
    if (!theirs)
        return Arrival::Lost;
    const QByteArray sha256 = d->wholeSha256(theirs->message);
    if (sha256.isEmpty()) {
        if (theirs->bound == 0)
            return Arrival::Lost;
        if (theirs->mark != KeepMark::Wanted)
            markContent({origin}, KeepMark::Wanted);
        return Arrival::Waits;
    }
    ContentWriter contents(m_store, ours->row.account);
    const auto stored = d->copyBytes(theirs->message, sha256, ours->row.message, contents);
    if (!stored)
        return Arrival::Lost;
    contents.commit();
    WriteTransaction transaction(*this);
    std::optional<Private::Placement> mine = d->placement(copy);
    if (mine && mine->size != stored->bytes) { // what the other server had announced
        const QByteArray fingerprint = envelopeFingerprint(ours->envelope, stored->bytes);
        d->count(*mine, -1);
        mine->size = stored->bytes;
        d->count(*mine, 1);
        m_db->run("UPDATE placement SET size = ? WHERE id = ?", mine->size, copy);
        m_db->run("UPDATE message SET size = ?, fingerprint = ? WHERE id = ?", mine->size,
                  fingerprint, mine->message);
        d->refreshBound(copy);
    }
    QString preview;
    BodyStructure structure;
    {
        Statement row =
            m_db->query("SELECT preview, structure FROM message WHERE id = ?", theirs->message);
        if (row.step()) {
            preview = row.text(0);
            structure = bodyStructureFromBytes(row.blob(1));
        }
    }
    contentStored(*stored, ContentLevel::Everything, preview, {}, structure);
    m_db->run("DELETE FROM operation_placement WHERE operation = ? AND placement = ? AND role = 1",
              operation, origin);
    transaction.commit();
    return Arrival::Here;
}

MailWriter::Arrival MailWriter::arrivedHere(PlacementId id)
{
    const std::optional<Private::Placement> placement = d->placement(id);
    if (!placement)
        return Arrival::Lost;
    const QByteArray sha256 = d->wholeSha256(placement->message);
    if (sha256.isEmpty()) {
        if (placement->mark != KeepMark::Wanted)
            markContent({id}, KeepMark::Wanted);
        return Arrival::Waits;
    }
    Sha256 hash;
    const bool read = readContent(placement->message, {}, [&hash](QByteArrayView piece) {
        hash.add(piece);
        return true;
    });
    return read && hash.result() == sha256 ? Arrival::Here : Arrival::Lost;
}

void MailWriter::transferred(OperationId operation, PlacementId copy, bool atServer)
{
    WriteTransaction transaction(*this);
    PlacementId originId;
    bool removes = false;
    {
        Statement row =
            m_db->query("SELECT p.origin, o.removes FROM operation_placement p JOIN "
                        "operation o ON o.id = p.operation WHERE o.id = ? AND p.placement = ? AND "
                        "p.role = 0 AND o.kind = ?",
                        operation, copy, int(OperationKind::Transfer));
        if (!row.step())
            return;
        originId = row.id<PlacementId>(0);
        removes = row.integer(1) != 0;
    }
    const std::optional<Private::Placement> arrived = d->placement(copy);
    const bool whole = arrived
        && m_db->integer("SELECT 1 FROM part WHERE message = ? AND section = x''",
                         arrived->message);
    if (!whole || (atServer && arrived->bound == 0))
        return; // not confirmed: nothing is taken away
    std::optional<Private::Placement> origin = d->placement(originId);
    if (removes && origin && origin->folder)
        d->takeAway(*origin);
    d->detach(operation, copy);
    d->refreshBound(copy);
    d->note(&ChangeSet::changed, copy, arrived->folder);
    transaction.commit();
}

bool MailWriter::failAlone(OperationId id, PlacementId placement, const MailError &error)
{
    WriteTransaction transaction(*this);
    if (!m_db->integer("SELECT 1 FROM operation_placement WHERE operation = ? AND role = 0 AND "
                       "placement <> ?",
                       id, placement))
        return false;
    m_db->run(
        "INSERT INTO operation (account, kind, state, source, destination, removes, attempts, "
        "created, error) SELECT account, kind, ?, source, destination, removes, attempts, created, "
        "? FROM operation WHERE id = ?",
        int(OperationState::Failed), error.sentence, id);
    m_db->run("UPDATE operation_placement SET operation = ? WHERE operation = ? AND placement = ? "
              "AND role = 0",
              m_db->lastInsertId(), id, placement);
    d->changes.operations = true;
    transaction.commit();
    return true;
}

} // namespace Turnstone
