// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QSocketNotifier>
#include <memory>

namespace Turnstone {

/// SIGINT, SIGTERM and SIGHUP as a Qt signal, so that what runs is cancelled and not cut. One a
/// process, in the main thread; the default behaviour is back when it goes.
class Interruption : public QObject {
    Q_OBJECT
public:
    explicit Interruption(QObject *parent = nullptr);
    ~Interruption() override;

Q_SIGNALS:
    void interrupted();

private:
    void readSignal();

    int m_ends[2] = {-1, -1}; ///< a pipe: the handler writes, the notifier reads
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace Turnstone
