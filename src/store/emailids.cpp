// SPDX-License-Identifier: MIT
// Messages that a server names wherever they stand (RFC 8474, X-GM-EXT-1): one here as well.
#include "store/writerstate.h"

namespace Turnstone {

void MailWriter::setFoldersAreLabels(IncomingServerId server, bool labels)
{
    m_db->run("UPDATE incoming_server SET labels = ? WHERE id = ? AND labels <> ?", int(labels),
              server, int(labels));
    d->labelAccounts.clear();
}

bool MailWriter::foldersAreLabels(AccountId account)
{
    return d->foldersAreLabels(account);
}

bool MailWriter::Private::foldersAreLabels(AccountId account)
{
    const auto known = labelAccounts.constFind(account);
    if (known != labelAccounts.cend())
        return *known;
    const bool labels =
        db.integer("SELECT labels FROM incoming_server WHERE account = ? AND retired_at IS NULL",
                   account)
        != 0;
    if (open) // what is asked outside a transaction may change before the next
        labelAccounts.insert(account, labels);
    return labels;
}

std::optional<MessageId> MailWriter::Private::named(IncomingServerId server,
                                                    const QByteArray &emailId,
                                                    const QByteArray &fingerprint)
{
    if (emailId.isEmpty())
        return std::nullopt;
    // The fingerprint too: a server that gives one name to two messages must not merge them.
    Statement row = db.query("SELECT e.message FROM email_id e JOIN message m ON m.id = e.message "
                             "WHERE e.incoming_server = ? AND e.id = ? AND m.fingerprint = ?",
                             server, emailId, fingerprint);
    if (!row.step())
        return std::nullopt;
    return row.id<MessageId>(0);
}

void MailWriter::Private::rememberName(IncomingServerId server, const QByteArray &emailId,
                                       MessageId message)
{
    if (!emailId.isEmpty())
        db.run("INSERT OR IGNORE INTO email_id (incoming_server, id, message) VALUES (?, ?, ?)",
               server, emailId, message);
}

bool MailWriter::Private::standsIn(MessageId message, FolderId folder)
{
    return db.integer("SELECT 1 FROM placement WHERE message = ? AND folder = ?", message, folder)
        != 0;
}

void MailWriter::Private::dropLabel(FolderId folder)
{
    QList<PlacementId> elsewhere;
    {
        Statement rows = db.query(
            "SELECT p.id FROM placement p WHERE p.folder = ? AND p.bound = 0 AND NOT EXISTS "
            "(SELECT 1 FROM operation_placement o WHERE o.placement = p.id) AND EXISTS (SELECT 1 "
            "FROM placement other WHERE other.message = p.message AND other.bound = 1)",
            folder);
        while (rows.step())
            elsewhere.append(rows.id<PlacementId>(0));
    }
    for (const PlacementId id : std::as_const(elsewhere))
        deletePlacement(*placement(id), false);
}

bool MailWriter::Private::losesItsLabel(const Placement &placement, FolderId destination)
{
    return !placement.folder && foldersAreLabels(placement.account)
        && standsIn(placement.message, destination);
}

MailWriter::Private::Found MailWriter::Private::placeAgain(MessageId message, FolderId folder,
                                                           const FlagState &flags)
{
    const QList<PlacementId> placements = placementsOf(message);
    Q_ASSERT(!placements.isEmpty()); // a message without one goes with its last
    const PlacementId id = copyPlacement(*placement(placements.first()), folder);
    db.run("UPDATE placement SET bound = 1 WHERE id = ?", id);
    counters[folder].onlyHere -= 1; // a copy is counted as one without a key
    std::optional<Placement> copy = placement(id);
    setFlags(*copy, withPendingChanges(id, flags));
    return {id, message};
}

} // namespace Turnstone
