// SPDX-License-Identifier: MIT
#include "support/faultproxy.h"
#include "support/faultstride.h"
#include "support/memorybackend.h"
#include "support/serverprofile.h"

#include <QFileInfo>
#include <QTest>
#include <algorithm>
#include <array>

using namespace Turnstone;
using namespace Turnstone::Test;
using Direction = FaultProxy::Direction;

/// The wire to a real server is cut at every byte of what a command that changes something and its
/// answer are: afterwards the change is done once, and nothing is lost or doubled.
class TestWireCuts : public QObject {
    Q_OBJECT

    std::unique_ptr<MailServer> m_server;
    std::unique_ptr<FaultProxy> m_proxy;
    std::unique_ptr<ServerProfile> m_profile;
    int m_round = 0;
    static constexpr int inInbox = 3;

    /// Some mail in the Inbox and an account that goes through the proxy, synchronised.
    void begin(const QStringList &arguments)
    {
        m_server = std::make_unique<MailServer>(MailServerOptions{.arguments = arguments});
        for (int i = 1; i <= inInbox; ++i)
            m_server->deliver(QStringLiteral("alice"), QStringLiteral("INBOX"), sampleMessage(i));
        m_server->client().require("CREATE Work0");
        m_proxy = std::make_unique<FaultProxy>(m_server->imap());
        m_profile = std::make_unique<ServerProfile>(
            *m_server, QStringLiteral("imap"), [this](Account &account) {
                account.incoming.endpoint = {QStringLiteral("127.0.0.1"), m_proxy->port(),
                                             ConnectionSecurity::None};
            });
        m_round = 0;
        QCOMPARE(errorOf(m_profile->pass()), QString());
    }

    /// All of the server's mail is in one of these.
    MailState serverState()
    {
        return stateOf(m_server->client(), {QStringLiteral("INBOX"), QStringLiteral("Archive")});
    }

    FolderId archive()
    {
        return m_profile->writer->folderByRole(m_profile->account().id, FolderRole::Archive)->id;
    }

    /// Queues the change; each round another one, of which all are alike.
    void change(const QByteArray &kind)
    {
        MailWriter &writer = *m_profile->writer;
        const ActionTraits traits = m_profile->traits();
        const AccountId account = m_profile->account().id;
        const QList<MessageRow> inbox = m_profile->rows();
        const int round = m_round++;
        if (kind == "flag") {
            FlagChange star;
            const bool on = inbox.first().flags.flags.testFlag(Flag::Flagged);
            (on ? star.remove : star.add) = Flag::Flagged;
            writer.setFlags({inbox.first().id}, star, traits);
        } else if (kind == "move") {
            const QList<MessageRow> moved = m_profile->rows(QStringLiteral("Archive"));
            if (moved.isEmpty())
                writer.move({inbox.first().id}, archive(), traits);
            else
                writer.move({moved.first().id}, m_profile->folder(QStringLiteral("INBOX")), traits);
        } else if (kind == "copy") {
            writer.copy({inbox.first().id}, archive(), traits);
        } else if (kind == "delete") {
            const QByteArray message = sampleMessage(1000 + round);
            m_server->deliver(QStringLiteral("alice"), QStringLiteral("INBOX"), message);
            QCOMPARE(errorOf(m_profile->pass()), QString());
            const QList<MessageRow> now = m_profile->rows();
            const QString subject = QStringLiteral("Message %1").arg(1000 + round);
            const auto fresh = std::find_if(now.begin(), now.end(), [&](const MessageRow &row) {
                return row.subject == subject;
            });
            QVERIFY(fresh != now.end());
            writer.remove({fresh->id}, true, traits);
        } else if (kind == "create") {
            writer.createFolder(account, QStringLiteral("Made%1").arg(round), traits);
        } else if (kind == "rename") {
            writer.renameFolder(m_profile->folder(QStringLiteral("Work%1").arg(round)),
                                QStringLiteral("Work%1").arg(round + 1), traits);
        } else if (kind == "remove") {
            const FolderId gone =
                writer.createFolder(account, QStringLiteral("Gone%1").arg(round), traits);
            QCOMPARE(errorOf(m_profile->pass()), QString());
            writer.removeFolder(gone, true, traits);
        }
    }

    /// That the change is done, once, here and there; `before` becomes what is there now.
    void check(const QByteArray &kind, MailState &before)
    {
        const MailState now = serverState();
        const auto count = [&now](const char *folder) {
            return now.value(QString::fromLatin1(folder)).size();
        };
        const auto exists = [this](const QString &name) {
            return m_server->client().require("LIST \"\" " + name.toLatin1()).untagged.size() == 1;
        };
        if (kind == "flag" || kind == "move") {
            QVERIFY(now != before);
            QCOMPARE(count("INBOX") + count("Archive"), inInbox);
        } else if (kind == "copy") {
            QCOMPARE(count("INBOX"), inInbox);
            QCOMPARE(count("Archive"), before.value(QStringLiteral("Archive")).size() + 1);
        } else if (kind == "delete") {
            QCOMPARE(now, before);
        } else if (kind == "create") {
            QVERIFY(exists(QStringLiteral("Made%1").arg(m_round - 1)));
            QCOMPARE(now, before);
        } else if (kind == "rename") {
            QVERIFY(exists(QStringLiteral("Work%1").arg(m_round)));
            QVERIFY(!exists(QStringLiteral("Work%1").arg(m_round - 1)));
        } else if (kind == "remove") {
            QVERIFY(!exists(QStringLiteral("Gone%1").arg(m_round - 1)));
        }
        const MailState here = m_profile->state();
        QVERIFY2(here == now, difference(here, now));
        before = now;
    }

private Q_SLOTS:
    void initTestCase()
    {
        // A disk that doesn't have to be waited for: what is tested is the wire.
        if (QFileInfo(QStringLiteral("/dev/shm")).isWritable())
            qputenv("TMPDIR", "/dev/shm");
    }
    void cleanup()
    {
        m_profile.reset();
        m_proxy.reset();
        m_server.reset();
    }

    void cutAtEveryByte_theChangeIsDoneOnce_data()
    {
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<QByteArray>("trigger");
        QTest::addColumn<QStringList>("arguments");
        const QStringList noMove{QStringLiteral("--disable"), QStringLiteral("MOVE")};
        const auto row = [](const char *name, const char *kind, const char *trigger,
                            const QStringList &arguments = {}) {
            QTest::newRow(name) << QByteArray(kind) << QByteArray(trigger) << arguments;
        };
        row("STORE", "flag", "UID STORE");
        row("MOVE", "move", "UID MOVE");
        row("COPY", "copy", "UID COPY");
        row("COPY of a move", "move", "UID COPY", noMove);
        row("STORE of a move", "move", "UID STORE", noMove);
        row("EXPUNGE of a move", "move", "UID EXPUNGE", noMove);
        row("EXPUNGE of a deletion", "delete", "UID EXPUNGE");
        row("CREATE", "create", "CREATE");
        row("SUBSCRIBE", "create", " SUBSCRIBE");
        row("RENAME", "rename", "RENAME");
        row("DELETE", "remove", "DELETE");
    }
    void cutAtEveryByte_theChangeIsDoneOnce()
    {
        QFETCH(QByteArray, kind);
        QFETCH(QByteArray, trigger);
        QFETCH(QStringList, arguments);
        begin(arguments);
        // Once uncut: how long command and answer are.
        MailState before = serverState();
        m_proxy->watch(trigger);
        change(kind);
        QCOMPARE(errorOf(m_profile->pass()), QString());
        check(kind, before);
        const std::array lengths{m_proxy->sinceTrigger(Direction::ToServer),
                                 m_proxy->sinceTrigger(Direction::ToClient)};
        QVERIFY(lengths[0] > trigger.size());
        QVERIFY(lengths[1] > 20);

        for (const Direction direction : {Direction::ToServer, Direction::ToClient}) {
            for (qint64 at = 0; at < lengths[size_t(direction)]; at += faultStride) {
                change(kind);
                m_proxy->clearCounts();
                m_proxy->cutAfter(direction, at, trigger);
                m_profile->options.extent = PassExtent::Operations;
                m_profile->pass();
                m_profile->options.extent = PassExtent::Everything;
                // The last bytes of an answer may not come: it tells how long it took.
                QVERIFY(m_proxy->counts().cuts == 1 || at > lengths[size_t(direction)] - 10);
                m_proxy->watch({});
                m_profile->retryOperations();
                const SyncSummary summary = m_profile->pass();
                const QByteArray where = (direction == Direction::ToServer ? "command" : "answer")
                    + QByteArray(" cut at ") + QByteArray::number(at) + ": "
                    + errorOf(summary).toUtf8();
                QVERIFY2(!summary.error && summary.operationsLeft == 0, where);
                check(kind, before);
                if (QTest::currentTestFailed())
                    QFAIL(where);
            }
        }
        QCOMPARE(m_profile->damage(), QString());
    }
};

QTEST_GUILESS_MAIN(TestWireCuts)
#include "tst_wirecuts.moc"
