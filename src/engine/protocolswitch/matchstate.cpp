// SPDX-License-Identifier: MIT
#include "engine/protocolswitch/matchstate.h"

#include <algorithm>
#include <cstdlib>

namespace Turnstone {

namespace {

constexpr qsizetype indexesAtOnce = 5'000;

} // namespace

MatchState::MatchState(MatchSide &here, MatchSide &there, MatchSource &source,
                       const MatchOptions &options)
    : m_here(here)
    , m_there(there)
    , m_source(source)
    , m_options(options)
    , m_rules(here.count(), MatchRule::Bound)
    , m_alike(here.count(), false)
{
    for (const Side which : {Side::Here, Side::There}) {
        m_partners[int(which)].assign(side(which).count(), -1);
        m_read[int(which)].assign(side(which).count(), 0);
    }
    for (const MatchPair &bound : options.bound) {
        if (isFree(Side::Here, bound.here) && isFree(Side::There, bound.there))
            pair(bound.here, bound.there, MatchRule::Bound);
    }
}

QList<int> MatchState::allFree(Side which) const
{
    QList<int> free;
    const std::vector<int> &all = partners(which);
    for (int i = 0; i < int(all.size()); ++i) {
        if (all[i] < 0)
            free.append(i);
    }
    return free;
}

void MatchState::pair(int here, int there, MatchRule rule)
{
    Q_ASSERT(isFree(Side::Here, here) && isFree(Side::There, there));
    partners(Side::Here)[here] = there;
    partners(Side::There)[there] = here;
    m_rules[here] = rule;
    m_alike[here] = false;
    ++m_paired;
}

QList<MatchPair> MatchState::pairs() const
{
    QList<MatchPair> result;
    result.reserve(m_paired);
    for (int i = 0; i < m_here.count(); ++i) {
        if (!isFree(Side::Here, i))
            result.append({i, partners(Side::Here)[i], m_rules[i]});
    }
    return result;
}

bool MatchState::wasRead(Side which, Depth depth, int index) const
{
    return m_read[int(which)][index] > int(depth);
}

void MatchState::read(Side which, Depth depth, QList<int> indexes)
{
    const MatchSide &messages = side(which);
    indexes.removeIf([&](int index) {
        const bool known = depth == Depth::Loose ? messages.loose(index).isKnown()
            : depth == Depth::Header             ? messages.header(index).isKnown()
                                                 : messages.body(index).isKnown();
        return known || wasRead(which, depth, index);
    });
    std::sort(indexes.begin(), indexes.end());
    indexes.erase(std::unique(indexes.begin(), indexes.end()), indexes.end());
    for (qsizetype from = 0; from < indexes.size(); from += indexesAtOnce) {
        const QList<int> some = indexes.mid(from, indexesAtOnce);
        m_source.read(which, depth, some, side(which));
        for (const int index : some)
            m_read[int(which)][index] = quint8(int(depth) + 1);
        if (which == Side::There)
            m_readThere[int(depth)] += some.size();
        tellProgress();
    }
}

void MatchState::tellProgress()
{
    if (!m_options.progress)
        return;
    const qint64 total = m_there.count();
    m_options.progress(qMin(total, m_paired + m_readThere[0] + m_readThere[1] + m_readThere[2]),
                       total);
}

qint64 MatchState::slack(qint64 size)
{
    return qMax<qint64>(1024, size / 50);
}

bool MatchState::sizesFit(int here, int there) const
{
    const qint64 a = m_here.size(here), b = m_there.size(there);
    return a == 0 || b == 0 || std::abs(a - b) <= slack(qMax(a, b));
}

void MatchState::noteSizes(int here, int there)
{
    const qint64 a = m_here.size(here), b = m_there.size(there);
    if (a == 0 || b == 0)
        return;
    ++m_sizesCompared;
    m_sizesEqual += a == b ? 1 : 0;
    m_sizesFit += sizesFit(here, there) ? 1 : 0;
}

} // namespace Turnstone
