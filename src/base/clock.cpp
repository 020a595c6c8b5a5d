// SPDX-License-Identifier: MIT
#include "base/clock.h"

#include <QDateTime>
#include <chrono>

namespace Turnstone {

namespace {
class SystemClock : public Clock {
public:
    qint64 utcSeconds() const override { return QDateTime::currentSecsSinceEpoch(); }
    qint64 monotonicMs() const override
    {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
                   std::chrono::steady_clock::now().time_since_epoch())
            .count();
    }
};
} // namespace

const Clock &Clock::system()
{
    static const SystemClock clock;
    return clock;
}

} // namespace Turnstone
