// SPDX-License-Identifier: MIT
#pragma once

#include "backend/backendregistry.h"
#include "store/mailwriter.h"

namespace Turnstone {

/// What the account's protocol and its leave-on-server rule let an action of the user do at the
/// server. Known without a connection. Any thread.
ActionTraits actionTraits(const Account &, const BackendRegistry &);

/// Whether the user's deletions reach the server: where folders are the server's, and elsewhere by
/// the account's rule.
bool deletesOnServer(const Account &, const BackendTraits &);

/// The account's Archive folder, made (and queued for the server) where it is missing. In the
/// writer's thread; throws as MailWriter does.
FolderId archiveFolder(MailWriter &, const Account &, const ActionTraits &);

/// The same for sent mail.
FolderId sentFolder(MailWriter &, const Account &, const ActionTraits &);

/// The same for drafts.
FolderId draftsFolder(MailWriter &, const Account &, const ActionTraits &);

/// Moves messages of one account to its Junk folder, made where it is missing, or back to the
/// Inbox, with the keywords that train a filter ($Junk, $NotJunk).
QList<OperationId> markJunk(MailWriter &, const Account &, const QList<PlacementId> &, bool isJunk,
                            const ActionTraits &);

/// Deletes for good what is in a folder.
QList<OperationId> emptyOut(MailWriter &, FolderId, const ActionTraits &);

} // namespace Turnstone
