// SPDX-License-Identifier: MIT
#pragma once

#include "store/mailwriter.h"

namespace Turnstone {

class BackendRegistry;

/// A change that a server hasn't confirmed, as a person sees it: an operation, or a folder that
/// moves to another account, whatever that takes, until it goes from where it was.
struct PendingChange {
    /// Of a folder that moves: none of the queue, but what is to be told of all that it takes,
    /// under the number by which the move is named.
    Operation operation;
    std::optional<MailReader::FolderMove> folderMove;
    QString what, takesBack;
};

/// The oldest first, and no more than `limit` (-1: all). Reads the store as OperationText does.
QList<PendingChange> pendingChanges(MailReader &, qsizetype limit);

/// All that it takes is tried again at once. Which accounts have something to send then.
QSet<AccountId> retryChange(MailWriter &, OperationId);
/// As MailWriter::discardOperation, or discardFolderMove.
void discardChange(MailWriter &, OperationId, const BackendRegistry &);

} // namespace Turnstone
