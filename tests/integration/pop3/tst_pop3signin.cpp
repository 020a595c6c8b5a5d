// SPDX-License-Identifier: MIT
#include "backend/backendregistry.h"
#include "support/pop3script.h"

#include <QCryptographicHash>
#include <QLoggingCategory>
#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

/// From the connection to a mailbox that is open, on servers that play a script.
class TestPop3SignIn : public QObject, protected Pop3ScriptFixture {
    Q_OBJECT

private Q_SLOTS:
    void registry_makesAPop3Backend()
    {
        const BackendRegistry registry = BackendRegistry::standard();
        const auto *entry = registry.find(QStringLiteral("pop3"));
        QVERIFY(entry);
        QCOMPARE(entry->traits.defaultTlsPort, 995);
        QVERIFY(entry->create(config({QStringLiteral("localhost"), 995})));
        QVERIFY(!registry.find(QStringLiteral("gopher")));
    }

    void unknownHostAndRefusedPort_areTold()
    {
        Pop3Backend unknown(config({QStringLiteral("no-such-host.invalid"), 995}));
        const auto first = errorOf([&] { unknown.open(m_alice); });
        QVERIFY(first && first->kind == ErrorKind::Network);
        QVERIFY(first->sentence.contains(QStringLiteral("no-such-host.invalid")));
        Pop3Backend refused(config({QStringLiteral("localhost"), ScriptedServer::refusedPort()}));
        const auto second = errorOf([&] { refused.open(m_alice); });
        QVERIFY(second && second->kind == ErrorKind::Network);
        QVERIFY(second->sentence.contains(QStringLiteral("refused the connection")));
    }

    void badCertificate_isTold()
    {
        for (const TestCertificate &certificate :
             {m_certificates.forHost(QStringLiteral("localhost"),
                                     TestCertificates::Validity::Expired),
              m_certificates.forHost(QStringLiteral("other.example")),
              TestCertificates::selfSigned()}) {
            ScriptedServer server({[](ScriptedConnection &c) { c.hang(); }},
                                  ConnectionSecurity::Tls, certificate);
            const auto backend = backendFor(server);
            const auto error = errorOf([&] { backend->open(m_alice); });
            QVERIFY(error);
            QCOMPARE(error->kind, ErrorKind::Security);
            QCOMPARE(error->certificateSha256.size(), 32);
        }
    }

    void refusedSignIn_saysWhyAndWhetherToTryAgain_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<RetryClass>("retry");
        QTest::addColumn<QString>("words");
        QTest::newRow("wrong password")
            << QByteArray("-ERR [AUTH] Authentication failed.") << ErrorKind::Authentication
            << RetryClass::Never << QStringLiteral("user name or the password");
        QTest::newRow("without a code") << QByteArray("-ERR no") << ErrorKind::Authentication
                                        << RetryClass::Never << QStringLiteral("It said: no");
        QTest::newRow("in use") << QByteArray("-ERR [IN-USE] busy") << ErrorKind::Permission
                                << RetryClass::Later << QStringLiteral("in use by another program");
        QTest::newRow("too early")
            << QByteArray("-ERR [LOGIN-DELAY] wait") << ErrorKind::Permission << RetryClass::Later
            << QStringLiteral("more time between two visits");
        QTest::newRow("trouble") << QByteArray("-ERR [SYS/TEMP] disk") << ErrorKind::Network
                                 << RetryClass::Later << QStringLiteral("problem of its own");
        QTest::newRow("lasting trouble")
            << QByteArray("-ERR [SYS/PERM] gone") << ErrorKind::Permission << RetryClass::Never
            << QStringLiteral("lasting problem");
        QTest::newRow("echo") << QByteArray("-ERR what is PASS secret?")
                              << ErrorKind::Authentication << RetryClass::Never
                              << QStringLiteral("what is PASS …?");
    }

    void refusedSignIn_saysWhyAndWhetherToTryAgain()
    {
        QFETCH(QByteArray, answer);
        QFETCH(ErrorKind, kind);
        QFETCH(RetryClass, retry);
        QFETCH(QString, words);
        const auto error = openError([&](ScriptedConnection &c) {
            c.send("+OK\r\n");
            c.expect("CAPA");
            c.send("-ERR no CAPA\r\n");
            c.expect("USER");
            c.send("+OK\r\n");
            c.expect("PASS");
            c.send(answer + "\r\n");
        });
        QCOMPARE(m_problems, QStringList());
        QVERIFY(error);
        QCOMPARE(error->kind, kind);
        QCOMPARE(error->retry, retry);
        QVERIFY2(error->sentence.contains(words), qPrintable(error->sentence));
        QVERIFY(!error->sentence.contains(QStringLiteral("secret")));
        QVERIFY(!error->detail.contains(QStringLiteral("secret")));
    }

    void utf8_isAskedForBeforeSigningInAndARefusalIsBorne_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("granted") << QByteArray("+OK UTF8 enabled\r\n");
        QTest::newRow("refused") << QByteArray("-ERR not now\r\n");
    }

    void utf8_isAskedForBeforeSigningInAndARefusalIsBorne()
    {
        QFETCH(QByteArray, answer);
        const auto error = openError([&](ScriptedConnection &c) {
            c.send("+OK\r\n");
            c.expect("CAPA");
            c.send("+OK\r\nUSER\r\nUTF8 USER\r\nUIDL\r\n.\r\n");
            c.expect("UTF8");
            c.send(answer);
            c.expect("USER alice");
            c.send("+OK\r\n");
            c.expect("PASS secret");
            c.send("+OK\r\n");
        });
        QCOMPARE(m_problems, QStringList());
        QVERIFY2(!error, error ? qPrintable(error->sentence) : "");
    }

    void authPlain_isPreferredAndTriedOnce()
    {
        const auto error = openError([](ScriptedConnection &c) {
            c.send("+OK\r\n");
            c.expect("CAPA");
            c.send("+OK\r\nSASL LOGIN PLAIN\r\nUSER\r\nAUTH-RESP-CODE\r\n.\r\n");
            c.expect("AUTH PLAIN AGFsaWNlAHNlY3JldA==");
            c.send("-ERR [AUTH] no\r\n");
            c.hang();
        });
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Authentication);
        QCOMPARE(m_lines.size(), 2);
    }

    void authRefusedWithoutReason_userIsTried()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
            c.send("+OK\r\n");
            c.expect("CAPA");
            c.send("+OK\r\nSASL PLAIN\r\nUSER\r\n.\r\n");
            c.expect("AUTH PLAIN ");
            c.send("-ERR unknown command\r\n");
            c.expect("USER alice");
            c.send("+OK\r\n");
            c.expect("PASS secret");
            c.send("+OK\r\n");
            c.expect("QUIT");
            c.send("+OK\r\n");
        }});
        const auto backend = backendFor(server);
        backend->open(m_alice);
        backend->close();
        QCOMPARE(server.problems(), QStringList());
    }

    void authLogin_answersChallenges()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
            c.send("+OK\r\n");
            c.expect("CAPA");
            c.send("+OK\r\nSASL LOGIN\r\n.\r\n");
            c.expect("AUTH LOGIN");
            c.send("+ VXNlcm5hbWU6\r\n");
            c.expect("YWxpY2U=");
            c.send("+ UGFzc3dvcmQ6\r\n");
            c.expect("c2VjcmV0");
            c.send("+OK\r\n");
        }});
        const auto backend = backendFor(server);
        backend->open(m_alice);
        QCOMPARE(server.problems(), QStringList());
    }

    void passwords_neverReachTheWireLog()
    {
        // Each way of signing in, to servers that repeat what they heard.
        const auto script = [](ScriptedConnection &c) {
            c.send("+OK\r\n");
            c.expect("CAPA");
            if (c.number() == 3) {
                c.send("-ERR\r\n");
                c.expect("USER alice");
                c.send("+OK\r\n");
                c.send("-ERR not " + c.expect("PASS secret") + "\r\n");
                return;
            }
            const bool plain = c.number() == 1;
            c.send(plain ? "+OK\r\nSASL PLAIN\r\n.\r\n" : "+OK\r\nSASL LOGIN\r\n.\r\n");
            QByteArray heard = c.expect("AUTH");
            if (!plain) {
                c.send("+ VXNlcm5hbWU6\r\n");
                c.readLine();
                c.send("+ UGFzc3dvcmQ6\r\n");
                heard = c.expect("c2VjcmV0");
            }
            c.send("-ERR not " + heard + ", not secret\r\n");
        };
        static QStringList logged;
        logged.clear();
        QLoggingCategory::setFilterRules(QStringLiteral("turnstone.wire.debug=true"));
        const auto before = qInstallMessageHandler(
            [](QtMsgType, const QMessageLogContext &, const QString &text) { logged << text; });
        ScriptedServer server({script});
        QList<std::optional<MailError>> errors;
        for (int visit = 0; visit < 3; ++visit) {
            const auto backend = backendFor(server);
            errors.append(errorOf([&] { backend->open(m_alice); }));
        }
        qInstallMessageHandler(before);
        QLoggingCategory::setFilterRules({});
        QCOMPARE(server.problems(), QStringList());
        const QString all = logged.join(QLatin1Char('\n'));
        QVERIFY2(all.contains(QStringLiteral("C: AUTH PLAIN ***")), qPrintable(all));
        QVERIFY(all.contains(QStringLiteral("C: AUTH LOGIN")));
        QVERIFY(all.contains(QStringLiteral("C: PASS ***")));
        for (const char *form : {"c2VjcmV0", "AGFsaWNlAHNlY3JldA", "PASS secret", "not secret"})
            QVERIFY2(!all.contains(QLatin1String(form)), qPrintable(all));
        for (const std::optional<MailError> &error : errors)
            QVERIFY(error && error->kind == ErrorKind::Authentication);
    }

    void stls_protectsBeforeAnythingIsSaid()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
                                  c.send("+OK\r\n");
                                  c.expect("STLS");
                                  c.send("+OK\r\n");
                                  c.startTls();
                                  c.expect("CAPA");
                                  c.send("+OK\r\nUSER\r\n.\r\n");
                                  c.expect("USER alice");
                                  c.send("+OK\r\n");
                                  c.expect("PASS secret");
                                  c.send("+OK\r\n");
                                  c.expect("QUIT");
                                  c.send("+OK\r\n");
                              }},
                              ConnectionSecurity::StartTls, m_certificates.forHost());
        const auto backend = backendFor(server);
        backend->open(m_alice);
        QVERIFY(backend->connectionInfo().encrypted);
        backend->close();
        QCOMPARE(server.problems(), QStringList());
    }

    void stlsRefused_nothingIsSentInClear()
    {
        const auto error = openError(
            [](ScriptedConnection &c) {
                c.send("+OK\r\n");
                c.expect("STLS");
                c.send("-ERR not today\r\n");
                c.readLine();
            },
            ConnectionSecurity::StartTls);
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Security);
        QCOMPARE(error->retry, RetryClass::Never);
        QCOMPARE(m_lines, QByteArrayList{"STLS"});
    }

    void bytesBehindTheGoAhead_areRefused()
    {
        const auto error = openError(
            [](ScriptedConnection &c) {
                c.send("+OK\r\n");
                c.expect("STLS");
                c.send("+OK\r\n+OK\r\nUIDL\r\n.\r\n");
                c.startTls();
                c.readLine();
            },
            ConnectionSecurity::StartTls);
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Security);
        QVERIFY(error->sentence.contains(QStringLiteral("tampering")));
        QCOMPARE(m_lines, QByteArrayList{"STLS"});
    }

    void badServer_endsWithASentence_data()
    {
        QTest::addColumn<Script>("script");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("words");
        QTest::newRow("closes") << Script([](ScriptedConnection &c) { c.close(); })
                                << ErrorKind::Network << QStringLiteral("closed the connection");
        QTest::newRow("hangs") << Script([](ScriptedConnection &c) { c.hang(); })
                               << ErrorKind::Network << QStringLiteral("did not answer within");
        QTest::newRow("one byte at a time")
            << Script([](ScriptedConnection &c) { c.sendSlowly(QByteArray(10'000, 'x'), 5); })
            << ErrorKind::Network << QStringLiteral("too slowly");
        QTest::newRow("refuses") << Script([](ScriptedConnection &c) {
            c.send("-ERR go away\r\n");
        }) << ErrorKind::Network << QStringLiteral("It said: go away");
        QTest::newRow("endless line")
            << Script([](ScriptedConnection &c) { c.send(QByteArray(200'000, 'x')); })
            << ErrorKind::Protocol << QStringLiteral("a line without end");
        QTest::newRow("another protocol")
            << Script([](ScriptedConnection &c) { c.send("220 smtp.example ESMTP\r\n"); })
            << ErrorKind::Protocol << QStringLiteral("does not speak POP3");
    }

    void badServer_endsWithASentence()
    {
        QFETCH(Script, script);
        QFETCH(ErrorKind, kind);
        QFETCH(QString, words);
        Pop3Options options;
        options.timeouts = {300, 1000};
        const auto error = openError(script, ConnectionSecurity::None, options);
        QVERIFY(error);
        QCOMPARE(error->kind, kind);
        QVERIFY2(error->sentence.contains(words), qPrintable(error->sentence));
    }

    void termsOfTheUser_areAskedForAgainAfterSigningIn()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
            signsIn(c,
                    "+OK\r\nUSER\r\nTOP\r\nUIDL\r\nEXPIRE 30 USER\r\nLOGIN-DELAY 900 "
                    "USER\r\n.\r\n");
            c.expect("CAPA");
            c.send("+OK\r\nUSER\r\nTOP\r\nUIDL\r\nEXPIRE 7\r\nLOGIN-DELAY 60\r\n.\r\n");
        }});
        const auto backend = backendFor(server);
        backend->open(m_alice);
        QCOMPARE(backend->traits().expireDays, std::optional<int>(7));
        QCOMPARE(backend->traits().loginDelaySeconds, 60);
    }

    void expireNever_isUnderstoodInOneWordToo()
    {
        for (const char *line : {"EXPIRE NEVER", "EXPIRENEVER"}) {
            ScriptedServer server({[&](ScriptedConnection &c) {
                signsIn(c, QByteArray("+OK\r\nUSER\r\n") + line + "\r\n.\r\n");
            }});
            const auto backend = backendFor(server);
            backend->open(m_alice);
            QCOMPARE(backend->traits().expireDays, std::optional<int>(-1));
        }
    }

    void apop_hidesThePasswordInClear_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("signedIn");
        QTest::newRow("right") << QByteArray("+OK\r\n") << true;
        QTest::newRow("busy") << QByteArray("-ERR [IN-USE] no\r\n") << false;
        // It has no secret for this user, and says no more: the user agreed to a clear password.
        QTest::newRow("not for this user") << QByteArray("-ERR [AUTH] Bad login\r\n") << true;
        QTest::newRow("without a reason") << QByteArray("-ERR Bad login\r\n") << true;
    }

    void apop_hidesThePasswordInClear()
    {
        QFETCH(QByteArray, answer);
        QFETCH(bool, signedIn);
        const QByteArray digest =
            QCryptographicHash::hash("<1896.697170952@dbc.mtview.ca.us>secret",
                                     QCryptographicHash::Md5)
                .toHex();
        const bool byPassword = answer.contains("Bad");
        ScriptedServer server({[&](ScriptedConnection &c) {
            c.send("+OK POP3 server ready <1896.697170952@dbc.mtview.ca.us>\r\n");
            c.expect("CAPA");
            c.send("+OK\r\nUSER\r\nUIDL\r\n.\r\n");
            c.expect("APOP alice " + digest);
            c.send(answer);
            if (!byPassword)
                return;
            c.expect("USER alice");
            c.send("+OK\r\n");
            c.expect("PASS secret");
            c.send("+OK\r\n");
        }});
        const auto backend = backendFor(server);
        const auto error = errorOf([&] { backend->open(m_alice); });
        QCOMPARE(!error, signedIn);
        QCOMPARE(server.problems(), QStringList());
        for (const QByteArray &line : server.lines())
            QVERIFY(byPassword || !line.contains("secret"));
    }

    void apop_isNotUsedUnderTlsNorWithAMadeUpTimestamp()
    {
        for (const QByteArray &greeting :
             {QByteArray("+OK <1.2@host>\r\n"), QByteArray("+OK <\xff\x80@host>\r\n"),
              QByteArray("+OK <no at>\r\n")}) {
            const bool tls = greeting.contains("1.2");
            ScriptedServer server({[&](ScriptedConnection &c) {
                                      c.send(greeting);
                                      c.expect("CAPA");
                                      c.send("+OK\r\nUSER\r\n.\r\n");
                                      c.expect("USER alice");
                                      c.send("+OK\r\n");
                                      c.expect("PASS secret");
                                      c.send("+OK\r\n");
                                  }},
                                  tls ? ConnectionSecurity::Tls : ConnectionSecurity::None,
                                  m_certificates.forHost());
            const auto backend = backendFor(server);
            backend->open(m_alice);
            QCOMPARE(server.problems(), QStringList());
        }
    }

    void token_isSentAsATokenUnderTlsOrNotAtAll()
    {
        Credentials token = m_alice;
        token.isToken = true;
        const QByteArray xoauth2 = QByteArray("user=alice\1auth=Bearer secret\1\1").toBase64();
        ScriptedServer server({[&](ScriptedConnection &c) {
                                  c.send("+OK\r\n");
                                  c.expect("CAPA");
                                  c.send("+OK\r\nUSER\r\nSASL PLAIN XOAUTH2\r\n.\r\n");
                                  c.expect("AUTH XOAUTH2 " + xoauth2);
                                  c.send("+ eyJzdGF0dXMiOiI0MDAifQ==\r\n");
                                  c.expect("");
                                  c.send("-ERR [AUTH] token expired\r\n");
                              }},
                              ConnectionSecurity::Tls, m_certificates.forHost());
        const auto refused = errorOf([&] { backendFor(server)->open(token); });
        QVERIFY(refused && refused->kind == ErrorKind::Authentication);
        QCOMPARE(server.problems(), QStringList());
        ScriptedServer without({[](ScriptedConnection &c) {
                                   c.send("+OK\r\n");
                                   c.expect("CAPA");
                                   c.send("+OK\r\nUSER\r\nSASL PLAIN\r\n.\r\n");
                               }},
                               ConnectionSecurity::Tls, m_certificates.forHost());
        QVERIFY(errorOf([&] { backendFor(without)->open(token); }));
        ScriptedServer clear({[](ScriptedConnection &c) {
            c.send("+OK\r\n");
            c.expect("CAPA");
            c.send("+OK\r\nUSER\r\nSASL XOAUTH2\r\n.\r\n");
        }});
        const auto inClear = errorOf([&] { backendFor(clear)->open(token); });
        QVERIFY(inClear && inClear->kind == ErrorKind::Security);
        for (const ScriptedServer *each : {&without, &clear}) {
            for (const QByteArray &line : each->lines())
                QVERIFY(!line.contains("secret") && !line.startsWith("AUTH"));
        }
    }
};

QTEST_GUILESS_MAIN(TestPop3SignIn)
#include "tst_pop3signin.moc"
