// SPDX-License-Identifier: MIT
#include "gui/composer/redirectdialog.h"

#include "gui/icons.h"
#include "gui/theme.h"
#include "mail/messagereader.h"

#include "ui_redirectdialog.h"

#include <QPushButton>
#include <QShortcut>

namespace Turnstone {

RedirectDialog::RedirectDialog(const OriginalMessage &original, const QList<Sender> &senders,
                               AddressCompleter *completer, const Redirection &before,
                               QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::RedirectDialog>())
    , m_original(original)
    , m_senders(senders)
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    const Envelope envelope = readEnvelope(original.header);
    const Address author = envelope.from.value(0);
    m_ui->aboutLabel->setText(
        tr("“%1” from %2", "a message: its subject, and who wrote it")
            .arg(envelope.subject.isEmpty() ? tr("(no subject)") : envelope.subject,
                 author.name.isEmpty() ? author.mailbox : author.name));
    QFont strong = font();
    strong.setBold(true);
    m_ui->aboutLabel->setFont(strong);
    m_ui->toField->setName(tr("To"));
    m_ui->ccField->setName(tr("Cc"));
    m_ui->bccField->setName(tr("Bcc"));
    for (RecipientField *field : fields()) {
        field->setNeighbours(fields());
        if (completer)
            field->setCompleter(completer);
        connect(field, &RecipientField::changed, this, [this] { showProblem({}); });
    }
    connect(m_ui->toField, &RecipientField::finished, this, [this] { m_send->setFocus(); });
    for (const Sender &sender : senders) {
        const Address &address = sender.address;
        m_ui->fromBox->addItem(address.name.isEmpty()
                                   ? address.mailbox
                                   : QStringLiteral("%1 <%2>").arg(address.name, address.mailbox));
    }
    int chosen = int(ComposeBeginning::senderFor(original, senders));
    for (int i = 0; i < int(senders.size()); ++i) {
        if (senders.at(i).address == before.from)
            chosen = i;
    }
    m_ui->fromBox->setCurrentIndex(chosen);
    m_ui->toField->setAddresses(before.to);
    m_ui->ccField->setAddresses(before.cc);
    m_ui->bccField->setAddresses(before.bcc);
    m_send = m_ui->buttons->addButton(tr("&Redirect"), QDialogButtonBox::ActionRole);
    m_send->setIcon(icon(QStringLiteral("mail-send")));
    connect(m_send, &QPushButton::clicked, this, &RedirectDialog::requestSend);
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), this), &QShortcut::activated,
            this, &RedirectDialog::requestSend);
    showProblem({});
    resize(fontMetrics().averageCharWidth() * 72, sizeHint().height());
    m_ui->toField->setFocus();
}

RedirectDialog::~RedirectDialog()
{
    // What ends within the fields tells nobody who is half gone.
    for (RecipientField *field : fields())
        field->disconnect(this);
}

QList<RecipientField *> RedirectDialog::fields() const
{
    return {m_ui->toField, m_ui->ccField, m_ui->bccField};
}

const Sender &RedirectDialog::sender() const
{
    return m_senders.at(qBound(0, m_ui->fromBox->currentIndex(), int(m_senders.size()) - 1));
}

Redirection RedirectDialog::redirection() const
{
    Redirection redirection;
    redirection.from = sender().address;
    redirection.to = m_ui->toField->addresses();
    redirection.cc = m_ui->ccField->addresses();
    redirection.bcc = m_ui->bccField->addresses();
    return redirection;
}

void RedirectDialog::requestSend()
{
    bool anybody = false;
    for (RecipientField *field : fields()) {
        field->commit();
        anybody = anybody || !field->isEmpty();
        if (const Recipient *bad = field->firstInvalid()) {
            showProblem(bad->problem);
            field->setFocus();
            return;
        }
    }
    if (!anybody) {
        showProblem(tr("Enter at least one recipient."));
        m_ui->toField->setFocus();
        return;
    }
    Q_EMIT sendRequested();
}

void RedirectDialog::setBusy(bool busy)
{
    setEnabled(!busy);
}

void RedirectDialog::showProblem(const QString &sentence)
{
    m_ui->problemLabel->setVisible(!sentence.isEmpty());
    m_ui->problemLabel->setText(sentence);
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, Theme::colours(palette()).errorText);
    m_ui->problemLabel->setPalette(colours);
}

} // namespace Turnstone
