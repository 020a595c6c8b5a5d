// SPDX-License-Identifier: MIT
#pragma once

#include "base/wakeup.h"

#include <functional>

class QSslSocket;

namespace Turnstone {

enum class WaitEnd { Done, Woken, TimedOut };

struct WaitSpec {
    QSslSocket *socket = nullptr; ///< whatever it reports makes `done` be asked again; may be null
    Wakeup *wakeup = nullptr; ///< may be null: then nothing but `done` and time ends the wait
    qint64 timeoutMs = -1; ///< from now; negative: none
    bool wakeable = false; ///< Wakeup::wake ends the wait; else it stays noted for the next that is
};

/// The one wait of a connection thread: sleeps in a local event loop, which is the only one that
/// ever runs there, until `done` is true (asked first, and after each signal of the socket), or it
/// is woken, or the time is over. Throws Cancelled, before anything else, once the wakeup is
/// cancelled. An error or the end of a connection is for `done` to see: it must be true then.
WaitEnd waitUntil(const WaitSpec &, const std::function<bool()> &done);

/// Sleeps without a connection: true when woken, false when `ms` are over (negative: none).
/// Throws Cancelled.
bool waitForWake(Wakeup &, qint64 ms);

} // namespace Turnstone
