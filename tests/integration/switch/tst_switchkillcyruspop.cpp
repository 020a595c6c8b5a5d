// SPDX-License-Identifier: MIT
// The oracle (tst_switchkill), towards POP3 on Cyrus, with its own UIDLs.
#include "support/switchoracle.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

class SwitchKillCyrusPopTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void toPop3_data()
    {
        QTest::addColumn<SwitchHazard>("hazard");
        QTest::newRow("line cut") << SwitchHazard::LineCut;
        QTest::newRow("no UIDPLUS") << SwitchHazard::NoUidPlus;
        QTest::newRow("UIDVALIDITY changes") << SwitchHazard::UidValidity;
        QTest::newRow("quota") << SwitchHazard::Quota;
        QTest::newRow("twins, CR CR LF, 8-bit headers, no Message-ID") << SwitchHazard::Messages;
    }
    void toPop3()
    {
        QFETCH(SwitchHazard, hazard);
        QCOMPARE((SwitchOracle{QStringLiteral("cyrus"), {}, hazard}.toPop3()), QString());
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (const auto killed = killedSwitchMain(QCoreApplication::arguments()))
        return *killed;
    SwitchKillCyrusPopTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_switchkillcyruspop.moc"
