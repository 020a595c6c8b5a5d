// SPDX-License-Identifier: MIT
#pragma once

#include "backend/imap/imapbatch.h"
#include "backend/imap/imapconnection.h"
#include "backend/remote.h"

#include <deque>

namespace Turnstone {

/// One synchronise of one folder. UIDs are all it goes by, so that an EXPUNGE in between moves
/// nothing; the only sequence numbers are those of the first FETCH, during which none can come
/// (RFC 9051 7.5.1).
///
/// New mail is read newest first; `backfillBelow` of each checkpoint says below which UID messages
/// may be missing, and what the engine knows there isn't read again. Then everything that is there
/// is listed with its flags, unless the server's mod-sequence says that nothing changed.
class ImapSynchroniser {
public:
    ImapSynchroniser(ImapConnection &connection, const KnownKeys &known, RemoteSink &sink);
    FolderCursor run(const FolderCursor &from);

private:
    enum class Marks { No, Backfill }; ///< whether checkpoints tell of a gap below what is read

    QByteArray emailIdItem() const;
    quint32 findUidNext();
    void readNew(quint32 uidNext);
    void readNewest(quint32 uidNext);
    void readGap();
    void readBatches(Imap::UidSet uids, Marks marks, quint32 gapAfterwards);
    void settle(ImapBatch &batch);
    void readWithEnvelopes(ImapBatch &batch);
    void readAgain(ImapBatch &batch);
    Imap::CommandId startSearch(quint32 first, quint32 last);
    Imap::UidSet finishSearch(Imap::CommandId command, quint32 first, quint32 last);
    bool listEverything(quint32 uidNext, Imap::UidRange known);

    void take(const Imap::Event &event);
    void takeFetch(const Imap::FetchData &data);
    bool isKnown(quint32 uid) const { return m_known.contains(QByteArray::number(uid)); }

    ImapConnection &m_connection;
    const KnownKeys &m_known;
    RemoteSink &m_sink;
    FolderCursor m_cursor; ///< what has been reported so far
    quint32 m_exists = 0; ///< as the folder was opened
    std::deque<ImapBatch> m_inFlight;
    QByteArray m_streamed; ///< a large header that came in pieces, up to its bound
    Imap::UidSet m_found; ///< by SEARCH
    bool m_searchDamaged = false;
    bool m_envelopes = false; ///< the server answers HEADER.FIELDS badly
};

} // namespace Turnstone
