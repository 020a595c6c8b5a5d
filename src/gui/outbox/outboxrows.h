// SPDX-License-Identifier: MIT
#pragma once

#include "gui/outbox/outboxwords.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace Turnstone {

/// What is in the outbox, a row a message, oldest first. Rows come and go one by one, so that the
/// selection stays.
class OutboxModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { SubjectRole = Qt::UserRole, StateRole, UndecidedRole };
    explicit OutboxModel(QObject *parent = nullptr);

    void setItems(const QList<OutboxItem> &items);
    /// What the sentences say of time and network.
    void setNow(const OutboxWords::Now &now);
    const QList<OutboxItem> &items() const { return m_items; }
    const OutboxWords::Now &now() const { return m_now; }
    std::optional<OutboxItem> at(const QModelIndex &) const;
    QModelIndex indexOf(OutboxId) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<OutboxItem> m_items;
    OutboxWords::Now m_now;
};

/// Recipients, subject, and what it waits for.
class OutboxDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
};

} // namespace Turnstone
