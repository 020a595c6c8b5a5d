// SPDX-License-Identifier: MIT
#include "engine/connectivity.h"

namespace Turnstone {

Connectivity::Connectivity(Preferences &preferences, QObject *parent)
    : QObject(parent)
    , m_preferences(preferences)
{
    settleMetered();
    connect(&preferences, &Preferences::changed, this, [this](const QString &key) {
        if (key == QLatin1String(Pref::metered.key))
            settleMetered();
    });
}

void Connectivity::watch()
{
    if (m_watch)
        return;
    m_watch = new NetworkWatch(this);
    connect(m_watch, &NetworkWatch::changed, this, &Connectivity::setStatus);
    connect(m_watch, &NetworkWatch::routeChanged, this, &Connectivity::networkChanged);
    m_status = m_watch->status();
    settleMetered();
}

void Connectivity::setStatus(const NetworkStatus &status)
{
    using Reach = NetworkStatus::Reach;
    const Reach before = std::exchange(m_status, status).reach;
    settleMetered();
    const bool closed = before == Reach::None || before == Reach::Portal;
    const bool open = status.reach == Reach::Online || status.reach == Reach::Unknown;
    if (closed && open)
        Q_EMIT networkChanged();
}

bool Connectivity::hasNetwork() const
{
    if (m_status.reach == NetworkStatus::Reach::Unknown)
        return !m_watch || NetworkWatch::hasInterface();
    return m_status.reach != NetworkStatus::Reach::None;
}

void Connectivity::settleMetered()
{
    const QString said = m_preferences.get(Pref::metered);
    const bool metered =
        said == QLatin1String("yes") || (said != QLatin1String("no") && m_status.metered);
    if (m_metered.exchange(metered) != metered)
        Q_EMIT meteredChanged(metered);
}

} // namespace Turnstone
