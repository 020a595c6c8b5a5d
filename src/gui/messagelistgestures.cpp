// SPDX-License-Identifier: MIT
// What a MessageListView does with pointer and keys; its geometry is in messagelistview.cpp.
#include "gui/messagelistmodel.h"
#include "gui/messagelistview.h"
#include "gui/messagewords.h"
#include "gui/placementmime.h"

#include <QDrag>
#include <QHelpEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QToolTip>

namespace Turnstone {

void MessageListView::startDrag(Qt::DropActions)
{
    const QList<PlacementId> ids = selectedIds();
    if (ids.isEmpty())
        return;
    auto *drag = new QDrag(this);
    drag->setMimeData(makePlacementMime(ids, m_model.query().folders));
    drag->setPixmap(placementDragPixmap(ids.size(), *this));
    drag->exec(Qt::MoveAction | Qt::CopyAction, Qt::MoveAction);
}

void MessageListView::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (index.isValid() && event->button() == Qt::LeftButton
        && event->modifiers() == Qt::NoModifier) {
        const QRect rect = visualRect(index);
        const QPoint point = event->position().toPoint();
        if (m_painter.starRect(rect).contains(point)) {
            Q_EMIT starClicked(m_model.idAt(index.row()));
            return;
        }
        if (m_painter.unreadRect(rect).contains(point)) {
            Q_EMIT unreadClicked(m_model.idAt(index.row()));
            return;
        }
    }
    QAbstractItemView::mousePressEvent(event);
}

void MessageListView::mouseMoveEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    setHovered(index.isValid() ? index.row() : -1);
    QAbstractItemView::mouseMoveEvent(event);
}

void MessageListView::mouseReleaseEvent(QMouseEvent *event)
{
    QAbstractItemView::mouseReleaseEvent(event);
}

void MessageListView::mouseDoubleClickEvent(QMouseEvent *event)
{
    QAbstractItemView::mouseDoubleClickEvent(event);
    if (event->button() == Qt::LeftButton)
        Q_EMIT openRequested();
}

void MessageListView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::NoModifier) {
        Q_EMIT spacePressed();
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        Q_EMIT openRequested();
        return;
    }
    QAbstractItemView::keyPressEvent(event);
}

void MessageListView::focusInEvent(QFocusEvent *event)
{
    // The base class would make the first row current, which reads like a selection.
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void MessageListView::timerEvent(QTimerEvent *event)
{
    QAbstractItemView::timerEvent(event);
}

void MessageListView::wheelEvent(QWheelEvent *event)
{
    QAbstractItemView::wheelEvent(event);
}

bool MessageListView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        setHovered(-1);
    if (event->type() == QEvent::ToolTip) {
        showToolTip(static_cast<QHelpEvent *>(event)->pos());
        return true;
    }
    return QListView::viewportEvent(event);
}

void MessageListView::setHovered(int row)
{
    if (row == m_hovered)
        return;
    for (const int changed : {m_hovered, row}) {
        if (changed >= 0 && changed < m_model.rowCount())
            viewport()->update(visualRect(m_model.index(changed)));
    }
    m_hovered = row;
}

void MessageListView::showToolTip(const QPoint &position)
{
    const QModelIndex index = indexAt(position);
    const MessageRow *message = index.isValid() ? m_model.row(index.row()) : nullptr;
    if (!message) {
        QToolTip::hideText();
        return;
    }
    const DateText dates(QDateTime::currentDateTime(), QLocale());
    QStringList lines{MessageWords::subject(*message), MessageWords::correspondent(*message),
                      message->from.mailbox, dates.full(message->dateUtc)};
    lines.append(MessageWords::marks(*message));
    lines.removeAll(QString());
    lines.removeDuplicates();
    // Escaped, or a subject with markup would be shown as markup.
    QToolTip::showText(viewport()->mapToGlobal(position),
                       QStringLiteral("<p style='white-space:pre-wrap'>%1</p>")
                           .arg(lines.join(QLatin1Char('\n')).toHtmlEscaped()),
                       viewport(), visualRect(index));
}

} // namespace Turnstone
