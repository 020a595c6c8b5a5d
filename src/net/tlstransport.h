// SPDX-License-Identifier: MIT
#pragma once

#include "base/wakeup.h"
#include "net/certificatepolicy.h"
#include "net/transport.h"

#include <QSslError>
#include <memory>

class QSslSocket;

namespace Turnstone {

class WireLog;

/// Transport over QSslSocket: TLS 1.2 or later, the system's CAs and the policy's, the system's
/// proxy where the program asked for it (QNetworkProxyFactory) and the host isn't this computer.
/// Every wait is waitUntil(). Made anywhere; used, and destroyed, in the connection's thread.
class TlsTransport : public Transport {
public:
    /// `wakeup` and `log` may be null and outlive this object.
    TlsTransport(CertificatePolicy policy, Wakeup *wakeup, WireLog *log = nullptr);
    ~TlsTransport() override;

    void open(const Endpoint &) override;
    void startTls() override;
    void write(const QByteArray &bytes) override;
    void writeSecret(const QByteArray &bytes) override;
    QByteArray read(const WaitLimits &limits) override;
    void close() override;
    /// Ends at once; nothing more is sent.
    void abort();
    bool isOpen() const override;
    ConnectionInfo info() const override { return m_info; }
    qint64 bytesIn() const override { return m_bytesIn; }
    qint64 bytesOut() const override { return m_bytesOut; }
    void setDeadline(qint64 monotonicMs) override { m_deadline = monotonicMs; }

private:
    enum class Ended { Done, Woken, Idle };
    enum class Trust { OwnCas, AllCas };
    void connectTo(const Endpoint &, Trust);
    Ended wait(const std::function<bool()> &done, qint64 idleMs, bool wakeable = false);
    void keepAlive();
    void acknowledge();
    void throwIfPastDeadline() const;
    void handshake();
    void judge(const QList<QSslError> &);
    void send(const QByteArray &bytes);

    CertificatePolicy m_policy;
    Wakeup *m_wakeup;
    WireLog *m_log;
    Endpoint m_endpoint;
    std::unique_ptr<QSslSocket> m_socket;
    QList<QSslError> m_refused; ///< faults that no pin excuses
    ConnectionInfo m_info;
    qint64 m_bytesIn = 0;
    qint64 m_bytesOut = 0;
    qint64 m_deadline = 0;
};

} // namespace Turnstone
