// SPDX-License-Identifier: MIT
#pragma once

#include "base/clock.h"
#include "base/endpoint.h"
#include "base/mailerror.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

namespace Turnstone {

/// Ends of waits. A wait ends by whichever comes first.
struct WaitLimits {
    qint64 idleMs = 60'000; ///< without one new byte
    bool wakeable = false; ///< Wakeup::wake ends the wait (IDLE only)
};

/// What a user may be told about a protected connection, and what a certificate exception names.
struct ConnectionInfo {
    bool encrypted = false;
    QString tlsVersion; ///< "TLSv1.3"
    QString cipher;
    QByteArray certificateSha256; ///< of the DER form
    bool pinned = false; ///< accepted by the user's exception and not by a CA
    /// "tls-server-end-point" (RFC 5929 4), for channel binding; empty where there is none. Qt has
    /// no way to "tls-exporter".
    QByteArray serverEndPoint;
};

/// A byte stream to a server. Lives in one connection thread; every call may block that thread and
/// throws MailError (Network, Security) or Cancelled. Bytes and security state of before a TLS
/// handshake are forgotten at the handshake. Nothing else runs in the thread while a call waits.
class Transport {
public:
    virtual ~Transport() = default;
    /// Connects, and with ConnectionSecurity::Tls also shakes hands. Deadline 30 s for each.
    virtual void open(const Endpoint &) = 0;
    /// The handshake of STARTTLS/STLS; throws Security if bytes came after the server's go-ahead.
    virtual void startTls() = 0;
    /// Queues bytes and sends as much as the socket takes; blocks only above 1 MiB unsent.
    virtual void write(const QByteArray &bytes) = 0;
    /// The same for passwords and tokens in whatever form: they stay out of the wire log.
    virtual void writeSecret(const QByteArray &bytes) { write(bytes); }
    /// Waits for bytes and returns all that are there, at least one. Empty only when a wakeable
    /// wait was woken. A closed connection throws Network.
    virtual QByteArray read(const WaitLimits &limits) = 0;
    virtual void close() = 0;
    virtual bool isOpen() const = 0;
    virtual ConnectionInfo info() const = 0;
    /// Counted on the wire's plain side, since `open`.
    virtual qint64 bytesIn() const = 0;
    virtual qint64 bytesOut() const = 0;
    /// Sets the time at which every wait throws Network, ms on the system clock's monotonic scale;
    /// 0 for none. It bounds a command as a whole: a server that sends one byte a second ends too.
    virtual void setDeadline(qint64 monotonicMs) = 0;
};

} // namespace Turnstone
