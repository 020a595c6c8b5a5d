// SPDX-License-Identifier: MIT
#pragma once

#include "backend/imap/imapconnection.h"
#include "backend/remote.h"

#include <deque>

namespace Turnstone {

/// Content of messages of one folder, pipelined, passed on as it comes off the wire. Servers answer
/// several commands at once, and complete them later: a message ends where the next begins, or with
/// its command. A server that tells a large message's UID only behind its content is asked for that
/// one again alone, where there is nothing to mistake it for.
class ImapFetcher {
public:
    ImapFetcher(ImapConnection &connection, ContentSink &sink);
    void run(const QList<FetchRequest> &requests);

private:
    struct Job {
        FetchRequest request;
        quint32 uid = 0;
        Imap::CommandId command = 0;
        std::optional<MailError> refusal; ///< known before it is asked for
        bool behind = false; ///< sent before its mailbox was known to be open
        bool begun = false;
        bool ended = false;
    };

    void open(const RemoteKey &first);

    void learnSizes();
    void sendAhead(ImapConnection::Opening *opening = nullptr);
    void settleFirst();
    void finish(Job &job, const Imap::StatusResponse &status);
    Job *jobOf(const Imap::FetchData &data);
    bool switchTo(Job &job);
    void endOpen();
    void take(const Imap::Event &event);
    void takeStart(const Imap::ContentStart &start);
    void takeFetch(const Imap::FetchData &data);
    qint64 allowance(const Job &job) const;
    static bool isWanted(const PartSelection &selection, const QByteArray &section);
    static QByteArray items(const PartSelection &selection);

    ImapConnection &m_connection;
    ContentSink &m_sink;
    std::deque<Job> m_waiting; ///< not sent
    std::deque<Job> m_alone; ///< to be asked for again, one at a time
    std::deque<Job> m_running; ///< sent, in order
    std::optional<quint32> m_open; ///< UID of the message that was begun and not ended
    qint64 m_bytesAhead = 0;
    bool m_anonymous = false; ///< content came that said nothing of whose it is
    bool m_passing = false; ///< the pieces that come are for the sink
};

} // namespace Turnstone
