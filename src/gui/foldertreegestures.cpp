// SPDX-License-Identifier: MIT
// What a FolderTree does with pointer, keys and what is dragged over it.
#include "gui/foldermime.h"
#include "gui/foldertree.h"
#include "gui/placementmime.h"
#include "gui/theme.h"

#include <QContextMenuEvent>
#include <QDrag>
#include <QMimeData>
#include <QPainter>
#include <QScopedValueRollback>

namespace Turnstone {

void FolderTree::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = byKey ? currentIndex() : indexAt(event->pos());
    const QPoint position = byKey && index.isValid()
        ? viewport()->mapToGlobal(visualRect(index).center())
        : event->globalPos();
    Q_EMIT menuRequested(index, position);
}

void FolderTree::keyPressEvent(QKeyEvent *event)
{
    // Enter unfolds what holds folders only; nothing else would happen there.
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && state() != EditingState
        && m_model.foldersAt(currentIndex()).isEmpty() && m_model.hasChildren(currentIndex())) {
        setExpanded(currentIndex(), !isExpanded(currentIndex()));
        return;
    }
    QTreeView::keyPressEvent(event);
}

void FolderTree::mousePressEvent(QMouseEvent *event)
{
    // Another button asks about a folder, and doesn't open it.
    if (event->button() == Qt::LeftButton)
        QTreeView::mousePressEvent(event);
    else
        event->accept();
}

void FolderTree::startDrag(Qt::DropActions)
{
    const QModelIndex index = currentIndex();
    QMimeData *dragged = m_model.mimeData({index});
    if (!dragged)
        return;
    auto *drag = new QDrag(this);
    drag->setMimeData(dragged);
    const QRect row = visualRect(index);
    drag->setPixmap(viewport()->grab(row));
    drag->setHotSpot({12, row.height() / 2});
    m_model.setFavouritesAlways(true);
    drag->exec(Qt::MoveAction | Qt::CopyAction, Qt::MoveAction);
    m_model.setFavouritesAlways(false);
    endDrop();
}

FolderDrop::Place FolderTree::placeAt(const QModelIndex &index, const QPoint &point) const
{
    if (!index.isValid() || m_model.kind(index) != FolderTreeModel::Kind::Favourite)
        return FolderDrop::Place::On;
    return point.y() < visualRect(index).center().y() ? FolderDrop::Place::Before
                                                      : FolderDrop::Place::After;
}

FolderDrop FolderTree::judge(const QDropEvent &event, QModelIndex *row,
                             FolderDrop::Place *place) const
{
    const QPoint point = event.position().toPoint();
    *row = indexAt(point);
    *place = hasPlacements(*event.mimeData()) ? FolderDrop::Place::On : placeAt(*row, point);
    // By the key itself: what a platform proposes without one differs.
    const Qt::DropAction wish = event.modifiers().testFlag(Qt::ControlModifier) ? Qt::CopyAction
        : event.modifiers().testFlag(Qt::ShiftModifier) ? Qt::TargetMoveAction
                                                        : Qt::MoveAction;
    return FolderDropRules::judge(m_model, *event.mimeData(), wish, *row, *place);
}

void FolderTree::dragEnterEvent(QDragEnterEvent *event)
{
    const QMimeData &offered = *event->mimeData();
    if (hasPlacements(offered) || draggedFolder(offered)) {
        setState(DraggingState);
        event->accept();
    } else {
        event->ignore();
    }
}

void FolderTree::dragMoveEvent(QDragMoveEvent *event)
{
    QTreeView::dragMoveEvent(event); // scrolls near the edges
    QModelIndex row;
    FolderDrop::Place place = FolderDrop::Place::On;
    const FolderDrop drop = judge(*event, &row, &place);
    if (drop.isRefused()) {
        event->ignore();
    } else {
        event->setDropAction(drop.action);
        event->accept();
    }
    showDrop(row, place, drop);
    if (row != m_hoverRow) {
        m_hoverRow = row;
        m_hover.start();
    }
}

void FolderTree::showDrop(const QModelIndex &row, FolderDrop::Place place, const FolderDrop &drop)
{
    m_dropRow = drop.isRefused() ? QModelIndex() : row;
    m_dropPlace = place;
    if (drop.reason != m_dropRemark) {
        m_dropRemark = drop.reason;
        Q_EMIT dragRemark(m_dropRemark);
    }
    viewport()->update();
}

void FolderTree::endDrop()
{
    m_hover.stop();
    m_hoverRow = QModelIndex();
    m_dropRow = QModelIndex();
    if (!m_dropRemark.isEmpty()) {
        m_dropRemark.clear();
        Q_EMIT dragRemark({});
    }
    // What was unfolded on the way is folded again, as it was.
    const QScopedValueRollback updating(m_updating, true);
    for (const QPersistentModelIndex &row : std::as_const(m_unfoldedByHover)) {
        if (row.isValid())
            collapse(row);
    }
    m_unfoldedByHover.clear();
    viewport()->update();
}

void FolderTree::dragLeaveEvent(QDragLeaveEvent *event)
{
    QTreeView::dragLeaveEvent(event);
    endDrop();
}

void FolderTree::dropEvent(QDropEvent *event)
{
    QModelIndex row;
    FolderDrop::Place place = FolderDrop::Place::On;
    const FolderDrop drop = judge(*event, &row, &place);
    const QList<PlacementId> messages =
        hasPlacements(*event->mimeData()) ? placementsOf(*event->mimeData()) : QList<PlacementId>();
    if (drop.kind == FolderDrop::Kind::MoveFolder) {
        // It would be out of sight just where it was put.
        m_unfoldedByHover.removeIf(
            [&row](const QPersistentModelIndex &each) { return each == row; });
    }
    setState(NoState);
    endDrop();
    stopAutoScroll();
    if (drop.isRefused()) {
        event->ignore();
        Q_EMIT dragRemark(drop.reason);
        return;
    }
    event->setDropAction(drop.action);
    event->accept();
    Q_EMIT dropped(drop, messages);
}

void FolderTree::paintEvent(QPaintEvent *event)
{
    QTreeView::paintEvent(event);
    if (!m_dropRow.isValid())
        return;
    QRect rect = visualRect(m_dropRow);
    rect.setLeft(0);
    rect.setRight(viewport()->width() - 1);
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Theme::colours(palette()).accent, 2));
    if (m_dropPlace == FolderDrop::Place::On) {
        painter.drawRoundedRect(rect.adjusted(2, 1, -6, -1), 5, 5);
        return;
    }
    const int y = m_dropPlace == FolderDrop::Place::Before ? rect.top() + 1 : rect.bottom();
    painter.drawLine(rect.left() + 4, y, rect.right() - 8, y);
}

} // namespace Turnstone
