// SPDX-License-Identifier: MIT
// The engine's outbox: an IMAP account at a Dovecot, and a scripted SMTP server that counts.
#include "engine/engine.h"
#include "engine/outbox.h"
#include "support/mailserver.h"
#include "support/smtpscript.h"
#include "support/throwawayprofile.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

constexpr int outboxWaitMs = 20'000;
const QString outboxUser = QStringLiteral("alice");

QByteArray outboxMessage(int number)
{
    return "From: alice@example.org\r\nTo: b@example.org\r\nMessage-ID: <o"
        + QByteArray::number(number) + "@example.org>\r\nSubject: number "
        + QByteArray::number(number) + "\r\n\r\ntext\r\n";
}

} // namespace

class TestOutbox : public QObject {
    Q_OBJECT

    std::unique_ptr<MailServer> mail;
    std::unique_ptr<SmtpScript> smtp;
    std::unique_ptr<ScriptedServer> server;
    std::unique_ptr<ThrowAwayProfile> profile;
    std::unique_ptr<Store> store;
    std::unique_ptr<CredentialStore> credentials;
    std::unique_ptr<Preferences> preferences;
    std::unique_ptr<MailReader> reader;
    const BackendRegistry registry = BackendRegistry::standard();
    std::unique_ptr<Engine> engine;
    AccountId account;

    OutboxId send(int number, qint64 atUtc = 0)
    {
        OutgoingDraft draft;
        draft.item.account = account;
        draft.item.sender = QStringLiteral("alice@example.org");
        draft.item.recipients = {QStringLiteral("b@example.org")};
        draft.item.chosenTimeUtc = atUtc;
        draft.bytes = outboxMessage(number);
        OutboxId queued;
        engine->outbox().send(draft, this,
                              [&](OutboxId id, const std::optional<MailError> &) { queued = id; });
        if (!QTest::qWaitFor([&] { return queued.value() != 0; }, outboxWaitMs))
            return {};
        return queued;
    }
    QList<OutboxItem> items() { return OutboxReader(*reader).items(); }
    qint64 inSent()
    {
        const auto folder = reader->folderByRole(account, FolderRole::Sent);
        return folder ? folder->total : 0;
    }

private Q_SLOTS:
    void init()
    {
        mail = std::make_unique<MailServer>();
        smtp = std::make_unique<SmtpScript>();
        server = std::make_unique<ScriptedServer>(std::vector{smtp->script()});
        profile = std::make_unique<ThrowAwayProfile>();
        store =
            std::make_unique<Store>(profile->paths(), Store::Access::ReadWrite, Clock::system());
        credentials = std::make_unique<CredentialStore>();
        preferences = std::make_unique<Preferences>(profile->paths().config);
        preferences->set(Pref::undoSendSeconds, 0);
        reader = std::make_unique<MailReader>(*store);
        engine = std::make_unique<Engine>(*store, registry, *credentials, *preferences);
        engine->start();
        Account settings = mail->account(QStringLiteral("imap"));
        settings.outgoing.endpoint = server->endpoint();
        QSignalSpy passes(engine.get(), &Engine::passFinished);
        bool added = false;
        engine->addAccount(settings, Secret("secret"), [&](const Engine::AddResult &result) {
            account = result.account;
            added = true;
        });
        QTRY_VERIFY_WITH_TIMEOUT(added && !passes.isEmpty(), outboxWaitMs);
    }
    void cleanup()
    {
        engine.reset();
        reader.reset();
        QVERIFY(MailReader(*store).verify(true).findings.isEmpty());
        preferences.reset();
        credentials.reset();
        store.reset();
        profile.reset();
        server.reset();
        smtp.reset();
        mail.reset();
    }

    void sent_goesAtOnceAndIsFiledAtTheServerOnce()
    {
        QSignalSpy sent(&engine->outbox(), &Outbox::sent);
        for (int i = 0; i < 3; ++i)
            QVERIFY(send(i));
        QTRY_COMPARE_WITH_TIMEOUT(smtp->messages().size(), 3, outboxWaitMs);
        QTRY_VERIFY_WITH_TIMEOUT(items().isEmpty(), outboxWaitMs);
        QCOMPARE(inSent(), 3);
        QTRY_COMPARE_WITH_TIMEOUT(mail->messages(outboxUser, QStringLiteral("Sent")).size(), 3,
                                  outboxWaitMs);
        QTRY_VERIFY_WITH_TIMEOUT(reader->operations().isEmpty(), outboxWaitMs);
        QVERIFY(!sent.isEmpty());
        QCOMPARE(mail->messages(outboxUser, QStringLiteral("Sent")).size(), 3);
        QCOMPARE(inSent(), 3);
    }

    void takenBackInTime_isNotSentAndItsBytesReturn()
    {
        preferences->set(Pref::undoSendSeconds, 3600);
        const OutboxId id = send(1);
        QCOMPARE(items().size(), 1);
        std::optional<QByteArray> bytes;
        engine->outbox().takeBack(id, this, [&](const std::optional<QByteArray> &b) { bytes = b; });
        QTRY_VERIFY_WITH_TIMEOUT(bytes, outboxWaitMs);
        QCOMPARE(*bytes, outboxMessage(1));
        QVERIFY(items().isEmpty());
        QCOMPARE(smtp->messages().size(), 0);
        // Too late for one that is gone.
        bool answered = false;
        engine->outbox().takeBack(id, this,
                                  [&](const std::optional<QByteArray> &late) { answered = !late; });
        QTRY_VERIFY_WITH_TIMEOUT(answered, outboxWaitMs);
    }

    void offline_waitsAndGoesWhenOnlineAgain()
    {
        engine->setWorkOffline(true);
        QVERIFY(send(1));
        engine->outbox().retrySoon(account);
        QSignalSpy activity(&engine->outbox(), &Outbox::activityChanged);
        QTRY_VERIFY_WITH_TIMEOUT(!activity.isEmpty(), outboxWaitMs);
        QCOMPARE(server->connections(), 0);
        QCOMPARE(inSent(), 0);
        engine->setWorkOffline(false);
        QTRY_COMPARE_WITH_TIMEOUT(smtp->messages().size(), 1, outboxWaitMs);
        QTRY_COMPARE_WITH_TIMEOUT(inSent(), 1, outboxWaitMs);
    }

    /// What was asked for last is still done, and has nobody left to tell.
    void programEndsWhileItIsLookedAt_whatWasQueuedStays()
    {
        preferences->set(Pref::undoSendSeconds, 3600);
        for (int i = 0; i < 20; ++i) {
            OutgoingDraft draft;
            draft.item.account = account;
            draft.item.sender = QStringLiteral("alice@example.org");
            draft.item.recipients = {QStringLiteral("b@example.org")};
            draft.bytes = outboxMessage(i);
            engine->outbox().send(draft, this, {});
            engine->outbox().checkSent(OutboxId(1));
            engine->outbox().wake(account);
            engine.reset();
            QCOMPARE(items().size(), i + 1);
            engine = std::make_unique<Engine>(*store, registry, *credentials, *preferences);
            engine->start();
        }
    }

    void timeChosen_isWaitedFor()
    {
        const qint64 at = Clock::system().utcSeconds() + 2;
        QVERIFY(send(1, at));
        QCOMPARE(smtp->messages().size(), 0);
        QTRY_COMPARE_WITH_TIMEOUT(smtp->messages().size(), 1, outboxWaitMs);
        QVERIFY(Clock::system().utcSeconds() >= at);
    }

    void answered_isMarkedWhenItWasSent()
    {
        mail->deliver(outboxUser, QStringLiteral("INBOX"), outboxMessage(7));
        engine->syncNow(account);
        ListQuery inbox;
        inbox.folders = {reader->folderByRole(account, FolderRole::Inbox)->id};
        QTRY_COMPARE_WITH_TIMEOUT(reader->page(inbox, 10).size(), 1, outboxWaitMs);
        const PlacementId original = reader->page(inbox, 10).first().id;
        OutgoingDraft draft;
        draft.item.account = account;
        draft.item.sender = QStringLiteral("alice@example.org");
        draft.item.recipients = {QStringLiteral("b@example.org")};
        draft.item.originals = {{original, Flag::Answered}};
        draft.bytes = outboxMessage(8);
        OutboxId queued;
        std::optional<MailError> refused;
        engine->outbox().send(draft, this, [&](OutboxId id, const std::optional<MailError> &error) {
            queued = id;
            refused = error;
        });
        QTRY_VERIFY_WITH_TIMEOUT(queued || refused, outboxWaitMs);
        QVERIFY2(!refused, refused ? qPrintable(refused->sentence) : "");
        QTRY_VERIFY_WITH_TIMEOUT(reader->row(original)->flags.flags.testFlag(Flag::Answered),
                                 outboxWaitMs);
        QTRY_VERIFY_WITH_TIMEOUT(reader->operations().isEmpty(), outboxWaitMs);
        QCOMPARE(smtp->messages().size(), 1);
    }

    void unknown_isLookedForAndTakenForSentWhereItIsThere()
    {
        smtp->taken = [](ScriptedConnection &) { return false; };
        const OutboxId id = send(1);
        QTRY_VERIFY_WITH_TIMEOUT(
            !items().isEmpty() && items().first().state == OutboxState::Unknown, outboxWaitMs);
        QSignalSpy checked(&engine->outbox(), &Outbox::checked);
        engine->setWorkOffline(true);
        engine->outbox().checkSent(id);
        QTRY_COMPARE_WITH_TIMEOUT(checked.size(), 1, outboxWaitMs);
        QVERIFY(checked.takeFirst().at(1).value<SentCheck>().error); // nobody was asked
        engine->setWorkOffline(false);
        engine->outbox().checkSent(id);
        QTRY_COMPARE_WITH_TIMEOUT(checked.size(), 1, outboxWaitMs);
        QVERIFY(!checked.first().at(1).value<SentCheck>().error);
        QVERIFY(!checked.first().at(1).value<SentCheck>().found);
        QCOMPARE(items().size(), 1);
        mail->deliver(outboxUser, QStringLiteral("Sent"), outboxMessage(1));
        engine->outbox().checkSent(id);
        QTRY_COMPARE_WITH_TIMEOUT(checked.size(), 2, outboxWaitMs);
        QVERIFY(checked.last().at(1).value<SentCheck>().found);
        QVERIFY(items().isEmpty());
        QCOMPARE(smtp->messages().size(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(inSent(), 1, outboxWaitMs);
    }

    void draftOfAMessageForLater_leavesTheServerAtOnce()
    {
        const auto inDrafts = [this] {
            return mail->messages(outboxUser, QStringLiteral("Drafts")).size();
        };
        DraftToSave draft;
        draft.draft = std::make_shared<DraftInHand>();
        draft.account = account;
        draft.closed = true;
        draft.composition.from = {{}, QStringLiteral("alice@example.org")};
        draft.composition.subject = QStringLiteral("For later");
        engine->drafts().save(draft, this, {});
        QTRY_COMPARE_WITH_TIMEOUT(inDrafts(), 1, outboxWaitMs);
        OutgoingDraft later;
        later.item.account = account;
        later.item.sender = QStringLiteral("alice@example.org");
        later.item.recipients = {QStringLiteral("b@example.org")};
        later.item.chosenTimeUtc = Clock::system().utcSeconds() + 24 * 60 * 60;
        later.bytes = outboxMessage(1);
        later.draft = draft.draft;
        engine->outbox().send(later, this, {});
        QTRY_COMPARE_WITH_TIMEOUT(inDrafts(), 0, outboxWaitMs);
        QCOMPARE(items().size(), 1);
        QCOMPARE(smtp->messages().size(), 0);
    }

    void serverFilesLaterByItself_oneCopyIsLeft()
    {
        QSignalSpy sent(&engine->outbox(), &Outbox::sent);
        QVERIFY(send(1));
        QTRY_COMPARE_WITH_TIMEOUT(sent.size(), 1, outboxWaitMs);
        QTRY_COMPARE_WITH_TIMEOUT(mail->messages(outboxUser, QStringLiteral("Sent")).size(), 1,
                                  outboxWaitMs);
        // Two seconds after it took the message, and with a line of its own.
        const QByteArray theirs = "X-Filed: by the server\r\n" + outboxMessage(1);
        QTimer::singleShot(std::chrono::seconds(2), this,
                           [&] { mail->deliver(outboxUser, QStringLiteral("Sent"), theirs); });
        QTRY_COMPARE_WITH_TIMEOUT(mail->messages(outboxUser, QStringLiteral("Sent")).size(), 2,
                                  outboxWaitMs);
        // Nobody asks for a pass: it is looked for again.
        QTRY_COMPARE_WITH_TIMEOUT(mail->messages(outboxUser, QStringLiteral("Sent")),
                                  QByteArrayList{theirs}, outboxWaitMs);
        QTRY_COMPARE_WITH_TIMEOUT(inSent(), 1, outboxWaitMs);
        QTRY_VERIFY_WITH_TIMEOUT(reader->operations().isEmpty(), outboxWaitMs);
        QCOMPARE(smtp->messages().size(), 1);
    }

    void outgoingServer_isCheckedBeforeAnythingIsKept()
    {
        Account typed = *reader->account(account);
        QSignalSpy checked(engine.get(), &Engine::checkFinished);
        engine->checkOutgoing(typed, Secret("secret"));
        QTRY_COMPARE_WITH_TIMEOUT(checked.size(), 1, outboxWaitMs);
        QVERIFY(checked.last().at(1).value<CheckResult>().ok);
        smtp->bend = [](const QByteArray &line) {
            return line.startsWith("AUTH") ? QByteArray("535 5.7.8 no") : QByteArray();
        };
        engine->checkOutgoing(typed, Secret("wrong"));
        QTRY_COMPARE_WITH_TIMEOUT(checked.size(), 2, outboxWaitMs);
        const auto refused = checked.last().at(1).value<CheckResult>();
        QVERIFY(!refused.ok);
        QCOMPARE(int(refused.error->kind), int(ErrorKind::Authentication));
    }
};

QTEST_GUILESS_MAIN(TestOutbox)
#include "tst_outbox.moc"
