// SPDX-License-Identifier: MIT
#include "backend/imap/imapbackend.h"
#include "support/recordingsinks.h"
#include "support/scriptedserver.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

using Script = ScriptedServer::Script;

QByteArray tagOf(const QByteArray &line)
{
    return line.left(line.indexOf(' '));
}

/// Greets, lets in, and then answers by `answer(line)`; an empty answer is a plain OK.
Script server(const QByteArray &capabilities, std::function<QByteArray(const QByteArray &)> answer)
{
    return [=](ScriptedConnection &connection) {
        connection.send("* OK [CAPABILITY " + capabilities + "] ready\r\n");
        for (;;) {
            const QByteArray line = connection.readLine();
            const QByteArray tag = tagOf(line);
            QByteArray said = line.contains(" LOGIN ")
                ? tag + " OK [CAPABILITY " + capabilities + "] in\r\n"
                : answer(line);
            if (said.isEmpty())
                said = "TAG OK done\r\n";
            connection.send(said.replace("TAG ", tag + ' '));
        }
    };
}

Script saying(const QByteArray &bytes)
{
    return [=](ScriptedConnection &connection) {
        connection.send(bytes);
        connection.hang();
    };
}

} // namespace

class TestImapServers : public QObject {
    Q_OBJECT

    std::unique_ptr<ImapBackend> backendFor(const ScriptedServer &scripted,
                                            ConnectionSecurity security = ConnectionSecurity::None)
    {
        BackendConfig config;
        config.server.protocol = QStringLiteral("imap");
        config.server.endpoint = scripted.endpoint();
        config.server.endpoint.security = security;
        ImapTimeouts timeouts;
        timeouts.idle = 400;
        timeouts.command = timeouts.content = 600;
        return std::make_unique<ImapBackend>(config, timeouts);
    }
    static Credentials who() { return {QStringLiteral("u"), Secret("password")}; }

private Q_SLOTS:
    void unsafeOrBrokenGreeting_isRefusedBeforeThePasswordIsSent_data()
    {
        QTest::addColumn<QByteArray>("greeting");
        QTest::addColumn<int>("security");
        QTest::addColumn<int>("kind");
        const int none = int(ConnectionSecurity::None),
                  starttls = int(ConnectionSecurity::StartTls);
        const int securityError = int(ErrorKind::Security), network = int(ErrorKind::Network);
        QTest::newRow("preauth") << QByteArray("* PREAUTH hi\r\n") << starttls << securityError;
        QTest::newRow("no starttls")
            << QByteArray("* OK [CAPABILITY IMAP4rev1] x\r\n") << starttls << securityError;
        QTest::newRow("logindisabled")
            << QByteArray("* OK [CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=PLAIN] x\r\n") << none
            << securityError;
        QTest::newRow("bye") << QByteArray("* BYE overloaded\r\n") << none << network;
        QTest::newRow("silence") << QByteArray() << none << network;
        QTest::newRow("another protocol")
            << QByteArray("220 smtp.example.org ESMTP\r\n") << none << int(ErrorKind::Protocol);
        QTest::newRow("endless line")
            << QByteArray(400'000, 'a') << none << int(ErrorKind::Protocol);
    }
    void unsafeOrBrokenGreeting_isRefusedBeforeThePasswordIsSent()
    {
        QFETCH(QByteArray, greeting);
        QFETCH(int, security);
        QFETCH(int, kind);
        ScriptedServer scripted({saying(greeting)});
        const auto backend = backendFor(scripted, ConnectionSecurity(security));
        try {
            backend->open(who());
            QFAIL("opened");
        } catch (const MailError &error) {
            QCOMPARE(int(error.kind), kind);
            QVERIFY(error.sentence.endsWith(QLatin1Char('.')));
        }
        for (const QByteArray &line : scripted.lines())
            QVERIFY(!line.contains("password"));
    }

    void oneByteNowAndThen_endsAtTheDeadlineOfTheCommand()
    {
        ScriptedServer scripted({[](ScriptedConnection &connection) {
            connection.sendSlowly(QByteArray(500, '*'), 50);
        }});
        const auto backend = backendFor(scripted);
        QVERIFY_THROWS_EXCEPTION(MailError, backend->open(who()));
    }

    void hundredThousandFolders_areCutWithAnInbox()
    {
        QByteArray list = "* LIST () \"/\" \"a&broken\"\r\n* LIST () \"/\" \"a\\\"b\\\\c\"\r\n"
                          "* LIST () \"/\" Gesendet\r\n* LIST () \"/\" inbox\r\n"
                          "* LIST () \"/\" INBOX\r\n";
        for (int i = 0; i < 100'000; ++i)
            list += "* LIST () \"/\" f" + QByteArray::number(i) + "\r\n";
        ScriptedServer scripted({server("IMAP4rev1", [=](const QByteArray &line) {
            return line.contains(" LIST ") ? list + "TAG OK done\r\n" : QByteArray();
        })});
        const auto backend = backendFor(scripted);
        backend->open(who());
        const QList<RemoteFolder> folders = backend->folders();
        QCOMPARE(folders.size(), Limits::folders);
        QCOMPARE(folders.at(0).name, QStringLiteral("a&broken"));
        QCOMPARE(folders.at(1).path, QByteArray("a\"b\\c"));
        QVERIFY(folders.at(2).role == FolderRole::Sent);
        QVERIFY(folders.at(3).role == FolderRole::Inbox);
        QCOMPARE(folders.at(4).name, QStringLiteral("f0"));
    }

    void othersMarkedDeleted_areNotExpungedWithoutUidplus()
    {
        ScriptedServer scripted({server("IMAP4rev1", [](const QByteArray &line) -> QByteArray {
            if (line.contains("SELECT"))
                return "* 3 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\nTAG OK [READ-WRITE] x\r\n";
            if (line.contains("SEARCH"))
                return "* SEARCH 1 2\r\nTAG OK x\r\n";
            return {};
        })});
        const auto backend = backendFor(scripted);
        backend->open(who());
        QVERIFY_THROWS_EXCEPTION(MailError, backend->remove({{"INBOX", "2"}}));
        for (const QByteArray &line : scripted.lines())
            QVERIFY(!line.contains("EXPUNGE"));
    }

    void keyKnownBeforeTheFolderWasRead_isAbsentWhereOthersTookItAway()
    {
        ScriptedServer scripted(
            {server("IMAP4rev1 ESEARCH", [](const QByteArray &line) -> QByteArray {
                if (line.contains("SELECT"))
                    return "* 0 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\n* OK [UIDNEXT 2] x\r\nTAG OK "
                           "x\r\n";
                if (line.contains("SEARCH"))
                    return "* ESEARCH (TAG \"TAG\") UID\r\nTAG OK x\r\n";
                return {};
            })});
        const auto backend = backendFor(scripted);
        backend->open(who());
        KnownKeySet known;
        known.keys = {"1"};
        RecordingRemoteSink sink;
        FolderCursor cursor;
        cursor.folder = "INBOX";
        QCOMPARE(backend->synchronise(cursor, known, sink).uidNext, 2u);
        QCOMPARE(sink.missing, QByteArrayList{"1"});
    }

    void listingThatLeavesMessagesOut_isNotTakenForComplete()
    {
        ScriptedServer scripted({server("IMAP4rev1", [](const QByteArray &line) -> QByteArray {
            if (line.contains("SELECT"))
                return "* 3 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\n* OK [UIDNEXT 4] x\r\nTAG OK x\r\n";
            if (line.contains("FETCH"))
                return "* 1 FETCH (UID 1 FLAGS ())\r\nTAG OK x\r\n";
            return {};
        })});
        const auto backend = backendFor(scripted);
        backend->open(who());
        KnownKeySet known;
        known.keys = {"1", "2", "3"};
        RecordingRemoteSink sink;
        FolderCursor cursor;
        cursor.folder = "INBOX";
        cursor.uidValidity = 1;
        cursor.uidNext = 4;
        backend->synchronise(cursor, known, sink);
        QVERIFY(!sink.complete);
        QCOMPARE(sink.states.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestImapServers)
#include "tst_imapservers.moc"
