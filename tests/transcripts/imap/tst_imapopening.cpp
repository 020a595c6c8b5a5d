// SPDX-License-Identifier: MIT
#include "backend/imap/imapbackend.h"
#include "support/oddimap.h"
#include "support/recordingsinks.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

QByteArray mailOf(const QByteArray &words)
{
    return "Subject: " + words + "\r\n\r\nThis is " + words + ".\r\n";
}

/// What may be wrong with a message that is fetched from "Other" while "INBOX" is open.
std::optional<MailError> openingErrorOf(const std::function<void()> &call)
{
    try {
        call();
    } catch (const MailError &error) {
        return error;
    }
    return {};
}

} // namespace

/// A mailbox is opened and asked in one breath: what that saves, and what must never be believed.
class TestImapOpening : public QObject {
    Q_OBJECT

    OddImap m_odd;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<ImapBackend> m_backend;

    void start(std::optional<ScriptedServer::Script> script = {})
    {
        m_server = std::make_unique<ScriptedServer>(
            std::vector<ScriptedServer::Script>{script.value_or(m_odd.script())});
        BackendConfig config;
        config.server.protocol = QStringLiteral("imap");
        config.server.endpoint = m_server->endpoint();
        ImapTimeouts timeouts;
        timeouts.idle = 3'000;
        timeouts.command = timeouts.content = 4'000;
        m_backend = std::make_unique<ImapBackend>(config, timeouts);
        m_backend->open({QStringLiteral("u"), Secret("password")});
    }
    /// Lets in.
    static void greet(ScriptedConnection &connection)
    {
        connection.send("* OK [CAPABILITY IMAP4rev1] hi\r\n");
        connection.expect("T1 LOGIN");
        connection.send("T1 OK [CAPABILITY IMAP4rev1] in\r\n");
    }
    static FetchRequest whole(const QByteArray &folder, const QByteArray &key,
                              quint32 uidValidity = 1)
    {
        return {{folder, key, uidValidity}, {}, 100};
    }
    RecordingContentSink fetched(const QList<FetchRequest> &requests)
    {
        RecordingContentSink sink;
        m_backend->fetch(requests, sink);
        return sink;
    }
    QByteArrayList commands(const QByteArray &part) const
    {
        QByteArrayList found;
        const QByteArrayList lines = m_server->lines();
        for (const QByteArray &line : lines) {
            if (line.contains(part))
                found.append(line.mid(line.indexOf(' ') + 1));
        }
        return found;
    }

private Q_SLOTS:
    void init()
    {
        m_backend.reset();
        m_server.reset();
        m_odd = {};
        m_odd.folders = {{"INBOX", {mailOf("inbox one"), mailOf("inbox two")}},
                         {"Other", {mailOf("other one"), mailOf("other two")}}};
    }
    void cleanup()
    {
        m_backend.reset();
        QCOMPARE(m_server->problems(), QStringList());
        m_server.reset();
    }

    void messagesOfAnotherFolder_areAskedForBeforeItIsOpen()
    {
        start([](ScriptedConnection &connection) {
            greet(connection);
            connection.expect("T2 SELECT ");
            connection.expect("T3 UID FETCH 1 ");
            connection.expect("T4 UID FETCH 2 ");
            connection.send("* 2 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\nT2 OK [READ-WRITE] open\r\n"
                            "* 1 FETCH (UID 1 BODY[] {3}\r\none)\r\nT3 OK\r\n"
                            "* 2 FETCH (UID 2 BODY[] {3}\r\ntwo)\r\nT4 OK\r\n");
            connection.hang();
        });
        const auto sink = fetched({whole("Other", "1"), whole("Other", "2")});
        QCOMPARE(sink.fetched.size(), 2);
        QCOMPARE(sink.fetched[0].bytes, QByteArray("one"));
        QCOMPARE(sink.fetched[1].bytes, QByteArray("two"));
        QCOMPARE(m_backend->counts().roundTrips, 2); // LOGIN was the other
    }

    void otherUidValidity_nothingThatCameIsBelieved()
    {
        m_odd.bend = [](const QByteArray &line, const QByteArray &answer) {
            QByteArray said = answer;
            return line.startsWith("SELECT") ? said.replace("UIDVALIDITY 1", "UIDVALIDITY 2")
                                             : said;
        };
        start();
        RecordingContentSink sink;
        const auto error = openingErrorOf([&] {
            m_backend->fetch({whole("Other", "1"), whole("Other", "2")}, sink);
        });
        QVERIFY(error);
        QCOMPARE(error->scope, ErrorScope::Folder);
        QCOMPARE(error->retry, RetryClass::Now);
        QVERIFY(sink.fetched.isEmpty());
        QCOMPARE(commands("UID FETCH").size(), 2); // they were sent, and came to nothing
        // The connection goes on where it is.
        const auto again = fetched({whole("Other", "2", 2)});
        QCOMPARE(again.fetched.value(0).bytes, mailOf("other two"));
    }

    void failedSelect_isTheErrorWhateverTheFetchGets_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("no mailbox") << QByteArray("TAG BAD No mailbox selected\r\n");
        QTest::newRow("of the mailbox before")
            << QByteArray("* 1 FETCH (UID 1 BODY[] {5}\r\nwrong)\r\nTAG OK done\r\n");
        QTest::newRow("large, of the mailbox before") << "* 1 FETCH (UID 1 BODY[] {300000}\r\n"
                + QByteArray(300'000, 'w') + ")\r\nTAG OK done\r\n";
        QTest::newRow("an empty OK") << QByteArray("TAG OK done\r\n");
    }
    void failedSelect_isTheErrorWhateverTheFetchGets()
    {
        QFETCH(QByteArray, said);
        bool refuses = false;
        m_odd.bend = [&](const QByteArray &line, const QByteArray &answer) {
            if (refuses && line.startsWith("SELECT"))
                return QByteArray("TAG NO [NONEXISTENT] it has gone\r\n");
            return refuses && line.startsWith("UID FETCH") ? said : answer;
        };
        start();
        QCOMPARE(fetched({whole("INBOX", "1")}).fetched.size(), 1);
        refuses = true;
        RecordingContentSink sink;
        const auto error = openingErrorOf([&] { m_backend->fetch({whole("Other", "1")}, sink); });
        QVERIFY(error);
        QCOMPARE(error->scope, ErrorScope::Folder);
        QCOMPARE(error->kind, ErrorKind::NotFound);
        QVERIFY(sink.fetched.isEmpty());
        refuses = false;
        const auto other = fetched({whole("Other", "1")});
        QCOMPARE(other.fetched.value(0).bytes, mailOf("other one"));
        const auto inbox = fetched({whole("INBOX", "2")});
        QCOMPARE(inbox.fetched.value(0).bytes, mailOf("inbox two"));
    }

    void selectThatHasToBeSaidInAnotherWay_bringsTheMessageAllTheSame()
    {
        m_odd.capabilities = "IMAP4rev1 CONDSTORE";
        int selects = 0;
        bool open = false;
        m_odd.bend = [&](const QByteArray &line, const QByteArray &answer) {
            if (line.startsWith("SELECT") && ++selects == 1)
                return QByteArray("TAG BAD Unknown parameter\r\n");
            open = open || line.startsWith("SELECT");
            return line.startsWith("UID FETCH") && !open
                ? QByteArray("TAG BAD No mailbox selected\r\n")
                : answer;
        };
        start();
        const auto sink = fetched({whole("Other", "1"), whole("Other", "2")});
        QCOMPARE(sink.fetched.size(), 2);
        QCOMPARE(sink.fetched[0].bytes, mailOf("other one"));
        QCOMPARE(sink.fetched[1].bytes, mailOf("other two"));
        QVERIFY(!sink.fetched[0].missing && !sink.fetched[1].missing);
    }

    void answerBeforeTheSelects_isOfNobodyKnowsWhat()
    {
        start([](ScriptedConnection &connection) {
            greet(connection);
            connection.expect("T2 SELECT ");
            connection.expect("T3 UID FETCH 1 ");
            connection.send("* 1 FETCH (UID 1 BODY[] {5}\r\nwrong)\r\nT3 OK\r\n"
                            "* 2 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\nT2 OK [READ-WRITE] open\r\n");
            connection.expect("T4 UID FETCH 1 ");
            connection.send("* 1 FETCH (UID 1 BODY[] {5}\r\nright)\r\nT4 OK\r\n");
            connection.hang();
        });
        const auto sink = fetched({whole("Other", "1")});
        QCOMPARE(sink.fetched.size(), 1);
        QCOMPARE(sink.fetched[0].bytes, QByteArray("right"));
    }

    void serverThatRefusesWhatIsSentBehindASelect_isAskedAgainAndNoMore()
    {
        bool open = false;
        m_odd.bend = [&](const QByteArray &line, const QByteArray &answer) {
            if (line.startsWith("SELECT")) {
                open = false;
                return answer;
            }
            const bool early = line.startsWith("UID FETCH") && !std::exchange(open, true);
            return early ? QByteArray("TAG BAD No mailbox selected\r\n") : answer;
        };
        start();
        auto sink = fetched({whole("Other", "1")});
        QCOMPARE(sink.fetched.value(0).bytes, mailOf("other one"));
        QVERIFY(!sink.fetched[0].missing);
        QCOMPARE(commands("UID FETCH").size(), 2);
        const qint64 before = m_backend->counts().roundTrips;
        m_odd.bend = nullptr;
        sink = fetched({whole("INBOX", "2")});
        QCOMPARE(sink.fetched.value(0).bytes, mailOf("inbox two"));
        QCOMPARE(m_backend->counts().roundTrips - before, 2); // one for each, in turn
    }

    void unknownSizes_areLearntFirst()
    {
        start();
        FetchRequest request = whole("Other", "1");
        request.expectedSize = 0;
        QCOMPARE(fetched({request}).fetched.value(0).bytes, mailOf("other one"));
        QVERIFY(commands("UID FETCH").first().contains("RFC822.SIZE"));
    }

    // Synchronising

    void newMail_comesInOneBreathWithTheSelect()
    {
        start();
        KnownKeySet known;
        known.keys = {"1"};
        RecordingRemoteSink sink;
        const qint64 before = m_backend->counts().roundTrips;
        const FolderCursor end = m_backend->synchronise({"INBOX", 1, 2, 0, 0}, known, sink);
        QCOMPARE(sink.freshKeys(), QByteArrayList({"2"}));
        QCOMPARE(end.uidNext, 3u);
        QCOMPARE(m_backend->counts().roundTrips - before, 2); // the second: the listing of flags
        QCOMPARE(commands("UID FETCH").value(0).left(15), QByteArray("UID FETCH 2:101"));
    }

    void newMailOfAnotherUidValidity_isReadAnewAndNotMixed()
    {
        m_odd.bend = [](const QByteArray &line, const QByteArray &answer) {
            QByteArray said = answer;
            return line.startsWith("SELECT") ? said.replace("UIDVALIDITY 1", "UIDVALIDITY 2")
                                             : said;
        };
        start();
        KnownKeySet known;
        known.keys = {"1"};
        RecordingRemoteSink sink;
        const FolderCursor end = m_backend->synchronise({"INBOX", 1, 2, 0, 0}, known, sink);
        QCOMPARE(sink.uidValidity, 2u);
        QCOMPARE(sink.freshKeys(), QByteArrayList({"2", "1"}));
        QCOMPARE(end.uidValidity, 2u);
        QCOMPARE(end.uidNext, 3u);
    }

    void moreNewMailThanWasAskedFor_comesNewestFirstAndOnce()
    {
        QByteArrayList messages;
        for (int i = 1; i <= 250; ++i)
            messages.append(mailOf(QByteArray::number(i)));
        m_odd.folders["INBOX"] = messages;
        start();
        KnownKeySet known;
        known.keys = {"1"};
        RecordingRemoteSink sink;
        m_backend->synchronise({"INBOX", 1, 2, 0, 0}, known, sink);
        QByteArrayList expected;
        for (int i = 250; i >= 2; --i)
            expected.append(QByteArray::number(i));
        QCOMPARE(sink.freshKeys(), expected);
    }

    void mailBehindTheSelectsUidNext_isLeftToTheNextSynchronise()
    {
        m_odd.bend = [](const QByteArray &line, const QByteArray &answer) {
            QByteArray said = answer;
            return line.startsWith("SELECT")
                ? said.replace("UIDNEXT 3", "UIDNEXT 2").replace("2 EXISTS", "1 EXISTS")
                : said;
        };
        start();
        KnownKeySet known;
        known.keys = {"1"};
        RecordingRemoteSink sink;
        const FolderCursor end = m_backend->synchronise({"INBOX", 1, 2, 0, 0}, known, sink);
        QVERIFY(sink.fresh.isEmpty());
        QCOMPARE(end.uidNext, 2u);
    }

    void lastMessageInsteadOfNone_isNoChange()
    {
        m_odd.bend = [](const QByteArray &line, const QByteArray &answer) {
            return line.startsWith("UID FETCH 3:")
                ? QByteArray("* 2 FETCH (UID 2 FLAGS (\\Seen) RFC822.SIZE 40 "
                             "BODY[HEADER.FIELDS (SUBJECT)] {4}\r\n\r\n\r\n)\r\nTAG OK done\r\n")
                : answer;
        };
        start();
        KnownKeySet known;
        known.keys = {"1", "2"};
        RecordingRemoteSink sink;
        m_backend->synchronise({"INBOX", 1, 3, 0, 0}, known, sink);
        QVERIFY(sink.fresh.isEmpty() && sink.changed.isEmpty());
        QVERIFY(sink.complete);
    }

    void sinkThatWantsAPause_getsTheConnectionBetweenTwoBatches()
    {
        struct PausingSink : RecordingRemoteSink {
            bool wants = true;
            bool wantsPause() override { return wants; }
        };
        QByteArrayList messages;
        for (int i = 1; i <= 3000; ++i)
            messages.append(mailOf(QByteArray::number(i)));
        m_odd.folders["INBOX"] = messages;
        start();
        FolderCursor cursor;
        cursor.folder = "INBOX";
        KnownKeySet known;
        QByteArrayList all;
        int pauses = 0;
        do {
            PausingSink sink;
            sink.wants = pauses < 3;
            cursor = m_backend->synchronise(cursor, known, sink);
            const QByteArrayList keys = sink.freshKeys();
            QVERIFY(!keys.isEmpty()); // else it would never end
            QCOMPARE(keys.size(), QSet<QByteArray>(keys.begin(), keys.end()).size());
            QVERIFY(!known.keys.intersects({keys.begin(), keys.end()}));
            known.keys.unite({keys.begin(), keys.end()});
            all += keys;
            if (cursor.backfillBelow > 1) {
                ++pauses;
                QVERIFY(sink.checkpoints.last() == cursor);
                QVERIFY(pauses > 1 || (!sink.complete && !sink.compared));
                // Meanwhile the connection serves somebody else.
                QCOMPARE(fetched({whole("Other", "1")}).fetched.value(0).bytes,
                         mailOf("other one"));
            }
        } while (cursor.backfillBelow > 1);
        QVERIFY(pauses >= 2);
        QByteArrayList expected;
        for (int i = 3000; i >= 1; --i)
            expected.append(QByteArray::number(i));
        QCOMPARE(all, expected);
    }

    void pause_leavesNothingOutOfANewFolderThatIsSmall()
    {
        struct PausingSink : RecordingRemoteSink {
            bool wantsPause() override { return true; }
        };
        start();
        FolderCursor cursor;
        cursor.folder = "INBOX";
        PausingSink sink;
        cursor = m_backend->synchronise(cursor, KnownKeySet(), sink);
        QCOMPARE(sink.freshKeys(), QByteArrayList({"2", "1"}));
        QVERIFY(cursor.backfillBelow <= 1);
    }

    void enableThatIsRefused_isNoticedThoughTheSelectWasSentWithIt()
    {
        m_odd.capabilities = "IMAP4rev1 ENABLE CONDSTORE QRESYNC";
        m_odd.bend = [](const QByteArray &line, const QByteArray &answer) {
            if (line.startsWith("ENABLE"))
                return QByteArray("TAG NO not today\r\n");
            if (line.startsWith("SELECT") && line.contains("QRESYNC"))
                return QByteArray("TAG BAD QRESYNC wasn't enabled\r\n");
            return answer;
        };
        start();
        KnownKeySet known;
        known.keys = {"1", "2"};
        RecordingRemoteSink sink;
        const FolderCursor end = m_backend->synchronise({"INBOX", 1, 3, 5, 0}, known, sink);
        QCOMPARE(end.uidNext, 3u);
        QVERIFY(sink.complete || sink.compared);
        QVERIFY(m_backend->traits().ladder != BackendTraits::Ladder::Everything);
        const QByteArrayList selects = commands("SELECT");
        QCOMPARE(selects.size(), 2);
        QVERIFY(!selects.last().contains("QRESYNC"));
    }
};

QTEST_GUILESS_MAIN(TestImapOpening)
#include "tst_imapopening.moc"
