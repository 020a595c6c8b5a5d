// SPDX-License-Identifier: MIT
#include "support/storefiller.h"
#include "support/throwawayprofile.h"

#include "store/chunkcodec.h"
#include "store/contentdatabase.h"
#include "store/database.h"
#include "store/migrations.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <array>
#include <atomic>
#include <csignal>
#include <sys/resource.h>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

std::optional<MailError> errorOf(const std::function<void()> &action)
{
    try {
        action();
    } catch (const MailError &error) {
        return error;
    }
    return std::nullopt;
}

/// What the first schema held of an account: an Inbox of three messages and an Archive of one. The
/// first is here whole and at the server, the second there alone, the third here alone; the
/// Archive's waits to be marked as read.
constexpr const char *rowsOfTheFirstSchema = R"(
INSERT INTO account (id, name, password_kind, password_command, ca_file, keep, keep_days)
    VALUES (1, 'Old', 0, '', '', 3, 0);
INSERT INTO identity (account, display_name, email) VALUES (1, 'O', 'o@example.org');
INSERT INTO incoming_server (id, account, protocol, host, port, security, user, leave_on_server)
    VALUES (1, 1, 'imap', 'mail.example.org', 993, 'tls', 'o', 'forever');
INSERT INTO outgoing_server VALUES (1, 'mail.example.org', 465, 'tls', 'o');
INSERT INTO folder (id, account, name, path, role, total, unread, on_computer, bytes) VALUES
    (1, 1, 'INBOX', 'INBOX', 'inbox', 3, 2, 2, 600), (2, 1, 'Archive', 'Archive', 'archive', 1, 0, 0, 0);
INSERT INTO message (id, account, thread, fingerprint, message_id, from_name, from_mailbox, to_list,
        subject, received, size, envelope, structure, level, bytes, fetched) VALUES
    (1, 1, 1, x'0101010101010101', '<1@x>', '', 'a@x', x'', 'one', 1600000001, 300, x'', x'', 3, 300, 1600000100),
    (2, 1, 2, x'0202020202020202', '<2@x>', '', 'a@x', x'', 'two', 1600000002, 300, x'', x'', 0, 0, 0),
    (3, 1, 3, x'0303030303030303', '<3@x>', '', 'a@x', x'', 'three', 1600000003, 300, x'', x'', 3, 300, 1600000100),
    (4, 1, 4, x'0404040404040404', '<4@x>', '', 'a@x', x'', 'four', 1600000004, 300, x'', x'', 0, 0, 0);
INSERT INTO placement (id, message, folder, bound, flags, tags, unread, flagged, attachment, level, date,
        size, from_key, subject_key) VALUES
    (1, 1, 1, 1, 1, '', 0, 0, 0, 3, 1600000001, 300, x'61', x'61'),
    (2, 2, 1, 1, 0, '', 1, 0, 0, 0, 1600000002, 300, x'61', x'61'),
    (3, 3, 1, 0, 0, '', 1, 0, 1, 3, 1600000003, 300, x'61', x'61'),
    (4, 4, 2, 1, 1, '', 0, 0, 0, 0, 1600000004, 300, x'61', x'61');
INSERT INTO remote_folder (id, incoming_server, folder, path, delimiter, uidvalidity, uidnext) VALUES
    (1, 1, 1, CAST('INBOX' AS BLOB), '/', 7, 3), (2, 1, 2, CAST('Archive' AS BLOB), '/', 7, 2);
INSERT INTO remote_message (remote_folder, number, key, message, placement, flags) VALUES
    (1, 1, CAST('1' AS BLOB), 1, 1, 1), (1, 2, CAST('2' AS BLOB), 2, 2, 0), (2, 1, CAST('1' AS BLOB), 4, 4, 0);
INSERT INTO expected VALUES (1, 217020518514230019, 3);
INSERT INTO operation (id, account, kind, source, add_flags, created) VALUES (1, 1, 0, 2, 1, 1600000200);
INSERT INTO operation_placement (operation, placement) VALUES (1, 4);
)";

/// No file of this process grows beyond `bytes`: what a full disk does to a program.
class FullDisk {
public:
    explicit FullDisk(qint64 bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit limit = m_before;
        limit.rlim_cur = rlim_t(bytes);
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before{};
};

} // namespace

class TestStore : public QObject {
    Q_OBJECT

    FixedClock clock{1'700'000'000};

private Q_SLOTS:
    void secondProgram_isToldThatTheProfileIsInUse()
    {
        ThrowAwayProfile profile;
        Store first(profile.paths(), Store::Access::ReadWrite, clock);
        StoreFiller filler(first);
        filler.addAccount(QStringLiteral("A"));
        const auto error =
            errorOf([&] { Store(profile.paths(), Store::Access::ReadWrite, clock); });
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Permission);
        QCOMPARE(error->detail, QStringLiteral("in-use"));
        // Looking on is allowed.
        Store looking(profile.paths(), Store::Access::ReadOnly, clock);
        QCOMPARE(MailReader(looking).accounts().size(), 1);
    }

    void profileThatCantBeWritten_isPermission()
    {
        ThrowAwayProfile profile;
        QFile file(profile.directory() + QStringLiteral("/data"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto error =
            errorOf([&] { Store(profile.paths(), Store::Access::ReadWrite, clock); });
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Permission);
    }

    void nothingThere_readingSaysSo()
    {
        ThrowAwayProfile profile;
        const auto error = errorOf([&] { Store(profile.paths(), Store::Access::ReadOnly, clock); });
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::NotFound);
    }

    void damagedFile_isReportedAndNotOverwritten()
    {
        ThrowAwayProfile profile;
        {
            Store store(profile.paths(), Store::Access::ReadWrite, clock);
        }
        QFile file(profile.paths().data + QStringLiteral("/mail.db"));
        const QByteArray rubbish(20'000, 'x');
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(rubbish) == rubbish.size());
        file.close();
        const auto error =
            errorOf([&] { Store(profile.paths(), Store::Access::ReadWrite, clock); });
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Bug);
        QVERIFY(error->sentence.contains(file.fileName()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), rubbish);
    }

    void newerSchema_refusesNamingBothVersions()
    {
        ThrowAwayProfile profile;
        {
            Store store(profile.paths(), Store::Access::ReadWrite, clock);
        }
        {
            Database database(profile.paths().data + QStringLiteral("/mail.db"),
                              Database::Mode::ReadWrite, {});
            database.execute("PRAGMA user_version = 99");
        }
        for (const auto access : {Store::Access::ReadWrite, Store::Access::ReadOnly}) {
            const auto error = errorOf([&] { Store(profile.paths(), access, clock); });
            QVERIFY(error);
            QCOMPARE(error->kind, ErrorKind::Protocol);
            QVERIFY(error->sentence.contains(QStringLiteral("99")));
            QVERIFY(error->sentence.contains(QString::number(mailMigrations().last().number)));
        }
    }

    void olderSchema_isCopiedThenMigratedWithItsRows()
    {
        QTemporaryDir directory;
        const QString path = directory.filePath(QStringLiteral("old.db"));
        const Migration first{1, QStringLiteral("one"),
                              "CREATE TABLE t (a); INSERT INTO t VALUES (7)"};
        const Migration second{2, QStringLiteral("two"), "ALTER TABLE t ADD COLUMN b DEFAULT 8"};
        const Migration broken{3, QStringLiteral("three"), "CREATE TABLE u (a); NONSENSE"};
        Database database(path, Database::Mode::ReadWrite, {});
        migrate(database, {first});
        QVERIFY(!QFile::exists(path + QStringLiteral(".before-1")));
        migrate(database, {first, second});
        QCOMPARE(database.integer("SELECT a + b FROM t"), 15);
        Database copy(path + QStringLiteral(".before-2"), Database::Mode::ReadOnly, {});
        QCOMPARE(copy.integer("SELECT a FROM t"), 7);
        QCOMPARE(copy.integer("PRAGMA user_version"), 1);
        // One that fails leaves all as it was.
        QVERIFY(errorOf([&] { migrate(database, {first, second, broken}); }));
        QCOMPARE(database.integer("PRAGMA user_version"), 2);
        QCOMPARE(database.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'u'"), 0);
    }

    void profileOfTheFirstSchema_isMigratedWithItsMailAndCountersRight()
    {
        ThrowAwayProfile profile;
        const ProfilePaths paths = profile.paths();
        QVERIFY(QDir().mkpath(paths.data + QStringLiteral("/content")));
        const QByteArray bytes = "Subject: x\r\n\r\n" + QByteArray(286, 'y');
        QCOMPARE(bytes.size(), 300);
        {
            Database index(paths.data + QStringLiteral("/mail.db"), Database::Mode::ReadWrite, {});
            migrate(index, {mailMigrations().first()});
            index.execute(rowsOfTheFirstSchema);
            Database contents(contentDatabasePath(paths, AccountId(1)), Database::Mode::ReadWrite,
                              {});
            migrate(contents, {contentMigrations().first()});
            ChunkPacker packer;
            const QByteArray sha256 = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
            for (const int id : {1, 3}) {
                contents.run("INSERT INTO content (id, message, section) VALUES (?, ?, x'')", id,
                             id);
                contents.run("INSERT INTO chunk (content, number, bytes, data) VALUES (?, 0, ?, ?)",
                             id, bytes.size(), packer.packed(bytes));
                index.run("INSERT INTO part (message, section, account, content, bytes, sha256) "
                          "VALUES (?, x'', 1, ?, ?, ?)",
                          id, id, bytes.size(), sha256);
            }
        }
        Store store(paths, Store::Access::ReadWrite, clock);
        MailWriter writer(store);
        const auto isSound = [&] {
            const auto report = writer.verify(true);
            return report.findings.isEmpty() && report.damaged == 0 && report.orphaned == 0;
        };
        QCOMPARE(writer.verify(true).findings, QStringList());
        QVERIFY(isSound());
        QVERIFY(QFile::exists(paths.data + QStringLiteral("/mail.db.before-2")));

        const Account account = *writer.account(AccountId(1));
        QCOMPARE(account.largestKept, 0);
        QVERIFY(account.lessOnMetered);
        const Folder inbox = *writer.folder(FolderId(1));
        QCOMPARE(inbox.total, 3);
        QCOMPARE(inbox.onComputer, 2);
        QCOMPARE(inbox.onlyHere, 1);
        QVERIFY(inbox.subscribed && !inbox.readOnly && !inbox.keep && !inbox.keepDays);
        QCOMPARE(inbox.emptiedUtc, 0);
        QCOMPARE(writer.folder(FolderId(2))->onlyHere, 0);
        QCOMPARE(*writer.content(MessageId(1), ""), bytes);
        QCOMPARE(writer.operations().size(), 1);
        QVERIFY(writer.operations().first().change.add == MessageFlags(Flag::Seen));
        const auto wanted =
            writer.wantedContent(RemoteFolderId(1), ContentLevel::Everything, 0, 10);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.first().message, MessageId(2));

        // And works on as one made today: what has a key may go, the only copy stays.
        const ContentExtent freed =
            writer.markContent({PlacementId(1), PlacementId(3)}, KeepMark::Freed);
        QCOMPARE(freed.messages, 1);
        QCOMPARE(freed.onlyCopies, 1);
        QCOMPARE(writer.removeFreed({PlacementId(1), PlacementId(3)}).bytes, 300);
        QVERIFY(isSound());
        {
            WriteTransaction transaction(writer);
            writer.messagesVanished(RemoteFolderId(1), {"1", "2"});
            transaction.commit();
        }
        QCOMPARE(writer.folder(FolderId(1))->total, 1);
        QVERIFY(isSound());
        writer.removeAccount(AccountId(1));
        QVERIFY(isSound());
    }

    void folderOnItsWayInAnOlderProfile_getsANumberThatNoOperationHas()
    {
        const ThrowAwayProfile profile;
        const ProfilePaths paths = profile.paths();
        QVERIFY(QDir().mkpath(paths.data));
        {
            Database index(paths.data + QStringLiteral("/mail.db"), Database::Mode::ReadWrite, {});
            QList<Migration> older = mailMigrations();
            migrate(index, {older.first()});
            index.execute(rowsOfTheFirstSchema);
            older.removeIf([](const Migration &migration) { return migration.number >= 7; });
            migrate(index, older);
            // Two folders, the second with one below it, and a copy.
            index.execute("INSERT INTO folder_transfer (id, top, source, destination, removes) "
                          "VALUES (1, 1, 1, 2, 1), (2, 2, 2, 1, 1), (3, 2, 1, 2, 1), (4, 4, 1, 2, "
                          "0)");
        }
        Store store(paths, Store::Access::ReadWrite, clock);
        MailWriter writer(store);
        const QList<Operation> operations = writer.operations();
        QCOMPARE(operations.size(), 1);
        const QList<MailReader::FolderMove> moves = writer.folderMoves();
        QCOMPARE(moves.size(), 2);
        QVERIFY(moves.at(0).number > operations.first().id);
        QVERIFY(moves.at(1).number > moves.at(0).number);
        QVERIFY(moves.at(0).begunUtc > 0);
        const QList<OperationId> next =
            writer.setFlags({PlacementId(1)}, {Flag::Flagged, {}, {}, {}}, {true, true, true});
        QCOMPARE(next.size(), 1);
        QVERIFY(next.first() > moves.at(1).number);
        QCOMPARE(writer.verify(true).findings, QStringList());
    }

    void fullDisk_isSpaceAndTheStoreStaysUsable()
    {
        ThrowAwayProfile profile;
        Store store(profile.paths(), Store::Access::ReadWrite, clock);
        StoreFiller filler(store);
        const RemoteFolderRow inbox = filler.folder(filler.addAccount(QStringLiteral("A")));
        filler.fill(inbox, 10);
        std::optional<MailError> error;
        {
            FullDisk full(600'000);
            error = errorOf([&] { filler.fill(inbox, 20'000, 10); });
        }
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Space);
        const qint64 kept = filler.writer().folder(inbox.folder)->total;
        QCOMPARE(kept % 1000, 10); // whole transactions or nothing
        filler.fill(inbox, 10, 50'000);
        QCOMPARE(filler.writer().folder(inbox.folder)->total, kept + 10);

        const AccountId account = filler.writer().accounts().first().id;
        const MessageId message = filler.writer().page({{inbox.folder}}, 1).first().message;
        {
            FullDisk full(600'000);
            QByteArray noise(3'000'000, Qt::Uninitialized);
            for (qsizetype i = 0; i < noise.size(); ++i)
                noise[i] = char(qHash(quint64(i)) >> 7);
            error = errorOf([&] { storeWhole(store, filler.writer(), account, message, noise); });
        }
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Space);
        storeWhole(store, filler.writer(), account, message, "now it fits");
        QCOMPARE(*filler.writer().content(message, ""), QByteArray("now it fits"));
        QCOMPARE(filler.writer().verify(true).findings, QStringList());
    }

    void largeMessage_streamsAndItsHashIsRight()
    {
        ThrowAwayProfile profile;
        Store store(profile.paths(), Store::Access::ReadWrite, clock);
        StoreFiller filler(store);
        const AccountId account = filler.addAccount(QStringLiteral("A"));
        const RemoteFolderRow inbox = filler.folder(account);
        filler.fill(inbox, 1);
        const MessageId message = filler.writer().page({{inbox.folder}}, 1).first().message;
        ContentWriter contents(store, account);
        contents.begin(message);
        contents.section("");
        QCryptographicHash hash(QCryptographicHash::Sha256);
        QByteArray piece(777'777, Qt::Uninitialized);
        qint64 total = 0;
        for (quint64 n = 0; n < 50; ++n) {
            for (qsizetype i = 0; i < piece.size(); ++i)
                piece[i] = char(qHash(n * 1'000'000 + quint64(i)) >> 9);
            contents.data(piece);
            hash.addData(piece);
            total += piece.size();
        }
        const ContentWriter::Stored stored = contents.end();
        QCOMPARE(stored.bytes, total);
        QCOMPARE(stored.sha256, hash.result());
        contents.commit();
        {
            WriteTransaction transaction(filler.writer());
            filler.writer().contentStored(stored, ContentLevel::Everything, {});
            transaction.commit();
        }
        QCryptographicHash read(QCryptographicHash::Sha256);
        qsizetype largest = 0;
        QVERIFY(filler.writer().readContent(message, "", [&](QByteArrayView part) {
            read.addData(part.toByteArray());
            largest = qMax(largest, part.size());
            return true;
        }));
        QCOMPARE(read.result(), hash.result());
        QVERIFY(largest <= contentChunkBytes);
        QCOMPARE(filler.writer().content(message, "", 10)->size(), 10);
    }

    void contentAbandonedOrNeverNamed_isSweptAtTheNextStart()
    {
        ThrowAwayProfile profile;
        AccountId account;
        {
            Store store(profile.paths(), Store::Access::ReadWrite, clock);
            StoreFiller filler(store);
            account = filler.addAccount(QStringLiteral("A"));
            ContentWriter contents(store, account);
            for (int i = 0; i < 2; ++i) {
                contents.begin(MessageId(1 + i));
                contents.section("");
                contents.data(exampleBytes(i));
                if (i == 0)
                    contents.abandon();
                else
                    contents.end();
            }
            contents.commit(); // the second has no row in the index
            QCOMPARE(filler.writer().verify(true).orphaned, 1);
        }
        Store store(profile.paths(), Store::Access::ReadWrite, clock);
        QCOMPARE(MailReader(store).verify(true).orphaned, 0);
    }

    void closedLastByAReader_leavesNoLog()
    {
        const ThrowAwayProfile profile;
        const QString index = profile.paths().data + QStringLiteral("/mail.db");
        const auto logBytes = [](const QString &path) {
            return QFileInfo(path + QStringLiteral("-wal")).size();
        };
        QString content;
        {
            Store store(profile.paths(), Store::Access::ReadWrite, clock);
            MailReader reader(store);
            const AccountId account =
                MailWriter(store).addAccount(exampleAccount(QStringLiteral("A")), true);
            QCOMPARE(reader.accounts().size(), 1);
            content = contentDatabasePath(profile.paths(), account);
            auto writing = openContentDatabase(store, account, Database::Mode::ReadWrite);
            Database reading(content, Database::Mode::ReadOnly, {});
            writing->run("UPDATE content_id SET next = next + 1");
            QVERIFY(reading.integer("SELECT next FROM content_id") > 1);
            writing.reset();
            QVERIFY(logBytes(index) > 0);
            QVERIFY(logBytes(content) > 0);
        }
        QCOMPARE(logBytes(index), 0);
        QCOMPARE(logBytes(content), 0);
    }

    /// What a load has committed may not be on the disk yet: of its log, only a beginning is.
    void powerLostInMidLoad_rowsAndCursorGoTogether()
    {
        const ThrowAwayProfile profile;
        {
            Store store(profile.paths(), Store::Access::ReadWrite, clock);
            StoreFiller(store).addAccount(QStringLiteral("A"));
        }
        Store store(profile.paths(), Store::Access::ReadWrite, clock);
        StoreFiller filler(store);
        const RemoteFolderRow inbox = filler.folder(filler.writer().accounts().first().id);
        filler.writer().beginLoad();
        filler.fill(inbox, 5'000);
        const QString index = QStringLiteral("/mail.db"), log = QStringLiteral("/mail.db-wal");
        const qint64 logged = QFileInfo(profile.paths().data + log).size();
        QVERIFY(logged > 0);
        QSet<qint64> counts;
        for (int tenths = 0; tenths <= 10; ++tenths) {
            const ThrowAwayProfile after;
            const QString data = after.paths().data;
            QVERIFY(QDir().mkpath(data));
            QVERIFY(QFile::copy(profile.paths().data + index, data + index));
            QVERIFY(QFile::copy(profile.paths().data + log, data + log));
            QVERIFY(QFile::resize(data + log, logged * tenths / 10));
            Store left(after.paths(), Store::Access::ReadWrite, clock);
            MailWriter writer(left);
            const qint64 count = writer.boundCount(inbox.id);
            const auto cursor = writer.remoteFolders(writer.accounts().first().incoming.id).first();
            QCOMPARE(cursor.uidNext, count == 0 ? 0 : count + 1);
            QCOMPARE(writer.folder(inbox.folder)->total, count);
            QCOMPARE(writer.verify(true).findings, QStringList());
            counts.insert(count);
        }
        QVERIFY(counts.contains(0) && counts.contains(5'000));
        QVERIFY(counts.size() > 3);
        filler.writer().endLoad();
    }

    /// Its first mail comes while something is sent from it, and somebody looks.
    void firstNeededBySeveralThreads_contentsAreMadeOnce()
    {
        const ThrowAwayProfile profile;
        Store store(profile.paths(), Store::Access::ReadWrite, clock);
        constexpr int accounts = 20, threads = 4;
        std::atomic<int> waiting = 0;
        std::array<QStringList, threads> faults;
        std::vector<std::unique_ptr<QThread>> running;
        for (size_t number = 0; number < threads; ++number) {
            running.emplace_back(QThread::create([&, number] {
                for (int account = 1; account <= accounts; ++account) {
                    waiting.fetch_add(1);
                    while (waiting.load() < account * threads) { } // all at once
                    const auto fault = errorOf([&] {
                        const AccountId id(account);
                        if (number > 0)
                            openContentDatabase(store, id, Database::Mode::ReadWrite);
                        else if (QFile::exists(contentDatabasePath(store.paths(), id)))
                            openContentDatabase(store, id, Database::Mode::ReadOnly);
                    });
                    if (fault)
                        faults[number].append(fault->sentence);
                }
            }));
            running.back()->start();
        }
        for (const auto &thread : running)
            thread->wait();
        for (const QStringList &list : faults)
            QCOMPARE(list, QStringList());
    }

    void closedWhileAnotherReads_keepsWhatThatReads()
    {
        const ThrowAwayProfile profile;
        std::unique_ptr<Database> other;
        {
            Store store(profile.paths(), Store::Access::ReadWrite, clock);
            MailWriter writer(store);
            writer.addAccount(exampleAccount(QStringLiteral("A")), true);
            other = std::make_unique<Database>(profile.paths().data + QStringLiteral("/mail.db"),
                                               Database::Mode::ReadOnly, Database::Options{});
            other->execute("BEGIN; SELECT count(*) FROM account");
            writer.addAccount(exampleAccount(QStringLiteral("B")), true);
        }
        QCOMPARE(other->integer("SELECT count(*) FROM account"), 1);
        Store again(profile.paths(), Store::Access::ReadWrite, clock);
        QCOMPARE(MailReader(again).accounts().size(), 2);
    }

    void damagedContent_isFoundByADeepVerify()
    {
        ThrowAwayProfile profile;
        Store store(profile.paths(), Store::Access::ReadWrite, clock);
        StoreFiller filler(store);
        const AccountId account = filler.addAccount(QStringLiteral("A"));
        filler.fill(filler.folder(account), 3);
        filler.fillContent(filler.folder(account), 3);
        {
            Database database(contentDatabasePath(profile.paths(), account),
                              Database::Mode::ReadWrite, {});
            database.execute("UPDATE chunk SET data = (SELECT data FROM chunk WHERE content <> 2) "
                             "WHERE content = 2; DELETE FROM content WHERE id = 3");
        }
        const auto report = filler.writer().verify(true);
        QCOMPARE(report.messages, 3);
        QCOMPARE(report.withContent, 3);
        QCOMPARE(report.damaged, 2);
        QCOMPARE(report.findings.size(), 2);
    }

    void commit_tellsWhatChangedOnce()
    {
        ThrowAwayProfile profile;
        Store store(profile.paths(), Store::Access::ReadWrite, clock);
        StoreFiller filler(store);
        const RemoteFolderRow inbox = filler.folder(filler.addAccount(QStringLiteral("A")));
        QSignalSpy spy(&store.notifier(), &StoreNotifier::changed);
        filler.fill(inbox, 10);
        QCOMPARE(spy.size(), 1);
        auto changes = spy.takeFirst().first().value<ChangeSet>();
        QCOMPARE(changes.added.size(), 10);
        QCOMPARE(changes.folders, QSet<FolderId>({inbox.folder}));
        QVERIFY(!changes.many);
        {
            WriteTransaction transaction(filler.writer());
            QList<IncomingMessage> messages;
            for (int n = 10; n < 3000; ++n)
                messages.append(exampleMessage(n));
            filler.writer().messagesAppeared(inbox.id, messages);
            transaction.commit();
        }
        changes = spy.takeFirst().first().value<ChangeSet>();
        QVERIFY(changes.many && changes.added.isEmpty());
        {
            WriteTransaction transaction(filler.writer());
            filler.writer().messagesAppeared(inbox.id, {exampleMessage(5000)});
        }
        QCOMPARE(spy.size(), 0); // rolled back
    }
};

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
