// SPDX-License-Identifier: MIT
#pragma once

#include "base/mailerror.h"
#include "base/secret.h"
#include "mail/account.h"
#include "mail/bodystructure.h"
#include "mail/envelope.h"
#include "mail/flags.h"
#include "mail/folderrole.h"

#include <QByteArrayList>
#include <QByteArrayView>
#include <QList>
#include <functional>
#include <optional>

namespace Turnstone {

/// A folder as its server names it.
struct RemoteFolder {
    QByteArray path; ///< the server's own name, as sent (IMAP: wire form); the key
    /// Decoded full path with `delimiter` between levels; the user's own without the prefix that
    /// all of them share (RFC 2342), where it reads as no other folder's without.
    QString name;
    QChar delimiter; ///< null: no hierarchy
    FolderRole role = FolderRole::None;
    bool selectable = true;
    bool subscribed = true;
    /// From STATUS, where it was cheap; absent otherwise.
    std::optional<quint32> messages, unseen, uidValidity, uidNext;
    std::optional<quint64> highestModSeq;
    std::optional<qint64> bytes; ///< STATUS=SIZE (RFC 8438)
    /// Whose it is (NAMESPACE, RFC 2342): the user's own, another user's, or shared.
    enum class Owner { User, Other, Shared } owner = Owner::User;
};

/// A message at a server. POP3: folder "INBOX" and the UIDL's bytes. IMAP: the folder's path and
/// the UID in decimal; valid only under the UIDVALIDITY of the cursor it was reported with. Where
/// that is given and the folder has another one now, whatever is asked for the key is refused, with
/// nothing done (folder scope, RetryClass::Now): the number may be another message's.
struct RemoteKey {
    QByteArray folder;
    QByteArray key;
    quint32 uidValidity = 0; ///< 0: unknown, or the protocol has none
    friend bool operator==(const RemoteKey &, const RemoteKey &) = default;
};

/// How far a folder has been read. The engine stores it and hands it back; value-initialised for a
/// folder never seen.
struct FolderCursor {
    QByteArray folder;
    quint32 uidValidity = 0; ///< 0: none
    quint32 uidNext = 0; ///< everything below has been reported, except the gap below
    quint64 highestModSeq = 0; ///< 0: unknown
    /// First syncs show the newest first: UIDs below this are still to be reported. 0 or 1: none.
    quint32 backfillBelow = 0;
    friend bool operator==(const FolderCursor &, const FolderCursor &) = default;
};

/// A message the engine didn't know.
struct RemoteMessage {
    QByteArray key;
    qint64 size = 0; ///< RFC822.SIZE or LIST's octets
    qint64 receivedUtc = 0; ///< INTERNALDATE, seconds UTC; 0 where the protocol has none
    std::optional<FlagState> flags; ///< absent where the protocol has none
    std::optional<Envelope> envelope; ///< absent where only fetching can tell (POP3)
    BodyStructure structure; ///< empty where unknown
    /// EMAILID or X-GM-MSGID: equal for the same message in several folders; empty where not told.
    QByteArray emailId;
    QString preview; ///< PREVIEW (RFC 8970); empty where not told
};

/// One line of a listing: the message is there, and these are its flags if the protocol has any.
struct RemoteState {
    QByteArray key;
    qint64 size = -1; ///< -1: not told
    std::optional<FlagState> flags;
};

/// Keys that are decimal numbers, as neighbours; both ends included.
struct KeyRange {
    quint32 first = 0, last = 0;
    friend bool operator==(const KeyRange &, const KeyRange &) = default;
};

/// What the engine already knows of a folder, for backends whose server can't tell the difference.
class KnownKeys {
public:
    virtual ~KnownKeys() = default;
    virtual bool contains(const QByteArray &key) const = 0;
    /// The known keys from `first` to `last` that are decimal numbers, ascending, neighbours
    /// together: memory grows with the gaps, time with the keys. Throws as RemoteSink does.
    virtual QList<KeyRange> numbers(quint32 first, quint32 last) const = 0;
    /// Every known key, one scan for all of them: for a backend that compares them with a whole
    /// listing. False where this isn't offered, and each has to be asked for. `visit` may not call
    /// the sink. Throws as RemoteSink does.
    virtual bool visitAll(const std::function<void(const QByteArray &key)> &) const
    {
        return false;
    }
};

/// Where a backend reports what it sees in one folder. Implemented by the engine's sync runner,
/// which alone decides and writes. Calls come from the backend's thread, in wire order; each may
/// throw Cancelled or MailError (Space), which the backend lets through.
class RemoteSink {
public:
    virtual ~RemoteSink() = default;
    /// Once, before anything else: the folder as the server opened it. A UIDVALIDITY other than the
    /// cursor's says that every key known is void. `messages` is EXISTS or STAT's count.
    virtual void opened(quint32 uidValidity, qint64 messages) = 0;
    /// After `opened`, once the server has said whether anything may be changed in the folder
    /// (READ-ONLY, RFC 9051 7.1). Protocols that don't say it never call it.
    virtual void openedReadOnly(bool) { }
    /// The server's own name of the folder, which stays when that is renamed (MAILBOXID, RFC 8474
    /// 4); where it has one.
    virtual void openedAs(const QByteArray &) { }
    /// As openedReadOnly, of tags that aren't in the folder yet: whether they can be kept there.
    virtual void openedKeepsTags(bool) { }
    virtual void appeared(const QList<RemoteMessage> &) = 0;
    virtual void flagsChanged(const QList<RemoteState> &) = 0;
    /// The server said so explicitly (EXPUNGE, VANISHED).
    virtual void vanished(const QList<QByteArray> &keys) = 0;
    /// Part of a listing of everything that is there below the cursor's uidNext (or, without UIDs,
    /// of everything). Ends with listingComplete; without it, absence means nothing.
    virtual void listed(const QList<RemoteState> &) = 0;
    virtual void listingComplete() = 0;
    /// Known keys that a comparison with all that is there didn't find; once, and all of them. As a
    /// listing's, their absence may want a second look.
    virtual void absent(const QList<KeyRange> &keys) = 0;
    /// All that changed has been reported, and below the cursor's uidNext there are so many
    /// messages now. False where as many aren't known: then something went by unreported, and the
    /// backend compares.
    virtual bool addsUp(qint64 messages) = 0;
    /// All up to `cursor` has been reported: the engine may commit it together with that.
    virtual void checkpoint(const FolderCursor &cursor) = 0;
    /// Asked after a checkpoint that leaves a gap (`backfillBelow`): true where something else
    /// should have the connection first. A backend may then return the cursor with the gap, with no
    /// listing; the engine asks again.
    virtual bool wantsPause() { return false; }
};

/// A message as a survey tells of it: everything that costs a server no look into it.
struct SurveyedMessage {
    QByteArray key;
    qint64 size = 0; ///< RFC822.SIZE or LIST's octets; 0: not told
    qint64 receivedUtc = 0; ///< INTERNALDATE, seconds UTC; 0 where the protocol has none
    std::optional<FlagState> flags; ///< absent where the protocol has none
    QByteArray emailId; ///< as RemoteMessage::emailId
    QByteArray guid; ///< X-GUID, which Dovecot knows and doesn't declare; empty where not told
};

/// Where a backend tells what stands in a folder. Calls come from the backend's thread; what they
/// throw is let through.
class SurveySink {
public:
    virtual ~SurveySink() = default;
    /// Once, first. UIDNEXT is 0 where it isn't told or the protocol has none; what comes from it
    /// on while the survey goes on is not told of. `messages` is EXISTS or STAT's count.
    virtual void opened(quint32 uidValidity, quint32 uidNext, qint64 messages) = 0;
    /// Some hundreds at a time, each message once, in the server's order.
    virtual void found(const QList<SurveyedMessage> &) = 0;
};

/// What to fetch of a message.
struct PartSelection {
    enum class What {
        Headers,
        Text,
        Section,
        Everything,
        /// The header and the body's first lines, reported as section "BEGINNING": where
        /// BackendTraits::beginningLines says so.
        Beginning
    };
    What what = What::Everything;
    /// With Text: the body leaves and their MIME fields, from the stored structure; each is
    /// reported as a section of its own. With Section: the one leaf.
    QByteArrayList sections;
};

struct FetchRequest {
    RemoteKey key;
    PartSelection selection;
    qint64 expectedSize = 0; ///< what the server announced, for progress; 0 unknown
};

/// Receives content as it comes off the wire, message after message: in the order of the requests,
/// as far as the server keeps to it.
/// For each request: `begin`, then per section `section`, `data`…, then `end` or `missing`.
/// Memory is the receiver's business: `data` comes in pieces of at most 1 MiB.
class ContentSink {
public:
    virtual ~ContentSink() = default;
    virtual void begin(const RemoteKey &) = 0;
    /// "" the whole message, "HEADER" its header block, "1.2" a leaf's encoded bytes, "BEGINNING"
    /// as many of the first bytes as were asked for.
    virtual void section(const QByteArray &section) = 0;
    virtual void data(QByteArrayView bytes) = 0;
    virtual void end() = 0;
    /// Gone meanwhile, or refused; the rest goes on.
    virtual void missing(const RemoteKey &, const MailError &why) = 0;
};

struct Credentials {
    QString user;
    Secret password;
    bool isToken = false; ///< the password is an OAuth 2 access token
};

} // namespace Turnstone
