// SPDX-License-Identifier: MIT
#include "protocol/imap/uidset.h"

#include <algorithm>
#include <limits>

namespace Turnstone::Imap {

namespace {

QByteArray rangeText(const UidRange &range)
{
    QByteArray text = QByteArray::number(range.first);
    if (range.last != range.first)
        text += ':' + QByteArray::number(range.last);
    return text;
}

} // namespace

std::optional<quint64> parseNumber64(QByteArrayView text)
{
    if (text.isEmpty() || text.size() > 19)
        return {};
    quint64 value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return {};
        value = value * 10 + quint64(c - '0');
    }
    if (value > quint64(std::numeric_limits<qint64>::max()))
        return {};
    return value;
}

std::optional<quint32> parseNzNumber(QByteArrayView text)
{
    const std::optional<quint64> value = parseNumber64(text);
    if (!value || *value == 0 || *value > std::numeric_limits<quint32>::max())
        return {};
    return quint32(*value);
}

std::optional<QList<UidRange>> parseUidRanges(QByteArrayView text)
{
    QList<UidRange> ranges;
    for (;;) {
        const qsizetype comma = text.indexOf(',');
        const QByteArrayView item = comma < 0 ? text : text.first(comma);
        const qsizetype colon = item.indexOf(':');
        const std::optional<quint32> first = parseNzNumber(colon < 0 ? item : item.first(colon));
        const std::optional<quint32> last =
            colon < 0 ? first : parseNzNumber(item.sliced(colon + 1));
        if (!first || !last)
            return {};
        ranges.append({qMin(*first, *last), qMax(*first, *last)});
        if (comma < 0)
            return ranges;
        text = text.sliced(comma + 1);
    }
}

std::optional<QList<quint32>> expanded(const QList<UidRange> &ranges, qsizetype most)
{
    QList<quint32> uids;
    for (const UidRange &range : ranges) {
        if (qint64(range.last) - range.first >= most - uids.size())
            return {};
        for (qint64 uid = range.first; uid <= range.last; ++uid)
            uids.append(quint32(uid));
    }
    return uids;
}

UidSet UidSet::fromRanges(QList<UidRange> ranges)
{
    std::sort(ranges.begin(), ranges.end(),
              [](const UidRange &a, const UidRange &b) { return a.first < b.first; });
    UidSet set;
    for (const UidRange &range : std::as_const(ranges)) {
        if (!set.m_ranges.empty() && qint64(range.first) <= qint64(set.m_ranges.back().last) + 1)
            set.m_ranges.back().last = qMax(set.m_ranges.back().last, range.last);
        else
            set.m_ranges.push_back(range);
    }
    return set;
}

UidSet UidSet::fromList(QList<quint32> uids)
{
    std::sort(uids.begin(), uids.end());
    UidSet set;
    for (const quint32 uid : std::as_const(uids))
        set.add(uid);
    return set;
}

void UidSet::add(quint32 uid)
{
    if (m_ranges.empty() || qint64(uid) > qint64(m_ranges.back().last) + 1) {
        m_ranges.push_back({uid, uid});
        return;
    }
    if (qint64(uid) == qint64(m_ranges.back().last) + 1) {
        m_ranges.back().last = uid;
        return;
    }
    // The first range that ends at or behind uid − 1: uid is in it, touches it, or stands before
    // it.
    auto at = std::lower_bound(
        m_ranges.begin(), m_ranges.end(), uid,
        [](const UidRange &range, quint32 value) { return qint64(range.last) + 1 < value; });
    if (uid >= at->first && uid <= at->last)
        return;
    if (qint64(at->last) + 1 == uid) {
        at->last = uid;
        const auto after = at + 1;
        if (after != m_ranges.end() && qint64(uid) + 1 == after->first) {
            at->last = after->last;
            m_ranges.erase(after);
        }
        return;
    }
    if (qint64(uid) + 1 == at->first)
        at->first = uid;
    else
        m_ranges.insert(at, {uid, uid});
}

void UidSet::remove(UidRange gone)
{
    std::vector<UidRange> kept;
    kept.reserve(m_ranges.size() + 1);
    for (const UidRange &range : m_ranges) {
        if (range.last < gone.first || range.first > gone.last) {
            kept.push_back(range);
            continue;
        }
        if (range.first < gone.first)
            kept.push_back({range.first, gone.first - 1});
        if (range.last > gone.last)
            kept.push_back({gone.last + 1, range.last});
    }
    m_ranges.swap(kept);
}

void UidSet::unite(const UidSet &other)
{
    if (isEmpty()) {
        *this = other;
        return;
    }
    QList<UidRange> all(m_ranges.begin(), m_ranges.end());
    all.append(QList<UidRange>(other.m_ranges.begin(), other.m_ranges.end()));
    *this = fromRanges(all);
}

UidSet UidSet::intersected(const UidSet &other) const
{
    UidSet both;
    auto mine = m_ranges.begin();
    auto theirs = other.m_ranges.begin();
    while (mine != m_ranges.end() && theirs != other.m_ranges.end()) {
        const UidRange common{qMax(mine->first, theirs->first), qMin(mine->last, theirs->last)};
        if (common.first <= common.last)
            both.m_ranges.push_back(common);
        if (mine->last < theirs->last)
            ++mine;
        else
            ++theirs;
    }
    return both;
}

UidSet UidSet::minus(const UidSet &other) const
{
    UidSet rest;
    auto theirs = other.m_ranges.begin();
    for (UidRange range : m_ranges) {
        while (theirs != other.m_ranges.end() && theirs->last < range.first)
            ++theirs;
        bool left = true;
        for (auto at = theirs; left && at != other.m_ranges.end() && at->first <= range.last;
             ++at) {
            if (at->first > range.first)
                rest.m_ranges.push_back({range.first, at->first - 1});
            left = at->last < range.last;
            range.first = left ? at->last + 1 : range.first;
        }
        if (left)
            rest.m_ranges.push_back(range);
    }
    return rest;
}

bool UidSet::contains(quint32 uid) const
{
    const auto at =
        std::lower_bound(m_ranges.begin(), m_ranges.end(), uid,
                         [](const UidRange &range, quint32 value) { return range.last < value; });
    return at != m_ranges.end() && uid >= at->first;
}

qint64 UidSet::count() const
{
    qint64 sum = 0;
    for (const UidRange &range : m_ranges)
        sum += qint64(range.last) - range.first + 1;
    return sum;
}

UidSet UidSet::takeHighest(qint64 wanted)
{
    std::vector<UidRange> taken; // descending
    while (wanted > 0 && !m_ranges.empty()) {
        UidRange &range = m_ranges.back();
        const qint64 size = qint64(range.last) - range.first + 1;
        if (size <= wanted) {
            taken.push_back(range);
            m_ranges.pop_back();
            wanted -= size;
        } else {
            const quint32 from = quint32(qint64(range.last) - wanted + 1);
            taken.push_back({from, range.last});
            range.last = from - 1;
            wanted = 0;
        }
    }
    UidSet set;
    set.m_ranges.assign(taken.rbegin(), taken.rend());
    return set;
}

QList<quint32> UidSet::toList() const
{
    QList<quint32> uids;
    for (const UidRange &range : m_ranges) {
        for (qint64 uid = range.first; uid <= range.last; ++uid)
            uids.append(quint32(uid));
    }
    return uids;
}

QByteArray UidSet::toString() const
{
    return split(std::numeric_limits<qsizetype>::max()).join(',');
}

QByteArrayList UidSet::split(qsizetype maxBytes) const
{
    QByteArrayList pieces;
    for (const UidRange &range : m_ranges) {
        const QByteArray text = rangeText(range);
        if (!pieces.isEmpty() && pieces.last().size() < maxBytes - text.size())
            pieces.last() += ',' + text;
        else
            pieces.append(text);
    }
    return pieces;
}

} // namespace Turnstone::Imap
