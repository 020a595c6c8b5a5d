// SPDX-License-Identifier: MIT
#include "support/scriptedserver.h"

#include "net/wait.h"

#include <QSemaphore>
#include <QTcpServer>

namespace Turnstone::Test {

namespace {

class DescriptorListener : public QTcpServer {
public:
    std::function<void(qintptr)> accepted;

protected:
    void incomingConnection(qintptr descriptor) override { accepted(descriptor); }
};

} // namespace

ScriptedConnection::ScriptedConnection(ScriptedServer &server, Wakeup &wakeup, int number)
    : m_server(server)
    , m_wakeup(wakeup)
    , m_number(number)
    , m_socket(std::make_unique<QSslSocket>())
{ }

/// False when the time is over; never returns when the connection ended without `done`.
bool ScriptedConnection::wait(const std::function<bool()> &done, qint64 ms)
{
    const auto ended = [this] { return m_socket->state() != QAbstractSocket::ConnectedState; };
    const WaitEnd end =
        waitUntil({m_socket.get(), &m_wakeup, ms, false}, [&] { return done() || ended(); });
    if (end == WaitEnd::TimedOut)
        return false;
    if (!done())
        throw End{};
    return true;
}

void ScriptedConnection::sendAll()
{
    wait(
        [this] { return m_socket->bytesToWrite() == 0 && m_socket->encryptedBytesToWrite() == 0; });
}

void ScriptedConnection::send(const QByteArray &bytes)
{
    if (m_left && *m_left < bytes.size()) {
        m_socket->write(bytes.first(*m_left));
        close();
    }
    if (m_left)
        *m_left -= bytes.size();
    m_socket->write(bytes);
    sendAll();
}

void ScriptedConnection::sendSlowly(const QByteArray &bytes, int msBetween)
{
    for (const char byte : bytes) {
        send(QByteArray(1, byte));
        wait([] { return false; }, msBetween);
    }
}

bool ScriptedConnection::takeLine(QByteArray *line)
{
    m_in += m_socket->readAll();
    const qsizetype end = m_in.indexOf('\n');
    if (end < 0)
        return false;
    *line = m_in.first(end);
    m_in.remove(0, end + 1);
    if (line->endsWith('\r'))
        line->chop(1);
    return true;
}

QByteArray ScriptedConnection::readLine()
{
    QByteArray line;
    bool taken = false;
    wait([&] { return taken || (taken = takeLine(&line)); });
    m_server.note(line);
    return line;
}

QByteArray ScriptedConnection::expect(const QByteArray &start)
{
    const QByteArray line = readLine();
    if (line.first(qMin(line.size(), start.size())).compare(start, Qt::CaseInsensitive) != 0) {
        m_server.complain(QStringLiteral("connection %1: expected \"%2\", got \"%3\"")
                              .arg(m_number)
                              .arg(QString::fromUtf8(start), QString::fromUtf8(line)));
        throw End{};
    }
    return line;
}

QByteArray ScriptedConnection::readBytes(qsizetype count)
{
    wait([&] {
        m_in += m_socket->readAll();
        return m_in.size() >= count;
    });
    const QByteArray bytes = m_in.first(count);
    m_in.remove(0, count);
    return bytes;
}

void ScriptedConnection::startTls()
{
    if (!m_server.m_certificate)
        qFatal("This scripted server was given no certificate.");
    m_socket->setLocalCertificate(m_server.m_certificate->certificate);
    m_socket->setPrivateKey(m_server.m_certificate->key);
    m_socket->setPeerVerifyMode(QSslSocket::VerifyNone);
    m_socket->startServerEncryption();
    wait([this] { return m_socket->isEncrypted(); });
}

void ScriptedConnection::hang()
{
    for (;;) {
        wait([this] {
            m_socket->readAll();
            return false;
        });
    }
}

void ScriptedConnection::close()
{
    sendAll();
    m_socket->disconnectFromHost();
    wait([] { return false; });
    throw End{};
}

ScriptedServer::ScriptedServer(std::vector<Script> scripts, ConnectionSecurity security,
                               std::optional<TestCertificate> certificate)
    : m_scripts(std::move(scripts))
    , m_security(security)
    , m_certificate(std::move(certificate))
{
    QSemaphore listening;
    m_thread = std::make_unique<ConnectionThread>(
        QStringLiteral("scripted server"), [this, &listening](Wakeup &wakeup) {
            DescriptorListener listener;
            if (!listener.listen(QHostAddress::LocalHost))
                qFatal("No loopback port to listen on.");
            m_port = listener.serverPort();
            std::vector<std::unique_ptr<ConnectionThread>> connections;
            listener.accepted = [&](qintptr descriptor) {
                const int number = int(connections.size()) + 1;
                {
                    const QMutexLocker locker(&m_mutex);
                    m_connections = number;
                }
                connections.push_back(std::make_unique<ConnectionThread>(
                    QStringLiteral("scripted connection"),
                    [this, descriptor, number](Wakeup &own) { play(own, descriptor, number); }));
                connections.back()->start();
            };
            listening.release();
            waitUntil({nullptr, &wakeup, -1, false}, [] { return false; });
        });
    m_thread->start();
    listening.acquire();
}

ScriptedServer::~ScriptedServer() = default;

void ScriptedServer::play(Wakeup &wakeup, qintptr descriptor, int number)
{
    ScriptedConnection connection(*this, wakeup, number);
    connection.m_socket->setSocketDescriptor(descriptor);
    // Answers come in pieces.
    connection.m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    try {
        if (m_security == ConnectionSecurity::Tls)
            connection.startTls();
        m_scripts.at(qMin<size_t>(size_t(number), m_scripts.size()) - 1)(connection);
        connection.close();
    } catch (const ScriptedConnection::End &) {
        // The client went, or a problem was noted.
    }
    connection.m_socket->disconnect();
}

Endpoint ScriptedServer::endpoint() const
{
    return {QStringLiteral("localhost"), m_port, m_security};
}

int ScriptedServer::connections() const
{
    const QMutexLocker locker(&m_mutex);
    return m_connections;
}

QByteArrayList ScriptedServer::lines() const
{
    const QMutexLocker locker(&m_mutex);
    return m_lines;
}

QStringList ScriptedServer::problems() const
{
    const QMutexLocker locker(&m_mutex);
    return m_problems;
}

void ScriptedServer::note(const QByteArray &line)
{
    const QMutexLocker locker(&m_mutex);
    m_lines.append(line);
}

void ScriptedServer::complain(const QString &problem)
{
    const QMutexLocker locker(&m_mutex);
    m_problems.append(problem);
}

quint16 ScriptedServer::refusedPort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

} // namespace Turnstone::Test
