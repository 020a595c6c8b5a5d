// SPDX-License-Identifier: MIT
// Mail that goes to a folder which only this computer has, or comes out of one that the server
// lost.
#include "support/passfixture.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

class TestLocalFolders : public QObject {
    Q_OBJECT

    std::optional<PassFixture> f;

    void begin(ContentLevel keep = ContentLevel::Everything)
    {
        f.emplace(MemoryServer::Style::Imap, [&](Account &account) { account.keep = keep; });
    }
    MailWriter &writer() { return *f->writer; }
    FolderId folder(const char *path) { return f->folder(QString::fromLatin1(path)); }
    QList<PlacementId> in(const char *path)
    {
        QList<PlacementId> ids;
        const QList<MessageRow> rows = f->rows(QString::fromLatin1(path));
        for (const MessageRow &row : rows)
            ids.append(row.id);
        return ids;
    }
    qsizetype there(const QByteArray &path) { return f->server.folder(path).messages.size(); }
    /// A folder that the server had and has no more, while its mail is still here.
    FolderId ofThisComputer()
    {
        f->server.addFolder("Here");
        f->server.deliver("Here", sampleMessage(90));
        f->pass();
        f->server.removeFolder("Here");
        f->pass();
        return folder("Here");
    }
    void settle(int passes = 2)
    {
        for (int i = 0; i < passes; ++i) {
            f->clock.advanceMs(120'000);
            QVERIFY(!f->pass().error);
        }
    }
    /// The Inbox, of which the server has nothing any more.
    void emptied(int messages)
    {
        for (int i = 1; i <= messages; ++i)
            f->server.deliver("INBOX", sampleMessage(i));
        QVERIFY(!f->pass().error);
        for (int i = 1; i <= messages; ++i)
            f->server.expunge("INBOX", QByteArray::number(i));
        settle(1);
        QVERIFY(writer().folder(folder("INBOX"))->emptiedUtc != 0);
    }

private Q_SLOTS:
    void cleanup()
    {
        if (f && !QTest::currentTestFailed())
            QCOMPARE(writer().verify(true).findings, QStringList());
        f.reset();
    }

    void movedOutOfAnEmptiedFolder_isUploaded()
    {
        begin();
        emptied(30);
        const PlacementId id = in("INBOX").first();
        const QByteArray bytes = f->content(*writer().row(id));
        const auto queued = writer().move({id}, folder("Archive"), f->traits());
        QCOMPARE(queued.size(), 1);
        QCOMPARE(writer().operations().first().kind, OperationKind::Append);
        settle(1);
        QCOMPARE(there("Archive"), 1);
        QCOMPARE(f->server.folder("Archive").messages.first().bytes, bytes);
        QVERIFY(writer().row(id)->onServer);
        QVERIFY(writer().operations().isEmpty());
        QCOMPARE(there("INBOX"), 0);
        QCOMPARE(in("INBOX").size(), 29);
    }

    void copiedOutOfAnEmptiedFolder_isUploadedAndTheCopyStays()
    {
        begin();
        emptied(30);
        const PlacementId id = in("INBOX").first();
        QCOMPARE(writer().copy({id}, folder("Archive"), f->traits()).size(), 1);
        settle(1);
        QCOMPARE(there("Archive"), 1);
        QVERIFY(f->equalsServer("Archive"));
        QCOMPARE(in("INBOX").size(), 30);
        QVERIFY(!writer().row(id)->onServer);
        QVERIFY(writer().operations().isEmpty());
    }

    void copiedOutOfAFolderOfThisComputer_isUploaded()
    {
        begin();
        ofThisComputer();
        writer().copy(in("Here"), folder("Archive"), f->traits());
        settle(1);
        QVERIFY(f->equalsServer("Archive"));
        QCOMPARE(there("Archive"), 1);
        QCOMPARE(in("Here").size(), 1);
    }

    void movedOutOfAnEmptiedFolderByItsHeaderAlone_saysThatItCantBeUploaded()
    {
        begin(ContentLevel::Headers);
        emptied(30);
        const PlacementId id = in("INBOX").first();
        writer().move({id}, folder("Archive"), f->traits());
        f->pass();
        QCOMPARE(writer().operations().size(), 1);
        const Operation failed = writer().operations().first();
        QCOMPARE(failed.state, OperationState::Failed);
        QVERIFY(failed.error.contains(QLatin1String("as a whole")));
        settle(5); // and it is never given up by itself
        QVERIFY(writer().row(id));
        writer().discardOperation(failed.id);
        QCOMPARE(in("INBOX").size(), 30);
        QVERIFY(in("Archive").isEmpty());
    }

    void refusedUploadMovedOn_goesWhereTheUserSaidLast()
    {
        begin();
        emptied(30);
        const PlacementId id = in("INBOX").first();
        f->server.addFolder("Work");
        f->pass();
        f->server.quota = 10;
        writer().move({id}, folder("Archive"), f->traits());
        f->pass();
        QCOMPARE(writer().operations().first().state, OperationState::Failed);
        writer().move({id}, folder("Work"), f->traits());
        QCOMPARE(writer().operations().size(), 1);
        QCOMPARE(writer().operations().first().state, OperationState::Waiting);
        f->server.quota = 0;
        settle(1);
        QCOMPARE(there("Work"), 1);
        QCOMPARE(there("Archive"), 0);
        QVERIFY(writer().operations().isEmpty());
    }

    void movedToThisComputerWithoutItsContent_isFetchedBeforeTheServersGoes()
    {
        begin(ContentLevel::Headers);
        const FolderId here = ofThisComputer();
        f->server.deliver("INBOX", sampleMessage(1));
        f->pass();
        const PlacementId id = in("INBOX").first();
        QVERIFY(writer().row(id)->content < ContentLevel::Everything);
        QCOMPARE(writer().move({id}, here, f->traits()).size(), 1);
        QVERIFY(in("INBOX").isEmpty());
        QVERIFY(writer().row(id)->mark == KeepMark::Wanted);
        bool lost = false;
        f->server.hook = [&](const QByteArray &) {
            const bool whole = MailReader(*f->store).row(id)->content == ContentLevel::Everything;
            lost = lost || (!whole && f->server.folder("INBOX").messages.isEmpty());
        };
        settle();
        QVERIFY(!lost);
        QCOMPARE(there("INBOX"), 0);
        QCOMPARE(f->content(*writer().row(id)), sampleMessage(1));
        QVERIFY(!writer().row(id)->onServer);
        QVERIFY(writer().operations().isEmpty());
        QCOMPARE(writer().row(id)->folder, here);
    }

    void movedToThisComputerAndBack_saysNothingOrIsUploaded()
    {
        begin(ContentLevel::Headers);
        const FolderId here = ofThisComputer();
        f->server.deliver("INBOX", sampleMessage(1));
        f->pass();
        const PlacementId id = in("INBOX").first();
        writer().move({id}, here, f->traits());
        writer().move({id}, folder("INBOX"), f->traits());
        QVERIFY(writer().operations().isEmpty());
        // Begun, and taken back only then.
        writer().move({id}, here, f->traits());
        f->server.hook = [](const QByteArray &step) {
            if (step == "fetch")
                throw MemoryServer::closedConnection();
        };
        f->pass();
        f->server.hook = {};
        writer().move({id}, folder("Archive"), f->traits());
        settle(4);
        QCOMPARE(there("INBOX"), 0);
        QCOMPARE(there("Archive"), 1);
        QCOMPARE(f->server.folder("Archive").messages.first().bytes, sampleMessage(1));
        QCOMPARE(in("Archive"), QList<PlacementId>{id});
        QVERIFY(writer().operations().isEmpty());
    }

    void movedToThisComputer_undoneAfterwardsIsOnTheServerAgain()
    {
        begin();
        const FolderId here = ofThisComputer();
        f->server.deliver("INBOX", sampleMessage(1));
        f->pass();
        writer().beginUndoStep();
        writer().move(in("INBOX"), here, f->traits());
        const UndoStep step = writer().endUndoStep(UndoStep::What::Move);
        settle();
        QCOMPARE(there("INBOX"), 0);
        writer().undo(step, [this](AccountId) { return f->traits(); });
        settle();
        QCOMPARE(there("INBOX"), 1);
        QVERIFY(f->equalsServer());
        QVERIFY(writer().operations().isEmpty());
    }

    void movedToThisComputerAndGoneAtTheServer_staysOrSaysSo()
    {
        begin();
        const FolderId here = ofThisComputer();
        f->server.deliver("INBOX", sampleMessage(1));
        f->pass();
        const PlacementId id = in("INBOX").first();
        writer().move({id}, here, f->traits());
        f->server.expunge("INBOX", "1");
        settle(5);
        QCOMPARE(f->content(*writer().row(id)), sampleMessage(1));
        QCOMPARE(writer().row(id)->folder, here);
        QVERIFY(writer().operations().isEmpty());
    }

    void copiedToThisComputerAndDeleted_isFetchedBeforeTheServersGoes()
    {
        begin(ContentLevel::Headers);
        const FolderId here = ofThisComputer();
        f->server.deliver("INBOX", sampleMessage(1));
        f->pass();
        const PlacementId id = in("INBOX").first();
        QCOMPARE(writer().copy({id}, here, f->traits()).size(), 1);
        writer().remove({id}, true, f->traits());
        QCOMPARE(in("Here").size(), 2);
        settle(3);
        QCOMPARE(there("INBOX"), 0);
        bool found = false;
        const QList<MessageRow> rows = f->rows(QStringLiteral("Here"));
        for (const MessageRow &row : rows)
            found = found || f->content(row) == sampleMessage(1);
        QVERIFY(found);
        QVERIFY(writer().operations().isEmpty());
    }

    void removalRefused_staysPendingWithItsReason()
    {
        begin();
        const FolderId here = ofThisComputer();
        f->server.deliver("INBOX", sampleMessage(1));
        f->pass();
        const PlacementId id = in("INBOX").first();
        writer().move({id}, here, f->traits());
        f->server.hook = [](const QByteArray &step) {
            if (step == "remove")
                throw MailError{ErrorScope::Folder,
                                ErrorKind::Permission,
                                RetryClass::Never,
                                QStringLiteral("No right."),
                                {}};
        };
        f->pass();
        f->server.hook = {};
        QCOMPARE(writer().operations().first().state, OperationState::Failed);
        QCOMPARE(there("INBOX"), 1);
        QVERIFY(writer().row(id)->pending);
        writer().discardOperation(writer().operations().first().id);
        QCOMPARE(in("INBOX"), QList<PlacementId>{id});
        settle();
        QVERIFY(f->equalsServer());
    }
};

QTEST_GUILESS_MAIN(TestLocalFolders)
#include "tst_localfolders.moc"
