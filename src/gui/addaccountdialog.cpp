// SPDX-License-Identifier: MIT
#include "gui/addaccountdialog.h"

#include "gui/backgroundreader.h"
#include "gui/certificatedialog.h"
#include "gui/helpwindow.h"
#include "gui/icons.h"
#include "gui/serverform.h"
#include "settings/providers.h"
#include "ui_addaccountdialog.h"

#include <QDesktopServices>
#include <QPointer>
#include <QRegularExpression>
#include <QScreen>

namespace Turnstone {

namespace {

/// In the order of the form's choices.
constexpr LeaveOnServer::Rule leaveRules[] = {
    LeaveOnServer::Rule::Forever, LeaveOnServer::Rule::Days, LeaveOnServer::Rule::UntilDeleted,
    LeaveOnServer::Rule::UntilMoved, LeaveOnServer::Rule::No};
constexpr ContentLevel keepLevels[] = {ContentLevel::Everything, ContentLevel::Text,
                                       ContentLevel::Headers};

} // namespace

AddAccountDialog::AddAccountDialog(Store &store, Engine &engine, Preferences &preferences,
                                   QWidget *parent, ExchangerFinder exchangers)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::AddAccountDialog>())
    , m_engine(engine)
    , m_preferences(preferences)
    , m_findExchangers(std::move(exchangers))
    , m_reader(std::make_unique<BackgroundReader>(store))
{
    m_ui->setupUi(this);
    m_fullHeight = height();
    preparePages();
    connectWidgets();
    HelpWindow::prepareButton(*m_ui->helpProtocols, HelpTopic::Protocols);
    HelpWindow::prepareButton(*m_ui->helpPorts, HelpTopic::Ports);
    HelpWindow::prepareKey(*this, HelpTopic::SwitchOn);
    showIdentityPage();
    readNames();
}

AddAccountDialog::~AddAccountDialog()
{
    if (m_check)
        m_engine.cancelCheck(m_check);
}

void AddAccountDialog::preparePages()
{
    QFont title = m_ui->welcomeTitle->font();
    title.setPointSizeF(title.pointSizeF() * 1.3);
    m_ui->welcomeTitle->setFont(title);
    m_ui->protocolTitle->setFont(title);
    m_ui->resultFrame->hide();
    m_ui->progress->hide();
    m_incoming = new ServerForm(
        {m_ui->incomingHost, m_ui->incomingPort, m_ui->incomingSecurity, m_ui->incomingClear,
         m_ui->incomingClearText},
        [this](ConnectionSecurity security) {
            return ServerForm::incomingPort(m_engine.registry(), m_protocol, security);
        },
        this);
    m_outgoing = new ServerForm({m_ui->outgoingHost, m_ui->outgoingPort, m_ui->outgoingSecurity,
                                 m_ui->outgoingClear, m_ui->outgoingClearText},
                                &ServerForm::outgoingPort, this);
    m_ui->imapText->setAccessibleName(m_ui->imapText->text());
    m_ui->imapRadio->setAccessibleDescription(m_ui->imapText->text());
    m_ui->pop3Radio->setAccessibleDescription(m_ui->pop3Text->text());
}

/// A new account needs a name that no other has; the store says so again when it is added.
void AddAccountDialog::readNames()
{
    const auto read = [this] {
        m_namesRead = true;
        updateButtons();
    };
    connect(m_reader.get(), &BackgroundReader::failed, this, [this, read](const MailError &error) {
        showResult(QStringLiteral("dialog-error"), error.sentence);
        read();
    });
    m_reader->run(
        this, [](MailReader &reader) { return reader.accounts(); },
        [this, read](const QList<Account> &accounts) {
            for (const Account &account : accounts)
                m_takenNames.append(account.name);
            if (accounts.isEmpty())
                m_ui->welcomeTitle->setText(tr("Welcome to Turnstone"));
            read();
        });
}

void AddAccountDialog::connectWidgets()
{
    const auto onEdit = [this] { edited(); };
    for (QLineEdit *field : {m_ui->nameEdit, m_ui->emailEdit, m_ui->passwordEdit, m_ui->userEdit,
                             m_ui->accountNameEdit})
        connect(field, &QLineEdit::textEdited, this, onEdit);
    connect(m_incoming, &ServerForm::edited, this, onEdit);
    connect(m_outgoing, &ServerForm::edited, this, onEdit);
    connect(m_ui->showPassword, &QCheckBox::toggled, this, [this](bool shown) {
        m_ui->passwordEdit->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
    });
    connect(m_ui->imapRadio, &QRadioButton::clicked, this,
            [this] { chooseProtocol(QStringLiteral("imap")); });
    connect(m_ui->pop3Radio, &QRadioButton::clicked, this,
            [this] { chooseProtocol(QStringLiteral("pop3")); });
    connect(m_ui->leaveCombo, &QComboBox::currentIndexChanged, this,
            [this](int index) { m_ui->leaveDays->setVisible(index == 1); });
    m_ui->leaveDays->hide();
    connect(m_ui->cancelButton, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_ui->backButton, &QPushButton::clicked, this, [this] { showIdentityPage(); });
    connect(m_ui->nextButton, &QPushButton::clicked, this, [this] { showServerPage(); });
    connect(m_ui->checkButton, &QPushButton::clicked, this, [this] {
        if (m_check)
            stopCheck();
        else
            startCheck();
    });
    connect(m_ui->addButton, &QPushButton::clicked, this, [this] { addAccount(); });
    connect(m_ui->suggestionPage, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(m_suggestion.page); });
    connect(m_ui->resultPage, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(providerPageIn(m_ui->resultText->text())); });
    connect(m_ui->certificateButton, &QPushButton::clicked, this, [this] { offerCertificate(); });
    connect(m_ui->askEachStartButton, &QPushButton::clicked, this, [this] {
        m_ui->passwordWhere->setCurrentIndex(1);
        addAccount();
    });
    connect(&m_engine, &Engine::checkFinished, this, &AddAccountDialog::checkFinished);
}

void AddAccountDialog::showPage(QWidget *page)
{
    // The first page is short; the second takes the room the form was drawn for.
    const bool first = page == m_ui->identityPage;
    for (QWidget *some : {static_cast<QWidget *>(m_ui->identityPage),
                          static_cast<QWidget *>(m_ui->serverStackPage)})
        some->setSizePolicy(QSizePolicy::Preferred,
                            some == page ? QSizePolicy::Preferred : QSizePolicy::Ignored);
    m_ui->pages->setCurrentWidget(page);
    layout()->activate();
    const int height =
        first ? layout()->totalHeightForWidth(width()) + fontMetrics().height() : m_fullHeight;
    const int middle = pos().y() + frameGeometry().height() / 2;
    resize(width(), qMax(height, minimumSizeHint().height()));
    if (!isVisible())
        return;
    const QRect area = screen()->availableGeometry();
    const int tall = frameGeometry().height();
    move(x(), qMax(area.top(), qMin(middle - tall / 2, area.bottom() - tall)));
}

void AddAccountDialog::showIdentityPage()
{
    stopCheck();
    m_ui->resultFrame->hide();
    showPage(m_ui->identityPage);
    m_ui->nameEdit->setFocus();
    updateButtons();
}

void AddAccountDialog::showServerPage()
{
    suggest();
    showPage(m_ui->serverStackPage);
    (m_protocol == QStringLiteral("pop3") ? m_ui->pop3Radio : m_ui->imapRadio)->setFocus();
    updateButtons();
}

void AddAccountDialog::suggest()
{
    const QString email = m_ui->emailEdit->text().trimmed();
    if (email == m_suggestedFor)
        return; // the user may have corrected the fields
    m_suggestedFor = email;
    m_suggestion = suggestServers(email);
    m_ui->accountNameEdit->setText(freeAccountName(email));
    showSuggestion();
    lookUpProvider();
}

/// A domain of one's own is mostly served by a provider that the table has. What it tells comes
/// late, and changes nothing that the user has typed or tried meanwhile.
void AddAccountDialog::lookUpProvider()
{
    const QString domain = domainToLookUp(m_suggestedFor);
    if (domain.isEmpty())
        return;
    m_findExchangers(domain, this, [this, email = m_suggestedFor](const QStringList &hosts) {
        const ServerSuggestion found = suggestServers(email, hosts);
        const Endpoint &offered =
            m_protocol == QStringLiteral("pop3") ? m_suggestion.pop3 : m_suggestion.imap;
        const bool untouched = m_suggestedFor == email && m_check == 0 && !m_checkedOnce
            && m_ui->userEdit->text() == m_suggestion.user && m_incoming->endpoint() == offered
            && m_outgoing->endpoint() == m_suggestion.smtp;
        if (!found.known || !untouched)
            return;
        m_suggestion = found;
        showSuggestion();
    });
}

void AddAccountDialog::showSuggestion()
{
    m_ui->suggestionNote->setText(m_suggestion.note);
    m_ui->suggestionNote->setVisible(!m_suggestion.note.isEmpty());
    m_ui->suggestionPage->setVisible(!m_suggestion.page.isEmpty());
    m_ui->suggestionPage->setToolTip(m_suggestion.page.toString());
    m_ui->userEdit->setText(m_suggestion.user);
    m_outgoing->setEndpoint(m_suggestion.smtp);
    chooseProtocol(m_protocol.isEmpty() ? QStringLiteral("imap") : m_protocol);
}

QString AddAccountDialog::freeAccountName(const QString &wish) const
{
    QString base = wish;
    base.replace(QLatin1Char('/'), QLatin1Char('-'));
    QString name = base;
    for (int number = 2; m_takenNames.contains(name, Qt::CaseInsensitive); ++number)
        name = QStringLiteral("%1 (%2)").arg(base).arg(number);
    return name;
}

void AddAccountDialog::chooseProtocol(const QString &protocol)
{
    const bool pop3 = protocol == QStringLiteral("pop3");
    m_protocol = protocol;
    (pop3 ? m_ui->pop3Radio : m_ui->imapRadio)->setChecked(true);
    m_incoming->setEndpoint(pop3 ? m_suggestion.pop3 : m_suggestion.imap);
    m_ui->storageForm->setRowVisible(m_ui->leaveRow, pop3);
    // A protocol that gives messages whole only has nothing to choose here.
    const BackendRegistry::Entry *entry = m_engine.registry().find(protocol);
    const bool partial = entry && entry->traits.partialFetch;
    m_ui->storageForm->setRowVisible(m_ui->keepCombo, partial);
    if (!partial)
        m_ui->keepCombo->setCurrentIndex(0);
    edited();
}

void AddAccountDialog::edited()
{
    stopCheck();
    m_checkedOnce = m_checkedWell = false;
    m_certificateError.reset();
    m_ui->resultFrame->hide();
    updateButtons();
}

QString AddAccountDialog::identityProblem() const
{
    static const QRegularExpression address(QStringLiteral("^[^\\s@]+@[^\\s@]+\\.[^\\s@.]+$|"
                                                           "^[^\\s@]+@localhost$"));
    const QString email = m_ui->emailEdit->text().trimmed();
    if (!email.isEmpty() && !address.match(email).hasMatch() && !m_ui->emailEdit->hasFocus())
        return tr("“%1” is not an e-mail address.").arg(email);
    return {};
}

QString AddAccountDialog::serverProblem() const
{
    const QString name = m_ui->accountNameEdit->text().trimmed();
    if (m_incoming->endpoint().host.isEmpty())
        return tr("The name of the incoming server is missing.");
    if (m_ui->userEdit->text().trimmed().isEmpty())
        return tr("The user name is missing.");
    if (name.isEmpty() || name.contains(QLatin1Char('/')))
        return tr("The account needs a name without “/”.");
    if (m_takenNames.contains(name, Qt::CaseInsensitive))
        return tr("There is an account called “%1” already.").arg(name);
    const QString incoming = m_incoming->problem();
    return incoming.isEmpty() ? m_outgoing->problem() : incoming;
}

void AddAccountDialog::updateButtons()
{
    const bool first = m_ui->pages->currentWidget() == m_ui->identityPage;
    const bool busy = m_check || m_adding;
    m_ui->identityProblem->setText(identityProblem());
    m_ui->identityProblem->setVisible(!m_ui->identityProblem->text().isEmpty());
    m_ui->backButton->setVisible(!first);
    m_ui->checkButton->setVisible(!first);
    m_ui->addButton->setVisible(!first);
    m_ui->nextButton->setVisible(first);
    const bool identity = m_ui->emailEdit->text().contains(QLatin1Char('@'))
        && !m_ui->passwordEdit->text().isEmpty() && identityProblem().isEmpty();
    m_ui->nextButton->setEnabled(identity && m_namesRead);

    const QString problem = serverProblem();
    m_ui->checkButton->setText(m_check ? tr("Stop Chec&king") : tr("Chec&k"));
    m_ui->checkButton->setEnabled(m_check || (problem.isEmpty() && !m_adding));
    m_ui->checkButton->setToolTip(problem);
    m_ui->addButton->setEnabled(m_checkedOnce && problem.isEmpty() && !busy);
    m_ui->addButton->setToolTip(m_checkedOnce ? problem : tr("Check the settings first."));
    m_ui->progress->setVisible(busy);
    m_ui->pages->setEnabled(!m_adding);
    m_ui->nextButton->setDefault(first);
    // What failed is mended and checked again, not added by Return.
    m_ui->checkButton->setDefault(!first && !m_checkedWell);
    m_ui->addButton->setDefault(!first && m_checkedWell);
}

Account AddAccountDialog::typedAccount() const
{
    Account account;
    account.name = m_ui->accountNameEdit->text().trimmed();
    account.displayName = m_ui->nameEdit->text().trimmed();
    account.email = m_ui->emailEdit->text().trimmed();
    account.incoming.protocol = m_protocol;
    account.incoming.endpoint = m_incoming->endpoint();
    account.incoming.user = m_ui->userEdit->text().trimmed();
    if (m_protocol == QStringLiteral("pop3")) {
        account.incoming.leaveOnServer.rule = leaveRules[m_ui->leaveCombo->currentIndex()];
        if (account.incoming.leaveOnServer.rule == LeaveOnServer::Rule::Days)
            account.incoming.leaveOnServer.days = m_ui->leaveDays->value();
    }
    account.outgoing.endpoint = m_outgoing->endpoint();
    account.password.kind = m_ui->passwordWhere->currentIndex() == 1
        ? PasswordSource::Kind::AskEachStart
        : PasswordSource::Kind::Keyring;
    account.keep = keepLevels[m_ui->keepCombo->currentIndex()];
    return account;
}

void AddAccountDialog::startCheck()
{
    m_certificateError.reset();
    m_ui->resultFrame->hide();
    const Account account = typedAccount();
    m_check = m_engine.check(account, Secret(m_ui->passwordEdit->text().toUtf8()));
    showResult(QStringLiteral("view-refresh"),
               tr("Asking “%1”…").arg(account.incoming.endpoint.host));
    updateButtons();
}

void AddAccountDialog::stopCheck()
{
    if (!m_check)
        return;
    m_engine.cancelCheck(std::exchange(m_check, 0));
    m_ui->resultFrame->hide();
    updateButtons();
}

void AddAccountDialog::checkFinished(int check, const CheckResult &result)
{
    if (check != m_check || !m_check)
        return;
    m_check = 0;
    m_checkedOnce = true;
    m_checkedWell = result.ok;
    if (result.ok) {
        m_ui->addButton->setText(tr("&Add Account"));
        showResult(QStringLiteral("task-done"),
                   result.detail.isEmpty() ? tr("All is well.") : result.detail);
    } else {
        // Settings may be right and the server away; keeping what was typed is the user's choice.
        m_ui->addButton->setText(tr("&Add Anyway"));
        showResult(QStringLiteral("dialog-warning"),
                   result.error ? result.error->sentence : result.detail);
        if (result.error && !result.error->certificateSha256.isEmpty()) {
            m_certificateError = result.error;
            m_ui->certificateButton->show();
        }
    }
    updateButtons();
}

void AddAccountDialog::showResult(const QString &iconName, const QString &text)
{
    const int side = fontMetrics().height() * 3 / 2;
    m_ui->resultIcon->setPixmap(icon(iconName).pixmap(QSize(side, side), devicePixelRatioF()));
    m_ui->resultText->setText(text);
    m_ui->resultText->setAccessibleName(text);
    const QUrl page = providerPageIn(text);
    m_ui->resultPage->setVisible(!page.isEmpty());
    m_ui->resultPage->setToolTip(page.toString());
    m_ui->certificateButton->hide();
    m_ui->askEachStartButton->hide();
    m_ui->resultFrame->show();
}

void AddAccountDialog::offerCertificate()
{
    if (!m_certificateError)
        return;
    auto *dialog =
        new CertificateDialog(m_incoming->endpoint(), *m_certificateError, m_preferences, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this] { startCheck(); });
    dialog->open();
}

void AddAccountDialog::addAccount()
{
    m_adding = true;
    showResult(QStringLiteral("view-refresh"), tr("Adding the account…"));
    updateButtons();
    m_engine.addAccount(typedAccount(), Secret(m_ui->passwordEdit->text().toUtf8()),
                        [self = QPointer(this)](const Engine::AddResult &result) {
                            if (self)
                                self->added(result);
                        });
}

void AddAccountDialog::added(const Engine::AddResult &result)
{
    m_adding = false;
    if (result.keyringFailure) {
        showResult(
            QStringLiteral("dialog-warning"),
            tr("%1 Turnstone never writes a password to a file. It can ask you at each start "
               "instead.")
                .arg(result.keyringFailure->sentence));
        m_ui->askEachStartButton->show();
        m_ui->askEachStartButton->setFocus();
    } else if (result.error) {
        showResult(QStringLiteral("dialog-error"), result.error->sentence);
    } else {
        m_ui->passwordEdit->clear();
        Q_EMIT accountAdded(result.account);
        accept();
        return;
    }
    updateButtons();
}

} // namespace Turnstone
