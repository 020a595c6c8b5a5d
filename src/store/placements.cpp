// SPDX-License-Identifier: MIT
// The one place that changes placements: counters, notices and bindings follow from here.
#include "store/writerstate.h"

#include <QtEndian>

namespace Turnstone {

qint64 keyNumber(const QByteArray &key)
{
    if (key.isEmpty() || key.size() > 10 || (key.front() == '0' && key.size() > 1))
        return -1;
    qint64 number = 0;
    for (const char c : key) {
        if (c < '0' || c > '9')
            return -1;
        number = number * 10 + (c - '0');
    }
    return number;
}

qint64 fingerprintPrefix(const QByteArray &fingerprint)
{
    return fingerprint.size() < 8 ? 0 : qFromLittleEndian<qint64>(fingerprint.constData());
}

std::optional<MailWriter::Private::Placement> MailWriter::Private::placement(PlacementId id)
{
    Statement row = db.query(
        "SELECT p.message, p.folder, m.account, p.bound, p.flags, p.tags, p.level, m.bytes, "
        "m.fingerprint, p.size, p.wish FROM placement p JOIN message m ON m.id = p.message WHERE "
        "p.id = ?",
        id);
    if (!row.step())
        return std::nullopt;
    return Placement{id,
                     row.id<MessageId>(0),
                     row.id<FolderId>(1),
                     row.id<AccountId>(2),
                     int(row.integer(3)),
                     flagsFromColumns(row, 4, 5),
                     ContentLevel(row.integer(6)),
                     row.integer(7),
                     row.integer(9),
                     KeepMark(row.integer(10)),
                     row.blob(8)};
}

QList<PlacementId> MailWriter::Private::placementsOf(MessageId message)
{
    QList<PlacementId> ids;
    Statement rows = db.query("SELECT id FROM placement WHERE message = ? ORDER BY id", message);
    while (rows.step())
        ids.append(rows.id<PlacementId>(0));
    return ids;
}

void MailWriter::Private::setFlags(Placement &placement, const FlagState &flags)
{
    if (placement.flags == flags)
        return;
    setOwnFlags(placement, flags);
    if (!foldersAreLabels(placement.account))
        return;
    const QList<PlacementId> all = placementsOf(placement.message);
    for (const PlacementId id : all) {
        std::optional<Placement> other = id != placement.id ? this->placement(id) : std::nullopt;
        if (other && other->flags != flags)
            setOwnFlags(*other, flags);
    }
}

void MailWriter::Private::setOwnFlags(Placement &placement, const FlagState &flags)
{
    carryMarks(placement, flags);
    const bool wasUnread = !placement.flags.flags.testFlag(Flag::Seen);
    const bool unread = !flags.flags.testFlag(Flag::Seen);
    db.run("UPDATE placement SET flags = ?, tags = ?, unread = ?, flagged = ? WHERE id = ?",
           qint64(flags.flags.toInt()), tagsToColumn(flags.tags), unread,
           flags.flags.testFlag(Flag::Flagged), placement.id);
    if (wasUnread != unread && placement.folder)
        counters[placement.folder].unread += unread ? 1 : -1;
    placement.flags = flags;
    note(&ChangeSet::changed, placement.id, placement.folder);
}

void MailWriter::Private::setFolder(Placement &placement, FolderId folder)
{
    count(placement, -1);
    if (placement.folder)
        note(&ChangeSet::removed, placement.id, placement.folder);
    if (folder)
        db.run("UPDATE placement SET folder = ? WHERE id = ?", folder, placement.id);
    else
        db.run("UPDATE placement SET folder = NULL WHERE id = ?", placement.id);
    placement.folder = folder;
    count(placement, 1);
    if (folder)
        note(&ChangeSet::added, placement.id, folder);
}

void MailWriter::Private::deletePlacement(const Placement &placement, bool remembered)
{
    // Operations that have nothing left to act on are done.
    QList<OperationId> emptied;
    {
        Statement operations = db.query(
            "SELECT operation FROM operation_placement p WHERE placement = ? AND role = 0 AND NOT "
            "EXISTS (SELECT 1 FROM operation_placement o WHERE o.operation = p.operation AND "
            "o.role = "
            "0 AND o.placement <> p.placement)",
            placement.id);
        while (operations.step())
            emptied.append(operations.id<OperationId>(0));
    }
    db.run("DELETE FROM operation_placement WHERE placement = ?", placement.id);
    for (const OperationId operation : std::as_const(emptied))
        takeOff(operation);

    db.run("DELETE FROM expected WHERE placement = ?", placement.id);
    if (!remembered) {
        db.run(
            "DELETE FROM remote_message WHERE placement = ? AND remote_folder IN (SELECT r.id FROM "
            "remote_folder r JOIN incoming_server s ON s.id = r.incoming_server WHERE s.retired_at "
            "IS NULL)",
            placement.id);
    }
    // Retired bindings stay too, without their message: "known" is what they are kept for.
    db.run("UPDATE remote_message SET placement = NULL, message = NULL, deleted_here = 1 "
           "WHERE placement = ?",
           placement.id);
    db.run("UPDATE lost_key SET placement = NULL, deleted_here = 1 WHERE placement = ?",
           placement.id);
    db.run("UPDATE removed_key SET placement = NULL WHERE placement = ?", placement.id);
    // A change of protocol that runs (open: 0, undoing: 2) counts what is gone by anything else.
    db.run("UPDATE switch_before SET removed = 1 WHERE placement = ? AND switch IN (SELECT id FROM "
           "switch_journal WHERE state IN (0, 2))",
           placement.id);
    db.run("DELETE FROM draft WHERE placement = ?", placement.id);
    db.run("DELETE FROM placement WHERE id = ?", placement.id);
    if (placement.folder) {
        count(placement, -1);
        note(&ChangeSet::removed, placement.id, placement.folder);
    }
    deleteMessageIfUnplaced(placement.message);
}

PlacementId MailWriter::Private::copyPlacement(const Placement &original, FolderId folder)
{
    db.run(
        "INSERT INTO placement (message, folder, bound, flags, tags, unread, flagged, attachment, "
        "level, date, size, from_key, subject_key, wish) SELECT message, ?, 0, flags, tags, "
        "unread, flagged, attachment, level, date, size, from_key, subject_key, wish FROM "
        "placement WHERE id = ?",
        folder, original.id);
    const PlacementId copy(db.lastInsertId());
    Placement counted = original;
    counted.folder = folder;
    counted.bound = 0;
    count(counted, 1);
    note(&ChangeSet::added, copy, folder);
    return copy;
}

void MailWriter::Private::deleteMessageIfUnplaced(MessageId message)
{
    if (db.integer("SELECT 1 FROM placement WHERE message = ?", message))
        return;
    if (db.integer("SELECT 1 FROM outbox WHERE message = ?", message)) {
        // Some of its recipients still wait for it. What the server called it is over.
        db.run("DELETE FROM email_id WHERE message = ?", message);
        return;
    }
    {
        Statement parts = db.query("SELECT account, content FROM part WHERE message = ?", message);
        while (parts.step())
            dropContent(parts.id<AccountId>(0), parts.integer(1));
    }
    db.run("DELETE FROM part WHERE message = ?", message);
    db.run("DELETE FROM email_id WHERE message = ?", message);
    db.run("DELETE FROM message WHERE id = ?", message);
}

void MailWriter::Private::dropContent(AccountId account, qint64 content)
{
    db.run("INSERT OR IGNORE INTO content_garbage (account, content) VALUES (?, ?)", account,
           content);
    ++garbage;
}

void MailWriter::Private::refreshBound(PlacementId id)
{
    const std::optional<Placement> current = placement(id);
    if (!current)
        return;
    int bound = 0;
    {
        Statement bindings =
            db.query("SELECT r.folder FROM remote_message b JOIN remote_folder r ON r.id = "
                     "b.remote_folder JOIN "
                     "incoming_server s ON s.id = r.incoming_server AND s.retired_at IS NULL "
                     "WHERE b.placement = ?",
                     id);
        while (bindings.step()) {
            if (bindings.id<FolderId>(0) == current->folder)
                bound = 1;
            else if (bound == 0)
                bound = 2;
        }
    }
    if (bound != current->bound) {
        db.run("UPDATE placement SET bound = ? WHERE id = ?", bound, id);
        if (current->folder)
            counters[current->folder].onlyHere += int(bound == 0) - int(current->bound == 0);
        note(&ChangeSet::changed, id, current->folder);
    }
    db.run("DELETE FROM expected WHERE placement = ?", id);
    const auto expect = [&](FolderId folder) {
        db.run("INSERT OR IGNORE INTO expected (folder, fingerprint, placement) VALUES (?, ?, ?)",
               folder, fingerprintPrefix(current->fingerprint), id);
    };
    if (current->folder && bound != 1)
        expect(current->folder);
    if (const FolderId there = current->folder ? FolderId() : deletedBehindItsMove(id))
        expect(there);
    if (bound == 0) {
        // Its key became void while the server still has it where it was moved or deleted from.
        Statement sources = db.query(
            "SELECT o.source FROM operation_placement p JOIN operation o ON o.id = p.operation "
            "WHERE p.placement = ? AND p.role = 0 AND o.kind IN (?, ?) ORDER BY o.id LIMIT 1",
            id, int(OperationKind::Move), int(OperationKind::Delete));
        if (sources.step())
            expect(sources.id<FolderId>(0));
        if (current->folder
            && db.integer("SELECT 1 FROM operation_placement WHERE placement = ? AND lost = 1", id))
            expect({}); // in whatever folder
    }
}

FolderId MailWriter::Private::deletedBehindItsMove(PlacementId id)
{
    return FolderId(db.integer(
        "SELECT m.destination FROM operation_placement p JOIN operation m ON m.id = p.operation "
        "AND m.kind = ?2 AND m.state <> 2 WHERE p.placement = ?1 AND p.role = 0 AND EXISTS (SELECT "
        "1 FROM operation_placement q JOIN operation o ON o.id = q.operation AND o.kind = ?3 WHERE "
        "q.placement = ?1 AND q.role = 0 AND o.source = m.destination) ORDER BY m.id DESC",
        id, int(OperationKind::Move), int(OperationKind::Delete)));
}

bool MailWriter::Private::keepsTags(FolderId folder)
{
    return !db.integer("SELECT 1 FROM folder WHERE id = ? AND keeps_tags = 0", folder);
}

FlagState MailWriter::Private::withOwnTags(const Placement &placement, const QStringList &before,
                                           FlagState now)
{
    if (placement.flags.tags.isEmpty() || keepsTags(placement.folder))
        return now;
    for (const QString &tag : placement.flags.tags) {
        if (!now.tags.contains(tag) && !before.contains(tag))
            now.tags.append(tag);
    }
    return now;
}

FlagState MailWriter::Private::withPendingChanges(PlacementId id, FlagState flags)
{
    // Where a message has one set of flags, what waits for another of its placements counts too.
    const std::optional<Placement> changed = placement(id);
    const bool shared = changed && foldersAreLabels(changed->account);
    Statement pending = shared
        ? db.query(
            "SELECT o.add_flags, o.remove_flags, o.add_tags, o.remove_tags FROM operation o "
            "WHERE o.kind = ? AND o.id IN (SELECT p.operation FROM placement q JOIN "
            "operation_placement p ON p.placement = q.id AND p.role = 0 WHERE q.message = ?) "
            "ORDER BY o.id",
            int(OperationKind::SetFlags), changed->message)
        : db.query("SELECT o.add_flags, o.remove_flags, o.add_tags, o.remove_tags FROM "
                   "operation_placement p JOIN operation o ON o.id = p.operation WHERE p.placement "
                   "= ? AND p.role = 0 AND o.kind = ? ORDER BY o.id",
                   id, int(OperationKind::SetFlags));
    while (pending.step()) {
        flags = applied(flags,
                        {MessageFlags::fromInt(uint(pending.integer(0))),
                         MessageFlags::fromInt(uint(pending.integer(1))),
                         tagsFromColumn(pending.text(2)), tagsFromColumn(pending.text(3))});
    }
    return flags;
}

bool MailWriter::Private::isOnServerSide(const Placement &placement)
{
    return placement.bound != 0
        || db.integer("SELECT 1 FROM operation_placement WHERE placement = ? AND role = 0",
                      placement.id)
        || (placement.folder && isFolderOnServer(placement.folder));
}

} // namespace Turnstone
