// SPDX-License-Identifier: MIT
#pragma once

#include "mail/folderrole.h"

#include <QString>

namespace Turnstone {

/// What a folder's last level suggests that it is for, where the server doesn't say (no
/// SPECIAL-USE): the names that mail programs and providers give to special folders, in several
/// languages.
FolderRole folderRoleFromName(const QString &name);

} // namespace Turnstone
