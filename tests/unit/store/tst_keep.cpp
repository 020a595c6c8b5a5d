// SPDX-License-Identifier: MIT
#include "support/storefiller.h"
#include "support/throwawayprofile.h"

#include <QFileInfo>
#include <QTest>

#include <sqlite3.h>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {
const ActionTraits imapTraits{true, true, true};
constexpr qint64 day = 24 * 3600;

/// A writer whose looks at pages of the database are counted: a walk over all of a folder shows in
/// their number, on any machine.
class CountingWriter {
public:
    explicit CountingWriter(Store &store)
    {
        sqlite3_auto_extension(reinterpret_cast<void (*)()>(&CountingWriter::opened));
        m_writer.emplace(store);
        sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(&CountingWriter::opened));
        m_handle = s_opened;
    }
    MailWriter &writer() { return *m_writer; }
    /// Since this was asked last.
    int pages()
    {
        int sum = 0;
        for (const int which : {SQLITE_DBSTATUS_CACHE_HIT, SQLITE_DBSTATUS_CACHE_MISS}) {
            int now = 0, highest = 0;
            sqlite3_db_status(m_handle, which, &now, &highest, 1);
            sum += now;
        }
        return sum;
    }

private:
    static int opened(sqlite3 *handle, char **, const void *)
    {
        s_opened = handle;
        return SQLITE_OK;
    }
    static inline sqlite3 *s_opened = nullptr;
    std::optional<MailWriter> m_writer;
    sqlite3 *m_handle = nullptr;
};
} // namespace

/// What is kept on this computer: rules, the user's marks, and what may be removed.
class TestKeep : public QObject {
    Q_OBJECT

    std::optional<ThrowAwayProfile> profile;
    FixedClock clock{1'600'000'000};
    std::optional<Store> store;
    std::optional<StoreFiller> filler;
    AccountId account;
    RemoteFolderRow inbox, archive;

    MailWriter &writer() { return filler->writer(); }
    Folder folder(const RemoteFolderRow &row) { return *writer().folder(row.folder); }
    /// Newest first.
    QList<PlacementId> placements(const RemoteFolderRow &row)
    {
        QList<PlacementId> ids;
        for (const MessageRow &message : writer().page({{row.folder}}, 1000))
            ids.append(message.id);
        return ids;
    }
    void setAccountRule(ContentLevel level, int days = 0, qint64 largest = 0)
    {
        Account changed = *writer().account(account);
        changed.keep = level;
        changed.keepDays = days;
        changed.largestKept = largest;
        writer().updateAccount(changed);
    }
    /// Everything removable, three messages a step.
    ContentExtent removeAll(const RemoteFolderRow &row, QList<MailWriter::Wanted> *toCut = nullptr)
    {
        ContentExtent sum;
        MailWriter::RemovalCursor cursor;
        while (!cursor.atEnd) {
            const MailWriter::Removed step = writer().removeBeyondRule(row.folder, &cursor, 3);
            sum.messages += step.extent.messages;
            sum.bytes += step.extent.bytes;
            sum.onlyCopies += step.extent.onlyCopies;
            if (toCut)
                toCut->append(step.toCut);
        }
        return sum;
    }
    void unbind(const RemoteFolderRow &row)
    {
        WriteTransaction transaction(writer());
        writer().unbindAll(row.id);
        transaction.commit();
    }
    /// A message with an attachment, as a server lists it.
    static IncomingMessage withAttachment(qint64 n, qint64 size)
    {
        IncomingMessage message = exampleMessage(n);
        message.size = size;
        BodyPart mixed, text, file;
        mixed.type = "multipart/mixed";
        text.section = "1";
        text.type = "text/plain";
        file.section = "2";
        file.type = "application/pdf";
        file.disposition = "attachment";
        file.size = size;
        message.structure.parts = {mixed, text, file};
        return message;
    }
    static QByteArray attachmentBytes(qint64 n, qint64 size)
    {
        return "Subject: " + QByteArray::number(n)
            + "\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: "
              "text/plain\r\n\r\nThe text.\r\n--b\r\nContent-Type: application/pdf\r\n\r\n"
            + QByteArray(size, 'x') + "\r\n--b--\r\n";
    }
    QList<Binding> appear(const RemoteFolderRow &row, const QList<IncomingMessage> &messages)
    {
        WriteTransaction transaction(writer());
        const QList<Binding> bindings = writer().messagesAppeared(row.id, messages);
        transaction.commit();
        return bindings;
    }
    void storeText(MessageId message)
    {
        ContentWriter contents(*store, account);
        contents.begin(message);
        contents.section("HEADER");
        contents.data("Subject: x\r\n\r\n");
        contents.section("1");
        contents.data("The text.");
        const auto stored = contents.end();
        contents.commit();
        WriteTransaction transaction(writer());
        writer().contentStored(stored, ContentLevel::Text, {});
        transaction.commit();
    }

private Q_SLOTS:
    void init()
    {
        profile.emplace();
        clock = FixedClock(1'600'000'000 + 100 * day);
        store.emplace(profile->paths(), Store::Access::ReadWrite, clock);
        filler.emplace(*store);
        account = filler->addAccount(QStringLiteral("A"));
        inbox = filler->folder(account);
        archive = filler->folder(account, QStringLiteral("Archive"));
    }
    void cleanup()
    {
        const auto report = writer().verify(true);
        filler.reset();
        store.reset();
        QCOMPARE(report.findings, QStringList());
        QCOMPARE(report.damaged, 0);
        QCOMPARE(report.orphaned, 0);
    }

    void olderThanTheRule_goesAndCanBeFetchedAgainButTheOnlyCopyStays()
    {
        filler->fill(inbox, 10);
        filler->fillContent(inbox, 10);
        filler->fill(archive, 4, 100);
        filler->fillContent(archive, 4);
        unbind(archive);
        setAccountRule(ContentLevel::Everything, 30);
        const ContentExtent inside = removeAll(inbox);
        QCOMPARE(inside.messages, 10);
        QVERIFY(inside.bytes > 0);
        QCOMPARE(folder(inbox).onComputer, 0);
        QCOMPARE(folder(inbox).bytesOnComputer, 0);
        QCOMPARE(folder(inbox).total, 10);
        QCOMPARE(removeAll(archive).messages, 0);
        QCOMPARE(folder(archive).onComputer, 4);
        QVERIFY(writer().content(writer().row(placements(archive).first())->message, {}));
        // The rule doesn't ask for them, and a reader may.
        QVERIFY(writer()
                    .wantedContent(inbox.id, writer().keepRule(inbox.folder),
                                   clock.utcSeconds() - 30 * day, 99)
                    .isEmpty());
        QVERIFY(writer().binding(placements(inbox).first()));
    }

    void openedMail_staysForAsLongAsTheRuleSays()
    {
        filler->fill(inbox, 2);
        filler->fillContent(inbox, 2);
        setAccountRule(ContentLevel::Everything, 30);
        const MessageId opened = writer().row(placements(inbox).first())->message;
        {
            WriteTransaction transaction(writer());
            writer().contentAsked(opened);
            transaction.commit();
        }
        QCOMPARE(removeAll(inbox).messages, 1);
        QVERIFY(writer().content(opened, {}));
        clock.advanceMs(31 * day * 1000);
        QCOMPARE(removeAll(inbox).messages, 1);
    }

    void headersOnly_removesWhatWasThereAndKeepsWhatIsOpenedLater()
    {
        filler->fill(inbox, 8);
        filler->fillContent(inbox, 8);
        KeepRule rule;
        rule.level = ContentLevel::Headers;
        const ContentExtent foretold = writer().beyondRule(account, rule);
        QCOMPARE(foretold.messages, 8);
        QCOMPARE(foretold.bytes, folder(inbox).bytesOnComputer);
        setAccountRule(ContentLevel::Headers);
        QCOMPARE(removeAll(inbox).bytes, foretold.bytes);
        const MessageRow row = *writer().row(placements(inbox).first());
        storeWhole(*store, writer(), account, row.message, exampleBytes(7));
        {
            WriteTransaction transaction(writer());
            writer().contentAsked(row.message);
            transaction.commit();
        }
        QCOMPARE(removeAll(inbox).messages, 0);
        QCOMPARE(folder(inbox).onComputer, 1);
    }

    void folderRule_standsAboveTheAccounts()
    {
        filler->fill(inbox, 3);
        filler->fillContent(inbox, 3);
        setAccountRule(ContentLevel::Headers);
        writer().setFolderKeep(inbox.folder, ContentLevel::Everything, 0);
        QCOMPARE(removeAll(inbox).messages, 0);
        QCOMPARE(folder(inbox).onComputer, 3);
        QVERIFY(folder(inbox).keep == ContentLevel::Everything);
        QVERIFY(writer().beyondRule(account, {ContentLevel::None, 0, 0}).messages == 0);
        writer().setFolderKeep(inbox.folder, {}, {});
        QVERIFY(!folder(inbox).keep);
        QCOMPARE(removeAll(inbox).messages, 3);
    }

    void messageInTwoFolders_staysWhileOneWantsIt()
    {
        filler->fill(inbox, 1);
        filler->fillContent(inbox, 1);
        const PlacementId original = placements(inbox).first();
        writer().copy({original}, archive.folder, imapTraits);
        const PlacementId copy = placements(archive).first();
        writer().setFolderKeep(inbox.folder, ContentLevel::Headers, {});
        // The server doesn't have the copy yet, so nothing goes.
        QCOMPARE(removeAll(inbox).onlyCopies, 1);
        writer().relocated(copy, archive.id, "77");
        for (const Operation &operation : writer().operations())
            writer().operationDone(operation.id);
        QCOMPARE(removeAll(inbox).messages, 0);
        QVERIFY(writer().row(original)->content == ContentLevel::Everything);
        writer().setFolderKeep(archive.folder, ContentLevel::Headers, {});
        QCOMPARE(removeAll(inbox).messages, 1);
        QCOMPARE(folder(archive).bytesOnComputer, 0);
    }

    void markedMail_isWantedWholeAndNoRuleRemovesIt()
    {
        filler->fill(inbox, 6);
        setAccountRule(ContentLevel::Headers, 1);
        const QList<PlacementId> ids = placements(inbox).first(2);
        QCOMPARE(writer().toDownload(ids).messages, 2);
        const ContentExtent marked = writer().markContent(ids, KeepMark::Wanted);
        QCOMPARE(marked.messages, 2);
        QCOMPARE(marked.bytes, writer().toDownload(ids).bytes);
        QCOMPARE(writer().waitingDownloads(account).messages, 2);
        const auto wanted = writer().markedContent(inbox.id, 10);
        QCOMPARE(wanted.size(), 2);
        QCOMPARE(writer().markedContent(inbox.id, 10, wanted.first().placement).size(), 1);
        for (const auto &one : wanted)
            storeWhole(*store, writer(), account, one.message,
                       exampleBytes(one.key.toLongLong() - 1));
        QCOMPARE(writer().waitingDownloads(account).messages, 0);
        QCOMPARE(removeAll(inbox).messages, 0);
        QCOMPARE(folder(inbox).onComputer, 2);
        // Taken back before it came.
        writer().markContent(placements(inbox), KeepMark::Wanted);
        QCOMPARE(writer().forgetDownloads(account, 3), 3);
        QCOMPARE(writer().forgetDownloads(account, 3), 1);
        QVERIFY(writer().markedContent(inbox.id, 10).isEmpty());
    }

    void freedMail_isNotWantedUntilItIsOpened()
    {
        filler->fill(inbox, 4);
        filler->fillContent(inbox, 4);
        const QList<PlacementId> ids = placements(inbox).first(3);
        const ContentExtent foretold = writer().toFree(ids);
        QCOMPARE(writer().markContent(ids, KeepMark::Freed).bytes, foretold.bytes);
        QCOMPARE(writer().removeFreed(ids.first(1)).messages, 1);
        // Killed here: the next pass removes the rest.
        QCOMPARE(removeAll(inbox).messages, 2);
        QCOMPARE(folder(inbox).onComputer, 1);
        QVERIFY(writer().wantedContent(inbox.id, ContentLevel::Everything, 0, 9).isEmpty());
        {
            WriteTransaction transaction(writer());
            writer().contentAsked(writer().row(ids.first())->message);
            transaction.commit();
        }
        QCOMPARE(writer().wantedContent(inbox.id, ContentLevel::Everything, 0, 9).size(), 1);
    }

    void onlyCopy_isNeverFreed()
    {
        filler->fill(inbox, 2);
        filler->fillContent(inbox, 2);
        const QList<PlacementId> ids = placements(inbox);
        writer().markContent(ids.first(1), KeepMark::Freed);
        unbind(inbox); // the server's folder was made anew after the mark
        QCOMPARE(writer().toFree(ids).onlyCopies, 2);
        QCOMPARE(writer().markContent(ids, KeepMark::Freed).onlyCopies, 2);
        QCOMPARE(writer().removeFreed(ids).messages, 0);
        setAccountRule(ContentLevel::Headers, 1);
        QCOMPARE(removeAll(inbox).messages, 0);
        QCOMPARE(folder(inbox).onComputer, 2);
    }

    void waitingForItsUpload_isNeverRemoved()
    {
        filler->fill(archive, 2);
        filler->fillContent(archive, 2);
        unbind(archive);
        const QList<PlacementId> ids = placements(archive);
        QCOMPARE(writer().upload({ids[0]}, archive.folder, imapTraits).size(), 1);
        QCOMPARE(writer().move({ids[1]}, inbox.folder, imapTraits).size(), 1);
        setAccountRule(ContentLevel::Headers, 1);
        for (const RemoteFolderRow &row : {inbox, archive}) {
            const ContentExtent removed = removeAll(row);
            QCOMPARE(removed.messages, 0);
            QVERIFY(removed.onlyCopies > 0);
        }
        QCOMPARE(writer().markContent(ids, KeepMark::Freed).onlyCopies, 2);
        QCOMPARE(writer().removeFreed(ids).messages, 0);
        for (const PlacementId id : ids)
            QVERIFY(writer().content(writer().row(id)->message, {}));
        // Once the server has it, the rule counts.
        writer().relocated(ids[0], archive.id, "99");
        QCOMPARE(removeAll(archive).messages, 1);
    }

    void sizeLimit_countsTextAsAllAndIsNotAskedForAgain()
    {
        const auto bindings = appear(inbox, {withAttachment(0, 500'000), withAttachment(1, 2'000)});
        setAccountRule(ContentLevel::Everything, 0, 100'000);
        const KeepRule rule = writer().keepRule(inbox.folder);
        QCOMPARE(writer().wantedContent(inbox.id, rule, 0, 9).size(), 2);
        storeText(bindings.at(0).message);
        storeText(bindings.at(1).message);
        QCOMPARE(folder(inbox).onComputer, 1);
        const auto wanted = writer().wantedContent(inbox.id, rule, 0, 9);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.first().message, bindings.at(1).message);
        QVERIFY(writer().row(bindings.at(0).placement)->onComputer);
        QVERIFY(!writer().row(bindings.at(1).placement)->onComputer);
        setAccountRule(ContentLevel::Everything);
        QCOMPARE(folder(inbox).onComputer, 0);
        QCOMPARE(writer().wantedContent(inbox.id, ContentLevel::Everything, 0, 9).size(), 2);
    }

    void textOnly_isCutFromWhatWasWhole()
    {
        const auto bindings = appear(inbox, {withAttachment(0, 50'000), exampleMessage(1)});
        storeWhole(*store, writer(), account, bindings.at(0).message, attachmentBytes(0, 50'000));
        storeWhole(*store, writer(), account, bindings.at(1).message, exampleBytes(1));
        setAccountRule(ContentLevel::Text);
        QList<MailWriter::Wanted> toCut;
        QCOMPARE(removeAll(inbox, &toCut).messages, 0);
        QCOMPARE(toCut.size(), 1); // what has no attachment is its text
        const MessageId message = toCut.first().message;
        ContentWriter contents(*store, account);
        contents.begin(message);
        for (const char *section : {"HEADER", "1"}) {
            contents.section(section);
            contents.data(*writer().content(message, section));
        }
        const auto stored = contents.end();
        contents.commit();
        QVERIFY(writer().contentCut(stored));
        QVERIFY(!writer().contentCut(stored)); // not twice; nothing is lost by it
        QCOMPARE(*writer().content(message, "1"), QByteArray("The text."));
        QVERIFY(!writer().content(message, "2"));
        QCOMPARE(folder(inbox).onComputer, 2);
        QCOMPARE(removeAll(inbox, &toCut).messages, 0);
        QCOMPARE(toCut.size(), 1);
    }

    void onlyHere_isCountedAndListed()
    {
        filler->fill(inbox, 5);
        QCOMPARE(folder(inbox).onlyHere, 0);
        unbind(inbox);
        QCOMPARE(folder(inbox).onlyHere, 5);
        filler->fill(inbox, 3); // the same messages are found again
        QCOMPARE(folder(inbox).onlyHere, 2);
        ListQuery query{{inbox.folder}};
        query.onlyHere = true;
        QCOMPARE(writer().page(query, 10).size(), 2);
        for (const SortKey sort : {SortKey::Subject, SortKey::Size, SortKey::Unread}) {
            query.sort = sort;
            QCOMPARE(writer().page(query, 10).size(), 2);
        }
        writer().move({writer().page(query, 1).first().id}, archive.folder, {});
        QCOMPARE(folder(inbox).onlyHere, 1);
        QCOMPARE(folder(archive).onlyHere, 1);
    }

    void nothingToDo_isFoundWithoutAWalkOverTheFolder()
    {
        setAccountRule(ContentLevel::Headers);
        const auto look = [this] {
            CountingWriter counting(*store);
            MailWriter &fresh = counting.writer();
            counting.pages();
            MailWriter::RemovalCursor cursor;
            while (!cursor.atEnd)
                fresh.removeBeyondRule(inbox.folder, &cursor, 200);
            fresh.markedContent(inbox.id, 100, {});
            fresh.wantedContent(inbox.id, ContentLevel::None, 0, 100, {});
            return counting.pages();
        };
        filler->fill(inbox, 300);
        const int few = look();
        filler->fill(inbox, 6'000, 300);
        const int many = look();
        QVERIFY2(many <= few + 20, qPrintable(QStringLiteral("%1, %2").arg(few).arg(many)));
    }

    void removedContent_givesItsRoomToWhatComesNext()
    {
        const QString path =
            profile->paths().data + QStringLiteral("/content/%1.db").arg(account.value());
        filler->fill(inbox, 40);
        filler->fillContent(inbox, 40, 100'000);
        setAccountRule(ContentLevel::Headers);
        QCOMPARE(removeAll(inbox).messages, 40);
        while (writer().takeOutRemoved(16)) { }
        const auto report = writer().verify(false);
        QCOMPARE(report.withContent, 0);
        QCOMPARE(report.orphaned, 0);
        setAccountRule(ContentLevel::Everything);
        const qint64 before = QFileInfo(path).size();
        filler->fillContent(inbox, 40, 100'000);
        QVERIFY2(QFileInfo(path).size() <= before + 256 * 1024,
                 qPrintable(QString::number(QFileInfo(path).size() - before)));
    }
};

QTEST_GUILESS_MAIN(TestKeep)
#include "tst_keep.moc"
