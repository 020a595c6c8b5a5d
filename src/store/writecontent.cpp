// SPDX-License-Identifier: MIT
// What of a message is here.
#include "store/packed.h"
#include "store/sortkeys.h"
#include "store/threading.h"
#include "store/writerstate.h"

namespace Turnstone {

void MailWriter::Private::storeParts(MessageId message, AccountId account,
                                     const ContentWriter::Stored &stored, ContentLevel level)
{
    const bool wholeHere =
        db.integer("SELECT 1 FROM part WHERE message = ? AND section = x''", message) != 0;
    const bool wholeComes = stored.sections.contains(QByteArray(""));
    for (qsizetype i = 0; i < stored.sections.size(); ++i) {
        const QByteArray &section = stored.sections.at(i);
        // Sections are cut from the whole where that is here, so nothing is kept twice.
        if ((wholeHere || wholeComes) && !section.isEmpty()) {
            dropContent(account, stored.contents.at(i));
            continue;
        }
        const qint64 before = db.integer(
            "SELECT content FROM part WHERE message = ? AND section = ?", message, section);
        if (before != 0)
            dropContent(account, before);
        db.run("INSERT OR REPLACE INTO part (message, section, account, content, bytes, sha256) "
               "VALUES "
               "(?, ?, ?, ?, ?, ?)",
               message, section, account, stored.contents.at(i), stored.sectionBytes.at(i),
               stored.sectionSha256.at(i));
    }
    if (wholeComes) {
        {
            Statement parts =
                db.query("SELECT content FROM part WHERE message = ? AND section <> x''", message);
            while (parts.step())
                dropContent(account, parts.integer(0));
        }
        db.run("DELETE FROM part WHERE message = ? AND section <> x''", message);
    }

    const qint64 bytes = db.integer("SELECT sum(bytes) FROM part WHERE message = ?", message);
    const auto known = ContentLevel(db.integer("SELECT level FROM message WHERE id = ?", message));
    setContent(message, qMax(known, level), bytes);
    db.run("UPDATE message SET not_before = 0, fetch_error = '', "
           "fetched = CASE WHEN ? AND fetched = 0 THEN ? ELSE fetched END WHERE id = ?",
           level == ContentLevel::Everything, writer.m_store.clock().utcSeconds(), message);
    if (!wholeComes)
        return;
    // What goes to another account has waited for this.
    db.run(
        "UPDATE operation SET not_before = ? WHERE kind = ? AND state = 0 AND id IN (SELECT "
        "o.operation FROM placement p JOIN operation_placement o ON o.placement = p.id AND o.role "
        "= 1 WHERE p.message = ?)",
        writer.m_store.clock().utcSeconds(), int(OperationKind::Transfer), message);
    changes.operations = changes.operations || db.changes() > 0;
}

void MailWriter::Private::setContent(MessageId message, ContentLevel level, qint64 bytes)
{
    const QList<PlacementId> ids = placementsOf(message);
    for (const PlacementId id : ids) {
        Placement one = *placement(id);
        count(one, -1);
        one.level = level;
        one.bytes = bytes;
        count(one, 1);
        db.run("UPDATE placement SET level = ? WHERE id = ?", int(level), id);
        note(&ChangeSet::changed, id, one.folder);
    }
    db.run("UPDATE message SET bytes = ?, level = ? WHERE id = ?", bytes, int(level), message);
}

void MailWriter::contentStored(const ContentWriter::Stored &stored, ContentLevel level,
                               const QString &preview, const std::optional<Envelope> &envelope,
                               const BodyStructure &structure)
{
    const AccountId account(
        m_db->integer("SELECT account FROM message WHERE id = ?", stored.message));
    if (!account) { // deleted while it was fetched
        for (const qint64 content : stored.contents)
            d->dropContent(stored.account, content);
        return;
    }
    if (!preview.isEmpty())
        m_db->run("UPDATE message SET preview = ? WHERE id = ?", preview, stored.message);
    if (!structure.parts.isEmpty()) {
        m_db->run("UPDATE message SET structure = ? WHERE id = ?", serialise(structure),
                  stored.message);
        m_db->run("UPDATE placement SET attachment = ? WHERE message = ?",
                  structure.hasAttachments(), stored.message);
    }
    if (envelope) {
        const Address from = envelope->from.isEmpty() ? Address() : envelope->from.first();
        bool merged = false;
        const qint64 thread = assignThread(*m_db, account, stored.message, *envelope, &merged);
        d->changes.many = d->changes.many || merged;
        m_db->run(
            "UPDATE message SET message_id = ?, from_name = ?, from_mailbox = ?, to_list = ?, "
            "subject = ?, envelope = ?, thread = ? WHERE id = ?",
            envelope->messageId, from.name, from.mailbox, packed(envelope->to), envelope->subject,
            packed(*envelope), thread, stored.message);
        m_db->run(
            "UPDATE placement SET from_key = ?, subject_key = ?, date = CASE WHEN (SELECT "
            "received FROM message WHERE id = ?3) = 0 THEN ?4 ELSE date END WHERE message = ?3",
            senderSortKey(envelope->from), subjectSortKey(envelope->subject), stored.message,
            envelope->dateUtc);
    }
    d->storeParts(stored.message, account, stored, level);
}

Binding MailWriter::messageFetched(RemoteFolderId remoteFolder, const QByteArray &key,
                                   const ContentWriter::Stored &stored,
                                   const IncomingMessage &incoming, const QString &preview)
{
    const Private::RemoteFolderInfo info = d->currentRemoteFolder(remoteFolder);
    const auto dropStored = [&] {
        for (const qint64 content : stored.contents)
            d->dropContent(info.account, content);
    };
    const auto hashHere = [&](MessageId message) {
        Statement row =
            m_db->query("SELECT sha256 FROM part WHERE message = ? AND section = x''", message);
        return row.step() ? row.blob(0) : QByteArray();
    };
    {
        Statement row = m_db->query("SELECT message, placement FROM remote_message WHERE "
                                    "remote_folder = ? AND number = ? AND "
                                    "key = ?",
                                    remoteFolder, keyNumber(key), key);
        if (row.step()) { // known already: fetched twice, kept once
            const Binding known{remoteFolder, key, row.id<MessageId>(0), row.id<PlacementId>(1)};
            if (known.message && hashHere(known.message).isEmpty())
                d->storeParts(known.message, info.account, stored, ContentLevel::Everything);
            else
                dropStored();
            return known;
        }
    }
    if (const auto removed = d->takeRemoved(remoteFolder, incoming)) {
        if (removed->message && hashHere(removed->message).isEmpty())
            d->storeParts(removed->message, info.account, stored, ContentLevel::Everything);
        else
            dropStored();
        return *removed;
    }
    // The same bytes without a key here: its key changed, or the binding was lost. Only the same
    // bytes will do, because nothing of what was fetched may be dropped for a likeness.
    if (const auto lost = d->lostKey(remoteFolder, incoming)) {
        const MessageId message = lost->found.message;
        const QByteArray here = message ? hashHere(message) : stored.sha256;
        if (here.isEmpty() || here == stored.sha256) {
            if (message && here.isEmpty())
                d->storeParts(message, info.account, stored, ContentLevel::Everything);
            else
                dropStored();
            return d->takeLostKey(remoteFolder, *lost, key, incoming.header);
        }
    }
    if (const auto found = d->expectedPlacement(info.folder, incoming.fingerprint)) {
        const QByteArray here = hashHere(found->message);
        if (here.isEmpty() || here == stored.sha256) {
            if (here.isEmpty())
                d->storeParts(found->message, info.account, stored, ContentLevel::Everything);
            else
                dropStored();
            d->bind(remoteFolder, key, *found, incoming.flags, incoming.header);
            d->refreshBound(found->placement);
            return {remoteFolder, key, found->message, found->placement};
        }
    }
    const Private::Found made =
        d->insertMessage(info.account, info.folder, stored.message, incoming);
    const auto &[placement, message] = made;
    d->bind(remoteFolder, key, made, incoming.flags, incoming.header);
    if (!preview.isEmpty())
        m_db->run("UPDATE message SET preview = ? WHERE id = ?", preview, message);
    d->storeParts(message, info.account, stored, ContentLevel::Everything);
    return {remoteFolder, key, message, placement};
}

QList<MailWriter::Wanted> MailWriter::wantedContent(RemoteFolderId remoteFolder, ContentLevel level,
                                                    qint64 sinceUtc, int limit,
                                                    std::optional<PlacementId> after)
{
    KeepRule rule;
    rule.level = level;
    return wantedContent(remoteFolder, rule, sinceUtc, limit, after);
}

QList<MailWriter::Wanted> MailWriter::wantedContent(RemoteFolderId remoteFolder,
                                                    const KeepRule &rule, qint64 sinceUtc,
                                                    int limit, std::optional<PlacementId> after)
{
    // What waits for its attachments has all that it is due.
    const qint64 largest = rule.largest > 0 ? rule.largest : std::numeric_limits<qint64>::max();
    const qint64 all = std::numeric_limits<qint64>::max();
    // One scan a level below the due one, each newest first: at most `limit` rows of each are read.
    QList<Private::WantedScan> scans;
    for (int below = 0; below < int(rule.level); ++below)
        scans.append({KeepMark::AsRuled, below, below < int(ContentLevel::Text) ? all : largest});
    return d->wanted(remoteFolder, d->remoteFolder(remoteFolder).folder, scans, sinceUtc, limit,
                     after);
}

QList<MailWriter::Wanted> MailWriter::wantedWhole(RemoteFolderId remoteFolder, FolderId in,
                                                  ContentLevel level, qint64 largest,
                                                  qint64 sinceUtc, int limit,
                                                  std::optional<PlacementId> after)
{
    QList<Private::WantedScan> scans;
    for (int below = 0; below < int(level); ++below)
        scans.append({KeepMark::AsRuled, below, largest});
    return d->wanted(remoteFolder, in, scans, sinceUtc, limit, after);
}

QList<MailWriter::Wanted> MailWriter::wantedBeginnings(RemoteFolderId remoteFolder, FolderId in,
                                                       qint64 sinceUtc, int limit,
                                                       std::optional<PlacementId> after)
{
    return d->wanted(
        remoteFolder, in,
        {{KeepMark::AsRuled, int(ContentLevel::None), std::numeric_limits<qint64>::max()}},
        sinceUtc, limit, after);
}

QList<MailWriter::Wanted> MailWriter::markedContent(RemoteFolderId remoteFolder, int limit,
                                                    std::optional<PlacementId> after, FolderId in)
{
    QList<Private::WantedScan> scans;
    for (int below = 0; below < int(ContentLevel::Everything); ++below)
        scans.append({KeepMark::Wanted, below, std::numeric_limits<qint64>::max()});
    const FolderId own = d->remoteFolder(remoteFolder).folder;
    return d->wanted(remoteFolder, in ? in : own, scans, std::numeric_limits<qint64>::min(), limit,
                     after);
}

QList<MailWriter::Wanted> MailWriter::awaitedContent(RemoteFolderId remoteFolder, int limit,
                                                     std::optional<PlacementId> after)
{
    QList<Wanted> found;
    // CROSS JOIN, which SQLite keeps in order: it would begin with all keys of the folder, and few
    // operations wait, if any. A copy's original is named beside it.
    Statement rows = m_db->query(
        "SELECT DISTINCT p.message, p.id, b.key, p.size, m.structure FROM operation o CROSS JOIN "
        "operation_placement w ON w.operation = o.id AND ((o.kind = ?1 AND w.role = 1) OR (o.kind "
        "IN (?2, ?3) AND o.removes = 1)) CROSS JOIN placement p ON p.id = w.placement CROSS JOIN "
        "remote_message b ON b.placement = p.id AND b.remote_folder = ?4 CROSS JOIN message m ON "
        "m.id = p.message WHERE o.state <> 2 AND p.folder IS NOT ?5 AND p.level < 3 AND "
        "m.not_before <= ?6 AND p.id > ?7 ORDER BY p.id LIMIT ?8",
        int(OperationKind::Transfer), int(OperationKind::Move), int(OperationKind::Copy),
        remoteFolder, d->remoteFolder(remoteFolder).folder, m_store.clock().utcSeconds(),
        after ? after->value() : 0, limit);
    while (rows.step())
        found.append({rows.id<MessageId>(0), rows.id<PlacementId>(1), rows.blob(2), rows.integer(3),
                      bodyStructureFromBytes(rows.blob(4))});
    return found;
}

QList<MailWriter::Wanted> MailWriter::Private::wanted(RemoteFolderId remoteFolder, FolderId in,
                                                      const QList<WantedScan> &scans,
                                                      qint64 sinceUtc, int limit,
                                                      std::optional<PlacementId> after)
{
    qint64 date = std::numeric_limits<qint64>::max(), id = date;
    if (after) {
        Statement row = db.query("SELECT date FROM placement WHERE id = ?", *after);
        if (row.step()) {
            date = row.integer(0);
            id = after->value();
        }
    }
    QList<std::pair<qint64, Wanted>> found;
    for (const WantedScan &scan : scans) {
        const bool ruled = scan.mark == KeepMark::AsRuled;
        // The marks are written out: only then does SQLite know that the partial index holds all.
        Statement rows = db.query(
            std::string("SELECT p.message, p.id, b.key, p.size, m.structure, p.date FROM "
                        "placement p INDEXED BY ")
                + (ruled ? "placement_wanting" : "placement_wished")
                + " JOIN remote_message b ON b.placement = p.id AND b.remote_folder = ? JOIN "
                  "message m ON m.id = p.message WHERE p.folder = ? AND p.level = ? AND "
                + (ruled ? "p.level < 3 AND p.wish = 0" : "p.wish > 0 AND p.wish = 1")
                + " AND p.date >= ? AND (p.date, p.id) < (?, ?) AND m.not_before <= ? AND p.size "
                  "<= ? ORDER BY p.date DESC, p.id DESC LIMIT ?",
            remoteFolder, in, scan.level, sinceUtc, date, id, writer.m_store.clock().utcSeconds(),
            scan.largest, limit);
        while (rows.step())
            found.append({rows.integer(5),
                          {rows.id<MessageId>(0), rows.id<PlacementId>(1), rows.blob(2),
                           rows.integer(3), bodyStructureFromBytes(rows.blob(4))}});
    }
    std::sort(found.begin(), found.end(), [](const auto &a, const auto &b) {
        return std::pair(a.first, a.second.placement) > std::pair(b.first, b.second.placement);
    });
    QList<Wanted> wanted;
    for (const auto &[rowDate, one] : std::as_const(found)) {
        if (wanted.size() == limit)
            break;
        wanted.append(one);
    }
    return wanted;
}

void MailWriter::contentFailed(MessageId message, const QString &why, qint64 notBeforeUtc)
{
    m_db->run("UPDATE message SET fetch_error = ?, not_before = ? WHERE id = ?", why, notBeforeUtc,
              message);
}

QList<MailWriter::Expired> MailWriter::fetchedBefore(IncomingServerId server, qint64 beforeUtc)
{
    QList<Expired> keys;
    Statement rows = m_db->query(
        "SELECT b.remote_folder, b.key FROM remote_folder r JOIN remote_message b ON "
        "b.remote_folder = "
        "r.id JOIN message m ON m.id = b.message WHERE r.incoming_server = ? AND m.level = ? AND "
        "m.fetched > (SELECT leave_since FROM incoming_server WHERE id = r.incoming_server) AND "
        "m.fetched < ? AND EXISTS (SELECT 1 FROM part WHERE message = m.id AND "
        "section = x'')",
        server, int(ContentLevel::Everything), beforeUtc);
    while (rows.step())
        keys.append({rows.id<RemoteFolderId>(0), rows.blob(1)});
    return keys;
}

QList<MailWriter::Expired> MailWriter::deletedHere(IncomingServerId server)
{
    QList<Expired> keys;
    Statement rows =
        m_db->query("SELECT b.remote_folder, b.key FROM remote_folder r JOIN remote_message b ON "
                    "b.remote_folder = "
                    "r.id WHERE r.incoming_server = ? AND b.message IS NULL AND b.deleted_here = 1",
                    server);
    while (rows.step())
        keys.append({rows.id<RemoteFolderId>(0), rows.blob(1)});
    return keys;
}

} // namespace Turnstone
