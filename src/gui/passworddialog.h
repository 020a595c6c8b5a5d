// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"

#include <QDialog>
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

private:
    std::unique_ptr<Ui::PasswordDialog> m_ui;
};

} // namespace Turnstone
