// SPDX-License-Identifier: MIT
#include "engine/protocolswitch/matcher.h"

#include "engine/protocolswitch/matchstate.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>

namespace Turnstone {

namespace {

using Side = MatchSource::Side;
using Depth = MatchSource::Depth;

constexpr qint64 nearSeconds = 2 * 24 * 3600; ///< a Date header and a time of delivery
constexpr qint64 minimalTime = std::numeric_limits<qint64>::min();
constexpr int mailboxMessages = 20; ///< from how many on both sides half of them must match

/// The free messages of a side, and their sizes for looking up what fits.
struct FreeSizes {
    QList<int> free, unknown;
    std::vector<qint64> sizes; ///< ascending; those known

    FreeSizes(const MatchState &state, const MatchSide &side, Side which)
        : free(state.allFree(which))
    {
        for (const int index : std::as_const(free)) {
            if (side.size(index) == 0)
                unknown.append(index);
            else
                sizes.push_back(side.size(index));
        }
        std::sort(sizes.begin(), sizes.end());
    }
    bool has(qint64 from, qint64 to) const
    {
        const auto at = std::lower_bound(sizes.begin(), sizes.end(), from);
        return at != sizes.end() && *at <= to;
    }
};

class Matcher {
public:
    Matcher(MatchSide &here, MatchSide &there, MatchSource &source, const MatchOptions &options)
        : m_here(here)
        , m_there(there)
        , m_options(options)
        , m_state(here, there, source, options)
    { }

    MatchResult run()
    {
        MatchResult result;
        result.formula = pairByFormula(m_state, m_options.likely);
        readSameSizes(true);
        pairByHeader(m_state);
        readSameSizes(false);
        pairByHeader(m_state);
        readLikely();
        pairByHeader(m_state);
        pairByBody(m_state);
        result.suggestions = suggestions();
        for (const MatchPair &suggested : std::as_const(result.suggestions))
            m_state.setAlike(suggested.here);
        result.pairs = m_state.pairs();
        const QList<int> leftHere = m_state.allFree(Side::Here);
        for (const int index : leftHere)
            (m_state.isAlike(index) ? result.ambiguous : result.onlyHere).append(index);
        result.onlyThere = m_state.allFree(Side::There);
        result.mayBeAnotherMailbox = mayBeAnotherMailbox(result.pairs);
        result.headersRead = m_state.readThere(Depth::Header) + m_state.readThere(Depth::Loose);
        result.messagesRead = m_state.readThere(Depth::Whole);
        return result;
    }

private:
    /// Headers of what has a counterpart of just its size: most of what T2 finds. With `near` only
    /// where their times are near too, as those of a message are that was moved: what that finds
    /// saves reading all the others of its size.
    void readSameSizes(bool near)
    {
        const auto sorted = [this](Side which) {
            std::vector<SizeAndTime> found;
            const QList<int> free = m_state.allFree(which);
            for (const int index : free)
                found.push_back(sizeAndTime(which, index));
            std::sort(found.begin(), found.end());
            return found;
        };
        const std::vector<SizeAndTime> here = sorted(Side::Here), there = sorted(Side::There);
        const auto counterparts = [&](Side which, const std::vector<SizeAndTime> &others) {
            QList<int> free = m_state.allFree(which);
            free.removeIf([&](int index) {
                const auto [size, time] = sizeAndTime(which, index);
                if (size == 0 || (near && time == 0))
                    return true;
                const SizeAndTime from{size, near ? time - nearSeconds : minimalTime};
                const auto at = std::lower_bound(others.begin(), others.end(), from);
                return at == others.end() || at->first != size
                    || (near && at->second > time + nearSeconds);
            });
            return free;
        };
        const QList<int> mine = counterparts(Side::Here, there);
        const QList<int> theirs = counterparts(Side::There, here);
        m_state.read(Side::Here, Depth::Header, mine);
        m_state.read(Side::There, Depth::Header, theirs);
    }

    using SizeAndTime = std::pair<qint64, qint64>;
    SizeAndTime sizeAndTime(Side which, int index) const
    {
        const MatchSide &side = which == Side::Here ? m_here : m_there;
        return {side.size(index), side.receivedUtc(index)};
    }

    /// What may be the same though its size differs: first what each says of itself, which is
    /// little to read, then the headers of those that say the same, or nothing.
    void readLikely()
    {
        // Of what hasn't even a size, what can't be read can't be matched, and asks for nothing.
        FreeSizes here(m_state, m_here, Side::Here), there(m_state, m_there, Side::There);
        if (here.free.isEmpty() || there.free.isEmpty())
            return;
        m_state.read(Side::Here, Depth::Loose, here.unknown);
        m_state.read(Side::There, Depth::Loose, there.unknown);
        const auto isReadable = [](const MatchSide &side) {
            return [&side](int i) { return side.loose(i).isKnown() || side.header(i).isKnown(); };
        };
        const auto readable = [&](const FreeSizes &side, const MatchSide &messages) {
            return std::any_of(side.unknown.begin(), side.unknown.end(), isReadable(messages));
        };
        const auto isPresent = [this](int i) { return !m_here.isDeleted(i); };
        const auto anyPresent = [&](const QList<int> &some) {
            return std::any_of(some.begin(), some.end(), isPresent);
        };
        const bool deleted = readable(here, m_here);
        const bool all = readable(there, m_there)
            || (anyPresent(here.free) && !m_state.sizesAreTrusted())
            || (anyPresent(here.unknown) && deleted);
        // Of what POP3 has deleted no size is known, and it may be remembered by the tens of
        // thousands. It came from the Inbox, and stands there still if anywhere: whatever was filed
        // elsewhere since is wanted there.
        const auto likely = [&](const FreeSizes &mine, const FreeSizes &others,
                                const MatchSide &side) {
            const bool isThere = &side == &m_there;
            QList<int> found;
            for (const int index : mine.free) {
                // As far as the slack of the larger one may reach.
                const qint64 size = side.size(index);
                const qint64 slack = MatchState::slack(size) + size / 1000 + 1;
                const bool fits = size != 0 && others.has(size - slack, size + slack);
                if (all || fits || (deleted && (isThere ? side.isInbox(index) : size == 0)))
                    found.append(index);
            }
            return found;
        };
        const QList<int> mine = likely(here, there, m_here), theirs = likely(there, here, m_there);
        m_state.read(Side::Here, Depth::Loose, mine);
        if (all && std::none_of(mine.begin(), mine.end(), isReadable(m_here)))
            return;
        m_state.read(Side::There, Depth::Loose, theirs);

        const QList<int> hereAgain = alikeOrSilent(mine, m_here, theirs, m_there);
        QList<int> thereAgain = alikeOrSilent(theirs, m_there, mine, m_here);
        // Of what was deleted the header is all that is known.
        if (deleted)
            std::copy_if(theirs.begin(), theirs.end(), std::back_inserter(thereAgain),
                         [this](int i) { return m_there.isInbox(i); });
        m_state.read(Side::Here, Depth::Header, hereAgain);
        m_state.read(Side::There, Depth::Header, thereAgain);
    }

    /// Those that say what one of the others says too; or say nothing, and have one of about their
    /// size there that says nothing either.
    static QList<int> alikeOrSilent(const QList<int> &mine, const MatchSide &side,
                                    const QList<int> &theirs, const MatchSide &otherSide)
    {
        std::vector<MatchSide::Digest> said;
        std::vector<qint64> silentSizes;
        for (const int index : theirs) {
            if (otherSide.loose(index).isKnown())
                said.push_back(otherSide.loose(index));
            else
                silentSizes.push_back(otherSide.size(index));
        }
        std::sort(said.begin(), said.end());
        std::sort(silentSizes.begin(), silentSizes.end());
        QList<int> found;
        for (const int index : mine) {
            if (side.loose(index).isKnown()) {
                if (std::binary_search(said.begin(), said.end(), side.loose(index)))
                    found.append(index);
                continue;
            }
            const qint64 slack = 2 * MatchState::slack(side.size(index));
            const auto at =
                std::lower_bound(silentSizes.begin(), silentSizes.end(), side.size(index) - slack);
            if (at != silentSizes.end() && *at <= side.size(index) + slack)
                found.append(index);
        }
        return found;
    }

    /// T4, of what nobody can read a header of on one side at least: one of its size on either
    /// side, and the longest run of such pairs that goes up on both.
    QList<MatchPair> suggestions() const
    {
        std::map<qint64, MatchPair> bySize;
        std::map<qint64, int> seenHere, seenThere;
        const auto note = [&](Side which, const MatchSide &side, std::map<qint64, int> &seen) {
            const QList<int> free = m_state.allFree(which);
            for (const int index : free) {
                const qint64 size = side.size(index);
                if (size == 0 || side.isDeleted(index))
                    continue;
                ++seen[size];
                (which == Side::Here ? bySize[size].here : bySize[size].there) = index;
            }
        };
        note(Side::Here, m_here, seenHere);
        note(Side::There, m_there, seenThere);
        QList<MatchPair> same;
        for (auto [size, pair] : bySize) {
            pair.rule = MatchRule::Order;
            if (seenHere[size] == 1 && seenThere[size] == 1
                && (isBlind(Side::Here, pair.here) || isBlind(Side::There, pair.there)))
                same.append(pair);
        }
        std::sort(same.begin(), same.end(),
                  [](const MatchPair &a, const MatchPair &b) { return a.here < b.here; });
        return longestRise(same);
    }

    bool isBlind(Side which, int index) const
    {
        const MatchSide &side = which == Side::Here ? m_here : m_there;
        return m_state.wasRead(which, Depth::Header, index) && !side.header(index).isKnown()
            && !side.loose(index).isKnown();
    }

    /// By `here` they rise already.
    static QList<MatchPair> longestRise(const QList<MatchPair> &pairs)
    {
        std::vector<int> ends; // of a rise of each length, the one that ends lowest
        std::vector<int> before(pairs.size(), -1);
        for (int i = 0; i < int(pairs.size()); ++i) {
            const auto at =
                std::lower_bound(ends.begin(), ends.end(), pairs[i].there,
                                 [&pairs](int end, int there) { return pairs[end].there < there; });
            if (at != ends.begin())
                before[i] = *(at - 1);
            if (at == ends.end())
                ends.push_back(i);
            else
                *at = i;
        }
        QList<MatchPair> rise;
        for (int i = ends.empty() ? -1 : ends.back(); i >= 0; i = before[i])
            rise.prepend(pairs[i]);
        return rise;
    }

    bool mayBeAnotherMailbox(const QList<MatchPair> &pairs) const
    {
        int present = 0;
        for (int i = 0; i < m_here.count(); ++i)
            present += m_here.isDeleted(i) ? 0 : 1;
        const auto matched =
            std::count_if(pairs.begin(), pairs.end(),
                          [this](const MatchPair &pair) { return !m_here.isDeleted(pair.here); });
        const auto deleted =
            std::count_if(pairs.begin(), pairs.end(),
                          [this](const MatchPair &pair) { return m_here.isDeleted(pair.here); });
        const int smaller = std::min(present, m_there.count() - int(deleted));
        return smaller >= mailboxMessages && matched * 2 < smaller;
    }

    MatchSide &m_here, &m_there;
    const MatchOptions &m_options;
    MatchState m_state;
};

} // namespace

MatchResult matchMessages(MatchSide &here, MatchSide &there, MatchSource &source,
                          const MatchOptions &options)
{
    return Matcher(here, there, source, options).run();
}

} // namespace Turnstone
