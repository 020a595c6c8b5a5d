// SPDX-License-Identifier: MIT
#include "net/networkwatch.h"

#include <QNetworkInformation>
#include <QNetworkInterface>

namespace Turnstone {

NetworkWatch::NetworkWatch(QObject *parent)
    : QObject(parent)
{
    if (!QNetworkInformation::loadDefaultBackend())
        return;
    const QNetworkInformation *const system = QNetworkInformation::instance();
    const auto tell = [this] { Q_EMIT changed(status()); };
    connect(system, &QNetworkInformation::reachabilityChanged, this, tell);
    connect(system, &QNetworkInformation::isBehindCaptivePortalChanged, this, tell);
    connect(system, &QNetworkInformation::isMeteredChanged, this, tell);
    connect(system, &QNetworkInformation::transportMediumChanged, this,
            &NetworkWatch::routeChanged);
}

NetworkStatus NetworkWatch::status() const
{
    NetworkStatus status;
    const QNetworkInformation *const system = QNetworkInformation::instance();
    if (!system)
        return status;
    if (system->supports(QNetworkInformation::Feature::Metered))
        status.metered = system->isMetered();
    if (!system->supports(QNetworkInformation::Feature::Reachability))
        return status;
    switch (system->reachability()) {
    case QNetworkInformation::Reachability::Disconnected:
        status.reach = NetworkStatus::Reach::None;
        break;
    case QNetworkInformation::Reachability::Local: // a mail server may well stand there
    case QNetworkInformation::Reachability::Site:
    case QNetworkInformation::Reachability::Online:
        status.reach = NetworkStatus::Reach::Online;
        break;
    case QNetworkInformation::Reachability::Unknown:
        break;
    }
    const bool portal = system->supports(QNetworkInformation::Feature::CaptivePortal)
        && system->isBehindCaptivePortal();
    if (portal && status.reach != NetworkStatus::Reach::None)
        status.reach = NetworkStatus::Reach::Portal;
    return status;
}

bool NetworkWatch::hasInterface()
{
    const QList<QNetworkInterface> interfaces = QNetworkInterface::allInterfaces();
    for (const QNetworkInterface &one : interfaces) {
        const QNetworkInterface::InterfaceFlags flags = one.flags();
        if (flags.testFlag(QNetworkInterface::IsUp) && flags.testFlag(QNetworkInterface::IsRunning)
            && !flags.testFlag(QNetworkInterface::IsLoopBack) && !one.addressEntries().isEmpty())
            return true;
    }
    return false;
}

} // namespace Turnstone
