// SPDX-License-Identifier: MIT
#include "engine/connectivity.h"
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
};

QTEST_GUILESS_MAIN(TestConnectivity)
#include "tst_connectivity.moc"
