// SPDX-License-Identifier: MIT
#pragma once

#include "backend/remote.h"
#include "base/wakeup.h"
#include "mail/folderrights.h"
#include "net/certificatepolicy.h"
#include "net/transport.h"

#include <QHash>
#include <functional>

namespace Turnstone {

/// What a protocol, and once connected its server, can do: the window enables or explains actions
/// by it. Known from the registry before any connection; refined by `MailBackend::traits` after
/// `open`.
struct BackendTraits {
    bool flagsOnServer = false; ///< read, flagged and tags are shared with other devices
    bool foldersOnServer = false; ///< moving and archiving happen on the server
    bool push = false; ///< the server tells of new mail by itself
    bool partialFetch = false; ///< text without attachments
    /// PartSelection::What::Headers costs no more than the header. POP3 without TOP: everything.
    bool headersAlone = true;
    /// How many lines of a body PartSelection::What::Beginning gives, where a message can't be had
    /// in parts; fewer came only where it has no more. 0: it isn't offered.
    int beginningLines = 0;
    /// After so many days the server itself deletes what it has (EXPIRE, RFC 2449 6.7): 0 once it
    /// was fetched, -1 never; absent: not told.
    std::optional<int> expireDays;
    qint64 loginDelaySeconds = 0; ///< it wants so much between two visits (LOGIN-DELAY, 6.5)
    /// A move whose answer was lost is done whole or not at all; else it may have been a copy only.
    bool movesAtOnce = true;
    bool stableKeys = true; ///< false: a POP3 server without UIDL; keys are header hashes
    /// How a folder is brought up to date; the best that server and folder allow.
    enum class Ladder {
        Listing, ///< every message's flags are listed
        Comparison, ///< the set of UIDs is compared, then flags are listed
        ChangedFlags, ///< CONDSTORE: flags since the mod-sequence, and the set of UIDs
        Everything ///< QRESYNC: all that changed since the mod-sequence
    };
    Ladder ladder = Ladder::Listing;
    bool subscriptions = false; ///< FolderSupport::subscribe
    bool uidExpunge = false; ///< UIDPLUS: one message can be deleted and no other with it
    bool pushOfFolders = false; ///< NOTIFY: push() tells of every folder
    /// push() tells of what goes and changes too, and not of what comes alone.
    bool pushOfChanges = true;
    /// Tags of the user's own naming can be kept. A server tells it of each folder (PERMANENTFLAGS,
    /// RFC 9051 7.1), so false only once a folder was opened whose server can't.
    bool keepsTags = true;
    bool objectIds = false; ///< OBJECTID or X-GM-EXT-1: RemoteMessage::emailId is given
    bool labels = false; ///< X-GM-EXT-1: a message is one, and folders are labels of it
    bool quota = false; ///< FolderSupport::quota
    bool rights = false; ///< FolderSupport::missingRights
    qint64 largestAppend = 0; ///< APPENDLIMIT in bytes; 0: not told
    /// How many connections to this server an account may hold at once.
    int connections = 1;
    quint16 defaultTlsPort = 0;
    quint16 defaultStartTlsPort = 0;
};

struct TransferCounts {
    qint64 bytesIn = 0, bytesOut = 0, roundTrips = 0;
};

/// What a change of flags has met.
struct FlagOutcome {
    QList<RemoteKey> gone; ///< passed over: the folder has them no more
    bool tagsKept = true; ///< false: the folder can't keep one of the tags; all else is done
};

/// Flags on the server. Throws as MailBackend does.
class FlagSupport {
public:
    virtual ~FlagSupport() = default;
    virtual FlagOutcome change(const QList<RemoteKey> &keys, const FlagChange &change) = 0;
};

/// Where a moved or copied message stands now; `to` is absent where the server doesn't say (no
/// UIDPLUS), and then the next synchronise of the destination reports it as appeared.
struct RelocatedKey {
    RemoteKey from;
    std::optional<RemoteKey> to;
};
struct Relocation {
    quint32 uidValidity = 0; ///< of the destination; 0 unknown
    QList<RelocatedKey> keys;
    QList<RemoteKey> gone; ///< their folder had them no more: nothing was done with them
    /// A move whose copies are there, while originals couldn't be removed: why, for the user.
    std::optional<MailError> originalsStay = {};
};

/// What a mailbox may hold (RFC 9208 5.2), in bytes; `limit` 0: no limit told.
struct MailboxQuota {
    qint64 used = 0, limit = 0;
};

/// One message to be put into a folder.
struct AppendItem {
    QByteArray message;
    FlagState flags; ///< tags that the server can't keep are left out
    qint64 receivedUtc = 0; ///< seconds, becomes INTERNALDATE; 0: now
};

/// Many messages for one folder, each asked for when there is room for it on the line, and told of
/// once. Calls come from the backend's thread; what they throw ends the upload, and whatever was
/// asked for and not told of has then an unknown outcome.
class AppendBatch {
public:
    virtual ~AppendBatch() = default;
    /// The next message, numbered from 0; absent: there are no more.
    virtual std::optional<AppendItem> next() = 0;
    /// It is there; with its key where the server tells it (APPENDUID).
    virtual void appended(int number, const std::optional<RemoteKey> &key) = 0;
    /// It isn't there, and the others go on. `why` as FolderSupport::append throws it.
    virtual void refused(int number, const MailError &why) = 0;
};

/// Folders on the server. Paths are RemoteFolder::path.
class FolderSupport {
public:
    virtual ~FolderSupport() = default;
    /// `name` decoded, full path with the server's delimiter; it is made below what the user's own
    /// folders begin with, where the server has such a prefix (RFC 2342). `role` is declared where
    /// the server keeps roles (RFC 6154 3). Returns the path to use from now on.
    virtual QByteArray create(const QString &name, FolderRole role = FolderRole::None) = 0;
    /// Returns the path to use from now on; `newName` as for `create`.
    virtual QByteArray rename(const QByteArray &path, const QString &newName) = 0;
    virtual void remove(const QByteArray &path) = 0;
    virtual Relocation move(const QList<RemoteKey> &keys, const QByteArray &destination) = 0;
    virtual Relocation copy(const QList<RemoteKey> &keys, const QByteArray &destination) = 0;
    /// What is as wanted already, or gone, is no error.
    virtual void subscribe(const QByteArray &path, bool subscribed) = 0;
    /// RemoteSink::openedAs of a folder that may never have been read; empty where there is none.
    virtual QByteArray mailboxId(const QByteArray &) { return {}; }
    /// Of what stands at this path now; 0 where that isn't told.
    virtual quint32 uidValidity(const QByteArray &) { return 0; }
    /// Absent where the server has none for this folder.
    virtual std::optional<MailboxQuota> quota(const QByteArray &) { return {}; }
    /// What the user may not do in each of these folders (ACL, RFC 4314); those of which the server
    /// says nothing are left out.
    virtual QHash<QByteArray, FolderRights> missingRights(const QByteArrayList &) { return {}; }
    /// How large a message may be that is put there (RFC 7889), bytes; absent where that isn't
    /// told.
    virtual std::optional<qint64> largestAppend(const QByteArray &) { return {}; }
    /// `receivedUtc` in seconds becomes INTERNALDATE; 0: now. The key where the server tells it
    /// (APPENDUID). Throws Space over quota (folder scope, Later) or APPENDLIMIT (message, Never,
    /// before anything is sent). Tags that the server can't keep are left out.
    virtual std::optional<RemoteKey> append(const QByteArray &folder, const QByteArray &message,
                                            const FlagState &flags, qint64 receivedUtc) = 0;
    /// As `append`, and takes `former` away in the same step, or does neither (REPLACE, RFC 8508).
    /// `done` is false, and nothing is done, where the server can't, or hasn't `former` any more.
    struct Replacement {
        bool done = false;
        std::optional<RemoteKey> key;
    };
    virtual bool replaces() const { return false; }
    virtual Replacement replace(const RemoteKey &, const QByteArray &, const FlagState &, qint64)
    {
        return {};
    }
    /// As `append` for each, with as many on their way as the server allows: pipelined, or several
    /// in one command (MULTIAPPEND, RFC 3502). Holds some megabytes and the largest message. Throws
    /// where nothing can go on; then no message was told of twice.
    virtual void appendAll(const QByteArray &folder, AppendBatch &batch);
};

/// A folder as the engine last read it. `messages`: how many there were, where that is known.
struct SeenFolder {
    FolderCursor cursor;
    std::optional<quint32> messages;
};

/// A folder that a server told of, with what it said of it by STATUS; where it has the folder open,
/// it says nothing but that something changed.
struct FolderNews {
    QByteArray path;
    std::optional<quint32> messages, unseen, uidValidity, uidNext;
    std::optional<quint64> highestModSeq;
};

/// What a listening connection has heard.
struct PushNews {
    enum class Event { Changed, Woken, RenewalDue };
    Event event = Event::RenewalDue;
    QList<FolderNews> folders; ///< each once
    bool listChanged = false; ///< a folder was made, renamed, removed, or (un)subscribed
    /// The server gave up telling of all folders (NOTIFICATIONOVERFLOW, RFC 5465 5.8): any may have
    /// changed, and from now on only the one that is listened to is told of.
    bool overflow = false;
};

struct ListenOptions {
    /// Proves the connection alive, and begins anew, after so many ms; 0: the backend's own.
    qint64 renewAfterMs = 0;
    /// Only the first folder: the connection has other work too, which would miss what it is told.
    bool oneFolder = false;
};

class PushSupport {
public:
    virtual ~PushSupport() = default;
    /// Sleeps until the server reports anything, Wakeup::wake is called, or it is time to renew.
    /// Listens to all folders where the server tells of them (NOTIFY, RFC 5465), else to the first
    /// of `seen` by IDLE (RFC 2177); `seen` isn't empty. Returns Changed at once with the folders
    /// that, as listening to them begins, aren't as `seen` says: what came before would not be
    /// reported again. A cursor without a UIDVALIDITY is not compared, and one without
    /// a mod-sequence counts as changed once, because a flag may have.
    /// The listening goes on from one call to the next; whatever else is asked of the connection
    /// ends it first, and what is heard by that is told by the next call.
    virtual PushNews wait(const QList<SeenFolder> &seen, const ListenOptions &options = {}) = 0;
    /// Whether the server has promised to tell of every folder.
    virtual bool tellsOfAll() const = 0;
};

class SearchSupport {
public:
    virtual ~SearchSupport() = default;
    /// Keys of messages in `folder` whose text contains `words`, newest last.
    virtual QList<QByteArray> search(const QByteArray &folder, const QString &words) = 0;
};

/// The seam: one connection to one incoming server. Lives in one connection thread; never touches
/// the store. Every call may block, and throws MailError or Cancelled. What a protocol lacks is
/// absent (a null pointer), not a method that throws. After a Network, Security or Protocol error
/// of session scope the connection is closed and the object is of no more use.
class MailBackend {
public:
    virtual ~MailBackend() = default;
    virtual BackendTraits traits() const = 0;
    /// Connects, protects, signs in.
    virtual void open(const Credentials &) = 0;
    /// Ends politely. For POP3 this is QUIT: `remove` counts only once this has returned, and
    /// throws if the server didn't say +OK (RFC 1939 6).
    virtual void close() = 0;
    virtual QList<RemoteFolder> folders() = 0; ///< POP3: exactly the Inbox
    /// The same asked for in another way, where there is one: before what was missing counts as
    /// gone.
    virtual QList<RemoteFolder> foldersAgain() { return folders(); }
    /// Reports what differs from `cursor` and returns the cursor that covers it. New messages come
    /// newest first. May be cancelled between checkpoints and taken up again.
    virtual FolderCursor synchronise(const FolderCursor &cursor, const KnownKeys &known,
                                     RemoteSink &sink) = 0;
    /// Tells of every message of the folder what a listing gives, and reads none. True where all
    /// that are there were told of: else absence means nothing.
    virtual bool survey(const QByteArray &folder, SurveySink &sink) = 0;
    /// Pipelined where the protocol allows; one folder a call. Headers of many messages are asked
    /// for together.
    virtual void fetch(const QList<FetchRequest> &requests, ContentSink &sink) = 0;
    /// Gets ready to fetch from this folder, so that what is then asked for costs no more than its
    /// own round trip. Nothing where there is nothing to prepare.
    virtual void prepare(const QByteArray &) { }
    /// Between two calls that are far apart: keeps a server from hanging up on a silent client.
    virtual void keepAlive() { }
    /// Deletes on the server for good. IMAP: by UID, never others' \Deleted messages where UIDPLUS
    /// is offered. POP3: DELE; takes effect at close().
    virtual void remove(const QList<RemoteKey> &keys) = 0;
    virtual FlagSupport *flags() { return nullptr; }
    virtual FolderSupport *folderChanges() { return nullptr; }
    virtual PushSupport *push() { return nullptr; }
    virtual SearchSupport *search() { return nullptr; }
    virtual TransferCounts counts() const = 0;
    virtual ConnectionInfo connectionInfo() const = 0;
};

/// What a factory needs to make a backend. `wakeup` outlives the backend.
struct BackendConfig {
    IncomingServer server;
    CertificatePolicy certificates;
    Wakeup *wakeup = nullptr;
    /// Whether bytes are paid for now (Connectivity::isMetered); asked in the connection's thread.
    /// Absent: no.
    std::function<bool()> isMetered = {};
};

} // namespace Turnstone
