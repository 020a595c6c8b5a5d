// SPDX-License-Identifier: MIT
#pragma once

#include "engine/protocolswitch/matchside.h"

#include <functional>

namespace Turnstone {

/// Reads of messages what a rule needs, at either side, on demand: each message at most once a
/// depth, many at a time, so that a server can be asked in pipelines.
class MatchSource {
public:
    enum class Side { Here, There };
    enum class Depth {
        Loose, ///< Message-ID, Date, From and Subject: what looseFingerprint takes
        Header, ///< the whole header
        Whole ///< the message
    };
    virtual ~MatchSource() = default;
    /// Tells `side` what it can (MatchSide::tell) of the messages with these indexes, ascending.
    /// More than was asked for is welcome; what isn't told counts as not to be had. What it throws
    /// ends the matching.
    virtual void read(Side which, Depth depth, const QList<int> &indexes, MatchSide &side) = 0;
};

/// By which a pair was found; stored, never renumber.
enum class MatchRule {
    Bound = 0, ///< T0: known before
    Formula = 1, ///< T1: the UIDL follows from what IMAP says, and samples agree by header
    Header = 2, ///< T2: the same canonical header
    Body = 3, ///< T3: Message-ID, Date, From, Subject alike, size within 2 %, and the same body
    Order = 4 ///< T4: the same size in the same order; only ever a suggestion
};

struct MatchPair {
    int here = -1, there = -1;
    MatchRule rule = MatchRule::Bound;
    friend bool operator==(const MatchPair &, const MatchPair &) = default;
};

struct MatchResult {
    QList<MatchPair> pairs; ///< one to one, ascending by `here`
    QList<MatchPair> suggestions; ///< T4
    QList<int> onlyHere, onlyThere; ///< ascending
    /// Here, and something alike is there, but not surely the same: a suggestion's, a message whose
    /// likeness has another body, or none that could be read. Not among `onlyHere`.
    QList<int> ambiguous;
    UidlFormula formula; ///< by which T1 went; none: headers were compared
    /// Both sides have 20 messages or more, and fewer than half of the smaller one match.
    bool mayBeAnotherMailbox = false;
    qint64 headersRead = 0, messagesRead = 0; ///< there
};

struct MatchOptions {
    /// Pairs bound before; taken as they are.
    QList<MatchPair> bound;
    /// Learned before, for this server: tried first, and still held against samples.
    UidlFormula likely;
    /// How far it is, in messages of both sides that were settled or read; may throw to end it.
    std::function<void(qint64 done, qint64 total)> progress;
};

/// Which message here is which there. Strongest rule first, one to one; identical twins pair by
/// count. Sizes decide what is read: with a formula a few samples, else what has a counterpart of
/// the same size, then what says the same of itself. Time grows with n log n, memory by some 30
/// bytes a message on top of the sides. Throws what the source throws. Blocks the calling thread.
MatchResult matchMessages(MatchSide &here, MatchSide &there, MatchSource &source,
                          const MatchOptions &options = {});

} // namespace Turnstone
