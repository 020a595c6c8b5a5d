// SPDX-License-Identifier: MIT
// Invariant 8 where the only copy is here, or on its way from one account to another: a process
// that brings messages to a real server is killed (SIGKILL) at every commit; what its successors
// end with is on the server once, nowhere twice, and never in no place at all.
#include "engine/foldercopy.h"
#include "support/faultstride.h"
#include "support/memorybackend.h"
#include "support/serverprofile.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

const QString sendInbox = QStringLiteral("INBOX"), sendArchive = QStringLiteral("Archive");
const QString sendAlice = QStringLiteral("alice"), sendBob = QStringLiteral("bob");
constexpr int killsAtMost = 400;

} // namespace

class TestSendKill : public QObject {
    Q_OBJECT

    std::unique_ptr<MailServer> m_server;
    std::unique_ptr<ServerProfile> m_profile;
    AccountId m_alice, m_bob;
    int m_number = 0;

    static void everyServer()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("stride"); // of the commits that are killed at
        QTest::newRow("Dovecot") << QStringLiteral("dovecot") << QStringList() << 1;
        QTest::newRow("Dovecot without UIDPLUS")
            << QStringLiteral("dovecot")
            << QStringList{QStringLiteral("--disable"), QStringLiteral("UIDPLUS")} << 2;
        QTest::newRow("GNU Mailutils") << QStringLiteral("mailutils") << QStringList() << 3;
    }

    /// Two accounts at one server, by lines without TLS: what is killed is the program.
    void begin(const std::function<void(Account &)> &change = {})
    {
        QFETCH(QString, kind);
        QFETCH(QStringList, arguments);
        MailServerOptions options;
        options.server = kind;
        options.arguments = arguments;
        options.users.append(QStringLiteral("bob:secret"));
        m_server = std::make_unique<MailServer>(options);
        const auto plain = [&](Account &account) {
            account.incoming.endpoint =
                m_server->endpoint(QStringLiteral("imap"), ConnectionSecurity::None);
            if (change)
                change(account);
        };
        m_profile = std::make_unique<ServerProfile>(*m_server, QStringLiteral("imap"), plain);
        Account second = m_server->account(QStringLiteral("imap"), sendBob);
        plain(second);
        m_alice = m_profile->account().id;
        m_bob = m_profile->add(second);
        m_number = 0;
        m_server->deliver(sendAlice, sendInbox, sampleMessage(++m_number));
        passes(1);
    }
    void passes(int rounds)
    {
        for (int i = 0; i < rounds; ++i) {
            continueFolderTransfers(writer(), BackendRegistry::standard());
            for (const AccountId id : {m_alice, m_bob})
                QCOMPARE(errorOf(m_profile->pass(id)), QString());
        }
    }
    MailWriter &writer() { return *m_profile->writer; }
    ActionTraits traits() { return m_profile->traits(); }
    MailState there(const QString &user) { return stateOf(m_server->client(user)); }
    QByteArray next() { return sampleMessage(++m_number); }

    /// Both accounts hold what their servers do, and nothing is left to be sent.
    void converged()
    {
        QCOMPARE(writer().operations().size(), 0);
        for (const auto &[id, user] : {std::pair{m_alice, sendAlice}, std::pair{m_bob, sendBob}}) {
            const MailState here = m_profile->state(true, id), now = there(user);
            QVERIFY2(here == now, difference(here, now));
        }
        QCOMPARE(m_profile->damage(), QString());
    }
    /// Each of these once, and there are so many.
    static void distinct(const QStringList &lines, qsizetype count)
    {
        QCOMPARE(lines.size(), count);
        QCOMPARE(QSet<QString>(lines.begin(), lines.end()).size(), count);
    }

    /// Each round makes a change, kills the process that sends it at the commit that is this
    /// round's, and then lets one live; until a round ends by itself.
    void killEverywhere(const std::function<void()> &change, const std::function<void()> &afterKill,
                        const std::function<void(int round)> &check)
    {
        QFETCH(int, stride);
        bool whole = false;
        int round = 0;
        for (int killAt = 1; !whole; killAt += stride * faultStride) {
            QVERIFY(killAt < killsAtMost);
            change();
            whole = m_profile->passKilledAt(killAt);
            afterKill();
            // Every third time the successor dies too, at another place.
            if (!whole && round % 3 == 0) {
                m_profile->retryOperations();
                m_profile->passKilledAt(1 + killAt * 7 % 41);
                afterKill();
            }
            m_profile->retryOperations();
            passes(1);
            m_profile->retryOperations();
            passes(1);
            converged();
            check(++round);
            if (QTest::currentTestFailed())
                QFAIL(qPrintable(QStringLiteral("killed at commit %1").arg(killAt)));
        }
        QVERIFY(round >= 4);
    }

private Q_SLOTS:
    void initTestCase()
    {
        // A disk that doesn't have to be waited for.
        if (QFileInfo(QStringLiteral("/dev/shm")).isWritable())
            qputenv("TMPDIR", "/dev/shm");
    }
    void cleanup()
    {
        m_profile.reset();
        m_server.reset();
    }

    void uploadKilledAtEveryCommit_isThereOnce_data() { everyServer(); }
    void uploadKilledAtEveryCommit_isThereOnce()
    {
        begin();
        const FolderId archive = m_profile->folder(sendArchive);
        killEverywhere(
            [&] {
                QList<PlacementId> placed;
                for (int i = 0; i < 2; ++i)
                    placed.append(m_profile->putHere(next()));
                writer().setFlags({placed.first()}, {Flag::Flagged, {}, {}, {}}, traits());
                writer().move(placed, archive, traits());
            },
            [&] {
                // They are here, whatever became of the process.
                QCOMPARE(m_profile->state().value(sendArchive).size(), m_number - 1);
            },
            [&](int round) { distinct(there(sendAlice).value(sendArchive), 2 * round); });
    }

    void transferKilledAtEveryCommit_isThereOnceAndNeverNowhere_data() { everyServer(); }
    void transferKilledAtEveryCommit_isThereOnceAndNeverNowhere()
    {
        begin();
        const FolderId archive = m_profile->folder(sendArchive, m_bob);
        int moved = 0;
        killEverywhere(
            [&] {
                const QByteArray one = next(), other = next();
                m_server->deliver(sendAlice, sendInbox, one);
                m_server->deliver(sendAlice, sendInbox, other);
                QCOMPARE(errorOf(m_profile->pass()), QString());
                const QList<MessageRow> rows = m_profile->rows(); // newest first
                writer().move({rows[0].id}, archive, traits());
                writer().copy({rows[1].id}, archive, traits());
                ++moved;
            },
            [&] {
                // Wherever it was interrupted, each stands at one of the two servers at least.
                const QStringList from = there(sendAlice).value(sendInbox);
                const QStringList to = there(sendBob).value(sendArchive);
                QSet<QString> all(from.begin(), from.end());
                all.unite(QSet<QString>(to.begin(), to.end()));
                QCOMPARE(all.size(), m_number);
            },
            [&](int round) {
                distinct(there(sendBob).value(sendArchive), 2 * round);
                distinct(there(sendAlice).value(sendInbox), 1 + round); // what was copied
            });
        QVERIFY(moved > 0);
    }

    void folderMoveKilled_isThereOnceAndNeverNowhere_data() { everyServer(); }
    void folderMoveKilled_isThereOnceAndNeverNowhere()
    {
        begin();
        const QString project = QStringLiteral("Project"), below = QStringLiteral("Project/Below");
        m_server->deliver(sendAlice, project, next());
        m_server->deliver(sendAlice, project, next());
        m_server->deliver(sendAlice, below, next());
        passes(1);
        const BackendRegistry registry = BackendRegistry::standard();
        writer().transferFolder(m_profile->folder(project), m_bob, {}, true,
                                traitsOfAccounts(writer(), registry));
        // One process after the other, each some commits further.
        int lives = 1;
        for (bool done = false; !done; ++lives) {
            QVERIFY(lives < killsAtMost);
            m_profile->retryOperations();
            done = m_profile->passKilledAt(3 * lives) && writer().operations().isEmpty()
                && !m_profile->folder(project);
            // Until all of it has arrived, all of it is where it was.
            const MailState from = there(sendAlice), to = there(sendBob);
            const qsizetype arrived = to.value(project).size() + to.value(below).size();
            QVERIFY(arrived <= 3);
            if (arrived < 3) {
                QCOMPARE(from.value(project).size(), 2);
                QCOMPARE(from.value(below).size(), 1);
            }
        }
        QVERIFY(lives > 3);
        passes(2);
        converged();
        distinct(there(sendBob).value(project), 2);
        distinct(there(sendBob).value(below), 1);
        QVERIFY(!there(sendAlice).contains(project) && !there(sendAlice).contains(below));
    }

    void transferOfWhatIsNotHereKilled_isFetchedAndThereOnce_data() { everyServer(); }
    void transferOfWhatIsNotHereKilled_isFetchedAndThereOnce()
    {
        begin([](Account &account) { account.keep = ContentLevel::Headers; });
        const FolderId archive = m_profile->folder(sendArchive, m_bob);
        m_server->deliver(sendAlice, sendInbox, next());
        m_server->deliver(sendAlice, sendInbox, next());
        passes(1);
        const QList<MessageRow> rows = m_profile->rows();
        QVERIFY(rows[0].content < ContentLevel::Everything);
        writer().move({rows[0].id, rows[1].id}, archive, traits());
        // One process after the other, each some commits further.
        int lives = 1;
        bool done = false;
        for (; !done; ++lives) {
            QVERIFY(lives < killsAtMost);
            m_profile->retryOperations();
            done = m_profile->passKilledAt(3 * lives) && writer().operations().isEmpty();
            const qsizetype from = there(sendAlice).value(sendInbox).size();
            const qsizetype to = there(sendBob).value(sendArchive).size();
            QVERIFY(from + to >= 3);
            QVERIFY(to <= 2);
        }
        QVERIFY(lives > 3);
        passes(2);
        QCOMPARE(there(sendAlice).value(sendInbox).size(), 1);
        distinct(there(sendBob).value(sendArchive), 2);
        QCOMPARE(m_profile->rows().size(), 1);
        QCOMPARE(m_profile->rows(sendArchive, m_bob).size(), 2);
        QCOMPARE(m_profile->damage(), QString());
    }

    void lostFolderPutBackKilled_isThereOnce_data() { everyServer(); }
    void lostFolderPutBackKilled_isThereOnce()
    {
        begin();
        constexpr int lost = 30;
        for (int i = 0; i < lost; ++i)
            m_server->deliver(sendAlice, sendArchive, next());
        passes(1);
        QCOMPARE(m_profile->rows(sendArchive).size(), lost);
        RawImap &other = m_server->client(sendAlice);
        other.require("SELECT " + other.own(sendArchive));
        other.require("STORE 1:* +FLAGS.SILENT (\\Deleted)");
        other.require("EXPUNGE");
        other.leave();
        passes(2);
        const FolderId archive = m_profile->folder(sendArchive);
        QVERIFY(writer().folder(archive)->emptiedUtc != 0);
        QCOMPARE(m_profile->rows(sendArchive).size(), lost);
        while (writer().putBack(archive, 12, traits())) { }
        int lives = 1;
        for (bool done = false; !done; ++lives) {
            QVERIFY(lives < killsAtMost);
            m_profile->retryOperations();
            done = m_profile->passKilledAt(5 * lives) && writer().operations().isEmpty();
            QCOMPARE(m_profile->rows(sendArchive).size(), lost);
        }
        QVERIFY(lives > 3);
        passes(2);
        converged();
        distinct(there(sendAlice).value(sendArchive), lost);
        QCOMPARE(writer().folder(archive)->emptiedUtc, 0);
    }
};

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    if (const auto status = killedPassMain(QCoreApplication::arguments()))
        return *status;
    TestSendKill test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_sendkill.moc"
