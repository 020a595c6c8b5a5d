// SPDX-License-Identifier: MIT
#include "store/draftwriter.h"

#include "mail/messagereader.h"
#include "store/draftelsewhere.h"
#include "store/packed.h"
#include "store/sortkeys.h"
#include "store/wholemessage.h"
#include "store/writerstate.h"

namespace Turnstone {

static_assert(int(OperationKind::Delete) == 3 && int(OperationKind::Append) == 8);

DraftWriter::DraftWriter(MailWriter &writer)
    : DraftReader(writer)
    , m_writer(writer)
{ }

DraftWriter::Saved DraftWriter::save(const Save &what, QByteArrayView message,
                                     const ActionTraits &traits)
{
    const auto [id, stored, row] = storeWhole(m_writer, m_store, what.account, message);

    WriteTransaction transaction(m_writer);
    MailWriter::Private &d = *m_writer.d;
    d.insertUnplaced(what.account, id, row);
    if (!what.preview.isEmpty())
        m_db.run("UPDATE message SET preview = ? WHERE id = ?", what.preview, id);
    Saved saved{what.placement, false};
    std::optional<MailWriter::Private::Placement> before = d.placement(what.placement);
    if (!before || before->folder != what.folder || before->account != what.account) {
        saved.wasGone = bool(what.placement);
        before.reset();
    } else if (m_db.integer("SELECT 1 FROM switch_before b JOIN switch_journal j ON j.id = "
                            "b.switch AND j.state IN (0, 2) WHERE b.placement = ?",
                            before->id)) {
        // A change of protocol has counted it, and may have sent it: to that it is deleted, and
        // what comes now is new.
        discardWithin(before->id, traits);
        before.reset();
    }
    if (!before) {
        saved.placement = d.placeFirst(id, what.folder, {Flag::Draft | Flag::Seen, {}});
        d.storeParts(id, what.account, stored, ContentLevel::Everything);
        m_db.run("INSERT INTO draft (placement, account, open) VALUES (?, ?, ?)", saved.placement,
                 what.account, int(what.open));
        queueUpload(saved.placement, what.account, what.folder, what.uploadAtUtc);
        d.refreshBound(saved.placement);
        transaction.commit();
        return saved;
    }

    // Moved here from elsewhere and not yet at the server: it comes from here now.
    QList<OperationId> moves;
    {
        Statement rows = m_db.query("SELECT o.id FROM operation_placement p JOIN operation o ON "
                                    "o.id = p.operation WHERE p.placement = ? AND p.role = 0 AND "
                                    "o.kind = ?",
                                    before->id, int(OperationKind::Move));
        while (rows.step())
            moves.append(rows.id<OperationId>(0));
    }
    for (const OperationId move : std::as_const(moves))
        d.detach(move, before->id);
    const MailWriter::UploadIntent sent = sentAs(before->id);
    const PlacementId hidden =
        before->bound != 0 || sent.uidNext != 0 ? d.hideWithKeys(before->id) : PlacementId();
    forgetSent(before->id);

    d.count(*before, -1);
    m_db.run("UPDATE placement SET message = ?2, attachment = ?3, level = 0, date = ?4, size = ?5, "
             "from_key = ?6, subject_key = ?7, bound = 0 WHERE id = ?1",
             before->id, id, int(row.structure.hasAttachments()), row.receivedUtc, row.size,
             senderSortKey(row.envelope.from), subjectSortKey(row.envelope.subject));
    d.count(*d.placement(before->id), 1);
    d.storeParts(id, what.account, stored, ContentLevel::Everything);
    MailWriter::Private::Placement now = *d.placement(before->id);
    FlagState flags = now.flags;
    flags.flags |= Flag::Draft | Flag::Seen;
    if (flags != now.flags)
        d.setOwnFlags(now, flags);
    d.note(&ChangeSet::changed, now.id, now.folder);
    m_db.run("INSERT INTO draft (placement, account, open) VALUES (?1, ?2, ?3) ON CONFLICT "
             "(placement) DO UPDATE SET open = ?3, unsaved = NULL, changed_elsewhere = "
             "changed_elsewhere & ~?4",
             now.id, what.account, int(what.open), int(DraftElsewhereFlag::Untouched));
    if (queueUpload(now.id, what.account, what.folder, what.uploadAtUtc) && hidden)
        queueDeletion(hidden, now.id, what.folder, what.account, sent);
    else if (hidden)
        d.deletePlacement(*d.placement(hidden), true);
    d.deleteMessageIfUnplaced(before->message);
    d.refreshBound(now.id);
    transaction.commit();
    return saved;
}

PlacementId MailWriter::Private::hideWithKeys(PlacementId shown)
{
    db.run("INSERT INTO placement (message, folder, bound, flags, tags, unread, flagged, "
           "attachment, level, date, size, from_key, subject_key, wish) SELECT message, NULL, "
           "bound, flags, tags, unread, flagged, attachment, level, date, size, from_key, "
           "subject_key, wish FROM placement WHERE id = ?",
           shown);
    const PlacementId hidden(db.lastInsertId());
    db.run("UPDATE remote_message SET placement = ? WHERE placement = ?", hidden, shown);
    db.run("DELETE FROM expected WHERE placement = ?", shown);
    return hidden;
}

void DraftWriter::queueDeletion(PlacementId hidden, PlacementId draft, FolderId folder,
                                AccountId account, const MailWriter::UploadIntent &sent)
{
    MailWriter::Private &d = *m_writer.d;
    MailWriter::Private::NewOperation operation;
    operation.kind = OperationKind::Delete;
    operation.account = account;
    operation.source = folder;
    const OperationId queued = d.queue(operation, {hidden}, {draft});
    m_db.run("UPDATE operation_placement SET uidvalidity = ?, uidnext = ? WHERE operation = ? AND "
             "placement = ?",
             sent.uidValidity, sent.uidNext, queued, hidden);
    d.refreshBound(hidden);
}

/// False where no server has the folder.
bool DraftWriter::queueUpload(PlacementId draft, AccountId account, FolderId folder, qint64 atUtc)
{
    MailWriter::Private &d = *m_writer.d;
    if (!d.isFolderOnServer(folder))
        return false;
    // One that runs may have read what the draft was before.
    const OperationId waiting(m_db.integer(
        "SELECT o.id FROM operation_placement p JOIN operation o ON o.id = p.operation WHERE "
        "p.placement = ? AND p.role = 0 AND o.kind = ? AND o.state <> 1 ORDER BY o.id DESC",
        draft, int(OperationKind::Append)));
    d.changes.operations = true;
    if (waiting) {
        m_db.run("UPDATE operation SET state = 0, not_before = ?, error = '' WHERE id = ?", atUtc,
                 waiting);
        return true;
    }
    MailWriter::Private::NewOperation operation;
    operation.kind = OperationKind::Append;
    operation.account = account;
    operation.source = operation.destination = folder;
    operation.notBefore = atUtc;
    d.queue(operation, {draft});
    return true;
}

/// From where on what was sent of it, and not answered for, would show; uidNext 0: nothing was.
MailWriter::UploadIntent DraftWriter::sentAs(PlacementId draft)
{
    Statement row = m_db.query(
        "SELECT p.uidvalidity, p.uidnext FROM operation_placement p JOIN operation o ON o.id = "
        "p.operation WHERE p.placement = ? AND p.role = 0 AND o.kind IN (?, ?) AND p.uidnext <> 0 "
        "ORDER BY o.id LIMIT 1",
        draft, int(OperationKind::Append), int(OperationKind::Delete));
    return row.step() ? MailWriter::UploadIntent{quint32(row.integer(0)), quint32(row.integer(1))}
                      : MailWriter::UploadIntent();
}

void DraftWriter::forgetSent(PlacementId draft)
{
    m_db.run("UPDATE operation_placement SET uidvalidity = 0, uidnext = 0 WHERE placement = ? AND "
             "role = 0",
             draft);
}

void DraftWriter::keepText(PlacementId draft, const QByteArray &unsaved)
{
    WriteTransaction transaction(m_writer);
    m_db.run("UPDATE draft SET unsaved = ?, open = 1, changed_elsewhere = changed_elsewhere & ~? "
             "WHERE placement = ?",
             unsaved, int(DraftElsewhereFlag::Untouched), draft);
    transaction.commit();
}

bool DraftWriter::close(PlacementId draft)
{
    WriteTransaction transaction(m_writer);
    m_db.run("UPDATE draft SET open = 0 WHERE placement = ?", draft);
    settleGone(draft);
    m_db.run("UPDATE operation SET not_before = 0 WHERE kind = ? AND state = 0 AND attempts = 0 "
             "AND id IN (SELECT operation FROM operation_placement WHERE placement = ? AND role = "
             "0)",
             int(OperationKind::Append), draft);
    const bool waits = m_db.changes() > 0;
    m_writer.d->changes.operations = waits;
    transaction.commit();
    return waits;
}

void DraftWriter::closeAll()
{
    if (!m_db.integer("SELECT 1 FROM draft WHERE open = 1"))
        return;
    WriteTransaction transaction(m_writer);
    const QList<DraftRow> all = drafts();
    m_db.run("UPDATE draft SET open = 0 WHERE open = 1");
    for (const DraftRow &row : all) {
        if (row.open)
            settleGone(row.placement);
    }
    transaction.commit();
}

/// No window has a draft any more that was deleted or changed elsewhere: what was written here
/// since goes to the server, and so does what is nowhere else. What another device made of the very
/// text that stands here takes its place.
void DraftWriter::settleGone(PlacementId draft)
{
    MailWriter::Private &d = *m_writer.d;
    const DraftElsewhere elsewhere(
        int(m_db.integer("SELECT changed_elsewhere FROM draft WHERE placement = ?", draft)));
    const auto placement = d.placement(draft);
    if (!elsewhere.testFlag(DraftElsewhereFlag::Gone) || !placement || !placement->folder)
        return;
    m_db.run("UPDATE draft SET changed_elsewhere = 0 WHERE placement = ?", draft);
    if (elsewhere.testFlag(DraftElsewhereFlag::Untouched) && hasOtherVersion(draft)) {
        m_db.run("DELETE FROM draft WHERE placement = ?", draft);
        d.deletePlacement(*placement, false);
    } else if (placement->bound == 0) {
        queueUpload(draft, placement->account, placement->folder, 0);
        d.refreshBound(draft);
    }
}

void DraftWriter::toldOfChange(PlacementId draft)
{
    WriteTransaction transaction(m_writer);
    m_db.run("UPDATE draft SET changed_elsewhere = changed_elsewhere & ~? WHERE placement = ?",
             int(DraftElsewhereFlag::ToBeTold), draft);
    transaction.commit();
}

FolderId DraftWriter::makeTemplates(AccountId account, const QString &name)
{
    if (const FolderId known = templates(account))
        return known;
    WriteTransaction transaction(m_writer);
    QString free = name;
    for (int i = 2;
         m_db.integer("SELECT 1 FROM folder WHERE account = ? AND path = ?", account, free); ++i)
        free = QStringLiteral("%1 (%2)").arg(name).arg(i);
    const FolderId made = m_writer.d->makeFolder(account, free, FolderRole::None, true);
    m_db.run("INSERT OR REPLACE INTO template_folder (account, folder) VALUES (?, ?)", account,
             made);
    transaction.commit();
    return made;
}

void DraftWriter::discard(PlacementId draft, const ActionTraits &traits)
{
    WriteTransaction transaction(m_writer);
    discardWithin(draft, traits);
    transaction.commit();
}

void DraftWriter::discardWithin(PlacementId draft, const ActionTraits &traits)
{
    MailWriter::Private &d = *m_writer.d;
    std::optional<MailWriter::Private::Placement> placement = d.placement(draft);
    m_db.run("DELETE FROM draft WHERE placement = ?", draft);
    if (!placement || !placement->folder)
        return;
    const FolderId folder = placement->folder;
    const MailWriter::UploadIntent sent = sentAs(draft);
    QList<OperationId> unsent;
    {
        Statement rows = m_db.query("SELECT o.id FROM operation_placement p JOIN operation o ON "
                                    "o.id = p.operation WHERE p.placement = ? AND p.role = 0 AND "
                                    "o.state <> 1",
                                    draft);
        while (rows.step())
            unsent.append(rows.id<OperationId>(0));
    }
    for (const OperationId operation : std::as_const(unsent))
        d.detach(operation, draft);
    const bool atServer = traits.foldersOnServer
        && (placement->bound != 0 || sent.uidNext != 0 || d.isUnderWay(draft));
    if (!atServer) {
        d.deletePlacement(*placement, true);
        return;
    }
    d.setFolder(*placement, {});
    queueDeletion(draft, {}, folder, placement->account, sent);
}

// Upload

/// What it was before, as far as a server has it, or may; the oldest first.
QList<PlacementId> DraftWriter::earlier(PlacementId draft)
{
    QList<PlacementId> ids;
    Statement rows = m_db.query(
        "SELECT h.placement FROM operation_placement mine JOIN operation o ON o.id = "
        "mine.operation AND o.kind = ? JOIN operation_placement h ON h.operation = o.id AND "
        "h.role = 0 WHERE mine.placement = ? AND mine.role = 1 ORDER BY o.id",
        int(OperationKind::Delete), draft);
    while (rows.step())
        ids.append(rows.id<PlacementId>(0));
    return ids;
}

std::optional<DraftWriter::Upload> DraftWriter::upload(PlacementId draft, RemoteFolderId folder)
{
    ReadSnapshot snapshot(m_db);
    const auto placement = m_writer.d->placement(draft);
    if (!placement || !placement->folder)
        return std::nullopt;
    Upload upload;
    upload.message = placement->message;
    upload.isThere = !m_writer.keyIn(folder, draft).isEmpty();
    upload.mayBeThere = sentAs(draft).uidNext != 0;
    const QList<PlacementId> before = earlier(draft);
    for (const PlacementId one : before) {
        const QByteArray key = m_writer.keyIn(folder, one);
        if (!key.isEmpty())
            upload.replaced = key;
        else
            upload.mayBeThere = upload.mayBeThere || sentAs(one).uidNext != 0;
    }
    return upload;
}

bool DraftWriter::noteUpload(OperationId operation, PlacementId draft, MessageId message,
                             const MailWriter::UploadIntent &intent, const QByteArray &replacing,
                             RemoteFolderId folder)
{
    WriteTransaction transaction(m_writer);
    const auto placement = m_writer.d->placement(draft);
    if (!placement || placement->message != message || !placement->folder)
        return false;
    m_db.run("UPDATE operation_placement SET uidvalidity = ?, uidnext = ? WHERE operation = ? AND "
             "placement = ?",
             intent.uidValidity, qMax(1U, intent.uidNext), operation, draft);
    const QList<PlacementId> before = replacing.isEmpty() ? QList<PlacementId>() : earlier(draft);
    for (const PlacementId one : before) {
        // From here on its absence is our own doing.
        if (m_writer.keyIn(folder, one) == replacing)
            m_db.run("UPDATE operation SET attempts = attempts + 1 WHERE kind = ? AND id IN "
                     "(SELECT operation FROM operation_placement WHERE placement = ? AND role = 0)",
                     int(OperationKind::Delete), one);
    }
    transaction.commit();
    return true;
}

void DraftWriter::notReplaced(PlacementId draft)
{
    WriteTransaction transaction(m_writer);
    forgetSent(draft);
    const QList<PlacementId> before = earlier(draft);
    for (const PlacementId one : before)
        m_db.run("UPDATE operation SET attempts = 0 WHERE kind = ? AND state = 0 AND id IN (SELECT "
                 "operation FROM operation_placement WHERE placement = ? AND role = 0)",
                 int(OperationKind::Delete), one);
    transaction.commit();
}

void DraftWriter::uploaded(PlacementId draft, MessageId message, RemoteFolderId folder,
                           const QByteArray &key)
{
    WriteTransaction transaction(m_writer);
    // Written on meanwhile: then what was sent is an earlier one by now.
    const auto placement = m_writer.d->placement(draft);
    const bool isCurrent = placement && placement->message == message;
    const PlacementId sent = isCurrent
        ? draft
        : PlacementId(m_db.integer(
            "SELECT id FROM placement WHERE message = ? AND folder IS NULL ORDER BY id", message));
    if (sent) {
        m_writer.d->relocate(sent, folder, key);
        forgetSent(sent);
    }
    // It is at the server again, whatever was there before.
    m_db.run("UPDATE draft SET changed_elsewhere = changed_elsewhere & ? WHERE placement = ?",
             int(DraftElsewhereFlag::ToBeTold), draft);
    transaction.commit();
}

/// Where a server has changed its size or a line of its header, the fingerprint says nothing: what
/// it is called, and when it was written, does. No other program writes that second of it.
QByteArray DraftWriter::sentWithoutKey(PlacementId sent, const RemoteFolderRow &folder,
                                       const MailWriter::UploadIntent &intent)
{
    const quint32 from = intent.uidValidity == folder.uidValidity ? intent.uidNext : 0;
    Statement ours = m_db.query("SELECT m.message_id, m.envelope FROM placement p JOIN message m "
                                "ON m.id = p.message WHERE p.id = ?",
                                sent);
    if (!ours.step() || ours.blob(0).isEmpty())
        return {};
    const qint64 written = envelopeFromPacked(ours.blobView(1)).dateUtc;
    Statement rows = m_db.query(
        "SELECT b.key, m.envelope FROM remote_message b JOIN placement p ON p.id = b.placement AND "
        "p.folder = ?3 JOIN message m ON m.id = p.message WHERE b.remote_folder = ?1 AND b.number "
        ">= ?2 AND m.message_id = ?4 AND NOT EXISTS (SELECT 1 FROM draft WHERE placement = p.id) "
        "ORDER BY b.number",
        folder.id, from, folder.folder, ours.blob(0));
    while (rows.step()) {
        if (envelopeFromPacked(rows.blobView(1)).dateUtc == written)
            return rows.blob(0);
    }
    return {};
}

void DraftWriter::lookForSent(PlacementId draft, const RemoteFolderRow &folder)
{
    WriteTransaction transaction(m_writer);
    MailWriter::Private &d = *m_writer.d;
    const QList<PlacementId> all = earlier(draft) + QList<PlacementId>{draft};
    for (const PlacementId one : all) {
        const MailWriter::UploadIntent intent = sentAs(one);
        if (intent.uidNext == 0)
            continue;
        if (m_writer.keyIn(folder.id, one).isEmpty()) {
            const QByteArray key = sentWithoutKey(one, folder, intent);
            if (!key.isEmpty()) {
                d.relocate(one, folder.id, key);
            } else if (one != draft) { // it never came
                d.deletePlacement(*d.placement(one), false);
                continue;
            }
        }
        forgetSent(one);
    }
    transaction.commit();
}

void MailWriter::Private::noteDraftChanged(PlacementId hidden)
{
    // Where its deletion was tried, it may be ours that has arrived.
    const PlacementId draft(db.integer(
        "SELECT d.placement FROM operation_placement h JOIN operation o ON o.id = h.operation AND "
        "o.kind = ? AND o.attempts = 0 JOIN operation_placement mine ON mine.operation = o.id AND "
        "mine.role = 1 JOIN draft d ON d.placement = mine.placement WHERE h.placement = ? AND "
        "h.role = 0",
        int(OperationKind::Delete), hidden));
    const std::optional<Placement> written = placement(draft);
    if (!written || !written->folder)
        return;
    db.run("UPDATE draft SET changed_elsewhere = ? WHERE placement = ?",
           int(DraftElsewhereFlag::ToBeTold | DraftElsewhereFlag::Gone), draft);
    note(&ChangeSet::changed, draft, written->folder);
}

bool MailWriter::Private::staysAsDraft(const Placement &lost)
{
    if (!lost.folder
        || !db.integer("SELECT 1 FROM draft WHERE placement = ? AND open = 1", lost.id))
        return false;
    db.run("UPDATE draft SET changed_elsewhere = ? WHERE placement = ?",
           int(DraftElsewhereFlag::ToBeTold | DraftElsewhereFlag::Gone
               | DraftElsewhereFlag::Untouched),
           lost.id);
    note(&ChangeSet::changed, lost.id, lost.folder);
    return true;
}

} // namespace Turnstone
