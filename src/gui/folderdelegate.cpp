// SPDX-License-Identifier: MIT
#include "gui/folderdelegate.h"

#include "gui/foldertreemodel.h"
#include "gui/icons.h"
#include "gui/theme.h"

#include <QPainter>
#include <QTreeView>

namespace Turnstone {

namespace {

constexpr int folderIconSide = 16;
constexpr int folderPadding = 8;

QRect mirroredIn(const QRect &whole, const QRect &rect, Qt::LayoutDirection direction)
{
    return QStyle::visualRect(direction, whole, rect);
}

} // namespace

QSize FolderDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {120, qMax(option.fontMetrics.height(), folderIconSide) + 12};
}

void FolderDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool active = option.state.testFlag(QStyle::State_HasFocus)
        || (option.widget && option.widget->hasFocus());
    const ThemeColours colours = Theme::colours(option.palette);
    const auto kind = FolderTreeModel::Kind(index.data(FolderTreeModel::KindRole).toInt());
    const bool isAccount = kind == FolderTreeModel::Kind::Account;
    const qint64 unread = index.data(FolderTreeModel::UnreadRole).toLongLong();
    const auto mark = FolderTreeModel::Mark(index.data(FolderTreeModel::MarkRole).toInt());

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QRect free = option.rect;
    const auto take = [&](int width, bool fromEnd) {
        QRect part = free;
        if (fromEnd) {
            part.setLeft(free.right() + 1 - width);
            free.setRight(part.left() - 1);
        } else {
            part.setWidth(width);
            free.setLeft(part.right() + 1);
        }
        return mirroredIn(option.rect, part, option.direction);
    };
    if (selected || option.state.testFlag(QStyle::State_MouseOver)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(selected ? (active ? colours.selected : colours.selectedInactive)
                                   : colours.line);
        painter->drawRoundedRect(option.rect.adjusted(2, 1, -6, -1), 5, 5);
    }
    take(folderPadding, false);
    take(folderPadding + 6, true);
    QFont font = option.font;
    if (unread > 0 || isAccount)
        font.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(font);

    if (unread > 0) {
        QFont small = option.font;
        small.setPointSizeF(option.font.pointSizeF() * 0.88);
        small.setWeight(QFont::DemiBold);
        const QString text = QLocale().toString(unread);
        const QFontMetrics smallMetrics(small);
        const int height = smallMetrics.height() + 2;
        const int width = qMax(height, smallMetrics.horizontalAdvance(text) + 12);
        QRect badge = take(width, true);
        badge = QRect(badge.left(), option.rect.center().y() - height / 2, width, height);
        painter->setPen(Qt::NoPen);
        painter->setBrush(colours.accent);
        painter->drawRoundedRect(badge, height / 2.0, height / 2.0);
        painter->setFont(small);
        painter->setPen(colours.onAccent);
        painter->drawText(badge, Qt::AlignCenter, text);
        take(6, true);
    }
    if (mark != FolderTreeModel::Mark::None) {
        QRect area = take(folderIconSide, true);
        area = QRect(area.left(), option.rect.center().y() - folderIconSide / 2 + 1, folderIconSide,
                     folderIconSide);
        icon(mark == FolderTreeModel::Mark::Offline ? QStringLiteral("network-offline")
                                                    : QStringLiteral("dialog-warning"))
            .paint(painter, area);
        take(6, true);
    }
    const QIcon picture = index.data(Qt::DecorationRole).value<QIcon>();
    if (!picture.isNull()) {
        QRect area = take(folderIconSide, false);
        area = QRect(area.left(), option.rect.center().y() - folderIconSide / 2 + 1, folderIconSide,
                     folderIconSide);
        picture.paint(painter, area);
        take(folderPadding, false);
    }
    painter->setFont(font);
    painter->setPen(index.flags().testFlag(Qt::ItemIsSelectable)
                        ? option.palette.color(QPalette::Text)
                        : colours.secondaryText);
    const QString name = metrics.elidedText(index.data().toString(), Qt::ElideRight, free.width());
    painter->drawText(mirroredIn(option.rect, free, option.direction),
                      int(Qt::AlignVCenter
                          | QStyle::visualAlignment(option.direction, Qt::AlignLeft)
                          | Qt::TextSingleLine),
                      name);
    painter->restore();
}

void FolderDelegate::paintBranch(QPainter &painter, const QRect &rect, const QTreeView &tree,
                                 const QModelIndex &index)
{
    if (!tree.model()->hasChildren(index))
        return;
    const bool rightToLeft = tree.isRightToLeft();
    // The arrow stands next to the row, at the end of the indentation.
    const QPointF centre(rightToLeft ? rect.left() + tree.indentation() / 2.0
                                     : rect.right() + 1 - tree.indentation() / 2.0,
                         rect.center().y() + 0.5);
    QPolygonF arrow;
    if (tree.isExpanded(index))
        arrow = {QPointF(-3.5, -1.75), QPointF(0, 1.75), QPointF(3.5, -1.75)};
    else if (rightToLeft)
        arrow = {QPointF(1.75, -3.5), QPointF(-1.75, 0), QPointF(1.75, 3.5)};
    else
        arrow = {QPointF(-1.75, -3.5), QPointF(1.75, 0), QPointF(-1.75, 3.5)};
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Theme::colours(tree.palette()).secondaryText, 1.5, Qt::SolidLine,
                        Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(arrow.translated(centre));
    painter.restore();
}

} // namespace Turnstone
