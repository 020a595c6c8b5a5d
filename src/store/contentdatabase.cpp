// SPDX-License-Identifier: MIT
#include "store/contentdatabase.h"

#include "base/log.h"
#include "store/chunkcodec.h"
#include "store/migrations.h"

#include <QDir>
#include <QFile>
#include <QMutex>

namespace Turnstone {

namespace {

constexpr int contentPageBytes = 16 * 1024;
constexpr int contentCacheKiB = 2048;

void removeDatabaseFiles(const QString &path)
{
    for (const char *suffix : {"", "-wal", "-shm"})
        QFile::remove(path + QLatin1String(suffix));
    const QFileInfo info(path);
    const QStringList copies =
        info.dir().entryList({info.fileName() + QStringLiteral(".before-*")});
    for (const QString &copy : copies)
        info.dir().remove(copy);
}

} // namespace

QString contentDatabasePath(const ProfilePaths &paths, AccountId account)
{
    return QStringLiteral("%1/content/%2.db").arg(paths.data).arg(account.value());
}

std::unique_ptr<Database> openContentDatabase(const Store &store, AccountId account,
                                              Database::Mode mode)
{
    // Several threads need an account's for the first time at once (its first mail comes while
    // something is sent): it is made by one, and nobody sees it half made.
    static QMutex opening;
    const QMutexLocker locker(&opening);
    const QString path = contentDatabasePath(store.paths(), account);
    QDir().mkpath(QFileInfo(path).path());
    auto database = std::make_unique<Database>(
        path, mode, Database::Options{contentPageBytes, contentCacheKiB});
    if (mode == Database::Mode::ReadWrite)
        migrate(*database, contentMigrations());
    else
        requireSchema(*database, contentMigrations());
    return database;
}

Database *ContentDatabases::reading(AccountId account)
{
    auto found = m_open.find(account);
    if (found == m_open.end()) {
        if (!QFile::exists(contentDatabasePath(m_store.paths(), account)))
            return nullptr;
        found =
            m_open.emplace(account, openContentDatabase(m_store, account, Database::Mode::ReadOnly))
                .first;
    }
    return found->second.get();
}

bool ContentDatabases::read(AccountId account, qint64 content,
                            const std::function<bool(QByteArrayView)> &sink)
{
    Database *database = reading(account);
    if (!database || !database->integer("SELECT 1 FROM content WHERE id = ?", content))
        return false;
    Statement chunks =
        database->query("SELECT bytes, data FROM chunk WHERE content = ? ORDER BY number", content);
    QByteArray raw;
    while (chunks.step()) {
        if (!unpackChunk(chunks.blobView(1), chunks.integer(0), &raw))
            return false;
        if (!sink(raw))
            return true;
    }
    return true;
}

void removeContentGarbage(const Store &store, Database &index, int limit)
{
    std::map<AccountId, QList<qint64>> garbage;
    {
        Statement rows = index.query("SELECT account, content FROM content_garbage LIMIT ?", limit);
        while (rows.step())
            garbage[rows.id<AccountId>(0)].append(rows.integer(1));
    }
    // That nothing names them any more may be written by a connection that doesn't wait.
    if (!garbage.empty())
        index.waitForDisk();
    for (const auto &[account, contents] : garbage) {
        if (QFile::exists(contentDatabasePath(store.paths(), account))) {
            const auto database = openContentDatabase(store, account, Database::Mode::ReadWrite);
            DatabaseTransaction transaction(*database);
            for (const qint64 content : contents)
                database->run("DELETE FROM content WHERE id = ?", content);
            transaction.commit();
        }
        // Only now: killed in between, the same rows are deleted once more, which harms nothing.
        DatabaseTransaction transaction(index);
        for (const qint64 content : contents)
            index.run("DELETE FROM content_garbage WHERE account = ? AND content = ?", account,
                      content);
        transaction.commit();
    }
    QList<AccountId> accounts;
    {
        Statement rows = index.query("SELECT account FROM account_garbage");
        while (rows.step())
            accounts.append(rows.id<AccountId>(0));
    }
    for (const AccountId account : std::as_const(accounts)) {
        removeDatabaseFiles(contentDatabasePath(store.paths(), account));
        DatabaseTransaction transaction(index);
        index.run("DELETE FROM content_garbage WHERE account = ?", account);
        index.run("DELETE FROM account_garbage WHERE account = ?", account);
        transaction.commit();
    }
}

void sweepOrphanedContent(const Store &store, Database &index, int limit)
{
    std::map<AccountId, qint64> sweptTo;
    {
        Statement rows = index.query("SELECT id, content_swept_to FROM account");
        while (rows.step())
            sweptTo[rows.id<AccountId>(0)] = rows.integer(1);
    }
    for (const auto &[account, start] : sweptTo) {
        if (!QFile::exists(contentDatabasePath(store.paths(), account)))
            continue;
        const auto database = openContentDatabase(store, account, Database::Mode::ReadWrite);
        QList<qint64> orphans;
        qint64 end = start;
        {
            Statement contents = database->query(
                "SELECT id FROM content WHERE id > ? ORDER BY id LIMIT ?", start, limit);
            while (contents.step()) {
                end = contents.integer(0);
                if (!index.integer("SELECT 1 FROM part WHERE account = ? AND content = ?", account,
                                   end))
                    orphans.append(end);
            }
        }
        if (end == start)
            continue;
        if (!orphans.isEmpty()) {
            DatabaseTransaction transaction(*database);
            for (const qint64 orphan : std::as_const(orphans))
                database->run("DELETE FROM content WHERE id = ?", orphan);
            transaction.commit();
            qCInfo(lcStore) << "took out" << orphans.size()
                            << "contents that nothing names, account" << account.value();
        }
        DatabaseTransaction transaction(index);
        index.run("UPDATE account SET content_swept_to = ? WHERE id = ?", end, account);
        index.run("DELETE FROM content_garbage WHERE account = ? AND content > ? AND content <= ?",
                  account, start, end);
        transaction.commit();
    }
}

} // namespace Turnstone
