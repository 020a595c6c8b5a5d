// SPDX-License-Identifier: MIT
#include "store/mailreader.h"

#include "store/contentdatabase.h"
#include "store/listscan.h"
#include "store/packed.h"
#include "store/rows.h"

#include <QCollator>

#include <algorithm>

namespace Turnstone {

namespace {

constexpr int readerCacheKiB = 4 * 1024;
constexpr int writerCacheKiB = 16 * 1024;

constexpr std::string_view accountColumns =
    "SELECT a.id, a.name, i.display_name, i.email, s.id, s.protocol, s.host, s.port, s.security, "
    "s.user, s.leave_on_server, o.host, o.port, o.security, o.user, a.password_kind, "
    "a.password_command, a.ca_file, a.keep, a.keep_days, "
    "a.largest_kept, a.less_on_metered, a.inbox_apart, a.password_is_token, a.sent_filing, o.id, "
    "o.own_password, o.password_command "
    "FROM account a JOIN identity i ON i.account = a.id AND i.position = 0 "
    "JOIN incoming_server s ON s.account = a.id AND s.retired_at IS NULL "
    "JOIN outgoing_server o ON o.id = a.outgoing_server ";

Endpoint endpointFromColumns(const Statement &row, int first)
{
    Endpoint endpoint{row.text(first), quint16(row.integer(first + 1)), ConnectionSecurity::Tls};
    fromString(row.text(first + 2), &endpoint.security);
    return endpoint;
}

Account accountFromRow(const Statement &row)
{
    Account account;
    account.id = row.id<AccountId>(0);
    account.name = row.text(1);
    account.displayName = row.text(2);
    account.email = row.text(3);
    account.incoming.id = row.id<IncomingServerId>(4);
    account.incoming.protocol = row.text(5);
    account.incoming.endpoint = endpointFromColumns(row, 6);
    account.incoming.user = row.text(9);
    fromString(row.text(10), &account.incoming.leaveOnServer);
    account.outgoing.endpoint = endpointFromColumns(row, 11);
    account.outgoing.user = row.text(14);
    account.password.kind = PasswordSource::Kind(row.integer(15));
    account.password.command = row.text(16);
    account.caFile = row.text(17);
    account.keep = ContentLevel(row.integer(18));
    account.keepDays = int(row.integer(19));
    account.largestKept = row.integer(20);
    account.lessOnMetered = row.integer(21) != 0;
    account.inboxApart = row.integer(22) != 0;
    account.password.isToken = row.integer(23) != 0;
    account.sentFiling = SentFiling(row.integer(24));
    account.outgoing.id = row.id<OutgoingServerId>(25);
    account.outgoing.ownPassword = row.integer(26) != 0;
    account.outgoing.passwordCommand = row.text(27);
    return account;
}

constexpr std::string_view folderColumns =
    "SELECT f.id, f.account, f.parent, f.name, f.path, f.role, f.selectable, f.total, f.unread, "
    "f.on_computer, f.bytes, EXISTS (SELECT 1 FROM remote_folder r JOIN incoming_server s ON "
    "s.id = r.incoming_server AND s.retired_at IS NULL WHERE r.folder = f.id), "
    "f.subscribed, f.favourite, f.read_only, f.keep, f.keep_days, f.owner, f.only_here, f.emptied, "
    "f.keeps_tags, f.missing_rights "
    "FROM folder f WHERE f.removed = 0 AND ";

Folder folderFromRow(const Statement &row)
{
    Folder folder;
    folder.id = row.id<FolderId>(0);
    folder.account = row.id<AccountId>(1);
    folder.parent = row.id<FolderId>(2);
    folder.name = row.text(3);
    folder.path = row.text(4);
    folder.role = folderRoleFromString(row.text(5));
    folder.selectable = row.integer(6) != 0;
    folder.total = row.integer(7);
    folder.unread = row.integer(8);
    folder.onComputer = row.integer(9);
    folder.bytesOnComputer = row.integer(10);
    folder.onServer = row.integer(11) != 0;
    folder.subscribed = row.integer(12) != 0;
    folder.favourite = int(row.integer(13));
    folder.readOnly = row.integer(14) != 0;
    folder.keepsTags = row.integer(20) != 0;
    folder.missingRights = FolderRights::fromInt(int(row.integer(21)));
    if (!row.isNull(15))
        folder.keep = ContentLevel(row.integer(15));
    if (!row.isNull(16))
        folder.keepDays = int(row.integer(16));
    folder.owner = FolderOwner(row.integer(17));
    folder.onlyHere = row.integer(18);
    folder.emptiedUtc = row.integer(19);
    return folder;
}

/// Parents before children, roles first, then by name as the user's language sorts.
QList<Folder> inTreeOrder(const QList<Folder> &folders)
{
    QHash<FolderId, QList<Folder>> children;
    QSet<FolderId> known;
    for (const Folder &folder : folders)
        known.insert(folder.id);
    for (const Folder &folder : folders)
        children[known.contains(folder.parent) ? folder.parent : FolderId()].append(folder);
    QCollator collator;
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    collator.setNumericMode(true);
    const auto rank = [](const Folder &folder) {
        return folder.role == FolderRole::None ? 1000 : int(folder.role);
    };
    for (QList<Folder> &list : children) {
        std::sort(list.begin(), list.end(), [&](const Folder &a, const Folder &b) {
            if (rank(a) != rank(b))
                return rank(a) < rank(b);
            const int order = collator.compare(a.name, b.name);
            return order != 0 ? order < 0 : a.id < b.id;
        });
    }
    QList<Folder> ordered;
    QList<Folder> waiting = children.value(FolderId());
    std::reverse(waiting.begin(), waiting.end());
    while (!waiting.isEmpty()) {
        const Folder folder = waiting.takeLast();
        ordered.append(folder);
        const QList<Folder> below = children.value(folder.id);
        for (auto child = below.crbegin(); child != below.crend(); ++child)
            waiting.append(*child);
    }
    return ordered;
}

constexpr std::string_view rowOfPlacement =
    "SELECT p.id, p.message, p.folder, m.account, m.message_id, m.from_name, m.from_mailbox, "
    "m.to_list, m.subject, m.preview, p.date, p.size, p.flags, p.tags, p.level, p.attachment, "
    "p.bound, EXISTS (SELECT 1 FROM operation_placement o WHERE o.placement = p.id AND o.role = "
    "0), "
    "coalesce((SELECT t.root FROM thread_merge t WHERE t.thread = m.thread), m.thread), "
    "m.received, m.envelope, m.structure, p.wish, "
    "coalesce((SELECT f.keep FROM folder f WHERE f.id = p.folder), a.keep), a.largest_kept "
    "FROM placement p JOIN message m ON m.id = p.message JOIN account a ON a.id = m.account WHERE "
    "p.id = ? AND p.folder IS NOT NULL";

MessageRow messageRowFrom(const Statement &row)
{
    MessageRow message;
    message.id = row.id<PlacementId>(0);
    message.message = row.id<MessageId>(1);
    message.folder = row.id<FolderId>(2);
    message.account = row.id<AccountId>(3);
    message.messageId = row.blob(4);
    message.from = {row.text(5), row.text(6)};
    message.to = addressesFromPacked(row.blobView(7));
    message.subject = row.text(8);
    message.preview = row.text(9);
    message.dateUtc = row.integer(10);
    message.size = row.integer(11);
    message.flags = flagsFromColumns(row, 12, 13);
    message.content = ContentLevel(row.integer(14));
    message.hasAttachments = row.integer(15) != 0;
    message.attachmentsGuessed = message.hasAttachments && row.blobView(21).isEmpty();
    message.onServer = row.integer(16) != 0;
    message.pending = row.integer(17) != 0;
    message.thread = row.integer(18);
    message.mark = KeepMark(row.integer(22));
    KeepRule rule;
    rule.level = ContentLevel(row.integer(23));
    rule.largest = row.integer(24);
    message.onComputer = message.content != ContentLevel::None
        && message.content >= rule.due(message.size, message.mark);
    return message;
}

} // namespace

MailReader::MailReader(Store &store)
    : MailReader(store, false)
{ }

MailReader::MailReader(Store &store, bool writing)
    : m_db(std::make_unique<Database>(
        store.paths().data + QStringLiteral("/mail.db"),
        writing ? Database::Mode::ReadWrite : Database::Mode::ReadOnly,
        Database::Options{4096, writing ? writerCacheKiB : readerCacheKiB}))
    , m_content(std::make_unique<ContentDatabases>(store))
    , m_store(store)
{
    // Commits of new mail write to the same leaves of each index: the database itself gets them
    // once for many commits.
    if (writing)
        m_db->execute("PRAGMA wal_autocheckpoint = 4096");
}

MailReader::~MailReader() = default;

QList<Account> MailReader::accounts()
{
    QList<Account> accounts;
    Statement rows = m_db->query(std::string(accountColumns) + "ORDER BY a.id");
    while (rows.step())
        accounts.append(accountFromRow(rows));
    return accounts;
}

std::optional<Account> MailReader::account(AccountId id)
{
    Statement row = m_db->query(std::string(accountColumns) + "WHERE a.id = ?", id);
    return row.step() ? std::optional(accountFromRow(row)) : std::nullopt;
}

std::optional<Account> MailReader::accountByName(const QString &name)
{
    Statement row = m_db->query(std::string(accountColumns) + "WHERE a.name = ?", name);
    return row.step() ? std::optional(accountFromRow(row)) : std::nullopt;
}

QList<Folder> MailReader::folders()
{
    QList<Folder> all;
    ReadSnapshot snapshot(*m_db);
    Statement accounts = m_db->query("SELECT id FROM account ORDER BY id");
    while (accounts.step())
        all += folders(accounts.id<AccountId>(0));
    return all;
}

QList<Folder> MailReader::folders(AccountId account)
{
    QList<Folder> folders;
    Statement rows = m_db->query(std::string(folderColumns) + "f.account = ?", account);
    while (rows.step())
        folders.append(folderFromRow(rows));
    return inTreeOrder(folders);
}

std::optional<Folder> MailReader::folder(FolderId id)
{
    Statement row = m_db->query(std::string(folderColumns) + "f.id = ?", id);
    return row.step() ? std::optional(folderFromRow(row)) : std::nullopt;
}

std::optional<Folder> MailReader::folderByPath(AccountId account, const QString &path)
{
    QStringList levels = path.split(QLatin1Char('/'));
    if (levels.first().compare(QLatin1String("INBOX"), Qt::CaseInsensitive) == 0)
        levels.first() = QStringLiteral("INBOX");
    Statement row = m_db->query(std::string(folderColumns) + "f.account = ? AND f.path = ?",
                                account, levels.join(QLatin1Char('/')));
    return row.step() ? std::optional(folderFromRow(row)) : std::nullopt;
}

std::optional<Folder> MailReader::folderByRole(AccountId account, FolderRole role)
{
    Statement row =
        m_db->query(std::string(folderColumns) + "f.account = ? AND f.role = ? ORDER BY f.id",
                    account, toString(role));
    return row.step() ? std::optional(folderFromRow(row)) : std::nullopt;
}

QList<MessageRow> MailReader::page(const ListQuery &query, int limit,
                                   std::optional<PlacementId> after)
{
    ReadSnapshot snapshot(*m_db);
    QList<PlacementId> ids;
    if (limit > 0) {
        ListScan(*m_db, query, after).forEach([&](PlacementId id) {
            ids.append(id);
            return ids.size() < limit;
        });
    }
    return rows(ids);
}

std::vector<qint64> MailReader::ids(const ListQuery &query, const std::function<bool()> &cancelled)
{
    ReadSnapshot snapshot(*m_db);
    std::vector<qint64> ids;
    qint64 expected = 0;
    for (const FolderId folder : query.folders)
        expected += m_db->integer("SELECT total FROM folder WHERE id = ?", folder);
    ids.reserve(size_t(expected));
    ListScan(*m_db, query, {}).forEach([&](PlacementId id) {
        ids.push_back(id.value());
        return ids.size() % 1024 != 0 || !cancelled || !cancelled();
    });
    return ids;
}

QList<MessageRow> MailReader::rows(const QList<PlacementId> &ids)
{
    ReadSnapshot snapshot(*m_db);
    QList<MessageRow> rows;
    rows.reserve(ids.size());
    Statement row = m_db->query(rowOfPlacement);
    for (const PlacementId id : ids) {
        row.bind(1, id);
        if (row.step())
            rows.append(messageRowFrom(row));
        row.reset();
    }
    return rows;
}

std::optional<MessageRow> MailReader::row(PlacementId id)
{
    Statement row = m_db->query(rowOfPlacement, id);
    return row.step() ? std::optional(messageRowFrom(row)) : std::nullopt;
}

std::optional<MessageDetail> MailReader::detail(PlacementId id)
{
    ReadSnapshot snapshot(*m_db);
    Statement row = m_db->query(rowOfPlacement, id);
    if (!row.step())
        return std::nullopt;
    MessageDetail detail;
    detail.row = messageRowFrom(row);
    detail.receivedUtc = row.integer(19);
    detail.envelope = envelopeFromPacked(row.blobView(20));
    detail.structure = bodyStructureFromBytes(row.blob(21));
    Statement parts =
        m_db->query("SELECT section, sha256 FROM part WHERE message = ?", detail.row.message);
    while (parts.step()) {
        const QByteArray section = parts.blob(0);
        detail.sectionsHere.append(section);
        if (section.isEmpty())
            detail.contentSha256 = parts.blob(1);
    }
    if (!detail.contentSha256.isEmpty()) { // the rest is cut from the whole
        QByteArrayList cut{"HEADER"};
        for (const BodyPart &part : detail.structure.parts) {
            if (!part.isMultipart())
                cut.append(part.section);
        }
        for (const QByteArray &section : std::as_const(cut)) {
            if (!detail.sectionsHere.contains(section))
                detail.sectionsHere.append(section);
        }
    }
    Statement others =
        m_db->query("SELECT DISTINCT f.path FROM placement p JOIN folder f ON f.id = "
                    "p.folder WHERE p.message = ? AND p.folder <> ? AND f.role <> ? ORDER BY "
                    "f.path",
                    detail.row.message, detail.row.folder, toString(FolderRole::All));
    while (others.step())
        detail.alsoIn.append(others.text(0));
    return detail;
}

qint64 MailReader::countNewerThan(const ListQuery &query, qint64 dateUtc)
{
    ReadSnapshot snapshot(*m_db);
    qint64 count = 0;
    for (const FolderId folder : query.folders) {
        count += query.unreadOnly
            ? m_db->integer("SELECT count(*) FROM placement INDEXED BY placement_unread "
                            "WHERE folder = ? AND unread = 1 AND date >= ?",
                            folder, dateUtc)
            : m_db->integer("SELECT count(*) FROM placement INDEXED BY placement_by_date "
                            "WHERE folder = ? AND date >= ?",
                            folder, dateUtc);
    }
    return count;
}

QList<Operation> MailReader::operations(std::optional<AccountId> account)
{
    ReadSnapshot snapshot(*m_db);
    return account
        ? readOperations(
            *m_db, m_db->query("SELECT id FROM operation WHERE account = ? ORDER BY id", *account))
        : readOperations(*m_db, m_db->query("SELECT id FROM operation ORDER BY id"));
}

QList<MailReader::FolderMove> MailReader::folderMoves()
{
    ReadSnapshot snapshot(*m_db);
    QList<FolderMove> moves;
    {
        Statement rows = m_db->query("SELECT t.id, t.number, f.account, t.source, t.destination, "
                                     "t.begun FROM folder_transfer t LEFT JOIN folder f ON f.id = "
                                     "t.destination WHERE t.id = t.top AND t.removes = 1 ORDER BY "
                                     "t.id");
        while (rows.step())
            moves.append({rows.integer(0),
                          rows.id<OperationId>(1),
                          rows.id<AccountId>(2),
                          rows.id<FolderId>(3),
                          rows.id<FolderId>(4),
                          rows.integer(5),
                          0,
                          0,
                          {}});
    }
    for (FolderMove &move : moves) {
        QMap<OperationId, qint64> waiting;
        {
            // Marks are those that came along (carryMarks).
            Statement rows = m_db->query(
                "SELECT o.id, sum(o.kind = ?1) FROM folder_transfer t JOIN folder_transfer_message "
                "m ON m.transfer = t.id JOIN operation_placement p ON p.placement = m.copy AND "
                "p.role = 0 JOIN operation o ON o.id = p.operation AND o.kind IN (?1, ?2) WHERE "
                "t.top = ?3 GROUP BY o.id",
                int(OperationKind::Transfer), int(OperationKind::SetFlags), move.id);
            while (rows.step())
                waiting.insert(rows.id<OperationId>(0), rows.integer(1));
        }
        Statement made = m_db->query("SELECT o.id FROM operation o JOIN folder_transfer t ON "
                                     "t.destination = o.destination WHERE o.kind = ? AND t.top = ?",
                                     int(OperationKind::CreateFolder), move.id);
        while (made.step())
            waiting.insert(made.id<OperationId>(0), 0);
        move.operations = waiting.keys();
        move.messages = m_db->integer("SELECT count(*) FROM folder_transfer t JOIN "
                                      "folder_transfer_message m ON m.transfer = t.id AND m.copy "
                                      "<> 0 WHERE t.top = ?",
                                      move.id);
        move.arrived = move.messages;
        for (const qint64 messages : std::as_const(waiting))
            move.arrived -= messages;
    }
    return moves;
}

QList<std::pair<AccountId, QSet<FolderId>>> MailReader::folderMoveTargets()
{
    QMap<qint64, std::pair<AccountId, QSet<FolderId>>> byTop;
    Statement rows =
        m_db->query("SELECT t.top, f.account, f.id FROM folder_transfer t JOIN folder f ON f.id = "
                    "t.destination WHERE t.removes = 1");
    while (rows.step()) {
        auto &target = byTop[rows.integer(0)];
        target.first = rows.id<AccountId>(1);
        target.second.insert(rows.id<FolderId>(2));
    }
    return byTop.values();
}

QList<Operation> readOperations(Database &database, Statement &&ids)
{
    QList<Operation> operations;
    while (ids.step()) {
        Statement row = database.query(
            "SELECT id, account, kind, state, source, destination, add_flags, remove_flags, "
            "add_tags, "
            "remove_tags, name, attempts, created, not_before, error, old_name, subscribe, "
            "removes, "
            "only_looked_for FROM "
            "operation WHERE id = ?",
            ids.integer(0));
        if (!row.step())
            continue;
        Operation operation;
        operation.id = row.id<OperationId>(0);
        operation.account = row.id<AccountId>(1);
        operation.kind = OperationKind(row.integer(2));
        operation.state = OperationState(row.integer(3));
        operation.source = row.id<FolderId>(4);
        operation.destination = row.id<FolderId>(5);
        operation.change.add = MessageFlags::fromInt(uint(row.integer(6)));
        operation.change.remove = MessageFlags::fromInt(uint(row.integer(7)));
        operation.change.addTags = tagsFromColumn(row.text(8));
        operation.change.removeTags = tagsFromColumn(row.text(9));
        operation.name = row.text(10);
        operation.attempts = int(row.integer(11));
        operation.createdUtc = row.integer(12);
        operation.notBeforeUtc = row.integer(13);
        operation.error = row.text(14);
        operation.oldName = row.text(15);
        operation.subscribe = row.integer(16) != 0;
        const bool removes = row.integer(17) != 0;
        operation.removesOriginal = removes && operation.kind == OperationKind::Transfer;
        operation.toThisComputer = removes && !operation.removesOriginal;
        operation.onlyLookedFor = row.integer(18) != 0;
        Statement placements = database.query(
            "SELECT placement FROM operation_placement WHERE operation = ? AND role = 0",
            operation.id);
        while (placements.step())
            operation.placements.append(placements.id<PlacementId>(0));
        operations.append(operation);
    }
    return operations;
}

} // namespace Turnstone
