// SPDX-License-Identifier: MIT
#include "net/tlstransport.h"

#include "base/scramhash.h"
#include "net/neterror.h"
#include "net/wait.h"
#include "net/wirelog.h"

#include <QCryptographicHash>
#include <QHostAddress>
#include <QNetworkProxy>
#include <QSslCipher>
#include <QSslConfiguration>
#include <QSslSocket>

#include <algorithm>
#include <atomic>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace Turnstone {

namespace {

constexpr qint64 tlsConnectMs = 30'000;
constexpr qint64 tlsHandshakeMs = 30'000;
constexpr qint64 tlsWriteMs = 60'000;
constexpr qint64 tlsCloseMs = 1'000;
constexpr int keepAliveIdleSeconds = 120; ///< below what routers give a silent connection
constexpr int keepAliveBetweenSeconds = 30;
constexpr int keepAliveProbes = 4; ///< unanswered: the connection is dead
constexpr qint64 readBufferBytes = 1024 * 1024;
constexpr qint64 unsentBytes = 1024 * 1024;

bool isThisComputer(const QString &host)
{
    return host.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0
        || QHostAddress(host).isLoopback();
}

/// Reading them all takes a tenth of a second: once, and only where the account's own CAs don't do.
const QList<QSslCertificate> &systemCas()
{
    static const QList<QSslCertificate> all = QSslConfiguration::systemCaCertificates();
    return all;
}

bool isOfUnknownIssuer(const QList<QSslError> &errors)
{
    return std::any_of(errors.begin(), errors.end(), [](const QSslError &error) {
        switch (error.error()) {
        case QSslError::UnableToGetIssuerCertificate:
        case QSslError::UnableToGetLocalIssuerCertificate:
        case QSslError::UnableToVerifyFirstCertificate:
        case QSslError::SelfSignedCertificate:
        case QSslError::SelfSignedCertificateInChain:
        case QSslError::CertificateUntrusted:
            return true;
        default:
            return false;
        }
    });
}

QSslConfiguration tlsConfiguration(const CertificatePolicy &policy, bool systemToo)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (!policy.caFile.isEmpty()) {
        const QList<QSslCertificate> extra = QSslCertificate::fromPath(policy.caFile, QSsl::Pem);
        if (extra.isEmpty())
            throw NetError::caFileUnreadable(policy.caFile);
        // Setting CAs turns off their loading on demand, so that the system's must be named too.
        configuration.setCaCertificates(systemToo ? systemCas() + extra : extra);
    }
    return configuration;
}

} // namespace

TlsTransport::TlsTransport(CertificatePolicy policy, Wakeup *wakeup, WireLog *log)
    : m_policy(std::move(policy))
    , m_wakeup(wakeup)
    , m_log(log)
{ }

TlsTransport::~TlsTransport()
{
    abort();
}

void TlsTransport::abort()
{
    if (!m_socket)
        return;
    // QSslSocket emits disconnected() from its destructor: nobody may listen any more.
    m_socket->disconnect();
    m_socket->abort();
    m_socket.reset();
}

void TlsTransport::open(const Endpoint &endpoint)
{
    // Whoever names CAs of their own mostly has a server with a certificate of theirs. What they
    // didn't sign is offered to all, on a connection of its own: OpenSSL judges a chain once.
    static std::atomic<bool> systemNeeded = false;
    if (endpoint.security == ConnectionSecurity::Tls && !m_policy.caFile.isEmpty()
        && !systemNeeded) {
        try {
            connectTo(endpoint, Trust::OwnCas);
            return;
        } catch (const MailError &) {
            if (!isOfUnknownIssuer(m_refused))
                throw;
            systemNeeded = true;
        }
    }
    connectTo(endpoint, Trust::AllCas);
}

void TlsTransport::connectTo(const Endpoint &endpoint, Trust trust)
{
    abort();
    m_endpoint = endpoint;
    m_info = {};
    m_refused.clear();
    m_bytesIn = m_bytesOut = 0;
    if (endpoint.host.isEmpty())
        throw NetError::notConnected(endpoint, QAbstractSocket::HostNotFoundError, {});

    auto socket = std::make_unique<QSslSocket>();
    if (endpoint.security != ConnectionSecurity::None) {
        socket->setSslConfiguration(tlsConfiguration(m_policy, trust == Trust::AllCas));
        socket->setPeerVerifyName(endpoint.host);
    }
    socket->setReadBufferSize(readBufferBytes);
    if (isThisComputer(endpoint.host))
        socket->setProxy(QNetworkProxy::NoProxy);
    m_socket = std::move(socket);
    QObject::connect(m_socket.get(), &QSslSocket::sslErrors,
                     [this](const QList<QSslError> &errors) { judge(errors); });

    m_socket->connectToHost(endpoint.host, endpoint.port);
    const auto settled = [this] {
        return m_socket->state() == QAbstractSocket::ConnectedState
            || m_socket->state() == QAbstractSocket::UnconnectedState;
    };
    try {
        if (wait(settled, tlsConnectMs) == Ended::Idle)
            throw NetError::notConnected(endpoint, QAbstractSocket::SocketTimeoutError, {});
        if (m_socket->state() != QAbstractSocket::ConnectedState)
            throw NetError::notConnected(endpoint, m_socket->error(), m_socket->errorString());
        m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        keepAlive();
        if (m_log)
            m_log->event(
                QStringLiteral("connected to %1:%2").arg(endpoint.host).arg(endpoint.port));
        if (endpoint.security == ConnectionSecurity::Tls)
            handshake();
    } catch (...) {
        abort();
        throw;
    }
}

/// The system's own two hours notice nothing in time, and a router forgets a silent connection
/// within minutes: a connection that listens asks now and then whether the other end is there.
void TlsTransport::keepAlive()
{
    m_socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
#ifdef TCP_KEEPIDLE
    const auto set = [descriptor = int(m_socket->socketDescriptor())](int option, int value) {
        ::setsockopt(descriptor, IPPROTO_TCP, option, &value, sizeof value);
    };
    set(TCP_KEEPIDLE, keepAliveIdleSeconds);
    set(TCP_KEEPINTVL, keepAliveBetweenSeconds);
    set(TCP_KEEPCNT, keepAliveProbes);
#endif
}

/// A server that writes an answer in two pieces and lets the system gather small ones (RFC 1122,
/// section 4.2.3.4) sends the second when it hears that the first has come; the system would tell
/// it after 40 ms (section 4.2.3.2). GNU Mailutils does so with every answer.
void TlsTransport::acknowledge()
{
#ifdef TCP_QUICKACK
    const int on = 1; // for now: the system goes back to waiting by itself
    ::setsockopt(int(m_socket->socketDescriptor()), IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
#endif
}

void TlsTransport::startTls()
{
    if (!isOpen() || m_endpoint.security == ConnectionSecurity::None)
        throw NetError::notOpen();
    // Whatever stands here was said in clear and would be taken for protected (CVE-2011-0411 and
    // its kin). What is still on its way is read by the handshake, which fails on it.
    if (m_socket->bytesAvailable() > 0) {
        abort();
        throw NetError::bytesBeforeTls(m_endpoint);
    }
    try {
        handshake();
    } catch (...) {
        abort();
        throw;
    }
}

void TlsTransport::handshake()
{
    m_socket->startClientEncryption();
    const auto settled = [this] {
        return m_socket->isEncrypted() || m_socket->state() != QAbstractSocket::ConnectedState
            || !m_refused.isEmpty();
    };
    const Ended ended = wait(settled, tlsHandshakeMs);
    if (!m_refused.isEmpty()) {
        if (m_log)
            m_log->event(QStringLiteral("certificate refused"));
        throw NetError::certificate(m_endpoint, m_refused, m_socket->peerCertificate());
    }
    if (ended == Ended::Idle)
        throw NetError::timedOut(m_endpoint, tlsHandshakeMs / 1000);
    if (!m_socket->isEncrypted()) {
        const QString detail = m_socket->errorString();
        if (m_socket->error() == QAbstractSocket::SslHandshakeFailedError
            || m_socket->error() == QAbstractSocket::SslInternalError
            || m_socket->error() == QAbstractSocket::SslInvalidUserDataError)
            throw NetError::noTls(m_endpoint, detail);
        throw NetError::closedDuringHandshake(m_endpoint, detail);
    }
    m_info.encrypted = true;
    m_info.tlsVersion = m_socket->sessionCipher().protocolString();
    m_info.cipher = m_socket->sessionCipher().name();
    m_info.certificateSha256 = m_socket->peerCertificate().digest(QCryptographicHash::Sha256);
    m_info.serverEndPoint = serverEndPointBinding(m_socket->peerCertificate().toDer());
    if (m_log)
        m_log->event(m_info.tlsVersion + QLatin1Char(' ') + m_info.cipher);
}

void TlsTransport::judge(const QList<QSslError> &errors)
{
    const QByteArray pin = m_policy.pins.value(CertificatePolicy::pinKey(m_endpoint));
    const QByteArray shown = m_socket->peerCertificate().digest(QCryptographicHash::Sha256);
    if (!pin.isEmpty() && !m_socket->peerCertificate().isNull() && pin == shown) {
        m_info.pinned = true;
        m_socket->ignoreSslErrors();
        return;
    }
    m_refused = errors;
}

TlsTransport::Ended TlsTransport::wait(const std::function<bool()> &done, qint64 idleMs,
                                       bool wakeable)
{
    throwIfPastDeadline();
    qint64 timeout = idleMs;
    if (m_deadline != 0)
        timeout = qMin(timeout, m_deadline - Clock::system().monotonicMs());
    const WaitSpec spec{m_socket.get(), m_wakeup, qMax<qint64>(0, timeout), wakeable};
    switch (waitUntil(spec, done)) {
    case WaitEnd::Done:
        return Ended::Done;
    case WaitEnd::Woken:
        return Ended::Woken;
    case WaitEnd::TimedOut:
        break;
    }
    throwIfPastDeadline();
    return Ended::Idle;
}

void TlsTransport::throwIfPastDeadline() const
{
    if (m_deadline != 0 && Clock::system().monotonicMs() >= m_deadline)
        throw NetError::tooSlow(m_endpoint);
}

void TlsTransport::write(const QByteArray &bytes)
{
    if (m_log)
        m_log->sent(bytes);
    send(bytes);
}

void TlsTransport::writeSecret(const QByteArray &bytes)
{
    if (m_log)
        m_log->sentSecret(bytes);
    send(bytes);
}

void TlsTransport::send(const QByteArray &bytes)
{
    if (!m_socket)
        throw NetError::notOpen();
    if (!isOpen())
        throw NetError::closed(m_endpoint, m_socket->errorString());
    // The event loop of the next wait sends; small pieces then leave together.
    if (m_socket->write(bytes) != bytes.size())
        throw NetError::closed(m_endpoint, m_socket->errorString());
    m_bytesOut += bytes.size();
    const auto unsent = [this] {
        return m_socket->bytesToWrite() + m_socket->encryptedBytesToWrite();
    };
    while (unsent() > unsentBytes) {
        const qint64 before = unsent();
        const Ended ended = wait(
            [&] {
                return unsent() < before || m_socket->state() != QAbstractSocket::ConnectedState;
            },
            tlsWriteMs);
        if (ended == Ended::Idle)
            throw NetError::timedOut(m_endpoint, tlsWriteMs / 1000);
        if (!isOpen())
            throw NetError::closed(m_endpoint, m_socket->errorString());
    }
}

QByteArray TlsTransport::read(const WaitLimits &limits)
{
    if (!m_socket)
        throw NetError::notOpen();
    const auto settled = [this] {
        return m_socket->bytesAvailable() > 0
            || m_socket->state() != QAbstractSocket::ConnectedState;
    };
    switch (wait(settled, limits.idleMs, limits.wakeable)) {
    case Ended::Woken:
        return {};
    case Ended::Idle:
        throw NetError::timedOut(m_endpoint, limits.idleMs / 1000);
    case Ended::Done:
        break;
    }
    QByteArray bytes = m_socket->readAll();
    if (bytes.isEmpty()) {
        const QString detail = m_socket->errorString();
        if (m_log)
            m_log->event(QStringLiteral("closed by the server"));
        abort();
        throw NetError::closed(m_endpoint, detail);
    }
    m_bytesIn += bytes.size();
    acknowledge();
    if (m_log)
        m_log->received(bytes);
    return bytes;
}

void TlsTransport::close()
{
    if (!m_socket)
        return;
    if (m_log)
        m_log->event(QStringLiteral("closing"));
    m_socket->disconnectFromHost();
    // A moment for what is still to be sent (QUIT's last bytes, close_notify); never longer.
    if (!m_wakeup || !m_wakeup->isCancelled()) {
        const WaitSpec spec{m_socket.get(), m_wakeup, tlsCloseMs, false};
        try {
            waitUntil(spec,
                      [this] { return m_socket->state() == QAbstractSocket::UnconnectedState; });
        } catch (const Cancelled &) {
            abort();
            throw;
        }
    }
    abort();
}

bool TlsTransport::isOpen() const
{
    return m_socket && m_socket->state() == QAbstractSocket::ConnectedState;
}

} // namespace Turnstone
