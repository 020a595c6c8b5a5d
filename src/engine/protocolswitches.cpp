// SPDX-License-Identifier: MIT
#include "engine/protocolswitches.h"

#include "engine/accountworker.h"
#include "engine/protocolswitch/protocolswitch.h"
#include "engine/protocolswitchjob.h"
#include "engine/writingthread.h"
#include "store/switchwriter.h"

#include <QPointer>

namespace Turnstone {

namespace {

constexpr std::chrono::hours overdueEvery{6};

} // namespace

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
    m_parts.writing.post(
        [this, &writing = m_parts.writing, guard = QPointer<QObject>(this)](MailWriter &writer) {
            const auto waiting = SwitchReader(writer).toGoOn();
            writing.answer(guard, [this, waiting] {
                for (const auto &[account, nextTry] : waiting)
                    waitFor(account, nextTry);
            });
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
    job->tryAgainIn(pause);
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
    m_parts.writing.post([this, &writing = m_parts.writing, guard = QPointer<QObject>(this),
                          &store = m_parts.store](MailWriter &writer) {
        const QList<Account> former = closeOverdueSwitches(store, writer);
        if (!former.isEmpty())
            writing.answer(guard, [this, former] { forgetPasswords(former); });
    });
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
    m_parts.writing.post([this, &writing = m_parts.writing, guard = QPointer<QObject>(this),
                          account, &store = m_parts.store](MailWriter &writer) {
        const QList<Account> former = closeSwitch(store, writer, account);
        writing.answer(guard, [this, account, former] {
            forgetPasswords(former);
            Q_EMIT closed(account);
        });
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
            job->activity.problem = Job::offline();
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

} // namespace Turnstone
