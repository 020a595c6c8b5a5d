// SPDX-License-Identifier: MIT
// What is no longer at the server: when that is believed, and when a server is taken to be at
// fault.
#include "engine/folderreport.h"
#include "support/passfixture.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

void fill(MemoryServer &server, int count, const QByteArray &folder = "INBOX")
{
    for (int i = 1; i <= count; ++i)
        server.deliver(folder, sampleMessage(i));
}

void expungeAll(MemoryServer &server, const QByteArray &path = "INBOX")
{
    const auto messages = server.folder(path).messages;
    for (const MemoryServer::Message &message : messages)
        server.expunge(path, QByteArray::number(message.uid));
}

bool isMarked(PassFixture &f, const QString &path = QStringLiteral("INBOX"))
{
    return f.writer->folder(f.folder(path))->emptiedUtc != 0;
}

int boundHere(PassFixture &f, const QString &path = QStringLiteral("INBOX"))
{
    const QList<MessageRow> rows = f.rows(path);
    return int(std::count_if(rows.cbegin(), rows.cend(), [](auto &row) { return row.onServer; }));
}

RemoteFolderRow inboxRow(PassFixture &f)
{
    const QList<RemoteFolderRow> rows = f.writer->remoteFolders(f.account().incoming.id);
    const auto inbox = std::find_if(rows.cbegin(), rows.cend(),
                                    [](const auto &row) { return row.path == "INBOX"; });
    return *inbox;
}

QList<QByteArray> keys(int first, int last)
{
    QList<QByteArray> result;
    for (int i = first; i <= last; ++i)
        result.append(QByteArray::number(i));
    return result;
}

FolderCursor cursorOf(const RemoteFolderRow &row, quint64 highestModSeq)
{
    FolderCursor cursor;
    cursor.folder = row.path;
    cursor.uidValidity = row.uidValidity;
    cursor.uidNext = row.uidNext;
    cursor.highestModSeq = highestModSeq;
    return cursor;
}

} // namespace

class TestFolderAbsence : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void serverListsNothingAnyMore_copiesStayUnboundAndTheFolderSaysSo()
    {
        PassFixture f;
        fill(f.server, 30);
        f.pass();
        expungeAll(f.server);
        const SyncSummary summary = f.pass();
        QVERIFY(!summary.error);
        QCOMPARE(summary.removed, 0);
        QCOMPARE(f.rows().size(), 30);
        QCOMPARE(boundHere(f), 0);
        QVERIFY(isMarked(f));
        QCOMPARE(f.content(f.rows().first()), sampleMessage(30));
        // Nothing changes by looking again, nor by a restart.
        f.pass();
        f.reopen();
        f.pass();
        QCOMPARE(f.rows().size(), 30);
        QVERIFY(isMarked(f));
        QCOMPARE(f.writer->verify(true).findings, QStringList());
    }

    void anotherUidValidityWithNothingInIt_copiesStayUnboundAndTheFolderSaysSo()
    {
        PassFixture f;
        fill(f.server, 30);
        f.pass();
        expungeAll(f.server);
        f.server.setUidValidity("INBOX", 77);
        QVERIFY(!f.pass().error);
        QCOMPARE(f.rows().size(), 30);
        QCOMPARE(boundHere(f), 0);
        QVERIFY(isMarked(f));
        QCOMPARE(f.writer->verify(true).findings, QStringList());
    }

    void allButAFewGone_goAsTheServerSays()
    {
        PassFixture f;
        fill(f.server, 300);
        f.pass();
        for (int i = 1; i < 300; ++i)
            f.server.expunge("INBOX", QByteArray::number(i));
        QCOMPARE(f.pass().removed, 299);
        QVERIFY(f.equalsServer());
        QVERIFY(!isMarked(f));
    }

    void lostAndMailCameSince_copiesStayAllTheSame()
    {
        PassFixture f;
        fill(f.server, 30);
        f.pass();
        expungeAll(f.server);
        f.server.deliver("INBOX", sampleMessage(99));
        f.pass();
        QCOMPARE(f.rows().size(), 31);
        QCOMPARE(boundHere(f), 1);
        QVERIFY(isMarked(f));
    }

    void lostMailComesBack_isBoundAgainWithoutFetchingAndTheMarkEnds()
    {
        PassFixture f;
        fill(f.server, 30);
        f.pass();
        const QList<MessageRow> before = f.rows();
        const qint64 fetched = f.server.messagesFetched;
        expungeAll(f.server);
        f.pass();
        fill(f.server, 29);
        f.pass();
        QCOMPARE(boundHere(f), 29);
        QVERIFY(isMarked(f)); // one is still missing
        f.server.deliver("INBOX", sampleMessage(30));
        f.pass();
        QCOMPARE(boundHere(f), 30);
        QVERIFY(!isMarked(f));
        QCOMPARE(f.server.messagesFetched, fetched);
        QCOMPARE(f.rows().first().id, before.first().id);
    }

    void newMailInALostFolder_leavesTheMark()
    {
        PassFixture f;
        fill(f.server, 30);
        f.pass();
        expungeAll(f.server);
        f.pass();
        f.server.deliver("INBOX", sampleMessage(99));
        f.pass();
        QCOMPARE(f.rows().size(), 31);
        QCOMPARE(boundHere(f), 1);
        QVERIFY(isMarked(f));
    }

    void aHandfulOrTheTrash_goesAsTheServerSays()
    {
        PassFixture f;
        fill(f.server, 20);
        fill(f.server, 40, "Trash");
        f.pass();
        expungeAll(f.server);
        expungeAll(f.server, "Trash");
        QCOMPARE(f.pass().removed, 60);
        QVERIFY(f.rows().isEmpty());
        QVERIFY(f.rows(QStringLiteral("Trash")).isEmpty());
        QVERIFY(!isMarked(f));
        QVERIFY(!isMarked(f, QStringLiteral("Trash")));
    }

    void emptiedByTheUserHere_isNoLoss()
    {
        PassFixture f;
        fill(f.server, 40);
        f.pass();
        QList<PlacementId> all;
        const QList<MessageRow> rows = f.rows();
        for (const MessageRow &row : rows)
            all.append(row.id);
        f.writer->remove(all, true, f.traits());
        f.pass();
        f.pass();
        QVERIFY(f.rows().isEmpty());
        QVERIFY(f.server.folder("INBOX").messages.isEmpty());
        QVERIFY(!isMarked(f));
    }

    void letGo_removesTheCopiesStepByStepButWhatWaitsInAnOperation()
    {
        PassFixture f;
        fill(f.server, 30);
        f.server.addFolder("Work");
        f.pass();
        QVERIFY(!f.writer->letGo(f.folder(QStringLiteral("INBOX")), 10));
        QCOMPARE(f.rows().size(), 30); // it isn't lost
        expungeAll(f.server);
        f.pass();
        f.server.deliver("INBOX", sampleMessage(99));
        f.pass();
        const FolderId inbox = f.folder(QStringLiteral("INBOX"));
        QVERIFY(f.writer->letGo(inbox, 20));
        QVERIFY(isMarked(f));
        QCOMPARE(f.rows().size(), 11);
        QVERIFY(!f.writer->letGo(inbox, 20));
        QVERIFY(!isMarked(f));
        QCOMPARE(f.rows().size(), 1);
        QVERIFY(f.rows().first().onServer);
        QVERIFY(f.equalsServer());
        QCOMPARE(f.writer->verify(true).findings, QStringList());
    }

    void putBack_uploadsEveryCopyOnceAndTheMarkEnds()
    {
        PassFixture f;
        fill(f.server, 30);
        f.pass();
        const QList<MessageRow> before = f.rows();
        expungeAll(f.server);
        f.pass();
        const FolderId inbox = f.folder(QStringLiteral("INBOX"));
        QVERIFY(f.writer->putBack(inbox, 20, f.traits()));
        QVERIFY(isMarked(f));
        QVERIFY(!f.writer->putBack(inbox, 20, f.traits()));
        QVERIFY(!isMarked(f));
        QVERIFY(!f.writer->putBack(inbox, 20, f.traits())); // nothing is put back twice
        QVERIFY(!f.writer->letGo(inbox, 20)); // and what waits isn't let go
        QVERIFY(!f.pass().error);
        QVERIFY(!f.pass().error);
        QVERIFY(f.writer->operations().isEmpty());
        QCOMPARE(f.server.folder("INBOX").messages.size(), 30);
        QVERIFY(f.equalsServer());
        QCOMPARE(boundHere(f), 30);
        QCOMPARE(f.rows().first().id, before.first().id);
        QCOMPARE(f.writer->verify(true).findings, QStringList());
    }

    void putBackOfHeadersAlone_isLeftForTheUserToLetGo()
    {
        PassFixture f(MemoryServer::Style::Imap,
                      [](Account &account) { account.keep = ContentLevel::Headers; });
        fill(f.server, 30);
        f.pass();
        expungeAll(f.server);
        f.pass();
        const FolderId inbox = f.folder(QStringLiteral("INBOX"));
        QVERIFY(!f.writer->putBack(inbox, 20, f.traits()));
        QVERIFY(f.writer->operations().isEmpty());
        QVERIFY(isMarked(f));
        QCOMPARE(f.rows().size(), 30);
        QVERIFY(!f.writer->letGo(inbox, 100));
        QVERIFY(f.rows().isEmpty());
    }

    void muchSaidToBeGoneAndThereAtTheSecondLook_stays()
    {
        PassFixture f;
        fill(f.server, 300);
        f.pass();
        const RemoteFolderRow row = inboxRow(f);
        FolderReport report(*f.writer, row, {true, true});
        report.opened(row.uidValidity, 300);
        report.vanished(keys(1, 250));
        report.checkpoint(cursorOf(row, 9));
        QVERIFY(report.needsSecondLook());
        QCOMPARE(f.rows().size(), 300);
        report.beginSecondLook();
        report.opened(row.uidValidity, 300);
        report.absent({});
        report.finish(cursorOf(row, 9));
        QVERIFY(!report.needsSecondLook());
        QCOMPARE(f.rows().size(), 300);
        QCOMPARE(boundHere(f), 300);
        QCOMPARE(inboxRow(f).highestModSeq, 9U);
    }

    void muchSaidToBeGoneAndMissingAtTheSecondLook_goes()
    {
        PassFixture f;
        fill(f.server, 300);
        f.pass();
        const RemoteFolderRow row = inboxRow(f);
        FolderReport report(*f.writer, row, {true, true});
        report.opened(row.uidValidity, 50);
        report.vanished(keys(1, 250));
        report.checkpoint(cursorOf(row, 9));
        QVERIFY(report.needsSecondLook());
        report.beginSecondLook();
        report.opened(row.uidValidity, 50);
        report.absent({{1, 250}});
        report.finish(cursorOf(row, 9));
        QCOMPARE(f.rows().size(), 50);
        QVERIFY(!isMarked(f));
    }

    void muchSaidToBeGoneAndNoSecondLookComes_staysAndIsAskedForAgain()
    {
        PassFixture f;
        fill(f.server, 300);
        f.pass();
        const RemoteFolderRow row = inboxRow(f);
        FolderReport report(*f.writer, row, {true, true});
        report.opened(row.uidValidity, 50);
        report.vanished(keys(1, 250));
        report.finish(cursorOf(row, 9));
        QCOMPARE(f.rows().size(), 300);
        QCOMPARE(inboxRow(f).highestModSeq, 0U); // the cursor stays where it was
    }

    void fewSaidToBeGone_goAtOnce()
    {
        PassFixture f;
        fill(f.server, 300);
        f.pass();
        const RemoteFolderRow row = inboxRow(f);
        FolderReport report(*f.writer, row, {true, true});
        report.opened(row.uidValidity, 280);
        report.vanished(keys(1, 20) + keys(5000, 5100)); // ranges may name what never was
        report.checkpoint(cursorOf(row, 9));
        QVERIFY(!report.needsSecondLook());
        report.finish(cursorOf(row, 9));
        QCOMPARE(f.rows().size(), 280);
        QCOMPARE(report.counts().removed, 20);
    }
};

QTEST_GUILESS_MAIN(TestFolderAbsence)
#include "tst_folderabsence.moc"
