// SPDX-License-Identifier: MIT
#pragma once

#include "cli/clicontext.h"

namespace Turnstone {

/// Into the keyring, as the account's PasswordSource says. A keyring that doesn't take the password
/// is an error that says what else there is: `option` ("--password-command").
void storePassword(CliContext &, const Account &, const Secret &, const QString &option);
/// Out of it again; what isn't there is no error.
void forgetPassword(CliContext &, const Account &);

} // namespace Turnstone
