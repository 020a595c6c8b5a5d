// SPDX-License-Identifier: MIT
// What waits and hasn't been sent yet may still be changed: equal changes share an operation,
// opposite ones cancel, and of a chain of moves the server hears one. Only operations that were
// never tried are touched; of any other nobody knows what the server has done of it.
#include "store/writerstate.h"

namespace Turnstone {

namespace {

/// An operation names at most so many placements, so that a large selection is replayed, and
/// confirmed, in steps.
constexpr qsizetype placementsAnOperation = 1000;

/// The operations that name a placement, the newest first.
constexpr std::string_view operationsOn =
    "SELECT o.id, o.kind, o.state, o.attempts, p.role, o.source, o.add_flags, o.remove_flags, "
    "o.add_tags, o.remove_tags, o.account FROM operation_placement p JOIN operation o ON o.id = "
    "p.operation WHERE p.placement = ? ORDER BY o.id DESC";

bool wasNeverSent(const Statement &row)
{
    return OperationState(row.integer(2)) == OperationState::Waiting && row.integer(3) == 0;
}

QStringList takeCommon(QStringList &from, const QStringList &other)
{
    QStringList common;
    for (const QString &tag : other) {
        if (from.removeAll(tag) > 0)
            common.append(tag);
    }
    return common;
}

} // namespace

void MailWriter::Private::detach(OperationId operation, PlacementId placement)
{
    // The original of a copy stands in it as well.
    const PlacementId origin(db.integer("SELECT origin FROM operation_placement WHERE operation = "
                                        "? AND placement = ? AND role = 0",
                                        operation, placement));
    db.run("DELETE FROM operation_placement WHERE operation = ? AND placement = ?", operation,
           placement);
    if (origin
        && !db.integer("SELECT 1 FROM operation_placement WHERE operation = ? AND origin = ?",
                       operation, origin))
        db.run("DELETE FROM operation_placement WHERE operation = ? AND placement = ? AND role = 1",
               operation, origin);
    if (!db.integer("SELECT 1 FROM operation_placement WHERE operation = ? AND role = 0",
                    operation))
        takeOff(operation);
    changes.operations = true;
}

FlagChange MailWriter::Private::withoutOpposite(PlacementId placement, FlagChange change)
{
    struct Reduced {
        OperationId operation;
        NewOperation rest;
    };
    const FlagChange wanted = change;
    QList<Reduced> reduced;
    {
        Statement row = db.query(operationsOn, placement);
        while (row.step()) {
            const auto kind = OperationKind(row.integer(1));
            if (kind == OperationKind::Move && row.integer(4) == 0)
                continue; // flags go along
            if (kind != OperationKind::SetFlags || !wasNeverSent(row))
                break; // a copy was made of what it was then
            NewOperation rest;
            rest.account = row.id<AccountId>(10);
            rest.source = row.id<FolderId>(5);
            FlagChange &waiting = rest.change;
            waiting.add = MessageFlags::fromInt(uint(row.integer(6)));
            waiting.remove = MessageFlags::fromInt(uint(row.integer(7)));
            waiting.addTags = tagsFromColumn(row.text(8));
            waiting.removeTags = tagsFromColumn(row.text(9));
            const FlagChange before = waiting;
            const MessageFlags setAndCleared = waiting.add & change.remove;
            const MessageFlags clearedAndSet = waiting.remove & change.add;
            waiting.add &= ~setAndCleared;
            change.remove &= ~setAndCleared;
            waiting.remove &= ~clearedAndSet;
            change.add &= ~clearedAndSet;
            for (const QString &tag : takeCommon(waiting.addTags, change.removeTags))
                change.removeTags.removeAll(tag);
            for (const QString &tag : takeCommon(waiting.removeTags, change.addTags))
                change.addTags.removeAll(tag);
            if (!(waiting == before))
                reduced.append({row.id<OperationId>(0), rest});
        }
    }
    const bool alone = reduced.size() == 1
        && db.integer("SELECT count(*) FROM operation_placement p JOIN operation o ON o.id = "
                      "p.operation WHERE p.placement = ? AND p.role = 0 AND o.kind = ?",
                      placement, int(OperationKind::SetFlags))
            == 1;
    const std::optional<FlagState> known = alone ? remoteFlags(placement) : std::nullopt;
    for (Reduced &one : reduced) {
        detach(one.operation, placement);
        if (known) { // what is left of it may be so already, as where junk is no longer junk
            one.rest.change.add &= ~known->flags;
            one.rest.change.remove &= known->flags;
        }
        if (!one.rest.change.isEmpty())
            joinOrQueue(one.rest, {placement});
    }
    if (!reduced.isEmpty())
        restateAgainst(placement, wanted, &change);
    return change;
}

/// What the server was last known to have of its own key.
std::optional<FlagState> MailWriter::Private::remoteFlags(PlacementId placement)
{
    const std::optional<Binding> bound = writer.binding(placement);
    if (!bound)
        return std::nullopt;
    Statement row = db.query("SELECT flags, tags FROM remote_message WHERE remote_folder = ? AND "
                             "number = ? AND key = ?",
                             bound->remoteFolder, keyNumber(bound->key), bound->key);
    return row.step() ? std::optional(flagsFromColumns(row, 0, 1)) : std::nullopt;
}

/// The server may have come to what waited by another program meanwhile: then the opposite of it
/// has to be said after all.
void MailWriter::Private::restateAgainst(PlacementId placement, const FlagChange &wanted,
                                         FlagChange *left)
{
    const std::optional<FlagState> known = remoteFlags(placement);
    if (!known)
        return;
    const FlagState &remote = *known;
    left->add |= wanted.add & ~remote.flags;
    left->remove |= wanted.remove & remote.flags;
    for (const QString &tag : wanted.addTags) {
        if (!remote.tags.contains(tag) && !left->addTags.contains(tag))
            left->addTags.append(tag);
    }
    for (const QString &tag : wanted.removeTags) {
        if (remote.tags.contains(tag) && !left->removeTags.contains(tag))
            left->removeTags.append(tag);
    }
}

MailWriter::Private::TakenBack MailWriter::Private::takeFromMove(PlacementId placement)
{
    OperationId move;
    TakenBack taken;
    const std::optional<Placement> moved = this->placement(placement);
    {
        Statement row = db.query(operationsOn, placement);
        while (row.step()) {
            const auto kind = OperationKind(row.integer(1));
            if (kind == OperationKind::SetFlags && row.integer(4) == 0)
                continue;
            const bool upload = kind == OperationKind::Append;
            // What was refused has put nothing there.
            const bool refused = OperationState(row.integer(2)) == OperationState::Failed
                && (upload || (moved && moved->bound == 2));
            if ((kind == OperationKind::Move || upload) && row.integer(4) == 0
                && (wasNeverSent(row) || refused)) {
                move = row.id<OperationId>(0);
                taken = {row.id<FolderId>(5), upload};
            }
            break;
        }
    }
    // A folder that was removed or renamed after the move has to find it done.
    if (!move
        || (!taken.wasUpload
            && db.integer("SELECT 1 FROM operation WHERE id > ? AND kind >= 4 AND kind <= 7 AND "
                          "destination = ?",
                          move, taken.source)))
        return {};
    if (moved)
        bringLabelsBack(move, moved->message);
    detach(move, placement);
    return taken;
}

OperationId MailWriter::Private::neverSent(OperationKind kind, FolderId folder)
{
    return OperationId(db.integer("SELECT id FROM operation WHERE kind = ? AND destination = ? AND "
                                  "state = 0 AND attempts = 0 ORDER BY id DESC",
                                  int(kind), folder));
}

bool MailWriter::Private::isLastFolderOperation(OperationId id)
{
    return id
        && !db.integer("SELECT 1 FROM operation WHERE id > ?1 AND kind >= 4 AND kind <= 7 AND "
                       "account = (SELECT account FROM operation WHERE id = ?1)",
                       id);
}

QList<OperationId> MailWriter::Private::joinOrQueue(const NewOperation &operation,
                                                    const QList<PlacementId> &placements,
                                                    const QList<PlacementId> &origins)
{
    // One that says the same and is still to be sent, unless it waits to be undone.
    const OperationId same(db.integer(
        "SELECT id FROM operation WHERE account = ? AND state = 0 AND attempts = 0 AND not_before "
        "= 0 AND kind = ? AND source = ? AND destination = ? AND add_flags = ? AND remove_flags = "
        "? AND add_tags = ? AND remove_tags = ? AND removes = ? ORDER BY id DESC",
        operation.account, int(operation.kind), operation.source, operation.destination,
        qint64(operation.change.add.toInt()), qint64(operation.change.remove.toInt()),
        tagsToColumn(operation.change.addTags), tagsToColumn(operation.change.removeTags),
        operation.removesOriginal || operation.toThisComputer));
    QList<OperationId> queued;
    QList<PlacementId> rest, restOrigins;
    qint64 room = 0;
    if (same && operation.notBefore == 0)
        room = placementsAnOperation
            - db.integer("SELECT count(*) FROM operation_placement WHERE operation = ? AND role = "
                         "0",
                         same);
    for (qsizetype i = 0; i < placements.size(); ++i) {
        const PlacementId placement = placements.at(i), origin = origins.value(i);
        // It must not overtake what else waits for the message, nor what is in there waits for it.
        if (room > 0
            && !db.integer("SELECT 1 FROM operation_placement WHERE (placement = ? AND operation "
                           ">= ?) OR (placement = ? AND operation > ?)",
                           placement, same, origin, same)) {
            attach(same, placement, origin);
            --room;
            if (queued.isEmpty())
                queued.append(same);
        } else {
            rest.append(placement);
            restOrigins.append(origin);
        }
    }
    for (qsizetype i = 0; i < rest.size(); i += placementsAnOperation)
        queued.append(queue(operation, rest.mid(i, placementsAnOperation),
                            restOrigins.mid(i, placementsAnOperation)));
    changes.operations = true;
    return queued;
}

} // namespace Turnstone
