// SPDX-License-Identifier: MIT
#pragma once

#include "store/database.h"
#include "store/store.h"

#include <functional>
#include <map>
#include <set>

namespace Turnstone {

/// A piece of content before compression, in bytes. What reading or writing one content holds at
/// most.
inline constexpr qsizetype contentChunkBytes = 1024 * 1024;

/// The file of an account's content database.
QString contentDatabasePath(const ProfilePaths &, AccountId);

/// Opens an account's content database, made and migrated where it is to be written.
std::unique_ptr<Database> openContentDatabase(const Store &, AccountId, Database::Mode);

/// One connection's content databases, opened as they are needed. One thread.
class ContentDatabases {
public:
    explicit ContentDatabases(Store &store)
        : m_store(store)
    { }
    /// Null where the account has no content yet.
    Database *reading(AccountId);
    void forget(AccountId account) { m_open.erase(account); }

    /// Hands the content to `sink` in pieces of at most contentChunkBytes until it returns false.
    /// False where it is not there or damaged.
    bool read(AccountId, qint64 content, const std::function<bool(QByteArrayView)> &sink);

private:
    Store &m_store;
    std::map<AccountId, std::unique_ptr<Database>> m_open;
};

/// Takes out of the content databases what mail.db says is garbage, at most `limit` contents, and
/// the databases of accounts that are gone. Must not run within a transaction on `index`.
void removeContentGarbage(const Store &, Database &index, int limit);

/// Takes out what a crash left in the content databases without a row in mail.db that names it: at
/// most `limit` contents an account are looked at, each once in its life. Only while nobody writes.
void sweepOrphanedContent(const Store &, Database &index, int limit);

} // namespace Turnstone
