// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace Turnstone {

/// How a connection is protected.
enum class ConnectionSecurity {
    Tls, ///< TLS from the first byte (RFC 8314); the default
    StartTls, ///< must be upgraded before anything else is said; no plain fallback
    None ///< in clear; only where the user insists for this host
};

struct Endpoint {
    QString host; ///< as the user typed it; IDN allowed; also the name a certificate must carry
    quint16 port = 0;
    ConnectionSecurity security = ConnectionSecurity::Tls;
    friend bool operator==(const Endpoint &, const Endpoint &) = default;
};

/// "tls", "starttls", "none": the words of the store and of turnstonectl.
QString toString(ConnectionSecurity);
/// False where the word is none of these.
bool fromString(const QString &word, ConnectionSecurity *security);

} // namespace Turnstone
