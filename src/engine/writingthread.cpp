// SPDX-License-Identifier: MIT
#include "engine/writingthread.h"

#include "net/wait.h"

namespace Turnstone {

WritingThread::WritingThread(Store &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_thread(QStringLiteral("actions"), [this](Wakeup &wakeup) { run(wakeup); })
{
    m_thread.start();
}

WritingThread::~WritingThread()
{
    m_stop = true;
    m_thread.wakeup().wake();
    m_thread.wait();
}

void WritingThread::post(Job job, std::function<void(MailError)> onError)
{
    m_jobs.push({std::move(job), std::move(onError)});
    m_thread.wakeup().wake();
}

void WritingThread::answer(const QPointer<QObject> &context, std::function<void()> hear)
{
    QMetaObject::invokeMethod(
        this,
        [context, hear = std::move(hear)] {
            if (context)
                hear();
        },
        Qt::QueuedConnection);
}

void WritingThread::report(const Posted &posted, const MailError &error)
{
    QMetaObject::invokeMethod(
        this,
        [this, error, onError = posted.onError] {
            if (onError)
                onError(error);
            else
                Q_EMIT failed(error);
        },
        Qt::QueuedConnection);
}

void WritingThread::run(Wakeup &wakeup)
{
    std::unique_ptr<MailWriter> writer;
    for (;;) {
        // Asked before the queue is emptied: what was posted before the end is still done.
        const bool last = m_stop;
        while (const auto posted = m_jobs.take()) {
            try {
                // Opened at the first need and again after a failure: a disk that was full when the
                // program started may have room by now.
                if (!writer)
                    writer = std::make_unique<MailWriter>(m_store);
                posted->job(*writer);
            } catch (const MailError &error) {
                report(*posted, error);
            }
        }
        if (last)
            return;
        waitForWake(wakeup, -1);
    }
}

} // namespace Turnstone
