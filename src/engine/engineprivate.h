// SPDX-License-Identifier: MIT
#pragma once

#include "engine/accountworker.h"
#include "engine/actions.h"
#include "engine/connectivity.h"
#include "engine/contacts.h"
#include "engine/drafts.h"
#include "engine/engine.h"
#include "engine/outbox.h"
#include "engine/protocolswitches.h"
#include "engine/sleepwatch.h"
#include "engine/undostack.h"
#include "engine/writingthread.h"

#include <QTimer>
#include <deque>
#include <map>

namespace Turnstone {

/// What the engine's source files share. Main thread.
struct Engine::Private {
    Private(Engine &, Store &, const BackendRegistry &, CredentialStore &, Preferences &);

    void startWorker(const Account &);
    using Check = CheckResult (*)(const BackendRegistry &, const CertificatePolicy &,
                                  const Account &, const Secret &, Wakeup &);
    void startCheck(int id, const Account &, const Secret &, Check);
    void storeNewAccount(const Account &, const Secret &password,
                         const std::function<void(AddResult)> &done);
    void eraseAccount(AccountId, const std::optional<Account> &settings,
                      const std::function<void()> &done);
    void takePassword(AccountId, const Secret &password, bool remember);
    /// Looks the message's account up in the writing thread; answers in the main thread.
    void withAccountOf(PlacementId, std::function<void(AccountId)> answer);
    /// `answer` hears where there is none.
    void withWorkerOf(PlacementId, const std::function<void(AccountWorker &)> &ask,
                      const std::function<void(const std::optional<MailError> &)> &answer);
    void countOperations();

    /// One action of the user's: `act` is called per account, in the writing thread, with what that
    /// account's server allows. Its worker is then told that there is something to say to the
    /// server.
    using Act = std::function<QList<OperationId>(MailWriter &, const Account &,
                                                 const QList<PlacementId> &, const ActionTraits &)>;
    void act(const QList<PlacementId> &, UndoStep::What, Act act);
    /// Moves or copies, also into another account, whose server then hears of it.
    using Relocate = QList<OperationId> (MailWriter::*)(const QList<PlacementId> &, FolderId,
                                                        const ActionTraits &);
    void relocate(const QList<PlacementId> &, FolderId destination, UndoStep::What, Relocate how);
    void tellDownload(AccountId);
    /// Folders on their way to other accounts; cheap where there are none.
    void goOnWithFolders();
    void noteWhatIsToCome(MailWriter &, FolderId source);
    /// What wasn't the user's own doing: the end of a move between accounts, and marks that others
    /// made meanwhile and that go along.
    void tellFollowing(const QList<Operation> &);
    void changeFolder(FolderId, UndoStep::What,
                      const std::function<void(MailWriter &, const ActionTraits &)> &change);
    /// In the writing thread, as one step that can be undone.
    void perform(UndoStep::What, const std::function<void(MailWriter &)> &action);
    ActionTraits traitsOf(MailWriter &, AccountId) const;
    void tellQueued(AccountId);
    /// Takes the next KeepTask up, step by step, so that the user's actions come in between.
    void keep(KeepTask::Kind, const KeepScope &);
    void stepKeeping();
    void keepingStepped(bool more);
    /// Once a deletion for good may be sent.
    void tellQueuedLater(AccountId);
    void tellAll(MailWriter &, bool later);
    void tellUndo();
    void lookForLateFiling(AccountId);

    Engine &engine;
    Store &store;
    const BackendRegistry &registry;
    CredentialStore &credentials;
    Preferences &preferences;
    Connectivity connectivity;
    bool started = false;
    int lastCheck = 0;
    int lastLook = 0, lastAhead = 0;
    QHash<const QObject *, int> looks; ///< what each view wants last
    QSet<PlacementId> ahead; ///< fetched, or about to be, before anybody looked at them
    SleepWatch sleepWatch{Clock::system()};
    QTimer sleepTimer;
    QTimer operationsTimer; ///< gathers changes of the queue before it is counted

    std::deque<std::shared_ptr<KeepTask>> keeping; ///< the first one is at work
    OperationId lastFollowed; ///< of the writing thread, as are these
    QHash<OperationId, qint64> followed; ///< when it might go on, where it was told so
    QSet<AccountId> fetchForTransfers; ///< from which folders are copied or moved
    UndoStack undoStack; ///< of the writing thread, which knows what was done before what
    QString undoText, redoText; ///< what the main thread knows of it

    std::unique_ptr<Contacts> contacts; ///< what it posts may run as long as the writing thread

    // In this order: workers and checks post to what stands above, and end first.
    WritingThread writing;
    std::map<AccountId, std::unique_ptr<AccountWorker>> workers;
    std::vector<std::unique_ptr<AccountWorker>> leaving;
    std::map<int, std::unique_ptr<ConnectionThread>> checks;
    std::unique_ptr<ProtocolSwitches> switches;
    std::unique_ptr<Outbox> outbox;
    std::unique_ptr<Drafts> drafts;
};

} // namespace Turnstone
