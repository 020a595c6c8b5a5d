// SPDX-License-Identifier: MIT
// Folders that a server has lost the mail of: the copies here wait for the user's word.
#include "store/writerstate.h"

namespace Turnstone {

void MailWriter::folderEmptied(FolderId folder)
{
    m_db->run("UPDATE folder SET emptied = ? WHERE id = ? AND emptied = 0",
              m_store.clock().utcSeconds(), folder);
    if (m_db->changes() > 0)
        d->changes.folderTree = true;
    d->changes.folders.insert(folder);
}

void MailWriter::endEmptied(FolderId folder)
{
    if (!m_db->integer("SELECT 1 FROM folder WHERE id = ? AND emptied <> 0", folder)
        || m_db->integer("SELECT 1 FROM placement WHERE folder = ? AND bound = 0", folder))
        return;
    WriteTransaction transaction(*this);
    m_db->run("UPDATE folder SET emptied = 0 WHERE id = ?", folder);
    d->changes.folderTree = true;
    transaction.commit();
}

bool MailWriter::putBack(FolderId folder, int limit, const ActionTraits &traits)
{
    // Of a placement without a key, and which nothing is about to give one or take away.
    constexpr std::string_view lost =
        "FROM placement p WHERE p.folder = ?1 AND p.bound = 0 AND NOT EXISTS (SELECT 1 FROM "
        "operation_placement i JOIN operation o ON o.id = i.operation WHERE i.placement = p.id AND "
        "i.role = 0 AND o.kind IN (?2, ?3, ?4, ?5, ?6)) ";
    const auto ask = [&](const std::string &before, const std::string &after) {
        Statement rows =
            m_db->query(before + std::string(lost) + after, folder, int(OperationKind::Move),
                        int(OperationKind::Copy), int(OperationKind::Delete),
                        int(OperationKind::Append), int(OperationKind::Transfer));
        return rows;
    };
    if (!m_db->integer("SELECT 1 FROM folder WHERE id = ? AND emptied <> 0", folder))
        return false;
    QList<PlacementId> copies;
    {
        Statement rows = ask("SELECT p.id ",
                             "AND EXISTS (SELECT 1 FROM part WHERE message = p.message AND section "
                             "= x'') LIMIT "
                                 + std::to_string(limit));
        while (rows.step())
            copies.append(rows.id<PlacementId>(0));
    }
    // A transaction of its own; where nothing follows it, the mark still stands and asks again.
    const bool queued = !upload(copies, folder, traits).isEmpty();
    if (queued && copies.size() >= limit)
        return true;
    if (ask("SELECT 1 ", "LIMIT 1").step())
        return false;
    WriteTransaction transaction(*this);
    m_db->run("UPDATE folder SET emptied = 0 WHERE id = ?", folder);
    d->changes.folderTree = true;
    transaction.commit();
    return false;
}

bool MailWriter::letGo(FolderId folder, int limit)
{
    WriteTransaction transaction(*this);
    QList<PlacementId> copies;
    {
        // What the user has done something with since stays: it has its own way to go.
        Statement rows = m_db->query(
            "SELECT p.id FROM placement p WHERE p.folder = ? AND p.bound = 0 AND NOT EXISTS "
            "(SELECT 1 FROM operation_placement o WHERE o.placement = p.id) AND EXISTS (SELECT 1 "
            "FROM folder f WHERE f.id = p.folder AND f.emptied <> 0) LIMIT ?",
            folder, limit);
        while (rows.step())
            copies.append(rows.id<PlacementId>(0));
    }
    for (const PlacementId id : std::as_const(copies)) {
        if (const auto placement = d->placement(id))
            d->deletePlacement(*placement, false);
    }
    const bool more = copies.size() >= limit;
    if (!more) {
        m_db->run("UPDATE folder SET emptied = 0 WHERE id = ?", folder);
        d->changes.folderTree = true;
    }
    transaction.commit();
    return more;
}

} // namespace Turnstone
