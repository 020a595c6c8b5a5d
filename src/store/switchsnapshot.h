// SPDX-License-Identifier: MIT
#pragma once

#include "store/store.h"

#include <functional>

namespace Turnstone {

struct RestoredSnapshot {
    qint64 messages = 0; ///< placements
    qint64 damaged = 0; ///< contents whose bytes aren't what was written
};

/// Makes a profile of its own in `directory` (as ProfilePaths::forDirectory has it) of the copy
/// that SwitchReader::writeSnapshot wrote: that one account as it was then, and nothing of other
/// accounts. The profile it is of isn't touched, so nothing that came since is lost. So that two
/// profiles of one mailbox do each other no harm, the copy has no change of protocol that could go
/// on, sends nothing that was waiting to be sent, and deletes nothing at its server by itself.
/// `mayGoOn` is asked between pieces and may throw; what was begun is removed then. Throws Space
/// where it doesn't fit, Permission where `directory` can't be written. Any thread.
RestoredSnapshot restoreSnapshot(const QString &snapshot, AccountId, const QString &directory,
                                 const Clock &, const std::function<void()> &mayGoOn = {});

} // namespace Turnstone
