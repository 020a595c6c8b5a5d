// SPDX-License-Identifier: MIT
#pragma once

#include <QFrame>
#include <functional>

class QHBoxLayout;
class QLabel;

namespace Turnstone {

/// A calm line with an icon, a sentence as plain text, and perhaps actions; grows with its text.
class NoticeBar : public QFrame {
    Q_OBJECT
public:
    enum class Tone { Quiet, Warning };
    NoticeBar(const QString &iconName, const QString &text, Tone tone = Tone::Quiet,
              QWidget *parent = nullptr);

    void addAction(const QString &text, std::function<void()> action);
    /// A cross that takes the bar away.
    void makeDismissible();
    QString text() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void dress();

    QString m_iconName;
    Tone m_tone;
    QLabel *m_icon = nullptr;
    QLabel *m_text = nullptr;
    QHBoxLayout *m_layout = nullptr;
};

} // namespace Turnstone
