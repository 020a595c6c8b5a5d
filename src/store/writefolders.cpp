// SPDX-License-Identifier: MIT
// Folders as the server lists them.
#include "store/foldernames.h"
#include "store/writerstate.h"

#include <QRegularExpression>

namespace Turnstone {

namespace {

const std::string remoteFolderSql =
    "SELECT r.id, r.incoming_server, r.folder, r.path, r.delimiter, r.uidvalidity, r.uidnext, "
    "r.highestmodseq, r.backfill_below, r.mailbox_id FROM remote_folder r JOIN folder f ON f.id = "
    "r.folder ";

RemoteFolderRow remoteFolderOf(const Statement &row)
{
    const QString delimiter = row.text(4);
    return {row.id<RemoteFolderId>(0),
            row.id<IncomingServerId>(1),
            row.id<FolderId>(2),
            row.blob(3),
            delimiter.isEmpty() ? QChar() : delimiter.front(),
            quint32(row.integer(5)),
            quint32(row.integer(6)),
            quint64(row.integer(7)),
            quint32(row.integer(8)),
            row.blob(9)};
}

} // namespace

MailWriter::Private::RemoteFolderInfo MailWriter::Private::remoteFolder(RemoteFolderId id)
{
    Statement row =
        db.query("SELECT r.folder, s.account, s.retired_at IS NULL, s.id FROM remote_folder r "
                 "JOIN incoming_server s ON s.id = r.incoming_server WHERE r.id = ?",
                 id);
    if (!row.step())
        throw FolderText::gone();
    return {row.id<FolderId>(0), row.id<AccountId>(1), row.integer(2) != 0,
            row.id<IncomingServerId>(3)};
}

MailWriter::Private::RemoteFolderInfo MailWriter::Private::currentRemoteFolder(RemoteFolderId id)
{
    const RemoteFolderInfo info = remoteFolder(id);
    if (!info.current)
        throw FolderText::otherServer();
    return info;
}

AccountId MailWriter::Private::accountOf(FolderId folder)
{
    return AccountId(db.integer("SELECT account FROM folder WHERE id = ? AND removed = 0", folder));
}

bool MailWriter::Private::isFolderOnServer(FolderId folder)
{
    return db.integer("SELECT 1 FROM remote_folder r JOIN incoming_server s ON s.id = "
                      "r.incoming_server AND s.retired_at IS NULL WHERE r.folder = ?",
                      folder)
        || db.integer("SELECT 1 FROM operation WHERE kind = ? AND destination = ?",
                      int(OperationKind::CreateFolder), folder);
}

bool MailWriter::Private::isFolderEmpty(FolderId folder)
{
    return !db.integer("SELECT 1 FROM placement WHERE folder = ?", folder)
        && !db.integer("SELECT 1 FROM folder WHERE parent = ?", folder);
}

FolderId MailWriter::Private::makeFolder(AccountId account, const QString &path, FolderRole role,
                                         bool selectable)
{
    FolderId parent;
    const qsizetype slash = path.lastIndexOf(QLatin1Char('/'));
    if (slash > 0) {
        const QString above = path.first(slash);
        parent = FolderId(
            db.integer("SELECT id FROM folder WHERE account = ? AND path = ?", account, above));
        if (!parent)
            parent = makeFolder(account, above, FolderRole::None, false);
    }
    Statement insert =
        db.query("INSERT INTO folder (account, parent, name, path, role, selectable) "
                 "VALUES (?, nullif(?, 0), ?, ?, ?, ?)",
                 account, parent, shownLevel(path), path, toString(role), selectable);
    insert.step();
    changes.folderTree = true;
    return FolderId(db.lastInsertId());
}

void MailWriter::Private::setFolderPath(FolderId folder, const QString &newPath)
{
    QList<std::pair<FolderId, QString>> below;
    {
        Statement children =
            db.query("SELECT id, name FROM folder WHERE parent = ? AND removed = 0", folder);
        while (children.step())
            below.append({children.id<FolderId>(0), children.text(1)});
    }
    db.run("UPDATE folder SET path = ?, name = ? WHERE id = ?", newPath, shownLevel(newPath),
           folder);
    for (const auto &[child, name] : std::as_const(below))
        setFolderPath(child, newPath + QLatin1Char('/') + storedLevel(name));
    changes.folderTree = true;
}

/// With its mail, bindings and the folders below.
void MailWriter::Private::deleteFolder(FolderId folder)
{
    QList<FolderId> below;
    {
        Statement children = db.query("SELECT id FROM folder WHERE parent = ?", folder);
        while (children.step())
            below.append(children.id<FolderId>(0));
    }
    for (const FolderId child : std::as_const(below))
        deleteFolder(child);
    QList<PlacementId> inside, bound;
    {
        Statement rows = db.query("SELECT id FROM placement WHERE folder = ?", folder);
        while (rows.step())
            inside.append(rows.id<PlacementId>(0));
    }
    for (const PlacementId id : std::as_const(inside))
        deletePlacement(*placement(id), false);
    {
        Statement rows =
            db.query("SELECT b.placement FROM remote_message b JOIN remote_folder r ON "
                     "r.id = b.remote_folder WHERE r.folder = ? AND b.placement IS NOT NULL",
                     folder);
        while (rows.step())
            bound.append(rows.id<PlacementId>(0));
    }
    db.run("DELETE FROM remote_message WHERE remote_folder IN (SELECT id FROM remote_folder WHERE "
           "folder = ?)",
           folder);
    for (const std::string_view table : {"lost_key", "removed_key"})
        db.run("DELETE FROM " + std::string(table)
                   + " WHERE remote_folder IN (SELECT id FROM remote_folder WHERE folder = ?)",
               folder);
    db.run("DELETE FROM remote_folder WHERE folder = ?", folder);
    for (const PlacementId id : std::as_const(bound)) {
        const auto left = placement(id);
        if (left && !left->folder)
            deletePlacement(*left, false); // deleted by the user, and now gone with its folder
        else
            refreshBound(id);
    }
    db.run("DELETE FROM expected WHERE folder = ?", folder);
    counters.remove(folder);
    db.run("DELETE FROM folder WHERE id = ?", folder);
    changes.folders.insert(folder);
    changes.folderTree = true;
}

QList<RemoteFolderRow> MailWriter::foldersSeen(IncomingServerId server,
                                               const QList<SeenFolder> &seenFolders)
{
    const AccountId account(
        m_db->integer("SELECT account FROM incoming_server WHERE id = ?", server));
    if (!account)
        throw FolderText::gone();
    QSet<QByteArray> seenPaths;
    for (const SeenFolder &seen : seenFolders)
        seenPaths.insert(seen.path);

    // A binding of that folder at this server; one whose path is no longer listed was renamed
    // there.
    const auto boundPath = [&](FolderId folder) -> std::optional<QByteArray> {
        Statement row =
            m_db->query("SELECT path FROM remote_folder WHERE incoming_server = ? AND folder = ?",
                        server, folder);
        return row.step() ? std::optional(row.blob(0)) : std::nullopt;
    };
    const auto findFolder = [&](const QString &column, const QString &value) {
        return FolderId(m_db->integer("SELECT id FROM folder WHERE removed = 0 AND account = ? AND "
                                          + column.toStdString() + " = ? ORDER BY id",
                                      account, value));
    };

    for (const SeenFolder &seen : seenFolders) {
        const QString path = storedFolderPath(seen.name, seen.delimiter, seen.path);
        FolderId folder(
            m_db->integer("SELECT folder FROM remote_folder WHERE incoming_server = ? AND "
                          "path = ?",
                          server, seen.path));
        if (!folder) {
            const bool inbox = seen.role == FolderRole::Inbox || path == QLatin1String("INBOX");
            folder = findFolder(QStringLiteral("path"), inbox ? QStringLiteral("INBOX") : path);
            std::optional<QByteArray> other = folder ? boundPath(folder) : std::nullopt;
            if (folder && other && !seenPaths.contains(*other)) {
                m_db->run(
                    "UPDATE remote_folder SET path = ?, delimiter = ? WHERE incoming_server = ? "
                    "AND path = ?",
                    seen.path, QString(seen.delimiter), server, *other);
            } else {
                if (!folder && seen.role != FolderRole::None) {
                    folder = findFolder(QStringLiteral("role"), toString(seen.role));
                    other = folder ? boundPath(folder) : std::nullopt;
                }
                if (!folder || other) {
                    QString free = path;
                    for (int i = 2; m_db->integer(
                             "SELECT 1 FROM folder WHERE account = ? AND path = ?", account, free);
                         ++i)
                        free = QStringLiteral("%1 (%2)").arg(path).arg(i);
                    folder = d->makeFolder(account, free, FolderRole::None, seen.selectable);
                }
                m_db->run("INSERT INTO remote_folder (incoming_server, folder, path, delimiter) "
                          "VALUES (?, ?, ?, ?)",
                          server, folder, seen.path,
                          seen.delimiter.isNull() ? QString() : QString(seen.delimiter));
            }
            d->changes.folderTree = true;
        }
        // What the user changed and the server hasn't heard of stands.
        const int subscribed = m_db->integer("SELECT 1 FROM operation WHERE account = ? AND kind = "
                                             "? AND kind >= 4 AND destination = ?",
                                             account, int(OperationKind::Subscribe), folder)
            ? int(m_db->integer("SELECT subscribed FROM folder WHERE id = ?", folder))
            : int(seen.subscribed);
        m_db->run("UPDATE folder SET selectable = ?1, subscribed = ?2, owner = ?3 WHERE id = ?4 "
                  "AND (selectable <> ?1 OR subscribed <> ?2 OR owner <> ?3)",
                  seen.selectable, subscribed, int(seen.owner), folder);
        if (m_db->changes() > 0)
            d->changes.folderTree = true;
        if (seen.role != FolderRole::None
            && !findFolder(QStringLiteral("role"), toString(seen.role))) {
            m_db->run("UPDATE folder SET role = ? WHERE id = ? AND role = ''", toString(seen.role),
                      folder);
            d->changes.folderTree = true;
        }
    }
    d->takeFreedNames(server, account, seenFolders);
    return remoteFolders(server);
}

/// A folder got a number because its name was another one's: it is called as at its server as soon
/// as that name is free, unless the user has called it something else.
void MailWriter::Private::takeFreedNames(IncomingServerId server, AccountId account,
                                         const QList<SeenFolder> &seenFolders)
{
    QHash<QByteArray, FolderId> numbered;
    {
        Statement rows = db.query(
            "SELECT r.path, f.id FROM folder f JOIN remote_folder r ON r.folder = f.id WHERE "
            "f.account = ? AND r.incoming_server = ? AND f.removed = 0 AND f.path LIKE '% (_%)' "
            "AND NOT EXISTS (SELECT 1 FROM operation WHERE kind = ? AND kind >= 4 AND destination "
            "= f.id)",
            account, server, int(OperationKind::RenameFolder));
        while (rows.step())
            numbered.insert(rows.blob(0), rows.id<FolderId>(1));
    }
    if (numbered.isEmpty())
        return;
    for (const SeenFolder &seen : seenFolders) {
        const FolderId folder = numbered.value(seen.path);
        if (!folder)
            continue;
        const QString name = storedFolderPath(seen.name, seen.delimiter, seen.path);
        const std::optional<Folder> now = writer.folder(folder);
        static const QRegularExpression number(QStringLiteral("^ \\([0-9]+\\)$"));
        if (!now || !now->path.startsWith(name)
            || !number.match(now->path.mid(name.size())).hasMatch()
            || db.integer("SELECT 1 FROM folder WHERE account = ? AND path = ?", account, name))
            continue;
        setFolderPath(folder, name);
        restateFolderNames(account, now->path, name);
    }
}

QList<RemoteFolderRow> MailWriter::remoteFolders(IncomingServerId server, bool alsoRemoved)
{
    QList<RemoteFolderRow> folders;
    Statement rows = m_db->query(remoteFolderSql
                                     + "WHERE r.incoming_server = ? AND f.removed <= ? ORDER BY "
                                       "f.role <> 'inbox', r.id",
                                 server, alsoRemoved);
    while (rows.step())
        folders.append(remoteFolderOf(rows));
    return folders;
}

std::optional<RemoteFolderRow> MailWriter::remoteFolder(RemoteFolderId id)
{
    Statement row = m_db->query(remoteFolderSql + "WHERE r.id = ? AND f.removed = 0", id);
    return row.step() ? std::optional(remoteFolderOf(row)) : std::nullopt;
}

quint32 MailWriter::uidValidity(RemoteFolderId folder)
{
    return quint32(m_db->integer("SELECT uidvalidity FROM remote_folder WHERE id = ?", folder));
}

void MailWriter::folderCreated(IncomingServerId server, FolderId folder, const QByteArray &path,
                               QChar delimiter)
{
    m_db->run("INSERT OR IGNORE INTO remote_folder (incoming_server, folder, path, delimiter) "
              "SELECT ?, id, ?, ? FROM folder WHERE id = ?",
              server, path, delimiter.isNull() ? QString() : QString(delimiter), folder);
    d->changes.folderTree = true;
}

void MailWriter::folderRenamed(RemoteFolderId id, const QByteArray &newPath)
{
    QByteArray oldPath;
    QByteArray delimiter;
    IncomingServerId server;
    {
        Statement row = m_db->query(
            "SELECT incoming_server, path, delimiter FROM remote_folder WHERE id = ?", id);
        if (!row.step())
            return;
        server = row.id<IncomingServerId>(0);
        oldPath = row.blob(1);
        delimiter = row.text(2).toLatin1();
    }
    const QList<RemoteFolderRow> rows = remoteFolders(server, true);
    for (const RemoteFolderRow &row : rows) {
        const bool below = !delimiter.isEmpty() && row.path.startsWith(oldPath + delimiter);
        if (row.id == id || below)
            m_db->run("UPDATE OR IGNORE remote_folder SET path = ? WHERE id = ?",
                      newPath + row.path.mid(oldPath.size()), row.id);
    }
    d->changes.folderTree = true;
}

void MailWriter::setReadOnly(FolderId folder, bool readOnly)
{
    if (m_db->integer("SELECT read_only FROM folder WHERE id = ?", folder) == (readOnly ? 1 : 0))
        return;
    WriteTransaction transaction(*this);
    m_db->run("UPDATE folder SET read_only = ? WHERE id = ?", readOnly, folder);
    d->changes.folderTree = true;
    transaction.commit();
}

void MailWriter::setMissingRights(FolderId folder, FolderRights missing, qint64 askedUtc)
{
    m_db->run("UPDATE folder SET rights_asked = ? WHERE id = ?", askedUtc, folder);
    m_db->run("UPDATE folder SET missing_rights = ?1 WHERE id = ?2 AND missing_rights <> ?1",
              qint64(missing.toInt()), folder);
    if (m_db->changes() > 0)
        d->changes.folderTree = true;
}

void MailWriter::forgetRights(const QList<FolderId> &folders)
{
    WriteTransaction transaction(*this);
    for (const FolderId folder : folders)
        m_db->run("UPDATE folder SET rights_asked = 0 WHERE id = ?", folder);
    transaction.commit();
}

QList<RemoteFolderRow> MailWriter::rightsDue(IncomingServerId server, qint64 beforeUtc, int limit)
{
    QList<RemoteFolderRow> due;
    const QList<RemoteFolderRow> all = remoteFolders(server);
    for (const RemoteFolderRow &row : all) {
        if (due.size() < limit
            && m_db->integer("SELECT 1 FROM folder WHERE id = ? AND selectable = 1 AND "
                             "rights_asked <= ?",
                             row.folder, beforeUtc))
            due.append(row);
    }
    return due;
}

void MailWriter::setMailboxId(RemoteFolderId folder, const QByteArray &mailboxId)
{
    if (m_db->integer("SELECT 1 FROM remote_folder WHERE id = ? AND mailbox_id = ?", folder,
                      mailboxId))
        return;
    WriteTransaction transaction(*this);
    m_db->run("UPDATE remote_folder SET mailbox_id = ? WHERE id = ?", mailboxId, folder);
    transaction.commit();
}

void MailWriter::setKeepsTags(FolderId folder, bool keepsTags)
{
    if (m_db->integer("SELECT keeps_tags FROM folder WHERE id = ?", folder) == (keepsTags ? 1 : 0))
        return;
    WriteTransaction transaction(*this);
    m_db->run("UPDATE folder SET keeps_tags = ? WHERE id = ?", keepsTags, folder);
    d->changes.folderTree = true;
    transaction.commit();
}

void MailWriter::folderVanished(RemoteFolderId id)
{
    const Private::RemoteFolderInfo info = d->remoteFolder(id);
    const bool isLabel = d->foldersAreLabels(info.account);
    QList<PlacementId> inside;
    if (!isLabel) {
        Statement rows =
            m_db->query("SELECT b.placement FROM remote_message b WHERE b.remote_folder = ? AND "
                        "EXISTS (SELECT 1 FROM operation_placement WHERE placement = b.placement)",
                        id);
        while (rows.step())
            inside.append(rows.id<PlacementId>(0));
    }
    unbindAll(id);
    m_db->run("DELETE FROM lost_key WHERE remote_folder = ?", id);
    m_db->run("DELETE FROM removed_key WHERE remote_folder = ?", id);
    m_db->run("DELETE FROM remote_folder WHERE id = ?", id);
    if (isLabel)
        d->dropLabel(info.folder);
    // What was to be changed or moved may have been moved away before the folder went.
    for (const PlacementId placementId : std::as_const(inside)) {
        const auto placement = d->placement(placementId);
        if (placement && placement->bound == 0)
            d->mayHaveMoved(*placement, info.folder);
    }
    Statement row = m_db->query("SELECT role, removed FROM folder WHERE id = ?", info.folder);
    if (!row.step())
        return;
    const bool removed = row.integer(1) != 0;
    if (removed || (row.text(0).isEmpty() && d->isFolderEmpty(info.folder)))
        d->deleteFolder(info.folder);
    d->changes.folderTree = true;
}

void MailWriter::setFavourites(const QList<FolderId> &wished)
{
    WriteTransaction transaction(*this);
    m_db->run("UPDATE folder SET favourite = 0 WHERE favourite <> 0");
    int place = 0;
    for (const FolderId id : wished)
        m_db->run("UPDATE folder SET favourite = ? WHERE id = ? AND removed = 0", ++place, id);
    d->changes.folderTree = true;
    transaction.commit();
}

} // namespace Turnstone
