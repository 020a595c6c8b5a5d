// SPDX-License-Identifier: MIT
#include "store/outboxreader.h"

#include "store/database.h"
#include "store/packed.h"

namespace Turnstone {

namespace {

constexpr std::string_view outboxColumns =
    "SELECT o.id, o.account, o.identity, o.message, m.message_id, m.subject, m.to_list, m.size, "
    "o.sender, o.needs, o.notify, o.state, o.chosen_time, o.not_before, o.attempts, o.created, "
    "o.error, o.error_kind, o.filed FROM outbox o JOIN message m ON m.id = o.message WHERE ";

OutboxItem itemFromRow(const Statement &row)
{
    OutboxItem item;
    item.id = row.id<OutboxId>(0);
    item.account = row.id<AccountId>(1);
    item.identity = row.id<IdentityId>(2);
    item.message = row.id<MessageId>(3);
    item.messageId = row.blob(4);
    item.subject = row.text(5);
    item.to = addressesFromPacked(row.blobView(6));
    item.size = row.integer(7);
    item.sender = row.text(8);
    item.eightBit = (row.integer(9) & 1) != 0;
    item.utf8Header = (row.integer(9) & 2) != 0;
    item.notify = int(row.integer(10));
    item.state = OutboxState(row.integer(11));
    item.chosenTimeUtc = row.integer(12);
    item.notBeforeUtc = row.integer(13);
    item.attempts = int(row.integer(14));
    item.createdUtc = row.integer(15);
    item.error = row.text(16);
    item.errorKind = ErrorKind(row.integer(17));
    item.filed = row.integer(18) != 0;
    return item;
}

constexpr std::string_view serverColumns =
    "SELECT id, host, port, security, user, own_password, password_command FROM outgoing_server "
    "WHERE ";

OutgoingServer outgoingFromRow(const Statement &row)
{
    OutgoingServer server;
    server.id = row.id<OutgoingServerId>(0);
    server.endpoint = {row.text(1), quint16(row.integer(2)), ConnectionSecurity::Tls};
    fromString(row.text(3), &server.endpoint.security);
    server.user = row.text(4);
    server.ownPassword = row.integer(5) != 0;
    server.passwordCommand = row.text(6);
    return server;
}

} // namespace

QString toString(OutboxState state)
{
    switch (state) {
    case OutboxState::Queued:
        return QStringLiteral("queued");
    case OutboxState::Sending:
    case OutboxState::Finishing:
        return QStringLiteral("sending");
    case OutboxState::Unknown:
        return QStringLiteral("unknown");
    case OutboxState::Held:
        return QStringLiteral("held");
    case OutboxState::Failed:
        break;
    }
    return QStringLiteral("failed");
}

QString toString(RecipientState state)
{
    switch (state) {
    case RecipientState::Waiting:
        return QStringLiteral("waiting");
    case RecipientState::MayHave:
        return QStringLiteral("unknown");
    case RecipientState::Accepted:
        return QStringLiteral("accepted");
    case RecipientState::Refused:
        break;
    }
    return QStringLiteral("refused");
}

OutboxReader::OutboxReader(MailReader &reader)
    : m_reader(reader)
    , m_store(reader.m_store)
    , m_db(*reader.m_db)
{ }

QList<OutboxItem> OutboxReader::items(std::optional<AccountId> account)
{
    ReadSnapshot snapshot(m_db);
    QList<OutboxItem> items;
    {
        std::string sql(outboxColumns);
        sql += account ? "o.account = ? ORDER BY o.id" : "? ORDER BY o.id";
        Statement rows = account ? m_db.query(sql, *account) : m_db.query(sql, 1);
        while (rows.step())
            items.append(itemFromRow(rows));
    }
    for (OutboxItem &item : items) {
        Statement rows = m_db.query("SELECT address, state, reply FROM outbox_recipient WHERE "
                                    "outbox = ? ORDER BY position",
                                    item.id);
        while (rows.step())
            item.recipients.append({rows.text(0), RecipientState(rows.integer(1)), rows.text(2)});
    }
    return items;
}

std::optional<OutboxItem> OutboxReader::item(OutboxId id)
{
    ReadSnapshot snapshot(m_db);
    std::optional<OutboxItem> item;
    {
        std::string sql(outboxColumns);
        sql += "o.id = ?";
        Statement row = m_db.query(sql, id);
        if (!row.step())
            return item;
        item = itemFromRow(row);
    }
    Statement rows = m_db.query("SELECT address, state, reply FROM outbox_recipient WHERE outbox = "
                                "? ORDER BY position",
                                id);
    while (rows.step())
        item->recipients.append({rows.text(0), RecipientState(rows.integer(1)), rows.text(2)});
    return item;
}

QList<OutboxOriginal> OutboxReader::originals(OutboxId id)
{
    QList<OutboxOriginal> originals;
    Statement rows = m_db.query("SELECT placement, flag FROM outbox_original WHERE outbox = ?", id);
    while (rows.step())
        originals.append({rows.id<PlacementId>(0), Flag(rows.integer(1))});
    return originals;
}

std::optional<qint64> OutboxReader::nextDueUtc(AccountId account)
{
    Statement row =
        m_db.query("SELECT min(not_before) FROM outbox WHERE account = ? AND state = 0", account);
    if (!row.step() || row.isNull(0))
        return std::nullopt;
    return row.integer(0);
}

OutboxTally OutboxReader::tally()
{
    OutboxTally tally;
    Statement row = m_db.query("SELECT count(*), coalesce(sum(state = ?), 0), coalesce(sum(state = "
                               "?), 0) FROM outbox",
                               int(OutboxState::Unknown), int(OutboxState::Failed));
    if (row.step())
        tally = {row.integer(0), row.integer(1), row.integer(2)};
    return tally;
}

bool OutboxReader::isFiled(AccountId account, FolderRole role, const QByteArray &messageId)
{
    return !messageId.isEmpty()
        && m_db.integer(
               "SELECT 1 FROM folder f JOIN placement p ON p.folder = f.id JOIN message m "
               "ON m.id = p.message WHERE f.account = ? AND f.role = ? AND m.message_id = "
               "? AND (p.flags & ?) = 0 AND NOT EXISTS (SELECT 1 FROM placement d JOIN "
               "folder g ON g.id = d.folder WHERE d.message = m.id AND g.role = ?) LIMIT 1",
               account, toString(role), messageId, int(Flag::Draft), toString(FolderRole::Drafts))
        != 0;
}

QList<Identity> OutboxReader::identities(AccountId account)
{
    QList<Identity> identities;
    Statement rows =
        m_db.query("SELECT id, display_name, email, reply_to, signature_text, signature_html, "
                   "signature_above, outgoing_server FROM identity WHERE account = ? ORDER BY "
                   "position, id",
                   account);
    while (rows.step())
        identities.append({rows.id<IdentityId>(0), account, rows.text(1), rows.text(2),
                           rows.text(3), rows.text(4), rows.text(5), rows.integer(6) != 0,
                           rows.id<OutgoingServerId>(7)});
    return identities;
}

QList<OutgoingServer> OutboxReader::outgoingServers(AccountId account)
{
    QList<OutgoingServer> servers;
    std::string sql(serverColumns);
    sql += "account = ? ORDER BY id";
    Statement rows = m_db.query(sql, account);
    while (rows.step())
        servers.append(outgoingFromRow(rows));
    return servers;
}

OutgoingServer OutboxReader::serverFor(const Account &account, IdentityId identity)
{
    std::string sql(serverColumns);
    sql += "id = (SELECT outgoing_server FROM identity WHERE id = ?) AND account = ?";
    Statement row = m_db.query(sql, identity, account.id);
    return row.step() ? outgoingFromRow(row) : account.outgoing;
}

qint64 OutboxReader::largest(OutgoingServerId server)
{
    return m_db.integer("SELECT largest FROM outgoing_server WHERE id = ?", server);
}

} // namespace Turnstone
