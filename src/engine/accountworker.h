// SPDX-License-Identifier: MIT
#pragma once

#include "engine/connectionlane.h"
#include "engine/connectionplan.h"
#include "engine/connectivity.h"
#include "engine/pass.h"
#include "engine/pushloop.h"

#include <QMap>
#include <QTimer>
#include <atomic>

namespace Turnstone {

/// One account at work: decides when its connections run and keeps its state. It lives in the main
/// thread and never waits; what blocks runs in its lanes: one that synchronises and replays, one
/// that serves what the user waits for, one that listens for pushes. Where fewer connections are
/// allowed (ConnectionPlan) the first serves the user between its steps, and listens while it has
/// nothing else to do.
class AccountWorker : public QObject {
    Q_OBJECT
public:
    AccountWorker(Store &, const BackendRegistry &, CredentialStore &, Preferences &,
                  const Connectivity &, const Account &, bool offline, QObject *parent = nullptr);
    ~AccountWorker() override;

    const Account &account() const { return m_account; }
    const AccountState &state() const { return m_state; }

    /// Settings or password changed: every connection is made anew.
    void configure(const Account &);
    void setPassword(const Secret &);
    /// As far as it is known in this run.
    const std::optional<Secret> &password() const { return m_password; }
    /// What isn't to run now, because something else is at work on the account.
    enum class Hold { None, Passes, Everything };
    /// `held` runs once nothing of it runs any more, in the main thread; it isn't called where
    /// another hold comes first. What is asked for meanwhile is done afterwards.
    void hold(Hold, std::function<void()> held);
    void setOffline(bool offline);
    void setOpenFolder(FolderId);
    /// What the user marked: a pass, and where that fetches, on a metered network too.
    void download();
    /// By the user or the clock.
    void sync(bool full);
    void cancelSync();
    /// Connections made before are taken for dead.
    void wokeUp();
    /// The network is another one: what was learnt of the old one says nothing, and as `wokeUp`.
    void networkChanged();
    /// Something may have come into this folder.
    void lookInto(FolderId);
    /// The user changed something that the server should know.
    void operationsQueued();
    void setOperationsWaiting(qint64 count);
    using FetchDone = std::function<void(std::optional<MailError>)>;
    void fetch(PlacementId, const PartSelection &, FetchDone done);
    /// As Engine::fetchShown and dropShown; `view` tells views apart.
    void fetchShown(const void *view, PlacementId, const PartSelection &, FetchDone done);
    void dropShown(const void *view);
    /// As Engine::fetchAhead, for this account's.
    void fetchAhead(const QList<PlacementId> &);
    /// Certificate exceptions changed.
    void certificatesChanged();
    /// Cancels every lane without waiting for it.
    void cancelAll();
    /// Ends for good; `ended` runs in the main thread once no lane is left.
    void shutDown(std::function<void()> ended);

Q_SIGNALS:
    void stateChanged(const Turnstone::AccountState &state);
    void passFinished(const Turnstone::SyncSummary &summary);
    void newMail(const QList<Turnstone::PlacementId> &messages);

private:
    using LanePointer = std::unique_ptr<ConnectionLane>;
    struct PendingFetch {
        PlacementId placement;
        PartSelection selection;
        FetchDone done;
        const void *view = nullptr; ///< that shows it; null: somebody waits for it
        ConnectionLane *lane = nullptr; ///< none: waits for the password
        int ticket = 0; ///< of that lane
    };

    bool mayConnect() const { return !m_offline && !m_shutDown; }
    bool isHeld(const LanePointer &lane) const
    {
        return m_hold == Hold::Everything || (m_hold == Hold::Passes && &lane == &m_syncLane);
    }
    void tellHeld();
    /// A session locks the mailbox and holds all it does until its end (POP3).
    bool locksMailbox() const;
    int openLanes() const;
    void connectionRefused();
    void askPassword();
    void passwordFailed(const QString &sentence);
    ConnectionLane *lane(LanePointer &, const QString &name);
    void laneEnded(LanePointer &, ConnectionLane *, const std::optional<MailError> &);
    void dropLanes();

    void requestPass(PassExtent extent, bool full = false);
    void requestFolders(const QList<FolderId> &folders);
    void rest();
    void startPass();
    void passDone(const SyncSummary &);
    void passFailed(const MailError &);
    void schedule(qint64 seconds);
    bool isTooSoon();
    void visited(qint64 delaySeconds);
    void visitAllowed();
    void startPush();
    PushLoop pushLoop();
    void prepareOpenFolder();
    void addFetch(PendingFetch fetch);
    void dropAhead();
    void runFetches();
    void startFetch(int id);
    void fetchLater(int id, qint64 pauseSeconds);
    void fetchDone(int id, const std::optional<MailError> &);
    void setPhase(AccountState::Phase, const std::optional<MailError> &problem = {});
    void emitState();

    Store &m_store;
    const BackendRegistry &m_registry;
    CredentialStore &m_credentials;
    Preferences &m_preferences;
    const Connectivity &m_connectivity;
    Account m_account;
    AccountState m_state;
    bool m_offline;
    bool m_shutDown = false;
    std::function<void()> m_whenEnded;
    Hold m_hold = Hold::None;
    std::function<void()> m_whenHeld;

    std::optional<Secret> m_password;
    bool m_asking = false;
    bool m_refused = false; ///< the server refused the password; only a new one or the user helps
    bool m_commandTriedAgain = false;

    std::atomic<qint64> m_openFolder = 0; ///< read by the lanes
    std::atomic<bool> m_operationsMeanwhile = false; ///< while a pass runs; taken by its lane
    JobQueue<FolderId> m_foldersMeanwhile;
    struct Wanted {
        PassExtent extent;
        bool full;
        QList<FolderId> folders;
    };
    std::optional<Wanted> m_wanted;
    bool m_downloads = false; ///< asked for since the last pass began
    bool m_downloadsInPass = false; ///< asked for, and the pass that was for it didn't end well yet
    bool m_passRunning = false;
    bool m_passDownloads = false; ///< the one that runs, where it may
    bool m_passCancelled = false;
    int m_failures = 0;
    int m_passesSinceFull = 0;
    QTimer m_timer;
    QTimer m_operationsTimer;
    qint64 m_loginDelaySeconds = 0; ///< as it was last told
    QTimer m_visitTimer; ///< runs while the server wants no other visit yet (LOGIN-DELAY)

    QMap<int, PendingFetch> m_fetches; ///< in the order in which they were asked for
    QList<int> m_ahead; ///< tickets of the lane that serves
    int m_lastFetch = 0;
    bool m_pushRefused = false;
    bool m_listensBetween = false; ///< the sync lane has been told to listen while it is idle
    bool m_signedIn = false; ///< by the connection that synchronises, since it was last lost
    int m_listenFailures = 0;
    PushRhythm m_rhythm;
    ConnectionPlan m_plan;

    LanePointer m_syncLane, m_serviceLane, m_pushLane;
};

} // namespace Turnstone
