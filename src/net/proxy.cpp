// SPDX-License-Identifier: MIT
#include "net/proxy.h"

#include <QNetworkProxyFactory>

namespace Turnstone {

void useSystemProxy()
{
    QNetworkProxyFactory::setUseSystemConfiguration(true);
}

} // namespace Turnstone
