// SPDX-License-Identifier: MIT
#include "gui/messagelistview.h"

#include "gui/messagelistheader.h"
#include "gui/messagelistmodel.h"

#include <QHeaderView>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

namespace Turnstone {

MessageListView::MessageListView(MessageListModel &model, QWidget *parent)
    : QListView(parent)
    , m_model(model)
    , m_header(new MessageListHeader(this))
{
    setFrameShape(NoFrame);
    setSelectionMode(ExtendedSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setEditTriggers(NoEditTriggers);
    setDragEnabled(true);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setMouseTracking(true);
    setAccessibleName(tr("Messages"));
    m_painter.prepare(*this);
    setModel(&model);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &MessageListView::restoreAnchor);
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this,
            &MessageListView::rememberBeforeReset);
    connect(&model, &QAbstractItemModel::modelReset, this, &MessageListView::restoreAfterReset);
    connect(&model, &MessageListModel::groupsChanged, this, &MessageListView::restoreAnchor);
    // What was selected may stand behind the first page.
    connect(&model, &MessageListModel::settled, this, [this] {
        restoreSelection();
        if (m_model.rowCount() > 0)
            m_rememberedSelection.clear();
    });
    setUpHeader();
}

MessageListView::~MessageListView() = default;

void MessageListView::setUpHeader()
{
    m_header->setVisible(false);
    connect(m_header, &QHeaderView::sectionResized, this, &MessageListView::layOutColumns);
    connect(m_header, &QHeaderView::sectionMoved, this, &MessageListView::layOutColumns);
    connect(static_cast<MessageListHeader *>(m_header), &MessageListHeader::sortRequested, this,
            &MessageListView::sortRequested);
}

void MessageListView::setSettings(const MessageRowPainter::Settings &settings)
{
    if (settings == m_painter.settings())
        return;
    m_painter.setSettings(settings);
    m_header->setVisible(settings.look == ListLook::Table);
    static_cast<MessageListHeader *>(m_header)->setRecipients(settings.recipients);
    relayout();
}

void MessageListView::setSortIndicator(SortKey key, bool ascending)
{
    static_cast<MessageListHeader *>(m_header)->showSort(key, ascending);
}

QByteArray MessageListView::columnState() const
{
    return m_header->saveState();
}

void MessageListView::setColumnState(const QByteArray &state)
{
    if (!state.isEmpty())
        m_header->restoreState(state);
    layOutColumns();
}

// Geometry: rows of one height, and a heading before the first row of each group.

int MessageListView::topOf(int row) const
{
    const auto &groups = m_model.groups();
    const auto above =
        std::upper_bound(groups.begin(), groups.end(), row, [](int wanted, const ListGroup &group) {
            return wanted < group.firstRow;
        });
    return row * m_painter.rowHeight() + int(above - groups.begin()) * m_painter.groupHeight();
}

int MessageListView::rowAt(int y) const
{
    const int rows = m_model.rowCount();
    if (rows == 0)
        return -1;
    int low = 0;
    int high = rows - 1;
    while (low < high) {
        const int middle = low + (high - low + 1) / 2;
        if (topOf(middle) <= y)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

int MessageListView::contentHeight() const
{
    const int rows = m_model.rowCount();
    return rows == 0 ? 0 : topOf(rows - 1) + m_painter.rowHeight();
}

QRect MessageListView::visualRect(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    return {0, topOf(index.row()) - verticalOffset(), viewport()->width(), m_painter.rowHeight()};
}

QModelIndex MessageListView::indexAt(const QPoint &point) const
{
    const int y = point.y() + verticalOffset();
    const int row = rowAt(y);
    if (row < 0 || y < topOf(row) || y >= topOf(row) + m_painter.rowHeight())
        return {};
    return m_model.index(row);
}

void MessageListView::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    const int top = topOf(index.row());
    const int page = viewport()->height();
    const int now = verticalOffset();
    int wanted = now;
    if (hint == PositionAtCenter)
        wanted = top - (page - m_painter.rowHeight()) / 2;
    else if (hint == PositionAtTop || top < now)
        wanted = index.row() == 0 ? 0 : top;
    else if (hint == PositionAtBottom || top + m_painter.rowHeight() > now + page)
        wanted = top + m_painter.rowHeight() - page;
    verticalScrollBar()->setValue(wanted);
}

int MessageListView::verticalOffset() const
{
    return verticalScrollBar()->value();
}

QModelIndex MessageListView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const int rows = m_model.rowCount();
    if (rows == 0)
        return {};
    const int now = currentIndex().row();
    if (now < 0)
        return m_model.index(action == MoveEnd ? rows - 1 : 0);
    const int page = qMax(1, viewport()->height() / m_painter.rowHeight() - 1);
    int row = now;
    switch (action) {
    case MoveUp:
    case MovePrevious:
        row = now - 1;
        break;
    case MoveDown:
    case MoveNext:
        row = now + 1;
        break;
    case MovePageUp:
        row = now - page;
        break;
    case MovePageDown:
        row = now + page;
        break;
    case MoveHome:
        row = 0;
        break;
    case MoveEnd:
        row = rows - 1;
        break;
    case MoveLeft:
    case MoveRight:
        break;
    }
    return m_model.index(qBound(0, row, rows - 1));
}

void MessageListView::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command)
{
    QItemSelection selection;
    const QRect area = rect.normalized();
    const int first = rowAt(area.top() + verticalOffset());
    const int last = rowAt(area.bottom() + verticalOffset());
    if (first >= 0 && area.top() + verticalOffset() < contentHeight())
        selection.select(m_model.index(first), m_model.index(last));
    selectionModel()->select(selection, command);
}

QRegion MessageListView::visualRegionForSelection(const QItemSelection &) const
{
    // The exact region of a scattered selection costs more than painting what is in view.
    return viewport()->rect();
}

QModelIndexList MessageListView::selectedIndexes() const
{
    // Qt asks for this to move rows about; a list of a million of them helps nobody.
    return currentIndex().isValid() ? QModelIndexList{currentIndex()} : QModelIndexList();
}

void MessageListView::doItemsLayout()
{
    QAbstractItemView::doItemsLayout();
}

void MessageListView::updateGeometries()
{
    if (m_inLayout)
        return;
    m_inLayout = true;
    const int top = m_header->isHidden() ? 0 : m_header->sizeHint().height();
    setViewportMargins(0, top, 0, 0);
    const QRect area = viewport()->geometry();
    m_header->setGeometry(area.left(), area.top() - top, area.width(), top);
    QScrollBar *bar = verticalScrollBar();
    bar->setSingleStep(m_painter.rowHeight());
    bar->setPageStep(viewport()->height());
    bar->setRange(0, qMax(0, contentHeight() - viewport()->height()));
    m_inLayout = false;
}

void MessageListView::relayout()
{
    const int row = m_anchorRow;
    m_painter.prepare(*this);
    updateGeometries();
    layOutColumns();
    m_anchorRow = row;
    restoreAnchor();
}

void MessageListView::layOutColumns()
{
    QList<QPair<int, int>> columns;
    for (int column = 0; column < listColumnCount; ++column)
        columns.append({m_header->sectionViewportPosition(column), m_header->sectionSize(column)});
    m_painter.setColumns(columns);
    viewport()->update();
}

void MessageListView::rememberAnchor()
{
    m_anchorRow = qMax(0, rowAt(verticalOffset()));
    m_anchorOffset = verticalOffset() - topOf(m_anchorRow);
}

void MessageListView::restoreAnchor()
{
    const int row = m_anchorRow;
    const int offset = m_anchorOffset;
    // A list that stands at its top shows what arrives; any other stays where it is.
    const bool atTop = verticalOffset() == 0;
    updateGeometries();
    if (!atTop && row < m_model.rowCount())
        verticalScrollBar()->setValue(topOf(row) + offset);
    rememberAnchor();
    viewport()->update();
}

void MessageListView::scrollContentsBy(int dx, int dy)
{
    if (m_inLayout)
        viewport()->update(); // the range shrank: rows and groups move by other amounts
    else
        viewport()->scroll(dx, dy);
    if (!m_inLayout)
        rememberAnchor();
    setHovered(-1);
}

void MessageListView::rowsInserted(const QModelIndex &parent, int start, int end)
{
    QAbstractItemView::rowsInserted(parent, start, end);
    if (start <= m_anchorRow)
        m_anchorRow += end - start + 1;
    restoreAnchor();
}

void MessageListView::rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end)
{
    QAbstractItemView::rowsAboutToBeRemoved(parent, start, end);
    m_hovered = -1;
    if (end < m_anchorRow) {
        m_anchorRow -= end - start + 1;
    } else if (start <= m_anchorRow) {
        m_anchorRow = start;
        m_anchorOffset = 0;
    }
}

void MessageListView::dataChanged(const QModelIndex &, const QModelIndex &, const QList<int> &)
{
    viewport()->update();
}

QSize MessageListView::sizeHint() const
{
    return m_painter.preferredSize();
}

void MessageListView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), palette().base());
    const int rows = m_model.rowCount();
    if (rows == 0)
        return;
    const auto &groups = m_model.groups();
    const int groupHeight = m_painter.groupHeight();
    const int bottom = event->rect().bottom() + verticalOffset();
    const bool active = hasFocus() && isActiveWindow();
    // The row above may own a heading that reaches into the area.
    int row = qMax(0, rowAt(event->rect().top() + verticalOffset()));
    for (; row < rows && topOf(row) - groupHeight <= bottom; ++row) {
        const QModelIndex index = m_model.index(row);
        const QRect rect = visualRect(index);
        const auto group = std::lower_bound(
            groups.begin(), groups.end(), row,
            [](const ListGroup &some, int wanted) { return some.firstRow < wanted; });
        if (group != groups.end() && group->firstRow == row) {
            const QRect heading(0, rect.top() - groupHeight, rect.width(), groupHeight);
            m_painter.paintGroup(painter, heading, group->title);
        }
        MessageRowPainter::State state;
        state.selected = selectionModel()->isSelected(index);
        state.current = index == currentIndex();
        state.active = active;
        state.hovered = row == m_hovered;
        if (const MessageRow *message = m_model.row(row))
            m_painter.paint(painter, rect, *message, state);
        else
            m_painter.paintPending(painter, rect, state);
    }
}

void MessageListView::resizeEvent(QResizeEvent *event)
{
    QAbstractItemView::resizeEvent(event);
    updateGeometries();
    layOutColumns();
}

void MessageListView::changeEvent(QEvent *event)
{
    QListView::changeEvent(event);
    switch (event->type()) {
    case QEvent::FontChange:
    case QEvent::PaletteChange:
    case QEvent::StyleChange:
    case QEvent::LayoutDirectionChange:
        relayout();
        break;
    case QEvent::ActivationChange:
        viewport()->update();
        break;
    default:
        break;
    }
}

} // namespace Turnstone
