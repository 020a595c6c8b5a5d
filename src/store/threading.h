// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "mail/envelope.h"

#include <QList>

namespace Turnstone {

class Database;

/// The thread of a message within its account, by Message-ID, References and In-Reply-To (RFC 5322
/// 3.6.4). Threads that this message joins become one; the work grows with the ids it names, not
/// with the threads. Within a transaction. `merged` is set where threads of other messages changed.
qint64 assignThread(Database &, AccountId, MessageId, const Envelope &, bool *merged);

struct Threaded {
    MessageId message;
    const Envelope *envelope = nullptr;
    qint64 thread = 0; ///< the answer
};
/// The same of several messages, one after the other.
void assignThreads(Database &, AccountId, QList<Threaded> &messages, bool *merged);

} // namespace Turnstone
