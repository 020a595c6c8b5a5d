// SPDX-License-Identifier: MIT
// What an account's worker does beside its passes: listening for pushes, and serving what the user
// waits for.
#include "engine/accountworker.h"

#include "engine/retrypolicy.h"
#include "engine/servicefetch.h"
#include "net/wait.h"

#include <algorithm>

namespace Turnstone {

namespace {
/// The user waits: until another connection has made room, but no longer than this in all.
constexpr qint64 refusedPauseMs = 500;
constexpr int refusedAttempts = 6;
} // namespace

// Push

void AccountWorker::startPush()
{
    const BackendRegistry::Entry *entry = m_registry.find(m_account.incoming.protocol);
    if (!entry || !entry->traits.push || m_pushRefused || !m_password || !mayConnect())
        return;
    if (!m_plan.hasPush()) {
        if (!m_syncLane || m_syncLane->isEnding() || std::exchange(m_listensBetween, true))
            return;
        m_syncLane->post([loop = pushLoop()](ConnectionLane::Context &context) {
            context.meanwhile = [loop = loop](ConnectionLane::Context &own) mutable {
                return loop.listenMeanwhile(own);
            };
        });
        return;
    }
    if (m_pushLane)
        return;
    if (std::exchange(m_listensBetween, false) && m_syncLane && !m_syncLane->isEnding())
        m_syncLane->post([](ConnectionLane::Context &context) { context.meanwhile = nullptr; });
    if (ConnectionLane *push = lane(m_pushLane, QStringLiteral("push")))
        push->post(
            [loop = pushLoop()](ConnectionLane::Context &context) mutable { loop.run(context); });
}

PushLoop AccountWorker::pushLoop()
{
    // Each answer is for the main thread, which may have another view of things by then.
    const auto later = [this](const std::function<void()> &what) {
        QMetaObject::invokeMethod(this, what, Qt::QueuedConnection);
    };
    PushLoop::Hooks hooks;
    hooks.rhythm = &m_rhythm;
    hooks.openFolder = [this] { return FolderId(m_openFolder.load()); };
    hooks.foldersChanged = [this, later](const QList<FolderId> &folders) {
        later([this, folders] {
            m_listenFailures = 0;
            requestFolders(folders);
        });
    };
    hooks.everythingChanged = [this, later] {
        later([this] { requestPass(PassExtent::Everything); });
    };
    hooks.unsupported = [this, later] { later([this] { m_pushRefused = true; }); };
    hooks.failed = [this, later](const MailError &error) {
        later([this, error] {
            if (ConnectionPlan::isTooMany(error))
                connectionRefused();
            else if (m_listensBetween && !m_passRunning)
                schedule(RetryPolicy::pauseSeconds(++m_listenFailures)); // a pass connects again
        });
    };
    return {m_account.id, m_account.incoming.id, std::move(hooks)};
}

int AccountWorker::openLanes() const
{
    int open = 0;
    for (const LanePointer *lane : {&m_syncLane, &m_serviceLane, &m_pushLane})
        open += *lane && !(*lane)->isEnding() ? 1 : 0;
    return open;
}

/// One connection less, the last first: listening and serving go on over those that are left.
void AccountWorker::connectionRefused()
{
    // A lane may be there whose connection isn't: each refusal takes one at least.
    if (!m_plan.refused(std::min(openLanes() - 1, m_plan.allowed() - 1)))
        return;
    if (m_pushLane && !m_plan.hasPush())
        m_pushLane->cancel();
    if (m_serviceLane && !m_plan.hasService())
        m_serviceLane->cancel();
    if (m_signedIn)
        startPush();
}

/// The folder that the user has open is opened on the connection that will be asked for its mail:
/// when it is opened, as soon as an account that was just started has signed in, and after each
/// pass, so that what is asked for costs its own round trip and no connection. Costs a NOOP a pass.
void AccountWorker::prepareOpenFolder()
{
    if (!m_openFolder || !m_plan.hasService() || !m_password || !m_signedIn || !mayConnect())
        return;
    ConnectionLane *const service = lane(m_serviceLane, QStringLiteral("service"));
    if (!service)
        return;
    service->post([this, server = m_account.incoming.id](ConnectionLane::Context &context) {
        // A connection that was kept may have been closed long ago.
        for (int attempt = context.session.isOpen() ? 0 : 1; attempt < 2; ++attempt) {
            try {
                MailBackend &backend = context.session.backend();
                const FolderId open(m_openFolder.load());
                const QList<RemoteFolderRow> rows = context.writer.remoteFolders(server);
                for (const RemoteFolderRow &row : rows) {
                    if (row.folder == open && row.uidValidity != 0) // else it was never read yet
                        backend.prepare(row.path);
                }
                return;
            } catch (const MailError &error) {
                // Nobody has asked for anything yet.
                if (error.scope != ErrorScope::Session && error.scope != ErrorScope::Account)
                    return;
                context.session.drop();
                if (!ConnectionPlan::isTooMany(error))
                    continue;
                QMetaObject::invokeMethod(
                    this, [this] { connectionRefused(); }, Qt::QueuedConnection);
                return;
            }
        }
    });
}

// What the user waits for

void AccountWorker::fetch(PlacementId placement, const PartSelection &selection, FetchDone done)
{
    addFetch({placement, selection, std::move(done)});
}

void AccountWorker::fetchShown(const void *view, PlacementId placement,
                               const PartSelection &selection, FetchDone done)
{
    dropShown(view);
    addFetch({placement, selection, std::move(done), view});
}

/// What has begun goes on: it is nearly here.
void AccountWorker::dropShown(const void *view)
{
    const QList<int> ids = m_fetches.keys();
    for (const int id : ids) {
        const PendingFetch &fetch = m_fetches[id];
        if (fetch.view == view && (!fetch.lane || fetch.lane->withdraw(fetch.ticket)))
            m_fetches.remove(id);
    }
}

/// Never over a connection that has other things to do, and not where bytes are paid for.
void AccountWorker::fetchAhead(const QList<PlacementId> &placements)
{
    dropAhead();
    if (!m_plan.hasService() || !m_password || !m_signedIn || !mayConnect()
        || m_connectivity.isMetered() || locksMailbox())
        return;
    ConnectionLane *const service = lane(m_serviceLane, QStringLiteral("service"));
    if (!service)
        return;
    for (const PlacementId placement : placements) {
        m_ahead.append(service->postUrgent(
            [this, placement, account = m_account](ConnectionLane::Context &context) {
                try {
                    ServiceFetch(m_store, context.writer, account)
                        .runAhead(context.session.backend(), placement);
                } catch (const MailError &error) {
                    // Nobody has asked for it.
                    if (error.scope == ErrorScope::Session || error.scope == ErrorScope::Account)
                        context.session.drop();
                }
            },
            ConnectionLane::Urgency::Ahead));
    }
}

void AccountWorker::dropAhead()
{
    for (const int ticket : std::exchange(m_ahead, {})) {
        if (m_serviceLane)
            m_serviceLane->withdraw(ticket);
    }
}

void AccountWorker::addFetch(PendingFetch fetch)
{
    const int id = ++m_lastFetch;
    m_fetches.insert(id, std::move(fetch));
    if (!mayConnect()) {
        MailError error;
        error.scope = ErrorScope::Message;
        error.kind = ErrorKind::Network;
        error.retry = RetryClass::Later;
        error.sentence = tr("This part of the message isn't on this computer, and you are working "
                            "offline.");
        QMetaObject::invokeMethod(
            this, [this, id, error] { fetchDone(id, error); }, Qt::QueuedConnection);
        return;
    }
    runFetches();
}

void AccountWorker::runFetches()
{
    if (!mayConnect())
        return;
    if (!m_password) {
        if (m_refused && !m_fetches.isEmpty()) {
            const MailError error = m_state.problem.value_or(MailError{});
            const QList<int> ids = m_fetches.keys();
            for (const int id : ids)
                QMetaObject::invokeMethod(
                    this, [this, id, error] { fetchDone(id, error); }, Qt::QueuedConnection);
        } else if (!m_fetches.isEmpty()) {
            askPassword();
        }
        return;
    }
    if (m_visitTimer.isActive() && !m_passRunning)
        return; // the server would refuse; `visitAllowed` starts them
    const QList<int> ids = m_fetches.keys();
    for (const int id : ids) {
        if (!m_fetches.value(id).lane)
            startFetch(id);
    }
}

void AccountWorker::startFetch(int id)
{
    ConnectionLane *const lane = m_plan.hasService()
        ? this->lane(m_serviceLane, QStringLiteral("service"))
        : this->lane(m_syncLane, QStringLiteral("sync"));
    if (!lane)
        return; // ending; its end starts this
    PendingFetch &fetch = m_fetches[id];
    fetch.lane = lane;
    const auto urgency =
        fetch.view ? ConnectionLane::Urgency::Shown : ConnectionLane::Urgency::Awaited;
    const auto job = [this, id, lane, placement = fetch.placement, selection = fetch.selection,
                      account = m_account, duringPass = m_passRunning && m_loginDelaySeconds > 0](
                         ConnectionLane::Context &context) {
        if (duringPass && !context.inPass) {
            // The pass, whose visit it was to share, is over: another may be too soon.
            QMetaObject::invokeMethod(
                this, [this, id] { fetchLater(id, 0); }, Qt::QueuedConnection);
            return;
        }
        const auto answer = [this, id](const std::optional<MailError> &failure) {
            QMetaObject::invokeMethod(
                this, [this, id, failure] { fetchDone(id, failure); }, Qt::QueuedConnection);
        };
        const bool reused = context.session.isOpen();
        for (int attempt = 0;; ++attempt) {
            try {
                const ServiceFetch service(m_store, context.writer, account);
                if (!service.isHere(placement, selection))
                    service.run(context.session.backend(), placement, selection);
                answer({});
                break;
            } catch (const MailError &error) {
                const bool lost =
                    error.scope == ErrorScope::Session || error.scope == ErrorScope::Account;
                if (lost && context.inPass) {
                    answer(error);
                    throw; // the pass, whose connection it is, ends by it
                }
                if (lost)
                    context.session.drop();
                if (ConnectionPlan::isTooMany(error) && attempt < refusedAttempts) {
                    // Another connection ends for this one, or this lane for the one that
                    // synchronises, which is then asked.
                    QMetaObject::invokeMethod(
                        this, [this] { connectionRefused(); }, Qt::QueuedConnection);
                    WaitSpec pause;
                    pause.wakeup = &context.wakeup;
                    pause.timeoutMs = refusedPauseMs;
                    waitUntil(pause, [] { return false; });
                    continue;
                }
                if (error.pauseSeconds > 0 && context.session.endsEachPass()) {
                    QMetaObject::invokeMethod(
                        this, [this, id, pause = error.pauseSeconds] { fetchLater(id, pause); },
                        Qt::QueuedConnection);
                    break;
                }
                // A connection that was kept may have been closed long ago.
                if (lost && reused && attempt == 0 && error.kind == ErrorKind::Network)
                    continue;
                answer(error);
                break;
            }
        }
        // One visit for all that waits.
        if (!context.inPass && context.session.endsEachPass() && !lane->hasUrgent()) {
            context.session.closeQuietly(); // the mailbox is locked while it is open
            QMetaObject::invokeMethod(
                this, [this] { visited(m_loginDelaySeconds); }, Qt::QueuedConnection);
        }
    };
    fetch.ticket = lane->postUrgent(job, urgency);
}

/// The server wants no visit now (LOGIN-DELAY, IN-USE): it is asked again when that is over. 0: as
/// soon as it may be visited.
void AccountWorker::fetchLater(int id, qint64 pauseSeconds)
{
    const auto it = m_fetches.find(id);
    if (it == m_fetches.end())
        return;
    it->lane = nullptr;
    if (pauseSeconds > 0)
        visited(pauseSeconds);
    else
        runFetches();
}

void AccountWorker::fetchDone(int id, const std::optional<MailError> &error)
{
    const auto it = m_fetches.find(id);
    if (it == m_fetches.end())
        return;
    const FetchDone done = std::move(it->done);
    m_fetches.erase(it);
    if (done)
        done(error);
}

} // namespace Turnstone
