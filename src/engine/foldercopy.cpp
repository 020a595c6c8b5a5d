// SPDX-License-Identifier: MIT
#include "engine/foldercopy.h"

#include "engine/engineprivate.h"

namespace Turnstone {

MailWriter::TraitsOf traitsOfAccounts(MailWriter &writer, const BackendRegistry &registry)
{
    return [&writer, &registry](AccountId id) {
        const auto account = writer.account(id);
        return account ? actionTraits(*account, registry) : ActionTraits();
    };
}

void continueFolderTransfers(MailWriter &writer, const BackendRegistry &registry)
{
    while (writer.continueFolderTransfers(traitsOfAccounts(writer, registry))) { }
}

void copyFolderTree(MailWriter &writer, FolderId source, AccountId destination, FolderId parent,
                    const BackendRegistry &registry)
{
    writer.transferFolder(source, destination, parent, false, traitsOfAccounts(writer, registry));
    continueFolderTransfers(writer, registry);
}

void moveFolderTree(MailWriter &writer, FolderId source, AccountId destination, FolderId parent,
                    const BackendRegistry &registry)
{
    writer.transferFolder(source, destination, parent, true, traitsOfAccounts(writer, registry));
    continueFolderTransfers(writer, registry);
}

void Engine::copyFolder(FolderId source, AccountId account, FolderId parent)
{
    // In one go, so that all of it is one step to be undone.
    d->perform(UndoStep::What::CopyFolder, [this, source, account, parent](MailWriter &writer) {
        d->noteWhatIsToCome(writer, source);
        copyFolderTree(writer, source, account, parent, d->registry);
        d->tellAll(writer, false);
    });
    d->goOnWithFolders();
}

void Engine::moveFolder(FolderId source, AccountId account, FolderId parent)
{
    d->perform(UndoStep::What::MoveFolder, [this, source, account, parent](MailWriter &writer) {
        d->noteWhatIsToCome(writer, source);
        writer.transferFolder(source, account, parent, true, traitsOfAccounts(writer, d->registry));
        d->tellAll(writer, false);
    });
    d->goOnWithFolders();
}

/// What isn't here as a whole has to be fetched before it can go anywhere.
void Engine::Private::noteWhatIsToCome(MailWriter &writer, FolderId source)
{
    const auto top = writer.folder(source);
    if (!top)
        return;
    ListQuery all;
    all.folders = {source};
    const QList<Folder> folders = writer.folders(top->account); // parents come first
    for (const Folder &folder : folders) {
        if (all.folders.contains(folder.parent))
            all.folders.insert(folder.id);
    }
    QList<PlacementId> ids;
    for (const qint64 id : writer.ids(all))
        ids.append(PlacementId(id));
    if (writer.toDownload(ids).messages > 0)
        fetchForTransfers.insert(top->account);
}

/// Step by step, so that what the user does comes in between.
void Engine::Private::goOnWithFolders()
{
    writing.post([this](MailWriter &writer) {
        if (writer.continueFolderTransfers(traitsOfAccounts(writer, registry))) {
            tellAll(writer, false);
            QMetaObject::invokeMethod(
                &engine, [this] { goOnWithFolders(); }, Qt::QueuedConnection);
            return;
        }
        for (const AccountId account : std::exchange(fetchForTransfers, {}))
            tellDownload(account);
    });
}

} // namespace Turnstone
