// SPDX-License-Identifier: MIT
#pragma once

namespace Turnstone {

/// From now on connections go through the proxy that the system's settings name, if any, except to
/// this computer. Called once by a program's main(), before the first connection.
void useSystemProxy();

} // namespace Turnstone
