// SPDX-License-Identifier: MIT
#include "support/scriptedserver.h"
#include "support/turnstonectl.h"

#include "store/store.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

const QByteArray plainMail =
    "From: Bob <bob@example.org>\r\nTo: alice@example.org\r\n"
    "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nMessage-ID: <1@example.org>\r\n"
    "Date: Sat, 21 Nov 2020 10:00:00 +0000\r\n\r\nBell \x07 and \x1b[31m\r\n";
const QByteArray mailWithFile =
    "From: Eve <eve@example.org>\r\nTo: alice@example.org\r\nSubject: File\r\n"
    "Message-ID: <2@example.org>\r\nDate: Sat, 21 Nov 2020 11:00:00 +0000\r\nMIME-Version: 1.0\r\n"
    "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n"
    "See the file.\r\n--b\r\nContent-Type: application/octet-stream\r\n"
    "Content-Disposition: attachment; filename=\"../data.bin\"\r\n"
    "Content-Transfer-Encoding: base64\r\n\r\nAAECAw==\r\n--b--\r\n";

const QString inbox = QStringLiteral("A/INBOX");
const QString alice = QStringLiteral("alice");

QStringList words(const char *line)
{
    return QString::fromUtf8(line).split(QLatin1Char(' '));
}

} // namespace

class TestTurnstonectl : public QObject {
    Q_OBJECT

    std::unique_ptr<MailServer> m_server;
    std::unique_ptr<Turnstonectl> m_ctl;

    void bothProtocols()
    {
        QTest::addColumn<QString>("protocol");
        QTest::newRow("imap") << QStringLiteral("imap");
        QTest::newRow("pop3") << QStringLiteral("pop3");
    }

    /// Two messages at the server, the account added and synchronised.
    bool synchronised(const QString &protocol)
    {
        m_server->deliver(alice, QStringLiteral("INBOX"), plainMail, {},
                          "21-Nov-2020 10:00:00 +0000");
        m_server->deliver(alice, QStringLiteral("INBOX"), mailWithFile, {},
                          "21-Nov-2020 11:00:00 +0000");
        return m_ctl->run(Turnstonectl::addWords(*m_server, protocol)).status == 0
            && m_ctl->run(words("sync")).status == 0;
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<MailServer>();
        m_ctl = std::make_unique<Turnstonectl>();
    }

    void accountThatCantSignIn_isRefusedWithItsStatusAndNotKept_data() { bothProtocols(); }
    void accountThatCantSignIn_isRefusedWithItsStatusAndNotKept()
    {
        QFETCH(QString, protocol);
        const QStringList good = Turnstonectl::addWords(*m_server, protocol);
        QStringList unreachable = good;
        unreachable[good.indexOf(QStringLiteral("--port")) + 1] = QStringLiteral("1");
        const auto unreached = m_ctl->run(unreachable);
        QVERIFY2(unreached.status == 3, unreached.complaints.constData());
        const auto refused =
            m_ctl->run(Turnstonectl::addWords(*m_server, protocol, QStringLiteral("wrong")));
        QCOMPARE(refused.status, 4);
        QVERIFY(!refused.complaints.isEmpty() && !refused.complaints.contains("wrong"));
        QStringList untrusted = good;
        untrusted.remove(good.indexOf(QStringLiteral("--ca-file")), 2);
        QCOMPARE(m_ctl->run(untrusted).status, 5);
        QCOMPARE(m_ctl->run(words("account list")).output, QByteArray());
    }

    void protocolThatIsSwitchedOff_isSaidToBeAndNotThePassword()
    {
        Test::ScriptedServer server({[](Test::ScriptedConnection &connection) {
            connection.send("+OK ready\r\n");
            for (;;) {
                const QByteArray line = connection.readLine();
                connection.send(line.startsWith("PASS") ? "-ERR POP3 access is disabled here\r\n"
                                    : line.startsWith("USER") ? "+OK\r\n"
                                                              : "-ERR unknown\r\n");
            }
        }});
        QStringList add = words("account add --name A --email a@localhost --protocol pop3 --host "
                                "localhost --security none --user a --port");
        add << QString::number(server.port()) << QStringLiteral("--password-command")
            << QStringLiteral("echo secret");
        const auto refused = m_ctl->run(add);
        QVERIFY2(refused.complaints.contains("by POP3 only after you have switched it on"),
                 refused.complaints.constData());
        QCOMPARE(refused.status, 4);
    }

    void account_isListedChangedAndRemoved()
    {
        QCOMPARE(m_ctl->json(Turnstonectl::addWords(*m_server, QStringLiteral("pop3")))
                     .object()
                     .value(QLatin1String("account"))
                     .toString(),
                 QStringLiteral("A"));
        QCOMPARE(m_ctl->run(Turnstonectl::addWords(*m_server, QStringLiteral("pop3"))).status, 1);
        QCOMPARE(m_ctl->run(words("account set A keep=headers leave-on-server=30")).status, 0);
        QCOMPARE(m_ctl->run(words("account set A keep=nothing")).status, 2);
        const QJsonObject account = m_ctl->json(words("account show A")).object();
        QCOMPARE(account.value(QLatin1String("keep")).toString(), QStringLiteral("headers"));
        QCOMPARE(account.value(QLatin1String("leave_on_server")).toString(), QStringLiteral("30"));
        QCOMPARE(account.value(QLatin1String("email")).toString(),
                 QStringLiteral("alice@example.org"));
        QCOMPARE(m_ctl->run(words("account remove A")).status, 0);
        QCOMPARE(m_ctl->run(words("account show A")).status, 1);
    }

    void withoutAKeyring_aPasswordFileIsRefusedAndNothingKept()
    {
        QStringList add = Turnstonectl::addWords(*m_server, QStringLiteral("imap"));
        add.remove(add.indexOf(QStringLiteral("--password-command")), 2);
        const auto result = m_ctl->run(add + words("--password-file -"), QByteArray("secret\n"));
        QCOMPARE(result.status, 1);
        QVERIFY(result.complaints.contains("--password-command"));
        QCOMPARE(m_ctl->run(words("account list")).output, QByteArray());
    }

    void synchronisedMail_isListedAndShownOffline_data() { bothProtocols(); }
    void synchronisedMail_isListedAndShownOffline()
    {
        QFETCH(QString, protocol);
        QVERIFY(synchronised(protocol));
        m_server->stop();
        const QList<QJsonObject> rows = m_ctl->json({QStringLiteral("list"), inbox}).objects();
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows.at(0).value(QLatin1String("subject")).toString(), QStringLiteral("File"));
        QCOMPARE(rows.at(1).value(QLatin1String("subject")).toString(), QStringLiteral("Grüße"));
        QCOMPARE(rows.at(1).value(QLatin1String("date")).toString(),
                 QStringLiteral("2020-11-21T10:00:00Z"));
        QCOMPARE(rows.at(1).value(QLatin1String("from")).toString(),
                 QStringLiteral("Bob <bob@example.org>"));
        QVERIFY(rows.at(0).value(QLatin1String("on_computer")).toBool());

        const QStringList ids = m_ctl->ids(inbox);
        QCOMPARE(m_ctl->run({QStringLiteral("show"), ids.at(1), QStringLiteral("--raw")}).output,
                 plainMail);
        QCOMPARE(m_ctl
                     ->run({QStringLiteral("show"), ids.at(0), QStringLiteral("--raw"),
                            QStringLiteral("--offline")})
                     .output,
                 mailWithFile);
        const QByteArray shown = m_ctl->run({QStringLiteral("show"), ids.at(1)}).output;
        QVERIFY(shown.contains("\\x07") && !shown.contains('\x07') && !shown.contains('\x1b'));
        const QList<QJsonObject> older =
            m_ctl
                ->json({QStringLiteral("list"), QStringLiteral("A/inbox"),
                        QStringLiteral("--before"), ids.at(0)})
                .objects();
        QCOMPARE(older.size(), 1);
        QCOMPARE(m_ctl->json(words("list A/INBOX --limit 1")).objects().size(), 1);
    }

    void attachment_isSavedInItsFolderAndNeverOverAFile_data() { bothProtocols(); }
    void attachment_isSavedInItsFolderAndNeverOverAFile()
    {
        QFETCH(QString, protocol);
        QVERIFY(synchronised(protocol));
        const QString id = m_ctl->ids(inbox).value(0);
        const QJsonObject message = m_ctl->json({QStringLiteral("show"), id}).object();
        const QJsonObject part =
            message.value(QLatin1String("attachments")).toArray().at(0).toObject();
        QCOMPARE(part.value(QLatin1String("section")).toString(), QStringLiteral("2"));
        const QTemporaryDir directory;
        QSet<QString> paths;
        for (int time = 0; time < 2; ++time) {
            const auto saved = m_ctl->json({QStringLiteral("attachment"), id, QStringLiteral("2"),
                                            QStringLiteral("--to"), directory.path()});
            QCOMPARE(saved.status, 0);
            QCOMPARE(saved.object().value(QLatin1String("bytes")).toInt(), 4);
            paths.insert(saved.object().value(QLatin1String("path")).toString());
        }
        QCOMPARE(paths.size(), 2);
        QCOMPARE(QDir(directory.path()).entryList(QDir::Files).size(), 2);
        for (const QString &path : paths) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(file.readAll(), QByteArray("\0\1\2\3", 4));
        }
        QCOMPARE(m_ctl
                     ->run({QStringLiteral("attachment"), id, QStringLiteral("9"),
                            QStringLiteral("--to"), directory.path()})
                     .status,
                 1);
    }

    void changesMadeOffline_reachTheServerWithTheNextSync()
    {
        QVERIFY(synchronised(QStringLiteral("imap")));
        const QStringList ids = m_ctl->ids(inbox);
        m_server->stop();
        const auto marked =
            m_ctl->json({QStringLiteral("mark"), ids.at(0), ids.at(1), QStringLiteral("--flag"),
                         QStringLiteral("--tag"), QStringLiteral("todo")});
        QCOMPARE(marked.status, 0);
        QVERIFY(marked.object().value(QLatin1String("operation")).toInteger() > 0);
        QCOMPARE(
            m_ctl->run({QStringLiteral("move"), ids.at(0), QStringLiteral("A/Archive")}).status, 0);
        QCOMPARE(
            m_ctl->run({QStringLiteral("delete"), ids.at(1), QStringLiteral("--forever")}).status,
            0);
        QCOMPARE(m_ctl->ids(inbox), QStringList());
        QVERIFY(m_ctl->json(words("pending")).objects().size() >= 3);
        QCOMPARE(m_ctl->run(words("sync")).status, 3);
        // People are told since when, and why it waits.
        const QByteArrayList line =
            m_ctl->run(words("pending")).output.split('\n').value(0).split('\t');
        QCOMPARE(line.size(), 8);
        QVERIFY(QDateTime::fromString(QString::fromLatin1(line.at(6)), Qt::ISODate).isValid());
        QVERIFY(!line.at(7).isEmpty());

        m_server->start();
        const auto synced = m_ctl->json(words("sync"));
        QCOMPARE(synced.status, 0);
        QVERIFY(synced.object().value(QLatin1String("operations_done")).toInt() >= 3);
        QCOMPARE(m_ctl->json(words("pending")).objects().size(), 0);
        QCOMPARE(m_server->messages(alice, QStringLiteral("INBOX")), QByteArrayList());
        QCOMPARE(m_server->messages(alice, QStringLiteral("Archive")),
                 QByteArrayList{mailWithFile});
        QCOMPARE(
            m_server->client().search(QStringLiteral("Archive"), "FLAGGED KEYWORD todo").size(), 1);
        QCOMPARE(m_ctl->run(words("verify --deep")).status, 0);
    }

    void discardedChange_isTakenBackHereAndNeverSent()
    {
        QVERIFY(synchronised(QStringLiteral("imap")));
        const QString id = m_ctl->ids(inbox).value(0);
        const QString operation =
            QString::number(m_ctl->json({QStringLiteral("mark"), id, QStringLiteral("--flag")})
                                .object()
                                .value(QLatin1String("operation"))
                                .toInteger());
        QCOMPARE(
            m_ctl->run({QStringLiteral("pending"), QStringLiteral("--discard"), operation}).status,
            0);
        QCOMPARE(m_ctl->run(words("sync")).status, 0);
        QCOMPARE(m_server->client().search(QStringLiteral("INBOX"), "FLAGGED").size(), 0);
        const QJsonObject row = m_ctl->json({QStringLiteral("list"), inbox}).object();
        QVERIFY(!row.value(QLatin1String("flags")).toArray().contains(QStringLiteral("flagged")));
        QCOMPARE(
            m_ctl->run({QStringLiteral("pending"), QStringLiteral("--retry"), operation}).status,
            1);
    }

    void foldersMadeRenamedAndRemovedHere_areSoAtTheServer()
    {
        QVERIFY(synchronised(QStringLiteral("imap")));
        const auto serverFolders = [this] {
            QByteArray all;
            const auto reply = m_server->client().require("LIST \"\" *");
            for (const QByteArray &line : reply.untagged)
                all += line + '\n';
            return all;
        };
        QCOMPARE(m_ctl
                     ->run({QStringLiteral("folder"), QStringLiteral("create"),
                            QStringLiteral("A/Projekte")})
                     .status,
                 0);
        QCOMPARE(m_ctl->run(words("sync")).status, 0);
        QVERIFY(serverFolders().contains("Projekte"));
        QCOMPARE(m_ctl
                     ->run({QStringLiteral("folder"), QStringLiteral("rename"),
                            QStringLiteral("A/Projekte"), QStringLiteral("Übung")})
                     .status,
                 0);
        QCOMPARE(m_ctl->run(words("sync")).status, 0);
        QVERIFY(serverFolders().contains("&ANw-bung") && !serverFolders().contains("Projekte"));
        QCOMPARE(m_ctl
                     ->run({QStringLiteral("folder"), QStringLiteral("remove"),
                            QStringLiteral("A/Übung")})
                     .status,
                 0);
        QCOMPARE(m_ctl->run(words("sync")).status, 0);
        QVERIFY(!serverFolders().contains("bung"));
        QCOMPARE(m_ctl->run(words("folder remove A/INBOX")).status, 1);
    }

    void changesOverPop3_stayHere()
    {
        QVERIFY(synchronised(QStringLiteral("pop3")));
        const QString id = m_ctl->ids(inbox).value(0);
        const auto marked = m_ctl->json({QStringLiteral("mark"), id, QStringLiteral("--read")});
        QVERIFY(marked.object().value(QLatin1String("operation")).isNull());
        QCOMPARE(m_ctl->run({QStringLiteral("delete"), id}).status, 0);
        QCOMPARE(m_ctl->run(words("sync")).status, 0);
        QCOMPARE(m_ctl->ids(inbox).size(), 1);
        QCOMPARE(m_ctl->ids(QStringLiteral("A/Trash")), QStringList{id});
        QCOMPARE(m_server->messages(alice, QStringLiteral("INBOX")).size(), 2);
    }

    void partOfTheIdsGone_restIsDoneAndTheStatusSaysSo()
    {
        QVERIFY(synchronised(QStringLiteral("pop3")));
        const QString id = m_ctl->ids(inbox).value(0);
        QCOMPARE(m_ctl
                     ->run({QStringLiteral("mark"), QStringLiteral("999999"), id,
                            QStringLiteral("--flag")})
                     .status,
                 7);
        QCOMPARE(m_ctl->run(words("mark 999999 --flag")).status, 1);
    }

    void profileInUse_readsAndRefusesToWrite()
    {
        QVERIFY(synchronised(QStringLiteral("pop3")));
        const Store window(ProfilePaths::forDirectory(m_ctl->profile()), Store::Access::ReadWrite,
                           Clock::system());
        QCOMPARE(m_ctl->run(words("sync")).status, 6);
        QCOMPARE(m_ctl->run({QStringLiteral("mark"), QStringLiteral("1"), QStringLiteral("--read")})
                     .status,
                 6);
        QCOMPARE(m_ctl->run(words("account remove A")).status, 6);
        const QStringList ids = m_ctl->ids(inbox);
        QCOMPARE(ids.size(), 2);
        QCOMPARE(m_ctl->run({QStringLiteral("show"), ids.at(0)}).status, 0);
        QCOMPARE(m_ctl->run(words("folders")).status, 0);
    }

    void textOutput_saysWhereMailIs()
    {
        QVERIFY(synchronised(QStringLiteral("imap")));
        const auto columns = [this](const char *command) {
            return m_ctl->run(words(command)).output.split('\n').value(0).split('\t');
        };
        QVERIFY(columns("list A/INBOX").value(2).endsWith("CS"));
        QVERIFY(columns("folders").value(4).startsWith("2 here, "));
        QCOMPARE(m_ctl->run(words("free A/INBOX")).status, 0);
        QVERIFY(columns("list A/INBOX").value(2).endsWith("-S"));
        QVERIFY(columns("folders").value(4).startsWith("0 here, 0 "));
    }

    void jsonOutput_isOneObjectALineWithTheKeysOfTheContract_data() { bothProtocols(); }
    void jsonOutput_isOneObjectALineWithTheKeysOfTheContract()
    {
        QFETCH(QString, protocol);
        QVERIFY(synchronised(protocol));
        const QList<QPair<QByteArray, QByteArray>> contract{
            {"account list", "account email protocol host port security state"},
            {"sync",
             "account folders new changed removed sent operations_done operations_left "
             "bytes_in bytes_out round_trips seconds error"},
            {"folders", "account folder role total unread on_computer on_server bytes_on_computer"},
            {"list A/INBOX",
             "id message_id from to subject date size flags tags content on_server "
             "on_computer thread"},
            {"list A/INBOX --threads", "id thread"},
            {"verify", "messages with_content damaged orphaned"},
        };
        for (const auto &[command, keys] : contract) {
            const auto result = m_ctl->json(words(command.constData()));
            QCOMPARE(result.status, 0);
            const QList<QJsonObject> objects = result.objects();
            QVERIFY2(!objects.isEmpty(), command.constData());
            for (const QJsonObject &object : objects) {
                for (const QByteArray &key : keys.split(' '))
                    QVERIFY2(object.contains(QLatin1String(key)),
                             (command + ": " + key).constData());
            }
        }
    }

    void wrongUsage_exitsTwoAndPrintsNothingOnStandardOutput_data()
    {
        QTest::addColumn<QStringList>("line");
        QTest::newRow("no command") << QStringList();
        QTest::newRow("unknown command") << words("frobnicate");
        QTest::newRow("unknown option") << words("sync --fast");
        QTest::newRow("no protocol") << words(
            "account add --name A --email a@b --protocol jmap --host h --user u --no-check");
        QTest::newRow("host missing") << words("account add --name A --email a@b --protocol imap");
        QTest::newRow("no id") << words("show one");
        QTest::newRow("no folder") << words("list INBOX");
        QTest::newRow("nothing to mark") << words("mark 1");
        QTest::newRow("both ways") << words("mark 1 --read --unread");
        QTest::newRow("tag of two lines") << (words("mark 1 --tag") << QStringLiteral("a\nb"));
        QTest::newRow("limit") << words("list A/INBOX --limit -3");
    }
    void wrongUsage_exitsTwoAndPrintsNothingOnStandardOutput()
    {
        QFETCH(QStringList, line);
        m_ctl->run(Turnstonectl::addWords(*m_server, QStringLiteral("pop3"))
                   << QStringLiteral("--no-check"));
        const auto result = m_ctl->run(line);
        QCOMPARE(result.status, 2);
        QCOMPARE(result.output, QByteArray());
        QVERIFY(result.complaints.endsWith('\n'));
    }

    void help_isThereForEveryCommand()
    {
        const QByteArray overview = m_ctl->run(words("--help")).output;
        const QByteArrayList commands{
            "account add",   "account list",  "account show", "account set", "account remove",
            "sync",          "folders",       "list",         "show",        "attachment",
            "mark",          "move",          "copy",         "delete",      "folder create",
            "folder rename", "folder remove", "pending",      "verify"};
        for (const QByteArray &command : commands) {
            QVERIFY2(overview.contains("  " + command), command.constData());
            const auto help = m_ctl->run(words(command.constData()) << QStringLiteral("--help"));
            QCOMPARE(help.status, 0);
            QVERIFY(help.output.contains("turnstonectl " + command));
        }
        QVERIFY(m_ctl->run(words("--version")).output.startsWith("turnstonectl "));
    }
};

QTEST_GUILESS_MAIN(TestTurnstonectl)
#include "tst_turnstonectl.moc"
