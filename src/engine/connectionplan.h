// SPDX-License-Identifier: MIT
#pragma once

#include "base/clock.h"
#include "base/mailerror.h"

namespace Turnstone {

/// How many connections one account may have now, and what each is for: the first synchronises and
/// replays, the second serves what the user waits for, the third listens. With fewer the first does
/// what the missing ones would, between its steps. Main thread.
class ConnectionPlan {
public:
    /// How long a server's "too many" is believed. Then one more is tried: whoever held the others
    /// (a phone, a second computer) may be gone.
    static constexpr qint64 believedMs = 30 * 60 * 1000;

    /// `clock` outlives it. `allowed`: what protocol and server allow (BackendTraits::connections).
    ConnectionPlan(const Clock &clock, int allowed)
        : m_clock(&clock)
        , m_most(qMax(1, allowed))
    { }

    int allowed() const;
    bool hasService() const { return allowed() >= 2; }
    bool hasPush() const { return allowed() >= 3; }
    /// The server refused one more than the `open` there were. True where this is news.
    bool refused(int open);
    /// Other settings, or another network: what was refused was another place's.
    void forget() { m_refusedAt = -1; }

    /// Whether an error from signing in says that there are too many connections: LIMIT
    /// (RFC 9051 7.1), or what servers without that code say in words.
    static bool isTooMany(const MailError &);

private:
    const Clock *m_clock;
    int m_most;
    int m_fewer = 1;
    qint64 m_refusedAt = -1; ///< monotonic ms
};

} // namespace Turnstone
