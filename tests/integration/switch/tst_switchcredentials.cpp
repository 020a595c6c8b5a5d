// SPDX-License-Identifier: MIT
// What signs in at either server of a change of protocol, where that isn't one and the same: in a
// real keyring (run by ctest under support/with-keyring), and by a command.
#include "engine/engine.h"
#include "engine/protocolswitches.h"
#include "store/switchreader.h"
#include "support/mailserver.h"
#include "support/memorybackend.h"
#include "support/throwawayprofile.h"

#include <QFile>
#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

constexpr int patience = 20'000;
const QString byPop3 = QStringLiteral("alice"), byImap = QStringLiteral("bob");
const QString keyImap = QStringLiteral("imap"), keyPop3 = QStringLiteral("pop3");

/// An account whose user has one name and password for POP3, and others for IMAP.
struct TwoNames {
    explicit TwoNames(const PasswordSource &source)
        : server(MailServerOptions{
            .users = {QStringLiteral("alice:secret"), QStringLiteral("bob:geheim")}})
        , store(profile.paths(), Store::Access::ReadWrite, Clock::system())
        , preferences(profile.paths().config)
        , writer(store)
    {
        for (int i = 1; i <= 3; ++i) {
            server.deliver(byPop3, QStringLiteral("INBOX"), sampleMessage(i));
            server.deliver(byImap, QStringLiteral("INBOX"), sampleMessage(i));
        }
        account = server.account(keyPop3, byPop3);
        account.password = source;
        start();
        engine->addAccount(account, Secret("secret"),
                           [this](const Engine::AddResult &result) { id = result.account; });
    }
    void start()
    {
        engine.reset();
        credentials = std::make_unique<CredentialStore>();
        engine = std::make_unique<Engine>(store, registry, *credentials, preferences);
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
