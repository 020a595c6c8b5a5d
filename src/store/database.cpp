// SPDX-License-Identifier: MIT
#include "store/database.h"

#include "base/mailerror.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QUrl>

#include <sqlite3.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace Turnstone {

namespace {

class DatabaseText {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::Database)
public:
    static MailError error(int code, int systemError, const QString &path, const QString &detail)
    {
        MailError error;
        error.scope = ErrorScope::Account;
        error.retry = RetryClass::Later;
        error.detail = QStringLiteral("%1: %2 (%3)").arg(path, detail).arg(code);
        const bool full = systemError == ENOSPC || systemError == EDQUOT || systemError == EFBIG;
        switch (code & 0xff) {
        case SQLITE_FULL:
            error.kind = ErrorKind::Space;
            error.sentence =
                tr("The disk is full. Nothing was lost; free some space and try again.");
            break;
        case SQLITE_IOERR:
            error.kind = ErrorKind::Space;
            error.sentence = full
                ? tr("The disk is full. Nothing was lost; free some space and try again.")
                : tr("The disk failed to read or write the mail store. Check the disk “%1” is on.")
                      .arg(path);
            break;
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_AUTH:
        case SQLITE_CANTOPEN:
            error.kind = full ? ErrorKind::Space : ErrorKind::Permission;
            error.sentence = full
                ? tr("The disk is full. Nothing was lost; free some space and try again.")
                : tr("“%1” can't be opened for writing. Check the permissions of its folder.")
                      .arg(path);
            break;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            error.kind = ErrorKind::Bug;
            error.retry = RetryClass::Never;
            error.sentence = tr("The file “%1” is damaged. It was left as it is; restore it from a "
                                "backup, or move it away to begin with an empty store.")
                                 .arg(path);
            break;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            error.kind = ErrorKind::Permission;
            error.sentence = tr("The mail store is busy. Try again in a moment.");
            break;
        default:
            error.kind = ErrorKind::Bug;
            error.sentence = tr("The mail store reported an error: %1.").arg(detail);
            break;
        }
        return error;
    }
};

constexpr int busyTimeoutMs = 30'000;
constexpr int loadCacheKiB = 24 * 1024;

/// SQLite counts what it allocates over all threads, under one lock; nobody asks for the count.
void allocateWithoutCounting()
{
    static const int once = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    Q_UNUSED(once);
}

} // namespace

Database::CommitHook Database::commitHook = nullptr;

Statement::Statement(Database *database, sqlite3_stmt *statement, bool *borrowed)
    : m_database(database)
    , m_statement(statement)
    , m_borrowed(borrowed)
{ }

Statement::Statement(Statement &&other) noexcept
    : m_database(other.m_database)
    , m_statement(std::exchange(other.m_statement, nullptr))
    , m_borrowed(std::exchange(other.m_borrowed, nullptr))
{ }

Statement::~Statement()
{
    if (!m_statement)
        return;
    if (m_borrowed) {
        sqlite3_reset(m_statement);
        sqlite3_clear_bindings(m_statement);
        *m_borrowed = false;
    } else {
        sqlite3_finalize(m_statement);
    }
}

void Statement::bind(int index, qint64 value)
{
    sqlite3_bind_int64(m_statement, index, value);
}

void Statement::bind(int index, QStringView text)
{
    const QByteArray utf8 = text.toUtf8();
    sqlite3_bind_text64(m_statement, index, utf8.isNull() ? "" : utf8.constData(),
                        sqlite3_uint64(utf8.size()), SQLITE_TRANSIENT, SQLITE_UTF8);
}

void Statement::bind(int index, QByteArrayView blob)
{
    // A null pointer would bind NULL, and an empty value is not an absent one.
    sqlite3_bind_blob64(m_statement, index, blob.isEmpty() ? "" : blob.data(),
                        sqlite3_uint64(blob.size()), SQLITE_TRANSIENT);
}

void Statement::bindKept(int index, QByteArrayView blob)
{
    sqlite3_bind_blob64(m_statement, index, blob.isEmpty() ? "" : blob.data(),
                        sqlite3_uint64(blob.size()), SQLITE_STATIC);
}

void Statement::bindKeptText(int index, QByteArrayView utf8)
{
    sqlite3_bind_text64(m_statement, index, utf8.isEmpty() ? "" : utf8.data(),
                        sqlite3_uint64(utf8.size()), SQLITE_STATIC, SQLITE_UTF8);
}

void Statement::bind(int index, std::nullptr_t)
{
    sqlite3_bind_null(m_statement, index);
}

bool Statement::step()
{
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE)
        return false;
    m_database->fail(code);
}

void Statement::reset()
{
    sqlite3_reset(m_statement);
}

qint64 Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

QString Statement::text(int column) const
{
    const auto *utf8 = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
    return QString::fromUtf8(utf8, sqlite3_column_bytes(m_statement, column));
}

QByteArrayView Statement::blobView(int column) const
{
    const auto *data = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
    return {data ? data : "", sqlite3_column_bytes(m_statement, column)};
}

QByteArray Statement::blob(int column) const
{
    return blobView(column).toByteArray();
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

Database::Database(const QString &path, Mode mode, const Options &options)
    : m_path(path)
{
    open(mode, false);
    try {
        const QByteArray cache = "PRAGMA cache_size = -" + QByteArray::number(options.cacheKiB);
        if (mode == Mode::ReadOnly) {
            try {
                execute("PRAGMA query_only = ON; SELECT 1 FROM sqlite_schema");
            } catch (const MailError &) {
                // Reading a WAL file needs a file beside it; on a read-only disk there can be none,
                // and nobody who writes either.
                if (QFileInfo(QFileInfo(path).path()).isWritable())
                    throw;
                open(mode, true);
                execute("SELECT 1 FROM sqlite_schema");
            }
        } else {
            // FULL and not NORMAL: a user's action is acknowledged, and a message may be deleted on
            // its server, once the commit returns; NORMAL could lose both with the power. It costs
            // one fsync a commit, and commits are one a batch or one an action.
            execute("PRAGMA page_size = " + QByteArray::number(options.pageSize)
                    + "; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                      "PRAGMA wal_autocheckpoint = "
                    + QByteArray::number(16 * 1024 * 1024 / options.pageSize)
                    + "; PRAGMA journal_size_limit = 67108864");
        }
        execute("PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;"
                + cache);
    } catch (const MailError &) {
        sqlite3_close_v2(m_handle);
        throw;
    }
}

void Database::open(Mode mode, bool immutable)
{
    allocateWithoutCounting();
    if (m_handle)
        sqlite3_close_v2(std::exchange(m_handle, nullptr));
    QUrl url = QUrl::fromLocalFile(m_path);
    if (immutable)
        url.setQuery(QStringLiteral("immutable=1"));
    const int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX
        | (mode == Mode::ReadOnly ? SQLITE_OPEN_READONLY
                                  : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    const int code = sqlite3_open_v2(url.toEncoded().constData(), &m_handle, flags, nullptr);
    if (code != SQLITE_OK) {
        const MailError error = DatabaseText::error(
            code, m_handle ? sqlite3_system_errno(m_handle) : 0, m_path,
            QString::fromUtf8(m_handle ? sqlite3_errmsg(m_handle) : sqlite3_errstr(code)));
        sqlite3_close_v2(std::exchange(m_handle, nullptr));
        throw error;
    }
    sqlite3_extended_result_codes(m_handle, 1);
    sqlite3_busy_timeout(m_handle, busyTimeoutMs);
}

Database::~Database()
{
    for (auto &[sql, cached] : m_statements)
        sqlite3_finalize(cached.statement);
    sqlite3_close_v2(m_handle);
    if (m_log >= 0)
        ::close(m_log);
}

bool Database::openLog()
{
    // A descriptor of our own. SQLite locks the database and its index of the log, never the log:
    // to close this takes no lock away (fcntl's belong to process and file).
    if (m_log < 0)
        m_log = ::open(QFile::encodeName(m_path + QLatin1String("-wal")).constData(),
                       O_RDONLY | O_CLOEXEC);
    return m_log >= 0;
}

void Database::beginSyncing()
{
#ifdef SYNC_FILE_RANGE_WRITE
    if (openLog())
        ::sync_file_range(m_log, 0, 0, SYNC_FILE_RANGE_WRITE);
#endif
}

void Database::beginLoad()
{
    execute("PRAGMA synchronous = NORMAL; PRAGMA cache_size = -" + QByteArray::number(loadCacheKiB)
            + "; PRAGMA wal_autocheckpoint = "
            + QByteArray::number(loadLogBytes / integer("PRAGMA page_size")));
}

void Database::waitForDisk()
{
    if (!openLog() && errno == ENOENT)
        return; // worked in, and that waits
    if (m_log < 0 || ::fdatasync(m_log) != 0)
        throw DatabaseText::error(SQLITE_IOERR_FSYNC, errno, m_path,
                                  QString::fromLocal8Bit(std::strerror(errno)));
}

void Database::fail(int code) const
{
    throw DatabaseText::error(code, sqlite3_system_errno(m_handle), m_path,
                              QString::fromUtf8(sqlite3_errmsg(m_handle)));
}

void Database::execute(const QByteArray &sql)
{
    const int code = sqlite3_exec(m_handle, sql.constData(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        fail(code);
}

Statement Database::prepare(std::string_view sql)
{
    auto found = m_statements.find(sql);
    if (found == m_statements.end())
        found = m_statements.emplace(sql, Cached()).first;
    Cached &cached = found->second;
    if (cached.statement && !cached.borrowed) {
        cached.borrowed = true;
        return {this, cached.statement, &cached.borrowed};
    }
    sqlite3_stmt *statement = nullptr;
    const int code = sqlite3_prepare_v3(m_handle, sql.data(), int(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK)
        fail(code);
    if (cached.statement) // in use further up: this one is on its own
        return {this, statement, nullptr};
    cached.statement = statement;
    cached.borrowed = true;
    return {this, statement, &cached.borrowed};
}

qint64 Database::lastInsertId() const
{
    return sqlite3_last_insert_rowid(m_handle);
}

qint64 Database::changes() const
{
    return sqlite3_changes64(m_handle);
}

void Database::begin()
{
    run("BEGIN IMMEDIATE");
}

void Database::commit()
{
    if (commitHook)
        commitHook(*this, false);
    run("COMMIT");
    if (commitHook)
        commitHook(*this, true);
}

void Database::rollback() noexcept
{
    // SQLite has rolled back by itself after some errors (full disk).
    if (inTransaction())
        sqlite3_exec(m_handle, "ROLLBACK", nullptr, nullptr, nullptr);
}

bool Database::inTransaction() const
{
    return sqlite3_get_autocommit(m_handle) == 0;
}

void Database::backup(const QString &path, const std::function<void()> &mayGoOn)
{
    constexpr int pagesAtOnce = 1024;
    // One state of the database for all pieces: without it, each write of another connection would
    // begin the copy anew.
    const ReadSnapshot snapshot(*this);
    integer("SELECT count(*) FROM sqlite_schema");
    // Plainly: a copy takes over page size and journal of what it copies.
    sqlite3 *copy = nullptr;
    int code =
        sqlite3_open_v2(QFile::encodeName(path).constData(), &copy,
                        SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
    sqlite3_backup *const backup =
        code == SQLITE_OK ? sqlite3_backup_init(copy, "main", m_handle, "main") : nullptr;
    if (code == SQLITE_OK && !backup)
        code = sqlite3_errcode(copy);
    const auto close = [&](bool whole) {
        if (backup)
            sqlite3_backup_finish(backup);
        const int systemError = copy ? sqlite3_system_errno(copy) : 0;
        const QString detail =
            QString::fromUtf8(copy ? sqlite3_errmsg(copy) : sqlite3_errstr(code));
        sqlite3_close_v2(copy);
        if (!whole) {
            for (const char *suffix : {"", "-journal"})
                QFile::remove(path + QLatin1String(suffix));
        }
        return DatabaseText::error(code, systemError, path, detail);
    };
    try {
        while (backup && code == SQLITE_OK) {
            if (mayGoOn)
                mayGoOn();
            code = sqlite3_backup_step(backup, pagesAtOnce);
        }
    } catch (...) {
        close(false);
        throw;
    }
    const MailError error = close(code == SQLITE_DONE);
    if (code != SQLITE_DONE)
        throw error;
}

ReadSnapshot::ReadSnapshot(Database &database)
    : m_database(database.inTransaction() ? nullptr : &database)
{
    if (m_database)
        m_database->run("BEGIN");
}

ReadSnapshot::~ReadSnapshot()
{
    if (m_database)
        m_database->rollback();
}

} // namespace Turnstone
