// SPDX-License-Identifier: MIT
#include "mail/folderrole.h"

#include <array>

namespace Turnstone {

namespace {
struct Names {
    FolderRole role;
    QLatin1String word;
    QLatin1String specialUse;
};
constexpr std::array<Names, 8> roleNames{{
    {FolderRole::Inbox, QLatin1String("inbox"), QLatin1String("\\Inbox")},
    {FolderRole::Drafts, QLatin1String("drafts"), QLatin1String("\\Drafts")},
    {FolderRole::Sent, QLatin1String("sent"), QLatin1String("\\Sent")},
    {FolderRole::Archive, QLatin1String("archive"), QLatin1String("\\Archive")},
    {FolderRole::Junk, QLatin1String("junk"), QLatin1String("\\Junk")},
    {FolderRole::Trash, QLatin1String("trash"), QLatin1String("\\Trash")},
    {FolderRole::All, QLatin1String("all"), QLatin1String("\\All")},
    {FolderRole::Flagged, QLatin1String("flagged"), QLatin1String("\\Flagged")},
}};
} // namespace

QString toString(FolderRole role)
{
    for (const Names &names : roleNames) {
        if (names.role == role)
            return names.word;
    }
    return {};
}

FolderRole folderRoleFromString(const QString &word)
{
    for (const Names &names : roleNames) {
        if (word == names.word)
            return names.role;
    }
    return FolderRole::None;
}

FolderRole folderRoleFromSpecialUse(const QString &attribute)
{
    for (const Names &names : roleNames) {
        if (attribute.compare(names.specialUse, Qt::CaseInsensitive) == 0)
            return names.role;
    }
    return FolderRole::None;
}

} // namespace Turnstone
