// SPDX-License-Identifier: MIT
#pragma once

#include "backend/mailbackend.h"
#include "net/tlstransport.h"
#include "net/wirelog.h"
#include "protocol/pop3/pop3session.h"

namespace Turnstone {

class SaslMechanism;

/// How long a server may take, in milliseconds.
struct Pop3Timeouts {
    /// Without one byte. Generous, because a server may read every message of a large mailbox
    /// before it answers the first LIST.
    qint64 idleMs = 120'000;
    /// For an answer, or for 64 KiB of one: a server that sends one byte a second ends here.
    qint64 answerMs = 300'000;
};

/// A POP3 session on a transport: sends what the session says, and waits for what it hears. Any
/// exception leaves it closed, without QUIT, so that nothing marked as deleted goes. One thread.
class Pop3Connection {
public:
    Pop3Connection(const BackendConfig &config, Pop3Timeouts timeouts);

    /// Connects, protects and signs in (MailBackend::open).
    void open(const Credentials &credentials);
    /// For commands; sent with the next wait.
    Pop3Session &session() { return m_session; }
    /// The next event of the answers expected. Throws MailError or Cancelled.
    Pop3Event next();
    /// The status line of the oldest command unanswered.
    Pop3Reply reply();
    /// QUIT, then the connection's end. The server's answer.
    Pop3Reply quit();
    void abandon();

    /// Since anything was last said or heard, in ms.
    qint64 silentMs() const { return Clock::system().monotonicMs() - m_lastHeardMs; }
    bool isOpen() const { return m_open && m_transport.isOpen(); }
    const Pop3Capabilities &capabilities() const { return m_session.capabilities(); }
    TransferCounts counts() const;
    ConnectionInfo info() const { return m_transport.info(); }

private:
    void flush();
    void startAnswerClock();
    void signIn(const Credentials &);
    /// Absent: signed in. Else USER/PASS may still be tried: AUTH was refused in a way that may not
    /// be about the password (kind Authentication), or there is no mechanism (any other kind).
    std::optional<MailError> authenticate(const Credentials &);
    bool loginByDigest(const Credentials &);
    void loginByPassword(const Credentials &);
    bool isInClear() const;
    static QString wordsWithout(const Secret &password, const QByteArray &text);

    Endpoint m_endpoint;
    Pop3Timeouts m_timeouts;
    WireLog m_log;
    TlsTransport m_transport;
    Pop3Session m_session;
    QByteArray m_timestamp; ///< of the greeting, for APOP
    bool m_open = false;
    bool m_waiting = false; ///< a burst of commands is on its way
    qint64 m_roundTrips = 0;
    qint64 m_lastHeardMs = 0;
    qint64 m_renewAt = 0; ///< bytes received at which the answer's time starts again
};

} // namespace Turnstone
