// SPDX-License-Identifier: MIT
#pragma once

#include "base/wakeup.h"

#include <QMutex>
#include <QWaitCondition>
#include <deque>
#include <exception>
#include <optional>

namespace Turnstone {

/// Values handed from one thread to one other, in order, where the sender must not run far ahead:
/// it waits while what is queued weighs too much. Failure goes the other way.
template <typename T> class BoundedQueue {
public:
    /// `weightMax` in the unit of `push`; what goes above it is queued, what comes after waits.
    explicit BoundedQueue(qint64 weightMax)
        : m_weightMax(weightMax)
    { }

    // The sender.
    /// Throws what the receiver failed with, and Cancelled (within 50 ms of Wakeup::cancel).
    void push(T value, qint64 weight, const Wakeup &wakeup)
    {
        QMutexLocker lock(&m_mutex);
        while (m_weight > m_weightMax && !m_failure) {
            m_changed.wait(&m_mutex, 50);
            wakeup.throwIfCancelled();
        }
        if (m_failure)
            std::rethrow_exception(m_failure);
        m_weight += weight;
        m_values.push_back({std::move(value), weight});
        m_changed.wakeAll();
    }
    /// Nothing more will come: `take` ends once all is taken.
    void close() { end(m_isClosed); }
    /// What is queued goes nowhere: `take` ends at once.
    void drop() { end(m_isDropped); }
    void rethrowFailure() const
    {
        const QMutexLocker lock(&m_mutex);
        if (m_failure)
            std::rethrow_exception(m_failure);
    }

    // The receiver.
    /// Waits for a value; none at the end.
    std::optional<T> take()
    {
        const QMutexLocker lock(&m_mutex);
        while (m_values.empty() && !m_isClosed && !m_isDropped)
            m_changed.wait(&m_mutex);
        if (m_values.empty() || m_isDropped)
            return std::nullopt;
        Entry entry = std::move(m_values.front());
        m_values.pop_front();
        m_weight -= entry.weight;
        m_changed.wakeAll();
        return std::move(entry.value);
    }
    bool isDropped() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_isDropped;
    }
    /// The sender's next call throws it.
    void fail(std::exception_ptr failure)
    {
        const QMutexLocker lock(&m_mutex);
        m_failure = std::move(failure);
        m_values.clear();
        m_weight = 0;
        m_changed.wakeAll();
    }

private:
    struct Entry {
        T value;
        qint64 weight;
    };

    void end(bool &how)
    {
        const QMutexLocker lock(&m_mutex);
        how = true;
        m_changed.wakeAll();
    }

    const qint64 m_weightMax;
    mutable QMutex m_mutex;
    QWaitCondition m_changed;
    std::deque<Entry> m_values;
    qint64 m_weight = 0;
    bool m_isClosed = false;
    bool m_isDropped = false;
    std::exception_ptr m_failure;
};

} // namespace Turnstone
