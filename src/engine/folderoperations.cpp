// SPDX-License-Identifier: MIT
// Replay of what the user did to folders, and of copies.
#include "engine/operationreplay.h"

#include <algorithm>

namespace Turnstone {

QString OperationReplay::serverName(const QString &path, QChar *delimiter)
{
    // A server has one delimiter for all a user's folders (RFC 3501 6.3.8 allows more; none does).
    *delimiter = QChar();
    const QList<RemoteFolderRow> rows = m_writer.remoteFolders(m_account.incoming.id);
    for (const RemoteFolderRow &row : rows) {
        if (!row.delimiter.isNull())
            *delimiter = row.delimiter;
    }
    QStringList levels = path.split(QLatin1Char('/'));
    if (delimiter->isNull() && levels.size() > 1)
        *delimiter = QLatin1Char('/');
    for (QString &level : levels) {
        level.replace(QLatin1String("%2F"), QLatin1String("/"));
        if (!delimiter->isNull() && level.contains(*delimiter))
            throw impossible(
                tr("The server doesn't allow “%1” in a folder's name.").arg(*delimiter));
    }
    return levels.join(delimiter->isNull() ? QString() : QString(*delimiter));
}

OperationReplay::Outcome OperationReplay::createFolder(const Operation &operation)
{
    FolderSupport *folders = m_backend.folderChanges();
    if (!folders || remoteFolder(operation.destination, true))
        return Outcome::Done; // found on the server already
    // A parent that others renamed would be made again under its old name.
    if (operation.name.contains(QLatin1Char('/')) && !std::exchange(m_followed, true)
        && m_followRenames()) {
        MailError again = impossible({});
        again.retry = RetryClass::Now;
        throw again;
    }
    // By the name it had then: another one since has an operation of its own.
    QChar delimiter;
    const QString name = serverName(operation.name, &delimiter);
    QByteArray path;
    try {
        const auto folder = m_writer.folder(operation.destination);
        path = folders->create(name, folder ? folder->role : FolderRole::None);
    } catch (const MailError &error) {
        if (error.scope == ErrorScope::Session || error.scope == ErrorScope::Account)
            throw;
        // Made before a crash, or by another program: then it is there.
        const QList<RemoteFolder> listed = m_backend.folders();
        for (const RemoteFolder &other : listed) {
            if (other.name == name)
                path = other.path;
        }
        if (path.isEmpty())
            throw;
    }
    WriteTransaction transaction(m_writer);
    m_writer.folderCreated(m_account.incoming.id, operation.destination, path, delimiter);
    transaction.commit();
    return Outcome::Done;
}

OperationReplay::Outcome OperationReplay::renameFolder(const Operation &operation)
{
    FolderSupport *folders = m_backend.folderChanges();
    const auto row = remoteFolder(operation.destination, true); // or removed since
    if (!folders || !row)
        return Outcome::Done; // the server never had it
    QChar delimiter;
    const QString name = serverName(operation.name, &delimiter);
    std::optional<MailError> refused;
    QByteArray path;
    try {
        path = folders->rename(row->path, name);
    } catch (const MailError &error) {
        if (error.scope == ErrorScope::Session || error.scope == ErrorScope::Account)
            throw;
        refused = error;
    }
    // The list tells the new path; and after a crash, that it was done.
    const QList<RemoteFolder> listed = m_backend.folders();
    // A server may have put a prefix before the name; it is the folder that was renamed all the
    // same.
    const auto there = std::find_if(listed.cbegin(), listed.cend(), [&](const RemoteFolder &other) {
        return refused ? other.name == name : other.path == path || other.name == name;
    });
    if (there == listed.cend())
        throw refused.value_or(impossible(tr("The server didn't rename this folder.")));
    // Where it is what is known, it was noted before a crash.
    const bool noted = there->path == row->path;
    if (refused && !noted
        && std::any_of(listed.cbegin(), listed.cend(),
                       [&](const RemoteFolder &other) { return other.path == row->path; }))
        throw *refused; // another folder has that name
    WriteTransaction transaction(m_writer);
    m_writer.folderRenamed(row->id, there->path);
    transaction.commit();
    return Outcome::Done;
}

// Where the answer to a rename was lost, the folder may have its new name. What goes into it, or
// out of it, is sent before the rename where it is older, and would be refused under the old one.
// Once a pass.
void OperationReplay::settleRenames(SyncSummary &summary)
{
    if (std::exchange(m_renamesSettled, true) || !m_backend.folderChanges())
        return;
    QList<Operation> sent = m_writer.operations(m_account.id);
    sent.removeIf([](const Operation &operation) {
        return operation.kind != OperationKind::RenameFolder
            || operation.state != OperationState::Waiting || operation.attempts == 0;
    });
    if (sent.isEmpty())
        return;
    QHash<QString, QByteArray> listed; // by name
    const QList<RemoteFolder> there = m_backend.folders();
    for (const RemoteFolder &folder : there)
        listed.insert(folder.name, folder.path);
    for (const Operation &operation : std::as_const(sent)) {
        const auto row = remoteFolder(operation.destination, true);
        const QByteArray path = row ? listed.value(renamedPath(operation)) : QByteArray();
        const QList<RemoteFolderRow> rows = m_writer.remoteFolders(m_account.incoming.id, true);
        const bool isAnothers = std::any_of(rows.cbegin(), rows.cend(), [&](const auto &other) {
            return other.path == path && other.id != row->id;
        });
        const bool isAsBefore = std::any_of(there.cbegin(), there.cend(), [&](const auto &other) {
            return row && other.path == row->path;
        });
        if (path.isEmpty() || isAnothers || isAsBefore)
            continue; // as any other operation, when its turn comes
        WriteTransaction transaction(m_writer);
        m_writer.folderRenamed(row->id, path);
        transaction.commit();
        m_writer.operationDone(operation.id);
        ++summary.operationsDone;
    }
}

/// What a renamed folder is called at the server; nothing where it can't be called so there.
QString OperationReplay::renamedPath(const Operation &operation)
{
    try {
        QChar delimiter;
        return serverName(operation.name, &delimiter);
    } catch (const MailError &) {
        return {}; // told when the rename is tried
    }
}

/// A copy whose answer was lost isn't where it went: another client may have moved it on. Where
/// keys were given there that stand for nothing any more, all folders are read before it is made
/// again. True where it needn't be, or not yet.
bool OperationReplay::copyHasMovedOn(const Operation &operation, PlacementId copy,
                                     const RemoteFolderRow &destination)
{
    if (!m_writer.copyMayHaveLeft(operation.id, copy, destination))
        return false;
    if (m_foldersRead)
        return m_writer.followCopy(operation.id, copy);
    m_waiting.insert(copy);
    return true;
}

OperationReplay::Outcome OperationReplay::removeFolder(const Operation &operation)
{
    FolderSupport *folders = m_backend.folderChanges();
    if (!folders)
        return Outcome::Done;
    QChar delimiter;
    const QString name = serverName(operation.name, &delimiter);
    const auto known = remoteFolder(operation.destination, true);
    // Folders below it have operations of their own, before this one; others that came meanwhile
    // are not the user's to lose by it.
    const QList<RemoteFolder> listed = m_backend.folders();
    const auto there = std::find_if(listed.cbegin(), listed.cend(), [&](const auto &other) {
        return known ? other.path == known->path : other.name == name;
    });
    if (there == listed.cend() || !there->selectable)
        return Outcome::Done;
    const bool isSame = known && there->uidValidity == known->uidValidity;
    const bool asRead = isSame && there->uidNext.value_or(0) <= known->uidNext;
    const auto foreignMail = [this] {
        return impossible(tr("There is mail in this folder on the server that wasn't here when you "
                             "removed it, so it stays. Discard the change to see it."));
    };
    const bool isFuller = there->messages.value_or(0) > 0 && !asRead;
    if (isFuller && !isSame)
        throw foreignMail();
    const bool isNews = known
        && (!there->highestModSeq || known->highestModSeq == 0
            || *there->highestModSeq > known->highestModSeq);
    if (isFuller || (asRead && isNews && m_writer.marksComeAlong(operation.destination))) {
        m_readFolder(*known);
        const auto now = remoteFolder(operation.destination, true);
        if (!now || now->uidValidity != known->uidValidity
            || now->uidNext < there->uidNext.value_or(0) || m_writer.cameAfter(operation.id))
            throw foreignMail();
    }
    folders->remove(there->path);
    return Outcome::Done;
}

OperationReplay::Outcome OperationReplay::subscribe(const Operation &operation)
{
    FolderSupport *folders = m_backend.folderChanges();
    const auto row = remoteFolder(operation.destination);
    if (folders && row)
        folders->subscribe(row->path, operation.subscribe);
    return Outcome::Done;
}

} // namespace Turnstone
