// SPDX-License-Identifier: MIT
#include "engine/accountworker.h"

#include <QPointer>

namespace Turnstone {

namespace {
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
        m_state.nextTryUtc = 0; // nothing is tried before the user says so
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

void AccountWorker::lookInto(FolderId folder)
{
    if (mayConnect())
        requestFolders({folder});
}

void AccountWorker::operationsQueued()
{
    if (m_passRunning && !locksMailbox())
        m_operationsMeanwhile = true; // between its steps, and again after it
    const int delay = locksMailbox() ? lastingDelayMs : actionDelayMs;
    // It may still run from when the account was read by another protocol.
    if (mayConnect()
        && (!m_operationsTimer.isActive() || m_operationsTimer.remainingTime() > delay))
        m_operationsTimer.start(delay);
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
