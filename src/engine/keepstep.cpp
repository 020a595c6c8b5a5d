// SPDX-License-Identifier: MIT
#include "engine/keepstep.h"

#include "base/log.h"
#include "engine/selection.h"

namespace Turnstone {

namespace {
constexpr int messagesAStep = 200;
constexpr int piecesTakenOutAStep = 400;
} // namespace

KeepStep::KeepStep(Store &store, MailWriter &writer, const Account &account, Wakeup &wakeup,
                   const PassHooks &hooks)
    : m_store(store)
    , m_writer(writer)
    , m_account(account)
    , m_wakeup(wakeup)
    , m_hooks(hooks)
{ }

void KeepStep::run(const RemoteFolderRow &row)
{
    const QString name = folderTitle(m_writer, row);
    MailWriter::RemovalCursor cursor;
    qint64 removed = 0, bytes = 0;
    while (!cursor.atEnd) {
        m_wakeup.throwIfCancelled();
        m_hooks.betweenSteps();
        const MailWriter::Removed step =
            m_writer.removeBeyondRule(row.folder, &cursor, messagesAStep);
        for (const MailWriter::Wanted &message : step.toCut) {
            m_wakeup.throwIfCancelled();
            cut(message);
        }
        const qint64 touched = step.extent.messages + step.toCut.size();
        if (touched == 0)
            continue;
        removed += touched;
        bytes += step.extent.bytes;
        m_writer.takeOutRemoved(piecesTakenOutAStep);
        m_hooks.progress(
            tr("%1: making room on this computer, %Ln message(s) so far", nullptr, int(removed))
                .arg(name),
            0, 0);
    }
    if (removed == 0)
        return;
    qCInfo(lcEngine) << "account" << m_account.id.value() << "removed content of" << removed
                     << "messages," << bytes << "bytes";
    while (m_writer.takeOutRemoved(piecesTakenOutAStep)) {
        m_wakeup.throwIfCancelled();
        m_hooks.betweenSteps();
    }
}

// What is here whole gives its text by itself: nothing is fetched for it.
void KeepStep::cut(const MailWriter::Wanted &message)
{
    const PartSelection text = textSelection(message.structure);
    if (text.what == PartSelection::What::Everything)
        return; // its structure isn't known, so neither is what its text would be
    if (!m_content)
        m_content = std::make_unique<ContentWriter>(m_store, m_account.id);
    QByteArrayList sections{"HEADER"};
    sections += text.sections;
    m_content->begin(message.message);
    for (const QByteArray &section : std::as_const(sections)) {
        const std::optional<QByteArray> bytes = m_writer.content(message.message, section);
        if (!bytes) {
            m_content->abandon();
            return;
        }
        m_content->section(section);
        for (QByteArrayView rest(*bytes); !rest.isEmpty();) {
            const QByteArrayView piece = rest.first(qMin<qsizetype>(rest.size(), 1024 * 1024));
            m_content->data(piece);
            rest = rest.sliced(piece.size());
        }
    }
    const ContentWriter::Stored stored = m_content->end();
    m_content->commit(); // durable before the whole is let go
    m_writer.contentCut(stored);
}

} // namespace Turnstone
