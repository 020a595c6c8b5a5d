// SPDX-License-Identifier: MIT
#include "engine/connectionplan.h"
#include "engine/connectivity.h"
#include "engine/pushrhythm.h"
#include "support/throwawayprofile.h"

#include <QSignalSpy>
#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

class TestConnectivity : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nobodyToAsk_thereIsANetworkAndItIsFree()
    {
        const ThrowAwayProfile profile;
        Preferences preferences(profile.paths().config);
        const Connectivity connectivity(preferences);
        QVERIFY(connectivity.hasNetwork());
        QVERIFY(!connectivity.isMetered());
        QVERIFY(!connectivity.isBehindPortal());
    }

    void metered_isWhatTheSystemSaysUnlessTheUserSaysOtherwise()
    {
        const ThrowAwayProfile profile;
        Preferences preferences(profile.paths().config);
        Connectivity connectivity(preferences);
        QSignalSpy told(&connectivity, &Connectivity::meteredChanged);
        connectivity.setStatus({NetworkStatus::Reach::Online, true});
        QVERIFY(connectivity.isMetered());
        QCOMPARE(told.count(), 1);
        preferences.set(Pref::metered, QStringLiteral("no"));
        QVERIFY(!connectivity.isMetered());
        connectivity.setStatus({NetworkStatus::Reach::Online, false});
        QCOMPARE(told.count(), 2); // the same for whoever reads it
        preferences.set(Pref::metered, QStringLiteral("yes"));
        QVERIFY(connectivity.isMetered());
        QVERIFY(Connectivity(preferences).isMetered()); // at the next start too
    }

    void networkThatComesBack_isToldOnceAndItsLossIsNot()
    {
        using Reach = NetworkStatus::Reach;
        const ThrowAwayProfile profile;
        Preferences preferences(profile.paths().config);
        Connectivity connectivity(preferences);
        QSignalSpy changed(&connectivity, &Connectivity::networkChanged);
        connectivity.setStatus({Reach::Online, false});
        connectivity.setStatus({Reach::None, false});
        QVERIFY(!connectivity.hasNetwork());
        QCOMPARE(changed.count(), 0);
        connectivity.setStatus({Reach::Portal, false});
        QVERIFY(connectivity.hasNetwork());
        QVERIFY(connectivity.isBehindPortal());
        QCOMPARE(changed.count(), 0); // nothing but the portal's page can be reached yet
        connectivity.setStatus({Reach::Online, false});
        QCOMPARE(changed.count(), 1);
        connectivity.setStatus({Reach::Online, true});
        QCOMPARE(changed.count(), 1);
    }

    void tooManyConnections_areFewerForAWhileAndThenOneMoreIsTried()
    {
        FixedClock clock(1'750'000'000);
        ConnectionPlan plan(clock, 3);
        QVERIFY(plan.hasService() && plan.hasPush());
        QVERIFY(plan.refused(2));
        QVERIFY(plan.hasService() && !plan.hasPush());
        QVERIFY(!plan.refused(2)); // nothing new
        QVERIFY(plan.refused(1));
        QVERIFY(!plan.hasService());
        clock.advanceMs(ConnectionPlan::believedMs - 1);
        QCOMPARE(plan.allowed(), 1);
        clock.advanceMs(1);
        QCOMPARE(plan.allowed(), 2);
        QVERIFY(plan.refused(1)); // still so
        QCOMPARE(plan.allowed(), 1);
        clock.advanceMs(10 * ConnectionPlan::believedMs);
        QCOMPARE(plan.allowed(), 3);
        QVERIFY(plan.refused(0)); // there is always one
        QCOMPARE(plan.allowed(), 1);
        plan.forget();
        QCOMPARE(plan.allowed(), 3);
    }

    void tooManyConnections_areKnownByCodeAndByWords()
    {
        MailError error;
        error.kind = ErrorKind::Network;
        QVERIFY(!ConnectionPlan::isTooMany(error));
        error.detail = QStringLiteral("LIMIT");
        QVERIFY(ConnectionPlan::isTooMany(error));
        error.detail.clear();
        error.sentence = QStringLiteral(
            "The server ended the connection. The server says: “Too many simultaneous "
            "connections. (Failure)”.");
        QVERIFY(ConnectionPlan::isTooMany(error));
        error.kind = ErrorKind::Space;
        QVERIFY(!ConnectionPlan::isTooMany(error));
    }

    void silentConnectionFoundDead_isProvenAliveTwiceAsOftenDownToFiveMinutes()
    {
        PushRhythm rhythm;
        QCOMPARE(rhythm.intervalMs(), PushRhythm::longestMs);
        rhythm.foundDead(60'000); // lost before: that says nothing about silence
        QCOMPARE(rhythm.intervalMs(), PushRhythm::longestMs);
        rhythm.foundDead(PushRhythm::longestMs + 30'000);
        QCOMPARE(rhythm.intervalMs(), PushRhythm::longestMs / 2);
        for (int i = 0; i < 5; ++i)
            rhythm.foundDead(rhythm.intervalMs());
        QCOMPARE(rhythm.intervalMs(), PushRhythm::shortestMs);
        rhythm.forget();
        QCOMPARE(rhythm.intervalMs(), PushRhythm::longestMs);
    }
};

QTEST_GUILESS_MAIN(TestConnectivity)
#include "tst_connectivity.moc"
