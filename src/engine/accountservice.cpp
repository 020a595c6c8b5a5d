// SPDX-License-Identifier: MIT
// What an account's worker does beside its passes: listening for pushes, and serving what the user
// waits for.
#include "engine/accountworker.h"

#include "engine/retrypolicy.h"
#include "engine/servicefetch.h"
#include "net/wait.h"

namespace Turnstone {

// Push

void AccountWorker::startPush()
{
    const BackendRegistry::Entry *entry = m_registry.find(m_account.incoming.protocol);
    if (!entry || !entry->traits.push || m_pushRefused || m_pushLane || !m_password
        || !mayConnect())
        return;
    if (ConnectionLane *push = lane(m_pushLane, QStringLiteral("push")))
        push->post([this, server = m_account.incoming.id](ConnectionLane::Context &context) {
            runPush(context, server);
        });
}

// In the push lane's thread, for as long as it lives.
void AccountWorker::runPush(ConnectionLane::Context &context, IncomingServerId server)
{
    const auto tell = [this](bool supported) {
        QMetaObject::invokeMethod(
            this,
            [this, supported] {
                if (supported)
                    requestPass(PassExtent::FirstFolder);
                else
                    m_pushRefused = true;
            },
            Qt::QueuedConnection);
    };
    int failures = 0;
    for (;;) {
        try {
            const bool fresh = !context.session.isOpen();
            PushSupport *push = context.session.backend().push();
            if (!push) {
                context.session.closeQuietly();
                tell(false);
                return;
            }
            FolderCursor seen;
            seen.folder = QByteArrayLiteral("INBOX");
            const FolderId open(m_openFolder.load());
            const QList<RemoteFolderRow> rows = context.writer.remoteFolders(server);
            for (const RemoteFolderRow &row : rows) {
                const bool isOpen = open && row.folder == open;
                if (isOpen || row.path.compare("INBOX", Qt::CaseInsensitive) == 0)
                    seen = {row.path, row.uidValidity, row.uidNext, row.highestModSeq, 0};
                if (isOpen)
                    break;
            }
            if (fresh && failures > 0)
                tell(true); // what came while nobody listened
            failures = 0;
            if (push->wait(seen) == PushEvent::FolderChanged)
                tell(true);
        } catch (const MailError &error) {
            context.session.drop();
            if (error.retry == RetryClass::Never)
                return; // the passes tell the user
            ++failures;
            waitForWake(context.wakeup, RetryPolicy::pauseSeconds(failures) * 1000);
        }
    }
}

// What the user waits for

void AccountWorker::fetch(PlacementId placement, const PartSelection &selection, FetchDone done)
{
    const int id = ++m_lastFetch;
    m_fetches.insert(id, {placement, selection, std::move(done), nullptr});
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
    const QList<int> ids = m_fetches.keys();
    for (const int id : ids) {
        if (!m_fetches.value(id).lane)
            startFetch(id);
    }
}

void AccountWorker::startFetch(int id)
{
    ConnectionLane *const lane = singleConnection()
        ? this->lane(m_syncLane, QStringLiteral("sync"))
        : this->lane(m_serviceLane, QStringLiteral("service"));
    if (!lane)
        return; // ending; its end starts this
    PendingFetch &fetch = m_fetches[id];
    fetch.lane = lane;
    lane->postUrgent([this, id, placement = fetch.placement, selection = fetch.selection,
                      account = m_account](ConnectionLane::Context &context) {
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
                // A connection that was kept may have been closed long ago.
                if (lost && reused && attempt == 0 && error.kind == ErrorKind::Network)
                    continue;
                answer(error);
                break;
            }
        }
        if (!context.inPass && context.session.endsEachPass())
            context.session.closeQuietly(); // the mailbox is locked while it is open
    });
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
