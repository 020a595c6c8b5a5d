// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

namespace Turnstone {

/// Hears from logind that the machine wakes up, at once; where there is no logind, nothing is ever
/// told, and the engine notices by its clocks.
class SleepSignal : public QObject {
    Q_OBJECT
public:
    explicit SleepSignal(QObject *parent = nullptr);

Q_SIGNALS:
    void wokeUp();

private Q_SLOTS:
    /// org.freedesktop.login1.Manager.PrepareForSleep: true before, false after.
    void prepareForSleep(bool begins);
};

} // namespace Turnstone
