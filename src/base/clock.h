// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

namespace Turnstone {

/// Time, injected so that a test needs no sleep. Any thread.
class Clock {
public:
    virtual ~Clock() = default;
    /// Seconds since 1970-01-01 00:00 UTC.
    virtual qint64 utcSeconds() const = 0;
    /// Milliseconds that never run backwards, from an arbitrary start.
    virtual qint64 monotonicMs() const = 0;

    /// The machine's own clock; lives as long as the process.
    static const Clock &system();
};

/// A clock that stands still until it is moved. One thread.
class FixedClock : public Clock {
public:
    explicit FixedClock(qint64 utcSeconds)
        : m_ms(utcSeconds * 1000)
    { }
    qint64 utcSeconds() const override { return m_ms / 1000; }
    qint64 monotonicMs() const override { return m_ms; }
    void advanceMs(qint64 ms) { m_ms += ms; }

private:
    qint64 m_ms;
};

} // namespace Turnstone
