// SPDX-License-Identifier: MIT
// Taking back what the user did: the opposite is an action like any other, so that what wasn't sent
// yet leaves the queue, and what was is followed by its opposite.
#include "store/foldernames.h"
#include "store/writerstate.h"

#include <QCoreApplication>
#include <QScopeGuard>

#include <algorithm>

namespace Turnstone {

namespace {

class UndoText {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::MailWriter)
public:
    static MailError tooLate()
    {
        return {ErrorScope::Message,
                ErrorKind::NotFound,
                RetryClass::Never,
                tr("This can't be undone any more: the server has done it, or it was changed "
                   "meanwhile."),
                {}};
    }
};

FlagChange difference(const FlagState &from, const FlagState &to)
{
    FlagChange change;
    change.add = to.flags & ~from.flags;
    change.remove = from.flags & ~to.flags;
    for (const QString &tag : to.tags) {
        if (!from.tags.contains(tag))
            change.addTags.append(tag);
    }
    for (const QString &tag : from.tags) {
        if (!to.tags.contains(tag))
            change.removeTags.append(tag);
    }
    return change;
}

} // namespace

void MailWriter::beginUndoStep()
{
    d->recording.emplace();
    d->recordedAt.clear();
}

UndoStep MailWriter::endUndoStep(UndoStep::What what)
{
    UndoStep step = std::exchange(d->recording, std::nullopt).value_or(UndoStep());
    d->recordedAt.clear();
    step.what = what;
    return step;
}

qint64 MailWriter::Private::graceEnd()
{
    return recording ? writer.m_store.clock().utcSeconds() + undoGraceSeconds : 0;
}

void MailWriter::Private::record(const Placement &before, FolderId folderAfter,
                                 const FlagState &flagsAfter)
{
    if (!recording)
        return;
    const auto known = recordedAt.constFind(before.id);
    if (known != recordedAt.cend()) { // marked and moved by one action
        recording->messages[*known].folderAfter = folderAfter;
        recording->messages[*known].flagsAfter = flagsAfter;
        return;
    }
    recordedAt.insert(before.id, recording->messages.size());
    recording->messages.append(
        {before.id, before.folder, folderAfter, before.flags, flagsAfter, {}});
}

/// A label was taken away: it can be given again as long as the message stands elsewhere.
void MailWriter::Private::recordWhatIsLeft(const Placement &label)
{
    if (recording && foldersAreLabels(label.account))
        recording->messages[recordedAt.value(label.id)].origin = PlacementId(db.integer(
            "SELECT id FROM placement WHERE message = ? AND id <> ? AND folder IS NOT NULL AND "
            "bound = 1 ORDER BY id LIMIT 1",
            label.message, label.id));
}

void MailWriter::Private::recordCopy(const Placement &original, PlacementId copy, FolderId folder)
{
    if (recording)
        recording->messages.append({copy, {}, folder, original.flags, original.flags, original.id});
}

void MailWriter::Private::record(const UndoStep::FolderChange &change)
{
    if (recording)
        recording->folders.append(change);
}

UndoStep MailWriter::undo(const UndoStep &step,
                          const std::function<ActionTraits(AccountId)> &traits)
{
    beginUndoStep();
    const auto stop = qScopeGuard([this] { d->recording.reset(); });
    const bool transfer = !step.folders.isEmpty()
        && (step.folders.first().how == UndoStep::FolderChange::How::Transferred
            || step.folders.first().how == UndoStep::FolderChange::How::TransferUndone);
    if (transfer) {
        d->undoFolderTransfer(step.folders.first(), step, traits);
    } else {
        for (auto change = step.folders.crbegin(); change != step.folders.crend(); ++change)
            d->undoFolder(*change, traits(change->account));
        d->undoMessages(step, traits);
    }
    UndoStep again = endUndoStep(step.what);
    if (again.isEmpty() && !step.isEmpty())
        throw UndoText::tooLate();
    return again;
}

void MailWriter::Private::undoMessages(const UndoStep &step,
                                       const std::function<ActionTraits(AccountId)> &traits)
{
    std::map<std::pair<AccountId, FolderId>, QList<PlacementId>> moves, copies, labels;
    std::map<AccountId, QList<PlacementId>> deletions, deletionsForGood;
    struct Marks {
        AccountId account;
        FlagChange change;
        QList<PlacementId> ids;
    };
    QList<Marks> marks;
    QHash<PlacementId, const UndoStep::Message *> taken; ///< copies that are deleted
    for (const UndoStep::Message &one : step.messages) {
        const std::optional<Placement> now = placement(one.id);
        if (one.along) {
            if (!one.folderAfter)
                labels[{accountOf(one.folder), one.folder}].append(one.origin);
            else if (now) // else it goes along once more
                forgetUnsentCopy(one);
            continue;
        }
        if (one.origin && !one.folderAfter) { // a copy, or a label, that was taken away
            if (now && !now->folder && restore(one, traits(now->account)))
                continue;
            if (const auto original = placement(one.origin))
                (one.movedFrom ? moves : copies)[{accountOf(one.folder), one.folder}].append(
                    original->id);
            continue;
        }
        if (!now)
            continue;
        if (one.origin && !one.folder) {
            if (now->folder != one.folderAfter)
                continue;
            const std::optional<Placement> original = placement(one.origin);
            if (one.movedFrom && !(original && original->folder)) {
                // The original went when this had arrived: it goes back as it came.
                moves[{accountOf(one.movedFrom), one.movedFrom}].append(one.id);
            } else if (original && !forgetUnsentCopy(one)) { // never what is the only one left
                deletions[now->account].append(one.id);
                taken.insert(one.id, &one);
            }
            continue;
        }
        const FlagChange change = difference(one.flagsAfter, one.flags);
        if (!change.isEmpty()) {
            auto group = std::find_if(marks.begin(), marks.end(), [&](const Marks &other) {
                return other.account == now->account && other.change == change;
            });
            if (group == marks.end())
                group = marks.insert(marks.end(), {now->account, change, {}});
            group->ids.append(one.id);
        }
        if (one.folder == one.folderAfter || now->folder != one.folderAfter)
            continue;
        if (!one.folderAfter)
            restore(one, traits(now->account));
        else if (!one.folder)
            (step.what == UndoStep::What::DeleteForGood ? deletionsForGood
                                                        : deletions)[now->account]
                .append(one.id);
        else
            moves[{now->account, one.folder}].append(one.id);
    }
    for (const auto &[where, ids] : moves) {
        if (accountOf(where.second))
            writer.move(ids, where.second, traits(where.first));
    }
    for (const auto &[where, ids] : copies) {
        if (accountOf(where.second))
            writer.copy(ids, where.second, traits(where.first));
    }
    for (const auto &[where, ids] : labels) { // as far as they didn't come back with their message
        const qsizetype before = recording->messages.size();
        if (accountOf(where.second))
            writer.copy(ids, where.second, traits(where.first));
        for (qsizetype i = before; i < recording->messages.size(); ++i)
            recording->messages[i].along = true;
    }
    for (const auto &[account, ids] : deletions)
        takeOut(ids, true, traits(account)); // of a label's folder: only that label
    for (const auto &[account, ids] : deletionsForGood)
        writer.remove(ids, true, traits(account));
    for (UndoStep::Message &deleted : recording->messages) { // to be copied once more
        if (const UndoStep::Message *copied = taken.value(deleted.id)) {
            deleted.origin = copied->origin;
            deleted.movedFrom = copied->movedFrom;
        }
    }
    for (const Marks &one : std::as_const(marks))
        writer.setFlags(one.ids, one.change, traits(one.account));
}

/// Back from being deleted for good, while the server doesn't know of it.
bool MailWriter::Private::restore(const UndoStep::Message &deleted, const ActionTraits &traits)
{
    WriteTransaction transaction(writer);
    const auto unsent = [&](const char *condition) {
        return OperationId(db.integer(
            std::string("SELECT o.id FROM operation_placement p JOIN operation o ON o.id = "
                        "p.operation WHERE p.placement = ? AND p.role = 0 AND o.state = 0 AND "
                        "o.attempts = 0 AND o.kind IN (?, ?) ")
                + condition + " ORDER BY o.id DESC",
            deleted.id, int(OperationKind::Move), int(OperationKind::Delete)));
    };
    const OperationId waiting = unsent("");
    std::optional<Placement> now = placement(deleted.id);
    if (!waiting || !now || !accountOf(deleted.folder))
        return false;
    const FolderId from(db.integer("SELECT source FROM operation WHERE id = ?", waiting));
    bringLabelsBack(waiting, now->message);
    detach(waiting, deleted.id);
    FolderId stands = deleted.folder;
    if (from != stands && accountOf(from)) { // it was to go by the trash
        if (const OperationId move = unsent("AND o.kind <> 3")) {
            bringLabelsBack(move, now->message);
            detach(move, deleted.id);
        } else {
            stands = from;
        }
    }
    record(*now, stands, now->flags);
    setFolder(*now, stands);
    refreshBound(deleted.id);
    transaction.commit();
    if (stands != deleted.folder)
        writer.move({deleted.id}, deleted.folder, traits);
    return true;
}

/// A copy that the server never heard of.
bool MailWriter::Private::forgetUnsentCopy(const UndoStep::Message &copied)
{
    WriteTransaction transaction(writer);
    const std::optional<Placement> copy = placement(copied.id);
    const bool sent = db.integer("SELECT 1 FROM operation_placement p JOIN operation o ON o.id = "
                                 "p.operation WHERE p.placement = ? AND (o.attempts > 0 OR o.state "
                                 "<> 0)",
                                 copied.id);
    if (!copy || copy->bound != 0 || sent)
        return false;
    if (recording)
        recording->messages.append({copied.id,
                                    copied.folderAfter,
                                    {},
                                    copy->flags,
                                    copy->flags,
                                    copied.origin,
                                    copied.movedFrom,
                                    copied.along});
    deletePlacement(*copy, false);
    transaction.commit();
    return true;
}

void MailWriter::Private::undoFolder(const UndoStep::FolderChange &change,
                                     const ActionTraits &traits)
{
    using How = UndoStep::FolderChange::How;
    const std::optional<Folder> now = writer.folder(change.id);
    switch (change.how) {
    case How::Created:
        if (now)
            // One that had come back goes as it went before, with its mail.
            writer.removeFolder(change.id, !change.path.isEmpty(), traits);
        break;
    case How::Renamed: {
        if (!now || now->path != change.pathAfter)
            break;
        WriteTransaction transaction(writer);
        const qsizetype slash = change.path.lastIndexOf(QLatin1Char('/'));
        const std::optional<Folder> parent = slash > 0
            ? writer.folderByPath(change.account, change.path.first(slash))
            : std::nullopt;
        if (slash > 0 && !parent)
            break;
        relocateFolder(*now, change.path, parent ? parent->id : FolderId(), traits);
        transaction.commit();
        break;
    }
    case How::Removed:
        if (!restoreFolder(change) && !db.integer("SELECT 1 FROM folder WHERE id = ?", change.id))
            writer.createFolder(change.account, change.path, traits);
        break;
    case How::Subscription:
        if (now)
            writer.setSubscribed(change.id, change.subscribed, traits);
        break;
    case How::Transferred:
    case How::TransferUndone:
        break; // undoFolderTransfer
    }
}

bool MailWriter::Private::restoreFolder(const UndoStep::FolderChange &removed)
{
    WriteTransaction transaction(writer);
    const OperationId waiting = neverSent(OperationKind::RemoveFolder, removed.id);
    if (!waiting
        || db.integer("SELECT 1 FROM folder WHERE account = ? AND path = ? AND id <> ?",
                      removed.account, removed.path, removed.id))
        return false;
    takeOff(waiting);
    db.run("UPDATE folder SET removed = 0 WHERE id = ?", removed.id);
    setFolderPath(removed.id, removed.path);
    changes.folders.insert(removed.id);
    record({UndoStep::FolderChange::How::Created, removed.id, removed.account, removed.path,
            removed.path, true});
    transaction.commit();
    return true;
}

} // namespace Turnstone
