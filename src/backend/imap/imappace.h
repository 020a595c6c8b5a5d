// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>
#include <algorithm>

namespace Turnstone {

/// How many messages' headers are asked for ahead: enough to fill the line, and so little that what
/// comes up meanwhile waits for a second or two at most. What a line brings is learnt from it.
class ImapPace {
public:
    qsizetype messages() const { return m_messages; } ///< a batch
    size_t batchesInFlight() const { return m_messages < most ? 2 : 4; }
    /// `count` messages came within so many milliseconds.
    void took(qsizetype count, qint64 ms)
    {
        const qint64 perBatch = qint64(count) * batchMs / std::max<qint64>(1, ms);
        m_messages = std::clamp<qsizetype>(qsizetype(perBatch), fewest, most);
    }

private:
    static constexpr qint64 batchMs = 500;
    static constexpr qsizetype fewest = 50, most = 500;
    qsizetype m_messages = most;
};

} // namespace Turnstone
