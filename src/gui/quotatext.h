// SPDX-License-Identifier: MIT
#pragma once

#include "store/storetypes.h"

#include <QString>

namespace Turnstone {

/// "1.2 GB of 5 GB used on the server.", and where little is left, what to do. Empty where the
/// server told no quota.
QString quotaText(const ServerLimits &limits);

} // namespace Turnstone
