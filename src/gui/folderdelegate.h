// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

class QTreeView;

namespace Turnstone {

/// Rows of the folder tree: icon, name, and at the far edge the number of unread messages.
class FolderDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *, const QStyleOptionViewItem &, const QModelIndex &) const override;
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override;
    static void paintBranch(QPainter &, const QRect &, const QTreeView &, const QModelIndex &);
};

} // namespace Turnstone
