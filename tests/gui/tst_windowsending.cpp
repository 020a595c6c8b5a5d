// SPDX-License-Identifier: MIT
// What the window sends by Postfix, delivered into Dovecot and read back there.
#include "gui/composer/recipientfield.h"
#include "gui/composer/redirectdialog.h"
#include "gui/mainwindow.h"
#include "gui/messagelistview.h"
#include "gui/messageview.h"
#include "gui/windowactions.h"
#include "mail/messagereader.h"
#include "store/outboxreader.h"
#include "support/mailserver.h"
#include "support/scriptedserver.h"
#include "support/throwawayprofile.h"

#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

constexpr int serverWaitMs = 20'000;
const QString alice = QStringLiteral("alice@example.org"), bob = QStringLiteral("bob@example.org");

/// With what servers and other programs leave in a message, odd spacing and 8-bit bytes.
const QByteArray passedOn =
    "Return-Path: <carol@example.org>\r\nReceived: from x by y; Fri, 20 Nov 2026 10:00:00 +0000\r\n"
    "DKIM-Signature: v=1; a=rsa-sha256;\r\n\tb=abc;  d=example.org\r\n"
    "From: Carol <carol@example.org>\r\nTo:  alice@example.org \r\nSubject: Odd   spacing\r\n"
    "Message-ID: <carol1@example.org>\r\nDate: Fri, 20 Nov 2026 10:00:00 +0000\r\n"
    "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"=_x\"\r\n\r\npreamble\r\n"
    "--=_x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    "Gr\xc3\xbc\xc3\x9f"
    "e\r\n.\r\n..dots\r\ntrailing   \r\n\r\n\r\n"
    "--=_x\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    "AAECAwQF\r\n--=_x--\r\nepilogue\r\n";

const QByteArray askingForReceipt =
    "Return-Path: <bob@example.org>\r\nFrom: Bob <bob@example.org>\r\nTo: alice@example.org\r\n"
    "Subject: Seen?\r\nMessage-ID: <asks@example.org>\r\n"
    "Date: Fri, 20 Nov 2026 10:00:00 +0000\r\n"
    "Disposition-Notification-To: bob@example.org\r\n\r\nWords.\r\n";

QByteArray bodyOf(const QByteArray &message)
{
    return message.sliced(headerBlock(message).size());
}

} // namespace

class TestWindowSending : public QObject {
    Q_OBJECT

    const quint16 authPort = ScriptedServer::refusedPort();
    const quint16 relayPort = ScriptedServer::refusedPort();
    std::unique_ptr<MailServer> dovecot, postfix;
    QTemporaryDir files;
    std::unique_ptr<ThrowAwayProfile> profile;
    std::unique_ptr<Store> store;
    std::unique_ptr<CredentialStore> credentials;
    std::unique_ptr<Preferences> preferences;
    const BackendRegistry registry = BackendRegistry::standard();
    std::unique_ptr<Engine> engine;
    std::unique_ptr<MailReader> reader;
    std::unique_ptr<MainWindow> window;
    AccountId account;

    template <typename Widget> Widget *topLevel() const
    {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            if (auto *one = qobject_cast<Widget *>(widget); one && one->isVisible())
                return one;
        }
        return nullptr;
    }
    /// Begins with what Alice has in her Inbox selected.
    void open()
    {
        window = std::make_unique<MainWindow>(*store, *engine, *preferences);
        window->resize(1100, 700);
        window->show();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
        QSignalSpy passes(engine.get(), &Engine::passFinished);
        engine->syncNow();
        QTRY_VERIFY_WITH_TIMEOUT(!passes.isEmpty(), serverWaitMs);
        QTRY_VERIFY_WITH_TIMEOUT(
            [this] {
                if (window->messageList().selectedCount() == 0)
                    window->messageList().selectAll();
                return bool(window->messageView().current());
            }(),
            serverWaitMs);
    }
    QPushButton *button(const QString &text) const
    {
        for (QPushButton *one : window->messageView().findChildren<QPushButton *>()) {
            if (one->isVisible() && one->text() == text)
                return one;
        }
        return nullptr;
    }
    QByteArray arrivedFor(const QString &user)
    {
        QByteArrayList mail;
        const bool one = QTest::qWaitFor(
            [&] {
                mail = dovecot->messages(user, QStringLiteral("INBOX"));
                return !mail.isEmpty();
            },
            serverWaitMs);
        return one && mail.size() == 1 ? mail.constFirst() : QByteArray();
    }

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void redirect_goesUnchangedByteForByte();
    void redirect_withoutRecipient_isRefused();
    void receipt_goesOnlyWhenTheUserSaysSo();
    void receipt_ignored_isAskedForNeverAgain();
};

void TestWindowSending::initTestCase()
{
    const QStringList users{alice + QStringLiteral(":secret"), bob + QStringLiteral(":secret")};
    dovecot = std::make_unique<MailServer>(MailServerOptions{
        users,
        {QStringLiteral("--lmtp"), QStringLiteral("--option"),
         QStringLiteral("auth_mechanisms=plain login"), QStringLiteral("--config"),
         QStringLiteral("service auth {\n inet_listener {\n address = 127.0.0.1\n port = %1\n }\n}")
             .arg(authPort)}});
    postfix = std::make_unique<MailServer>(MailServerOptions{
        users,
        {QStringLiteral("--option"), QStringLiteral("lmtp=%1").arg(dovecot->lmtp()),
         QStringLiteral("--option"), QStringLiteral("auth=%1").arg(authPort),
         QStringLiteral("--option"), QStringLiteral("relay=%1").arg(relayPort)},
        QStringLiteral("postfix")});
    QFile all(files.filePath(QStringLiteral("ca.pem")));
    QVERIFY(all.open(QIODevice::WriteOnly));
    for (const MailServer *server : {dovecot.get(), postfix.get()}) {
        QFile one(server->caFile());
        QVERIFY(one.open(QIODevice::ReadOnly));
        all.write(one.readAll());
    }
}

void TestWindowSending::init()
{
    for (const QString &user : {alice, bob})
        dovecot->command(QStringLiteral("doveadm expunge -u %1 mailbox '*' all").arg(user));
    profile = std::make_unique<ThrowAwayProfile>();
    store = std::make_unique<Store>(profile->paths(), Store::Access::ReadWrite, Clock::system());
    credentials = std::make_unique<CredentialStore>();
    preferences = std::make_unique<Preferences>(profile->paths().config);
    preferences->set(Pref::undoSendSeconds, 0);
    engine = std::make_unique<Engine>(*store, registry, *credentials, *preferences);
    engine->start();
    reader = std::make_unique<MailReader>(*store);
    Account settings = dovecot->account(QStringLiteral("imap"), alice);
    settings.email = alice;
    settings.displayName = QStringLiteral("Alice");
    settings.caFile = files.filePath(QStringLiteral("ca.pem"));
    settings.outgoing.endpoint = postfix->endpoint(QStringLiteral("smtp"));
    QSignalSpy passes(engine.get(), &Engine::passFinished);
    bool added = false;
    engine->addAccount(settings, Secret("secret"), [&](const Engine::AddResult &result) {
        account = result.account;
        added = true;
    });
    QTRY_VERIFY_WITH_TIMEOUT(added && !passes.isEmpty(), serverWaitMs);
}

void TestWindowSending::cleanup()
{
    window.reset();
    engine.reset();
    reader.reset();
    preferences.reset();
    credentials.reset();
    store.reset();
    profile.reset();
}

void TestWindowSending::redirect_goesUnchangedByteForByte()
{
    dovecot->deliver(alice, QStringLiteral("INBOX"), passedOn);
    open();
    QTRY_VERIFY(window->actions().redirect->isEnabled());
    window->actions().redirect->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(topLevel<RedirectDialog>(), serverWaitMs);
    QPointer<RedirectDialog> dialog = topLevel<RedirectDialog>();
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("Bob <bob@example.org>"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
    const QByteArray arrived = arrivedFor(bob);
    QVERIFY(!arrived.isEmpty());
    QTRY_VERIFY(!dialog);
    const QByteArray header = headerBlock(arrived).toByteArray();
    QCOMPARE(bodyOf(arrived), bodyOf(passedOn));
    // Its own header stands behind ours as it was, but for the line that a server noted.
    QByteArray kept = headerBlock(passedOn).toByteArray();
    kept.remove(0, kept.indexOf("\r\n") + 2);
    QVERIFY2(header.endsWith(kept), header.constData());
    const QByteArray ours = header.chopped(kept.size());
    QVERIFY2(ours.contains("Resent-From: Alice <alice@example.org>"), ours.constData());
    QVERIFY2(ours.contains("Resent-To: Bob <bob@example.org>"), ours.constData());
    QVERIFY(ours.contains("Resent-Date: "));
    QVERIFY(ours.contains("Resent-Message-ID: <"));
    QVERIFY(!ours.contains("\r\nFrom: "));
    // Filed once, and gone from the outbox.
    QTRY_VERIFY_WITH_TIMEOUT(OutboxReader(*reader).items().isEmpty(), serverWaitMs);
    QTRY_COMPARE_WITH_TIMEOUT(dovecot->messages(alice, QStringLiteral("Sent")).size(), 1,
                              serverWaitMs);
}

void TestWindowSending::redirect_withoutRecipient_isRefused()
{
    dovecot->deliver(alice, QStringLiteral("INBOX"), passedOn);
    open();
    QTRY_VERIFY(window->actions().redirect->isEnabled());
    window->actions().redirect->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(topLevel<RedirectDialog>(), serverWaitMs);
    RedirectDialog *dialog = topLevel<RedirectDialog>();
    auto *problem = dialog->findChild<QLabel *>(QStringLiteral("problemLabel"));
    QVERIFY(!problem->isVisible());
    QTest::keyClick(dialog, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(problem->isVisible());
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("nobody at all"));
    QTest::keyClick(dialog, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(dialog->isVisible());
    QVERIFY(problem->isVisible());
    QVERIFY(OutboxReader(*reader).items().isEmpty());
    dialog->reject();
}

void TestWindowSending::receipt_goesOnlyWhenTheUserSaysSo()
{
    dovecot->deliver(alice, QStringLiteral("INBOX"), askingForReceipt);
    open();
    QTRY_VERIFY(button(QStringLiteral("Send Receipt")));
    // Nothing went by itself.
    QVERIFY(OutboxReader(*reader).items().isEmpty());
    QVERIFY(dovecot->messages(bob, QStringLiteral("INBOX")).isEmpty());
    button(QStringLiteral("Send Receipt"))->click();
    const QByteArray arrived = arrivedFor(bob);
    QVERIFY(!arrived.isEmpty());
    QVERIFY2(arrived.contains("Return-Path: <>") || !arrived.contains("Return-Path"), arrived);
    QVERIFY(arrived.contains("Disposition: manual-action/MDN-sent-manually; displayed"));
    QVERIFY(arrived.contains("Original-Message-ID: <asks@example.org>"));
    QVERIFY(arrived.contains("Final-Recipient: rfc822; alice@example.org"));
    // Asked once, on whatever device.
    QTRY_VERIFY(!button(QStringLiteral("Send Receipt")));
    QTRY_VERIFY_WITH_TIMEOUT(
        dovecot->command(QStringLiteral("doveadm fetch -u %1 flags mailbox INBOX all").arg(alice))
            .contains(QStringLiteral("$MDNSent")),
        serverWaitMs);
}

void TestWindowSending::receipt_ignored_isAskedForNeverAgain()
{
    dovecot->deliver(alice, QStringLiteral("INBOX"), askingForReceipt);
    open();
    QTRY_VERIFY(button(QStringLiteral("Ignore")));
    button(QStringLiteral("Ignore"))->click();
    QTRY_VERIFY(!button(QStringLiteral("Ignore")));
    QTRY_VERIFY_WITH_TIMEOUT(
        dovecot->command(QStringLiteral("doveadm fetch -u %1 flags mailbox INBOX all").arg(alice))
            .contains(QStringLiteral("$MDNSent")),
        serverWaitMs);
    QVERIFY(OutboxReader(*reader).items().isEmpty());
    QVERIFY(dovecot->messages(bob, QStringLiteral("INBOX")).isEmpty());
}

QTEST_MAIN(TestWindowSending)
#include "tst_windowsending.moc"
