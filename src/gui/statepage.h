// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>
#include <functional>

class QLabel;
class QPushButton;

namespace Turnstone {

/// What stands where there is nothing else to show: an icon, what is the case, what to do about it,
/// and a button that does it. All text is plain text.
class StatePage : public QWidget {
    Q_OBJECT
public:
    explicit StatePage(QWidget *parent = nullptr);

    /// Without `actionText` there is no button.
    void present(const QString &iconName, const QString &title, const QString &explanation = {},
                 const QString &actionText = {}, std::function<void()> action = {});
    QString title() const;
    QString explanation() const;
    QPushButton *button() const { return m_button; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void dress();

    QString m_iconName;
    std::function<void()> m_action;
    QLabel *m_icon = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_explanation = nullptr;
    QPushButton *m_button = nullptr;
};

} // namespace Turnstone
