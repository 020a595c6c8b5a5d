// SPDX-License-Identifier: MIT
// Changes made offline: what the server hears of them, in how many commands, and how each is
// undone.
#include "support/passfixture.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

class TestOfflineChanges : public QObject {
    Q_OBJECT

    std::optional<PassFixture> f;
    QByteArrayList steps; ///< commands that change something
    std::function<void(const QByteArray &)> also;

    MailWriter &writer() { return *f->writer; }
    QList<PlacementId> inFolder(const QString &path)
    {
        QList<PlacementId> ids;
        for (const MessageRow &row : f->rows(path))
            ids.append(row.id);
        return ids;
    }
    QList<PlacementId> inbox() { return inFolder(QStringLiteral("INBOX")); }
    FolderId folder(const char *path) { return f->folder(QString::fromLatin1(path)); }
    static FlagChange add(Flag flag) { return {flag, {}, {}, {}}; }
    static FlagChange removeFlag(Flag flag) { return {{}, flag, {}, {}}; }
    void listen()
    {
        steps.clear();
        also = {};
        f->server.hook = [this](const QByteArray &step) {
            static const QSet<QByteArray> changing{"flags",  "move",      "copy",
                                                   "remove", "create",    "rename",
                                                   "delete", "subscribe", "append"};
            if (changing.contains(step))
                steps.append(step);
            if (also)
                also(step);
        };
    }
    void deliver(int count)
    {
        for (int i = 0; i < count; ++i)
            f->server.deliver("INBOX", sampleMessage(i));
        QVERIFY(!f->pass().error);
        listen();
    }
    UndoStep recorded(const std::function<void()> &action,
                      UndoStep::What what = UndoStep::What::Mark)
    {
        writer().beginUndoStep();
        action();
        return writer().endUndoStep(what);
    }
    UndoStep undo(const UndoStep &step)
    {
        return writer().undo(step, [this](AccountId) { return f->traits(); });
    }
    QStringList serverFolders()
    {
        QStringList names;
        for (const auto &folder : f->server.folders())
            names.append(QString::fromUtf8(folder.path));
        names.sort();
        return names;
    }
    /// A message that only this computer has any more, in a folder the server lost.
    PlacementId onlyHere()
    {
        f->server.addFolder("Lost");
        f->server.deliver("Lost", sampleMessage(7), {Flag::Seen, {}});
        f->pass();
        f->server.removeFolder("Lost");
        f->pass();
        listen();
        const QList<MessageRow> rows = f->rows(QStringLiteral("Lost"));
        return rows.size() == 1 && !rows.first().onServer ? rows.first().id : PlacementId();
    }

    void verifyIsClean()
    {
        const MailReader::VerifyReport report = writer().verify(true);
        QCOMPARE(report.findings, QStringList());
        QCOMPARE(report.damaged, 0);
    }

private Q_SLOTS:
    void init() { f.emplace(); }
    void cleanup()
    {
        if (!QTest::currentTestFailed())
            verifyIsClean();
        f.reset();
    }

    void thousandMarksOfThreeKinds_areSentInThreeCommands()
    {
        deliver(1000);
        const QList<PlacementId> all = inbox();
        QCOMPARE(all.size(), 1000);
        for (qsizetype i = 0; i < all.size(); ++i) {
            FlagChange change = i % 3 == 0 ? add(Flag::Seen) : add(Flag::Flagged);
            if (i % 3 == 2)
                change = {{}, {}, {QStringLiteral("later")}, {}};
            writer().setFlags({all[i]}, change, f->traits());
        }
        QCOMPARE(writer().operations().size(), 3);
        const SyncSummary summary = f->pass();
        QVERIFY(!summary.error);
        QCOMPARE(steps, QByteArrayList({"flags", "flags", "flags"}));
        QCOMPARE(summary.operationsLeft, 0);
        int seen = 0, flagged = 0, tagged = 0;
        for (const auto &message : f->server.folder("INBOX").messages) {
            seen += message.flags.flags.testFlag(Flag::Seen);
            flagged += message.flags.flags.testFlag(Flag::Flagged);
            tagged += message.flags.tags.contains(QStringLiteral("later"));
        }
        QCOMPARE(seen, 334);
        QCOMPARE(flagged, 333);
        QCOMPARE(tagged, 333);
    }

    void markAndOpposite_sayNothing()
    {
        deliver(3);
        writer().setFlags(inbox(), add(Flag::Seen), f->traits());
        writer().setFlags(inbox().mid(0, 2), removeFlag(Flag::Seen), f->traits());
        QCOMPARE(writer().operations().size(), 1);
        QCOMPARE(writer().operations().first().placements, inbox().mid(2, 1));
        writer().setFlags(inbox().mid(2), removeFlag(Flag::Seen), f->traits());
        QVERIFY(writer().operations().isEmpty());
        f->pass();
        QVERIFY(steps.isEmpty());
    }

    void oppositeOfOneOfTwoMarks_leavesTheOther()
    {
        deliver(2);
        FlagChange both = add(Flag::Seen);
        both.add |= Flag::Flagged;
        writer().setFlags(inbox(), both, f->traits());
        writer().setFlags(inbox(), removeFlag(Flag::Seen), f->traits());
        QCOMPARE(writer().operations().size(), 1);
        QCOMPARE(writer().operations().first().change, add(Flag::Flagged));
        f->pass();
        for (const auto &message : f->server.folder("INBOX").messages)
            QCOMPARE(message.flags.flags, MessageFlags(Flag::Flagged));
    }

    void markAfterACopy_isNotOfTheCopy()
    {
        deliver(1);
        const PlacementId id = inbox().first();
        writer().setFlags({id}, add(Flag::Seen), f->traits());
        writer().copy({id}, folder("Archive"), f->traits());
        writer().setFlags({id}, removeFlag(Flag::Seen), f->traits());
        QCOMPARE(writer().operations().size(), 3);
        f->pass();
        QVERIFY(!f->server.folder("INBOX").messages.first().flags.flags.testFlag(Flag::Seen));
        QVERIFY(f->server.folder("Archive").messages.first().flags.flags.testFlag(Flag::Seen));
    }

    void chainOfMoves_isOneMoveWithoutABody()
    {
        deliver(300);
        const qint64 fetched = f->server.messagesFetched;
        for (const PlacementId id : inbox()) {
            writer().move({id}, folder("Archive"), f->traits());
            writer().move({id}, folder("Trash"), f->traits());
        }
        QCOMPARE(writer().operations().size(), 1);
        f->pass();
        QCOMPARE(steps, QByteArrayList{"move"});
        QCOMPARE(f->server.folder("Trash").messages.size(), 300);
        QVERIFY(f->server.folder("Archive").messages.isEmpty());
        QCOMPARE(f->server.messagesFetched, fetched);
        QCOMPARE(f->rows(QStringLiteral("Trash")).size(), 300);
    }

    void movedAwayAndBack_saysNothing()
    {
        deliver(2);
        const QList<PlacementId> all = inbox();
        writer().move(all, folder("Archive"), f->traits());
        writer().setFlags(all, add(Flag::Seen), f->traits());
        writer().move(all, folder("INBOX"), f->traits());
        QCOMPARE(writer().operations().size(), 1);
        f->pass();
        QCOMPARE(steps, QByteArrayList{"flags"});
        QCOMPARE(f->server.folder("INBOX").messages.size(), 2);
    }

    void chainOfMovesOutOfARemovedFolder_losesNothing()
    {
        f->server.addFolder("Old");
        f->server.deliver("Old", sampleMessage(1));
        deliver(0);
        const QList<PlacementId> old = inFolder(QStringLiteral("Old"));
        QCOMPARE(old.size(), 1);
        writer().move(old, folder("INBOX"), f->traits());
        writer().removeFolder(folder("Old"), false, f->traits());
        writer().move(old, folder("Archive"), f->traits());
        QVERIFY(!f->pass().error);
        QCOMPARE(serverFolders(),
                 QStringList({QStringLiteral("Archive"), QStringLiteral("INBOX"),
                              QStringLiteral("Trash")}));
        QCOMPARE(f->server.folder("Archive").messages.size(), 1);
        QVERIFY(writer().operations().isEmpty());
    }

    void mailMovedIntoAFolderThatIsRemoved_goesWithIt_data()
    {
        QTest::addColumn<bool>("answered");
        QTest::newRow("at once") << true;
        QTest::newRow("after a move whose answer was lost") << false;
    }
    void mailMovedIntoAFolderThatIsRemoved_goesWithIt()
    {
        QFETCH(bool, answered);
        f->server.addFolder("Old");
        f->server.deliver("Old", sampleMessage(10));
        deliver(3);
        writer().move(inbox().mid(1), folder("Old"), f->traits());
        if (!answered) {
            bool cut = false;
            also = [&cut](const QByteArray &step) {
                if (step == "moved" && !std::exchange(cut, true))
                    throw MemoryServer::closedConnection();
            };
            QVERIFY(f->pass().error);
            f->reopen();
            also = {};
        }
        writer().removeFolder(folder("Old"), true, f->traits());
        QVERIFY(!f->pass().error);
        QVERIFY(!f->pass().error);
        QCOMPARE(writer().operations().size(), 0);
        QVERIFY(!serverFolders().contains(QStringLiteral("Old")));
        QCOMPARE(f->server.folder("INBOX").messages.size(), 1);
        QCOMPARE(inbox().size(), 1);
    }

    void mailMovedIntoAFolderThatOthersRemove_isWhereTheServerHasIt()
    {
        f->server.addFolder("Old");
        deliver(2);
        writer().move({inbox().first()}, folder("Old"), f->traits());
        writer().removeFolder(folder("Old"), true, f->traits());
        f->server.removeFolder("Old");
        f->pass();
        QVERIFY(!f->pass().error);
        QCOMPARE(writer().operations().size(), 0);
        QCOMPARE(f->server.folder("INBOX").messages.size(), 2);
        QCOMPARE(inbox().size(), 2);
    }

    void foreignMailInAFolderThatIsRemoved_staysAlsoWhereMailWasMovedThere()
    {
        f->server.addFolder("Old");
        deliver(2);
        writer().move({inbox().first()}, folder("Old"), f->traits());
        writer().removeFolder(folder("Old"), true, f->traits());
        f->server.deliver("Old", sampleMessage(20));
        f->pass();
        QVERIFY(serverFolders().contains(QStringLiteral("Old")));
        QCOMPARE(f->server.folder("Old").messages.size(), 2);
        QCOMPARE(writer().operations().size(), 1);
        writer().discardOperation(writer().operations().first().id);
        QVERIFY(!f->pass().error);
        QCOMPARE(inFolder(QStringLiteral("Old")).size(), 2);
    }

    void folderMadeRenamedAndRemoved_saysNothing()
    {
        deliver(0);
        const FolderId made =
            writer().createFolder(f->account().id, QStringLiteral("New"), f->traits());
        writer().renameFolder(made, QStringLiteral("Newer"), f->traits());
        QCOMPARE(writer().operations().size(), 1);
        writer().setSubscribed(made, false, f->traits());
        writer().removeFolder(made, false, f->traits());
        QVERIFY(writer().operations().isEmpty());
        QVERIFY(!writer().folder(made));
        f->pass();
        QVERIFY(steps.isEmpty());
    }

    void foldersThatSwapNames_areToldInOrder()
    {
        f->server.addFolder("A");
        f->server.addFolder("B");
        f->server.deliver("A", sampleMessage(1));
        deliver(0);
        const FolderId a = folder("A"), b = folder("B");
        writer().renameFolder(a, QStringLiteral("T"), f->traits());
        writer().renameFolder(b, QStringLiteral("A"), f->traits());
        writer().renameFolder(a, QStringLiteral("B"), f->traits());
        QVERIFY(!f->pass().error);
        QCOMPARE(f->server.folder("B").messages.size(), 1);
        QCOMPARE(folder("B"), a);
        QCOMPARE(f->rows(QStringLiteral("B")).size(), 1);
        QVERIFY(writer().operations().isEmpty());
    }

    void folderMadeThenParentRenamed_isMadeWhereItBelongs()
    {
        f->server.addFolder("P");
        deliver(0);
        writer().createFolder(f->account().id, QStringLiteral("P/Child"), f->traits());
        writer().renameFolder(folder("P"), QStringLiteral("Q"), f->traits());
        QVERIFY(!f->pass().error);
        QVERIFY(folder("Q/Child"));
        QVERIFY(writer().folder(folder("Q/Child"))->onServer);
        QVERIFY(!folder("P/Child"));
    }

    void folderMovedAndSubscribed_isToldToTheServer()
    {
        f->server.addFolder("A");
        f->server.addFolder("B");
        deliver(0);
        const FolderId a = folder("A");
        writer().moveFolder(a, folder("B"), f->traits());
        writer().setSubscribed(a, false, f->traits());
        QVERIFY(writer().folder(a)->parent == folder("B"));
        QVERIFY(!f->pass().error);
        QVERIFY(serverFolders().contains(QStringLiteral("B/A")));
        QCOMPARE(steps, QByteArrayList({"rename", "subscribe"}));
        QCOMPARE(folder("B/A"), a);
        QVERIFY(!writer().folder(a)->subscribed);
        QVERIFY_THROWS_EXCEPTION(MailError, writer().moveFolder(folder("B"), a, f->traits()));
    }

    void readOnlyFolder_refusesAtOnce()
    {
        deliver(1);
        writer().setReadOnly(folder("INBOX"), true);
        QVERIFY_THROWS_EXCEPTION(MailError,
                                 writer().setFlags(inbox(), add(Flag::Seen), f->traits()));
        QVERIFY_THROWS_EXCEPTION(MailError, writer().move(inbox(), folder("Archive"), f->traits()));
        QVERIFY_THROWS_EXCEPTION(MailError, writer().remove(inbox(), true, f->traits()));
        QCOMPARE(inbox().size(), 1);
        QVERIFY(writer().operations().isEmpty());
        QVERIFY(!writer().row(inbox().first())->flags.flags.testFlag(Flag::Seen));
    }

    // Uploads.
    void movedFromThisComputer_isUploadedOnce_data()
    {
        QTest::addColumn<bool>("uidplus");
        QTest::addColumn<bool>("rewrites");
        QTest::addColumn<QByteArray>("cutAt");
        for (const bool uidplus : {true, false}) {
            for (const bool rewrites : {false, true}) {
                for (const char *cut : {"", "append", "appended", "synchronise"})
                    QTest::addRow("%d %d %s", uidplus, rewrites, cut)
                        << uidplus << rewrites << QByteArray(cut);
            }
        }
    }
    void movedFromThisComputer_isUploadedOnce()
    {
        QFETCH(const bool, uidplus);
        QFETCH(const bool, rewrites);
        QFETCH(const QByteArray, cutAt);
        f->server.uidplus = uidplus;
        f->server.rewritesUploads = rewrites;
        const PlacementId id = onlyHere();
        QVERIFY(id);
        writer().move({id}, folder("Archive"), f->traits());
        QCOMPARE(inFolder(QStringLiteral("Archive")), QList<PlacementId>{id});
        QVERIFY(writer().row(id)->pending);
        bool cut = false;
        also = [&](const QByteArray &step) {
            if (step == cutAt && !std::exchange(cut, true))
                throw MemoryServer::closedConnection();
        };
        f->pass();
        f->reopen();
        also = {};
        f->clock.advanceMs(3'600'000); // tried again after a pause
        f->pass();
        f->pass();
        const auto messages = f->server.folder("Archive").messages;
        QCOMPARE(messages.size(), 1);
        QVERIFY(messages.first().bytes.endsWith(sampleMessage(7)));
        QVERIFY(messages.first().flags.flags.testFlag(Flag::Seen));
        QCOMPARE(inFolder(QStringLiteral("Archive")), QList<PlacementId>{id});
        QVERIFY(writer().row(id)->onServer);
        QVERIFY(writer().operations().isEmpty());
    }

    void uploadOverQuota_staysHereWithItsReasonAndOthersGoOn()
    {
        const PlacementId id = onlyHere();
        deliver(1);
        f->server.quota = 10;
        writer().move({id}, folder("Archive"), f->traits());
        writer().setFlags(inbox(), add(Flag::Seen), f->traits());
        f->pass();
        QCOMPARE(writer().operations().size(), 1);
        QCOMPARE(writer().operations().first().state, OperationState::Failed);
        QCOMPARE(writer().operations().first().error, QStringLiteral("The mailbox is full."));
        QVERIFY(f->server.folder("INBOX").messages.first().flags.flags.testFlag(Flag::Seen));
        QCOMPARE(f->content(*writer().row(id)), sampleMessage(7));
        f->server.quota = 0;
        writer().retryOperation(writer().operations().first().id);
        f->pass();
        QCOMPARE(f->server.folder("Archive").messages.size(), 1);
        QVERIFY(writer().operations().isEmpty());
    }

    void whatTheServerLost_isPutBackIntoItsFolder()
    {
        const PlacementId id = onlyHere();
        f->server.addFolder("Lost");
        f->pass();
        QVERIFY(writer().upload({id}, folder("Lost"), f->traits()).size() == 1);
        QVERIFY(writer().upload({id}, folder("Lost"), f->traits()).isEmpty());
        f->pass();
        QVERIFY(f->equalsServer("Lost"));
        QCOMPARE(f->server.folder("Lost").messages.size(), 1);
    }

    void uploadUndone_isNotSent()
    {
        const PlacementId id = onlyHere();
        const UndoStep moved =
            recorded([&] { writer().move({id}, folder("Archive"), f->traits()); });
        QCOMPARE(writer().operations().size(), 1);
        undo(moved);
        QVERIFY(writer().operations().isEmpty());
        QCOMPARE(inFolder(QStringLiteral("Lost")), QList<PlacementId>{id});
        f->pass();
        QVERIFY(steps.isEmpty());
    }

    // Undo.
    void undoBeforeItWasSent_leavesNothingInTheQueue()
    {
        deliver(3);
        const QList<PlacementId> all = inbox();
        writer().setFlags({all[0]}, add(Flag::Seen), f->traits());
        f->pass();
        listen();
        const UndoStep marks =
            recorded([&] { writer().setFlags(all, add(Flag::Seen), f->traits()); });
        QCOMPARE(marks.messages.size(), 2); // one was read already, and stays so
        undo(marks);
        QVERIFY(writer().row(all[0])->flags.flags.testFlag(Flag::Seen));
        QVERIFY(!writer().row(all[1])->flags.flags.testFlag(Flag::Seen));

        const UndoStep moved =
            recorded([&] { writer().move(all, folder("Archive"), f->traits()); });
        undo(moved);
        QCOMPARE(inbox(), all);
        const UndoStep copied =
            recorded([&] { writer().copy(all, folder("Archive"), f->traits()); });
        QCOMPARE(f->rows(QStringLiteral("Archive")).size(), 3);
        undo(copied);
        QVERIFY(f->rows(QStringLiteral("Archive")).isEmpty());
        const UndoStep trashed = recorded([&] { writer().remove(all, false, f->traits()); });
        undo(trashed);
        QCOMPARE(inbox(), all);
        const UndoStep deleted = recorded([&] { writer().remove(all, true, f->traits()); });
        QVERIFY(inbox().isEmpty());
        undo(deleted);
        QCOMPARE(inbox(), all);
        const UndoStep subscribed =
            recorded([&] { writer().setSubscribed(folder("Archive"), false, f->traits()); });
        undo(subscribed);
        const UndoStep renamed = recorded(
            [&] { writer().renameFolder(folder("Archive"), QStringLiteral("X"), f->traits()); });
        undo(renamed);
        QVERIFY(folder("Archive"));
        const UndoStep made = recorded(
            [&] { writer().createFolder(f->account().id, QStringLiteral("New"), f->traits()); });
        undo(made);
        QVERIFY(!folder("New"));
        QVERIFY(writer().operations().isEmpty());
        f->pass();
        QVERIFY(steps.isEmpty());
    }

    void undoAfterItWasSent_isSentToo_andRedoneAgain()
    {
        deliver(2);
        const QList<PlacementId> all = inbox();
        const UndoStep moved =
            recorded([&] { writer().move(all, folder("Archive"), f->traits()); });
        f->pass();
        QCOMPARE(f->server.folder("Archive").messages.size(), 2);
        const UndoStep again = undo(moved);
        f->pass();
        QCOMPARE(f->server.folder("INBOX").messages.size(), 2);
        QCOMPARE(inbox(), all);
        undo(again);
        f->pass();
        QCOMPARE(f->server.folder("Archive").messages.size(), 2);

        const UndoStep copied = recorded([&] {
            writer().copy(inFolder(QStringLiteral("Archive")), folder("INBOX"), f->traits());
        });
        f->pass();
        QCOMPARE(f->server.folder("INBOX").messages.size(), 2);
        undo(copied);
        f->options.sendAtOnce = true;
        f->pass();
        QVERIFY(f->server.folder("INBOX").messages.isEmpty());
        QCOMPARE(f->server.folder("Archive").messages.size(), 2);
    }

    void deletedForGood_waitsForUndoAndIsThenSent()
    {
        deliver(2);
        const UndoStep deleted = recorded([&] { writer().remove(inbox(), true, f->traits()); });
        f->pass();
        QCOMPARE(f->server.folder("INBOX").messages.size(), 2);
        QVERIFY(inbox().isEmpty());
        f->clock.advanceMs(undoGraceSeconds * 1000);
        f->pass();
        QVERIFY(f->server.folder("INBOX").messages.isEmpty());
        QVERIFY(writer().operations().isEmpty());
        QVERIFY_THROWS_EXCEPTION(MailError, undo(deleted));
    }

    void folderRemovedWithItsMail_comesBackWhole()
    {
        f->server.addFolder("A");
        f->server.addFolder("A/B");
        f->server.deliver("A/B", sampleMessage(1));
        deliver(0);
        const FolderId below = folder("A/B");
        const UndoStep removed =
            recorded([&] { writer().removeFolder(folder("A"), true, f->traits()); });
        QVERIFY(!folder("A"));
        f->pass();
        QVERIFY(serverFolders().contains(QStringLiteral("A/B")));
        undo(removed);
        QCOMPARE(folder("A/B"), below);
        QCOMPARE(f->rows(QStringLiteral("A/B")).size(), 1);
        QVERIFY(writer().operations().isEmpty());
    }

    void undoOfAMoveThatTheUserMovedOn_changesNothing()
    {
        deliver(1);
        const QList<PlacementId> all = inbox();
        const UndoStep moved =
            recorded([&] { writer().move(all, folder("Archive"), f->traits()); });
        writer().move(all, folder("Trash"), f->traits());
        QVERIFY_THROWS_EXCEPTION(MailError, undo(moved));
        QCOMPARE(inFolder(QStringLiteral("Trash")), all);
    }
};

QTEST_GUILESS_MAIN(TestOfflineChanges)
#include "tst_offlinechanges.moc"
