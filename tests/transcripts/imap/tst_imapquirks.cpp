// SPDX-License-Identifier: MIT
#include "backend/imap/imapbackend.h"
#include "support/oddimap.h"
#include "support/recordingsinks.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;
using Ladder = BackendTraits::Ladder;

namespace {

QByteArray quirkyMail(int number)
{
    return "Subject: number " + QByteArray::number(number)
        + "\r\nDate: Sat, 21 Nov 2020 09:00:00 +0000\r\n\r\nText.\r\n";
}

const QByteArray modSeqs = "IMAP4rev1 CONDSTORE ESEARCH";
const QByteArray resync = "IMAP4rev1 ENABLE CONDSTORE QRESYNC ESEARCH";

} // namespace

/// What is said of a server in ImapQuirks, one by one, and what few servers offer.
class TestImapQuirks : public QObject {
    Q_OBJECT

    OddImap m_odd;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<ImapBackend> m_backend;

    void start(int messages = 2)
    {
        for (int i = 1; i <= messages; ++i)
            m_odd.folders["INBOX"].append(quirkyMail(i));
        m_server =
            std::make_unique<ScriptedServer>(std::vector<ScriptedServer::Script>{m_odd.script()});
        BackendConfig config;
        config.server.protocol = QStringLiteral("imap");
        config.server.endpoint = m_server->endpoint();
        ImapTimeouts timeouts;
        timeouts.idle = 3'000;
        timeouts.command = timeouts.batch = 4'000;
        m_backend = std::make_unique<ImapBackend>(config, timeouts);
        m_backend->open({QStringLiteral("u"), Secret("password")});
    }
    /// From where `known` messages had been read.
    FolderCursor synced(RecordingRemoteSink &sink, int known, quint64 modSeq = 0)
    {
        KnownKeySet keys;
        for (int i = 1; i <= known; ++i)
            keys.keys.insert(QByteArray::number(i));
        FolderCursor cursor;
        cursor.folder = "INBOX";
        if (known > 0)
            cursor = {"INBOX", 1, quint32(known + 1), modSeq, 0};
        return m_backend->synchronise(cursor, keys, sink);
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
    static QByteArray withModSeq(const QByteArray &selected, int modSeq)
    {
        return "* OK [HIGHESTMODSEQ " + QByteArray::number(modSeq) + "] x\r\n" + selected;
    }

private Q_SLOTS:
    void init()
    {
        m_backend.reset();
        m_server.reset();
        m_odd = {};
    }
    void cleanup()
    {
        m_backend.reset();
        QCOMPARE(m_server->problems(), QStringList());
        m_server.reset();
    }

    void vanishedWithoutEnabled_isUnderstoodAndCountsForNothingElse()
    {
        m_odd.capabilities = resync;
        m_odd.bend = [](const QByteArray &line, const QByteArray &answer) -> QByteArray {
            if (line.startsWith("SELECT"))
                return withModSeq(answer, 9);
            if (line.contains("CHANGEDSINCE"))
                return "* VANISHED 2\r\nTAG OK done\r\n";
            return answer;
        };
        start();
        RecordingRemoteSink sink;
        synced(sink, 2, 5);
        QCOMPARE(sink.gone, QByteArrayList({"2"}));
        QCOMPARE(int(m_backend->traits().ladder), int(Ladder::ChangedFlags));
    }

    void selectWithQresyncRefused_isOneRungLowerFromThenOn()
    {
        m_odd.capabilities = resync;
        m_odd.bend = [](const QByteArray &line, const QByteArray &answer) -> QByteArray {
            if (line.startsWith("ENABLE"))
                return "* ENABLED QRESYNC\r\nTAG OK done\r\n";
            if (line.startsWith("SELECT"))
                return line.contains("QRESYNC") ? "TAG BAD Unknown parameter\r\n"
                                                : withModSeq(answer, 9);
            return line.contains("CHANGEDSINCE") ? "TAG OK none\r\n" : answer;
        };
        start();
        RecordingRemoteSink first, second;
        const FolderCursor end = synced(first, 2, 5);
        QCOMPARE(end.highestModSeq, 9ull);
        synced(second, 2, 5);
        QCOMPARE(commands("QRESYNC (").size(), 1);
        QCOMPARE(commands("CHANGEDSINCE").size(), 2);
        QCOMPARE(int(m_backend->traits().ladder), int(Ladder::ChangedFlags));
    }

    void selectWithCondstoreRefused_isRepeatedWithoutAndFlagsAreListed()
    {
        m_odd.capabilities = "IMAP4rev1 CONDSTORE";
        m_odd.bend = [](const QByteArray &line, const QByteArray &answer) -> QByteArray {
            return line.startsWith("SELECT") && line.contains("CONDSTORE")
                ? "TAG BAD Unknown parameter\r\n"
                : answer;
        };
        start();
        RecordingRemoteSink first, second;
        synced(first, 2, 5);
        QCOMPARE(first.listedKeys(), QByteArrayList({"1", "2"}));
        QVERIFY(first.complete);
        synced(second, 2, 5);
        QCOMPARE(commands("(CONDSTORE)").size(), 1);
    }

    void changedSinceRefused_flagsAreListed()
    {
        m_odd.capabilities = modSeqs;
        m_odd.bend = [](const QByteArray &line, const QByteArray &answer) -> QByteArray {
            if (line.startsWith("SELECT"))
                return withModSeq(answer, 9);
            if (line.contains("CHANGEDSINCE"))
                return "TAG BAD Invalid arguments\r\n";
            return answer;
        };
        start();
        RecordingRemoteSink first, second;
        synced(first, 2, 5);
        QCOMPARE(first.listedKeys(), QByteArrayList({"1", "2"}));
        synced(second, 2, 5);
        QCOMPARE(second.listedKeys(), QByteArrayList({"1", "2"}));
        QCOMPARE(commands("CHANGEDSINCE").size(), 1);
    }

    void modSeqThatWentBack_isComparedAndCountsFromThereOn()
    {
        m_odd.capabilities = resync;
        m_odd.bend = [](const QByteArray &line, const QByteArray &answer) -> QByteArray {
            if (line.startsWith("ENABLE"))
                return "* ENABLED QRESYNC\r\nTAG OK done\r\n";
            return line.startsWith("SELECT") ? withModSeq(answer, 12) : answer;
        };
        start();
        RecordingRemoteSink sink;
        const FolderCursor end = synced(sink, 3, 99);
        QCOMPARE(end.highestModSeq, 12ull);
        QCOMPARE(sink.missing, QByteArrayList({"3"}));
        QCOMPARE(sink.listedKeys(), QByteArrayList({"1", "2"}));
    }

    void searchThatIsUseless_isReplacedByFetch_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("refused") << QByteArray("TAG BAD Unknown search\r\n");
        QTest::newRow("nonsense") << QByteArray("* ESEARCH UID ALL 1:x\r\nTAG OK done\r\n");
    }
    void searchThatIsUseless_isReplacedByFetch()
    {
        QFETCH(QByteArray, said);
        m_odd.capabilities = "IMAP4rev1 ESEARCH";
        m_odd.bend = [said](const QByteArray &line, const QByteArray &answer) {
            return line.contains("SEARCH") ? said : answer;
        };
        start();
        RecordingRemoteSink first, second;
        synced(first, 3);
        QVERIFY(first.compared || first.complete);
        QVERIFY(!first.compared || first.missing == QByteArrayList({"3"}));
        QCOMPARE(first.listedKeys(), QByteArrayList({"1", "2"}));
        synced(second, 3);
        QCOMPARE(commands("SEARCH").size(), 1);
    }

    void existsThatShrinks_isCompared()
    {
        m_odd.capabilities = modSeqs;
        m_odd.bend = [](const QByteArray &line, const QByteArray &answer) -> QByteArray {
            QByteArray said = answer;
            if (line.startsWith("SELECT"))
                return withModSeq(said.replace("2 EXISTS", "3 EXISTS"), 9);
            if (line.contains("CHANGEDSINCE"))
                return "* 2 EXISTS\r\nTAG OK done\r\n";
            return line.contains("SEARCH") ? "* ESEARCH UID ALL 1:2\r\nTAG OK done\r\n" : answer;
        };
        start();
        RecordingRemoteSink sink;
        sink.expected = 3;
        synced(sink, 3, 5);
        QVERIFY(sink.compared);
        QCOMPARE(sink.missing, QByteArrayList({"3"}));
    }

    void uidThatRepeats_leavesAListingWhole()
    {
        m_odd.bend = [](const QByteArray &line, const QByteArray &answer) -> QByteArray {
            return line.contains("(UID FLAGS)") ? "* 1 FETCH (UID 1 FLAGS ())\r\n"
                                                  "* 2 FETCH (UID 1 FLAGS ())\r\nTAG OK done\r\n"
                                                : answer;
        };
        start();
        RecordingRemoteSink sink;
        synced(sink, 2);
        QVERIFY(sink.complete);
    }

    void noUidNext_theLastMessageIsAsked()
    {
        m_odd.bend = [](const QByteArray &line, const QByteArray &answer) {
            QByteArray said = answer;
            if (line.startsWith("SELECT"))
                said.replace("* OK [UIDNEXT 3] x\r\n", "");
            return said;
        };
        start();
        RecordingRemoteSink sink;
        QCOMPARE(synced(sink, 0).uidNext, 3u);
        QCOMPARE(sink.freshKeys(), QByteArrayList({"2", "1"}));
        QCOMPARE(commands("UID FETCH * (UID)").size(), 1);
    }

    void noInternalDate_isNoFailure_data()
    {
        QTest::addColumn<QByteArray>("instead");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("empty") << QByteArray("INTERNALDATE \"\" ");
        QTest::newRow("nil") << QByteArray("INTERNALDATE NIL ");
    }
    void noInternalDate_isNoFailure()
    {
        QFETCH(QByteArray, instead);
        m_odd.bend = [instead](const QByteArray &, const QByteArray &answer) {
            QByteArray said = answer;
            return said.replace("INTERNALDATE \"21-Nov-2020 10:00:00 +0000\" ", instead);
        };
        start();
        RecordingRemoteSink sink;
        synced(sink, 0);
        QCOMPARE(sink.freshKeys(), QByteArrayList({"2", "1"}));
        QCOMPARE(sink.fresh.first().receivedUtc, 0);
        QCOMPARE(sink.fresh.first().envelope->subject, QStringLiteral("number 2"));
    }

    void noHeaderFields_envelopesAreReadWithNilGroups()
    {
        m_odd.bend = [](const QByteArray &line, const QByteArray &answer) -> QByteArray {
            if (line.contains("HEADER.FIELDS"))
                return "TAG BAD Unknown section\r\n";
            if (!line.contains("ENVELOPE"))
                return answer;
            return "* 1 FETCH (UID 1 FLAGS () RFC822.SIZE 50 ENVELOPE (NIL \"by envelope\" NIL NIL "
                   "NIL ((NIL NIL \"team\" NIL)(\"Ann\" NIL \"ann\" \"x.example\")"
                   "(NIL NIL NIL NIL)) NIL NIL NIL NIL))\r\n"
                   "* 2 FETCH (UID 2 FLAGS () RFC822.SIZE 50 ENVELOPE (NIL \"no end\" NIL NIL NIL "
                   "((NIL NIL \"team\" NIL)(NIL NIL \"bob\" \"x.example\")) NIL NIL NIL NIL))\r\n"
                   "TAG OK done\r\n";
        };
        start();
        RecordingRemoteSink sink;
        synced(sink, 0);
        QCOMPARE(sink.freshKeys(), QByteArrayList({"2", "1"}));
        QCOMPARE(sink.fresh.last().envelope->subject, QStringLiteral("by envelope"));
        QCOMPARE(sink.fresh.last().envelope->to.value(0).mailbox, QStringLiteral("ann@x.example"));
        QCOMPARE(sink.fresh.first().envelope->to.value(0).mailbox, QStringLiteral("bob@x.example"));
    }

    void listThatForgetsFolders_isSeenThroughAndNotAskedAgain()
    {
        m_odd.capabilities = "IMAP4rev1 LIST-EXTENDED LIST-STATUS";
        m_odd.folders["Other"] = {quirkyMail(1)};
        m_odd.bend = [](const QByteArray &line, const QByteArray &answer) -> QByteArray {
            return line.contains("RETURN") ? "* LIST () \"/\" INBOX\r\nTAG OK done\r\n" : answer;
        };
        start();
        QCOMPARE(m_backend->folders().size(), 1);
        QCOMPARE(m_backend->foldersAgain().size(), 2);
        const QList<RemoteFolder> folders = m_backend->folders();
        QCOMPARE(folders.size(), 2);
        QVERIFY(std::all_of(folders.begin(), folders.end(), [](const RemoteFolder &folder) {
            return folder.messages.has_value();
        }));
        QCOMPARE(commands("RETURN").size(), 1);
    }

    void listWithReturnRefused_isAskedForPlainlyAndNotAgain()
    {
        m_odd.capabilities = "IMAP4rev1 LIST-EXTENDED LIST-STATUS";
        m_odd.folders["Other"] = {quirkyMail(1)};
        m_odd.bend = [](const QByteArray &line, const QByteArray &answer) -> QByteArray {
            if (line.contains("RETURN"))
                return "TAG BAD Unexpected extra arguments to LIST\r\n";
            return line.startsWith("LSUB") ? "* LSUB () \"/\" Other\r\nTAG OK done\r\n" : answer;
        };
        start();
        for (int i = 0; i < 2; ++i) {
            const QList<RemoteFolder> folders = m_backend->folders();
            QCOMPARE(folders.size(), 2);
            QVERIFY(std::all_of(folders.begin(), folders.end(), [](const RemoteFolder &folder) {
                return folder.messages.has_value();
            }));
            const auto other =
                std::find_if(folders.begin(), folders.end(),
                             [](const RemoteFolder &folder) { return folder.path == "Other"; });
            QVERIFY(other != folders.end() && other->subscribed);
        }
        QCOMPARE(commands("RETURN").size(), 1);
    }

    void folderNamedInUtf8ByNotify_isTheOneThatListGives_data()
    {
        QTest::addColumn<QByteArray>("told");
        QTest::newRow("quoted") << QByteArray("\"Gr\xc3\xbc\xc3\x9f"
                                              "e\"");
        QTest::newRow("literal") << QByteArray("{7}\r\nGr\xc3\xbc\xc3\x9f"
                                               "e");
        QTest::newRow("as it should be") << QByteArray("\"Gr&APwA3w-e\"");
    }
    void folderNamedInUtf8ByNotify_isTheOneThatListGives()
    {
        QFETCH(QByteArray, told);
        m_odd.capabilities = "IMAP4rev1 NOTIFY";
        m_odd.folders["Gr&APwA3w-e"] = {quirkyMail(1)};
        m_odd.bend = [told](const QByteArray &line, const QByteArray &answer) -> QByteArray {
            return line.startsWith("NOTIFY SET") ? "* STATUS " + told
                    + " (MESSAGES 2 UIDNEXT 3 UIDVALIDITY 1 UNSEEN 2)\r\nTAG OK done\r\n"
                                                 : answer;
        };
        start();
        const SeenFolder inbox{{"INBOX", 1, 3, 0, 0}, 2};
        const SeenFolder other{{"Gr&APwA3w-e", 1, 2, 0, 0}, 1};
        const PushNews news = m_backend->push()->wait({inbox, other});
        QVERIFY(news.event == PushNews::Event::Changed);
        QVERIFY(!news.listChanged); // it is no folder that nobody knows
        QByteArrayList paths;
        for (const FolderNews &folder : news.folders)
            paths.append(folder.path);
        QVERIFY2(paths.contains("Gr&APwA3w-e"), paths.join(' ').constData());
        QVERIFY(std::none_of(paths.begin(), paths.end(),
                             [](const QByteArray &path) { return path.contains('\xc3'); }));
        QVERIFY(m_backend->push()->tellsOfAll());
    }

    void refusedBehindASelect_isAskedAgainAndFromThenOnInTurn()
    {
        m_odd.folders["Other"] = {quirkyMail(1), quirkyMail(2), quirkyMail(3)};
        bool open = false;
        m_odd.bend = [&open](const QByteArray &line, const QByteArray &answer) -> QByteArray {
            if (line.startsWith("SELECT")) {
                open = false;
                return answer;
            }
            // What comes in one breath with the SELECT finds no mailbox yet.
            const bool early = line.startsWith("UID FETCH") && !std::exchange(open, true);
            return early ? "TAG BAD No mailbox selected\r\n" : answer;
        };
        start(3);
        RecordingRemoteSink first, second;
        const FolderCursor end = synced(first, 2);
        QCOMPARE(end.uidNext, 4u);
        QCOMPARE(first.freshKeys(), QByteArrayList({"3"}));
        m_odd.bend = nullptr;
        KnownKeySet keys;
        keys.keys = {"1", "2"};
        m_backend->synchronise({"Other", 1, 3, 0, 0}, keys, second);
        QCOMPARE(second.freshKeys(), QByteArrayList({"3"}));
        // Once behind a SELECT, and once more; then only after its answer.
        const QByteArrayList asked = commands("UID FETCH 3");
        QCOMPARE(asked.size(), 3);
    }

    // What few servers offer

    void folderWithoutModSeqs_isComparedThoughTheServerHasQresync()
    {
        m_odd.capabilities = resync;
        m_odd.bend = [](const QByteArray &line, const QByteArray &answer) -> QByteArray {
            if (line.startsWith("ENABLE"))
                return "* ENABLED QRESYNC\r\nTAG OK done\r\n";
            return line.startsWith("SELECT") ? "* OK [NOMODSEQ] none here\r\n" + answer : answer;
        };
        start();
        RecordingRemoteSink sink;
        const FolderCursor end = synced(sink, 3);
        QCOMPARE(end.highestModSeq, 0ull);
        QCOMPARE(sink.missing, QByteArrayList({"3"}));
        QCOMPARE(sink.listedKeys(), QByteArrayList({"1", "2"}));
        QVERIFY(commands("CHANGEDSINCE").isEmpty());
    }

    void partial_findsTheHighestWhateverTheUidsLookLike()
    {
        m_odd.capabilities = "IMAP4rev1 ESEARCH PARTIAL";
        m_odd.bend = [](const QByteArray &line, const QByteArray &answer) -> QByteArray {
            return line.contains("PARTIAL")
                ? "* ESEARCH UID PARTIAL (-1:-20000 1:150)\r\nTAG OK done\r\n"
                : answer;
        };
        start(150);
        RecordingRemoteSink sink;
        QCOMPARE(synced(sink, 0).backfillBelow, 0u);
        QByteArrayList expected;
        for (int i = 150; i >= 1; --i)
            expected.append(QByteArray::number(i));
        QCOMPARE(sink.freshKeys(), expected);
        QCOMPARE(commands("PARTIAL").size(), 1);
    }

    void utf8Only_namesAreWhatTheySay()
    {
        m_odd.capabilities = "IMAP4rev1 ENABLE UTF8=ONLY";
        m_odd.folders["Gr\xc3\xbc\xc3\x9f"
                      "e & mehr"] = {quirkyMail(1)};
        m_odd.bend = [](const QByteArray &line, const QByteArray &answer) -> QByteArray {
            return line.startsWith("ENABLE") ? "* ENABLED UTF8=ACCEPT\r\nTAG OK done\r\n" : answer;
        };
        start();
        const QList<RemoteFolder> folders = m_backend->folders();
        QStringList names;
        for (const RemoteFolder &folder : folders)
            names.append(folder.name);
        QVERIFY2(names.contains(QStringLiteral("Grüße & mehr")), qPrintable(names.join(u' ')));
        RecordingRemoteSink sink;
        synced(sink, 0);
        QCOMPARE(sink.freshKeys(), QByteArrayList({"2", "1"}));
        QCOMPARE(commands("ENABLE UTF8=ACCEPT").size(), 1);
    }

    void preview_isTakenAndItsAbsenceIsNone()
    {
        m_odd.capabilities = "IMAP4rev1 PREVIEW";
        m_odd.bend = [](const QByteArray &line, const QByteArray &answer) {
            QByteArray said = answer;
            if (line.contains("PREVIEW (LAZY)")) {
                said.replace("(UID 1 ", "(UID 1 PREVIEW \"The first\\\\ words\" ");
                said.replace("(UID 2 ", "(UID 2 PREVIEW NIL ");
            }
            return said;
        };
        start();
        RecordingRemoteSink sink;
        synced(sink, 0);
        QCOMPARE(sink.fresh.size(), 2);
        QCOMPARE(sink.fresh.last().preview, QStringLiteral("The first\\ words"));
        QVERIFY(sink.fresh.first().preview.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestImapQuirks)
#include "tst_imapquirks.moc"
