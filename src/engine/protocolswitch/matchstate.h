// SPDX-License-Identifier: MIT
#pragma once

#include "engine/protocolswitch/matcher.h"

namespace Turnstone {

/// Who is paired already, what has been read, and what sizes are worth: what the rules of one
/// matching share.
class MatchState {
public:
    using Side = MatchSource::Side;
    using Depth = MatchSource::Depth;

    MatchState(MatchSide &here, MatchSide &there, MatchSource &source, const MatchOptions &options);

    MatchSide &side(Side which) { return which == Side::Here ? m_here : m_there; }
    bool isFree(Side which, int index) const { return partners(which)[index] < 0; }
    QList<int> allFree(Side which) const;
    void pair(int here, int there, MatchRule rule);
    QList<MatchPair> pairs() const;

    /// Asks for what hasn't been asked for before.
    void read(Side which, Depth depth, QList<int> indexes);
    bool wasRead(Side which, Depth depth, int index) const;
    qint64 readThere(Depth depth) const { return m_readThere[int(depth)]; }

    /// 2 % of the larger, and for small messages what servers write into a header.
    static qint64 slack(qint64 size);
    /// True also where either isn't known.
    bool sizesFit(int here, int there) const;

    /// Here, alike to something there without surely being the same.
    void setAlike(int here) { m_alike[here] = true; }
    bool isAlike(int here) const { return m_alike[here]; }

    /// Found by header alone, whatever their sizes: what sizes are worth between these two.
    void noteSizes(int here, int there);
    bool sizesAreTrusted() const { return m_sizesCompared >= 20 && m_sizesFit == m_sizesCompared; }
    bool sizesAreExact() const { return m_sizesCompared > 0 && m_sizesEqual == m_sizesCompared; }

private:
    std::vector<int> &partners(Side which) { return m_partners[int(which)]; }
    const std::vector<int> &partners(Side which) const { return m_partners[int(which)]; }
    void tellProgress();

    MatchSide &m_here, &m_there;
    MatchSource &m_source;
    const MatchOptions &m_options;
    std::vector<int> m_partners[2]; ///< -1: none
    std::vector<MatchRule> m_rules; ///< by index here
    std::vector<quint8> m_read[2]; ///< how deep, 0: not at all
    std::vector<bool> m_alike;
    qint64 m_paired = 0;
    qint64 m_readThere[3] = {};
    qint64 m_sizesCompared = 0, m_sizesFit = 0, m_sizesEqual = 0;
};

/// T1: learns by which formula one side's UIDLs are made of the other's UIDs, and pairs by it.
/// Nothing where both sides have keys of one kind, or no formula stands up to its samples.
UidlFormula pairByFormula(MatchState &, const UidlFormula &likely);

/// T2: pairs what has the same header, of what is known; bodies decide among twins.
void pairByHeader(MatchState &);
/// T3: reads and pairs what says the same of itself; the body confirms.
void pairByBody(MatchState &);

} // namespace Turnstone
