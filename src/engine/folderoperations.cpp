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
    const auto folder = m_writer.folder(operation.destination);
    if (!folders || !folder || remoteFolder(operation.destination))
        return Outcome::Done; // gone meanwhile, or found on the server already
    QChar delimiter;
    MailWriter::SeenFolder seen;
    seen.name = serverName(folder->path, &delimiter);
    seen.delimiter = delimiter;
    try {
        seen.path = folders->create(seen.name, folder->role);
    } catch (const MailError &error) {
        if (error.scope == ErrorScope::Session || error.scope == ErrorScope::Account)
            throw;
        // Made before a crash, or by another program: then it is there.
        const QList<RemoteFolder> listed = m_backend.folders();
        for (const RemoteFolder &other : listed) {
            if (other.name == seen.name)
                seen.path = other.path;
        }
        if (seen.path.isEmpty())
            throw;
    }
    WriteTransaction transaction(m_writer);
    m_writer.foldersSeen(m_account.incoming.id, {seen});
    transaction.commit();
    return Outcome::Done;
}

OperationReplay::Outcome OperationReplay::renameFolder(const Operation &operation)
{
    FolderSupport *folders = m_backend.folderChanges();
    const auto row = remoteFolder(operation.destination);
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
    // The list tells the new path, also of the folders below; and after a crash, that it was done.
    const QList<RemoteFolder> listed = m_backend.folders();
    const bool there = std::any_of(listed.cbegin(), listed.cend(),
                                   [&](const RemoteFolder &other) { return other.name == name; });
    if (refused && !there)
        throw *refused;
    QList<MailWriter::SeenFolder> seen;
    // A server may have put a prefix before the name; it is the folder that was renamed all the
    // same.
    for (const RemoteFolder &folder : listed)
        seen.append({folder.path, folder.path == path ? name : folder.name, folder.delimiter,
                     folder.role, folder.selectable});
    WriteTransaction transaction(m_writer);
    m_writer.foldersSeen(m_account.incoming.id, seen);
    transaction.commit();
    return Outcome::Done;
}

OperationReplay::Outcome OperationReplay::removeFolder(const Operation &operation)
{
    FolderSupport *folders = m_backend.folderChanges();
    if (!folders)
        return Outcome::Done;
    QChar delimiter;
    const QString name = serverName(operation.name, &delimiter);
    // Folders below it have operations of their own, before this one; others that came meanwhile
    // are not the user's to lose by it.
    const QList<RemoteFolder> listed = m_backend.folders();
    const auto there = std::find_if(listed.cbegin(), listed.cend(),
                                    [&](const auto &other) { return other.name == name; });
    if (there == listed.cend() || !there->selectable)
        return Outcome::Done;
    const auto known = remoteFolder(operation.destination, true);
    const bool asRead = known && there->uidValidity == known->uidValidity
        && there->uidNext.value_or(0) <= known->uidNext;
    if (there->messages.value_or(0) > 0 && !asRead)
        throw impossible(tr("There is mail in this folder on the server that wasn't here when you "
                            "removed it, so it stays. Discard the change to see it."));
    folders->remove(there->path);
    return Outcome::Done;
}

} // namespace Turnstone
