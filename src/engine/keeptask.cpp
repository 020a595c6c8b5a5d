// SPDX-License-Identifier: MIT
#include "engine/keeptask.h"

namespace Turnstone {

namespace {
constexpr size_t messagesAChunk = 300;
constexpr int piecesTakenOut = 300;
} // namespace

KeepTask::KeepTask(Kind kind, KeepScope scope, const BackendRegistry &registry)
    : m_kind(kind)
    , m_registry(registry)
    , m_scope(std::move(scope))
{ }

QList<PlacementId> KeepTask::nextChunk()
{
    QList<PlacementId> chunk;
    for (; m_next < m_ids.size() && chunk.size() < qsizetype(messagesAChunk); ++m_next)
        chunk.append(PlacementId(m_ids[m_next]));
    m_done += chunk.size();
    return chunk;
}

void KeepTask::begin(Phase phase)
{
    m_phase = phase;
    m_next = 0;
}

bool KeepTask::confirmsFirst(MailWriter &writer, AccountId id)
{
    const auto known = m_confirmsFirst.constFind(id);
    if (known != m_confirmsFirst.cend())
        return *known;
    const auto account = writer.account(id);
    const BackendRegistry::Entry *entry =
        account ? m_registry.find(account->incoming.protocol) : nullptr;
    return *m_confirmsFirst.insert(id, !entry || !entry->traits.foldersOnServer);
}

bool KeepTask::step(MailWriter &writer)
{
    if (m_cancelled && m_phase != Phase::TakeOut && m_phase != Phase::TakeBack
        && m_phase != Phase::Ended)
        begin(Phase::TakeBack);
    switch (m_phase) {
    case Phase::Find: {
        for (const PlacementId id : std::as_const(m_scope.messages))
            m_ids.push_back(id.value());
        if (!m_scope.folders.isEmpty()) {
            ListQuery query;
            query.folders = {m_scope.folders.cbegin(), m_scope.folders.cend()};
            const std::vector<qint64> inside =
                writer.ids(query, [this] { return m_cancelled.load(); });
            m_ids.insert(m_ids.end(), inside.cbegin(), inside.cend());
        }
        m_total = qint64(m_ids.size()) * (m_kind == Kind::Remove ? 2 : 1);
        begin(Phase::Mark);
        return true;
    }
    case Phase::Mark: {
        const QList<PlacementId> chunk = nextChunk();
        if (chunk.isEmpty()) {
            begin(m_kind == Kind::Remove ? Phase::Remove : Phase::Ended);
            return m_phase != Phase::Ended;
        }
        const ContentExtent marked =
            writer.markContent(chunk, m_kind == Kind::Remove ? KeepMark::Freed : KeepMark::Wanted);
        m_extent.onlyCopies += marked.onlyCopies;
        const QList<MessageRow> rows = writer.rows(chunk);
        if (m_kind == Kind::Download) {
            m_extent.messages += marked.messages;
            m_extent.bytes += marked.bytes;
            for (const MessageRow &row : rows)
                m_waiting.insert(row.account);
        }
        return true;
    }
    case Phase::Remove: {
        const QList<PlacementId> chunk = nextChunk();
        if (chunk.isEmpty()) {
            begin(Phase::TakeOut);
            return true;
        }
        QList<PlacementId> atOnce;
        const QList<MessageRow> rows = writer.rows(chunk);
        for (const MessageRow &row : rows) {
            if (!confirmsFirst(writer, row.account)) {
                atOnce.append(row.id);
            } else if (row.mark == KeepMark::Freed && row.content != ContentLevel::None) {
                m_waiting.insert(row.account);
                const ContentExtent later = writer.toFree(QList<PlacementId>{row.id});
                m_extent.messages += later.messages;
                m_extent.bytes += later.bytes;
            }
        }
        const ContentExtent removed = writer.removeFreed(atOnce);
        m_extent.messages += removed.messages;
        m_extent.bytes += removed.bytes;
        return true;
    }
    case Phase::TakeOut:
        if (writer.takeOutRemoved(piecesTakenOut))
            return true;
        begin(Phase::Ended);
        return false;
    case Phase::TakeBack: {
        QList<PlacementId> undone;
        const QList<PlacementId> chunk = nextChunk();
        const QList<MessageRow> rows = writer.rows(chunk);
        for (const MessageRow &row : rows) {
            const bool open = m_kind == Kind::Remove
                ? row.mark == KeepMark::Freed && row.content != ContentLevel::None
                : row.mark == KeepMark::Wanted && row.content != ContentLevel::Everything;
            if (open)
                undone.append(row.id);
        }
        writer.markContent(undone, KeepMark::AsRuled);
        if (chunk.isEmpty())
            begin(Phase::TakeOut);
        return true;
    }
    case Phase::Ended:
        break;
    }
    return false;
}

QList<FolderId> withSubfolders(MailReader &reader, FolderId folder)
{
    QList<FolderId> found{folder};
    const auto top = reader.folder(folder);
    if (!top)
        return found;
    const QList<Folder> all = reader.folders(top->account); // parents before children
    for (const Folder &one : all) {
        if (one.id != folder && found.contains(one.parent))
            found.append(one.id);
    }
    return found;
}

} // namespace Turnstone
