// SPDX-License-Identifier: MIT
// What there is to download and to remove.
#include "store/keepscans.h"
#include "store/mailreader.h"

namespace Turnstone {

KeepRule MailReader::keepRule(FolderId folder)
{
    Statement row = m_db->query(
        "SELECT coalesce(f.keep, a.keep), coalesce(f.keep_days, a.keep_days), a.largest_kept FROM "
        "folder f JOIN account a ON a.id = f.account WHERE f.id = ?",
        folder);
    if (!row.step())
        return {};
    return {ContentLevel(row.integer(0)), int(row.integer(1)), row.integer(2)};
}

ContentExtent MailReader::toDownload(const QList<PlacementId> &placements,
                                     const std::function<bool()> &cancelled)
{
    ReadSnapshot snapshot(*m_db);
    ContentExtent extent;
    QSet<MessageId> seen;
    Statement row = m_db->query("SELECT message, level, size, bound FROM placement WHERE id = ?");
    for (const PlacementId id : placements) {
        if (cancelled && cancelled())
            break;
        row.bind(1, id);
        if (row.step() && row.integer(1) < int(ContentLevel::Everything)
            && !seen.contains(row.id<MessageId>(0))) {
            seen.insert(row.id<MessageId>(0));
            if (row.integer(3) == 0) {
                ++extent.onlyCopies;
            } else {
                ++extent.messages;
                extent.bytes += row.integer(2);
            }
        }
        row.reset();
    }
    return extent;
}

ContentExtent MailReader::toDownload(FolderId folder)
{
    Statement row = m_db->query(
        "SELECT coalesce(sum(bound <> 0), 0), coalesce(sum(CASE WHEN bound <> 0 THEN size ELSE 0 "
        "END), 0), coalesce(sum(bound = 0), 0) FROM placement WHERE folder = ? AND level < 3",
        folder);
    row.step();
    return {row.integer(0), row.integer(1), row.integer(2)};
}

namespace {
// Of a message with content here: what it comes to, and whether any place of it has no key.
constexpr std::string_view freeableOfMessage =
    "SELECT m.bytes, EXISTS (SELECT 1 FROM placement o WHERE o.message = m.id AND o.bound <> 1) "
    "FROM message m WHERE m.id = ? AND m.level > 0";

void addFreeable(Statement &row, MessageId message, ContentExtent &extent)
{
    row.bind(1, message);
    if (row.step()) {
        if (row.integer(1) != 0) {
            ++extent.onlyCopies;
        } else {
            ++extent.messages;
            extent.bytes += row.integer(0);
        }
    }
    row.reset();
}
} // namespace

ContentExtent MailReader::toFree(const QList<PlacementId> &placements,
                                 const std::function<bool()> &cancelled)
{
    ReadSnapshot snapshot(*m_db);
    ContentExtent extent;
    QSet<MessageId> seen;
    Statement freeable = m_db->query(freeableOfMessage);
    for (const PlacementId id : placements) {
        if (cancelled && cancelled())
            break;
        const MessageId message(m_db->integer("SELECT message FROM placement WHERE id = ?", id));
        if (!message || seen.contains(message))
            continue;
        seen.insert(message);
        addFreeable(freeable, message, extent);
    }
    return extent;
}

ContentExtent MailReader::toFree(FolderId folder)
{
    ReadSnapshot snapshot(*m_db);
    ContentExtent extent;
    Statement freeable = m_db->query(freeableOfMessage);
    Statement rows = m_db->query("SELECT DISTINCT message FROM placement INDEXED BY placement_kept "
                                 "WHERE folder = ? AND level > 0",
                                 folder);
    while (rows.step())
        addFreeable(freeable, rows.id<MessageId>(0), extent);
    return extent;
}

ContentExtent MailReader::beyondRule(FolderId folder, const KeepRule &rule)
{
    ReadSnapshot snapshot(*m_db);
    ContentExtent extent;
    QSet<MessageId> seen; // a message may be beyond by its level and by its age
    const QList<KeepScan> scans = keepScans(rule, m_store.clock().utcSeconds(), false);
    for (const KeepScan &scan : scans) {
        Statement rows = m_db->query(
            keepScanSql(scan, "m.bytes, m.structure"), folder, int(scan.level), scan.attachment,
            scan.beforeUtc, std::numeric_limits<qint64>::max(), std::numeric_limits<qint64>::max(),
            scan.askedBeforeUtc, std::numeric_limits<qint64>::max());
        while (rows.step()) {
            const MessageId message = rows.id<MessageId>(1);
            if (seen.contains(message))
                continue;
            if (m_db->integer("SELECT 1 FROM placement WHERE message = ? AND bound <> 1",
                              message)) {
                ++extent.onlyCopies;
                continue;
            }
            seen.insert(message);
            ++extent.messages;
            extent.bytes += rows.integer(3);
        }
    }
    return extent;
}

ContentExtent MailReader::beyondRule(AccountId account, const KeepRule &rule)
{
    ContentExtent sum;
    const QList<Folder> all = folders(account);
    for (const Folder &folder : all) {
        KeepRule effective = rule;
        effective.level = folder.keep.value_or(rule.level);
        effective.days = folder.keepDays.value_or(rule.days);
        if (effective == keepRule(folder.id) || !folder.onServer)
            continue;
        const ContentExtent one = beyondRule(folder.id, effective);
        sum.messages += one.messages;
        sum.bytes += one.bytes;
        sum.onlyCopies += one.onlyCopies;
    }
    return sum;
}

MailReader::Storage MailReader::storage(AccountId account)
{
    Statement row = m_db->query(
        "SELECT coalesce(sum(f.total), 0), coalesce(sum(f.on_computer), 0), "
        "coalesce(sum(f.only_here), 0), coalesce(sum(f.bytes), 0) FROM folder f WHERE f.account = "
        "?1 AND f.removed = 0 AND (f.role IN (?2, ?3, ?4) OR NOT EXISTS (SELECT 1 FROM "
        "incoming_server s JOIN folder a ON a.account = s.account AND a.role = ?2 WHERE s.account "
        "= ?1 AND s.retired_at IS NULL AND s.labels = 1))",
        account, toString(FolderRole::All), toString(FolderRole::Trash),
        toString(FolderRole::Junk));
    row.step();
    return {row.integer(0), row.integer(1), row.integer(2), row.integer(3)};
}

ContentExtent MailReader::waitingDownloads(AccountId account)
{
    Statement row = m_db->query(
        "SELECT count(*), coalesce(sum(p.size), 0) FROM folder f JOIN placement p INDEXED BY "
        "placement_wished ON p.folder = f.id AND p.wish > 0 AND p.wish = 1 AND p.level < 3 WHERE "
        "f.account = ? AND p.bound <> 0",
        account);
    row.step();
    return {row.integer(0), row.integer(1), 0};
}

} // namespace Turnstone
