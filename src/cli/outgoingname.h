// SPDX-License-Identifier: MIT
#pragma once

#include "cli/clicontext.h"

namespace Turnstone {

/// "HOST:PORT", as commands print it.
QString outgoingName(const OutgoingServer &);
/// By its number, "HOST:PORT", "HOST" where one alone has it, or "default". Throws CliError.
OutgoingServer outgoingNamed(CliContext &, const Account &, const QString &written);

} // namespace Turnstone
