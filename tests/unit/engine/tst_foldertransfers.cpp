// SPDX-License-Identifier: MIT
// A folder moved to another account: nothing goes from where it was before everything has arrived,
// whatever is cut in between, and it can be taken back.
#include "engine/operationtext.h"
#include "engine/pendingchanges.h"
#include "support/passfixture.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

class TestFolderTransfers : public QObject {
    Q_OBJECT

    using Style = MemoryServer::Style;
    std::optional<PassFixture> f; ///< the account that the folder comes from
    std::optional<MemoryServer> other; ///< the one it goes to
    AccountId from, to;
    const QList<QByteArray> paths{"Project", "Project/A", "Project/A/B"};

    MailWriter &writer() { return *f->writer; }
    void begin(Style style = Style::Imap, Style otherStyle = Style::Imap, bool whole = true)
    {
        f.emplace(style, [&](Account &account) {
            account.keep = whole ? ContentLevel::Everything : ContentLevel::Headers;
        });
        other.emplace(otherStyle);
        from = writer().accounts().first().id;
        Account account = other->account();
        account.name = QStringLiteral("Other");
        to = writer().addAccount(account, otherStyle == Style::Imap);
        fill(style);
    }
    /// Three folders with two messages each.
    void fill(Style style)
    {
        if (style == Style::Imap) {
            for (int i = 0; i < 3; ++i) {
                f->server.addFolder(paths[i]);
                f->server.deliver(paths[i], sampleMessage(2 * i), {Flag::Flagged, {}});
                f->server.deliver(paths[i], sampleMessage(2 * i + 1));
            }
            pass(from);
        } else {
            for (int i = 0; i < 6; ++i)
                f->server.deliver("INBOX", sampleMessage(i));
            pass(from);
            QList<MessageRow> inbox = rows(from, "INBOX");
            std::reverse(inbox.begin(), inbox.end()); // the oldest first
            for (int i = 0; i < 3; ++i) {
                writer().createFolder(from, QString::fromLatin1(paths[i]), traits(from));
                writer().move({inbox[2 * i].id, inbox[2 * i + 1].id}, folder(from, paths[i]),
                              traits(from));
            }
        }
        pass(to);
    }
    SyncSummary pass(AccountId id)
    {
        MemoryServer &server = id == from ? f->server : *other;
        const BackendRegistry registry = server.registry();
        PassOptions options = f->options;
        options.sendAtOnce = true;
        const SyncSummary summary =
            runPass({*f->store, registry, {}, *f->wakeup}, *writer().account(id),
                    Secret(server.password), options);
        return summary;
    }
    ActionTraits traits(AccountId id)
    {
        return actionTraits(*writer().account(id),
                            id == from ? f->server.registry() : other->registry());
    }
    MailWriter::TraitsOf traitsOf()
    {
        return [this](AccountId id) { return traits(id); };
    }
    /// As far as it goes now; how many steps that took.
    int goOn()
    {
        int steps = 0;
        while (writer().continueFolderTransfers(traitsOf()))
            ++steps;
        return steps;
    }
    void passes(int rounds = 4)
    {
        for (int i = 0; i < rounds; ++i) {
            goOn();
            pass(from);
            pass(to);
            f->clock.advanceMs(3'600'000);
        }
        goOn();
    }
    FolderId folder(AccountId account, const QByteArray &path)
    {
        const auto found = writer().folderByPath(account, QString::fromLatin1(path));
        return found ? found->id : FolderId();
    }
    QList<MessageRow> rows(AccountId account, const QByteArray &path)
    {
        const FolderId id = folder(account, path);
        if (!id)
            return {};
        ListQuery query;
        query.folders = {id};
        return writer().page(query, 1000);
    }
    QByteArrayList contents(AccountId account, const QByteArray &path)
    {
        QByteArrayList all;
        for (const MessageRow &row : rows(account, path))
            all.append(writer().content(row.message, {}).value_or(QByteArray("<not here>")));
        std::sort(all.begin(), all.end());
        return all;
    }
    QByteArrayList samples(int folder) const
    {
        QByteArrayList all{sampleMessage(2 * folder), sampleMessage(2 * folder + 1)};
        std::sort(all.begin(), all.end());
        return all;
    }
    static qsizetype there(MemoryServer &server, const QByteArray &path)
    {
        for (const MemoryServer::Folder &folder : server.folders()) {
            if (folder.path == path)
                return folder.messages.size();
        }
        return -1;
    }
    FolderId move()
    {
        return writer().transferFolder(folder(from, "Project"), to, {}, true, traitsOf());
    }
    UndoStep moveToUndo()
    {
        writer().beginUndoStep();
        move();
        return writer().endUndoStep(UndoStep::What::MoveFolder);
    }
    UndoStep undo(const UndoStep &step) { return writer().undo(step, traitsOf()); }
    void verifyMoved(bool fromPop3 = false, bool toPop3 = false)
    {
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(contents(to, paths[i]), samples(i));
            QVERIFY(!folder(from, paths[i]));
            if (!toPop3)
                QCOMPARE(there(*other, paths[i]), 2);
            if (!fromPop3)
                QCOMPARE(there(f->server, paths[i]), -1);
        }
        QVERIFY(writer().operations().isEmpty());
        QVERIFY(!writer().continueFolderTransfers(traitsOf()));
    }
    /// Nothing was taken away where it was.
    void verifyStayed()
    {
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(there(f->server, paths[i]), 2);
            QCOMPARE(contents(from, paths[i]), samples(i));
        }
    }

private Q_SLOTS:
    void cleanup()
    {
        if (!QTest::currentTestFailed())
            QCOMPARE(writer().verify(true).findings, QStringList());
        f.reset();
        other.reset();
    }

    void moved_isThereWithItsMailAndGoneOnceItArrived_data()
    {
        QTest::addColumn<bool>("fromPop3");
        QTest::addColumn<bool>("toPop3");
        QTest::addColumn<bool>("whole");
        QTest::newRow("imap to imap") << false << false << true;
        QTest::newRow("imap to imap, to be fetched first") << false << false << false;
        QTest::newRow("imap to pop3") << false << true << true;
        QTest::newRow("imap to pop3, to be fetched first") << false << true << false;
        QTest::newRow("pop3 to imap") << true << false << true;
        QTest::newRow("pop3 to pop3") << true << true << true;
    }
    void moved_isThereWithItsMailAndGoneOnceItArrived()
    {
        QFETCH(const bool, fromPop3);
        QFETCH(const bool, toPop3);
        QFETCH(const bool, whole);
        begin(fromPop3 ? Style::Pop3 : Style::Imap, toPop3 ? Style::Pop3 : Style::Imap, whole);
        move();
        goOn();
        if (!toPop3) { // not before the other server has it
            QVERIFY(folder(from, "Project"));
            QCOMPARE(rows(from, "Project/A").size(), 2);
        }
        passes();
        verifyMoved(fromPop3, toPop3);
        if (!fromPop3) {
            int flagged = 0;
            for (const MessageRow &row : rows(to, "Project"))
                flagged += row.flags.flags.testFlag(Flag::Flagged);
            QCOMPARE(flagged, 1);
        }
        passes(1);
        QVERIFY(rows(from, "INBOX").isEmpty()); // what was fetched by POP3 isn't fetched again
    }

    void fullMailbox_nothingIsTakenAwayUntilThereIsRoom()
    {
        begin();
        f->server.deliver("Project/A/B", sampleMessage(9, QByteArray(5000, 'x')));
        pass(from);
        other->quota = 4000;
        move();
        passes();
        QCOMPARE(there(*other, "Project"), 2); // what has room arrives
        QCOMPARE(there(f->server, "Project"), 2);
        QCOMPARE(there(f->server, "Project/A/B"), 3);
        QCOMPARE(rows(from, "Project").size(), 2);
        QVERIFY(!writer().operations().isEmpty());
        other->quota = 0;
        const QList<Operation> waiting = writer().operations();
        for (const Operation &operation : waiting)
            writer().retryOperation(operation.id);
        passes();
        QCOMPARE(there(*other, "Project/A/B"), 3);
        QCOMPARE(there(f->server, "Project"), -1);
        QCOMPARE(there(f->server, "Project/A/B"), -1);
        QVERIFY(writer().operations().isEmpty());
    }

    void onItsWay_isOneChangeThatWaits_data()
    {
        QTest::addColumn<bool>("sent");
        QTest::newRow("not sent yet") << false;
        QTest::newRow("refused half way") << true;
    }
    void onItsWay_isOneChangeThatWaits()
    {
        QFETCH(const bool, sent);
        begin();
        if (sent) {
            f->server.deliver("Project/A/B", sampleMessage(9, QByteArray(5000, 'x')));
            pass(from);
            other->quota = 4000;
        }
        move();
        goOn();
        const auto changes = [this] { return pendingChanges(writer(), 100); };
        QVERIFY(writer().operations().size() > 1);
        QCOMPARE(changes().size(), 1);
        PendingChange change = changes().first();
        for (const Operation &part : writer().operations())
            QVERIFY(part.id != change.operation.id);
        QCOMPARE(change.operation.createdUtc, f->clock.utcSeconds());
        QVERIFY2(change.what.contains(QStringLiteral("“Project” to Other")),
                 qPrintable(change.what));
        if (sent) {
            pass(to);
            goOn();
            change = changes().value(0);
            QCOMPARE(changes().size(), 1);
            QCOMPARE(change.folderMove->messages, 7);
            QCOMPARE(change.folderMove->arrived, 6);
            QVERIFY(!OperationText::why(change.operation, false).isEmpty());
            QCOMPARE(change.operation.error.isEmpty(), false);
            other->quota = 0;
            QCOMPARE(retryChange(writer(), change.operation.id), QSet<AccountId>{to});
            pass(to);
            QCOMPARE(writer().operations().size(), 0);
            passes();
            QCOMPARE(there(f->server, "Project"), -1);
            QCOMPARE(there(*other, "Project/A/B"), 3);
            QVERIFY(changes().isEmpty());
            return;
        }
        writer().setFlags({rows(from, "Project").first().id}, {Flag::Answered, {}, {}, {}},
                          traits(from));
        QCOMPARE(changes().size(), 2); // what else waits, and is about its mail
        BackendRegistry registry = f->server.registry();
        discardChange(writer(), change.folderMove->operations.first(), registry); // or so
        passes();
        verifyStayed();
        QVERIFY(writer().operations().isEmpty());
        QVERIFY(changes().isEmpty());
        for (const QByteArray &path : paths) {
            QVERIFY(!folder(to, path));
            QCOMPARE(there(*other, path), -1);
        }
    }

    void nothingOfItInTheQueue_isToldAllTheSame_data()
    {
        QTest::addColumn<bool>("discarded");
        QTest::newRow("goes on") << false;
        QTest::newRow("discarded") << true;
    }
    void nothingOfItInTheQueue_isToldAllTheSame()
    {
        QFETCH(const bool, discarded);
        begin();
        const qint64 since = f->clock.utcSeconds();
        move();
        goOn();
        const OperationId number = pendingChanges(writer(), 100).value(0).operation.id;
        QVERIFY(number);
        pass(to);
        // What was never listed of the source would go with it: its move waits.
        const FolderId source = folder(from, "Project/A");
        const auto setGap = [&](quint32 below) {
            WriteTransaction transaction(writer());
            for (const RemoteFolderRow &row :
                 writer().remoteFolders(writer().account(from)->incoming.id)) {
                if (row.folder == source)
                    writer().setCursor(row.id, row.uidValidity, row.uidNext, row.highestModSeq,
                                       below);
            }
            transaction.commit();
        };
        setGap(2);
        goOn();
        f->clock.advanceMs(60'000);
        QVERIFY(writer().operations().isEmpty());
        QVERIFY(folder(from, "Project"));
        QCOMPARE(writer().folderMoveTargets().size(), 1);
        const QList<PendingChange> changes = pendingChanges(writer(), 100);
        QCOMPARE(changes.size(), 1);
        const Operation &told = changes.first().operation;
        QCOMPARE(told.id, number);
        QCOMPARE(told.account, to);
        QCOMPARE(told.createdUtc, since);
        QVERIFY(told.state == OperationState::Waiting);
        QCOMPARE(OperationText::why(told, false), OperationText::waitsForFolders());
        QVERIFY2(changes.first().what.contains(QStringLiteral("“Project” to Other")),
                 qPrintable(changes.first().what));
        QCOMPARE(retryChange(writer(), number), (QSet<AccountId>{from, to}));
        if (discarded) {
            discardChange(writer(), number, f->server.registry());
            QVERIFY(writer().folderMoveTargets().isEmpty());
            passes();
            verifyStayed();
            for (const QByteArray &path : paths)
                QCOMPARE(there(*other, path), -1);
        } else {
            setGap(0);
            passes();
            verifyMoved();
        }
        QVERIFY(pendingChanges(writer(), 100).isEmpty());
    }

    void oneGivenUp_theSourceStaysWhole()
    {
        begin();
        f->server.deliver("Project", sampleMessage(9, QByteArray(5000, 'x')));
        pass(from);
        other->quota = 4000;
        move();
        passes();
        const QList<Operation> refused = writer().operations();
        QVERIFY(!refused.isEmpty());
        for (const Operation &operation : refused)
            writer().discardOperation(operation.id);
        other->quota = 0;
        passes();
        QCOMPARE(there(f->server, "Project"), 3);
        QCOMPARE(rows(from, "Project").size(), 3);
        QVERIFY(writer().operations().isEmpty());
    }

    void cutAnywhere_goesOnAndLosesAndDoublesNothing_data()
    {
        QTest::addColumn<bool>("uidplus");
        QTest::addColumn<QByteArray>("cutAt");
        for (const bool uidplus : {true, false}) {
            for (const char *cut : {"open", "folders", "append", "appended", "synchronise"})
                QTest::addRow("%d %s", uidplus, cut) << uidplus << QByteArray(cut);
        }
    }
    void cutAnywhere_goesOnAndLosesAndDoublesNothing()
    {
        QFETCH(const bool, uidplus);
        QFETCH(const QByteArray, cutAt);
        begin();
        other->uidplus = uidplus;
        move();
        int cuts = 0, seen = 0;
        bool lost = false;
        // At every second, fourth, … step of that kind; at each moment one of the two has it all.
        const auto hook = [&](const QByteArray &step) {
            for (const QByteArray &path : paths)
                lost = lost || (there(f->server, path) < 2 && there(*other, path) < 2);
            if (step == cutAt && ++seen % 2 == 1 && cuts < 4) {
                ++cuts;
                throw MemoryServer::closedConnection();
            }
        };
        other->hook = f->server.hook = hook;
        for (int i = 0; i < 6; ++i) {
            passes(2);
            f->reopen();
        }
        QVERIFY(cuts > 0);
        QVERIFY(!lost);
        verifyMoved();
    }

    void killedBetweenItsSteps_goesOnFromThere()
    {
        begin();
        move();
        for (bool more = true; more;) {
            f->reopen(); // as after a kill: what was committed is all that is known
            more = writer().continueFolderTransfers(traitsOf());
        }
        QCOMPARE(rows(to, "Project/A/B").size(), 2);
        passes();
        verifyMoved();
    }

    void mailAndFoldersThatComeMeanwhile_goAlong()
    {
        begin();
        move();
        goOn();
        f->server.deliver("Project/A", sampleMessage(20));
        f->server.addFolder("Project/New");
        f->server.deliver("Project/New", sampleMessage(21));
        pass(from);
        passes();
        QCOMPARE(there(*other, "Project/A"), 3);
        QCOMPARE(there(*other, "Project/New"), 1);
        QCOMPARE(there(f->server, "Project"), -1);
        QVERIFY(writer().operations().isEmpty());
    }

    void markedOnItsWay_isMarkedThere_data()
    {
        QTest::addColumn<QByteArray>("when");
        QTest::newRow("here, before it is sent") << QByteArray("here");
        QTest::newRow("here, once it was sent") << QByteArray("sent");
        QTest::newRow("here, before it has been fetched") << QByteArray("headers");
        QTest::newRow("by another client") << QByteArray("there");
        QTest::newRow("by another client, after all had arrived") << QByteArray("late");
        QTest::newRow("here and undone") << QByteArray("undone");
    }
    void markedOnItsWay_isMarkedThere()
    {
        QFETCH(const QByteArray, when);
        begin(Style::Imap, Style::Imap, when != "headers");
        move();
        goOn();
        if (when == "sent" || when == "late")
            pass(to);
        if (when == "late") {
            goOn();
            QVERIFY(!folder(from, "Project/A"));
        }
        // The starred one loses its star and is read; by number, since one of them changes.
        const FlagState now{Flag::Seen, {QStringLiteral("work")}};
        if (when == "there" || when == "late") {
            f->server.setFlags("Project/A", "1", now);
            if (when == "there")
                pass(from);
        } else {
            PlacementId starred;
            for (const MessageRow &row : rows(from, "Project/A")) {
                if (row.flags.flags.testFlag(Flag::Flagged))
                    starred = row.id;
            }
            if (when == "undone")
                writer().beginUndoStep();
            writer().setFlags({starred}, {Flag::Seen, Flag::Flagged, now.tags, {}}, traits(from));
            if (when == "undone")
                undo(writer().endUndoStep(UndoStep::What::Mark));
        }
        passes();
        verifyMoved();
        const QList<MemoryServer::Message> messages = other->folder("Project/A").messages;
        QCOMPARE(messages.size(), 2);
        int asMarked = 0, asBefore = 0;
        for (const MemoryServer::Message &message : messages) {
            asMarked += message.flags == now;
            asBefore += message.flags == FlagState{Flag::Flagged, {}};
        }
        QCOMPARE(asMarked, when == "undone" ? 0 : 1);
        QCOMPARE(asBefore, when == "undone" ? 1 : 0);
        for (const MessageRow &row : rows(to, "Project/A"))
            QVERIFY(row.flags == now || row.flags == FlagState{} || when == "undone");
    }

    void mailThatWasNeverSeenHere_keepsItsFolder()
    {
        begin();
        move();
        goOn();
        pass(to);
        f->server.deliver("Project/A", sampleMessage(20));
        goOn(); // all that is known has arrived
        QVERIFY(!folder(from, "Project"));
        passes();
        QCOMPARE(there(f->server, "Project/A"), 3);
        QCOMPARE(writer().operations().isEmpty(), false);
        for (int i = 0; i < 3; ++i) {
            for (const Operation &operation : writer().operations())
                writer().discardOperation(operation.id);
        }
        passes();
        QCOMPARE(rows(from, "Project/A").size(), 3);
    }

    void undoneBeforeItWasSent_leavesNothingThere()
    {
        begin();
        const UndoStep step = moveToUndo();
        goOn();
        const UndoStep again = undo(step);
        QVERIFY(!folder(to, "Project"));
        QVERIFY(writer().operations().isEmpty());
        passes();
        verifyStayed();
        QCOMPARE(there(*other, "Project"), -1);
        undo(again);
        passes();
        verifyMoved();
    }

    void undoneOnItsWay_isTakenBackThere()
    {
        begin();
        const UndoStep step = moveToUndo();
        goOn();
        pass(to); // they have arrived, and what they came from is still there
        undo(step);
        passes();
        verifyStayed();
        QCOMPARE(there(*other, "Project"), -1);
        QVERIFY(!folder(to, "Project"));
        QVERIFY(writer().operations().isEmpty());
    }

    void undoneAfterwards_comesBackAsItWent()
    {
        begin();
        const UndoStep step = moveToUndo();
        passes();
        verifyMoved();
        const UndoStep again = undo(step);
        passes();
        verifyStayed();
        QCOMPARE(there(*other, "Project"), -1);
        QVERIFY(writer().operations().isEmpty());
        undo(again);
        passes();
        verifyMoved();
    }

    void copyUndone_leavesWhatItWasMadeFrom()
    {
        begin();
        for (const bool sent : {false, true}) {
            writer().beginUndoStep();
            writer().transferFolder(folder(from, "Project"), to, {}, false, traitsOf());
            goOn();
            const UndoStep step = writer().endUndoStep(UndoStep::What::CopyFolder);
            if (sent) {
                passes();
                QCOMPARE(there(*other, "Project/A/B"), 2);
            }
            const UndoStep again = undo(step);
            QVERIFY(!folder(to, "Project"));
            passes();
            QCOMPARE(there(*other, "Project"), -1);
            verifyStayed();
            undo(undo(again));
            passes();
            QCOMPARE(there(*other, "Project"), -1);
        }
    }

    void folderThatTheAccountNeeds_isNotMoved()
    {
        begin();
        const auto move = [&](const char *path) {
            try {
                writer().transferFolder(folder(from, path), to, {}, true, traitsOf());
            } catch (const MailError &error) {
                return error.kind;
            }
            return ErrorKind::Bug;
        };
        QCOMPARE(move("INBOX"), ErrorKind::Permission);
        QCOMPARE(move("Archive"), ErrorKind::Permission);
        WriteTransaction transaction(writer());
        writer().setMissingRights(folder(from, "Project/A"), FolderRight::Remove, 1);
        transaction.commit();
        QCOMPARE(move("Project"), ErrorKind::Permission);
        QVERIFY(!folder(to, "Project"));
        QVERIFY(writer().operations().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestFolderTransfers)
#include "tst_foldertransfers.moc"
