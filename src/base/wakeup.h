// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <atomic>

namespace Turnstone {

/// How other threads reach a connection thread that waits: `wake` ends a wait that may be woken
/// (IDLE), `cancel` ends every wait, now and later, by Cancelled. Created and destroyed by whoever
/// owns the connection thread; `wake`, `cancel` and the queries may be called from any thread.
class Wakeup : public QObject {
    Q_OBJECT
public:
    void wake()
    {
        m_woken = true;
        Q_EMIT fired();
    }
    void cancel()
    {
        m_cancelled = true;
        Q_EMIT fired();
    }
    bool isCancelled() const { return m_cancelled; }
    /// True once for each batch of `wake` calls; forgets them.
    bool takeWake() { return m_woken.exchange(false); }
    void throwIfCancelled() const;

Q_SIGNALS:
    /// Connected by the one wait function (net/wait.h), queued into the waiting thread.
    void fired();

private:
    std::atomic<bool> m_woken = false;
    std::atomic<bool> m_cancelled = false;
};

} // namespace Turnstone
