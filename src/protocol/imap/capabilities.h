// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayList>
#include <QSet>
#include <algorithm>
#include <optional>

namespace Turnstone::Imap {

/// What a server says it can do (RFC 9051 7.2.2), and whether it has said so since it last
/// mattered: what was heard before TLS or before the sign-in no longer counts after it.
class Capabilities {
public:
    void set(const QByteArrayList &names)
    {
        m_names = {names.begin(), names.end()};
        m_names.subtract(m_withheld);
        m_known = true;
    }
    /// Names that count as never said: what a lower rung of the ladder does can be tried on a
    /// server that offers a higher one.
    void withhold(const QByteArrayList &names) { m_withheld = {names.begin(), names.end()}; }
    void forget()
    {
        m_names.clear();
        m_known = false;
    }
    bool areKnown() const { return m_known; }
    bool has(const char *name) const { return m_names.contains(name) || isImplied(name); }
    /// The number behind "NAME=": APPENDLIMIT=35651584 (RFC 7889 3). Absent where there is none.
    std::optional<qint64> number(const char *name) const
    {
        const QByteArray start = QByteArray(name) + '=';
        for (const QByteArray &entry : m_names) {
            bool isNumber = false;
            const qint64 value =
                entry.startsWith(start) ? entry.mid(start.size()).toLongLong(&isNumber) : 0;
            if (isNumber && value >= 0)
                return value;
        }
        return {};
    }
    /// The names behind "AUTH=".
    QByteArrayList mechanisms() const
    {
        QByteArrayList found;
        for (const QByteArray &name : m_names) {
            if (name.startsWith("AUTH="))
                found.append(name.mid(5));
        }
        std::sort(found.begin(), found.end());
        return found;
    }

private:
    /// IMAP4rev2 includes them (RFC 9051 appendix E).
    bool isImplied(const char *name) const
    {
        static const QSet<QByteArray> rev2 = {
            "IDLE",     "UIDPLUS",     "ESEARCH",     "MOVE",          "UNSELECT", "SASL-IR",
            "LITERAL-", "SPECIAL-USE", "LIST-STATUS", "LIST-EXTENDED", "ENABLE",   "NAMESPACE"};
        return !m_withheld.contains(name) && m_names.contains("IMAP4REV2")
            && !m_names.contains("IMAP4REV1") && rev2.contains(name);
    }

    QSet<QByteArray> m_names, m_withheld;
    bool m_known = false;
};

} // namespace Turnstone::Imap
