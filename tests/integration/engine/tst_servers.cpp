// SPDX-License-Identifier: MIT
#include "support/everyserver.h"
#include "support/memorybackend.h"
#include "support/serverprofile.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

/// The engine over every real server there is by IMAP: what one of them lacks changes the way, and
/// not where it leads.
class TestServers : public QObject, protected EveryServer {
    Q_OBJECT

    std::unique_ptr<MailServer> m_shadowed;

    static void everyProtocol()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("protocol");
        for (const char *protocol : {"imap", "pop3"})
            QTest::newRow(protocol) << QStringLiteral("mailutils") << QString(protocol);
    }
    RawImap &client() { return m_server->client(m_user); }
    std::unique_ptr<ServerProfile> profile()
    {
        return std::make_unique<ServerProfile>(*m_server, QStringLiteral("imap"),
                                               std::function<void(Account &)>(), m_user);
    }
    static FolderId byRole(ServerProfile &profile, FolderRole role)
    {
        const auto folder = profile.writer->folderByRole(profile.account().id, role);
        return folder ? folder->id : FolderId();
    }
    bool listed(const QString &folder)
    {
        return client().command("LIST \"\" " + client().own(folder)).untagged.size() == 1;
    }
    bool keepsTags() const { return m_server->kind() != QLatin1String("mailutils"); }
    /// Both hold the same, byte by byte, flag by flag.
    void compare(ServerProfile &profile, bool alsoOnlyHere = true)
    {
        const MailState here = profile.state(alsoOnlyHere), there = stateOf(client());
        QVERIFY2(here == there, difference(here, there));
        QCOMPARE(profile.damage(), QString());
    }

private Q_SLOTS:
    void init()
    {
        QFETCH(QString, kind);
        use(kind);
    }

    void firstSync_isByteIdenticalAndTheSecondFindsNothing_data() { everyServer(); }
    void firstSync_isByteIdenticalAndTheSecondFindsNothing()
    {
        for (int i = 1; i <= 25; ++i)
            deliver(i, i % 5 ? QStringLiteral("INBOX") : QStringLiteral("Archive"));
        const auto account = profile();
        const SyncSummary first = account->pass();
        QCOMPARE(errorOf(first), QString());
        QCOMPARE(first.added, 25);
        compare(*account);
        const SyncSummary second = account->pass();
        QCOMPARE(errorOf(second), QString());
        QCOMPARE(second.added + second.changed + second.removed, 0);
        // With special uses, or by the names of its folders where a server tells none.
        for (const FolderRole role : {FolderRole::Inbox, FolderRole::Sent, FolderRole::Drafts,
                                      FolderRole::Archive, FolderRole::Junk, FolderRole::Trash})
            QVERIFY(byRole(*account, role));
    }

    void offlineChanges_areReplayedOnce_data() { everyServer(); }
    void offlineChanges_areReplayedOnce()
    {
        for (int i = 1; i <= 6; ++i)
            deliver(i);
        const auto account = profile();
        QCOMPARE(errorOf(account->pass()), QString());
        const QList<MessageRow> rows = account->rows();
        QCOMPARE(rows.size(), 6);
        MailWriter &writer = *account->writer;
        const ActionTraits traits = account->traits();
        FlagChange star;
        star.add = Flag::Flagged | Flag::Seen;
        if (keepsTags())
            star.addTags = {QStringLiteral("work")};
        writer.setFlags({rows[0].id}, star, traits);
        const FolderId archive = byRole(*account, FolderRole::Archive);
        writer.move({rows[1].id, rows[2].id}, archive, traits);
        writer.copy({rows[3].id}, archive, traits);
        writer.remove({rows[4].id}, true, traits);
        const FolderId made =
            writer.createFolder(account->account().id, QStringLiteral("Grüße & mehr"), traits);
        writer.move({rows[5].id}, made, traits);
        const SyncSummary summary = account->pass();
        QCOMPARE(errorOf(summary), QString());
        QCOMPARE(summary.operationsLeft, 0);
        MailState there = stateOf(client());
        QCOMPARE(there.value(QStringLiteral("INBOX")).size(), 2);
        QCOMPARE(there.value(QStringLiteral("Archive")).size(), 3);
        QCOMPARE(there.value(QStringLiteral("Grüße & mehr")).size(), 1);
        QCOMPARE(client().search(QStringLiteral("INBOX"), "FLAGGED SEEN").size(), 1);
        compare(*account);
        // And nothing comes back, or twice.
        const SyncSummary again = account->pass();
        QCOMPARE(errorOf(again), QString());
        QCOMPARE(again.removed, 0);
        compare(*account);
    }

    void anotherClientsChanges_areSeen_data() { everyServer(); }
    void anotherClientsChanges_areSeen()
    {
        for (int i = 1; i <= 5; ++i)
            deliver(i);
        const auto account = profile();
        QCOMPARE(errorOf(account->pass()), QString());
        RawImap &other = client();
        other.require("SELECT INBOX");
        other.require("STORE 2 +FLAGS (\\Flagged \\Seen)");
        other.require("STORE 3 +FLAGS (\\Answered)");
        other.require("STORE 1 +FLAGS (\\Deleted)");
        other.require("EXPUNGE");
        other.require("COPY 1 " + other.own(QStringLiteral("Archive")));
        other.leave();
        deliver(6);
        other.require("CREATE " + other.own(QStringLiteral("Elsewhere")));
        deliver(7, QStringLiteral("Elsewhere"));
        const SyncSummary summary = account->pass();
        QCOMPARE(errorOf(summary), QString());
        if (keepsTags()) {
            QCOMPARE(summary.added, 3);
            QCOMPARE(summary.removed, 1);
        }
        // GNU Mailutils numbers a mailbox anew when two clients are in it: what was deleted there
        // is then kept here, as after any new UIDVALIDITY.
        compare(*account, keepsTags());
        other.require("DELETE " + other.own(QStringLiteral("Elsewhere")));
        QCOMPARE(errorOf(account->pass()), QString());
        QVERIFY(!listed(QStringLiteral("Elsewhere")));
    }

    void folderMadeAnew_fetchesNothingTwice_data() { everyServer(); }
    void folderMadeAnew_fetchesNothingTwice()
    {
        client().require("CREATE " + client().own(QStringLiteral("Work")));
        for (int i = 1; i <= 20; ++i)
            deliver(i, QStringLiteral("Work"));
        const auto account = profile();
        QCOMPARE(errorOf(account->pass()), QString());
        const auto work = [&] {
            const QList<Folder> folders = account->writer->folders(account->account().id);
            for (const Folder &folder : folders) {
                if (folder.name == QLatin1String("Work"))
                    return account->rows(folder.path);
            }
            return QList<MessageRow>();
        };
        const QList<MessageRow> before = work();
        QCOMPARE(before.size(), 20);
        client().renumber(QStringLiteral("Work"));
        const SyncSummary summary = account->pass();
        QCOMPARE(errorOf(summary), QString());
        QVERIFY(summary.counts.bytesIn < 40'000); // headers, no content: that would be 100,000
        const QList<MessageRow> after = work();
        QCOMPARE(after.size(), 20);
        for (qsizetype i = 0; i < after.size(); ++i)
            QVERIFY(after[i].onServer);
        QSet<PlacementId> idsBefore, idsAfter;
        for (qsizetype i = 0; i < after.size(); ++i) {
            idsBefore.insert(before[i].id);
            idsAfter.insert(after[i].id);
        }
        QVERIFY(idsBefore == idsAfter);
        compare(*account);
    }

    void messageInTwoFolders_isOneWhereTheServerSaysSo_data() { everyServer(); }
    void messageInTwoFolders_isOneWhereTheServerSaysSo()
    {
        constexpr qsizetype size = 300'000;
        m_server->deliver(m_user, QStringLiteral("INBOX"),
                          sampleMessage(1, QByteArray("0123456789abcde\r\n").repeated(size / 17)));
        client().require("SELECT INBOX");
        client().require("COPY 1 " + client().own(QStringLiteral("Archive")));
        const QByteArrayList said = client().require("SELECT INBOX").untagged;
        client().leave();
        const auto account = profile();
        const SyncSummary summary = account->pass();
        QCOMPARE(errorOf(summary), QString());
        compare(*account);
        // Of those in Debian Cyrus alone has OBJECTID (RFC 8474).
        const bool named = client().can("OBJECTID");
        QCOMPARE(named, m_server->kind() == QLatin1String("cyrus"));
        const MessageRow here = account->rows().value(0),
                         copy = account->rows(QStringLiteral("Archive")).value(0);
        QVERIFY(here.message && copy.message);
        QCOMPARE(here.message == copy.message, named);
        QVERIFY(named ? summary.counts.bytesIn < 2 * size : summary.counts.bytesIn > 2 * size);
        // Its name of each folder is SELECT's, and not what LIST makes of it.
        QSet<QByteArray> ids;
        const auto folders = account->writer->remoteFolders(account->account().incoming.id);
        for (const RemoteFolderRow &folder : folders) {
            QCOMPARE(!folder.mailboxId.isEmpty(), named);
            ids.insert(folder.mailboxId);
            if (folder.path == "INBOX" && named)
                QVERIFY(said.join('\n').contains("[MAILBOXID (" + folder.mailboxId + ")]"));
        }
        QCOMPARE(ids.size(), named ? folders.size() : 1);
        // Marked in one folder it isn't in the other: they are no labels.
        account->writer->setFlags({here.id}, {Flag::Flagged, {}, {}, {}}, account->traits());
        account->writer->remove({copy.id}, true, account->traits());
        for (int i = 0; i < 2; ++i)
            QCOMPARE(errorOf(account->pass()), QString());
        QCOMPARE(client().search(QStringLiteral("INBOX"), "FLAGGED").size(), 1);
        QCOMPARE(stateOf(client()).value(QStringLiteral("Archive")).size(), 0);
        compare(*account);
    }

    void folders_areMadeRenamedAndRemoved_data() { everyServer(); }
    void folders_areMadeRenamedAndRemoved()
    {
        deliver(1);
        const auto account = profile();
        QCOMPARE(errorOf(account->pass()), QString());
        MailWriter &writer = *account->writer;
        const AccountId id = account->account().id;
        const FolderId made = writer.createFolder(id, QStringLiteral("Made"), account->traits());
        writer.copy({account->rows().first().id}, made, account->traits());
        QCOMPARE(errorOf(account->pass()), QString());
        QVERIFY(listed(QStringLiteral("Made")));
        writer.renameFolder(made, QStringLiteral("Other"), account->traits());
        SyncSummary summary = account->pass();
        QCOMPARE(errorOf(summary), QString());
        QCOMPARE(summary.operationsLeft, 0);
        QVERIFY(!listed(QStringLiteral("Made")));
        QVERIFY(listed(QStringLiteral("Other")));
        QCOMPARE(stateOf(client()).value(QStringLiteral("Other")).size(), 1);
        compare(*account);
        const QList<Folder> folders = writer.folders(id);
        for (const Folder &folder : folders) {
            if (folder.name == QLatin1String("Other"))
                writer.removeFolder(folder.id, true, account->traits());
        }
        summary = account->pass();
        QCOMPARE(errorOf(summary), QString());
        QCOMPARE(summary.operationsLeft, 0);
        QVERIFY(!listed(QStringLiteral("Other")));
        compare(*account);
    }

    void folderRenamedByAnotherClient_isFollowedAndNothingIsFetched_data() { everyServer(); }
    void folderRenamedByAnotherClient_isFollowedAndNothingIsFetched()
    {
        for (int i = 1; i <= 30; ++i)
            deliver(i, i % 3 ? QStringLiteral("Work") : QStringLiteral("Work/Below"));
        const auto account = profile();
        QCOMPARE(errorOf(account->pass()), QString());
        const auto ids = [&](const char *path) {
            QList<PlacementId> result;
            for (const MessageRow &row : account->rows(QString::fromLatin1(path)))
                result.append(row.id);
            return result;
        };
        const QList<PlacementId> work = ids("Work"), below = ids("Work/Below");
        QCOMPARE(work.size() + below.size(), 30);
        const FolderId folder = account->folder(QStringLiteral("Work"));
        account->writer->setFavourites({folder});
        account->writer->setFlags({work.first()}, {Flag::Flagged, {}, {}, {}}, account->traits());

        client().require("RENAME " + client().own(QStringLiteral("Work")) + ' '
                         + client().own(QStringLiteral("Jobs")));
        const SyncSummary summary = account->pass();
        QCOMPARE(errorOf(summary), QString());
        QCOMPARE(ids("Jobs"), work);
        QCOMPARE(ids("Jobs/Below"), below);
        QCOMPARE(account->folder(QStringLiteral("Jobs")), folder);
        QCOMPARE(account->writer->folder(folder)->favourite, 1);
        QVERIFY(!account->folder(QStringLiteral("Work")));
        QVERIFY2(summary.counts.bytesIn < 40'000, QByteArray::number(summary.counts.bytesIn));
        for (int i = 0; i < 2; ++i)
            QCOMPARE(errorOf(account->pass()), QString());
        QCOMPARE(account->writer->operations().size(), 0);
        compare(*account);
    }

    void search_findsWhatTheServerHas_data() { everyServer(); }
    void search_findsWhatTheServerHas()
    {
        for (int i = 1; i <= 4; ++i)
            deliver(i);
        m_server->deliver(m_user, QStringLiteral("INBOX"),
                          sampleMessage(5, "a kingfisher by the river\r\n"));
        const Account account = m_server->account(QStringLiteral("imap"), m_user);
        Wakeup wakeup;
        BackendConfig config;
        config.server = account.incoming;
        config.certificates.caFile = account.caFile;
        config.wakeup = &wakeup;
        const auto backend =
            BackendRegistry::standard().find(QStringLiteral("imap"))->create(config);
        backend->open({m_user, Secret("secret")});
        QVERIFY(backend->search());
        const QList<QByteArray> found =
            backend->search()->search("INBOX", QStringLiteral("kingfisher"));
        QCOMPARE(found.size(), 1);
        QCOMPARE(backend->search()->search("INBOX", QStringLiteral("albatross")).size(), 0);
        backend->close();
    }

    void serverWithoutKeysForWhatItOffers_isSignedInTo_data() { everyProtocol(); }
    void serverWithoutKeysForWhatItOffers_isSignedInTo()
    {
        QFETCH(QString, protocol);
        // Offers SCRAM, bound and unbound, for users in /etc/shadow, and refuses each at its end.
        if (!m_shadowed) {
            MailServerOptions options;
            options.server = QStringLiteral("mailutils");
            options.arguments = {QStringLiteral("--option"), QStringLiteral("gsasl=yes")};
            m_shadowed = std::make_unique<MailServer>(options);
        }
        const auto signsIn = [&](const char *password) {
            const Account account = m_shadowed->account(protocol);
            Wakeup wakeup;
            BackendConfig config;
            config.server = account.incoming;
            config.certificates.caFile = account.caFile;
            config.wakeup = &wakeup;
            const auto backend = BackendRegistry::standard().find(protocol)->create(config);
            try {
                backend->open({QStringLiteral("alice"), Secret(password)});
                backend->close();
                return QString();
            } catch (const MailError &error) {
                return error.kind == ErrorKind::Authentication ? QStringLiteral("refused")
                                                               : error.detail;
            }
        };
        QCOMPARE(signsIn("secret"), QString());
        QCOMPARE(signsIn("wrong"), QStringLiteral("refused"));
    }

    void restartedServer_isReadOn_data() { everyServer(); }
    void restartedServer_isReadOn()
    {
        for (int i = 1; i <= 30; ++i)
            deliver(i);
        const auto account = profile();
        bool stopped = false;
        account->options.betweenSteps = [&](MailBackend &) {
            if (!std::exchange(stopped, true))
                m_server->stop();
        };
        const SyncSummary cut = account->pass();
        QVERIFY(cut.error);
        QVERIFY(cut.error->kind == ErrorKind::Network);
        account->options.betweenSteps = {};
        m_server->start();
        QCOMPARE(errorOf(account->pass()), QString());
        compare(*account);
    }
};

QTEST_GUILESS_MAIN(TestServers)
#include "tst_servers.moc"
