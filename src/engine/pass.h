// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"

namespace Turnstone {

/// The engine without its threads: what the workers run, for a program without a window and for
/// tests. Every function blocks the calling thread, whose local event loop serves the connection,
/// so nothing else should live there; `Wakeup::cancel` ends them in milliseconds from any thread.
struct PassContext {
    Store &store;
    const BackendRegistry &registry;
    CertificatePolicy certificates; ///< pins from Preferences; the account's caFile is added
    Wakeup &wakeup;
    /// For `fetchNow`, as PassOptions::isMetered.
    std::function<bool()> isMetered = {};
    /// For what sends: who has a message is in the address book from then on
    /// (Pref::collectAddresses).
    bool collectsRecipients = false;
};

enum class PassExtent {
    Everything,
    Folders, ///< the user's operations, and the folders named
    Operations ///< the user's operations
};

struct PassOptions {
    PassExtent extent = PassExtent::Everything;
    /// Also folders of which STATUS says that nothing changed.
    bool full = false;
    /// Also deletions that wait only so that they can be undone: where nobody can any more.
    bool sendAtOnce = false;
    /// With PassExtent::Folders: these, in this order.
    QList<FolderId> folders;
    /// Synchronised first; none: the Inbox.
    FolderId first;
    /// The first folder's newest messages come before the list of folders: a start shows mail as
    /// soon as it can.
    bool firstAtOnce = false;
    /// Whether something waits for the connection that shouldn't wait for the end of a large
    /// folder.
    std::function<bool()> somethingWaits;
    /// Asked between folders where the user may open another meanwhile; then that one is next.
    std::function<FolderId()> currentFirst;
    /// Progress for people; in the calling thread.
    std::function<void(const AccountState &)> progress;
    /// As Engine::newMail; in the calling thread.
    std::function<void(const QList<PlacementId> &)> newMail;
    /// Asked between steps of a long pass: what has come up meanwhile and shouldn't wait for its
    /// end.
    struct Meanwhile {
        bool operations = false; ///< the user changed something
        QList<FolderId> folders; ///< that have news, or were opened
    };
    std::function<Meanwhile()> meanwhile;
    /// Whether bytes are paid for now (Connectivity::isMetered); in the calling thread. Absent: no.
    std::function<bool()> isMetered;
    /// The user has just asked for a download: it is fetched on a metered network too.
    bool downloads = false;
    /// Called between steps while the connection is free: what the user waits for may be served by
    /// it (a protocol that allows one connection only). Throws as MailBackend does.
    std::function<void(MailBackend &)> betweenSteps;
};

/// One whole pass: operations the user queued, then folders, messages and contents, then what the
/// leave-on-server rule says. Never throws but Cancelled: a failure is `SyncSummary::error`, and
/// what was done before it stays done and counted.
SyncSummary runPass(const PassContext &, const Account &, const Secret &password,
                    const PassOptions &options = {});

class Session;
/// The same over a connection that is kept for the next pass where the protocol lets it.
SyncSummary runPassOn(Session &, MailWriter &, const PassContext &, const Account &,
                      const PassOptions &);

/// Brings a part of one message here over a connection of its own. Returns at once where it is here
/// already. Throws MailError or Cancelled.
void fetchNow(const PassContext &, const Account &, const Secret &password, PlacementId,
              const PartSelection &);

/// What SyncSummary::takenElsewhere has to tell, for people.
QString takenElsewhereText(const SyncSummary &);
/// The `detail` of the account's problem that says so, by which the window knows it.
inline constexpr QLatin1String takenElsewhereMark("TAKEN-ELSEWHERE");

/// Connects with what a user typed and disconnects; keeps nothing. Throws Cancelled only.
CheckResult checkAccount(const BackendRegistry &, const CertificatePolicy &, const Account &,
                         const Secret &password, Wakeup &);

} // namespace Turnstone
