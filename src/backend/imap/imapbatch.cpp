// SPDX-License-Identifier: MIT
#include "backend/imap/imapbatch.h"

#include "mail/messagereader.h"

#include <algorithm>

namespace Turnstone {

using namespace Imap;

namespace {

constexpr qsizetype previewChars = 256; ///< RFC 8970 3.1: at most 256

/// One line, without control characters.
QString plainPreview(const QByteArray &utf8)
{
    QString text = QString::fromUtf8(utf8.first(qMin<qsizetype>(utf8.size(), 4 * previewChars)));
    for (QChar &c : text) {
        if (!c.isPrint() && !c.isSurrogate() && c != QChar(0x200d))
            c = QLatin1Char(' ');
    }
    return text.simplified().left(previewChars);
}

} // namespace

QByteArray ImapBatch::items(Items kind, const QByteArray &emailId, bool previews)
{
    static const QByteArray headerFields =
        "BODY.PEEK[HEADER.FIELDS (DATE FROM SENDER REPLY-TO TO CC BCC SUBJECT MESSAGE-ID "
        "IN-REPLY-TO REFERENCES LIST-ID)]";
    const QByteArray facts = "(UID FLAGS INTERNALDATE RFC822.SIZE "
        + (emailId.isEmpty() ? emailId : emailId + ' ') + (previews ? "PREVIEW (LAZY) " : "");
    // The structure last: where it is broken, nothing behind it is lost.
    switch (kind) {
    case Items::HeaderFields:
        return facts + headerFields + " BODYSTRUCTURE)";
    case Items::Envelope:
        return facts + "ENVELOPE BODYSTRUCTURE)";
    case Items::Sparse:
        break;
    }
    return facts + headerFields + ')';
}

bool ImapBatch::wants(const FetchData &data) const
{
    if (!data.uid)
        return false;
    if (!m_bySequence)
        return m_uids.contains(*data.uid);
    return data.size || data.envelope || !data.sections.isEmpty() || m_records.contains(*data.uid);
}

void ImapBatch::take(const FetchData &data, const QByteArray &streamed)
{
    Record &record = m_records[*data.uid];
    if (data.flags)
        record.flags = data.flags;
    if (data.internalDate)
        record.receivedUtc = *data.internalDate;
    if (data.size)
        record.size = data.size;
    if (data.structure)
        record.structure = *data.structure;
    if (data.envelope)
        record.envelope = data.envelope;
    if (!data.emailId.isEmpty())
        record.emailId = data.emailId;
    if (data.preview)
        record.preview = plainPreview(*data.preview);
    for (const BodySection &section : data.sections) {
        if (section.section.startsWith("HEADER.FIELDS") && !section.nil)
            record.envelope = readEnvelope(section.streamed ? streamed : section.bytes);
    }
}

void ImapBatch::startAgain(Items kind)
{
    m_kind = kind;
    m_records.clear();
    answer.reset();
}

bool ImapBatch::lacksHeaders() const
{
    return !m_records.empty()
        && std::none_of(m_records.begin(), m_records.end(),
                        [](const auto &entry) { return entry.second.envelope.has_value(); });
}

UidSet ImapBatch::unanswered() const
{
    UidSet missing = m_uids;
    for (const auto &[uid, record] : m_records) {
        if (record.isWhole())
            missing.remove({uid, uid});
        else
            missing.add(uid);
    }
    return missing;
}

QList<quint32> ImapBatch::misread() const
{
    QList<quint32> uids;
    for (const auto &[uid, record] : m_records) {
        if (!record.isWhole())
            uids.append(uid);
    }
    return uids;
}

quint32 ImapBatch::lowest() const
{
    quint32 lowest = m_uids.lowest();
    if (!m_records.empty() && (lowest == 0 || m_records.begin()->first < lowest))
        lowest = m_records.begin()->first;
    return lowest;
}

QList<RemoteMessage> ImapBatch::newestFirst() const
{
    QList<RemoteMessage> messages;
    for (auto entry = m_records.rbegin(); entry != m_records.rend(); ++entry) {
        const Record &record = entry->second;
        if (!record.isWhole())
            continue;
        RemoteMessage message;
        message.key = QByteArray::number(entry->first);
        message.size = record.size.value_or(0);
        message.receivedUtc = record.receivedUtc;
        message.flags = record.flags.value_or(FlagState{});
        message.envelope = record.envelope;
        message.structure = record.structure;
        message.emailId = record.emailId;
        message.preview = record.preview;
        messages.append(message);
    }
    return messages;
}

} // namespace Turnstone
