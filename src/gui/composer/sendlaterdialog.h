// SPDX-License-Identifier: MIT
#pragma once

#include <QDateTime>
#include <QDialog>
#include <memory>

namespace Ui {
class SendLaterDialog;
}

namespace Turnstone {

/// Asks when a message is to go: some near times, or any. Deletes itself when it is closed.
class SendLaterDialog : public QDialog {
    Q_OBJECT
public:
    /// `now`: in the user's zone.
    explicit SendLaterDialog(const QDateTime &now, QWidget *parent);
    ~SendLaterDialog() override;

Q_SIGNALS:
    void chosen(const QDateTime &time);

private:
    void check();
    std::unique_ptr<Ui::SendLaterDialog> m_ui;
};

} // namespace Turnstone
