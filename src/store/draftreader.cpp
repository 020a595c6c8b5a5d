// SPDX-License-Identifier: MIT
#include "store/draftreader.h"

#include "store/database.h"
#include "store/draftelsewhere.h"

namespace Turnstone {

namespace {
DraftRow draftFromRow(const Statement &row)
{
    const DraftElsewhere elsewhere(int(row.integer(3)));
    return {row.id<PlacementId>(0), row.id<AccountId>(1), row.integer(2) != 0,
            elsewhere.testFlag(DraftElsewhereFlag::ToBeTold),
            elsewhere.testFlag(DraftElsewhereFlag::Gone)};
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

bool DraftReader::hasOtherVersion(PlacementId id)
{
    return m_db.integer(
               "SELECT 1 FROM placement mine JOIN message m ON m.id = mine.message AND "
               "m.message_id <> x'' JOIN placement p ON p.folder = mine.folder AND p.id <> mine.id "
               "JOIN message other ON other.id = p.message WHERE mine.id = ? AND other.message_id "
               "= m.message_id LIMIT 1",
               id)
        != 0;
}

bool DraftReader::isHeldBack(PlacementId id)
{
    const auto row = draft(id);
    return row && row->open && row->goneElsewhere && !hasOtherVersion(id);
}

QHash<QByteArray, PlacementId> DraftReader::placementsOf(AccountId account,
                                                         const QSet<QByteArray> &messageIds)
{
    QHash<QByteArray, PlacementId> found;
    if (messageIds.isEmpty())
        return found;
    QHash<QByteArray, QList<MessageId>> messages;
    {
        Statement rows =
            m_db.query("SELECT id, message_id FROM message WHERE account = ?", account);
        while (rows.step()) {
            const QByteArrayView name = rows.blobView(1);
            if (messageIds.contains(QByteArray::fromRawData(name.data(), name.size())))
                messages[name.toByteArray()].append(rows.id<MessageId>(0));
        }
    }
    for (auto it = messages.cbegin(); it != messages.cend(); ++it) {
        bool isLastResort = true;
        for (const MessageId message : it.value()) {
            Statement row = m_db.query(
                "SELECT p.id, f.role IN (?, ?) FROM placement p JOIN folder f ON f.id = p.folder "
                "WHERE p.message = ? AND f.role <> ? ORDER BY 2, p.id LIMIT 1",
                toString(FolderRole::Trash), toString(FolderRole::Junk), message,
                toString(FolderRole::Drafts));
            if (!row.step() || (found.contains(it.key()) && !isLastResort))
                continue;
            found.insert(it.key(), row.id<PlacementId>(0));
            isLastResort = row.integer(1) != 0;
        }
    }
    return found;
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
