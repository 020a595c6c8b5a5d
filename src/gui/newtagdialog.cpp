// SPDX-License-Identifier: MIT
#include "gui/newtagdialog.h"

#include "mail/tagnames.h"

#include "ui_newtagdialog.h"

#include <QPushButton>

namespace Turnstone {

NewTagDialog::NewTagDialog(QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::NewTagDialog>())
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *const ok = m_ui->buttons->button(QDialogButtonBox::Ok);
    ok->setEnabled(false);
    connect(m_ui->nameEdit, &QLineEdit::textChanged, ok,
            [this, ok] { ok->setEnabled(TagNames::isPossible(name())); });
    connect(this, &QDialog::accepted, this, [this] { Q_EMIT chosen(TagNames::tag(name())); });
    m_ui->nameEdit->setFocus();
}

NewTagDialog::~NewTagDialog() = default;

QString NewTagDialog::name() const
{
    return m_ui->nameEdit->text().trimmed();
}

} // namespace Turnstone
