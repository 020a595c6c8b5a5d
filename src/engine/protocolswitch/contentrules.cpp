// SPDX-License-Identifier: MIT
// T2 and T3: pairing by what messages are.
#include "engine/protocolswitch/matchstate.h"

#include <QHash>
#include <algorithm>
#include <map>

namespace Turnstone {

namespace {

using Side = MatchSource::Side;
using Depth = MatchSource::Depth;
using Digest = MatchSide::Digest;

constexpr qsizetype bodiesAtOnce = 1'000;
constexpr qsizetype comparedPairs = 10'000; ///< of one group, one by one

/// Messages of both sides that are alike in something.
struct Group {
    QList<int> here, there;
    qsizetype size() const { return here.size() + there.size(); }
};

/// Hands over what hasn't been paired yet, group by group, by a digest that both sides know, in the
/// order of the digests.
template <typename DigestOf, typename Take>
void forFreeGroups(const MatchState &state, const DigestOf &digest, const Take &take)
{
    struct Entry {
        Digest digest;
        int index;
        bool operator<(const Entry &other) const
        {
            return digest != other.digest ? digest < other.digest : index < other.index;
        }
    };
    const auto sorted = [&](Side side) {
        std::vector<Entry> entries;
        const QList<int> free = state.allFree(side);
        for (const int index : free) {
            if (const Digest known = digest(side, index); known.isKnown())
                entries.push_back({known, index});
        }
        std::sort(entries.begin(), entries.end());
        return entries;
    };
    const std::vector<Entry> here = sorted(Side::Here), there = sorted(Side::There);
    for (auto a = here.begin(), b = there.begin(); a != here.end() && b != there.end();) {
        if (a->digest < b->digest) {
            ++a;
        } else if (b->digest < a->digest) {
            ++b;
        } else {
            const Digest shared = a->digest;
            Group group;
            for (; a != here.end() && a->digest == shared; ++a)
                group.here.append(a->index);
            for (; b != there.end() && b->digest == shared; ++b)
                group.there.append(b->index);
            take(group);
        }
    }
}

class ContentRule {
public:
    ContentRule(MatchState &state, MatchRule rule)
        : m_state(state)
        , m_here(state.side(Side::Here))
        , m_there(state.side(Side::There))
        , m_rule(rule)
    { }

    void byHeader()
    {
        QList<Group> unclear;
        forFreeGroups(
            m_state, [this](Side side, int i) { return m_state.side(side).header(i); },
            [&](const Group &group) {
                if (isClear(group))
                    pairByPlace(group.here, group.there);
                else
                    unclear.append(group);
            });
        resolve(unclear);
    }

    void byBody()
    {
        QList<Group> alike;
        forFreeGroups(
            m_state, [this](Side side, int i) { return m_state.side(side).loose(i); },
            [&](Group group) {
                leaveMisfits(group);
                if (!group.here.isEmpty())
                    alike.append(group);
            });
        resolve(alike);
    }

private:
    /// One header, and nothing that would have to be told apart: one message on either side, or
    /// one here that is in several folders there.
    bool isClear(const Group &group) const
    {
        const int here = group.here.first(), there = group.there.first();
        if (group.here.size() > 1 || !m_state.sizesFit(here, there))
            return false;
        // What is left of twins that were told apart.
        if (m_here.body(here).isKnown() && m_there.body(there).isKnown()
            && m_here.body(here) != m_there.body(there))
            return false;
        if (group.there.size() == 1)
            return true;
        const QByteArray identity = m_there.identity(there);
        return !identity.isEmpty()
            && std::all_of(group.there.begin(), group.there.end(),
                           [&](int i) { return m_there.identity(i) == identity; });
    }

    /// What no size of the other side fits.
    void leaveMisfits(Group &group) const
    {
        if (group.here.size() * group.there.size() > comparedPairs)
            return;
        const Group all = group;
        group.here.removeIf([&](int here) {
            return std::none_of(all.there.begin(), all.there.end(),
                                [&](int there) { return m_state.sizesFit(here, there); });
        });
        group.there.removeIf([&](int there) {
            return std::none_of(all.here.begin(), all.here.end(),
                                [&](int here) { return m_state.sizesFit(here, there); });
        });
    }

    void resolve(const QList<Group> &groups)
    {
        for (qsizetype from = 0; from < groups.size();) {
            qsizetype to = from, messages = 0;
            while (to < groups.size() && (to == from || messages < bodiesAtOnce))
                messages += groups[to++].size();
            const QList<Group> some = groups.mid(from, to - from);
            readBodies(some);
            for (const Group &group : some)
                pairByBodies(group);
            from = to;
        }
    }

    void readBodies(const QList<Group> &groups)
    {
        QList<int> here, there;
        QHash<QByteArray, int> representatives;
        QList<std::pair<int, int>> same; // one, and who stands for it
        for (const Group &group : groups) {
            here += group.here;
            for (const int i : group.there) {
                const QByteArray identity = m_there.identity(i);
                const auto known = representatives.constFind(identity);
                if (!identity.isEmpty() && known != representatives.constEnd()) {
                    same.append({i, *known});
                } else {
                    representatives.insert(identity, i);
                    there.append(i);
                }
            }
        }
        m_state.read(Side::Here, Depth::Whole, here);
        m_state.read(Side::There, Depth::Whole, there);
        for (const auto &[index, representative] : std::as_const(same)) {
            if (!m_there.body(index).isKnown())
                m_there.copyBody(index, representative);
        }
    }

    void pairByBodies(const Group &group)
    {
        std::map<Digest, Group> byBody;
        Group unread;
        for (const int i : group.here)
            (m_here.body(i).isKnown() ? byBody[m_here.body(i)] : unread).here.append(i);
        for (const int i : group.there)
            (m_there.body(i).isKnown() ? byBody[m_there.body(i)] : unread).there.append(i);
        for (const auto &[digest, alike] : byBody) {
            if (digest.isKnown())
                pairByPlace(alike.here, alike.there);
        }
        if (m_rule == MatchRule::Header) {
            // Their headers agree, and their bodies can't be had on one side at least.
            pairSameSizes(unread.here, group.there);
            pairSameSizes(group.here, unread.there);
        }
        QList<int> left = group.there;
        left.removeIf([this](int i) { return !m_state.isFree(Side::There, i); });
        for (const int i : group.here) {
            if (m_state.isFree(Side::Here, i)
                && std::any_of(left.begin(), left.begin() + qMin<qsizetype>(left.size(), 100),
                               [&](int there) { return m_state.sizesFit(i, there); }))
                m_state.setAlike(i);
        }
    }

    void pairSameSizes(const QList<int> &here, const QList<int> &there)
    {
        std::map<qint64, Group> bySize;
        for (const int i : here) {
            if (m_state.isFree(Side::Here, i) && m_here.size(i) != 0)
                bySize[m_here.size(i)].here.append(i);
        }
        for (const int i : there) {
            if (m_state.isFree(Side::There, i) && m_there.size(i) != 0)
                bySize[m_there.size(i)].there.append(i);
        }
        for (const auto &[size, group] : bySize)
            pairByPlace(group.here, group.there);
    }

    /// One for one, as many as there are on either side: those in the same folder first, then the
    /// Inbox's, each in its order. What was deleted here comes last.
    void pairByPlace(QList<int> here, QList<int> there)
    {
        here.removeIf([this](int i) { return !m_state.isFree(Side::Here, i); });
        there.removeIf([this](int i) { return !m_state.isFree(Side::There, i); });
        if (here.size() == 1 && there.size() == 1) {
            m_state.pair(here.first(), there.first(), m_rule);
            return;
        }
        std::stable_partition(here.begin(), here.end(),
                              [this](int i) { return !m_here.isDeleted(i); });
        std::stable_partition(there.begin(), there.end(),
                              [this](int i) { return m_there.isInbox(i); });
        QHash<QByteArray, QList<int>> byFolder;
        for (auto i = there.crbegin(); i != there.crend(); ++i)
            byFolder[m_there.folder(*i)].append(*i); // the last is the first
        for (const int i : std::as_const(here)) {
            const auto folder = byFolder.find(m_here.folder(i));
            if (folder != byFolder.end() && !folder->isEmpty() && !m_here.isDeleted(i))
                m_state.pair(i, folder->takeLast(), m_rule);
        }
        auto next = there.cbegin();
        for (const int i : std::as_const(here)) {
            while (next != there.cend() && !m_state.isFree(Side::There, *next))
                ++next;
            if (next == there.cend())
                return;
            if (m_state.isFree(Side::Here, i))
                m_state.pair(i, *next, m_rule);
        }
    }

    MatchState &m_state;
    MatchSide &m_here, &m_there;
    MatchRule m_rule;
};

} // namespace

void pairByHeader(MatchState &state)
{
    ContentRule(state, MatchRule::Header).byHeader();
}

void pairByBody(MatchState &state)
{
    ContentRule(state, MatchRule::Body).byBody();
}

} // namespace Turnstone
