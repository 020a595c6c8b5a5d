// SPDX-License-Identifier: MIT
// How recipients are moved between fields: by the menu of one, and by dragging it.
#include "gui/composer/recipientchip.h"
#include "gui/composer/recipientfield.h"
#include "gui/icons.h"

#include <QDrag>
#include <QMenu>
#include <QMimeData>

namespace Turnstone {

const QString &recipientMimeType()
{
    static const QString type = QStringLiteral("application/x-turnstone-recipients");
    return type;
}

void RecipientField::showMenu(RecipientChip *chip, const QPoint &position)
{
    QMenu menu(this);
    const QPointer<RecipientChip> guard(chip);
    menu.addAction(icon(QStringLiteral("document-edit")), tr("&Edit"), chip,
                   &RecipientChip::editRequested);
    menu.addAction(icon(QStringLiteral("edit-copy")), tr("&Copy"), chip,
                   [chip] { Q_EMIT chip->copyRequested(false); });
    for (const QPointer<RecipientField> &field : std::as_const(m_neighbours)) {
        if (!field || !field->isEnabled())
            continue;
        menu.addAction(tr("Move to %1", "a field of recipients: Cc").arg(field->name()), chip,
                       [this, chip, field] {
                           if (!field)
                               return;
                           const Recipient recipient = chip->recipient();
                           removeAt(indexOf(chip));
                           field->show();
                           field->add({recipient});
                           field->setFocus(Qt::OtherFocusReason);
                       });
    }
    if (chip->recipient().isValid() && m_completer)
        menu.addAction(
            icon(QStringLiteral("account")), tr("Address &Book…"), this,
            [this, address = chip->recipient().address] { Q_EMIT bookRequested(address); });
    menu.addSeparator();
    menu.addAction(icon(QStringLiteral("edit-delete")), tr("&Remove"), chip,
                   [chip] { Q_EMIT chip->removeRequested(false); });
    menu.exec(position);
}

void RecipientField::drag(RecipientChip *chip)
{
    auto *drag = new QDrag(this);
    auto *mime = new QMimeData;
    mime->setText(chip->recipient().written());
    mime->setData(recipientMimeType(), chip->recipient().written().toUtf8());
    drag->setMimeData(mime);
    drag->setPixmap(chip->grab());
    drag->setHotSpot(QPoint(8, chip->height() / 2));
    const QPointer<RecipientChip> guard(chip);
    if (drag->exec(Qt::CopyAction | Qt::MoveAction, Qt::MoveAction) == Qt::MoveAction && guard)
        removeAt(indexOf(guard));
}

bool RecipientField::drop(const QMimeData &mime, const QPoint &position, bool *fromHere)
{
    QString text = mime.text();
    if (mime.hasFormat(recipientMimeType()))
        text = QString::fromUtf8(mime.data(recipientMimeType()));
    const QList<Recipient> recipients = readRecipients(text);
    if (recipients.isEmpty())
        return false;
    qsizetype at = m_chips.size();
    for (qsizetype i = 0; i < m_chips.size(); ++i) {
        const QRect box = m_chips.at(i)->geometry();
        const bool before =
            isRightToLeft() ? position.x() > box.center().x() : position.x() < box.center().x();
        if (position.y() < box.top() || (position.y() <= box.bottom() && before)) {
            at = i;
            break;
        }
    }
    // Within the field a chip only changes its place.
    for (const Recipient &recipient : recipients) {
        const qsizetype was = m_recipients.indexOf(recipient);
        if (*fromHere && was >= 0) {
            m_recipients.removeAt(was);
            if (was < at)
                --at;
            rebuild(was);
        }
    }
    if (shownCount() < m_recipients.size() && at == m_chips.size())
        at = m_recipients.size();
    insert(at, recipients);
    return true;
}

} // namespace Turnstone
