// SPDX-License-Identifier: MIT
// The oracle, towards IMAP on Dovecot: a process that changes an account's protocol is killed
// (SIGKILL) at every step of the journal, against a server that has a hazard of its own; once it
// ends by itself, both sides hold what they held before, and the server also what the preview
// promised.
#include "support/memorybackend.h"
#include "support/switchoracle.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

const QString killAlice = QStringLiteral("alice"), killInbox = QStringLiteral("INBOX");
const QString killImap = QStringLiteral("imap"), killPop3 = QStringLiteral("pop3");
constexpr int livesAtMost = 400;

} // namespace

class SwitchKillTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void toImap_data()
    {
        QTest::addColumn<SwitchHazard>("hazard");
        QTest::newRow("no UIDPLUS") << SwitchHazard::NoUidPlus;
        QTest::newRow("APPEND answer lost") << SwitchHazard::LineCut;
        QTest::newRow("UIDVALIDITY changes") << SwitchHazard::UidValidity;
    }

    void toImap()
    {
        QFETCH(SwitchHazard, hazard);
        QCOMPARE((SwitchOracle{QStringLiteral("dovecot"), {}, hazard}.toImap()), QString());
    }

    void givenUpBeforeTheCommit_theServerIsAsItWas()
    {
        MailServer server;
        server.deliver(killAlice, killInbox, sampleMessage(1));
        SwitchFixture f(server);
        f.profile.pass();
        f.onlyHere(QStringLiteral("Work"), {sampleMessage(20), sampleMessage(21)});
        const HashList here = f.here(), there = f.there();
        f.preview(killImap);
        int lives = 1;
        // As far as something was uploaded, and no answer noted.
        while (f.there() == there && !f.killedAt(QStringLiteral("apply"), lives * 2))
            QVERIFY(++lives < livesAtMost);
        QVERIFY(f.there() != there);
        f.undo();
        QCOMPARE(f.there(), there);
        QCOMPARE(f.here(), here);
        QVERIFY(!SwitchReader(*f.profile.writer).report(f.profile.account().id));
        QCOMPARE(f.profile.account().incoming.protocol, killPop3);
        QCOMPARE(f.profile.pass().added, 0);
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (const auto killed = killedSwitchMain(QCoreApplication::arguments()))
        return *killed;
    SwitchKillTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_switchkill.moc"
