// SPDX-License-Identifier: MIT
#pragma once

#include "gui/passworddialog.h"

namespace Turnstone {

/// Asks for the password of an account's outgoing server, which is its own from then on. `reason`:
/// the sentence of the refusal; may be empty. Use `open()`.
class OutgoingPasswordDialog : public PasswordDialog {
    Q_OBJECT
public:
    OutgoingPasswordDialog(const Account &, const OutgoingServer &, const QString &reason, Engine &,
                           QWidget *parent = nullptr);
};

} // namespace Turnstone
