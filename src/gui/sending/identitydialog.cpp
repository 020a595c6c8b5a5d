// SPDX-License-Identifier: MIT
#include "gui/sending/identitydialog.h"

#include "gui/composer/formatbar.h"
#include "gui/composer/richeditor.h"
#include "html/composehtml.h"
#include "html/selfcontained.h"
#include "mail/mailbox.h"
#include "ui_identitydialog.h"

#include <QFile>
#include <QFileDialog>
#include <QStringDecoder>

namespace Turnstone {

namespace {

constexpr qint64 importedBytes = 1024 * 1024;
constexpr qsizetype signatureChars = 512 * 1024; ///< pictures and all: it goes with every message

/// Trailing blanks and lines are nobody's wish; the store keeps '\n'.
QString trimmedEnd(QString text)
{
    while (!text.isEmpty() && text.back().isSpace())
        text.chop(1);
    return text;
}

} // namespace

IdentityDialog::IdentityDialog(const Identity &identity, const QList<OutgoingServer> &servers,
                               OutgoingServerId byDefault, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::IdentityDialog>())
    , m_identity(identity)
{
    m_ui->setupUi(this);
    m_ui->problemText->hide();
    auto *bar = new FormatBar(*m_ui->richEdit, m_ui->richTab);
    bar->setObjectName(QStringLiteral("formatBar"));
    m_ui->richLayout->insertWidget(0, bar);
    m_ui->nameEdit->setText(identity.name);
    m_ui->emailEdit->setText(identity.email);
    m_ui->replyToEdit->setText(identity.replyTo);
    m_ui->serverCombo->addItem(tr("The account’s own", "outgoing server"), 0);
    for (const OutgoingServer &server : servers) {
        if (server.id == byDefault)
            continue;
        m_ui->serverCombo->addItem(
            QStringLiteral("%1:%2").arg(server.endpoint.host).arg(server.endpoint.port),
            server.id.value());
        if (server.id == identity.outgoing)
            m_ui->serverCombo->setCurrentIndex(m_ui->serverCombo->count() - 1);
    }
    m_ui->serverLabel->setEnabled(m_ui->serverCombo->count() > 1);
    m_ui->serverCombo->setEnabled(m_ui->serverCombo->count() > 1);
    m_ui->placeCombo->setCurrentIndex(identity.signatureAbove ? 1 : 0);
    m_ui->plainEdit->setPlainText(identity.signatureText);
    if (!identity.signatureHtml.isEmpty()) {
        const ComposedHtml composed = composeHtml(identity.signatureHtml);
        m_ui->richEdit->setHtml(composed.html, composed.images);
        if (identity.signatureText.isEmpty())
            m_ui->signatureTabs->setCurrentWidget(m_ui->richTab);
    }
    connect(m_ui->importButton, &QPushButton::clicked, this, &IdentityDialog::chooseFile);
    connect(m_ui->fromPlainButton, &QPushButton::clicked, this, [this] {
        m_ui->richEdit->setHtml(plainTextToHtml(m_ui->plainEdit->toPlainText()), {});
    });
    connect(m_ui->buttons, &QDialogButtonBox::accepted, this, &IdentityDialog::accept);
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (QLineEdit *field : {m_ui->nameEdit, m_ui->emailEdit, m_ui->replyToEdit})
        connect(field, &QLineEdit::textEdited, this, [this] { showProblem({}); });
    m_ui->nameEdit->setFocus();
}

IdentityDialog::~IdentityDialog() = default;

Identity IdentityDialog::identity() const
{
    Identity typed = m_identity;
    typed.name = m_ui->nameEdit->text().simplified();
    typed.email = m_ui->emailEdit->text().trimmed();
    typed.replyTo = m_ui->replyToEdit->text().simplified();
    typed.outgoing = OutgoingServerId(m_ui->serverCombo->currentData().toLongLong());
    typed.signatureAbove = m_ui->placeCombo->currentIndex() == 1;
    typed.signatureText = trimmedEnd(m_ui->plainEdit->toPlainText());
    const QString rich = m_ui->richEdit->html();
    const bool empty =
        m_ui->richEdit->plainText().trimmed().isEmpty() && m_ui->richEdit->images().isEmpty();
    typed.signatureHtml = empty ? QString() : withImagesInside(rich, m_ui->richEdit->images());
    return typed;
}

QString IdentityDialog::problem() const
{
    const Identity typed = identity();
    if (const AddressFault fault = mailboxFault(typed.email); fault != AddressFault::None)
        return addressFaultText(fault, typed.email);
    const QList<TypedAddress> replyTo = parseTypedAddresses(typed.replyTo);
    for (const TypedAddress &address : replyTo) {
        if (address.fault != AddressFault::None)
            return addressFaultText(address.fault, address.typed);
    }
    if (typed.signatureHtml.size() > signatureChars || typed.signatureText.size() > signatureChars)
        return tr("The signature is too large to go with every message. Use smaller pictures.");
    return {};
}

void IdentityDialog::accept()
{
    const QString wrong = problem();
    showProblem(wrong);
    if (wrong.isEmpty())
        QDialog::accept();
}

void IdentityDialog::showProblem(const QString &sentence)
{
    m_ui->problemText->setText(sentence);
    m_ui->problemText->setVisible(!sentence.isEmpty());
}

void IdentityDialog::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Import Signature"), QString(),
                                   tr("Web pages (*.html *.htm);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) {
            showProblem(tr("“%1” can't be opened.").arg(path));
            return;
        }
        const QByteArray bytes = file.read(importedBytes + 1);
        if (bytes.size() > importedBytes) {
            showProblem(tr("“%1” is too large for a signature.").arg(path));
            return;
        }
        auto decoder = QStringDecoder::decoderForHtml(bytes);
        showProblem(importHtml(decoder(bytes)));
    });
    dialog->open();
}

QString IdentityDialog::importHtml(const QString &html)
{
    const ComposedHtml composed = composeHtml(html);
    if (composed.tooLarge)
        return tr("This page is too large for a signature.");
    if (composed.html.isEmpty())
        return tr("There is nothing in this file that a signature can show.");
    m_ui->richEdit->setHtml(composed.html, composed.images);
    if (m_ui->plainEdit->toPlainText().trimmed().isEmpty())
        m_ui->plainEdit->setPlainText(trimmedEnd(htmlToPlainText(composed.html)));
    m_ui->signatureTabs->setCurrentWidget(m_ui->richTab);
    return composed.hadRemoteContent
        ? tr("Pictures that would have been loaded from the web were left out.")
        : QString();
}

} // namespace Turnstone
