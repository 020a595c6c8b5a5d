// SPDX-License-Identifier: MIT
#include "gui/addressbook/valuestable.h"

#include "gui/theme.h"
#include "mail/mailbox.h"

#include <QComboBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QScrollBar>

namespace Turnstone {

namespace {
enum ValueColumn { TextColumn, KindColumn };
constexpr int rowsShown = 5;
} // namespace

ValuesTable::ValuesTable(QWidget *parent)
    : QTableWidget(0, 2, parent)
{
    horizontalHeader()->hide();
    verticalHeader()->hide();
    horizontalHeader()->setSectionResizeMode(TextColumn, QHeaderView::Stretch);
    horizontalHeader()->setSectionResizeMode(KindColumn, QHeaderView::ResizeToContents);
    setShowGrid(false);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setTabKeyNavigation(false);
    setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::SelectedClicked
                    | QAbstractItemView::EditKeyPressed | QAbstractItemView::AnyKeyPressed);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QTableWidget::itemChanged, this, &ValuesTable::changed);
}

void ValuesTable::prepare(const QString &name, const QList<Kind> &kinds, bool isAddress)
{
    setAccessibleName(name);
    m_kinds = kinds;
    m_isAddress = isAddress;
    setValues({});
}

void ValuesTable::setValues(const QList<Value> &values)
{
    m_filling = true;
    setRowCount(0);
    for (const Value &value : values)
        append(value);
    append({});
    m_filling = false;
    fit();
}

void ValuesTable::append(const Value &value)
{
    const int row = rowCount();
    insertRow(row);
    auto *item = new QTableWidgetItem(value.text);
    if (m_isAddress && !value.text.isEmpty())
        item->setCheckState(value.preferred ? Qt::Checked : Qt::Unchecked);
    setItem(row, TextColumn, item);
    mark(item);
    auto *kinds = new QComboBox(this);
    kinds->setFrame(false);
    for (const Kind &kind : std::as_const(m_kinds))
        kinds->addItem(kind.text, kind.word);
    int at = kinds->findData(value.kind);
    if (at < 0) {
        // A word of another program's stays.
        kinds->addItem(value.kind, value.kind);
        at = kinds->count() - 1;
    }
    kinds->setCurrentIndex(at);
    kinds->setAccessibleName(tr("Kind of %1").arg(accessibleName()));
    connect(kinds, &QComboBox::activated, this, &ValuesTable::edited);
    setCellWidget(row, KindColumn, kinds);
}

void ValuesTable::changed(QTableWidgetItem *item)
{
    if (m_filling || item->column() != TextColumn)
        return;
    m_filling = true;
    const bool last = item->row() == rowCount() - 1;
    if (m_isAddress && item->data(Qt::CheckStateRole).isNull() && !item->text().isEmpty())
        item->setCheckState(Qt::Unchecked);
    if (item->checkState() == Qt::Checked) {
        for (int row = 0; row < rowCount(); ++row) {
            QTableWidgetItem *other = this->item(row, TextColumn);
            if (other != item && other->checkState() == Qt::Checked)
                other->setCheckState(Qt::Unchecked);
        }
    }
    mark(item);
    if (last && !item->text().trimmed().isEmpty())
        append({});
    m_filling = false;
    fit();
    Q_EMIT edited();
}

void ValuesTable::mark(QTableWidgetItem *item)
{
    if (!m_isAddress)
        return;
    const QString text = item->text().trimmed();
    const AddressFault fault = text.isEmpty() ? AddressFault::None : mailboxFault(text);
    item->setForeground(fault == AddressFault::None ? QBrush()
                                                    : QBrush(Theme::colours(palette()).errorText));
    //: What the mark beside a mail address is for.
    item->setToolTip(fault == AddressFault::None ? tr("Marked: mail goes to this address first.")
                                                 : addressFaultText(fault, text));
}

void ValuesTable::finishEditing()
{
    auto *editor = state() == EditingState ? viewport()->findChild<QLineEdit *>() : nullptr;
    if (!editor)
        return;
    commitData(editor);
    closeEditor(editor, QAbstractItemDelegate::NoHint);
}

QList<ValuesTable::Value> ValuesTable::values() const
{
    QList<Value> values;
    for (int row = 0; row < rowCount(); ++row) {
        const QTableWidgetItem *text = item(row, TextColumn);
        const auto *kinds = qobject_cast<QComboBox *>(cellWidget(row, KindColumn));
        if (text && kinds && !text->text().trimmed().isEmpty())
            values.append({text->text().trimmed(), kinds->currentData().toString(),
                           text->checkState() == Qt::Checked});
    }
    return values;
}

void ValuesTable::keyPressEvent(QKeyEvent *event)
{
    const int row = currentRow();
    if (event->key() == Qt::Key_Delete && row >= 0 && row < rowCount() - 1) {
        removeRow(row);
        fit();
        Q_EMIT edited();
        return;
    }
    QTableWidget::keyPressEvent(event);
}

void ValuesTable::fit()
{
    resizeRowsToContents();
    updateGeometry();
}

QSize ValuesTable::sizeHint() const
{
    int height = 2 * frameWidth();
    for (int row = 0; row < qMin(rowCount(), rowsShown); ++row)
        height += rowHeight(row);
    return {fontMetrics().averageCharWidth() * 40, height};
}

QSize ValuesTable::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 20, sizeHint().height()};
}

} // namespace Turnstone
