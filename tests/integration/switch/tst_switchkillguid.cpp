// SPDX-License-Identifier: MIT
// The oracle (tst_switchkill) where UIDLs are made of GUIDs, both ways.
#include "support/switchoracle.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

class SwitchKillGuidTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void toImap_data() { hazards(); }
    void toImap()
    {
        QFETCH(SwitchHazard, hazard);
        QCOMPARE((SwitchOracle{QStringLiteral("dovecot"), guids(), hazard}.toImap()), QString());
    }
    void toPop3_data() { hazards(); }
    void toPop3()
    {
        QFETCH(SwitchHazard, hazard);
        QCOMPARE((SwitchOracle{QStringLiteral("dovecot"), guids(), hazard}.toPop3()), QString());
    }

private:
    static QStringList guids()
    {
        return {QStringLiteral("--option"), QStringLiteral("pop3_uidl_format=%g")};
    }
    static void hazards()
    {
        QTest::addColumn<SwitchHazard>("hazard");
        QTest::newRow("line cut") << SwitchHazard::LineCut;
        QTest::newRow("UIDVALIDITY changes") << SwitchHazard::UidValidity;
        QTest::newRow("twins, CR CR LF, 8-bit headers, no Message-ID") << SwitchHazard::Messages;
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (const auto killed = killedSwitchMain(QCoreApplication::arguments()))
        return *killed;
    SwitchKillGuidTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_switchkillguid.moc"
