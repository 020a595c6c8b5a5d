// SPDX-License-Identifier: MIT
#pragma once

#include <QFlags>
#include <QStringList>

namespace Turnstone {

/// System flags (RFC 9051 2.3.2) and the keywords every client treats as such. The values are
/// stored: never renumber.
enum class Flag : quint32 {
    Seen = 0x01,
    Answered = 0x02,
    Flagged = 0x04,
    Draft = 0x08,
    Deleted = 0x10,
    Forwarded = 0x20, ///< $Forwarded
    Junk = 0x40, ///< $Junk
    NotJunk = 0x80 ///< $NotJunk
};
Q_DECLARE_FLAGS(MessageFlags, Flag)
Q_DECLARE_OPERATORS_FOR_FLAGS(MessageFlags)

/// All that a server or the user says of a message in a folder. Tags are IMAP keywords other than
/// those above, sorted, without doubles, compared without case.
struct FlagState {
    MessageFlags flags;
    QStringList tags;
    friend bool operator==(const FlagState &, const FlagState &) = default;
};

/// What to change; a flag in both `add` and `remove` is a caller's mistake and counts as removed.
struct FlagChange {
    MessageFlags add, remove;
    QStringList addTags, removeTags;
    bool isEmpty() const { return !add && !remove && addTags.isEmpty() && removeTags.isEmpty(); }
    friend bool operator==(const FlagChange &, const FlagChange &) = default;
};

FlagState applied(const FlagState &, const FlagChange &);

/// "\Seen" and "$Forwarded" to their Flag, anything else to a tag. Names compare without case.
void addImapFlag(FlagState &, const QString &imapName);
/// The IMAP names of every flag set and every tag, in a fixed order.
QStringList imapNames(const FlagState &);

} // namespace Turnstone
