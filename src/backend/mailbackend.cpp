// SPDX-License-Identifier: MIT
#include "backend/mailbackend.h"

namespace Turnstone {

/// For a server that takes one after the other.
void FolderSupport::appendAll(const QByteArray &folder, AppendBatch &batch)
{
    int number = 0;
    while (const std::optional<AppendItem> item = batch.next()) {
        std::optional<RemoteKey> key;
        std::optional<MailError> refusal;
        try {
            key = append(folder, item->message, item->flags, item->receivedUtc);
        } catch (const MailError &error) {
            if (error.scope == ErrorScope::Session || error.scope == ErrorScope::Account)
                throw;
            refusal = error;
        }
        if (refusal)
            batch.refused(number, *refusal);
        else
            batch.appended(number, key);
        ++number;
    }
}

} // namespace Turnstone
