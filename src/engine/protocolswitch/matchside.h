// SPDX-License-Identifier: MIT
#pragma once

#include "engine/protocolswitch/uidlformula.h"

#include <QHash>
#include <vector>

namespace Turnstone {

/// One message of a side, as it is handed in. Hashes are asked for only where a rule needs them;
/// what is known without asking saves that.
struct MatchMessage {
    /// Server side: the folder's path at the server. Local side: the path it would be filed under
    /// there, where there is such a folder; of several alike, the one in the same folder is taken.
    QByteArray folder;
    QByteArray key; ///< the UIDL or the UID in decimal, as MatchSide::Keys says; empty: none
    quint32 uidValidity = 0; ///< with UIDs
    qint64 size = 0; ///< bytes; 0: unknown
    /// Seconds; 0: unknown. INTERNALDATE there, and here whatever is near it, such as Date: what is
    /// near is read first.
    qint64 receivedUtc = 0;
    QByteArray guid, emailId; ///< where told
    QByteArray messageId; ///< without brackets, where known
    QByteArray headerHash; ///< HeaderHash; empty: not known yet
    QByteArray looseKey; ///< looseFingerprint; empty: not known yet
    QByteArray bodyHash; ///< MessageHash; empty: not known yet
    /// Only its key is still known: it was deleted here. Pairs after what is whole.
    bool deleted = false;
};

/// The messages of one side, in the order they are added (which is their order for T4: folder by
/// folder, oldest first). Some 90 bytes a message and its key. One thread at a time.
class MatchSide {
public:
    enum class Keys { Uidl, Uid };
    explicit MatchSide(Keys keys)
        : m_keys(keys)
    { }

    Keys keys() const { return m_keys; }
    int add(const MatchMessage &);
    int count() const { return int(m_records.size()); }
    /// As it was added, without hashes.
    MatchMessage at(int index) const;

    /// What reading tells of a message (MatchSource). Empty: nothing.
    void tell(int index, const QByteArray &looseKey, const QByteArray &headerHash = {},
              const QByteArray &bodyHash = {});

    /// Another copy of the same message, whose body was read.
    void copyBody(int index, int from) { m_records[index].body = m_records[from].body; }

    /// The first 128 bits of a hash: enough that no two messages ever share one by chance.
    struct Digest {
        quint64 high = 0, low = 0;
        bool isKnown() const { return (high | low) != 0; }
        friend auto operator<=>(const Digest &, const Digest &) = default;
        static Digest of(const QByteArray &hash);
    };

    // What matching asks again and again.
    qint64 size(int index) const { return m_records[index].size; }
    qint64 receivedUtc(int index) const { return m_records[index].receivedUtc; }
    int folderNumber(int index) const { return m_records[index].folder; }
    const QByteArray &folder(int index) const { return m_folders[m_records[index].folder]; }
    bool isInbox(int index) const { return m_inbox == m_records[index].folder; }
    bool isDeleted(int index) const { return m_records[index].deleted; }
    const Digest &header(int index) const { return m_records[index].header; }
    const Digest &loose(int index) const { return m_records[index].loose; }
    const Digest &body(int index) const { return m_records[index].body; }
    QByteArray key(int index) const { return text(index, Key); }
    UidlSource uidlSource(int index) const;
    /// Told to be one message in several places: EMAILID, else GUID; empty: not told.
    QByteArray identity(int index) const;

private:
    enum Text { Key, Guid, EmailId, MessageId, Texts };
    QByteArray text(int index, Text which) const;

    struct Record {
        Digest header, loose, body;
        qint64 size = 0, receivedUtc = 0;
        quint64 texts = 0; ///< where they begin: four times a length in two bytes, and bytes
        qint32 folder = 0;
        quint32 uidValidity = 0;
        bool deleted = false;
    };
    Keys m_keys;
    std::vector<Record> m_records;
    std::vector<char> m_texts;
    QList<QByteArray> m_folders;
    QHash<QByteArray, qint32> m_folderNumbers;
    qint32 m_inbox = -1;
};

} // namespace Turnstone
