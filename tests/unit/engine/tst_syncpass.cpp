// SPDX-License-Identifier: MIT
#include "engine/preview.h"
#include "engine/retrypolicy.h"
#include "support/passfixture.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

/// Whole passes over a server in memory that has folders and flags.
class TestSyncPass : public QObject {
    Q_OBJECT

    static void fill(MemoryServer &server, int count, const QByteArray &folder = "INBOX")
    {
        for (int i = 1; i <= count; ++i)
            server.deliver(folder, sampleMessage(i));
    }

private Q_SLOTS:
    void mailOfOneSecond_newestStandsFirst()
    {
        PassFixture f;
        for (int i = 1; i <= 5; ++i) {
            QByteArray message = sampleMessage(1);
            message.replace("Subject: Message 1", "Subject: Number " + QByteArray::number(i));
            message.replace("Message-ID: <", "Message-ID: <n" + QByteArray::number(i));
            f.server.deliver("INBOX", message);
        }
        QVERIFY(!f.pass().error);
        QStringList subjects;
        for (const MessageRow &row : f.rows())
            subjects.append(row.subject);
        QCOMPARE(subjects,
                 QStringList({"Number 5", "Number 4", "Number 3", "Number 2", "Number 1"}));
    }

    void firstPass_bringsEverythingByteIdentical()
    {
        PassFixture f;
        fill(f.server, 350);
        f.server.deliver("Archive", sampleMessage(1000), {Flag::Seen, {QStringLiteral("x")}});
        const SyncSummary summary = f.pass();
        QVERIFY2(!summary.error, summary.error ? qPrintable(summary.error->detail) : "");
        QCOMPARE(summary.added, 351);
        QCOMPARE(summary.folders, 3);
        QVERIFY(f.equalsServer());
        QVERIFY(f.equalsServer("Archive"));
        QCOMPARE(f.rows().first().subject, QStringLiteral("Message 350"));
        QCOMPARE(f.rows().first().preview,
                 QStringLiteral("This is the text of message 350. . ..two"));
        QVERIFY(f.rows().first().onServer);
        QVERIFY(f.rows(QStringLiteral("Archive")).first().flags.flags.testFlag(Flag::Seen));
        const auto report = f.writer->verify(true);
        QCOMPARE(report.damaged, 0);
        QVERIFY2(report.findings.isEmpty(), qPrintable(report.findings.join(QLatin1Char('\n'))));
    }

    void secondPass_changesAndFetchesNothing()
    {
        PassFixture f;
        fill(f.server, 120);
        f.pass();
        const qint64 fetched = f.server.messagesFetched;
        const SyncSummary again = f.pass();
        QCOMPARE(again.added + again.changed + again.removed, 0);
        QCOMPARE(f.server.messagesFetched, fetched);
    }

    void keepText_fetchesTextAndLeavesAttachments()
    {
        PassFixture f(MemoryServer::Style::Imap,
                      [](Account &account) { account.keep = ContentLevel::Text; });
        f.server.deliver(
            "INBOX",
            "Subject: two parts\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; "
            "boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHello there\r\n"
            "--b\r\nContent-Type: image/png; name=a.png\r\nContent-Disposition: "
            "attachment; filename=a.png\r\n\r\nPNG\r\n--b--\r\n");
        f.pass();
        const MessageRow row = f.rows().first();
        QVERIFY(row.content == ContentLevel::Text);
        QVERIFY(row.hasAttachments);
        QCOMPARE(f.content(row, "1").trimmed(), QByteArray("Hello there"));
        QVERIFY(!f.writer->content(row.message, "2"));
        QCOMPARE(row.preview, QStringLiteral("Hello there"));

        PartSelection attachment;
        attachment.what = PartSelection::What::Section;
        attachment.sections = {"2"};
        fetchNow({*f.store, f.registry, {}, *f.wakeup}, f.account(), Secret(f.server.password),
                 row.id, attachment);
        QCOMPARE(f.content(row, "2").trimmed(), QByteArray("PNG"));
        QVERIFY(f.rows().first().content == ContentLevel::Text);
    }

    void keepHeaders_fetchesNoContent()
    {
        PassFixture f(MemoryServer::Style::Imap,
                      [](Account &account) { account.keep = ContentLevel::Headers; });
        fill(f.server, 20);
        f.pass();
        QCOMPARE(f.rows().size(), 20);
        QCOMPARE(f.server.messagesFetched, 0);
    }

    void flagsChangedElsewhere_areSeen()
    {
        PassFixture f;
        fill(f.server, 3);
        f.pass();
        f.server.setFlags("INBOX", "2", {Flag::Seen | Flag::Flagged, {QStringLiteral("work")}});
        const SyncSummary summary = f.pass();
        QCOMPARE(summary.changed, 1);
        const MessageRow row = f.rows().at(1);
        QVERIFY(row.flags.flags.testFlag(Flag::Flagged));
        QCOMPARE(row.flags.tags, QStringList({QStringLiteral("work")}));
    }

    void expunged_goesHereAndFewNeedNoSecondLook()
    {
        PassFixture f;
        fill(f.server, 10);
        f.pass();
        f.server.expunge("INBOX", "5");
        f.server.listings = 0;
        QCOMPARE(f.pass().removed, 1);
        QCOMPARE(f.rows().size(), 9);
        QVERIFY(f.equalsServer());
    }

    void thousandsVanished_areTakenForGoneOnlyAfterASecondLook()
    {
        PassFixture f(MemoryServer::Style::Imap,
                      [](Account &account) { account.keep = ContentLevel::Headers; });
        fill(f.server, 3000);
        f.pass();
        // A listing that lacks half of them, once.
        f.server.listHalf = true;
        int listings = 0;
        f.server.hook = [&](const QByteArray &step) {
            if (step == "folders")
                f.server.listHalf = false;
            if (step == "synchronise")
                f.server.listHalf = ++listings == 1;
        };
        SyncSummary summary = f.pass();
        QCOMPARE(summary.removed, 0);
        QCOMPARE(f.rows().size(), 3000);
        // And now they are gone indeed.
        f.server.hook = {};
        f.server.listHalf = false;
        for (int i = 1; i <= 2500; ++i)
            f.server.expunge("INBOX", QByteArray::number(i));
        summary = f.pass();
        QCOMPARE(summary.removed, 2500);
        QCOMPARE(f.rows().size(), 500);
    }

    void changedUidValidity_fetchesNothingTwiceAndKeepsIds()
    {
        PassFixture f;
        fill(f.server, 50);
        f.pass();
        const QList<MessageRow> before = f.rows();
        const qint64 fetched = f.server.messagesFetched;
        f.server.setUidValidity("INBOX", 77);
        f.server.deliver("INBOX", sampleMessage(51));
        f.pass();
        QCOMPARE(f.server.messagesFetched, fetched + 1);
        const QList<MessageRow> after = f.rows();
        QCOMPARE(after.size(), 51);
        for (qsizetype i = 0; i < before.size(); ++i) {
            QCOMPARE(after.at(i + 1).id, before.at(i).id);
            QVERIFY(after.at(i + 1).onServer);
        }
    }

    void vanishedFolder_keepsItsMail()
    {
        PassFixture f;
        f.server.addFolder("Work");
        fill(f.server, 5, "Work");
        f.pass();
        QCOMPARE(f.rows(QStringLiteral("Work")).size(), 5);
        f.server.removeFolder("Work");
        QVERIFY(!f.pass().error);
        const QList<MessageRow> rows = f.rows(QStringLiteral("Work"));
        QCOMPARE(rows.size(), 5);
        QVERIFY(!rows.first().onServer);
        QCOMPARE(f.content(rows.first()), sampleMessage(5));
    }

    void folderMissingFromOneList_staysBound()
    {
        PassFixture f;
        f.server.addFolder("Work");
        fill(f.server, 2, "Work");
        f.pass();
        int lists = 0;
        f.server.hook = [&](const QByteArray &step) {
            if (step == "folders")
                f.server.listHalf = ++lists == 1;
        };
        f.pass();
        QVERIFY(f.rows(QStringLiteral("Work")).first().onServer);
    }

    void damagedMessage_othersArriveAndItIsNotAskedForAgainToday()
    {
        PassFixture f;
        fill(f.server, 9);
        f.server.setDamaged("INBOX", "4");
        SyncSummary summary = f.pass();
        QVERIFY(summary.error);
        QVERIFY(summary.error->scope == ErrorScope::Message);
        int whole = 0;
        for (const MessageRow &row : f.rows())
            whole += row.content == ContentLevel::Everything;
        QCOMPARE(whole, 8);
        f.server.setDamaged("INBOX", "4", false);
        f.pass();
        f.clock.advanceMs(25 * 3600 * 1000);
        QVERIFY(!f.pass().error);
        QVERIFY(f.equalsServer());
    }

    void closedAtEveryStep_nextPassCompletesWithoutDoubles()
    {
        // First count the steps of an undisturbed pass, then cut one after the other.
        int steps = 0;
        {
            PassFixture f;
            f.server.batch = 4;
            fill(f.server, 15);
            f.server.hook = [&](const QByteArray &) { ++steps; };
            f.pass();
        }
        QVERIFY(steps > 20);
        for (int cut = 0; cut < steps; ++cut) {
            PassFixture f;
            f.server.batch = 4;
            fill(f.server, 15);
            int step = 0;
            f.server.hook = [&](const QByteArray &) {
                if (step++ == cut)
                    throw MemoryServer::closedConnection();
            };
            f.pass();
            f.server.hook = {};
            const SyncSummary rest = f.pass();
            QVERIFY(!rest.error);
            QCOMPARE(f.rows().size(), 15);
            QVERIFY(f.equalsServer());
        }
    }

    void cancelledAtEveryStep_leavesAStoreThatCompletes()
    {
        for (int cut = 0; cut < 30; cut += 3) {
            PassFixture f;
            f.server.batch = 4;
            fill(f.server, 15);
            int step = 0;
            f.server.hook = [&](const QByteArray &) {
                if (step++ == cut)
                    f.wakeup->cancel();
            };
            bool cancelled = false;
            try {
                f.pass();
            } catch (const Cancelled &) {
                cancelled = true;
            }
            QVERIFY(cancelled || cut + 1 >= step); // the last step of all ends the pass
            f.server.hook = {};
            f.reopen();
            QVERIFY(!f.pass().error);
            QVERIFY(f.equalsServer());
        }
    }

    void messageExpungedWhileTheBatchRuns_isPassedOver()
    {
        PassFixture f;
        f.server.batch = 5;
        fill(f.server, 20);
        int batches = 0;
        f.server.hook = [&](const QByteArray &step) {
            if (step == "batch" && ++batches == 2)
                f.server.expunge("INBOX", "18");
        };
        QVERIFY(!f.pass().error);
        f.server.hook = {};
        QVERIFY(!f.pass().error);
        QCOMPARE(f.rows().size(), 19);
        QVERIFY(f.equalsServer());
    }

    void userActions_areReplayedOldestFirst()
    {
        PassFixture f;
        fill(f.server, 4);
        f.pass();
        const QList<MessageRow> rows = f.rows(); // 4 3 2 1
        FlagChange seen;
        seen.add = Flag::Seen;
        f.writer->setFlags({rows[0].id, rows[1].id}, seen, f.traits());
        f.writer->move({rows[1].id}, f.folder(QStringLiteral("Archive")), f.traits());
        f.writer->remove({rows[2].id}, true, f.traits());
        f.writer->copy({rows[3].id}, f.folder(QStringLiteral("Archive")), f.traits());
        const SyncSummary summary = f.pass();
        QVERIFY(!summary.error);
        QCOMPARE(summary.operationsLeft, 0);
        QCOMPARE(f.server.folder("INBOX").messages.size(), 2);
        QVERIFY(f.server.folder("INBOX").messages.last().flags.flags.testFlag(Flag::Seen));
        QCOMPARE(f.server.folder("Archive").messages.size(), 2);
        QVERIFY(f.server.folder("Archive").messages.first().flags.flags.testFlag(Flag::Seen));
        f.pass();
        QVERIFY(f.equalsServer());
        QVERIFY(f.equalsServer("Archive"));
        QCOMPARE(f.server.messagesFetched, 4); // moved and copied mail is here already
    }

    void moveWithoutUidplus_isFoundAgainAndItsFlagsFollow()
    {
        PassFixture f;
        f.server.uidplus = false;
        fill(f.server, 3);
        f.pass();
        const PlacementId moved = f.rows().first().id;
        f.writer->move({moved}, f.folder(QStringLiteral("Archive")), f.traits());
        FlagChange star;
        star.add = Flag::Flagged;
        f.writer->setFlags({moved}, star, f.traits());
        QVERIFY(!f.pass().error); // the star follows once the same pass has read the folder
        QCOMPARE(f.rows(QStringLiteral("Archive")).size(), 1);
        QCOMPARE(f.rows(QStringLiteral("Archive")).first().id, moved);
        QVERIFY(f.server.folder("Archive").messages.first().flags.flags.testFlag(Flag::Flagged));
        QCOMPARE(f.writer->operations().size(), 0);
        QCOMPARE(f.server.messagesFetched, 3);
    }

    void moveWhoseOriginalsHadToStay_isDoneOnceAndSaid()
    {
        PassFixture f;
        f.server.movesAtOnce = false;
        f.server.originalsStay = true;
        fill(f.server, 3);
        f.pass();
        f.writer->move({f.rows().first().id}, f.folder(QStringLiteral("Archive")), f.traits());
        const SyncSummary summary = f.pass();
        QVERIFY(summary.error);
        QCOMPARE(summary.error->sentence, QStringLiteral("The originals stay in their folder."));
        QVERIFY(!f.pass().error);
        QCOMPARE(f.server.folder("Archive").messages.size(), 1);
        QCOMPARE(f.rows(QStringLiteral("Archive")).size(), 1);
        QCOMPARE(f.writer->operations().size(), 0);
    }

    void cutBetweenTheServersMoveAndOurs_movesOnce()
    {
        for (const bool uidplus : {true, false}) {
            PassFixture f;
            f.server.uidplus = uidplus;
            fill(f.server, 3);
            f.pass();
            f.writer->move({f.rows().first().id}, f.folder(QStringLiteral("Archive")), f.traits());
            f.server.hook = [&](const QByteArray &step) {
                if (step == "moved")
                    throw MemoryServer::closedConnection();
            };
            QVERIFY(f.pass().error);
            f.server.hook = {};
            f.reopen();
            for (int i = 0; i < 8; ++i) {
                f.clock.advanceMs(1'000'000);
                f.pass();
            }
            QCOMPARE(f.server.folder("Archive").messages.size(), 1);
            QCOMPARE(f.rows(QStringLiteral("Archive")).size(), 1);
            QVERIFY(f.rows(QStringLiteral("Archive")).first().onServer);
            QCOMPARE(f.rows().size(), 2);
            QCOMPARE(f.writer->operations().size(), 0);
        }
    }

    void cutBetweenTheServersCopyAndOurs_copiesOnce_data()
    {
        QTest::addColumn<bool>("move");
        QTest::addColumn<bool>("uidplus");
        QTest::newRow("copy") << false << true;
        QTest::newRow("copy, keys not told") << false << false;
        QTest::newRow("move by copying") << true << true;
        QTest::newRow("move by copying, keys not told") << true << false;
    }
    void cutBetweenTheServersCopyAndOurs_copiesOnce()
    {
        QFETCH(bool, move);
        QFETCH(bool, uidplus);
        PassFixture f;
        f.server.uidplus = uidplus;
        f.server.movesAtOnce = false;
        fill(f.server, 4);
        f.pass();
        const QList<PlacementId> acted = {f.rows()[0].id, f.rows()[1].id};
        const FolderId archive = f.folder(QStringLiteral("Archive"));
        if (move)
            f.writer->move(acted, archive, f.traits());
        else
            f.writer->copy(acted, archive, f.traits());
        int cuts = 3;
        f.server.hook = [&](const QByteArray &step) {
            if (step == "copied" && cuts-- > 0)
                throw MemoryServer::closedConnection();
        };
        QVERIFY(f.pass().error);
        for (int i = 0; i < 4; ++i) {
            f.reopen();
            f.clock.advanceMs(1'000'000);
            QVERIFY(!f.pass().error);
        }
        QCOMPARE(f.server.folder("Archive").messages.size(), 2);
        QCOMPARE(f.server.folder("INBOX").messages.size(), move ? 2 : 4);
        QVERIFY(f.equalsServer());
        QVERIFY(f.equalsServer("Archive"));
        QVERIFY(f.rows(QStringLiteral("Archive")).first().onServer);
        QCOMPARE(f.writer->operations().size(), 0);
        QCOMPARE(f.server.messagesFetched, 4);
    }

    void copyIntoItsOwnFolder_isOnTheServerToo()
    {
        PassFixture f;
        fill(f.server, 2);
        f.pass();
        f.writer->copy({f.rows().first().id}, f.folder(QStringLiteral("INBOX")), f.traits());
        QVERIFY(!f.pass().error);
        QCOMPARE(f.server.folder("INBOX").messages.size(), 3);
        f.pass();
        QVERIFY(f.equalsServer());
        QVERIFY(f.rows()[0].onServer && f.rows()[1].onServer && f.rows()[2].onServer);
    }

    void messageOfThisComputerMovedToAServersFolder_isUploadedOnce()
    {
        PassFixture f;
        fill(f.server, 3);
        f.pass();
        const FolderId local =
            f.writer->createFolder(f.account().id, QStringLiteral("Here"), ActionTraits{});
        f.writer->copy({f.rows().first().id}, local, f.traits());
        const PlacementId mine = f.rows(QStringLiteral("Here")).first().id;
        QCOMPARE(f.writer->move({mine}, f.folder(QStringLiteral("Archive")), f.traits()).size(), 1);
        for (int i = 0; i < 3; ++i) {
            f.options.full = true;
            f.clock.advanceMs(1'000'000);
            QVERIFY(!f.pass().error);
        }
        QCOMPARE(f.rows(QStringLiteral("Archive")).size(), 1);
        const MessageRow row = f.rows(QStringLiteral("Archive")).first();
        QCOMPARE(row.id, mine);
        QVERIFY(row.onServer);
        QCOMPARE(f.content(row), f.server.folder("INBOX").messages.last().bytes);
        QCOMPARE(f.server.folder("Archive").messages.size(), 1);
        QVERIFY(f.equalsServer("Archive"));
    }

    void folderNumberedAnewWhileOffline_actionsReachTheRightMessages()
    {
        PassFixture f;
        for (int i = 1; i <= 6; ++i)
            f.server.deliver("INBOX", sampleMessage(i));
        f.pass();
        const QList<MessageRow> rows = f.rows(); // newest first: 6, 5, 4 …
        f.writer->remove({rows[0].id}, true, f.traits());
        f.writer->move({rows[1].id}, f.folder(QStringLiteral("Archive")), f.traits());
        FlagChange star;
        star.add = Flag::Flagged;
        f.writer->setFlags({rows[2].id}, star, f.traits());
        // The same numbers, given to others: what was the oldest is the newest.
        f.server.renumberBackwards("INBOX");
        QVERIFY(!f.pass().error);
        f.clock.advanceMs(120'000);
        QVERIFY(!f.pass().error);
        QCOMPARE(f.writer->operations().size(), 0);
        QCOMPARE(f.server.folder("Archive").messages.size(), 1);
        QCOMPARE(f.server.folder("Archive").messages.first().bytes, sampleMessage(5));
        QByteArrayList left;
        for (const MemoryServer::Message &message : f.server.folder("INBOX").messages) {
            left.append(message.bytes);
            QCOMPARE(message.flags.flags.testFlag(Flag::Flagged),
                     message.bytes == sampleMessage(4));
        }
        std::sort(left.begin(), left.end());
        QCOMPARE(left,
                 QByteArrayList(
                     {sampleMessage(1), sampleMessage(2), sampleMessage(3), sampleMessage(4)}));
        QVERIFY(f.equalsServer());
        QCOMPARE(f.server.messagesFetched, 6);
    }

    void fullMailboxAtTheServer_keepsOneChangeWaitingAndMailComes()
    {
        PassFixture f;
        fill(f.server, 2);
        f.pass();
        f.writer->copy({f.rows().first().id}, f.folder(QStringLiteral("Archive")), f.traits());
        f.server.deliver("INBOX", sampleMessage(9));
        f.server.hook = [&](const QByteArray &step) {
            if (step != "copy")
                return;
            MailError error;
            error.scope = ErrorScope::Folder;
            error.kind = ErrorKind::Space;
            error.retry = RetryClass::Later;
            error.sentence = QStringLiteral("The mailbox is full.");
            throw error;
        };
        QVERIFY(!f.pass().error);
        QVERIFY(f.equalsServer());
        QCOMPARE(f.writer->operations().first().error, QStringLiteral("The mailbox is full."));
    }

    void changesCutManyTimes_stillWaitForTheirFolder()
    {
        PassFixture f;
        f.server.uidplus = false;
        fill(f.server, 2);
        f.pass();
        const PlacementId moved = f.rows().first().id;
        f.writer->move({moved}, f.folder(QStringLiteral("Archive")), f.traits());
        f.pass();
        FlagChange star;
        star.add = Flag::Flagged;
        f.writer->setFlags({moved}, star, f.traits());
        f.server.hook = [](const QByteArray &step) {
            if (step == "flags")
                throw MemoryServer::closedConnection();
        };
        for (int i = 0; i < 6; ++i) {
            f.clock.advanceMs(1'000'000);
            QVERIFY(f.pass().error);
        }
        f.server.hook = {};
        f.server.setUidValidity("Archive", 77);
        f.clock.advanceMs(1'000'000);
        QVERIFY(!f.pass().error);
        QVERIFY(f.server.folder("Archive").messages.first().flags.flags.testFlag(Flag::Flagged));
        QCOMPARE(f.writer->operations().size(), 0);
    }

    void removedFolderThatGotMailMeanwhile_staysOnTheServer()
    {
        PassFixture f;
        f.server.addFolder("Old");
        f.server.addFolder("Empty");
        f.pass();
        const FolderId folder = f.folder(QStringLiteral("Old"));
        f.writer->removeFolder(folder, false, f.traits());
        f.writer->removeFolder(f.folder(QStringLiteral("Empty")), false, f.traits());
        f.server.deliver("Old", sampleMessage(1));
        f.server.addFolder("Empty/New");
        f.server.deliver("Empty/New", sampleMessage(2));
        f.pass();
        QCOMPARE(f.server.folder("Old").messages.size(), 1);
        QCOMPARE(f.server.folder("Empty/New").messages.size(), 1);
        QVERIFY(f.server.folder("Empty").path.isEmpty());
        QCOMPARE(f.writer->operations().size(), 1);
        const Operation refused = f.writer->operations().first();
        QVERIFY(refused.state == OperationState::Failed);
        QVERIFY(!refused.error.isEmpty());
        f.writer->discardOperation(refused.id);
        QVERIFY(!f.pass().error);
        QCOMPARE(f.folder(QStringLiteral("Old")), folder);
        QVERIFY(f.equalsServer("Old"));
        QVERIFY(f.equalsServer("Empty/New"));
    }

    void whatComesUpDuringALongPass_isDoneBetweenItsSteps()
    {
        PassFixture f;
        f.server.addFolder("Big");
        fill(f.server, 3);
        f.pass();
        fill(f.server, 900, "Big");
        const PlacementId first = f.rows().first().id;
        QByteArrayList order;
        bool acted = false;
        f.server.hook = [&](const QByteArray &step) {
            order.append(step);
            if (step == "fetch" && !std::exchange(acted, true)) {
                FlagChange star;
                star.add = Flag::Flagged;
                MailWriter(*f.store).setFlags({first}, star,
                                              actionTraits(f.server.account(), f.registry));
                f.server.deliver("INBOX", sampleMessage(99));
            }
        };
        const FolderId inbox = f.folder(QStringLiteral("INBOX"));
        bool told = false;
        f.options.meanwhile = [&] {
            if (!acted || std::exchange(told, acted))
                return PassOptions::Meanwhile{};
            return PassOptions::Meanwhile{true, {inbox}};
        };
        QVERIFY(!f.pass().error);
        QVERIFY(order.indexOf("flags") < order.lastIndexOf("fetch"));
        QVERIFY(order.lastIndexOf("synchronise") > order.indexOf("fetch"));
        QCOMPARE(f.rows().size(), 4);
        QVERIFY(f.equalsServer("Big"));
    }

    void refusedOperation_staysVisibleWithItsReasonAndOthersGoOn()
    {
        PassFixture f;
        fill(f.server, 3);
        f.pass();
        f.server.hook = [&](const QByteArray &step) {
            if (step == "move") {
                MailError error;
                error.scope = ErrorScope::Message;
                error.kind = ErrorKind::Permission;
                error.retry = RetryClass::Never;
                error.sentence = QStringLiteral("The folder is read-only.");
                throw error;
            }
        };
        const QList<MessageRow> rows = f.rows();
        f.writer->move({rows[0].id}, f.folder(QStringLiteral("Archive")), f.traits());
        FlagChange star;
        star.add = Flag::Flagged;
        f.writer->setFlags({rows[1].id}, star, f.traits());
        const SyncSummary summary = f.pass();
        QCOMPARE(summary.operationsDone, 1);
        QCOMPARE(summary.operationsLeft, 1);
        const Operation failed = f.writer->operations().first();
        QVERIFY(failed.state == OperationState::Failed);
        QCOMPARE(failed.error, QStringLiteral("The folder is read-only."));
        f.server.hook = {};
        f.writer->retryOperation(failed.id);
        QCOMPARE(f.pass().operationsLeft, 0);
        QCOMPARE(f.server.folder("Archive").messages.size(), 1);
    }

    void equalFlagChanges_areOneCommand()
    {
        PassFixture f;
        fill(f.server, 50);
        f.pass();
        FlagChange seen;
        seen.add = Flag::Seen;
        for (const MessageRow &row : f.rows())
            f.writer->setFlags({row.id}, seen, f.traits());
        int commands = 0;
        f.server.hook = [&](const QByteArray &step) { commands += step == "flags"; };
        QCOMPARE(f.pass().operationsDone, 1); // they waited as one
        QCOMPARE(commands, 1);
        for (const MemoryServer::Message &message : f.server.folder("INBOX").messages)
            QVERIFY(message.flags.flags.testFlag(Flag::Seen));
    }

    void folders_areMadeRenamedAndRemovedOnTheServer()
    {
        PassFixture f;
        fill(f.server, 1);
        f.pass();
        const FolderId made =
            f.writer->createFolder(f.account().id, QStringLiteral("Neu/Ordner"), f.traits());
        f.writer->move({f.rows().first().id}, made, f.traits());
        QCOMPARE(f.pass().operationsLeft, 0);
        QCOMPARE(f.server.folder("Neu/Ordner").messages.size(), 1);
        f.writer->renameFolder(made, QStringLiteral("Anders"), f.traits());
        QCOMPARE(f.pass().operationsLeft, 0);
        QCOMPARE(f.server.folder("Neu/Anders").messages.size(), 1);
        QCOMPARE(f.folder(QStringLiteral("Neu/Anders")), made);
        QCOMPARE(f.rows(QStringLiteral("Neu/Anders")).size(), 1);
        f.writer->removeFolder(made, true, f.traits());
        QCOMPARE(f.pass().operationsLeft, 0);
        QVERIFY(f.server.folder("Neu/Anders").path.isEmpty());
        QVERIFY(!f.folder(QStringLiteral("Neu/Anders")));
        QVERIFY(f.writer->verify(true).findings.isEmpty());
    }

    void newMail_isToldAfterTheFirstPassOnly()
    {
        PassFixture f;
        fill(f.server, 5);
        QList<PlacementId> told;
        f.options.newMail = [&](const QList<PlacementId> &messages) { told.append(messages); };
        f.pass();
        QVERIFY(told.isEmpty());
        f.server.deliver("INBOX", sampleMessage(6));
        f.server.deliver("INBOX", sampleMessage(7), {Flag::Seen, {}});
        f.pass();
        QCOMPARE(told.size(), 1);
        QCOMPARE(f.writer->row(told.first())->subject, QStringLiteral("Message 6"));
    }

    void spaceRunsOut_theReasonIsPlainAndMailComesLater()
    {
        PassFixture f;
        fill(f.server, 5);
        f.server.hook = [&](const QByteArray &step) {
            if (step == "message") {
                MailError error;
                error.scope = ErrorScope::Session;
                error.kind = ErrorKind::Space;
                throw error;
            }
        };
        const SyncSummary summary = f.pass();
        QVERIFY(summary.error);
        QVERIFY(summary.error->kind == ErrorKind::Space);
        QVERIFY(summary.error->retry == RetryClass::Later);
        QVERIFY(summary.error->sentence.contains(QLatin1String("disk")));
        f.server.hook = {};
        QVERIFY(!f.pass().error);
        QVERIFY(f.equalsServer());
    }

    void wrongPassword_endsThePassByAuthentication()
    {
        PassFixture f;
        f.server.password = "new";
        const SyncSummary summary =
            runPass({*f.store, f.registry, {}, *f.wakeup}, f.account(), Secret("old"));
        QVERIFY(summary.error);
        QVERIFY(summary.error->kind == ErrorKind::Authentication);
        const CheckResult check =
            checkAccount(f.registry, {}, f.account(), Secret("old"), *f.wakeup);
        QVERIFY(!check.ok);
        const CheckResult good =
            checkAccount(f.registry, {}, f.account(), Secret("new"), *f.wakeup);
        QVERIFY(good.ok);
        QVERIFY(good.detail.contains(QLatin1String("3")));
    }

    void unchangedFolders_areNotOpened()
    {
        PassFixture f;
        for (int i = 0; i < 10; ++i) {
            const QByteArray path = "F" + QByteArray::number(i);
            f.server.addFolder(path);
            f.server.deliver(path, sampleMessage(i));
        }
        f.pass();
        int opened = 0;
        f.server.hook = [&](const QByteArray &step) { opened += step == "synchronise"; };
        f.pass();
        QCOMPARE(opened, 1); // the Inbox
        f.server.deliver("F7", sampleMessage(99));
        opened = 0;
        QCOMPARE(f.pass().added, 1);
        f.options.full = true;
        opened = 0;
        f.pass();
        QCOMPARE(opened, 13);
    }

    void pauses_growToAQuarterHour()
    {
        QCOMPARE(RetryPolicy::pauseSeconds(1, 0.5), 2);
        QCOMPARE(RetryPolicy::pauseSeconds(2, 0.5), 4);
        QCOMPARE(RetryPolicy::pauseSeconds(1000, 0.5), 300);
        QVERIFY(RetryPolicy::pauseSeconds(4, 0.999) > RetryPolicy::pauseSeconds(4, 0.0));
        QVERIFY(RetryPolicy::pauseSeconds(0, 0.0) >= 1);
    }

    void htmlPreview_isTextWithoutMarkupOrStyle()
    {
        QCOMPARE(roughText(QStringLiteral("<html><head><title>t</title><style>p{x}</style></head>"
                                          "<body><p>Hi &amp; <b>bye</b>&nbsp;&#8364;<!-- no -->"
                                          "</p><script>x<y</script> end")),
                 QStringLiteral("Hi & bye € end"));
        QCOMPARE(roughText(QStringLiteral("a < b <")), QStringLiteral("a"));
        QVERIFY(roughText(QString(300'000, QLatin1Char('<'))).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSyncPass)
#include "tst_syncpass.moc"
