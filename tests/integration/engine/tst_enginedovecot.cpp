// SPDX-License-Identifier: MIT
#include "engine/actions.h"
#include "engine/pass.h"
#include "store/database.h"
#include "support/mailserver.h"
#include "support/memorybackend.h"
#include "support/throwawayprofile.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QProcess>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <algorithm>
#include <csignal>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

constexpr auto childArgument = "--sync-child";
int commitsLeft = 0;

void killAtCommit(const Database &, bool)
{
    if (--commitsLeft == 0)
        ::raise(SIGKILL);
}

// One pass over the profile's only account in a process that kills itself at a commit.
int syncChild(const QString &directory, int killAt)
{
    Store store(ProfilePaths::forDirectory(directory), Store::Access::ReadWrite, Clock::system());
    const Account account = MailReader(store).accounts().first();
    const BackendRegistry registry = BackendRegistry::standard();
    Wakeup wakeup;
    commitsLeft = killAt;
    Database::commitHook = killAtCommit;
    const SyncSummary summary = runPass({store, registry, {}, wakeup}, account, Secret("secret"));
    return summary.error ? 1 : 0;
}

QByteArray hashOf(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

/// A profile with one account on a real server.
struct Profile {
    Profile(MailServer &server, const QString &protocol,
            const std::function<void(Account &)> &change = {})
    {
        open();
        Account account = server.account(protocol);
        if (change)
            change(account);
        writer->addAccount(account, registry.find(protocol)->traits.foldersOnServer);
    }

    void open()
    {
        store =
            std::make_unique<Store>(directory.paths(), Store::Access::ReadWrite, Clock::system());
        writer = std::make_unique<MailWriter>(*store);
    }
    void close()
    {
        writer.reset();
        store.reset();
    }
    Account account() { return writer->accounts().first(); }
    ActionTraits traits() { return actionTraits(account(), registry); }
    SyncSummary pass()
    {
        Wakeup wakeup;
        return runPass({*store, registry, {}, wakeup}, account(), Secret("secret"), options);
    }
    QList<MessageRow> rows(const QString &path = QStringLiteral("INBOX"))
    {
        const auto folder = writer->folderByPath(account().id, path);
        ListQuery query;
        query.folders = {folder ? folder->id : FolderId()};
        return writer->page(query, 100'000);
    }
    QByteArrayList hashes(const QString &path = QStringLiteral("INBOX"))
    {
        QByteArrayList result;
        const QList<MessageRow> list = rows(path);
        for (const MessageRow &row : list)
            result.append(hashOf(writer->content(row.message, {}).value_or(QByteArray())));
        std::sort(result.begin(), result.end());
        return result;
    }

    ThrowAwayProfile directory;
    BackendRegistry registry = BackendRegistry::standard();
    std::unique_ptr<Store> store;
    std::unique_ptr<MailWriter> writer;
    PassOptions options;
};

QByteArrayList serverHashes(MailServer &server, const QString &folder = QStringLiteral("INBOX"))
{
    QByteArrayList result;
    const QByteArrayList messages = server.messages(QStringLiteral("alice"), folder);
    for (const QByteArray &message : messages)
        result.append(hashOf(message));
    std::sort(result.begin(), result.end());
    return result;
}

void fill(MailServer &server, int count)
{
    for (int i = 1; i <= count; ++i) {
        // Of all sizes, with lines that a protocol might bend.
        QByteArray body = "Text " + QByteArray::number(i) + "\r\n.\r\n..\r\n\xc3\xa4 \xff\r\n";
        body += QByteArray("0123456789abcdef.\r\n").repeated((i * 37) % 2000);
        server.deliver(QStringLiteral("alice"), QStringLiteral("INBOX"), sampleMessage(i, body));
    }
}

/// A line to the server that is cut when the server has done what a command asks for, and before
/// the client hears of it. Served by the test's own event loop.
class CuttingRelay {
public:
    explicit CuttingRelay(quint16 server)
    {
        m_listener.listen(QHostAddress::LocalHost);
        QObject::connect(&m_listener, &QTcpServer::newConnection, &m_listener, [this, server] {
            QTcpSocket *const client = m_listener.nextPendingConnection();
            auto *const line = new QTcpSocket(client);
            const auto heard = std::make_shared<QByteArray>();
            QObject::connect(client, &QTcpSocket::readyRead, line, [this, client, line] {
                const QByteArray bytes = client->readAll();
                m_cutting = m_cutting || (!command.isEmpty() && bytes.contains(command));
                line->write(bytes);
            });
            QObject::connect(line, &QTcpSocket::readyRead, client, [this, client, line, heard] {
                if (!m_cutting) {
                    client->write(line->readAll());
                    return;
                }
                *heard += line->readAll();
                if (!heard->contains("completed"))
                    return;
                m_cutting = false;
                ++cuts;
                client->abort();
            });
            QObject::connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
            line->connectToHost(QHostAddress::LocalHost, server);
        });
    }
    quint16 port() const { return m_listener.serverPort(); }

    QByteArray command; ///< none: everything passes
    int cuts = 0;

private:
    QTcpServer m_listener;
    bool m_cutting = false;
};

QString errorOf(const SyncSummary &summary)
{
    return summary.error ? summary.error->sentence + QLatin1Char(' ') + summary.error->detail
                         : QString();
}

} // namespace

/// The engine over a real Dovecot, by every protocol there is.
class TestEngineDovecot : public QObject {
    Q_OBJECT

    static void everyProtocol()
    {
        QTest::addColumn<QString>("protocol");
        const QStringList protocols = BackendRegistry::standard().protocols();
        for (const QString &protocol : protocols)
            QTest::newRow(qPrintable(protocol)) << protocol;
    }

private Q_SLOTS:
    void everyMessage_isByteIdentical_data() { everyProtocol(); }
    void everyMessage_isByteIdentical()
    {
        QFETCH(QString, protocol);
        MailServer server;
        fill(server, 200);
        Profile profile(server, protocol);
        const SyncSummary summary = profile.pass();
        QCOMPARE(errorOf(summary), QString());
        QCOMPARE(summary.added, 200);
        QCOMPARE(profile.hashes(), serverHashes(server));
        const SyncSummary again = profile.pass();
        QCOMPARE(again.added + again.changed + again.removed, 0);
        QVERIFY(again.counts.bytesIn < 20'000);
        QVERIFY2(profile.writer->verify(true).findings.isEmpty(),
                 qPrintable(profile.writer->verify(true).findings.join(QLatin1Char('\n'))));
    }

    void killedAtCommits_losesAndDoublesNothing_data() { everyProtocol(); }
    void killedAtCommits_losesAndDoublesNothing()
    {
        QFETCH(QString, protocol);
        MailServer server;
        fill(server, 60);
        Profile profile(server, protocol);
        profile.close();
        bool whole = false;
        int kills = 0;
        for (int killAt = 1; !whole && killAt < 200; killAt += 1 + killAt / 2) {
            QProcess child;
            child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
            child.start(QCoreApplication::applicationFilePath(),
                        {QString::fromLatin1(childArgument), profile.directory.directory(),
                         QString::number(killAt)});
            QVERIFY(child.waitForFinished(60'000));
            whole = child.exitStatus() == QProcess::NormalExit;
            if (whole)
                QCOMPARE(child.exitCode(), 0);
            kills += !whole;
        }
        QVERIFY(whole);
        QVERIFY(kills >= 3);
        profile.open();
        QCOMPARE(errorOf(profile.pass()), QString());
        QCOMPARE(profile.hashes(), serverHashes(server));
        const auto report = profile.writer->verify(true);
        QVERIFY2(report.findings.isEmpty(), qPrintable(report.findings.join(QLatin1Char('\n'))));
    }

    void serverThatDies_isReadOnFromWhereItStopped_data() { everyProtocol(); }
    void serverThatDies_isReadOnFromWhereItStopped()
    {
        QFETCH(QString, protocol);
        MailServer server;
        fill(server, 80);
        Profile profile(server, protocol);
        bool stopped = false;
        profile.options.betweenSteps = [&](MailBackend &) {
            if (!std::exchange(stopped, true))
                server.stop();
        };
        const SyncSummary cut = profile.pass();
        QVERIFY(cut.error);
        QVERIFY(cut.error->kind == ErrorKind::Network);
        QVERIFY(!cut.error->sentence.isEmpty());
        const SyncSummary refused = profile.pass();
        QVERIFY(refused.error);
        QVERIFY(refused.error->kind == ErrorKind::Network);
        server.start();
        profile.options.betweenSteps = {};
        QCOMPARE(errorOf(profile.pass()), QString());
        QCOMPARE(profile.hashes(), serverHashes(server));
    }

    void offlineActions_reachTheServer()
    {
        MailServer server;
        for (int i = 1; i <= 6; ++i)
            server.deliver(QStringLiteral("alice"), QStringLiteral("INBOX"), sampleMessage(i));
        Profile profile(server, QStringLiteral("imap"));
        QCOMPARE(errorOf(profile.pass()), QString());
        const QList<MessageRow> rows = profile.rows(); // 6 5 4 3 2 1
        QCOMPARE(rows.size(), 6);
        FlagChange star;
        star.add = Flag::Flagged | Flag::Seen;
        star.addTags = {QStringLiteral("work")};
        profile.writer->setFlags({rows[0].id}, star, profile.traits());
        const auto archive =
            profile.writer->folderByRole(profile.account().id, FolderRole::Archive);
        QVERIFY(archive);
        profile.writer->move({rows[1].id, rows[2].id}, archive->id, profile.traits());
        profile.writer->copy({rows[3].id}, archive->id, profile.traits());
        profile.writer->remove({rows[4].id}, true, profile.traits());
        const FolderId made = profile.writer->createFolder(
            profile.account().id, QStringLiteral("Grüße & \"mehr\""), profile.traits());
        profile.writer->move({rows[5].id}, made, profile.traits());
        const SyncSummary summary = profile.pass();
        QCOMPARE(errorOf(summary), QString());
        QCOMPARE(summary.operationsLeft, 0);
        QCOMPARE(server.messages(QStringLiteral("alice"), QStringLiteral("INBOX")).size(), 2);
        QCOMPARE(server.messages(QStringLiteral("alice"), QStringLiteral("Archive")).size(), 3);
        QCOMPARE(
            server.messages(QStringLiteral("alice"), QStringLiteral("Grüße & \"mehr\"")).size(), 1);
        QCOMPARE(
            server.client().search(QStringLiteral("INBOX"), "FLAGGED SEEN KEYWORD work").size(), 1);
        // And nothing comes back, or twice.
        const SyncSummary again = profile.pass();
        QCOMPARE(again.removed, 0);
        QCOMPARE(profile.rows().size(), 2);
        QCOMPARE(profile.rows(QStringLiteral("Archive")).size(), 3);
        QCOMPARE(profile.hashes(QStringLiteral("Archive")),
                 serverHashes(server, QStringLiteral("Archive")));
        QVERIFY(profile.writer->verify(true).findings.isEmpty());
    }

    void lostAnswer_nothingIsDoneTwiceOrForgotten_data()
    {
        QTest::addColumn<QByteArray>("command");
        QTest::newRow("copy") << QByteArray("UID COPY");
        QTest::newRow("move") << QByteArray("UID MOVE");
        QTest::newRow("store") << QByteArray("UID STORE");
        QTest::newRow("expunge") << QByteArray("UID EXPUNGE");
        QTest::newRow("create") << QByteArray("CREATE");
        QTest::newRow("rename") << QByteArray("RENAME");
    }
    void lostAnswer_nothingIsDoneTwiceOrForgotten()
    {
        QFETCH(QByteArray, command);
        MailServer server;
        for (int i = 1; i <= 6; ++i)
            server.deliver(QStringLiteral("alice"), QStringLiteral("INBOX"), sampleMessage(i));
        server.client().require("CREATE Work");
        CuttingRelay relay(server.imap());
        Profile profile(server, QStringLiteral("imap"), [&](Account &account) {
            account.incoming.endpoint = {QStringLiteral("127.0.0.1"), relay.port(),
                                         ConnectionSecurity::None};
        });
        QCOMPARE(errorOf(profile.pass()), QString());
        const QList<MessageRow> rows = profile.rows(); // 6 5 4 3 2 1
        QCOMPARE(rows.size(), 6);
        MailWriter &writer = *profile.writer;
        const AccountId account = profile.account().id;
        const FolderId archive = writer.folderByRole(account, FolderRole::Archive)->id;
        FlagChange star;
        star.add = Flag::Flagged;
        writer.setFlags({rows[0].id}, star, profile.traits());
        writer.move({rows[1].id}, archive, profile.traits());
        writer.copy({rows[2].id}, archive, profile.traits());
        writer.remove({rows[3].id}, true, profile.traits());
        writer.createFolder(account, QStringLiteral("Made"), profile.traits());
        writer.renameFolder(writer.folderByPath(account, QStringLiteral("Work"))->id,
                            QStringLiteral("Play"), profile.traits());
        relay.command = command;
        QVERIFY(profile.pass().error);
        QCOMPARE(relay.cuts, 1);
        relay.command.clear();
        const QList<Operation> waiting = writer.operations();
        for (const Operation &operation : waiting)
            writer.retryOperation(operation.id);
        const SyncSummary summary = profile.pass();
        QCOMPARE(errorOf(summary), QString());
        QCOMPARE(summary.operationsLeft, 0);
        const auto count = [&](const char *folder) {
            return server.messages(QStringLiteral("alice"), QString::fromLatin1(folder)).size();
        };
        QCOMPARE(count("INBOX"), 4);
        QCOMPARE(count("Archive"), 2);
        QCOMPARE(server.client().search(QStringLiteral("INBOX"), "FLAGGED").size(), 1);
        QCOMPARE(server.client().require("LIST \"\" Made").untagged.size(), 1);
        QCOMPARE(server.client().require("LIST \"\" Play").untagged.size(), 1);
        QCOMPARE(server.client().require("LIST \"\" Work").untagged.size(), 0);
        QCOMPARE(profile.hashes(), serverHashes(server));
        QCOMPARE(profile.hashes(QStringLiteral("Archive")),
                 serverHashes(server, QStringLiteral("Archive")));
        QVERIFY(writer.folderByPath(account, QStringLiteral("Play"))->onServer);
        QVERIFY(writer.verify(true).findings.isEmpty());
    }

    void flagsSetElsewhere_areSeen()
    {
        MailServer server;
        for (int i = 1; i <= 3; ++i)
            server.deliver(QStringLiteral("alice"), QStringLiteral("INBOX"), sampleMessage(i));
        Profile profile(server, QStringLiteral("imap"));
        profile.pass();
        server.client().require("SELECT INBOX");
        server.client().require("STORE 2 +FLAGS (\\Flagged \\Seen urgent)");
        server.client().require("STORE 1 +FLAGS (\\Deleted)");
        server.client().require("EXPUNGE");
        server.client().require("UNSELECT");
        const SyncSummary summary = profile.pass();
        QCOMPARE(errorOf(summary), QString());
        QCOMPARE(summary.removed, 1);
        const QList<MessageRow> rows = profile.rows();
        QCOMPARE(rows.size(), 2);
        const MessageRow &second =
            rows.first().subject == QLatin1String("Message 2") ? rows.first() : rows.last();
        QVERIFY(second.flags.flags.testFlag(Flag::Flagged));
        QVERIFY(second.flags.flags.testFlag(Flag::Seen));
        QCOMPARE(second.flags.tags, QStringList({QStringLiteral("urgent")}));
    }

    void changedUidValidity_fetchesNothingTwice()
    {
        MailServer server;
        fill(server, 40);
        Profile profile(server, QStringLiteral("imap"));
        QCOMPARE(errorOf(profile.pass()), QString());
        const QList<MessageRow> before = profile.rows();
        server.setUidValidity(QStringLiteral("alice"), QStringLiteral("INBOX"), 4711);
        const SyncSummary summary = profile.pass();
        QCOMPARE(errorOf(summary), QString());
        QVERIFY(summary.counts.bytesIn < 200'000); // headers, no content
        const QList<MessageRow> after = profile.rows();
        QCOMPARE(after.size(), before.size());
        for (qsizetype i = 0; i < after.size(); ++i) {
            QCOMPARE(after[i].id, before[i].id);
            QVERIFY(after[i].onServer);
        }
    }

    void check_saysInOneSentenceWhatIsWrong_data() { everyProtocol(); }
    void check_saysInOneSentenceWhatIsWrong()
    {
        QFETCH(QString, protocol);
        MailServer server;
        server.deliver(QStringLiteral("alice"), QStringLiteral("INBOX"), sampleMessage(1));
        const BackendRegistry registry = BackendRegistry::standard();
        const QString other =
            protocol == QLatin1String("imap") ? QStringLiteral("pop3") : QStringLiteral("imap");
        QStringList sentences;
        const auto check = [&](const std::function<void(Account &)> &change,
                               const char *password = "secret") {
            Account account = server.account(protocol);
            change(account);
            Wakeup wakeup;
            CheckResult result =
                checkAccount(registry, {}, account, Secret(QByteArray(password)), wakeup);
            if (result.error)
                sentences.append(result.error->sentence);
            return result;
        };
        const CheckResult good = check([](Account &) {});
        QVERIFY(good.ok);
        QVERIFY(good.detail.startsWith(QLatin1String("Signed in.")));

        const auto kindOf = [](const CheckResult &result) {
            return result.error ? int(result.error->kind) : -1;
        };
        QCOMPARE(kindOf(check([](Account &) {}, "wrong")), int(ErrorKind::Authentication));
        const CheckResult foreign = check([](Account &account) { account.caFile.clear(); });
        QCOMPARE(kindOf(foreign), int(ErrorKind::Security));
        QCOMPARE(foreign.error->certificateSha256.size(), 32);
        QCOMPARE(kindOf(check([](Account &account) {
                     account.incoming.endpoint.host = QStringLiteral("no-such-host.invalid");
                 })),
                 int(ErrorKind::Network));
        // Another protocol's port, with TLS and without.
        QCOMPARE(kindOf(check([&](Account &account) {
                     account.incoming.endpoint = server.endpoint(other);
                 })),
                 int(ErrorKind::Protocol));
        QCOMPARE(kindOf(check([&](Account &account) {
                     account.incoming.endpoint =
                         server.endpoint(other, ConnectionSecurity::StartTls);
                 })),
                 int(ErrorKind::Protocol));
        // TLS spoken to a port that begins in clear.
        const CheckResult plain = check([&](Account &account) {
            account.incoming.endpoint.port =
                server.endpoint(protocol, ConnectionSecurity::StartTls).port;
        });
        QVERIFY(plain.error);
        server.stop();
        QCOMPARE(kindOf(check([](Account &) {})), int(ErrorKind::Network));
        const QSet<QString> different(sentences.cbegin(), sentences.cend());
        QCOMPARE(sentences.size(), 7);
        QVERIFY(different.size() >= 6);
    }

    void runningEngine_hearsOfNewMailAndEndsAtOnce()
    {
        MailServer server;
        server.deliver(QStringLiteral("alice"), QStringLiteral("INBOX"), sampleMessage(1));
        const ThrowAwayProfile directory;
        Store store(directory.paths(), Store::Access::ReadWrite, Clock::system());
        const BackendRegistry registry = BackendRegistry::standard();
        CredentialStore credentials;
        Preferences preferences(directory.paths().config);
        MailReader reader(store);
        AccountId account;
        {
            Engine engine(store, registry, credentials, preferences);
            engine.start();
            engine.addAccount(server.account(QStringLiteral("imap")), Secret("secret"),
                              [&](const Engine::AddResult &result) { account = result.account; });
            QTRY_VERIFY(account);
            const auto count = [&] {
                const auto inbox = reader.folderByPath(account, QStringLiteral("INBOX"));
                return inbox ? inbox->total : -1;
            };
            QTRY_COMPARE_WITH_TIMEOUT(count(), 1, 20'000);
            QTRY_VERIFY_WITH_TIMEOUT(engine.state(account).lastSyncUtc > 0, 20'000);
            QVERIFY(engine.state(account).connection.encrypted);
            // Delivered until IDLE listens; from then on each is told within moments.
            QSignalSpy newMail(&engine, &Engine::newMail);
            int delivered = 1;
            QTRY_VERIFY_WITH_TIMEOUT(
                (server.deliver(QStringLiteral("alice"), QStringLiteral("INBOX"),
                                sampleMessage(++delivered)),
                 newMail.wait(1000)),
                30'000);
            QTRY_COMPARE_WITH_TIMEOUT(count(), delivered, 20'000);
            engine.setWorkOffline(true);
            QVERIFY(engine.state(account).phase == AccountState::Phase::Offline);
        }
        QVERIFY(reader.verify(true).findings.isEmpty());
    }

    void leaveOnServerRules_deleteAfterQuitOnly()
    {
        const QString alice = QStringLiteral("alice"), inbox = QStringLiteral("INBOX");
        for (const char *rule : {"forever", "until-deleted", "no"}) {
            MailServer server;
            for (int i = 1; i <= 4; ++i)
                server.deliver(alice, inbox, sampleMessage(i));
            Profile profile(server, QStringLiteral("pop3"), [&](Account &account) {
                QVERIFY(fromString(QString::fromLatin1(rule), &account.incoming.leaveOnServer));
            });
            QCOMPARE(errorOf(profile.pass()), QString());
            QCOMPARE(server.messages(alice, inbox).size(), QByteArray(rule) == "no" ? 0 : 4);
            profile.writer->remove({profile.rows().first().id}, true, profile.traits());
            QCOMPARE(errorOf(profile.pass()), QString());
            QCOMPARE(server.messages(alice, inbox).size(),
                     QByteArray(rule) == "forever"  ? 4
                         : QByteArray(rule) == "no" ? 0
                                                    : 3);
            QCOMPARE(errorOf(profile.pass()), QString());
            QCOMPARE(profile.rows().size(), 3);
            QVERIFY(profile.writer->verify(true).findings.isEmpty());
        }
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 4 && arguments.at(1) == QLatin1String(childArgument))
        return syncChild(arguments.at(2), arguments.at(3).toInt());
    TestEngineDovecot test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_enginedovecot.moc"
