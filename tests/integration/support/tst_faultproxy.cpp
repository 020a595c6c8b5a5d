// SPDX-License-Identifier: MIT
#include "support/faultproxy.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace Turnstone::Test;
using Direction = FaultProxy::Direction;

namespace {

/// Sends back what it gets, and remembers it.
class EchoServer : public QTcpServer {
public:
    EchoServer()
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *const socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                const QByteArray bytes = socket->readAll();
                heard += bytes;
                socket->write(bytes);
            });
            connect(socket, &QTcpSocket::disconnected, this, [this] { ++ended; });
        });
    }
    QByteArray heard;
    int ended = 0;
};

} // namespace

class TestFaultProxy : public QObject {
    Q_OBJECT

    std::unique_ptr<EchoServer> m_server;
    std::unique_ptr<FaultProxy> m_proxy;
    std::unique_ptr<QTcpSocket> m_client;

    void connectClient()
    {
        m_client = std::make_unique<QTcpSocket>();
        m_client->connectToHost(QHostAddress::LocalHost, m_proxy->port());
        QTRY_COMPARE(m_client->state(), QAbstractSocket::ConnectedState);
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<EchoServer>();
        m_proxy = std::make_unique<FaultProxy>(m_server->serverPort());
        connectClient();
    }
    void cleanup()
    {
        m_client.reset();
        m_proxy.reset();
        m_server.reset();
    }

    void wholeLine_passesEverythingAndCounts()
    {
        const QByteArray much(3'000'000, 'x');
        m_client->write(much);
        QTRY_COMPARE(m_client->bytesAvailable(), qint64(much.size()));
        QCOMPARE(m_client->readAll(), much);
        QCOMPARE(m_proxy->counts().toServer, much.size());
        QCOMPARE(m_proxy->counts().toClient, much.size());
        m_proxy->clearCounts();
        for (int i = 0; i < 3; ++i) {
            m_client->write("ping");
            QTRY_COMPARE(m_client->bytesAvailable(), 4);
            m_client->readAll();
        }
        QCOMPARE(m_proxy->counts().roundTrips, 3);
        QCOMPARE(m_proxy->counts().toServer, 12);
    }

    void latencyAndBandwidth_slowTheLine()
    {
        QElapsedTimer timer;
        timer.start();
        m_proxy->setRoundTripMs(100);
        m_client->write("ping");
        QTRY_COMPARE(m_client->bytesAvailable(), 4);
        QVERIFY(timer.elapsed() >= 100);
        m_client->readAll();
        m_proxy->setRoundTripMs(0);
        m_proxy->setBytesPerSecond(100'000);
        timer.start();
        m_client->write(QByteArray(20'000, 'x'));
        QTRY_COMPARE(m_client->bytesAvailable(), 20'000);
        QVERIFY(timer.elapsed() >= 200);
    }

    void cutTowardsServer_passesExactlyTheBytes()
    {
        m_proxy->cutAfter(Direction::ToServer, 7);
        m_client->write("0123456789");
        QTRY_COMPARE(m_client->state(), QAbstractSocket::UnconnectedState);
        QTRY_COMPARE(m_server->ended, 1);
        QCOMPARE(m_server->heard, QByteArray("0123456"));
        QCOMPARE(m_proxy->counts().cuts, 1);
        connectClient();
        m_client->write("0123456789");
        QTRY_COMPARE(m_client->bytesAvailable(), 10);
    }

    void cutTowardsClient_passesExactlyTheBytes()
    {
        m_proxy->cutAfter(Direction::ToClient, 4);
        m_client->write("0123456789");
        QTRY_COMPARE(m_client->state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(m_client->readAll(), QByteArray("0123"));
        QTRY_COMPARE(m_server->ended, 1);
        QCOMPARE(m_server->heard, QByteArray("0123456789"));
    }

    void trigger_countsFromItsFirstByte()
    {
        m_proxy->watch("STORE");
        QCOMPARE(m_proxy->sinceTrigger(Direction::ToServer), -1);
        m_client->write("a1 UID ST");
        QTRY_COMPARE(m_client->bytesAvailable(), 9);
        m_client->write("ORE 1\r\n");
        QTRY_COMPARE(m_client->bytesAvailable(), 16);
        QCOMPARE(m_proxy->sinceTrigger(Direction::ToServer), 9);
        QCOMPARE(m_proxy->sinceTrigger(Direction::ToClient), 7);

        m_server->heard.clear();
        m_proxy->cutAfter(Direction::ToServer, 3, "MOVE");
        m_client->write("a2 NOOP\r\na3 MOVE 1\r\n");
        QTRY_COMPARE(m_server->ended, 1);
        QCOMPARE(m_server->heard, QByteArray("a2 NOOP\r\na3 MOV"));
        m_server->heard.clear();
        m_proxy->cutAfter(Direction::ToServer, 0, "MOVE");
        connectClient();
        m_client->write("a3 MOVE 1\r\n");
        QTRY_COMPARE(m_server->ended, 2);
        QCOMPARE(m_server->heard, QByteArray("a3 "));
    }

    void stall_holdsBytesUntilItEnds()
    {
        m_proxy->stall(true);
        m_client->write("ping");
        QTcpSocket second; // connects, and hears nothing either
        second.connectToHost(QHostAddress::LocalHost, m_proxy->port());
        QTRY_COMPARE(second.state(), QAbstractSocket::ConnectedState);
        second.write("pong");
        QVERIFY(!m_client->waitForReadyRead(50));
        QVERIFY(m_server->heard.isEmpty());
        m_proxy->stall(false);
        QTRY_COMPARE(m_client->bytesAvailable(), 4);
        QTRY_COMPARE(second.bytesAvailable(), 4);
    }

    void halfClosed_theOtherDirectionStillPasses()
    {
        QTcpSocket *const ours = m_client.get();
        ours->write("ping");
        QTRY_COMPARE(ours->bytesAvailable(), 4);
        m_proxy->closeHalf(Direction::ToClient);
        ours->write("more");
        ours->flush(); // Qt drops what it has not written when it hears of the end
        QTRY_COMPARE(m_server->heard, QByteArray("pingmore"));
        QTRY_COMPARE(ours->state(), QAbstractSocket::UnconnectedState);
    }

    void refusedAndCut_theNextIsWhole()
    {
        m_proxy->refuse(true);
        QTcpSocket refused;
        refused.connectToHost(QHostAddress::LocalHost, m_proxy->port());
        QTRY_COMPARE(refused.error(), QAbstractSocket::ConnectionRefusedError);
        m_client->write("ping");
        QTRY_COMPARE(m_client->bytesAvailable(), 4);
        m_proxy->refuse(false);
        m_proxy->cutAll();
        QTRY_COMPARE(m_client->state(), QAbstractSocket::UnconnectedState);
        connectClient();
        m_client->write("ping");
        QTRY_COMPARE(m_client->bytesAvailable(), 4);
    }
};

QTEST_GUILESS_MAIN(TestFaultProxy)
#include "tst_faultproxy.moc"
