// SPDX-License-Identifier: MIT
#include "engine/retrypolicy.h"

#include <QRandomGenerator>
#include <algorithm>

namespace Turnstone::RetryPolicy {

qint64 pauseSeconds(int failures, double random)
{
    const int doublings = std::clamp(failures - 1, 0, 16);
    const qint64 pause = std::min(firstSeconds << doublings, longestSeconds);
    return std::max<qint64>(1, qint64(double(pause) * (1 - spread + 2 * spread * random)));
}

qint64 pauseSeconds(int failures)
{
    return pauseSeconds(failures, QRandomGenerator::global()->generateDouble());
}

} // namespace Turnstone::RetryPolicy
