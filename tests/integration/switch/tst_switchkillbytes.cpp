// SPDX-License-Identifier: MIT
// The oracle (tst_switchkill), towards IMAP on Dovecot, where not every message can be there.
#include "support/switchoracle.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

class SwitchKillBytesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void toImap_data()
    {
        QTest::addColumn<SwitchHazard>("hazard");
        QTest::newRow("quota") << SwitchHazard::Quota;
        QTest::newRow("twins, CR CR LF, bare LF, 8-bit headers, no Message-ID")
            << SwitchHazard::Messages;
    }
    void toImap()
    {
        QFETCH(SwitchHazard, hazard);
        QCOMPARE((SwitchOracle{QStringLiteral("dovecot"), {}, hazard}.toImap()), QString());
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (const auto killed = killedSwitchMain(QCoreApplication::arguments()))
        return *killed;
    SwitchKillBytesTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_switchkillbytes.moc"
