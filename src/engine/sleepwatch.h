// SPDX-License-Identifier: MIT
#pragma once

#include "base/clock.h"

#include <optional>

namespace Turnstone {

/// Notices that the machine was asleep: its calendar went on, and its monotonic clock, which times
/// every wait, did not.
class SleepWatch {
public:
    explicit SleepWatch(const Clock &clock)
        : m_clock(clock)
    { }

    /// Asked now and then: whether it slept since the last time, long enough for a connection to
    /// have died unheard. A clock set forward by hand looks the same, and costs a sign-in.
    bool hasSlept()
    {
        const qint64 ahead = m_clock.utcSeconds() - m_clock.monotonicMs() / 1000;
        const bool slept = m_ahead && ahead - *m_ahead >= asleepSeconds;
        m_ahead = ahead;
        return slept;
    }

private:
    static constexpr qint64 asleepSeconds = 45;
    const Clock &m_clock;
    std::optional<qint64> m_ahead;
};

} // namespace Turnstone
