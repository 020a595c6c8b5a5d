// SPDX-License-Identifier: MIT
#include "backend/imap/imapbackend.h"
#include "support/recordingsinks.h"
#include "support/scriptedserver.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

using Answers = std::function<QByteArray(const QByteArray &line)>;

/// Greets, lets in by LOGIN, and then answers by `answer(line without tag)`; "TAG" stands for the
/// tag, and an empty answer for a plain OK. Literals that wait for leave get it.
ScriptedServer::Script answering(const QByteArray &capabilities, const Answers &answer)
{
    return [=](ScriptedConnection &connection) {
        connection.send("* OK [CAPABILITY " + capabilities + "] ready\r\n");
        for (;;) {
            QByteArray line = connection.readLine();
            while (line.endsWith('}')) {
                const qsizetype open = line.lastIndexOf('{');
                QByteArray size = line.mid(open + 1).chopped(1);
                if (!size.endsWith('+'))
                    connection.send("+ go on\r\n");
                line += "\r\n" + connection.readBytes(size.replace("+", "").toLongLong());
                line += connection.readLine();
            }
            const qsizetype space = line.indexOf(' ');
            const QByteArray tag = line.first(qMax<qsizetype>(space, 0));
            line = line.mid(space + 1);
            QByteArray said = answer(line);
            if (said.isEmpty() && line.startsWith("LOGIN "))
                said = "TAG OK [CAPABILITY " + capabilities + "] in\r\n";
            if (said.isEmpty())
                said = "TAG OK done\r\n";
            connection.send(said.replace("TAG ", tag + ' '));
        }
    };
}

std::optional<MailError> answerErrorOf(const std::function<void()> &call)
{
    try {
        call();
    } catch (const MailError &error) {
        return error;
    }
    return {};
}

} // namespace

/// What servers answer to all that isn't synchronising, and what becomes of it.
class TestImapAnswers : public QObject {
    Q_OBJECT

    TestCertificates m_certificates;

    std::unique_ptr<ImapBackend> backendFor(const ScriptedServer &scripted)
    {
        BackendConfig config;
        config.server.protocol = QStringLiteral("imap");
        config.server.endpoint = scripted.endpoint();
        config.certificates.caFile = m_certificates.caFile();
        ImapTimeouts timeouts;
        timeouts.idle = 2'000;
        timeouts.command = timeouts.content = 3'000;
        return std::make_unique<ImapBackend>(config, timeouts);
    }
    static Credentials who() { return {QStringLiteral("u"), Secret("password")}; }
    std::unique_ptr<ImapBackend> opened(const ScriptedServer &scripted)
    {
        auto backend = backendFor(scripted);
        backend->open(who());
        return backend;
    }

private Q_SLOTS:
    void userWithoutScramKeys_isSignedInByPlainUnderTls()
    {
        ScriptedServer scripted(
            {[](ScriptedConnection &connection) {
                connection.send("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN "
                                "AUTH=SCRAM-SHA-256 AUTH=SCRAM-SHA-1] hi\r\n");
                const QByteArray first = connection.expect("T1 AUTHENTICATE SCRAM-SHA-256 ");
                connection.send("T1 NO [AUTHENTICATIONFAILED] no such scheme\r\n");
                connection.expect("T2 AUTHENTICATE PLAIN ");
                connection.send("T2 OK [CAPABILITY IMAP4rev1] in\r\n");
                connection.hang();
            }},
            ConnectionSecurity::Tls, m_certificates.forHost());
        opened(scripted);
        QCOMPARE(scripted.problems(), QStringList());
    }

    void userWithoutScramKeys_tellsNoPasswordInClear()
    {
        ScriptedServer scripted({[](ScriptedConnection &connection) {
            connection.send("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=SCRAM-SHA-256] hi\r\n");
            connection.expect("T1 AUTHENTICATE SCRAM-SHA-256");
            connection.send("T1 NO no\r\n");
            connection.hang();
        }});
        const auto error = answerErrorOf([&] { opened(scripted); });
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Authentication);
        QCOMPARE(scripted.lines().size(), 1);
    }

    void loginDisabledInClear_isNoMatterForScram()
    {
        ScriptedServer scripted({[](ScriptedConnection &connection) {
            connection.send("* OK [CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=PLAIN "
                            "AUTH=SCRAM-SHA-1] hi\r\n");
            connection.expect("T1 AUTHENTICATE SCRAM-SHA-1");
            connection.send("T1 NO no\r\n");
            connection.hang();
        }});
        QVERIFY(answerErrorOf([&] { opened(scripted); }));
        QCOMPARE(scripted.problems(), QStringList());
    }

    void serverThatDoesntKnowThePassword_isSecurity_data()
    {
        QTest::addColumn<bool>("claims");
        QTest::newRow("wrong signature") << true;
        QTest::newRow("success without any") << false;
    }
    void serverThatDoesntKnowThePassword_isSecurity()
    {
        QFETCH(bool, claims);
        ScriptedServer scripted(
            {[claims](ScriptedConnection &connection) {
                connection.send(
                    "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=SCRAM-SHA-256-PLUS] hi\r\n");
                const QByteArray line = connection.expect("T1 AUTHENTICATE SCRAM-SHA-256-PLUS ");
                const QByteArray first = QByteArray::fromBase64(line.split(' ').last());
                const QByteArray nonce = first.mid(first.indexOf(",r=") + 3);
                connection.send(
                    "+ " + ("r=" + nonce + "abc,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096").toBase64()
                    + "\r\n");
                (void)connection.readLine();
                if (claims) {
                    connection.send(
                        "+ "
                        + QByteArray("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=").toBase64()
                        + "\r\n");
                    connection.expect("*");
                    connection.send("T1 BAD cancelled\r\n");
                } else {
                    connection.send("T1 OK [CAPABILITY IMAP4rev1] in\r\n");
                }
                connection.hang();
            }},
            ConnectionSecurity::Tls, m_certificates.forHost());
        const auto error = answerErrorOf([&] { opened(scripted); });
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Security);
        QCOMPARE(error->retry, RetryClass::Never);
        QCOMPARE(scripted.problems(), QStringList());
    }

    void introduction_saysNameAndVersionAndOnlyAfterTheSignIn()
    {
        ScriptedServer scripted(
            {answering("IMAP4rev1 ID", [](const QByteArray &) { return QByteArray(); })});
        const auto backend = opened(scripted);
        backend->close();
        const QByteArrayList lines = scripted.lines();
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines.at(0).contains(" LOGIN "));
        QCOMPARE(lines.at(1).mid(3),
                 QByteArray("ID (\"name\" \"Turnstone\" \"version\" \"" TURNSTONE_VERSION "\")"));
    }
};

QTEST_GUILESS_MAIN(TestImapAnswers)
#include "tst_imapanswers.moc"
