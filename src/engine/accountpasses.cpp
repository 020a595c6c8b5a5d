// SPDX-License-Identifier: MIT
// When an account's worker synchronises, and what becomes of it.
#include "engine/accountworker.h"
#include "engine/retrypolicy.h"

#include <algorithm>
#include <utility>

namespace Turnstone {

namespace {
constexpr int fullPassEvery =
    6; // without mod-sequences STATUS doesn't show a star set elsewhere in a closed folder
constexpr qint64 longestLoginDelaySeconds = 24 * 3600;
} // namespace

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
                const bool wasSignedIn = std::exchange(m_signedIn, true);
                emitState();
                startPush(); // signed in: a long first pass hears of new mail too
                if (!wasSignedIn)
                    prepareOpenFolder(); // and serves the user
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
        prepareOpenFolder();
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

} // namespace Turnstone
