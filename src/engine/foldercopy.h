// SPDX-License-Identifier: MIT
#pragma once

#include "store/mailwriter.h"

namespace Turnstone {

/// Makes a folder, those below it and what they hold once more in another account, under `parent`
/// (none: at the top). The originals stay. Names that are taken get a number. In the writer's
/// thread; throws as MailWriter does, and then nothing was made.
void copyFolderTree(MailWriter &, FolderId source, AccountId destination, FolderId parent,
                    const ActionTraits &destinationTraits);

} // namespace Turnstone
