// SPDX-License-Identifier: MIT
#include "net/neterror.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QLocale>

namespace Turnstone {

namespace {

MailError networkError(const QString &sentence, const QString &detail = {})
{
    MailError error;
    error.scope = ErrorScope::Session;
    error.kind = ErrorKind::Network;
    error.retry = RetryClass::Later;
    error.sentence = sentence;
    error.detail = detail;
    return error;
}

MailError securityError(const QString &sentence, const QString &detail = {})
{
    MailError error;
    error.scope = ErrorScope::Account;
    error.kind = ErrorKind::Security;
    error.retry = RetryClass::Never;
    error.sentence = sentence;
    error.detail = detail;
    return error;
}

} // namespace

MailError NetError::notConnected(const Endpoint &endpoint, QAbstractSocket::SocketError error,
                                 const QString &detail)
{
    switch (error) {
    case QAbstractSocket::HostNotFoundError:
        return networkError(tr("There is no server called “%1”. Check its name, or whether this "
                               "computer is connected to the Internet.")
                                .arg(endpoint.host),
                            detail);
    case QAbstractSocket::ConnectionRefusedError:
        return networkError(
            tr("The server %1 refused the connection on port %2. Check the port, or "
               "try again later.")
                .arg(endpoint.host)
                .arg(endpoint.port),
            detail);
    case QAbstractSocket::SocketTimeoutError:
    case QAbstractSocket::ProxyConnectionTimeoutError:
        return networkError(tr("The server %1 did not answer on port %2. Check the port, or try "
                               "again later.")
                                .arg(endpoint.host)
                                .arg(endpoint.port),
                            detail);
    case QAbstractSocket::ProxyAuthenticationRequiredError:
    case QAbstractSocket::ProxyConnectionRefusedError:
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::ProxyNotFoundError:
    case QAbstractSocket::ProxyProtocolError:
        return networkError(
            tr("The proxy of this computer did not let the connection to %1 through. "
               "Check the proxy settings of the system.")
                .arg(endpoint.host),
            detail);
    default:
        return networkError(tr("The server %1 can't be reached. Check whether this computer is "
                               "connected to the Internet.")
                                .arg(endpoint.host),
                            detail);
    }
}

MailError NetError::timedOut(const Endpoint &endpoint, qint64 seconds)
{
    return networkError(tr("The server %1 did not answer within %n second(s).", nullptr,
                           int(qMax<qint64>(1, seconds)))
                            .arg(endpoint.host));
}

MailError NetError::tooSlow(const Endpoint &endpoint)
{
    return networkError(
        tr("The server %1 answers too slowly; the connection was given up.").arg(endpoint.host));
}

MailError NetError::closed(const Endpoint &endpoint, const QString &detail)
{
    return networkError(tr("The server %1 closed the connection.").arg(endpoint.host), detail);
}

MailError NetError::notOpen()
{
    MailError error = networkError(tr("There is no connection to the server."));
    error.kind = ErrorKind::Bug;
    return error;
}

MailError NetError::noTls(const Endpoint &endpoint, const QString &detail)
{
    return securityError(
        tr("The server %1 does not offer an encrypted connection on port %2 that is "
           "safe enough. Check the port and the kind of security.")
            .arg(endpoint.host)
            .arg(endpoint.port),
        detail);
}

MailError NetError::closedDuringHandshake(const Endpoint &endpoint, const QString &detail)
{
    return networkError(tr("The server %1 closed the connection before it was encrypted. Check the "
                           "port and the kind of security, or try again later.")
                            .arg(endpoint.host),
                        detail);
}

MailError NetError::bytesBeforeTls(const Endpoint &endpoint)
{
    return securityError(tr("Somebody may be tampering with the connection to %1: unencrypted data "
                            "arrived where encryption had to begin. Nothing was sent.")
                             .arg(endpoint.host));
}

MailError NetError::caFileUnreadable(const QString &file)
{
    return securityError(tr("The file of trusted certificates “%1” can't be read or holds none. "
                            "Choose another in the account's settings.")
                             .arg(file));
}

QString NetError::fault(const QSslError &error, const Endpoint &endpoint,
                        const QSslCertificate &certificate)
{
    const QLocale locale;
    switch (error.error()) {
    case QSslError::SelfSignedCertificate:
        //: Part of "The certificate of HOST is not accepted: …."
        return tr("it is self-signed, so nobody vouches for it");
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
        //: Part of "The certificate of HOST is not accepted: …."
        return tr("it is signed by an authority that this computer does not know");
    case QSslError::CertificateExpired:
        //: Part of "The certificate of HOST is not accepted: …." %1 is a date
        return tr("it expired on %1")
            .arg(locale.toString(certificate.expiryDate().date(), QLocale::LongFormat));
    case QSslError::CertificateNotYetValid:
        //: Part of "The certificate of HOST is not accepted: …." %1 is a date
        return tr("it is not valid before %1 (is this computer's clock right?)")
            .arg(locale.toString(certificate.effectiveDate().date(), QLocale::LongFormat));
    case QSslError::HostNameMismatch: {
        QStringList names = certificate.subjectAlternativeNames().values(QSsl::DnsEntry);
        if (names.isEmpty())
            names = certificate.subjectInfo(QSslCertificate::CommonName);
        // Text out of a certificate is a stranger's: keep it short and on one line.
        QString name = names.isEmpty() ? QString() : names.first().simplified().left(100);
        if (name.isEmpty())
            name = QStringLiteral("?");
        //: Part of "The certificate of HOST is not accepted: …."
        return tr("it belongs to another server, %1, and not to %2").arg(name, endpoint.host);
    }
    case QSslError::CertificateRevoked:
    case QSslError::CertificateBlacklisted:
        //: Part of "The certificate of HOST is not accepted: …."
        return tr("it has been revoked");
    default:
        //: Part of "The certificate of HOST is not accepted: …." %1 is the TLS library's own words
        return tr("it is faulty (%1)").arg(error.errorString().simplified());
    }
}

MailError NetError::certificate(const Endpoint &endpoint, const QList<QSslError> &errors,
                                const QSslCertificate &certificate)
{
    QStringList faults, details;
    for (const QSslError &error : errors) {
        details.append(error.errorString());
        // A fault of the authority's own certificate is told by what it means for this one.
        const QString words = fault(error, endpoint, certificate);
        if (!faults.contains(words))
            faults.append(words);
    }
    MailError result = securityError(tr("The certificate of %1 is not accepted: %2.")
                                         .arg(endpoint.host,
                                              //: Between two faults of a certificate
                                              faults.join(tr("; "))),
                                     details.join(QStringLiteral("; ")));
    if (!certificate.isNull())
        result.certificateSha256 = certificate.digest(QCryptographicHash::Sha256);
    return result;
}

} // namespace Turnstone
