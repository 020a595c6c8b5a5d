// SPDX-License-Identifier: MIT
#include "store/switchreader.h"

#include "store/contentdatabase.h"
#include "store/database.h"
#include "store/rows.h"
#include "store/switchjson.h"
#include "store/writerstate.h"

#include <QDir>
#include <QFileInfo>

namespace Turnstone {

namespace {

constexpr std::string_view serverColumns =
    "SELECT id, protocol, host, port, security, user, leave_on_server FROM incoming_server WHERE ";

IncomingServer serverFromRow(const Statement &row)
{
    IncomingServer server;
    server.id = row.id<IncomingServerId>(0);
    server.protocol = row.text(1);
    server.endpoint = {row.text(2), quint16(row.integer(3)), ConnectionSecurity::Tls};
    fromString(row.text(4), &server.endpoint.security);
    server.user = row.text(5);
    fromString(row.text(6), &server.leaveOnServer);
    return server;
}

constexpr std::string_view journalColumns =
    "SELECT id, account, from_server, to_server, state, stage, begun, committed, undoable_until, "
    "report, next_try, failures FROM switch_journal WHERE ";

qint64 fileBytes(const QString &path)
{
    return QFileInfo(path).size() + QFileInfo(path + QStringLiteral("-wal")).size();
}

} // namespace

SwitchReader::SwitchReader(MailReader &reader)
    : m_reader(reader)
    , m_db(*reader.m_db)
{ }

qint64 SwitchReader::nowUtc() const
{
    return m_reader.m_store.clock().utcSeconds();
}

std::optional<SwitchId> SwitchReader::last(AccountId account)
{
    const SwitchId id(m_db.integer(
        "SELECT id FROM switch_journal WHERE account = ? ORDER BY id DESC LIMIT 1", account));
    return id ? std::optional(id) : std::nullopt;
}

std::optional<SwitchReport> SwitchReader::report(AccountId account)
{
    const auto id = last(account);
    return id ? report(*id) : std::nullopt;
}

std::optional<SwitchReport> SwitchReader::report(SwitchId id)
{
    std::string sql(journalColumns);
    sql += "id = ?";
    Statement row = m_db.query(sql, id);
    if (!row.step())
        return std::nullopt;
    SwitchReport report = switchReportFromJson(row.blob(9));
    report.id = id;
    report.account = row.id<AccountId>(1);
    report.from = server(row.id<IncomingServerId>(2));
    report.to = server(row.id<IncomingServerId>(3));
    report.state = SwitchState(row.integer(4));
    report.stage = SwitchStage(row.integer(5));
    report.begunUtc = row.integer(6);
    report.committedUtc = row.integer(7);
    report.undoableUntilUtc = row.integer(8);
    report.nextTryUtc = row.integer(10);
    report.failures = int(row.integer(11));
    return report;
}

std::optional<SwitchPreview> SwitchReader::preview(AccountId account)
{
    Statement row = m_db.query("SELECT id, from_server, to_server, preview FROM switch_journal "
                               "WHERE account = ? AND state = ? ORDER BY id DESC LIMIT 1",
                               account, int(SwitchState::Open));
    if (!row.step())
        return std::nullopt;
    SwitchPreview preview = switchPreviewFromJson(row.blob(3));
    preview.id = row.id<SwitchId>(0);
    preview.account = account;
    preview.from = server(row.id<IncomingServerId>(1));
    preview.to = server(row.id<IncomingServerId>(2));
    return preview;
}

QString SwitchReader::backupFolder(SwitchId id)
{
    Statement row = m_db.query("SELECT backup FROM switch_journal WHERE id = ?", id);
    return row.step() ? row.text(0) : QString();
}

QStringList SwitchReader::backupFolders()
{
    QStringList folders;
    Statement rows =
        m_db.query("SELECT backup FROM switch_journal WHERE state IN (?, ?, ?)",
                   int(SwitchState::Open), int(SwitchState::Committed), int(SwitchState::Undoing));
    while (rows.step())
        folders.append(rows.text(0));
    return folders;
}

QList<IncomingServer> SwitchReader::retiredServers(AccountId account)
{
    QList<IncomingServer> servers;
    std::string sql(serverColumns);
    sql += "account = ? AND retired_at IS NOT NULL AND prepared = 0 ORDER BY retired_at DESC, id "
           "DESC";
    Statement rows = m_db.query(sql, account);
    while (rows.step())
        servers.append(serverFromRow(rows));
    return servers;
}

IncomingServer SwitchReader::server(IncomingServerId id)
{
    std::string sql(serverColumns);
    sql += "id = ?";
    Statement row = m_db.query(sql, id);
    return row.step() ? serverFromRow(row) : IncomingServer();
}

bool SwitchReader::isFrozen(IncomingServerId id)
{
    return m_db.integer("SELECT frozen_until FROM incoming_server WHERE id = ?", id) > nowUtc();
}

QString SwitchReader::uidlFormula(IncomingServerId id)
{
    Statement row = m_db.query("SELECT uidl_formula FROM incoming_server WHERE id = ?", id);
    return row.step() ? row.text(0) : QString();
}

QList<SwitchUpload> SwitchReader::uploads(SwitchId id)
{
    QList<SwitchUpload> uploads;
    Statement rows = m_db.query("SELECT placement, path, uidvalidity, uidnext, size, header_hash, "
                                "flags, tags, key, state FROM switch_message WHERE switch = ?",
                                id);
    while (rows.step()) {
        uploads.append({rows.id<PlacementId>(0), rows.blob(1), quint32(rows.integer(2)),
                        quint32(rows.integer(3)), rows.integer(4), rows.blob(5),
                        flagsFromColumns(rows, 6, 7), rows.blob(8),
                        SwitchUpload::State(rows.integer(9))});
    }
    return uploads;
}

void SwitchReader::forEachHere(AccountId account, IncomingServerId server,
                               const std::function<void(const Here &)> &visit)
{
    // By id, so that the same mail always comes in the same order. Keys are looked up one message
    // at a time: a join in brackets would be made whole, and read through for each message.
    Statement rows = m_db.query(
        "SELECT p.id, p.message, p.folder, coalesce(w.bytes, m.size), m.received, p.flags, p.tags, "
        "w.message IS NOT NULL, r.id, b.key, r.uidvalidity, (SELECT e.id FROM email_id e WHERE "
        "e.incoming_server = ?2 AND e.message = m.id), m.message_id, b.header, r.path, d.key, "
        "d.header FROM placement p JOIN message m ON m.id = p.message LEFT JOIN part w ON "
        "w.message = m.id AND "
        "w.section = x'' LEFT JOIN remote_message b ON b.placement = p.id AND b.remote_folder IN "
        "(SELECT id FROM remote_folder WHERE incoming_server = ?2) LEFT JOIN remote_folder r ON "
        "r.id = b.remote_folder LEFT JOIN removed_key d ON r.id IS NULL AND d.placement = p.id AND "
        "d.remote_folder IN (SELECT id FROM remote_folder WHERE incoming_server = ?2) WHERE "
        "m.account = ?1 ORDER BY p.id, r.folder IS p.folder DESC, d.since DESC",
        account, server);
    PlacementId before;
    while (rows.step()) {
        Here here;
        here.placement = rows.id<PlacementId>(0);
        if (here.placement == before)
            continue; // its key in another folder, which a move that waits still names
        before = here.placement;
        here.message = rows.id<MessageId>(1);
        here.folder = rows.id<FolderId>(2);
        here.size = rows.integer(3);
        here.receivedUtc = rows.integer(4);
        here.flags = flagsFromColumns(rows, 5, 6);
        here.whole = rows.integer(7) != 0;
        here.remoteFolder = rows.id<RemoteFolderId>(8);
        here.key = rows.blob(9);
        here.uidValidity = quint32(rows.integer(10));
        here.emailId = rows.blob(11);
        here.messageId = rows.blob(12);
        here.headerHash = rows.blob(13);
        here.remotePath = rows.blob(14);
        if (!here.remoteFolder) {
            here.removedKey = rows.blob(15);
            here.headerHash = rows.blob(16);
        }
        visit(here);
    }
}

void SwitchReader::forEachDeleted(
    IncomingServerId server,
    const std::function<void(const RemoteFolderRow &, const QByteArray &key,
                             const QByteArray &headerHash)> &visit)
{
    Statement rows = m_db.query(
        "SELECT r.id, r.folder, r.path, r.uidvalidity, b.key, b.header FROM remote_folder r JOIN "
        "remote_message b ON b.remote_folder = r.id WHERE r.incoming_server = ? AND b.placement IS "
        "NULL ORDER BY r.id, b.number, b.key",
        server);
    while (rows.step()) {
        RemoteFolderRow folder;
        folder.id = rows.id<RemoteFolderId>(0);
        folder.server = server;
        folder.folder = rows.id<FolderId>(1);
        folder.path = rows.blob(2);
        folder.uidValidity = quint32(rows.integer(3));
        visit(folder, rows.blob(4), rows.blob(5));
    }
}

void SwitchReader::forEachRemoved(
    IncomingServerId server,
    const std::function<void(const RemoteFolderRow &, const QByteArray &key,
                             const QByteArray &headerHash)> &visit)
{
    // A key that is listed again has its row among the others.
    Statement rows = m_db.query(
        "SELECT r.id, r.folder, r.path, r.uidvalidity, d.key, d.header FROM remote_folder r JOIN "
        "(SELECT remote_folder, key, header FROM removed_key WHERE placement IS NULL UNION ALL "
        "SELECT remote_folder, key, header FROM lost_key l WHERE placement IS NULL AND "
        "deleted_here <> 0 AND NOT EXISTS (SELECT 1 FROM removed_key WHERE remote_folder = "
        "l.remote_folder AND key = l.key)) d ON d.remote_folder = r.id WHERE r.incoming_server = ? "
        "ORDER BY r.id, d.key",
        server);
    while (rows.step()) {
        const QByteArray key = rows.blob(4);
        if (m_db.integer("SELECT 1 FROM remote_message WHERE remote_folder = ? AND number = ? AND "
                         "key = ?",
                         rows.id<RemoteFolderId>(0), keyNumber(key), key)
            != 0)
            continue;
        RemoteFolderRow folder;
        folder.id = rows.id<RemoteFolderId>(0);
        folder.server = server;
        folder.folder = rows.id<FolderId>(1);
        folder.path = rows.blob(2);
        folder.uidValidity = quint32(rows.integer(3));
        visit(folder, key, rows.blob(5));
    }
}

void SwitchReader::forEachWhole(
    AccountId account,
    const std::function<void(MessageId, qint64 bytes, const QByteArray &sha256)> &visit)
{
    Statement rows = m_db.query("SELECT w.message, w.bytes, w.sha256 FROM part w WHERE w.account = "
                                "? AND w.section = x'' ORDER BY w.content",
                                account);
    while (rows.step())
        visit(rows.id<MessageId>(0), rows.integer(1), rows.blob(2));
}

QByteArray SwitchReader::sha256Of(MessageId message)
{
    Statement row =
        m_db.query("SELECT sha256 FROM part WHERE message = ? AND section = x''", message);
    return row.step() ? row.blob(0) : QByteArray();
}

qint64 SwitchReader::lostSince(SwitchId id)
{
    return m_db.integer(
        "SELECT count(*) FROM switch_before b LEFT JOIN placement p ON p.id = b.placement LEFT "
        "JOIN part w ON w.message = p.message AND w.section = x'' WHERE b.switch = ? AND b.removed "
        "= 0 AND (p.id IS NULL OR (b.sha256 <> x'' AND CASE WHEN w.message IS NULL THEN p.bound = "
        "0 ELSE w.sha256 <> b.sha256 END))",
        id);
}

QList<SwitchReader::MadeFolder> SwitchReader::madeFolders(SwitchId id)
{
    QList<MadeFolder> folders;
    Statement rows = m_db.query(
        "SELECT name, path FROM switch_folder WHERE switch = ? ORDER BY length(name) DESC", id);
    while (rows.step())
        folders.append({rows.text(0), rows.blob(1)});
    return folders;
}

std::optional<SwitchReader::ReadMessage>
SwitchReader::readBefore(IncomingServerId server, const QByteArray &path, quint32 uidValidity,
                         const QByteArray &key, qint64 size)
{
    Statement row = m_db.query("SELECT loose, header, body FROM switch_header WHERE "
                               "incoming_server = ? AND path = ? AND uidvalidity = ? AND key = ? "
                               "AND size = ?",
                               server, path, uidValidity, key, size);
    if (!row.step())
        return std::nullopt;
    return ReadMessage{path, key, uidValidity, size, row.blob(0), row.blob(1), row.blob(2)};
}

QList<std::pair<AccountId, qint64>> SwitchReader::toGoOn()
{
    QList<std::pair<AccountId, qint64>> accounts;
    Statement rows = m_db.query("SELECT account, next_try FROM switch_journal WHERE next_try > 0");
    while (rows.step())
        accounts.append({rows.id<AccountId>(0), rows.integer(1)});
    return accounts;
}

QList<SwitchId> SwitchReader::overdue()
{
    QList<SwitchId> ids;
    Statement rows = m_db.query("SELECT id FROM switch_journal WHERE (state = ? OR (state = ? AND "
                                "undoable_until > 0)) AND stage = ? AND undoable_until < ?",
                                int(SwitchState::Committed), int(SwitchState::Undone),
                                int(SwitchStage::Report), nowUtc());
    while (rows.step())
        ids.append(rows.id<SwitchId>(0));
    return ids;
}

qint64 SwitchReader::placementCount(AccountId account)
{
    return m_db.integer("SELECT coalesce(sum(total), 0) FROM folder WHERE account = ?", account);
}

qint64 SwitchReader::snapshotBytes(AccountId account)
{
    const ProfilePaths &paths = m_reader.m_store.paths();
    return fileBytes(paths.data + QStringLiteral("/mail.db"))
        + fileBytes(contentDatabasePath(paths, account));
}

void SwitchReader::writeSnapshot(AccountId account, const QString &folder,
                                 const std::function<void()> &mayGoOn)
{
    // The index first: content that came afterwards is more than it names, and never less.
    Database index(m_db.path(), Database::Mode::ReadOnly, {});
    index.backup(QDir(folder).filePath(QStringLiteral("mail.db")), mayGoOn);
    const QString path = contentDatabasePath(m_reader.m_store.paths(), account);
    if (!QFileInfo::exists(path))
        return;
    Database content(path, Database::Mode::ReadOnly, {});
    content.backup(QDir(folder).filePath(QStringLiteral("content.db")), mayGoOn);
}

} // namespace Turnstone
