// SPDX-License-Identifier: MIT
#pragma once

#include "mail/folderrole.h"

#include <QString>

namespace Turnstone {

/// What a folder's last level suggests that it is for, where the server doesn't say (no
/// SPECIAL-USE): the names that mail programs and providers give to special folders, in some forty
/// languages. `rank` orders names of one role: where a server has both "Sent" and "Sent Messages",
/// the lower one is meant.
struct SuggestedRole {
    FolderRole role = FolderRole::None;
    int rank = 0;
};
SuggestedRole suggestedRole(const QString &name);

} // namespace Turnstone
