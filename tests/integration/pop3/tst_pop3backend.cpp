// SPDX-License-Identifier: MIT
#include "backend/pop3/pop3backend.h"

#include "backend/backendregistry.h"
#include "mail/messagereader.h"
#include "support/recordingsinks.h"
#include "support/scriptedserver.h"

#include <QCryptographicHash>
#include <QLoggingCategory>
#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

using Script = ScriptedServer::Script;

const QByteArray capabilities = "+OK\r\nUSER\r\nTOP\r\nUIDL\r\nPIPELINING\r\n.\r\n";

/// Greeting to signed in, by USER/PASS.
void signsIn(ScriptedConnection &c, const QByteArray &capa = capabilities)
{
    c.send("+OK ready\r\n");
    c.expect("CAPA");
    c.send(capa);
    c.expect("USER alice");
    c.send("+OK\r\n");
    c.expect("PASS secret");
    c.send("+OK\r\n");
}

/// STAT, UIDL and LIST at once, for messages 1, 2, … with these keys and 10 bytes each.
void lists(ScriptedConnection &c, const QByteArrayList &keys)
{
    c.expect("STAT");
    c.expect("UIDL");
    c.expect("LIST");
    QByteArray uidl, list;
    for (qsizetype i = 0; i < keys.size(); ++i) {
        uidl += QByteArray::number(i + 1) + ' ' + keys[i] + "\r\n";
        list += QByteArray::number(i + 1) + " 10\r\n";
    }
    c.send("+OK " + QByteArray::number(keys.size()) + " 0\r\n+OK\r\n" + uidl + ".\r\n+OK\r\n" + list
           + ".\r\n");
}

std::optional<MailError> errorOf(const std::function<void()> &call)
{
    try {
        call();
    } catch (const MailError &error) {
        return error;
    }
    return {};
}

FetchRequest request(const QByteArray &key,
                     PartSelection::What what = PartSelection::What::Everything)
{
    FetchRequest wanted;
    wanted.key = {"INBOX", key};
    wanted.selection.what = what;
    return wanted;
}

} // namespace

class TestPop3Backend : public QObject {
    Q_OBJECT

    TestCertificates m_certificates;
    Wakeup m_wakeup;
    const Credentials m_alice{QStringLiteral("alice"), Secret("secret")};

    BackendConfig config(const Endpoint &endpoint)
    {
        BackendConfig config;
        config.server.protocol = QStringLiteral("pop3");
        config.server.endpoint = endpoint;
        config.certificates.caFile = m_certificates.caFile();
        config.wakeup = &m_wakeup;
        return config;
    }
    std::unique_ptr<Pop3Backend> backendFor(const ScriptedServer &server,
                                            const Pop3Options &options = {})
    {
        return std::make_unique<Pop3Backend>(config(server.endpoint()), options);
    }
    /// What `open` says of a server that plays this.
    std::optional<MailError> openError(Script script,
                                       ConnectionSecurity security = ConnectionSecurity::None,
                                       const Pop3Options &options = {})
    {
        ScriptedServer server({std::move(script)}, security, m_certificates.forHost());
        const auto backend = backendFor(server, options);
        auto error = errorOf([&] { backend->open(m_alice); });
        m_problems = server.problems();
        m_lines = server.lines();
        return error;
    }

    QStringList m_problems;
    QByteArrayList m_lines;

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

    void slowListing_endsByTheDeadline()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
            signsIn(c);
            c.expect("STAT");
            c.send("+OK 100000 0\r\n+OK\r\n");
            for (int i = 1;; ++i)
                c.sendSlowly(QByteArray::number(i) + " u\r\n", 5);
        }});
        Pop3Options options;
        options.timeouts = {10'000, 300};
        const auto backend = backendFor(server, options);
        backend->open(m_alice);
        RecordingRemoteSink sink;
        const auto error = errorOf([&] { backend->synchronise({}, KnownKeySet(), sink); });
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Network);
        QVERIFY(!sink.complete);
    }

    void synchronise_reportsNewestFirstAndEverythingListed()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
            signsIn(c);
            lists(c, {"a", "b", "c", "d"});
        }});
        const auto backend = backendFor(server);
        backend->open(m_alice);
        const qint64 before = backend->counts().roundTrips;
        RecordingRemoteSink sink;
        KnownKeySet known;
        known.keys = {"b"};
        const FolderCursor cursor = backend->synchronise({}, known, sink);
        QCOMPARE(cursor.uidValidity, 1u);
        QCOMPARE(cursor.folder, QByteArray("INBOX"));
        QCOMPARE(sink.uidValidity, 1u);
        QCOMPARE(sink.messages, 4);
        QCOMPARE(sink.freshKeys(), (QByteArrayList{"d", "c", "a"}));
        QCOMPARE(sink.fresh.first().size, 10);
        QCOMPARE(sink.listedKeys(), (QByteArrayList{"d", "c", "b", "a"}));
        QVERIFY(sink.complete);
        QCOMPARE(sink.checkpoints, QList<FolderCursor>{cursor});
        QVERIFY(backend->traits().stableKeys);
        QCOMPARE(backend->counts().roundTrips, before + 1);
    }

    void listAndUidlDisagree_nothingIsLostAndNothingDeclaredGone()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
            signsIn(c);
            c.expect("STAT");
            c.send("+OK 3 0\r\n+OK\r\n1 a\r\n2 b\r\n.\r\n+OK\r\n2 20\r\n3 30\r\n.\r\n");
            c.expect("UIDL");
            c.expect("LIST");
            c.expect("TOP 3 0");
            c.send("+OK\r\nSubject: three\r\n\r\n.\r\n");
        }});
        const auto backend = backendFor(server);
        backend->open(m_alice);
        RecordingRemoteSink sink;
        backend->synchronise({}, KnownKeySet(), sink);
        QCOMPARE(sink.states.size(), 3);
        QCOMPARE(sink.states[0].size, 30);
        QCOMPARE(sink.states[1].key, QByteArray("b"));
        QCOMPARE(sink.states[2].size, -1);
        QVERIFY(!sink.complete);
    }

    void repeatedAndLongUidls_becomeKeysOfTheirOwn()
    {
        const QByteArray longOne(Limits::uidlBytes + 1, 'u');
        ScriptedServer server({[&](ScriptedConnection &c) {
            signsIn(c);
            lists(c, {"same", "same", "same#2", longOne, "same"});
            for (const char *subject : {"a", "b", "a"})
                c.send(QByteArray("+OK\r\nSubject: ") + subject + "\r\n\r\n.\r\n");
            c.expect("TOP 1 0");
            c.expect("TOP 2 0");
            c.expect("TOP 5 0");
        }});
        const auto backend = backendFor(server);
        backend->open(m_alice);
        RecordingRemoteSink sink;
        backend->synchronise({}, KnownKeySet(), sink);
        QByteArrayList keys = sink.listedKeys();
        std::reverse(keys.begin(), keys.end());
        const auto named = [](const QByteArray &header) {
            return "same#" + headerFingerprint(header).toHex();
        };
        QCOMPARE(keys[0], named("Subject: a\r\n\r\n"));
        QCOMPARE(keys[1], named("Subject: b\r\n\r\n"));
        QCOMPARE(keys[2], QByteArray("same#2"));
        QCOMPARE(keys[3].size(), 64);
        QCOMPARE(keys[4], keys[0] + "#2"); // a twin to the letter
        QVERIFY(sink.complete);
    }

    void oddUidls_areKeysAsTheyAre()
    {
        const QByteArrayList odd = {"with space", "\x80\xff\x01", "#2", "-", QByteArray(70, '~')};
        ScriptedServer server({[&](ScriptedConnection &c) {
            signsIn(c);
            lists(c, odd);
        }});
        const auto backend = backendFor(server);
        backend->open(m_alice);
        RecordingRemoteSink sink;
        backend->synchronise({}, KnownKeySet(), sink);
        QByteArrayList keys = sink.listedKeys();
        std::reverse(keys.begin(), keys.end());
        QCOMPARE(keys, odd);
        QVERIFY(sink.complete);
    }

    void headersThatNobodyReads_nothingIsFetchedWhole()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
            signsIn(c);
            lists(c, {"a", "b"});
            c.expect("TOP 2 0");
            c.expect("TOP 1 0");
            c.send("+OK\r\nSubject: b\r\n\r\n.\r\n-ERR [SYS/TEMP] later\r\n");
        }});
        const auto backend = backendFor(server);
        backend->open(m_alice);
        RecordingContentSink sink;
        backend->fetch({request("b", PartSelection::What::Headers),
                        request("a", PartSelection::What::Headers)},
                       sink);
        QCOMPARE(server.problems(), QStringList());
        QVERIFY(backend->traits().headersAlone);
    }

    void silence_isBrokenByNoopBeforeTheServerHangsUp()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
            signsIn(c);
            c.expect("NOOP");
            c.send("+OK\r\n");
            c.expect("NOOP");
            c.send("-ERR what\r\n");
            c.expect("QUIT");
            c.send("+OK\r\n");
        }});
        Pop3Options options;
        options.silenceMs = 0;
        const auto backend = backendFor(server, options);
        backend->open(m_alice);
        backend->keepAlive();
        backend->keepAlive();
        backend->close();
        QCOMPARE(server.problems(), QStringList());
        ScriptedServer quiet({[](ScriptedConnection &c) {
            signsIn(c);
            c.expect("QUIT");
            c.send("+OK\r\n");
        }});
        const auto busy = backendFor(quiet);
        busy->open(m_alice);
        busy->keepAlive(); // it has just spoken
        busy->close();
        QCOMPARE(quiet.problems(), QStringList());
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

    void serverWithoutUidl_keysAreHeadersAndSurviveTheServersOwnMarks_data()
    {
        QTest::addColumn<bool>("top");
        QTest::newRow("TOP") << true;
        QTest::newRow("no TOP") << false;
    }
    void serverWithoutUidl_keysAreHeadersAndSurviveTheServersOwnMarks()
    {
        QFETCH(bool, top);
        const auto script = [top](const QByteArray &mark) {
            return [top, mark](ScriptedConnection &c) {
                signsIn(c, "-ERR no CAPA\r\n");
                c.expect("STAT");
                c.send("+OK 3 30\r\n");
                c.expect("UIDL");
                c.send("-ERR no UIDL\r\n");
                c.expect("LIST");
                c.send("+OK\r\n1 10\r\n2 10\r\n3 10\r\n.\r\n");
                bool tried = false;
                for (int number = 1; number <= 3; ++number) {
                    const QByteArray subject = number == 3 ? "other" : "twin";
                    const QByteArray message = "+OK\r\nSubject: " + subject + "\r\n" + mark + "\r\n"
                        + (top ? "" : "body\r\n") + ".\r\n";
                    if (top || !tried)
                        c.expect("TOP " + QByteArray::number(number) + " 0");
                    if (!top) {
                        if (!tried)
                            c.send("-ERR no TOP\r\n");
                        tried = true;
                        c.expect("RETR " + QByteArray::number(number));
                    }
                    c.send(message);
                }
                c.expect("QUIT");
                c.send("+OK\r\n");
            };
        };
        ScriptedServer server({script(""), script("Status: RO\r\n")});
        QList<QByteArrayList> keys;
        for (int visit = 0; visit < 2; ++visit) {
            const auto backend = backendFor(server);
            backend->open(m_alice);
            RecordingRemoteSink sink;
            backend->synchronise({}, KnownKeySet(), sink);
            QVERIFY(!backend->traits().stableKeys);
            QVERIFY(sink.complete);
            keys.append(sink.listedKeys());
            backend->close();
        }
        QCOMPARE(server.problems(), QStringList());
        QCOMPARE(keys[0], keys[1]);
        QCOMPARE(QSet<QByteArray>(keys[0].begin(), keys[0].end()).size(), 3);
        QCOMPARE(keys[0][1], keys[0][2] + "#2");
    }

    void uidlInTrouble_isNotTakenForAServerWithoutUidl()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
            signsIn(c);
            c.expect("STAT");
            c.send("+OK 1 1\r\n-ERR [SYS/TEMP] try later\r\n+OK\r\n1 1\r\n.\r\n");
            c.hang();
        }});
        const auto backend = backendFor(server);
        backend->open(m_alice);
        RecordingRemoteSink sink;
        const auto error = errorOf([&] { backend->synchronise({}, KnownKeySet(), sink); });
        QVERIFY(error);
        QCOMPARE(error->retry, RetryClass::Later);
        QCOMPARE(sink.messages, -1);
    }

    void hugeAnnouncedCount_isRefused()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
            signsIn(c);
            c.expect("STAT");
            c.send("+OK 2147483647 1\r\n-ERR\r\n-ERR\r\n");
            c.hang();
        }});
        const auto backend = backendFor(server);
        backend->open(m_alice);
        RecordingRemoteSink sink;
        const auto error = errorOf([&] { backend->synchronise({}, KnownKeySet(), sink); });
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Protocol);
    }

    void fetch_pipelinesAndKeepsTheOrder()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
            signsIn(c);
            lists(c, {"a", "b", "c"});
            c.expect("RETR 3");
            c.expect("TOP 1 0");
            c.expect("RETR 2");
            c.send("+OK\r\nthree\r\n..\r\n.\r\n+OK\r\nh: one\r\n\r\n.\r\n-ERR no such message\r\n");
        }});
        const auto backend = backendFor(server);
        backend->open(m_alice);
        RecordingContentSink sink;
        backend->fetch({request("c"), request("gone"), request("a", PartSelection::What::Headers),
                        request("b", PartSelection::What::Text)},
                       sink);
        QCOMPARE(server.problems(), QStringList());
        QCOMPARE(sink.fetched.size(), 4);
        QCOMPARE(sink.fetched[0].sections, QByteArrayList{""});
        QCOMPARE(sink.fetched[0].bytes, QByteArray("three\r\n.\r\n"));
        QVERIFY(sink.fetched[0].ended);
        QCOMPARE(sink.fetched[1].missing->kind, ErrorKind::NotFound);
        QCOMPARE(sink.fetched[2].sections, QByteArrayList{"HEADER"});
        QCOMPARE(sink.fetched[2].bytes, QByteArray("h: one\r\n\r\n"));
        QCOMPARE(sink.fetched[3].missing->scope, ErrorScope::Message);
        QVERIFY(!sink.fetched[3].ended);
    }

    void withoutPipelining_oneCommandAtATime()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
            signsIn(c, "+OK\r\nUSER\r\nTOP\r\nUIDL\r\n.\r\n");
            c.expect("STAT");
            c.send("+OK 2 20\r\n");
            c.expect("UIDL");
            c.send("+OK\r\n1 a\r\n2 b\r\n.\r\n");
            c.expect("LIST");
            c.send("+OK\r\n1 10\r\n2 10\r\n.\r\n");
            c.expect("RETR 1");
            c.send("+OK\r\none\r\n.\r\n");
            c.expect("RETR 2");
            c.send("+OK\r\ntwo\r\n.\r\n");
        }});
        const auto backend = backendFor(server);
        backend->open(m_alice);
        RecordingContentSink sink;
        backend->fetch({request("a"), request("b")}, sink);
        QCOMPARE(server.problems(), QStringList());
        QCOMPARE(sink.fetched[1].bytes, QByteArray("two\r\n"));
    }

    void tooLargeMessage_isRefusedAndTheNextArrives()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
            signsIn(c);
            c.expect("STAT");
            c.send("+OK 3 0\r\n+OK\r\n1 told\r\n2 untold\r\n3 fine\r\n.\r\n"
                   "+OK\r\n1 2000\r\n2 10\r\n3 10\r\n.\r\n");
            c.expect("UIDL");
            c.expect("LIST");
            c.expect("RETR 2");
            c.expect("RETR 3");
            c.send("+OK\r\n" + QByteArray(1500, 'x') + "\r\n.\r\n+OK\r\nfine\r\n.\r\n");
        }});
        Pop3Options options;
        options.messageBytes = 1000;
        const auto backend = backendFor(server, options);
        backend->open(m_alice);
        RecordingContentSink sink;
        backend->fetch({request("told"), request("untold"), request("fine")}, sink);
        QCOMPARE(server.problems(), QStringList());
        QCOMPARE(sink.fetched[0].missing->kind, ErrorKind::Space);
        QCOMPARE(sink.fetched[1].missing->kind, ErrorKind::Space);
        QVERIFY(sink.fetched[2].ended);
    }

    void endlessMessage_ends()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
            signsIn(c);
            lists(c, {"a"});
            c.expect("RETR");
            c.send("+OK\r\n");
            for (;;)
                c.send(QByteArray(10'000, 'x'));
        }});
        Pop3Options options;
        options.messageBytes = 100'000;
        const auto backend = backendFor(server, options);
        backend->open(m_alice);
        RecordingContentSink sink;
        const auto error = errorOf([&] { backend->fetch({request("a")}, sink); });
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Protocol);
        QVERIFY(sink.fetched[0].missing);
        QVERIFY(sink.fetched[0].bytes.size() <= 100'000);
    }

    void sinkThatFails_closesWithoutQuit()
    {
        struct FullDisk : RecordingContentSink {
            void data(QByteArrayView) override
            {
                MailError error;
                error.kind = ErrorKind::Space;
                throw error;
            }
        };
        ScriptedServer server({[](ScriptedConnection &c) {
            signsIn(c);
            lists(c, {"a", "b"});
            c.expect("DELE 2");
            c.send("+OK\r\n");
            c.expect("RETR 1");
            c.send("+OK\r\nx\r\n.\r\n");
            c.readLine();
        }});
        const auto backend = backendFor(server);
        backend->open(m_alice);
        backend->remove({{"INBOX", "b"}});
        FullDisk sink;
        const auto error = errorOf([&] { backend->fetch({request("a")}, sink); });
        QVERIFY(error && error->kind == ErrorKind::Space);
        QVERIFY(errorOf([&] { backend->close(); }));
        QVERIFY(!server.lines().contains("QUIT"));
    }

    void deletions_countOnlyWhenQuitIsConfirmed_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("counts");
        QTest::newRow("+OK") << QByteArray("+OK bye\r\n") << true;
        QTest::newRow("-ERR") << QByteArray("-ERR some deleted messages not removed\r\n") << false;
        QTest::newRow("closed") << QByteArray() << false;
    }
    void deletions_countOnlyWhenQuitIsConfirmed()
    {
        QFETCH(QByteArray, answer);
        QFETCH(bool, counts);
        ScriptedServer server({[&](ScriptedConnection &c) {
            signsIn(c);
            lists(c, {"a", "b"});
            c.expect("DELE 2");
            c.send("+OK\r\n");
            c.expect("QUIT");
            c.send(answer);
        }});
        const auto backend = backendFor(server);
        backend->open(m_alice);
        backend->remove({{"INBOX", "b"}, {"INBOX", "b"}, {"INBOX", "never"}});
        const auto error = errorOf([&] { backend->close(); });
        QCOMPARE(server.problems(), QStringList());
        QCOMPARE(!error, counts);
    }

    void hangUpAtQuit_isForgivenWhereNothingWasRemoved()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
            signsIn(c);
            c.expect("QUIT");
        }});
        const auto backend = backendFor(server);
        backend->open(m_alice);
        QVERIFY(!errorOf([&] { backend->close(); }));
    }

    void cutAfterEveryByte_endsWithANetworkError()
    {
        // A whole visit, cut wherever the server's bytes can be cut.
        const auto script = [](qint64 left) {
            return [left](ScriptedConnection &c) {
                c.cutAfter(left);
                signsIn(c);
                lists(c, {"a", "b"});
                c.expect("RETR 2");
                c.send("+OK\r\nSubject: two\r\n\r\n..\r\n.\r\n");
                c.expect("DELE 2");
                c.send("+OK\r\n");
                c.expect("QUIT");
                c.send("+OK\r\n");
            };
        };
        bool finished = false;
        int cuts = 0;
        for (qint64 left = 0; !finished; left += 3) {
            ScriptedServer server({script(left)});
            const auto backend = backendFor(server);
            RecordingContentSink content;
            const auto error = errorOf([&] {
                backend->open(m_alice);
                RecordingRemoteSink sink;
                backend->synchronise({}, KnownKeySet(), sink);
                backend->fetch({request("b")}, content);
                backend->remove({{"INBOX", "b"}});
                backend->close();
                finished = true;
            });
            QCOMPARE(server.problems(), QStringList());
            if (finished)
                break;
            ++cuts;
            QVERIFY(error);
            QCOMPARE(error->kind, ErrorKind::Network);
            for (const auto &fetched : content.fetched)
                QVERIFY(!fetched.ended || fetched.bytes == "Subject: two\r\n\r\n.\r\n");
        }
        QVERIFY(cuts > 30);
    }

    void cancel_endsAFetch()
    {
        ScriptedServer server({[](ScriptedConnection &c) {
            signsIn(c);
            lists(c, {"a"});
            c.expect("RETR 1");
            c.send("+OK\r\nhalf a mess");
            c.hang();
        }});
        bool cancelled = false;
        ConnectionThread thread(QStringLiteral("client"), [&](Wakeup &wakeup) {
            BackendConfig own = config(server.endpoint());
            own.wakeup = &wakeup;
            Pop3Backend backend(own);
            try {
                backend.open(m_alice);
                RecordingContentSink sink;
                backend.fetch({request("a")}, sink);
            } catch (const Cancelled &) {
                cancelled = true;
            }
        });
        thread.start();
        QTRY_VERIFY(server.lines().contains("RETR 1"));
        thread.cancel();
        QVERIFY(thread.wait(10'000));
        QVERIFY(cancelled);
    }
};

QTEST_GUILESS_MAIN(TestPop3Backend)
#include "tst_pop3backend.moc"
