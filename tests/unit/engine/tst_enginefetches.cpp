// SPDX-License-Identifier: MIT
#include "base/rankedqueue.h"
#include "engine/engine.h"
#include "engine/fetchsize.h"
#include "support/memorybackend.h"
#include "support/throwawayprofile.h"

#include <QScopeGuard>
#include <QSemaphore>
#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

/// An account that keeps headers alone, with thirty messages in its Inbox.
struct Reading {
    explicit Reading(MemoryServer::Style style = MemoryServer::Style::Imap,
                     qint64 loginDelaySeconds = 0)
        : server(style)
        , registry(server.registry())
        , store(profile.paths(), Store::Access::ReadWrite, Clock::system())
        , preferences(profile.paths().config)
        , reader(store)
    {
        server.loginDelaySeconds = loginDelaySeconds;
        for (int i = 1; i <= 30; ++i)
            server.deliver("INBOX", sampleMessage(i));
        server.hook = [this](const QByteArray &step) {
            if (step != "message")
                return;
            reached = true;
            if (gated)
                gate.acquire();
        };
        Account settings = server.account();
        settings.keep = ContentLevel::Headers;
        engine = std::make_unique<Engine>(store, registry, credentials, preferences);
        QObject::connect(engine.get(), &Engine::passFinished, engine.get(), [this] { ++passes; });
        engine->start();
        engine->addAccount(settings, Secret(server.password), [](const Engine::AddResult &) {});
    }
    ~Reading()
    {
        gated = false;
        gate.release(100);
    }
    AccountId account() { return reader.accounts().value(0).id; }
    /// Fetches the message as a view does that shows it.
    void show(int number)
    {
        answer.reset();
        engine->fetchShown(rows().at(number).id, {}, engine.get(),
                           [this](std::optional<MailError> error) { answer = error; });
    }
    bool isReady()
    {
        return QTest::qWaitFor([this] { return passes > 0 && rows().size() == 30; }, 20'000);
    }
    QList<MessageRow> rows()
    {
        ListQuery query;
        const QList<Account> accounts = reader.accounts();
        const auto inbox = accounts.isEmpty()
            ? std::nullopt
            : reader.folderByPath(accounts.first().id, QStringLiteral("INBOX"));
        if (!inbox)
            return {};
        query.folders = {inbox->id};
        return reader.page(query, 100);
    }
    /// The newest is 0.
    bool isHere(int number) { return rows().at(number).content >= ContentLevel::Text; }
    int here()
    {
        int count = 0;
        const QList<MessageRow> all = rows();
        for (const MessageRow &row : all)
            count += row.content >= ContentLevel::Text ? 1 : 0;
        return count;
    }

    MemoryServer server;
    BackendRegistry registry;
    ThrowAwayProfile profile;
    Store store;
    CredentialStore credentials;
    Preferences preferences;
    MailReader reader;
    int passes = 0;
    std::optional<std::optional<MailError>> answer; ///< to `show`
    QSemaphore gate;
    std::atomic<bool> gated = false, reached = false;
    std::unique_ptr<Engine> engine;
};

PartSelection text()
{
    PartSelection selection;
    selection.what = PartSelection::What::Text;
    return selection;
}

} // namespace

/// What the user waits for, and in which order it comes.
class TestEngineFetches : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rankedQueue_givesTheMostPressingFirst()
    {
        RankedQueue<int> queue;
        queue.push(1, 1);
        queue.push(2, 1);
        queue.push(3, 0, true);
        const int fourth = queue.push(4, 0, true);
        queue.push(5, 2);
        QVERIFY(queue.withdraw(fourth));
        QVERIFY(!queue.withdraw(fourth));
        queue.push(6, 0, true);
        QList<int> taken;
        while (const std::optional<int> value = queue.take(1))
            taken.append(*value);
        QCOMPARE(taken, QList<int>({6, 3, 1, 2}));
        QVERIFY(queue.isEmpty(1) && !queue.isEmpty(2));
        QCOMPARE(queue.take(2), std::optional(5));
    }

    void fetchSize_staysAFewSecondsWorth()
    {
        FetchSize size;
        for (int i = 0; i < 20; ++i)
            size.took(10);
        QCOMPARE(size.messages(), 2000);
        for (int i = 0; i < 20; ++i)
            size.took(60'000);
        QCOMPARE(size.messages(), 4);
        QCOMPARE(size.bytes(), qint64(64 * 1024));
        const qint64 bytes = size.bytes();
        size.took(2'000); // as meant
        QCOMPARE(size.bytes(), bytes);
    }

    void arrowedThroughTen_theLastIsFetchedNextAndTheOthersNotAtAll()
    {
        Reading p;
        QVERIFY(p.isReady());
        const QList<MessageRow> rows = p.rows();
        p.gated = true;
        QObject view;
        QList<int> answered;
        for (int i = 0; i < 10; ++i) {
            p.engine->fetchShown(rows[i].id, text(), &view,
                                 [&answered, i](const std::optional<MailError> &error) {
                                     answered.append(error ? -i : i);
                                 });
            if (i == 0)
                QTRY_VERIFY(p.reached); // it has begun
        }
        // Their way is by the writing thread, as this one's.
        FlagChange star;
        star.add = Flag::Flagged;
        p.engine->setFlags({rows[20].id}, star);
        QTRY_VERIFY(p.rows()[20].flags.flags.testFlag(Flag::Flagged));
        QCoreApplication::processEvents();
        p.gated = false;
        p.gate.release();
        QTRY_VERIFY(p.isHere(9));
        QTRY_VERIFY(answered.contains(9));
        QVERIFY(p.isHere(0)); // what had begun was brought to its end
        QCOMPARE(p.here(), 2);
        QCOMPARE(p.server.messagesFetched, 2);
    }

    void whatIsShown_comesBeforeWhatWasAskedForAndDropsNoneOfThat()
    {
        Reading p;
        QVERIFY(p.isReady());
        const QList<MessageRow> rows = p.rows();
        p.gated = true;
        QObject view, saving;
        QList<int> order;
        const auto note = [&order](int number) {
            return [&order, number](const std::optional<MailError> &) { order.append(number); };
        };
        p.engine->fetch(rows[0].id, {}, &saving, note(0));
        QTRY_VERIFY(p.reached);
        p.engine->fetch(rows[1].id, {}, &saving, note(1));
        p.engine->fetch(rows[2].id, {}, &saving, note(2));
        p.engine->fetchShown(rows[3].id, text(), &view, note(3));
        FlagChange star;
        star.add = Flag::Flagged;
        p.engine->setFlags({rows[20].id}, star);
        QTRY_VERIFY(p.rows()[20].flags.flags.testFlag(Flag::Flagged));
        QCoreApplication::processEvents();
        p.gated = false;
        p.gate.release();
        QTRY_COMPARE(order, QList<int>({0, 3, 1, 2}));
    }

    void viewThatShowsSomethingElse_wantsNothingAnyMore()
    {
        Reading p;
        QVERIFY(p.isReady());
        const QList<MessageRow> rows = p.rows();
        p.gated = true;
        QObject view, saving;
        bool done = false;
        p.engine->fetch(rows[0].id, {}, &saving, [](const std::optional<MailError> &) {});
        QTRY_VERIFY(p.reached);
        p.engine->fetchShown(rows[1].id, text(), &view, [](const std::optional<MailError> &) {
            QFAIL("nobody waits for it");
        });
        p.engine->dropShown(&view);
        p.engine->fetch(rows[2].id, {}, &saving,
                        [&done](const std::optional<MailError> &) { done = true; });
        p.gated = false;
        p.gate.release();
        QTRY_VERIFY(done);
        QVERIFY(!p.isHere(1));
    }

    void neighbours_areFetchedOnceNothingElseIs()
    {
        Reading p;
        QVERIFY(p.isReady());
        const QList<MessageRow> rows = p.rows();
        p.engine->fetchAhead(rows[5].id, {rows[6].id, rows[4].id});
        QTRY_VERIFY(p.isHere(6) && p.isHere(4));
        QCOMPARE(p.here(), 2);
        // What was named before is of no interest any more.
        p.gated = true;
        p.reached = false;
        QObject saving;
        p.engine->fetch(rows[0].id, {}, &saving, [](const std::optional<MailError> &) {});
        QTRY_VERIFY(p.reached);
        p.engine->fetchAhead(rows[6].id, {rows[7].id});
        p.engine->fetchAhead(rows[10].id, {rows[11].id});
        p.gated = false;
        p.gate.release();
        QTRY_VERIFY(p.isHere(11));
        QVERIFY(!p.isHere(7));
    }

    void downloadWhosePassFails_isNotForgottenWhereBytesArePaidFor()
    {
        Reading p;
        QVERIFY(p.isReady());
        p.preferences.set(Pref::metered, QStringLiteral("yes"));
        std::atomic<int> fetches = 0;
        p.server.hook = [&fetches](const QByteArray &step) {
            if (step == "fetch" && fetches++ < 2) // also when it is tried again at once
                throw MemoryServer::closedConnection();
        };
        p.engine->download({{p.rows()[3].id}, {}});
        QTRY_VERIFY_WITH_TIMEOUT(fetches >= 2, 20'000);
        p.engine->syncNow();
        QTRY_VERIFY_WITH_TIMEOUT(p.rows()[3].content == ContentLevel::Everything, 20'000);
        QCOMPARE(p.here(), 1);
    }

    void neighbours_costNothingWhereBytesArePaidFor()
    {
        Reading p;
        QVERIFY(p.isReady());
        p.preferences.set(Pref::metered, QStringLiteral("yes"));
        const QList<MessageRow> rows = p.rows();
        p.engine->fetchAhead(rows[5].id, {rows[6].id, rows[4].id});
        QObject saving;
        for (int i = 0; i < 2; ++i) { // what came ahead would come between these
            bool done = false;
            p.engine->fetch(rows[i].id, {}, &saving,
                            [&done](const std::optional<MailError> &) { done = true; });
            QTRY_VERIFY(done);
        }
        QCOMPARE(p.here(), 2);
    }

    void openedWhileTheServerWantsAPause_isFetchedWithoutAVisitTooMany()
    {
        Reading p(MemoryServer::Style::Pop3, 1);
        std::atomic<qint64> lastEnd = 0;
        std::atomic<int> tooSoon = 0;
        p.server.hook = [&](const QByteArray &step) {
            const qint64 now = Clock::system().monotonicMs();
            if (step == "open" && lastEnd > 0 && now - lastEnd < 900)
                ++tooSoon;
            if (step == "quit")
                lastEnd = now;
        };
        QVERIFY(p.isReady());
        QTRY_VERIFY(p.engine->state(p.account()).noVisitBeforeUtc > 0);
        const int visits = p.server.connections;
        p.show(0);
        QTRY_VERIFY(p.answer);
        QVERIFY(!*p.answer);
        QVERIFY(p.isHere(0));
        QCOMPARE(p.server.connections, visits + 1);
        // With a pass that waits too: one visit serves both.
        QTRY_VERIFY(p.engine->state(p.account()).noVisitBeforeUtc > 0);
        p.server.deliver("INBOX", sampleMessage(31));
        p.engine->syncNow(p.account());
        p.show(5);
        QTRY_VERIFY(p.answer && p.rows().size() == 31);
        QVERIFY(!*p.answer);
        QCOMPARE(tooSoon, 0);
    }

    void openedWhileTheMailboxIsLocked_isFetchedWhenTheServerSaidItMayBe()
    {
        Reading p(MemoryServer::Style::Pop3);
        QVERIFY(p.isReady());
        std::atomic<bool> refuses = true;
        p.server.hook = [&](const QByteArray &step) {
            if (step != "open" || !refuses.exchange(false))
                return;
            MailError inUse = MemoryServer::closedConnection();
            inUse.scope = ErrorScope::Account;
            inUse.kind = ErrorKind::Permission;
            inUse.retry = RetryClass::Later;
            inUse.pauseSeconds = 1;
            throw inUse;
        };
        p.show(0);
        QTRY_VERIFY(p.engine->state(p.account()).noVisitBeforeUtc > 0);
        QVERIFY(!p.answer);
        QTRY_VERIFY(p.answer);
        QVERIFY(!*p.answer);
        QVERIFY(p.isHere(0));
        QVERIFY(!p.engine->state(p.account()).noVisitBeforeUtc);
    }
};

QTEST_GUILESS_MAIN(TestEngineFetches)
#include "tst_enginefetches.moc"
