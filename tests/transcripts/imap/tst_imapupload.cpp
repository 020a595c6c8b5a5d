// SPDX-License-Identifier: MIT
#include "backend/imap/imapbackend.h"
#include "support/scriptedserver.h"

#include <QTest>
#include <algorithm>
#include <map>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

/// What the server below has taken, and how it behaves.
struct UploadServer {
    QByteArray capabilities = "IMAP4rev1 UIDPLUS LITERAL+ MULTIAPPEND";
    QByteArrayList stored; ///< in the order of UIDs
    QByteArray refused; ///< a message with this in it is refused
    QByteArray answer = "NO [LIMIT] not that one";
    QByteArray refusedFlag; ///< with "NO keyword"
    qsizetype room = -1; ///< messages; -1: any
    bool tellsUids = true, tellsOneTooMany = false, refusesMany = false;
    qint64 cutAfter = -1; ///< bytes that the server still says
    int commands = 0;

    ScriptedServer::Script script()
    {
        return [this](ScriptedConnection &connection) { play(connection); };
    }
    void play(ScriptedConnection &connection)
    {
        connection.send("* OK [CAPABILITY " + capabilities + "] hi\r\n");
        connection.expect("T1 LOGIN");
        connection.send("T1 OK [CAPABILITY " + capabilities + "] in\r\n");
        if (cutAfter >= 0)
            connection.cutAfter(cutAfter);
        for (;;) {
            QByteArray line = connection.readLine();
            const QByteArray tag = line.left(line.indexOf(' '));
            if (!line.contains(" APPEND ")) {
                connection.send(tag + " OK done\r\n");
                continue;
            }
            ++commands;
            QByteArrayList messages;
            bool badFlag = false;
            while (line.endsWith('}')) {
                badFlag = badFlag || (!refusedFlag.isEmpty() && line.contains(refusedFlag));
                const qsizetype open = line.lastIndexOf('{');
                const bool direct = line.endsWith("+}");
                const qsizetype size =
                    line.mid(open + 1, line.size() - open - (direct ? 3 : 2)).toLongLong();
                if (!direct)
                    connection.send("+ go\r\n");
                messages.append(connection.readBytes(size));
                line = connection.readLine();
            }
            connection.send(tag + ' ' + store(messages, badFlag) + "\r\n");
        }
    }
    QByteArray store(const QByteArrayList &messages, bool badFlag)
    {
        if (messages.size() > 1 && refusesMany)
            return "BAD one at a time";
        if (badFlag)
            return "NO keyword";
        for (const QByteArray &message : messages) {
            if (!refused.isEmpty() && message.contains(refused))
                return answer;
        }
        if (room >= 0 && stored.size() + messages.size() > room)
            return "NO [OVERQUOTA] full";
        const qsizetype first = stored.size() + 1;
        stored += messages;
        const qsizetype last = stored.size() + (tellsOneTooMany ? 1 : 0);
        if (!tellsUids)
            return "OK done";
        return "OK [APPENDUID 9 " + QByteArray::number(first)
            + (last > first ? ':' + QByteArray::number(last) : QByteArray()) + "] done";
    }
};

struct Upload : AppendBatch {
    QList<AppendItem> items;
    qsizetype at = 0, held = 0, mostHeld = 0;
    std::map<int, std::optional<RemoteKey>> done;
    std::map<int, MailError> refusals;
    bool twice = false;

    std::optional<AppendItem> next() override
    {
        if (at == items.size())
            return {};
        held += items[at].message.size();
        mostHeld = qMax(mostHeld, held);
        return items[at++];
    }
    void settled(int number)
    {
        twice = twice || done.contains(number) || refusals.contains(number);
        held -= items[number].message.size();
    }
    void appended(int number, const std::optional<RemoteKey> &key) override
    {
        settled(number);
        done[number] = key;
    }
    void refused(int number, const MailError &why) override
    {
        settled(number);
        refusals[number] = why;
    }
};

QByteArray mailNumber(int number)
{
    return "Subject: <" + QByteArray::number(number) + ">\r\n\r\ntext\r\n";
}

Upload uploadOf(int count)
{
    Upload upload;
    for (int i = 0; i < count; ++i)
        upload.items.append({mailNumber(i), {}, 1'700'000'000});
    return upload;
}

} // namespace

/// Many messages brought to a server: how they go, and what its refusals and cut lines cost.
class TestImapUpload : public QObject {
    Q_OBJECT

    UploadServer m_upload;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<ImapBackend> m_backend;

    void start()
    {
        m_backend.reset();
        m_server = std::make_unique<ScriptedServer>(
            std::vector<ScriptedServer::Script>{m_upload.script()});
        BackendConfig config;
        config.server.protocol = QStringLiteral("imap");
        config.server.endpoint = m_server->endpoint();
        ImapTimeouts timeouts;
        timeouts.idle = timeouts.command = timeouts.content = 10'000;
        m_backend = std::make_unique<ImapBackend>(config, timeouts);
        m_backend->open({QStringLiteral("u"), Secret("password")});
    }
    /// What ended it, if anything did.
    std::optional<MailError> append(Upload &upload)
    {
        start();
        try {
            m_backend->folderChanges()->appendAll("INBOX", upload);
        } catch (const MailError &error) {
            return error;
        }
        return {};
    }
    /// Each is stored once and told of once, with its own key.
    void verifyAll(const Upload &upload)
    {
        QVERIFY(!upload.twice);
        for (const auto &[number, key] : upload.done) {
            QCOMPARE(m_upload.stored.count(upload.items[number].message), 1);
            if (key)
                QCOMPARE(m_upload.stored.value(key->key.toInt() - 1), upload.items[number].message);
        }
        for (const auto &[number, why] : upload.refusals)
            QVERIFY(!m_upload.stored.contains(upload.items[number].message));
    }

private Q_SLOTS:
    void init() { m_upload = {}; }
    void cleanup()
    {
        m_backend.reset();
        if (m_server)
            QCOMPARE(m_server->problems(), QStringList());
        m_server.reset();
    }

    void many_goAsTheServerTakesThem_data()
    {
        QTest::addColumn<QByteArray>("capabilities");
        QTest::addColumn<int>("commands");
        QTest::addColumn<int>("mostRoundTrips");
        QTest::newRow("MULTIAPPEND")
            << QByteArray("IMAP4rev1 UIDPLUS LITERAL+ MULTIAPPEND") << 3 << 4;
        QTest::newRow("LITERAL+") << QByteArray("IMAP4rev1 UIDPLUS LITERAL+") << 250 << 10;
        QTest::newRow("LITERAL-") << QByteArray("IMAP4rev1 UIDPLUS LITERAL-") << 250 << 10;
        QTest::newRow("one by one") << QByteArray("IMAP4rev1 UIDPLUS") << 30 << 60;
        QTest::newRow("MULTIAPPEND alone")
            << QByteArray("IMAP4rev1 UIDPLUS MULTIAPPEND") << 1 << 60;
    }
    void many_goAsTheServerTakesThem()
    {
        QFETCH(QByteArray, capabilities);
        QFETCH(int, commands);
        QFETCH(int, mostRoundTrips);
        m_upload.capabilities = capabilities;
        const int count = capabilities.contains("LITERAL") ? 250 : 30;
        Upload upload = uploadOf(count);
        upload.items[3].flags = {Flag::Seen, {QStringLiteral("work")}};
        QVERIFY(!append(upload));
        QCOMPARE(upload.done.size(), size_t(count));
        for (const auto &[number, key] : upload.done)
            QCOMPARE(key, RemoteKey({"INBOX", QByteArray::number(number + 1), 9}));
        verifyAll(upload);
        QCOMPARE(m_upload.commands, commands);
        QVERIFY2(m_backend->counts().roundTrips <= mostRoundTrips + 2,
                 qPrintable(QString::number(m_backend->counts().roundTrips)));
        const QByteArrayList lines = m_server->lines();
        QVERIFY(std::any_of(lines.begin(), lines.end(), [](const QByteArray &line) {
            return line.contains(" (\\Seen work) \"14-Nov-2023 22:13:20 +0000\" {");
        }));
    }

    void refusedTogether_areSentOneByOne_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("staysTogether");
        QTest::newRow("a reason") << QByteArray("NO [LIMIT] not that one") << true;
        QTest::newRow("no reason") << QByteArray("NO no") << true;
        QTest::newRow("BAD") << QByteArray("BAD line too long") << false;
    }
    void refusedTogether_areSentOneByOne()
    {
        QFETCH(QByteArray, answer);
        QFETCH(bool, staysTogether);
        m_upload.refused = "<42>";
        m_upload.answer = answer;
        Upload upload = uploadOf(400);
        QVERIFY(!append(upload));
        QCOMPARE(upload.done.size(), size_t(399));
        QCOMPARE(upload.refusals.size(), size_t(1));
        QVERIFY(upload.refusals.contains(42));
        verifyAll(upload);
        QCOMPARE(m_upload.stored.size(), 399);
        // A hundred by one, a hundred one by one; and together again unless that's the trouble.
        QVERIFY2(staysTogether ? m_upload.commands <= 104 : m_upload.commands > 200,
                 qPrintable(QString::number(m_upload.commands)));
    }

    void multiappendThatIsNone_isGivenUp()
    {
        m_upload.refusesMany = true;
        Upload upload = uploadOf(300);
        QVERIFY(!append(upload));
        QCOMPARE(upload.done.size(), size_t(300));
        verifyAll(upload);
        QVERIFY(m_upload.commands <= 302); // two were on their way
    }

    void quotaReached_fitsWhatFits()
    {
        m_upload.room = 130;
        Upload upload = uploadOf(250);
        QVERIFY(!append(upload));
        QCOMPARE(upload.done.size(), size_t(130));
        QCOMPARE(upload.refusals.size(), size_t(120));
        for (const auto &[number, why] : upload.refusals)
            QCOMPARE(why.kind, ErrorKind::Space);
        verifyAll(upload);
    }

    void keywordThatIsRefused_isLeftOut()
    {
        for (const bool together : {true, false}) {
            init();
            if (!together)
                m_upload.capabilities = "IMAP4rev1 UIDPLUS LITERAL+";
            m_upload.refusedFlag = "work";
            Upload upload = uploadOf(5);
            upload.items[2].flags = {Flag::Seen, {QStringLiteral("work")}};
            QVERIFY(!append(upload));
            QCOMPARE(upload.done.size(), size_t(5));
            verifyAll(upload);
        }
    }

    void tooLargeOrWithNul_isRefusedBeforeItIsSent()
    {
        m_upload.capabilities += " APPENDLIMIT=1000";
        Upload upload = uploadOf(6);
        upload.items[0].message += QByteArray(2'000, 'x');
        upload.items[4].message += QByteArray(1, '\0');
        QVERIFY(!append(upload));
        QCOMPARE(upload.done.size(), size_t(4));
        QCOMPARE(upload.refusals.size(), size_t(2));
        QCOMPARE(upload.refusals[0].kind, ErrorKind::Space);
        QVERIFY(upload.refusals.contains(4));
        QCOMPARE(m_upload.commands, 1);
        verifyAll(upload);
    }

    void keysOfAnotherNumberOfMessages_sayNothing()
    {
        m_upload.tellsOneTooMany = true;
        Upload upload = uploadOf(10);
        QVERIFY(!append(upload));
        QCOMPARE(upload.done.size(), size_t(10));
        for (const auto &[number, key] : upload.done)
            QVERIFY(!key);
    }

    void largeMailbox_isNeverHeldWhole()
    {
        for (const QByteArray capabilities :
             {"IMAP4rev1 UIDPLUS LITERAL+ MULTIAPPEND", "IMAP4rev1 UIDPLUS LITERAL+"}) {
            init();
            m_upload.capabilities = capabilities;
            Upload upload;
            for (int i = 0; i < 60; ++i)
                upload.items.append({mailNumber(i) + QByteArray(500'000, 'x'), {}, 0});
            QVERIFY(!append(upload));
            QCOMPARE(upload.done.size(), size_t(60));
            QVERIFY2(upload.mostHeld < 6'000'000, qPrintable(QString::number(upload.mostHeld)));
        }
    }

    void cutAnywhere_tellsOfNoneTwiceAndOfNoneThatIsntThere()
    {
        for (const QByteArray capabilities :
             {"IMAP4rev1 UIDPLUS LITERAL+ MULTIAPPEND", "IMAP4rev1 UIDPLUS LITERAL+",
              "IMAP4rev1 UIDPLUS MULTIAPPEND", "IMAP4rev1 UIDPLUS"}) {
            for (int cut = 0; cut < 400; cut += 37) {
                init();
                m_upload.capabilities = capabilities;
                m_upload.cutAfter = cut;
                m_upload.refused = "<3>";
                Upload upload = uploadOf(120);
                const auto error = append(upload);
                QVERIFY(!upload.twice);
                if (error) {
                    QCOMPARE(error->scope, ErrorScope::Session);
                    QCOMPARE(error->kind, ErrorKind::Network);
                }
                m_backend.reset();
                m_server.reset(); // from here on nobody else writes what was stored
                verifyAll(upload);
                QVERIFY(upload.done.size() + upload.refusals.size() <= size_t(upload.at));
                QVERIFY(error || upload.done.size() == 119);
            }
        }
    }

    void thrownByTheBatch_endsIt()
    {
        struct Ends : Upload {
            std::optional<AppendItem> next() override
            {
                if (at == 3)
                    throw Cancelled{};
                return Upload::next();
            }
        } upload;
        upload.items = uploadOf(5).items;
        start();
        QVERIFY_THROWS_EXCEPTION(Cancelled, m_backend->folderChanges()->appendAll("INBOX", upload));
        QVERIFY(!upload.twice);
    }

    void replaced_inOneCommandWithTheNewKey_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("done");
        QTest::addColumn<QByteArray>("key");
        // RFC 8508 3.3, 3.4: APPENDUID comes in an OK of its own, before the EXPUNGE.
        QTest::newRow("APPENDUID before") << QByteArray("* OK [APPENDUID 9 5] ready\r\n"
                                                        "* 2 EXISTS\r\n* 1 EXPUNGE\r\n"
                                                        "$ OK replaced\r\n")
                                          << true << QByteArray("5");
        QTest::newRow("APPENDUID at the end")
            << QByteArray("* 2 EXISTS\r\n* 1 EXPUNGE\r\n$ OK [APPENDUID 9 6] replaced\r\n") << true
            << QByteArray("6");
        QTest::newRow("none") << QByteArray("* 1 EXPUNGE\r\n$ OK replaced\r\n") << true
                              << QByteArray();
        QTest::newRow("gone") << QByteArray("$ NO no such message\r\n") << false << QByteArray();
        QTest::newRow("not meant") << QByteArray("$ BAD what?\r\n") << false << QByteArray();
    }
    void replaced_inOneCommandWithTheNewKey()
    {
        QFETCH(QByteArray, answer);
        QFETCH(bool, done);
        QFETCH(QByteArray, key);
        const QByteArray message = mailNumber(3);
        const auto script = [answer, message](ScriptedConnection &connection) {
            const QByteArray offers = "IMAP4rev1 UIDPLUS LITERAL+ REPLACE";
            connection.send("* OK [CAPABILITY " + offers + "] hi\r\n");
            connection.expect("T1 LOGIN");
            connection.send("T1 OK [CAPABILITY " + offers + "] in\r\n");
            for (;;) {
                QByteArray line = connection.readLine();
                const QByteArray tag = line.left(line.indexOf(' '));
                if (line.contains(" SELECT ")) {
                    connection.send("* 1 EXISTS\r\n* OK [UIDVALIDITY 9] valid\r\n"
                                    "* OK [UIDNEXT 5] next\r\n"
                                    "* OK [PERMANENTFLAGS (\\Seen \\Draft \\Deleted)] kept\r\n"
                                    + tag + " OK [READ-WRITE] open\r\n");
                } else if (line.contains(" UID REPLACE 4 \"Drafts\" (\\Draft \\Seen) ")
                           || line.contains(" UID REPLACE 4 \"Drafts\" (\\Seen \\Draft) ")) {
                    if (connection.readBytes(message.size()) != message)
                        connection.close();
                    connection.readLine();
                    connection.send(QByteArray(answer).replace("$", tag));
                } else if (line.contains(" UID REPLACE ")) {
                    connection.close();
                } else {
                    connection.send(tag + " OK done\r\n");
                }
            }
        };
        m_server = std::make_unique<ScriptedServer>(std::vector<ScriptedServer::Script>{script});
        BackendConfig config;
        config.server.protocol = QStringLiteral("imap");
        config.server.endpoint = m_server->endpoint();
        ImapTimeouts timeouts;
        timeouts.idle = timeouts.command = timeouts.content = 10'000;
        m_backend = std::make_unique<ImapBackend>(config, timeouts);
        m_backend->open({QStringLiteral("u"), Secret("password")});
        QVERIFY(m_backend->folderChanges()->replaces());
        const FolderSupport::Replacement replaced = m_backend->folderChanges()->replace(
            {"Drafts", "4", 9}, message, {Flag::Draft | Flag::Seen, {}}, 0);
        QCOMPARE(replaced.done, done);
        QCOMPARE(replaced.key ? replaced.key->key : QByteArray(), key);
        if (replaced.key)
            QCOMPARE(replaced.key->uidValidity, 9U);
    }
};

QTEST_GUILESS_MAIN(TestImapUpload)
#include "tst_imapupload.moc"
