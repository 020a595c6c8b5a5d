// SPDX-License-Identifier: MIT
#include "gui/passworddialog.h"

#include "ui_passworddialog.h"

#include <QPushButton>

namespace Turnstone {

PasswordDialog::PasswordDialog(const Account &account, const QString &reason, Engine &engine,
                               QWidget *parent)
    : PasswordDialog(
        {tr("Password of “%1”").arg(account.name),
         reason.isEmpty() ? tr("“%1” asks for the password of “%2”.")
                                .arg(account.incoming.endpoint.host, account.incoming.user)
                          : reason,
         account.password.kind == PasswordSource::Kind::Keyring},
        [id = account.id, &engine](const Secret &typed, bool remember) {
            engine.providePassword(id, typed, remember);
        },
        parent)
{ }

PasswordDialog::PasswordDialog(const Question &question,
                               const std::function<void(const Secret &, bool)> &take,
                               QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::PasswordDialog>())
{
    m_ui->setupUi(this);
    m_ui->titleText->setText(question.title);
    m_ui->reasonText->setText(question.reason);
    m_ui->rememberCheck->setVisible(question.mayRemember);
    m_ui->rememberCheck->setChecked(question.mayRemember);
    QPushButton *ok = m_ui->buttons->button(QDialogButtonBox::Ok);
    ok->setText(tr("&Sign In"));
    ok->setEnabled(false);
    connect(m_ui->passwordEdit, &QLineEdit::textChanged, this,
            [ok](const QString &typed) { ok->setEnabled(!typed.isEmpty()); });
    connect(m_ui->showPassword, &QCheckBox::toggled, this, [this](bool shown) {
        m_ui->passwordEdit->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
    });
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_ui->buttons, &QDialogButtonBox::accepted, this, [this, take] {
        take(Secret(m_ui->passwordEdit->text().toUtf8()), m_ui->rememberCheck->isChecked());
        m_ui->passwordEdit->clear();
        accept();
    });
    m_ui->passwordEdit->setFocus();
}

PasswordDialog::~PasswordDialog() = default;

} // namespace Turnstone
