// SPDX-License-Identifier: MIT
// Identities and outgoing servers in the account's settings, with a real submission server behind
// *Check*.
#include "engine/outbox.h"
#include "engine/sendingsettings.h"
#include "gui/accountsettingsdialog.h"
#include "gui/backgroundreader.h"
#include "gui/composer/composestarter.h"
#include "gui/composer/richeditor.h"
#include "gui/sending/identitiespage.h"
#include "gui/sending/identitydialog.h"
#include "gui/sending/outgoingpassworddialog.h"
#include "gui/sending/outgoingserverdialog.h"
#include "store/outboxwriter.h"
#include "support/mailserver.h"
#include "support/readingfixture.h"
#include "support/settingsshown.h"
#include "support/smtpscript.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

constexpr int sendingWaitMs = 15'000;

template <typename T> T &sendingPart(QWidget &dialog, const char *name)
{
    T *found = dialog.findChild<T *>(QString::fromLatin1(name));
    if (!found)
        qFatal("no control called %s", name);
    return *found;
}

void typeText(QWidget &dialog, const char *name, const QString &text)
{
    auto &edit = sendingPart<QLineEdit>(dialog, name);
    edit.selectAll();
    QTest::keyClick(&edit, Qt::Key_Delete);
    QTest::keyClicks(&edit, text);
}

void pressOk(QDialog &dialog)
{
    sendingPart<QDialogButtonBox>(dialog, "buttons").button(QDialogButtonBox::Ok)->click();
}

QWidget &pageOf(QWidget &dialog, const char *name)
{
    return sendingPart<QWidget>(dialog, name);
}

void answer(QWidget &above, const char *question)
{
    auto &box = sendingPart<QMessageBox>(above, question);
    for (QAbstractButton *button : box.buttons()) {
        if (box.buttonRole(button) == QMessageBox::DestructiveRole) {
            button->click();
            return;
        }
    }
    qFatal("nothing to press");
}

} // namespace

class SendingSettingsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<ReadingFixture> m_fixture;
    AccountId m_account;
    std::unique_ptr<AccountSettingsDialog> m_dialog;

    QList<Identity> identities() { return OutboxReader(m_fixture->writer()).identities(m_account); }
    QList<OutgoingServer> servers()
    {
        return OutboxReader(m_fixture->writer()).outgoingServers(m_account);
    }
    /// The settings of an account that asks for its password at each start.
    void openSettings(const std::function<void(Account &)> &change = {})
    {
        m_fixture = std::make_unique<ReadingFixture>();
        Account account = ReadingFixture::account(QStringLiteral("Home"));
        account.displayName = QStringLiteral("Ann");
        account.email = QStringLiteral("ann@home.example");
        account.outgoing.endpoint = {QStringLiteral("smtp.home.example"), 465,
                                     ConnectionSecurity::Tls};
        account.password.kind = PasswordSource::Kind::AskEachStart;
        if (change)
            change(account);
        m_account = m_fixture->addAccount(account);
        m_dialog = std::make_unique<AccountSettingsDialog>(m_fixture->store(), m_fixture->engine(),
                                                           m_fixture->preferences(), m_account);
        m_dialog->show();
        QVERIFY(Test::showsAccounts(*m_dialog));
    }
    template <typename Dialog> Dialog &press(const char *page, const char *button)
    {
        auto &pressed = sendingPart<QPushButton>(pageOf(*m_dialog, page), button);
        if (!QTest::qWaitFor([&] { return pressed.isEnabled(); })) // what it is about is read
            qFatal("%s can't be pressed", button);
        pressed.click();
        Dialog *dialog = nullptr;
        if (!QTest::qWaitFor([&] { return (dialog = m_dialog->findChild<Dialog *>()) != nullptr; }))
            qFatal("no dialog came");
        return *dialog;
    }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"); // no keyring
        QStandardPaths::setTestModeEnabled(true);
    }
    void cleanup()
    {
        m_dialog.reset();
        m_fixture.reset();
    }

    void identityAdded_isOfferedAfterTheFirstAndCanBecomeIt()
    {
        openSettings();
        QWidget &page = pageOf(*m_dialog, "IdentitiesPage");
        auto &list = sendingPart<QListWidget>(page, "identityList");
        QTRY_COMPARE(list.count(), 1);
        QVERIFY(!sendingPart<QPushButton>(page, "removeButton").isEnabled());
        auto &dialog = press<IdentityDialog>("IdentitiesPage", "addButton");
        QCOMPARE(sendingPart<QLineEdit>(dialog, "nameEdit").text(), QStringLiteral("Ann"));
        typeText(dialog, "emailEdit", QStringLiteral("ann@work"));
        sendingPart<QLineEdit>(dialog, "emailEdit").setText(QStringLiteral("ann@büro.example"));
        typeText(dialog, "replyToEdit", QStringLiteral("Team <team@work.example>"));
        sendingPart<QPlainTextEdit>(dialog, "plainEdit")
            .setPlainText(QStringLiteral("Ann\nOffice  \n\n"));
        sendingPart<QComboBox>(dialog, "placeCombo").setCurrentIndex(1);
        pressOk(dialog);
        QTRY_COMPARE(list.count(), 2);
        const Identity added = identities().at(1);
        QCOMPARE(added.email, QStringLiteral("ann@büro.example"));
        QCOMPARE(added.replyTo, QStringLiteral("Team <team@work.example>"));
        QCOMPARE(added.signatureText, QStringLiteral("Ann\nOffice"));
        QVERIFY(added.signatureAbove && added.signatureHtml.isEmpty());
        QCOMPARE(list.currentRow(), 1);
        sendingPart<QPushButton>(page, "upButton").click();
        QTRY_COMPARE(identities().first().email, QStringLiteral("ann@büro.example"));
        QTRY_COMPARE(m_fixture->writer().account(m_account)->email,
                     QStringLiteral("ann@büro.example"));
        QTRY_COMPARE(list.currentRow(), 0);
        // What the settings keep now doesn't undo it.
        typeText(*m_dialog, "accountNameEdit", QStringLiteral("House"));
        pressOk(*m_dialog);
        QTRY_COMPARE(m_fixture->writer().account(m_account)->name, QStringLiteral("House"));
        QCOMPARE(identities().first().email, QStringLiteral("ann@büro.example"));
    }

    void identityRemoved_isAskedForAndTheOtherStays()
    {
        openSettings();
        Identity second = identities().first();
        second.id = {};
        second.email = QStringLiteral("second@home.example");
        OutboxWriter(m_fixture->writer())
            .setIdentities(m_account, identities() + QList<Identity>{second});
        QWidget &page = pageOf(*m_dialog, "IdentitiesPage");
        auto &list = sendingPart<QListWidget>(page, "identityList");
        QTRY_COMPARE(list.count(), 2);
        list.setCurrentRow(0);
        sendingPart<QPushButton>(page, "removeButton").click();
        answer(*m_dialog, "removeIdentityQuestion");
        QTRY_COMPARE(list.count(), 1);
        QCOMPARE(identities().first().email, QStringLiteral("second@home.example"));
        QCOMPARE(m_fixture->writer().account(m_account)->email,
                 QStringLiteral("second@home.example"));
    }

    void addressThatCantBe_isRefusedInASentence()
    {
        IdentityDialog dialog({}, {}, {});
        dialog.show();
        for (const char *wrong : {"ann", "ann@", "@home.example", "a b@home.example"}) {
            typeText(dialog, "emailEdit", QString::fromLatin1(wrong));
            pressOk(dialog);
            QVERIFY(dialog.isVisible());
            QVERIFY(!sendingPart<QLabel>(dialog, "problemText").text().isEmpty());
        }
        typeText(dialog, "emailEdit", QStringLiteral("ann@home.example"));
        typeText(dialog, "replyToEdit", QStringLiteral("b@home.example, nobody"));
        pressOk(dialog);
        QVERIFY(dialog.isVisible());
        typeText(dialog, "replyToEdit", QStringLiteral("b@home.example"));
        pressOk(dialog);
        QVERIFY(!dialog.isVisible());
    }

    void signatureImported_isSanitisedAndKeepsItsPictureInside()
    {
        IdentityDialog dialog({}, {}, {});
        const QString picture = QStringLiteral(
            "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhf"
            "DwAChwGA60e6kgAAAABJRU5ErkJggg==");
        const QString note =
            dialog.importHtml(QStringLiteral("<script>alert(1)</script><p onclick='x()'><b>Ann</b> "
                                             "<a href='javascript:x()'>x</a><img src='%1'>"
                                             "<img src='http://spy.example/p.png'></p>")
                                  .arg(picture));
        QVERIFY(!note.isEmpty()); // what would have been loaded was left out
        const Identity made = dialog.identity();
        QVERIFY2(made.signatureHtml.contains(QLatin1String("<b>Ann</b>"))
                     && made.signatureHtml.contains(QLatin1String("data:image/png;base64,iVBOR")),
                 qPrintable(made.signatureHtml));
        for (const char *bad : {"script", "onclick", "spy.example", "cid:"})
            QVERIFY2(!made.signatureHtml.contains(QLatin1String(bad)), bad);
        QVERIFY(made.signatureText.startsWith(QLatin1String("Ann")));
        // Opened again, it is what it was.
        const IdentityDialog again(made, {}, {});
        QVERIFY(
            again.identity().signatureHtml.contains(QLatin1String("data:image/png;base64,iVBOR")));
        QVERIFY(
            !IdentityDialog({}, {}, {}).importHtml(QStringLiteral("<script>x</script>")).isEmpty());
    }

    void answer_isFromTheSecondIdentityTheMailWasSentTo()
    {
        openSettings();
        Identity second = identities().first();
        second.id = {};
        second.name = QStringLiteral("Ann at Work");
        second.email = QStringLiteral("ann@work.example");
        second.signatureText = QStringLiteral("Office");
        OutboxWriter(m_fixture->writer())
            .setIdentities(m_account, identities() + QList<Identity>{second});
        BackgroundReader reader(m_fixture->store());
        ComposeStarter starter(m_fixture->store(), m_fixture->engine(), reader);
        const PlacementId toSecond = m_fixture->addMessage(
            m_account,
            "From: b@example.org\r\nTo: ann+shop@work.example\r\nMessage-ID: <1@example.org>\r\n"
            "Date: Sat, 21 Nov 2020 10:00:00 +0000\r\nSubject: x\r\n\r\ntext\r\n");
        std::optional<ComposeStart> start;
        starter.answer({}, toSecond,
                       [&](const ComposeStart &s, const std::optional<MailError> &) { start = s; });
        QTRY_VERIFY(start);
        QCOMPARE(start->composition.from.mailbox, QStringLiteral("ann+shop@work.example"));
        QCOMPARE(start->composition.from.name, QStringLiteral("Ann at Work"));
        QCOMPARE(start->senders.at(start->sender).address.mailbox,
                 QStringLiteral("ann@work.example"));
        QVERIFY(start->composition.text.contains(QLatin1String("Office")));
    }

    void serverAdded_isCheckedWithARealOneAndKept()
    {
        SmtpScript behind;
        const ScriptedServer relay(std::vector{behind.script()});
        MailServerOptions options;
        options.arguments = {QStringLiteral("--submission"), QString::number(relay.port())};
        const MailServer mail(options);
        openSettings([&mail](Account &account) { account.caFile = mail.caFile(); });
        auto &dialog = press<OutgoingServerDialog>("OutgoingPage", "addButton");
        const Endpoint real = mail.endpoint(QStringLiteral("submission"));
        typeText(dialog, "hostEdit", real.host);
        sendingPart<QSpinBox>(dialog, "portSpin").setValue(real.port);
        typeText(dialog, "userEdit", QStringLiteral("alice"));
        sendingPart<QComboBox>(dialog, "passwordKind").setCurrentIndex(1);
        typeText(dialog, "passwordEdit", QStringLiteral("wrong"));
        const auto &result = sendingPart<QLabel>(dialog, "resultText");
        auto &check = sendingPart<QPushButton>(dialog, "checkButton");
        check.click();
        QTRY_VERIFY_WITH_TIMEOUT(check.isEnabled(), sendingWaitMs);
        QVERIFY2(!result.text().startsWith(QLatin1String("Signed in")) && !result.text().isEmpty(),
                 qPrintable(result.text()));
        typeText(dialog, "passwordEdit", QStringLiteral("secret"));
        QVERIFY(result.text().isEmpty()); // another password, another verdict
        check.click();
        QTRY_VERIFY_WITH_TIMEOUT(check.isEnabled(), sendingWaitMs);
        QVERIFY2(result.text().startsWith(QLatin1String("Signed in")), qPrintable(result.text()));
        pressOk(dialog);
        QTRY_COMPARE(servers().size(), 2);
        const OutgoingServer kept = servers().at(1);
        QVERIFY(kept.endpoint == real);
        QCOMPARE(kept.user, QStringLiteral("alice"));
        QVERIFY(kept.ownPassword);
        QCOMPARE(m_fixture->writer().account(m_account)->outgoing.id, servers().first().id);
        auto &list = sendingPart<QListWidget>(pageOf(*m_dialog, "OutgoingPage"), "serverList");
        QTRY_COMPARE(list.count(), 2);
    }

    void serverOfAnUnknownAuthority_isRefusedWithItsCertificateToLookAt()
    {
        SmtpScript behind;
        const ScriptedServer relay(std::vector{behind.script()});
        MailServerOptions options;
        options.arguments = {QStringLiteral("--submission"), QString::number(relay.port())};
        const MailServer mail(options);
        openSettings();
        auto &dialog = press<OutgoingServerDialog>("OutgoingPage", "addButton");
        const Endpoint real = mail.endpoint(QStringLiteral("submission"));
        typeText(dialog, "hostEdit", real.host);
        sendingPart<QSpinBox>(dialog, "portSpin").setValue(real.port);
        sendingPart<QComboBox>(dialog, "passwordKind").setCurrentIndex(1);
        typeText(dialog, "passwordEdit", QStringLiteral("secret"));
        auto &show = sendingPart<QPushButton>(dialog, "certificateButton");
        QVERIFY(!show.isVisibleTo(&dialog));
        sendingPart<QPushButton>(dialog, "checkButton").click();
        QTRY_VERIFY_WITH_TIMEOUT(show.isVisibleTo(&dialog), sendingWaitMs);
        QVERIFY(!sendingPart<QLabel>(dialog, "resultText").text().isEmpty());
    }

    void serverThatAnIdentityUses_isRemovedAndItsFallsBack()
    {
        openSettings();
        OutboxWriter outbox(m_fixture->writer());
        OutgoingServer other;
        other.endpoint = {QStringLiteral("smtp.work.example"), 465, ConnectionSecurity::Tls};
        other.id = outbox.setOutgoingServer(m_account, other);
        Identity first = identities().first();
        first.outgoing = other.id;
        outbox.setIdentities(m_account, {first});
        QWidget &page = pageOf(*m_dialog, "OutgoingPage");
        auto &list = sendingPart<QListWidget>(page, "serverList");
        QTRY_COMPARE(list.count(), 2);
        list.setCurrentRow(0);
        QVERIFY(!sendingPart<QPushButton>(page, "removeButton").isEnabled()); // the account's own
        list.setCurrentRow(1);
        sendingPart<QPushButton>(page, "removeButton").click();
        const QString told =
            sendingPart<QMessageBox>(*m_dialog, "removeServerQuestion").informativeText();
        QVERIFY2(told.contains(QLatin1String("smtp.home.example"))
                     && told.contains(QLatin1String("ann@home.example")),
                 qPrintable(told));
        answer(*m_dialog, "removeServerQuestion");
        QTRY_COMPARE(list.count(), 1);
        QVERIFY(!identities().first().outgoing);
        const Account account = *m_fixture->writer().account(m_account);
        QCOMPARE(outbox.serverFor(account, first.id).endpoint.host,
                 QStringLiteral("smtp.home.example"));
        QTRY_VERIFY(sendingPart<QLabel>(page, "noteText").isVisibleTo(&page));
    }

    void serverUsedByDefault_isTheAccountsOwnFromThenOn()
    {
        openSettings();
        OutgoingServer other;
        other.endpoint = {QStringLiteral("smtp.work.example"), 587, ConnectionSecurity::StartTls};
        OutboxWriter(m_fixture->writer()).setOutgoingServer(m_account, other);
        QWidget &page = pageOf(*m_dialog, "OutgoingPage");
        auto &list = sendingPart<QListWidget>(page, "serverList");
        QTRY_COMPARE(list.count(), 2);
        list.setCurrentRow(1);
        sendingPart<QPushButton>(page, "defaultButton").click();
        QTRY_COMPARE(m_fixture->writer().account(m_account)->outgoing.endpoint.host,
                     QStringLiteral("smtp.work.example"));
        // A rule for sent mail is kept with the dialog, and doesn't bring the old server back.
        sendingPart<QComboBox>(page, "sentCombo").setCurrentIndex(2);
        pressOk(*m_dialog);
        QTRY_VERIFY(m_fixture->writer().account(m_account)->sentFiling == SentFiling::ByServer);
        QCOMPARE(m_fixture->writer().account(m_account)->outgoing.endpoint.host,
                 QStringLiteral("smtp.work.example"));
    }

    void keyringMissing_ownPasswordIsNotKeptAndSaysSo()
    {
        openSettings(
            [](Account &account) { account.password.kind = PasswordSource::Kind::Keyring; });
        auto &dialog = press<OutgoingServerDialog>("OutgoingPage", "addButton");
        typeText(dialog, "hostEdit", QStringLiteral("smtp.work.example"));
        sendingPart<QComboBox>(dialog, "passwordKind").setCurrentIndex(1);
        pressOk(dialog);
        QVERIFY(!sendingPart<QLabel>(dialog, "problemText").text().isEmpty()); // none was typed
        typeText(dialog, "passwordEdit", QStringLiteral("secret"));
        pressOk(dialog);
        const auto &problem = sendingPart<QLabel>(dialog, "problemText");
        QTRY_VERIFY2(problem.text().contains(QLatin1String("keyring")), qPrintable(problem.text()));
        QVERIFY(dialog.isVisible());
        QCOMPARE(servers().size(), 1);
    }

    void passwordFromACommand_isKeptWithItsServer()
    {
        openSettings();
        auto &dialog = press<OutgoingServerDialog>("OutgoingPage", "addButton");
        typeText(dialog, "hostEdit", QStringLiteral("smtp.work.example"));
        sendingPart<QComboBox>(dialog, "passwordKind").setCurrentIndex(2);
        pressOk(dialog);
        QVERIFY(dialog.isVisible());
        typeText(dialog, "commandEdit", QStringLiteral("printf secret"));
        pressOk(dialog);
        QTRY_COMPARE(servers().size(), 2);
        QVERIFY(servers().at(1).ownPassword);
        QCOMPARE(servers().at(1).passwordCommand, QStringLiteral("printf secret"));
    }

    void passwordProvidedWhileSending_isTheServersOwn()
    {
        openSettings();
        const Account account = *m_fixture->writer().account(m_account);
        OutgoingPasswordDialog dialog(account, account.outgoing, QString(), m_fixture->engine());
        dialog.show();
        typeText(dialog, "passwordEdit", QStringLiteral("other"));
        pressOk(dialog);
        QTRY_VERIFY(m_fixture->writer().account(m_account)->outgoing.ownPassword);
        QVERIFY(!dialog.isVisible());
    }
};

QTEST_MAIN(SendingSettingsTest)
#include "tst_sendingsettings.moc"
