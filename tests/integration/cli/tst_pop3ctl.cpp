// SPDX-License-Identifier: MIT
#include "support/turnstonectl.h"

#include <QSet>
#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

const QString alice = QStringLiteral("alice");
const QString inbox = QStringLiteral("A/INBOX");

QByteArray mail(int number, qsizetype bytes = 100)
{
    const QByteArray n = QByteArray::number(number);
    return "Received: from x by y; Sat, 21 Nov 2020 10:00:" + n
        + " +0000\r\nFrom: b@example.org\r\n" + "Subject: Mail " + n + "\r\nMessage-ID: <" + n
        + "@example.org>\r\n" + "Date: Sat, 21 Nov 2020 10:00:" + n + " +0000\r\n\r\n"
        + QByteArray(bytes, 'x') + "\r\n";
}

QStringList words(const QString &line)
{
    return line.split(QLatin1Char(' '));
}

} // namespace

/// POP3 by turnstonectl, over a real Dovecot.
class TestPop3Ctl : public QObject {
    Q_OBJECT

    std::unique_ptr<MailServer> m_server;
    std::unique_ptr<Turnstonectl> m_ctl;

    void deliver(int from, int to, qsizetype bytes = 100)
    {
        for (int i = from; i <= to; ++i)
            m_server->deliver(alice, QStringLiteral("INBOX"), mail(i, bytes));
    }
    qsizetype onServer() { return m_server->messages(alice, QStringLiteral("INBOX")).size(); }
    bool add(const QStringList &more = {})
    {
        return m_ctl->run(Turnstonectl::addWords(*m_server, QStringLiteral("pop3")) + more).status
            == 0;
    }
    QJsonObject sync() { return m_ctl->json({QStringLiteral("sync")}).object(); }
    int run(const QString &line) { return m_ctl->run(words(line)).status; }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<MailServer>();
        m_ctl = std::make_unique<Turnstonectl>();
    }

    void keepHeaders_listsAllAndFetchesWhatIsShown()
    {
        deliver(10, 19, 50'000);
        QVERIFY(add(words(QStringLiteral("--keep headers"))));
        const QJsonObject first = sync();
        QCOMPARE(first.value(QLatin1String("new")).toInt(), 10);
        QVERIFY(first.value(QLatin1String("bytes_in")).toInt() < 30'000);
        const QString id = m_ctl->ids(inbox).constFirst();
        const auto shown = m_ctl->run({QStringLiteral("show"), id, QStringLiteral("--raw")});
        QCOMPARE(shown.status, 0);
        QVERIFY(shown.output.contains("Mail 19"));
        QVERIFY(sync().value(QLatin1String("bytes_in")).toInt() < 3'000);
        // What isn't here is deleted there without coming here.
        QCOMPARE(run(QStringLiteral("account set A leave-on-server=until-deleted")), 0);
        QCOMPARE(m_ctl
                     ->run({QStringLiteral("delete"), m_ctl->ids(inbox).constLast(),
                            QStringLiteral("--forever")})
                     .status,
                 0);
        QVERIFY(sync().value(QLatin1String("bytes_in")).toInt() < 3'000);
        QCOMPARE(onServer(), 9);
    }

    void otherRule_saysHowMuchOldMailItWouldConcernAndIsAppliedWhenAskedTo()
    {
        deliver(10, 14);
        QVERIFY(add());
        sync();
        const auto changed = m_ctl->json(words(QStringLiteral("account set A leave-on-server=no")));
        QCOMPARE(changed.object().value(QLatin1String("old_concerned")).toInt(), 5);
        QCOMPARE(changed.object().value(QLatin1String("old_at_once")).toInt(), 5);
        QVERIFY(changed.complaints.contains("5 messages already on the server stay there"));
        sync();
        QCOMPARE(onServer(), 5);
        const auto applied = m_ctl->json(words(QStringLiteral("account set A --apply-to-old")));
        QVERIFY(applied.object().value(QLatin1String("applied_to_old")).toBool());
        sync();
        QCOMPARE(onServer(), 0);
        QCOMPARE(m_ctl->ids(inbox).size(), 5);
    }

    void severalComputers_eachGetEveryMessage()
    {
        Turnstonectl second;
        QVERIFY(add());
        QCOMPARE(second.run(Turnstonectl::addWords(*m_server, QStringLiteral("pop3"))).status, 0);
        for (int round = 0; round < 2; ++round) {
            deliver(10 + 3 * round, 12 + 3 * round);
            QCOMPARE(run(QStringLiteral("sync")), 0);
            // What one deletes or files here is its own business.
            m_ctl->run({QStringLiteral("delete"), m_ctl->ids(inbox).constFirst(),
                        QStringLiteral("--forever")});
            QCOMPARE(run(QStringLiteral("sync")), 0);
            QCOMPARE(second.run({QStringLiteral("sync")}).status, 0);
        }
        QCOMPARE(m_ctl->ids(inbox).size(), 4);
        QCOMPARE(second.ids(inbox).size(), 6);
        QCOMPARE(onServer(), 6);
    }

    void otherProgramDeletes_isToldOnceAndMailStays()
    {
        deliver(10, 13);
        QVERIFY(add());
        sync();
        Turnstonectl other;
        QCOMPARE(other
                     .run(Turnstonectl::addWords(*m_server, QStringLiteral("pop3"))
                          + words(QStringLiteral("--leave-on-server no")))
                     .status,
                 0);
        QCOMPARE(other.run({QStringLiteral("sync")}).status, 0);
        QCOMPARE(onServer(), 0);
        int told = 0;
        for (int i = 0; i < 4; ++i) {
            const auto result = m_ctl->json({QStringLiteral("sync")});
            QCOMPARE(result.status, 0);
            told += result.complaints.contains("Another program deletes mail");
        }
        QCOMPARE(told, 1);
        QCOMPARE(m_ctl->ids(inbox).size(), 4);
        const QJsonObject shown = m_ctl->json(words(QStringLiteral("account show A"))).object();
        QVERIFY(shown.contains(QLatin1String("taken_elsewhere_since")));
    }

    void localFolders_doWhatFoldersOfAServerDo()
    {
        deliver(10, 14);
        QVERIFY(add(words(QStringLiteral("--leave-on-server until-moved"))));
        sync();
        const QStringList ids = m_ctl->ids(inbox);
        QCOMPARE(run(QStringLiteral("folder create A/Kept")), 0);
        QCOMPARE(run(QStringLiteral("folder create A/Kept/Deep")), 0);
        QCOMPARE(m_ctl->run({QStringLiteral("move"), ids[0], QStringLiteral("A/Kept/Deep")}).status,
                 0);
        QCOMPARE(m_ctl->run({QStringLiteral("copy"), ids[1], QStringLiteral("A/Kept")}).status, 0);
        QCOMPARE(run(QStringLiteral("folder rename A/Kept Filed")), 0);
        sync();
        QCOMPARE(onServer(), 4); // the moved one is filed here and has gone there
        QCOMPARE(m_ctl->ids(QStringLiteral("A/Filed/Deep")), QStringList{ids[0]});
        QCOMPARE(m_ctl->ids(QStringLiteral("A/Filed")).size(), 1);
        QCOMPARE(m_ctl->ids(inbox).size(), 4);
        // The copy has its own life.
        QCOMPARE(m_ctl->run({QStringLiteral("delete"), ids[1], QStringLiteral("--forever")}).status,
                 0);
        sync();
        QCOMPARE(onServer(), 3);
        const QString copy = m_ctl->ids(QStringLiteral("A/Filed")).constFirst();
        QVERIFY(m_ctl->run({QStringLiteral("show"), copy, QStringLiteral("--raw")})
                    .output.contains("Mail 13"));
        QVERIFY(run(QStringLiteral("folder remove A/Filed/Deep")) != 0); // it isn't empty
        QCOMPARE(m_ctl->run({QStringLiteral("move"), ids[0], inbox}).status, 0);
        QCOMPARE(run(QStringLiteral("folder remove A/Filed/Deep")), 0);
        QCOMPARE(run(QStringLiteral("verify --deep")), 0);
        sync();
        QCOMPARE(m_ctl->ids(inbox).size(), 4);
        QCOMPARE(onServer(), 3);
    }

    void tokenWhereTheServerTakesNone_isRefusedAndSaysSo()
    {
        QStringList line = Turnstonectl::addWords(*m_server, QStringLiteral("pop3"));
        line += words(QStringLiteral("--sign-in oauth2"));
        const auto result = m_ctl->run(line); // Dovecot here takes passwords only
        QCOMPARE(result.status, 4);
        QVERIFY(result.complaints.contains("OAuth 2"));
        QCOMPARE(m_ctl->ids(inbox), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestPop3Ctl)
#include "tst_pop3ctl.moc"
