// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>
#include <algorithm>

namespace Turnstone {

/// How much one fetch call asks for: enough for a pipeline, and so little that what the user waits
/// for isn't held up by it for more than a few seconds. How much that is depends on the line, which
/// is learnt over a pass.
class FetchSize {
public:
    int messages() const { return m_messages; }
    qint64 bytes() const { return m_bytes; }
    /// A call that asked for so much took so many milliseconds.
    void took(qint64 ms)
    {
        const qint64 time = std::max<qint64>(1, ms);
        if (time > tooLongMs) {
            m_messages = int(std::max<qint64>(fewest, m_messages * aimedMs / time));
            m_bytes = std::max(smallest, m_bytes * aimedMs / time);
        } else if (time < shortMs) {
            m_messages = std::min(2 * m_messages, most);
            m_bytes = std::min(2 * m_bytes, largest);
        }
    }

private:
    static constexpr qint64 shortMs = 1000, aimedMs = 2000, tooLongMs = 3000;
    static constexpr int fewest = 4, most = 2000;
    static constexpr qint64 smallest = 64 * 1024, largest = 256 * 1024 * 1024;
    int m_messages = 50;
    qint64 m_bytes = 2 * 1024 * 1024;
};

} // namespace Turnstone
