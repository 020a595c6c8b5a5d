// SPDX-License-Identifier: MIT
// What is selected in the list of messages, also while its rows are read anew.
#include "gui/messagelistmodel.h"
#include "gui/messagelistview.h"

#include <QAccessible>
#include <QScrollBar>

namespace Turnstone {

namespace {
constexpr qsizetype rememberedRows = 1000;
} // namespace

QList<PlacementId> MessageListView::selectedIds() const
{
    return m_model.ids(selectionModel()->selection());
}

QList<PlacementId> MessageListView::neighbours() const
{
    QList<PlacementId> ids;
    const int row = currentIndex().row();
    for (const int beside : {row + 1, row - 1}) {
        if (row >= 0 && beside >= 0 && beside < m_model.rowCount())
            ids.append(m_model.idAt(beside));
    }
    return ids;
}

int MessageListView::selectedCount() const
{
    int count = 0;
    for (const QItemSelectionRange &range : selectionModel()->selection())
        count += range.height();
    return count;
}

PlacementId MessageListView::currentId() const
{
    return m_model.idAt(currentIndex().row());
}

bool MessageListView::selectId(PlacementId id)
{
    return selectRow(m_model.indexOf(id));
}

bool MessageListView::selectRow(int row)
{
    if (row < 0 || row >= m_model.rowCount())
        return false;
    selectionModel()->setCurrentIndex(m_model.index(row), QItemSelectionModel::ClearAndSelect);
    scrollTo(m_model.index(row));
    return true;
}

void MessageListView::selectBeyondSelection()
{
    int last = -1;
    int first = m_model.rowCount();
    for (const QItemSelectionRange &range : selectionModel()->selection()) {
        last = qMax(last, range.bottom());
        first = qMin(first, range.top());
    }
    if (last < 0)
        return;
    if (!selectRow(last + 1) && !selectRow(first - 1))
        selectionModel()->clear();
}

void MessageListView::reset()
{
    m_hovered = -1;
    QAbstractItemView::reset();
}

void MessageListView::rememberBeforeReset()
{
    if (m_model.rowCount() == 0)
        return;
    m_rememberedCurrent = currentId();
    m_rememberedSelection =
        selectedCount() <= rememberedRows ? selectedIds() : QList<PlacementId>();
}

void MessageListView::restoreAfterReset()
{
    updateGeometries();
    verticalScrollBar()->setValue(0);
    m_anchorRow = m_anchorOffset = 0;
    restoreSelection();
    viewport()->update();
    Q_EMIT selectionSettled();
}

void MessageListView::restoreSelection()
{
    if (m_rememberedSelection.isEmpty() || selectedCount() > 0)
        return;
    QItemSelection selection;
    for (const PlacementId id : std::as_const(m_rememberedSelection)) {
        const int row = m_model.indexOf(id);
        if (row >= 0)
            selection.select(m_model.index(row), m_model.index(row));
    }
    if (selection.isEmpty())
        return;
    m_rememberedSelection.clear();
    const int row = m_model.indexOf(m_rememberedCurrent);
    if (row >= 0)
        selectionModel()->setCurrentIndex(m_model.index(row), QItemSelectionModel::NoUpdate);
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    scrollTo(row >= 0 ? m_model.index(row) : selection.indexes().constFirst(), PositionAtCenter);
}

void MessageListView::selectionChanged(const QItemSelection &selected,
                                       const QItemSelection &deselected)
{
    QAbstractItemView::selectionChanged(selected, deselected);
    Q_EMIT selectionSettled();
}

void MessageListView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QAbstractItemView::currentChanged(current, previous);
    if (QAccessible::isActive() && current.isValid() && hasFocus()) {
        QAccessibleEvent event(this, QAccessible::Focus);
        event.setChild(current.row());
        QAccessible::updateAccessibility(&event);
    }
}

} // namespace Turnstone
