// SPDX-License-Identifier: MIT
// What signs in at either server of a change of protocol, where that isn't one and the same: in a
// real keyring (run by ctest under support/with-keyring), and by a command.
#include "engine/engine.h"
#include "engine/outbox.h"
#include "engine/protocolswitches.h"
#include "store/switchreader.h"
#include "support/mailserver.h"
#include "support/memorybackend.h"
#include "support/smtpscript.h"
#include "support/throwawayprofile.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <atomic>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

constexpr int patience = 20'000;
const QString byPop3 = QStringLiteral("alice"), byImap = QStringLiteral("bob");
const QString keyImap = QStringLiteral("imap"), keyPop3 = QStringLiteral("pop3");

/// The machine's clock, as much later as a test says. Any thread.
class LaterClock : public Clock {
public:
    qint64 utcSeconds() const override { return Clock::system().utcSeconds() + seconds; }
    qint64 monotonicMs() const override { return Clock::system().monotonicMs(); }
    std::atomic<qint64> seconds{0};
};

/// An account whose user has one name and password for POP3, and others for IMAP.
struct TwoNames {
    explicit TwoNames(const PasswordSource &source)
        : outgoing(std::vector{script()})
        , server(MailServerOptions{
              .users = {QStringLiteral("alice:secret"), QStringLiteral("bob:geheim")}})
        , store(profile.paths(), Store::Access::ReadWrite, clock)
        , preferences(profile.paths().config)
        , writer(store)
    {
        for (int i = 1; i <= 3; ++i) {
            server.deliver(byPop3, QStringLiteral("INBOX"), sampleMessage(i));
            server.deliver(byImap, QStringLiteral("INBOX"), sampleMessage(i));
        }
        account = server.account(keyPop3, byPop3);
        account.password = source;
        account.outgoing.endpoint = outgoing.endpoint();
        start();
        engine->addAccount(account, Secret("secret"),
                           [this](const Engine::AddResult &result) { id = result.account; });
    }
    ScriptedServer::Script script()
    {
        smtp.bend = [this](const QByteArray &line) {
            if (line.startsWith("AUTH PLAIN ")) {
                QByteArray said = QByteArray::fromBase64(line.mid(11)).mid(1);
                const QMutexLocker lock(&signedInMutex);
                signedIn = said.replace('\0', ':');
            }
            return QByteArray();
        };
        return smtp.script();
    }
    void start()
    {
        engine.reset();
        credentials = std::make_unique<CredentialStore>();
        engine = std::make_unique<Engine>(store, registry, *credentials, preferences);
        preferences.set(Pref::undoSendSeconds, 0);
        engine->start();
    }
    IncomingServer imap() { return server.account(keyImap, byImap).incoming; }
    ProtocolSwitches &switches() { return engine->protocolSwitches(); }
    SwitchState state() { return SwitchReader(writer).report(id)->state; }
    bool isQuiet()
    {
        return engine->state(id).lastSyncUtc != 0
            && engine->state(id).phase == AccountState::Phase::Idle;
    }
    void change(const IncomingServer &to, const std::optional<Secret> &password = {})
    {
        switches().preview(id, to, {{}, password});
        waitForSwitch();
        switches().apply(*SwitchReader(writer).preview(id));
        waitForSwitch();
        QVERIFY(state() == SwitchState::Committed);
    }
    void waitForSwitch()
    {
        QTRY_VERIFY_WITH_TIMEOUT(!switches().activity(id).isRunning(), patience);
        const auto problem = switches().activity(id).problem;
        QVERIFY2(!problem, problem ? qPrintable(problem->sentence) : "");
    }
    /// What a fresh start would find for that server; "<none>".
    QByteArray kept(const IncomingServer &at)
    {
        Account asked = account;
        asked.incoming = at;
        CredentialStore fresh;
        std::optional<CredentialStore::ReadResult> result;
        fresh.read(asked, [&](const CredentialStore::ReadResult &read) { result = read; });
        if (!QTest::qWaitFor([&] { return result.has_value(); }, patience))
            return "not answered";
        const auto *secret = std::get_if<Secret>(&*result);
        return secret ? secret->reveal() : QByteArray("<none>");
    }

    /// Under which name and password the next message is sent; once it was.
    QByteArray sentAs()
    {
        const qsizetype before = smtp.messages().size();
        OutgoingDraft draft;
        draft.item.account = id;
        draft.item.sender = QStringLiteral("alice@example.org");
        draft.item.recipients = {QStringLiteral("b@example.org")};
        draft.bytes = "From: alice@example.org\r\nTo: b@example.org\r\nMessage-ID: <m"
            + QByteArray::number(before) + "@example.org>\r\n\r\ntext\r\n";
        engine->outbox().send(draft, engine.get(),
                              [](OutboxId, const std::optional<MailError> &) {});
        if (!QTest::qWaitFor([&] { return smtp.messages().size() > before; }, patience))
            return "not sent: " + sendingProblem();
        const QMutexLocker lock(&signedInMutex);
        return signedIn;
    }
    QByteArray sendingProblem()
    {
        const auto problem = engine->outbox().activity(id).problem;
        return problem ? problem->sentence.toUtf8() : QByteArray("nobody said why");
    }

    LaterClock clock;
    QMutex signedInMutex;
    QByteArray signedIn; ///< at the outgoing server, "name:password"
    SmtpScript smtp;
    ScriptedServer outgoing;
    MailServer server;
    BackendRegistry registry = BackendRegistry::standard();
    ThrowAwayProfile profile;
    Store store;
    Preferences preferences;
    MailWriter writer;
    Account account;
    AccountId id;
    std::unique_ptr<CredentialStore> credentials;
    std::unique_ptr<Engine> engine;
};

} // namespace

class SwitchCredentialsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keyring_keepsBothUntilNothingLeadsBack()
    {
        TwoNames p({PasswordSource::Kind::Keyring, {}});
        QTRY_VERIFY_WITH_TIMEOUT(p.isQuiet(), patience);
        const IncomingServer pop3 = p.account.incoming, imap = p.imap();
        p.switches().preview(p.id, imap, {{}, Secret("geheim")});
        p.waitForSwitch();
        QTRY_COMPARE(p.kept(imap), QByteArray("geheim"));
        p.switches().apply(*SwitchReader(p.writer).preview(p.id));
        p.waitForSwitch();
        QVERIFY(p.state() == SwitchState::Committed);
        // Each under its own name, also after a new start: it can be undone without being asked.
        p.start();
        QTRY_VERIFY_WITH_TIMEOUT(p.isQuiet(), patience);
        QVERIFY(!p.engine->state(p.id).problem);
        QCOMPARE(p.kept(pop3), QByteArray("secret"));
        p.switches().undo(p.id);
        p.waitForSwitch();
        QVERIFY(p.state() == SwitchState::Undone);
        QCOMPARE(p.kept(imap), QByteArray("geheim"));
        // Once more, and for good.
        p.switches().preview(p.id, imap);
        p.waitForSwitch();
        p.switches().apply(*SwitchReader(p.writer).preview(p.id));
        p.waitForSwitch();
        p.switches().close(p.id);
        QTRY_COMPARE_WITH_TIMEOUT(p.kept(pop3), QByteArray("<none>"), patience);
        QCOMPARE(p.kept(imap), QByteArray("geheim"));
        QVERIFY(p.state() == SwitchState::Closed);
        p.start();
        QTRY_VERIFY_WITH_TIMEOUT(p.isQuiet(), patience);
        QVERIFY(!p.engine->state(p.id).problem);
    }

    void accountRemoved_leavesNoPasswordOfAnyOfItsServers()
    {
        TwoNames p({PasswordSource::Kind::Keyring, {}});
        QTRY_VERIFY_WITH_TIMEOUT(p.isQuiet(), patience);
        const IncomingServer pop3 = p.account.incoming, imap = p.imap();
        p.switches().preview(p.id, imap, {{}, Secret("geheim")});
        p.waitForSwitch();
        p.switches().apply(*SwitchReader(p.writer).preview(p.id));
        p.waitForSwitch();
        QCOMPARE(p.kept(imap), QByteArray("geheim"));
        p.engine->removeAccount(p.id, [] {});
        QTRY_COMPARE_WITH_TIMEOUT(p.kept(imap), QByteArray("<none>"), patience);
        QTRY_COMPARE_WITH_TIMEOUT(p.kept(pop3), QByteArray("<none>"), patience);
    }

    void thirtyDays_endTheUndoAndWhatWasKeptForIt()
    {
        constexpr qint64 day = 24 * 3600;
        TwoNames p({PasswordSource::Kind::Keyring, {}});
        QTRY_VERIFY_WITH_TIMEOUT(p.isQuiet(), patience);
        const IncomingServer pop3 = p.account.incoming, imap = p.imap();
        p.change(imap, Secret("geheim"));
        const QDir copies(p.profile.paths().data + QStringLiteral("/switch"));
        const auto folders = QDir::Dirs | QDir::NoDotAndDotDot;
        p.clock.seconds = 30 * day - 600;
        p.start(); // looks for what is over
        QTRY_VERIFY_WITH_TIMEOUT(p.isQuiet(), patience);
        QVERIFY(p.state() == SwitchState::Committed);
        QCOMPARE(p.kept(pop3), QByteArray("secret"));
        QCOMPARE(copies.entryList(folders).size(), 1);
        p.clock.seconds = 30 * day + 600;
        p.start();
        QTRY_VERIFY_WITH_TIMEOUT(p.state() == SwitchState::Closed, patience);
        QTRY_COMPARE_WITH_TIMEOUT(p.kept(pop3), QByteArray("<none>"), patience);
        QCOMPARE(p.kept(imap), QByteArray("geheim"));
        QVERIFY(copies.entryList(folders).isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(p.isQuiet(), patience);
        p.switches().undo(p.id);
        QTRY_VERIFY_WITH_TIMEOUT(!p.switches().activity(p.id).isRunning(), patience);
        QVERIFY(p.switches().activity(p.id).problem->kind == ErrorKind::NotFound);
        // It reads and sends as it did.
        QVERIFY(!p.engine->state(p.id).problem);
        QCOMPARE(p.sentAs(), QByteArray("alice:secret"));
    }

    void thirtyDaysAfterAnUndo_theOtherServersPasswordGoes()
    {
        TwoNames p({PasswordSource::Kind::Keyring, {}});
        QTRY_VERIFY_WITH_TIMEOUT(p.isQuiet(), patience);
        const IncomingServer pop3 = p.account.incoming, imap = p.imap();
        p.change(imap, Secret("geheim"));
        p.switches().undo(p.id);
        p.waitForSwitch();
        QCOMPARE(p.kept(imap), QByteArray("geheim"));
        p.clock.seconds = qint64(31) * 24 * 3600;
        p.start();
        QTRY_COMPARE_WITH_TIMEOUT(p.kept(imap), QByteArray("<none>"), patience);
        QCOMPARE(p.kept(pop3), QByteArray("secret"));
    }

    void givenUp_leavesNoPasswordThatWasTypedForIt()
    {
        TwoNames p({PasswordSource::Kind::Keyring, {}});
        QTRY_VERIFY_WITH_TIMEOUT(p.isQuiet(), patience);
        const IncomingServer pop3 = p.account.incoming, imap = p.imap();
        p.switches().preview(p.id, imap, {{}, Secret("geheim")});
        p.waitForSwitch();
        QTRY_COMPARE(p.kept(imap), QByteArray("geheim"));
        p.switches().undo(p.id);
        p.waitForSwitch();
        QTRY_COMPARE_WITH_TIMEOUT(p.kept(imap), QByteArray("<none>"), patience);
        QCOMPARE(p.kept(pop3), QByteArray("secret"));
        // A way back of an earlier change keeps its own.
        p.change(imap, Secret("geheim"));
        p.switches().preview(p.id, pop3);
        p.waitForSwitch();
        p.switches().undo(p.id);
        p.waitForSwitch();
        QVERIFY(p.state() == SwitchState::Committed);
        p.switches().undo(p.id);
        p.waitForSwitch();
        QVERIFY(p.state() == SwitchState::Undone);
        QCOMPARE(p.kept(pop3), QByteArray("secret"));
    }

    void sending_staysAsWhomItWas_data()
    {
        QTest::addColumn<bool>("keyring");
        QTest::newRow("keyring") << true;
        QTest::newRow("command") << false;
    }
    void sending_staysAsWhomItWas()
    {
        QFETCH(bool, keyring);
        TwoNames p(keyring ? PasswordSource{PasswordSource::Kind::Keyring, {}}
                           : PasswordSource{PasswordSource::Kind::Command,
                                            QStringLiteral("case $TURNSTONE_PROTOCOL in imap) echo "
                                                           "geheim;; *) echo secret;; esac")});
        QTRY_VERIFY_WITH_TIMEOUT(p.isQuiet(), patience);
        QCOMPARE(p.sentAs(), QByteArray("alice:secret"));
        p.change(p.imap(), Secret("geheim"));
        QCOMPARE(p.sentAs(), QByteArray("alice:secret"));
        p.start(); // and after a new start
        QTRY_VERIFY_WITH_TIMEOUT(p.isQuiet(), patience);
        QCOMPARE(p.sentAs(), QByteArray("alice:secret"));
        p.switches().undo(p.id);
        p.waitForSwitch();
        QCOMPARE(p.sentAs(), QByteArray("alice:secret"));
        QVERIFY(!p.engine->state(p.id).problem);
    }

    void command_isToldWhichServerIsMeant()
    {
        TwoNames p(
            {PasswordSource::Kind::Command,
             QStringLiteral("case \"$TURNSTONE_PROTOCOL $TURNSTONE_USER $TURNSTONE_HOST\" in "
                            "'imap bob localhost') echo geheim;; "
                            "'pop3 alice localhost') echo secret;; esac")});
        QTRY_VERIFY_WITH_TIMEOUT(p.isQuiet(), patience);
        p.switches().preview(p.id, p.imap());
        p.waitForSwitch();
        p.switches().apply(*SwitchReader(p.writer).preview(p.id));
        p.waitForSwitch();
        p.start();
        QTRY_VERIFY_WITH_TIMEOUT(p.isQuiet(), patience);
        QVERIFY(!p.engine->state(p.id).problem);
        QCOMPARE(p.writer.account(p.id)->incoming.user, byImap);
        p.switches().undo(p.id);
        p.waitForSwitch();
        QVERIFY(p.state() == SwitchState::Undone);
    }
};

QTEST_GUILESS_MAIN(SwitchCredentialsTest)
#include "tst_switchcredentials.moc"
