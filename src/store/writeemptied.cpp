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

void MailWriter::letGo(FolderId folder)
{
    WriteTransaction transaction(*this);
    QList<PlacementId> copies;
    {
        // What the user has done something with since stays: it has its own way to go.
        Statement rows = m_db->query(
            "SELECT p.id FROM placement p WHERE p.folder = ? AND p.bound = 0 AND NOT EXISTS "
            "(SELECT 1 FROM operation_placement o WHERE o.placement = p.id) AND EXISTS (SELECT 1 "
            "FROM folder f WHERE f.id = p.folder AND f.emptied <> 0)",
            folder);
        while (rows.step())
            copies.append(rows.id<PlacementId>(0));
    }
    for (const PlacementId id : std::as_const(copies)) {
        if (const auto placement = d->placement(id))
            d->deletePlacement(*placement, false);
    }
    m_db->run("UPDATE folder SET emptied = 0 WHERE id = ?", folder);
    d->changes.folderTree = true;
    transaction.commit();
}

} // namespace Turnstone
