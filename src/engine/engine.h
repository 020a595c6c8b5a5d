// SPDX-License-Identifier: MIT
#pragma once

#include "backend/backendregistry.h"
#include "engine/keeptask.h"
#include "settings/credentialstore.h"
#include "settings/preferences.h"
#include "store/mailwriter.h"

#include <QObject>

namespace Turnstone {

class Connectivity;
class Contacts;
class Drafts;
class Outbox;
class ProtocolSwitches;

/// How an account fares, for the status area; a value.
struct AccountState {
    enum class Phase {
        Idle, ///< all is here and connected or waiting for the next check
        Connecting,
        Synchronising,
        Offline, ///< by the user's switch, or the machine has no network; not an error
        NeedsPassword,
        Failed ///< `problem` says why and what to do
    };
    AccountId account;
    Phase phase = Phase::Idle;
    QString activity; ///< "Inbox: 300 of 10,000 messages"; translated, may be empty
    qint64 done = 0, total = 0; ///< progress; total 0: unknown
    std::optional<MailError> problem;
    qint64 lastSyncUtc = 0; ///< end of the last complete pass; 0 never
    qint64 nextTryUtc = 0;
    /// The server wants no visit before (LOGIN-DELAY, RFC 2449 6.5), and what is asked for waits;
    /// 0: it may be visited.
    qint64 noVisitBeforeUtc = 0;
    ConnectionInfo connection;
    qint64 operationsWaiting = 0;
    /// False where, as far as is known, its server could not be asked now.
    bool isReachable() const
    {
        return phase != Phase::Offline
            && !(phase == Phase::Failed && problem && problem->kind == ErrorKind::Network);
    }
};

/// What one pass did; turnstonectl's `sync` prints it.
struct SyncSummary {
    AccountId account;
    QString name;
    qint64 folders = 0, added = 0, changed = 0, removed = 0, sent = 0;
    qint64 operationsDone = 0, operationsLeft = 0;
    TransferCounts counts;
    double seconds = 0;
    std::optional<MailError> error;
    /// Messages that another program was found to have deleted on a server that mirrors nothing
    /// (POP3): here they stay. Told once an account; 0: nothing to tell.
    qint64 takenElsewhere = 0;
    /// The server wants so much time between two visits (LOGIN-DELAY), seconds.
    qint64 loginDelaySeconds = 0;
};

/// How far a KeepTask has come.
struct KeepProgress {
    KeepTask::Kind kind = KeepTask::Kind::Download;
    qint64 done = 0, total = 0;
    bool ended = false;
    bool cancelled = false;
    ContentExtent extent; ///< once ended, as KeepTask::extent
};

/// A check of what a user typed, before anything is kept.
struct CheckResult {
    bool ok = false;
    std::optional<MailError> error; ///< one sentence; for a certificate also its SHA-256
    QString detail; ///< "Signed in. 12 folders, 3,402 messages in the Inbox."
};

/// The account model: drives every account's connection threads over the store. Lives in the main
/// thread; no call waits. A user's action is written by the engine's writing thread, at once, and
/// the StoreNotifier tells when it is there.
class Engine : public QObject {
    Q_OBJECT
public:
    Engine(Store &, const BackendRegistry &, CredentialStore &, Preferences &,
           QObject *parent = nullptr);
    /// Cancels every thread and waits for them (milliseconds: nothing waits uncancellably).
    ~Engine() override;

    const BackendRegistry &registry() const;

    /// Starts the worker of each account of the store. Until then nothing touches the network.
    void start();

    // Accounts. Results by signal.
    /// Connects with these settings and disconnects; nothing is kept. Answered once by
    /// checkFinished.
    int check(const Account &, const Secret &password);
    /// The same with the account's outgoing server; without a password by the one that is kept.
    int checkOutgoing(const Account &, const std::optional<Secret> &password);
    void cancelCheck(int check);
    /// Stores the account, its password by its PasswordSource, and starts it. `done` gets the id or
    /// an error; on a keyring's failure nothing is stored and `keyringFailure` is set.
    struct AddResult {
        AccountId account;
        std::optional<MailError> error;
        std::optional<CredentialStore::Failure> keyringFailure;
    };
    void addAccount(const Account &, const Secret &password, std::function<void(AddResult)> done);
    /// Its identity and its outgoing server stay as they are kept, whatever the caller has seen of
    /// them: they are SendingSettings' to change, and may have been since.
    void updateAccount(const Account &, const std::optional<Secret> &password,
                       std::function<void(AddResult)> done);
    /// The leave-on-server rule in force is for all mail that is on the server; a pass begins.
    void applyLeaveRuleToOld(AccountId);
    void removeAccount(AccountId, std::function<void()> done);
    /// The user answered a request for a password; remembered as the account's PasswordSource says.
    void providePassword(AccountId, const Secret &password, bool remember);

    // What the user does. Local at once, queued for the server where the protocol has it.
    void setFlags(const QList<PlacementId> &, const FlagChange &);
    /// Also into another account, which has to hold it before it goes where it was.
    void move(const QList<PlacementId> &, FolderId destination);
    void copy(const QList<PlacementId> &, FolderId destination);
    void remove(const QList<PlacementId> &, bool forever = false);
    /// To the account's Archive folder, which is made if it is missing.
    void archive(const QList<PlacementId> &);
    /// These are the favourites, in this order, and no others; local.
    void setFavourites(const QList<FolderId> &);
    /// To the account's Junk folder (made if it is missing) with the keyword $Junk, or back to its
    /// Inbox with $NotJunk.
    void junk(const QList<PlacementId> &, bool isJunk);
    /// Deletes for good what is in the folder (Trash, Junk), not the folders below it.
    void emptyFolder(FolderId);
    void createFolder(AccountId, const QString &path);
    void renameFolder(FolderId, const QString &newName);
    /// Under another parent of the account; none: to the top.
    void moveFolder(FolderId, FolderId newParent);
    /// Fails (actionFailed) for a folder with a role, or with messages unless `withMessages`.
    void removeFolder(FolderId, bool withMessages);
    void setSubscribed(FolderId, bool subscribed);
    /// Makes the folder, those below it and what they hold once more in another account, below
    /// `parent` (none: at the top). The originals stay.
    void copyFolder(FolderId, AccountId, FolderId parent);
    /// The same, and the originals go once every message has arrived. Undone, it stays or comes
    /// back.
    void moveFolder(FolderId, AccountId, FolderId parent);

    /// Takes back the user's last action, every kind of those above, also after it was sent; what
    /// wasn't leaves the queue. Deletions for good are sent after `undoGraceSeconds` for its sake.
    /// What can't be undone any more is told by actionFailed. In memory only, at least 50 steps.
    void undo();
    void redo();
    /// "Undo: Move 3 Messages", for a menu; empty where there is nothing to undo.
    QString undoText() const;
    QString redoText() const;

    /// As PendingChange names them.
    void retryOperation(OperationId);
    void discardOperation(OperationId);

    // What the user waits for. `done` runs in the main thread; dropped when `context` goes.
    /// Brings a message's text, a leaf, or everything here, ahead of any sync.
    void fetch(PlacementId, PartSelection, QObject *context,
               std::function<void(std::optional<MailError>)> done);
    /// The same for what `view` shows: before all else, the last one first. What the same view
    /// wanted before and hasn't begun is dropped, and its `done` never runs.
    void fetchShown(PlacementId, PartSelection, QObject *view,
                    std::function<void(std::optional<MailError>)> done);
    /// The view shows something else.
    void dropShown(const QObject *view);
    /// `shown` is being read, and these may be next: their texts are fetched once nothing else is
    /// to be, where that is cheap (small, not where bytes are paid for, over a connection that has
    /// nothing else to do). In place of those named before.
    void fetchAhead(PlacementId shown, const QList<PlacementId> &next);
    // What is kept on this computer. One at a time; another waits for the one before.
    /// Marks what is in the scope to be fetched whole and kept, and begins to fetch it.
    void download(const KeepScope &);
    /// Takes what a server has of the scope off this computer; an only copy stays.
    void removeFromComputer(const KeepScope &);
    /// Ends what was asked for by these two, also what still waits to be fetched.
    void cancelKeeping();
    /// What is only on this computer of a server's folder, as a whole, is put there. `done` hears
    /// whether anything is to be sent now; it runs in the main thread and is dropped when `context`
    /// goes. Adds only, so there is nothing to undo.
    void uploadOnlyHere(FolderId, QObject *context, std::function<void(bool queued)> done);
    /// A folder's own rule; absent: as the account.
    void setFolderKeep(FolderId, std::optional<ContentLevel>, std::optional<int> days);
    /// The copies of a folder that its server lost (Folder::emptiedUtc) are uploaded to where they
    /// were, as far as they are here whole; the folder stays marked while others are left.
    void putBack(FolderId);
    /// Those copies go for good, but for what waits in an operation.
    void letGo(FolderId);

    /// The folder that is open in the window: watched by push, and synchronised first.
    void setOpenFolder(FolderId);
    void syncNow(std::optional<AccountId> = {});
    void cancelSync(std::optional<AccountId> = {});

    /// The machine was asleep: what was connected is taken for dead and made anew, and a pass
    /// begins. The engine notices by itself, within half a minute.
    void wokeUp();

    /// Changes of protocol; main thread.
    ProtocolSwitches &protocolSwitches();

    /// Outgoing mail; main thread.
    Outbox &outbox();

    /// The address book; main thread.
    Contacts &contacts();

    /// Messages that are being written; main thread.
    Drafts &drafts();

    /// The machine's network, as far as the engine knows of it.
    Connectivity &connectivity();
    /// Begins to ask the system for it. What comes back is tried at once, what is gone is no error.
    void watchNetwork();

    bool isWorkingOffline() const;
    void setWorkOffline(bool);

    AccountState state(AccountId) const;
    QList<AccountState> states() const;

Q_SIGNALS:
    void stateChanged(const Turnstone::AccountState &state);
    void passFinished(const Turnstone::SyncSummary &summary);
    void checkFinished(int check, const Turnstone::CheckResult &result);
    /// An action of the user's could not be done even locally (disk full, folder gone).
    void actionFailed(const Turnstone::MailError &error);
    void workOfflineChanged(bool offline);
    /// How a download is marked, or a removal goes. The fetching itself is in the account's state.
    void keepingChanged(const Turnstone::KeepProgress &progress);
    /// undoText() or redoText() is another one.
    void undoChanged();
    /// New mail, for a notification: only what arrived after the first sync of its folder.
    void newMail(Turnstone::AccountId account, const QList<Turnstone::PlacementId> &messages);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace Turnstone

Q_DECLARE_METATYPE(Turnstone::AccountState)
Q_DECLARE_METATYPE(Turnstone::SyncSummary)
Q_DECLARE_METATYPE(Turnstone::CheckResult)
Q_DECLARE_METATYPE(Turnstone::KeepProgress)
