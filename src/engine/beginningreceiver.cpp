// SPDX-License-Identifier: MIT
#include "engine/beginningreceiver.h"

#include "engine/selection.h"
#include "mail/limits.h"
#include "mail/messagereader.h"

#include <algorithm>

namespace Turnstone {

BeginningReceiver::BeginningReceiver(ContentPipeline &pipeline, int lines)
    : m_pipeline(pipeline)
    , m_lines(lines)
{ }

void BeginningReceiver::expect(const QByteArray &key, MessageId message, qint64 size)
{
    m_wanted.insert(key, {message, size});
}

void BeginningReceiver::begin(const RemoteKey &key)
{
    m_key = key;
    m_beginning.clear();
    m_isBeginning = m_cut = false;
}

void BeginningReceiver::section(const QByteArray &section)
{
    m_isBeginning = section == "BEGINNING";
}

void BeginningReceiver::data(QByteArrayView bytes)
{
    const qsizetype room = Limits::beginningBytes - m_beginning.size();
    m_cut = m_cut || bytes.size() > room;
    if (room > 0)
        m_beginning.append(bytes.first(std::min(room, bytes.size())));
}

void BeginningReceiver::end()
{
    const auto found = m_wanted.constFind(m_key.key);
    if (found == m_wanted.constEnd())
        return;
    const Wanted wanted = *found;
    m_wanted.erase(found);
    const QByteArrayView header = headerBlock(m_beginning);
    const QByteArrayView body = QByteArrayView(m_beginning).sliced(header.size());
    if (!m_cut && (!m_isBeginning || body.count('\n') < m_lines)) {
        pass(wanted.message, ContentLevel::Everything, {}, {{QByteArray(""), m_beginning}});
        return;
    }
    const MessageBeginning beginning = readBeginning(m_beginning, wanted.size);
    const PartSelection texts = textSelection(beginning.structure);
    QList<Piece> pieces{{QByteArrayLiteral("HEADER"), header.toByteArray()}};
    const bool whole = texts.what == PartSelection::What::Text
        && std::all_of(texts.sections.cbegin(), texts.sections.cend(),
                       [&](const QByteArray &one) { return beginning.whole.contains(one); });
    if (!whole) {
        pass(wanted.message, ContentLevel::Headers, {}, pieces);
        return;
    }
    for (const QByteArray &section : texts.sections)
        pieces.append({section, sectionBytes(m_beginning, section)});
    pass(wanted.message, ContentLevel::Text, beginning.structure, pieces);
}

void BeginningReceiver::pass(MessageId message, ContentLevel level, const BodyStructure &structure,
                             const QList<Piece> &pieces)
{
    ContentReceiver::Target target;
    target.message = message;
    target.level = level;
    target.structure = structure;
    m_pipeline.expect(m_key.key, std::move(target));
    m_pipeline.begin(m_key);
    for (const Piece &piece : pieces) {
        m_pipeline.section(piece.section);
        m_pipeline.data(piece.bytes);
    }
    m_pipeline.end();
    m_beginning.clear();
}

void BeginningReceiver::missing(const RemoteKey &key, const MailError &why)
{
    const auto found = m_wanted.constFind(key.key);
    if (found == m_wanted.constEnd())
        return;
    ContentReceiver::Target target;
    target.message = found->message;
    m_wanted.erase(found);
    m_pipeline.expect(key.key, std::move(target));
    m_pipeline.missing(key, why);
}

} // namespace Turnstone
