// SPDX-License-Identifier: MIT
#include "engine/protocolswitches.h"

#include "base/log.h"
#include "engine/accountworker.h"
#include "engine/protocolswitch/protocolswitch.h"
#include "engine/protocolswitch/switchtext.h"
#include "engine/retrypolicy.h"
#include "engine/writingthread.h"
#include "net/wait.h"
#include "settings/credentialstore.h"
#include "store/switchwriter.h"

#include <QPointer>

namespace Turnstone {

namespace {

using Hold = AccountWorker::Hold;

constexpr std::chrono::hours overdueEvery{6};
/// What a timer can count, and more than any server asks for.
constexpr qint64 longestTimerSeconds = qint64(20) * 24 * 3600;

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

MailError offlineError()
{
    MailError error;
    error.scope = ErrorScope::Account;
    error.kind = ErrorKind::Network;
    error.retry = RetryClass::Later;
    error.sentence = ProtocolSwitches::tr("You are working offline. The change goes on once you "
                                          "are connected again.");
    return error;
}

} // namespace

struct ProtocolSwitches::Job {
    int serial = 0;
    SwitchActivity activity;
    SwitchPasswords passwords;
    IncomingServer to; ///< Preview
    bool sameMailbox = false;
    Account account; ///< as it was when this began
    IncomingServer other; ///< the server that isn't in use
    bool typed = false; ///< the other server's password was
    bool cancelled = false;
    bool paused = false; ///< by the user
    bool resumeOnline = false;
    int failures = 0;
    /// What the thread did; empty until it is done. Written by it, read after it has ended.
    struct Result {
        bool done = false;
        std::optional<SwitchReport> report;
        qint64 exceptions = 0;
    };
    std::shared_ptr<Result> result = std::make_shared<Result>();
    std::vector<std::function<void()>> whenEnded;
    QTimer again;
    std::unique_ptr<ConnectionThread> thread;
};

ProtocolSwitches::ProtocolSwitches(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
    qRegisterMetaType<SwitchActivity>();
    qRegisterMetaType<SwitchConclusion>();
    m_overdue.setInterval(overdueEvery);
    connect(&m_overdue, &QTimer::timeout, this, &ProtocolSwitches::closeOverdue);
}

ProtocolSwitches::~ProtocolSwitches()
{
    for (const auto &[id, job] : m_jobs) {
        if (job->thread)
            job->thread->cancel();
    }
}

SwitchActivity ProtocolSwitches::activity(AccountId account) const
{
    const auto it = m_jobs.find(account);
    if (it != m_jobs.end())
        return it->second->activity;
    SwitchActivity none;
    none.account = account;
    return none;
}

void ProtocolSwitches::start()
{
    m_overdue.start();
    closeOverdue();
    const QPointer<ProtocolSwitches> guard(this);
    m_parts.writing.post([guard, &owner = m_parts.owner](MailWriter &writer) {
        const auto waiting = SwitchReader(writer).toGoOn();
        QMetaObject::invokeMethod(
            &owner,
            [guard, waiting] {
                for (const auto &[account, nextTry] : waiting) {
                    if (guard)
                        guard->waitFor(account, nextTry);
                }
            },
            Qt::QueuedConnection);
    });
}

/// Nothing of it runs in this program yet.
void ProtocolSwitches::waitFor(AccountId account, qint64 nextTryUtc)
{
    if (m_jobs.find(account) != m_jobs.end())
        return;
    Job *const job = begin(account, Work::Apply, {});
    job->activity.last = std::exchange(job->activity.work, Work::None);
    job->activity.nextTryUtc = nextTryUtc;
    const qint64 pause = nextTryUtc - m_parts.store.clock().utcSeconds();
    job->again.start(std::chrono::seconds(qBound<qint64>(0, pause, longestTimerSeconds)));
    Q_EMIT changed(job->activity);
}

void ProtocolSwitches::forgetNextTry(AccountId account)
{
    m_parts.writing.post([account](MailWriter &writer) {
        SwitchWriter switches(writer);
        if (const auto report = switches.report(account))
            switches.setNextTry(report->id, 0, report->failures);
    });
}

void ProtocolSwitches::closeOverdue()
{
    m_parts.writing.post(
        [&store = m_parts.store](MailWriter &writer) { closeOverdueSwitches(store, writer); });
}

QList<SwitchConclusion> ProtocolSwitches::conclusions() const
{
    QList<SwitchConclusion> all;
    for (const auto &[id, conclusion] : m_unseen)
        all.append(conclusion);
    return all;
}

void ProtocolSwitches::setSeen(AccountId account)
{
    if (m_unseen.erase(account) > 0)
        Q_EMIT seen(account);
}

ProtocolSwitches::Job *ProtocolSwitches::find(AccountId account, int serial)
{
    const auto it = m_jobs.find(account);
    return it != m_jobs.end() && it->second->serial == serial ? it->second.get() : nullptr;
}

// What is asked for

void ProtocolSwitches::preview(AccountId account, const IncomingServer &to,
                               const SwitchPasswords &passwords, bool sameMailbox)
{
    if (Job *const job = begin(account, Work::Preview, passwords)) {
        setSeen(account);
        job->to = to;
        job->sameMailbox = sameMailbox;
        look(account, job->serial, {});
    }
}

void ProtocolSwitches::apply(const SwitchPreview &chosen, const SwitchPasswords &passwords)
{
    if (Job *const job = begin(chosen.account, Work::Apply, passwords)) {
        setSeen(chosen.account);
        look(chosen.account, job->serial, chosen);
    }
}

void ProtocolSwitches::resume(AccountId account, const SwitchPasswords &passwords)
{
    setSeen(account);
    goOn(account, passwords);
}

void ProtocolSwitches::goOn(AccountId account, const SwitchPasswords &passwords)
{
    // Whether it is an undoing is in the journal.
    if (Job *const job = begin(account, Work::Apply, passwords))
        look(account, job->serial, {});
}

void ProtocolSwitches::undo(AccountId account, const SwitchPasswords &passwords)
{
    if (Job *const job = begin(account, Work::Undo, passwords)) {
        setSeen(account);
        look(account, job->serial, {});
    }
}

void ProtocolSwitches::pause(AccountId account)
{
    const auto it = m_jobs.find(account);
    if (it == m_jobs.end())
        return;
    Job &job = *it->second;
    job.again.stop();
    job.resumeOnline = false;
    if (std::exchange(job.activity.nextTryUtc, 0) > 0)
        forgetNextTry(account);
    if (job.activity.isRunning()) {
        job.cancelled = job.paused = true;
        job.activity.pausing = true;
        if (job.thread)
            job.thread->cancel();
    }
    Q_EMIT changed(job.activity);
}

void ProtocolSwitches::close(AccountId account)
{
    const QPointer<ProtocolSwitches> guard(this);
    m_parts.writing.post(
        [guard, account, &store = m_parts.store, &owner = m_parts.owner](MailWriter &writer) {
            closeSwitch(store, writer, account);
            QMetaObject::invokeMethod(
                &owner,
                [guard, account] {
                    if (guard)
                        Q_EMIT guard->closed(account);
                },
                Qt::QueuedConnection);
        });
}

void ProtocolSwitches::end(AccountId account, std::function<void()> ended)
{
    pause(account);
    const auto it = m_jobs.find(account);
    if (it == m_jobs.end() || !it->second->activity.isRunning()) {
        if (it != m_jobs.end())
            m_jobs.erase(it);
        ended();
        return;
    }
    it->second->whenEnded.push_back(std::move(ended));
}

void ProtocolSwitches::setOffline(bool offline)
{
    m_offline = offline;
    QList<AccountId> goOn;
    for (const auto &[id, job] : m_jobs) {
        if (offline && job->activity.isRunning()) {
            job->resumeOnline = job->activity.work != Work::Preview;
            job->activity.problem = offlineError();
            job->cancelled = true;
            if (job->thread)
                job->thread->cancel();
        } else if (!offline && job->resumeOnline && !job->activity.isRunning()) {
            goOn.append(id);
        }
    }
    for (const AccountId id : std::as_const(goOn))
        resume(id);
}

// How it is begun

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
    // The writing thread ends after this object.
    const QPointer<ProtocolSwitches> guard(this);
    m_parts.writing.post(
        [guard, id, serial, chosen, &owner = m_parts.owner](MailWriter &writer) {
            if (chosen)
                chooseSwitch(writer, *chosen);
            const auto account = writer.account(id);
            const auto report = SwitchReader(writer).report(id);
            QMetaObject::invokeMethod(
                &owner,
                [guard, id, serial, account, report] {
                    if (guard)
                        guard->looked(id, serial, account, report);
                },
                Qt::QueuedConnection);
        },
        [guard, id, serial](const MailError &error) {
            if (guard)
                guard->fail(id, serial, error);
        });
}

void ProtocolSwitches::looked(AccountId id, int serial, const std::optional<Account> &account,
                              const std::optional<SwitchReport> &report)
{
    Job *const job = find(id, serial);
    if (!job)
        return;
    const bool preview = job->activity.work == Work::Preview;
    if (account)
        job->account = *account;
    if (!account || (!preview && !report)) {
        fail(id, serial, SwitchText::nothingOpen());
        return;
    }
    if (preview)
        job->other = job->to;
    else
        job->other = account->incoming.id == report->to.id ? report->from : report->to;
    if (job->activity.work == Work::Apply
        && (report->state == SwitchState::Undoing || report->state == SwitchState::Undone))
        job->activity.work = Work::Undo;
    // Given up before anything was sent: nobody has to be asked.
    if (job->activity.work == Work::Undo && report->state == SwitchState::Open
        && report->stage <= SwitchStage::Preview)
        job->passwords = {Secret(), Secret()};
    findPasswords(id, serial);
}

void ProtocolSwitches::findPasswords(AccountId id, int serial)
{
    Job *const job = find(id, serial);
    if (!job || job->cancelled || m_offline) {
        if (job) {
            if (m_offline && !job->cancelled) {
                job->activity.problem = offlineError();
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
        askPassword(id, serial, true, [this, id, serial] { run(id, serial); });
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
                                         std::pair(job->other, *job->passwords.other)})
        m_known.insert(CredentialStore::keyFor(withServer(job->account, server)), secret);
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

// How it ends

void ProtocolSwitches::fail(AccountId id, int serial, const MailError &error)
{
    if (Job *const job = find(id, serial)) {
        job->activity.problem = error;
        finish(*job);
    }
}

void ProtocolSwitches::ended(AccountId id, int serial)
{
    Job *const job = find(id, serial);
    if (!job)
        return;
    if (AccountWorker *const worker = m_parts.worker(id))
        worker->hold(Hold::None, {});
    // Mostly known already.
    const QPointer<ProtocolSwitches> guard(this);
    m_parts.writing.post([guard, id, serial, &owner = m_parts.owner](MailWriter &writer) {
        const auto now = writer.account(id);
        QMetaObject::invokeMethod(
            &owner,
            [guard, id, serial, now] {
                if (guard && now)
                    guard->adopt(id, serial, *now);
            },
            Qt::QueuedConnection);
    });
    if (job->result->done) {
        job->activity.problem.reset();
        job->failures = 0;
        if (job->typed)
            keepPassword(*job);
    }
    finish(*job);
}

/// As the account's password is kept, under the name of the other server.
void ProtocolSwitches::keepPassword(const Job &job)
{
    m_parts.credentials.write(withServer(job.account, job.other), *job.passwords.other,
                              [](const std::optional<CredentialStore::Failure> &failure) {
                                  if (failure)
                                      qCWarning(lcEngine) << failure->sentence;
                              });
}

void ProtocolSwitches::finish(Job &job)
{
    SwitchActivity &activity = job.activity;
    activity.last = std::exchange(activity.work, Work::None);
    activity.pausing = false;
    if (activity.problem && activity.problem->kind == ErrorKind::Authentication) {
        m_known.remove(CredentialStore::keyFor(withServer(job.account, job.other)));
        if (activity.missing == SwitchActivity::Missing::None)
            activity.missing = SwitchActivity::Missing::OfOtherServer; // which is asked first
    }
    activity.mayBeAnotherMailbox = activity.last == Work::Preview && activity.problem
        && activity.problem->sentence == SwitchText::anotherMailbox().sentence;
    const bool undoOrApply = activity.last != Work::Preview;
    if (activity.problem && !job.cancelled && undoOrApply
        && activity.problem->retry != RetryClass::Never
        && activity.problem->kind != ErrorKind::Space) {
        // What the server asks for may be a day (a limit of so much a day).
        ++job.failures;
        const qint64 pause = activity.problem->pauseSeconds > 0
            ? activity.problem->pauseSeconds
            : RetryPolicy::pauseSeconds(job.failures);
        activity.nextTryUtc = m_parts.store.clock().utcSeconds() + pause;
        job.again.start(std::chrono::seconds(qMin(pause, longestTimerSeconds)));
    }
    // As nobody asked for an end, a start of the program goes on; as somebody did, it doesn't.
    if (job.paused)
        forgetNextTry(activity.account);
    std::vector<std::function<void()>> whenEnded;
    whenEnded.swap(job.whenEnded);
    const SwitchActivity told = activity;
    const bool removed = !whenEnded.empty(); // the account is being
    const bool tells = !removed && !job.cancelled && conclude(job);
    if (removed) {
        m_jobs.erase(told.account);
        m_unseen.erase(told.account);
    } else if (job.thread) {
        job.thread.reset();
    }
    Q_EMIT changed(told);
    if (const auto it = m_unseen.find(told.account); tells && it != m_unseen.end())
        Q_EMIT concluded(SwitchConclusion(it->second));
    for (const auto &run : whenEnded)
        run();
}

/// Whoever began it may have closed that window long ago. Whether it is worth telling.
bool ProtocolSwitches::conclude(const Job &job)
{
    using End = SwitchConclusion::End;
    const SwitchActivity &activity = job.activity;
    SwitchConclusion conclusion;
    conclusion.account = activity.account;
    conclusion.exceptions = job.result->exceptions;
    const QString name = job.account.name;
    if (activity.problem) {
        conclusion.end = activity.nextTryUtc > 0 ? End::Waits : End::Stopped;
        conclusion.nextTryUtc = activity.nextTryUtc;
        conclusion.sentence = (conclusion.end == End::Waits
                                   ? tr("The change of how “%1” reads its mail waits, and goes on "
                                        "by itself. %2")
                                   : tr("The change of how “%1” reads its mail stands still. %2"))
                                  .arg(name, activity.problem->sentence);
    } else if (!job.result->report) {
        conclusion.end = End::Previewed;
        conclusion.sentence =
            tr("What a change of how “%1” reads its mail would do can be looked at now.").arg(name);
    } else {
        const SwitchReport &report = *job.result->report;
        const QString to = report.to.protocol.toUpper(), from = report.from.protocol.toUpper();
        if (report.state == SwitchState::Committed) {
            conclusion.end = End::Committed;
            conclusion.sentence = tr("“%1” reads its mail by %2 now.").arg(name, to);
        } else if (report.committedUtc > 0) {
            conclusion.end = End::Undone;
            conclusion.sentence = tr("“%1” reads its mail by %2 again.").arg(name, from);
        } else {
            conclusion.end = End::GivenUp;
            conclusion.sentence =
                tr("The change of how “%1” reads its mail was given up; nothing has changed.")
                    .arg(name);
        }
    }
    m_unseen[conclusion.account] = conclusion;
    return conclusion.end != End::Waits || job.failures == 1;
}

} // namespace Turnstone
