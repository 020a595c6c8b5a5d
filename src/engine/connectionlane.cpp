// SPDX-License-Identifier: MIT
#include "engine/connectionlane.h"

#include "net/wait.h"

namespace Turnstone {

namespace {
// Servers end an idle connection after 30 minutes or later (RFC 9051 5.4); ours goes before.
constexpr qint64 keptIdleMs = 12 * 60 * 1000;
} // namespace

ConnectionLane::ConnectionLane(const QString &name, Setup setup, QObject *parent)
    : QObject(parent)
    , m_setup(std::move(setup))
    , m_thread(name, [this](Wakeup &wakeup) { run(wakeup); })
{
    connect(&m_thread, &ConnectionThread::failed, this,
            [this](const MailError &error) { m_error = error; });
    connect(&m_thread, &QThread::finished, this, [this] {
        m_ending = true;
        Q_EMIT ended(m_error);
    });
    m_thread.start();
}

ConnectionLane::~ConnectionLane() = default;

void ConnectionLane::post(Job job)
{
    m_jobs.push(std::move(job));
    m_thread.wakeup().wake();
}

int ConnectionLane::postUrgent(Job job, Urgency urgency)
{
    const int ticket = m_urgent.push(std::move(job), int(urgency), urgency == Urgency::Shown);
    m_thread.wakeup().wake();
    return ticket;
}

void ConnectionLane::cancel()
{
    m_ending = true;
    m_thread.cancel();
}

void ConnectionLane::runUrgent(Context &context)
{
    while (auto job = m_urgent.take(int(Urgency::Awaited)))
        (*job)(context);
}

void ConnectionLane::run(Wakeup &wakeup)
{
    MailWriter writer(*m_setup.store);
    Session session(*m_setup.registry, m_setup.certificates, m_setup.account, m_setup.password,
                    wakeup);
    session.setMetered(m_setup.isMetered);
    Context context{wakeup, writer, session, false, {}};
    for (bool idle = false;;) {
        wakeup.throwIfCancelled();
        runUrgent(context);
        if (auto job = m_jobs.take()) {
            (*job)(context);
            idle = true;
            continue;
        }
        if (auto job = m_urgent.take(int(Urgency::Ahead))) {
            (*job)(context);
            continue;
        }
        if (idle && session.isOpen() && context.meanwhile) {
            idle = context.meanwhile(context);
            continue;
        }
        if (!waitForWake(wakeup, session.isOpen() ? keptIdleMs : -1))
            session.closeQuietly();
    }
}

} // namespace Turnstone
