// SPDX-License-Identifier: MIT
// A mailbox that is full, and folders in which not everything is allowed, at a real server.
#include "support/serverprofile.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

const QString inbox = QStringLiteral("INBOX"), archive = QStringLiteral("Archive"),
              locked = QStringLiteral("Locked");

QByteArray mail(int number, qsizetype bytes = 200)
{
    return "From: bob@example.org\r\nTo: alice@example.org\r\nMessage-ID: <r"
        + QByteArray::number(number) + "@example.org>\r\nSubject: Message "
        + QByteArray::number(number) + "\r\n\r\n"
        + QByteArray("0123456789abcdef\r\n").repeated(bytes / 18) + "\r\n";
}

/// Everybody has a mailbox of their own, so that a server serves many tests.
QStringList people()
{
    QStringList users;
    for (int i = 0; i < 40; ++i)
        users.append(QStringLiteral("u%1:secret").arg(i));
    return users;
}

MailServerOptions withQuota(bool move)
{
    MailServerOptions options;
    options.users = people();
    options.arguments = {
        QStringLiteral("--option"), QStringLiteral("mail_plugins=quota"),
        QStringLiteral("--config"),
        QStringLiteral("protocol imap {\n  mail_plugins = quota imap_quota\n}\n"
                       "plugin {\n  quota = count:User quota\n  quota_vsizes = yes\n"
                       "  quota_rule = *:storage=100K\n  quota_grace = 0\n}")};
    if (!move)
        options.arguments << QStringLiteral("--disable") << QStringLiteral("MOVE");
    return options;
}

MailServerOptions withAcl(bool told)
{
    MailServerOptions options;
    options.users = people();
    options.arguments = {
        QStringLiteral("--option"), QStringLiteral("mail_plugins=acl"), QStringLiteral("--config"),
        QStringLiteral("protocol imap {\n  mail_plugins = acl%1\n}\nplugin {\n  acl = vfile\n}")
            .arg(told ? QStringLiteral(" imap_acl") : QString())};
    return options;
}

const QString everything = QStringLiteral(
    "lookup read write write-seen write-deleted insert post expunge create delete admin");

void allow(MailServer &server, const QString &user, const QString &folder, const QString &rights)
{
    server.command(QStringLiteral("doveadm acl set -u %1 '%2' owner %3").arg(user, folder, rights));
}

} // namespace

class TestRefusals : public QObject {
    Q_OBJECT

    std::unique_ptr<MailServer> m_servers[3];
    int m_user = 0;

    MailServer &server(int which, const MailServerOptions &options)
    {
        if (!m_servers[which])
            m_servers[which] = std::make_unique<MailServer>(options);
        return *m_servers[which];
    }
    QString nextUser() { return QStringLiteral("u%1").arg(m_user++); }
    static QList<PlacementId> idsOf(const QList<MessageRow> &rows)
    {
        QList<PlacementId> ids;
        for (const MessageRow &row : rows)
            ids.append(row.id);
        return ids;
    }
    static FlagChange add(Flag flag) { return {flag, {}, {}, {}}; }
    /// Messages in the Archive until nothing more fits.
    static void fillUp(RawImap &client)
    {
        for (int i = 100; i < 200; ++i) {
            const QByteArray bytes = mail(i, 20'000);
            const auto reply = client.command("APPEND Junk {" + QByteArray::number(bytes.size())
                                              + "+}\r\n" + bytes);
            if (!reply.ok())
                return;
        }
        QFAIL("The mailbox takes whatever is put there.");
    }
    static void makeRoom(RawImap &client)
    {
        client.require("SELECT Junk");
        client.require("STORE 1:* +FLAGS.SILENT (\\Deleted)");
        client.require("EXPUNGE");
        client.leave();
    }

private Q_SLOTS:
    void cleanupTestCase()
    {
        for (auto &server : m_servers)
            server.reset();
    }

    void fullMailbox_changeWaitsWithItsReasonAndIsDoneOnceThereIsRoom_data()
    {
        QTest::addColumn<QByteArray>("action");
        QTest::addColumn<bool>("discarded");
        for (const char *action : {"upload", "copy", "move", "delete"}) {
            QTest::addRow("%s, tried again", action) << QByteArray(action) << false;
            QTest::addRow("%s, discarded", action) << QByteArray(action) << true;
        }
    }
    void fullMailbox_changeWaitsWithItsReasonAndIsDoneOnceThereIsRoom()
    {
        QFETCH(const QByteArray, action);
        QFETCH(const bool, discarded);
        const QString alice = nextUser();
        MailServer &server = this->server(2, withQuota(false));
        RawImap &client = server.client(alice);
        server.deliver(alice, inbox, mail(1, 15'000));
        server.deliver(alice, QStringLiteral("Lost"), mail(2, 15'000));
        ServerProfile profile(server, QStringLiteral("imap"), {}, alice);
        QCOMPARE(errorOf(profile.pass()), QString());
        client.require("DELETE Lost");
        QCOMPARE(errorOf(profile.pass()), QString());
        fillUp(client);
        QCOMPARE(errorOf(profile.pass()), QString());
        const MailState before = profile.state();
        const MailState there = stateOf(server.client(alice));

        const QString from = action == "upload" ? QStringLiteral("Lost") : inbox;
        const QList<PlacementId> ids = idsOf(profile.rows(from));
        QCOMPARE(ids.size(), 1);
        const auto traits = profile.traits();
        if (action == "copy")
            profile.writer->copy(ids, profile.folder(archive), traits);
        else if (action == "delete")
            profile.writer->remove(ids, false, traits);
        else
            profile.writer->move(ids, profile.folder(archive), traits);
        QCOMPARE(errorOf(profile.pass()), QString()); // the connection goes on
        QCOMPARE(errorOf(profile.pass()), QString());
        QCOMPARE(stateOf(server.client(alice)), there);
        const QList<Operation> waiting = profile.writer->operations();
        QCOMPARE(waiting.size(), 1);
        QVERIFY(waiting.first().state == OperationState::Waiting);
        QVERIFY2(waiting.first().error.contains(QLatin1String("is full")),
                 qPrintable(waiting.first().error));
        QCOMPARE(profile.damage(), QString());
        if (discarded) {
            profile.writer->discardOperation(waiting.first().id);
            QCOMPARE(profile.state(), before);
            QCOMPARE(errorOf(profile.pass()), QString());
            QCOMPARE(profile.state(), before);
            QCOMPARE(stateOf(server.client(alice)), there);
            return;
        }
        makeRoom(client);
        profile.retryOperations();
        QCOMPARE(errorOf(profile.pass()), QString());
        QVERIFY(profile.writer->operations().isEmpty());
        QCOMPARE(errorOf(profile.pass()), QString());
        const QString to = action == "delete" ? QStringLiteral("Trash") : archive;
        QCOMPARE(server.messages(alice, to).size(), 1);
        QCOMPARE(server.messages(alice, inbox).size(),
                 action == "move" || action == "delete" ? 0 : 1);
        QVERIFY2(profile.state(false) == stateOf(server.client(alice)),
                 difference(profile.state(false), stateOf(server.client(alice))));
        QCOMPARE(profile.damage(), QString());
    }

    void fullMailbox_moveThatNeedsNoRoomIsDone()
    {
        const QString alice = QStringLiteral("u0");
        MailServer server(withQuota(true));
        server.deliver(alice, inbox, mail(1, 15'000));
        ServerProfile profile(server, QStringLiteral("imap"), {}, alice);
        QCOMPARE(errorOf(profile.pass()), QString());
        fillUp(server.client(alice));
        profile.writer->remove(idsOf(profile.rows()), false, profile.traits());
        QCOMPARE(errorOf(profile.pass()), QString());
        QVERIFY(profile.writer->operations().isEmpty());
        QCOMPARE(server.messages(alice, QStringLiteral("Trash")).size(), 1);
        QCOMPARE(server.messages(alice, inbox).size(), 0);
    }

    void folderThatCanOnlyBeRead_isRefusedAtOnceAndCopiedFrom_data()
    {
        QTest::addColumn<bool>("told");
        QTest::newRow("MYRIGHTS") << true;
        QTest::newRow("READ-ONLY alone") << false;
    }
    void folderThatCanOnlyBeRead_isRefusedAtOnceAndCopiedFrom()
    {
        QFETCH(const bool, told);
        const QString alice = nextUser();
        MailServer &server = this->server(told ? 1 : 0, withAcl(told));
        server.deliver(alice, inbox, mail(1));
        server.deliver(alice, locked, mail(2));
        allow(server, alice, locked, QStringLiteral("lookup read"));
        ServerProfile profile(server, QStringLiteral("imap"), {}, alice);
        QCOMPARE(errorOf(profile.pass()), QString());
        const Folder folder = *profile.writer->folder(profile.folder(locked));
        QVERIFY(folder.readOnly);
        QVERIFY(!folder.may(FolderRight::Insert) && !folder.may(FolderRight::Seen));
        QCOMPARE(folder.missingRights.testFlag(FolderRight::Remove), told);
        const MailState before = profile.state();
        const QList<PlacementId> ids = idsOf(profile.rows(locked)), others = idsOf(profile.rows());
        MailWriter &writer = *profile.writer;
        const auto traits = profile.traits();
        QVERIFY_THROWS_EXCEPTION(MailError, writer.setFlags(ids, add(Flag::Seen), traits));
        QVERIFY_THROWS_EXCEPTION(MailError, writer.move(ids, profile.folder(archive), traits));
        QVERIFY_THROWS_EXCEPTION(MailError, writer.remove(ids, true, traits));
        QVERIFY_THROWS_EXCEPTION(MailError, writer.move(others, folder.id, traits));
        QVERIFY_THROWS_EXCEPTION(MailError, writer.copy(others, folder.id, traits));
        QCOMPARE(profile.state(), before);
        QVERIFY(writer.operations().isEmpty());
        writer.copy(ids, profile.folder(archive), traits);
        QCOMPARE(errorOf(profile.pass()), QString());
        QCOMPARE(server.messages(alice, archive), QByteArrayList{mail(2)});
        QCOMPARE(server.messages(alice, locked), QByteArrayList{mail(2)});
    }

    void rightTakenAwayMeanwhile_staysPendingAndCanBeTakenBackOrTriedAgain_data()
    {
        QTest::addColumn<QByteArray>("action");
        QTest::addColumn<QString>("rights");
        QTest::addColumn<bool>("told");
        QTest::addColumn<bool>("again");
        const QString noMark = QStringLiteral("lookup read write-seen insert create delete");
        const QString noSeen = QStringLiteral("lookup read write write-deleted insert expunge");
        const QString noDelete = QStringLiteral("lookup read write write-seen insert");
        const QString noInsert =
            QStringLiteral("lookup read write write-seen write-deleted expunge delete");
        const std::initializer_list<std::pair<const char *, QString>> cases{
            {"flag", noMark},
            {"read", noSeen},
            {"delete", noDelete},
            {"move from", noDelete},
            {"move to", noInsert},
            {"copy to", noInsert},
            {"flag", QStringLiteral("lookup read")}};
        for (const auto &[action, rights] : cases) {
            for (const bool told : {true, false}) {
                // Where the answers to SELECT are all there is.
                if (!told && rights.contains(QLatin1String("insert")) && rights != noMark
                    && rights != noDelete)
                    continue;
                for (const bool again : told ? QList<bool>{false, true} : QList<bool>{false})
                    QTest::addRow("%s, %s, %d %d", action, qPrintable(rights.left(12)), told, again)
                        << QByteArray(action) << rights << told << again;
            }
        }
    }
    void rightTakenAwayMeanwhile_staysPendingAndCanBeTakenBackOrTriedAgain()
    {
        QFETCH(const QByteArray, action);
        QFETCH(const QString, rights);
        QFETCH(const bool, told);
        QFETCH(const bool, again);
        const QString alice = nextUser();
        MailServer &server = this->server(told ? 1 : 0, withAcl(told));
        server.deliver(alice, inbox, mail(1));
        server.deliver(alice, locked, mail(2));
        allow(server, alice, locked, everything);
        ServerProfile profile(server, QStringLiteral("imap"), {}, alice);
        QCOMPARE(errorOf(profile.pass()), QString());
        MailWriter &writer = *profile.writer;
        const FolderId folder = profile.folder(locked);
        QVERIFY(!writer.folder(folder)->missingRights);
        const MailState before = profile.state();
        allow(server, alice, locked, rights);

        const QList<PlacementId> ids = idsOf(profile.rows(locked)), others = idsOf(profile.rows());
        const auto traits = profile.traits();
        const auto act = [&] {
            if (action == "flag")
                return writer.setFlags(ids, add(Flag::Flagged), traits);
            if (action == "read")
                return writer.setFlags(ids, add(Flag::Seen), traits);
            if (action == "delete")
                return writer.remove(ids, true, traits);
            if (action == "move from")
                return writer.move(ids, profile.folder(archive), traits);
            if (action == "move to")
                return writer.move(others, folder, traits);
            return writer.copy(others, folder, traits);
        };
        QCOMPARE(act().size(), 1);
        const MailState wished = profile.state();
        QCOMPARE(errorOf(profile.pass()), QString()); // the connection goes on
        QCOMPARE(errorOf(profile.pass()), QString());
        const QList<Operation> waiting = writer.operations();
        QCOMPARE(waiting.size(), 1);
        QCOMPARE(waiting.first().state, OperationState::Failed);
        QVERIFY(!waiting.first().error.isEmpty());
        QCOMPARE(profile.state(), wished); // what the user did is still to be seen
        QCOMPARE(stateOf(server.client(alice)), before);
        if (!again) {
            writer.discardOperation(waiting.first().id);
            QCOMPARE(errorOf(profile.pass()), QString());
            QCOMPARE(profile.state(), before);
            QVERIFY(writer.operations().isEmpty());
            if (told) // and now it is known
                QVERIFY_THROWS_EXCEPTION(MailError, act());
        } else {
            allow(server, alice, locked, everything);
            writer.retryOperation(waiting.first().id);
            QCOMPARE(errorOf(profile.pass()), QString());
            QVERIFY(writer.operations().isEmpty());
            QCOMPARE(errorOf(profile.pass()), QString());
            QVERIFY2(profile.state() == stateOf(server.client(alice)),
                     difference(profile.state(), stateOf(server.client(alice))));
            QVERIFY(stateOf(server.client(alice)) != before);
        }
        QCOMPARE(profile.damage(), QString());
    }

    // The right `e` alone is missing, and no MYRIGHTS tells it (RFC 4314 4).
    void rightToExpungeMissing_nothingStaysMarkedAndTheUserIsTold_data()
    {
        QTest::addColumn<bool>("move");
        QTest::addColumn<bool>("discarded");
        QTest::newRow("delete, discarded") << false << true;
        QTest::newRow("delete, tried again") << false << false;
        QTest::newRow("move") << true << true;
    }
    void rightToExpungeMissing_nothingStaysMarkedAndTheUserIsTold()
    {
        QFETCH(const bool, move);
        QFETCH(const bool, discarded);
        const QString alice = nextUser();
        MailServer &server = this->server(0, withAcl(false));
        server.deliver(alice, inbox, mail(1));
        server.deliver(alice, locked, mail(2));
        server.deliver(alice, archive, mail(3));
        allow(server, alice, locked,
              QStringLiteral("lookup read write write-seen write-deleted insert create delete"));
        ServerProfile profile(server, QStringLiteral("imap"), {}, alice);
        QCOMPARE(errorOf(profile.pass()), QString());
        MailWriter &writer = *profile.writer;
        const QList<PlacementId> ids = idsOf(profile.rows(locked));
        QCOMPARE(ids.size(), 1);
        const MailState before = profile.state();
        const auto traits = profile.traits();
        if (move)
            writer.move(ids, profile.folder(archive), traits);
        else
            writer.remove(ids, true, traits);
        const SyncSummary summary = profile.pass();
        // Unmarked, so that nobody's next EXPUNGE takes it.
        QCOMPARE(server.client(alice).search(locked, "DELETED").size(), 0);
        QCOMPARE(server.messages(alice, locked), QByteArrayList{mail(2)});
        if (move && server.messages(alice, archive).size() == 2) {
            QVERIFY(summary.error); // copied, and the original stays
            QVERIFY(writer.operations().isEmpty());
            QCOMPARE(errorOf(profile.pass()), QString());
            QCOMPARE(server.messages(alice, archive).size(), 2); // once
            QCOMPARE(profile.state(), stateOf(server.client(alice)));
            return;
        }
        QCOMPARE(stateOf(server.client(alice)), before);
        const QList<Operation> waiting = writer.operations();
        QCOMPARE(waiting.size(), 1);
        QCOMPARE(waiting.first().state, OperationState::Failed);
        QVERIFY(!waiting.first().error.isEmpty());
        if (discarded) {
            writer.discardOperation(waiting.first().id);
            QCOMPARE(errorOf(profile.pass()), QString());
            QCOMPARE(profile.state(), before);
        } else {
            allow(server, alice, locked, everything);
            writer.retryOperation(waiting.first().id);
            QCOMPARE(errorOf(profile.pass()), QString());
            QCOMPARE(server.messages(alice, locked), QByteArrayList());
            QCOMPARE(profile.state(), stateOf(server.client(alice)));
        }
        QVERIFY(writer.operations().isEmpty());
        QCOMPARE(profile.damage(), QString());
    }
};

QTEST_GUILESS_MAIN(TestRefusals)
#include "tst_refusals.moc"
