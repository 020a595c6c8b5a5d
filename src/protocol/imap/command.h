// SPDX-License-Identifier: MIT
#pragma once

#include "base/secret.h"
#include "protocol/imap/uidset.h"

#include <QByteArray>
#include <QList>

namespace Turnstone::Imap {

/// One command as it will be written, without its tag: a verb and its arguments, of which some may
/// have to go as literals. Value type. Throws MailError (Protocol, message, never) where an
/// argument holds a NUL, which no string of IMAP can carry (RFC 9051 9, CHAR8).
class Command {
public:
    /// What the session does about it (RFC 9051 3): states before and after, other commands beside
    /// it.
    enum class Kind {
        Any, ///< CAPABILITY, NOOP, ID
        StartTls,
        Login, ///< LOGIN and AUTHENTICATE
        Authenticated, ///< LIST, STATUS, CREATE, APPEND, …
        Select, ///< SELECT, EXAMINE
        Unselect, ///< UNSELECT, CLOSE
        Selected, ///< FETCH, STORE, …
        Idle,
        Logout
    };
    struct Piece {
        enum class Form { Text, Literal, Binary };
        QByteArray plain;
        Secret hidden; ///< instead of `plain`, with `secret`
        Form form = Form::Text;
        bool secret = false; ///< stays out of the wire log
        const QByteArray &bytes() const { return secret ? hidden.reveal() : plain; }
    };

    Command(Kind kind, const QByteArray &verb);

    /// A space and `text` as it stands; the caller vouches for it.
    Command &text(const QByteArray &text);
    /// A space and a string: quoted where that is safe and short, else a literal.
    Command &string(const QByteArray &bytes);
    /// As `string`, kept out of the wire log.
    Command &secret(const QByteArray &bytes);
    /// A space and base64 as it stands, kept out of the wire log.
    Command &secretText(const QByteArray &base64);
    /// A space and message bytes; `binary` as literal8 (RFC 3516 4.4), which alone carries NULs.
    Command &literal(const QByteArray &bytes, bool binary = false);
    /// SELECT and EXAMINE: which mailbox the session is in after OK.
    Command &selecting(const QByteArray &path);

    Kind kind() const { return m_kind; }
    const QByteArray &verb() const { return m_verb; } ///< "UID FETCH"
    const QByteArray &selectedPath() const { return m_path; }
    const QList<Piece> &pieces() const { return m_pieces; }

private:
    void append(const QByteArray &bytes, Piece::Form form = Piece::Form::Text, bool secret = false);

    Kind m_kind;
    QByteArray m_verb, m_path;
    QList<Piece> m_pieces;
};

/// Builders. Mailboxes are wire names; sets are UidSet::split's pieces; flags are IMAP's names.
namespace Commands {
Command capability();
Command noop();
Command id(const QByteArray &name, const QByteArray &version);
Command startTls();
/// COMPRESS DEFLATE (RFC 4978).
Command compress();
Command login(const QByteArray &user, const Secret &password);
/// With SASL-IR (RFC 4959) `initialResponse` goes along, in base64.
Command authenticate(const QByteArray &mechanism, const std::optional<Secret> &initialResponse);
Command logout();

/// RFC 5161. What it says counts once ENABLED names it.
Command enable(const QByteArrayList &capabilities);
Command list(const QByteArray &reference, const QByteArray &pattern);
struct ListReturn {
    bool specialUse = false, subscribed = false, status = false;
    bool sizes = false; ///< with `status`: SIZE too (RFC 8438)
    bool modSeqs = false; ///< with `status`: HIGHESTMODSEQ too (RFC 7162 3.1.7)
};
/// LIST … RETURN (…) (RFC 5258, RFC 6154, RFC 5819).
Command listExtended(const QByteArray &pattern, const ListReturn &);
/// The prefixes of names (RFC 2342).
Command namespaces();
/// What bounds this mailbox (RFC 9208 4.1.2).
Command quotaRoot(const QByteArray &mailbox);
/// What this user may do there (RFC 4314 3.5).
Command myRights(const QByteArray &mailbox);
/// How large a message may be that is put there (RFC 7889).
Command appendLimit(const QByteArray &mailbox);
/// STATUS for UIDVALIDITY alone (RFC 9051 6.3.11).
Command statusUidValidity(const QByteArray &mailbox);
Command lsub(const QByteArray &pattern);
/// With `modSeq` also HIGHESTMODSEQ, for a server with CONDSTORE (RFC 7162 3.1.7).
Command status(const QByteArray &mailbox, bool modSeq = false);
/// `specialUse` "\\Archive" (RFC 6154 3), or empty.
Command create(const QByteArray &mailbox, const QByteArray &specialUse = {});
Command rename(const QByteArray &from, const QByteArray &to);
Command remove(const QByteArray &mailbox);
Command subscribe(const QByteArray &mailbox, bool on);
struct Appended {
    QByteArrayList flags;
    qint64 utcSeconds = 0; ///< 0: the server's own time
    QByteArray message;
};
/// Several only where MULTIAPPEND is offered (RFC 3502). Those with NULs go as literal8.
Command append(const QByteArray &mailbox, const QList<Appended> &messages);
/// RFC 8508 3.3: in place of that UID of the selected mailbox.
Command uidReplace(quint32 uid, const QByteArray &mailbox, const Appended &message);

/// What a SELECT says of mod-sequences (RFC 7162): nothing, CONDSTORE, or with a UIDVALIDITY and a
/// mod-sequence QRESYNC, to be told all that changed since.
struct SelectParameters {
    bool condstore = false;
    quint32 uidValidity = 0;
    quint64 sinceModSeq = 0;
    bool resynchronises() const { return uidValidity != 0 && sinceModSeq != 0; }
};
Command select(const QByteArray &mailbox, const SelectParameters &);
Command examine(const QByteArray &mailbox);
Command unselect();
/// By sequence numbers: no EXPUNGE can come between (RFC 9051 7.5.1).
Command fetchSequence(quint32 first, quint32 last, const QByteArray &items);
Command uidFetch(const QByteArray &set, const QByteArray &items);
/// The flags of those that changed since (RFC 7162 3.1.4.1).
Command uidFetchChanged(const QByteArray &set, quint64 sinceModSeq);
/// `operation` "+FLAGS.SILENT" or "-FLAGS.SILENT".
Command uidStore(const QByteArray &set, const QByteArray &operation, const QByteArrayList &flags);
Command uidSearch(const QByteArray &criteria, bool extended);
/// The `count` highest UIDs of what is found (RFC 9394).
Command uidSearchHighest(const QByteArray &criteria, qint64 count);
/// Messages whose text holds `words` (UTF-8).
Command uidSearchText(const QByteArray &words);
Command uidCopy(const QByteArray &set, const QByteArray &mailbox);
Command uidMove(const QByteArray &set, const QByteArray &mailbox);
Command uidExpunge(const QByteArray &set);
Command expunge();
Command idle();
/// NOTIFY SET `events` (RFC 5465 3.1); with `status`, STATUS for every mailbox named comes first.
Command notifySet(const QByteArray &events, bool status);
} // namespace Commands

} // namespace Turnstone::Imap
