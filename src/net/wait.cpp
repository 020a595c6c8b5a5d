// SPDX-License-Identifier: MIT
#include "net/wait.h"

#include <QDeadlineTimer>
#include <QEventLoop>
#include <QSslSocket>
#include <QTimer>

#include <utility>

namespace Turnstone {

WaitEnd waitUntil(const WaitSpec &spec, const std::function<bool()> &done)
{
    // Bytes are often there already; then nothing needs to be set up.
    if (spec.wakeup)
        spec.wakeup->throwIfCancelled();
    if (done())
        return WaitEnd::Done;
    const QDeadlineTimer deadline = spec.timeoutMs < 0
        ? QDeadlineTimer(QDeadlineTimer::Forever)
        : QDeadlineTimer(spec.timeoutMs, Qt::PreciseTimer);
    QEventLoop loop;
    bool running = false;
    if (spec.wakeup) {
        // Queued also where the wakeup lives in this thread: every quit then happens inside exec().
        QObject::connect(spec.wakeup, &Wakeup::fired, &loop, &QEventLoop::quit,
                         Qt::QueuedConnection);
    }
    if (QSslSocket *socket = spec.socket) {
        // The socket speaks for every 4 KB it decrypts, and each quit wakes the loop by a write.
        const auto quit = [&] {
            if (std::exchange(running, false))
                loop.quit();
        };
        QObject::connect(socket, &QIODevice::readyRead, &loop, quit);
        QObject::connect(socket, &QIODevice::bytesWritten, &loop, quit);
        QObject::connect(socket, &QAbstractSocket::stateChanged, &loop, quit);
        QObject::connect(socket, &QAbstractSocket::errorOccurred, &loop, quit);
        QObject::connect(socket, &QAbstractSocket::disconnected, &loop, quit);
        QObject::connect(socket, &QSslSocket::encrypted, &loop, quit);
        QObject::connect(socket, &QSslSocket::encryptedBytesWritten, &loop, quit);
    }
    QTimer timer;
    timer.setSingleShot(true);
    timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&timer, &QTimer::timeout, &loop, &QEventLoop::quit);
    for (;;) {
        if (spec.wakeup)
            spec.wakeup->throwIfCancelled();
        if (done())
            return WaitEnd::Done;
        if (spec.wakeable && spec.wakeup && spec.wakeup->takeWake())
            return WaitEnd::Woken;
        if (deadline.hasExpired())
            return WaitEnd::TimedOut;
        if (!deadline.isForever())
            timer.start(int(qMin<qint64>(deadline.remainingTime(), 24 * 3600 * 1000)));
        running = true;
        loop.exec();
        running = false;
    }
}

bool waitForWake(Wakeup &wakeup, qint64 ms)
{
    WaitSpec spec;
    spec.wakeup = &wakeup;
    spec.timeoutMs = ms;
    spec.wakeable = true;
    return waitUntil(spec, [] { return false; }) == WaitEnd::Woken;
}

} // namespace Turnstone
