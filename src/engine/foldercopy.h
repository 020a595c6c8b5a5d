// SPDX-License-Identifier: MIT
#pragma once

#include "store/mailwriter.h"

namespace Turnstone {

class BackendRegistry;

/// What each account's server lets be done; for the functions of MailWriter that concern two. The
/// writer and the registry are used when it is called.
MailWriter::TraitsOf traitsOfAccounts(MailWriter &, const BackendRegistry &);

/// Goes on with folders on their way to other accounts, as far as that can be done now. In the
/// writer's thread; throws as MailWriter::continueFolderTransfers.
void continueFolderTransfers(MailWriter &, const BackendRegistry &);

/// Makes a folder, those below it and what they hold once more in another account, under `parent`
/// (none: at the top). The originals stay. Names that are taken get a number. In the writer's
/// thread; throws as MailWriter does, and then nothing was made.
void copyFolderTree(MailWriter &, FolderId source, AccountId destination, FolderId parent,
                    const BackendRegistry &);
/// The same, and the originals go once all has arrived.
void moveFolderTree(MailWriter &, FolderId source, AccountId destination, FolderId parent,
                    const BackendRegistry &);

} // namespace Turnstone
