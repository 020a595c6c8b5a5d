// SPDX-License-Identifier: MIT
// The Outbox as a folder of the window: an IMAP account at a Dovecot, a scripted SMTP server.
#include "engine/outbox.h"
#include "gui/composer/composer.h"
#include "gui/composer/composewindow.h"
#include "gui/foldertree.h"
#include "gui/mainwindow.h"
#include "gui/messageview.h"
#include "gui/outbox/outboxedit.h"
#include "gui/outbox/outboxnotice.h"
#include "gui/outbox/outboxpane.h"
#include "gui/outbox/outboxrows.h"
#include "support/mailserver.h"
#include "support/smtpscript.h"
#include "support/throwawayprofile.h"

#include <QAbstractButton>
#include <QApplication>
#include <QListView>
#include <QMessageBox>
#include <QSignalSpy>
#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

constexpr int outboxWindowWaitMs = 20'000;

QByteArray windowMessage(const QByteArray &subject)
{
    return "From: alice@example.org\r\nTo: Bob <b@example.org>, c@example.org\r\nMessage-ID: <"
        + subject + "@example.org>\r\nSubject: " + subject
        + "\r\nDate: Sat, 21 Nov 2020 10:00:00 +0000\r\n\r\nWhat was written.\r\n";
}

OutboxItem queuedItem()
{
    OutboxItem item;
    item.subject = QStringLiteral("Hi");
    item.recipients = {{QStringLiteral("b@example.org"), RecipientState::Waiting, {}}};
    return item;
}

} // namespace

class OutboxWindowTest : public QObject {
    Q_OBJECT

    std::unique_ptr<MailServer> mail;
    SmtpScript smtp;
    std::unique_ptr<ScriptedServer> server;
    std::unique_ptr<ThrowAwayProfile> profile;
    std::unique_ptr<Store> store;
    std::unique_ptr<CredentialStore> credentials;
    std::unique_ptr<Preferences> preferences;
    std::unique_ptr<MailReader> reader;
    const BackendRegistry registry = BackendRegistry::standard();
    std::unique_ptr<Engine> engine;
    std::unique_ptr<MainWindow> window;
    AccountId account;

    void send(const QByteArray &subject, qint64 atUtc = 0)
    {
        OutgoingDraft draft;
        draft.item.account = account;
        draft.item.sender = QStringLiteral("alice@example.org");
        draft.item.recipients = {QStringLiteral("b@example.org"), QStringLiteral("c@example.org"),
                                 QStringLiteral("hidden@example.org")};
        draft.item.chosenTimeUtc = atUtc;
        draft.bytes = windowMessage(subject);
        engine->outbox().send(draft, this, {});
    }
    QList<OutboxItem> items() { return OutboxReader(*reader).items(); }
    bool waitFor(OutboxState state)
    {
        return QTest::qWaitFor([&] { return !items().isEmpty() && items().first().state == state; },
                               outboxWindowWaitMs);
    }
    OutboxPane &pane() { return window->outboxPane(); }
    /// Opens the Outbox as a user does, and waits for what is in it.
    bool openOutbox(int messages = 1)
    {
        return QTest::qWaitFor([&] { return window->folderModel().outbox().isValid(); },
                               outboxWindowWaitMs)
            && window->folderTree().open(window->folderModel().outbox())
            && QTest::qWaitFor([&] { return pane().model().rowCount() == messages; },
                               outboxWindowWaitMs);
    }
    QAction &action(const char *name)
    {
        auto *found = pane().findChild<QAction *>(QString::fromLatin1(name));
        if (!found)
            qFatal("no action called %s", name);
        return *found;
    }
    void accept(const char *question)
    {
        auto *box = pane().findChild<QMessageBox *>(QString::fromLatin1(question));
        QVERIFY(box);
        for (QAbstractButton *button : box->buttons()) {
            if (box->buttonRole(button) != QMessageBox::RejectRole) {
                button->click();
                return;
            }
        }
    }
    Composer *openComposer()
    {
        const QWidgetList all = QApplication::topLevelWidgets();
        for (QWidget *one : all) {
            if (auto *compose = qobject_cast<ComposeWindow *>(one))
                return compose->findChild<Composer *>();
        }
        return nullptr;
    }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"); // no keyring
        mail = std::make_unique<MailServer>();
    }
    void init()
    {
        smtp.bend = {};
        smtp.taken = {};
        server = std::make_unique<ScriptedServer>(std::vector{smtp.script()});
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
        QTRY_VERIFY_WITH_TIMEOUT(added && !passes.isEmpty(), outboxWindowWaitMs);
        window = std::make_unique<MainWindow>(*store, *engine, *preferences);
        window->resize(1100, 700);
        window->show();
        QTRY_VERIFY(window->folderModel().isLoaded());
    }
    void cleanup()
    {
        window.reset();
        engine.reset();
        reader.reset();
        preferences.reset();
        credentials.reset();
        store.reset();
        profile.reset();
        server.reset();
    }
    void cleanupTestCase() { mail.reset(); }

    void states_areToldInPlainWords()
    {
        const OutboxWords::Now now{1'700'000'000, true};
        const OutboxWords::Now offline{now.utc, false};
        OutboxItem item = queuedItem();
        QCOMPARE(OutboxWords::state(item, now), QStringLiteral("Waits to be sent."));
        QCOMPARE(OutboxWords::state(item, offline), QStringLiteral("Waits for the network."));
        QCOMPARE(OutboxWords::state(item, {now.utc, false, true}),
                 QStringLiteral("Waits until you are online again."));
        item.notBeforeUtc = now.utc + 5;
        QCOMPARE(OutboxWords::state(item, now), QStringLiteral("Goes in a moment."));
        item.error = QStringLiteral("Too busy.");
        item.errorKind = ErrorKind::Protocol;
        QVERIFY(OutboxWords::state(item, offline).contains(QLatin1String("Too busy.")));
        item.chosenTimeUtc = now.utc + 3600;
        QVERIFY(OutboxWords::state(item, now).startsWith(QLatin1String("Goes at ")));
        item.state = OutboxState::Sending;
        QCOMPARE(OutboxWords::state(item, now), QStringLiteral("Being sent…"));
        item.state = OutboxState::Failed;
        QCOMPARE(OutboxWords::state(item, now), QStringLiteral("Not sent. Too busy."));
        item.state = OutboxState::Unknown;
        QVERIFY(OutboxWords::state(item, now).startsWith(QLatin1String("May have been sent.")));
        item.recipients[0].state = RecipientState::Refused;
        item.recipients[0].reply = QStringLiteral("Nobody\nhere.");
        QCOMPARE(OutboxWords::perRecipient(item),
                 QStringList{QStringLiteral("b@example.org was refused: Nobody here.")});
        item.error = item.recipients[0].reply; // told of the message already
        QCOMPARE(OutboxWords::perRecipient(item),
                 QStringList{QStringLiteral("b@example.org was refused.")});
    }

    void waitingMessage_isCountedReadAndSentNow()
    {
        QVERIFY(!window->folderModel().outbox().isValid());
        send("later", Clock::system().utcSeconds() + 86'400);
        QVERIFY(openOutbox());
        const QModelIndex row = window->folderModel().outbox();
        QCOMPARE(row.data(FolderTreeModel::UnreadRole).toInt(), 1);
        QTRY_COMPARE(pane().current()->subject, QStringLiteral("later"));
        QVERIFY(pane().explanation().startsWith(QLatin1String("Goes at ")));
        QVERIFY(action("sendNow").isEnabled() && !action("checkSent").isVisible());
        // It stands in the view, and the list's own actions have nothing to act on.
        QTRY_VERIFY(!window->messageView().current());
        QTRY_VERIFY(!window->messageView().findChildren<QWidget *>().isEmpty());
        action("sendNow").trigger();
        QTRY_COMPARE_WITH_TIMEOUT(smtp.copiesOf("later@example.org"), 1, outboxWindowWaitMs);
        QTRY_COMPARE_WITH_TIMEOUT(pane().model().rowCount(), 0, outboxWindowWaitMs);
        // Empty, its row stays as long as it is open.
        QVERIFY(window->folderModel().outbox().isValid());
        QVERIFY(window->folderTree().open(
            window->folderModel().folderByRole(account, FolderRole::Inbox)->id));
        QTRY_VERIFY(!window->folderModel().outbox().isValid());
        QVERIFY(!pane().isOpen());
    }

    void offline_isToldHeldAndDiscardedByAnswer()
    {
        engine->setWorkOffline(true);
        send("train");
        QVERIFY(openOutbox());
        QTRY_COMPARE(pane().explanation(), QStringLiteral("Waits until you are online again."));
        QSignalSpy remarks(&pane(), &OutboxPane::remark);
        action("sendNow").trigger(); // can't be done, and that is said
        QCOMPARE(remarks.size(), 1);
        QCOMPARE(smtp.copiesOf("train@example.org"), 0);
        action("hold").trigger();
        QVERIFY(waitFor(OutboxState::Held));
        QTRY_VERIFY(!action("hold").isEnabled());
        engine->setWorkOffline(false);
        pane().list().setFocus();
        QTest::keyClick(&pane().list(), Qt::Key_Delete);
        accept("discardQuestion");
        QTRY_VERIFY_WITH_TIMEOUT(items().isEmpty(), outboxWindowWaitMs);
        QCOMPARE(smtp.copiesOf("train@example.org"), 0);
    }

    void refusedRecipient_isNamedAndTheMessageEditedForTheRest()
    {
        smtp.bend = [](const QByteArray &line) {
            return line.startsWith("RCPT TO:<c@") ? QByteArray("550 5.1.1 no such user")
                                                  : QByteArray();
        };
        send("refused");
        QVERIFY(waitFor(OutboxState::Failed));
        QTRY_COMPARE(window->outboxNotice().texts().size(), 1);
        const QString told = window->outboxNotice().texts().first();
        QVERIFY2(told.contains(QLatin1String("refused")), qPrintable(told));
        window->showOutbox(items().first().id);
        QTRY_COMPARE(pane().model().rowCount(), 1);
        QTRY_VERIFY2(pane().explanation().contains(QLatin1String("c@example.org was refused.")),
                     qPrintable(pane().explanation()));
        QCOMPARE(pane().explanation().count(QLatin1String("no such user")), 1);
        QVERIFY(pane().explanation().contains(QLatin1String("b@example.org has it")));
        action("edit").trigger();
        Composer *composer = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((composer = openComposer()) != nullptr, outboxWindowWaitMs);
        QTRY_VERIFY(items().isEmpty());
        const Composition written = composer->state().composition;
        QCOMPARE(written.to.size(), 1);
        QCOMPARE(written.to.first().mailbox, QStringLiteral("c@example.org"));
        QVERIFY(written.bcc.isEmpty()); // has it
        QVERIFY(written.text.contains(QLatin1String("What was written.")));
        QTRY_VERIFY(window->outboxNotice().texts().isEmpty());
        QCOMPARE(smtp.copiesOf("refused@example.org"), 1);
    }

    void takenOut_bccAndIdentityReturn()
    {
        OutboxItem item = queuedItem();
        item.account = AccountId(1);
        item.identity = IdentityId(7);
        item.recipients.append({QStringLiteral("hidden@example.org"), RecipientState::Waiting, {}});
        QList<Sender> senders(3);
        senders[0].account = AccountId(2);
        senders[1].account = senders[2].account = AccountId(1);
        senders[2].identity = IdentityId(7);
        const ComposeStart start =
            startFromOutbox(item, {{PlacementId(5), Flag::Answered}}, windowMessage("x"), senders);
        QCOMPARE(start.sender, 2);
        QCOMPARE(start.composition.to.size(), 2);
        QCOMPARE(start.composition.bcc.size(), 1);
        QCOMPARE(start.composition.bcc.first().mailbox, QStringLiteral("hidden@example.org"));
        QVERIFY(start.composition.messageId.isEmpty());
        QVERIFY(start.modified);
        QCOMPARE(start.originals.size(), 1);
    }

    void unknown_isKeptAndNotToldAgain()
    {
        smtp.taken = [](ScriptedConnection &) { return false; };
        send("kept");
        QVERIFY(waitFor(OutboxState::Unknown));
        QTRY_COMPARE(window->outboxNotice().texts().size(), 1);
        QVERIFY(openOutbox());
        QTRY_VERIFY(action("keep").isVisible() && !action("sendNow").isVisible());
        action("keep").trigger();
        QTRY_VERIFY(window->outboxNotice().texts().isEmpty());
        QCOMPARE(items().size(), 1);
        QCOMPARE(int(items().first().state), int(OutboxState::Unknown));
        QCOMPARE(smtp.copiesOf("kept@example.org"), 1);
    }

    void unknown_isSentAgainOnlyByAnswer()
    {
        int taken = 0;
        smtp.taken = [&taken](ScriptedConnection &) { return ++taken > 1; };
        send("again");
        QVERIFY(waitFor(OutboxState::Unknown));
        QVERIFY(openOutbox());
        QTRY_VERIFY(action("sendAgain").isVisible());
        action("sendAgain").trigger();
        QCOMPARE(smtp.copiesOf("again@example.org"), 1);
        accept("sendAgainQuestion");
        QTRY_VERIFY_WITH_TIMEOUT(items().isEmpty(), outboxWindowWaitMs);
        QCOMPARE(smtp.copiesOf("again@example.org"), 2);
    }

    void unknown_isLookedForAndTakenForSentWhereItIsThere()
    {
        smtp.taken = [](ScriptedConnection &) { return false; };
        send("looked");
        QVERIFY(waitFor(OutboxState::Unknown));
        QVERIFY(openOutbox());
        QTRY_VERIFY(action("checkSent").isVisible());
        action("checkSent").trigger();
        QVERIFY(!action("checkSent").isEnabled()); // it is being looked for
        QTRY_VERIFY_WITH_TIMEOUT(
            pane().explanation().contains(QLatin1String("It isn't in the server's sent mail.")),
            outboxWindowWaitMs);
        QCOMPARE(items().size(), 1);
        mail->deliver(QStringLiteral("alice"), QStringLiteral("Sent"), windowMessage("looked"));
        QTRY_VERIFY(action("checkSent").isEnabled());
        action("checkSent").trigger();
        QTRY_VERIFY_WITH_TIMEOUT(items().isEmpty(), outboxWindowWaitMs);
        QCOMPARE(smtp.copiesOf("looked@example.org"), 1);
    }

    void signInRefused_isToldWithAWayToAPassword()
    {
        smtp.bend = [](const QByteArray &line) {
            return line.startsWith("AUTH") ? QByteArray("535 5.7.8 no") : QByteArray();
        };
        send("locked");
        QSignalSpy asked(&window->outboxNotice(), &OutboxNotice::passwordRequested);
        const auto enter = [&]() -> QAbstractButton * {
            const QList<QAbstractButton *> buttons =
                window->outboxNotice().findChildren<QAbstractButton *>();
            for (QAbstractButton *button : buttons) {
                if (button->text().contains(QLatin1String("Password")))
                    return button;
            }
            return nullptr;
        };
        QTRY_VERIFY_WITH_TIMEOUT(enter(), outboxWindowWaitMs);
        enter()->click();
        QCOMPARE(asked.size(), 1);
        auto *dialog = window->findChild<QDialog *>(QStringLiteral("PasswordDialog"));
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(items().size(), 1);
    }
};

QTEST_MAIN(OutboxWindowTest)
#include "tst_outboxwindow.moc"
