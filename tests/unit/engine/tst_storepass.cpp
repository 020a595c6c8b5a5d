// SPDX-License-Identifier: MIT
#include "support/passfixture.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

/// Whole passes over a protocol where the store is the account's home: one folder, keys, whole
/// messages (POP3).
class TestStorePass : public QObject {
    Q_OBJECT

    struct Fixture : PassFixture {
        explicit Fixture(const QString &rule = QStringLiteral("forever"))
            : PassFixture(MemoryServer::Style::Pop3, [&](Account &account) {
                fromString(rule, &account.incoming.leaveOnServer);
            })
        { }
        void fill(int count)
        {
            for (int i = 1; i <= count; ++i)
                server.deliver("INBOX", sampleMessage(i));
        }
        int onServer() { return int(server.folder("INBOX").messages.size()); }
        void deleteForGood(const MessageRow &row) { writer->remove({row.id}, true, traits()); }
    };

private Q_SLOTS:
    void firstPass_bringsEverythingAndTheSecondNothing()
    {
        Fixture f;
        f.fill(600);
        const SyncSummary summary = f.pass();
        QVERIFY(!summary.error);
        QCOMPARE(summary.added, 600);
        QVERIFY(f.equalsServer());
        QCOMPARE(f.rows().first().subject, QStringLiteral("Message 600"));
        QVERIFY(f.rows().first().content == ContentLevel::Everything);
        QVERIFY(!f.rows().first().preview.isEmpty());
        QCOMPARE(f.pass().added, 0);
        QCOMPARE(f.server.messagesFetched, 600);
        QCOMPARE(f.onServer(), 600);
        QVERIFY(f.writer->verify(true).findings.isEmpty());
    }

    void cutAfterAnyMessage_eachArrivesOnce()
    {
        for (int cut = 1; cut <= 20; cut += 2) {
            Fixture f;
            f.fill(20);
            int fetched = 0;
            f.server.hook = [&](const QByteArray &step) {
                if (step == "message" && ++fetched == cut)
                    throw MemoryServer::closedConnection();
            };
            QVERIFY(f.pass().error);
            QCOMPARE(f.rows().size(), cut - 1); // what came whole is kept
            f.server.hook = {};
            f.reopen();
            QVERIFY(!f.pass().error);
            QCOMPARE(f.server.messagesFetched, 20);
            QVERIFY(f.equalsServer());
        }
    }

    void damagedMessage_othersArriveAndItIsAskedForAgain()
    {
        Fixture f;
        f.fill(5);
        f.server.setDamaged("INBOX", "3");
        const SyncSummary summary = f.pass();
        QVERIFY(summary.error);
        QCOMPARE(f.rows().size(), 4);
        f.server.setDamaged("INBOX", "3", false);
        QVERIFY(!f.pass().error);
        QVERIFY(f.equalsServer());
    }

    void messagesTakenByAnotherProgram_stayHere()
    {
        Fixture f;
        f.fill(100);
        f.pass();
        for (int i = 1; i <= 90; ++i)
            f.server.expunge("INBOX", QByteArray::number(i));
        QCOMPARE(f.pass().removed, 0);
        QCOMPARE(f.rows().size(), 100);
        QVERIFY(f.rows().first().onServer);
        QVERIFY(!f.rows().last().onServer);
        QCOMPARE(f.content(f.rows().last()), sampleMessage(1));
    }

    void deletedHereUnderForever_staysThereAndDoesNotComeBack()
    {
        Fixture f;
        f.fill(3);
        f.pass();
        f.deleteForGood(f.rows().first());
        f.pass();
        QCOMPARE(f.rows().size(), 2);
        QCOMPARE(f.onServer(), 3);
        QCOMPARE(f.server.messagesFetched, 3);
    }

    void deletedHereUnderUntilDeleted_goesThere()
    {
        Fixture f(QStringLiteral("until-deleted"));
        f.fill(3);
        f.pass();
        f.deleteForGood(f.rows().first());
        const SyncSummary summary = f.pass();
        QVERIFY(!summary.error);
        QCOMPARE(summary.operationsLeft, 0);
        QCOMPARE(f.onServer(), 2);
        QVERIFY(f.equalsServer());
        f.pass();
        QCOMPARE(f.server.messagesFetched, 3);
        QVERIFY(f.writer->verify(true).findings.isEmpty());
    }

    void movedToTrash_staysThereUntilTheTrashIsEmptied()
    {
        Fixture f(QStringLiteral("until-deleted"));
        f.fill(2);
        f.pass();
        f.writer->remove({f.rows().first().id}, false, f.traits());
        f.pass();
        QCOMPARE(f.onServer(), 2);
        QCOMPARE(f.rows(QStringLiteral("Trash")).size(), 1);
        f.deleteForGood(f.rows(QStringLiteral("Trash")).first());
        f.pass();
        QCOMPARE(f.onServer(), 1);
    }

    void ruleNo_deletesThereWhatIsDurableHere()
    {
        Fixture f(QStringLiteral("no"));
        f.fill(10);
        f.server.setDamaged("INBOX", "4");
        f.pass();
        QCOMPARE(f.onServer(), 1); // what could not be fetched stays
        QCOMPARE(f.rows().size(), 9);
        QVERIFY(!f.rows().first().onServer);
        f.server.setDamaged("INBOX", "4", false);
        f.pass();
        QCOMPARE(f.onServer(), 0);
        QCOMPARE(f.rows().size(), 10);
    }

    void ruleDays_deletesThereAfterThatTime()
    {
        Fixture f(QStringLiteral("3"));
        f.fill(4);
        f.pass();
        f.clock.advanceMs(qint64(2) * 24 * 3600 * 1000);
        f.server.deliver("INBOX", sampleMessage(5));
        f.pass();
        QCOMPARE(f.onServer(), 5);
        f.clock.advanceMs(qint64(1) * 24 * 3600 * 1000 + 10'000);
        f.pass();
        QCOMPARE(f.onServer(), 1);
        QCOMPARE(f.rows().size(), 5);
    }

    void refusedDeletion_holdsUpNeitherMailNorOtherDeletions()
    {
        Fixture f(QStringLiteral("until-deleted"));
        f.fill(4);
        f.pass();
        const QList<MessageRow> rows = f.rows();
        f.server.refusesToDelete = "uidl-4";
        f.deleteForGood(rows[0]);
        f.deleteForGood(rows[1]);
        QVERIFY(f.pass().error);
        QCOMPARE(f.server.openConnections, 0); // the mailbox is left, and what was deleted is
        QCOMPARE(f.onServer(), 3);
        f.server.deliver("INBOX", sampleMessage(9));
        f.clock.advanceMs(120'000);
        QVERIFY(f.pass().error);
        QCOMPARE(f.rows().size(), 3); // the new one came, and no deleted one came back
        QCOMPARE(f.server.messagesFetched, 5);
        QVERIFY(f.writer->operations().size() >= 1);
        QVERIFY(!f.writer->operations().first().error.isEmpty());
        f.server.refusesToDelete.clear();
        f.clock.advanceMs(120'000);
        QVERIFY(!f.pass().error);
        QCOMPARE(f.onServer(), 3);
        QCOMPARE(f.writer->operations().size(), 0);
        QCOMPARE(f.rows().size(), 3);
        f.pass();
        QCOMPARE(f.server.messagesFetched, 5);
    }

    void changedRule_isForMailThatComesAfterwards_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::newRow("no") << "no";
        QTest::newRow("days") << "3";
        QTest::newRow("until-deleted") << "until-deleted";
    }
    void changedRule_isForMailThatComesAfterwards()
    {
        QFETCH(QString, rule);
        Fixture f;
        f.fill(4);
        f.pass();
        f.deleteForGood(f.rows().first());
        f.clock.advanceMs(qint64(30) * 24 * 3600 * 1000);
        Account account = f.account();
        fromString(rule, &account.incoming.leaveOnServer);
        f.writer->updateAccount(account);
        QVERIFY(!f.pass().error);
        QCOMPARE(f.onServer(), 4); // what was left there by the old rule stays
        f.clock.advanceMs(3600 * 1000);
        f.server.deliver("INBOX", sampleMessage(9));
        QVERIFY(!f.pass().error);
        if (rule == QLatin1String("until-deleted"))
            f.deleteForGood(f.rows().first());
        f.clock.advanceMs(qint64(4) * 24 * 3600 * 1000);
        QVERIFY(!f.pass().error);
        QCOMPARE(f.onServer(), 4); // the new one has gone
        QCOMPARE(f.server.folder("INBOX").messages.last().bytes, sampleMessage(4));
        QCOMPARE(f.server.messagesFetched, 5);
    }

    void quitWithoutOk_countsAsNothingDeletedAndIsRepeated()
    {
        Fixture f(QStringLiteral("until-deleted"));
        f.fill(3);
        f.pass();
        f.deleteForGood(f.rows().first());
        f.server.quitFails = true;
        QVERIFY(f.pass().error);
        QCOMPARE(f.onServer(), 3);
        QCOMPARE(f.writer->operations().size(), 1);
        f.server.quitFails = false;
        f.clock.advanceMs(3600 * 1000);
        f.reopen();
        QVERIFY(!f.pass().error);
        QCOMPARE(f.onServer(), 2);
        QCOMPARE(f.writer->operations().size(), 0);
        QCOMPARE(f.rows().size(), 2);
        QCOMPARE(f.server.messagesFetched, 3);
    }

    void flagsAndFolders_areOurs()
    {
        Fixture f;
        f.fill(2);
        f.pass();
        FlagChange seen;
        seen.add = Flag::Seen;
        f.writer->setFlags({f.rows().first().id}, seen, f.traits());
        f.writer->move({f.rows().last().id}, archiveFolder(*f.writer, f.account(), f.traits()),
                       f.traits());
        QCOMPARE(f.writer->operations().size(), 0);
        f.pass();
        QVERIFY(f.rows().first().flags.flags.testFlag(Flag::Seen));
        QCOMPARE(f.rows(QStringLiteral("Archive")).size(), 1);
        QCOMPARE(f.rows().size(), 1);
        QCOMPARE(f.server.messagesFetched, 2);
    }

    void onePassIsOneConnection()
    {
        Fixture f;
        f.fill(5);
        f.pass();
        f.pass();
        QCOMPARE(f.server.connections, 2);
        QCOMPARE(f.server.maxOpenConnections, 1);
        QCOMPARE(f.server.openConnections, 0);
    }
};

QTEST_GUILESS_MAIN(TestStorePass)
#include "tst_storepass.moc"
