// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

namespace Turnstone {

/// What the system knows of its network, as a value.
struct NetworkStatus {
    enum class Reach {
        Unknown, ///< the system doesn't tell
        None, ///< nothing but this machine can be reached
        Portal, ///< a page that wants to be answered first stands before everything
        Online
    };
    Reach reach = Reach::Unknown;
    bool metered = false; ///< paid by the byte, or said to be
    friend bool operator==(const NetworkStatus &, const NetworkStatus &) = default;
};

/// Asks the system for its network (NetworkManager or GLib, whatever Qt finds) and tells of
/// changes. Where there is nobody to ask, reach stays Unknown and nothing is ever told. A hint and
/// no more: a server on this machine is reached without any network. Main thread, one in a program.
class NetworkWatch : public QObject {
    Q_OBJECT
public:
    explicit NetworkWatch(QObject *parent = nullptr);

    NetworkStatus status() const;
    /// Whether any interface but the loopback one is up and has an address: what can be known where
    /// the system doesn't tell.
    static bool hasInterface();

Q_SIGNALS:
    void changed(const Turnstone::NetworkStatus &status);
    /// By another medium than before (a cable for Wi-Fi): what is connected is likely dead.
    void routeChanged();
};

} // namespace Turnstone
