// SPDX-License-Identifier: MIT
#include "store/database.h"
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
        void keep(ContentLevel level, qint64 largest = 0)
        {
            Account changed = account();
            changed.keep = level;
            changed.largestKept = largest;
            writer->updateAccount(changed);
        }
        void open(const MessageRow &row)
        {
            fetchNow({*store, registry, {}, *wakeup}, account(), Secret(server.password), row.id,
                     {});
        }
        void nextDay() { clock.advanceMs(qint64(24) * 3600 * 1000); }
        void setRule(const QString &rule)
        {
            Account changed = account();
            fromString(rule, &changed.incoming.leaveOnServer);
            writer->updateAccount(changed);
        }
        bool isSound() { return writer->verify(true).findings.isEmpty(); }
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

    // Headers first

    void keepHeaders_bringsTheListAndEachMessageWhenItIsOpened()
    {
        Fixture f;
        f.keep(ContentLevel::Headers);
        f.fill(30);
        const SyncSummary summary = f.pass();
        QVERIFY(!summary.error);
        QCOMPARE(summary.added, 30);
        QCOMPARE(f.server.headersFetched, 30);
        QCOMPARE(f.server.messagesFetched, 0);
        const MessageRow row = f.rows().first();
        QCOMPARE(row.subject, QStringLiteral("Message 30"));
        QCOMPARE(row.size, sampleMessage(30).size());
        QVERIFY(row.content == ContentLevel::None);
        QVERIFY(f.writer->detail(row.id)->contentSha256.isEmpty());
        f.open(row);
        QCOMPARE(f.server.messagesFetched, 1);
        QCOMPARE(f.content(f.rows().first()), sampleMessage(30));
        QCOMPARE(f.rows().first().id, row.id);
        QVERIFY(!f.pass().error);
        QCOMPARE(f.server.messagesFetched, 1);
        QCOMPARE(f.server.headersFetched, 30);
        QVERIFY(f.isSound());
    }

    void cutAmongHeaders_nextPassGoesOnWithoutDoubles()
    {
        Fixture f;
        f.keep(ContentLevel::Headers);
        f.fill(200);
        int told = 0;
        f.server.hook = [&](const QByteArray &step) {
            if (step == "message" && ++told == 120)
                throw MemoryServer::closedConnection();
        };
        QVERIFY(f.pass().error);
        QCOMPARE(f.rows().size(), 119);
        f.server.hook = {};
        f.reopen();
        QVERIFY(!f.pass().error);
        QCOMPARE(f.rows().size(), 200);
        QCOMPARE(f.server.headersFetched, 200);
    }

    void keepText_bringsSmallMessagesWholeAndOfLargeOnesTheHeader()
    {
        Fixture f;
        f.keep(ContentLevel::Text);
        f.server.deliver("INBOX", sampleMessage(1));
        f.server.deliver("INBOX", sampleMessage(2, QByteArray("A line.\r\n").repeated(20'000)));
        QVERIFY(!f.pass().error);
        QVERIFY(f.rows().last().content == ContentLevel::Everything);
        QVERIFY(f.rows().first().content == ContentLevel::Headers);
        QVERIFY(!f.pass().error);
        QCOMPARE(f.server.messagesFetched, 1);
    }

    void sizeLimit_leavesLargeOnesUntilTheRestIsAskedFor()
    {
        Fixture f;
        f.keep(ContentLevel::Everything, 20'000);
        f.server.deliver("INBOX", sampleMessage(1));
        f.server.deliver("INBOX", sampleMessage(2, QByteArray("A line.\r\n").repeated(5'000)));
        QVERIFY(!f.pass().error);
        QCOMPARE(f.server.messagesFetched, 1);
        QCOMPARE(f.server.headersFetched, 2); // its header, and its beginning
        QVERIFY(f.rows().first().content == ContentLevel::Headers);
        f.open(f.rows().first());
        QVERIFY(f.equalsServer());
        QVERIFY(!f.pass().error);
        QVERIFY(f.equalsServer());
        QCOMPARE(f.server.messagesFetched, 2);
    }

    void metered_bringsHeadersUntilTheNetworkIsFree()
    {
        Fixture f;
        f.fill(5);
        bool metered = true;
        f.options.isMetered = [&] { return metered; };
        QVERIFY(!f.pass().error);
        QCOMPARE(f.rows().size(), 5);
        QCOMPARE(f.server.messagesFetched, 0);
        // What is moved meanwhile is still fetched from where the server has it.
        f.writer->move({f.rows().last().id}, archiveFolder(*f.writer, f.account(), f.traits()),
                       f.traits());
        f.writer->remove({f.rows().first().id}, false, f.traits());
        metered = false;
        QVERIFY(!f.pass().error);
        QCOMPARE(f.server.messagesFetched, 4); // the one in the Trash isn't worth it
        QCOMPARE(f.content(f.rows(QStringLiteral("Archive")).first()), sampleMessage(1));
        QVERIFY(f.isSound());
    }

    void muchAtOnce_isListedBeforeItsContentComes()
    {
        Fixture f;
        f.fill(500);
        f.server.hook = [&](const QByteArray &step) {
            if (step == "message" && f.server.messagesFetched == 1)
                throw MemoryServer::closedConnection();
        };
        QVERIFY(f.pass().error);
        QCOMPARE(f.rows().size(), 500);
        f.server.hook = {};
        QVERIFY(!f.pass().error);
        QVERIFY(f.equalsServer());
        QCOMPARE(f.server.messagesFetched, 500);
        QCOMPARE(f.server.headersFetched, 500);
    }

    void serverWithoutTop_givesWholeMessagesOnly()
    {
        Fixture f;
        f.server.headersAlone = false;
        f.fill(3);
        QVERIFY(!f.pass().error);
        QVERIFY(f.equalsServer());
        QCOMPARE(f.server.messagesFetched, 3);
        f.server.deliver("INBOX", sampleMessage(4));
        f.options.isMetered = [] { return true; };
        QVERIFY(!f.pass().error);
        QCOMPARE(f.server.messagesFetched, 3); // it waits for a cheaper network
        f.options.isMetered = {};
        QVERIFY(!f.pass().error);
        QVERIFY(f.equalsServer());
    }

    void knownByItsHeader_isDeletedThereWithoutBeingFetched()
    {
        Fixture f(QStringLiteral("until-deleted"));
        f.keep(ContentLevel::Headers);
        f.fill(3);
        f.pass();
        f.deleteForGood(f.rows().first());
        QVERIFY(!f.pass().error);
        QCOMPARE(f.onServer(), 2);
        QCOMPARE(f.server.messagesFetched, 0);
    }

    void knownByItsHeader_isNeverDeletedByARule_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::newRow("no") << "no";
        QTest::newRow("days") << "1";
        QTest::newRow("until-moved") << "until-moved";
    }
    void knownByItsHeader_isNeverDeletedByARule()
    {
        QFETCH(QString, rule);
        Fixture f(rule);
        f.keep(ContentLevel::Headers);
        f.fill(3);
        QVERIFY(!f.pass().error);
        f.nextDay();
        f.nextDay();
        f.writer->remove({f.rows().first().id}, false, f.traits());
        QVERIFY(!f.pass().error);
        QCOMPARE(f.onServer(), 3);
        f.open(f.rows().first()); // its bytes are durable here now
        f.writer->move({f.rows().first().id}, archiveFolder(*f.writer, f.account(), f.traits()),
                       f.traits());
        f.nextDay();
        f.nextDay();
        QVERIFY(!f.pass().error);
        QCOMPARE(f.onServer(), 2);
        QVERIFY(f.isSound());
    }

    // Keys that are lost or changed

    void allUidlsChanged_isNoticedByHeadersAndNothingIsFetchedOrDoubled()
    {
        for (const ContentLevel level : {ContentLevel::Everything, ContentLevel::Headers}) {
            Fixture f;
            f.keep(level);
            f.fill(40);
            f.server.deliver("INBOX", sampleMessage(7)); // a twin
            f.pass();
            const QList<MessageRow> before = f.rows();
            f.writer->move({before.at(3).id}, archiveFolder(*f.writer, f.account(), f.traits()),
                           f.traits());
            f.deleteForGood(before.at(5));
            f.server.headersFetched = f.server.messagesFetched = 0;
            f.server.uidlPrefix = "migrated.";
            f.server.deliver("INBOX", sampleMessage(99));
            QVERIFY(!f.pass().error);
            QCOMPARE(f.server.headersFetched, 42);
            QCOMPARE(f.server.messagesFetched, level == ContentLevel::Headers ? 0 : 1);
            QCOMPARE(f.rows().size(), 40); // 41, one moved, one deleted, one new
            QCOMPARE(f.rows(QStringLiteral("Archive")).size(), 1);
            for (const MessageRow &row : f.rows())
                QVERIFY(row.onServer);
            QVERIFY(f.rows(QStringLiteral("Archive")).first().onServer);
            f.server.headersFetched = f.server.messagesFetched = 0;
            QVERIFY(!f.pass().error);
            QCOMPARE(f.server.headersFetched + f.server.messagesFetched, 0);
            QVERIFY(f.isSound());
        }
    }

    void uidlsChangedAndCutAtEachHeader_endsTheSame()
    {
        for (int cut = 1; cut <= 12; cut += 4) {
            Fixture f;
            f.fill(12);
            f.pass();
            f.server.uidlPrefix = "other-";
            int told = 0;
            f.server.hook = [&](const QByteArray &step) {
                if (step == "message" && ++told == cut)
                    throw MemoryServer::closedConnection();
            };
            f.pass();
            f.server.hook = {};
            f.reopen();
            QVERIFY(!f.pass().error);
            QCOMPARE(f.rows().size(), 12);
            QCOMPARE(f.server.messagesFetched, 12);
            QVERIFY(f.equalsServer());
            QVERIFY(f.isSound());
        }
    }

    void keysOfAnOlderProfile_areKnownByTheHeadersThatAreHere()
    {
        Fixture f;
        f.fill(6);
        f.pass();
        f.writer->move({f.rows().first().id}, archiveFolder(*f.writer, f.account(), f.traits()),
                       f.traits());
        {
            Database database(f.profile.paths().data + QStringLiteral("/mail.db"),
                              Database::Mode::ReadWrite, {});
            database.run("UPDATE remote_message SET header = x''");
        }
        f.deleteForGood(f.rows().last()); // and of it nothing is left but that
        f.server.uidlPrefix = "migrated.";
        QVERIFY(!f.pass().error);
        QCOMPARE(f.server.messagesFetched, 6);
        QCOMPARE(f.rows().size(), 4);
        QCOMPARE(f.rows(QStringLiteral("Archive")).size(), 1);
        QVERIFY(f.rows(QStringLiteral("Archive")).first().onServer);
        QCOMPARE(f.onServer(), 6);
        QVERIFY(f.isSound());
    }

    void originalOfACopyDeleted_copyKeepsTheWayToItsContent()
    {
        Fixture f(QStringLiteral("until-deleted"));
        f.keep(ContentLevel::Headers);
        f.fill(1);
        f.pass();
        const FolderId archive = archiveFolder(*f.writer, f.account(), f.traits());
        f.writer->copy({f.rows().first().id}, archive, f.traits());
        f.deleteForGood(f.rows().first());
        QVERIFY(!f.pass().error);
        QCOMPARE(f.onServer(), 1);
        QCOMPARE(f.rows().size(), 0);
        f.open(f.rows(QStringLiteral("Archive")).first());
        QCOMPARE(f.content(f.rows(QStringLiteral("Archive")).first()), sampleMessage(1));
        f.deleteForGood(f.rows(QStringLiteral("Archive")).first());
        QVERIFY(!f.pass().error);
        QCOMPARE(f.onServer(), 0);
        QVERIFY(f.isSound());
    }

    void sameHeaderAndAnotherBody_isAnotherMessage()
    {
        Fixture f;
        f.server.deliver("INBOX", sampleMessage(1));
        f.pass();
        f.server.expunge("INBOX", "uidl-1");
        f.server.deliver("INBOX", sampleMessage(1, QByteArray(50'000, 'x')));
        QVERIFY(!f.pass().error);
        QCOMPARE(f.rows().size(), 2);
        QCOMPARE(f.server.messagesFetched, 2);
    }

    void emptyMailboxForAWhile_bringsNothingBackAndFetchesNothingAgain()
    {
        for (const int passes : {1, 3}) {
            Fixture f(QStringLiteral("forever"));
            f.fill(10);
            f.pass();
            const QList<MessageRow> rows = f.rows();
            f.deleteForGood(rows[0]);
            f.server.listsNothing = true;
            for (int i = 0; i < passes; ++i) {
                f.nextDay();
                QVERIFY(!f.pass().error);
            }
            QVERIFY(!f.rows().first().onServer);
            f.deleteForGood(rows[1]); // while it seems to be gone there
            f.server.listsNothing = false;
            f.reopen();
            QVERIFY(!f.pass().error);
            QCOMPARE(f.rows().size(), 8);
            QVERIFY(f.rows().first().onServer);
            QCOMPARE(f.server.messagesFetched, 10);
            QCOMPARE(f.onServer(), 10);
            QVERIFY(f.isSound());
        }
    }

    void otherProgramThatDeletes_isToldOnceAndTakesNothing()
    {
        Fixture f;
        f.fill(5);
        f.pass();
        f.server.expunge("INBOX", "uidl-1");
        f.server.expunge("INBOX", "uidl-2");
        QCOMPARE(f.pass().takenElsewhere, 0); // a first look
        QCOMPARE(f.pass().takenElsewhere, 2);
        QVERIFY(f.writer->takenElsewhereUtc(f.account().id) > 0);
        f.server.expunge("INBOX", "uidl-3");
        f.pass();
        QCOMPARE(f.pass().takenElsewhere, 0);
        QCOMPARE(f.rows().size(), 5);
    }

    void ownDeletions_areNotTakenForAnotherPrograms()
    {
        for (const auto *rule : {"no", "until-deleted", "1", "until-moved"}) {
            Fixture f(QString::fromLatin1(rule));
            f.fill(4);
            f.pass();
            f.writer->move({f.rows()[0].id}, archiveFolder(*f.writer, f.account(), f.traits()),
                           f.traits());
            f.deleteForGood(f.rows()[0]);
            f.nextDay();
            f.nextDay();
            // The deletions take place, and their answer is lost.
            f.server.hook = [&](const QByteArray &step) {
                if (step == "quit")
                    f.server.quitAnswerLost = true;
            };
            f.pass();
            f.server.hook = {};
            f.server.quitAnswerLost = false;
            f.nextDay();
            f.pass();
            f.nextDay();
            QCOMPARE(f.pass().takenElsewhere, 0);
            QCOMPARE(f.pass().takenElsewhere, 0);
            QCOMPARE(f.server.messagesFetched, 4);
            QVERIFY(f.isSound());
        }
    }

    // Leave on server

    void untilMoved_goesThereWithTheMessageLeavingTheInbox()
    {
        Fixture f(QStringLiteral("until-moved"));
        f.fill(4);
        f.pass();
        f.nextDay();
        QVERIFY(!f.pass().error);
        QCOMPARE(f.onServer(), 4);
        f.writer->move({f.rows()[0].id}, archiveFolder(*f.writer, f.account(), f.traits()),
                       f.traits());
        f.writer->remove({f.rows()[1].id}, false, f.traits());
        f.deleteForGood(f.rows()[1]);
        QVERIFY(!f.pass().error);
        QCOMPARE(f.onServer(), 1);
        QCOMPARE(f.rows(QStringLiteral("Archive")).size(), 1);
        QVERIFY(!f.rows(QStringLiteral("Archive")).first().onServer);
        f.pass();
        QCOMPARE(f.server.messagesFetched, 4);
        QVERIFY(f.isSound());
    }

    void newRule_isCountedForOldMailAndAppliedWhenTheUserSaysSo_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<qint64>("concerned");
        QTest::addColumn<qint64>("atOnce");
        QTest::newRow("no") << "no" << qint64(6) << qint64(6);
        QTest::newRow("days, later") << "100" << qint64(5) << qint64(0);
        QTest::newRow("days, at once") << "3" << qint64(5) << qint64(5);
        QTest::newRow("until-deleted") << "until-deleted" << qint64(1) << qint64(1);
        QTest::newRow("until-moved") << "until-moved" << qint64(2) << qint64(2);
        QTest::newRow("forever") << "forever" << qint64(0) << qint64(0);
    }
    void newRule_isCountedForOldMailAndAppliedWhenTheUserSaysSo()
    {
        QFETCH(QString, rule);
        QFETCH(qint64, concerned);
        QFETCH(qint64, atOnce);
        Fixture f;
        f.fill(6);
        f.pass();
        f.deleteForGood(f.rows().first());
        f.writer->move({f.rows().first().id}, archiveFolder(*f.writer, f.account(), f.traits()),
                       f.traits());
        for (int i = 0; i < 10; ++i)
            f.nextDay();
        LeaveOnServer leave;
        QVERIFY(fromString(rule, &leave));
        const LeaveExtent extent = f.writer->leaveExtent(f.account().id, leave);
        QCOMPARE(extent.concerned, concerned);
        QCOMPARE(extent.atOnce, atOnce);
        f.setRule(rule);
        QVERIFY(!f.pass().error);
        QCOMPARE(f.onServer(), 6);
        // Another rule in between doesn't lose what the first left there.
        f.setRule(QStringLiteral("forever"));
        f.setRule(rule);
        QCOMPARE(f.writer->leaveExtent(f.account().id, leave).concerned, concerned);
        f.writer->applyLeaveRuleToOld(f.account().id);
        QVERIFY(!f.pass().error);
        QCOMPARE(f.onServer(), 6 - int(atOnce));
        QCOMPARE(f.rows().size() + f.rows(QStringLiteral("Archive")).size(), 5);
        QCOMPARE(f.server.messagesFetched, 6);
        QVERIFY(f.isSound());
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
