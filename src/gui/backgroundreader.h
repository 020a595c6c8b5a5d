// SPDX-License-Identifier: MIT
#pragma once

#include "store/mailreader.h"

#include <QObject>
#include <QPointer>
#include <QThread>

namespace Turnstone {

/// A thread with a database connection of its own, for what the window must not wait for. Work runs
/// in the order it was posted; its result is handed over in the main thread, and dropped where
/// `context` is gone by then. Main thread only.
class BackgroundReader : public QObject {
    Q_OBJECT
public:
    explicit BackgroundReader(Store &, QObject *parent = nullptr);
    /// Waits for the work that runs and drops the rest; work that may take long asks isStopping().
    ~BackgroundReader() override;

    bool isStopping() const { return m_stopping; }

    template <typename Work, typename Done> void run(QObject *context, Work work, Done done)
    {
        const QPointer<QObject> guard(context);
        QMetaObject::invokeMethod(m_worker, [this, guard, work = std::move(work), done] {
            if (m_stopping)
                return;
            try {
                auto result = work(reader());
                deliver([guard, done, result = std::move(result)]() mutable {
                    if (guard)
                        done(std::move(result));
                });
            } catch (const MailError &error) {
                deliver([this, error] { Q_EMIT failed(error); });
            }
        });
    }

Q_SIGNALS:
    void failed(const Turnstone::MailError &error);

private:
    MailReader &reader();
    void deliver(std::function<void()> function);

    Store &m_store;
    QThread m_thread;
    QObject *m_worker;
    std::unique_ptr<MailReader> m_reader; ///< made, used and ended in m_thread
    std::atomic<bool> m_stopping = false;
};

} // namespace Turnstone
