// SPDX-License-Identifier: MIT
#pragma once

#include "submission/smtpconnection.h"

#include <functional>

namespace Turnstone {

/// A finished message and whom it goes to.
struct OutgoingMessage {
    QByteArray sender; ///< smtpAddress()
    struct Recipient {
        int position = 0; ///< the caller's own number of it
        QByteArray address; ///< smtpAddress()
    };
    QList<Recipient> recipients;
    qint64 size = 0; ///< bytes
    bool eightBit = false; ///< has bytes above 127 in its body
    bool utf8Header = false; ///< and in a header (RFC 6532)
    SmtpNotifies notify;
};

/// Hands the message's bytes (RFC 5322, CRLF) on in pieces of at most a megabyte or so.
using SubmissionContent = std::function<void(const std::function<bool(QByteArrayView)> &piece)>;

/// What one recipient came to in one attempt.
struct RecipientOutcome {
    enum class Kind {
        Accepted, ///< with the message
        Refused, ///< for good
        Deferred, ///< may be tried again
        Crowded, ///< one too many for this attempt: may be tried again at once
        Unknown ///< as the message
    };
    int position = 0;
    Kind kind = Kind::Deferred;
    QString why; ///< a sentence; empty when accepted
};

/// What one attempt came to.
struct SubmissionResult {
    enum class Outcome {
        Accepted, ///< 2yz at its end: by at least one recipient's leave
        Refused, ///< not taken, and not to be tried again as it is
        Deferred, ///< not taken, may be tried again
        Unknown ///< its end may have been heard, and its answer was not
    };
    Outcome outcome = Outcome::Deferred;
    std::optional<MailError> why; ///< unless accepted
    QList<RecipientOutcome> recipients; ///< each that was given
};

/// One connection to an outgoing server, over which many messages go one after the other. One
/// thread.
class Submission {
public:
    explicit Submission(const SubmissionServer &server, SmtpTimeouts timeouts = {})
        : m_connection(server, timeouts)
    { }

    void open(const SubmissionCredentials &credentials) { m_connection.open(credentials); }
    bool isOpen() const { return m_connection.isOpen(); }
    void close() { m_connection.quit(); }
    /// One attempt. `finishing` is called with the recipients that the server took, before the
    /// bytes are sent after which the message may be taken: once it has returned, and not before, a
    /// lost connection makes the outcome unknown. Until then it throws MailError, and nothing was
    /// sent. Cancelled may come at any time.
    SubmissionResult send(const OutgoingMessage &, const SubmissionContent &,
                          const std::function<void(const QList<int> &positions)> &finishing);

    const SmtpCapabilities &capabilities() const { return m_connection.capabilities(); }
    qint64 bytesIn() const { return m_connection.bytesIn(); }
    qint64 bytesOut() const { return m_connection.bytesOut(); }
    qint64 roundTrips() const { return m_connection.roundTrips(); }

private:
    struct Attempt;
    std::optional<MailError> impossible(const OutgoingMessage &) const;
    void agreeOnEnvelope(Attempt &);
    bool sendByData(Attempt &, const SubmissionContent &);
    bool sendByChunks(Attempt &, const SubmissionContent &);
    void finish(Attempt &);

    SmtpConnection m_connection;
};

} // namespace Turnstone
