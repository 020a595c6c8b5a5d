// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace Turnstone {

/// Draws a contact in two lines beside a circle with initials.
class ContactDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace Turnstone
