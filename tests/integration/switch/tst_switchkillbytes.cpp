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
        QTest::addColumn<QStringList>("arguments");
        const QString quota = QStringLiteral(
            "mail_plugins = quota\nprotocol imap {\n  mail_plugins = quota imap_quota\n}\nplugin "
            "{\n  quota = count:User quota\n  quota_vsizes = yes\n  quota_rule = "
            "*:storage=24K\n  quota_grace = 0\n}\n");
        QTest::newRow("quota") << SwitchHazard::Quota
                               << QStringList{QStringLiteral("--config"), quota};
        QTest::newRow("twins, CR CR LF, bare LF, 8-bit headers, no Message-ID")
            << SwitchHazard::Messages << QStringList();
    }
    void toImap()
    {
        QFETCH(SwitchHazard, hazard);
        QFETCH(QStringList, arguments);
        QCOMPARE((SwitchOracle{QStringLiteral("dovecot"), arguments, hazard}.toImap()), QString());
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
