// SPDX-License-Identifier: MIT
#pragma once

#include "gui/shownmessage.h"

#include <QToolButton>

namespace Turnstone {

/// One attachment: icon of its type, name, size, and a cloud where it isn't on this computer.
/// Activating opens it; its menu has the rest.
class AttachmentChip : public QToolButton {
    Q_OBJECT
public:
    explicit AttachmentChip(const ShownAttachment &, QWidget *parent = nullptr);
    const ShownAttachment &attachment() const { return m_attachment; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void openRequested();
    void saveRequested();
    void downloadRequested();
    void dragRequested();
    void copyRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    int iconSide() const;
    QString sizeText() const;

    ShownAttachment m_attachment;
    QPoint m_pressed;
};

} // namespace Turnstone
