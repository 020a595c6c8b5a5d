// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"

#include <QDialog>
#include <memory>

namespace Ui {
class PasswordDialog;
}

namespace Turnstone {

/// Asks for the password of an account's outgoing server, which is its own from then on. `reason`:
/// the sentence of the refusal; may be empty. Use `open()`.
class OutgoingPasswordDialog : public QDialog {
    Q_OBJECT
public:
    OutgoingPasswordDialog(const Account &, const OutgoingServer &, const QString &reason, Engine &,
                           QWidget *parent = nullptr);
    ~OutgoingPasswordDialog() override;

private:
    std::unique_ptr<Ui::PasswordDialog> m_ui;
};

} // namespace Turnstone
