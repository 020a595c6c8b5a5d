// SPDX-License-Identifier: MIT
// Two clients change the same message: what comes of it.
#include "engine/outboxsender.h"
#include "support/passfixture.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

class TestConflicts : public QObject {
    Q_OBJECT

    std::optional<PassFixture> f;

    void begin(int messages = 3, bool keepBodies = true, bool emailIds = false)
    {
        f.emplace(MemoryServer::Style::Imap, [&](Account &account) {
            account.keep = keepBodies ? ContentLevel::Everything : ContentLevel::Headers;
        });
        f->server.emailIds = emailIds;
        for (const char *path : {"A-first", "Work", "Zoo"})
            f->server.addFolder(path);
        for (int i = 1; i <= messages; ++i)
            f->server.deliver("INBOX", sampleMessage(i));
        QVERIFY(!f->pass().error);
        f->server.messagesFetched = 0;
    }
    MailWriter &writer() { return *f->writer; }
    PlacementId first(const char *path = "INBOX")
    {
        const QList<MessageRow> rows = f->rows(QString::fromLatin1(path));
        return rows.isEmpty() ? PlacementId() : rows.last().id; // the oldest
    }
    FolderId folder(const char *path) { return f->folder(QString::fromLatin1(path)); }
    int there(const QByteArray &path) { return int(f->server.folder(path).messages.size()); }
    void flag(PlacementId id, Flag added = Flag::Flagged)
    {
        writer().setFlags({id}, {added, {}, {}, {}}, f->traits());
    }
    void settle(int passes = 4)
    {
        for (int i = 0; i < passes; ++i) {
            f->clock.advanceMs(120'000);
            QVERIFY(!f->pass().error);
        }
    }
    /// Both hold the same in every folder.
    void converged()
    {
        const auto folders = f->server.folders();
        for (const MemoryServer::Folder &one : folders) {
            QVERIFY2(f->equalsServer(one.path), one.path);
            const QList<MessageRow> rows = f->rows(QString::fromUtf8(one.path));
            for (const MessageRow &row : rows)
                QVERIFY2(row.onServer && !row.pending, one.path);
        }
        QCOMPARE(writer().operations().size(), 0);
    }
    static void bothWays()
    {
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<bool>("emailIds");
        // Read before the Inbox is known to have lost it, or after.
        QTest::newRow("to a folder read later") << QByteArray("Zoo") << false;
        QTest::newRow("to one read earlier") << QByteArray("A-first") << false;
        QTest::newRow("to one read later, named") << QByteArray("Zoo") << true;
    }

    /// Sends this message, as far as the store and the account's folders have to do with it.
    void send(const QByteArray &message)
    {
        OutboxWriter outbox(writer());
        NewOutboxItem item;
        item.account = f->account().id;
        item.sender = QStringLiteral("me@example.org");
        item.recipients = {QStringLiteral("b@example.org")};
        const OutboxId id = outbox.queue(item, message);
        const OutboxWriter::Filing filing = sentFiling(writer(), f->account(), f->traits(), false);
        WriteTransaction transaction(writer());
        QVERIFY(outbox.take(f->account().id, f->clock.utcSeconds()));
        OutboxOutcome outcome;
        outcome.kind = OutboxOutcome::Kind::Accepted;
        outcome.recipients = {{0, RecipientState::Accepted, {}}};
        outbox.settle(id, outcome, filing);
        transaction.commit();
    }

private Q_SLOTS:
    void cleanup()
    {
        if (f && !QTest::currentTestFailed())
            QCOMPARE(writer().verify(true).findings, QStringList());
        f.reset();
    }

    void flaggedHereAndMovedThere_isFlaggedWhereItIs_data() { bothWays(); }
    void flaggedHereAndMovedThere_isFlaggedWhereItIs()
    {
        QFETCH(QByteArray, to);
        QFETCH(bool, emailIds);
        begin(3, true, emailIds);
        const PlacementId id = first();
        flag(id);
        f->server.moveMessage("INBOX", "1", to);
        settle();
        QCOMPARE(there(to), 1);
        QVERIFY(f->server.folder(to).messages.first().flags.flags.testFlag(Flag::Flagged));
        const auto row = writer().row(id);
        QVERIFY(row && row->folder == folder(to.constData()));
        QVERIFY(row->flags.flags.testFlag(Flag::Flagged));
        QCOMPARE(f->server.messagesFetched, 0); // it came along with its text
        converged();
    }

    void seenThereBeforeOursIsSent_isFlaggedThere()
    {
        begin();
        const PlacementId id = first();
        flag(id);
        f->server.moveMessage("INBOX", "1", "Work");
        // A push tells of the other folder first.
        f->options.extent = PassExtent::Folders;
        f->options.folders = {folder("Work")};
        f->server.hook = [](const QByteArray &step) {
            if (step == "flags")
                throw MemoryServer::closedConnection();
        };
        f->pass();
        f->server.hook = {};
        f->options = {};
        settle();
        QCOMPARE(there("Work"), 1);
        QVERIFY(f->server.folder("Work").messages.first().flags.flags.testFlag(Flag::Flagged));
        converged();
    }

    void movedHereAndElsewhere_isWhereTheUserSaid_data() { bothWays(); }
    void movedHereAndElsewhere_isWhereTheUserSaid()
    {
        QFETCH(QByteArray, to);
        QFETCH(bool, emailIds);
        begin(3, true, emailIds);
        const PlacementId id = first();
        writer().move({id}, folder("Work"), f->traits());
        f->server.moveMessage("INBOX", "1", to);
        settle();
        QCOMPARE(there("Work"), 1);
        QCOMPARE(there(to), 0);
        QCOMPARE(there("INBOX"), 2);
        QCOMPARE(first("Work"), id);
        QCOMPARE(f->server.messagesFetched, 0);
        converged();
    }

    void movedHereWhileOthersMovedItAwayAndBack_isWhereTheUserSaid()
    {
        begin();
        const PlacementId id = first();
        writer().move({id}, folder("Work"), f->traits());
        const PlacementId other = first();
        flag(other);
        for (const char *key : {"1", "2"}) {
            f->server.moveMessage("INBOX", key, "Zoo");
            f->server.moveMessage("Zoo", key, "INBOX");
        }
        settle();
        QCOMPARE(there("Work"), 1);
        QCOMPARE(there("INBOX"), 2);
        QCOMPARE(writer().row(id)->folder, folder("Work"));
        QVERIFY(writer().row(other)->flags.flags.testFlag(Flag::Flagged));
        converged();
    }

    void movedToTheSameFolderByBoth_isThereOnce()
    {
        begin();
        const PlacementId id = first();
        writer().move({id}, folder("Work"), f->traits());
        f->server.moveMessage("INBOX", "1", "Work");
        settle();
        QCOMPARE(there("Work"), 1);
        QCOMPARE(first("Work"), id);
        converged();
    }

    void copiedHereAndMovedThere_isInBothFolders()
    {
        begin();
        const PlacementId id = first();
        writer().copy({id}, folder("Work"), f->traits());
        f->server.moveMessage("INBOX", "1", "Zoo");
        settle();
        QCOMPARE(there("Work"), 1);
        QCOMPARE(there("Zoo"), 1);
        QCOMPARE(there("INBOX"), 2);
        converged();
    }

    void copyWhoseAnswerWasLost_isMadeOnceWhateverOthersDoMeanwhile_data()
    {
        QTest::addColumn<QByteArray>("meanwhile");
        QTest::addColumn<QByteArray>("to"); ///< where others put one
        QTest::addColumn<int>("copies"); ///< in the folder that the user meant
        QTest::newRow("nothing") << QByteArray() << QByteArray() << 1;
        QTest::newRow("moved on, to a folder read earlier")
            << QByteArray("move") << QByteArray("A-first") << 0;
        QTest::newRow("moved on, to one read later")
            << QByteArray("move") << QByteArray("Zoo") << 0;
        QTest::newRow("deleted") << QByteArray("expunge") << QByteArray() << 1;
        QTest::newRow("never made, while others made one elsewhere")
            << QByteArray("copy") << QByteArray("Zoo") << 1;
    }
    void copyWhoseAnswerWasLost_isMadeOnceWhateverOthersDoMeanwhile()
    {
        QFETCH(const QByteArray, meanwhile);
        QFETCH(const QByteArray, to);
        QFETCH(const int, copies);
        begin();
        writer().copy({first()}, folder("Work"), f->traits());
        const PlacementId copy = first("Work");
        const QByteArray cutAt = meanwhile == "copy" ? "copy" : "copied";
        bool cut = false;
        f->server.hook = [&](const QByteArray &step) {
            if (step == cutAt && !std::exchange(cut, true))
                throw MemoryServer::closedConnection();
        };
        QVERIFY(f->pass().error);
        f->reopen();
        if (meanwhile == "move")
            f->server.moveMessage("Work", "1", to);
        else if (meanwhile == "expunge")
            f->server.expunge("Work", "1");
        else if (meanwhile == "copy")
            f->server.deliver(to, f->server.folder("INBOX").messages.first().bytes);
        settle();
        QCOMPARE(there("INBOX"), 3);
        QCOMPARE(there("Work"), copies);
        if (!to.isEmpty())
            QCOMPARE(there(to), 1);
        const auto row = writer().row(copy);
        QVERIFY(row && row->folder == folder(copies > 0 ? "Work" : to.constData()));
        converged();
    }

    void folderRemovedThere_whatWaitedIsDoneWhereItsMailWent_data()
    {
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<bool>("emailIds");
        QTest::addColumn<bool>("hereToo");
        QTest::newRow("to a folder read later") << QByteArray("Zoo") << false << false;
        QTest::newRow("to one read earlier") << QByteArray("A-first") << false << false;
        QTest::newRow("named") << QByteArray("Zoo") << true << false;
        QTest::newRow("removed here, too") << QByteArray("A-first") << false << true;
    }
    void folderRemovedThere_whatWaitedIsDoneWhereItsMailWent()
    {
        QFETCH(const QByteArray, to);
        QFETCH(const bool, emailIds);
        QFETCH(const bool, hereToo);
        begin(3, true, emailIds);
        f->server.addFolder("Gone");
        for (int i = 11; i <= 14; ++i)
            f->server.deliver("Gone", sampleMessage(i));
        QVERIFY(!f->pass().error);
        const QList<MessageRow> mail = f->rows(QStringLiteral("Gone"));
        writer().move({mail[0].id}, folder("Work"), f->traits());
        writer().remove({mail[3].id}, true, f->traits());
        if (hereToo) {
            writer().move({mail[1].id}, folder("Work"), f->traits());
            writer().copy({mail[2].id}, folder("Work"), f->traits());
            writer().move({mail[2].id}, folder("Zoo"), f->traits());
            writer().removeFolder(folder("Gone"), true, f->traits());
        } else {
            writer().copy({mail[2].id}, folder("Work"), f->traits());
        }
        flag(mail[1].id);
        for (const char *key : {"2", "3", "4"}) // all but the deleted one
            f->server.moveMessage("Gone", key, to);
        f->server.removeFolder("Gone");
        settle();
        QCOMPARE(there(to), hereToo ? 0 : 2);
        QCOMPARE(there("Work"), hereToo ? 3 : 2);
        QCOMPARE(there("Zoo"), hereToo ? 1 : to == "Zoo" ? 2 : 0);
        QCOMPARE(writer().row(mail[0].id)->folder, folder("Work"));
        QVERIFY(writer().row(mail[1].id)->flags.flags.testFlag(Flag::Flagged));
        QVERIFY(!writer().row(mail[3].id));
        QVERIFY(!f->folder(QStringLiteral("Gone")));
        converged();
    }

    void flaggedHereAndDeletedThere_isDeleted()
    {
        begin();
        flag(first());
        f->server.expunge("INBOX", "1");
        settle();
        QCOMPARE(f->rows().size(), 2);
        converged();
    }

    void oneOfMany_doesNotHoldUpTheOthers()
    {
        begin(5);
        QList<PlacementId> all;
        const QList<MessageRow> rows = f->rows();
        for (const MessageRow &row : rows)
            all.append(row.id);
        writer().setFlags(all, {Flag::Seen, {}, {}, {}}, f->traits());
        f->server.expunge("INBOX", "3");
        QVERIFY(!f->pass().error);
        // One waits and is looked for; the others are done, and what others do with them stands.
        for (const auto &message : f->server.folder("INBOX").messages)
            QVERIFY(message.flags.flags.testFlag(Flag::Seen));
        f->server.setFlags("INBOX", "1", {});
        settle();
        QVERIFY(!f->server.folder("INBOX").messages.first().flags.flags.testFlag(Flag::Seen));
        QCOMPARE(f->rows().size(), 4);
        converged();
    }

    void movedHereAndDeletedThere_staysHereAndCanBePutBack()
    {
        begin();
        const PlacementId id = first();
        writer().move({id}, folder("Work"), f->traits());
        f->server.expunge("INBOX", "1");
        settle();
        QCOMPARE(there("Work"), 0);
        const auto row = writer().row(id);
        QVERIFY(row && !row->onServer && row->folder == folder("Work"));
        QCOMPARE(f->content(*row), sampleMessage(1));
        const QList<Operation> waiting = writer().operations();
        QCOMPARE(waiting.size(), 1);
        QCOMPARE(waiting.first().kind, OperationKind::Append);
        QCOMPARE(waiting.first().state, OperationState::Failed);
        QVERIFY(waiting.first().error.contains(QLatin1String("deleted")));
        settle(2); // nothing happens by itself
        QCOMPARE(there("Work"), 0);
        writer().retryOperation(waiting.first().id);
        settle(1);
        QCOMPARE(there("Work"), 1);
        QCOMPARE(f->server.folder("Work").messages.first().bytes, sampleMessage(1));
        converged();
    }

    void putBackDiscarded_staysOnThisComputerWhereItIs()
    {
        begin();
        const PlacementId id = first();
        writer().move({id}, folder("Work"), f->traits());
        f->server.expunge("INBOX", "1");
        settle();
        const QList<Operation> waiting = writer().operations();
        QCOMPARE(waiting.size(), 1);
        writer().discardOperation(waiting.first().id);
        QCOMPARE(writer().operations().size(), 0);
        QCOMPARE(first("Work"), id);
        settle(1);
        QCOMPARE(first("Work"), id);
        QCOMPARE(there("Work"), 0);
    }

    void movedHereAndDeletedThereWithoutAText_goes()
    {
        begin(3, false);
        writer().move({first()}, folder("Work"), f->traits());
        f->server.expunge("INBOX", "1");
        settle();
        QCOMPARE(f->rows(QStringLiteral("Work")).size(), 0);
        QCOMPARE(f->rows().size(), 2);
        QCOMPARE(writer().operations().size(), 0);
    }

    void copiedHereAndDeletedThere_theCopyStaysHereAndCanBePutBack()
    {
        begin();
        writer().copy({first()}, folder("Work"), f->traits());
        f->server.expunge("INBOX", "1");
        settle();
        QCOMPARE(f->rows().size(), 2);
        QCOMPARE(f->rows(QStringLiteral("Work")).size(), 1);
        const QList<Operation> waiting = writer().operations();
        QCOMPARE(waiting.size(), 1);
        writer().retryOperation(waiting.first().id);
        settle(1);
        QCOMPARE(there("Work"), 1);
        converged();
    }

    void deletedHereAndMovedThere_staysWhereItWasMoved()
    {
        begin();
        writer().remove({first()}, true, f->traits());
        f->server.moveMessage("INBOX", "1", "Zoo");
        settle();
        QCOMPARE(there("Zoo"), 1);
        converged();
    }

    void movedOnTwice_isWhereTheUserSaidLast()
    {
        begin();
        const PlacementId id = first();
        flag(id);
        writer().move({id}, folder("Work"), f->traits());
        f->server.hook = [](const QByteArray &step) {
            if (step == "move" || step == "flags")
                throw MemoryServer::closedConnection();
        };
        f->pass(); // tried once: it can't be altered any more
        f->server.hook = {};
        writer().move({id}, folder("Archive"), f->traits());
        f->server.moveMessage("INBOX", "1", "Zoo");
        settle();
        QCOMPARE(there("Archive"), 1);
        QVERIFY(f->server.folder("Archive").messages.first().flags.flags.testFlag(Flag::Flagged));
        QCOMPARE(there("Work") + there("Zoo"), 0);
        converged();
    }

    void anotherCopyThatWasThereBefore_isLeftAlone()
    {
        begin();
        f->server.deliver("Zoo", sampleMessage(1)); // the same message, long since
        settle(1);
        writer().move({first()}, folder("Work"), f->traits());
        f->server.expunge("INBOX", "1");
        settle();
        QCOMPARE(there("Zoo"), 1);
        QCOMPARE(writer().operations().size(), 1); // to put it back
        QVERIFY(writer().row(first("Zoo"))->onServer);
    }

    void emptiedByAFault_whatWasFlaggedStays()
    {
        begin(40);
        QList<PlacementId> all;
        const QList<MessageRow> rows = f->rows();
        for (const MessageRow &row : rows)
            all.append(row.id);
        writer().setFlags(all, {Flag::Seen, {}, {}, {}}, f->traits());
        for (int i = 1; i <= 40; ++i)
            f->server.expunge("INBOX", QByteArray::number(i));
        settle(5);
        QCOMPARE(f->rows().size(), 40);
        QVERIFY(writer().folder(folder("INBOX"))->emptiedUtc != 0);
        QCOMPARE(writer().operations().size(), 0);
    }

    void flagsChangedOnBothSides_areMergedFlagByFlag()
    {
        begin();
        f->server.setFlags("INBOX", "1", {Flag::Seen | Flag::Answered, {QStringLiteral("old")}});
        settle(1);
        const PlacementId id = first();
        // Here: starred, tagged, unread. There meanwhile: a flag and a tag of their own, one of
        // ours taken the other way round.
        writer().setFlags({id}, {Flag::Flagged, Flag::Seen, {QStringLiteral("mine")}, {}},
                          f->traits());
        f->server.setFlags(
            "INBOX", "1",
            {Flag::Seen | Flag::Forwarded, {QStringLiteral("old"), QStringLiteral("theirs")}});
        settle(1);
        const FlagState merged = f->server.folder("INBOX").messages.first().flags;
        QCOMPARE(merged.flags, MessageFlags(Flag::Flagged) | Flag::Forwarded);
        QCOMPARE(QSet<QString>(merged.tags.cbegin(), merged.tags.cend()),
                 QSet<QString>(
                     {QStringLiteral("old"), QStringLiteral("theirs"), QStringLiteral("mine")}));
        QCOMPARE(writer().row(id)->flags.flags, merged.flags);
        converged();
    }

    void tagThatTheServerRefuses_staysHereAndNothingFails()
    {
        begin();
        f->server.keepsTags = false;
        settle(1);
        QVERIFY(!writer().folder(folder("INBOX"))->keepsTags);
        const PlacementId id = first();
        writer().setFlags({id}, {Flag::Flagged, {}, {QStringLiteral("later")}, {}}, f->traits());
        settle(1);
        QCOMPARE(writer().operations().size(), 0);
        QVERIFY(f->server.folder("INBOX").messages.first().flags.flags.testFlag(Flag::Flagged));
        QVERIFY(f->server.folder("INBOX").messages.first().flags.tags.isEmpty());
        // Also after others changed its flags, and when it is taken away again.
        f->server.setFlags("INBOX", "1", {Flag::Seen, {}});
        settle(1);
        QCOMPARE(writer().row(id)->flags.tags, QStringList({QStringLiteral("later")}));
        QCOMPARE(writer().row(id)->flags.flags, MessageFlags(Flag::Seen));
        writer().setFlags({id}, {{}, {}, {}, {QStringLiteral("later")}}, f->traits());
        settle(1);
        QVERIFY(writer().row(id)->flags.tags.isEmpty());
        converged();
    }

    void archivedThereWhileFlaggedHere_goesOnUnderTheLabelThatIsLeft()
    {
        begin(0);
        f->server.labels = true;
        f->server.addFolder("All", FolderRole::All);
        const QByteArray key = f->server.deliver("All", sampleMessage(1));
        f->server.addLabel("All", key, "INBOX");
        settle(1);
        flag(first());
        f->server.expunge("INBOX", QByteArray::number(f->server.folder("INBOX").messages[0].uid));
        settle(2);
        QVERIFY(f->server.folder("All").messages.first().flags.flags.testFlag(Flag::Flagged));
        QCOMPARE(f->rows().size(), 0);
        QCOMPARE(writer().operations().size(), 0);
    }

    void sentMailThatTheServerFilesLater_isThereOnceAndOursHasGone_data()
    {
        QTest::addColumn<bool>("uidplus");
        QTest::addColumn<bool>("anotherMessage");
        QTest::newRow("ours is known by its key") << true << false;
        QTest::newRow("ours isn't known: both stay") << false << false;
        QTest::newRow("only the name is the same: both stay") << true << true;
    }
    void sentMailThatTheServerFilesLater_isThereOnceAndOursHasGone()
    {
        QFETCH(bool, uidplus);
        QFETCH(bool, anotherMessage);
        begin(1);
        f->server.addFolder("Sent", FolderRole::Sent);
        f->server.uidplus = uidplus;
        settle(1);
        const QByteArray message = sampleMessage(50);
        send(message);
        settle(1);
        QCOMPARE(there("Sent"), 1);
        const PlacementId shown = first("Sent");
        flag(shown); // what the user does with it meanwhile isn't lost
        QByteArray theirs = "Received: by server; Fri, 20 Nov 2026 10:00:00 +0000\r\n" + message;
        if (anotherMessage)
            theirs.replace("Date: ", "Date: Mon, 01 Jan 2024 10:00:00 +0000\r\nX-Date: ");
        f->server.deliver("Sent", theirs, {Flag::Seen, {}});
        f->clock.advanceMs(2000);
        QVERIFY(!f->pass().error);
        if (!uidplus || anotherMessage) {
            QCOMPARE(there("Sent"), 2);
            QCOMPARE(f->rows(QStringLiteral("Sent")).size(), 2);
            return;
        }
        QCOMPARE(there("Sent"), 1);
        QCOMPARE(f->server.folder("Sent").messages.first().bytes, theirs);
        const QList<MessageRow> rows = f->rows(QStringLiteral("Sent"));
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows.first().id, shown);
        QVERIFY(rows.first().onServer);
        settle(2);
        QVERIFY(f->server.folder("Sent").messages.first().flags.flags.testFlag(Flag::Flagged));
        QCOMPARE(there("Sent"), 1);
        QVERIFY(writer().operations().isEmpty());
        // A third of that name is somebody's copy, and nobody's business.
        f->server.deliver("Sent", theirs, {Flag::Seen, {}});
        settle(2);
        QCOMPARE(there("Sent"), 2);
    }

    void sentMailFiledLaterAndCutBeforeOursWent_oursGoesAtTheNextPass()
    {
        begin(1);
        f->server.addFolder("Sent", FolderRole::Sent);
        settle(1);
        const QByteArray message = sampleMessage(50);
        send(message);
        settle(1);
        f->server.deliver("Sent", message, {Flag::Seen, {}});
        f->server.hook = [](const QByteArray &step) {
            if (step == "remove")
                throw MemoryServer::closedConnection();
        };
        f->clock.advanceMs(2000);
        f->pass();
        f->server.hook = {};
        QCOMPARE(there("Sent"), 2);
        f->reopen();
        settle();
        QCOMPARE(there("Sent"), 1);
        QCOMPARE(f->rows(QStringLiteral("Sent")).size(), 1);
    }

    void unknownMessageThatOnlyAllMailHas_wasSent()
    {
        f.emplace(MemoryServer::Style::Imap);
        f->server.labels = true;
        f->server.addFolder("Sent", FolderRole::Sent);
        f->server.addFolder("All Mail", FolderRole::All);
        f->server.deliver("INBOX", sampleMessage(1));
        QVERIFY(!f->pass().error);
        OutboxWriter outbox(writer());
        NewOutboxItem item;
        item.account = f->account().id;
        item.sender = QStringLiteral("me@example.org");
        item.recipients = {QStringLiteral("b@example.org")};
        const OutboxId id = outbox.queue(item, sampleMessage(50));
        {
            WriteTransaction transaction(writer());
            QVERIFY(outbox.take(f->account().id, f->clock.utcSeconds()));
            transaction.commit();
        }
        outbox.finishing(id, {0});
        outbox.recover();
        QVERIFY(outbox.item(id)->state == OutboxState::Unknown);
        const PassContext context{*f->store, f->registry, {}, *f->wakeup};
        const Secret password(f->server.password);
        SentCheck check = checkSent(context, f->account(), password, id);
        QVERIFY(!check.found && !check.error);
        QVERIFY(outbox.item(id));
        f->server.deliver("All Mail", sampleMessage(50), {Flag::Seen, {}});
        check = checkSent(context, f->account(), password, id);
        QVERIFY(check.found && !check.error);
        QVERIFY(!outbox.item(id));
        QCOMPARE(f->rows(QStringLiteral("Sent")).size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestConflicts)
#include "tst_conflicts.moc"
