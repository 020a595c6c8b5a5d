// SPDX-License-Identifier: MIT
// Moving and copying between accounts: the copy is confirmed before the original goes, whatever is
// cut in between.
#include "support/passfixture.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

class TestTransfers : public QObject {
    Q_OBJECT

    std::optional<PassFixture> f; ///< the account that mail comes from
    std::optional<MemoryServer> other; ///< the one it goes to
    AccountId from, to;

    MailWriter &writer() { return *f->writer; }
    void begin(MemoryServer::Style style = MemoryServer::Style::Imap,
               MemoryServer::Style otherStyle = MemoryServer::Style::Imap,
               const std::function<void(Account &)> &change = {})
    {
        f.emplace(style, change);
        other.emplace(otherStyle);
        from = writer().accounts().first().id;
        Account account = other->account();
        account.name = QStringLiteral("Other");
        to = writer().addAccount(account, otherStyle == MemoryServer::Style::Imap);
    }
    SyncSummary pass(AccountId id)
    {
        MemoryServer &server = id == from ? f->server : *other;
        const BackendRegistry registry = server.registry();
        PassOptions options = f->options;
        options.sendAtOnce = true;
        return runPass({*f->store, registry, {}, *f->wakeup}, *writer().account(id),
                       Secret(server.password), options);
    }
    void passes(int rounds = 3)
    {
        for (int i = 0; i < rounds; ++i) {
            pass(from);
            pass(to);
            f->clock.advanceMs(3'600'000);
        }
    }
    FolderId folder(AccountId account, const char *path)
    {
        const auto found = writer().folderByPath(account, QString::fromLatin1(path));
        return found ? found->id : FolderId();
    }
    QList<MessageRow> rows(AccountId account, const char *path)
    {
        ListQuery query;
        query.folders = {folder(account, path)};
        return writer().page(query, 1000);
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
    void goOn()
    {
        while (writer().continueFolderTransfers(traitsOf())) { }
    }
    /// One message at the first account, read here.
    PlacementId deliver(const QByteArray &message = sampleMessage(1))
    {
        f->server.deliver("INBOX", message, {Flag::Flagged, {}});
        pass(from);
        pass(to);
        return rows(from, "INBOX").value(0).id;
    }
    QByteArray bytes(const MessageRow &row)
    {
        return writer().content(row.message, {}).value_or(QByteArray("<not here>"));
    }
    void verifyIsClean()
    {
        const MailReader::VerifyReport report = writer().verify(true);
        QCOMPARE(report.findings, QStringList());
        QCOMPARE(report.damaged, 0);
    }

private Q_SLOTS:
    void cleanup()
    {
        if (!QTest::currentTestFailed())
            verifyIsClean();
        f.reset();
        other.reset();
    }

    void moved_isSeenThereAtOnceAndGoesOnlyOnceItArrived()
    {
        begin();
        const PlacementId id = deliver();
        const auto queued = writer().move({id}, folder(to, "Archive"), traits(to));
        QCOMPARE(queued.size(), 1);
        QCOMPARE(rows(to, "Archive").size(), 1);
        QCOMPARE(bytes(rows(to, "Archive").first()), sampleMessage(1));
        QVERIFY(rows(to, "Archive").first().flags.flags.testFlag(Flag::Flagged));
        pass(from);
        QCOMPARE(rows(from, "INBOX").size(), 1); // nothing has arrived yet
        QCOMPARE(f->server.folder("INBOX").messages.size(), 1);
        // Moving it once more while it is on its way makes no second copy.
        QVERIFY(writer().move({id}, folder(to, "Archive"), traits(to)).isEmpty());
        pass(to);
        QCOMPARE(other->folder("Archive").messages.size(), 1);
        QCOMPARE(other->folder("Archive").messages.first().bytes, sampleMessage(1));
        QVERIFY(rows(from, "INBOX").isEmpty());
        QCOMPARE(f->server.folder("INBOX").messages.size(), 1);
        pass(from);
        QVERIFY(f->server.folder("INBOX").messages.isEmpty());
        QVERIFY(writer().operations().isEmpty());
        QVERIFY(rows(to, "Archive").first().onServer);
    }

    void markedOnItsWay_isMarkedThere()
    {
        begin();
        const PlacementId original = deliver();
        writer().move({original}, folder(to, "Archive"), traits(to));
        writer().setFlags({original}, {Flag::Seen, Flag::Flagged, {}, {}}, traits(from));
        passes();
        QCOMPARE(other->folder("Archive").messages.size(), 1);
        QVERIFY(other->folder("Archive").messages.first().flags.flags == Flag::Seen);
        QVERIFY(f->server.folder("INBOX").messages.isEmpty());
        QVERIFY(writer().operations().isEmpty());
    }

    void copied_leavesTheOriginal()
    {
        begin();
        const PlacementId id = deliver();
        writer().copy({id}, folder(to, "INBOX"), traits(to));
        passes();
        QCOMPARE(other->folder("INBOX").messages.size(), 1);
        QCOMPARE(f->server.folder("INBOX").messages.size(), 1);
        QCOMPARE(rows(from, "INBOX").size(), 1);
        QCOMPARE(rows(to, "INBOX").size(), 1);
        QVERIFY(writer().operations().isEmpty());
    }

    void cutAnywhere_isThereOnceAndGoneHere_data()
    {
        QTest::addColumn<bool>("uidplus");
        QTest::addColumn<bool>("rewrites");
        QTest::addColumn<QByteArray>("cutAt");
        for (const bool uidplus : {true, false}) {
            for (const bool rewrites : {false, true}) {
                for (const char *cut : {"open", "append", "appended", "synchronise", "remove"})
                    QTest::addRow("%d %d %s", uidplus, rewrites, cut)
                        << uidplus << rewrites << QByteArray(cut);
            }
        }
    }
    void cutAnywhere_isThereOnceAndGoneHere()
    {
        QFETCH(const bool, uidplus);
        QFETCH(const bool, rewrites);
        QFETCH(const QByteArray, cutAt);
        begin();
        other->uidplus = uidplus;
        other->rewritesUploads = rewrites;
        const PlacementId id = deliver();
        writer().move({id}, folder(to, "Archive"), traits(to));
        bool cut = false, lost = false;
        const auto hook = [&](const QByteArray &step) {
            // At every moment one of the two servers has it.
            lost = lost
                || (f->server.folder("INBOX").messages.isEmpty()
                    && other->folder("Archive").messages.isEmpty());
            if (step == cutAt && !std::exchange(cut, true))
                throw MemoryServer::closedConnection();
        };
        other->hook = f->server.hook = hook;
        pass(to);
        pass(from);
        f->reopen();
        passes();
        QVERIFY(cut);
        QVERIFY(!lost);
        QCOMPARE(other->folder("Archive").messages.size(), 1);
        QVERIFY(other->folder("Archive").messages.first().bytes.endsWith(sampleMessage(1)));
        QVERIFY(f->server.folder("INBOX").messages.isEmpty());
        QCOMPARE(rows(to, "Archive").size(), 1);
        QVERIFY(rows(from, "INBOX").isEmpty());
        QVERIFY(writer().operations().isEmpty());
    }

    void notHereAsAWhole_isFetchedFirst()
    {
        begin(MemoryServer::Style::Imap, MemoryServer::Style::Imap,
              [](Account &account) { account.keep = ContentLevel::Headers; });
        const PlacementId id = deliver();
        QVERIFY(writer().row(id)->content < ContentLevel::Everything);
        writer().move({id}, folder(to, "Archive"), traits(to));
        QCOMPARE(rows(to, "Archive").size(), 1);
        pass(to);
        QVERIFY(other->folder("Archive").messages.isEmpty());
        QCOMPARE(writer().operations().size(), 1);
        QCOMPARE(writer().operations().first().state, OperationState::Waiting);
        // What the user does with the original meanwhile waits for its bytes.
        writer().remove({id}, true, traits(from));
        pass(from);
        pass(to);
        pass(from);
        QCOMPARE(other->folder("Archive").messages.size(), 1);
        QCOMPARE(bytes(rows(to, "Archive").first()), sampleMessage(1));
        passes();
        QVERIFY(f->server.folder("INBOX").messages.isEmpty());
        QVERIFY(writer().operations().isEmpty());
    }

    void vanishedBeforeItCame_failsAndSaysSo()
    {
        begin(MemoryServer::Style::Imap, MemoryServer::Style::Imap,
              [](Account &account) { account.keep = ContentLevel::Headers; });
        const PlacementId id = deliver();
        writer().move({id}, folder(to, "Archive"), traits(to));
        f->server.expunge("INBOX", "1");
        pass(from);
        pass(to);
        QCOMPARE(writer().operations().size(), 1);
        QCOMPARE(writer().operations().first().state, OperationState::Failed);
        QVERIFY(!writer().operations().first().error.isEmpty());
        QVERIFY(other->folder("Archive").messages.isEmpty());
    }

    void vanishedMeanwhile_theCopyStillGoes()
    {
        begin();
        const PlacementId id = deliver();
        writer().move({id}, folder(to, "Archive"), traits(to));
        f->server.expunge("INBOX", "1");
        pass(from);
        QVERIFY(rows(from, "INBOX").isEmpty());
        passes();
        QCOMPARE(other->folder("Archive").messages.size(), 1);
        QVERIFY(writer().operations().isEmpty());
    }

    void accountRemovedMeanwhile_theCopyStillGoes()
    {
        begin();
        const PlacementId id = deliver();
        writer().move({id}, folder(to, "Archive"), traits(to));
        writer().removeAccount(from);
        pass(to);
        QCOMPARE(other->folder("Archive").messages.size(), 1);
        QVERIFY(writer().operations().isEmpty());
    }

    void overQuota_staysWhereItIsAndOthersGoOn()
    {
        begin();
        f->server.deliver("INBOX", sampleMessage(1, QByteArray(5000, 'x')));
        f->server.deliver("INBOX", sampleMessage(2));
        passes(1);
        QList<PlacementId> all;
        for (const MessageRow &row : rows(from, "INBOX"))
            all.append(row.id);
        QCOMPARE(all.size(), 2);
        other->quota = 4000;
        const auto queued = writer().move(all, folder(to, "Archive"), traits(to));
        QCOMPARE(queued.size(), 1);
        passes();
        QCOMPARE(other->folder("Archive").messages.size(), 1);
        QCOMPARE(f->server.folder("INBOX").messages.size(), 1);
        QCOMPARE(rows(from, "INBOX").size(), 1);
        QCOMPARE(writer().operations().size(), 1);
        const Operation failed = writer().operations().first();
        QCOMPARE(failed.state, OperationState::Failed);
        QCOMPARE(failed.error, QStringLiteral("The mailbox is full."));
        // Tried again it arrives; discarded, everything would be as before.
        other->quota = 0;
        writer().retryOperation(failed.id);
        passes();
        QCOMPARE(other->folder("Archive").messages.size(), 2);
        QVERIFY(f->server.folder("INBOX").messages.isEmpty());
    }

    void discarded_isAsBefore()
    {
        begin();
        const PlacementId id = deliver();
        writer().move({id}, folder(to, "Archive"), traits(to));
        writer().discardOperation(writer().operations().first().id);
        QVERIFY(rows(to, "Archive").isEmpty());
        QCOMPARE(rows(from, "INBOX").size(), 1);
        passes();
        QVERIFY(other->folder("Archive").messages.isEmpty());
        QCOMPARE(f->server.folder("INBOX").messages.size(), 1);
        // But never the only copy.
        writer().move({id}, folder(to, "Archive"), traits(to));
        f->server.expunge("INBOX", "1");
        pass(from);
        writer().discardOperation(writer().operations().first().id);
        QCOMPARE(bytes(rows(to, "Archive").first()), sampleMessage(1));
    }

    void undone_comesBackBeforeAndAfterItWasSent()
    {
        begin();
        const PlacementId id = deliver();
        const auto traitsOf = [this](AccountId account) { return traits(account); };
        const auto move = [&](PlacementId what) {
            writer().beginUndoStep();
            writer().move({what}, folder(to, "Archive"), traits(to));
            return writer().endUndoStep(UndoStep::What::Move);
        };
        const UndoStep again = writer().undo(move(id), traitsOf);
        QVERIFY(writer().operations().isEmpty());
        QVERIFY(rows(to, "Archive").isEmpty());
        QCOMPARE(rows(from, "INBOX").size(), 1);
        const UndoStep back = writer().undo(again, traitsOf);
        QCOMPARE(rows(to, "Archive").size(), 1);
        passes();
        QCOMPARE(other->folder("Archive").messages.size(), 1);
        QVERIFY(f->server.folder("INBOX").messages.isEmpty());
        writer().undo(back, traitsOf);
        passes();
        QCOMPARE(f->server.folder("INBOX").messages.size(), 1);
        QCOMPARE(f->server.folder("INBOX").messages.first().bytes, sampleMessage(1));
        QVERIFY(other->folder("Archive").messages.isEmpty());
        QCOMPARE(rows(from, "INBOX").size(), 1);
        QVERIFY(writer().operations().isEmpty());
    }

    void folderCopied_isThereWithItsMailAndWhatIsBelow_data()
    {
        QTest::addColumn<bool>("fromPop3");
        QTest::addColumn<bool>("toPop3");
        QTest::addColumn<bool>("whole");
        QTest::newRow("imap to imap") << false << false << true;
        QTest::newRow("imap to imap, to be fetched first") << false << false << false;
        QTest::newRow("imap to pop3") << false << true << true;
        QTest::newRow("imap to pop3, to be fetched first") << false << true << false;
        QTest::newRow("pop3 to imap") << true << false << true;
    }
    void folderCopied_isThereWithItsMailAndWhatIsBelow()
    {
        QFETCH(const bool, fromPop3);
        QFETCH(const bool, toPop3);
        QFETCH(const bool, whole);
        using Style = MemoryServer::Style;
        begin(fromPop3 ? Style::Pop3 : Style::Imap, toPop3 ? Style::Pop3 : Style::Imap,
              [&](Account &account) {
                  account.keep = whole ? ContentLevel::Everything : ContentLevel::Headers;
              });
        const char *paths[] = {"Project", "Project/A", "Project/A/B"};
        if (fromPop3) {
            for (int i = 0; i < 3; ++i)
                f->server.deliver("INBOX", sampleMessage(i));
            pass(from);
            const QList<MessageRow> inbox = rows(from, "INBOX");
            for (int i = 0; i < 3; ++i) {
                writer().createFolder(from, QString::fromLatin1(paths[i]), traits(from));
                writer().move({inbox[i].id}, folder(from, paths[i]), traits(from));
            }
        } else {
            for (int i = 0; i < 3; ++i) {
                f->server.addFolder(paths[i]);
                f->server.deliver(paths[i], sampleMessage(i), {Flag::Flagged, {}});
            }
            pass(from);
        }
        pass(to);
        // A folder of that name is there already: the copy gets another.
        writer().createFolder(to, QStringLiteral("Project"), traits(to));
        writer().transferFolder(folder(from, "Project"), to, {}, false, traitsOf());
        goOn();
        passes(5);
        QVERIFY(writer().operations().isEmpty());
        for (const char *path : paths) {
            const QByteArray copied = "Project (2)" + QByteArray(path).mid(7);
            const QList<MessageRow> here = rows(to, copied.constData());
            QCOMPARE(here.size(), 1);
            QCOMPARE(rows(from, path).size(), 1);
            QCOMPARE(bytes(here.first()), bytes(rows(from, path).first()));
            QVERIFY(bytes(here.first()).startsWith("From"));
            if (!fromPop3) {
                QVERIFY(here.first().flags.flags.testFlag(Flag::Flagged));
                QCOMPARE(f->server.folder(path).messages.size(), 1);
            }
            if (!toPop3)
                QCOMPARE(other->folder(copied).messages.size(), 1);
        }
        QVERIFY(rows(to, "Project").isEmpty());
    }

    void toAFolderOfThisComputer_isThereAndTheServersGoes()
    {
        begin(MemoryServer::Style::Imap, MemoryServer::Style::Pop3);
        const PlacementId id = deliver();
        writer().move({id}, folder(to, "Archive"), traits(to));
        QCOMPARE(bytes(rows(to, "Archive").first()), sampleMessage(1));
        QVERIFY(rows(from, "INBOX").isEmpty());
        passes();
        QVERIFY(f->server.folder("INBOX").messages.isEmpty());
        QCOMPARE(bytes(rows(to, "Archive").first()), sampleMessage(1));
        QVERIFY(writer().operations().isEmpty());
    }

    void fromAFolderOfThisComputer_isUploaded()
    {
        begin(MemoryServer::Style::Pop3);
        const PlacementId id = deliver();
        writer().move({id}, folder(from, "Archive"), traits(from));
        writer().move({id}, folder(to, "Archive"), traits(to));
        passes();
        QCOMPARE(other->folder("Archive").messages.size(), 1);
        QCOMPARE(other->folder("Archive").messages.first().bytes, sampleMessage(1));
        QVERIFY(rows(from, "Archive").isEmpty());
        QVERIFY(writer().operations().isEmpty());
        QVERIFY(rows(from, "INBOX").isEmpty()); // and isn't fetched again
    }
};

QTEST_GUILESS_MAIN(TestTransfers)
#include "tst_transfers.moc"
