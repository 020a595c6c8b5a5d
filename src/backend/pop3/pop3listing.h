// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/pop3/pop3session.h"

#include <QHash>
#include <vector>

namespace Turnstone {

/// What stands in a POP3 mailbox in this session: message numbers, sizes, and the keys by which
/// messages are known beyond it. Pure: filled from events, then `settle`d.
class Pop3Listing {
public:
    struct Message {
        quint32 number = 0;
        qint64 size = -1; ///< -1 unknown
        QByteArray key; ///< RemoteKey::key; empty until known
        bool deleted = false; ///< by this session
    };

    void addSize(const Pop3Size &);
    void addUid(const Pop3Uid &);
    void addMalformed() { m_malformed = true; }
    void setCount(qint64 messages) { m_count = messages; }
    /// For a server that lists nothing: 1 to STAT's count.
    void addByCount();

    /// Messages that no UIDL named, or one that names others too: nobody knows which of those an
    /// earlier session called so, and a wrong one might be deleted. Their headers tell them apart.
    std::vector<quint32> ambiguous() const;
    /// The key becomes the header's fingerprint (in hex), after "uidl#" where there is a UIDL.
    void setHeader(quint32 number, const QByteArray &fingerprint);
    bool lacksKeys() const;
    /// Makes keys unique and sorts by number; then the listing is read only. Of messages that even
    /// their headers don't tell apart the first keeps the key, the next are "key#2", "key#3" …, so
    /// that none is lost.
    void settle();

    /// Oldest first.
    const std::vector<Message> &messages() const { return m_messages; }
    /// Null where there is none, or it was deleted in this session.
    const Message *find(const QByteArray &key) const;
    /// STAT, LIST and UIDL agree, so that what isn't listed isn't there.
    bool isComplete() const;
    /// STAT's count, or that of the listing, without what this session deleted.
    qint64 count() const;
    void markDeleted(const QByteArray &key);

private:
    Message &at(quint32 number);

    std::vector<Message> m_messages;
    QHash<quint32, size_t> m_byNumber;
    QHash<QByteArray, size_t> m_byKey;
    qint64 m_count = -1;
    qint64 m_deleted = 0;
    bool m_malformed = false;
};

} // namespace Turnstone
