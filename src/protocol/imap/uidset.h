// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QByteArrayView>
#include <QList>
#include <optional>
#include <vector>

namespace Turnstone::Imap {

/// An unsigned decimal number that fits 32 bits and isn't zero (RFC 9051 9, nz-number): UIDs,
/// sequence numbers, UIDVALIDITY.
std::optional<quint32> parseNzNumber(QByteArrayView text);
/// An unsigned decimal number up to 2^63 − 1 (RFC 9051 9, number64; RFC 7162 mod-sequence-value).
std::optional<quint64> parseNumber64(QByteArrayView text);

struct UidRange {
    quint32 first = 0, last = 0; ///< both included; first ≤ last
    friend bool operator==(const UidRange &, const UidRange &) = default;
};

/// Ranges in the order of the wire ("304,319:320"), which pairs the two sets of COPYUID (RFC 4315
/// 3). Absent where any number is malformed, zero or too large. "*" is malformed: a server names
/// UIDs.
std::optional<QList<UidRange>> parseUidRanges(QByteArrayView text);
/// Every number of the ranges in order; absent where there are more than `most`.
std::optional<QList<quint32>> expanded(const QList<UidRange> &ranges, qsizetype most);

/// A set of UIDs (or sequence numbers) kept as ranges, ascending, so that a million neighbours cost
/// eight bytes. Value type.
class UidSet {
public:
    UidSet() = default;
    static UidSet fromRanges(QList<UidRange> ranges);
    static UidSet fromList(QList<quint32> uids);

    void add(quint32 uid); ///< cheap where it is larger than every other
    void remove(UidRange range);
    void unite(const UidSet &other);
    /// What is here and not in `other`, what is in both: one walk along both.
    UidSet minus(const UidSet &other) const;
    UidSet intersected(const UidSet &other) const;
    bool contains(quint32 uid) const;
    bool isEmpty() const { return m_ranges.empty(); }
    qint64 count() const;
    quint32 lowest() const { return m_ranges.empty() ? 0 : m_ranges.front().first; }
    quint32 highest() const { return m_ranges.empty() ? 0 : m_ranges.back().last; }
    const std::vector<UidRange> &ranges() const { return m_ranges; }

    /// Takes out and returns the `count` highest.
    UidSet takeHighest(qint64 count);
    QList<quint32> toList() const; ///< ascending

    QByteArray toString() const;
    /// The set as several, each of at most `maxBytes` as text, for command lines of bounded length.
    QByteArrayList split(qsizetype maxBytes) const;
    friend bool operator==(const UidSet &, const UidSet &) = default;

private:
    std::vector<UidRange> m_ranges; ///< ascending, neither touching nor overlapping
};

} // namespace Turnstone::Imap
