// SPDX-License-Identifier: MIT
#pragma once

#include <QFrame>

class QLabel;
class QLineEdit;

namespace Turnstone {

/// Finds in the message as one types; Return goes on, Shift+Return back, Escape ends.
class FindBar : public QFrame {
    Q_OBJECT
public:
    explicit FindBar(QWidget *parent = nullptr);

    void open(const QString &selection);
    QString text() const;
    void setFound(bool found);

Q_SIGNALS:
    void findRequested(const QString &text, bool backward);
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QLineEdit *m_edit = nullptr;
    QLabel *m_result = nullptr;
};

} // namespace Turnstone
