// SPDX-License-Identifier: MIT
#include "gui/certificatedialog.h"

#include "gui/icons.h"
#include "ui_certificatedialog.h"

#include <QFontDatabase>
#include <QPushButton>

namespace Turnstone {

CertificateDialog::CertificateDialog(const Endpoint &endpoint, const MailError &error,
                                     Preferences &preferences, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::CertificateDialog>())
{
    m_ui->setupUi(this);
    const int side = fontMetrics().height() * 2;
    m_ui->warningIcon->setPixmap(
        icon(QStringLiteral("security-medium")).pixmap(QSize(side, side), devicePixelRatioF()));
    m_ui->titleText->setText(tr("The certificate of “%1” can't be trusted").arg(endpoint.host));
    m_ui->reasonText->setText(error.sentence);
    m_ui->hostText->setText(QStringLiteral("%1:%2").arg(endpoint.host).arg(endpoint.port));
    m_ui->fingerprintText->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_ui->fingerprintText->setPlainText(fingerprintText(error.certificateSha256));
    m_ui->detailText->setText(error.detail);
    m_ui->facts->setRowVisible(m_ui->detailText, !error.detail.isEmpty());

    QPushButton *accept =
        m_ui->buttons->addButton(tr("&Accept This Certificate"), QDialogButtonBox::AcceptRole);
    accept->setEnabled(false);
    accept->setAutoDefault(false);
    m_ui->buttons->button(QDialogButtonBox::Cancel)->setDefault(true);
    connect(m_ui->comparedCheck, &QCheckBox::toggled, accept, &QWidget::setEnabled);
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_ui->buttons, &QDialogButtonBox::accepted, this,
            [this, endpoint, pin = error.certificateSha256, &preferences] {
                if (!m_ui->comparedCheck->isChecked() || pin.isEmpty())
                    return;
                preferences.addPin(endpoint, pin);
                QDialog::accept();
            });
}

CertificateDialog::~CertificateDialog() = default;

QString CertificateDialog::fingerprintText(const QByteArray &sha256)
{
    const QByteArrayList pairs = sha256.toHex(':').toUpper().split(':');
    QStringList lines;
    for (qsizetype at = 0; at < pairs.size(); at += 16)
        lines.append(QString::fromLatin1(pairs.mid(at, 16).join(':')));
    return lines.join(QLatin1Char('\n'));
}

} // namespace Turnstone
