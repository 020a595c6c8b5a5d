// SPDX-License-Identifier: MIT
#pragma once

#include "base/jobqueue.h"
#include "net/connectionthread.h"
#include "store/mailwriter.h"

#include <QObject>
#include <QPointer>

namespace Turnstone {

/// Writes what the user does, one action after the other, away from the window's thread. Lives in
/// the main thread. Destroying it first does what was posted: a user's action is never dropped.
class WritingThread : public QObject {
    Q_OBJECT
public:
    using Job = std::function<void(MailWriter &)>;
    explicit WritingThread(Store &, QObject *parent = nullptr);
    ~WritingThread() override;

    /// `failed` is told what the job throws, unless `onError` is given: then that is called, in the
    /// main thread.
    void post(Job job, std::function<void(MailError)> onError = {});
    /// For jobs: what one has found out. `hear` runs in the main thread, and not at all once
    /// `context` is gone, which may be before the last jobs are done: a job never touches who
    /// posted it.
    void answer(const QPointer<QObject> &context, std::function<void()> hear);

Q_SIGNALS:
    void failed(const Turnstone::MailError &error);

private:
    struct Posted {
        Job job;
        std::function<void(MailError)> onError;
    };
    void run(Wakeup &wakeup);
    void report(const Posted &, const MailError &);

    Store &m_store;
    JobQueue<Posted> m_jobs;
    std::atomic<bool> m_stop = false;
    ConnectionThread m_thread;
};

} // namespace Turnstone
