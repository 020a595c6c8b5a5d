// SPDX-License-Identifier: MIT
// turnstonectl's changes between accounts, of folders that a server lost, and what waits.
#include "support/turnstonectl.h"

#include <QJsonArray>
#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

const QString alice = QStringLiteral("alice"), bob = QStringLiteral("bob");

QByteArray mail(int number)
{
    return "From: carol@example.org\r\nTo: alice@example.org\r\nMessage-ID: <t"
        + QByteArray::number(number) + "@example.org>\r\nSubject: Message "
        + QByteArray::number(number) + "\r\n\r\nText " + QByteArray::number(number) + "\r\n";
}

QStringList words(const char *line)
{
    return QString::fromLatin1(line).split(QLatin1Char(' '));
}

} // namespace

class TestChangeCtl : public QObject {
    Q_OBJECT

    std::unique_ptr<MailServer> m_server;
    std::unique_ptr<Turnstonectl> m_ctl;

    void begin(const QString &protocolOfAlice, const QString &protocolOfBob = {},
               const QStringList &arguments = {})
    {
        MailServerOptions options;
        options.users = {QStringLiteral("alice:secret"), QStringLiteral("bob:secret")};
        options.arguments = arguments;
        m_server = std::make_unique<MailServer>(options);
        m_ctl = std::make_unique<Turnstonectl>();
        QStringList add = Turnstonectl::addWords(*m_server, protocolOfAlice);
        if (protocolOfAlice == QLatin1String("pop3"))
            add << words("--leave-on-server until-moved");
        QCOMPARE(m_ctl->run(add).status, 0);
        if (protocolOfBob.isEmpty())
            return;
        QStringList other = Turnstonectl::addWords(*m_server, protocolOfBob);
        other[other.indexOf(QStringLiteral("A"))] = QStringLiteral("B");
        other[other.indexOf(QStringLiteral("alice@example.org"))] =
            QStringLiteral("bob@example.org");
        other[other.indexOf(alice)] = bob;
        QCOMPARE(m_ctl->run(other).status, 0);
    }
    bool sync()
    {
        const Turnstonectl::Result result = m_ctl->run(words("sync"));
        if (result.status != 0)
            qWarning("sync ended with %d: %s", result.status, result.complaints.constData());
        return result.status == 0;
    }
    QJsonObject folder(const QString &name)
    {
        const QList<QJsonObject> folders = m_ctl->json(words("folders")).objects();
        for (const QJsonObject &folder : folders) {
            if (folder.value(QLatin1String("folder")) == name)
                return folder;
        }
        return {};
    }
    QByteArray raw(const QString &id)
    {
        return m_ctl
            ->run(
                {QStringLiteral("show"), id, QStringLiteral("--raw"), QStringLiteral("--offline")})
            .output;
    }

private Q_SLOTS:
    void cleanup()
    {
        if (m_ctl && !QTest::currentTestFailed())
            QCOMPARE(m_ctl->run(words("verify --deep")).status, 0);
        m_ctl.reset();
        m_server.reset();
    }

    void messageToAnotherAccount_isThereOnceAndAMovesOriginalGone_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("command");
        for (const char *command : {"move", "copy"}) {
            for (const auto &[from, to] :
                 {std::pair("imap", "imap"), std::pair("imap", "pop3"), std::pair("pop3", "imap")})
                QTest::addRow("%s, %s to %s", command, from, to)
                    << QString::fromLatin1(from) << QString::fromLatin1(to)
                    << QString::fromLatin1(command);
        }
    }
    void messageToAnotherAccount_isThereOnceAndAMovesOriginalGone()
    {
        QFETCH(const QString, from);
        QFETCH(const QString, to);
        QFETCH(const QString, command);
        begin(from, to);
        m_server->deliver(alice, QStringLiteral("INBOX"), mail(1));
        m_server->deliver(alice, QStringLiteral("INBOX"), mail(2));
        QVERIFY(sync());
        const QString id = m_ctl->ids(QStringLiteral("A/INBOX")).value(0);
        const QByteArray bytes = raw(id);
        QVERIFY(bytes == mail(1) || bytes == mail(2));
        QCOMPARE(m_ctl->run({command, id, QStringLiteral("B/Archive")}).status, 0);
        QCOMPARE(m_ctl->ids(QStringLiteral("B/Archive")).size(), 1); // at once
        QVERIFY(sync());
        QVERIFY(sync());
        const bool moved = command == QLatin1String("move");
        QCOMPARE(m_ctl->json(words("pending")).objects().size(), 0);
        QCOMPARE(m_ctl->ids(QStringLiteral("A/INBOX")).size(), moved ? 1 : 2);
        QCOMPARE(m_server->messages(alice, QStringLiteral("INBOX")).size(), moved ? 1 : 2);
        QCOMPARE(m_ctl->ids(QStringLiteral("B/Archive")).size(), 1);
        QCOMPARE(raw(m_ctl->ids(QStringLiteral("B/Archive")).value(0)), bytes);
        if (to == QLatin1String("imap"))
            QCOMPARE(m_server->messages(bob, QStringLiteral("Archive")), QByteArrayList{bytes});
    }

    void folderCopiedToAnotherAccount_isThereWithAllItHolds()
    {
        begin(QStringLiteral("imap"), QStringLiteral("imap"));
        m_server->deliver(alice, QStringLiteral("Project"), mail(1));
        m_server->deliver(alice, QStringLiteral("Project/Part"), mail(2),
                          {QStringLiteral("\\Seen")});
        QVERIFY(sync());
        QCOMPARE(m_ctl->run(words("folder copy A/Project A")).status, 2);
        QCOMPARE(m_ctl->run(words("folder copy A/Project B/Archive")).status, 0);
        QVERIFY(sync());
        QVERIFY(sync());
        QCOMPARE(m_ctl->json(words("pending")).objects().size(), 0);
        QCOMPARE(m_server->messages(bob, QStringLiteral("Archive/Project")), {mail(1)});
        QCOMPARE(m_server->messages(bob, QStringLiteral("Archive/Project/Part")), {mail(2)});
        QCOMPARE(
            m_server->client(bob).search(QStringLiteral("Archive/Project/Part"), "SEEN").size(), 1);
        QCOMPARE(m_server->messages(alice, QStringLiteral("Project")), {mail(1)});
        QCOMPARE(m_server->messages(alice, QStringLiteral("Project/Part")), {mail(2)});
    }

    void folderMovedToAnotherAccount_goesOnceAllItHoldsHasArrived_data()
    {
        QTest::addColumn<QString>("to");
        QTest::newRow("to a server") << QStringLiteral("imap");
        QTest::newRow("to this computer") << QStringLiteral("pop3");
    }
    void folderMovedToAnotherAccount_goesOnceAllItHoldsHasArrived()
    {
        QFETCH(const QString, to);
        begin(QStringLiteral("imap"), to);
        m_server->deliver(alice, QStringLiteral("Project"), mail(1));
        m_server->deliver(alice, QStringLiteral("Project/Part"), mail(2),
                          {QStringLiteral("\\Seen")});
        QVERIFY(sync());
        QCOMPARE(m_ctl->run(words("folder move A/INBOX B")).status, 1);
        QCOMPARE(m_ctl->run(words("folder move A/Project B")).status, 0);
        QCOMPARE(m_server->messages(alice, QStringLiteral("Project/Part")), {mail(2)});
        QVERIFY(sync());
        QVERIFY(sync());
        QCOMPARE(m_ctl->json(words("pending")).objects().size(), 0);
        QVERIFY(folder(QStringLiteral("A/Project")).isEmpty());
        QVERIFY(folder(QStringLiteral("A/Project/Part")).isEmpty());
        QCOMPARE(folder(QStringLiteral("B/Project/Part")).value(QLatin1String("total")).toInt(), 1);
        QVERIFY(!m_server->client(alice).command("STATUS Project (MESSAGES)").ok());
        QVERIFY(!m_server->client(alice).command("STATUS Project/Part (MESSAGES)").ok());
        if (to == QLatin1String("imap")) {
            QCOMPARE(m_server->messages(bob, QStringLiteral("Project")), {mail(1)});
            QCOMPARE(m_server->messages(bob, QStringLiteral("Project/Part")), {mail(2)});
            QCOMPARE(m_server->client(bob).search(QStringLiteral("Project/Part"), "SEEN").size(),
                     1);
        } else {
            const QList<QJsonObject> list = m_ctl->json(words("list B/Project/Part")).objects();
            QCOMPARE(list.size(), 1);
            QCOMPARE(raw(list.first().value(QLatin1String("id")).toVariant().toString()), mail(2));
        }
    }

    void folderMovedIntoAFullMailbox_staysWholeUntilThereIsRoom()
    {
        begin(QStringLiteral("imap"), QStringLiteral("imap"),
              {QStringLiteral("--option"), QStringLiteral("mail_plugins=quota"),
               QStringLiteral("--config"),
               QStringLiteral("plugin {\n  quota = count:User quota\n  quota_vsizes = yes\n"
                              "  quota_rule = *:storage=100K\n  quota_grace = 0\n}")});
        QByteArrayList all;
        for (int i = 0; i < 4; ++i)
            all.append(mail(i) + QByteArray("0123456789abcdef\r\n").repeated(1000));
        for (const QByteArray &bytes : std::as_const(all))
            m_server->deliver(alice, QStringLiteral("Project"), bytes);
        m_server->deliver(bob, QStringLiteral("Large"),
                          mail(9) + QByteArray("0123456789abcdef\r\n").repeated(3000));
        QVERIFY(sync());
        QCOMPARE(m_ctl->run(words("folder move A/Project B")).status, 0);
        for (int i = 0; i < 3; ++i)
            m_ctl->run(words("sync"));
        QVERIFY(m_server->messages(bob, QStringLiteral("Project")).size() < 4);
        QCOMPARE(m_server->messages(alice, QStringLiteral("Project")), all);
        QCOMPARE(folder(QStringLiteral("A/Project")).value(QLatin1String("total")).toInt(), 4);
        const QList<QJsonObject> pending = m_ctl->json(words("pending")).objects();
        QVERIFY(!pending.isEmpty());
        RawImap &client = m_server->client(bob);
        client.require("SELECT Large");
        client.require("STORE 1 +FLAGS (\\Deleted)");
        client.require("EXPUNGE");
        client.leave();
        for (const QJsonObject &one : pending)
            m_ctl->run({QStringLiteral("pending"), QStringLiteral("--retry"),
                        QString::number(one.value(QLatin1String("operation")).toInteger())});
        for (int i = 0; i < 2; ++i)
            m_ctl->run(words("sync"));
        QByteArrayList there = m_server->messages(bob, QStringLiteral("Project"));
        std::sort(there.begin(), there.end());
        QCOMPARE(there, all);
        QVERIFY(!m_server->client(alice).command("STATUS Project (MESSAGES)").ok());
        QCOMPARE(m_ctl->json(words("pending")).objects().size(), 0);
    }

    void folderThatTheServerLost_isRestoredOrReleased_data()
    {
        QTest::addColumn<bool>("restored");
        QTest::newRow("restore") << true;
        QTest::newRow("release") << false;
    }
    void folderThatTheServerLost_isRestoredOrReleased()
    {
        QFETCH(const bool, restored);
        begin(QStringLiteral("imap"));
        const QString work = QStringLiteral("Work"), name = QStringLiteral("A/Work");
        QByteArrayList all;
        for (int i = 0; i < 30; ++i)
            all.append(mail(i));
        m_server->client().command("CREATE Work");
        m_server->client().appendMany(work, all);
        QVERIFY(sync());
        const QStringList command{QStringLiteral("folder"),
                                  restored ? QStringLiteral("restore") : QStringLiteral("release"),
                                  name};
        QCOMPARE(m_ctl->run(command).status, 1); // nothing is lost
        RawImap &client = m_server->client();
        client.require("SELECT Work");
        client.require("STORE 1:* +FLAGS.SILENT (\\Deleted)");
        client.require("EXPUNGE");
        client.leave();
        QVERIFY(sync());
        QVERIFY(folder(name).value(QLatin1String("lost_at_server")).isString());
        QCOMPARE(folder(name).value(QLatin1String("only_here")).toInt(), 30);
        const auto done = m_ctl->json(command);
        QCOMPARE(done.status, 0);
        QCOMPARE(done.object().value(QLatin1String(restored ? "waiting" : "removed")).toInt(), 30);
        QVERIFY(sync());
        QVERIFY(sync());
        QVERIFY(folder(name).value(QLatin1String("lost_at_server")).isNull());
        QByteArrayList there = m_server->messages(alice, work);
        QCOMPARE(there.size(), restored ? 30 : 0);
        QCOMPARE(m_ctl->ids(name).size(), restored ? 30 : 0);
        QCOMPARE(folder(name).value(QLatin1String("only_here")).toInt(), 0);
        if (restored) {
            std::sort(there.begin(), there.end());
            std::sort(all.begin(), all.end());
            QCOMPARE(there, all);
        }
    }

    void changeThatTheServerRefuses_isToldInWordsAndTriedAgain()
    {
        begin(QStringLiteral("imap"), {},
              {QStringLiteral("--option"), QStringLiteral("mail_plugins=acl"),
               QStringLiteral("--config"),
               QStringLiteral("protocol imap {\n  mail_plugins = acl imap_acl\n}\n"
                              "plugin {\n  acl = vfile\n}")});
        m_server->deliver(alice, QStringLiteral("INBOX"), mail(1));
        m_server->client().command("CREATE Work");
        QVERIFY(sync());
        const auto allow = [this](const char *rights) {
            m_server->command(QStringLiteral("doveadm acl set -u alice Work owner ")
                              + QLatin1String(rights));
        };
        allow("lookup read write write-seen");
        const QString id = m_ctl->ids(QStringLiteral("A/INBOX")).value(0);
        QCOMPARE(m_ctl->run({QStringLiteral("move"), id, QStringLiteral("A/Work")}).status, 0);
        QCOMPARE(m_ctl->run(words("sync")).status, 7);
        const QJsonObject pending = m_ctl->json(words("pending")).object();
        QCOMPARE(pending.value(QLatin1String("state")).toString(), QStringLiteral("failed"));
        QCOMPARE(pending.value(QLatin1String("description")).toString(),
                 QStringLiteral("Move “Message 1” to “Work”"));
        QVERIFY(pending.value(QLatin1String("why")).toString().contains(QLatin1String("right")));
        QVERIFY(!pending.value(QLatin1String("if_discarded")).toString().isEmpty());
        QVERIFY(folder(QStringLiteral("A/Work"))
                    .value(QLatin1String("missing_rights"))
                    .toArray()
                    .contains(QStringLiteral("insert")));
        const auto refused = m_ctl->run({QStringLiteral("copy"), id, QStringLiteral("A/Work")});
        QCOMPARE(refused.status, 1);
        allow("lookup read write write-seen write-deleted insert expunge");
        QCOMPARE(m_ctl->run(words("pending --retry all")).status, 0);
        QVERIFY(sync());
        QCOMPARE(m_server->messages(alice, QStringLiteral("Work")), {mail(1)});
        QCOMPARE(m_server->messages(alice, QStringLiteral("INBOX")), QByteArrayList());
    }
};

QTEST_GUILESS_MAIN(TestChangeCtl)
#include "tst_changectl.moc"
