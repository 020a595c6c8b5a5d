// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

namespace Turnstone::RetryPolicy {

/// Seconds to wait after the `failures`-th failure in a row (1, 2, …): doubling from 5 s to at most
/// 15 min. `random` in [0, 1) spreads it by a quarter either way, so that many programs which lost
/// one server don't come back at the same moment.
qint64 pauseSeconds(int failures, double random);
/// With this process's own random numbers.
qint64 pauseSeconds(int failures);

} // namespace Turnstone::RetryPolicy
