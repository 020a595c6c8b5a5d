// SPDX-License-Identifier: MIT
#include "engine/actions.h"

namespace Turnstone {

ActionTraits actionTraits(const Account &account, const BackendRegistry &registry)
{
    ActionTraits result;
    const BackendRegistry::Entry *entry = registry.find(account.incoming.protocol);
    if (!entry)
        return result;
    result.flagsOnServer = entry->traits.flagsOnServer;
    result.foldersOnServer = entry->traits.foldersOnServer;
    // Where folders are the server's, so is deleting; elsewhere the user's rule decides.
    const auto rule = account.incoming.leaveOnServer.rule;
    result.deleteOnServer = entry->traits.foldersOnServer
        || rule == LeaveOnServer::Rule::UntilDeleted || rule == LeaveOnServer::Rule::No;
    return result;
}

FolderId archiveFolder(MailWriter &writer, const Account &account, const ActionTraits &traits)
{
    if (const auto folder = writer.folderByRole(account.id, FolderRole::Archive))
        return folder->id;
    // Where folders are labels, archived is what has none but the one that all mail has.
    const auto all = writer.folderByRole(account.id, FolderRole::All);
    if (all && writer.foldersAreLabels(account.id))
        return all->id;
    // The name goes to the server, where other programs look for this word.
    const QString name = QStringLiteral("Archive");
    if (const auto folder = writer.folderByPath(account.id, name))
        return folder->id;
    return writer.createFolder(account.id, name, traits);
}

} // namespace Turnstone
