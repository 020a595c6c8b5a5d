// SPDX-License-Identifier: MIT
#include "store/draftreader.h"

#include "store/database.h"

namespace Turnstone {

namespace {
DraftRow draftFromRow(const Statement &row)
{
    return {row.id<PlacementId>(0), row.id<AccountId>(1), row.integer(2) != 0, row.integer(3) != 0};
}
} // namespace

DraftReader::DraftReader(MailReader &reader)
    : m_reader(reader)
    , m_store(reader.m_store)
    , m_db(*reader.m_db)
{ }

std::optional<DraftRow> DraftReader::draft(PlacementId id)
{
    Statement row = m_db.query(
        "SELECT placement, account, open, changed_elsewhere FROM draft WHERE placement = ?", id);
    return row.step() ? std::optional(draftFromRow(row)) : std::nullopt;
}

QList<DraftRow> DraftReader::drafts()
{
    QList<DraftRow> drafts;
    Statement rows = m_db.query(
        "SELECT placement, account, open, changed_elsewhere FROM draft ORDER BY placement");
    while (rows.step())
        drafts.append(draftFromRow(rows));
    return drafts;
}

std::optional<QByteArray> DraftReader::unsaved(PlacementId id)
{
    Statement row =
        m_db.query("SELECT unsaved FROM draft WHERE placement = ? AND unsaved IS NOT NULL", id);
    return row.step() ? std::optional(row.blob(0)) : std::nullopt;
}

FolderId DraftReader::templates(AccountId account)
{
    return FolderId(m_db.integer("SELECT f.id FROM template_folder t JOIN folder f ON f.id = "
                                 "t.folder AND f.removed = 0 WHERE t.account = ?",
                                 account));
}

bool DraftReader::isTemplate(PlacementId id)
{
    return m_db.integer("SELECT 1 FROM placement p JOIN template_folder t ON t.folder = p.folder "
                        "WHERE p.id = ?",
                        id)
        != 0;
}

} // namespace Turnstone
