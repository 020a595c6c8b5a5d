// SPDX-License-Identifier: MIT
#include "gui/sleepsignal.h"

#include <QDBusConnection>

namespace Turnstone {

SleepSignal::SleepSignal(QObject *parent)
    : QObject(parent)
{
    QDBusConnection::systemBus().connect(
        QStringLiteral("org.freedesktop.login1"), QStringLiteral("/org/freedesktop/login1"),
        QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("PrepareForSleep"), this,
        SLOT(prepareForSleep(bool)));
}

void SleepSignal::prepareForSleep(bool begins)
{
    if (!begins)
        Q_EMIT wokeUp();
}

} // namespace Turnstone
