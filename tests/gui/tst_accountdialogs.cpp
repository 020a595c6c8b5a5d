// SPDX-License-Identifier: MIT
#include "gui/accountsettingsdialog.h"
#include "gui/addaccountdialog.h"
#include "gui/certificatedialog.h"
#include "gui/passworddialog.h"
#include "gui/pendingchangesdialog.h"
#include "gui/preferencesdialog.h"
#include "gui/sending/identitydialog.h"
#include "gui/sending/outgoingserverdialog.h"
#include "support/readingfixture.h"
#include "support/settingsshown.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTest>
#include <QTextEdit>
#include <QTreeWidget>

using namespace Turnstone;
using Test::ReadingFixture;

namespace {

template <typename T> T &child(QWidget &dialog, const char *name)
{
    T *found = dialog.findChild<T *>(QString::fromLatin1(name));
    if (!found)
        qFatal("no control called %s", name);
    return *found;
}

void typeInto(QWidget &dialog, const char *name, const QString &text)
{
    auto &edit = child<QLineEdit>(dialog, name);
    edit.clear();
    QTest::keyClicks(&edit, text);
}

/// Goes on to the second page as a user would.
void fillIdentity(AddAccountDialog &dialog,
                  const QString &email = QStringLiteral("ann@home.example"))
{
    typeInto(dialog, "nameEdit", QStringLiteral("Ann Miller"));
    typeInto(dialog, "emailEdit", email);
    typeInto(dialog, "passwordEdit", QStringLiteral("secret"));
    auto &next = child<QPushButton>(dialog, "nextButton");
    QTRY_VERIFY(next.isEnabled()); // the names of other accounts are read
    next.click();
}

MailError refusal(ErrorKind kind, const char *sentence)
{
    return {ErrorScope::Session, kind, RetryClass::Never, QString::fromLatin1(sentence), {}};
}

QList<std::shared_ptr<QDialog>> everyDialog(ReadingFixture &fixture)
{
    MailError error = refusal(ErrorKind::Security, "The certificate is self-signed.");
    error.certificateSha256 = QByteArray(32, '\x5a');
    error.detail = QStringLiteral("CN=mail.example.org");
    const Account account = fixture.writer().accounts().constFirst();
    return {
        std::make_shared<AddAccountDialog>(fixture.store(), fixture.engine(),
                                           fixture.preferences()),
        std::make_shared<AccountSettingsDialog>(fixture.store(), fixture.engine(),
                                                fixture.preferences()),
        std::make_shared<PreferencesDialog>(fixture.preferences()),
        std::make_shared<PendingChangesDialog>(fixture.store(), fixture.engine()),
        std::make_shared<CertificateDialog>(account.incoming.endpoint, error,
                                            fixture.preferences()),
        std::make_shared<PasswordDialog>(account, QString(), fixture.engine()),
        std::make_shared<IdentityDialog>(Identity(), QList<OutgoingServer>(), OutgoingServerId()),
        std::make_shared<OutgoingServerDialog>(account, account.outgoing, fixture.engine(),
                                               fixture.preferences())};
}

bool isControl(const QWidget *widget)
{
    return qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QLineEdit *>(widget)
        || qobject_cast<const QComboBox *>(widget) || qobject_cast<const QAbstractSpinBox *>(widget)
        || qobject_cast<const QAbstractItemView *>(widget)
        || qobject_cast<const QPlainTextEdit *>(widget) || qobject_cast<const QTextEdit *>(widget);
}

/// Parts that Qt makes inside a control have no name of their own.
bool isInner(const QWidget *widget)
{
    for (const QWidget *parent = widget->parentWidget(); parent; parent = parent->parentWidget())
        if (qobject_cast<const QComboBox *>(parent)
            || qobject_cast<const QAbstractSpinBox *>(parent)
            || qobject_cast<const QAbstractItemView *>(parent)
            || qobject_cast<const QLineEdit *>(parent))
            return true;
    return widget->objectName().startsWith(QStringLiteral("qt_"))
        || QByteArray(widget->metaObject()->className()) == "QTabBar";
}

} // namespace

class AccountDialogsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void add_domainOfOnesOwn_getsItsProvidersServersUnlessTheUserWasFaster();
    void add_protocolAndSecurityChosen_portsAreFilledIn();
    void add_secondAccountOfAnAddress_getsAFreeName();
    void add_portTypedByHand_isKept();
    void add_inClear_needsConsentForThatHost();
    void add_checkFails_saysWhyInOneSentence();
    void add_providerSwitchedItOff_saysSoAndOffersItsPage();
    void add_certificateRefused_isPinnedOnlyByAnExplicitChoice();
    void add_checkSucceeds_accountIsAdded();
    void add_noKeyring_saysSoAndAsksAtEachStart();
    void add_closedWhileChecking_checkIsForgotten();
    void add_pop3_leaveOnServerRuleIsKept();
    void settings_changed_areKept();
    void settings_otherRuleForTheServer_asksForOldMailAndSaysHowMany_data();
    void settings_otherRuleForTheServer_asksForOldMailAndSaysHowMany();
    void settings_whatTheServerSaid_isToldInPlainWords();
    void settings_nameTaken_isRefusedInPlainWords();
    void settings_pop3AndImap_showWhatTheyHave();
    void settings_remove_saysWhatIsLostAndRemoves();
    void preferences_changes_holdAtOnce();
    void pending_operations_areListedRetriedAndDiscarded();
    void pending_folderOnItsWay_isOneLineAndDiscardedAsOne();
    void password_given_isHandedOn();
    void everyControl_hasAnAccessibleName();
    void everyDialog_fitsASmallScreenInLongWords();
    void everyBuddyAndTabStop_leadsToAControl();
};

void AccountDialogsTest::initTestCase()
{
    // No keyring here, whatever runs on the machine.
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    QStandardPaths::setTestModeEnabled(true);
}

void AccountDialogsTest::add_domainOfOnesOwn_getsItsProvidersServersUnlessTheUserWasFaster()
{
    ReadingFixture fixture;
    QStringList asked;
    std::function<void(const QStringList &)> answer;
    const ExchangerFinder finder = [&](const QString &domain, QObject *,
                                       std::function<void(const QStringList &)> done) {
        asked.append(domain);
        answer = std::move(done);
    };
    const QStringList google{QStringLiteral("aspmx.l.google.com")};
    AddAccountDialog dialog(fixture.store(), fixture.engine(), fixture.preferences(), nullptr,
                            finder);
    dialog.show();
    const auto &host = child<QLineEdit>(dialog, "incomingHost");
    const auto again = [&](const QString &email) {
        child<QPushButton>(dialog, "backButton").click();
        typeInto(dialog, "emailEdit", email);
        child<QPushButton>(dialog, "nextButton").click();
    };
    fillIdentity(dialog);
    QCOMPARE(asked, QStringList{QStringLiteral("home.example")});
    QCOMPARE(host.text(), QStringLiteral("imap.home.example")); // nobody waits for the answer
    answer(google);
    QCOMPARE(host.text(), QStringLiteral("imap.gmail.com"));
    QVERIFY(child<QLabel>(dialog, "suggestionNote").isVisible());
    QCOMPARE(child<QLineEdit>(dialog, "userEdit").text(), QStringLiteral("ann@home.example"));
    // Nobody whom we know, a host that was typed meanwhile, and an answer for another address.
    again(QStringLiteral("ann@other.example"));
    answer({QStringLiteral("mail.other.example")});
    QCOMPARE(host.text(), QStringLiteral("imap.other.example"));
    again(QStringLiteral("ann@third.example"));
    typeInto(dialog, "incomingHost", QStringLiteral("mine.third.example"));
    answer(google);
    QCOMPARE(host.text(), QStringLiteral("mine.third.example"));
    again(QStringLiteral("ann@fourth.example"));
    const auto late = answer;
    again(QStringLiteral("ann@web.de"));
    late(google);
    QCOMPARE(host.text(), QStringLiteral("imap.web.de"));
    QCOMPARE(asked.size(), 4); // the table has the last one
}

void AccountDialogsTest::add_protocolAndSecurityChosen_portsAreFilledIn()
{
    ReadingFixture fixture;
    AddAccountDialog dialog(fixture.store(), fixture.engine(), fixture.preferences());
    dialog.show();
    QVERIFY(!child<QPushButton>(dialog, "nextButton").isEnabled());
    fillIdentity(dialog);
    auto &port = child<QSpinBox>(dialog, "incomingPort");
    auto &host = child<QLineEdit>(dialog, "incomingHost");
    auto &security = child<QComboBox>(dialog, "incomingSecurity");
    QVERIFY(child<QRadioButton>(dialog, "imapRadio").isChecked());
    QCOMPARE(host.text(), QStringLiteral("imap.home.example"));
    QCOMPARE(port.value(), 993);
    const auto choose = [&security](int index) {
        security.setCurrentIndex(index);
        Q_EMIT security.activated(index);
    };
    choose(1);
    QCOMPARE(port.value(), 143);
    child<QRadioButton>(dialog, "pop3Radio").click();
    QCOMPARE(host.text(), QStringLiteral("pop.home.example"));
    QCOMPARE(port.value(), 995);
    choose(1);
    QCOMPARE(port.value(), 110);
    choose(0);
    QCOMPARE(port.value(), 995);
    QCOMPARE(child<QSpinBox>(dialog, "outgoingPort").value(), 465);
    QVERIFY(child<QComboBox>(dialog, "leaveCombo").isVisibleTo(&dialog));
    child<QRadioButton>(dialog, "imapRadio").click();
    QVERIFY(!child<QComboBox>(dialog, "leaveCombo").isVisibleTo(&dialog));
}

void AccountDialogsTest::add_secondAccountOfAnAddress_getsAFreeName()
{
    ReadingFixture fixture;
    fixture.addAccount(ReadingFixture::account(QStringLiteral("ann@home.example")));
    AddAccountDialog dialog(fixture.store(), fixture.engine(), fixture.preferences());
    dialog.show();
    fillIdentity(dialog);
    QCOMPARE(child<QLineEdit>(dialog, "accountNameEdit").text(),
             QStringLiteral("ann@home.example (2)"));
}

void AccountDialogsTest::add_portTypedByHand_isKept()
{
    ReadingFixture fixture;
    AddAccountDialog dialog(fixture.store(), fixture.engine(), fixture.preferences());
    dialog.show();
    fillIdentity(dialog);
    child<QSpinBox>(dialog, "incomingPort").setValue(1993);
    child<QPushButton>(dialog, "backButton").click();
    child<QPushButton>(dialog, "nextButton").click();
    QCOMPARE(child<QSpinBox>(dialog, "incomingPort").value(), 1993);
}

void AccountDialogsTest::add_inClear_needsConsentForThatHost()
{
    ReadingFixture fixture;
    AddAccountDialog dialog(fixture.store(), fixture.engine(), fixture.preferences());
    dialog.show();
    fillIdentity(dialog);
    auto &security = child<QComboBox>(dialog, "incomingSecurity");
    security.setCurrentIndex(2);
    Q_EMIT security.activated(2);
    auto &consent = child<QCheckBox>(dialog, "incomingClear");
    auto &check = child<QPushButton>(dialog, "checkButton");
    QVERIFY(consent.isVisibleTo(&dialog));
    QVERIFY(child<QLabel>(dialog, "incomingClearText")
                .text()
                .contains(QStringLiteral("imap.home.example")));
    QVERIFY(!check.isEnabled());
    consent.setChecked(true);
    QVERIFY(check.isEnabled());
    typeInto(dialog, "incomingHost", QStringLiteral("other.example"));
    QVERIFY(!consent.isChecked());
    QVERIFY(!check.isEnabled());
}

void AccountDialogsTest::add_checkFails_saysWhyInOneSentence()
{
    ReadingFixture fixture;
    fixture.script().openError =
        refusal(ErrorKind::Authentication, "The server refused the password.");
    AddAccountDialog dialog(fixture.store(), fixture.engine(), fixture.preferences());
    dialog.show();
    fillIdentity(dialog);
    QVERIFY(!child<QPushButton>(dialog, "addButton").isEnabled());
    child<QPushButton>(dialog, "checkButton").click();
    QTRY_COMPARE(child<QLabel>(dialog, "resultText").text(),
                 QStringLiteral("The server refused the password."));
    QVERIFY(!child<QPushButton>(dialog, "certificateButton").isVisible());
    QVERIFY(!child<QPushButton>(dialog, "resultPage").isVisible());
    // Correcting something takes the verdict back.
    typeInto(dialog, "userEdit", QStringLiteral("ann"));
    QVERIFY(!child<QLabel>(dialog, "resultText").isVisible());
    QVERIFY(!child<QPushButton>(dialog, "addButton").isEnabled());
}

void AccountDialogsTest::add_providerSwitchedItOff_saysSoAndOffersItsPage()
{
    ReadingFixture fixture;
    fixture.script().openError = refusal(ErrorKind::Authentication,
                                         "Refused. The server says: “Your account is not enabled "
                                         "for IMAP use.”");
    AddAccountDialog dialog(fixture.store(), fixture.engine(), fixture.preferences());
    dialog.show();
    fillIdentity(dialog, QStringLiteral("ann@gmail.com"));
    auto &note = child<QPushButton>(dialog, "suggestionPage");
    QVERIFY(note.isVisible());
    QCOMPARE(note.toolTip(), QStringLiteral("https://myaccount.google.com/apppasswords"));
    child<QPushButton>(dialog, "checkButton").click();
    const auto &text = child<QLabel>(dialog, "resultText");
    QTRY_VERIFY2(text.text().startsWith(QLatin1String("Gmail lets mail programs in by IMAP only")),
                 qPrintable(text.text()));
    auto &page = child<QPushButton>(dialog, "resultPage");
    QVERIFY(page.isVisible());
    QCOMPARE(page.toolTip(),
             QStringLiteral("https://mail.google.com/mail/u/0/#settings/fwdandpop"));
}

void AccountDialogsTest::add_certificateRefused_isPinnedOnlyByAnExplicitChoice()
{
    ReadingFixture fixture;
    MailError error = refusal(ErrorKind::Security, "The certificate is self-signed.");
    error.certificateSha256 = QByteArray(32, '\xab');
    fixture.script().openError = error;
    AddAccountDialog dialog(fixture.store(), fixture.engine(), fixture.preferences());
    dialog.show();
    fillIdentity(dialog);
    child<QPushButton>(dialog, "checkButton").click();
    auto &show = child<QPushButton>(dialog, "certificateButton");
    QTRY_VERIFY(show.isVisible());
    show.click();
    auto *certificate = dialog.findChild<CertificateDialog *>();
    QVERIFY(certificate);
    QVERIFY(child<QPlainTextEdit>(*certificate, "fingerprintText")
                .toPlainText()
                .startsWith(QStringLiteral("AB:AB:AB")));
    auto &buttons = child<QDialogButtonBox>(*certificate, "buttons");
    QPushButton *accept = nullptr;
    for (QAbstractButton *button : buttons.buttons())
        if (buttons.buttonRole(button) == QDialogButtonBox::AcceptRole)
            accept = qobject_cast<QPushButton *>(button);
    QVERIFY(accept);
    QVERIFY(!accept->isEnabled());
    QVERIFY(fixture.preferences().pins().isEmpty());
    {
        const QMutexLocker lock(&fixture.script().mutex);
        fixture.script().openError.reset();
    }
    child<QCheckBox>(*certificate, "comparedCheck").setChecked(true);
    accept->click();
    QCOMPARE(fixture.preferences().pins().value(QStringLiteral("imap.home.example:993")),
             QByteArray(32, '\xab'));
    QTRY_VERIFY(child<QPushButton>(dialog, "addButton").isEnabled()); // checked again
}

void AccountDialogsTest::add_checkSucceeds_accountIsAdded()
{
    ReadingFixture fixture;
    AddAccountDialog dialog(fixture.store(), fixture.engine(), fixture.preferences());
    QSignalSpy added(&dialog, &AddAccountDialog::accountAdded);
    dialog.show();
    fillIdentity(dialog);
    child<QComboBox>(dialog, "passwordWhere").setCurrentIndex(1);
    child<QPushButton>(dialog, "checkButton").click();
    QTRY_VERIFY(child<QPushButton>(dialog, "addButton").isEnabled());
    QCOMPARE(child<QPushButton>(dialog, "addButton").text(), QStringLiteral("&Add Account"));
    child<QPushButton>(dialog, "addButton").click();
    QTRY_COMPARE(added.size(), 1);
    const auto account = fixture.writer().accountByName(QStringLiteral("ann@home.example"));
    QVERIFY(account);
    QCOMPARE(account->displayName, QStringLiteral("Ann Miller"));
    QCOMPARE(account->incoming.protocol, QStringLiteral("imap"));
    QCOMPARE(account->password.kind, PasswordSource::Kind::AskEachStart);
    QVERIFY(!dialog.isVisible());
}

void AccountDialogsTest::add_noKeyring_saysSoAndAsksAtEachStart()
{
    ReadingFixture fixture;
    AddAccountDialog dialog(fixture.store(), fixture.engine(), fixture.preferences());
    QSignalSpy added(&dialog, &AddAccountDialog::accountAdded);
    dialog.show();
    fillIdentity(dialog);
    child<QPushButton>(dialog, "checkButton").click();
    QTRY_VERIFY(child<QPushButton>(dialog, "addButton").isEnabled());
    child<QPushButton>(dialog, "addButton").click();
    auto &ask = child<QPushButton>(dialog, "askEachStartButton");
    QTRY_VERIFY_WITH_TIMEOUT(ask.isVisible(), 20'000);
    QVERIFY(child<QLabel>(dialog, "resultText")
                .text()
                .contains(QStringLiteral("never writes a password")));
    QVERIFY(fixture.writer().accounts().isEmpty());
    ask.click();
    QTRY_COMPARE(added.size(), 1);
    QCOMPARE(fixture.writer().accounts().constFirst().password.kind,
             PasswordSource::Kind::AskEachStart);
}

void AccountDialogsTest::add_closedWhileChecking_checkIsForgotten()
{
    ReadingFixture fixture;
    QSignalSpy finished(&fixture.engine(), &Engine::checkFinished);
    {
        AddAccountDialog dialog(fixture.store(), fixture.engine(), fixture.preferences());
        dialog.show();
        fillIdentity(dialog);
        child<QPushButton>(dialog, "checkButton").click();
        QCOMPARE(child<QPushButton>(dialog, "checkButton").text(),
                 QStringLiteral("Stop Chec&king"));
    }
    QCoreApplication::processEvents();
    QVERIFY(fixture.writer().accounts().isEmpty());
}

void AccountDialogsTest::add_pop3_leaveOnServerRuleIsKept()
{
    ReadingFixture fixture;
    AddAccountDialog dialog(fixture.store(), fixture.engine(), fixture.preferences());
    QSignalSpy added(&dialog, &AddAccountDialog::accountAdded);
    dialog.show();
    fillIdentity(dialog);
    child<QRadioButton>(dialog, "pop3Radio").click();
    child<QComboBox>(dialog, "leaveCombo").setCurrentIndex(1);
    child<QSpinBox>(dialog, "leaveDays").setValue(14);
    child<QComboBox>(dialog, "passwordWhere").setCurrentIndex(1);
    child<QPushButton>(dialog, "checkButton").click();
    QTRY_VERIFY(child<QPushButton>(dialog, "addButton").isEnabled());
    child<QPushButton>(dialog, "addButton").click();
    QTRY_COMPARE(added.size(), 1);
    const Account account = fixture.writer().accounts().constFirst();
    const LeaveOnServer expected{LeaveOnServer::Rule::Days, 14};
    QVERIFY(account.incoming.leaveOnServer == expected);
    QCOMPARE(account.incoming.endpoint.port, quint16(995));
}

void AccountDialogsTest::settings_changed_areKept()
{
    ReadingFixture fixture;
    const AccountId id =
        fixture.addAccount(ReadingFixture::account(QStringLiteral("Home"), QStringLiteral("pop3")));
    AccountSettingsDialog dialog(fixture.store(), fixture.engine(), fixture.preferences(), id);
    dialog.show();
    QVERIFY(Test::showsAccounts(dialog));
    typeInto(dialog, "accountNameEdit", QStringLiteral("House"));
    child<QRadioButton>(dialog, "leaveUntilDeleted").click();
    child<QDialogButtonBox>(dialog, "buttons").button(QDialogButtonBox::Ok)->click();
    QTRY_VERIFY(!dialog.isVisible());
    const Account account = *fixture.writer().account(id);
    QCOMPARE(account.name, QStringLiteral("House"));
    QCOMPARE(account.incoming.leaveOnServer.rule, LeaveOnServer::Rule::UntilDeleted);
}

void AccountDialogsTest::settings_otherRuleForTheServer_asksForOldMailAndSaysHowMany_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<bool>("kept");
    QTest::addColumn<int>("deleted");
    QTest::newRow("only new mail") << "onlyNew" << true << 0;
    QTest::newRow("old mail too") << "oldToo" << true << 2;
    QTest::newRow("cancelled") << "" << false << 0;
}

void AccountDialogsTest::settings_otherRuleForTheServer_asksForOldMailAndSaysHowMany()
{
    QFETCH(QString, button);
    QFETCH(bool, kept);
    QFETCH(int, deleted);
    ReadingFixture fixture;
    const AccountId id =
        fixture.addAccount(ReadingFixture::account(QStringLiteral("Home"), QStringLiteral("pop3")));
    const IncomingServerId server = fixture.writer().account(id)->incoming.id;
    {
        WriteTransaction transaction(fixture.writer());
        MailWriter::SeenFolder inbox;
        inbox.path = "INBOX";
        inbox.name = QStringLiteral("INBOX");
        inbox.role = FolderRole::Inbox;
        const RemoteFolderId folder = fixture.writer().foldersSeen(server, {inbox}).constFirst().id;
        IncomingMessage message;
        for (const char *key : {"a", "b"}) {
            message.key = key;
            fixture.writer().headersArrived(folder, {message});
        }
        transaction.commit();
        QList<PlacementId> all;
        ListQuery query;
        query.folders = {fixture.writer().folderByRole(id, FolderRole::Inbox)->id};
        for (const qint64 one : fixture.writer().ids(query))
            all.append(PlacementId(one));
        fixture.writer().remove(all, true, {});
    }
    AccountSettingsDialog dialog(fixture.store(), fixture.engine(), fixture.preferences(), id);
    dialog.show();
    QVERIFY(Test::showsAccounts(dialog));
    child<QRadioButton>(dialog, "leaveUntilMoved").click();
    child<QDialogButtonBox>(dialog, "buttons").button(QDialogButtonBox::Ok)->click();
    QTRY_VERIFY(dialog.findChild<QMessageBox *>(QStringLiteral("leaveQuestion")));
    auto *box = dialog.findChild<QMessageBox *>(QStringLiteral("leaveQuestion"));
    QVERIFY(box->text().contains(QStringLiteral("the 2 message")));
    if (button.isEmpty())
        box->reject();
    else
        child<QPushButton>(*box, button.toLatin1().constData()).click();
    QTRY_COMPARE(dialog.isVisible(), !kept);
    QCOMPARE(fixture.writer().account(id)->incoming.leaveOnServer.rule,
             kept ? LeaveOnServer::Rule::UntilMoved : LeaveOnServer::Rule::Forever);
    QTRY_COMPARE(fixture.writer().deletedHere(server).size(), kept ? deleted : 2);
}

void AccountDialogsTest::settings_whatTheServerSaid_isToldInPlainWords()
{
    ReadingFixture fixture;
    const AccountId id =
        fixture.addAccount(ReadingFixture::account(QStringLiteral("Home"), QStringLiteral("pop3")));
    {
        WriteTransaction transaction(fixture.writer());
        fixture.writer().setServerTerms(fixture.writer().account(id)->incoming.id, {30, 900});
        transaction.commit();
    }
    AccountSettingsDialog dialog(fixture.store(), fixture.engine(), fixture.preferences(), id);
    dialog.show();
    QVERIFY(Test::showsAccounts(dialog));
    QTRY_VERIFY(!child<QLabel>(dialog, "leaveTerms").text().isEmpty());
    const QString text = child<QLabel>(dialog, "leaveTerms").text();
    QVERIFY2(text.contains(QStringLiteral("by itself after 30 day")), qPrintable(text));
    QVERIFY(text.contains(QStringLiteral("900 second(s) between")));
}

void AccountDialogsTest::settings_nameTaken_isRefusedInPlainWords()
{
    ReadingFixture fixture;
    fixture.addAccount(ReadingFixture::account(QStringLiteral("Home")));
    const AccountId id = fixture.addAccount(ReadingFixture::account(QStringLiteral("Work")));
    AccountSettingsDialog dialog(fixture.store(), fixture.engine(), fixture.preferences(), id);
    dialog.show();
    QVERIFY(Test::showsAccounts(dialog));
    typeInto(dialog, "accountNameEdit", QStringLiteral("home"));
    child<QDialogButtonBox>(dialog, "buttons").button(QDialogButtonBox::Ok)->click();
    QVERIFY(dialog.isVisible());
    QCOMPARE(child<QLabel>(dialog, "problemText").text(),
             QStringLiteral("There is an account called “Home” already."));
}

void AccountDialogsTest::settings_pop3AndImap_showWhatTheyHave()
{
    ReadingFixture fixture;
    fixture.addAccount(ReadingFixture::account(QStringLiteral("A")));
    fixture.addAccount(ReadingFixture::account(QStringLiteral("B"), QStringLiteral("pop3")));
    AccountSettingsDialog dialog(fixture.store(), fixture.engine(), fixture.preferences());
    dialog.show();
    QVERIFY(Test::showsAccounts(dialog));
    auto &tabs = child<QTabWidget>(dialog, "tabs");
    auto *leave = tabs.findChild<QWidget *>(QStringLiteral("leaveTab"));
    QVERIFY(!tabs.isTabVisible(tabs.indexOf(leave)));
    child<QListWidget>(dialog, "accountList").setCurrentRow(1);
    QVERIFY(tabs.isTabVisible(tabs.indexOf(leave)));
    QVERIFY(child<QLabel>(dialog, "protocolText").text().startsWith(QStringLiteral("POP3")));
}

void AccountDialogsTest::settings_remove_saysWhatIsLostAndRemoves()
{
    ReadingFixture fixture;
    const AccountId id =
        fixture.addAccount(ReadingFixture::account(QStringLiteral("Home"), QStringLiteral("pop3")));
    AccountSettingsDialog dialog(fixture.store(), fixture.engine(), fixture.preferences(), id);
    QSignalSpy removed(&dialog, &AccountSettingsDialog::accountRemoved);
    dialog.show();
    QVERIFY(Test::showsAccounts(dialog));
    child<QPushButton>(dialog, "removeButton").click();
    auto *box = dialog.findChild<QMessageBox *>();
    QVERIFY(box);
    QVERIFY(box->informativeText().contains(QStringLiteral("lost for good")));
    QVERIFY(fixture.writer().account(id));
    for (QAbstractButton *button : box->buttons())
        if (box->buttonRole(button) == QMessageBox::DestructiveRole)
            button->click();
    QTRY_COMPARE(removed.size(), 1);
    QVERIFY(!fixture.writer().account(id));
    QCOMPARE(child<QListWidget>(dialog, "accountList").count(), 0);
}

void AccountDialogsTest::preferences_changes_holdAtOnce()
{
    ReadingFixture fixture;
    PreferencesDialog dialog(fixture.preferences());
    dialog.show();
    auto &theme = child<QComboBox>(dialog, "themeCombo");
    theme.setCurrentIndex(2);
    Q_EMIT theme.activated(2);
    QCOMPARE(fixture.preferences().get(Pref::theme), QStringLiteral("dark"));
    child<QCheckBox>(dialog, "markReadCheck").setChecked(false);
    QCOMPARE(fixture.preferences().get(Pref::markReadAfterMs), -1);
    child<QCheckBox>(dialog, "preferPlainCheck").setChecked(true);
    QVERIFY(fixture.preferences().get(Pref::preferPlainText));
    child<QSpinBox>(dialog, "intervalSpin").setValue(3);
    QCOMPARE(fixture.preferences().get(Pref::syncIntervalMinutes), 3);
    auto &metered = child<QComboBox>(dialog, "meteredCombo");
    QCOMPARE(metered.currentIndex(), 0);
    metered.setCurrentIndex(1);
    Q_EMIT metered.activated(1);
    QCOMPARE(fixture.preferences().get(Pref::metered), QStringLiteral("yes"));
    PreferencesDialog again(fixture.preferences());
    QCOMPARE(child<QComboBox>(again, "themeCombo").currentIndex(), 2);
    QVERIFY(!child<QCheckBox>(again, "markReadCheck").isChecked());
    QCOMPARE(child<QComboBox>(again, "meteredCombo").currentIndex(), 1);
}

void AccountDialogsTest::pending_operations_areListedRetriedAndDiscarded()
{
    ReadingFixture fixture;
    const AccountId account = fixture.addAccount(ReadingFixture::account(QStringLiteral("Home")));
    const PlacementId id = fixture.addMessage(
        account, "From: a@x.example\r\nSubject: Lunch\r\nMessage-ID: <1@x>\r\n\r\nHello\r\n");
    fixture.writer().setFlags({id}, {Flag::Seen, {}, {}, {}}, {true, true, true});
    PendingChangesDialog dialog(fixture.store(), fixture.engine());
    dialog.show();
    auto &list = child<QTreeWidget>(dialog, "list");
    QTRY_COMPARE(list.topLevelItemCount(), 1);
    QCOMPARE(list.topLevelItem(0)->text(0), QStringLiteral("Mark “Lunch” as read"));
    QCOMPARE(list.topLevelItem(0)->text(1), QStringLiteral("Home"));
    QVERIFY(!list.topLevelItem(0)->text(3).isEmpty());
    QVERIFY(!list.horizontalScrollBar()->isVisible()); // every column is in sight
    QVERIFY(!child<QPushButton>(dialog, "discardButton").isEnabled());
    list.topLevelItem(0)->setSelected(true);
    child<QPushButton>(dialog, "discardButton").click();
    auto *box = dialog.findChild<QMessageBox *>();
    QVERIFY(box);
    for (QAbstractButton *button : box->buttons())
        if (box->buttonRole(button) == QMessageBox::DestructiveRole)
            button->click();
    QTRY_COMPARE(list.topLevelItemCount(), 0);
    QVERIFY(!fixture.writer().row(id)->flags.flags.testFlag(Flag::Seen));
}

void AccountDialogsTest::pending_folderOnItsWay_isOneLineAndDiscardedAsOne()
{
    ReadingFixture fixture;
    const AccountId from = fixture.addAccount(ReadingFixture::account(QStringLiteral("Home")));
    const AccountId to = fixture.addAccount(ReadingFixture::account(QStringLiteral("Work")));
    MailWriter &writer = fixture.writer();
    const ActionTraits traits{true, true, true};
    const FolderId folder = writer.createFolder(from, QStringLiteral("Trips"), {});
    QList<PlacementId> mail;
    for (int i = 0; i < 3; ++i)
        mail.append(fixture.addMessage(
            from,
            QStringLiteral("From: a@x.example\r\nSubject: %1\r\nMessage-ID: <%1@x>\r\n\r\n%1\r\n")
                .arg(i)
                .toUtf8()));
    writer.move(mail, folder, {});
    const auto traitsOf = [&](AccountId) { return traits; };
    writer.transferFolder(folder, to, {}, true, traitsOf);
    while (writer.continueFolderTransfers(traitsOf)) { }
    QVERIFY(writer.operations().size() > 1);
    PendingChangesDialog dialog(fixture.store(), fixture.engine());
    dialog.show();
    auto &list = child<QTreeWidget>(dialog, "list");
    QTRY_COMPARE(list.topLevelItemCount(), 1);
    QVERIFY2(list.topLevelItem(0)->text(0).startsWith(
                 QStringLiteral("Move the folder “Trips” to Work: 0 of 3 ")),
             qPrintable(list.topLevelItem(0)->text(0)));
    QVERIFY(!list.topLevelItem(0)->text(2).isEmpty());
    QVERIFY(!list.topLevelItem(0)->text(3).isEmpty());
    list.topLevelItem(0)->setSelected(true);
    child<QPushButton>(dialog, "discardButton").click();
    auto *box = dialog.findChild<QMessageBox *>();
    QVERIFY(box);
    QVERIFY(box->informativeText().contains(QStringLiteral("“Trips” stays where it is")));
    for (QAbstractButton *button : box->buttons())
        if (box->buttonRole(button) == QMessageBox::DestructiveRole)
            button->click();
    QTRY_COMPARE(list.topLevelItemCount(), 0);
    QVERIFY(!writer.folderByPath(to, QStringLiteral("Trips")));
    QCOMPARE(writer.folder(folder)->total, 3);
}

void AccountDialogsTest::password_given_isHandedOn()
{
    ReadingFixture fixture;
    const AccountId id = fixture.addAccount(ReadingFixture::account(QStringLiteral("Home")));
    PasswordDialog dialog(*fixture.writer().account(id), QStringLiteral("It was refused."),
                          fixture.engine());
    dialog.show();
    QCOMPARE(child<QLabel>(dialog, "reasonText").text(), QStringLiteral("It was refused."));
    QVERIFY(!child<QCheckBox>(dialog, "rememberCheck").isVisible()); // asked at each start
    auto *ok = child<QDialogButtonBox>(dialog, "buttons").button(QDialogButtonBox::Ok);
    QVERIFY(!ok->isEnabled());
    typeInto(dialog, "passwordEdit", QStringLiteral("x"));
    ok->click();
    QVERIFY(!dialog.isVisible());
    QVERIFY(child<QLineEdit>(dialog, "passwordEdit").text().isEmpty());
}

void AccountDialogsTest::everyControl_hasAnAccessibleName()
{
    ReadingFixture fixture;
    fixture.addAccount(ReadingFixture::account(QStringLiteral("Home"), QStringLiteral("pop3")));
    for (const auto &dialog : everyDialog(fixture)) {
        dialog->show();
        if (qobject_cast<AccountSettingsDialog *>(dialog.get()))
            QVERIFY(Test::showsAccounts(*dialog));
        for (const QWidget *widget : dialog->findChildren<QWidget *>()) {
            if (!isControl(widget) || isInner(widget))
                continue;
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            const bool named =
                !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty());
            QVERIFY2(named,
                     qPrintable(QLatin1String(dialog->metaObject()->className()) + QLatin1Char('.')
                                + widget->objectName()));
        }
    }
}

void AccountDialogsTest::everyDialog_fitsASmallScreenInLongWords()
{
    ReadingFixture fixture;
    Account account =
        ReadingFixture::account(QString(60, QLatin1Char('W')), QStringLiteral("pop3"));
    fixture.addAccount(account);
    for (const auto &dialog : everyDialog(fixture)) {
        if (auto *add = qobject_cast<AddAccountDialog *>(dialog.get())) {
            add->show();
            fillIdentity(*add);
        }
        dialog->show();
        if (qobject_cast<AccountSettingsDialog *>(dialog.get()))
            QVERIFY(Test::showsAccounts(*dialog));
        // Words a third longer, as German has them.
        for (QAbstractButton *button : dialog->findChildren<QAbstractButton *>())
            button->setText(button->text() + button->text().left(button->text().size() / 3));
        dialog->layout()->activate();
        const QSize least = dialog->minimumSizeHint();
        QVERIFY2(least.width() <= 1024 && least.height() <= 700,
                 qPrintable(QStringLiteral("%1 needs %2×%3")
                                .arg(QLatin1String(dialog->metaObject()->className()))
                                .arg(least.width())
                                .arg(least.height())));
    }
}

void AccountDialogsTest::everyBuddyAndTabStop_leadsToAControl()
{
    ReadingFixture fixture;
    fixture.addAccount(ReadingFixture::account(QStringLiteral("Home")));
    for (const auto &dialog : everyDialog(fixture)) {
        for (const QLabel *label : dialog->findChildren<QLabel *>())
            if (label->text().contains(QLatin1Char('&')) && label->textFormat() != Qt::PlainText)
                QVERIFY2(label->buddy(), qPrintable(label->text()));
        QSet<const QWidget *> reached;
        for (const QWidget *at = dialog->nextInFocusChain(); !reached.contains(at);
             at = at->nextInFocusChain())
            reached.insert(at);
        for (const QLineEdit *edit : dialog->findChildren<QLineEdit *>())
            QVERIFY2(reached.contains(edit), qPrintable(edit->objectName()));
    }
}

QTEST_MAIN(AccountDialogsTest)
#include "tst_accountdialogs.moc"
