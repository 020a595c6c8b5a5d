// SPDX-License-Identifier: MIT
#pragma once

#include "base/endpoint.h"
#include "base/mailerror.h"

#include <QAbstractSocket>
#include <QCoreApplication>
#include <QSslCertificate>
#include <QSslError>

namespace Turnstone {

/// Puts what went wrong on a connection into sentences for people. Thread-safe.
class NetError {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::NetError)
public:
    /// Not connected: host unknown, refused, unreachable, proxy.
    static MailError notConnected(const Endpoint &, QAbstractSocket::SocketError,
                                  const QString &detail);
    /// `seconds` without what was waited for.
    static MailError timedOut(const Endpoint &, qint64 seconds);
    /// A command took longer as a whole than it may.
    static MailError tooSlow(const Endpoint &);
    static MailError closed(const Endpoint &, const QString &detail);
    static MailError notOpen();
    /// The handshake failed for another reason than the certificate.
    static MailError noTls(const Endpoint &, const QString &detail);
    static MailError closedDuringHandshake(const Endpoint &, const QString &detail);
    /// Bytes came in clear after the server agreed to STARTTLS.
    static MailError bytesBeforeTls(const Endpoint &);
    static MailError caFileUnreadable(const QString &file);
    /// Names every fault of the certificate in one sentence, and carries its SHA-256.
    static MailError certificate(const Endpoint &, const QList<QSslError> &,
                                 const QSslCertificate &);

private:
    static QString fault(const QSslError &, const Endpoint &, const QSslCertificate &);
};

} // namespace Turnstone
