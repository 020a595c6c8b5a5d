// SPDX-License-Identifier: MIT
#pragma once

#include "store/mailwriter.h"

namespace Turnstone {

/// A message that was made on this computer, before its row is written.
struct WholeMessage {
    MessageId id;
    ContentWriter::Stored stored;
    IncomingMessage row; ///< without flags; received now
};

/// Stores its content, whose row may follow in a transaction of the mail database. What is never
/// followed by one is found by the next check of the store. Throws MailError (Space).
WholeMessage storeWhole(MailWriter &, Store &, AccountId, QByteArrayView message);

} // namespace Turnstone
