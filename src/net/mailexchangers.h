// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>
#include <functional>

class QObject;

namespace Turnstone {

/// Tells which hosts take a domain's mail (MX, RFC 5321 5.1), lower case, without a final dot, most
/// wanted first: none where there are none, nobody can be asked, or it took too long. `done` is
/// called once, from the event loop of the thread that asked, and not after `context` is gone.
using ExchangerFinder = std::function<void(const QString &domain, QObject *context,
                                           std::function<void(const QStringList &hosts)> done)>;

/// Asks the system's resolver, where any network is up; waits at most five seconds. At most 20
/// hosts.
void findMailExchangers(const QString &domain, QObject *context,
                        std::function<void(const QStringList &hosts)> done);

} // namespace Turnstone
