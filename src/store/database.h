// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace Turnstone {

class Database;

/// A prepared statement on loan from its Database: reset and given back when it goes. One thread.
/// Indices of `bind` count from 1 and of columns from 0, as in SQLite.
class Statement {
public:
    Statement(Statement &&) noexcept;
    Statement &operator=(Statement &&) = delete;
    ~Statement();

    void bind(int index, qint64 value);
    void bind(int index, int value) { bind(index, qint64(value)); }
    void bind(int index, quint32 value) { bind(index, qint64(value)); }
    void bind(int index, quint64 value) { bind(index, qint64(value)); }
    void bind(int index, bool value) { bind(index, qint64(value)); }
    void bind(int index, QStringView text);
    void bind(int index, const QString &text) { bind(index, QStringView(text)); }
    void bind(int index, QByteArrayView blob); ///< copied
    void bind(int index, const QByteArray &blob) { bind(index, QByteArrayView(blob)); }
    /// Without a copy: the bytes must stay until the statement is reset or bound anew.
    void bindKept(int index, QByteArrayView blob);
    void bindKept(int index, const QByteArray &blob) { bindKept(index, QByteArrayView(blob)); }
    void bindKeptText(int index, QByteArrayView utf8); ///< the same for text
    void bind(int index, std::nullptr_t);
    template <typename Tag> void bind(int index, Id<Tag> id) { bind(index, id.value()); }
    template <typename Value> void bindKept(int index, const Value &value) { bind(index, value); }
    template <typename... Values> void bindAllKept(const Values &...values)
    {
        int index = 0;
        (bindKept(++index, values), ...);
    }
    template <typename... Values> void bindAll(const Values &...values)
    {
        int index = 0;
        (bind(++index, values), ...);
    }

    /// True while there is a row. Throws MailError.
    bool step();
    /// To its beginning, bindings kept.
    void reset();

    qint64 integer(int column) const;
    QString text(int column) const;
    QByteArray blob(int column) const;
    /// Without a copy; valid until the next step.
    QByteArrayView blobView(int column) const;
    bool isNull(int column) const;
    template <typename AnId> AnId id(int column) const { return AnId(integer(column)); }

private:
    friend class Database;
    Statement(Database *, sqlite3_stmt *, bool *borrowed);
    Database *m_database;
    sqlite3_stmt *m_statement;
    bool *m_borrowed; ///< the cache's mark; null where the statement is ours alone
};

/// One connection to one SQLite file: WAL, foreign keys, `synchronous=FULL`. Throws MailError with
/// kind Space (full disk, I/O error), Permission, or Bug (damaged file, our own mistake). One
/// thread.
class Database {
public:
    enum class Mode { ReadWrite, ReadOnly };
    struct Options {
        int pageSize = 4096; ///< of a new file
        int cacheKiB = 4096;
    };
    Database(const QString &path, Mode, const Options &);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    const QString &path() const { return m_path; }
    /// Several statements without parameters.
    void execute(const QByteArray &sql);
    /// Prepared once and kept.
    template <typename... Values> Statement query(std::string_view sql, const Values &...values)
    {
        Statement statement = prepare(sql);
        statement.bindAll(values...);
        return statement;
    }
    template <typename... Values> void run(std::string_view sql, const Values &...values)
    {
        // The values stay until this returns, so that blobs of a megabyte need no copy.
        Statement statement = prepare(sql);
        statement.bindAllKept(values...);
        statement.step();
    }
    /// The first column of the first row; 0 where there is none.
    template <typename... Values> qint64 integer(std::string_view sql, const Values &...values)
    {
        Statement statement = query(sql, values...);
        return statement.step() ? statement.integer(0) : 0;
    }
    /// The system may begin to bring what was committed to the disk, where that is told it in
    /// advance: a later commit that waits for the disk then finds less to wait for. Promises
    /// nothing and never fails.
    void beginSyncing();
    /// For a connection that writes much which can be had again: commits don't wait for the disk
    /// (`synchronous=NORMAL`: the program may be killed at any moment; with the power, the last of
    /// them go, whole and in order, until another connection's commit or `waitForDisk`), more
    /// pages stay in memory, and the log grows to `loadLogBytes` before it is worked in. For good.
    void beginLoad();
    /// What any connection has committed is on the disk once this returns.
    void waitForDisk();
    static constexpr qint64 loadLogBytes = 48 * 1024 * 1024;
    qint64 lastInsertId() const;
    qint64 changes() const;

    /// IMMEDIATE: the write lock is taken now, so that no later statement fails for it.
    void begin();
    void commit();
    void rollback() noexcept;
    bool inTransaction() const;

    /// Copies all of it, as it is now, into a new file (SQLite's online backup): others may write
    /// meanwhile. `mayGoOn` is asked between pieces, and may throw. What was begun is removed then.
    void backup(const QString &path, const std::function<void()> &mayGoOn);

    /// Called before and after every commit of every database of the process, so that a test can
    /// kill it there. Null in the program.
    using CommitHook = void (*)(const Database &, bool committed);
    static CommitHook commitHook;

private:
    friend class Statement;
    Statement prepare(std::string_view sql);
    [[noreturn]] void fail(int code) const;
    void open(Mode mode, bool immutable);
    bool openLog();

    struct Cached {
        sqlite3_stmt *statement = nullptr;
        bool borrowed = false;
    };
    /// Looked up by what a literal points to, without a copy of it.
    struct SqlHash {
        using is_transparent = void;
        size_t operator()(std::string_view sql) const { return std::hash<std::string_view>{}(sql); }
    };
    QString m_path;
    sqlite3 *m_handle = nullptr;
    int m_log = -1; ///< of beginSyncing and waitForDisk
    std::unordered_map<std::string, Cached, SqlHash, std::equal_to<>> m_statements;
};

/// A transaction on a database: rolled back unless committed.
class DatabaseTransaction {
public:
    explicit DatabaseTransaction(Database &database)
        : m_database(database)
    {
        m_database.begin();
    }
    ~DatabaseTransaction()
    {
        if (m_open)
            m_database.rollback();
    }
    void commit()
    {
        m_database.commit();
        m_open = false;
    }

private:
    Database &m_database;
    bool m_open = true;
};

/// All statements within see one state of the database. Nothing where a transaction is open
/// already.
class ReadSnapshot {
public:
    explicit ReadSnapshot(Database &);
    ~ReadSnapshot();

private:
    Database *m_database;
};

} // namespace Turnstone
