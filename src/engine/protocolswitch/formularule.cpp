// SPDX-License-Identifier: MIT
// T1: which formula, and whether it is to be believed.
#include "engine/protocolswitch/matchstate.h"

#include <QSet>
#include <algorithm>
#include <map>
#include <optional>

namespace Turnstone {

namespace {

using Side = MatchSource::Side;
using Depth = MatchSource::Depth;

constexpr qsizetype samplesNeeded = 20;
constexpr qsizetype samplesTried = 60;
constexpr qsizetype uidlsLookedAt = 500;
constexpr qsizetype formulasTried = 3;
constexpr qsizetype suspectsAtOnce = 200;

/// `count` of them, spread over all, the first and the last among them.
template <typename T> QList<T> spread(const QList<T> &all, qsizetype count)
{
    if (all.size() <= count)
        return all;
    QList<T> some;
    for (qsizetype i = 0; i < count; ++i)
        some.append(all[i * (all.size() - 1) / (count - 1)]);
    return some;
}

class FormulaRule {
public:
    FormulaRule(MatchState &state, Side withUidls)
        : m_state(state)
        , m_uidlSide(withUidls)
        , m_uidSide(withUidls == Side::Here ? Side::There : Side::Here)
        , m_withUidls(state.side(m_uidlSide))
        , m_withUids(state.side(m_uidSide))
    { }

    UidlFormula run(const UidlFormula &likely)
    {
        qsizetype tried = 0;
        const QList<UidlFormula> all = candidates(likely);
        for (const UidlFormula &formula : all) {
            const QList<MatchPair> predicted = predict(formula);
            if (predicted.isEmpty())
                continue;
            if (const auto good = believed(formula, predicted)) {
                for (const MatchPair &pair : *good)
                    m_state.pair(pair.here, pair.there, MatchRule::Formula);
                return formula;
            }
            if (++tried == formulasTried)
                break;
        }
        return {};
    }

private:
    enum class Verdict { Agrees, Contradicts, Unknown };

    MatchPair pairOf(int uidl, int uid) const
    {
        return m_uidlSide == Side::Here ? MatchPair{uidl, uid, MatchRule::Formula}
                                        : MatchPair{uid, uidl, MatchRule::Formula};
    }

    QList<int> sampleOfUidls() const
    {
        QList<int> all = m_state.allFree(m_uidlSide);
        all.removeIf([this](int i) { return m_withUidls.key(i).isEmpty(); });
        return spread(all, uidlsLookedAt);
    }

    /// Those that could have made at least one of these UIDLs, the one that made most of them
    /// first.
    QList<UidlFormula> candidates(const UidlFormula &likely) const
    {
        const QList<int> sample = sampleOfUidls();
        QList<UidlFormula> forms;
        const auto note = [&forms](const UidlFormula &formula) {
            if (!forms.contains(formula))
                forms.append(formula);
        };
        std::map<QByteArray, std::pair<UidlFormula, int>> numbers;
        for (const int i : sample) {
            for (const UidlFormula::Reading &reading : UidlFormula::readings(m_withUidls.key(i))) {
                auto &counted = numbers[reading.formula.toString()];
                counted.first = reading.formula;
                ++counted.second;
            }
        }
        for (const auto &[text, counted] : numbers) {
            // Of random UIDLs a few look like numbers of any form.
            if (counted.second * 10 >= sample.size())
                note(counted.first);
        }
        using Kind = UidlFormula::Kind;
        for (const Kind kind : {Kind::Guid, Kind::GuidMd5, Kind::EmailId, Kind::EmailIdHex,
                                Kind::MessageIdItself, Kind::MessageIdMd5})
            note(UidlFormula(kind));

        QList<std::pair<int, UidlFormula>> scored;
        for (const UidlFormula &formula : std::as_const(forms)) {
            if (const int hits = hitsAmong(formula, sample); hits > 0)
                scored.append({hits, formula});
        }
        std::stable_sort(scored.begin(), scored.end(),
                         [](const auto &a, const auto &b) { return a.first > b.first; });
        QList<UidlFormula> result;
        if (likely.isKnown())
            result.append(likely);
        for (const auto &[hits, formula] : std::as_const(scored)) {
            if (formula != likely)
                result.append(formula);
        }
        return result;
    }

    int hitsAmong(const UidlFormula &formula, const QList<int> &sample) const
    {
        QSet<QByteArray> uidls;
        for (const int i : sample)
            uidls.insert(formula.comparable(m_withUidls.key(i)));
        int hits = 0;
        for (int i = 0; i < m_withUids.count(); ++i) {
            const QByteArray uidl = nameOf(formula, i);
            hits += !uidl.isEmpty() && uidls.contains(uidl) ? 1 : 0;
        }
        return hits;
    }

    /// Empty where the formula says nothing of this one.
    QByteArray nameOf(const UidlFormula &formula, int uidIndex) const
    {
        if (!m_state.isFree(m_uidSide, uidIndex)
            || (formula.isOfInbox() && !m_withUids.isInbox(uidIndex)))
            return {};
        return formula.uidlOf(m_withUids.uidlSource(uidIndex));
    }

    /// What the formula says, wherever that is unequivocal; ascending by the side with UIDLs.
    QList<MatchPair> predict(const UidlFormula &formula) const
    {
        struct Named {
            size_t hash;
            int index;
        };
        const auto byHash = [](const Named &a, const Named &b) { return a.hash < b.hash; };
        std::vector<Named> names;
        for (const int i : m_state.allFree(m_uidlSide)) {
            const QByteArray uidl = formula.comparable(m_withUidls.key(i));
            if (!uidl.isEmpty())
                names.push_back({qHash(uidl), i});
        }
        std::sort(names.begin(), names.end(), byHash);

        struct Claim {
            int uidl, uid;
        };
        std::vector<Claim> claims;
        for (int i = 0; i < m_withUids.count(); ++i) {
            const QByteArray uidl = nameOf(formula, i);
            if (uidl.isEmpty())
                continue;
            auto [at, end] =
                std::equal_range(names.begin(), names.end(), Named{qHash(uidl), 0}, byHash);
            int only = -1;
            for (; at != end; ++at) {
                if (formula.comparable(m_withUidls.key(at->index)) == uidl)
                    only = only == -1 ? at->index : -2;
            }
            if (only >= 0)
                claims.push_back({only, i});
        }
        std::sort(claims.begin(), claims.end(), [this](const Claim &a, const Claim &b) {
            if (a.uidl != b.uidl)
                return a.uidl < b.uidl;
            const int aPlace = place(a.uidl, a.uid), bPlace = place(b.uidl, b.uid);
            return aPlace != bPlace ? aPlace < bPlace : a.uid < b.uid;
        });
        QList<MatchPair> predicted;
        for (size_t i = 0; i < claims.size();) {
            size_t next = i + 1;
            while (next < claims.size() && claims[next].uidl == claims[i].uidl)
                ++next;
            // Copies share a GUID, and what they are; messages that share a Message-ID may differ.
            if (next == i + 1 || !formula.mayNameSeveral())
                predicted.append(pairOf(claims[i].uidl, claims[i].uid));
            i = next;
        }
        return predicted;
    }

    /// Where a copy is looked for first.
    int place(int uidl, int uid) const
    {
        if (m_withUidls.folder(uidl) == m_withUids.folder(uid))
            return 0;
        return m_withUids.isInbox(uid) ? 1 : 2;
    }

    void readHeaders(const QList<MatchPair> &pairs)
    {
        QList<int> here, there;
        for (const MatchPair &pair : pairs) {
            here.append(pair.here);
            there.append(pair.there);
        }
        m_state.read(Side::Here, Depth::Header, here);
        m_state.read(Side::There, Depth::Header, there);
    }

    Verdict verdict(const MatchPair &pair) const
    {
        const MatchSide &here = m_state.side(Side::Here), &there = m_state.side(Side::There);
        const auto &a = here.header(pair.here), &b = there.header(pair.there);
        if (!a.isKnown() || !b.isKnown())
            return Verdict::Unknown;
        if (a == b)
            return Verdict::Agrees;
        // A server that writes into headers on one of the ways contradicts nothing, nor one that
        // gives a notice of its own in place of a message that it can't give (Courier's POP3).
        const auto &looseA = here.loose(pair.here), &looseB = there.loose(pair.there);
        const bool same = looseA == looseB, rewritten = same && looseA.isKnown();
        return rewritten || looseA.isKnown() != looseB.isKnown() ? Verdict::Unknown
                                                                 : Verdict::Contradicts;
    }

    /// The pairs that may be taken; absent where the formula isn't to be believed.
    std::optional<QList<MatchPair>> believed(const UidlFormula &formula,
                                             const QList<MatchPair> &predicted)
    {
        const qsizetype needed = qMin(samplesNeeded, predicted.size());
        const QList<MatchPair> first = spread(predicted, samplesNeeded);
        qsizetype agreed = 0;
        const auto hold = [&](const QList<MatchPair> &pairs) {
            readHeaders(pairs);
            for (const MatchPair &pair : pairs) {
                const Verdict is = verdict(pair);
                if (is == Verdict::Contradicts)
                    return false;
                if (is == Verdict::Agrees) {
                    ++agreed;
                    m_state.noteSizes(pair.here, pair.there);
                }
            }
            return true;
        };
        if (!hold(first))
            return {};
        if (agreed < needed && predicted.size() > samplesNeeded) {
            QList<MatchPair> more = spread(predicted, samplesTried);
            more.removeIf([&first](const MatchPair &pair) { return first.contains(pair); });
            if (!hold(more))
                return {};
        }
        if (agreed < needed)
            return {};
        return withoutSuspects(formula, predicted);
    }

    /// A pair whose sizes differ, where those of the samples don't, is taken only if its headers
    /// agree; if they don't, nothing that the formula says is to be believed.
    std::optional<QList<MatchPair>> withoutSuspects(const UidlFormula &formula,
                                                    const QList<MatchPair> &predicted)
    {
        const bool exact = m_state.sizesAreExact();
        QList<MatchPair> good, suspects;
        for (const MatchPair &pair : predicted) {
            const qint64 a = m_state.side(Side::Here).size(pair.here);
            const qint64 b = m_state.side(Side::There).size(pair.there);
            // A bare UID may be of another time's numbering, and then only the size tells.
            const bool sure = a == 0 || b == 0 ? formula.hasUidValidity() || !formula.isOfInbox()
                : exact                        ? a == b
                                               : m_state.sizesFit(pair.here, pair.there);
            (sure ? good : suspects).append(pair);
        }
        for (qsizetype from = 0; from < suspects.size(); from += suspectsAtOnce) {
            const QList<MatchPair> some = suspects.mid(from, suspectsAtOnce);
            readHeaders(some);
            for (const MatchPair &pair : some) {
                const Verdict is = verdict(pair);
                if (is == Verdict::Contradicts)
                    return {};
                // What names its UIDVALIDITY, or the message, is as good without a header as the
                // rest.
                if (is == Verdict::Agrees || formula.hasUidValidity() || !formula.isOfInbox())
                    good.append(pair);
            }
        }
        return good;
    }

    MatchState &m_state;
    Side m_uidlSide, m_uidSide;
    MatchSide &m_withUidls, &m_withUids;
};

} // namespace

UidlFormula pairByFormula(MatchState &state, const UidlFormula &likely)
{
    const auto keys = [&state](Side side) { return state.side(side).keys(); };
    if (keys(Side::Here) == keys(Side::There))
        return {};
    const Side withUidls = keys(Side::Here) == MatchSide::Keys::Uidl ? Side::Here : Side::There;
    return FormulaRule(state, withUidls).run(likely);
}

} // namespace Turnstone
