// SPDX-License-Identifier: MIT
// How a change of protocol that was asked for is begun, and how it runs beside its account's
// worker.
#include "engine/protocolswitchjob.h"

#include "base/log.h"
#include "engine/accountworker.h"
#include "engine/protocolswitch/protocolswitch.h"
#include "engine/protocolswitch/switchtext.h"
#include "engine/writingthread.h"
#include "net/wait.h"
#include "settings/credentialstore.h"
#include "store/outboxreader.h"
#include "store/switchwriter.h"

#include <QPointer>

namespace Turnstone {

namespace {

using Hold = AccountWorker::Hold;

/// While both sides are listed and compared no pass of the account changes what they hold, nor
/// sends what the switch's own last fetch sends.
Hold holdFor(const SwitchProgress &progress)
{
    switch (progress.stage) {
    case SwitchStage::Freeze:
    case SwitchStage::Inventory:
    case SwitchStage::Match:
    case SwitchStage::Verify:
        return Hold::Passes;
    case SwitchStage::Commit:
        return Hold::Everything;
    default:
        return Hold::None;
    }
}

/// What a timer can count, and more than any server asks for.
constexpr qint64 longestTimerSeconds = qint64(20) * 24 * 3600;

} // namespace

void ProtocolSwitches::Job::tryAgainIn(qint64 seconds)
{
    again.start(std::chrono::seconds(qBound<qint64>(0, seconds, longestTimerSeconds)));
}

MailError ProtocolSwitches::Job::offline()
{
    MailError error;
    error.scope = ErrorScope::Account;
    error.kind = ErrorKind::Network;
    error.retry = RetryClass::Later;
    error.sentence = tr("You are working offline. The change goes on once you "
                        "are connected again.");
    return error;
}

ProtocolSwitches::Job *ProtocolSwitches::begin(AccountId account, Work work,
                                               const SwitchPasswords &passwords)
{
    std::unique_ptr<Job> &job = m_jobs[account];
    if (job && job->activity.isRunning())
        return nullptr;
    const int failures = job ? job->failures : 0;
    job = std::make_unique<Job>();
    job->serial = ++m_lastSerial;
    job->failures = failures;
    job->passwords = passwords;
    job->typed = passwords.other.has_value();
    job->activity.account = account;
    job->activity.work = work;
    job->again.setSingleShot(true);
    connect(&job->again, &QTimer::timeout, this, [this, account] { goOn(account, {}); });
    Q_EMIT changed(job->activity);
    return job.get();
}

/// What the store knows of it: which server is in use, and which is the other one.
void ProtocolSwitches::look(AccountId id, int serial, const std::optional<SwitchPreview> &chosen)
{
    m_parts.writing.post(
        [this, &writing = m_parts.writing, guard = QPointer<QObject>(this), id, serial,
         chosen](MailWriter &writer) {
            if (chosen)
                chooseSwitch(writer, *chosen);
            const auto account = writer.account(id);
            const auto report = SwitchReader(writer).report(id);
            const QList<OutgoingServer> outgoing = OutboxReader(writer).outgoingServers(id);
            writing.answer(guard, [this, id, serial, account, report, outgoing] {
                looked(id, serial, account, report, outgoing);
            });
        },
        [this, guard = QPointer<QObject>(this), id, serial](const MailError &error) {
            if (guard)
                fail(id, serial, error);
        });
}

void ProtocolSwitches::looked(AccountId id, int serial, const std::optional<Account> &account,
                              const std::optional<SwitchReport> &report,
                              const QList<OutgoingServer> &outgoing)
{
    Job *const job = find(id, serial);
    if (!job)
        return;
    const bool preview = job->activity.work == Work::Preview;
    if (account) {
        job->account = *account;
        job->forSending = Turnstone::keptForSending(*account, outgoing);
    }
    if (!account || (!preview && !report)) {
        fail(id, serial, SwitchText::nothingOpen());
        return;
    }
    // Its passwords are no longer kept: nobody has to be asked for them only to hear this.
    if (job->activity.work == Work::Undo && report->state == SwitchState::Closed) {
        fail(id, serial, SwitchText::nothingToUndo());
        return;
    }
    if (preview)
        job->other = job->to;
    else
        job->other = account->incoming.id == report->to.id ? report->from : report->to;
    if (job->activity.work == Work::Apply
        && (report->state == SwitchState::Undoing || report->state == SwitchState::Undone))
        job->activity.work = Work::Undo;
    job->givesUp = job->activity.work == Work::Undo && report->state == SwitchState::Open;
    // Given up before anything was sent: nobody has to be asked.
    if (job->givesUp && report->stage <= SwitchStage::Preview)
        job->passwords = {Secret(), Secret()};
    findPasswords(id, serial);
}

void ProtocolSwitches::findPasswords(AccountId id, int serial)
{
    Job *const job = find(id, serial);
    if (!job || job->cancelled || m_offline) {
        if (job) {
            if (m_offline && !job->cancelled) {
                job->activity.problem = Job::offline();
                job->resumeOnline = job->activity.work != Work::Preview;
                job->cancelled = true;
            }
            finish(*job);
        }
        return;
    }
    const AccountWorker *worker = m_parts.worker(id);
    if (!job->passwords.inUse && worker)
        job->passwords.inUse = worker->password();
    askPassword(id, serial, false, [this, id, serial] {
        askPassword(id, serial, true, [this, id, serial] { keepForSending(id, serial); });
    });
}

void ProtocolSwitches::askPassword(AccountId id, int serial, bool other,
                                   const std::function<void()> &then)
{
    Job *const job = find(id, serial);
    if (!job)
        return;
    std::optional<Secret> &known = other ? job->passwords.other : job->passwords.inUse;
    const Account asked = other ? withServer(job->account, job->other) : job->account;
    const auto remembered = m_known.constFind(CredentialStore::keyFor(asked));
    if (!known && remembered != m_known.cend())
        known = *remembered;
    if (known) {
        then();
        return;
    }
    const QPointer<ProtocolSwitches> guard(this);
    m_parts.credentials.read(
        asked, [guard, id, serial, other, then](const CredentialStore::ReadResult &result) {
            Job *const found = guard ? guard->find(id, serial) : nullptr;
            if (!found)
                return;
            const auto *secret = std::get_if<Secret>(&result);
            if (secret) {
                (other ? found->passwords.other : found->passwords.inUse) = *secret;
            } else if (other && found->activity.work == Work::Preview) {
                found->passwords.other = found->passwords.inUse; // mostly it is one and the same
                found->typed = true;
            } else {
                found->activity.missing = other ? SwitchActivity::Missing::OfOtherServer
                                                : SwitchActivity::Missing::OfServerInUse;
                MailError error;
                error.scope = ErrorScope::Account;
                error.kind = ErrorKind::Authentication;
                error.retry = RetryClass::Never;
                error.sentence = std::get<CredentialStore::Failure>(result).sentence;
                guard->fail(id, serial, error);
                return;
            }
            then();
        });
}

/// Before it begins, so that no crash lies between the commit and what sending needs after it.
void ProtocolSwitches::keepForSending(AccountId id, int serial)
{
    Job *const job = find(id, serial);
    if (!job)
        return;
    const bool mayCommit = job->activity.work != Work::Preview && !job->givesUp;
    if (!mayCommit || job->keptForSending >= job->forSending.size()
        || !sendingNeedsOwnPassword(job->account, *job->passwords.inUse, *job->passwords.other)) {
        run(id, serial);
        return;
    }
    m_parts.credentials.write(job->forSending.at(job->keptForSending++), *job->passwords.inUse,
                              [guard = QPointer<ProtocolSwitches>(this), id,
                               serial](const std::optional<CredentialStore::Failure> &failure) {
                                  if (failure) // it is asked for when something is to be sent
                                      qCWarning(lcEngine) << failure->sentence;
                                  if (guard)
                                      guard->keepForSending(id, serial);
                              });
}

// How it runs

void ProtocolSwitches::run(AccountId id, int serial)
{
    Job *const job = find(id, serial);
    if (!job)
        return;
    if (job->cancelled) {
        finish(*job);
        return;
    }
    CertificatePolicy certificates;
    certificates.pins = m_parts.preferences.pins();
    certificates.caFile = job->account.caFile;
    for (const auto &[server, secret] : {std::pair(job->account.incoming, *job->passwords.inUse),
                                         std::pair(job->other, *job->passwords.other)}) {
        if (!secret.isEmpty()) // given up without asking for any
            m_known.insert(CredentialStore::keyFor(withServer(job->account, server)), secret);
    }
    const int undoDays = m_parts.preferences.get(Pref::switchUndoDays);
    const auto body = [this, id, serial, certificates, undoDays, work = job->activity.work,
                       account = job->account, to = job->to, sameMailbox = job->sameMailbox,
                       passwords = job->passwords, result = job->result](Wakeup &wakeup) {
        Hold level = Hold::None;
        const auto hold = [&](Hold wanted) {
            if (wanted == level)
                return;
            level = wanted;
            const auto granted = std::make_shared<std::atomic<bool>>(false);
            QMetaObject::invokeMethod(
                this,
                [this, id, serial, wanted, granted] {
                    grant(id, serial, int(wanted), [granted] { *granted = true; });
                },
                Qt::QueuedConnection);
            WaitSpec wait;
            wait.wakeup = &wakeup;
            wait.wakeable = true;
            while (waitUntil(wait, [&] { return granted->load(); }) != WaitEnd::Done) { }
        };
        SwitchContext context{{m_parts.store, m_parts.registry, certificates, wakeup,
                               [this] { return m_parts.connectivity.isMetered(); }},
                              *passwords.inUse,
                              *passwords.other,
                              {},
                              {},
                              undoDays,
                              false,
                              {}};
        bool committing = false;
        context.progress = [&](const SwitchProgress &progress) {
            QMetaObject::invokeMethod(
                this,
                [this, id, serial, progress] {
                    if (Job *const told = find(id, serial); told && told->activity.isRunning()) {
                        told->activity.progress = progress;
                        Q_EMIT changed(told->activity);
                    }
                },
                Qt::QueuedConnection);
            if (!committing)
                hold(holdFor(progress));
        };
        context.committing = [&](bool before) {
            committing = before;
            if (before) {
                hold(Hold::Everything);
                return;
            }
            // Posted before the worker may go on: it then does so with the server that is in use.
            try {
                if (const auto now = MailReader(m_parts.store).account(id)) {
                    QMetaObject::invokeMethod(
                        this, [this, id, serial, now] { adopt(id, serial, *now); },
                        Qt::QueuedConnection);
                }
            } catch (const MailError &error) {
                // This runs while the commit's own failure may be on its way; `ended` asks again.
                qCWarning(lcEngine) << error.sentence;
            }
            level = Hold::None; // the worker goes on by the adoption
        };
        switch (work) {
        case Work::Preview:
            result->exceptions = previewSwitch(context, account, to, sameMailbox).exceptions.size();
            break;
        case Work::Undo:
            result->report = undoSwitch(context, account);
            break;
        default:
            result->report = applySwitch(context, account);
        }
        if (result->report)
            result->exceptions = result->report->exceptions.size();
        result->done = true;
    };
    job->thread = std::make_unique<ConnectionThread>(QStringLiteral("switch"), body);
    connect(job->thread.get(), &ConnectionThread::failed, this,
            [this, id, serial](const MailError &error) {
                if (Job *const failed = find(id, serial))
                    failed->activity.problem = error;
            });
    connect(
        job->thread.get(), &QThread::finished, this,
        [this, id, serial] {
            // After what the thread posted.
            QMetaObject::invokeMethod(
                this, [this, id, serial] { ended(id, serial); }, Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
    job->thread->start();
}

void ProtocolSwitches::grant(AccountId id, int serial, int level,
                             const std::function<void()> &granted)
{
    const auto tell = [guard = QPointer<ProtocolSwitches>(this), id, serial, granted] {
        granted();
        if (Job *const job = guard ? guard->find(id, serial) : nullptr; job && job->thread)
            job->thread->wakeup().wake();
    };
    AccountWorker *const worker = m_parts.worker(id);
    const Job *const job = find(id, serial);
    if (!worker || !job || !job->activity.isRunning()) {
        tell();
        return;
    }
    worker->hold(Hold(level), tell);
}

/// The account reads from another server now.
void ProtocolSwitches::adopt(AccountId id, int serial, const Account &now)
{
    AccountWorker *const worker = m_parts.worker(id);
    Job *const job = find(id, serial);
    if (!worker || !job)
        return;
    if (worker->account().incoming.id != now.incoming.id) {
        worker->configure(now);
        worker->setPassword(now.incoming.id == job->account.incoming.id ? *job->passwords.inUse
                                                                        : *job->passwords.other);
    }
    worker->hold(Hold::None, {});
}

} // namespace Turnstone
