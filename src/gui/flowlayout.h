// SPDX-License-Identifier: MIT
#pragma once

#include <QLayout>
#include <QList>

namespace Turnstone {

/// Widgets beside each other, going on below where the line is full; mirrored right to left.
class FlowLayout : public QLayout {
    Q_OBJECT
public:
    explicit FlowLayout(QWidget *parent = nullptr);
    ~FlowLayout() override;

    void insertWidget(int index, QWidget *widget);
    /// The last widget takes the rest of its line.
    void setLastFills(bool fills);

    void addItem(QLayoutItem *item) override;
    int count() const override;
    QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;
    Qt::Orientations expandingDirections() const override;
    bool hasHeightForWidth() const override;
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    void setGeometry(const QRect &rect) override;

private:
    int arrange(const QRect &rect, bool apply) const;

    QList<QLayoutItem *> m_items; ///< owned, as Qt's layouts do
    bool m_lastFills = false;
};

} // namespace Turnstone
