// SPDX-License-Identifier: MIT
#include "support/passfixture.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {
const FlagState seen{MessageFlags(Flag::Seen), {}};
const QString inbox = QStringLiteral("INBOX"), all = QStringLiteral("All Mail"),
              work = QStringLiteral("Work"), trash = QStringLiteral("Trash");

/// An account as Gmail has it: each message stands in All Mail, and in a folder for each label.
class LabelFixture : public PassFixture {
public:
    LabelFixture()
    {
        server.labels = true;
        server.removeFolder("Archive");
        server.addFolder("All Mail", FolderRole::All);
        server.addFolder("Work");
        for (int i = 1; i <= 3; ++i) {
            const QByteArray key = server.deliver("INBOX", sampleMessage(i));
            server.addLabel("INBOX", key, "All Mail");
            if (i == 2)
                server.addLabel("INBOX", key, "Work");
        }
    }
    /// Every message with its folder and flags.
    QStringList standing()
    {
        QStringList lines;
        for (const Folder &folder : writer->folders(account().id)) {
            const QList<MessageRow> found = rows(folder.path);
            for (const MessageRow &row : found)
                lines.append(QStringLiteral("%1/%2 %3")
                                 .arg(folder.path, row.subject)
                                 .arg(row.flags.flags.toInt()));
        }
        lines.sort();
        return lines;
    }
    MessageRow rowOf(const QString &folder, const QString &subject)
    {
        const QList<MessageRow> found = rows(folder);
        for (const MessageRow &row : found) {
            if (row.subject == subject)
                return row;
        }
        return {};
    }
};
} // namespace

class TestLabels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void messageWithThreeLabels_isOneMessageFetchedOnce()
    {
        LabelFixture t;
        QVERIFY(!t.pass().error);
        QCOMPARE(t.rows(inbox).size(), 3);
        QCOMPARE(t.rows(all).size(), 3);
        QCOMPARE(t.rows(work).size(), 1);
        QCOMPARE(int(t.server.messagesFetched), 3);
        const MessageRow labelled = t.rows(work).first();
        QCOMPARE(t.rowOf(inbox, labelled.subject).message, labelled.message);
        QCOMPARE(t.rowOf(all, labelled.subject).message, labelled.message);
        const MessageRow inboxRow = t.rowOf(inbox, labelled.subject);
        QCOMPARE(t.writer->detail(inboxRow.id)->alsoIn, QStringList(work));
        QVERIFY(labelled.content == ContentLevel::Everything);
        // Its label takes no more room.
        const MailReader::Storage storage = t.writer->storage(t.account().id);
        QCOMPARE(storage.total, 3);
        QCOMPARE(storage.onComputer, 3);
        QCOMPARE(storage.bytes, t.writer->folder(t.folder(all))->bytesOnComputer);
        QVERIFY(t.equalsServer("INBOX") && t.equalsServer("All Mail") && t.equalsServer("Work"));
        QVERIFY(t.writer->verify(true).findings.isEmpty());
    }

    void oneNameForTwoMessages_mergesNothing()
    {
        PassFixture t;
        t.server.emailIds = true;
        t.server.deliver("INBOX", sampleMessage(1));
        t.server.deliver("Archive", sampleMessage(2));
        t.server.nameAll("M1");
        QVERIFY(!t.pass().error);
        QVERIFY(t.rows(inbox).first().message != t.rows(QStringLiteral("Archive")).first().message);
        QVERIFY(t.equalsServer("INBOX") && t.equalsServer("Archive"));
    }

    void copyKnownByItsName_isNotFetchedAgainAndKeepsItsOwnFlags()
    {
        PassFixture t;
        t.server.emailIds = true;
        const QByteArray key = t.server.deliver("INBOX", sampleMessage(1));
        QVERIFY(!t.pass().error);
        const QByteArray copy = t.server.addLabel("INBOX", key, "Archive");
        t.server.setFlags("Archive", copy, seen);
        QVERIFY(!t.pass().error);
        QCOMPARE(int(t.server.messagesFetched), 1);
        QVERIFY(t.rows(QStringLiteral("Archive")).first().flags == seen);
        QVERIFY(t.rows(inbox).first().flags == FlagState());
        QVERIFY(t.equalsServer("Archive"));
    }

    void readInOneFolder_isReadInAllByOneOperation()
    {
        LabelFixture t;
        t.pass();
        const MessageRow row = t.rows(work).first();
        const FlagChange read{MessageFlags(Flag::Seen), {}, {}, {}};
        QCOMPARE(t.writer->setFlags({row.id}, read, t.traits()).size(), 1);
        for (const QString &folder : {inbox, all, work})
            QVERIFY(t.rowOf(folder, row.subject).flags == seen);
        QCOMPARE(t.writer->folder(t.folder(inbox))->unread, 2);
        QVERIFY(!t.pass().error);
        for (const QString &folder : {inbox, all, work})
            QVERIFY(t.rowOf(folder, row.subject).flags == seen);
        QVERIFY(t.writer->operations().isEmpty());
    }

    void flagsOfAnotherFolderSeenBeforeOursAreSent_keepTheUsers()
    {
        LabelFixture t;
        t.pass();
        const MessageRow row = t.rows(work).first();
        t.writer->setFlags({row.id}, {MessageFlags(Flag::Seen), {}, {}, {}}, t.traits());
        const QList<RemoteFolderRow> folders = t.writer->remoteFolders(t.account().incoming.id);
        for (const RemoteFolderRow &remote : folders) {
            WriteTransaction transaction(*t.writer);
            QList<QPair<QByteArray, FlagState>> stale;
            for (const BoundKey &bound : t.writer->boundKeys(remote.id, {}, 100))
                stale.append({bound.key, FlagState{MessageFlags(Flag::Flagged), {}}});
            t.writer->flagsSeen(remote.id, stale);
            transaction.commit();
        }
        QVERIFY(t.rowOf(all, row.subject).flags.flags.testFlag(Flag::Seen));
        QVERIFY(t.rowOf(inbox, row.subject).flags.flags.testFlag(Flag::Seen));
    }

    void archived_losesTheInboxLabelOnly()
    {
        LabelFixture t;
        t.pass();
        const MessageRow row = t.rowOf(inbox, QStringLiteral("Message 2"));
        const FolderId archive = archiveFolder(*t.writer, t.account(), t.traits());
        QVERIFY(archive == t.folder(all));
        QCOMPARE(t.writer->move({row.id}, archive, t.traits()).size(), 1);
        QCOMPARE(t.rows(inbox).size(), 2);
        QCOMPARE(t.rows(all).size(), 3);
        QVERIFY(!t.pass().error);
        QCOMPARE(t.server.folder("INBOX").messages.size(), 2);
        QCOMPARE(t.server.folder("All Mail").messages.size(), 3);
        QCOMPARE(t.server.folder("Work").messages.size(), 1);
        QVERIFY(t.equalsServer("INBOX") && t.equalsServer("All Mail") && t.equalsServer("Work"));
        QCOMPARE(int(t.server.messagesFetched), 3);
        QVERIFY(t.writer->operations().isEmpty());
        QVERIFY(t.writer->verify(true).findings.isEmpty());
    }

    void archivingDiscarded_putsTheLabelBack()
    {
        LabelFixture t;
        t.pass();
        const MessageRow row = t.rowOf(inbox, QStringLiteral("Message 2"));
        const auto queued = t.writer->move({row.id}, t.folder(all), t.traits());
        t.writer->discardOperation(queued.first());
        QCOMPARE(t.rows(inbox).size(), 3);
        QCOMPARE(t.rows(all).size(), 3);
        QVERIFY(!t.pass().error);
        QVERIFY(t.equalsServer("INBOX"));
    }

    void labelAddedTwice_standsThereOnce()
    {
        LabelFixture t;
        t.pass();
        const MessageRow row = t.rowOf(inbox, QStringLiteral("Message 2"));
        QVERIFY(t.writer->copy({row.id}, t.folder(work), t.traits()).isEmpty());
        QCOMPARE(t.rows(work).size(), 1);
        const MessageRow other = t.rowOf(inbox, QStringLiteral("Message 1"));
        QCOMPARE(t.writer->copy({other.id}, t.folder(work), t.traits()).size(), 1);
        QCOMPARE(t.rows(work).size(), 2);
        QVERIFY(!t.pass().error);
        QVERIFY(t.equalsServer("Work"));
        QCOMPARE(int(t.server.messagesFetched), 3);
    }

    void movedToTrash_leavesEveryFolderAndIsKeptOnce()
    {
        LabelFixture t;
        t.pass();
        const MessageRow row = t.rowOf(inbox, QStringLiteral("Message 2"));
        t.writer->remove({row.id}, false, t.traits());
        QVERIFY(!t.pass().error);
        QVERIFY(!t.pass().error);
        QCOMPARE(t.rows(trash).size(), 1);
        QCOMPARE(t.rows(inbox).size(), 2);
        QCOMPARE(t.rows(all).size(), 2);
        QCOMPARE(t.rows(work).size(), 0);
        QVERIFY(t.equalsServer("Trash") && t.equalsServer("All Mail"));
        QCOMPARE(int(t.server.messagesFetched), 3);
    }

    void movedToTrashOrJunk_leavesEveryFolderAtOnce_data()
    {
        QTest::addColumn<QString>("to");
        QTest::newRow("trash") << trash;
        QTest::newRow("junk") << QStringLiteral("Spam");
    }
    void movedToTrashOrJunk_leavesEveryFolderAtOnce()
    {
        QFETCH(const QString, to);
        LabelFixture t;
        t.server.addFolder("Spam", FolderRole::Junk);
        t.pass();
        const MessageRow row = t.rowOf(inbox, QStringLiteral("Message 2"));
        t.writer->move({row.id}, t.folder(to), t.traits());
        QCOMPARE(t.rows(to).size(), 1);
        QCOMPARE(t.rows(all).size(), 2);
        QCOMPARE(t.rows(work).size(), 0);
        // What is sent tells of it once, and nothing comes back by it.
        t.options.extent = PassExtent::Operations;
        QVERIFY(!t.pass().error);
        QVERIFY(t.writer->operations().isEmpty());
        QCOMPARE(t.rows(all).size(), 2);
        QCOMPARE(t.rows(work).size(), 0);
        QVERIFY(t.writer->verify(true).findings.isEmpty());
        t.options = {};
        QVERIFY(!t.pass().error);
        QVERIFY(t.equalsServer(to.toUtf8()) && t.equalsServer("All Mail")
                && t.equalsServer("Work"));
        QCOMPARE(int(t.server.messagesFetched), 3);
    }

    void movedToTrashAndOnOrDiscarded_labelsAreBack()
    {
        LabelFixture t;
        t.pass();
        const MessageRow row = t.rowOf(inbox, QStringLiteral("Message 2"));
        const auto queued = t.writer->remove({row.id}, false, t.traits());
        QCOMPARE(t.rows(work).size(), 0);
        t.writer->discardOperation(queued.first());
        QCOMPARE(t.rows(work).size(), 1);
        QCOMPARE(t.rows(all).size(), 3);
        QCOMPARE(t.rows(inbox).size(), 3);
        t.writer->remove({row.id}, false, t.traits());
        t.writer->move({row.id}, t.folder(inbox), t.traits());
        QVERIFY(t.writer->operations().isEmpty());
        QCOMPARE(t.rows(work).size(), 1);
        QCOMPARE(t.rows(all).size(), 3);
        QVERIFY(!t.pass().error);
        QVERIFY(t.equalsServer("INBOX") && t.equalsServer("All Mail") && t.equalsServer("Work"));
        QVERIFY(t.writer->verify(true).findings.isEmpty());
    }

    void movedToTrashAndArchivedElsewhere_goesFromAnotherLabel()
    {
        LabelFixture t;
        t.pass();
        const MessageRow row = t.rowOf(inbox, QStringLiteral("Message 2"));
        t.writer->remove({row.id}, false, t.traits());
        t.server.expunge("INBOX", "2"); // its label only
        for (int i = 0; i < 4; ++i) {
            t.clock.advanceMs(120'000);
            QVERIFY(!t.pass().error);
        }
        QVERIFY(t.writer->operations().isEmpty());
        QCOMPARE(t.server.folder("Trash").messages.size(), 1);
        QVERIFY(t.equalsServer("Trash") && t.equalsServer("All Mail") && t.equalsServer("Work"));
        QVERIFY(t.writer->verify(true).findings.isEmpty());
    }

    void undone_labelsAreAsBefore_data()
    {
        QTest::addColumn<QByteArray>("action");
        QTest::addColumn<bool>("sent");
        for (const char *action :
             {"trash", "archive", "label", "unlabel", "unarchive", "junk", "read"}) {
            for (const bool sent : {false, true})
                QTest::addRow("%s %d", action, sent) << QByteArray(action) << sent;
        }
        QTest::newRow("for good") << QByteArray("for good")
                                  << false; // sent, nothing brings it back
    }
    void undone_labelsAreAsBefore()
    {
        QFETCH(const QByteArray, action);
        QFETCH(const bool, sent);
        LabelFixture t;
        t.server.addFolder("Spam", FolderRole::Junk);
        t.pass();
        const PlacementId id = t.rowOf(inbox, QStringLiteral("Message 2")).id;
        const PlacementId unlabelled = t.rowOf(inbox, QStringLiteral("Message 1")).id;
        const QStringList before = t.standing();
        t.writer->beginUndoStep();
        if (action == "trash")
            t.writer->remove({id}, false, t.traits());
        else if (action == "archive")
            t.writer->move({id}, archiveFolder(*t.writer, t.account(), t.traits()), t.traits());
        else if (action == "label")
            t.writer->copy({unlabelled}, t.folder(work), t.traits());
        else if (action == "unarchive")
            t.writer->move({t.rowOf(all, QStringLiteral("Message 1")).id}, t.folder(work),
                           t.traits());
        else if (action == "for good")
            t.writer->remove({id}, true, t.traits());
        else if (action == "unlabel")
            t.writer->move({t.rows(work).first().id}, t.folder(all), t.traits());
        else if (action == "junk")
            markJunk(*t.writer, t.account(), {id}, true, t.traits());
        else
            t.writer->setFlags({id}, {MessageFlags(Flag::Seen), {}, {}, {}}, t.traits());
        UndoStep step = t.writer->endUndoStep(action == "for good" ? UndoStep::What::DeleteForGood
                                                                   : UndoStep::What::Move);
        const QStringList after = t.standing();
        QVERIFY(after != before);
        t.options.sendAtOnce = true;
        const auto settle = [&] {
            for (int i = 0; i < 3 && sent; ++i) {
                t.clock.advanceMs(120'000);
                QVERIFY(!t.pass().error);
            }
        };
        const auto traits = [&](AccountId) { return t.traits(); };
        settle();
        QCOMPARE(t.standing(), after);
        step = t.writer->undo(step, traits);
        settle();
        QCOMPARE(t.standing(), before);
        step = t.writer->undo(step, traits); // redone
        settle();
        QCOMPARE(t.standing(), after);
        t.writer->undo(step, traits);
        if (!sent)
            QVERIFY(t.writer->operations().isEmpty());
        for (int i = 0; i < 3; ++i) {
            t.clock.advanceMs(120'000);
            QVERIFY(!t.pass().error);
        }
        QCOMPARE(t.standing(), before);
        QVERIFY(t.writer->operations().isEmpty());
        for (const char *path : {"INBOX", "All Mail", "Work", "Trash", "Spam"})
            QVERIFY2(t.equalsServer(path), path);
        QCOMPARE(int(t.server.messagesFetched), 3);
        QVERIFY(t.writer->verify(true).findings.isEmpty());
    }

    void movedOutOfAllMail_getsTheLabelAndStaysThere()
    {
        LabelFixture t;
        t.pass();
        const PlacementId archived = t.rowOf(all, QStringLiteral("Message 3")).id;
        QCOMPARE(t.writer->move({archived}, t.folder(work), t.traits()).size(), 1);
        QCOMPARE(t.rows(all).size(), 3);
        QCOMPARE(t.rows(work).size(), 2);
        for (int i = 0; i < 2; ++i) {
            QVERIFY(!t.pass().error);
            QCOMPARE(t.rows(all).size(), 3);
            QCOMPARE(t.rows(work).size(), 2);
        }
        QCOMPARE(t.server.folder("Work").messages.size(), 2);
        QVERIFY(t.rowOf(all, QStringLiteral("Message 3")).id == archived);
        // To the trash it goes from there as well.
        t.writer->remove({archived}, false, t.traits());
        QVERIFY(!t.pass().error);
        QCOMPARE(t.rows(all).size(), 2);
        QCOMPARE(t.rows(work).size(), 1);
        QCOMPARE(t.server.folder("All Mail").messages.size(), 2);
        QVERIFY(t.equalsServer("Work") && t.equalsServer("All Mail") && t.equalsServer("Trash"));
        QCOMPARE(int(t.server.messagesFetched), 3);
        QVERIFY(t.writer->operations().isEmpty());
        QVERIFY(t.writer->verify(true).findings.isEmpty());
    }

    void deletedForGood_isInNoFolderOfTheServer_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QByteArray>("cutAt");
        for (const QString &from : {inbox, all, work}) {
            for (const char *cut : {"", "move", "moved", "remove"})
                QTest::addRow("%s %s", qPrintable(from), cut) << from << QByteArray(cut);
        }
    }
    void deletedForGood_isInNoFolderOfTheServer()
    {
        QFETCH(const QString, from);
        QFETCH(const QByteArray, cutAt);
        LabelFixture t;
        t.pass();
        t.options.sendAtOnce = true;
        const PlacementId id = t.rowOf(from, QStringLiteral("Message 2")).id;
        t.writer->remove({id}, true, t.traits());
        for (const QString &folder : {inbox, all})
            QCOMPARE(t.rows(folder).size(), 2);
        QCOMPARE(t.rows(work).size(), 0);
        QCOMPARE(t.rows(trash).size(), 0);
        bool cut = cutAt.isEmpty();
        t.server.hook = [&](const QByteArray &step) {
            if (step == cutAt && !std::exchange(cut, true))
                throw MemoryServer::closedConnection();
        };
        for (int i = 0; i < 5; ++i) {
            t.clock.advanceMs(120'000);
            t.pass();
        }
        QVERIFY(cut);
        QCOMPARE(t.server.folder("INBOX").messages.size(), 2);
        QCOMPARE(t.server.folder("All Mail").messages.size(), 2);
        QCOMPARE(t.server.folder("Work").messages.size(), 0);
        QCOMPARE(t.server.folder("Trash").messages.size(), 0);
        for (const char *path : {"INBOX", "All Mail", "Work", "Trash"})
            QVERIFY2(t.equalsServer(path), path);
        QVERIFY(t.writer->operations().isEmpty());
        QCOMPARE(int(t.server.messagesFetched), 3);
        QVERIFY(t.writer->verify(true).findings.isEmpty());
    }

    void labelRemovedAtTheServer_itsMessagesStandWhereElseTheyStood()
    {
        LabelFixture t;
        t.pass();
        t.server.removeFolder("Work");
        QVERIFY(!t.pass().error);
        QVERIFY(!t.writer->folderByPath(t.account().id, work));
        QVERIFY(t.equalsServer("INBOX") && t.equalsServer("All Mail"));
        for (const Folder &one : t.writer->folders(t.account().id))
            QCOMPARE(one.onlyHere, 0);
        QCOMPARE(int(t.server.messagesFetched), 3);
        QVERIFY(t.writer->verify(true).findings.isEmpty());
    }

    void numberedAnew_labelsAreFoundAgainAndNothingIsFetched()
    {
        LabelFixture t;
        t.pass();
        t.server.setUidValidity("All Mail", 77);
        QVERIFY(!t.pass().error);
        QCOMPARE(int(t.server.messagesFetched), 3);
        QCOMPARE(t.rows(all).size(), 3);
        QVERIFY(t.equalsServer("All Mail") && t.equalsServer("Work"));
    }
};

QTEST_GUILESS_MAIN(TestLabels)
#include "tst_labels.moc"
