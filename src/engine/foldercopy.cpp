// SPDX-License-Identifier: MIT
#include "engine/foldercopy.h"

#include "engine/engineprivate.h"

namespace Turnstone {

namespace {

constexpr size_t messagesCopiedAtOnce = 500; // each a transaction of bounded size

/// A path below `above` (empty: the top) that no folder of the account has.
QString freeFolderPath(MailWriter &writer, AccountId account, const QString &above,
                       const QString &level)
{
    const QString wish = above.isEmpty() ? level : above + QLatin1Char('/') + level;
    QString path = wish;
    for (int i = 2; writer.folderByPath(account, path); ++i)
        path = QStringLiteral("%1 (%2)").arg(wish).arg(i);
    return path;
}

void copyMessages(MailWriter &writer, FolderId from, FolderId to, const ActionTraits &traits)
{
    ListQuery all;
    all.folders = {from};
    const std::vector<qint64> found = writer.ids(all);
    for (size_t first = 0; first < found.size(); first += messagesCopiedAtOnce) {
        QList<PlacementId> ids;
        for (size_t i = first; i < qMin(found.size(), first + messagesCopiedAtOnce); ++i)
            ids.append(PlacementId(found[i]));
        writer.copy(ids, to, traits);
    }
}

} // namespace

void copyFolderTree(MailWriter &writer, FolderId source, AccountId destination, FolderId parent,
                    const ActionTraits &traits)
{
    const auto top = writer.folder(source);
    const auto above = writer.folder(parent);
    if (!top)
        return;
    QHash<FolderId, QString> paths; // of the copies, by their originals
    FolderId first;
    const QList<Folder> folders = writer.folders(top->account); // parents come first
    for (const Folder &folder : folders) {
        if (folder.id != source && !paths.contains(folder.parent))
            continue;
        const QString level = folder.path.mid(folder.path.lastIndexOf(QLatin1Char('/')) + 1);
        const QString below =
            folder.id == source ? (above ? above->path : QString()) : paths.value(folder.parent);
        const QString path = freeFolderPath(writer, destination, below, level);
        const FolderId copy = writer.createFolder(destination, path, traits);
        paths.insert(folder.id, path);
        if (!first)
            first = copy;
        try {
            copyMessages(writer, folder.id, copy, traits);
        } catch (const MailError &) {
            // All or nothing: half a tree would look like the whole.
            writer.removeFolder(first, true, traits);
            throw;
        }
    }
}

void Engine::copyFolder(FolderId source, AccountId account, FolderId parent)
{
    d->perform(UndoStep::What::Copy, [this, source, account, parent](MailWriter &writer) {
        copyFolderTree(writer, source, account, parent, d->traitsOf(writer, account));
        d->tellAll(writer, false);
    });
}

} // namespace Turnstone
