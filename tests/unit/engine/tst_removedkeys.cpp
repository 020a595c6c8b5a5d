// SPDX-License-Identifier: MIT
// A POP3 server that was told to delete, said that it has, and lists the message again.
#include "store/switchreader.h"
#include "support/passfixture.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

struct RemovedFixture : PassFixture {
    explicit RemovedFixture(const QString &rule)
        : PassFixture(MemoryServer::Style::Pop3,
                      [&](Account &account) { fromString(rule, &account.incoming.leaveOnServer); })
    {
        for (int i = 1; i <= 3; ++i)
            server.deliver("INBOX", sampleMessage(i));
    }
    qsizetype onServer() { return server.folder("INBOX").messages.size(); }
    SyncSummary nextDay()
    {
        clock.advanceMs(qint64(24) * 3600 * 1000);
        return pass();
    }
    /// Of the account's POP3 server, what is remembered as deleted.
    int remembered()
    {
        int count = 0;
        SwitchReader(*writer).forEachRemoved(
            account().incoming.id,
            [&](const RemoteFolderRow &, const QByteArray &, const QByteArray &) { ++count; });
        return count;
    }
};

} // namespace

class RemovedKeysTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void listedAgainAfterItsDeletion_isDeletedAgainAndNeverShown_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<bool>("headersAlone");
        for (const char *rule : {"until-deleted", "until-moved", "no"}) {
            QTest::addRow("%s", rule) << QString::fromLatin1(rule) << true;
            QTest::addRow("%s, no TOP", rule) << QString::fromLatin1(rule) << false;
        }
    }
    void listedAgainAfterItsDeletion_isDeletedAgainAndNeverShown()
    {
        QFETCH(QString, rule);
        QFETCH(bool, headersAlone);
        RemovedFixture f(rule);
        f.server.headersAlone = headersAlone;
        const bool all = rule == QLatin1String("no");
        f.server.forgetsToDelete = 1;
        f.pass();
        const PlacementId gone = f.rows().first().id;
        f.writer->remove({gone}, true, f.traits());
        f.pass();
        f.pass();
        f.reopen();
        f.server.forgetsToDelete = 0;
        for (int i = 0; i < 2; ++i) {
            QVERIFY(!f.nextDay().error);
            QCOMPARE(f.rows().size(), 2);
        }
        QCOMPARE(f.onServer(), all ? 0 : 2);
        QVERIFY(f.writer->operations().isEmpty());
        QVERIFY(f.writer->verify(true).findings.isEmpty());
        if (headersAlone)
            QCOMPARE(f.server.messagesFetched, 3);
    }

    void listedAgainForEver_isLeftAloneInTheEnd()
    {
        RemovedFixture f(QStringLiteral("no"));
        f.server.forgetsToDelete = 1000;
        for (int i = 0; i < 10; ++i)
            f.nextDay();
        QCOMPARE(f.rows().size(), 3);
        QCOMPARE(f.server.messagesFetched, 3);
        const int left = f.server.forgetsToDelete, headers = int(f.server.headersFetched);
        for (int i = 0; i < 3; ++i)
            f.nextDay();
        QCOMPARE(f.server.forgetsToDelete, left); // it is told no more
        QCOMPARE(f.server.headersFetched, headers);
        QCOMPARE(f.rows().size(), 3);
        f.server.deliver("INBOX", sampleMessage(9));
        f.nextDay();
        QCOMPARE(f.rows().size(), 4);
        QVERIFY(f.writer->verify(true).findings.isEmpty());
    }

    void keyGivenToAnotherMessage_thatComesAndIsDeletedByNobody()
    {
        RemovedFixture f(QStringLiteral("until-deleted"));
        f.pass();
        f.writer->remove({f.rows().first().id}, true, f.traits()); // 3
        f.nextDay();
        QCOMPARE(f.onServer(), 2);
        QCOMPARE(f.remembered(), 1);
        f.server.setNextUid("INBOX", 3);
        f.server.deliver("INBOX", sampleMessage(77));
        for (int i = 0; i < 2; ++i) {
            f.nextDay();
            QCOMPARE(f.rows().size(), 3);
            QCOMPARE(f.rows().first().subject, QStringLiteral("Message 77"));
            QCOMPARE(f.onServer(), 3);
        }
    }

    void ruleChangedMeanwhile_nothingIsDeletedOnAccountOfTheOldOne()
    {
        RemovedFixture f(QStringLiteral("until-deleted"));
        f.pass();
        f.writer->remove({f.rows().first().id}, true, f.traits());
        f.server.forgetsToDelete = 1;
        f.nextDay();
        QCOMPARE(f.onServer(), 3);
        Account account = f.account();
        fromString(QStringLiteral("forever"), &account.incoming.leaveOnServer);
        f.writer->updateAccount(account);
        for (int i = 0; i < 2; ++i) {
            f.nextDay();
            QCOMPARE(f.onServer(), 3);
            QCOMPARE(f.rows().size(), 2); // nor is it shown
        }
    }

    void whatIsStillHere_isNoMoreAmongTheDeletedAndIsOnceItGoes()
    {
        RemovedFixture f(QStringLiteral("no"));
        f.pass();
        QCOMPARE(f.onServer(), 0);
        QCOMPARE(f.remembered(), 0);
        f.writer->remove({f.rows().first().id}, true, f.traits());
        f.nextDay();
        QCOMPARE(f.remembered(), 1);
        f.writer->removeAccount(f.account().id);
        QVERIFY(f.writer->verify(true).findings.isEmpty());
    }
};

QTEST_GUILESS_MAIN(RemovedKeysTest)
#include "tst_removedkeys.moc"
