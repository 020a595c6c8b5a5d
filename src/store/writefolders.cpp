// SPDX-License-Identifier: MIT
// Folders: as the server lists them, and as the user changes them.
#include "store/writerstate.h"

#include <QCoreApplication>

#include <algorithm>

namespace Turnstone {

namespace {

class FolderText {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::MailWriter)
public:
    static MailError refused(ErrorKind kind, const QString &sentence)
    {
        return {ErrorScope::Folder, kind, RetryClass::Never, sentence, {}};
    }
    static MailError gone() { return refused(ErrorKind::NotFound, tr("This folder is gone.")); }
    static MailError nameTaken(const QString &path)
    {
        return refused(ErrorKind::Permission,
                       tr("There is already a folder called “%1”. Choose another name.").arg(path));
    }
    static MailError badName()
    {
        return refused(ErrorKind::Permission, tr("A folder's name can't be empty."));
    }
    static MailError hasRole(const QString &name)
    {
        return refused(ErrorKind::Permission,
                       tr("The folder “%1” is one that the account needs.").arg(name));
    }
    static MailError notEmpty(const QString &name)
    {
        return refused(
            ErrorKind::Permission,
            tr("The folder “%1” is not empty. Move or delete what is in it first.").arg(name));
    }
};

constexpr qsizetype folderLevels = 100;

/// One level of a path as the store writes it: without what would read as a level's end, or not at
/// all.
QString storedLevel(QString level)
{
    for (QChar &c : level) {
        if (c.category() == QChar::Other_Control)
            c = QChar::ReplacementCharacter;
    }
    return level.replace(QLatin1Char('/'), QLatin1String("%2F"));
}

QString shownLevel(const QString &path)
{
    return path.mid(path.lastIndexOf(QLatin1Char('/')) + 1)
        .replace(QLatin1String("%2F"), QLatin1String("/"));
}

QString storedPath(const MailWriter::SeenFolder &seen)
{
    QStringList levels = seen.delimiter.isNull()
        ? QStringList{seen.name}
        : seen.name.split(seen.delimiter, Qt::SkipEmptyParts);
    if (levels.isEmpty())
        levels.append(QString::fromLatin1(seen.path));
    if (levels.size() > folderLevels)
        levels = levels.first(folderLevels - 1)
            << levels.mid(folderLevels - 1).join(seen.delimiter);
    if (levels.first().compare(QLatin1String("INBOX"), Qt::CaseInsensitive) == 0)
        levels.first() = QStringLiteral("INBOX");
    for (QString &level : levels)
        level = storedLevel(level);
    return levels.join(QLatin1Char('/'));
}

/// What a removed folder is called until the server has confirmed it, so that its name is free.
QString pathOfRemoved(FolderId id, const QString &path)
{
    return QStringLiteral("\u0001%1/%2").arg(id.value()).arg(path);
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
        Statement children = db.query("SELECT id, name FROM folder WHERE parent = ?", folder);
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
        const QString path = storedPath(seen);
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
        m_db->run("UPDATE folder SET selectable = ?1, subscribed = ?2, owner = ?3 WHERE id = ?4 "
                  "AND (selectable <> ?1 OR subscribed <> ?2 OR owner <> ?3)",
                  seen.selectable, seen.subscribed, int(seen.owner), folder);
        if (m_db->changes() > 0)
            d->changes.folderTree = true;
        if (seen.role != FolderRole::None
            && !findFolder(QStringLiteral("role"), toString(seen.role))) {
            m_db->run("UPDATE folder SET role = ? WHERE id = ? AND role = ''", toString(seen.role),
                      folder);
            d->changes.folderTree = true;
        }
    }
    return remoteFolders(server);
}

QList<RemoteFolderRow> MailWriter::remoteFolders(IncomingServerId server, bool alsoRemoved)
{
    QList<RemoteFolderRow> folders;
    Statement rows = m_db->query(
        "SELECT r.id, r.folder, r.path, r.delimiter, r.uidvalidity, r.uidnext, r.highestmodseq, "
        "r.backfill_below FROM remote_folder r JOIN folder f ON f.id = r.folder "
        "WHERE r.incoming_server = ? AND f.removed <= ? ORDER BY f.role <> 'inbox', r.id",
        server, alsoRemoved);
    while (rows.step()) {
        const QString delimiter = rows.text(3);
        folders.append({rows.id<RemoteFolderId>(0), server, rows.id<FolderId>(1), rows.blob(2),
                        delimiter.isEmpty() ? QChar() : delimiter.front(), quint32(rows.integer(4)),
                        quint32(rows.integer(5)), quint64(rows.integer(6)),
                        quint32(rows.integer(7))});
    }
    return folders;
}

quint32 MailWriter::uidValidity(RemoteFolderId folder)
{
    return quint32(m_db->integer("SELECT uidvalidity FROM remote_folder WHERE id = ?", folder));
}

void MailWriter::folderVanished(RemoteFolderId id)
{
    const Private::RemoteFolderInfo info = d->remoteFolder(id);
    unbindAll(id);
    m_db->run("DELETE FROM remote_folder WHERE id = ?", id);
    Statement row = m_db->query("SELECT role, removed FROM folder WHERE id = ?", info.folder);
    if (!row.step())
        return;
    const bool removed = row.integer(1) != 0;
    if (removed || (row.text(0).isEmpty() && d->isFolderEmpty(info.folder)))
        d->deleteFolder(info.folder);
    d->changes.folderTree = true;
}

FolderId MailWriter::createFolder(AccountId account, const QString &path,
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
    WriteTransaction transaction(*this);
    if (m_db->integer("SELECT 1 FROM folder WHERE account = ? AND path = ?", account, stored))
        throw FolderText::nameTaken(stored);
    const FolderId folder = d->makeFolder(account, stored, FolderRole::None, true);
    if (traits.foldersOnServer) {
        Private::NewOperation operation;
        operation.kind = OperationKind::CreateFolder;
        operation.account = account;
        operation.destination = folder;
        operation.name = stored;
        d->queue(operation, {});
    }
    transaction.commit();
    return folder;
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
    if (path != before->path) {
        if (m_db->integer("SELECT 1 FROM folder WHERE account = ? AND path = ?", before->account,
                          path))
            throw FolderText::nameTaken(path);
        d->setFolderPath(id, path);
        if (traits.foldersOnServer && d->isFolderOnServer(id)) {
            Private::NewOperation operation;
            operation.kind = OperationKind::RenameFolder;
            operation.account = before->account;
            operation.destination = id;
            operation.name = path;
            operation.oldName = before->path;
            d->queue(operation, {});
        }
    }
    transaction.commit();
}

void MailWriter::removeFolder(FolderId id, bool withMessages, const ActionTraits &traits)
{
    WriteTransaction transaction(*this);
    const std::optional<Folder> before = folder(id);
    if (!before)
        throw FolderText::gone();
    if (before->role != FolderRole::None)
        throw FolderText::hasRole(before->name);
    if (!withMessages && !d->isFolderEmpty(id))
        throw FolderText::notEmpty(before->name);

    // The folder and those below, the deepest first, as a server wants them removed.
    QList<FolderId> tree{id};
    for (qsizetype i = 0; i < tree.size(); ++i) {
        Statement children =
            m_db->query("SELECT id FROM folder WHERE parent = ? AND removed = 0", tree.at(i));
        while (children.step())
            tree.append(children.id<FolderId>(0));
    }
    std::reverse(tree.begin(), tree.end());
    for (const FolderId each : std::as_const(tree)) {
        const std::optional<Folder> one = folder(each);
        if (one->role != FolderRole::None)
            throw FolderText::hasRole(one->name);
        if (!traits.foldersOnServer || !d->isFolderOnServer(each)) {
            if (!m_db->integer("SELECT 1 FROM folder WHERE parent = ?", each)) {
                d->deleteFolder(each);
                continue;
            }
        }
        // Out of sight at once; what it holds is kept until the server has confirmed.
        m_db->run("UPDATE folder SET removed = 1, path = ? WHERE id = ?",
                  pathOfRemoved(each, one->path), each);
        Private::NewOperation operation;
        operation.kind = OperationKind::RemoveFolder;
        operation.account = before->account;
        operation.destination = each;
        operation.name = one->path;
        operation.oldName = one->path;
        d->queue(operation, {});
        d->changes.folderTree = true;
        d->changes.folders.insert(each);
    }
    transaction.commit();
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
