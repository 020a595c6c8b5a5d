// SPDX-License-Identifier: MIT
#pragma once

#include "store/store.h"

#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

namespace Turnstone {

class ContentDatabases;
class Database;

/// Reading the store: one connection, one thread. Every call throws MailError (Space, Permission,
/// Bug for a damaged file) and returns plain values. Costs are those of one index look-up a row
/// unless said otherwise.
class MailReader {
public:
    explicit MailReader(Store &);
    virtual ~MailReader();

    QList<Account> accounts();
    std::optional<Account> account(AccountId);
    std::optional<Account> accountByName(const QString &name);

    /// All folders, parents before children, roles first, then by name (locale-aware).
    QList<Folder> folders();
    QList<Folder> folders(AccountId);
    std::optional<Folder> folder(FolderId);
    /// `path` as in Folder::path; "INBOX" in any case of letters.
    std::optional<Folder> folderByPath(AccountId, const QString &path);
    std::optional<Folder> folderByRole(AccountId, FolderRole);

    /// The first `limit` rows after `after` in the query's order (keyset paging, RFC-free).
    QList<MessageRow> page(const ListQuery &, int limit, std::optional<PlacementId> after = {});
    /// Every id in order. Reads a covering index: about 0.1 s a million; for a worker, not a
    /// window. Checks `cancelled` now and then and returns what it has.
    std::vector<qint64> ids(const ListQuery &, const std::function<bool()> &cancelled = {});
    /// Rows by id, in the order asked; ids that are gone are left out.
    QList<MessageRow> rows(const QList<PlacementId> &);
    std::optional<MessageRow> row(PlacementId);
    std::optional<MessageDetail> detail(PlacementId);
    /// How many of the query's rows are at least as new as `dateUtc`: where a date group ends.
    qint64 countNewerThan(const ListQuery &, qint64 dateUtc);

    /// Content of a section, uncompressed: "" the whole message, "HEADER", "1.2". A section that
    /// was not fetched on its own is cut from the whole where that is here. Null where it isn't
    /// here. At most `maxBytes`, for previews.
    std::optional<QByteArray> content(MessageId, const QByteArray &section,
                                      qint64 maxBytes = std::numeric_limits<qint64>::max());

    /// The same in pieces of at most 1 MiB, until `sink` returns false: for what may be large.
    /// False where it isn't here.
    bool readContent(MessageId, const QByteArray &section,
                     const std::function<bool(QByteArrayView)> &sink);

    QList<Operation> operations(std::optional<AccountId> = {});
    /// Folders on their way to another account. Reads all that they hold: for a worker, not a
    /// window.
    struct FolderMove {
        qint64 id = 0;
        OperationId number; ///< by which it is named; no operation has it
        AccountId to;
        FolderId source, destination;
        qint64 begunUtc = 0; ///< seconds
        qint64 messages = 0, arrived = 0;
        QList<OperationId> operations; ///< that are a part of it and wait; the oldest first
    };
    QList<FolderMove> folderMoves();
    /// To which accounts folders are on their way, each with those that it becomes there.
    QList<std::pair<AccountId, QSet<FolderId>>> folderMoveTargets();

    // What is kept on this computer (readkeep.cpp). Those over a folder or an account read all that
    // they count: for a worker, not a window.
    KeepRule keepRule(FolderId);
    /// What a download would fetch: messages that aren't here whole, and how large they are.
    ContentExtent toDownload(const QList<PlacementId> &,
                             const std::function<bool()> &cancelled = {});
    ContentExtent toDownload(FolderId);
    /// What removing from this computer would free, uncompressed, and what it would leave alone.
    ContentExtent toFree(const QList<PlacementId> &, const std::function<bool()> &cancelled = {});
    ContentExtent toFree(FolderId);
    /// What the account's incoming server last said of itself.
    ServerTerms serverTerms(AccountId);
    ServerTerms serverTermsOf(IncomingServerId);
    ServerLimits serverLimits(AccountId);
    ServerLimits serverLimitsOf(IncomingServerId);
    /// When another program was first found to delete mail from the account's server (POP3),
    /// seconds UTC; 0: never.
    qint64 takenElsewhereUtc(AccountId);
    /// How much mail that was fetched, or deleted here, before now another leave-on-server rule
    /// would concern, if it were to count for that too.
    LeaveExtent leaveExtent(AccountId, const LeaveOnServer &);
    /// What another rule would take off this computer: at most, for what is cut down to its text.
    ContentExtent beyondRule(FolderId, const KeepRule &);
    /// The same for an account's rule, in the folders that have none of their own.
    ContentExtent beyondRule(AccountId, const KeepRule &);
    /// What the user asked to have here and hasn't come yet.
    ContentExtent waitingDownloads(AccountId);
    /// Sums of an account's folders. Where folders are labels, of those alone that each message
    /// stands in once, so that no message counts for each of its labels.
    struct Storage {
        qint64 total = 0, onComputer = 0, onlyHere = 0, bytes = 0;
    };
    Storage storage(AccountId);

    struct VerifyReport {
        qint64 messages = 0, withContent = 0, damaged = 0, orphaned = 0;
        QStringList findings; ///< one sentence each, at most 100
    };
    /// Integrity of both databases, references, counters; `deep` also every content's SHA-256.
    VerifyReport verify(bool deep);

private:
    friend class MailWriter;
    friend class SwitchReader;
    friend class OutboxReader;
    friend class ContactReader;
    friend class DraftReader;
    MailReader(Store &, bool writing);
    std::unique_ptr<Database> m_db;
    std::unique_ptr<ContentDatabases> m_content;
    Store &m_store;
};

} // namespace Turnstone
