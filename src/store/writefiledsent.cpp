// SPDX-License-Identifier: MIT
// Sent mail that was put into the server's Sent folder, and that the server files by itself later.
#include "store/outboxwriter.h"
#include "store/packed.h"
#include "store/writerstate.h"

namespace Turnstone {

namespace {
// Longer than any server takes to file what it has sent.
constexpr qint64 filedSentSeconds = 7 * 24 * 60 * 60;
} // namespace

void OutboxWriter::noteFiled(RemoteFolderId remoteFolder, PlacementId placement,
                             const QByteArray &key)
{
    WriteTransaction transaction(m_writer);
    const qint64 now = m_store.clock().utcSeconds();
    m_db.run("DELETE FROM filed_sent WHERE filed_at < ?", now - filedSentSeconds);
    m_db.run("INSERT OR REPLACE INTO filed_sent (remote_folder, message_id, key, filed_at) SELECT "
             "?1, m.message_id, ?2, ?3 FROM placement p JOIN message m ON m.id = p.message AND "
             "m.message_id <> x'' WHERE p.id = ?4",
             remoteFolder, key, now, placement);
    transaction.commit();
}

/// The server's own copy is the one that stays, since other devices may have seen it; ours goes by
/// the key that the server gave for it (APPENDUID), so that nothing else can be meant.
void MailWriter::Private::dropFiledTwice(RemoteFolderId remoteFolder, const RemoteFolderInfo &info,
                                         const QList<IncomingMessage> &messages,
                                         QList<Binding> *bindings)
{
    if (!db.integer("SELECT 1 FROM filed_sent WHERE remote_folder = ? LIMIT 1", remoteFolder))
        return;
    for (const IncomingMessage &incoming : messages) {
        QByteArray ours;
        {
            Statement row =
                db.query("SELECT key FROM filed_sent WHERE remote_folder = ? AND message_id = ?",
                         remoteFolder, incoming.envelope.messageId);
            if (!row.step() || row.blob(0) == incoming.key)
                continue;
            ours = row.blob(0);
        }
        std::optional<Placement> shown;
        qint64 written = 0;
        {
            Statement row = db.query(
                "SELECT b.placement, m.envelope FROM remote_message b JOIN placement p ON p.id = "
                "b.placement JOIN message m ON m.id = p.message WHERE b.remote_folder = ? AND "
                "b.number = ? AND b.key = ?",
                remoteFolder, keyNumber(ours), ours);
            if (row.step()) {
                shown = placement(row.id<PlacementId>(0));
                written = envelopeFromPacked(row.blobView(1)).dateUtc;
            }
        }
        // Moved or deleted meanwhile, or another message that only bears the name.
        if (!shown || shown->folder != info.folder || written != incoming.envelope.dateUtc)
            continue;
        db.run("DELETE FROM filed_sent WHERE remote_folder = ? AND message_id = ?", remoteFolder,
               incoming.envelope.messageId);
        const PlacementId hidden = hideWithKeys(shown->id);
        NewOperation operation;
        operation.kind = OperationKind::Delete;
        operation.account = info.account;
        operation.source = info.folder;
        queue(operation, {hidden});
        refreshBound(hidden);
        relocate(shown->id, remoteFolder, incoming.key);
        db.run("UPDATE remote_message SET flags = ?, tags = ? WHERE remote_folder = ? AND number = "
               "? AND key = ?",
               qint64(incoming.flags.flags.toInt()), tagsToColumn(incoming.flags.tags),
               remoteFolder, keyNumber(incoming.key), incoming.key);
        // What ours was marked with so far: theirs is to have it, too.
        const FlagState theirs = withPendingChanges(shown->id, incoming.flags);
        NewOperation marks;
        marks.kind = OperationKind::SetFlags;
        marks.account = info.account;
        marks.source = info.folder;
        marks.change.add = shown->flags.flags & ~theirs.flags;
        for (const QString &tag : shown->flags.tags) {
            if (!theirs.tags.contains(tag))
                marks.change.addTags.append(tag);
        }
        if (!marks.change.isEmpty())
            queue(marks, {shown->id});
        for (Binding &binding : *bindings) {
            if (binding.remoteFolder == remoteFolder && binding.key == incoming.key)
                binding = {remoteFolder, incoming.key, shown->message, shown->id};
        }
    }
}

} // namespace Turnstone
