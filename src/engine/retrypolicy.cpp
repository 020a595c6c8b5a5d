// SPDX-License-Identifier: MIT
#include "engine/retrypolicy.h"

#include <QRandomGenerator>
#include <algorithm>

namespace Turnstone::RetryPolicy {

qint64 pauseSeconds(int failures, double random)
{
    constexpr qint64 first = 5;
    constexpr qint64 longest = 15 * 60;
    const int doublings = std::clamp(failures - 1, 0, 16);
    const qint64 pause = std::min(first << doublings, longest);
    return std::max<qint64>(1, qint64(double(pause) * (0.75 + random / 2)));
}

qint64 pauseSeconds(int failures)
{
    return pauseSeconds(failures, QRandomGenerator::global()->generateDouble());
}

} // namespace Turnstone::RetryPolicy
