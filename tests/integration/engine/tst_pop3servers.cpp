// SPDX-License-Identifier: MIT
#include "support/everyserver.h"
#include "support/faultproxy.h"
#include "support/memorybackend.h"
#include "support/serverprofile.h"

#include <QTest>
#include <algorithm>

using namespace Turnstone;
using namespace Turnstone::Test;
using Direction = FaultProxy::Direction;

/// The engine over every real server there is by POP3: UIDLs of many makes, one behaviour.
class TestPop3Servers : public QObject, protected EveryServer {
    Q_OBJECT

    std::unique_ptr<FaultProxy> m_proxy;

    void deliverAll(int from, int to)
    {
        for (int i = from; i <= to; ++i)
            deliver(i);
    }
    qsizetype onServer() { return m_server->messages(m_user, QStringLiteral("INBOX")).size(); }
    std::unique_ptr<ServerProfile> profile(const QString &rule = QStringLiteral("forever"),
                                           ContentLevel keep = ContentLevel::Everything)
    {
        return std::make_unique<ServerProfile>(
            *m_server, QStringLiteral("pop3"),
            [&](Account &account) {
                fromString(rule, &account.incoming.leaveOnServer);
                account.keep = keep;
                if (m_proxy)
                    account.incoming.endpoint.port = m_proxy->port();
            },
            m_user);
    }
    static void removeForGood(ServerProfile &account, const MessageRow &row)
    {
        account.writer->remove({row.id}, true, account.traits());
    }
    /// What is here is byte-identical with what the server has.
    void compare(ServerProfile &account)
    {
        QByteArrayList here, there = m_server->messages(m_user, QStringLiteral("INBOX"));
        for (const MessageRow &row : account.rows())
            here.append(account.writer->content(row.message, {}).value_or("<not here>"));
        std::sort(here.begin(), here.end());
        std::sort(there.begin(), there.end());
        QVERIFY(here == there);
        QCOMPARE(account.damage(), QString());
    }

private Q_SLOTS:
    void init()
    {
        QFETCH(QString, kind);
        use(kind);
        m_proxy.reset();
    }

    void firstSync_isByteIdenticalAndTheSecondFindsNothing_data() { everyServer(); }
    void firstSync_isByteIdenticalAndTheSecondFindsNothing()
    {
        deliverAll(1, 25);
        const auto account = profile();
        const SyncSummary first = account->pass();
        QCOMPARE(errorOf(first), QString());
        QCOMPARE(first.added, 25);
        compare(*account);
        const SyncSummary second = account->pass();
        QCOMPARE(errorOf(second), QString());
        QCOMPARE(second.added, 0);
        QVERIFY(second.counts.bytesIn < 16'000); // no message came again: that would be 130,000
        compare(*account);
        deliverAll(26, 27);
        QCOMPARE(account->pass().added, 2);
        compare(*account);
    }

    void utf8InHeaders_comesAsItIs_data() { everyServer(); }
    void utf8InHeaders_comesAsItIs()
    {
        deliverAll(1, 2);
        m_server->deliver(m_user, QStringLiteral("INBOX"),
                          "From: J\xc3\xb6rg <joerg@example.org>\r\nTo: alice@example.org\r\n"
                          "Subject: Gr\xc3\xbc\xc3\x9f"
                          "e\r\nMessage-ID: <utf8@example.org>\r\n"
                          "Date: Mon, 2 Mar 2026 10:00:00 +0000\r\n\r\nText\r\n");
        const auto account = profile();
        QCOMPARE(errorOf(account->pass()), QString());
        QCOMPARE(account->rows().size(), 3);
        compare(*account);
    }

    void headersFirst_bringTheListAndEachMessageOnDemand_data() { everyServer(); }
    void headersFirst_bringTheListAndEachMessageOnDemand()
    {
        deliverAll(1, 12);
        const auto account = profile(QStringLiteral("until-deleted"), ContentLevel::Headers);
        const SyncSummary summary = account->pass();
        QCOMPARE(errorOf(summary), QString());
        QCOMPARE(summary.added, 12);
        const QList<MessageRow> rows = account->rows();
        QCOMPARE(rows.first().subject, QStringLiteral("Message 12"));
        QVERIFY(rows.first().content == ContentLevel::None);
        QVERIFY(summary.counts.bytesIn < 20'000);
        Wakeup wakeup;
        fetchNow({*account->store, account->registry, {}, wakeup}, account->account(),
                 Secret("secret"), rows.first().id, {});
        const auto content = account->writer->content(rows.first().message, {});
        QVERIFY(content && content->endsWith(body(12)));
        QVERIFY(m_server->messages(m_user, QStringLiteral("INBOX")).contains(*content));
        // Deleted there without coming here.
        removeForGood(*account, rows.last());
        const SyncSummary second = account->pass();
        QCOMPARE(errorOf(second), QString());
        QVERIFY(second.counts.bytesIn < 16'000);
        QCOMPARE(onServer(), 11);
        QCOMPARE(account->rows().size(), 11);
        QCOMPARE(account->damage(), QString());
    }

    void leaveRules_deleteThereWhatTheySay_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("rule");
        QTest::addColumn<int>("afterFirst");
        QTest::addColumn<int>("afterSecond");
        for (const QString &kind : MailServer::kinds()) {
            const QByteArray name = kind.toLatin1();
            QTest::addRow("%s, forever", name.constData()) << kind << "forever" << 4 << 4;
            QTest::addRow("%s, 30 days", name.constData()) << kind << "30" << 4 << 4;
            QTest::addRow("%s, until-deleted", name.constData())
                << kind << "until-deleted" << 4 << 3;
            QTest::addRow("%s, until-moved", name.constData()) << kind << "until-moved" << 4 << 2;
            QTest::addRow("%s, no", name.constData()) << kind << "no" << 0 << 0;
        }
    }
    void leaveRules_deleteThereWhatTheySay()
    {
        QFETCH(QString, rule);
        QFETCH(int, afterFirst);
        QFETCH(int, afterSecond);
        deliverAll(1, 4);
        const auto account = profile(rule);
        QCOMPARE(errorOf(account->pass()), QString());
        // Courier removes messages once it has answered QUIT.
        QTRY_COMPARE(onServer(), afterFirst);
        const QList<MessageRow> rows = account->rows();
        QCOMPARE(rows.size(), 4);
        removeForGood(*account, rows[0]);
        account->writer->move(
            {rows[1].id}, archiveFolder(*account->writer, account->account(), account->traits()),
            account->traits());
        QCOMPARE(errorOf(account->pass()), QString());
        QTRY_COMPARE(onServer(), afterSecond);
        const SyncSummary again = account->pass();
        QCOMPARE(errorOf(again), QString());
        QCOMPARE(again.added + again.takenElsewhere, 0);
        QCOMPARE(account->rows().size(), 2);
        QCOMPARE(account->rows(QStringLiteral("Archive")).size(), 1);
        QCOMPARE(account->damage(), QString());
    }

    void cutAnywhere_isRepeatedWithoutLossOrDoubles_data() { everyServer(); }
    void cutAnywhere_isRepeatedWithoutLossOrDoubles()
    {
        deliverAll(1, 20);
        m_proxy = std::make_unique<FaultProxy>(m_server->pop3s());
        const auto account = profile();
        // In the handshake, the sign-in, the listing and the messages.
        for (const qint64 bytes : {500, 4'000, 9'000, 30'000, 60'000, 90'000}) {
            m_proxy->cutAfter(Direction::ToClient, bytes);
            account->pass();
            QCOMPARE(account->damage(), QString());
        }
        m_proxy->cutAfter(Direction::ToClient, qint64(1) << 40);
        QCOMPARE(errorOf(account->pass()), QString());
        compare(*account);
    }

    void cutAroundQuit_deletesOnceAndForgetsNothing_data() { everyServer(); }
    void cutAroundQuit_deletesOnceAndForgetsNothing()
    {
        deliverAll(1, 6);
        // In the clear, so that the proxy sees what is said.
        m_proxy = std::make_unique<FaultProxy>(m_server->pop3());
        const auto account = std::make_unique<ServerProfile>(
            *m_server, QStringLiteral("pop3"),
            [&](Account &changed) {
                changed.incoming.endpoint = {QStringLiteral("localhost"), m_proxy->port(),
                                             ConnectionSecurity::None};
                changed.incoming.leaveOnServer.rule = LeaveOnServer::Rule::UntilDeleted;
            },
            m_user);
        QCOMPARE(errorOf(account->pass()), QString());
        QCOMPARE(account->rows().size(), 6);
        int left = 6;
        for (const Direction lost : {Direction::ToServer, Direction::ToClient}) {
            removeForGood(*account, account->rows().first());
            m_proxy->cutAfter(lost, 0, "QUIT");
            QVERIFY(account->pass().error);
            // RFC 1939 6: without QUIT nothing goes; with its answer lost all may have.
            if (lost == Direction::ToServer)
                QTRY_COMPARE(onServer(), left);
            QCOMPARE(account->writer->operations().size(), 1);
            account->retryOperations();
            const SyncSummary again = account->pass();
            QCOMPARE(errorOf(again), QString());
            QCOMPARE(again.added, 0);
            QCOMPARE(again.operationsLeft, 0);
            --left;
            QCOMPARE(onServer(), left);
            QCOMPARE(account->rows().size(), left);
        }
        QCOMPARE(errorOf(account->pass()), QString());
        compare(*account);
    }

    void otherComputerThatCollects_takesNothingFromHere_data() { everyServer(); }
    void otherComputerThatCollects_takesNothingFromHere()
    {
        deliverAll(1, 5);
        const auto first = profile();
        QCOMPARE(errorOf(first->pass()), QString());
        const auto second = profile(QStringLiteral("no"));
        QCOMPARE(errorOf(second->pass()), QString());
        QTRY_COMPARE(onServer(), 0);
        QCOMPARE(second->rows().size(), 5);
        QCOMPARE(first->pass().takenElsewhere, 0);
        deliverAll(6, 6);
        QCOMPARE(first->pass().takenElsewhere, 5);
        QCOMPARE(first->rows().size(), 6);
        QCOMPARE(first->damage(), QString());
    }
};

QTEST_GUILESS_MAIN(TestPop3Servers)
#include "tst_pop3servers.moc"
