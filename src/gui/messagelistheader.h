// SPDX-License-Identifier: MIT
#pragma once

#include "gui/messagerowpainter.h"

#include <QHeaderView>

class QStandardItemModel;

namespace Turnstone {

/// The column headers of the message list's table look: widths, order and sorting by a click.
class MessageListHeader : public QHeaderView {
    Q_OBJECT
public:
    explicit MessageListHeader(QWidget *parent);

    void setRecipients(bool recipients);
    void showSort(SortKey key, bool ascending);

Q_SIGNALS:
    void sortRequested(Turnstone::SortKey key);

private:
    QStandardItemModel *m_columns;
};

} // namespace Turnstone
