// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>
#include <atomic>

namespace Turnstone {

/// How often a connection that listens is proven alive. A network that drops silent connections
/// (a router that forgets them) shows by one that is dead when it is renewed: from then on it is
/// renewed twice as often, and that is remembered until the network is another. Any thread.
class PushRhythm {
public:
    static constexpr qint64 longestMs = 25 * 60 * 1000; ///< RFC 2177: below the server's 30 minutes
    static constexpr qint64 shortestMs = 5 * 60 * 1000;

    qint64 intervalMs() const { return m_intervalMs; }
    /// A connection was found dead after having been silent for so long. One that failed sooner
    /// says nothing about silence.
    void foundDead(qint64 silentMs)
    {
        const qint64 interval = m_intervalMs;
        if (silentMs >= interval)
            m_intervalMs = qMax(shortestMs, interval / 2);
    }
    void forget() { m_intervalMs = longestMs; }

private:
    std::atomic<qint64> m_intervalMs = longestMs;
};

} // namespace Turnstone
