// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "mail/account.h"
#include "mail/bodystructure.h"
#include "mail/envelope.h"
#include "mail/flags.h"
#include "mail/folderrights.h"
#include "mail/folderrole.h"

#include <QByteArrayList>
#include <QList>
#include <QSet>
#include <QString>

namespace Turnstone {

/// Whose a folder is (NAMESPACE, RFC 2342); the numbers are the database's.
enum class FolderOwner { User, Other, Shared };

/// The user's own word on a message, above the folder's rule.
enum class KeepMark {
    AsRuled = 0,
    Wanted = 1, ///< downloaded for offline: fetched whole, and never removed by a rule
    Freed = 2 ///< removed from this computer: not fetched again until it is asked for
};

/// What of a folder's mail is kept on this computer: the folder's own word, else its account's.
struct KeepRule {
    ContentLevel level = ContentLevel::Everything;
    int days = 0; ///< 0: always
    qint64 largest = 0; ///< attachments of larger messages wait, bytes; 0: no limit
    /// How much of a message must be here for it to count as here.
    ContentLevel due(qint64 size, KeepMark mark) const
    {
        if (mark == KeepMark::Wanted)
            return ContentLevel::Everything;
        if (level == ContentLevel::Everything && largest > 0 && size > largest)
            return ContentLevel::Text;
        return level;
    }
    friend bool operator==(const KeepRule &, const KeepRule &) = default;
};

/// A count of messages with the bytes of their content.
struct ContentExtent {
    qint64 messages = 0;
    qint64 bytes = 0;
    qint64 onlyCopies = 0; ///< of those looked at: left alone, because no server has them
};

/// A folder of the local store, with counters that are kept and never counted.
struct Folder {
    FolderId id;
    AccountId account;
    FolderId parent;
    QString name; ///< last level, decoded
    QString path; ///< all levels joined by '/', each level's own '/' as "%2F"; the Inbox is "INBOX"
    FolderRole role = FolderRole::None;
    bool selectable = true;
    bool onServer = false; ///< bound to a folder at the current incoming server
    qint64 total = 0;
    qint64 unread = 0;
    /// Placements whose message is here as far as the folder's rule wants it (KeepRule::due).
    qint64 onComputer = 0;
    qint64 onlyHere = 0; ///< placements without a key at the current server
    bool subscribed = true;
    int favourite = 0; ///< by the user; local: its place among the favourites from 1; 0: none
    bool readOnly = false; ///< as the server last opened it
    FolderRights missingRights; ///< what the server doesn't let its user do there
    bool keepsTags = true; ///< false: tags given here stay on this computer (PERMANENTFLAGS)
    std::optional<ContentLevel> keep; ///< absent: as the account
    std::optional<int> keepDays; ///< absent: as the account; 0: always
    /// The server lost what the folder held, seconds UTC: its copies here are `onServer` no more,
    /// until the user has them put back or lets them go. 0: it didn't.
    qint64 emptiedUtc = 0;
    qint64 bytesOnComputer = 0; ///< stored bytes of its messages' content, uncompressed
    FolderOwner owner = FolderOwner::User;
    bool may(FolderRight right) const { return !readOnly && !missingRights.testFlag(right); }
};

/// The incoming server's side of a folder: the binding and the cursor.
struct RemoteFolderRow {
    RemoteFolderId id;
    IncomingServerId server;
    FolderId folder;
    QByteArray path; ///< the server's own name
    QChar delimiter;
    quint32 uidValidity = 0;
    quint32 uidNext = 0;
    quint64 highestModSeq = 0;
    quint32 backfillBelow = 0;
    QByteArray mailboxId; ///< OBJECTID: stays through a rename; empty where not told
};

enum class SortKey { Date, From, Subject, Size, Unread, Flagged, Attachment };

/// What a message list shows.
struct ListQuery {
    QSet<FolderId> folders; ///< one, or every Inbox for the unified Inbox
    SortKey sort = SortKey::Date;
    bool ascending = false;
    bool unreadOnly = false;
    bool onlyHere = false; ///< what no server has
    friend bool operator==(const ListQuery &, const ListQuery &) = default;
};

/// What a server said of itself when it was last asked (BackendTraits).
struct ServerTerms {
    std::optional<int> expireDays; ///< after so many it deletes by itself; -1: never
    qint64 loginDelaySeconds = 0;
    friend bool operator==(const ServerTerms &, const ServerTerms &) = default;
};

/// What an account's server lets it hold, as it was last told. Bytes.
struct ServerLimits {
    std::optional<qint64> quotaUsed, quotaLimit; ///< RFC 9208; both or neither
    std::optional<qint64> largestAppend; ///< RFC 7889
    qint64 askedUtc = 0; ///< for the quota, seconds; 0: never
    friend bool operator==(const ServerLimits &, const ServerLimits &) = default;
};

/// Mail on a server that was fetched, or deleted here, under a former leave-on-server rule.
struct LeaveExtent {
    qint64 concerned = 0; ///< messages that another rule would delete there, sooner or later
    qint64 atOnce = 0; ///< of them: with the next visit
};

/// One row of a message list; all a delegate needs.
struct MessageRow {
    PlacementId id;
    MessageId message;
    FolderId folder;
    AccountId account;
    QByteArray messageId; ///< RFC 5322, without brackets
    Address from;
    AddressList to;
    QString subject;
    QString preview; ///< one line, empty until text is here
    qint64 dateUtc = 0; ///< what lists sort by: received, else the Date header; seconds
    qint64 size = 0; ///< bytes at the server, or of the content
    FlagState flags;
    ContentLevel content = ContentLevel::None;
    bool hasAttachments = false;
    bool attachmentsGuessed = false; ///< so by its header; its parts aren't known yet
    bool onServer = false; ///< bound at the current incoming server
    bool onComputer = false; ///< as far as its folder's rule wants it (KeepRule::due)
    KeepMark mark = KeepMark::AsRuled;
    bool pending = false; ///< an operation on it waits
    qint64 thread = 0; ///< equal for messages of one conversation
};

/// All that is known of one message.
struct MessageDetail {
    MessageRow row;
    Envelope envelope;
    BodyStructure structure; ///< empty until known
    QByteArrayList sectionsHere; ///< what `content` can give: "", "HEADER", "1", …
    QByteArray contentSha256; ///< of the whole message; empty until everything is here
    qint64 receivedUtc = 0;
    QStringList alsoIn; ///< Folder::path of the other folders it stands in, but for "all mail"
};

/// What a committed transaction changed; handed to every listener in the process. `many` says that
/// the lists were too long to keep and that everything in `folders` should be read again.
struct ChangeSet {
    bool accounts = false;
    bool folderTree = false;
    bool operations = false;
    bool outbox = false;
    bool contacts = false; ///< the address book
    bool many = false;
    QSet<FolderId> folders; ///< membership, rows or counters changed
    QList<PlacementId> added, changed, removed; ///< placements
    bool isEmpty() const
    {
        return !accounts && !folderTree && !operations && !outbox && !contacts && folders.isEmpty();
    }
};

/// Stored: never renumber. From CreateFolder to Subscribe they are about folders.
enum class OperationKind {
    SetFlags,
    Move,
    Copy,
    Delete,
    CreateFolder,
    RenameFolder, ///< or another parent
    RemoveFolder,
    Subscribe, ///< or no longer
    Append, ///< what is on this computer alone goes to a folder of the server
    Transfer ///< what stands in a folder of another account comes into one of this account
};
constexpr bool isAboutFolders(OperationKind kind)
{
    return kind >= OperationKind::CreateFolder && kind <= OperationKind::Subscribe;
}
/// Waiting: to be sent. Running: sent, not answered. Failed: permanently, waits for the user.
enum class OperationState { Waiting, Running, Failed };

/// A user's change that the server hasn't confirmed. It names local ids only.
struct Operation {
    OperationId id;
    AccountId account;
    OperationKind kind = OperationKind::SetFlags;
    OperationState state = OperationState::Waiting;
    /// Copy: the copies; MailWriter::binding leads to the originals. Transfer: the copies, too.
    QList<PlacementId> placements;
    FolderId source; ///< where the placements stood when the user acted
    FolderId destination; ///< Move, Copy, Append, Transfer; of a change of folders: the folder
    FlagChange change; ///< SetFlags
    QString
        name; ///< CreateFolder, RenameFolder: the new Folder::path; RemoveFolder: the path it had
    QString oldName; ///< RenameFolder: the path before
    bool subscribe = false; ///< Subscribe: or no longer
    bool removesOriginal = false; ///< Transfer: a move
    /// Move, Copy: into a folder that no server has. All of the message comes here first; only
    /// then does a move take it off the server.
    bool toThisComputer = false;
    bool onlyLookedFor = false; ///< Append: sent mail, which the server files by itself
    int attempts = 0;
    qint64 createdUtc = 0;
    qint64 notBeforeUtc = 0; ///< not tried (again) before; seconds
    QString error; ///< why it waits or failed, for people
};

/// A binding: which key at which server's folder stands for a placement.
struct Binding {
    RemoteFolderId remoteFolder;
    QByteArray key;
    MessageId message; ///< none: known and deleted here, so never fetched again
    PlacementId placement;
};

/// A key with the flags it was last known to have at the server, for comparing a listing.
struct BoundKey {
    QByteArray key;
    PlacementId placement;
    MessageId message;
    FlagState remoteFlags;
};

} // namespace Turnstone
