// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

namespace Turnstone {

/// A password or token. It has no debug stream and no conversion, so that it can't reach a log by
/// accident, and it is overwritten when it goes.
class Secret {
public:
    Secret() = default;
    /// UTF-8. The caller's own copy is the caller's to forget.
    explicit Secret(const QByteArray &utf8)
        : m_bytes(utf8.constData(), utf8.size())
    { }
    Secret(const Secret &other)
        : m_bytes(other.m_bytes.constData(), other.m_bytes.size())
    { }
    Secret(Secret &&other) noexcept { m_bytes.swap(other.m_bytes); }
    Secret &operator=(Secret other) noexcept
    {
        m_bytes.swap(other.m_bytes);
        return *this;
    }
    ~Secret()
    {
        volatile char *p = m_bytes.data();
        for (qsizetype i = 0; i < m_bytes.size(); ++i)
            p[i] = 0;
    }

    bool isEmpty() const { return m_bytes.isEmpty(); }
    /// The bytes, for the one place that puts them on the wire or into the keyring.
    const QByteArray &reveal() const { return m_bytes; }

private:
    QByteArray m_bytes;
};

} // namespace Turnstone
