// SPDX-License-Identifier: MIT
// Folders that another client renamed: they stay what they are, under another name.
#include "store/foldernames.h"
#include "store/writerstate.h"

#include <algorithm>

namespace Turnstone {

void MailWriter::foldersFollowed(IncomingServerId server, const QList<FollowedFolder> &followed)
{
    const AccountId account(
        m_db->integer("SELECT account FROM incoming_server WHERE id = ?", server));
    QHash<RemoteFolderId, const SeenFolder *> seen;
    QSet<QByteArray> paths;
    for (const FollowedFolder &folder : followed) {
        seen.insert(folder.id, &folder.seen);
        paths.insert(folder.seen.path);
    }
    struct Moving {
        FolderId folder;
        QString from, to;
    };
    QList<Moving> moving;
    const QList<RemoteFolderRow> rows = remoteFolders(server, true);
    // Two may have swapped their names: none has one before all have given theirs up.
    for (const RemoteFolderRow &row : rows) {
        if (seen.contains(row.id))
            m_db->run("UPDATE remote_folder SET path = ? WHERE id = ?",
                      QByteArray("\x01") + QByteArray::number(row.id.value()), row.id);
        else if (paths.contains(row.path))
            folderVanished(row.id); // another folder has its name now
    }
    for (const RemoteFolderRow &row : rows) {
        const SeenFolder *now = seen.value(row.id);
        if (!now)
            continue;
        m_db->run("UPDATE remote_folder SET path = ?, delimiter = ? WHERE id = ?", now->path,
                  now->delimiter.isNull() ? QString() : QString(now->delimiter), row.id);
        const QString to = storedFolderPath(now->name, now->delimiter, now->path);
        const std::optional<Folder> folder = this->folder(row.folder);
        if (!folder) { // removed by the user, which the server hasn't heard of
            m_db->run("UPDATE operation SET name = ?1, old_name = ?1 WHERE kind = ?2 AND "
                      "destination = ?3",
                      to, int(OperationKind::RemoveFolder), row.folder);
            continue;
        }
        m_db->run("UPDATE operation SET old_name = ? WHERE kind = ? AND destination = ?", to,
                  int(OperationKind::RenameFolder), row.folder);
        if (m_db->changes() == 0 && folder->path != to)
            moving.append({row.folder, folder->path, to});
    }
    for (const Moving &one : std::as_const(moving)) {
        m_db->run("UPDATE folder SET parent = NULL WHERE id = ?", one.folder);
        d->setFolderPath(one.folder, pathOfRemoved(one.folder, one.from));
    }
    // Parents come before what stands below them.
    std::sort(moving.begin(), moving.end(),
              [](const Moving &a, const Moving &b) { return a.to.size() < b.to.size(); });
    for (const Moving &one : std::as_const(moving))
        d->placeFollowed(one.folder, one.from, one.to);
    for (const Moving &one : std::as_const(moving))
        d->dropEmptyParents(account, one.from);
    d->changes.folderTree = d->changes.operations = true;
}

void MailWriter::Private::placeFollowed(FolderId folder, const QString &from, const QString &to)
{
    const AccountId account = accountOf(folder);
    QString free = to;
    for (int i = 2;; ++i) {
        const FolderId other(db.integer("SELECT id FROM folder WHERE account = ? AND path = ? AND "
                                        "id <> ?",
                                        account, free, folder));
        if (!other)
            break;
        // One that was only made to hold others: they are this one's.
        if (db.integer("SELECT 1 FROM folder f WHERE f.id = ?1 AND f.selectable = 0 AND f.role = "
                       "'' AND NOT EXISTS (SELECT 1 FROM remote_folder WHERE folder = ?1) AND NOT "
                       "EXISTS (SELECT 1 FROM placement WHERE folder = ?1)",
                       other)) {
            db.run("UPDATE folder SET parent = ? WHERE parent = ?", folder, other);
            db.run("DELETE FROM folder WHERE id = ?", other);
            break;
        }
        free = QStringLiteral("%1 (%2)").arg(to).arg(i);
    }
    FolderId parent;
    if (const qsizetype slash = free.lastIndexOf(QLatin1Char('/')); slash > 0) {
        const QString above = free.first(slash);
        parent = FolderId(
            db.integer("SELECT id FROM folder WHERE account = ? AND path = ?", account, above));
        if (!parent)
            parent = makeFolder(account, above, FolderRole::None, false);
    }
    db.run("UPDATE folder SET parent = nullif(?, 0) WHERE id = ?", parent, folder);
    setFolderPath(folder, free);
    restateFolderNames(account, from, free);
}

/// What waits to be told of folders names them by their paths.
void MailWriter::Private::restateFolderNames(AccountId account, const QString &from,
                                             const QString &to)
{
    const QString below = from + QLatin1Char('/');
    struct Names {
        OperationId id;
        QString name, oldName;
    };
    QList<Names> changed;
    {
        Statement rows = db.query("SELECT id, name, old_name FROM operation WHERE account = ? AND "
                                  "kind >= 4 AND kind <= 7",
                                  account);
        while (rows.step())
            changed.append({rows.id<OperationId>(0), rows.text(1), rows.text(2)});
    }
    const auto restated = [&](const QString &path) {
        return path == from || path.startsWith(below) ? to + path.mid(from.size()) : path;
    };
    for (const Names &one : std::as_const(changed))
        db.run("UPDATE operation SET name = ?, old_name = ? WHERE id = ?", restated(one.name),
               restated(one.oldName), one.id);
}

/// Levels that stood only for what was below them.
void MailWriter::Private::dropEmptyParents(AccountId account, QString path)
{
    for (;;) {
        const qsizetype slash = path.lastIndexOf(QLatin1Char('/'));
        if (slash <= 0)
            return;
        path.truncate(slash);
        const FolderId above(db.integer(
            "SELECT f.id FROM folder f WHERE f.account = ? AND f.path = ? AND f.selectable = 0 AND "
            "f.role = '' AND NOT EXISTS (SELECT 1 FROM remote_folder WHERE folder = f.id) AND NOT "
            "EXISTS (SELECT 1 FROM operation WHERE destination = f.id OR source = f.id)",
            account, path));
        if (!above || !isFolderEmpty(above))
            return;
        deleteFolder(above);
    }
}

bool MailWriter::holds(RemoteFolderId remoteFolder, const QByteArray &messageId)
{
    return !messageId.isEmpty()
        && m_db->integer("SELECT 1 FROM remote_message b JOIN message m ON m.id = b.message WHERE "
                         "b.remote_folder = ? AND m.message_id = ? LIMIT 1",
                         remoteFolder, messageId);
}

QList<MailWriter::KnownMessage> MailWriter::sample(RemoteFolderId remoteFolder, int count)
{
    QList<KnownMessage> found;
    const qint64 first = m_db->integer(
        "SELECT min(number) FROM remote_message WHERE remote_folder = ?", remoteFolder);
    const qint64 last = m_db->integer(
        "SELECT max(number) FROM remote_message WHERE remote_folder = ?", remoteFolder);
    qint64 from = first;
    for (int i = 0; i < count; ++i) {
        from = qMax(from, first + (last - first) * i / qMax(1, count - 1));
        Statement row = m_db->query(
            "SELECT b.number, b.key, m.fingerprint, m.size FROM remote_message b JOIN message m ON "
            "m.id = b.message WHERE b.remote_folder = ? AND b.number >= ? AND b.number > 0 ORDER "
            "BY b.number LIMIT 1",
            remoteFolder, from);
        if (!row.step())
            break;
        found.append({row.blob(1), row.blob(2), row.integer(3)});
        from = row.integer(0) + 1;
    }
    return found;
}

} // namespace Turnstone
