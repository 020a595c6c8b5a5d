// SPDX-License-Identifier: MIT
#include "gui/composer/linkdialog.h"

#include "ui_linkdialog.h"

#include <QPushButton>
#include <QUrl>

namespace Turnstone {

LinkDialog::LinkDialog(const QString &text, const QString &address, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::LinkDialog>())
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    m_ui->textEdit->setText(text);
    m_ui->textEdit->setEnabled(text.isEmpty());
    m_ui->addressEdit->setText(address);
    m_ui->addressEdit->setFocus();
    m_ui->addressEdit->selectAll();
    const auto check = [this] {
        m_ui->buttons->button(QDialogButtonBox::Ok)
            ->setEnabled(m_ui->addressEdit->text().trimmed().isEmpty()
                         || !this->address().isEmpty());
    };
    connect(m_ui->addressEdit, &QLineEdit::textChanged, this, check);
    check();
    connect(this, &QDialog::accepted, this,
            [this] { Q_EMIT chosen(m_ui->textEdit->text(), this->address()); });
}

LinkDialog::~LinkDialog() = default;

QString LinkDialog::address() const
{
    const QString typed = m_ui->addressEdit->text().trimmed();
    if (typed.isEmpty() || typed.contains(u' '))
        return {};
    QUrl url(typed);
    if (url.scheme().isEmpty())
        url = typed.contains(u'@') ? QUrl(QStringLiteral("mailto:") + typed)
                                   : QUrl(QStringLiteral("https://") + typed);
    static const QStringList schemes{QStringLiteral("http"), QStringLiteral("https"),
                                     QStringLiteral("ftp"), QStringLiteral("mailto")};
    return url.isValid() && schemes.contains(url.scheme().toLower())
        ? url.toString(QUrl::FullyEncoded)
        : QString();
}

} // namespace Turnstone
