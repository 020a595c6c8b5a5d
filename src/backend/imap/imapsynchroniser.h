// SPDX-License-Identifier: MIT
#pragma once

#include "backend/imap/imapbatch.h"
#include "backend/imap/imapconnection.h"
#include "backend/imap/imapuidscan.h"
#include "backend/mailbackend.h"

#include <deque>

namespace Turnstone {

/// One synchronise of one folder. UIDs are all it goes by, so that an EXPUNGE in between moves
/// nothing; the only sequence numbers are those of the first FETCH, during which none can come
/// (RFC 9051 7.5.1).
///
/// New mail is read newest first; `backfillBelow` of each checkpoint says below which UID messages
/// may be missing, and what the engine knows there isn't read again. What else changed is found by
/// the highest rung of BackendTraits::Ladder that server and folder allow; where a rung's answer
/// doesn't add up, the one below decides (imaprungs.cpp).
///
/// Between two batches it makes way where the sink wants that: a connection that serves the user
/// too isn't kept by one large folder.
class ImapSynchroniser {
public:
    ImapSynchroniser(ImapConnection &connection, const KnownKeys &known, RemoteSink &sink);
    FolderCursor run(const FolderCursor &from);
    /// The best that this server allows its best folder.
    static BackendTraits::Ladder ladder(const ImapConnection &connection);

private:
    enum class Marks { No, Backfill }; ///< whether checkpoints tell of a gap below what is read

    QByteArray emailIdItem() const;
    void open(const FolderCursor &from);
    void readAhead();
    bool takeAhead(quint32 uidNext);
    void takeOpening(const Imap::Event &event);
    void tellOpened(const Imap::OpenMailbox &mailbox);
    BackendTraits::Ladder rung(const FolderCursor &from) const;
    quint32 findUidNext();

    void readNew(quint32 uidNext);
    void readNewest(quint32 uidNext);
    void readGap();
    void readRange(ImapUidScan &scan, bool leaveKnown, quint32 below, quint32 gapAfterwards);
    void readBatches(Imap::UidSet uids, Marks marks, quint32 gapAfterwards);
    void settle(ImapBatch &batch);
    bool makesWay();
    void findGoneBeforeItWasRead(quint32 uidNext);
    void readWithEnvelopes(ImapBatch &batch);
    void readAgain(ImapBatch &batch);

    bool readChanges(BackendTraits::Ladder rung, quint32 uidNext, const FolderCursor &from);
    bool readChangedFlags(quint32 last, quint64 since);
    bool compare(quint32 uidNext, Imap::UidRange known);
    bool listEverything(quint32 uidNext, Imap::UidRange known);
    bool listFlags(quint32 last);
    Imap::UidSet knownUids(Imap::UidRange range) const;
    qint64 messagesNow() const;

    void take(const Imap::Event &event);
    void takeFetch(const Imap::FetchData &data);
    void takeVanished(const Imap::VanishedData &data);
    bool isKnown(quint32 uid) const { return m_known.contains(QByteArray::number(uid)); }

    ImapConnection &m_connection;
    const KnownKeys &m_known;
    RemoteSink &m_sink;
    FolderCursor m_cursor; ///< what has been reported so far
    Imap::OpenMailbox m_opened; ///< as the folder was opened
    quint32 m_exists = 0; ///< as the folder was opened
    bool m_paused = false; ///< something else should have the connection; a gap is left
    bool m_told = false; ///< RemoteSink::opened
    bool m_resynchronised = false; ///< all changes came with the SELECT
    // What came with the SELECT before the folder's own numbers.
    Imap::UidSet m_heldVanished;
    QList<RemoteState> m_heldFlags;
    Imap::UidSet m_unknown; ///< told of, below what counts as read, and yet not known
    std::deque<ImapBatch> m_inFlight;
    std::optional<ImapBatch> m_ahead; ///< new mail, asked for in one breath with the SELECT
    ImapUidScan *m_scan = nullptr; ///< whose answer may come beside others'
    QByteArray m_streamed; ///< a large header that came in pieces, up to its bound
};

} // namespace Turnstone
