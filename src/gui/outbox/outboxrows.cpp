// SPDX-License-Identifier: MIT
#include "gui/outbox/outboxrows.h"

#include "gui/icons.h"
#include "gui/theme.h"

#include <QPainter>

namespace Turnstone {

namespace {
constexpr int outboxRowPadding = 9;
constexpr int outboxLineGap = 3;
constexpr int outboxIconSide = 16;
} // namespace

OutboxModel::OutboxModel(QObject *parent)
    : QAbstractListModel(parent)
{ }

void OutboxModel::setItems(const QList<OutboxItem> &items)
{
    const auto has = [](const QList<OutboxItem> &list, OutboxId id) {
        return std::any_of(list.begin(), list.end(),
                           [id](const OutboxItem &item) { return item.id == id; });
    };
    for (int row = int(m_items.size()) - 1; row >= 0; --row) {
        if (has(items, m_items.at(row).id))
            continue;
        beginRemoveRows({}, row, row);
        m_items.removeAt(row);
        endRemoveRows();
    }
    // Ids only grow, so both stand in the same order.
    for (int row = 0; row < items.size(); ++row) {
        if (row < m_items.size() && m_items.at(row).id == items.at(row).id) {
            m_items[row] = items.at(row);
            continue;
        }
        beginInsertRows({}, row, row);
        m_items.insert(row, items.at(row));
        endInsertRows();
    }
    if (!m_items.isEmpty())
        Q_EMIT dataChanged(index(0), index(int(m_items.size()) - 1));
}

void OutboxModel::setNow(const OutboxWords::Now &now)
{
    m_now = now;
    if (!m_items.isEmpty())
        Q_EMIT dataChanged(index(0), index(int(m_items.size()) - 1));
}

std::optional<OutboxItem> OutboxModel::at(const QModelIndex &index) const
{
    return index.isValid() && index.row() < m_items.size() ? std::optional(m_items.at(index.row()))
                                                           : std::nullopt;
}

QModelIndex OutboxModel::indexOf(OutboxId id) const
{
    for (int row = 0; row < m_items.size(); ++row) {
        if (m_items.at(row).id == id)
            return index(row);
    }
    return {};
}

int OutboxModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_items.size());
}

QVariant OutboxModel::data(const QModelIndex &index, int role) const
{
    const auto item = at(index);
    if (!item)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return OutboxWords::recipients(*item);
    case SubjectRole:
        return OutboxWords::subject(*item);
    case StateRole:
        return OutboxWords::state(*item, m_now);
    case UndecidedRole:
        return OutboxWords::isUndecided(*item);
    case Qt::DecorationRole:
        return icon(QString::fromLatin1(OutboxWords::stateIcon(*item)));
    case Qt::AccessibleTextRole:
        return OutboxWords::description(*item, m_now);
    case Qt::ToolTipRole:
        return OutboxWords::state(*item, m_now).toHtmlEscaped();
    default:
        return {};
    }
}

QSize OutboxDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {160, 2 * outboxRowPadding + 3 * (option.fontMetrics.height() + 1) + 2 * outboxLineGap};
}

void OutboxDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    const ThemeColours colours = Theme::colours(option.palette);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool active = option.state.testFlag(QStyle::State_HasFocus)
        || (option.widget && option.widget->hasFocus());
    painter->save();
    painter->fillRect(option.rect,
                      selected ? (active ? colours.selected : colours.selectedInactive)
                               : option.palette.color(QPalette::Base));
    painter->setPen(colours.line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    const QRect within =
        option.rect.adjusted(outboxRowPadding, outboxRowPadding, -outboxRowPadding, 0);
    const auto mirrored = [&](const QRect &rect) {
        return QStyle::visualRect(option.direction, option.rect, rect);
    };
    const int line = option.fontMetrics.height() + 1;
    const QRect picture(within.left(), within.top() + (line - outboxIconSide) / 2, outboxIconSide,
                        outboxIconSide);
    index.data(Qt::DecorationRole).value<QIcon>().paint(painter, mirrored(picture));
    int top = within.top();
    const auto draw = [&](const QString &text, const QColor &colour, QFont::Weight weight) {
        QFont font = option.font;
        font.setWeight(weight);
        const QRect rect(within.left() + outboxIconSide + 8, top,
                         within.width() - outboxIconSide - 8, line);
        painter->setFont(font);
        painter->setPen(colour);
        painter->drawText(mirrored(rect),
                          int(Qt::AlignVCenter | Qt::TextSingleLine
                              | QStyle::visualAlignment(option.direction, Qt::AlignLeft)),
                          QFontMetrics(font).elidedText(text, Qt::ElideRight, rect.width()));
        top += line + outboxLineGap;
    };
    const QColor text = option.palette.color(QPalette::Text);
    draw(index.data().toString(), text, QFont::DemiBold);
    draw(index.data(OutboxModel::SubjectRole).toString(), text, QFont::Normal);
    const bool undecided = index.data(OutboxModel::UndecidedRole).toBool();
    draw(index.data(OutboxModel::StateRole).toString(), undecided ? text : colours.secondaryText,
         undecided ? QFont::DemiBold : QFont::Normal);
    painter->restore();
}

} // namespace Turnstone
