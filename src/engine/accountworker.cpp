// SPDX-License-Identifier: MIT
#include "engine/accountworker.h"

#include "engine/retrypolicy.h"

#include <QPointer>

namespace Turnstone {

namespace {
constexpr int fullPassEvery =
    6; // without mod-sequences STATUS doesn't show a star set elsewhere in a closed folder
constexpr qint64 longestLoginDelaySeconds = 24 * 3600;
constexpr int actionDelayMs = 150; // several changes of one gesture go together
constexpr int lastingDelayMs = 20'000; // where a session locks the mailbox, not one for each change

int connectionsOf(const BackendRegistry &registry, const Account &account)
{
    const BackendRegistry::Entry *entry = registry.find(account.incoming.protocol);
    return entry ? entry->traits.connections : 1;
}
} // namespace

AccountWorker::AccountWorker(Store &store, const BackendRegistry &registry,
                             CredentialStore &credentials, Preferences &preferences,
                             const Connectivity &connectivity, const Account &account, bool offline,
                             QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_registry(registry)
    , m_credentials(credentials)
    , m_preferences(preferences)
    , m_connectivity(connectivity)
    , m_account(account)
    , m_offline(offline)
    , m_plan(Clock::system(), connectionsOf(registry, account))
{
    m_state.account = account.id;
    m_state.phase = offline ? AccountState::Phase::Offline : AccountState::Phase::Idle;
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { requestPass(PassExtent::Everything); });
    m_visitTimer.setSingleShot(true);
    connect(&m_visitTimer, &QTimer::timeout, this, [this] { visitAllowed(); });
    m_operationsTimer.setSingleShot(true);
    connect(&m_operationsTimer, &QTimer::timeout, this,
            [this] { requestPass(PassExtent::Operations); });
}

AccountWorker::~AccountWorker()
{
    cancelAll(); // all at once; the lanes' destructors wait
}

bool AccountWorker::locksMailbox() const
{
    const BackendRegistry::Entry *entry = m_registry.find(m_account.incoming.protocol);
    return !entry || !entry->traits.foldersOnServer;
}

void AccountWorker::configure(const Account &account)
{
    m_account = account;
    m_password.reset();
    m_refused = false;
    m_pushRefused = false;
    m_visitTimer.stop();
    m_loginDelaySeconds = m_state.noVisitBeforeUtc = 0;
    m_plan = ConnectionPlan(Clock::system(), connectionsOf(m_registry, account));
    dropLanes();
    requestPass(PassExtent::Everything);
}

void AccountWorker::setPassword(const Secret &password)
{
    m_password = password;
    m_asking = false;
    m_refused = false;
    m_failures = 0;
    dropLanes();
    requestPass(PassExtent::Everything);
    runFetches();
}

void AccountWorker::hold(Hold hold, std::function<void()> held)
{
    const bool less = hold < std::exchange(m_hold, hold);
    m_whenHeld = std::move(held);
    for (LanePointer *lane : {&m_syncLane, &m_serviceLane, &m_pushLane}) {
        if (!*lane || !isHeld(*lane))
            continue;
        if (lane == &m_syncLane)
            m_passCancelled = m_passRunning;
        (*lane)->cancel();
    }
    if (less && m_hold == Hold::None)
        requestPass(PassExtent::Everything);
    if (less)
        runFetches();
    tellHeld();
}

void AccountWorker::tellHeld()
{
    for (const LanePointer *lane : {&m_syncLane, &m_serviceLane, &m_pushLane}) {
        if (*lane && isHeld(*lane))
            return;
    }
    if (const auto held = std::exchange(m_whenHeld, nullptr))
        held();
}

void AccountWorker::setOffline(bool offline)
{
    if (m_offline == offline)
        return;
    m_offline = offline;
    if (offline) {
        m_timer.stop();
        m_operationsTimer.stop();
        m_wanted.reset();
        dropLanes();
        setPhase(AccountState::Phase::Offline);
        return;
    }
    m_failures = 0;
    setPhase(AccountState::Phase::Idle);
    requestPass(PassExtent::Everything);
}

void AccountWorker::setOpenFolder(FolderId folder)
{
    if (m_openFolder.exchange(folder.value()) == folder.value())
        return;
    if (m_pushLane)
        m_pushLane->wake(); // with no folder open, its Inbox is listened to
    else if (m_listensBetween && m_syncLane)
        m_syncLane->wake();
    if (!folder || locksMailbox())
        return;
    prepareOpenFolder();
    if (m_passRunning || m_state.lastSyncUtc != 0)
        requestFolders({folder});
}

void AccountWorker::sync(bool full)
{
    m_refused = false;
    m_failures = 0;
    requestPass(PassExtent::Everything, full);
}

void AccountWorker::download()
{
    m_downloads = true;
    requestPass(PassExtent::Everything);
}

void AccountWorker::cancelSync()
{
    m_wanted.reset();
    m_downloads = m_downloadsInPass = false;
    if (m_passRunning && m_syncLane) {
        m_passCancelled = true;
        m_syncLane->cancel();
    }
}

void AccountWorker::wokeUp()
{
    if (!mayConnect())
        return;
    m_failures = 0;
    dropLanes();
    requestPass(PassExtent::Everything);
}

void AccountWorker::networkChanged()
{
    m_plan.forget();
    m_rhythm.forget();
    wokeUp();
}

void AccountWorker::operationsQueued()
{
    if (m_passRunning && !locksMailbox())
        m_operationsMeanwhile = true; // between its steps, and again after it
    if (mayConnect() && !m_operationsTimer.isActive())
        m_operationsTimer.start(locksMailbox() ? lastingDelayMs : actionDelayMs);
}

void AccountWorker::setOperationsWaiting(qint64 count)
{
    if (m_state.operationsWaiting == count)
        return;
    m_state.operationsWaiting = count;
    emitState();
}

void AccountWorker::certificatesChanged()
{
    if (m_state.problem && m_state.problem->kind == ErrorKind::Security) {
        dropLanes();
        sync(false);
    }
}

void AccountWorker::cancelAll()
{
    for (LanePointer *lane : {&m_syncLane, &m_serviceLane, &m_pushLane}) {
        if (*lane)
            (*lane)->cancel();
    }
}

void AccountWorker::shutDown(std::function<void()> ended)
{
    m_shutDown = true;
    m_whenEnded = std::move(ended);
    m_timer.stop();
    m_operationsTimer.stop();
    m_wanted.reset();
    dropLanes();
    if (!m_syncLane && !m_serviceLane && !m_pushLane)
        QMetaObject::invokeMethod(
            this, [this] { m_whenEnded(); }, Qt::QueuedConnection);
}

void AccountWorker::dropLanes()
{
    m_passCancelled = m_passRunning;
    cancelAll();
}

// Password

void AccountWorker::askPassword()
{
    if (m_asking)
        return;
    m_asking = true;
    const QPointer<AccountWorker> guard(this);
    m_credentials.read(m_account, [guard](const CredentialStore::ReadResult &result) {
        if (!guard || !guard->m_asking)
            return;
        guard->m_asking = false;
        if (const auto *failure = std::get_if<CredentialStore::Failure>(&result)) {
            guard->passwordFailed(failure->sentence);
            return;
        }
        guard->m_password = std::get<Secret>(result);
        guard->startPass();
        guard->runFetches();
    });
}

void AccountWorker::passwordFailed(const QString &sentence)
{
    MailError error;
    error.scope = ErrorScope::Account;
    error.kind = ErrorKind::Authentication;
    error.retry = RetryClass::Never;
    error.sentence = sentence;
    passFailed(error);
    const QList<int> ids = m_fetches.keys();
    for (const int id : ids)
        fetchDone(id, error);
}

// Lanes

ConnectionLane *AccountWorker::lane(LanePointer &pointer, const QString &name)
{
    if (isHeld(pointer))
        return nullptr;
    if (pointer)
        return pointer->isEnding() ? nullptr : pointer.get();
    CertificatePolicy certificates;
    certificates.pins = m_preferences.pins();
    certificates.caFile = m_account.caFile;
    pointer = std::make_unique<ConnectionLane>(
        name,
        ConnectionLane::Setup{&m_store, &m_registry, certificates, m_account, *m_password,
                              [this] { return m_connectivity.isMetered(); }});
    ConnectionLane *created = pointer.get();
    connect(created, &ConnectionLane::ended, this,
            [this, &pointer, created](const std::optional<MailError> &error) {
                laneEnded(pointer, created, error);
            });
    return created;
}

void AccountWorker::laneEnded(LanePointer &pointer, ConnectionLane *lane,
                              const std::optional<MailError> &error)
{
    const bool wasSync = &pointer == &m_syncLane;
    if (wasSync)
        m_listensBetween = m_signedIn = false;
    if (&pointer == &m_serviceLane)
        m_ahead.clear(); // tickets of that lane
    if (&pointer == &m_pushLane && error)
        m_pushRefused = true; // it would fail again at once; passes on time go on
    pointer.release()->deleteLater();
    const QList<int> ids = m_fetches.keys();
    for (const int id : ids) {
        if (m_fetches.value(id).lane != lane)
            continue;
        if (error || m_offline || m_shutDown)
            fetchDone(id, error);
        else
            m_fetches[id].lane = nullptr; // asked for, and its lane was replaced: once more
    }
    if (wasSync && m_passRunning) {
        m_passRunning = false;
        if (error)
            passFailed(*error);
        else if (!m_offline)
            setPhase(AccountState::Phase::Idle);
    }
    if (wasSync)
        m_passCancelled = false;
    if (m_shutDown) {
        if (!m_syncLane && !m_serviceLane && !m_pushLane && m_whenEnded)
            m_whenEnded();
        return;
    }
    tellHeld();
    rest();
    runFetches();
    if (m_state.lastSyncUtc != 0)
        startPush();
}

// Passes

void AccountWorker::requestPass(PassExtent extent, bool full)
{
    if (!mayConnect())
        return;
    if (!m_wanted)
        m_wanted = Wanted{extent, full, {}};
    m_wanted->extent = std::min(m_wanted->extent, extent); // the larger covers the smaller
    m_wanted->full = m_wanted->full || full;
    startPass();
}

/// At once, also where a pass runs: then between two of its steps.
void AccountWorker::requestFolders(const QList<FolderId> &folders)
{
    if (m_passRunning && !m_passCancelled) {
        for (const FolderId folder : folders)
            m_foldersMeanwhile.push(folder);
        return;
    }
    if (!mayConnect())
        return;
    if (!m_wanted)
        m_wanted = Wanted{PassExtent::Folders, false, {}};
    m_wanted->extent = std::min(m_wanted->extent, PassExtent::Folders);
    for (const FolderId folder : folders) {
        if (!m_wanted->folders.contains(folder))
            m_wanted->folders.append(folder);
    }
    startPass();
}

void AccountWorker::startPass()
{
    if (!m_wanted || m_passRunning || m_refused || !mayConnect() || isHeld(m_syncLane)
        || isTooSoon())
        return;
    if (!m_password) {
        setPhase(AccountState::Phase::Connecting);
        askPassword();
        return;
    }
    ConnectionLane *const sync = lane(m_syncLane, QStringLiteral("sync"));
    if (!sync)
        return; // the one before is ending; its end starts this
    const Wanted wanted = *std::exchange(m_wanted, std::nullopt);
    m_passRunning = true;
    m_passDownloads = wanted.extent == PassExtent::Everything;
    m_passCancelled = false;
    if (wanted.extent == PassExtent::Everything)
        m_timer.stop();
    setPhase(AccountState::Phase::Connecting);

    PassOptions options;
    options.extent = wanted.extent;
    options.full = wanted.full || m_passesSinceFull >= fullPassEvery;
    options.first = FolderId(m_openFolder.load());
    options.folders = wanted.folders;
    if (options.extent == PassExtent::Everything)
        m_passesSinceFull = options.full ? 0 : m_passesSinceFull + 1;
    options.currentFirst = [this] { return FolderId(m_openFolder.load()); };
    // What a pass that failed was asked for, the next one is.
    if (options.extent == PassExtent::Everything) {
        m_downloadsInPass = std::exchange(m_downloads, false) || m_downloadsInPass;
        options.downloads = m_downloadsInPass;
    }
    options.isMetered = [this] { return m_connectivity.isMetered(); };
    m_operationsMeanwhile = false;
    options.meanwhile = [this] {
        PassOptions::Meanwhile meanwhile;
        meanwhile.operations = m_operationsMeanwhile.exchange(false);
        while (const std::optional<FolderId> folder = m_foldersMeanwhile.take()) {
            if (!meanwhile.folders.contains(*folder))
                meanwhile.folders.append(*folder);
        }
        return meanwhile;
    };
    options.progress = [this](const AccountState &progress) {
        QMetaObject::invokeMethod(
            this,
            [this, progress] {
                if (!m_passRunning)
                    return;
                m_state.activity = progress.activity;
                m_state.done = progress.done;
                m_state.total = progress.total;
                m_state.connection = progress.connection;
                m_state.phase = progress.phase;
                m_signedIn = true;
                emitState();
                startPush(); // signed in: a long first pass hears of new mail too
                runFetches(); // what waited until the server may be visited
            },
            Qt::QueuedConnection);
    };
    options.newMail = [this](const QList<PlacementId> &messages) {
        QMetaObject::invokeMethod(
            this, [this, messages] { Q_EMIT newMail(messages); }, Qt::QueuedConnection);
    };
    sync->post([this, sync, options, account = m_account](ConnectionLane::Context &context) {
        PassOptions own = options;
        own.betweenSteps = [sync, &context](MailBackend &) { sync->runUrgent(context); };
        const PassContext pass{m_store, m_registry, {}, context.wakeup};
        const bool reused = context.session.isOpen();
        own.firstAtOnce = !reused;
        own.somethingWaits = [this, sync] {
            return sync->hasUrgent() || !m_foldersMeanwhile.isEmpty();
        };
        context.inPass = true;
        SyncSummary summary = runPassOn(context.session, context.writer, pass, account, own);
        // A connection that was kept may have been closed long ago: that is no failure yet.
        if (reused && summary.error && summary.error->kind == ErrorKind::Network
            && !context.session.isOpen())
            summary = runPassOn(context.session, context.writer, pass, account, own);
        context.inPass = false;
        QMetaObject::invokeMethod(
            this, [this, summary] { passDone(summary); }, Qt::QueuedConnection);
    });
}

void AccountWorker::passDone(const SyncSummary &summary)
{
    if (!m_passRunning || m_passCancelled)
        return; // cancelled meanwhile; the lane's end tells
    m_passRunning = false;
    m_state.activity.clear();
    m_state.done = m_state.total = 0;
    m_state.operationsWaiting = summary.operationsLeft;
    m_loginDelaySeconds = summary.loginDelaySeconds;
    visited(m_loginDelaySeconds);
    const bool ended = summary.error
        && (summary.error->scope == ErrorScope::Session
            || summary.error->scope == ErrorScope::Account);
    if (ended) {
        passFailed(*summary.error);
    } else {
        m_failures = 0;
        m_commandTriedAgain = false;
        m_signedIn = true;
        if (m_passDownloads)
            m_downloadsInPass = false;
        m_state.lastSyncUtc = m_store.clock().utcSeconds();
        // What a push or a change asked for doesn't put off the look at everything.
        if (!m_timer.isActive())
            schedule(qint64(m_preferences.get(Pref::syncIntervalMinutes)) * 60);
        // A message or a folder that failed is told, and the account goes on.
        std::optional<MailError> problem = summary.error;
        if (!problem && summary.takenElsewhere > 0)
            problem = MailError{ErrorScope::Folder, ErrorKind::Permission, RetryClass::Later,
                                takenElsewhereText(summary), takenElsewhereMark};
        setPhase(AccountState::Phase::Idle, problem);
        startPush();
    }
    Q_EMIT passFinished(summary);
    rest();
    runFetches();
}

/// What came up while the last pass ran, and too late for it.
void AccountWorker::rest()
{
    QList<FolderId> folders;
    while (const std::optional<FolderId> folder = m_foldersMeanwhile.take())
        folders.append(*folder);
    if (!folders.isEmpty())
        requestFolders(folders);
    startPass();
}

void AccountWorker::passFailed(const MailError &error)
{
    m_passRunning = false;
    m_state.activity.clear();
    ++m_failures;
    m_signedIn = false;
    if (error.kind == ErrorKind::Authentication && error.retry == RetryClass::Never) {
        m_password.reset();
        // A command may give a token that had run out: it is asked once more.
        if (m_account.password.kind == PasswordSource::Kind::Command && !m_commandTriedAgain) {
            m_commandTriedAgain = true;
            dropLanes();
            m_wanted = Wanted{PassExtent::Everything, false, {}};
            if (!m_syncLane)
                startPass();
            return;
        }
        m_refused = true;
        m_wanted.reset();
        dropLanes();
        setPhase(AccountState::Phase::NeedsPassword, error);
        return;
    }
    if (error.retry != RetryClass::Never)
        schedule(std::max(RetryPolicy::pauseSeconds(m_failures), error.pauseSeconds));
    else
        schedule(qint64(m_preferences.get(Pref::syncIntervalMinutes)) * 60);
    // Without a network nothing is wrong: that is what happens to laptops.
    if (error.kind == ErrorKind::Network && !m_connectivity.hasNetwork())
        setPhase(AccountState::Phase::Offline);
    else
        setPhase(AccountState::Phase::Failed, error);
}

/// A session has ended: the next may begin after so many seconds; 0: at once.
void AccountWorker::visited(qint64 delaySeconds)
{
    if (delaySeconds <= 0)
        return;
    delaySeconds = std::min(delaySeconds, longestLoginDelaySeconds);
    m_visitTimer.start(std::chrono::seconds(delaySeconds));
    m_state.noVisitBeforeUtc = m_store.clock().utcSeconds() + delaySeconds;
    emitState();
}

void AccountWorker::visitAllowed()
{
    m_state.noVisitBeforeUtc = 0;
    emitState();
    // One visit for both: a pass serves the user between its steps.
    startPass();
    if (!m_passRunning)
        runFetches();
}

/// Whoever asked: the server would refuse, and what is wanted waits for its time.
bool AccountWorker::isTooSoon()
{
    if (!m_visitTimer.isActive())
        return false;
    m_state.nextTryUtc = m_store.clock().utcSeconds() + m_visitTimer.remainingTime() / 1000;
    emitState();
    return true;
}

void AccountWorker::schedule(qint64 seconds)
{
    if (seconds <= 0 || !mayConnect()) {
        m_state.nextTryUtc = 0;
        return;
    }
    m_timer.start(std::chrono::milliseconds(seconds * 1000));
    m_state.nextTryUtc = m_store.clock().utcSeconds() + seconds;
}

void AccountWorker::setPhase(AccountState::Phase phase, const std::optional<MailError> &problem)
{
    m_state.phase = phase;
    m_state.problem = problem;
    if (phase != AccountState::Phase::Synchronising) {
        m_state.activity.clear();
        m_state.done = m_state.total = 0;
    }
    emitState();
}

void AccountWorker::emitState()
{
    Q_EMIT stateChanged(m_state);
}

} // namespace Turnstone
