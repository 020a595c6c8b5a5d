// SPDX-License-Identifier: MIT
#pragma once

#include "engine/protocolswitches.h"
#include "net/connectionthread.h"

namespace Turnstone {

/// One account's change of protocol: what runs, or ran last. Main thread, but for `result`.
struct ProtocolSwitches::Job {
    int serial = 0;
    SwitchActivity activity;
    SwitchPasswords passwords;
    IncomingServer to; ///< Preview
    bool sameMailbox = false;
    Account account; ///< as it was when this began
    IncomingServer other; ///< the server that isn't in use
    bool typed = false; ///< the other server's password was
    /// By what a password for sending may have to be kept (keptForSending), and how many are.
    QList<Account> forSending;
    qsizetype keptForSending = 0;
    bool givesUp = false; ///< Undo, before the commit
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

    /// Begins once more when so many have gone by; `again` fires then.
    void tryAgainIn(qint64 seconds);
    /// What is told while there is no network.
    static MailError offline();
};

} // namespace Turnstone
