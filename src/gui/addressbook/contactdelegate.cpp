// SPDX-License-Identifier: MIT
#include "gui/addressbook/contactdelegate.h"

#include "gui/addressbook/contactlistmodel.h"
#include "gui/avatarlabel.h"
#include "gui/messagewords.h"
#include "gui/theme.h"

#include <QPainter>

namespace Turnstone {

namespace {
constexpr int rowMargin = 6;
}

QSize ContactDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const int line = option.fontMetrics.height();
    return {line * 12, line * 2 + 2 * rowMargin + 2};
}

void ContactDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const auto *model = qobject_cast<const ContactListModel *>(index.model());
    const ContactRow *contact = model ? model->row(index.row()) : nullptr;
    const ThemeColours colours = Theme::colours(option.palette);
    painter->save();
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect,
                          option.state & QStyle::State_Active ? colours.selected
                                                              : colours.selectedInactive);
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, colours.hover);
    if (!contact) {
        painter->restore();
        return; // on its way
    }
    const QRect inner = option.rect.adjusted(rowMargin, rowMargin, -rowMargin, -rowMargin);
    const QRect circle = QStyle::alignedRect(option.direction, Qt::AlignLeft | Qt::AlignVCenter,
                                             QSize(inner.height(), inner.height()), inner);
    painter->setRenderHint(QPainter::Antialiasing);
    if (const QImage *photo = model->photo(index.row()))
        AvatarLabel::paintPhoto(*painter, circle, *photo);
    else
        AvatarLabel::paint(*painter, circle, {contact->name, contact->mailbox}, option.palette,
                           option.font, contact->isList);
    QRect text = inner;
    if (option.direction == Qt::RightToLeft)
        text.setRight(circle.left() - rowMargin - 2);
    else
        text.setLeft(circle.right() + rowMargin + 2);
    const QString name = MessageWords::oneLine(contact->name);
    QString second = MessageWords::oneLine(contact->mailbox);
    if (contact->isList)
        second = ContactListModel::tr("%n member(s)", nullptr, contact->members);
    else if (second == name || second.isEmpty())
        second = MessageWords::oneLine(contact->organisation);
    const QFontMetrics metrics = option.fontMetrics;
    const Qt::Alignment leading = QStyle::visualAlignment(option.direction, Qt::AlignLeft);
    painter->setFont(option.font);
    painter->setPen(option.palette.color(QPalette::Text));
    const QRect upper(text.left(), text.top(), text.width(), metrics.height());
    const QRect lower(text.left(), text.bottom() - metrics.height() + 1, text.width(),
                      metrics.height());
    painter->drawText(second.isEmpty() ? text : upper, leading | Qt::AlignVCenter,
                      metrics.elidedText(name, Qt::ElideRight, text.width()));
    painter->setPen(colours.secondaryText);
    painter->drawText(lower, leading | Qt::AlignVCenter,
                      metrics.elidedText(second, Qt::ElideRight, text.width()));
    painter->restore();
}

} // namespace Turnstone
