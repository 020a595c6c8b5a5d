// SPDX-License-Identifier: MIT
#pragma once

#include "gui/composer/recipient.h"

#include <QAbstractButton>

namespace Turnstone {

/// One recipient in its field: a name in a rounded box, marked where it is no address. Says what is
/// asked of it by keys, mouse and menu; the field does it.
class RecipientChip : public QAbstractButton {
    Q_OBJECT
public:
    explicit RecipientChip(const Recipient &, QWidget *parent = nullptr);
    const Recipient &recipient() const { return m_recipient; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void removeRequested(bool focusBefore);
    void editRequested();
    /// By so many chips, towards the end of the list where positive.
    void stepRequested(int chips);
    void endRequested(bool last);
    void leaveRequested(); ///< to the edit
    void typed(const QString &text); ///< meant for the edit
    void copyRequested(bool cut);
    void dragStarted();
    void menuRequested(const QPoint &globalPosition);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    QString shownText() const;
    QRect closeRect() const;
    int markWidth() const;

    Recipient m_recipient;
    mutable QSize m_hint; ///< measuring text is what costs most of hundreds of chips
    mutable QFont m_hintFont;
    QPoint m_pressedAt;
    bool m_overClose = false;
    bool m_pressedClose = false;
};

} // namespace Turnstone
