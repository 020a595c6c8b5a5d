// SPDX-License-Identifier: MIT
#include "gui/accountsettingsdialog.h"

#include "gui/backgroundreader.h"
#include "gui/helpwindow.h"
#include "gui/icons.h"
#include "gui/keepdialog.h"
#include "gui/leavequestion.h"
#include "gui/messagewords.h"
#include "gui/protocolpage.h"
#include "gui/quotatext.h"
#include "gui/sending/identitiespage.h"
#include "gui/sending/outgoingpage.h"
#include "gui/serverform.h"
#include "gui/settingssearch.h"
#include "store/mailreader.h"
#include "ui_accountsettingsdialog.h"

#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>

namespace Turnstone {

namespace {
constexpr qint64 megabyte = 1024 * 1024;
}

AccountSettingsDialog::AccountSettingsDialog(Store &store, Engine &engine, Preferences &preferences,
                                             AccountId account, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::AccountSettingsDialog>())
    , m_reader(std::make_unique<BackgroundReader>(store))
    , m_store(store)
    , m_engine(engine)
{
    m_ui->setupUi(this);
    m_ui->addAccountButton->setIcon(icon(QStringLiteral("list-add")));
    m_incoming = new ServerForm(
        {m_ui->incomingHost, m_ui->incomingPort, m_ui->incomingSecurity, m_ui->incomingClear,
         m_ui->incomingClearText},
        [this](ConnectionSecurity security) {
            const QString protocol =
                m_row >= 0 ? m_accounts.at(m_row).incoming.protocol : QString();
            return ServerForm::incomingPort(m_engine.registry(), protocol, security);
        },
        this);
    m_identities = new IdentitiesPage(store, engine);
    m_outgoing = new OutgoingPage(store, engine, preferences);
    m_protocol = new ProtocolPage(store, engine);
    int tab = m_ui->tabs->indexOf(m_ui->serverTab);
    m_ui->tabs->insertTab(tab, scrolled(m_identities, QStringLiteral("identitiesTab")),
                          tr("Identities"));
    tab = m_ui->tabs->indexOf(m_ui->serverTab) + 1;
    m_ui->tabs->insertTab(tab, scrolled(m_outgoing, QStringLiteral("outgoingTab")), tr("Sending"));
    m_ui->tabs->insertTab(tab + 1, scrolled(m_protocol, QStringLiteral("protocolTab")),
                          tr("Protocol"));
    connectWidgets();
    connect(m_reader.get(), &BackgroundReader::failed, this, [this](const MailError &error) {
        m_busy = m_asking = false;
        showProblem(error.sentence);
        updateButtons();
    });
    m_search = new SettingsSearch(*m_ui->searchEdit, *m_ui->searchCount, *m_ui->tabs, m_ui->tabs);
    connect(m_protocol, &ProtocolPage::shown, m_search, &SettingsSearch::refresh);
    HelpWindow::prepareButton(*m_ui->helpProtocols, HelpTopic::Protocols);
    HelpWindow::prepareButton(*m_ui->helpPorts, HelpTopic::Ports);
    HelpWindow::prepareButton(*m_ui->helpKept, HelpTopic::Kept);
    HelpWindow::prepareButton(*m_ui->helpMissing, HelpTopic::Missing);
    HelpWindow::prepareKey(*this, HelpTopic::Kept);
    m_ui->accountList->setFocus();
    showAccount(-1);
    reload(account);
}

AccountSettingsDialog::~AccountSettingsDialog() = default;

/// A page grows with the words of a language.
QWidget *AccountSettingsDialog::scrolled(QWidget *page, const QString &name)
{
    auto *area = new QScrollArea(this);
    area->setObjectName(name);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidget(page);
    return area;
}

void AccountSettingsDialog::connectWidgets()
{
    for (QLineEdit *field :
         {m_ui->accountNameEdit, m_ui->passwordEdit, m_ui->commandEdit, m_ui->userEdit})
        connect(field, &QLineEdit::textEdited, this, &AccountSettingsDialog::edited);
    connect(m_ui->passwordWhere, &QComboBox::currentIndexChanged, this,
            &AccountSettingsDialog::edited);
    connect(m_ui->keepCombo, &QComboBox::currentIndexChanged, this, &AccountSettingsDialog::edited);
    connect(m_ui->lessOnMetered, &QCheckBox::toggled, this, &AccountSettingsDialog::edited);
    connect(m_ui->inboxShared, &QCheckBox::toggled, this, &AccountSettingsDialog::edited);
    for (QSpinBox *box : {m_ui->keepDays, m_ui->leaveDays, m_ui->largestKept})
        connect(box, &QSpinBox::valueChanged, this, &AccountSettingsDialog::edited);
    for (QRadioButton *button : {m_ui->leaveForever, m_ui->leaveSomeDays, m_ui->leaveUntilDeleted,
                                 m_ui->leaveUntilMoved, m_ui->leaveNo})
        connect(button, &QRadioButton::toggled, this, &AccountSettingsDialog::edited);
    connect(m_incoming, &ServerForm::edited, this, &AccountSettingsDialog::edited);
    connect(m_outgoing, &OutgoingPage::edited, this, &AccountSettingsDialog::edited);
    // Their changes are kept at once: after what else was typed, or that would undo them.
    m_identities->setBefore([this](std::function<void()> then) { apply(std::move(then)); });
    m_outgoing->setBefore([this](std::function<void()> then) { apply(std::move(then)); });

    connect(m_protocol, &ProtocolPage::guideRequested, this, [this](SwitchGuide::Begin begin) {
        const AccountId account = m_accounts.value(m_row).id;
        apply([this, account, begin] {
            accept();
            Q_EMIT switchRequested(account, begin);
        });
    });
    connect(m_ui->accountList, &QListWidget::currentRowChanged, this,
            &AccountSettingsDialog::selectRow);
    connect(m_ui->addAccountButton, &QPushButton::clicked, this,
            &AccountSettingsDialog::addAccountRequested);
    connect(m_ui->removeButton, &QPushButton::clicked, this, &AccountSettingsDialog::askRemove);
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_ui->buttons, &QDialogButtonBox::accepted, this,
            [this] { apply([this] { accept(); }); });
    connect(m_ui->buttons->button(QDialogButtonBox::Apply), &QPushButton::clicked, this,
            [this] { apply([] {}); });
    connect(&m_store.notifier(), &StoreNotifier::changed, this, [this](const ChangeSet &changes) {
        // An account added or removed elsewhere; what is being typed here is not thrown away.
        if (changes.accounts && !m_dirty && !m_busy)
            reload(m_accounts.value(m_row).id);
    });
}

/// `then` runs once what is kept is shown.
void AccountSettingsDialog::reload(AccountId select, std::function<void()> then)
{
    m_reader->run(
        this, [](MailReader &reader) { return reader.accounts(); },
        [this, select, then = std::move(then),
         number = ++m_reloads](const QList<Account> &accounts) {
            if (number == m_reloads) // else a later one is on its way
                take(accounts, select);
            if (then)
                then();
        });
}

void AccountSettingsDialog::take(const QList<Account> &accounts, AccountId select)
{
    m_busy = false;
    if (m_dirty) { // typed meanwhile: it isn't thrown away
        for (Account &shown : m_accounts) {
            for (const Account &account : accounts) {
                if (account.id == shown.id)
                    shown = account;
            }
        }
        updateButtons();
        return;
    }
    m_accounts = accounts;
    const QSignalBlocker blocker(m_ui->accountList);
    m_ui->accountList->clear();
    int row = m_accounts.isEmpty() ? -1 : 0;
    for (const Account &account : std::as_const(m_accounts)) {
        if (account.id == select)
            row = m_ui->accountList->count();
        auto *item = new QListWidgetItem(icon(QStringLiteral("account")), account.name);
        m_ui->accountList->addItem(item);
    }
    m_ui->accountList->setCurrentRow(row);
    showAccount(row);
}

void AccountSettingsDialog::selectRow(int row)
{
    if (row == m_row)
        return;
    if (!m_dirty) {
        showAccount(row);
        return;
    }
    // What was typed is kept first; where it can't be, the selection goes back to it.
    const AccountId wanted = m_accounts.value(row).id;
    const auto goBack = [this] {
        const QSignalBlocker blocker(m_ui->accountList);
        m_ui->accountList->setCurrentRow(m_row);
    };
    goBack();
    apply([this, wanted] { reload(wanted); });
}

void AccountSettingsDialog::showAccount(int row)
{
    m_filling = true;
    m_row = row;
    m_dirty = false;
    m_ui->tabs->setEnabled(row >= 0);
    const Account account = m_accounts.value(row);
    const bool pop3 = account.incoming.protocol == QStringLiteral("pop3");
    m_ui->accountNameEdit->setText(account.name);
    m_ui->passwordEdit->clear();
    m_ui->passwordWhere->setCurrentIndex(
        account.password.kind == PasswordSource::Kind::Keyring            ? 0
            : account.password.kind == PasswordSource::Kind::AskEachStart ? 1
                                                                          : 2);
    m_ui->commandEdit->setText(account.password.command);
    m_ui->protocolText->setText(
        pop3 ? tr("POP3: mail is collected to this computer, which keeps its folders and marks.")
             : tr("IMAP: mail stays on the server, and all your devices see the same."));
    m_ui->protocolText->setVisible(row >= 0);
    m_incoming->setEndpoint(account.incoming.endpoint, true);
    m_ui->userEdit->setText(account.incoming.user);
    m_ui->keepCombo->setCurrentIndex(account.keep == ContentLevel::Everything ? 0
                                         : account.keep == ContentLevel::Text ? 1
                                                                              : 2);
    m_ui->keepDays->setValue(account.keepDays);
    const LeaveOnServer &leave = account.incoming.leaveOnServer;
    m_ui->leaveForever->setChecked(leave.rule == LeaveOnServer::Rule::Forever);
    m_ui->leaveSomeDays->setChecked(leave.rule == LeaveOnServer::Rule::Days);
    m_ui->leaveUntilDeleted->setChecked(leave.rule == LeaveOnServer::Rule::UntilDeleted);
    m_ui->leaveUntilMoved->setChecked(leave.rule == LeaveOnServer::Rule::UntilMoved);
    m_ui->leaveNo->setChecked(leave.rule == LeaveOnServer::Rule::No);
    m_ui->leaveDays->setValue(leave.days > 0 ? leave.days : 30);
    m_ui->tabs->setTabVisible(m_ui->tabs->indexOf(m_ui->leaveTab), pop3);
    const BackendRegistry::Entry *entry = m_engine.registry().find(account.incoming.protocol);
    const bool parts = entry && entry->traits.partialFetch;
    m_identities->showAccount(account.id);
    m_outgoing->showAccount(account, entry && entry->traits.foldersOnServer);
    m_ui->largestKept->setValue(int(qMin<qint64>(account.largestKept / megabyte, 100'000)));
    m_ui->largestLabel->setText(parts ? tr("Attachments &wait in messages over:")
                                      : tr("Only the te&xt of messages over:"));
    m_ui->lessOnMetered->setChecked(account.lessOnMetered);
    m_ui->inboxShared->setChecked(!account.inboxApart);
    m_ui->storageNote->setText(
        parts ? tr("What is older, or more than this, is removed from this computer where the "
                   "server still has it. What you download for offline stays.")
              : tr("POP3 gives a message whole, or its first lines: text is fetched alone where it "
                   "ends there. The rest stays on the server until you ask for it. Nothing is "
                   "removed from this computer but what the server still holds, and leaves "
                   "there."));
    readStorage(account.id);
    m_protocol->showAccount(account.id);
    showProblem({});
    m_filling = false;
    updateButtons();
}

/// How much there is, once it is counted.
void AccountSettingsDialog::readStorage(AccountId account)
{
    if (std::exchange(m_storageOf, account) != account)
        showStorage({});
    m_reader->run(
        this,
        [account](MailReader &reader) {
            return StorageFacts{account, reader.storage(account), reader.serverLimits(account),
                                reader.serverTerms(account), reader.takenElsewhereUtc(account)};
        },
        [this](const StorageFacts &facts) {
            if (facts.account == m_accounts.value(m_row).id)
                showStorage(facts);
        });
}

void AccountSettingsDialog::showStorage(const StorageFacts &facts)
{
    const MailReader::Storage &storage = facts.storage;
    m_ui->quotaText->setText(quotaText(facts.limits));
    m_ui->leaveTerms->setText(leaveTermsText(facts.terms, facts.takenElsewhereUtc));
    m_ui->quotaText->setVisible(!m_ui->quotaText->text().isEmpty());
    QString text;
    if (facts.account) {
        const QLocale locale;
        text = tr("On this computer: %1 of %2 messages, %3.")
                   .arg(locale.toString(storage.onComputer), locale.toString(storage.total),
                        MessageWords::size(storage.bytes));
        if (storage.onlyHere > 0)
            text += QLatin1Char(' ')
                + tr("%Ln of them on this computer only.", nullptr, int(storage.onlyHere));
    }
    m_ui->storageAmount->setText(text);
    m_ui->storageBar->setRange(0, 1000);
    m_ui->storageBar->setValue(storage.total > 0 ? int(1000 * storage.onComputer / storage.total)
                                                 : 0);
}

void AccountSettingsDialog::edited()
{
    if (m_filling)
        return;
    m_dirty = true;
    showProblem({});
    updateButtons();
}

void AccountSettingsDialog::showProblem(const QString &sentence)
{
    m_ui->problemText->setText(sentence);
    m_ui->problemText->setVisible(!sentence.isEmpty());
}

void AccountSettingsDialog::updateButtons()
{
    const bool any = m_row >= 0;
    m_ui->commandEdit->setEnabled(m_ui->passwordWhere->currentIndex() == 2);
    m_ui->identityForm->setRowVisible(m_ui->commandEdit, m_ui->passwordWhere->currentIndex() == 2);
    m_ui->identityForm->setRowVisible(m_ui->passwordEdit, m_ui->passwordWhere->currentIndex() != 2);
    m_ui->leaveDays->setEnabled(m_ui->leaveSomeDays->isChecked());
    m_ui->leaveWarning->setVisible(!m_ui->leaveForever->isChecked());
    const bool free = !m_busy && !m_asking;
    m_ui->accountList->setEnabled(free);
    m_ui->removeButton->setEnabled(any && free);
    m_ui->buttons->button(QDialogButtonBox::Apply)->setEnabled(m_dirty && free);
    m_ui->buttons->button(QDialogButtonBox::Ok)->setEnabled(free);
    m_ui->tabs->setEnabled(any && free);
    m_search->refresh();
}

Account AccountSettingsDialog::typedAccount() const
{
    Account account = m_accounts.at(m_row);
    account.name = m_ui->accountNameEdit->text().trimmed();
    account.incoming.endpoint = m_incoming->endpoint();
    account.incoming.user = m_ui->userEdit->text().trimmed();
    account.sentFiling = m_outgoing->sentFiling();
    const int where = m_ui->passwordWhere->currentIndex();
    account.password.kind = where == 0 ? PasswordSource::Kind::Keyring
        : where == 1                   ? PasswordSource::Kind::AskEachStart
                                       : PasswordSource::Kind::Command;
    account.password.command = where == 2 ? m_ui->commandEdit->text() : QString();
    const int keep = m_ui->keepCombo->currentIndex();
    account.keep = keep == 0 ? ContentLevel::Everything
        : keep == 1          ? ContentLevel::Text
                             : ContentLevel::Headers;
    account.keepDays = m_ui->keepDays->value();
    // A limit set elsewhere may lie between two megabytes; it changes only if the user changes it.
    if (m_ui->largestKept->value() != account.largestKept / megabyte)
        account.largestKept = m_ui->largestKept->value() * megabyte;
    account.lessOnMetered = m_ui->lessOnMetered->isChecked();
    account.inboxApart = !m_ui->inboxShared->isChecked();
    LeaveOnServer &leave = account.incoming.leaveOnServer;
    leave.rule = m_ui->leaveSomeDays->isChecked() ? LeaveOnServer::Rule::Days
        : m_ui->leaveUntilDeleted->isChecked()    ? LeaveOnServer::Rule::UntilDeleted
        : m_ui->leaveUntilMoved->isChecked()      ? LeaveOnServer::Rule::UntilMoved
        : m_ui->leaveNo->isChecked()              ? LeaveOnServer::Rule::No
                                                  : LeaveOnServer::Rule::Forever;
    leave.days = leave.rule == LeaveOnServer::Rule::Days ? m_ui->leaveDays->value() : 0;
    return account;
}

QString AccountSettingsDialog::problem() const
{
    const Account typed = typedAccount();
    if (typed.name.isEmpty() || typed.name.contains(QLatin1Char('/')))
        return tr("The account needs a name without “/”.");
    for (const Account &other : m_accounts)
        if (other.id != typed.id && other.name.compare(typed.name, Qt::CaseInsensitive) == 0)
            return tr("There is an account called “%1” already.").arg(other.name);
    if (typed.incoming.endpoint.host.isEmpty())
        return tr("The name of the incoming server is missing.");
    if (typed.incoming.user.isEmpty())
        return tr("The user name is missing.");
    if (typed.password.kind == PasswordSource::Kind::Command && typed.password.command.isEmpty())
        return tr("The command that prints the password is missing.");
    return m_incoming->problem();
}

void AccountSettingsDialog::apply(std::function<void()> then)
{
    if (!m_dirty || m_row < 0) {
        then();
        return;
    }
    const QString wrong = problem();
    if (!wrong.isEmpty()) {
        showProblem(wrong);
        return;
    }
    const Account before = m_accounts.at(m_row), typed = typedAccount();
    const bool less = typed.keep < before.keep
        || (typed.keepDays > 0 && (before.keepDays == 0 || typed.keepDays < before.keepDays));
    if (!less) {
        askForOld(then);
        return;
    }
    setAsking(true);
    m_reader->run(
        this,
        [typed](MailReader &reader) {
            return reader.beyondRule(typed.id, {typed.keep, typed.keepDays, typed.largestKept});
        },
        [this, then](const ContentExtent &goes) {
            setAsking(false);
            confirmLess(this, goes, [this, then] { askForOld(then); });
        });
}

/// While it is counted what the user is asked about, nothing else is chosen or applied.
void AccountSettingsDialog::setAsking(bool asking)
{
    m_asking = asking;
    updateButtons();
}

/// Another rule for the server: also for what is there already?
void AccountSettingsDialog::askForOld(std::function<void()> then)
{
    const Account typed = typedAccount();
    const LeaveOnServer rule = typed.incoming.leaveOnServer;
    if (rule == m_accounts.at(m_row).incoming.leaveOnServer) {
        keep(std::move(then), false);
        return;
    }
    setAsking(true);
    m_reader->run(
        this, [id = typed.id, rule](MailReader &reader) { return reader.leaveExtent(id, rule); },
        [this, rule, then](const LeaveExtent &extent) {
            setAsking(false);
            askLeaveRule(this, rule, extent, [this, then](bool alsoOld) { keep(then, alsoOld); });
        });
}

void AccountSettingsDialog::keep(std::function<void()> then, bool alsoOld)
{
    m_busy = true;
    updateButtons();
    std::optional<Secret> password;
    if (!m_ui->passwordEdit->text().isEmpty())
        password = Secret(m_ui->passwordEdit->text().toUtf8());
    m_alsoOld = alsoOld;
    m_engine.updateAccount(
        typedAccount(), password,
        [self = QPointer(this), then = std::move(then)](const Engine::AddResult &result) {
            if (self)
                self->applied(result, then);
        });
}

void AccountSettingsDialog::applied(const Engine::AddResult &result,
                                    const std::function<void()> &then)
{
    if (result.error || result.keyringFailure) {
        m_busy = false;
        showProblem(result.error ? result.error->sentence : result.keyringFailure->sentence);
        updateButtons();
        return;
    }
    if (std::exchange(m_alsoOld, false))
        m_engine.applyLeaveRuleToOld(m_accounts.value(m_row).id);
    m_dirty = false;
    reload(m_accounts.value(m_row).id, then);
}

void AccountSettingsDialog::askRemove()
{
    if (m_row < 0)
        return;
    const Account account = m_accounts.at(m_row);
    const bool pop3 = account.incoming.protocol == QStringLiteral("pop3");
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Remove Account"),
                                tr("Remove “%1” from this computer?").arg(account.name),
                                QMessageBox::Cancel, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(
        pop3
            ? tr("All its mail on this computer is deleted. What was collected and is no longer on "
                 "the server is lost for good. Changes that wait for the server are lost, too.")
            : tr("All its mail on this computer is deleted. What is on the server stays there. "
                 "Changes that wait for the server, and mail that is only here, are lost."));
    QPushButton *button = box->addButton(tr("&Remove Account"), QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(button, &QPushButton::clicked, this, [this, id = account.id] { remove(id); });
    box->open();
}

void AccountSettingsDialog::remove(AccountId account)
{
    m_busy = true;
    m_dirty = false;
    updateButtons();
    m_engine.removeAccount(account, [self = QPointer(this), account] {
        if (!self)
            return;
        self->reload({}, [self, account] { Q_EMIT self->accountRemoved(account); });
    });
}

} // namespace Turnstone
