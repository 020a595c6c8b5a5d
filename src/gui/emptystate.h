// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace Turnstone {

/// What stands where there is nothing to show: why, what to do, and a button that does it.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(QWidget *parent = nullptr);

    /// An empty `action` shows no button.
    void show(const QString &iconName, const QString &title, const QString &text,
              const QString &action = {});
    QString title() const;

Q_SIGNALS:
    void actionClicked();

protected:
    void changeEvent(QEvent *) override;

private:
    void applyColours();

    QString m_iconName;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_text;
    QPushButton *m_action;
};

} // namespace Turnstone
