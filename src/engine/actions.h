// SPDX-License-Identifier: MIT
#pragma once

#include "backend/backendregistry.h"
#include "store/mailwriter.h"

namespace Turnstone {

/// What the account's protocol and its leave-on-server rule let an action of the user do at the
/// server. Known without a connection. Any thread.
ActionTraits actionTraits(const Account &, const BackendRegistry &);

/// The account's Archive folder, made (and queued for the server) where it is missing. In the
/// writer's thread; throws as MailWriter does.
FolderId archiveFolder(MailWriter &, const Account &, const ActionTraits &);

} // namespace Turnstone
