// SPDX-License-Identifier: MIT
#include "gui/sending/outgoingpassworddialog.h"

#include "engine/outbox.h"
#include "engine/sendingsettings.h"
#include "ui_passworddialog.h"

#include <QPushButton>

namespace Turnstone {

OutgoingPasswordDialog::OutgoingPasswordDialog(const Account &account, const OutgoingServer &server,
                                               const QString &reason, Engine &engine,
                                               QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::PasswordDialog>())
{
    m_ui->setupUi(this);
    m_ui->titleText->setText(tr("Password of the outgoing server “%1”").arg(server.endpoint.host));
    m_ui->reasonText->setText(
        reason.isEmpty() ? tr("“%1” asks for the password of “%2”.")
                               .arg(server.endpoint.host,
                                    server.user.isEmpty() ? account.incoming.user : server.user)
                         : reason);
    const bool keyring = account.password.kind != PasswordSource::Kind::AskEachStart;
    m_ui->rememberCheck->setVisible(keyring);
    m_ui->rememberCheck->setChecked(keyring);
    QPushButton *ok = m_ui->buttons->button(QDialogButtonBox::Ok);
    ok->setText(tr("&Sign In"));
    ok->setEnabled(false);
    connect(m_ui->passwordEdit, &QLineEdit::textChanged, this,
            [ok](const QString &typed) { ok->setEnabled(!typed.isEmpty()); });
    connect(m_ui->showPassword, &QCheckBox::toggled, this, [this](bool shown) {
        m_ui->passwordEdit->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
    });
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_ui->buttons, &QDialogButtonBox::accepted, this,
            [this, account = account.id, server = server.id, &engine] {
                engine.outbox().settings().providePassword(
                    account, server, Secret(m_ui->passwordEdit->text().toUtf8()),
                    m_ui->rememberCheck->isChecked());
                m_ui->passwordEdit->clear();
                accept();
            });
    m_ui->passwordEdit->setFocus();
}

OutgoingPasswordDialog::~OutgoingPasswordDialog() = default;

} // namespace Turnstone
