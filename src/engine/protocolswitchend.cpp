// SPDX-License-Identifier: MIT
// How a change of protocol ends: what is told of it, and when it is tried again.
#include "engine/protocolswitchjob.h"

#include "base/log.h"
#include "engine/accountworker.h"
#include "engine/protocolswitch/protocolswitch.h"
#include "engine/protocolswitch/switchtext.h"
#include "engine/retrypolicy.h"
#include "engine/writingthread.h"
#include "settings/credentialstore.h"
#include "store/switchwriter.h"

#include <QPointer>

namespace Turnstone {

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
        worker->hold(AccountWorker::Hold::None, {});
    // Mostly known already.
    m_parts.writing.post([this, &writing = m_parts.writing, guard = QPointer<QObject>(this), id,
                          serial](MailWriter &writer) {
        if (const auto now = writer.account(id))
            writing.answer(guard, [this, id, serial, now] { adopt(id, serial, *now); });
    });
    if (job->result->done) {
        job->activity.problem.reset();
        job->failures = 0;
        if (job->givesUp)
            forgetGivenUp(*job);
        else if (job->typed)
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

/// Nothing leads back to those servers any more.
void ProtocolSwitches::forgetPasswords(const QList<Account> &former)
{
    for (const Account &account : former) {
        m_known.remove(CredentialStore::keyFor(account));
        m_parts.credentials.remove(account, [] {});
    }
}

/// What was typed for a change that never was; not of a server that an earlier one can lead back
/// to.
void ProtocolSwitches::forgetGivenUp(const Job &job)
{
    forgetPasswords(job.forSending);
    m_parts.writing.post([this, &writing = m_parts.writing, guard = QPointer<QObject>(this),
                          id = job.activity.account](MailWriter &writer) {
        const auto account = writer.account(id);
        const QList<Account> former = account ? leftForGood(writer, *account) : QList<Account>();
        writing.answer(guard, [this, former] { forgetPasswords(former); });
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
        && activity.problem->detail == SwitchText::anotherMailboxMark;
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
        job.tryAgainIn(pause);
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
