// SPDX-License-Identifier: MIT
#include "engine/protocolswitch/matchside.h"

#include <QtEndian>

namespace Turnstone {

namespace {

constexpr qsizetype longestText = 2'000; ///< of what a server calls a message

} // namespace

MatchSide::Digest MatchSide::Digest::of(const QByteArray &hash)
{
    if (hash.size() < 16)
        return {};
    return {qFromBigEndian<quint64>(hash.constData()),
            qFromBigEndian<quint64>(hash.constData() + 8)};
}

int MatchSide::add(const MatchMessage &message)
{
    Record record;
    record.header = Digest::of(message.headerHash);
    record.loose = Digest::of(message.looseKey);
    record.body = Digest::of(message.bodyHash);
    record.size = qMax<qint64>(0, message.size);
    record.receivedUtc = message.receivedUtc;
    record.uidValidity = message.uidValidity;
    record.deleted = message.deleted;
    record.texts = m_texts.size();
    for (const QByteArray &text : {message.key, message.guid, message.emailId, message.messageId}) {
        // What is cut would be another's name.
        const quint16 length = quint16(text.size() <= longestText ? text.size() : 0);
        m_texts.push_back(char(length & 0xff));
        m_texts.push_back(char(length >> 8));
        m_texts.insert(m_texts.end(), text.begin(), text.begin() + length);
    }
    const auto folder = m_folderNumbers.constFind(message.folder);
    if (folder != m_folderNumbers.constEnd()) {
        record.folder = *folder;
    } else {
        record.folder = qint32(m_folders.size());
        m_folderNumbers.insert(message.folder, record.folder);
        m_folders.append(message.folder);
        if (message.folder.compare("INBOX", Qt::CaseInsensitive) == 0)
            m_inbox = record.folder;
    }
    m_records.push_back(record);
    return count() - 1;
}

QByteArray MatchSide::text(int index, Text which) const
{
    const char *at = m_texts.data() + m_records[index].texts;
    for (int i = 0;; ++i) {
        const qsizetype length = uchar(at[0]) | (uchar(at[1]) << 8);
        if (i == which)
            return {at + 2, length};
        at += 2 + length;
    }
}

MatchMessage MatchSide::at(int index) const
{
    const Record &record = m_records[index];
    MatchMessage message;
    message.folder = m_folders[record.folder];
    message.key = text(index, Key);
    message.uidValidity = record.uidValidity;
    message.size = record.size;
    message.receivedUtc = record.receivedUtc;
    message.guid = text(index, Guid);
    message.emailId = text(index, EmailId);
    message.messageId = text(index, MessageId);
    message.deleted = record.deleted;
    return message;
}

void MatchSide::tell(int index, const QByteArray &looseKey, const QByteArray &headerHash,
                     const QByteArray &bodyHash)
{
    Record &record = m_records[index];
    if (!looseKey.isEmpty())
        record.loose = Digest::of(looseKey);
    if (!headerHash.isEmpty())
        record.header = Digest::of(headerHash);
    if (!bodyHash.isEmpty())
        record.body = Digest::of(bodyHash);
}

UidlSource MatchSide::uidlSource(int index) const
{
    return {m_records[index].uidValidity, text(index, Key).toUInt(), text(index, Guid),
            text(index, EmailId), text(index, MessageId)};
}

QByteArray MatchSide::identity(int index) const
{
    const QByteArray emailId = text(index, EmailId);
    return emailId.isEmpty() ? text(index, Guid) : emailId;
}

} // namespace Turnstone
