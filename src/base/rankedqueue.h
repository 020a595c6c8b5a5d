// SPDX-License-Identifier: MIT
#pragma once

#include <QMutex>
#include <QtGlobal>
#include <map>
#include <optional>
#include <utility>

namespace Turnstone {

/// Values handed from one thread to another, the most pressing first. It doesn't wait, as JobQueue.
template <typename T> class RankedQueue {
public:
    /// The lowest rank is taken first; within a rank the one pushed first, or last where
    /// `newestFirst`. Returns a ticket, never 0.
    int push(T value, int rank, bool newestFirst = false)
    {
        const QMutexLocker lock(&m_mutex);
        const int ticket = ++m_last;
        m_values.emplace(std::pair(rank, newestFirst ? -ticket : ticket), std::move(value));
        return ticket;
    }
    /// Of the ranks up to this one.
    std::optional<T> take(int upTo)
    {
        const QMutexLocker lock(&m_mutex);
        const auto first = m_values.begin();
        if (first == m_values.end() || first->first.first > upTo)
            return std::nullopt;
        T value = std::move(first->second);
        m_values.erase(first);
        return value;
    }
    /// False where it was taken already.
    bool withdraw(int ticket)
    {
        const QMutexLocker lock(&m_mutex);
        return std::erase_if(
                   m_values,
                   [ticket](const auto &entry) { return qAbs(entry.first.second) == ticket; })
            > 0;
    }
    bool isEmpty(int upTo) const
    {
        const QMutexLocker lock(&m_mutex);
        return m_values.empty() || m_values.begin()->first.first > upTo;
    }

private:
    mutable QMutex m_mutex;
    std::map<std::pair<int, int>, T> m_values;
    int m_last = 0;
};

} // namespace Turnstone
