// SPDX-License-Identifier: MIT
#pragma once

#include "backend/imap/imapconnection.h"
#include "backend/remote.h"

namespace Turnstone {

/// Headers of many messages of one folder, many by one command: as exact as one by one, at a tenth
/// of the bytes around them. What doesn't come that way (a header too large to be held whose UID
/// isn't told before it, a command that is refused for one of its messages) is asked for once more,
/// one by one, by ImapFetcher, which tells what is missing and why.
class ImapHeaderFetcher {
public:
    ImapHeaderFetcher(ImapConnection &connection, ContentSink &sink);
    /// Nothing but headers, and of so many that it pays.
    static bool takes(const QList<FetchRequest> &requests);
    void run(const QList<FetchRequest> &requests);

private:
    void take(const Imap::Event &event);
    bool begin(quint32 uid);
    void end();

    ImapConnection &m_connection;
    ContentSink &m_sink;
    QHash<quint32, RemoteKey> m_wanted; ///< asked for and not begun
    quint32 m_open = 0; ///< whose header is coming in pieces
};

} // namespace Turnstone
