// SPDX-License-Identifier: MIT
// What is kept on this computer: rules, the user's marks, and removing content that a server has.
#include "store/contentdatabase.h"
#include "store/keepscans.h"
#include "store/writerstate.h"

#include <QCoreApplication>

namespace Turnstone {

QList<KeepScan> keepScans(const KeepRule &rule, qint64 nowUtc, bool opened)
{
    constexpr qint64 ever = std::numeric_limits<qint64>::max();
    QList<KeepScan> scans;
    const auto add = [&](bool freed, qint64 before, qint64 asked) {
        for (const ContentLevel level :
             {ContentLevel::Headers, ContentLevel::Text, ContentLevel::Everything}) {
            for (const int attachment : {0, 1})
                scans.append({freed, level, attachment, before, opened ? asked : ever, false});
        }
    };
    if (opened)
        add(true, ever, ever);
    if (rule.level <= ContentLevel::Headers)
        add(false, ever, 1);
    if (rule.days > 0) {
        const qint64 since = nowUtc - qint64(rule.days) * 24 * 3600;
        add(false, since, since);
    }
    // Last: what is to go whole is gone by then. Where nothing is attached, the text is all.
    if (rule.level == ContentLevel::Text)
        scans.append({false, ContentLevel::Everything, 1, ever, opened ? 1 : ever, true});
    return scans;
}

std::string keepScanSql(const KeepScan &scan, const std::string &columns)
{
    return "SELECT p.id, p.message, p.date, " + columns + " FROM placement p INDEXED BY "
        + (scan.freed ? "placement_wished" : "placement_kept")
        + " JOIN message m ON m.id = p.message WHERE p.folder = ? AND p.level > 0 AND p.level = ? "
          "AND p.attachment = ? AND p.date < ? AND (p.date, p.id) < (?, ?) AND m.asked < ? AND "
        + (scan.freed ? "p.wish > 0 AND p.wish = 2" : "p.wish = 0")
        + " ORDER BY p.date DESC, p.id DESC LIMIT ?";
}

namespace {
class KeepText {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::MailWriter)
public:
    static MailError folderGone()
    {
        return {ErrorScope::Folder,
                ErrorKind::NotFound,
                RetryClass::Never,
                tr("The folder is gone. Choose another one."),
                {}};
    }
};
} // namespace

const KeepRule &MailWriter::Private::keepRule(FolderId folder)
{
    const auto known = keepRules.constFind(folder);
    if (known != keepRules.cend())
        return *known;
    return *keepRules.insert(folder, writer.keepRule(folder));
}

QList<MailWriter::Private::Placement> MailWriter::Private::placementsWithAll(MessageId message)
{
    QList<Placement> all;
    const QList<PlacementId> ids = placementsOf(message);
    for (const PlacementId id : ids)
        all.append(*placement(id));
    return all;
}

bool MailWriter::Private::isOnlyCopy(const QList<Placement> &placements)
{
    return std::any_of(placements.cbegin(), placements.cend(), [this](const Placement &one) {
        // Or what is still to be sent to somebody.
        return one.bound != 1 || db.integer("SELECT 1 FROM outbox WHERE message = ?", one.message);
    });
}

void MailWriter::Private::setMark(const QList<Placement> &placements, KeepMark mark)
{
    for (Placement one : placements) {
        if (one.mark == mark)
            continue;
        count(one, -1);
        one.mark = mark;
        count(one, 1);
        db.run("UPDATE placement SET wish = ? WHERE id = ?", int(mark), one.id);
        note(&ChangeSet::changed, one.id, one.folder);
    }
}

/// The bytes that were here.
qint64 MailWriter::Private::dropAllContent(const QList<Placement> &placements)
{
    const MessageId message = placements.first().message;
    const qint64 bytes = placements.first().bytes;
    {
        Statement parts = db.query("SELECT account, content FROM part WHERE message = ?", message);
        while (parts.step())
            dropContent(parts.id<AccountId>(0), parts.integer(1));
    }
    db.run("DELETE FROM part WHERE message = ?", message);
    setContent(message, ContentLevel::None, 0);
    return bytes;
}

void MailWriter::Private::recountOnComputer(const std::string &condition, qint64 id)
{
    keepRules.clear();
    std::string sql = "UPDATE folder SET on_computer = (SELECT coalesce(sum(";
    sql += isHereSql;
    sql += "), 0) FROM placement p JOIN folder f ON f.id = p.folder JOIN account a ON a.id = "
           "f.account WHERE p.folder = folder.id) WHERE ";
    sql += condition;
    db.run(sql, id);
    changes.folderTree = true;
}

void MailWriter::setFolderKeep(FolderId folder, std::optional<ContentLevel> level,
                               std::optional<int> days)
{
    WriteTransaction transaction(*this);
    if (!d->accountOf(folder))
        throw KeepText::folderGone();
    const KeepRule before = keepRule(folder);
    if (level)
        m_db->run("UPDATE folder SET keep = ? WHERE id = ?", int(*level), folder);
    else
        m_db->run("UPDATE folder SET keep = NULL WHERE id = ?", folder);
    if (days)
        m_db->run("UPDATE folder SET keep_days = ? WHERE id = ?", *days, folder);
    else
        m_db->run("UPDATE folder SET keep_days = NULL WHERE id = ?", folder);
    const KeepRule after = keepRule(folder);
    if (after.level < before.level) { // what was opened before goes as well
        m_db->run("UPDATE message SET asked = 0 WHERE asked <> 0 AND id IN (SELECT message FROM "
                  "placement WHERE folder = ? AND level > 0)",
                  folder);
    }
    d->recountOnComputer("id = ?", folder.value());
    d->changes.folders.insert(folder);
    transaction.commit();
}

void MailWriter::contentAsked(MessageId message)
{
    m_db->run("UPDATE message SET asked = ? WHERE id = ?", m_store.clock().utcSeconds(), message);
    const QList<Private::Placement> placements = d->placementsWithAll(message);
    if (!placements.isEmpty() && placements.first().mark == KeepMark::Freed)
        d->setMark(placements, KeepMark::AsRuled);
}

ContentExtent MailWriter::markContent(const QList<PlacementId> &ids, KeepMark mark)
{
    ContentExtent extent;
    WriteTransaction transaction(*this);
    QSet<MessageId> seen;
    for (const PlacementId id : ids) {
        const std::optional<Private::Placement> placement = d->placement(id);
        if (!placement || seen.contains(placement->message))
            continue;
        seen.insert(placement->message);
        const QList<Private::Placement> all = d->placementsWithAll(placement->message);
        if (mark == KeepMark::Freed && d->isOnlyCopy(all)) {
            ++extent.onlyCopies;
            continue;
        }
        d->setMark(all, mark);
        if (mark == KeepMark::Wanted) // the user asks again: no pause after a failure
            m_db->run("UPDATE message SET not_before = 0 WHERE id = ?", placement->message);
        ++extent.messages;
        if (mark == KeepMark::Freed)
            extent.bytes += placement->bytes;
        else if (placement->level < ContentLevel::Everything)
            extent.bytes += placement->size;
    }
    transaction.commit();
    return extent;
}

qint64 MailWriter::forgetDownloads(AccountId account, int limit)
{
    WriteTransaction transaction(*this);
    QList<MessageId> messages;
    {
        Statement rows = m_db->query(
            "SELECT DISTINCT p.message FROM folder f JOIN placement p INDEXED BY placement_wished "
            "ON p.folder = f.id AND p.wish > 0 AND p.wish = 1 AND p.level < 3 WHERE f.account = ? "
            "LIMIT ?",
            account, limit);
        while (rows.step())
            messages.append(rows.id<MessageId>(0));
    }
    for (const MessageId message : std::as_const(messages))
        d->setMark(d->placementsWithAll(message), KeepMark::AsRuled);
    transaction.commit();
    return messages.size();
}

ContentExtent MailWriter::removeFreed(const QList<PlacementId> &ids)
{
    ContentExtent extent;
    WriteTransaction transaction(*this);
    for (const PlacementId id : ids) {
        const std::optional<Private::Placement> placement = d->placement(id);
        if (!placement || placement->mark != KeepMark::Freed
            || placement->level == ContentLevel::None)
            continue;
        const QList<Private::Placement> all = d->placementsWithAll(placement->message);
        if (d->isOnlyCopy(all)) {
            ++extent.onlyCopies;
            continue;
        }
        extent.bytes += d->dropAllContent(all);
        ++extent.messages;
    }
    transaction.commit();
    return extent;
}

MailWriter::Removed MailWriter::removeBeyondRule(FolderId folder, RemovalCursor *cursor, int limit)
{
    Removed removed;
    const qint64 now = m_store.clock().utcSeconds();
    WriteTransaction transaction(*this);
    const QList<KeepScan> scans = keepScans(d->keepRule(folder), now);
    struct Candidate {
        PlacementId placement;
        QByteArray structure;
    };
    QList<Candidate> candidates;
    while (cursor->scan < scans.size() && candidates.isEmpty()) {
        Statement rows =
            m_db->query(keepScanSql(scans.at(cursor->scan), "m.structure"), folder,
                        int(scans.at(cursor->scan).level), scans.at(cursor->scan).attachment,
                        scans.at(cursor->scan).beforeUtc, cursor->date, cursor->id,
                        scans.at(cursor->scan).askedBeforeUtc, limit);
        while (rows.step()) {
            candidates.append({rows.id<PlacementId>(0), rows.blob(3)});
            cursor->date = rows.integer(2);
            cursor->id = rows.integer(0);
        }
        if (candidates.isEmpty())
            *cursor = RemovalCursor{cursor->scan + 1};
    }
    cursor->atEnd = candidates.isEmpty();
    // Another folder that the message is in may want it still.
    const auto wantedElsewhere = [&](const Private::Placement &one, ContentLevel left) {
        if (one.folder == folder || !one.folder)
            return false;
        const KeepRule &rule = d->keepRule(one.folder);
        const qint64 date = m_db->integer("SELECT date FROM placement WHERE id = ?", one.id);
        const bool young = rule.days == 0 || date >= now - qint64(rule.days) * 24 * 3600;
        return young && rule.due(one.size, one.mark) > left;
    };
    for (const Candidate &candidate : std::as_const(candidates)) {
        const std::optional<Private::Placement> placement = d->placement(candidate.placement);
        if (!placement || placement->level == ContentLevel::None)
            continue; // twice in this folder
        const QList<Private::Placement> all = d->placementsWithAll(placement->message);
        const KeepScan &scan = scans.at(cursor->scan);
        // With the rule "headers" nothing of a message is stored but what its list shows.
        const ContentLevel left = scan.cut ? ContentLevel::Text : ContentLevel::Headers;
        if (d->isOnlyCopy(all)) {
            ++removed.extent.onlyCopies;
            continue;
        }
        if (!scan.freed && std::any_of(all.cbegin(), all.cend(), [&](const auto &one) {
                return wantedElsewhere(one, left);
            }))
            continue;
        if (scan.cut) {
            removed.toCut.append({placement->message,
                                  placement->id,
                                  {},
                                  placement->size,
                                  bodyStructureFromBytes(candidate.structure)});
            continue;
        }
        removed.extent.bytes += d->dropAllContent(all);
        ++removed.extent.messages;
    }
    transaction.commit();
    return removed;
}

bool MailWriter::contentCut(const ContentWriter::Stored &stored)
{
    WriteTransaction transaction(*this);
    const QList<Private::Placement> all = d->placementsWithAll(stored.message);
    const bool may = !all.isEmpty() && !d->isOnlyCopy(all) && all.first().mark != KeepMark::Wanted
        && all.first().level == ContentLevel::Everything
        && m_db->integer("SELECT 1 FROM part WHERE message = ? AND section = x''", stored.message);
    if (may) {
        d->dropAllContent(all);
        d->storeParts(stored.message, stored.account, stored, ContentLevel::Text);
    } else {
        for (const qint64 content : stored.contents)
            d->dropContent(stored.account, content);
    }
    transaction.commit();
    return may;
}

bool MailWriter::takeOutRemoved(int limit)
{
    removeContentGarbage(m_store, *m_db, limit);
    d->garbage = 0;
    return m_db->integer("SELECT 1 FROM content_garbage LIMIT 1") != 0;
}

} // namespace Turnstone
