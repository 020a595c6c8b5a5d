// SPDX-License-Identifier: MIT
#include "base/endpoint.h"

namespace Turnstone {

QString toString(ConnectionSecurity security)
{
    switch (security) {
    case ConnectionSecurity::Tls:
        return QStringLiteral("tls");
    case ConnectionSecurity::StartTls:
        return QStringLiteral("starttls");
    case ConnectionSecurity::None:
        break;
    }
    return QStringLiteral("none");
}

bool fromString(const QString &word, ConnectionSecurity *security)
{
    for (const auto candidate :
         {ConnectionSecurity::Tls, ConnectionSecurity::StartTls, ConnectionSecurity::None}) {
        if (word == toString(candidate)) {
            *security = candidate;
            return true;
        }
    }
    return false;
}

} // namespace Turnstone
