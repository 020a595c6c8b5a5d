// SPDX-License-Identifier: MIT
#pragma once

#include "base/secret.h"

#include <QString>
#include <optional>

namespace Turnstone {

/// Asks at the terminal without showing what is typed; nothing where standard input is no terminal.
std::optional<Secret> askPassword(const QString &prompt);

/// The first line of a file, or of standard input for "-". Throws CliError.
Secret readPasswordFile(const QString &path);

} // namespace Turnstone
