// SPDX-License-Identifier: MIT
#pragma once

#include "base/endpoint.h"

#include <QByteArray>
#include <QHash>
#include <QString>

namespace Turnstone {

/// Which certificates are taken beside those that a trusted CA signed for the host's name. A pin
/// is one certificate for one host and port, made only by the user's choice; it accepts that
/// certificate whatever its faults, and nothing else. Value type.
struct CertificatePolicy {
    QString caFile; ///< additional trusted CAs, PEM; empty for none
    QHash<QString, QByteArray> pins; ///< pinKey(endpoint) to SHA-256 of the DER form

    static QString pinKey(const Endpoint &endpoint)
    {
        return endpoint.host.toLower() + QLatin1Char(':') + QString::number(endpoint.port);
    }
};

} // namespace Turnstone
