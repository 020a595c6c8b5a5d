// SPDX-License-Identifier: MIT
#include "gui/composer/sendlaterdialog.h"

#include "ui_sendlaterdialog.h"

#include <QLocale>
#include <QPushButton>

namespace Turnstone {

SendLaterDialog::SendLaterDialog(const QDateTime &now, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::SendLaterDialog>())
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    const QDate monday = now.date().addDays(8 - now.date().dayOfWeek());
    const auto propose = [this](const QString &name, const QDateTime &time) {
        m_ui->timesBox->addItem(
            QStringLiteral("%1 (%2)").arg(name, QLocale().toString(time, QLocale::ShortFormat)),
            time);
    };
    propose(tr("In an hour"), now.addSecs(3600));
    propose(tr("Tomorrow morning"), QDateTime(now.date().addDays(1), QTime(8, 0)));
    propose(tr("On Monday morning"), QDateTime(monday, QTime(8, 0)));
    m_ui->timesBox->addItem(tr("Another time"));
    m_ui->timeEdit->setMinimumDateTime(now);
    m_ui->timeEdit->setDateTime(now.addSecs(3600));
    connect(m_ui->timesBox, &QComboBox::currentIndexChanged, this, &SendLaterDialog::check);
    connect(this, &QDialog::accepted, this, [this] {
        const QVariant near = m_ui->timesBox->currentData();
        Q_EMIT chosen(near.isValid() ? near.toDateTime() : m_ui->timeEdit->dateTime());
    });
    check();
}

SendLaterDialog::~SendLaterDialog() = default;

void SendLaterDialog::check()
{
    m_ui->timeEdit->setEnabled(!m_ui->timesBox->currentData().isValid());
}

} // namespace Turnstone
