// SPDX-License-Identifier: MIT
#include "gui/sending/outgoingserverdialog.h"

#include "engine/outbox.h"
#include "engine/sendingsettings.h"
#include "gui/certificatedialog.h"
#include "gui/serverform.h"
#include "ui_outgoingserverdialog.h"

#include <QPushButton>

namespace Turnstone {

OutgoingServerDialog::OutgoingServerDialog(const Account &account, const OutgoingServer &server,
                                           Engine &engine, Preferences &preferences,
                                           QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::OutgoingServerDialog>())
    , m_engine(engine)
    , m_preferences(preferences)
    , m_account(account)
    , m_server(server)
{
    m_ui->setupUi(this);
    m_form = new ServerForm(
        {m_ui->hostEdit, m_ui->portSpin, m_ui->securityCombo, m_ui->clearConsent, m_ui->clearText},
        &ServerForm::outgoingPort, this);
    m_form->setEndpoint(server.endpoint, true);
    m_ui->userEdit->setText(server.user);
    if (account.password.kind == PasswordSource::Kind::AskEachStart)
        m_ui->passwordKind->setItemText(Own, tr("One of its own, asked for at each start"));
    m_ui->passwordKind->setCurrentIndex(!server.ownPassword                    ? AsIncoming
                                            : server.passwordCommand.isEmpty() ? Own
                                                                               : Command);
    m_ui->commandEdit->setText(server.passwordCommand);
    if (server.ownPassword && server.passwordCommand.isEmpty())
        m_ui->passwordEdit->setPlaceholderText(tr("Unchanged"));
    const bool isDefault = server.id && server.id == account.outgoing.id;
    m_ui->defaultCheck->setChecked(isDefault);
    m_ui->defaultCheck->setEnabled(!isDefault);
    m_ui->resultText->clear();
    showProblem({});
    connect(m_form, &ServerForm::edited, this, &OutgoingServerDialog::edited);
    for (QLineEdit *field : {m_ui->userEdit, m_ui->passwordEdit, m_ui->commandEdit})
        connect(field, &QLineEdit::textEdited, this, &OutgoingServerDialog::edited);
    connect(m_ui->passwordKind, &QComboBox::currentIndexChanged, this, [this] {
        updateRows();
        edited();
    });
    connect(m_ui->checkButton, &QPushButton::clicked, this, &OutgoingServerDialog::check);
    connect(m_ui->certificateButton, &QPushButton::clicked, this, [this] {
        if (!m_refused)
            return;
        auto *dialog = new CertificateDialog(m_form->endpoint(), *m_refused, m_preferences, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &QDialog::accepted, this, &OutgoingServerDialog::check);
        dialog->open();
    });
    connect(&engine, &Engine::checkFinished, this, &OutgoingServerDialog::checked);
    connect(m_ui->buttons, &QDialogButtonBox::accepted, this, &OutgoingServerDialog::accept);
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    updateRows();
    m_ui->hostEdit->setFocus();
}

OutgoingServerDialog::~OutgoingServerDialog() = default;

void OutgoingServerDialog::updateRows()
{
    const int kind = m_ui->passwordKind->currentIndex();
    m_ui->form->setRowVisible(m_ui->passwordEdit, kind == Own);
    m_ui->form->setRowVisible(m_ui->commandEdit, kind == Command);
    m_ui->certificateButton->setVisible(m_refused.has_value());
}

OutgoingServer OutgoingServerDialog::server() const
{
    OutgoingServer typed = m_server;
    typed.endpoint = m_form->endpoint();
    typed.user = m_ui->userEdit->text().trimmed();
    typed.ownPassword = m_ui->passwordKind->currentIndex() != AsIncoming;
    typed.passwordCommand = m_ui->passwordKind->currentIndex() == Command
        ? m_ui->commandEdit->text().trimmed()
        : QString();
    return typed;
}

std::optional<Secret> OutgoingServerDialog::typedPassword() const
{
    if (m_ui->passwordKind->currentIndex() != Own || m_ui->passwordEdit->text().isEmpty())
        return {};
    return Secret(m_ui->passwordEdit->text().toUtf8());
}

QString OutgoingServerDialog::problem() const
{
    if (m_form->endpoint().host.isEmpty())
        return tr("Enter the name of the server.");
    const QString wrong = m_form->problem();
    if (!wrong.isEmpty())
        return wrong;
    const int kind = m_ui->passwordKind->currentIndex();
    const bool hadOwn = m_server.ownPassword && m_server.passwordCommand.isEmpty();
    const bool isAsked = m_account.password.kind == PasswordSource::Kind::AskEachStart;
    if (kind == Own && !hadOwn && !isAsked && !typedPassword())
        return tr("Enter the server's password.");
    if (kind == Command && m_ui->commandEdit->text().trimmed().isEmpty())
        return tr("Enter the command that prints the password.");
    return {};
}

void OutgoingServerDialog::showProblem(const QString &sentence)
{
    m_ui->problemText->setText(sentence);
    m_ui->problemText->setVisible(!sentence.isEmpty());
}

/// Another server, another verdict.
void OutgoingServerDialog::edited()
{
    showProblem({});
    m_refused.reset();
    m_ui->resultText->clear();
    updateRows();
}

void OutgoingServerDialog::check()
{
    const QString wrong = problem();
    showProblem(wrong);
    if (!wrong.isEmpty() || m_check)
        return;
    m_refused.reset();
    updateRows();
    Account typed = m_account;
    typed.outgoing = server();
    m_ui->resultText->setText(tr("Checking…"));
    m_ui->checkButton->setEnabled(false);
    m_check = m_engine.checkOutgoing(typed, typedPassword());
}

void OutgoingServerDialog::checked(int check, const CheckResult &result)
{
    if (check != m_check)
        return;
    m_check = 0;
    m_ui->checkButton->setEnabled(true);
    m_ui->resultText->setText(result.error ? result.error->sentence : result.detail);
    if (result.error && !result.error->certificateSha256.isEmpty())
        m_refused = result.error;
    updateRows();
}

void OutgoingServerDialog::accept()
{
    const QString wrong = problem();
    showProblem(wrong);
    if (!wrong.isEmpty())
        return;
    setEnabled(false);
    m_engine.outbox().settings().setOutgoingServer(m_account.id, server(), typedPassword(),
                                                   m_ui->defaultCheck->isChecked(), this,
                                                   [this](const std::optional<MailError> &error) {
                                                       setEnabled(true);
                                                       if (error) {
                                                           showProblem(error->sentence);
                                                           return;
                                                       }
                                                       QDialog::accept();
                                                   });
}

void OutgoingServerDialog::done(int result)
{
    if (m_check)
        m_engine.cancelCheck(std::exchange(m_check, 0));
    m_ui->passwordEdit->clear();
    QDialog::done(result);
}

} // namespace Turnstone
