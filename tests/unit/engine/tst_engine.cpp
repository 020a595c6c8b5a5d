// SPDX-License-Identifier: MIT
#include "engine/connectivity.h"
#include "engine/engine.h"
#include "engine/sleepwatch.h"
#include "support/memorybackend.h"
#include "support/throwawayprofile.h"

#include <QScopeGuard>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

/// A program with an engine over a server in memory.
struct Program {
    explicit Program(MemoryServer::Style style = MemoryServer::Style::Imap, int connections = 3)
        : server(style)
        , registry(registryOf(server, connections))
        , store(profile.paths(), Store::Access::ReadWrite, Clock::system())
        , preferences(profile.paths().config)
        , reader(store)
        , engine(std::make_unique<Engine>(store, registry, credentials, preferences))
    {
        QObject::connect(engine.get(), &Engine::passFinished, engine.get(),
                         [this](const SyncSummary &summary) { passes.append(summary); });
    }

    AccountId add(ContentLevel keep = ContentLevel::Everything)
    {
        AccountId id;
        bool answered = false;
        Account settings = server.account();
        settings.keep = keep;
        engine->addAccount(settings, Secret(server.password), [&](const Engine::AddResult &result) {
            id = result.account;
            answered = true;
        });
        if (!QTest::qWaitFor([&] { return answered; }))
            qFatal("not added");
        return id;
    }

    struct Fetch {
        bool done = false;
        std::optional<MailError> error;
        QString sentence() const { return error ? error->sentence : QString(); }
    };
    /// What comes of it is in the result as soon as it is there.
    std::shared_ptr<const Fetch> fetch(PlacementId id)
    {
        const auto fetch = std::make_shared<Fetch>();
        engine->fetch(id, {}, engine.get(), [fetch](const std::optional<MailError> &error) {
            fetch->done = true;
            fetch->error = error;
        });
        return fetch;
    }

    bool waitForPass()
    {
        const qsizetype before = passes.size();
        return QTest::qWaitFor([&] { return passes.size() > before; }, 20'000);
    }

    QList<MessageRow> rows(const QString &path = QStringLiteral("INBOX"))
    {
        const QList<Account> accounts = reader.accounts();
        if (accounts.isEmpty())
            return {};
        const auto folder = reader.folderByPath(accounts.first().id, path);
        ListQuery query;
        query.folders = {folder ? folder->id : FolderId()};
        return reader.page(query, 10'000);
    }

    static BackendRegistry registryOf(MemoryServer &server, int connections)
    {
        server.connectionsAllowed = connections;
        return server.registry();
    }

    MemoryServer server;
    BackendRegistry registry;
    ThrowAwayProfile profile;
    Store store;
    CredentialStore credentials;
    Preferences preferences;
    MailReader reader;
    QList<SyncSummary> passes;
    std::unique_ptr<Engine> engine;
};

} // namespace

class TestEngine : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void beforeStart_nothingTouchesTheNetwork()
    {
        Program p;
        p.server.deliver("INBOX", sampleMessage(1));
        p.add();
        QCoreApplication::processEvents();
        QCOMPARE(p.server.connections, 0);
    }

    void addedAccount_isSynchronisedAndPushBringsNewMail()
    {
        Program p;
        for (int i = 1; i <= 30; ++i)
            p.server.deliver("INBOX", sampleMessage(i));
        p.engine->start();
        QSignalSpy newMail(p.engine.get(), &Engine::newMail);
        const AccountId account = p.add();
        QTRY_COMPARE(p.rows().size(), 30);
        QTRY_VERIFY(p.engine->state(account).phase == AccountState::Phase::Idle);
        QVERIFY(p.engine->state(account).lastSyncUtc > 0);
        QTRY_VERIFY(p.server.openConnections >= 2); // one synchronises, one listens
        QCOMPARE(newMail.count(), 0);
        p.server.deliver("INBOX", sampleMessage(31));
        QTRY_COMPARE(p.rows().size(), 31);
        QTRY_COMPARE(newMail.count(), 1);
    }

    void userAction_isLocalAtOnceAndReachesTheServer()
    {
        Program p;
        p.server.deliver("INBOX", sampleMessage(1));
        p.server.deliver("INBOX", sampleMessage(2));
        p.engine->start();
        const AccountId account = p.add();
        QTRY_COMPARE(p.rows().size(), 2);
        QTRY_VERIFY(p.engine->state(account).phase == AccountState::Phase::Idle);
        FlagChange star;
        star.add = Flag::Flagged;
        const QList<MessageRow> rows = p.rows();
        p.engine->setFlags({rows[0].id}, star);
        QTRY_VERIFY(p.rows().first().flags.flags.testFlag(Flag::Flagged));
        QTRY_VERIFY(p.server.folder("INBOX").messages.last().flags.flags.testFlag(Flag::Flagged));
        p.engine->archive({rows[1].id});
        QTRY_COMPARE(p.server.folder("Archive").messages.size(), 1);
        p.engine->remove({rows[0].id});
        QTRY_COMPARE(p.server.folder("Trash").messages.size(), 1);
        QTRY_COMPARE(p.engine->state(account).operationsWaiting, 0);
    }

    void markThatNobodyToldOf_reachesTheServerWithoutAPassByTheClock()
    {
        // As one that goes along with a message to another account.
        Program p;
        p.server.deliver("INBOX", sampleMessage(1));
        p.engine->start();
        const AccountId account = p.add();
        QTRY_COMPARE(p.rows().size(), 1);
        QTRY_VERIFY(p.engine->state(account).phase == AccountState::Phase::Idle);
        MailWriter(p.store).setFlags({p.rows().first().id},
                                     {MessageFlags(Flag::Flagged), {}, {}, {}}, {true, true, true});
        QTRY_VERIFY(p.server.folder("INBOX").messages.first().flags.flags.testFlag(Flag::Flagged));
        QTRY_VERIFY(p.reader.operations().isEmpty());
    }

    void workOffline_disconnectsAndKeepsActionsForLater()
    {
        Program p;
        p.server.deliver("INBOX", sampleMessage(1));
        p.engine->start();
        const AccountId account = p.add();
        QTRY_VERIFY(p.engine->state(account).lastSyncUtc > 0);
        QTRY_COMPARE(p.server.openConnections, 2);
        QTRY_VERIFY(p.engine->state(account).nextTryUtc > 0);
        p.engine->setWorkOffline(true);
        QVERIFY(p.engine->state(account).phase == AccountState::Phase::Offline);
        QCOMPARE(p.engine->state(account).nextTryUtc, 0); // nor does the window say so
        QTRY_COMPARE(p.server.openConnections, 0);
        const int connections = p.server.connections;
        FlagChange star;
        star.add = Flag::Flagged;
        p.engine->setFlags({p.rows().first().id}, star);
        p.engine->syncNow();
        QTRY_COMPARE(p.engine->state(account).operationsWaiting, 1);
        QTRY_VERIFY(p.rows().first().flags.flags.testFlag(Flag::Flagged));
        std::optional<MailError> error;
        PartSelection whole;
        QObject context;
        p.engine->fetch(p.rows().first().id, whole, &context,
                        [&](const std::optional<MailError> &e) { error = e; });
        QTRY_VERIFY(error);
        QCOMPARE(p.server.connections, connections);
        p.engine->setWorkOffline(false);
        QTRY_VERIFY(p.server.folder("INBOX").messages.first().flags.flags.testFlag(Flag::Flagged));
    }

    void refusedPassword_isAskedForAndTheNewOneTaken()
    {
        Program p;
        p.server.deliver("INBOX", sampleMessage(1));
        p.engine->start();
        p.server.password = "changed";
        AccountId account;
        p.engine->addAccount(p.server.account(), Secret("old"),
                             [&](const Engine::AddResult &result) { account = result.account; });
        QTRY_VERIFY(account);
        QTRY_VERIFY(p.engine->state(account).phase == AccountState::Phase::NeedsPassword);
        QVERIFY(!p.engine->state(account).problem->sentence.isEmpty());
        p.engine->providePassword(account, Secret("changed"), true);
        QTRY_COMPARE(p.rows().size(), 1);
        QTRY_VERIFY(p.engine->state(account).phase == AccountState::Phase::Idle);
        QVERIFY(!p.engine->state(account).problem);
    }

    void passwordNeverGiven_isAskedFor()
    {
        Program p;
        MailWriter(p.store).addAccount(p.server.account(), true);
        p.engine->start();
        QTRY_COMPARE(p.engine->states().size(), 1);
        const AccountId account = p.engine->states().first().account;
        QTRY_VERIFY(p.engine->state(account).phase == AccountState::Phase::NeedsPassword);
        QCOMPARE(p.server.connections, 0);
    }

    void passwordGivenRightAfterTheStart_isTaken()
    {
        Program p;
        p.server.deliver("INBOX", sampleMessage(1));
        const AccountId account = MailWriter(p.store).addAccount(p.server.account(), true);
        p.engine->start();
        p.engine->providePassword(account, Secret(p.server.password), false);
        QTRY_COMPARE(p.rows().size(), 1);
    }

    void openFolderClosed_pushListensToTheInboxAgain()
    {
        Program p;
        p.server.deliver("INBOX", sampleMessage(1));
        p.server.deliver("Archive", sampleMessage(2));
        p.engine->start();
        const AccountId account = p.add();
        QTRY_COMPARE(p.rows(QStringLiteral("Archive")).size(), 1);
        QTRY_VERIFY(p.engine->state(account).phase == AccountState::Phase::Idle);
        QTRY_VERIFY(p.server.openConnections >= 2);
        p.engine->setOpenFolder(p.reader.folderByPath(account, QStringLiteral("Archive"))->id);
        p.server.deliver("Archive", sampleMessage(3));
        QTRY_COMPARE(p.rows(QStringLiteral("Archive")).size(), 2);
        QTRY_VERIFY(p.engine->state(account).phase == AccountState::Phase::Idle);
        p.engine->setOpenFolder(FolderId()); // as a folder of another account is opened
        p.server.deliver("INBOX", sampleMessage(4));
        QTRY_COMPARE(p.rows().size(), 2);
    }

    void pushOfAClosedFolder_readsThatFolderAndNoOther()
    {
        Program p;
        p.server.tellsOfAll = true;
        p.server.addFolder("Lists");
        const QByteArray first = p.server.deliver("Lists", sampleMessage(1));
        p.server.deliver("Lists", sampleMessage(2));
        p.engine->start();
        const AccountId account = p.add();
        QTRY_COMPARE(p.rows(QStringLiteral("Lists")).size(), 2);
        QTRY_VERIFY(p.engine->state(account).phase == AccountState::Phase::Idle);
        QTRY_COMPARE(p.server.openConnections, 2);
        const qint64 lists = p.server.folderLists;
        const qint64 listings = p.server.listings;
        p.server.deliver("Lists", sampleMessage(3));
        QTRY_COMPARE(p.rows(QStringLiteral("Lists")).size(), 3);
        FlagState star;
        star.flags = Flag::Flagged;
        p.server.setFlags("Lists", first, star);
        QTRY_VERIFY(p.rows(QStringLiteral("Lists")).last().flags.flags.testFlag(Flag::Flagged));
        p.server.expunge("Lists", first);
        QTRY_COMPARE(p.rows(QStringLiteral("Lists")).size(), 2);
        QCOMPARE(p.server.folderLists, lists);
        QVERIFY(p.server.listings - listings <= 6); // of this folder, and not of four
        p.server.addFolder("New");
        QTRY_VERIFY(p.reader.folderByPath(account, QStringLiteral("New")));
        p.server.removeFolder("New");
        QTRY_VERIFY(p.server.folderLists > lists);
    }

    void pushDuringALongPass_isReadBetweenItsSteps()
    {
        Program p;
        p.server.tellsOfAll = true;
        for (int i = 1; i <= 300; ++i)
            p.server.deliver("Archive", sampleMessage(i));
        QSemaphore gate;
        std::atomic<bool> reached = false;
        const auto open = qScopeGuard([&] { gate.release(10); });
        p.server.hook = [&](const QByteArray &step) {
            if (step == "message" && p.server.messagesFetched == 40 && !reached.exchange(true))
                gate.acquire();
        };
        p.engine->start();
        p.add();
        QTRY_VERIFY_WITH_TIMEOUT(reached, 20'000);
        QTRY_COMPARE(p.server.openConnections, 2);
        p.server.deliver("INBOX", sampleMessage(1000));
        gate.release();
        QTRY_COMPARE(p.rows().size(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(p.server.messagesFetched >= 301, 20'000);
    }

    void oneConnectionAlone_opensAMessageBetweenStepsOfALargeFirstSync()
    {
        Program p(MemoryServer::Style::Imap, 1);
        p.server.batch = 10;
        p.server.connectionLimit = 1;
        Account settings = p.server.account();
        settings.keep = ContentLevel::Headers;
        for (int i = 1; i <= 300; ++i)
            p.server.deliver("Archive", sampleMessage(i));
        p.server.deliver("INBOX", sampleMessage(1000));
        std::atomic<int> batches = 0, batchesAtMessage = -1;
        QSemaphore gate;
        std::atomic<bool> reached = false;
        const auto open = qScopeGuard([&] { gate.release(10); });
        p.server.hook = [&](const QByteArray &step) {
            if (step == "message" && batchesAtMessage < 0)
                batchesAtMessage = batches.load();
            if (step != "batch" || ++batches != 5)
                return;
            reached = true;
            gate.acquire();
        };
        p.engine->start();
        p.engine->addAccount(settings, Secret(p.server.password), [](const Engine::AddResult &) {});
        QTRY_VERIFY_WITH_TIMEOUT(reached, 20'000);
        QTRY_COMPARE(p.rows().size(), 1);
        const auto fetch = p.fetch(p.rows().first().id);
        // The request goes by way of the writing thread, as this does after it.
        FlagChange star;
        star.add = Flag::Flagged;
        p.engine->setFlags({p.rows().first().id}, star);
        QTRY_VERIFY(p.rows().first().flags.flags.testFlag(Flag::Flagged));
        QCoreApplication::processEvents();
        gate.release();
        QTRY_VERIFY(fetch->done);
        QCOMPARE(fetch->sentence(), QString());
        QVERIFY2(batchesAtMessage <= 7, qPrintable(QString::number(batchesAtMessage)));
        QTRY_COMPARE(p.rows(QStringLiteral("Archive")).size(), 300);
        QCOMPARE(p.server.maxOpenConnections, 1);
    }

    void start_showsTheNewestOfTheInboxBeforeTheListOfFolders()
    {
        Program p;
        p.server.batch = 50;
        for (int i = 1; i <= 200; ++i)
            p.server.deliver("INBOX", sampleMessage(i));
        QSemaphore gate;
        std::atomic<bool> reached = false;
        const auto open = qScopeGuard([&] { gate.release(10); });
        p.server.hook = [&](const QByteArray &step) {
            if (step == "folders" && !reached.exchange(true))
                gate.acquire();
        };
        p.engine->start();
        p.add();
        QTRY_VERIFY_WITH_TIMEOUT(reached, 20'000);
        QCOMPARE(p.rows().size(), 50);
        gate.release();
        QTRY_COMPARE(p.rows().size(), 200);
    }

    void serverThatAllowsFewerConnections_isServedByThose()
    {
        for (const int limit : {1, 2}) {
            Program p;
            p.server.connectionLimit = limit;
            for (int i = 1; i <= 5; ++i)
                p.server.deliver("INBOX", sampleMessage(i));
            p.engine->start();
            const AccountId account = p.add(ContentLevel::Headers);
            QTRY_COMPARE(p.rows().size(), 5);
            QTRY_VERIFY(p.engine->state(account).phase == AccountState::Phase::Idle);
            const auto fetch = p.fetch(p.rows().first().id);
            QTRY_VERIFY(fetch->done);
            QCOMPARE(fetch->sentence(), QString());
            // What comes is heard of all the same, and changes are sent.
            p.server.deliver("INBOX", sampleMessage(6));
            QTRY_COMPARE(p.rows().size(), 6);
            FlagChange star;
            star.add = Flag::Flagged;
            p.engine->setFlags({p.rows().last().id}, star);
            QTRY_VERIFY(
                p.server.folder("INBOX").messages.first().flags.flags.testFlag(Flag::Flagged));
            p.server.deliver("INBOX", sampleMessage(7));
            QTRY_COMPARE(p.rows().size(), 7);
            QVERIFY(p.server.maxOpenConnections <= limit);
            QVERIFY(p.engine->state(account).phase != AccountState::Phase::Failed);
        }
    }

    void sleep_isNoticedByTheCalendarAlone()
    {
        class Machine : public Clock {
        public:
            qint64 utcSeconds() const override { return utc; }
            qint64 monotonicMs() const override { return monotonic; }
            qint64 utc = 1'750'000'000, monotonic = 5'000;
        } machine;
        SleepWatch watch(machine);
        QVERIFY(!watch.hasSlept());
        machine.utc += 30;
        machine.monotonic += 30'000;
        QVERIFY(!watch.hasSlept());
        machine.utc += 3 * 3600;
        machine.monotonic += 12'000;
        QVERIFY(watch.hasSlept());
        QVERIFY(!watch.hasSlept());
        machine.utc -= 3600; // set back
        QVERIFY(!watch.hasSlept());
    }

    void afterSleep_everyConnectionIsMadeAnewAndMailComes()
    {
        Program p;
        p.server.deliver("INBOX", sampleMessage(1));
        p.engine->start();
        const AccountId account = p.add();
        QTRY_VERIFY(p.server.openConnections >= 2);
        QTRY_VERIFY(p.engine->state(account).phase == AccountState::Phase::Idle);
        const int before = p.server.connections;
        p.engine->wokeUp();
        p.server.deliver("INBOX", sampleMessage(2));
        QTRY_COMPARE(p.rows().size(), 2);
        QTRY_VERIFY(p.server.connections >= before + 2); // also the one that listens
        QTRY_VERIFY(p.engine->state(account).phase == AccountState::Phase::Idle);
    }

    void lostServer_isTriedAgainLater()
    {
        Program p;
        std::atomic<bool> down = true;
        p.server.hook = [&](const QByteArray &step) {
            if (step == "open" && down)
                throw MemoryServer::closedConnection();
        };
        p.server.deliver("INBOX", sampleMessage(1));
        p.engine->start();
        const AccountId account = p.add();
        QTRY_VERIFY(p.engine->state(account).problem);
        QVERIFY(p.engine->state(account).nextTryUtc > 0);
        QVERIFY(p.engine->state(account).phase == AccountState::Phase::Failed);
        QVERIFY(!p.engine->state(account).isReachable());
        down = false;
        p.engine->syncNow(account);
        QTRY_COMPARE(p.rows().size(), 1);
        QVERIFY(!p.engine->state(account).problem);
    }

    void serverThatWantsPauses_isNotVisitedBefore()
    {
        Program p(MemoryServer::Style::Pop3);
        p.server.loginDelaySeconds = 3600;
        p.server.deliver("INBOX", sampleMessage(1));
        p.engine->start();
        const AccountId account = p.add();
        QTRY_COMPARE(p.rows().size(), 1);
        QTRY_VERIFY(p.engine->state(account).phase == AccountState::Phase::Idle);
        const int visits = p.server.connections;
        p.server.deliver("INBOX", sampleMessage(2));
        p.engine->syncNow(account);
        const qint64 now = Clock::system().utcSeconds();
        QVERIFY(p.engine->state(account).nextTryUtc > now + 3000);
        QVERIFY(p.engine->state(account).nextTryUtc <= now + 3600);
        QCOMPARE(p.server.connections, visits);
        QCOMPARE(p.rows().size(), 1);
    }

    void refusalWithAPause_isNotTriedAgainBefore()
    {
        Program p(MemoryServer::Style::Pop3);
        p.server.hook = [&](const QByteArray &step) {
            if (step != "open")
                return;
            MailError inUse = MemoryServer::closedConnection();
            inUse.retry = RetryClass::Later;
            inUse.pauseSeconds = 600;
            throw inUse;
        };
        p.engine->start();
        const AccountId account = p.add();
        QTRY_VERIFY(p.engine->state(account).problem);
        QVERIFY(p.engine->state(account).nextTryUtc > Clock::system().utcSeconds() + 500);
    }

    void withoutANetwork_nothingIsWrongAndItIsTriedAtOnceWhenThereIsOne()
    {
        Program p;
        std::atomic<bool> down = true;
        p.server.hook = [&](const QByteArray &step) {
            if (step == "open" && down)
                throw MemoryServer::closedConnection();
        };
        p.server.deliver("INBOX", sampleMessage(1));
        p.engine->connectivity().setStatus({NetworkStatus::Reach::None, false});
        p.engine->start();
        const AccountId account = p.add();
        QTRY_VERIFY(p.engine->state(account).phase == AccountState::Phase::Offline);
        QVERIFY(!p.engine->state(account).problem);
        QVERIFY(p.engine->state(account).nextTryUtc > 0);
        // A network with a page in front of it is one, but nothing can be reached yet.
        p.engine->connectivity().setStatus({NetworkStatus::Reach::Portal, false});
        down = false;
        p.engine->connectivity().setStatus({NetworkStatus::Reach::Online, false});
        QTRY_COMPARE(p.rows().size(), 1);
        QTRY_VERIFY(p.engine->state(account).phase == AccountState::Phase::Idle);
    }

    void fetchWhileASyncRuns_isServedFirst()
    {
        for (const auto style : {MemoryServer::Style::Imap, MemoryServer::Style::Pop3}) {
            Program p(style);
            for (int i = 1; i <= 5; ++i)
                p.server.deliver("INBOX", sampleMessage(i));
            p.engine->start();
            p.add(ContentLevel::Headers);
            QTRY_COMPARE(p.rows().size(), 5);
            const auto fetch = p.fetch(p.rows().first().id);
            QTRY_VERIFY(fetch->done);
            QCOMPARE(fetch->sentence(), QString());
            QCOMPARE(p.reader.content(p.rows().first().message, {}).value_or(QByteArray()),
                     sampleMessage(5));
            if (style == MemoryServer::Style::Pop3)
                QCOMPARE(p.server.maxOpenConnections, 1);
        }
    }

    void fetchOfAMessageThatIsGone_saysSo()
    {
        Program p;
        p.engine->start();
        p.add();
        const auto fetch = p.fetch(PlacementId(4711));
        QTRY_VERIFY(fetch->error);
        QVERIFY(fetch->error->kind == ErrorKind::NotFound);
    }

    void cancelledSync_endsAtOnceAndGoesOnWhenAsked()
    {
        Program p;
        for (int i = 1; i <= 400; ++i)
            p.server.deliver("INBOX", sampleMessage(i));
        std::atomic<bool> hold = true;
        QSemaphore gate;
        p.server.hook = [&](const QByteArray &step) {
            if (step == "message" && hold && p.server.messagesFetched >= 3)
                gate.acquire();
        };
        p.engine->start();
        const AccountId account = p.add();
        QTRY_COMPARE(p.server.messagesFetched, 3);
        p.engine->cancelSync(account);
        hold = false;
        gate.release(10);
        QTRY_VERIFY(p.engine->state(account).phase == AccountState::Phase::Idle);
        QVERIFY(p.server.messagesFetched <= 4);
        p.engine->syncNow(account);
        QTRY_VERIFY_WITH_TIMEOUT(p.server.messagesFetched >= 400, 30'000);
    }

    void engineThatGoes_endsEveryThreadAndKeepsTheActionsPosted()
    {
        Program p;
        for (int i = 1; i <= 200; ++i)
            p.server.deliver("INBOX", sampleMessage(i));
        p.engine->start();
        p.add();
        QTRY_VERIFY(!p.rows().isEmpty());
        const PlacementId first = p.rows().first().id;
        FlagChange star;
        star.add = Flag::Flagged;
        p.engine->setFlags({first}, star);
        p.engine.reset();
        QCOMPARE(p.server.openConnections, 0);
        QVERIFY(p.reader.row(first)->flags.flags.testFlag(Flag::Flagged));
    }

    void removedAccount_leavesNothing()
    {
        Program p;
        p.server.deliver("INBOX", sampleMessage(1));
        p.engine->start();
        const AccountId account = p.add();
        QTRY_COMPARE(p.rows().size(), 1);
        bool done = false;
        p.engine->removeAccount(account, [&] { done = true; });
        QTRY_VERIFY(done);
        QVERIFY(p.reader.accounts().isEmpty());
        QVERIFY(p.engine->states().isEmpty());
        QTRY_COMPARE(p.server.openConnections, 0);
    }

    void takenName_isAnErrorAndTheAccountIsNotAdded()
    {
        Program p;
        p.engine->start();
        p.add();
        std::optional<MailError> error;
        p.engine->addAccount(p.server.account(), Secret("x"),
                             [&](const Engine::AddResult &result) { error = result.error; });
        QTRY_VERIFY(error);
        QCOMPARE(p.reader.accounts().size(), 1);
    }

    void check_tellsWhatIsWrongAndCanBeCancelled()
    {
        Program p;
        QSignalSpy finished(p.engine.get(), &Engine::checkFinished);
        const int good = p.engine->check(p.server.account(), Secret(p.server.password));
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(finished.at(0).at(0).toInt(), good);
        QVERIFY(finished.at(0).at(1).value<CheckResult>().ok);
        p.engine->check(p.server.account(), Secret("wrong"));
        QTRY_COMPARE(finished.count(), 2);
        QVERIFY(!finished.at(1).at(1).value<CheckResult>().ok);
        std::atomic<bool> hold = true;
        QSemaphore gate;
        p.server.hook = [&](const QByteArray &) {
            if (hold)
                gate.acquire();
        };
        const int cancelled = p.engine->check(p.server.account(), Secret(p.server.password));
        p.engine->cancelCheck(cancelled);
        hold = false;
        gate.release(10);
        p.engine->check(p.server.account(), Secret(p.server.password));
        QTRY_COMPARE(finished.count(), 3);
        QVERIFY(finished.at(2).at(0).toInt() != cancelled);
        QVERIFY(p.reader.accounts().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_engine.moc"
