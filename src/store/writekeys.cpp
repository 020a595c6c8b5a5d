// SPDX-License-Identifier: MIT
// Keys of a server that mirrors nothing: what is known of a message when its key is lost, comes
// back, or is another one after a server's migration.
#include "base/sha256.h"
#include "mail/messagereader.h"
#include "store/writerstate.h"

namespace Turnstone {

namespace {

/// How long it is remembered what a key stood for that the server lists no more.
constexpr qint64 lostKeySeconds = qint64(90) * 24 * 3600;
/// Servers count line ends as one byte or two, and write fields of their own.
constexpr qint64 sizeSlackBytes = 1024;
constexpr qint64 sizeSlackShare = 20;

bool isLikelySize(qint64 a, qint64 b)
{
    return a <= 0 || b <= 0 || qAbs(a - b) <= sizeSlackBytes + qMax(a, b) / sizeSlackShare;
}

bool saysSomething(const QByteArray &header)
{
    static const QByteArray nothing = Sha256::hash({});
    return !header.isEmpty() && header != nothing;
}

} // namespace

/// The lost key that stood for a message with this header. Twins pair by count. What was deleted
/// here is taken for the same only with a Message-ID: of it nothing else is left to compare.
std::optional<MailWriter::Private::LostKey>
MailWriter::Private::lostKey(RemoteFolderId remoteFolder, const IncomingMessage &incoming)
{
    if (!saysSomething(incoming.header))
        return std::nullopt;
    Statement rows = db.query(
        "SELECT l.key, l.placement, l.deleted_here, p.message, p.size FROM lost_key l LEFT JOIN "
        "placement p ON p.id = l.placement WHERE l.remote_folder = ? AND l.header = ? ORDER BY "
        "p.id IS NULL, p.id",
        remoteFolder, incoming.header);
    while (rows.step()) {
        const bool here = !rows.isNull(3);
        if (here ? isLikelySize(rows.integer(4), incoming.size)
                 : !incoming.envelope.messageId.isEmpty()) {
            return LostKey{rows.blob(0),
                           {here ? rows.id<PlacementId>(1) : PlacementId(), rows.id<MessageId>(3)},
                           int(rows.integer(2))};
        }
    }
    return std::nullopt;
}

/// What the lost key stood for has this one from now on.
Binding MailWriter::Private::takeLostKey(RemoteFolderId remoteFolder, const LostKey &lost,
                                         const QByteArray &key, const QByteArray &header)
{
    db.run("DELETE FROM lost_key WHERE remote_folder = ? AND key = ?", remoteFolder, lost.key);
    if (lost.found.placement) {
        bind(remoteFolder, key, lost.found, {}, header);
        refreshBound(lost.found.placement);
    } else {
        db.run("INSERT INTO remote_message (remote_folder, number, key, deleted_here, header) "
               "VALUES (?, ?, ?, ?, ?)",
               remoteFolder, keyNumber(key), key, lost.deletedHere, header);
    }
    return {remoteFolder, key, lost.found.message, lost.found.placement};
}

/// A placement of this folder without a key, whose header is the same to the letter.
std::optional<MailWriter::Private::Found>
MailWriter::Private::expectedByHeader(FolderId folder, const IncomingMessage &incoming)
{
    const auto found = expectedPlacement(folder, incoming.fingerprint);
    if (!found || !saysSomething(incoming.header))
        return std::nullopt;
    const auto header = writer.content(found->message, "HEADER");
    if (!header || headerFingerprint(*header) != incoming.header)
        return std::nullopt;
    return found;
}

/// Of a key that was bound before headers were remembered: from what is here of its message.
void MailWriter::Private::learnHeader(RemoteFolderId remoteFolder, const QByteArray &key)
{
    const MessageId message(
        db.integer("SELECT message FROM remote_message WHERE remote_folder = ? AND number = ? AND "
                   "key = ? AND header = x''",
                   remoteFolder, keyNumber(key), key));
    const auto header = message ? writer.content(message, "HEADER") : std::nullopt;
    if (header)
        db.run("UPDATE remote_message SET header = ? WHERE remote_folder = ? AND number = ? AND "
               "key = ?",
               headerFingerprint(*header), remoteFolder, keyNumber(key), key);
}

/// Before it is deleted here: afterwards nothing is left that could tell it under another key.
void MailWriter::Private::learnHeaders(PlacementId placement)
{
    QList<std::pair<RemoteFolderId, QByteArray>> keys;
    {
        Statement rows = db.query(
            "SELECT remote_folder, key FROM remote_message WHERE placement = ? AND header = x''",
            placement);
        while (rows.step())
            keys.append({rows.id<RemoteFolderId>(0), rows.blob(1)});
    }
    for (const auto &[remoteFolder, key] : std::as_const(keys))
        learnHeader(remoteFolder, key);
}

/// What isn't here whole has its only copy at the server: with its key gone, the other places of
/// the message would be left with nothing. One of them takes it.
void MailWriter::Private::handKeyOver(Placement &placement)
{
    if (placement.bound == 0 || placement.level == ContentLevel::Everything)
        return;
    const PlacementId other(
        db.integer("SELECT id FROM placement WHERE message = ? AND id <> ? AND folder IS NOT NULL "
                   "ORDER BY id LIMIT 1",
                   placement.message, placement.id));
    if (!other)
        return;
    db.run("UPDATE remote_message SET placement = ? WHERE placement = ? AND remote_folder IN "
           "(SELECT r.id FROM remote_folder r JOIN incoming_server s ON s.id = r.incoming_server "
           "WHERE s.retired_at IS NULL)",
           other, placement.id);
    refreshBound(other);
    refreshBound(placement.id);
    placement = *this->placement(placement.id);
}

MailWriter::HeadersArrived MailWriter::headersArrived(RemoteFolderId remoteFolder,
                                                      const QList<IncomingMessage> &messages)
{
    const Private::RemoteFolderInfo info = d->currentRemoteFolder(remoteFolder);
    HeadersArrived result;
    for (const IncomingMessage &incoming : messages) {
        if (isBound(remoteFolder, incoming.key)) {
            ++result.known;
            continue;
        }
        if (d->takeRemoved(remoteFolder, incoming)) {
            ++result.known;
            continue;
        }
        if (const auto lost = d->lostKey(remoteFolder, incoming)) {
            d->takeLostKey(remoteFolder, *lost, incoming.key, incoming.header);
            ++result.known;
            continue;
        }
        if (const auto found = d->expectedByHeader(info.folder, incoming)) {
            d->bind(remoteFolder, incoming.key, *found, {}, incoming.header);
            d->refreshBound(found->placement);
            ++result.known;
            continue;
        }
        const Private::Found made = d->insertMessage(info.account, info.folder, {}, incoming);
        d->bind(remoteFolder, incoming.key, made, incoming.flags, incoming.header);
        result.created.append({remoteFolder, incoming.key, made.message, made.placement});
    }
    return result;
}

void MailWriter::keysLost(RemoteFolderId remoteFolder, const QList<QByteArray> &keys)
{
    for (const QByteArray &key : keys) {
        d->learnHeader(remoteFolder, key);
        m_db->run("INSERT OR REPLACE INTO lost_key (remote_folder, key, header, placement, "
                  "deleted_here, since) SELECT remote_folder, key, header, placement, "
                  "deleted_here, ? FROM remote_message WHERE remote_folder = ? AND number = ? AND "
                  "key = ?",
                  m_store.clock().utcSeconds(), remoteFolder, keyNumber(key), key);
        forgetKey(remoteFolder, key);
    }
}

bool MailWriter::hasLostKeys(RemoteFolderId remoteFolder)
{
    return m_db->integer("SELECT 1 FROM lost_key WHERE remote_folder = ? LIMIT 1", remoteFolder)
        != 0;
}

bool MailWriter::keyFoundAgain(RemoteFolderId remoteFolder, const QByteArray &key)
{
    Private::LostKey lost;
    QByteArray header;
    {
        Statement row = m_db->query(
            "SELECT l.deleted_here, l.header, p.id, p.message FROM lost_key l LEFT JOIN placement "
            "p ON p.id = l.placement WHERE l.remote_folder = ? AND l.key = ?",
            remoteFolder, key);
        if (!row.step())
            return false;
        lost = {key, {row.id<PlacementId>(2), row.id<MessageId>(3)}, int(row.integer(0))};
        header = row.blob(1);
    }
    d->takeLostKey(remoteFolder, lost, key, header);
    return true;
}

qint64 MailWriter::lostKeysCounted(RemoteFolderId remoteFolder, qint64 fetchedAfterUtc,
                                   std::optional<qint64> youngerThanUtc)
{
    if (!hasLostKeys(remoteFolder))
        return 0;
    m_db->run("UPDATE lost_key SET looks = looks + 1 WHERE remote_folder = ? AND looks < 2",
              remoteFolder);
    m_db->run("DELETE FROM lost_key WHERE remote_folder = ? AND looks = 2 AND since < ?",
              remoteFolder, m_store.clock().utcSeconds() - lostKeySeconds);
    const qint64 taken = m_db->integer(
        "SELECT count(*) FROM remote_folder r JOIN incoming_server s ON s.id = r.incoming_server "
        "AND s.taken_at = 0 JOIN lost_key l ON l.remote_folder = r.id AND l.looks = 2 JOIN "
        "placement p ON p.id = l.placement AND p.folder = r.folder AND p.bound = 0 JOIN message m "
        "ON m.id = p.message AND (m.fetched = 0 OR m.fetched > ?1) AND (?2 = 0 OR (p.date > ?2 AND "
        "p.date <= ?3 AND (m.fetched = 0 OR m.fetched > ?2))) WHERE r.id = ?4",
        fetchedAfterUtc, youngerThanUtc.value_or(0), m_store.clock().utcSeconds(), remoteFolder);
    if (taken > 0)
        m_db->run("UPDATE incoming_server SET taken_at = ? WHERE id = (SELECT incoming_server FROM "
                  "remote_folder WHERE id = ?)",
                  m_store.clock().utcSeconds(), remoteFolder);
    return taken;
}

void MailWriter::setServerTerms(IncomingServerId server, const ServerTerms &terms)
{
    if (serverTermsOf(server) == terms)
        return;
    if (terms.expireDays)
        m_db->run("UPDATE incoming_server SET expire_days = ?, login_delay = ? WHERE id = ?",
                  *terms.expireDays, terms.loginDelaySeconds, server);
    else
        m_db->run("UPDATE incoming_server SET expire_days = NULL, login_delay = ? WHERE id = ?",
                  terms.loginDelaySeconds, server);
    d->changes.accounts = true;
}

void MailWriter::setServerLimits(IncomingServerId server, const ServerLimits &limits)
{
    // -1 is NULL: SQL has no way to bind what may be absent.
    m_db->run("UPDATE incoming_server SET quota_used = nullif(?, -1), quota_limit = nullif(?, -1), "
              "append_limit = nullif(?, -1), limits_asked_at = ? WHERE id = ?",
              limits.quotaUsed.value_or(-1), limits.quotaLimit.value_or(-1),
              limits.largestAppend.value_or(-1), limits.askedUtc, server);
    d->changes.accounts = true;
}

// Leave on server

QList<MailWriter::Expired> MailWriter::movedOut(IncomingServerId server)
{
    QList<Expired> keys;
    Statement rows = m_db->query(
        "SELECT b.remote_folder, b.key FROM remote_folder r JOIN remote_message b ON "
        "b.remote_folder = r.id JOIN placement p ON p.id = b.placement AND p.folder <> r.folder "
        "JOIN message m ON m.id = b.message WHERE r.incoming_server = ? AND m.level = ? AND "
        "m.fetched > (SELECT leave_since FROM incoming_server WHERE id = r.incoming_server) AND "
        "EXISTS (SELECT 1 FROM part WHERE message = m.id AND section = x'')",
        server, int(ContentLevel::Everything));
    while (rows.step())
        keys.append({rows.id<RemoteFolderId>(0), rows.blob(1)});
    return keys;
}

void MailWriter::applyLeaveRuleToOld(AccountId account)
{
    WriteTransaction transaction(*this);
    m_db->run("UPDATE incoming_server SET leave_since = 0 WHERE account = ? AND retired_at IS NULL",
              account);
    m_db->run("UPDATE remote_message SET deleted_here = 1 WHERE placement IS NULL AND deleted_here "
              "= 2 AND remote_folder IN (SELECT r.id FROM remote_folder r JOIN incoming_server s "
              "ON s.id = r.incoming_server WHERE s.account = ? AND s.retired_at IS NULL)",
              account);
    d->changes.accounts = true;
    transaction.commit();
}

} // namespace Turnstone
