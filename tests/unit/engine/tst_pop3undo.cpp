// SPDX-License-Identifier: MIT
#include "support/passfixture.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

/// What is undone (Ctrl+Z) on an account whose folders and flags are this computer's own, while its
/// rule deletes at the server by what is done here.
class TestPop3Undo : public QObject {
    Q_OBJECT

    struct Fixture : PassFixture {
        explicit Fixture(const char *rule)
            : PassFixture(MemoryServer::Style::Pop3, [&](Account &account) {
                fromString(QString::fromLatin1(rule), &account.incoming.leaveOnServer);
            })
        {
            for (int i = 1; i <= 3; ++i)
                server.deliver("INBOX", sampleMessage(i));
            pass();
        }
        UndoStep recorded(const std::function<void()> &action)
        {
            writer->beginUndoStep();
            action();
            return writer->endUndoStep(UndoStep::What::Mark);
        }
        UndoStep undo(const UndoStep &step)
        {
            return writer->undo(step, [this](AccountId) { return traits(); });
        }
        UndoStep archive(PlacementId id)
        {
            return recorded(
                [&] { writer->move({id}, archiveFolder(*writer, account(), traits()), traits()); });
        }
        int there() { return int(server.folder("INBOX").messages.size()); }
        bool isSound() { return writer->verify(true).findings.isEmpty(); }
    };

private Q_SLOTS:
    void moveUndoneBeforeTheNextVisit_nothingIsDeletedThere()
    {
        Fixture f("until-moved");
        const UndoStep moved = f.archive(f.rows().first().id);
        QCOMPARE(f.rows().size(), 2);
        const UndoStep again = f.undo(moved);
        QCOMPARE(f.rows().size(), 3);
        QVERIFY(!f.pass().error);
        QCOMPARE(f.there(), 3);
        QVERIFY(f.equalsServer());
        // Redone, the rule holds again.
        f.undo(again);
        QVERIFY(!f.pass().error);
        QCOMPARE(f.there(), 2);
        QCOMPARE(f.rows(QStringLiteral("Archive")).size(), 1);
        QVERIFY(f.isSound());
    }

    void moveUndoneAfterItsOriginalWasDeletedThere_isBackWithItsBytesAndComesNoSecondTime()
    {
        Fixture f("until-moved");
        const UndoStep moved = f.archive(f.rows().first().id);
        QVERIFY(!f.pass().error);
        QCOMPARE(f.there(), 2);
        f.undo(moved);
        QCOMPARE(f.rows().size(), 3);
        QVERIFY(!f.rows().first().onServer);
        QCOMPARE(f.content(f.rows().first()), sampleMessage(3));
        f.reopen();
        QVERIFY(!f.pass().error);
        QCOMPARE(f.rows().size(), 3);
        QCOMPARE(f.server.messagesFetched, 3);
        QVERIFY(f.isSound());
    }

    void deletionUndoneBeforeTheNextVisit_staysHereAndThere_data()
    {
        QTest::addColumn<bool>("forGood");
        QTest::newRow("into the Trash") << false;
        QTest::newRow("for good") << true;
    }
    void deletionUndoneBeforeTheNextVisit_staysHereAndThere()
    {
        QFETCH(bool, forGood);
        for (const char *rule : {"until-deleted", "until-moved", "no"}) {
            Fixture f(rule);
            const int before = f.there();
            f.server.deliver("INBOX", sampleMessage(4));
            if (before > 0)
                QVERIFY(!f.pass().error);
            const qsizetype here = f.rows().size();
            const UndoStep deleted =
                f.recorded([&] { f.writer->remove({f.rows().first().id}, forGood, f.traits()); });
            QCOMPARE(f.rows().size(), here - 1);
            f.undo(deleted);
            QCOMPARE(f.rows().size(), here);
            const int there = f.there();
            QVERIFY(!f.pass().error);
            if (before > 0)
                QCOMPARE(f.there(), there);
            QVERIFY(f.isSound());
        }
    }

    void flagsAndFolders_areUndoneWithoutAWordToTheServer()
    {
        Fixture f("forever");
        const PlacementId id = f.rows().first().id;
        const UndoStep starred = f.recorded([&] {
            f.writer->setFlags({id}, {Flag::Flagged, {}, {}, {}}, f.traits());
        });
        FolderId made;
        const UndoStep making = f.recorded([&] {
            made = f.writer->createFolder(f.account().id, QStringLiteral("Work"), f.traits());
        });
        QVERIFY(f.writer->folder(made));
        QVERIFY(f.writer->operations().isEmpty());
        f.undo(making);
        QVERIFY(!f.writer->folder(made));
        f.undo(starred);
        QVERIFY(!f.rows().first().flags.flags.testFlag(Flag::Flagged));
        QVERIFY(f.writer->operations().isEmpty());
        QVERIFY(!f.pass().error);
        QCOMPARE(f.rows().size(), 3);
        QVERIFY(f.isSound());
    }
};

QTEST_GUILESS_MAIN(TestPop3Undo)
#include "tst_pop3undo.moc"
