// SPDX-License-Identifier: MIT
#include "gui/messagelistheader.h"

#include "gui/icons.h"

#include <QStandardItemModel>

namespace Turnstone {

namespace {

struct ColumnInfo {
    ListColumn column;
    SortKey key;
    const char *iconName; ///< shown in place of the title
    int width;
};

// In the order of ListColumn.
const ColumnInfo columnInfos[listColumnCount] = {
    {ListColumn::Unread, SortKey::Unread, "mail-unread", 30},
    {ListColumn::Flag, SortKey::Flagged, "non-starred", 30},
    {ListColumn::From, SortKey::From, nullptr, 190},
    {ListColumn::Subject, SortKey::Subject, nullptr, 320},
    {ListColumn::Attachment, SortKey::Attachment, "mail-attachment", 30},
    {ListColumn::Date, SortKey::Date, nullptr, 110},
    {ListColumn::Size, SortKey::Size, nullptr, 80},
};

} // namespace

MessageListHeader::MessageListHeader(QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_columns(new QStandardItemModel(0, listColumnCount, this))
{
    const QString titles[listColumnCount] = {tr("Unread"),  tr("Star"),       tr("From"),
                                             tr("Subject"), tr("Attachment"), tr("Date"),
                                             tr("Size")};
    for (int i = 0; i < listColumnCount; ++i) {
        auto *item = new QStandardItem;
        const ColumnInfo &info = columnInfos[i];
        if (info.iconName)
            item->setIcon(icon(QString::fromLatin1(info.iconName)));
        else
            item->setText(titles[i]);
        item->setToolTip(tr("Sort by: %1").arg(titles[i]));
        item->setData(titles[i], Qt::AccessibleTextRole);
        item->setTextAlignment((info.iconName ? Qt::AlignHCenter : Qt::AlignLeading)
                               | Qt::AlignVCenter);
        m_columns->setHorizontalHeaderItem(i, item);
    }
    setModel(m_columns);
    setAccessibleName(tr("Columns of the message list"));
    setSectionsClickable(true);
    setSectionsMovable(true);
    setHighlightSections(false);
    setSortIndicatorShown(true);
    setMinimumSectionSize(26);
    setStretchLastSection(false);
    for (int i = 0; i < listColumnCount; ++i) {
        const bool narrow = columnInfos[i].iconName != nullptr;
        setSectionResizeMode(i, narrow ? Fixed : Interactive);
        resizeSection(i, columnInfos[i].width);
    }
    setSectionResizeMode(int(ListColumn::Subject), Stretch);
    connect(this, &QHeaderView::sectionClicked, this,
            [this](int column) { Q_EMIT sortRequested(columnInfos[column].key); });
}

void MessageListHeader::setRecipients(bool recipients)
{
    m_columns->horizontalHeaderItem(int(ListColumn::From))
        ->setText(recipients ? tr("To") : tr("From"));
}

void MessageListHeader::showSort(SortKey key, bool ascending)
{
    for (const ColumnInfo &info : columnInfos) {
        if (info.key == key)
            setSortIndicator(int(info.column),
                             ascending ? Qt::AscendingOrder : Qt::DescendingOrder);
    }
}

} // namespace Turnstone
