// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"

#include <QDialog>
#include <functional>
#include <memory>

namespace Ui {
class PasswordDialog;
}

namespace Turnstone {

/// Asks for an account's password and hands it to the engine. `reason` is the sentence of the
/// refusal or of the missing keyring; may be empty. Use `open()`.
class PasswordDialog : public QDialog {
    Q_OBJECT
public:
    PasswordDialog(const Account &, const QString &reason, Engine &, QWidget *parent = nullptr);
    ~PasswordDialog() override;

protected:
    struct Question {
        QString title, reason;
        bool mayRemember = false;
    };
    /// `take` is given what was typed, and whether it is to be kept.
    PasswordDialog(const Question &, const std::function<void(const Secret &, bool)> &take,
                   QWidget *parent);

private:
    std::unique_ptr<Ui::PasswordDialog> m_ui;
};

} // namespace Turnstone
