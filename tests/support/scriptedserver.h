// SPDX-License-Identifier: MIT
#pragma once

#include "base/endpoint.h"
#include "net/connectionthread.h"
#include "support/testcertificates.h"

#include <QByteArrayList>
#include <QMutex>
#include <QSslSocket>
#include <optional>

namespace Turnstone::Test {

class ScriptedServer;

/// The server's end of one connection, for a script: straight-line code that sends and expects, in
/// a thread of its own. When the client goes, the server ends or an expectation isn't met, the call
/// that notices never returns to the script (it throws what only ScriptedServer catches).
class ScriptedConnection {
public:
    /// 1 for the first connection to this server.
    int number() const { return m_number; }

    void send(const QByteArray &bytes);
    /// One byte at a time.
    void sendSlowly(const QByteArray &bytes, int msBetween);
    /// The next line without its line end.
    QByteArray readLine();
    /// The next line, which must begin with `start` (any case); returned whole.
    QByteArray expect(const QByteArray &start);
    QByteArray readBytes(qsizetype count);
    /// The server's side of the handshake, by the server's certificate.
    void startTls();
    /// Stays silent until the client goes away or the server ends.
    [[noreturn]] void hang();
    /// Sends what is still to be sent, then closes; what a script's end does too.
    [[noreturn]] void close();
    /// The connection is closed when so many more bytes have been sent.
    void cutAfter(qint64 bytes) { m_left = bytes; }

private:
    friend class ScriptedServer;
    struct End { };
    ScriptedConnection(ScriptedServer &, Wakeup &, int number);
    bool wait(const std::function<bool()> &done, qint64 ms = -1);
    void sendAll();
    bool takeLine(QByteArray *line);

    ScriptedServer &m_server;
    Wakeup &m_wakeup;
    int m_number;
    std::unique_ptr<QSslSocket> m_socket;
    QByteArray m_in;
    std::optional<qint64> m_left;
};

/// A server on a free loopback port that plays a script to each connection. It ends with this
/// object. Everything may be called from the test's thread while scripts run.
class ScriptedServer {
public:
    using Script = std::function<void(ScriptedConnection &)>;

    /// One script for each connection in turn; the last one is for all that follow too. What a
    /// script captures must outlive this object. With Tls every connection starts with a handshake.
    ScriptedServer(std::vector<Script> scripts, ConnectionSecurity = ConnectionSecurity::None,
                   std::optional<TestCertificate> certificate = {});
    ~ScriptedServer();

    quint16 port() const { return m_port; }
    /// "localhost", the port, and the security given.
    Endpoint endpoint() const;
    int connections() const;
    /// Every line received so far, over all connections.
    QByteArrayList lines() const;
    /// Expectations that weren't met; a test asserts that there are none.
    QStringList problems() const;

    /// A loopback port on which nobody listens.
    static quint16 refusedPort();

private:
    friend class ScriptedConnection;
    void play(Wakeup &, qintptr descriptor, int number);
    void note(const QByteArray &line);
    void complain(const QString &problem);

    const std::vector<Script> m_scripts;
    const ConnectionSecurity m_security;
    const std::optional<TestCertificate> m_certificate;
    quint16 m_port = 0;
    mutable QMutex m_mutex;
    int m_connections = 0;
    QByteArrayList m_lines;
    QStringList m_problems;
    std::unique_ptr<ConnectionThread> m_thread;
};

} // namespace Turnstone::Test
