// SPDX-License-Identifier: MIT
// Folders as the user changes them: the local effect and its operation in one transaction.
#include "store/foldernames.h"
#include "store/writerstate.h"

#include <algorithm>

namespace Turnstone {

FolderId MailWriter::createFolder(AccountId account, const QString &path,
                                  const ActionTraits &traits)
{
    WriteTransaction transaction(*this);
    const FolderId folder = d->createFolder(account, path, traits);
    transaction.commit();
    return folder;
}

FolderId MailWriter::Private::createFolder(AccountId account, const QString &path,
                                           const ActionTraits &traits)
{
    QStringList levels = path.split(QLatin1Char('/'), Qt::SkipEmptyParts);
    if (levels.isEmpty() || path.trimmed().isEmpty())
        throw FolderText::badName();
    if (levels.first().compare(QLatin1String("INBOX"), Qt::CaseInsensitive) == 0)
        levels.first() = QStringLiteral("INBOX");
    for (QString &level : levels)
        level = storedLevel(level);
    const QString stored = levels.join(QLatin1Char('/'));
    if (db.integer("SELECT 1 FROM folder WHERE account = ? AND path = ?", account, stored))
        throw FolderText::nameTaken(stored);
    const qsizetype last = stored.lastIndexOf(QLatin1Char('/'));
    const auto above = last > 0 ? writer.folderByPath(account, stored.first(last)) : std::nullopt;
    if (traits.foldersOnServer && above)
        refuseWithout(FolderRight::MakeBelow, above->id);
    const FolderId folder = makeFolder(account, stored, FolderRole::None, true);
    if (traits.foldersOnServer) {
        NewOperation operation;
        operation.kind = OperationKind::CreateFolder;
        operation.account = account;
        operation.destination = folder;
        operation.name = stored;
        queue(operation, {});
    }
    record({UndoStep::FolderChange::How::Created, folder, account, {}, stored, true});
    return folder;
}

void MailWriter::makeOnServer(FolderId id, const ActionTraits &traits)
{
    WriteTransaction transaction(*this);
    const auto known = folder(id);
    if (!known || !traits.foldersOnServer || known->emptiedUtc != 0 || d->isFolderOnServer(id))
        return;
    Private::NewOperation operation;
    operation.kind = OperationKind::CreateFolder;
    operation.account = known->account;
    operation.destination = id;
    operation.name = known->path;
    d->queue(operation, {});
    transaction.commit();
}

void MailWriter::Private::relocateFolder(const Folder &before, const QString &path, FolderId parent,
                                         const ActionTraits &traits)
{
    if (path == before.path)
        return;
    if (db.integer("SELECT 1 FROM folder WHERE account = ? AND path = ?", before.account, path))
        throw FolderText::nameTaken(path);
    if (traits.foldersOnServer && isFolderOnServer(before.id)) {
        refuseWithout(FolderRight::Remove, before.id);
        if (parent != before.parent)
            refuseWithout(FolderRight::MakeBelow, parent);
    }
    db.run("UPDATE folder SET parent = nullif(?, 0) WHERE id = ?", parent, before.id);
    setFolderPath(before.id, path);
    record(
        {UndoStep::FolderChange::How::Renamed, before.id, before.account, before.path, path, true});
    if (!traits.foldersOnServer || !isFolderOnServer(before.id))
        return;
    // A later change of any folder may rest on this one's name: then each is told in its order.
    const OperationId renamed = neverSent(OperationKind::RenameFolder, before.id);
    if (isLastFolderOperation(renamed)) {
        if (db.integer("SELECT 1 FROM operation WHERE id = ? AND old_name = ?", renamed, path))
            takeOff(renamed);
        else
            db.run("UPDATE operation SET name = ? WHERE id = ?", path, renamed);
        changes.operations = true;
        return;
    }
    const OperationId created = neverSent(OperationKind::CreateFolder, before.id);
    if (isLastFolderOperation(created)) {
        db.run("UPDATE operation SET name = ? WHERE id = ?", path, created);
        changes.operations = true;
        return;
    }
    NewOperation operation;
    operation.kind = OperationKind::RenameFolder;
    operation.account = before.account;
    operation.destination = before.id;
    operation.name = path;
    operation.oldName = before.path;
    queue(operation, {});
}

void MailWriter::renameFolder(FolderId id, const QString &newName, const ActionTraits &traits)
{
    WriteTransaction transaction(*this);
    const std::optional<Folder> before = folder(id);
    if (!before)
        throw FolderText::gone();
    if (before->role == FolderRole::Inbox)
        throw FolderText::hasRole(before->name);
    if (newName.trimmed().isEmpty())
        throw FolderText::badName();
    const QString path =
        before->path.first(before->path.lastIndexOf(QLatin1Char('/')) + 1) + storedLevel(newName);
    d->relocateFolder(*before, path, before->parent, traits);
    transaction.commit();
}

void MailWriter::moveFolder(FolderId id, FolderId newParent, const ActionTraits &traits)
{
    WriteTransaction transaction(*this);
    const std::optional<Folder> before = folder(id);
    const std::optional<Folder> parent = newParent ? folder(newParent) : std::nullopt;
    if (!before || (newParent && !parent))
        throw FolderText::gone();
    if (before->role == FolderRole::Inbox)
        throw FolderText::hasRole(before->name);
    if (parent
        && (parent->account != before->account || parent->id == id
            || parent->path.startsWith(before->path + QLatin1Char('/'))))
        throw FolderText::badParent(before->name);
    const QString level = before->path.mid(before->path.lastIndexOf(QLatin1Char('/')) + 1);
    d->relocateFolder(*before, parent ? parent->path + QLatin1Char('/') + level : level, newParent,
                      traits);
    transaction.commit();
}

/// A folder that the server never heard of, and that holds nothing, goes without a word.
bool MailWriter::Private::forgetUnsentFolder(FolderId folder)
{
    if (!neverSent(OperationKind::CreateFolder, folder)
        || db.integer("SELECT 1 FROM remote_folder WHERE folder = ?", folder)
        || db.integer("SELECT 1 FROM placement WHERE folder = ?", folder)
        || db.integer("SELECT 1 FROM folder WHERE parent = ?", folder)
        || db.integer("SELECT 1 FROM operation WHERE ?1 IN (source, destination) AND (kind < 4 OR "
                      "kind > 7 OR state <> 0 OR attempts > 0)",
                      folder))
        return false;
    db.run("DELETE FROM operation WHERE kind >= 4 AND kind <= 7 AND destination = ?", folder);
    changes.operations = true;
    deleteFolder(folder);
    return true;
}

void MailWriter::removeFolder(FolderId id, bool withMessages, const ActionTraits &traits)
{
    WriteTransaction transaction(*this);
    d->removeFolder(id, withMessages, traits);
    transaction.commit();
}

/// The folder and those below that are shown, parents first.
QList<FolderId> MailWriter::Private::treeOf(FolderId folder)
{
    QList<FolderId> tree{folder};
    for (qsizetype i = 0; i < tree.size(); ++i) {
        Statement children =
            db.query("SELECT id FROM folder WHERE parent = ? AND removed = 0", tree.at(i));
        while (children.step())
            tree.append(children.id<FolderId>(0));
    }
    return tree;
}

void MailWriter::Private::removeFolder(FolderId id, bool withMessages, const ActionTraits &traits)
{
    const std::optional<Folder> before = writer.folder(id);
    if (!before)
        throw FolderText::gone();
    if (before->role != FolderRole::None)
        throw FolderText::hasRole(before->name);
    if (!withMessages && !isFolderEmpty(id))
        throw FolderText::notEmpty(before->name);

    // The deepest first, as a server wants them removed.
    QList<FolderId> tree = treeOf(id);
    std::reverse(tree.begin(), tree.end());
    for (const FolderId each : std::as_const(tree)) {
        const std::optional<Folder> one = writer.folder(each);
        if (one->role != FolderRole::None)
            throw FolderText::hasRole(one->name);
        if (traits.foldersOnServer && isFolderOnServer(each))
            refuseWithout(FolderRight::Remove, each);
        const bool empty = !db.integer("SELECT 1 FROM placement WHERE folder = ?", each);
        const UndoStep::FolderChange change{UndoStep::FolderChange::How::Removed,
                                            each,
                                            before->account,
                                            one->path,
                                            {},
                                            one->subscribed};
        if (forgetUnsentFolder(each)) {
            record(change);
            continue;
        }
        const bool onServer = traits.foldersOnServer && isFolderOnServer(each);
        if (!onServer && (empty || !recording)
            && !db.integer("SELECT 1 FROM folder WHERE parent = ?", each)) {
            deleteFolder(each);
            record(change);
            continue;
        }
        // Out of sight at once; what it holds is kept until the server has confirmed, or it can't
        // be undone any more.
        db.run("UPDATE folder SET removed = 1, path = ? WHERE id = ?",
               pathOfRemoved(each, one->path), each);
        Private::NewOperation operation;
        operation.kind = OperationKind::RemoveFolder;
        operation.account = before->account;
        operation.destination = each;
        operation.name = one->path;
        operation.oldName = one->path;
        operation.notBefore = graceEnd();
        queue(operation, {});
        record(change);
        changes.folderTree = true;
        changes.folders.insert(each);
    }
}

void MailWriter::setSubscribed(FolderId id, bool subscribed, const ActionTraits &traits)
{
    WriteTransaction transaction(*this);
    const std::optional<Folder> before = folder(id);
    if (!before)
        throw FolderText::gone();
    if (before->subscribed != subscribed) {
        m_db->run("UPDATE folder SET subscribed = ? WHERE id = ?", subscribed, id);
        d->record({UndoStep::FolderChange::How::Subscription, id, before->account, before->path,
                   before->path, before->subscribed});
        if (const OperationId opposite = d->neverSent(OperationKind::Subscribe, id)) {
            d->takeOff(opposite);
        } else if (traits.foldersOnServer && d->isFolderOnServer(id)) {
            Private::NewOperation operation;
            operation.kind = OperationKind::Subscribe;
            operation.account = before->account;
            operation.destination = id;
            operation.name = before->path;
            operation.subscribe = subscribed;
            d->queue(operation, {});
        }
        d->changes.folderTree = true;
    }
    transaction.commit();
}

} // namespace Turnstone
