// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

namespace Turnstone::RetryPolicy {

constexpr qint64 firstSeconds = 2;
constexpr qint64 longestSeconds = 5 * 60;
constexpr double spread = 0.25; ///< either way

/// Seconds to wait after the `failures`-th failure in a row (1, 2, …), doubling from the first to
/// the longest. `random` in [0, 1) spreads it, so that many programs which lost
/// one server don't come back at the same moment.
qint64 pauseSeconds(int failures, double random);
/// With this process's own random numbers.
qint64 pauseSeconds(int failures);

} // namespace Turnstone::RetryPolicy
