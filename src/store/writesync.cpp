// SPDX-License-Identifier: MIT
// Messages as a server reports them, and the bindings between the two.
#include "store/writerstate.h"

namespace Turnstone {

namespace {

constexpr qint64 messageIdsReservedAtOnce = 256;

Binding bindingFromRow(const Statement &row)
{
    return {row.id<RemoteFolderId>(0), row.blob(1), row.id<MessageId>(2), row.id<PlacementId>(3)};
}

} // namespace

std::optional<MailWriter::Private::Found>
MailWriter::Private::expectedPlacement(FolderId folder, const QByteArray &fingerprint)
{
    // Twins pair by count: each that appears takes one, the oldest first.
    Statement row = db.query(
        "SELECT e.placement, p.message FROM expected e JOIN placement p ON p.id = e.placement JOIN "
        "message m ON m.id = p.message WHERE e.folder = ? AND e.fingerprint = ? AND m.fingerprint "
        "= ? "
        "ORDER BY e.placement LIMIT 1",
        folder, fingerprintPrefix(fingerprint), fingerprint);
    if (fingerprint.isEmpty() || !row.step())
        return std::nullopt;
    return Found{row.id<PlacementId>(0), row.id<MessageId>(1)};
}

void MailWriter::Private::bind(RemoteFolderId remoteFolder, const QByteArray &key,
                               const Found &found, const FlagState &flags, const QByteArray &header)
{
    db.run(
        "INSERT INTO remote_message (remote_folder, number, key, message, placement, flags, tags, "
        "header) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        remoteFolder, keyNumber(key), key, found.message, found.placement,
        qint64(flags.flags.toInt()), tagsToColumn(flags.tags), header);
}

bool MailWriter::areNew(RemoteFolderId remoteFolder, const QList<IncomingMessage> &messages)
{
    QSet<QByteArray> keys;
    keys.reserve(messages.size());
    for (const IncomingMessage &incoming : messages) {
        if (!incoming.emailId.isEmpty())
            return false;
        keys.insert(incoming.key);
    }
    const FolderId folder = d->currentRemoteFolder(remoteFolder).folder;
    return keys.size() == messages.size() && !d->mayBeBound(remoteFolder, messages)
        && m_db->integer("SELECT EXISTS (SELECT 1 FROM expected WHERE folder IN (0, ?1)) OR EXISTS "
                         "(SELECT 1 FROM filed_sent WHERE remote_folder = ?2)",
                         folder, remoteFolder)
        == 0;
}

QList<Binding> MailWriter::messagesAppeared(RemoteFolderId remoteFolder,
                                            const QList<IncomingMessage> &messages)
{
    const Private::RemoteFolderInfo info = d->currentRemoteFolder(remoteFolder);
    const bool anyExpected =
        m_db->integer("SELECT 1 FROM expected WHERE folder = ? LIMIT 1", info.folder) != 0;
    const bool anyBound = d->mayBeBound(remoteFolder, messages);
    const bool anyLost = m_db->integer("SELECT 1 FROM expected WHERE folder = 0 LIMIT 1") != 0;
    QList<Binding> bindings;
    bindings.reserve(messages.size());
    QList<const IncomingMessage *> fresh; // nothing here has to do with them
    QSet<QByteArray> told;
    told.reserve(messages.size());
    const auto insertFresh = [&] {
        d->insertBound(info, remoteFolder, fresh, &bindings);
        fresh.clear();
    };
    for (const IncomingMessage &incoming : messages) {
        const bool twice = told.contains(incoming.key);
        told.insert(incoming.key);
        if (!twice && !anyBound && !anyExpected && !anyLost && incoming.emailId.isEmpty()) {
            fresh.append(&incoming);
            continue;
        }
        insertFresh();
        if (isBound(remoteFolder, incoming.key)) {
            flagsSeen(remoteFolder, {{incoming.key, incoming.flags}});
            continue;
        }
        if (anyExpected) {
            if (const auto found = d->expectedPlacement(info.folder, incoming.fingerprint)) {
                d->bind(remoteFolder, incoming.key, *found, incoming.flags);
                d->refreshBound(found->placement);
                Private::Placement placement = *d->placement(found->placement);
                d->setFlags(placement,
                            d->withPendingChanges(placement.id,
                                                  d->withOwnTags(placement, {}, incoming.flags)));
                d->rememberName(info.server, incoming.emailId, found->message);
                bindings.append({remoteFolder, incoming.key, found->message, found->placement});
                continue;
            }
        }
        if (const auto lost =
                anyLost ? d->lostPlacement(info.account, incoming.fingerprint) : std::nullopt) {
            d->bind(remoteFolder, incoming.key, *lost, incoming.flags);
            d->foundAgain(lost->placement, info.folder, incoming.flags);
            d->rememberName(info.server, incoming.emailId, lost->message);
            bindings.append({remoteFolder, incoming.key, lost->message, lost->placement});
            continue;
        }
        const auto here = d->named(info.server, incoming.emailId, incoming.fingerprint);
        const Private::Found made = here
            ? d->placeAgain(*here, info.folder, incoming.flags)
            : d->insertMessage(info.account, info.folder, {}, incoming);
        d->rememberName(info.server, incoming.emailId, made.message);
        d->bind(remoteFolder, incoming.key, made, incoming.flags);
        bindings.append({remoteFolder, incoming.key, made.message, made.placement});
    }
    insertFresh();
    d->dropFiledTwice(remoteFolder, info, messages, &bindings);
    return bindings;
}

void MailWriter::flagsSeen(RemoteFolderId remoteFolder,
                           const QList<QPair<QByteArray, FlagState>> &seen)
{
    for (const auto &[key, flags] : seen) {
        PlacementId id;
        FlagState before;
        {
            Statement row = m_db->query("SELECT placement, flags, tags FROM remote_message WHERE "
                                        "remote_folder = ? AND number "
                                        "= ? AND key = ?",
                                        remoteFolder, keyNumber(key), key);
            if (!row.step())
                continue;
            id = row.id<PlacementId>(0);
            before = flagsFromColumns(row, 1, 2);
            if (before != flags) {
                m_db->run(
                    "UPDATE remote_message SET flags = ?, tags = ? WHERE remote_folder = ? AND "
                    "number = ? AND key = ?",
                    qint64(flags.flags.toInt()), tagsToColumn(flags.tags), remoteFolder,
                    keyNumber(key), key);
            }
        }
        if (std::optional<Private::Placement> placement = d->placement(id))
            d->setFlags(*placement,
                        d->withPendingChanges(id, d->withOwnTags(*placement, before.tags, flags)));
    }
}

void MailWriter::messagesVanished(RemoteFolderId remoteFolder, const QList<QByteArray> &keys)
{
    const Private::RemoteFolderInfo info = d->remoteFolder(remoteFolder);
    if (!info.current)
        return; // what a retired server lacks says nothing of the mail here
    for (const QByteArray &key : keys) {
        const PlacementId id(m_db->integer("SELECT placement FROM remote_message WHERE "
                                           "remote_folder = ? AND number = ? AND key = ?",
                                           remoteFolder, keyNumber(key), key));
        forgetKey(remoteFolder, key);
        const std::optional<Private::Placement> placement = d->placement(id);
        if (!placement || placement->bound != 0)
            continue; // unknown here, or at another place of the server as well
        if (!placement->folder)
            d->noteDraftChanged(id);
        if (d->mayHaveMoved(*placement, info.folder))
            continue;
        // The user moved it meanwhile: only where it came from has lost it.
        if (placement->folder && placement->folder != info.folder)
            continue;
        if (d->staysAsDraft(*placement))
            continue;
        d->deletePlacement(*placement, false);
    }
}

void MailWriter::unbindAll(RemoteFolderId remoteFolder)
{
    QList<PlacementId> placements;
    {
        Statement rows =
            m_db->query("SELECT placement FROM remote_message WHERE remote_folder = ? AND "
                        "placement IS NOT NULL",
                        remoteFolder);
        while (rows.step())
            placements.append(rows.id<PlacementId>(0));
    }
    m_db->run("DELETE FROM remote_message WHERE remote_folder = ?", remoteFolder);
    for (const PlacementId id : std::as_const(placements))
        d->refreshBound(id);
}

void MailWriter::setCursor(RemoteFolderId remoteFolder, quint32 uidValidity, quint32 uidNext,
                           quint64 highestModSeq, quint32 backfillBelow)
{
    m_db->run("UPDATE remote_folder SET uidvalidity = ?, uidnext = ?, highestmodseq = ?, "
              "backfill_below = ? WHERE id = ?",
              uidValidity, uidNext, highestModSeq, backfillBelow, remoteFolder);
}

QList<BoundKey> MailWriter::boundKeys(RemoteFolderId remoteFolder, const QByteArray &from,
                                      int limit)
{
    QList<BoundKey> keys;
    Statement rows = m_db->query("SELECT key, placement, message, flags, tags FROM remote_message "
                                 "WHERE remote_folder = ? AND "
                                 "(number, key) >= (?, ?) ORDER BY number, key LIMIT ?",
                                 remoteFolder, keyNumber(from), from, limit);
    while (rows.step())
        keys.append({rows.blob(0), rows.id<PlacementId>(1), rows.id<MessageId>(2),
                     flagsFromColumns(rows, 3, 4)});
    return keys;
}

void MailWriter::boundKeys(RemoteFolderId remoteFolder,
                           const std::function<void(const QByteArray &key)> &visit)
{
    Statement rows =
        m_db->query("SELECT key FROM remote_message WHERE remote_folder = ? ORDER BY number, key",
                    remoteFolder);
    while (rows.step())
        visit(rows.blob(0));
}

bool MailWriter::isBound(RemoteFolderId remoteFolder, const QByteArray &key)
{
    return m_db->integer("SELECT 1 FROM remote_message WHERE remote_folder = ? AND number = ? AND "
                         "key = ?",
                         remoteFolder, keyNumber(key), key)
        != 0;
}

qint64 MailWriter::boundCount(RemoteFolderId remoteFolder)
{
    return m_db->integer("SELECT count(*) FROM remote_message WHERE remote_folder = ?",
                         remoteFolder);
}

void MailWriter::boundNumbers(RemoteFolderId remoteFolder, quint32 first, quint32 last,
                              const std::function<void(quint32)> &visit)
{
    Statement rows = m_db->query("SELECT number FROM remote_message WHERE remote_folder = ? AND "
                                 "number BETWEEN ? AND ? ORDER BY number",
                                 remoteFolder, first, last);
    while (rows.step())
        visit(quint32(rows.integer(0)));
}

std::optional<Binding> MailWriter::binding(PlacementId placement)
{
    constexpr std::string_view current =
        "SELECT b.remote_folder, b.key, b.message, b.placement FROM remote_message b JOIN "
        "remote_folder r ON r.id = b.remote_folder JOIN incoming_server s ON s.id = "
        "r.incoming_server AND s.retired_at IS NULL JOIN placement p ON p.id = b.placement "
        "WHERE b.placement = ? ORDER BY r.folder IS p.folder, r.id LIMIT 1";
    Statement row = m_db->query(current, placement);
    if (row.step())
        return bindingFromRow(row);
    // A copy that the server doesn't have yet is made from its original's key.
    const PlacementId origin(
        m_db->integer("SELECT p.origin FROM operation_placement p JOIN operation o ON o.id = "
                      "p.operation WHERE p.placement = ? AND p.role = 0 AND p.origin <> 0 AND "
                      "o.kind <> ?",
                      placement, int(OperationKind::Transfer)));
    if (!origin)
        return std::nullopt;
    Statement original = m_db->query(current, origin);
    if (!original.step())
        return std::nullopt;
    Binding binding = bindingFromRow(original);
    binding.placement = placement;
    return binding;
}

QList<Binding> MailWriter::bindings(const QList<PlacementId> &placements)
{
    QList<Binding> found;
    for (const PlacementId placement : placements) {
        if (const std::optional<Binding> one = binding(placement))
            found.append(*one);
    }
    return found;
}

QByteArray MailWriter::keyIn(RemoteFolderId remoteFolder, PlacementId placement)
{
    Statement row =
        m_db->query("SELECT key FROM remote_message WHERE placement = ? AND remote_folder = ?",
                    placement, remoteFolder);
    return row.step() ? row.blob(0) : QByteArray();
}

void MailWriter::rememberKey(RemoteFolderId remoteFolder, const QByteArray &key)
{
    m_db->run("INSERT OR IGNORE INTO remote_message (remote_folder, number, key) VALUES (?, ?, ?)",
              remoteFolder, keyNumber(key), key);
}

void MailWriter::forgetKey(RemoteFolderId remoteFolder, const QByteArray &key)
{
    const PlacementId placement(m_db->integer(
        "SELECT placement FROM remote_message WHERE remote_folder = ? AND number = ? AND key = ?",
        remoteFolder, keyNumber(key), key));
    m_db->run("DELETE FROM remote_message WHERE remote_folder = ? AND number = ? AND key = ?",
              remoteFolder, keyNumber(key), key);
    if (placement)
        d->refreshBound(placement);
}

MessageId MailWriter::reserveMessageId()
{
    if (d->reservedNext == d->reservedEnd) {
        const auto reserve = [this] {
            // Moves AUTOINCREMENT's own counter on, so that no insert takes one of the block.
            m_db->run(
                "INSERT INTO sqlite_sequence (name, seq) SELECT 'message', 0 WHERE NOT EXISTS "
                "(SELECT 1 FROM sqlite_sequence WHERE name = 'message')");
            d->reservedNext =
                m_db->integer("SELECT seq FROM sqlite_sequence WHERE name = 'message'") + 1;
            d->reservedEnd = d->reservedNext + messageIdsReservedAtOnce;
            m_db->run("UPDATE sqlite_sequence SET seq = ? WHERE name = 'message'",
                      d->reservedEnd - 1);
        };
        if (d->open) {
            reserve();
            d->sequenceTouched = true;
        } else {
            WriteTransaction transaction(*this);
            reserve();
            transaction.commit();
        }
    }
    return MessageId(d->reservedNext++);
}

} // namespace Turnstone
