// SPDX-License-Identifier: MIT
#pragma once

#include "gui/messagerowpainter.h"
#include "store/storetypes.h"

#include <QListView>

class QHeaderView;

namespace Turnstone {

class MessageListModel;

/// The view of a MessageListModel: rows of one height with headings between groups, so that a place
/// is computed and never laid out, whatever the number of rows. A QListView by descent for the sake
/// of keyboard, selection and accessibility; its layout is not used.
class MessageListView : public QListView {
    Q_OBJECT
public:
    explicit MessageListView(MessageListModel &model, QWidget *parent = nullptr);
    ~MessageListView() override;

    void setSettings(const MessageRowPainter::Settings &settings);
    const MessageRowPainter::Settings &settings() const { return m_painter.settings(); }
    void setSortIndicator(SortKey key, bool ascending);
    QByteArray columnState() const;
    void setColumnState(const QByteArray &state);

    QList<PlacementId> selectedIds() const;
    int selectedCount() const;
    /// Of the current message: the one below, then the one above.
    QList<PlacementId> neighbours() const;
    PlacementId currentId() const;
    /// Selects the message alone and brings it into view; false where it isn't in the list.
    bool selectId(PlacementId);
    bool selectRow(int row);
    /// Selects the message that stands behind (else before) what is selected: what to read next
    /// when the selection is about to go.
    void selectBeyondSelection();

    QRect visualRect(const QModelIndex &index) const override;
    QModelIndex indexAt(const QPoint &point) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    void doItemsLayout() override;
    void reset() override;
    void keyboardSearch(const QString &) override { }
    QSize sizeHint() const override;

Q_SIGNALS:
    /// What is selected is another message or another number of them.
    void selectionSettled();
    void starClicked(Turnstone::PlacementId id);
    void unreadClicked(Turnstone::PlacementId id);
    void spacePressed();
    void openRequested();
    /// A column's header was clicked.
    void sortRequested(Turnstone::SortKey key);

protected:
    int horizontalOffset() const override { return 0; }
    int verticalOffset() const override;
    bool isIndexHidden(const QModelIndex &) const override { return false; }
    QModelIndex moveCursor(CursorAction, Qt::KeyboardModifiers) override;
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command) override;
    QRegion visualRegionForSelection(const QItemSelection &) const override;
    QModelIndexList selectedIndexes() const override;
    void updateGeometries() override;
    void scrollContentsBy(int dx, int dy) override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end) override;
    void dataChanged(const QModelIndex &, const QModelIndex &, const QList<int> &) override;
    void selectionChanged(const QItemSelection &, const QItemSelection &) override;
    void currentChanged(const QModelIndex &, const QModelIndex &) override;
    void startDrag(Qt::DropActions) override;
    void paintEvent(QPaintEvent *) override;
    void resizeEvent(QResizeEvent *) override;
    void changeEvent(QEvent *) override;
    void timerEvent(QTimerEvent *) override;
    void wheelEvent(QWheelEvent *) override;
    void mousePressEvent(QMouseEvent *) override;
    void mouseMoveEvent(QMouseEvent *) override;
    void mouseReleaseEvent(QMouseEvent *) override;
    void mouseDoubleClickEvent(QMouseEvent *) override;
    void keyPressEvent(QKeyEvent *) override;
    void focusInEvent(QFocusEvent *) override;
    bool viewportEvent(QEvent *) override;

private:
    int topOf(int row) const;
    int rowAt(int y) const; ///< nearest one; -1 in an empty list
    int contentHeight() const;
    void setUpHeader();
    void layOutColumns();
    void relayout();
    void rememberAnchor();
    void restoreAnchor();
    void rememberBeforeReset();
    void restoreAfterReset();
    void restoreSelection();
    void setHovered(int row);
    void showToolTip(const QPoint &position);

    MessageListModel &m_model;
    MessageRowPainter m_painter;
    QHeaderView *m_header;
    int m_hovered = -1;
    bool m_inLayout = false;
    int m_anchorRow = 0; ///< the topmost row in view
    int m_anchorOffset = 0;
    PlacementId m_rememberedCurrent;
    QList<PlacementId> m_rememberedSelection;
};

} // namespace Turnstone
