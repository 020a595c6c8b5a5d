// SPDX-License-Identifier: MIT
#include "gui/folderdelegate.h"

#include "gui/foldertreemodel.h"
#include "gui/icons.h"
#include "gui/theme.h"
#include "mail/limits.h"

#include <QLineEdit>
#include <QPainter>
#include <QTreeView>

namespace Turnstone {

namespace {

constexpr int folderIconSide = 16;
constexpr int folderPadding = 8;

/// Hands out a row's room from both ends, mirrored where text runs from right to left.
class FolderRowRoom {
public:
    explicit FolderRowRoom(const QStyleOptionViewItem &option)
        : m_whole(option.rect)
        , m_free(option.rect)
        , m_direction(option.direction)
    { }
    QRect fromStart(int width)
    {
        QRect part = m_free;
        part.setWidth(width);
        m_free.setLeft(part.right() + 1);
        return QStyle::visualRect(m_direction, m_whole, part);
    }
    QRect fromEnd(int width)
    {
        QRect part = m_free;
        part.setLeft(m_free.right() + 1 - width);
        m_free.setRight(part.left() - 1);
        return QStyle::visualRect(m_direction, m_whole, part);
    }
    QRect rest() const { return QStyle::visualRect(m_direction, m_whole, m_free); }
    int width() const { return m_free.width(); }
    /// A square of the icons' size in the middle of a part.
    QRect iconIn(const QRect &part) const
    {
        return {part.left(), m_whole.center().y() - folderIconSide / 2 + 1, folderIconSide,
                folderIconSide};
    }

private:
    QRect m_whole, m_free;
    Qt::LayoutDirection m_direction;
};

void paintFolderBadge(QPainter &painter, const QStyleOptionViewItem &option, FolderRowRoom &room,
                      qint64 count, bool quiet)
{
    const ThemeColours colours = Theme::colours(option.palette);
    QFont small = option.font;
    small.setPointSizeF(option.font.pointSizeF() * 0.88);
    small.setWeight(QFont::DemiBold);
    const QString text = QLocale().toString(count);
    const QFontMetrics metrics(small);
    const int height = metrics.height() + 2;
    const int width = qMax(height, metrics.horizontalAdvance(text) + 12);
    QRect badge = room.fromEnd(width);
    badge = QRect(badge.left(), option.rect.center().y() - height / 2, width, height);
    if (!quiet) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colours.accent);
        painter.drawRoundedRect(badge, height / 2.0, height / 2.0);
    }
    painter.setFont(small);
    painter.setPen(quiet ? colours.secondaryText : colours.onAccent);
    painter.drawText(badge, Qt::AlignCenter, text);
    room.fromEnd(6);
}

} // namespace

QSize FolderDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {120, qMax(option.fontMetrics.height(), folderIconSide) + 12};
}

void FolderDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    using Kind = FolderTreeModel::Kind;
    using Mark = FolderTreeModel::Mark;
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool active = option.state.testFlag(QStyle::State_HasFocus)
        || (option.widget && option.widget->hasFocus());
    const ThemeColours colours = Theme::colours(option.palette);
    const auto kind = Kind(index.data(FolderTreeModel::KindRole).toInt());
    const bool isSection = kind == Kind::Account || kind == Kind::Favourites;
    const qint64 unread = index.data(FolderTreeModel::UnreadRole).toLongLong();
    const qint64 below = option.state.testFlag(QStyle::State_Open)
        ? 0
        : index.data(FolderTreeModel::BelowRole).toLongLong();
    const auto mark = Mark(index.data(FolderTreeModel::MarkRole).toInt());

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (selected || option.state.testFlag(QStyle::State_MouseOver)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(selected ? (active ? colours.selected : colours.selectedInactive)
                                   : colours.line);
        painter->drawRoundedRect(option.rect.adjusted(2, 1, -6, -1), 5, 5);
    }
    FolderRowRoom room(option);
    room.fromStart(folderPadding);
    room.fromEnd(folderPadding + 6);
    if (unread + below > 0)
        paintFolderBadge(*painter, option, room, unread + below, unread == 0);
    if (mark != Mark::None) {
        icon(mark == Mark::Offline ? QStringLiteral("network-offline")
                                   : QStringLiteral("dialog-warning"))
            .paint(painter, room.iconIn(room.fromEnd(folderIconSide)));
        room.fromEnd(6);
    }
    const QIcon picture = index.data(Qt::DecorationRole).value<QIcon>();
    if (!picture.isNull()) {
        picture.paint(painter, room.iconIn(room.fromStart(folderIconSide)));
        room.fromStart(folderPadding);
    }
    QFont font = option.font;
    if (unread > 0 || isSection)
        font.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(font);
    const auto draw = [&](const QString &text, const QRect &rect, const QColor &colour) {
        painter->setPen(colour);
        painter->drawText(rect,
                          int(Qt::AlignVCenter
                              | QStyle::visualAlignment(option.direction, Qt::AlignLeft)
                              | Qt::TextSingleLine),
                          text);
    };
    painter->setFont(font);
    const QString name = index.data().toString();
    const int nameWidth = qBound(0, metrics.horizontalAdvance(name) + 1, qMax(0, room.width()));
    draw(metrics.elidedText(name, Qt::ElideRight, nameWidth), room.fromStart(nameWidth),
         index.data(FolderTreeModel::QuietRole).toBool() ? colours.secondaryText
                                                         : option.palette.color(QPalette::Text));
    const QString detail = index.data(FolderTreeModel::DetailRole).toString();
    room.fromStart(folderPadding);
    if (!detail.isEmpty() && room.width() > 3 * metrics.averageCharWidth()) {
        painter->setFont(option.font);
        draw(option.fontMetrics.elidedText(detail, Qt::ElideRight, room.width()), room.rest(),
             colours.secondaryText);
    }
    painter->restore();
}

QWidget *FolderDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &,
                                      const QModelIndex &index) const
{
    auto *editor = new QLineEdit(parent);
    editor->setMaxLength(int(Limits::folderNameBytes / 4)); // at most four bytes each
    editor->setAccessibleName(tr("New name of “%1”").arg(index.data().toString()));
    return editor;
}

void FolderDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    auto *line = static_cast<QLineEdit *>(editor);
    if (line->property("filled").toBool())
        return;
    line->setProperty("filled", true);
    line->setText(index.data(Qt::EditRole).toString());
    line->selectAll();
}

void FolderDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                          const QModelIndex &) const
{
    // Beside the icon, where the name stood.
    const QRect whole = option.rect;
    const QRect room = whole.adjusted(folderPadding + folderIconSide + 2, 1, -8, -1);
    editor->setGeometry(QStyle::visualRect(option.direction, whole, room));
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
