// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace Turnstone {

/// What a folder is for (RFC 6154 special-use, and the Inbox). The words of `toString` are stored.
enum class FolderRole { None, Inbox, Drafts, Sent, Archive, Junk, Trash, All, Flagged };

/// "inbox", "drafts", … and "" for None.
QString toString(FolderRole);
/// None where the word is unknown.
FolderRole folderRoleFromString(const QString &word);
/// "\Sent", "\Trash", … without case (RFC 6154 2); None for every other attribute.
FolderRole folderRoleFromSpecialUse(const QString &attribute);

} // namespace Turnstone
