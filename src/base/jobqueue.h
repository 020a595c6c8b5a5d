// SPDX-License-Identifier: MIT
#pragma once

#include <QMutex>
#include <deque>
#include <optional>

namespace Turnstone {

/// Values handed from one thread to another, in order. It doesn't wait: a receiver that found it
/// empty sleeps in its own wait (net/wait.h) and is woken by the sender's Wakeup::wake.
template <typename T> class JobQueue {
public:
    void push(T value)
    {
        const QMutexLocker lock(&m_mutex);
        m_values.push_back(std::move(value));
    }
    std::optional<T> take()
    {
        const QMutexLocker lock(&m_mutex);
        if (m_values.empty())
            return std::nullopt;
        T value = std::move(m_values.front());
        m_values.pop_front();
        return value;
    }
    bool isEmpty() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_values.empty();
    }

private:
    mutable QMutex m_mutex;
    std::deque<T> m_values;
};

} // namespace Turnstone
