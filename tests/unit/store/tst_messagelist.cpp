// SPDX-License-Identifier: MIT
#include "support/storefiller.h"
#include "support/throwawayprofile.h"

#include "store/sortkeys.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace Turnstone;
using namespace Turnstone::Test;

class TestMessageList : public QObject {
    Q_OBJECT

    FixedClock clock{1'700'000'000};

    static bool comesBefore(const MessageRow &a, const MessageRow &b, SortKey sort)
    {
        const auto key = [sort](const MessageRow &row) -> std::pair<QByteArray, qint64> {
            switch (sort) {
            case SortKey::From:
                return {senderSortKey({row.from}), 0};
            case SortKey::Subject:
                return {subjectSortKey(row.subject), 0};
            case SortKey::Size:
                return {{}, row.size};
            case SortKey::Unread:
                return {{}, !row.flags.flags.testFlag(Flag::Seen)};
            case SortKey::Flagged:
                return {{}, row.flags.flags.testFlag(Flag::Flagged)};
            case SortKey::Attachment:
                return {{}, row.hasAttachments};
            case SortKey::Date:
                break;
            }
            return {{}, 0};
        };
        const qint64 dateA = sort == SortKey::Size ? 0 : a.dateUtc;
        const qint64 dateB = sort == SortKey::Size ? 0 : b.dateUtc;
        return std::tuple(key(a), dateA, a.id) < std::tuple(key(b), dateB, b.id);
    }

private Q_SLOTS:
    void manyNewAtOnce_areEachThemselvesAndReferToWhatIsThere()
    {
        ThrowAwayProfile profile;
        Store store(profile.paths(), Store::Access::ReadWrite, clock);
        StoreFiller filler(store);
        MailWriter &writer = filler.writer();
        const RemoteFolderRow inbox = filler.folder(filler.addAccount(QStringLiteral("A")));
        // Statements of every size: 64, 8 and 1.
        constexpr qsizetype count = 2 * 64 + 2 * 8 + 3;
        QList<IncomingMessage> messages;
        for (qsizetype n = 0; n < count; ++n)
            messages.append(exampleMessage(n));
        writer.checkReferences(false);
        QList<Binding> bindings;
        {
            WriteTransaction transaction(writer);
            bindings = writer.messagesAppeared(inbox.id, messages);
            transaction.commit();
        }
        writer.checkReferences(true);
        QCOMPARE(bindings.size(), count);
        for (qsizetype n = 0; n < count; ++n) {
            QCOMPARE(bindings.at(n).key, messages.at(n).key);
            const auto detail = writer.detail(bindings.at(n).placement);
            QVERIFY(detail);
            QCOMPARE(detail->row.message, bindings.at(n).message);
            QCOMPARE(detail->row.subject, messages.at(n).envelope.subject);
            QCOMPARE(detail->row.flags, messages.at(n).flags);
            QCOMPARE(writer.binding(detail->row.id)->key, messages.at(n).key);
        }
        QCOMPARE(writer.verify(true).findings, QStringList());
    }
    void whatMayBeHereAlready_isNotTakenForNew()
    {
        ThrowAwayProfile profile;
        Store store(profile.paths(), Store::Access::ReadWrite, clock);
        StoreFiller filler(store);
        MailWriter &writer = filler.writer();
        const RemoteFolderRow inbox = filler.folder(filler.addAccount(QStringLiteral("A")));
        QList<IncomingMessage> messages{exampleMessage(1), exampleMessage(2)};
        WriteTransaction transaction(writer);
        QVERIFY(writer.areNew(inbox.id, messages));
        QVERIFY(!writer.areNew(inbox.id, messages + messages)); // told twice
        writer.messagesAppeared(inbox.id, {messages.first()});
        QVERIFY(!writer.areNew(inbox.id, messages)); // one is bound
        QVERIFY(writer.areNew(inbox.id, {messages.last()}));
        IncomingMessage named = exampleMessage(3);
        named.emailId = "M1"; // perhaps of one in another folder
        QVERIFY(!writer.areNew(inbox.id, {named}));
        writer.forgetKey(inbox.id, messages.first().key);
        QVERIFY(!writer.areNew(inbox.id, {messages.last()})); // one waits for its new key
        transaction.commit();
    }
    void everySortKey_pagesInOrderOverSeveralFolders()
    {
        ThrowAwayProfile profile;
        Store store(profile.paths(), Store::Access::ReadWrite, clock);
        StoreFiller filler(store);
        ListQuery query;
        for (const char *name : {"A", "B", "C"}) {
            const RemoteFolderRow inbox = filler.folder(filler.addAccount(QLatin1String(name)));
            // The same messages in each: every key has ties across folders.
            filler.fill(inbox, 150);
            query.folders.insert(inbox.folder);
        }
        MailReader &reader = filler.writer();
        QList<MessageRow> all;
        for (const FolderId folder : query.folders)
            all += reader.page({{folder}}, 1000);
        QCOMPARE(all.size(), 450);
        for (const SortKey sort : {SortKey::Date, SortKey::From, SortKey::Subject, SortKey::Size,
                                   SortKey::Unread, SortKey::Flagged, SortKey::Attachment}) {
            for (const bool ascending : {true, false}) {
                for (const bool unreadOnly : {false, true}) {
                    query.sort = sort;
                    query.ascending = ascending;
                    query.unreadOnly = unreadOnly;
                    std::vector<qint64> expected;
                    QList<MessageRow> wanted = all;
                    std::sort(wanted.begin(), wanted.end(), [&](const auto &a, const auto &b) {
                        return ascending ? comesBefore(a, b, sort) : comesBefore(b, a, sort);
                    });
                    for (const MessageRow &row : std::as_const(wanted)) {
                        if (!unreadOnly || !row.flags.flags.testFlag(Flag::Seen))
                            expected.push_back(row.id.value());
                    }
                    QCOMPARE(reader.ids(query), expected);
                    std::vector<qint64> paged;
                    std::optional<PlacementId> after;
                    for (;;) {
                        const QList<MessageRow> page = reader.page(query, 37, after);
                        if (page.isEmpty())
                            break;
                        for (const MessageRow &row : page)
                            paged.push_back(row.id.value());
                        after = page.last().id;
                    }
                    QCOMPARE(paged, expected);
                }
            }
        }
        QCOMPARE(reader.countNewerThan({query.folders}, 1'600'000'000 + 100 * 60), 150);
    }

    void cancelled_idsStopEarly()
    {
        ThrowAwayProfile profile;
        Store store(profile.paths(), Store::Access::ReadWrite, clock);
        StoreFiller filler(store);
        const RemoteFolderRow inbox = filler.folder(filler.addAccount(QStringLiteral("A")));
        filler.fill(inbox, 3000);
        QCOMPARE(filler.writer().ids({{inbox.folder}}, [] { return true; }).size(), size_t(1024));
    }

    void randomHistory_keepsCountersAndBindingsRight()
    {
        ThrowAwayProfile profile;
        Store store(profile.paths(), Store::Access::ReadWrite, clock);
        StoreFiller filler(store);
        MailWriter &writer = filler.writer();
        const AccountId account = filler.addAccount(QStringLiteral("A"));
        QList<RemoteFolderRow> folders{filler.folder(account)};
        for (const char *name : {"Archive", "Trash"})
            folders.append(filler.folder(account, QLatin1String(name)));
        QRandomGenerator random(42);
        const ActionTraits traits{true, true, true};
        const auto some = [&](const RemoteFolderRow &folder) {
            QList<PlacementId> ids;
            for (const MessageRow &row : writer.page({{folder.folder}}, 200)) {
                if (random.bounded(10) == 0)
                    ids.append(row.id);
            }
            return ids;
        };
        qint64 next = 0;
        for (int step = 0; step < 220; ++step) {
            const RemoteFolderRow &folder = folders.at(random.bounded(3));
            const RemoteFolderRow &other = folders.at(random.bounded(3));
            switch (random.bounded(13)) {
            case 8:
                writer.markContent(some(folder), KeepMark(random.bounded(3)));
                break;
            case 9:
                writer.removeFreed(some(folder));
                break;
            case 10: {
                std::optional<ContentLevel> level;
                if (random.bounded(2) == 0)
                    level = ContentLevel(1 + random.bounded(3));
                writer.setFolderKeep(folder.folder, level, random.bounded(2) * 20);
                break;
            }
            case 11: {
                Account changed = *writer.account(account);
                changed.keep = ContentLevel(1 + random.bounded(3));
                changed.largestKept = random.bounded(3) * 1000;
                writer.updateAccount(changed);
                MailWriter::RemovalCursor cursor;
                while (!cursor.atEnd)
                    writer.removeBeyondRule(folder.folder, &cursor, 16);
                break;
            }
            case 0:
                filler.fill(folder, 20, next);
                next += 20;
                break;
            case 1:
                filler.fillContent(folder, 10);
                break;
            case 2:
                writer.setFlags(some(folder), {Flag::Seen, Flag::Flagged, {}, {}}, traits);
                break;
            case 3:
                writer.setFlags(some(folder), {Flag::Flagged, Flag::Seen, {}, {}}, traits);
                break;
            case 4:
                writer.move(some(folder), other.folder, traits);
                break;
            case 5:
                writer.copy(some(folder), other.folder, traits);
                break;
            case 6:
                writer.remove(some(folder), random.bounded(2) == 0, traits);
                break;
            case 7: {
                WriteTransaction transaction(writer);
                QList<QByteArray> keys;
                for (const BoundKey &key : writer.boundKeys(folder.id, {}, 1000)) {
                    if (random.bounded(20) == 0)
                        keys.append(key.key);
                }
                if (random.bounded(10) == 0)
                    writer.unbindAll(folder.id);
                else
                    writer.messagesVanished(folder.id, keys);
                transaction.commit();
                break;
            }
            default: {
                const QList<Operation> operations = writer.operations();
                if (!operations.isEmpty())
                    writer.discardOperation(
                        operations.at(random.bounded(int(operations.size()))).id);
                break;
            }
            }
        }
        const auto report = writer.verify(true);
        QCOMPARE(report.findings, QStringList());
        QVERIFY(report.messages > 0);
        QCOMPARE(report.orphaned, 0);
    }

    void manyAtOnce_areAsOneByOne()
    {
        QRandomGenerator random(5);
        const auto someId = [&random] {
            return "<" + QByteArray::number(random.bounded(60)) + "@x>";
        };
        QList<IncomingMessage> messages;
        for (int n = 0; n < 300; ++n) {
            IncomingMessage one = exampleMessage(n);
            one.key = QByteArray::number(n % 50 == 49 ? n - 7 : n + 1); // now and then one again
            one.flags.tags = n % 7 == 0 ? QStringList{QStringLiteral("later")} : QStringList();
            one.envelope.messageId = n % 11 == 0 ? QByteArray() : someId();
            one.envelope.references.clear();
            for (int i = int(random.bounded(3)); i > 0; --i)
                one.envelope.references.append(someId());
            messages.append(one);
        }
        ThrowAwayProfile profile;
        Store store(profile.paths(), Store::Access::ReadWrite, clock);
        StoreFiller filler(store);
        MailWriter &writer = filler.writer();
        QList<QList<MessageRow>> rows;
        QList<QByteArrayList> keys;
        for (const bool atOnce : {true, false}) {
            const RemoteFolderRow inbox =
                filler.folder(filler.addAccount(QStringLiteral("%1").arg(atOnce)));
            QByteArrayList told;
            for (qsizetype i = 0; i < messages.size();) {
                const qsizetype count = atOnce ? 150 : 1;
                WriteTransaction transaction(writer);
                const QList<Binding> bindings =
                    writer.messagesAppeared(inbox.id, messages.mid(i, count));
                transaction.commit();
                i += count;
                for (const Binding &binding : bindings) {
                    told.append(binding.key);
                    const std::optional<Binding> bound = writer.binding(binding.placement);
                    QVERIFY(bound && bound->message == binding.message);
                    QCOMPARE(bound->key, binding.key);
                }
            }
            keys.append(told);
            rows.append(writer.page({{inbox.folder}}, 1000));
        }
        QCOMPARE(keys.at(0), keys.at(1));
        QCOMPARE(rows.at(0).size(), rows.at(1).size());
        QHash<qint64, qint64> threads;
        for (qsizetype i = 0; i < rows.at(0).size(); ++i) {
            const MessageRow &many = rows.at(0).at(i), &one = rows.at(1).at(i);
            QCOMPARE(many.subject, one.subject);
            QCOMPARE(many.from, one.from);
            QCOMPARE(many.flags, one.flags);
            QCOMPARE(many.size, one.size);
            QCOMPARE(threads.value(many.thread, one.thread), one.thread);
            threads.insert(many.thread, one.thread);
        }
        const QList<qint64> others = threads.values();
        QCOMPARE(QSet<qint64>(others.begin(), others.end()).size(), threads.size());
        QCOMPARE(writer.verify(true).findings, QStringList());
    }

    void sortKeys_foldCaseAccentsAndReplyMarks()
    {
        QCOMPARE(subjectSortKey(QStringLiteral("Re: AW: Fwd: Über uns")), QByteArray("uber uns"));
        QCOMPARE(subjectSortKey(QStringLiteral("Re[2]: x")), QByteArray("x"));
        QCOMPARE(subjectSortKey(QStringLiteral("Regarding: x")), QByteArray("regarding: x"));
        QCOMPARE(senderSortKey({{QString(), QStringLiteral("Z@x")}}), QByteArray("z@x"));
        QVERIFY(subjectSortKey(QString(500, QChar(0x4e2d))).size() <= 48);
    }
};

QTEST_GUILESS_MAIN(TestMessageList)
#include "tst_messagelist.moc"
