// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

class QTreeView;

namespace Turnstone {

/// Rows of the folder tree: icon, name, and at the far edge the number of unread messages; on a
/// folded row also those below, in a quieter dress where the folder itself has none.
class FolderDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *, const QStyleOptionViewItem &, const QModelIndex &) const override;
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &,
                          const QModelIndex &) const override;
    /// Once: what is being typed isn't taken away by a change of the row.
    void setEditorData(QWidget *editor, const QModelIndex &) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &,
                              const QModelIndex &) const override;
    static void paintBranch(QPainter &, const QRect &, const QTreeView &, const QModelIndex &);
};

} // namespace Turnstone
