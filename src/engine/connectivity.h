// SPDX-License-Identifier: MIT
#pragma once

#include "net/networkwatch.h"
#include "settings/preferences.h"

#include <atomic>

namespace Turnstone {

/// What the engine knows of the machine's network: whether there is one, whether its bytes are
/// paid for, and when it has changed under the connections. Lives in the main thread; what lanes
/// ask may be asked from any thread.
class Connectivity : public QObject {
    Q_OBJECT
public:
    explicit Connectivity(Preferences &, QObject *parent = nullptr);

    /// From now on by what the system says. Until then there is a network, and it is free.
    void watch();
    /// As the system would say it.
    void setStatus(const NetworkStatus &);

    /// The user's word (Pref::metered), and where that is "auto", the system's. Any thread.
    bool isMetered() const { return m_metered; }
    /// False where nothing but this machine can be reached: a failure to connect is then nobody's
    /// fault. Main thread.
    bool hasNetwork() const;
    bool isBehindPortal() const { return m_status.reach == NetworkStatus::Reach::Portal; }

Q_SIGNALS:
    void meteredChanged(bool metered);
    /// There is a network again, or another one: connections made before are likely dead, and what
    /// couldn't be reached may be.
    void networkChanged();

private:
    void settleMetered();

    Preferences &m_preferences;
    NetworkWatch *m_watch = nullptr;
    NetworkStatus m_status;
    std::atomic<bool> m_metered = false;
};

} // namespace Turnstone
