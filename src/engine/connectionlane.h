// SPDX-License-Identifier: MIT
#pragma once

#include "base/jobqueue.h"
#include "base/rankedqueue.h"
#include "engine/session.h"
#include "net/connectionthread.h"
#include "store/mailwriter.h"

#include <QObject>

namespace Turnstone {

/// A connection thread that does one job after another over a session and a store connection of its
/// own. Made, used and destroyed in the main thread; destroying it cancels and waits
/// (milliseconds).
class ConnectionLane : public QObject {
    Q_OBJECT
public:
    /// What a job may use, in the lane's thread.
    struct Context {
        Wakeup &wakeup;
        MailWriter &writer;
        Session &session;
        /// A pass is using the session: a job between its steps must not drop or close it.
        bool inPass = false;
        /// What the connection does, while it is open, until there is a job; ends when woken.
        /// False: nothing, and then it isn't asked again before the next job.
        std::function<bool(Context &)> meanwhile = {};
    };
    using Job = std::function<void(Context &)>;
    struct Setup {
        Store *store = nullptr;
        const BackendRegistry *registry = nullptr;
        CertificatePolicy certificates;
        Account account;
        Secret password;
        std::function<bool()> isMetered = {}; ///< asked in the lane's thread
    };

    ConnectionLane(const QString &name, Setup setup, QObject *parent = nullptr);
    ~ConnectionLane() override;

    void post(Job job);
    enum class Urgency {
        Shown, ///< what somebody looks at: the last one first
        Awaited, ///< what somebody asked for, in order
        Ahead ///< what somebody may look at next: only once there is nothing else to do
    };
    /// The first two ahead of everything posted, and between the steps of a job that calls
    /// `runUrgent`. Returns a ticket.
    int postUrgent(Job job, Urgency urgency = Urgency::Awaited);
    /// False where it has begun already; else it never does.
    bool withdraw(int ticket) { return m_urgent.withdraw(ticket); }
    void runUrgent(Context &);
    bool hasUrgent() const { return !m_urgent.isEmpty(int(Urgency::Awaited)); }
    void wake() { m_thread.wakeup().wake(); }
    /// Ends it; `ended` tells when. Jobs that didn't begin are dropped.
    void cancel();
    bool isEnding() const { return m_ending; }

Q_SIGNALS:
    /// Once, queued into the main thread. `error` where it did not end by being cancelled.
    void ended(const std::optional<Turnstone::MailError> &error);

private:
    void run(Wakeup &wakeup);

    Setup m_setup;
    JobQueue<Job> m_jobs;
    RankedQueue<Job> m_urgent;
    std::optional<MailError> m_error;
    bool m_ending = false;
    ConnectionThread m_thread; ///< last: it ends before what it uses
};

} // namespace Turnstone
