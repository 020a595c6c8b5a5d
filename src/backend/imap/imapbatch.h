// SPDX-License-Identifier: MIT
#pragma once

#include "backend/remote.h"
#include "protocol/imap/session.h"

#include <map>

namespace Turnstone {

/// Messages asked for by one command, and what has come of them, in as many FETCH responses as the
/// server likes.
class ImapBatch {
public:
    enum class Items {
        HeaderFields, ///< half of ENVELOPE's cost for the server, and has References and List-Id
        Envelope, ///< for servers that answer the other badly
        Sparse ///< without BODYSTRUCTURE: for messages a server can't analyse
    };
    /// `emailId`: what names a message at this server, "EMAILID" or "X-GM-MSGID"; empty: nothing.
    /// `previews`: the first words of the text too, where the server has them ready (RFC 8970).
    static QByteArray items(Items, const QByteArray &emailId, bool previews = false);

    /// By UID, or without UIDs by sequence numbers: then any message that comes is one of these.
    ImapBatch(const Imap::UidSet &uids, Items kind)
        : m_uids(uids)
        , m_kind(kind)
        , m_bySequence(uids.isEmpty())
    { }

    Imap::CommandId command = 0;
    std::optional<Imap::StatusResponse> answer;

    Items kind() const { return m_kind; }
    bool isBySequence() const { return m_bySequence; }
    bool wants(const Imap::FetchData &) const;
    /// `streamed`: the header, where it was too large to be held.
    void take(const Imap::FetchData &, const QByteArray &streamed);
    void startAgain(Items kind);
    /// What has come beyond is another's to tell.
    void keepBelow(quint32 uid) { m_records.erase(m_records.lower_bound(uid), m_records.end()); }

    /// The server knows the messages but didn't give one header.
    bool lacksHeaders() const;
    /// Asked for and not told, or told in a way that made no sense.
    Imap::UidSet unanswered() const;
    /// Told in a way that made no sense.
    QList<quint32> misread() const;
    const Imap::UidSet &uids() const { return m_uids; }
    quint32 lowest() const;
    qsizetype count() const { return qsizetype(m_records.size()); } ///< of those that came
    QList<RemoteMessage> newestFirst() const;

private:
    struct Record {
        std::optional<FlagState> flags;
        qint64 receivedUtc = 0;
        std::optional<qint64> size;
        BodyStructure structure;
        std::optional<Envelope> envelope;
        QByteArray emailId;
        QString preview;
        bool isWhole() const { return size || envelope; }
    };

    Imap::UidSet m_uids;
    Items m_kind;
    bool m_bySequence;
    std::map<quint32, Record> m_records;
};

} // namespace Turnstone
