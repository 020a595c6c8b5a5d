// SPDX-License-Identifier: MIT
#pragma once

#include <QFrame>
#include <functional>

class QBoxLayout;
class QHBoxLayout;
class QLabel;

namespace Turnstone {

/// A calm line with an icon, a sentence as plain text, and perhaps actions; grows with its text.
class NoticeBar : public QFrame {
    Q_OBJECT
public:
    enum class Tone { Quiet, Notice, Warning, Error };
    explicit NoticeBar(QWidget *parent = nullptr);
    NoticeBar(const QString &iconName, const QString &text, Tone tone = Tone::Quiet,
              QWidget *parent = nullptr);

    void setMessage(const QString &iconName, const QString &text, Tone tone);
    QString text() const;
    void clearActions();
    void addAction(const QString &text, std::function<void()> action);
    /// A cross; what it does is up to whoever hears `dismissed`.
    void makeDismissible();

Q_SIGNALS:
    void dismissed();

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void dress();

    QString m_iconName;
    Tone m_tone = Tone::Quiet;
    QLabel *m_icon;
    QLabel *m_text;
    QHBoxLayout *m_actions;
    QHBoxLayout *m_layout;
    QBoxLayout *m_middle; ///< text and actions
};

} // namespace Turnstone
