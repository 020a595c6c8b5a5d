// SPDX-License-Identifier: MIT
#include "support/passfixture.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

/// How much room there is on a server: when it is asked, and what is kept of it.
class TestServerLimits : public QObject {
    Q_OBJECT

    std::unique_ptr<PassFixture> f;
    int m_asked = 0;

    ServerLimits limits() { return f->writer->serverLimits(f->account().id); }

private Q_SLOTS:
    void init()
    {
        m_asked = 0;
        f = std::make_unique<PassFixture>();
        f->server.quota = 1'000'000;
        f->server.hook = [this](const QByteArray &step) { m_asked += step == "quota" ? 1 : 0; };
    }

    void quota_isAskedForOnceADayAndKept()
    {
        f->server.deliver("INBOX", sampleMessage(1));
        QVERIFY(!limits().quotaLimit);
        QVERIFY(!f->pass().error);
        QCOMPARE(limits().quotaLimit, std::optional<qint64>(1'000'000));
        QCOMPARE(limits().quotaUsed, std::optional<qint64>(sampleMessage(1).size()));
        f->clock.advanceMs(23 * 3600 * 1000);
        f->pass();
        QCOMPARE(m_asked, 1);
        f->reopen();
        QCOMPARE(limits().quotaLimit, std::optional<qint64>(1'000'000));
        f->clock.advanceMs(2 * 3600 * 1000);
        f->server.quota = 2'000'000;
        f->pass();
        QCOMPARE(m_asked, 2);
        QCOMPARE(limits().quotaLimit, std::optional<qint64>(2'000'000));
    }

    void quota_isAskedForAfterAnUpload()
    {
        f->server.addFolder("Lost");
        f->server.deliver("Lost", sampleMessage(7));
        f->pass();
        f->server.removeFolder("Lost");
        f->pass();
        f->server.addFolder("Lost");
        f->pass();
        QCOMPARE(m_asked, 1);
        const QList<MessageRow> rows = f->rows(QStringLiteral("Lost"));
        QCOMPARE(rows.size(), 1);
        QCOMPARE(
            f->writer->upload({rows.first().id}, f->folder(QStringLiteral("Lost")), f->traits())
                .size(),
            1);
        f->options.extent = PassExtent::Operations;
        QVERIFY(!f->pass().error);
        QCOMPARE(m_asked, 2);
        QCOMPARE(limits().quotaUsed, std::optional<qint64>(sampleMessage(7).size()));
    }

    void serverThatTellsNoQuotaAnyMore_hasNone()
    {
        f->pass();
        QVERIFY(limits().quotaLimit);
        f->server.quota = 0;
        f->pass();
        QVERIFY(!limits().quotaLimit && !limits().quotaUsed);
    }

    void quotaThatCantBeTold_isNoFailureOfThePass()
    {
        f->server.hook = [this](const QByteArray &step) {
            if (step != "quota")
                return;
            ++m_asked;
            MailError error;
            error.scope = ErrorScope::Folder;
            error.kind = ErrorKind::Permission;
            error.sentence = QStringLiteral("No.");
            throw error;
        };
        QVERIFY(!f->pass().error);
        QVERIFY(!limits().quotaLimit);
        f->pass();
        QCOMPARE(m_asked, 1); // not at each pass
    }
};

QTEST_GUILESS_MAIN(TestServerLimits)
#include "tst_serverlimits.moc"
