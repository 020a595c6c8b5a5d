// SPDX-License-Identifier: MIT
#pragma once

#include "cli/arguments.h"

#include "backend/backendregistry.h"

namespace Turnstone {

/// The options of `account add`, which are the keys of `account set`: one table for both.
QList<CliOption> accountOptions();

/// Sets what one of them says. Throws Usage where the value makes no sense. What ends in
/// `password-file` is the caller's business.
void setAccountOption(Account &account, const QString &key, const QString &value);

/// Ports that were not given, by protocol and security. Throws Usage where the protocol is unknown.
void fillPorts(Account &account, const BackendRegistry &registry);

/// Throws Usage where something that an account can't be without is missing.
void requireComplete(const Account &account);

} // namespace Turnstone
