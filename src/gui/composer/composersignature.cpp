// SPDX-License-Identifier: MIT
// Whom a message is from, and the signature that goes with it.
#include "gui/composer/bodyeditor.h"
#include "gui/composer/composer.h"
#include "gui/composer/composeraction.h"
#include "gui/composer/plaineditor.h"
#include "gui/composer/richeditor.h"
#include "html/composehtml.h"
#include "mail/quoting.h"

#include "ui_composer.h"

#include <QMenu>

namespace Turnstone {

namespace {

/// The forms in which a signature may stand in rich text: its own, and its text's, where the
/// message was plain text before.
QStringList richForms(const QString &text, const QString &html)
{
    QStringList forms;
    if (!html.isEmpty())
        forms.append(html);
    if (!text.isEmpty())
        forms.append(plainTextToHtml(text));
    return forms;
}

QStringList plainForms(const QString &text, const QString &html)
{
    QStringList forms{text};
    if (!html.isEmpty())
        forms.append(htmlToPlainText(html));
    return forms;
}

} // namespace

void Composer::changeSender(int index)
{
    if (index < 0 || index >= m_senders.size() || index == m_sender)
        return;
    const Sender before = sender();
    m_sender = index;
    const Sender &now = sender();
    m_ui->attachments->setLargest(now.largest);
    if (m_ui->replyToField->addresses() == before.replyTo) {
        m_ui->replyToField->setAddresses(now.replyTo);
        showRecipientRow(4, !now.replyTo.isEmpty());
    }
    setSignature(now);
}

void Composer::setSignature(const Sender &of)
{
    if (of.signature == m_start.signature && of.signatureHtml == m_start.signatureHtml)
        return;
    const bool done = m_ui->body->isRich()
        ? m_ui->body->rich().replaceSignature(richForms(m_start.signature, m_start.signatureHtml),
                                              !m_start.signature.isEmpty(), of.signatureHtml,
                                              of.signatureImages, of.signatureAbove)
        : setPlainSignature(of.signature, of.signatureAbove);
    if (!done)
        return;
    m_start.signature = of.signature;
    m_start.signatureHtml = of.signatureHtml;
    fillSignatures();
}

bool Composer::setPlainSignature(const QString &signature, bool above)
{
    PlainEditor &editor = m_ui->body->plain();
    const QString text = editor.text();
    QString changed = text;
    for (const QString &form : plainForms(m_start.signature, m_start.signatureHtml)) {
        changed = withSignatureReplaced(text, form, signature,
                                        above ? SignaturePlace::Above : SignaturePlace::Below);
        if (changed != text)
            break;
    }
    if (changed == text)
        return false;
    // As one step to undo, with the cursor where it was.
    qsizetype same = 0;
    while (same < qMin(text.size(), changed.size()) && text.at(same) == changed.at(same))
        ++same;
    qsizetype tail = 0;
    while (tail < qMin(text.size(), changed.size()) - same
           && text.at(text.size() - 1 - tail) == changed.at(changed.size() - 1 - tail))
        ++tail;
    QTextCursor cursor(editor.document());
    cursor.setPosition(int(same));
    cursor.setPosition(int(text.size() - tail), QTextCursor::KeepAnchor);
    cursor.insertText(changed.mid(same, changed.size() - same - tail));
    return true;
}

void Composer::fillSignatures()
{
    QMenu &menu = *m_actions->signatures;
    menu.clear();
    const auto add = [this, &menu](const QString &name, const Sender &of) {
        QAction *action = menu.addAction(name);
        action->setCheckable(true);
        action->setChecked(of.signature == m_start.signature);
        connect(action, &QAction::triggered, this, [this, of] { setSignature(of); });
    };
    add(tr("&No Signature"), {});
    QStringList known;
    for (const Sender &one : std::as_const(m_senders)) {
        if (one.signature.isEmpty() || known.contains(one.signature))
            continue;
        known.append(one.signature);
        add(one.address.mailbox, one);
    }
    menu.menuAction()->setEnabled(!known.isEmpty());
}

} // namespace Turnstone
