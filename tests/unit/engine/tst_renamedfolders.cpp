// SPDX-License-Identifier: MIT
// Folders that another client renames: what is here of them, and waits for them, goes along.
#include "support/passfixture.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

class TestRenamedFolders : public QObject {
    Q_OBJECT

    std::optional<PassFixture> f;
    int m_number = 0, m_synchronised = 0;

    void fill(const QByteArray &folder, int count)
    {
        for (int i = 0; i < count; ++i)
            f->server.deliver(folder, sampleMessage(++m_number));
    }
    /// Reads all there is, and from then on counts what is fetched.
    void begin()
    {
        const SyncSummary summary = f->pass();
        QVERIFY(!summary.error);
        f->server.messagesFetched = 0;
    }
    /// A pass that finds nothing new. Headers of a few messages may be looked at, bodies never.
    void passWithoutNews()
    {
        QByteArrayList fetched;
        f->server.hook = [&](const QByteArray &step) {
            if (step == "batch")
                fetched.append(step);
        };
        const SyncSummary summary = f->pass();
        f->server.hook = {};
        QVERIFY(!summary.error);
        QCOMPARE(summary.added, 0);
        QCOMPARE(summary.removed, 0);
        QCOMPARE(fetched.size(), 0);
        QVERIFY(f->server.messagesFetched <= 6 * 4); // samples
    }
    QList<PlacementId> ids(const QByteArray &path)
    {
        QList<PlacementId> result;
        const QList<MessageRow> rows = f->rows(QString::fromUtf8(path));
        for (const MessageRow &row : rows)
            result.append(row.id);
        return result;
    }
    QStringList paths()
    {
        QStringList result;
        const QList<Folder> folders = f->writer->folders();
        for (const Folder &folder : folders)
            result.append(folder.path);
        result.sort();
        return result;
    }
    void converged(const QByteArray &path)
    {
        const QString name = QString::fromUtf8(path);
        QVERIFY2(f->folder(name), path);
        QVERIFY2(f->equalsServer(path), path);
        const QList<MessageRow> rows = f->rows(name);
        for (const MessageRow &row : rows)
            QVERIFY(row.onServer);
    }

private Q_SLOTS:
    void init()
    {
        f.emplace();
        m_number = m_synchronised = 0;
    }
    void cleanup()
    {
        if (!QTest::currentTestFailed())
            QCOMPARE(f->writer->verify(true).findings, QStringList());
        f.reset();
    }

    void renamed_isFollowedWithAllThatIsKnownOfIt_data()
    {
        QTest::addColumn<bool>("ids");
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("by its id") << true << QByteArray("Jobs");
        QTest::newRow("by its UIDs") << false << QByteArray("Jobs");
        QTest::newRow("to another parent, by its id") << true << QByteArray("Archive/2026/Work");
        QTest::newRow("to another parent, by its UIDs") << false << QByteArray("Archive/Work");
    }
    void renamed_isFollowedWithAllThatIsKnownOfIt()
    {
        QFETCH(bool, ids);
        QFETCH(QByteArray, to);
        f->server.mailboxIds = ids;
        f->server.addFolder("Work");
        fill("Work", 30);
        begin();
        const FolderId folder = f->folder(QStringLiteral("Work"));
        const QList<PlacementId> before = this->ids("Work");
        f->writer->setFavourites({folder});
        f->writer->setFolderKeep(folder, ContentLevel::Everything, 9000);

        f->server.renameFolder("Work", to);
        passWithoutNews();
        QVERIFY(!ids || f->server.messagesFetched == 0);
        QVERIFY(!f->folder(QStringLiteral("Work")));
        const QString name = QString::fromLatin1(to);
        QCOMPARE(f->folder(name), folder);
        QCOMPARE(this->ids(to), before);
        QCOMPARE(f->writer->folder(folder)->favourite, 1);
        QCOMPARE(f->writer->folder(folder)->keepDays, std::optional(9000));
        converged(to);
        fill(to, 1);
        QCOMPARE(f->pass().added, 1);
        converged(to);
    }

    void parentRenamed_subtreeFollows_data()
    {
        QTest::addColumn<bool>("ids");
        QTest::newRow("by ids") << true;
        QTest::newRow("by UIDs") << false;
    }
    void parentRenamed_subtreeFollows()
    {
        QFETCH(bool, ids);
        f->server.mailboxIds = ids;
        for (const char *path : {"Work", "Work/A", "Work/A/deep", "Work/B", "Other"}) {
            f->server.addFolder(path);
            fill(path, 4);
        }
        begin();
        const FolderId deep = f->folder(QStringLiteral("Work/A/deep"));
        f->server.renameFolder("Work", "Jobs");
        passWithoutNews();
        QCOMPARE(f->folder(QStringLiteral("Jobs/A/deep")), deep);
        for (const char *path : {"Jobs", "Jobs/A", "Jobs/A/deep", "Jobs/B", "Other"})
            converged(path);
        const QStringList now = paths();
        QVERIFY(std::none_of(now.cbegin(), now.cend(),
                             [](const QString &path) { return path.startsWith(u"Work"); }));
    }

    void renamedAndAnotherMadeOfItsOldName_areToldApart_data()
    {
        parentRenamed_subtreeFollows_data();
    }
    void renamedAndAnotherMadeOfItsOldName_areToldApart()
    {
        QFETCH(bool, ids);
        f->server.mailboxIds = ids;
        f->server.addFolder("Work");
        fill("Work", 5);
        begin();
        const FolderId folder = f->folder(QStringLiteral("Work"));
        f->server.renameFolder("Work", "Old work");
        f->server.addFolder("Work");
        fill("Work", 3);
        QCOMPARE(f->pass().added, 3);
        QCOMPARE(f->folder(QStringLiteral("Old work")), folder);
        QVERIFY(f->folder(QStringLiteral("Work")) != folder);
        converged("Old work");
        converged("Work");
    }

    void twoThatSwappedNames_areToldApart_data() { parentRenamed_subtreeFollows_data(); }
    void twoThatSwappedNames_areToldApart()
    {
        QFETCH(bool, ids);
        f->server.mailboxIds = ids;
        for (const char *path : {"A", "B"}) {
            f->server.addFolder(path);
            fill(path, 5);
        }
        begin();
        const FolderId a = f->folder(QStringLiteral("A")), b = f->folder(QStringLiteral("B"));
        f->server.renameFolder("A", "C");
        f->server.renameFolder("B", "A");
        f->server.renameFolder("C", "B");
        passWithoutNews();
        QCOMPARE(f->folder(QStringLiteral("B")), a);
        QCOMPARE(f->folder(QStringLiteral("A")), b);
        converged("A");
        converged("B");
    }

    void twoOfOneUidValidityThatSwappedNames_areToldApart_data()
    {
        QTest::addColumn<bool>("ids");
        QTest::addColumn<bool>("alike"); // as far as a list tells
        QTest::newRow("by ids") << true << false;
        QTest::newRow("by ids, of one size") << true << true;
        QTest::newRow("by their mail") << false << false;
        QTest::newRow("by their mail, of one size") << false << true;
    }
    void twoOfOneUidValidityThatSwappedNames_areToldApart()
    {
        QFETCH(bool, ids);
        QFETCH(bool, alike);
        f->server.mailboxIds = ids;
        for (const char *path : {"A", "B"}) {
            f->server.addFolder(path);
            f->server.setOnlyUidValidity(path, 7);
            fill(path, *path == 'B' && !alike ? 7 : 5);
        }
        begin();
        const FolderId a = f->folder(QStringLiteral("A")), b = f->folder(QStringLiteral("B"));
        const QList<PlacementId> mailOfA = this->ids("A"), mailOfB = this->ids("B");
        f->server.renameFolder("A", "C");
        f->server.renameFolder("B", "A");
        f->server.renameFolder("C", "B");
        QVERIFY(!f->pass().error);
        QCOMPARE(f->folder(QStringLiteral("B")), a);
        QCOMPARE(f->folder(QStringLiteral("A")), b);
        QCOMPARE(this->ids("B"), mailOfA);
        QCOMPARE(this->ids("A"), mailOfB);
        QVERIFY(f->server.messagesFetched <= 6 * 4); // samples
        converged("A");
        converged("B");
    }

    void whatWaitsForOneOfTwoThatSwappedNames_reachesItsOwnMail_data()
    {
        QTest::addColumn<int>("mailOfB");
        QTest::newRow("a list tells") << 7;
        QTest::newRow("no list tells") << 5;
    }
    void whatWaitsForOneOfTwoThatSwappedNames_reachesItsOwnMail()
    {
        QFETCH(const int, mailOfB);
        for (const char *path : {"A", "B"}) {
            f->server.addFolder(path);
            f->server.setOnlyUidValidity(path, 7);
            fill(path, *path == 'A' ? 5 : mailOfB);
        }
        begin();
        MailWriter &writer = *f->writer;
        const QByteArray deleted = f->server.folder("A").messages.last().bytes;
        const QByteArray starred = f->server.folder("B").messages.last().bytes;
        writer.remove({ids("A").first()}, true, f->traits());
        writer.setFlags({ids("B").first()}, {Flag::Flagged, {}, {}, {}}, f->traits());
        f->server.renameFolder("A", "C");
        f->server.renameFolder("B", "A");
        f->server.renameFolder("C", "B");
        f->options.sendAtOnce = true;
        for (int i = 0; i < 2; ++i)
            QVERIFY(!f->pass().error);
        QCOMPARE(writer.operations().size(), 0);
        const auto there = f->server.folder("B").messages, others = f->server.folder("A").messages;
        QCOMPARE(there.size(), 4);
        QCOMPARE(others.size(), mailOfB);
        for (const auto &message : there)
            QVERIFY(message.bytes != deleted && !message.flags.flags.testFlag(Flag::Flagged));
        for (const auto &message : others)
            QCOMPARE(message.flags.flags.testFlag(Flag::Flagged), message.bytes == starred);
        converged("A");
        converged("B");
    }

    void replacedByOneOfItsUidValidity_itsKeysAreVoid_data()
    {
        QTest::addColumn<bool>("ids");
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("by ids") << true << QByteArray("A");
        QTest::newRow("by their mail") << false << QByteArray("A");
        QTest::newRow("an Inbox") << true << QByteArray("INBOX");
    }
    void replacedByOneOfItsUidValidity_itsKeysAreVoid()
    {
        QFETCH(bool, ids);
        QFETCH(QByteArray, path);
        f->server.mailboxIds = ids;
        if (path != "INBOX")
            f->server.addFolder(path);
        f->server.addFolder("B");
        for (const QByteArray &one : {path, QByteArray("B")}) {
            f->server.setOnlyUidValidity(one, 7);
            fill(one, 5);
        }
        begin();
        const QList<PlacementId> before = this->ids(path);
        f->server.removeFolder(path);
        f->server.addFolder(path, path == "INBOX" ? FolderRole::Inbox : FolderRole::None);
        f->server.setOnlyUidValidity(path, 7);
        fill(path, 6);
        f->options.full = true;
        const SyncSummary summary = f->pass();
        QVERIFY2(!summary.error, summary.error ? qPrintable(summary.error->sentence) : "");
        // What was in the one that is gone stays, as in any that vanished.
        QCOMPARE(f->rows(QString::fromLatin1(path)).size(), 5 + 6);
        const QList<PlacementId> now = this->ids(path);
        for (const PlacementId id : before)
            QVERIFY(now.contains(id) && !f->writer->row(id)->onServer);
        const auto there = f->server.folder(path).messages;
        int whole = 0;
        for (const MessageRow &row : f->rows(QString::fromLatin1(path))) {
            if (!row.onServer)
                continue;
            whole += std::count_if(there.cbegin(), there.cend(),
                                   [&](const auto &one) { return one.bytes == f->content(row); });
        }
        QCOMPARE(whole, 6);
        QCOMPARE(f->pass().added, 0);
    }

    void movedIntoAFolderWhoseNameWasRetaken_isInTheOneThatWasMeant_data()
    {
        QTest::addColumn<bool>("ids");
        QTest::addColumn<bool>("uidplus");
        QTest::newRow("by ids") << true << true;
        QTest::newRow("by UIDs") << false << true;
        QTest::newRow("by UIDs, without UIDPLUS") << false << false;
    }
    void movedIntoAFolderWhoseNameWasRetaken_isInTheOneThatWasMeant()
    {
        QFETCH(bool, ids);
        QFETCH(bool, uidplus);
        f->server.mailboxIds = ids;
        f->server.uidplus = uidplus;
        f->server.addFolder("Work");
        fill("Work", 3);
        fill("INBOX", 2);
        begin();
        const QList<PlacementId> mail = this->ids("INBOX");
        const FolderId work = f->folder(QStringLiteral("Work"));
        f->writer->move({mail[0]}, work, f->traits());
        f->writer->copy({mail[1]}, work, f->traits());
        f->server.renameFolder("Work", "Old work");
        f->server.addFolder("Work");
        for (int i = 0; i < 3; ++i)
            QVERIFY(!f->pass().error);
        QCOMPARE(f->writer->operations().size(), 0);
        QCOMPARE(f->server.folder("Old work").messages.size(), 5);
        QCOMPARE(f->server.folder("Work").messages.size(), 0);
        QCOMPARE(f->folder(QStringLiteral("Old work")), work);
        QVERIFY(this->ids("Old work").contains(mail[0]));
        for (const char *path : {"Old work", "Work", "INBOX"})
            converged(path);
    }

    void renamedOverOneThatWasRemoved_takesItsName()
    {
        for (const char *path : {"A", "B"}) {
            f->server.addFolder(path);
            fill(path, 5);
        }
        begin();
        const FolderId b = f->folder(QStringLiteral("B"));
        f->server.removeFolder("A");
        f->server.renameFolder("B", "A");
        QVERIFY(!f->pass().error);
        // The removed one's mail stays here, as that of any folder that vanished.
        const auto now = f->writer->folder(b);
        QVERIFY(now->onServer);
        QCOMPARE(f->rows(now->path).size(), 5);
        QCOMPARE(f->rows(QStringLiteral("A")).size(), 5);
        // Once that has gone its name is free.
        QCOMPARE(now->path, QStringLiteral("A (2)"));
        f->server.addFolder("A/Below");
        begin();
        QVERIFY(f->folder(QStringLiteral("A/Below")));
        f->writer->removeFolder(f->folder(QStringLiteral("A/Below")), false, f->traits());
        begin();
        f->writer->removeFolder(f->folder(QStringLiteral("A")), true, f->traits());
        begin();
        QCOMPARE(f->writer->folder(b)->path, QStringLiteral("A"));
        QCOMPARE(paths().filter(QStringLiteral("(")), QStringList());
        converged("A");
    }

    void mailMovedIntoAnEmptyFolderThatIsRenamed_eachIsWhatItWas()
    {
        f->server.addFolder("Box"); // shorter, so looked at first
        f->server.addFolder("Empty");
        fill("Box", 1);
        begin();
        const FolderId box = f->folder(QStringLiteral("Box"));
        const FolderId empty = f->folder(QStringLiteral("Empty"));
        f->server.moveMessage("Box", "1", "Empty");
        f->server.renameFolder("Empty", "Filled");
        f->server.removeFolder("Box");
        QVERIFY(!f->pass().error);
        QCOMPARE(f->folder(QStringLiteral("Filled")), empty);
        const auto left = f->writer->folder(box); // with its mail, as a folder that vanished
        QVERIFY(!left || !left->onServer);
        converged("Filled");
    }

    // A kill between the server's rename and our noting it, with something older still to be sent.
    void renameWhoseAnswerWasLost_isKnownBeforeWhatIsOlderIsSent()
    {
        f->server.addFolder("Work");
        fill("Work", 1);
        fill("INBOX", 2);
        begin();
        MailWriter &writer = *f->writer;
        const FolderId work = f->folder(QStringLiteral("Work"));
        const OperationId move = writer.move({ids("INBOX").first()}, work, f->traits()).first();
        writer.renameFolder(work, QStringLiteral("Jobs"), f->traits());
        bool refused = false, cut = false;
        f->server.hook = [&](const QByteArray &step) {
            if (step == "move" && !std::exchange(refused, true)) {
                MailError no;
                no.scope = ErrorScope::Message;
                no.kind = ErrorKind::Permission;
                no.retry = RetryClass::Never;
                no.sentence = QStringLiteral("Not now.");
                throw no;
            }
            if (step == "rename" && !std::exchange(cut, true)) {
                f->server.renameFolder("Work", "Jobs");
                throw MemoryServer::closedConnection();
            }
        };
        QVERIFY(f->pass().error);
        QVERIFY(cut);
        f->reopen();
        f->writer->retryOperation(move);
        QByteArrayList asked;
        f->server.hook = [&](const QByteArray &step) { asked.append(step); };
        QVERIFY(!f->pass().error);
        QCOMPARE(f->writer->operations().size(), 0);
        QVERIFY(!asked.contains("rename"));
        QCOMPARE(asked.count("move"), 1);
        QCOMPARE(f->folder(QStringLiteral("Jobs")), work);
        QCOMPARE(f->server.folder("Jobs").messages.size(), 2);
        converged("Jobs");
        converged("INBOX");
    }

    void foldersOfOneUidValidity_areNotTakenForEachOther()
    {
        for (const char *path : {"A", "B", "C"}) {
            f->server.addFolder(path);
            f->server.setOnlyUidValidity(path, 1);
            fill(path, 5);
        }
        begin();
        const FolderId a = f->folder(QStringLiteral("A"));
        // A goes for good, and a new folder has as many messages and UIDs.
        f->server.removeFolder("A");
        f->server.addFolder("New");
        f->server.setOnlyUidValidity("New", 1);
        fill("New", 5);
        QCOMPARE(f->pass().added, 5);
        QVERIFY(f->folder(QStringLiteral("New")) != a);
        QCOMPARE(f->rows(QStringLiteral("A")).size(), 5);
        QVERIFY(!f->rows(QStringLiteral("A")).first().onServer);
        converged("New");
        // And two renamed at once are told apart by their mail.
        f->server.messagesFetched = 0;
        const FolderId b = f->folder(QStringLiteral("B")), c = f->folder(QStringLiteral("C"));
        f->server.renameFolder("B", "Z");
        f->server.renameFolder("C", "Y");
        passWithoutNews();
        QCOMPARE(f->folder(QStringLiteral("Z")), b);
        QCOMPARE(f->folder(QStringLiteral("Y")), c);
        converged("Z");
        converged("Y");
    }

    void renamedFolderNumberedAnew_isFollowedAndNoBodyIsFetched()
    {
        f->server.addFolder("Work");
        f->server.addFolder("Work/Sub");
        fill("Work", 5);
        fill("Work/Sub", 5);
        begin();
        const FolderId folder = f->folder(QStringLiteral("Work"));
        const FolderId below = f->folder(QStringLiteral("Work/Sub"));
        const QList<PlacementId> before = ids("Work");
        f->server.renameFolder("Work", "Jobs"); // as Courier does it
        f->server.setOnlyUidValidity("Jobs", 4711);
        f->server.setOnlyUidValidity("Jobs/Sub", 4711);
        QVERIFY(!f->pass().error);
        QCOMPARE(f->folder(QStringLiteral("Jobs")), folder);
        QCOMPARE(f->folder(QStringLiteral("Jobs/Sub")), below);
        QCOMPARE(ids("Jobs"), before);
        QVERIFY(f->server.messagesFetched <= 12); // samples
        converged("Jobs");
        converged("Jobs/Sub");
    }

    void emptyFolderRenamed_isFollowedByItsUidValidity()
    {
        f->server.addFolder("Empty");
        begin();
        const FolderId folder = f->folder(QStringLiteral("Empty"));
        f->server.renameFolder("Empty", "Still empty");
        passWithoutNews();
        QCOMPARE(f->folder(QStringLiteral("Still empty")), folder);
    }

    void renamedBetweenTheListAndItsTurn_isFollowedByTheSamePass_data()
    {
        QTest::addColumn<bool>("seenBefore");
        QTest::newRow("known") << true;
        QTest::newRow("made just before") << false;
    }
    void renamedBetweenTheListAndItsTurn_isFollowedByTheSamePass()
    {
        QFETCH(const bool, seenBefore);
        if (!seenBefore)
            begin();
        f->server.addFolder("A");
        fill("A", 3);
        if (seenBefore) {
            begin();
            fill("A", 1);
        }
        fill("INBOX", 1);
        bool renamed = false;
        f->server.hook = [&](const QByteArray &step) {
            if (step == "synchronise" && !std::exchange(renamed, true))
                f->server.renameFolder("A", "C");
        };
        const SyncSummary summary = f->pass();
        f->server.hook = {};
        QVERIFY(renamed);
        QVERIFY(!summary.error); // nothing is wrong
        QVERIFY(!f->folder(QStringLiteral("A")));
        converged("C");
        converged("INBOX");
    }

    void folderThatCanNeverBeRead_isToldOnceAPass()
    {
        f->server.addFolder("A");
        fill("A", 3);
        int lists = 0;
        f->server.hook = [&](const QByteArray &step) {
            lists += step == "folders";
            if (step == "synchronise" && lists > 0 && ++m_synchronised > 1)
                throw MailError{ErrorScope::Folder,
                                ErrorKind::Protocol,
                                RetryClass::Later,
                                QStringLiteral("No."),
                                {}};
        };
        const SyncSummary summary = f->pass();
        f->server.hook = {};
        QVERIFY(summary.error);
        QCOMPARE(summary.error->sentence, QStringLiteral("No."));
        QVERIFY(lists <= 3);
    }

    void missingFromOneListOnly_isNotTakenForRenamed()
    {
        f->server.addFolder("Work");
        fill("Work", 5);
        begin();
        const FolderId folder = f->folder(QStringLiteral("Work"));
        // The first list tells a name that the second doesn't: somebody renamed it back meanwhile.
        f->server.renameFolder("Work", "Jobs");
        bool listed = false;
        f->server.hook = [&](const QByteArray &step) {
            if (step == "message" && !std::exchange(listed, true))
                f->server.renameFolder("Jobs", "Work");
        };
        f->pass();
        f->server.hook = {};
        QVERIFY(listed);
        f->pass();
        QCOMPARE(f->folder(QStringLiteral("Work")), folder);
        converged("Work");
    }

    void whatWaits_goesOnInTheRenamedFolder()
    {
        f->server.addFolder("Work");
        f->server.addFolder("Work/Sub");
        fill("Work", 3);
        fill("INBOX", 1);
        begin();
        const QList<PlacementId> mail = ids("Work");
        MailWriter &writer = *f->writer;
        writer.setFlags({mail[0]}, {Flag::Flagged, {}, {}, {}}, f->traits());
        writer.move({mail[1]}, f->folder(QStringLiteral("Work/Sub")), f->traits());
        writer.move(ids("INBOX"), f->folder(QStringLiteral("Work")), f->traits());
        writer.createFolder(f->account().id, QStringLiteral("Work/New"), f->traits());
        writer.renameFolder(f->folder(QStringLiteral("Work/Sub")), QStringLiteral("Below"),
                            f->traits());
        f->server.renameFolder("Work", "Jobs");
        for (int i = 0; i < 3; ++i)
            QVERIFY(!f->pass().error);
        QCOMPARE(writer.operations().size(), 0);
        QCOMPARE(f->server.folder("Jobs").messages.size(), 3);
        QCOMPARE(f->server.folder("Jobs/Below").messages.size(), 1);
        QVERIFY(!f->server.folder("Jobs/New").path.isEmpty());
        QVERIFY(f->server.folder("Work").path.isEmpty());
        QVERIFY(std::any_of(f->server.folder("Jobs").messages.cbegin(),
                            f->server.folder("Jobs").messages.cend(),
                            [](const auto &m) { return m.flags.flags.testFlag(Flag::Flagged); }));
        for (const char *path : {"Jobs", "Jobs/Below", "INBOX"})
            converged(path);
    }

    void renamedHereAndThere_isCalledAsTheUserSaid()
    {
        f->server.addFolder("Work");
        fill("Work", 3);
        begin();
        const FolderId folder = f->folder(QStringLiteral("Work"));
        f->writer->renameFolder(folder, QStringLiteral("Mine"), f->traits());
        f->server.renameFolder("Work", "Theirs");
        f->pass();
        f->pass();
        QCOMPARE(f->writer->operations().size(), 0);
        QCOMPARE(f->folder(QStringLiteral("Mine")), folder);
        QCOMPARE(f->server.folder("Mine").messages.size(), 3);
        QVERIFY(f->server.folder("Theirs").path.isEmpty());
        converged("Mine");
    }

    void removedHereAndRenamedThere_isRemoved()
    {
        f->server.addFolder("Work");
        fill("Work", 3);
        begin();
        f->writer->removeFolder(f->folder(QStringLiteral("Work")), true, f->traits());
        f->server.renameFolder("Work", "Jobs");
        f->pass();
        f->pass();
        QCOMPARE(f->writer->operations().size(), 0);
        QVERIFY(f->server.folder("Jobs").path.isEmpty() || f->folder(QStringLiteral("Jobs")));
    }
};

QTEST_GUILESS_MAIN(TestRenamedFolders)
#include "tst_renamedfolders.moc"
