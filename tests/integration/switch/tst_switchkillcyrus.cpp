// SPDX-License-Identifier: MIT
// The oracle (tst_switchkill), towards IMAP on Cyrus, with its own UIDLs.
#include "support/switchoracle.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

class SwitchKillCyrusTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void toImap_data()
    {
        QTest::addColumn<SwitchHazard>("hazard");
        QTest::newRow("line cut") << SwitchHazard::LineCut;
        QTest::newRow("no UIDPLUS") << SwitchHazard::NoUidPlus;
        QTest::newRow("UIDVALIDITY changes") << SwitchHazard::UidValidity;
        QTest::newRow("quota") << SwitchHazard::Quota;
        QTest::newRow("twins, CR CR LF, 8-bit headers, no Message-ID") << SwitchHazard::Messages;
    }
    void toImap()
    {
        QFETCH(SwitchHazard, hazard);
        QCOMPARE((SwitchOracle{QStringLiteral("cyrus"), {}, hazard}.toImap()), QString());
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (const auto killed = killedSwitchMain(QCoreApplication::arguments()))
        return *killed;
    SwitchKillCyrusTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_switchkillcyrus.moc"
