// SPDX-License-Identifier: MIT
#pragma once

#include "store/mailreader.h"
#include "store/undostep.h"

namespace Turnstone {

/// What a user's action may rely on at the account's server (from BackendTraits); without it the
/// effect is local and no operation is queued.
struct ActionTraits {
    bool flagsOnServer = false;
    bool foldersOnServer = false;
    bool deleteOnServer = false; ///< IMAP; or POP3 where the user's rule wants it
};

/// A message as a sync run found it, to be placed in a folder.
struct IncomingMessage {
    QByteArray key;
    qint64 size = 0;
    qint64 receivedUtc = 0;
    FlagState flags;
    Envelope envelope;
    BodyStructure structure;
    QByteArray fingerprint; ///< envelopeFingerprint()
    QByteArray emailId; ///< RemoteMessage::emailId
    QByteArray header; ///< headerFingerprint(); empty where the whole header isn't known
    /// By its header alone, where `structure` is empty (mayHaveAttachments).
    bool mayHaveAttachments = false;
};

/// A transaction on the index: begun immediately, rolled back unless committed, notified after
/// commit. Not nested. One thread.
class MailWriter;
class WriteTransaction {
public:
    explicit WriteTransaction(MailWriter &);
    ~WriteTransaction();
    void commit();

private:
    MailWriter &m_writer;
    bool m_open = true;
};

/// Receives a message's content in pieces and keeps it compressed, in bounded memory. The content
/// is durable after `commit`; only then may `MailWriter::contentStored` name it. Dropped
/// uncommitted: it leaves nothing behind. Several messages may share one commit.
class ContentWriter {
public:
    ContentWriter(Store &, AccountId);
    ~ContentWriter();
    void begin(MessageId);
    void section(const QByteArray &section);
    void data(QByteArrayView bytes);
    struct Stored {
        MessageId message;
        QByteArrayList sections;
        qint64 bytes = 0; ///< uncompressed
        QByteArray sha256; ///< of section "" where it was among them
        // Per section: its row in the content database, its bytes uncompressed, its hash.
        QList<qint64> contents;
        QList<qint64> sectionBytes;
        QByteArrayList sectionSha256;
        AccountId account;
    };
    Stored end();
    void abandon(); ///< the message begun
    void commit();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// Writing the store: one connection, one thread. The functions for synchronising run inside a
/// WriteTransaction of the caller; a user's action is a transaction by itself.
class MailWriter : public MailReader {
public:
    explicit MailWriter(Store &);
    ~MailWriter() override;

    // Accounts. Each is a transaction of its own.
    /// Makes the account, its identity, servers, and the local folders every account has (Inbox,
    /// and over a protocol without folders Drafts, Sent, Archive, Junk, Trash). Throws Protocol
    /// where the name is taken or empty or holds '/'.
    AccountId addAccount(const Account &, bool foldersOnServer);
    /// Changes everything but the protocol (a later switch's business). Another leave-on-server
    /// rule is for mail that is fetched, or deleted here, from now on: what is on the server
    /// already stays, unless `applyLeaveRuleToOld` says otherwise.
    void updateAccount(const Account &);
    /// The user has decided that the rule in force is for all mail that is on the server.
    void applyLeaveRuleToOld(AccountId);
    /// Removes the account with all its mail and its content database.
    void removeAccount(AccountId);

    /// Outside a transaction. What this connection commits from here on is what a server still has,
    /// and much: it isn't waited for on the disk before `endLoad` (Database::beginLoad), or before
    /// any other connection commits. The cursor goes with the rows that it covers.
    void beginLoad();
    void endLoad();
    /// Outside a transaction. Off: SQLite doesn't look up the rows that new ones refer to, nor
    /// copies each page in case one is missing, which together is a fifth of a first sync; nor does
    /// what refers to a row go with it. So only for transactions that do nothing but add, by
    /// messagesAppeared, what areNew() there: it takes its folder from that same transaction, and
    /// writes all else that its rows refer to. On at first.
    void checkReferences(bool);

    // Folders as the server lists them. Inside a transaction.
    struct SeenFolder {
        QByteArray path;
        QString name; ///< decoded, with delimiter
        QChar delimiter;
        FolderRole role = FolderRole::None;
        bool selectable = true;
        bool subscribed = true;
        FolderOwner owner = FolderOwner::User;
    };
    /// Binds, creating local folders and parents as needed; a local folder of the same path or role
    /// that isn't bound is taken. Returns the rows of all bound folders, Inbox first.
    QList<RemoteFolderRow> foldersSeen(IncomingServerId, const QList<SeenFolder> &);
    /// A folder of this computer is on the server from now on, under `path`. Where another one has
    /// been bound to that meanwhile, nothing changes. Inside a transaction.
    void folderCreated(IncomingServerId, FolderId, const QByteArray &path, QChar delimiter);
    /// It, and what is below it, has another name at the server. Inside a transaction.
    void folderRenamed(RemoteFolderId, const QByteArray &newPath);
    /// A folder that is known, and as what it is listed now.
    struct FollowedFolder {
        RemoteFolderId id;
        SeenFolder seen;
    };
    /// Others renamed these: they, what stands below them on this computer, and what waits for them
    /// go along; keys, cursors and mail stay as they are. A name that the user has given, and that
    /// waits to be sent, stands. A folder that is bound to one of the paths, and not among them, is
    /// unbound as by `folderVanished`. Inside a transaction.
    void foldersFollowed(IncomingServerId, const QList<FollowedFolder> &);
    /// Up to `count` messages of a folder, spread over it, by which it can be known again.
    struct KnownMessage {
        QByteArray key;
        QByteArray fingerprint;
        qint64 size = 0;
    };
    QList<KnownMessage> sample(RemoteFolderId, int count);
    /// Whether one of its messages has this Message-ID. Reads all of the folder's.
    bool holds(RemoteFolderId, const QByteArray &messageId);
    /// Whether the server lets the folder only be read. A transaction of its own where it differs.
    void setReadOnly(FolderId, bool readOnly);
    /// What the server doesn't let its user do there. `askedUtc` in seconds. Inside a transaction.
    void setMissingRights(FolderId, FolderRights, qint64 askedUtc);
    /// The server refused something: it is asked again what may be done there.
    void forgetRights(const QList<FolderId> &);
    /// Bound folders whose rights were last asked for before that time, at most `limit`.
    QList<RemoteFolderRow> rightsDue(IncomingServerId, qint64 beforeUtc, int limit);
    /// The server's own name of it (OBJECTID). The same.
    void setMailboxId(RemoteFolderId, const QByteArray &);
    /// Whether it keeps tags that aren't there yet. The same.
    void setKeepsTags(FolderId, bool keepsTags);
    /// Unbinds: its messages stay, marked as not on the server, until the user acts (invariant 4);
    /// an empty folder is removed.
    void folderVanished(RemoteFolderId);
    /// Those that the user removed and the server still has are left out unless asked for.
    QList<RemoteFolderRow> remoteFolders(IncomingServerId, bool alsoRemoved = false);
    /// One of them, as it is now; none: it is gone, or the user removed it.
    std::optional<RemoteFolderRow> remoteFolder(RemoteFolderId);
    /// Whether folders are labels there (X-GM-EXT-1): a message stands in each at most once, and
    /// its flags are the same in all.
    void setFoldersAreLabels(IncomingServerId, bool);
    bool foldersAreLabels(AccountId);
    /// As the folder was last read; 0: never.
    quint32 uidValidity(RemoteFolderId);

    // Messages as a server reports them. Inside a transaction.
    /// Creates placement, message and binding for each, or binds an unbound placement of the folder
    /// whose fingerprint matches one to one (after a move, a changed UIDVALIDITY, a restart). A key
    /// that is bound already is updated, never doubled. A message that the server names as one that
    /// is here gets a placement more and shares what is here of it (RFC 8474 5.1). Returns what was
    /// created or bound, in order.
    QList<Binding> messagesAppeared(RemoteFolderId, const QList<IncomingMessage> &);
    /// Nothing that is here has to do with any of them: messagesAppeared would only add rows.
    bool areNew(RemoteFolderId, const QList<IncomingMessage> &);
    /// The server's flags; a flag that a waiting operation changes keeps the user's value.
    void flagsSeen(RemoteFolderId, const QList<QPair<QByteArray, FlagState>> &);
    /// Removes binding and placement, and the message with its content once nothing places it. A
    /// placement that the user moved meanwhile, or that a waiting operation is about, stays
    /// unbound: another client may have moved it, and then it is bound again where it appears, in
    /// whatever folder, and the operation goes on from there.
    void messagesVanished(RemoteFolderId, const QList<QByteArray> &keys);
    /// Every binding of the folder is void (UIDVALIDITY changed). Placements stay.
    void unbindAll(RemoteFolderId);
    void setCursor(RemoteFolderId, quint32 uidValidity, quint32 uidNext, quint64 highestModSeq,
                   quint32 backfillBelow);
    /// Bound keys in key order (decimal keys by number), from `from` on, at most `limit`.
    QList<BoundKey> boundKeys(RemoteFolderId, const QByteArray &from, int limit);
    /// All of them, in the same order; `visit` may not write.
    void boundKeys(RemoteFolderId, const std::function<void(const QByteArray &key)> &visit);
    bool isBound(RemoteFolderId, const QByteArray &key);
    /// Counted: about 5 ms for 100,000.
    qint64 boundCount(RemoteFolderId);
    /// The bound keys between the two that are decimal numbers, ascending.
    void boundNumbers(RemoteFolderId, quint32 first, quint32 last,
                      const std::function<void(quint32)> &visit);
    /// The server lost what this folder held, and nobody here did it: its copies, unbound by the
    /// same transaction, wait for the user's word (Folder::emptiedUtc).
    void folderEmptied(FolderId);
    /// Forgets that, where no copy is without its message at the server any more. A transaction of
    /// its own.
    void endEmptied(FolderId);
    /// At the current server. Where there are two, the one that a waiting move still has to move;
    /// for a copy that the server doesn't have yet, its original's key with the copy's placement.
    std::optional<Binding> binding(PlacementId);
    QList<Binding> bindings(const QList<PlacementId> &);
    /// The placement's own key in that folder; empty: none.
    QByteArray keyIn(RemoteFolderId, PlacementId);
    /// Remembers a key as known without a message (deleted here, or not wanted).
    void rememberKey(RemoteFolderId, const QByteArray &key);
    void forgetKey(RemoteFolderId, const QByteArray &key);

    // Keys of a server that mirrors nothing (POP3; writekeys.cpp). Inside a transaction.
    /// Messages that are known by their headers alone: each becomes a placement whose content is
    /// still to be fetched, unless it is one that was known under a key that is lost, or deleted
    /// here (then it is bound under its new key), or one that has no key (as by
    /// `messagesAppeared`, but only where the whole headers are equal).
    struct HeadersArrived {
        QList<Binding> created;
        qint64 known = 0;
    };
    HeadersArrived headersArrived(RemoteFolderId, const QList<IncomingMessage> &);
    /// A complete listing lacks them. What they stood for stays, unbound, and what was known of
    /// them is kept for a while.
    void keysLost(RemoteFolderId, const QList<QByteArray> &keys);
    bool hasLostKeys(RemoteFolderId);
    /// A lost key is listed again: as before. False where it isn't one.
    bool keyFoundAgain(RemoteFolderId, const QByteArray &key);
    /// After each complete listing. How many messages of the folder, fetched after that time, are
    /// missing for the second time, so that somebody else has deleted them; 0 where that was told
    /// before. With `youngerThanUtc`, only those that are surely younger: what is older the server
    /// itself may have deleted.
    qint64 lostKeysCounted(RemoteFolderId, qint64 fetchedAfterUtc,
                           std::optional<qint64> youngerThanUtc = {});
    /// Deleted at the server, which has confirmed it (writeremoved.cpp): forgotten as keys, and
    /// remembered as what was deleted.
    void keysRemoved(RemoteFolderId, const QList<QByteArray> &keys);
    /// The server had confirmed that it deleted this one. Its header tells whether it is the same.
    bool wasRemoved(RemoteFolderId, const QByteArray &key);
    /// Where it differs from what is known.
    void setServerTerms(IncomingServerId, const ServerTerms &);
    void setServerLimits(IncomingServerId, const ServerLimits &);

    // Content. Inside a transaction; after ContentWriter::commit.
    /// Records what is here now, its level, hash, structure and preview; refreshes envelope fields
    /// where `envelope` is given (POP3: known only now).
    void contentStored(const ContentWriter::Stored &, ContentLevel level, const QString &preview,
                       const std::optional<Envelope> &envelope = {},
                       const BodyStructure &structure = {});
    /// A message that exists only once its bytes are here (POP3): message, placement and binding in
    /// one step, with an id that content can be written under beforehand.
    MessageId reserveMessageId();
    Binding messageFetched(RemoteFolderId, const QByteArray &key, const ContentWriter::Stored &,
                           const IncomingMessage &, const QString &preview);
    /// Messages bound in this folder whose content is below `level`, newest first, not older than
    /// `sinceUtc`, with what a fetch needs.
    struct Wanted {
        MessageId message;
        PlacementId placement;
        QByteArray key;
        qint64 size = 0;
        BodyStructure structure;
    };
    QList<Wanted> wantedContent(RemoteFolderId, ContentLevel level, qint64 sinceUtc, int limit,
                                std::optional<PlacementId> after = {});
    /// As far as the rule wants them: a message above its `largest` has all with its text. Without
    /// those that the user marked.
    QList<Wanted> wantedContent(RemoteFolderId, const KeepRule &, qint64 sinceUtc, int limit,
                                std::optional<PlacementId> after = {});
    /// Those that the user wants here whole, and aren't. `in`: of those that stand there by now;
    /// none: in the remote folder's own.
    QList<Wanted> markedContent(RemoteFolderId, int limit, std::optional<PlacementId> after = {},
                                FolderId in = {});
    /// Those that an operation waits for before their place at the server goes, and that are shown
    /// elsewhere or nowhere by now; by PlacementId.
    QList<Wanted> awaitedContent(RemoteFolderId, int limit, std::optional<PlacementId> after = {});
    /// The same for a server that gives no parts: messages that stand in `in`, below `level` and
    /// not larger than `largest` (bytes).
    QList<Wanted> wantedWhole(RemoteFolderId, FolderId in, ContentLevel level, qint64 largest,
                              qint64 sinceUtc, int limit, std::optional<PlacementId> after = {});
    /// Of those in `in`, what nothing is here of and no rule keeps from being fetched: its first
    /// lines may bring the text.
    QList<Wanted> wantedBeginnings(RemoteFolderId, FolderId in, qint64 sinceUtc, int limit,
                                   std::optional<PlacementId> after = {});
    /// The user opened it: it stays until the rule's days have passed, and is no longer freed.
    void contentAsked(MessageId);

    // What is kept (writekeep.cpp). Each is a transaction of its own, whose length follows its
    // list.
    /// The folder's own rule; absent: as the account. Content that it no longer wants goes with the
    /// next pass.
    void setFolderKeep(FolderId, std::optional<ContentLevel> level, std::optional<int> days);
    /// Wanted: fetched whole by the next passes, and never removed by a rule. Freed: to be removed,
    /// and not fetched again by a rule; a message that no server has is left as it is. Counts what
    /// was marked, with the bytes still to come or to go.
    ContentExtent markContent(const QList<PlacementId> &, KeepMark);
    /// Takes back what is marked as wanted and hasn't come yet, at most `limit` messages; how many.
    qint64 forgetDownloads(AccountId, int limit);
    /// Removes the content of those that are marked as freed, as far as a server has them.
    ContentExtent removeFreed(const QList<PlacementId> &);
    /// Where the search for removable content stands. Value-initialised: at the beginning.
    struct RemovalCursor {
        int scan = 0;
        qint64 date = std::numeric_limits<qint64>::max();
        qint64 id = std::numeric_limits<qint64>::max();
        bool atEnd = false;
    };
    struct Removed {
        ContentExtent extent;
        QList<Wanted> toCut; ///< here whole, and only their text is wanted
    };
    /// Removes what the folder's rule, or the user, no longer wants here, of at most `limit`
    /// messages: only of messages that have a key at the current server in each of their folders,
    /// and that no other of their folders wants.
    Removed removeBeyondRule(FolderId, RemovalCursor *, int limit);
    /// The text of a message that was whole, stored on its own: takes the place of the whole. False
    /// where that may not be any more; what was stored is dropped then.
    bool contentCut(const ContentWriter::Stored &);
    /// Takes removed content out of its database, so that its room is used again, at most `limit`
    /// pieces. True while there are more. Outside a transaction.
    bool takeOutRemoved(int limit);
    /// A message that can't be fetched isn't asked for again until `notBeforeUtc`.
    void contentFailed(MessageId, const QString &why, qint64 notBeforeUtc);

    // The user's actions: each one transaction of local effect and operations (invariant 1). They
    // return the queued operations, none where the effect is local only. Placements that are gone
    // or already as wished are passed over. What has not been sent yet is taken into account:
    // equal changes share an operation, opposite ones cancel, and of several moves of one message
    // the server hears only the last. Throw Permission where a folder is read-only at the server.
    QList<OperationId> setFlags(const QList<PlacementId> &, const FlagChange &,
                                const ActionTraits &);
    QList<OperationId> move(const QList<PlacementId> &, FolderId destination, const ActionTraits &);
    QList<OperationId> copy(const QList<PlacementId> &, FolderId destination, const ActionTraits &);
    // Both also take messages of other accounts; `traits` are the destination's. Those stand in the
    // destination at once, as messages of their own, with their bytes as far as they are here (the
    // others are fetched). A move leaves the original where it is until the copy is confirmed.
    // Into a folder that no server has, in an account whose folders are the server's: it comes here
    // as a whole before a move takes it off the server. Out of a folder that the server lost, or
    // never had, into one of the server: it is uploaded.
    /// To the account's Trash; for good where it is there already, `forever` is said, or there is
    /// no Trash.
    QList<OperationId> remove(const QList<PlacementId> &, bool forever, const ActionTraits &);
    /// What is on this computer alone, as a whole, is put into a folder of the server: also what
    /// stands in that folder here, and the server lost. Everything else is passed over. A move
    /// from a folder of this computer into one of the server does the same.
    QList<OperationId> upload(const QList<PlacementId> &, FolderId destination,
                              const ActionTraits &);
    FolderId createFolder(AccountId, const QString &path, const ActionTraits &);
    /// A folder of this computer is made at the account's server, too; what is in it stays as it
    /// is. Nothing where the server has it, will have it, or has lost it.
    void makeOnServer(FolderId, const ActionTraits &);
    void renameFolder(FolderId, const QString &newName, const ActionTraits &);
    /// Under another parent, none: to the top. Throws Permission where the parent is of another
    /// account or below the folder itself.
    void moveFolder(FolderId, FolderId newParent, const ActionTraits &);
    /// Throws Permission for a folder with a role, or one that isn't empty unless `withMessages`.
    void removeFolder(FolderId, bool withMessages, const ActionTraits &);
    // Folders that go to another account (writefoldertransfers.cpp).
    using TraitsOf = std::function<ActionTraits(AccountId)>;
    /// Makes a folder and those below it once more in another account, under `parent` (none: at the
    /// top); a name that is taken gets a number. What they hold follows by
    /// `continueFolderTransfers`, whatever is cut in between. With `move` the source goes once
    /// every message has arrived, and not before; it stays where one didn't. Returns the copy.
    /// Throws Permission where a right is missing, or where a folder of a moved tree has a role.
    FolderId transferFolder(FolderId source, AccountId destination, FolderId parent, bool move,
                            const TraitsOf &);
    /// One step of what is under way, of some hundred messages; true while more can be done now.
    /// To be called again after operations were done, or a folder was read. Cheap where nothing is
    /// under way. A transfer that can't go on ends, its source untouched, and why is thrown; a full
    /// disk (Space) leaves it as it is.
    bool continueFolderTransfers(const TraitsOf &);

    /// These are the favourites, in this order, and no others. Local; no server is told.
    void setFavourites(const QList<FolderId> &);
    /// The folder and its mail stay where they are, and what of them is in the other account goes
    /// from there: FolderMove::id.
    void discardFolderMove(qint64 id, const TraitsOf &);
    /// All of it has arrived in another account, and its server is still to remove it: what is
    /// marked there until then is marked in the other account too.
    bool marksComeAlong(FolderId source);
    void setSubscribed(FolderId, bool subscribed, const ActionTraits &);

    // Undo. Between the two calls what the actions above change is recorded, and a deletion for
    // good waits `undoGraceSeconds` before it is sent.
    void beginUndoStep();
    UndoStep endUndoStep(UndoStep::What);
    /// Takes a step back, as far as nothing else has changed it since, and returns the step that
    /// does it again. What hasn't been sent leaves the queue. Throws NotFound where nothing of it
    /// can be undone any more. `traits`: of each account.
    UndoStep undo(const UndoStep &, const std::function<ActionTraits(AccountId)> &traits);

    /// Of the copies of a folder that its server lost (Folder::emptiedUtc), at most `limit` are
    /// uploaded to where they were, as far as they are here whole. True while there are more. The
    /// mark ends once nothing else is left.
    bool putBack(FolderId, int limit, const ActionTraits &);
    /// They are the user's to give up:
    /// at most `limit` of them go for good, but for those that wait in an operation. True while
    /// there are more; the folder is marked until then.
    bool letGo(FolderId, int limit);

    // Replay (the engine). Each is a transaction of its own.
    /// The oldest operation of the account that may run now; marks it Running. An operation never
    /// overtakes an earlier one on the same placement or folder. `atOnce`: also what waits only so
    /// that it can be undone.
    std::optional<Operation> takeOperation(AccountId, qint64 nowUtc, bool atOnce = false);
    void operationDone(OperationId);
    /// Some of its placements are settled; the others go on waiting. A transaction of its own.
    void operationDoneFor(OperationId, const QList<PlacementId> &);
    /// What it is about isn't at the server any more. A deletion by others stands before a change
    /// of flags. What was to be moved or copied stays, where text or all of it is here, with a
    /// failed upload that says `why`, so that trying again puts it back; else it goes.
    /// False: nothing of that kind waits in it.
    bool settleLost(OperationId, const QString &why);
    void operationFailed(OperationId, const MailError &, qint64 retryAtUtc);
    /// After a restart: what was Running waits again.
    void resetRunning(AccountId);
    void retryOperation(OperationId);
    /// Takes the operation off and undoes its local effect where the server's state is known.
    void discardOperation(OperationId);
    /// After MOVE or COPY with UIDPLUS: the placement is bound to its new key; without, `key`
    /// empty: it is unbound until the destination is read.
    void relocated(PlacementId, RemoteFolderId destination, const QByteArray &key);
    /// Whether others' mail has come into the folder of an operation since the user acted. What the
    /// user moved there before has come, too, but was here already.
    bool cameAfter(OperationId);
    /// Where an upload would show: noted before it is sent, so that it is looked for, from that UID
    /// on, and not sent twice when its answer was lost.
    struct UploadIntent {
        quint32 uidValidity = 0, uidNext = 0;
    };
    std::optional<UploadIntent> uploadIntent(OperationId, PlacementId);
    void noteUpload(OperationId, PlacementId, const UploadIntent &);
    /// The same of copies, before they are made.
    void noteCopies(OperationId, const QList<PlacementId> &, const UploadIntent &);
    /// A copy that isn't in its folder, as that was read just now: whether more keys were given
    /// there since it was sent than stand for anything, so that it may have been there.
    bool copyMayHaveLeft(OperationId, PlacementId copy, const RemoteFolderRow &);
    /// It is the newest of its fingerprint that came to another folder since the user made it, and
    /// that nothing waits for: the copy stands there from now on. False: there is none. After every
    /// folder was read.
    bool followCopy(OperationId, PlacementId copy);
    /// Binds an upload to what came of it, after its folder was read: the same by fingerprint, or,
    /// from the noted UID on, by Message-ID. False: it isn't there.
    bool findUploaded(OperationId, PlacementId, const RemoteFolderRow &, const UploadIntent &);
    /// Brings the bytes of what comes from another account into this one. Here: it has them. Waits:
    /// its original has to be fetched first. Lost: neither has them, and no server is known to.
    enum class Arrival { Here, Waits, Lost };
    Arrival bringOver(OperationId, PlacementId);
    /// The same of what goes to a folder of this computer: Here, where its bytes were read again
    /// and are what came; Lost, where they aren't.
    Arrival arrivedHere(PlacementId);
    /// No server has this folder, or is to get it.
    bool isOfThisComputer(FolderId);
    /// A move of what no server has any more goes on as an upload to where it was to go. False
    /// where it isn't that.
    bool uploadInstead(OperationId, PlacementId);
    /// It has arrived: with a key where it went to a server, else with its bytes; anything less
    /// changes nothing. A move's original is deleted, or its deletion queued, in this transaction.
    void transferred(OperationId, PlacementId, bool atServer);
    /// One of several can't be done: an operation of its own from now on, that failed, so that the
    /// rest goes on. False: it is the only one.
    bool failAlone(OperationId, PlacementId, const MailError &);
    /// A message deleted on the server for good, by our own operation: binding and rest removed.
    /// `remembered`: as by `keysRemoved`.
    void removedOnServer(RemoteFolderId, const QList<QByteArray> &keys, bool remembered = false);

    // POP3 housekeeping.
    struct Expired {
        RemoteFolderId remoteFolder;
        QByteArray key;
    };
    /// Keys whose message is durable here with everything, fetched before `beforeUtc` and since the
    /// rule was chosen, and still thought to be on the server (leave on server: N days, or no).
    QList<Expired> fetchedBefore(IncomingServerId, qint64 beforeUtc);
    /// Keys remembered as deleted here (leave on server: until deleted).
    QList<Expired> deletedHere(IncomingServerId);
    /// Keys that are listed again after the server had confirmed that it deleted them, at most
    /// three times each, and none from before the rule was changed.
    QList<Expired> removedBefore(IncomingServerId);
    /// Keys whose message is durable here and stands in another folder by now (until moved).
    QList<Expired> movedOut(IncomingServerId);

private:
    QList<OperationId> transfer(const QList<PlacementId> &, FolderId destination, bool move,
                                const ActionTraits &);
    friend class WriteTransaction;
    friend class SwitchWriter;
    friend class OutboxWriter;
    friend class ContactWriter;
    friend class DraftWriter;
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace Turnstone
