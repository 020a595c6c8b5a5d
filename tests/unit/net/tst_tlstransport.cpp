// SPDX-License-Identifier: MIT
#include "net/tlstransport.h"

#include "net/connectionthread.h"
#include "net/wait.h"
#include "net/wirelog.h"
#include "support/scriptedserver.h"

#include <QCryptographicHash>
#include <QTest>
#include <stdexcept>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

/// What a call threw, if anything.
std::optional<MailError> errorOf(const std::function<void()> &call)
{
    try {
        call();
    } catch (const MailError &error) {
        return error;
    }
    return {};
}

bool isCancelled(const std::function<void()> &call)
{
    try {
        call();
    } catch (const Cancelled &) {
        return true;
    }
    return false;
}

QByteArray readUntilClosed(Transport &transport)
{
    QByteArray all;
    try {
        for (;;)
            all += transport.read({});
    } catch (const MailError &) { }
    return all;
}

QByteArray someBytes(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    quint32 state = 1;
    for (char &c : bytes)
        c = char((state = state * 1664525 + 1013904223) >> 24);
    return bytes;
}

void silent(ScriptedConnection &c)
{
    c.hang();
}

void greets(ScriptedConnection &c)
{
    c.send("hello\r\n");
    c.hang();
}

} // namespace

class TestTlsTransport : public QObject {
    Q_OBJECT

    TestCertificates m_certificates;
    Wakeup m_wakeup;

    CertificatePolicy policy() const { return {m_certificates.caFile(), {}}; }

private Q_SLOTS:
    // First of all: once a certificate of another CA was met, the system's are asked at once.
    void certificateOfTheAccountsOwnCa_needsOneConnection()
    {
        ScriptedServer server({greets}, ConnectionSecurity::Tls, m_certificates.forHost());
        TlsTransport transport(policy(), &m_wakeup);
        transport.open(server.endpoint());
        QCOMPARE(transport.read({}), QByteArray("hello\r\n"));
        QCOMPARE(server.connections(), 1);
    }

    void certificateOfAnotherCa_isOfferedToAllAndThenRefused()
    {
        const TestCertificates others;
        ScriptedServer server({greets}, ConnectionSecurity::Tls, others.forHost());
        TlsTransport transport(policy(), &m_wakeup);
        const auto error = errorOf([&] { transport.open(server.endpoint()); });
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Security);
        QVERIFY(!transport.isOpen());
        ScriptedServer own({greets}, ConnectionSecurity::Tls, m_certificates.forHost());
        transport.open(own.endpoint());
        QCOMPARE(transport.read({}), QByteArray("hello\r\n"));
    }

    void plainConnection_carriesBytesBothWaysAndCountsThem()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
            c.send("hello\r\n");
            c.expect("ping");
            c.send("pong\r\n");
        }});
        TlsTransport transport({}, &m_wakeup);
        transport.open(server.endpoint());
        QCOMPARE(transport.read({}), QByteArray("hello\r\n"));
        transport.write("ping\r\n");
        QCOMPARE(transport.read({}), QByteArray("pong\r\n"));
        QCOMPARE(transport.bytesIn(), 13);
        QCOMPARE(transport.bytesOut(), 6);
        QVERIFY(!transport.info().encrypted);
        QVERIFY(errorOf([&] { transport.read({}); }));
        QVERIFY(!transport.isOpen());
    }

    void tlsConnection_tellsItsVersionAndCertificate()
    {
        const TestCertificate certificate = m_certificates.forHost();
        ScriptedServer server({greets}, ConnectionSecurity::Tls, certificate);
        TlsTransport transport(policy(), &m_wakeup);
        transport.open(server.endpoint());
        QCOMPARE(transport.read({}), QByteArray("hello\r\n"));
        QVERIFY(transport.info().encrypted);
        QVERIFY(!transport.info().pinned);
        QVERIFY(transport.info().tlsVersion.startsWith(QStringLiteral("TLSv1.")));
        QCOMPARE(transport.info().certificateSha256,
                 certificate.certificate.digest(QCryptographicHash::Sha256));
        transport.close();
        QVERIFY(!transport.isOpen());
    }

    void serverClosesRightAfterMuchData_everyByteArrives_data()
    {
        QTest::addColumn<ConnectionSecurity>("security");
        QTest::newRow("plain") << ConnectionSecurity::None;
        QTest::newRow("tls") << ConnectionSecurity::Tls;
    }
    void serverClosesRightAfterMuchData_everyByteArrives()
    {
        QFETCH(ConnectionSecurity, security);
        const QByteArray much = someBytes(20 * 1024 * 1024 + 17);
        ScriptedServer server({[&](ScriptedConnection &c) { c.send(much); }}, security,
                              m_certificates.forHost());
        TlsTransport transport(policy(), &m_wakeup);
        transport.open(server.endpoint());
        QVERIFY(readUntilClosed(transport) == much);
    }

    void muchIsWritten_theServerGetsEveryByte()
    {
        const QByteArray much = someBytes(5 * 1024 * 1024);
        ScriptedServer server({[&](ScriptedConnection &c) {
                                  const bool same = c.readBytes(much.size()) == much;
                                  c.send(same ? "same" : "different");
                              }},
                              ConnectionSecurity::Tls, m_certificates.forHost());
        TlsTransport transport(policy(), &m_wakeup);
        transport.open(server.endpoint());
        transport.write(much);
        QCOMPARE(transport.read({}), QByteArray("same"));
    }

    void unknownHost_isTold()
    {
        TlsTransport transport({}, &m_wakeup);
        const auto error = errorOf([&] {
            transport.open({QStringLiteral("no-such-host.invalid"), 995, ConnectionSecurity::Tls});
        });
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Network);
        QVERIFY(
            error->sentence.contains(QStringLiteral("no server called “no-such-host.invalid”")));
    }

    void refusedPort_isTold()
    {
        TlsTransport transport({}, &m_wakeup);
        const quint16 port = ScriptedServer::refusedPort();
        const auto error = errorOf([&] {
            transport.open({QStringLiteral("localhost"), port, ConnectionSecurity::Tls});
        });
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Network);
        QCOMPARE(error->retry, RetryClass::Later);
        QVERIFY(error->sentence.contains(QStringLiteral("refused the connection on port ")));
    }

    void faultyCertificate_isRefusedByNameAndCanBePinned_data()
    {
        using V = TestCertificates::Validity;
        QTest::addColumn<TestCertificate>("certificate");
        QTest::addColumn<bool>("caKnown");
        QTest::addColumn<QString>("words");
        const QString localhost = QStringLiteral("localhost");
        QTest::newRow("expired") << m_certificates.forHost(localhost, V::Expired) << true
                                 << QStringLiteral("it expired on ");
        QTest::newRow("not yet valid") << m_certificates.forHost(localhost, V::NotYet) << true
                                       << QStringLiteral("not valid before");
        QTest::newRow("foreign") << m_certificates.forHost(QStringLiteral("other.example")) << true
                                 << QStringLiteral("belongs to another server, other.example");
        QTest::newRow("self-signed")
            << TestCertificates::selfSigned() << true << QStringLiteral("self-signed");
        QTest::newRow("unknown CA") << m_certificates.forHost() << false
                                    << QStringLiteral("an authority that this computer does not");
    }
    void faultyCertificate_isRefusedByNameAndCanBePinned()
    {
        QFETCH(TestCertificate, certificate);
        QFETCH(bool, caKnown);
        QFETCH(QString, words);
        const QByteArray sha256 = certificate.certificate.digest(QCryptographicHash::Sha256);
        ScriptedServer server({greets}, ConnectionSecurity::Tls, certificate);
        CertificatePolicy unpinned = caKnown ? policy() : CertificatePolicy();
        TlsTransport first(unpinned, &m_wakeup);
        const auto error = errorOf([&] { first.open(server.endpoint()); });
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Security);
        QCOMPARE(error->retry, RetryClass::Never);
        QVERIFY2(error->sentence.contains(words), qPrintable(error->sentence));
        QCOMPARE(error->certificateSha256, sha256);
        QVERIFY(!first.isOpen());

        CertificatePolicy pinned = unpinned;
        pinned.pins.insert(CertificatePolicy::pinKey(server.endpoint()), sha256);
        TlsTransport second(pinned, &m_wakeup);
        second.open(server.endpoint());
        QCOMPARE(second.read({}), QByteArray("hello\r\n"));
        QVERIFY(second.info().pinned);
    }

    void pin_acceptsNoOtherCertificateAndNoOtherPort()
    {
        const TestCertificate pinnedOne = TestCertificates::selfSigned();
        const QByteArray sha256 = pinnedOne.certificate.digest(QCryptographicHash::Sha256);
        ScriptedServer impostor({greets}, ConnectionSecurity::Tls, TestCertificates::selfSigned());
        ScriptedServer elsewhere({greets}, ConnectionSecurity::Tls, pinnedOne);
        CertificatePolicy pinned;
        pinned.pins.insert(CertificatePolicy::pinKey(impostor.endpoint()), sha256);
        for (const ScriptedServer *server : {&impostor, &elsewhere}) {
            TlsTransport transport(pinned, &m_wakeup);
            const auto error = errorOf([&] { transport.open(server->endpoint()); });
            QVERIFY(error);
            QCOMPARE(error->kind, ErrorKind::Security);
        }
    }

    void unreadableCaFile_isTold()
    {
        TlsTransport transport({QStringLiteral("/no/such/file.pem"), {}}, &m_wakeup);
        const auto error = errorOf([&] {
            transport.open({QStringLiteral("localhost"), 1, ConnectionSecurity::Tls});
        });
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Security);
        QVERIFY(error->sentence.contains(QStringLiteral("/no/such/file.pem")));
    }

    void startTls_protectsTheRest()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
                                  c.expect("STLS");
                                  c.send("go\r\n");
                                  c.startTls();
                                  c.expect("secret");
                                  c.send("done\r\n");
                              }},
                              ConnectionSecurity::StartTls, m_certificates.forHost());
        TlsTransport transport(policy(), &m_wakeup);
        transport.open(server.endpoint());
        transport.write("STLS\r\n");
        QCOMPARE(transport.read({}), QByteArray("go\r\n"));
        QVERIFY(!transport.info().encrypted);
        transport.startTls();
        QVERIFY(transport.info().encrypted);
        transport.write("secret\r\n");
        QCOMPARE(transport.read({}), QByteArray("done\r\n"));
        QCOMPARE(server.problems(), QStringList());
    }

    void bytesAfterTheGoAhead_areRefused()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
                                  c.send("go\r\n");
                                  c.expect("read");
                                  c.send("+OK injected\r\n");
                                  c.send("more\r\n");
                                  c.startTls();
                                  c.hang();
                              }},
                              ConnectionSecurity::StartTls, m_certificates.forHost());
        TlsTransport transport(policy(), &m_wakeup);
        transport.open(server.endpoint());
        QCOMPARE(transport.read({}), QByteArray("go\r\n"));
        transport.write("read\r\n");
        const auto error = errorOf([&] { transport.startTls(); });
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Security);
        QVERIFY(!transport.isOpen());
    }

    void serverWithoutTls_isToldAsSuch()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
            c.send("+OK this is no TLS, and long enough to be taken for a broken record\r\n");
            c.hang();
        }});
        TlsTransport transport(policy(), &m_wakeup);
        Endpoint endpoint = server.endpoint();
        endpoint.security = ConnectionSecurity::Tls;
        const auto error = errorOf([&] { transport.open(endpoint); });
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Security);
        QVERIFY(error->sentence.contains(QStringLiteral("does not offer an encrypted connection")));
    }

    void serverClosesInTheHandshake_isANetworkError()
    {
        ScriptedServer server({[](ScriptedConnection &c) { c.close(); }});
        TlsTransport transport(policy(), &m_wakeup);
        Endpoint endpoint = server.endpoint();
        endpoint.security = ConnectionSecurity::Tls;
        const auto error = errorOf([&] { transport.open(endpoint); });
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Network);
    }

    void silentServer_endsByTheIdleLimit()
    {
        ScriptedServer server({silent});
        TlsTransport transport({}, &m_wakeup);
        transport.open(server.endpoint());
        const auto error = errorOf([&] { transport.read({50, false}); });
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Network);
        QVERIFY(error->sentence.contains(QStringLiteral("did not answer within 1 second")));
    }

    void oneByteAtATime_endsByTheDeadline()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
            for (;;)
                c.sendSlowly("x", 5);
        }});
        TlsTransport transport({}, &m_wakeup);
        transport.open(server.endpoint());
        transport.setDeadline(Clock::system().monotonicMs() + 100);
        const auto error = errorOf([&] {
            for (;;)
                transport.read({});
        });
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Network);
        QVERIFY(error->sentence.contains(QStringLiteral("too slowly")));
        QVERIFY(transport.bytesIn() > 0);
    }

    void cancel_endsEveryWait_data()
    {
        QTest::addColumn<int>("where");
        QTest::newRow("handshake") << 0;
        QTest::newRow("read") << 1;
        QTest::newRow("wakeable read") << 2;
        QTest::newRow("write") << 3;
    }
    void cancel_endsEveryWait()
    {
        QFETCH(int, where);
        ScriptedServer server({[](ScriptedConnection &c) {
            // Never reads: what is written stays unsent.
            c.sendSlowly(QByteArray(1, 'x'), 600'000);
        }});
        bool cancelled = false;
        ConnectionThread thread(QStringLiteral("client"), [&](Wakeup &wakeup) {
            cancelled = isCancelled([&] {
                TlsTransport transport({}, &wakeup);
                Endpoint endpoint = server.endpoint();
                if (where == 0)
                    endpoint.port = quint16(server.port());
                endpoint.security = where == 0 ? ConnectionSecurity::Tls : ConnectionSecurity::None;
                transport.open(endpoint);
                transport.read({});
                if (where == 3) {
                    for (;;)
                        transport.write(QByteArray(256 * 1024, 'x'));
                }
                transport.read({600'000, where == 2});
            });
        });
        thread.start();
        QTRY_COMPARE(server.connections(), 1);
        thread.cancel();
        QVERIFY(thread.wait(10'000));
        QVERIFY(cancelled);
    }

    void wake_endsOnlyAWakeableWait()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
            c.expect("go");
            c.send("late");
            c.hang();
        }});
        TlsTransport transport({}, &m_wakeup);
        transport.open(server.endpoint());
        m_wakeup.wake();
        transport.write("go\r\n");
        // Noted, but this wait isn't for waking.
        QCOMPARE(transport.read({}), QByteArray("late"));
        QCOMPARE(transport.read({600'000, true}), QByteArray());
        const auto error = errorOf([&] { transport.read({20, true}); });
        QVERIFY(error);
    }

    void wakeFromAnotherThread_endsIdle()
    {
        ScriptedServer server({silent});
        QByteArray result("not read");
        ConnectionThread thread(QStringLiteral("client"), [&](Wakeup &wakeup) {
            TlsTransport transport({}, &wakeup);
            transport.open(server.endpoint());
            result = transport.read({600'000, true});
        });
        thread.start();
        QTRY_COMPARE(server.connections(), 1);
        thread.wakeup().wake();
        QVERIFY(thread.wait(10'000));
        QCOMPARE(result, QByteArray());
    }

    void waitWithoutAConnection_endsByWakeTimeOrCancel()
    {
        Wakeup wakeup;
        QVERIFY(!waitForWake(wakeup, 1));
        wakeup.wake();
        wakeup.wake();
        QVERIFY(waitForWake(wakeup, 600'000));
        QVERIFY(!waitForWake(wakeup, 1));
        wakeup.cancel();
        QVERIFY(isCancelled([&] { waitForWake(wakeup, 600'000); }));
    }

    void connectionThread_tellsWhatWasThrownButNotItsCancelling_data()
    {
        QTest::addColumn<int>("what");
        QTest::newRow("nothing") << 0;
        QTest::newRow("error") << 1;
        QTest::newRow("mistake") << 2;
        QTest::newRow("cancelled") << 3;
    }
    void connectionThread_tellsWhatWasThrownButNotItsCancelling()
    {
        QFETCH(int, what);
        ConnectionThread thread(QStringLiteral("test"), [&](Wakeup &wakeup) {
            if (what == 1)
                throw MailError{ErrorScope::Session, ErrorKind::Space, RetryClass::Later, {}, {}};
            if (what == 2)
                throw std::runtime_error("oops");
            if (what == 3)
                waitForWake(wakeup, -1);
        });
        QList<MailError> errors;
        connect(&thread, &ConnectionThread::failed, this,
                [&](const MailError &error) { errors.append(error); });
        thread.start();
        if (what == 3)
            thread.cancel();
        QTRY_VERIFY(thread.isFinished());
        QCoreApplication::sendPostedEvents(this);
        QCOMPARE(errors.size(), what == 1 || what == 2 ? 1 : 0);
        if (!errors.isEmpty())
            QCOMPARE(errors.first().kind, what == 1 ? ErrorKind::Space : ErrorKind::Bug);
    }

    void passwords_neverReachTheWireLog()
    {
        const QByteArray password("correct horse"), user("alice");
        const QByteArray plain = (QByteArray(1, '\0') + user + QByteArray(1, '\0') + password);
        ScriptedServer server({[&](ScriptedConnection &c) {
            c.expect("PASS ");
            // A server that echoes, in pieces that cut the password in two.
            c.send("-ERR no such command: PASS correct ho");
            c.send("rse\r\n");
            c.expect("AUTH PLAIN ");
            c.send("-ERR what is " + plain.toBase64() + "?\r\n");
            c.expect(password.toBase64());
            c.send("-ERR " + password.toBase64() + "\r\n");
            c.send(QByteArray(600, 'x') + password + QByteArray(600, 'x') + "\r\n");
        }});
        QStringList lines;
        WireLog log(QStringLiteral("test"), [&](const QString &line) { lines.append(line); });
        log.hide(Secret(password));
        TlsTransport transport({}, &m_wakeup, &log);
        transport.open(server.endpoint());
        const auto sayAndHear = [&](const QByteArray &command, const QByteArray &secret) {
            transport.write(command);
            transport.writeSecret(secret);
            transport.write("\r\n");
            for (QByteArray answer; !answer.endsWith('\n');)
                answer += transport.read({});
        };
        sayAndHear("PASS ", password);
        sayAndHear("AUTH PLAIN ", plain.toBase64());
        sayAndHear("", password.toBase64());
        readUntilClosed(transport);
        QCOMPARE(server.problems(), QStringList());
        const QString all = lines.join(QLatin1Char('\n'));
        QVERIFY(all.contains(QStringLiteral("C: PASS ***")));
        QVERIFY(all.contains(QStringLiteral("S: -ERR no such command: PASS ***")));
        for (const QByteArray &secret : {password, password.toBase64(), plain.toBase64()})
            QVERIFY2(!all.contains(QString::fromUtf8(secret)), qPrintable(all));
        QVERIFY(!all.contains(QStringLiteral("correct")));
    }

    void secretAtTheEdgeOfALongLine_isNotShownInPart()
    {
        const QByteArray secret("0123456789abcdef");
        for (int before = 470; before < 540; ++before) {
            QStringList lines;
            WireLog log(QStringLiteral("test"), [&](const QString &line) { lines.append(line); });
            log.hide(Secret(secret));
            log.received(secret + QByteArray(before, 'x') + secret + QByteArray(50, 'x') + '\n');
            QCOMPARE(lines.size(), 1);
            QVERIFY(!lines.first().contains(QStringLiteral("0123")));
        }
    }
};

QTEST_GUILESS_MAIN(TestTlsTransport)
#include "tst_tlstransport.moc"
