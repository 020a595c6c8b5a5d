// SPDX-License-Identifier: MIT
#pragma once

#include "engine/connectionlane.h"
#include "engine/pushrhythm.h"

namespace Turnstone {

/// Listens for what other clients and the world do to an account, in the thread of one of its
/// lanes: over a connection of its own, or over the one that synchronises while that has nothing
/// else to do.
class PushLoop {
public:
    /// What it asks and tells; called in the lane's thread. `rhythm` outlives the loop.
    struct Hooks {
        std::function<FolderId()> openFolder;
        std::function<void(const QList<FolderId> &)> foldersChanged;
        /// Folders came, went or were renamed, or anything may have changed.
        std::function<void()> everythingChanged;
        std::function<void()> unsupported;
        /// The connection could not be made, or was lost.
        std::function<void(const MailError &)> failed;
        PushRhythm *rhythm = nullptr;
    };
    PushLoop(AccountId account, IncomingServerId server, Hooks hooks);

    /// Over a connection of its own, for as long as the lane lives or until that makes no sense.
    void run(ConnectionLane::Context &);
    /// Once, over a connection that has other work: ends when it is woken, or has told something.
    /// False where the connection was lost or can't listen.
    bool listenMeanwhile(ConnectionLane::Context &);

private:
    PushNews listen(ConnectionLane::Context &, PushSupport &, const ListenOptions &);
    QList<SeenFolder> seen(MailWriter &);
    void tell(MailWriter &, const PushNews &);

    AccountId m_account;
    IncomingServerId m_server;
    Hooks m_hooks;
    FolderId m_shunned; ///< can't be listened to: the Inbox is instead
};

} // namespace Turnstone
