// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QSet>

namespace Turnstone {

/// What real servers do though no RFC lets them, in one place: each with what it looks like on the
/// wire (S: server, C: client) and what is made of it. Where a server was caught at it, the
/// connection remembers, and doesn't ask again for what isn't given.
enum class Quirk {
    /// C: T3 ENABLE QRESYNC      S: T3 OK done            (no "* ENABLED"), and later
    /// S: * VANISHED 4:6
    /// Understood like any other; QRESYNC still counts as not enabled.
    VanishedWithoutEnabled,
    /// C: T4 SELECT INBOX (QRESYNC (1 99))   S: T4 BAD Unknown parameter
    /// The folder is opened without, and one rung lower from then on.
    ResyncRefused,
    /// C: T4 SELECT INBOX (CONDSTORE)        S: T4 BAD Unknown parameter
    /// The folder is opened without; flags are listed.
    CondstoreRefused,
    /// C: T5 UID FETCH 1:9 (UID FLAGS) (CHANGEDSINCE 99)   S: T5 BAD Invalid arguments
    /// (though it offers CONDSTORE). Flags are listed.
    ChangedSinceRefused,
    /// S: * OK [HIGHESTMODSEQ 12]     where 99 was told before
    /// A rebuilt index counts from the start: what is known of changes is void, so the folder is
    /// compared, and 12 is what counts from there on.
    ModSeqWentBack,
    /// C: T5 UID SEARCH RETURN (ALL) UID 1:9   S: T5 BAD   or "* ESEARCH (TAG "T5") UID ALL 1:x"
    /// UIDs are asked for by FETCH.
    SearchUseless,
    /// S: * 9 EXISTS      then, without an EXPUNGE, S: * 7 EXISTS
    /// Two are gone and nobody knows which: the folder is compared.
    ExistsShrinks,
    /// S: * 3 FETCH (UID 7 FLAGS ())   S: * 4 FETCH (UID 7 FLAGS ())
    /// One message as far as anybody can tell; a listing counts lines beside UIDs, so that it can
    /// be whole all the same.
    UidsRepeat,
    /// S: * 9 EXISTS   S: * OK [UIDVALIDITY 1]   S: T4 OK done     (no UIDNEXT; RFC 3501 allows it)
    /// The last message is asked for its UID.
    NoUidNext,
    /// S: * 1 FETCH (UID 1 FLAGS () RFC822.SIZE 99 …)    (no INTERNALDATE, or "" or NIL)
    /// The Date header says when it came.
    NoInternalDate,
    /// C: … BODY.PEEK[HEADER.FIELDS (…)]     S: T6 BAD   or a FETCH without it
    /// ENVELOPE is asked for; there NIL groups, "(NIL NIL \"team\" NIL)" without an end and
    /// "(NIL NIL NIL NIL)" without a beginning, are left out and the addresses stay.
    NoHeaderFields,
    /// C: T2 LIST "" "*" RETURN (… STATUS (…))     S: T2 BAD
    /// LIST, LSUB and STATUS instead.
    ExtendedListRefused,
    /// The same, answered OK with fewer folders than LIST "" "*" has, or without a STATUS for some.
    /// What is missing is looked for by a plain LIST before it counts as gone; a folder without a
    /// STATUS is opened.
    ListStatusForgets,
    /// C: T5 NOTIFY SET STATUS …     S: * STATUS {7}  Grüße (MESSAGES …)     (Dovecot; LIST says
    /// "Gr&APwA3w-e", and UTF8=ACCEPT wasn't enabled)
    /// It is the folder that LIST gives in modified UTF-7.
    Utf8InStatus,
    /// C: T5 SELECT INBOX   C: T6 UID FETCH 7 (…)     S: T5 OK done     S: T6 BAD No mailbox
    /// selected
    /// (both sent at once). It is asked again, and from then on only once the mailbox is open.
    NotWhileSelecting,
};

/// Lines may end in a bare LF too (Fragmentizer); a server that does it does it always, so nothing
/// has to be remembered.
class ImapQuirks {
public:
    bool has(Quirk quirk) const { return m_seen.contains(quirk); }
    /// Remembers it, and tells the log the first time.
    void notice(Quirk quirk, const QByteArray &detail = {});

private:
    QSet<Quirk> m_seen;
};

} // namespace Turnstone
