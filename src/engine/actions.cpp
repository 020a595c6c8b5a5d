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
    result.deleteOnServer = deletesOnServer(account, entry->traits);
    return result;
}

bool deletesOnServer(const Account &account, const BackendTraits &traits)
{
    const auto rule = account.incoming.leaveOnServer.rule;
    return traits.foldersOnServer || rule == LeaveOnServer::Rule::UntilDeleted
        || rule == LeaveOnServer::Rule::UntilMoved || rule == LeaveOnServer::Rule::No;
}

namespace {
// The name goes to the server, where other programs look for this word.
FolderId folderFor(FolderRole role, const QString &name, MailWriter &writer, const Account &account,
                   const ActionTraits &traits)
{
    auto folder = writer.folderByRole(account.id, role);
    if (folder && folder->onServer)
        return folder->id;
    // Where folders are labels, archived is what has none but the one that all mail has.
    const auto all = role == FolderRole::Archive ? writer.folderByRole(account.id, FolderRole::All)
                                                 : std::nullopt;
    if (all && writer.foldersAreLabels(account.id))
        return all->id;
    if (!folder)
        folder = writer.folderByPath(account.id, name);
    if (!folder)
        return writer.createFolder(account.id, name, traits);
    // From a time when the account's folders were this computer's.
    writer.makeOnServer(folder->id, traits);
    return folder->id;
}
} // namespace

FolderId archiveFolder(MailWriter &writer, const Account &account, const ActionTraits &traits)
{
    return folderFor(FolderRole::Archive, QStringLiteral("Archive"), writer, account, traits);
}

FolderId sentFolder(MailWriter &writer, const Account &account, const ActionTraits &traits)
{
    return folderFor(FolderRole::Sent, QStringLiteral("Sent"), writer, account, traits);
}

FolderId draftsFolder(MailWriter &writer, const Account &account, const ActionTraits &traits)
{
    return folderFor(FolderRole::Drafts, QStringLiteral("Drafts"), writer, account, traits);
}

QList<OperationId> markJunk(MailWriter &writer, const Account &account,
                            const QList<PlacementId> &placements, bool isJunk,
                            const ActionTraits &traits)
{
    FlagChange change;
    change.add = isJunk ? Flag::Junk : Flag::NotJunk;
    change.remove = isJunk ? Flag::NotJunk : Flag::Junk;
    const FolderId destination = isJunk
        ? folderFor(FolderRole::Junk, QStringLiteral("Junk"), writer, account, traits)
        : folderFor(FolderRole::Inbox, QStringLiteral("INBOX"), writer, account, traits);
    return writer.setFlags(placements, change, traits)
        + writer.move(placements, destination, traits);
}

QList<OperationId> emptyOut(MailWriter &writer, FolderId folder, const ActionTraits &traits)
{
    ListQuery query;
    query.folders = {folder};
    QList<PlacementId> all;
    for (const qint64 id : writer.ids(query))
        all.append(PlacementId(id));
    return writer.remove(all, true, traits);
}

} // namespace Turnstone
