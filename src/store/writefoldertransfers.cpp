// SPDX-License-Identifier: MIT
// Folders on their way to another account. First the tree is made there, then its mail is copied in
// steps, and what is moved goes from where it was in the transaction that finds that all of it has
// arrived. What is under way stands in the database, so that it goes on after whatever cut it.
#include "base/log.h"
#include "store/foldernames.h"
#include "store/writerstate.h"

#include <QScopeGuard>

namespace Turnstone {

namespace {

constexpr int messagesAStep = 500;
/// folder_transfer.removes: the source is to go; it is out of sight, and its server is to hear of
/// it.
enum Removes { IsMoved = 1, HasArrived = 2 };

} // namespace

struct MailWriter::Private::FolderTransfer {
    qint64 id = 0;
    FolderId source, destination;
    int removes = 0;
};

FolderId MailWriter::transferFolder(FolderId source, AccountId destination, FolderId parent,
                                    bool move, const TraitsOf &traits)
{
    WriteTransaction transaction(*this);
    const FolderId copy = d->beginFolderTransfer(source, destination, parent, {}, move, traits);
    transaction.commit();
    return copy;
}

/// `level`: what it is to be called; empty: as it is.
FolderId MailWriter::Private::beginFolderTransfer(FolderId source, AccountId destination,
                                                  FolderId parent, const QString &level, bool move,
                                                  const TraitsOf &traits)
{
    const std::optional<Folder> top = writer.folder(source);
    const std::optional<Folder> above = parent ? writer.folder(parent) : std::nullopt;
    if (!top || (parent && !above) || !writer.account(destination))
        throw FolderText::gone();
    if (top->account == destination || (above && above->account != destination))
        throw FolderText::badParent(top->name);
    const QList<FolderId> tree = treeOf(source);
    for (const FolderId each : tree) {
        const std::optional<Folder> one = writer.folder(each);
        if (move && one->role != FolderRole::None)
            throw FolderText::hasRole(one->name);
        if (move && traits(top->account).foldersOnServer && isFolderOnServer(each))
            refuseWithout(FolderRight::Remove, each);
    }
    const QString own = top->path.mid(top->path.lastIndexOf(QLatin1Char('/')) + 1);
    const QString wish =
        (above ? above->path + QLatin1Char('/') : QString()) + (level.isEmpty() ? own : level);
    QString path = wish;
    for (int i = 2;
         db.integer("SELECT 1 FROM folder WHERE account = ? AND path = ?", destination, path); ++i)
        path = QStringLiteral("%1 (%2)").arg(wish).arg(i);

    std::optional<UndoStep> step = std::exchange(recording, std::nullopt);
    const auto goOn = qScopeGuard([&] { recording = std::move(step); });
    const FolderId copy = createFolder(destination, path, traits(destination));
    const qint64 id = addFolderTransfer(0, source, copy, move);
    QList<FolderTransfer> transfers = folderTransfers(id);
    makeMissingFolders(id, transfers, traits);
    if (step) {
        UndoStep::FolderChange change;
        change.how = UndoStep::FolderChange::How::Transferred;
        change.id = source;
        change.account = top->account;
        change.path = top->path;
        change.target = copy;
        change.targetAccount = destination;
        change.targetParent = above ? above->path : QString();
        change.removes = move;
        step->folders.append(change);
    }
    return copy;
}

qint64 MailWriter::Private::addFolderTransfer(qint64 top, FolderId source, FolderId destination,
                                              bool removes)
{
    const qint64 number = top == 0 ? reserveOperationNumber() : 0;
    db.run("INSERT INTO folder_transfer (top, source, destination, removes, number, begun) VALUES "
           "(?, ?, ?, ?, ?, ?)",
           top, source, destination, removes, number, writer.m_store.clock().utcSeconds());
    const qint64 id = db.lastInsertId();
    if (top == 0)
        db.run("UPDATE folder_transfer SET top = id WHERE id = ?", id);
    changes.operations = true;
    return id;
}

/// What a person names a change by that isn't one operation.
qint64 MailWriter::Private::reserveOperationNumber()
{
    db.run("INSERT INTO sqlite_sequence (name, seq) SELECT 'operation', 0 WHERE NOT EXISTS (SELECT "
           "1 FROM sqlite_sequence WHERE name = 'operation')");
    db.run("UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'operation'");
    return db.integer("SELECT seq FROM sqlite_sequence WHERE name = 'operation'");
}

/// Those of one tree, the uppermost first.
QList<MailWriter::Private::FolderTransfer> MailWriter::Private::folderTransfers(qint64 top)
{
    QList<FolderTransfer> transfers;
    Statement rows = db.query(
        "SELECT id, source, destination, removes FROM folder_transfer WHERE top = ? ORDER BY id",
        top);
    while (rows.step())
        transfers.append(
            {rows.integer(0), rows.id<FolderId>(1), rows.id<FolderId>(2), int(rows.integer(3))});
    return transfers;
}

void MailWriter::Private::forgetFolderTransfer(qint64 top)
{
    db.run("DELETE FROM folder_transfer_message WHERE transfer IN (SELECT id FROM folder_transfer "
           "WHERE top = ?)",
           top);
    db.run("DELETE FROM folder_transfer WHERE top = ?", top);
    changes.operations = true;
}

void MailWriter::Private::pairTransferred(PlacementId origin, PlacementId copy)
{
    if (pairing != 0)
        db.run("INSERT OR REPLACE INTO folder_transfer_message (transfer, origin, copy) VALUES (?, "
               "?, ?)",
               pairing, origin, copy);
}

bool MailWriter::continueFolderTransfers(const TraitsOf &traits)
{
    QList<qint64> tops;
    {
        Statement rows = m_db->query("SELECT id FROM folder_transfer WHERE id = top ORDER BY id");
        while (rows.step())
            tops.append(rows.integer(0));
    }
    for (const qint64 top : std::as_const(tops)) {
        try {
            if (d->stepFolderTransfer(top, traits))
                return true;
        } catch (const MailError &error) {
            // All or nothing: half a tree would look like the whole.
            if (error.kind != ErrorKind::Space && error.retry == RetryClass::Never)
                d->takeBackFolderTransfer(top, traits);
            throw;
        }
    }
    return false;
}

/// True where something was done, and more may be.
bool MailWriter::Private::stepFolderTransfer(qint64 top, const TraitsOf &traits)
{
    QList<FolderTransfer> transfers = folderTransfers(top);
    if (transfers.first().removes == HasArrived) {
        if (db.integer("SELECT 1 FROM folder_transfer t JOIN operation o ON o.kind = ? AND "
                       "o.destination = t.source WHERE t.top = ?",
                       int(OperationKind::RemoveFolder), top))
            return false;
        WriteTransaction transaction(writer);
        forgetFolderTransfer(top);
        transaction.commit();
        return true;
    }
    const auto gone = [this](FolderId folder) { return !writer.folder(folder).has_value(); };
    if (gone(transfers.first().source) || gone(transfers.first().destination)) {
        WriteTransaction transaction(writer);
        forgetFolderTransfer(top);
        transaction.commit();
        return true;
    }
    {
        WriteTransaction transaction(writer);
        makeMissingFolders(top, transfers, traits);
        transaction.commit();
    }
    for (const FolderTransfer &one : std::as_const(transfers)) {
        if (copyNextOf(one, traits))
            return true;
    }
    const bool removes = transfers.first().removes == IsMoved;
    if (removes && !hasArrived(top, transfers))
        return false;
    if (removes)
        return removeTransferred(top, transfers, traits);
    WriteTransaction transaction(writer);
    forgetFolderTransfer(top);
    transaction.commit();
    return true;
}

/// Those below that came since; inside a transaction. What is made isn't for the user to undo.
void MailWriter::Private::makeMissingFolders(qint64 top, QList<FolderTransfer> &transfers,
                                             const TraitsOf &traits)
{
    QHash<FolderId, FolderId> copies;
    for (const FolderTransfer &one : std::as_const(transfers))
        copies.insert(one.source, one.destination);
    const QList<FolderId> tree = treeOf(transfers.first().source);
    for (const FolderId id : tree) {
        if (copies.contains(id))
            continue;
        const std::optional<Folder> folder = writer.folder(id);
        const std::optional<Folder> above = writer.folder(copies.value(folder->parent));
        if (!above)
            throw FolderText::gone();
        const QString path = above->path + QLatin1Char('/')
            + folder->path.mid(folder->path.lastIndexOf(QLatin1Char('/')) + 1);
        const std::optional<Folder> there = writer.folderByPath(above->account, path);
        const FolderId copy =
            there ? there->id : createFolder(above->account, path, traits(above->account));
        const int removes = transfers.first().removes;
        const qint64 row = addFolderTransfer(top, id, copy, removes);
        transfers.append({row, id, copy, removes});
        copies.insert(id, copy);
    }
}

bool MailWriter::Private::copyNextOf(const FolderTransfer &transfer, const TraitsOf &traits)
{
    QList<PlacementId> next;
    {
        Statement rows = db.query("SELECT id FROM placement p WHERE folder = ? AND NOT EXISTS "
                                  "(SELECT 1 FROM folder_transfer_message m WHERE m.origin = p.id "
                                  "AND m.transfer = ?) ORDER BY id LIMIT ?",
                                  transfer.source, transfer.id, messagesAStep);
        while (rows.step())
            next.append(rows.id<PlacementId>(0));
    }
    if (next.isEmpty())
        return false;
    {
        pairing = transfer.id;
        const auto end = qScopeGuard([this] { pairing = 0; });
        writer.copy(next, transfer.destination, traits(accountOf(transfer.destination)));
    }
    // What couldn't be copied isn't tried for ever; a move leaves its source where it is.
    WriteTransaction transaction(writer);
    for (const PlacementId origin : std::as_const(next))
        db.run("INSERT OR IGNORE INTO folder_transfer_message (transfer, origin, copy) SELECT ?, "
               "id, 0 FROM placement WHERE id = ?",
               transfer.id, origin);
    transaction.commit();
    return true;
}

/// Whether every message is there: with its key where the folder is on a server, else with bytes
/// that were read again. One that somebody took away there, or that the user gave up, ends the move
/// with the source as it is.
bool MailWriter::Private::hasArrived(qint64 top, const QList<FolderTransfer> &transfers)
{
    if (db.integer("SELECT 1 FROM folder_transfer t JOIN folder_transfer_message m ON m.transfer = "
                   "t.id JOIN operation_placement p ON p.placement = m.copy AND p.role = 0 JOIN "
                   "operation o ON o.id = p.operation AND o.kind = ? WHERE t.top = ?",
                   int(OperationKind::Transfer), top))
        return false;
    if (db.integer("SELECT 1 FROM folder_transfer t JOIN folder_transfer_message m ON m.transfer = "
                   "t.id WHERE t.top = ? AND NOT EXISTS (SELECT 1 FROM placement WHERE id = "
                   "m.copy) AND EXISTS (SELECT 1 FROM placement WHERE id = m.origin AND folder = "
                   "t.source)",
                   top)) {
        qCInfo(lcStore) << "a folder isn't moved to the other account: not all of it got there";
        WriteTransaction transaction(writer);
        forgetFolderTransfer(top);
        transaction.commit();
        return false;
    }
    for (const FolderTransfer &one : transfers) {
        // Mail that was never listed here would go with its folder.
        if (db.integer("SELECT 1 FROM remote_folder r JOIN incoming_server s ON s.id = "
                       "r.incoming_server AND s.retired_at IS NULL JOIN folder f ON f.id = "
                       "r.folder AND f.selectable = 1 WHERE r.folder = ? AND (r.uidvalidity = 0 "
                       "OR r.backfill_below > 1)",
                       one.source))
            return false;
        const bool onServer = isFolderOnServer(one.destination);
        QList<PlacementId> copies;
        {
            Statement rows = db.query("SELECT p.id, p.bound FROM folder_transfer_message m JOIN "
                                      "placement p ON p.id = m.copy WHERE m.transfer = ?",
                                      one.id);
            while (rows.step()) {
                if (onServer && rows.integer(1) == 0)
                    return false;
                copies.append(rows.id<PlacementId>(0));
            }
        }
        for (const PlacementId copy : std::as_const(copies)) {
            if (!onServer && writer.arrivedHere(copy) != Arrival::Here)
                return false;
        }
    }
    return true;
}

bool MailWriter::Private::removeTransferred(qint64 top, const QList<FolderTransfer> &transfers,
                                            const TraitsOf &traits)
{
    const ActionTraits here = traits(accountOf(transfers.first().source));
    // Of a folder that no server has, each message by itself: its key may be in another one.
    for (const FolderTransfer &one : transfers) {
        if (isFolderOnServer(one.source))
            continue;
        QList<PlacementId> origins;
        {
            Statement rows =
                db.query("SELECT p.id FROM folder_transfer_message m JOIN placement p ON p.id = "
                         "m.origin AND p.folder = ? WHERE m.transfer = ?",
                         one.source, one.id);
            while (rows.step())
                origins.append(rows.id<PlacementId>(0));
        }
        writer.remove(origins, true, here);
    }
    WriteTransaction transaction(writer);
    // What came meanwhile is to be copied first.
    const QList<FolderId> tree = treeOf(transfers.first().source);
    bool more = tree.size() != transfers.size();
    for (const FolderTransfer &one : transfers)
        more = more
            || db.integer("SELECT 1 FROM placement p WHERE folder = ? AND NOT EXISTS (SELECT 1 "
                          "FROM folder_transfer_message m WHERE m.origin = p.id AND m.transfer = "
                          "?)",
                          one.source, one.id);
    if (more)
        return true;
    removeFolder(transfers.first().source, true, here);
    // Until the server has removed it, marks made there by others come along.
    db.run("UPDATE folder_transfer SET removes = ? WHERE top = ?", int(HasArrived), top);
    transaction.commit();
    return true;
}

void MailWriter::Private::carryMarks(const Placement &before, const FlagState &now)
{
    if (!somethingMovesAway)
        somethingMovesAway =
            db.integer("SELECT EXISTS (SELECT 1 FROM folder_transfer WHERE removes > 0) OR EXISTS "
                       "(SELECT 1 FROM operation WHERE kind = ? AND removes = 1)",
                       int(OperationKind::Transfer))
            != 0;
    if (!*somethingMovesAway)
        return;
    // Deleted says what is to be done with the one at the source.
    FlagChange change{now.flags & ~before.flags.flags & ~MessageFlags(Flag::Deleted),
                      before.flags.flags & ~now.flags & ~MessageFlags(Flag::Deleted),
                      {},
                      {}};
    for (const QString &tag : now.tags) {
        if (!before.flags.tags.contains(tag, Qt::CaseInsensitive))
            change.addTags.append(tag);
    }
    for (const QString &tag : before.flags.tags) {
        if (!now.tags.contains(tag, Qt::CaseInsensitive))
            change.removeTags.append(tag);
    }
    if (change.isEmpty())
        return;
    QList<PlacementId> copies;
    {
        Statement rows = db.query(
            "SELECT m.copy FROM folder_transfer t JOIN folder_transfer_message m ON "
            "m.transfer = t.id AND m.origin = ?1 WHERE t.removes > 0 AND m.copy <> 0 UNION "
            "SELECT p.placement FROM operation_placement p JOIN operation o ON o.id = "
            "p.operation AND o.kind = ?2 AND o.removes = 1 WHERE p.origin = ?1 AND "
            "p.origin <> 0 AND p.role = 0",
            before.id, int(OperationKind::Transfer));
        while (rows.step())
            copies.append(rows.id<PlacementId>(0));
    }
    // Undone, the original is marked again, and with it the copy.
    std::optional<UndoStep> kept = std::exchange(recording, std::nullopt);
    const auto goOn = qScopeGuard([&] { recording = std::move(kept); });
    for (const PlacementId id : std::as_const(copies)) {
        const std::optional<Placement> copy = placement(id);
        if (!copy || !copy->folder)
            continue;
        ActionTraits there;
        there.flagsOnServer = there.foldersOnServer = isFolderOnServer(copy->folder);
        try {
            changeFlags({id}, change, there);
        } catch (const MailError &error) {
            if (error.kind != ErrorKind::Permission)
                throw;
            qCInfo(lcStore) << "a mark stays behind: the other server doesn't allow it";
        }
    }
}

void MailWriter::discardFolderMove(qint64 id, const TraitsOf &traits)
{
    d->takeBackFolderTransfer(id, traits);
}

bool MailWriter::marksComeAlong(FolderId source)
{
    return m_db->integer("SELECT 1 FROM folder_transfer WHERE source = ? AND removes = ?", source,
                         int(HasArrived))
        != 0;
}

/// What the server of the destination never heard of leaves the queue; the rest is deleted there.
/// Copies whose original has gone are all there is, and stay.
void MailWriter::Private::takeBackFolderTransfer(qint64 top, const TraitsOf &traits)
{
    const QList<FolderTransfer> transfers = folderTransfers(top);
    if (transfers.isEmpty())
        return;
    QList<PlacementId> known;
    const FolderId target = transfers.first().destination;
    {
        WriteTransaction transaction(writer);
        QList<PlacementId> copies;
        {
            Statement rows = db.query(
                "SELECT m.copy FROM folder_transfer t JOIN folder_transfer_message m ON m.transfer "
                "= t.id JOIN placement o ON o.id = m.origin AND o.folder IS NOT NULL WHERE t.top = "
                "?",
                top);
            while (rows.step())
                copies.append(rows.id<PlacementId>(0));
        }
        forgetFolderTransfer(top);
        for (const PlacementId id : std::as_const(copies)) {
            const std::optional<Placement> copy = placement(id);
            if (!copy || !copy->folder)
                continue;
            const bool sent =
                db.integer("SELECT 1 FROM operation_placement p JOIN operation o ON o.id = "
                           "p.operation WHERE p.placement = ? AND (o.attempts > 0 OR o.state <> 0)",
                           id);
            if (copy->bound == 0 && !sent)
                deletePlacement(*copy, false);
            else
                known.append(id);
        }
        transaction.commit();
    }
    const ActionTraits there = traits(accountOf(target));
    writer.remove(known, true, there);
    removeTreeIfEmpty(target, there);
}

void MailWriter::Private::removeTreeIfEmpty(FolderId folder, const ActionTraits &traits)
{
    if (!writer.folder(folder))
        return;
    WriteTransaction transaction(writer);
    const QList<FolderId> tree = treeOf(folder);
    for (const FolderId each : tree) {
        if (db.integer("SELECT 1 FROM placement WHERE folder = ?", each))
            return;
    }
    removeFolder(folder, true, traits);
    transaction.commit();
}

void MailWriter::Private::undoFolderTransfer(const UndoStep::FolderChange &change,
                                             const UndoStep &step, const TraitsOf &traits)
{
    using How = UndoStep::FolderChange::How;
    if (change.how == How::TransferUndone) {
        redoFolderTransfer(change, traits);
        return;
    }
    const qint64 openTop = db.integer(
        "SELECT id FROM folder_transfer WHERE id = top AND source = ? AND destination = ? AND "
        "removes <> ?",
        change.id, change.target, int(HasArrived));
    const bool sourceIsThere = writer.folder(change.id).has_value();
    if (openTop == 0 && !writer.folder(change.target))
        return;
    if (openTop == 0 && change.removes) {
        if (sourceIsThere)
            return; // it ended with what it came from untouched; what is there is the user's
        // It went when all had arrived: it goes back as it came.
        const qsizetype slash = change.path.lastIndexOf(QLatin1Char('/'));
        const std::optional<Folder> parent = slash > 0
            ? writer.folderByPath(change.account, change.path.first(slash))
            : std::nullopt;
        WriteTransaction transaction(writer);
        beginFolderTransfer(change.target, change.account, parent ? parent->id : FolderId(),
                            change.path.mid(slash + 1), true, traits);
        transaction.commit();
        return;
    }
    if (openTop != 0) {
        std::optional<UndoStep> kept = std::exchange(recording, std::nullopt);
        const auto goOn = qScopeGuard([&] { recording = std::move(kept); });
        takeBackFolderTransfer(openTop, traits);
    }
    if (!change.removes) {
        undoMessages(step, traits);
        recording->messages.clear(); // they come with their folder, should it come again
        recordedAt.clear();
        std::optional<UndoStep> kept = std::exchange(recording, std::nullopt);
        const auto goOn = qScopeGuard([&] { recording = std::move(kept); });
        removeTreeIfEmpty(change.target, traits(change.targetAccount));
    }
    UndoStep::FolderChange undone = change;
    undone.how = How::TransferUndone;
    record(undone);
}

void MailWriter::Private::redoFolderTransfer(const UndoStep::FolderChange &undone,
                                             const TraitsOf &traits)
{
    const bool below = !undone.targetParent.isEmpty();
    const auto parent =
        below ? writer.folderByPath(undone.targetAccount, undone.targetParent) : std::nullopt;
    if (!writer.folder(undone.id) || (below && !parent))
        return;
    WriteTransaction transaction(writer);
    beginFolderTransfer(undone.id, undone.targetAccount, parent ? parent->id : FolderId(), {},
                        undone.removes, traits);
    transaction.commit();
}

} // namespace Turnstone
