// SPDX-License-Identifier: MIT
#pragma once

#include "base/wakeup.h"
#include "net/tlstransport.h"
#include "net/wirelog.h"
#include "protocol/smtp/smtpsession.h"

namespace Turnstone {

class SaslMechanism;

/// Where outgoing mail goes. `wakeup` outlives what is made of it.
struct SubmissionServer {
    Endpoint endpoint;
    CertificatePolicy certificates;
    Wakeup *wakeup = nullptr;
};

/// Who signs in there. `user` empty: nobody; the server is asked to take mail as it is.
struct SubmissionCredentials {
    QString user;
    Secret password;
    bool isToken = false; ///< `password` is an OAuth 2 access token
};

/// How long a server may take, in milliseconds (RFC 5321 4.5.3.2).
struct SmtpTimeouts {
    qint64 connectMs = 60'000; ///< until it greets, and for each answer until signed in
    qint64 answerMs = 300'000;
    qint64 acceptMs = 600'000; ///< after the end of a message: it may be looked through for long
};

/// An SMTP session on a transport: sends what the session says, and waits for what it hears. Any
/// exception leaves it closed. One thread.
class SmtpConnection {
public:
    explicit SmtpConnection(const SubmissionServer &, SmtpTimeouts = {});

    /// Connects, protects, signs in. Throws MailError (account or session scope) or Cancelled.
    void open(const SubmissionCredentials &);
    /// For commands; sent by `flush`, or with the next wait.
    SmtpSession &session() { return m_session; }
    void flush();
    /// The answer to the oldest command unanswered.
    SmtpReply reply();
    /// QUIT. Throws nothing but Cancelled: what was accepted is.
    void quit();
    void abandon();

    bool isOpen() const { return m_open && m_transport.isOpen(); }
    const SmtpCapabilities &capabilities() const { return m_session.capabilities(); }
    ConnectionInfo info() const { return m_transport.info(); }
    qint64 bytesIn() const { return m_transport.bytesIn(); }
    qint64 bytesOut() const { return m_transport.bytesOut(); }
    qint64 roundTrips() const { return m_roundTrips; }

private:
    SmtpEvent next();
    void startAnswerClock(qint64 ms);
    void askCapabilities();
    void signIn(const SubmissionCredentials &);

    SubmissionServer m_server;
    SmtpTimeouts m_timeouts;
    WireLog m_log;
    TlsTransport m_transport;
    SmtpSession m_session;
    bool m_open = false;
    bool m_waiting = false; ///< a burst of commands is on its way
    qint64 m_roundTrips = 0;
};

} // namespace Turnstone
