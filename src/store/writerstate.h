// SPDX-License-Identifier: MIT
#pragma once

#include "store/database.h"
#include "store/mailwriter.h"
#include "store/rows.h"

#include <map>

namespace Turnstone {

/// What the parts of MailWriter share: the open transaction with its counters and changes, and the
/// only functions that change a placement, so that no counter, notice or binding is forgotten.
struct MailWriter::Private {
    Private(MailWriter &w, Database &database)
        : writer(w)
        , db(database)
    { }

    struct Placement {
        PlacementId id;
        MessageId message;
        FolderId folder; ///< none: deleted by the user, waits for the server
        AccountId account;
        int bound = 0;
        FlagState flags;
        ContentLevel level = ContentLevel::None;
        qint64 bytes = 0; ///< of its message's content
        qint64 size = 0;
        KeepMark mark = KeepMark::AsRuled;
        QByteArray fingerprint;
    };
    struct RemoteFolderInfo {
        FolderId folder;
        AccountId account;
        bool current = false; ///< its server is in use
        IncomingServerId server;
    };
    struct Counters {
        qint64 total = 0, unread = 0, onComputer = 0, onlyHere = 0, bytes = 0;
    };

    // The transaction (mailwriter.cpp).
    void begin();
    void commit();
    void rollback() noexcept;
    void note(QList<PlacementId> ChangeSet::*list, PlacementId, FolderId);
    /// Takes the placement, as it stands in the database, into its folder's counters (1) or out of
    /// them (-1).
    void count(const Placement &, int sign);
    const KeepRule &keepRule(FolderId);

    // Placements (placements.cpp).
    std::optional<Placement> placement(PlacementId);
    void setOwnFlags(Placement &, const FlagState &);
    QList<PlacementId> placementsOf(MessageId);
    /// Of every placement of the message where its server has one set of flags for all.
    void setFlags(Placement &, const FlagState &);
    void setFolder(Placement &, FolderId);
    /// With its bindings of the current server, its share in operations, and its message where
    /// nothing else places it. `remembered`: bindings stay as keys that are known and deleted here.
    void deletePlacement(const Placement &, bool remembered);
    PlacementId copyPlacement(const Placement &, FolderId);
    void deleteMessageIfUnplaced(MessageId);
    void dropContent(AccountId, qint64 content);
    /// Whether and where it is bound now, and where a server may show it.
    void refreshBound(PlacementId);
    /// What a server says now, where it can't keep tags, with those that it never had. `before`:
    /// its tags as last told.
    FlagState withOwnTags(const Placement &, const QStringList &before, FlagState now);
    bool keepsTags(FolderId);
    /// The flags of a server with what waiting operations change.
    FlagState withPendingChanges(PlacementId, FlagState);
    bool isOnServerSide(const Placement &);

    // Folders (writefolders.cpp).
    RemoteFolderInfo remoteFolder(RemoteFolderId);
    /// Throws where its server is no longer the account's: what it says places nothing here.
    RemoteFolderInfo currentRemoteFolder(RemoteFolderId);
    bool isFolderOnServer(FolderId);
    FolderId makeFolder(AccountId, const QString &path, FolderRole, bool selectable);
    void setFolderPath(FolderId, const QString &newPath);
    void deleteFolder(FolderId);
    void leaveWhereItStands(FolderId gone);
    bool isFolderEmpty(FolderId);
    AccountId accountOf(FolderId);
    /// Throws Permission where the server doesn't let its user do that in the folder.
    void refuseWithout(FolderRights, FolderId);
    // Inside a transaction, as what MailWriter calls so.
    FolderId createFolder(AccountId, const QString &path, const ActionTraits &);
    void removeFolder(FolderId, bool withMessages, const ActionTraits &);
    QList<FolderId> treeOf(FolderId);
    void relocateFolder(const Folder &before, const QString &path, FolderId parent,
                        const ActionTraits &);
    bool forgetUnsentFolder(FolderId);

    void takeFreedNames(IncomingServerId, AccountId, const QList<SeenFolder> &);

    // Folders that others renamed (writefollowed.cpp).
    void placeFollowed(FolderId, const QString &from, const QString &to);
    void restateFolderNames(AccountId, const QString &from, const QString &to);
    void dropEmptyParents(AccountId, QString path);

    // Messages (writesync.cpp).
    struct Found {
        PlacementId placement;
        MessageId message;
    };
    std::optional<Found> expectedPlacement(FolderId, const QByteArray &fingerprint);
    void bind(RemoteFolderId, const QByteArray &key, const Found &, const FlagState &,
              const QByteArray &header = {});

    // Keys that are lost (writekeys.cpp).
    struct LostKey {
        QByteArray key;
        Found found; ///< none: deleted here
        int deletedHere = 0;
    };
    std::optional<LostKey> lostKey(RemoteFolderId, const IncomingMessage &);
    Binding takeLostKey(RemoteFolderId, const LostKey &, const QByteArray &key,
                        const QByteArray &header);
    std::optional<Found> expectedByHeader(FolderId, const IncomingMessage &);
    void learnHeader(RemoteFolderId, const QByteArray &key);
    void learnHeaders(PlacementId);
    void handKeyOver(Placement &);
    /// What was deleted at the server under this key, with this header; none: it is another
    /// (writeremoved.cpp).
    std::optional<Binding> takeRemoved(RemoteFolderId, const IncomingMessage &);

    // Messages that are new here (writenew.cpp).
    struct NewRow;
    void insertRows(AccountId, FolderId, QList<NewRow> &);
    Found insertMessage(AccountId, FolderId, MessageId reserved, const IncomingMessage &);
    /// With their keys, of which none is bound.
    void insertBound(const RemoteFolderInfo &, RemoteFolderId,
                     const QList<const IncomingMessage *> &, QList<Binding> *);
    /// In no folder; whatever names it keeps it.
    void insertUnplaced(AccountId, MessageId reserved, const IncomingMessage &);
    /// Where it isn't placed yet. Without a key.
    PlacementId placeFirst(MessageId, FolderId, const FlagState &);
    /// False where none of their keys is known.
    bool mayBeBound(RemoteFolderId, const QList<IncomingMessage> &);

    // Messages that the server names (emailids.cpp).
    /// The account's folders are labels: a message stands in each once, with one set of flags.
    bool foldersAreLabels(AccountId);
    std::optional<MessageId> named(IncomingServerId, const QByteArray &emailId,
                                   const QByteArray &fingerprint);
    void rememberName(IncomingServerId, const QByteArray &emailId, MessageId);
    bool standsIn(MessageId, FolderId);
    /// The server has that label no more: its messages stand where else they stood.
    void dropLabel(FolderId);
    /// It was moved to a folder where its message stood already: only the label it had goes.
    bool losesItsLabel(const Placement &, FolderId destination);
    /// It stands where all mail does, and there it stays unless it goes to the trash or to junk:
    /// what would be a move gives it a label.
    bool staysInAll(const Placement &, FolderId destination);
    /// Taken out of one label's folder, or of all mail, a message is only archived there: what is
    /// to be gone for good is deleted from the trash, and gets there first.
    QList<OperationId> moveLabelledToTrash(const QList<PlacementId> &, const ActionTraits &);
    /// As MailWriter::remove, but only out of the folders in which these stand.
    QList<OperationId> takeOut(const QList<PlacementId> &, bool forever, const ActionTraits &);
    /// Where it waits to be moved before it is deleted there; none: it is deleted where it stood.
    FolderId deletedBehindItsMove(PlacementId);
    /// What goes to the trash, or to junk, loses every other label there: they are out of sight at
    /// once, and go along with the move that waits.
    void takeLabelsAlong(PlacementId, FolderId destination);
    /// The move isn't sent after all, or the server refused it: they are back.
    QList<PlacementId> labelsAlong(OperationId, MessageId);
    void bringLabelsBack(OperationId, MessageId);
    /// It is done: they are gone. A server that kept one of them shows it again.
    void forgetLabels(OperationId, MessageId);
    /// One more placement of a message that is here.
    Found placeAgain(MessageId, FolderId, const FlagState &);

    // Moved or deleted by others, while something waits for it (writelost.cpp).
    bool mayHaveMoved(const Placement &, FolderId source);
    bool goesOnUnderAnotherLabel(const Placement &);
    bool takeKeyOfLabelAlong(const Placement &);
    PlacementId elsewhere(const Placement &lost, FolderId source, qint64 newerThan, qint64 acted);
    void takePlaceOf(PlacementId, PlacementId twin);
    void dropForsaken(FolderId);
    void foundAgain(PlacementId, FolderId, const FlagState &);
    std::optional<Found> lostPlacement(AccountId, const QByteArray &fingerprint);
    void dropLost(PlacementId);

    // Drafts (draftwriter.cpp).
    /// As it stands now, with its keys, out of every list.
    PlacementId hideWithKeys(PlacementId shown);
    /// The server has lost, by others, what a draft was before.
    void noteDraftChanged(PlacementId hidden);
    /// The server has lost it, and a window has it: it stays here, and that is to be told.
    bool staysAsDraft(const Placement &lost);

    // Sent mail that its server files, too (writefiledsent.cpp).
    void dropFiledTwice(RemoteFolderId, const RemoteFolderInfo &, const QList<IncomingMessage> &,
                        QList<Binding> *);

    // Content (writecontent.cpp).
    void storeParts(MessageId, AccountId, const ContentWriter::Stored &, ContentLevel);
    struct WantedScan {
        KeepMark mark = KeepMark::AsRuled;
        int level = 0; ///< what is here of it
        qint64 largest = 0; ///< not of larger messages, bytes
    };
    /// `in`: where they stand.
    QList<Wanted> wanted(RemoteFolderId, FolderId in, const QList<WantedScan> &, qint64 sinceUtc,
                         int limit, std::optional<PlacementId> after);
    /// Changes what all placements of a message say of its content.
    void setContent(MessageId, ContentLevel, qint64 bytes);

    // What is kept (writekeep.cpp).
    /// Whether the server could give it again: every placement has a key in its own folder.
    bool isOnlyCopy(const QList<Placement> &);
    QList<Placement> placementsWithAll(MessageId);
    void setMark(const QList<Placement> &, KeepMark);
    qint64 dropAllContent(const QList<Placement> &);
    /// After a rule changed: what of each folder counts as here.
    void recountOnComputer(const std::string &condition, qint64 id);

    // Operations (writeactions.cpp).
    struct NewOperation {
        OperationKind kind = OperationKind::SetFlags;
        AccountId account;
        FolderId source, destination;
        FlagChange change;
        QString name, oldName;
        bool subscribe = false;
        bool removesOriginal = false;
        bool toThisComputer = false;
        bool onlyLookedFor = false;
        qint64 notBefore = 0;
    };
    QList<OperationId> changeFlags(const QList<PlacementId> &, const FlagChange &,
                                   const ActionTraits &);
    OperationId queue(const NewOperation &, const QList<PlacementId> &,
                      const QList<PlacementId> &origins = {});
    void attach(OperationId, PlacementId, PlacementId origin);
    /// Placements that one kind of operation acts on, by where they stood.
    using BySource = std::map<std::pair<AccountId, FolderId>, QList<PlacementId>>;
    /// What moves to one folder, and what the server has to hear of it.
    struct Moves {
        FolderId destination;
        bool serverHasFolders = false;
        bool onServer = false; ///< so is the destination
        BySource toMove, toUpload, toBringHere;
        QList<PlacementId> moved;
    };
    Moves movesTo(FolderId destination, const ActionTraits &);
    void moveTo(Placement &, Moves &);
    QList<OperationId> queueMoves(const Moves &);

    // Uploads (writeuploads.cpp).
    bool isUnderWay(PlacementId);
    bool canBeUploaded(const Placement &);
    /// The server doesn't have it where it stood, or lost it there, and nothing is under way.
    bool isOnlyHere(const Placement &, FolderId stood);
    QList<OperationId> queueUploads(const BySource &, FolderId destination);

    // Between accounts (writetransfers.cpp).
    struct Arriving;
    QByteArray wholeSha256(MessageId);
    std::optional<ContentWriter::Stored> copyBytes(MessageId from, const QByteArray &sha256,
                                                   MessageId to, ContentWriter &);
    QList<OperationId> placeArriving(const QList<Arriving> &, FolderId destination, bool move,
                                     const ActionTraits &);
    bool isMovingAway(PlacementId origin);
    void takeAway(Placement &origin);

    // Folders that go to another account (writefoldertransfers.cpp).
    struct FolderTransfer;
    FolderId beginFolderTransfer(FolderId source, AccountId destination, FolderId parent,
                                 const QString &level, bool move, const TraitsOf &);
    qint64 addFolderTransfer(qint64 top, FolderId source, FolderId destination, bool removes);
    qint64 reserveOperationNumber();
    QList<FolderTransfer> folderTransfers(qint64 top);
    void forgetFolderTransfer(qint64 top);
    bool stepFolderTransfer(qint64 top, const TraitsOf &);
    void makeMissingFolders(qint64 top, QList<FolderTransfer> &, const TraitsOf &);
    bool copyNextOf(const FolderTransfer &, const TraitsOf &);
    bool hasArrived(qint64 top, const QList<FolderTransfer> &);
    bool removeTransferred(qint64 top, const QList<FolderTransfer> &, const TraitsOf &);
    void takeBackFolderTransfer(qint64 top, const TraitsOf &);
    void removeTreeIfEmpty(FolderId, const ActionTraits &);
    void pairTransferred(PlacementId origin, PlacementId copy);
    /// What is marked while it is on its way to another account is marked there too.
    void carryMarks(const Placement &before, const FlagState &now);
    void undoFolderTransfer(const UndoStep::FolderChange &, const UndoStep &, const TraitsOf &);
    void redoFolderTransfer(const UndoStep::FolderChange &, const TraitsOf &);

    /// What an operation that the server confirmed means for one of its messages.
    void confirm(const Operation &, PlacementId);
    void forgetLabelsOf(const Operation &, const QList<PlacementId> &);
    /// Removes the row; an operation's effects are settled by the caller.
    void takeOff(OperationId);
    /// MailWriter::relocated, inside a transaction.
    void relocate(PlacementId, RemoteFolderId destination, const QByteArray &key);

    // What hasn't been sent (coalesce.cpp).
    /// Joins a waiting operation that says the same, as far as no order is broken by it.
    QList<OperationId> joinOrQueue(const NewOperation &, const QList<PlacementId> &,
                                   const QList<PlacementId> &origins = {});
    /// Takes a placement out of an operation, and the operation off with its last one.
    void detach(OperationId, PlacementId);
    /// Takes what `change` undoes out of waiting operations; what is left to be said.
    FlagChange withoutOpposite(PlacementId, FlagChange change);
    std::optional<FlagState> remoteFlags(PlacementId);
    void restateAgainst(PlacementId, const FlagChange &wanted, FlagChange *left);
    /// Takes the placement out of a waiting move, or out of an upload that waits or was refused.
    struct TakenBack {
        FolderId source; ///< where the server has it; none: nothing waits
        bool wasUpload = false; ///< it doesn't have it
    };
    TakenBack takeFromMove(PlacementId);
    /// The waiting operation of that kind on a folder.
    OperationId neverSent(OperationKind, FolderId);
    bool isLastFolderOperation(OperationId);

    // Undo (writeundo.cpp).
    void record(const Placement &before, FolderId folderAfter, const FlagState &flagsAfter);
    void recordWhatIsLeft(const Placement &label);
    void recordCopy(const Placement &original, PlacementId copy, FolderId folder);
    void record(const UndoStep::FolderChange &);
    /// 0, or the end of the time in which a deletion can be undone.
    qint64 graceEnd();
    bool restore(const UndoStep::Message &deleted, const ActionTraits &);
    void undoMessages(const UndoStep &, const std::function<ActionTraits(AccountId)> &);
    void undoFolder(const UndoStep::FolderChange &, const ActionTraits &);
    bool restoreFolder(const UndoStep::FolderChange &);
    bool forgetUnsentCopy(const UndoStep::Message &);

    MailWriter &writer;
    Database &db;
    bool open = false;
    bool referencesChecked = true; ///< checkReferences
    QHash<FolderId, Counters> counters; ///< what the transaction adds
    QHash<AccountId, bool> labelAccounts;
    QHash<FolderId, KeepRule> keepRules;
    ChangeSet changes;
    int garbage = 0; ///< contents dropped since they were last taken out
    qint64 pairing = 0; ///< the folder transfer whose messages are being copied
    std::optional<bool> somethingMovesAway; ///< to another account; asked once a transaction
    std::optional<UndoStep> recording;
    QHash<PlacementId, qsizetype> recordedAt; ///< in its messages
    bool sequenceTouched = false;
    qint64 reservedNext = 0, reservedEnd = 0;
};

/// A decimal key's value, so that keys come in the server's order; -1 for any other key.
qint64 keyNumber(const QByteArray &key);
qint64 fingerprintPrefix(const QByteArray &fingerprint);

} // namespace Turnstone
