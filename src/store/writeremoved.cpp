// SPDX-License-Identifier: MIT
// What a server without flags was told to delete, and said that it did: known again where it is
// listed once more, or shown by another protocol.
#include "base/sha256.h"
#include "mail/messagereader.h"
#include "store/writerstate.h"

namespace Turnstone {

namespace {

/// The newest that are remembered of a folder; some 130 bytes each.
constexpr qint64 removedKeysKept = 100'000;
/// A server that lists it again so often doesn't delete it at all.
constexpr int removalsTried = 3;

bool isSameHeader(const QByteArray &known, const QByteArray &now)
{
    static const QByteArray nothing = Sha256::hash({});
    return !known.isEmpty() && known != nothing && known == now;
}

} // namespace

void MailWriter::keysRemoved(RemoteFolderId remoteFolder, const QList<QByteArray> &keys)
{
    for (const QByteArray &key : keys) {
        d->learnHeader(remoteFolder, key);
        m_db->run("INSERT INTO removed_key (remote_folder, key, header, placement, since) SELECT "
                  "remote_folder, key, header, placement, ? FROM remote_message WHERE "
                  "remote_folder = ? AND number = ? AND key = ? ON CONFLICT (remote_folder, key) "
                  "DO UPDATE SET times = CASE WHEN header = excluded.header THEN times + 1 ELSE 0 "
                  "END, header = excluded.header, placement = excluded.placement, since = "
                  "excluded.since",
                  m_store.clock().utcSeconds(), remoteFolder, keyNumber(key), key);
        forgetKey(remoteFolder, key);
    }
    m_db->run("DELETE FROM removed_key WHERE remote_folder = ?1 AND since < (SELECT since FROM "
              "removed_key WHERE remote_folder = ?1 ORDER BY since DESC LIMIT 1 OFFSET ?2)",
              remoteFolder, removedKeysKept);
}

bool MailWriter::wasRemoved(RemoteFolderId remoteFolder, const QByteArray &key)
{
    return m_db->integer("SELECT 1 FROM removed_key WHERE remote_folder = ? AND key = ?",
                         remoteFolder, key)
        != 0;
}

/// It is what was deleted under this key only with the same header to the letter: a server may give
/// a key to another message.
std::optional<Binding> MailWriter::Private::takeRemoved(RemoteFolderId remoteFolder,
                                                        const IncomingMessage &incoming)
{
    Found found;
    int times = 0;
    {
        Statement row =
            db.query("SELECT r.header, r.times, p.id, p.message FROM removed_key r LEFT JOIN "
                     "placement p ON p.id = r.placement WHERE r.remote_folder = ? AND r.key = ?",
                     remoteFolder, incoming.key);
        if (!row.step() || !isSameHeader(row.blob(0), incoming.header))
            return std::nullopt;
        times = int(row.integer(1));
        found = {row.id<PlacementId>(2), row.id<MessageId>(3)};
    }
    const bool isInVain = times >= removalsTried;
    if (found.placement && !isInVain) { // the rule in force decides about it
        bind(remoteFolder, incoming.key, found, {}, incoming.header);
        refreshBound(found.placement);
        return Binding{remoteFolder, incoming.key, found.message, found.placement};
    }
    db.run("INSERT INTO remote_message (remote_folder, number, key, deleted_here, header) VALUES "
           "(?, ?, ?, ?, ?)",
           remoteFolder, keyNumber(incoming.key), incoming.key, isInVain ? 2 : 3, incoming.header);
    return Binding{remoteFolder, incoming.key, {}, {}};
}

QList<MailWriter::Expired> MailWriter::removedBefore(IncomingServerId server)
{
    QList<Expired> keys;
    Statement rows =
        m_db->query("SELECT b.remote_folder, b.key FROM remote_folder r JOIN remote_message b ON "
                    "b.remote_folder = r.id WHERE r.incoming_server = ? AND b.message IS NULL AND "
                    "b.deleted_here = 3",
                    server);
    while (rows.step())
        keys.append({rows.id<RemoteFolderId>(0), rows.blob(1)});
    return keys;
}

} // namespace Turnstone
