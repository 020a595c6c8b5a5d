// SPDX-License-Identifier: MIT
#include "store/outboxwriter.h"

#include "mail/mailbox.h"
#include "mail/messagereader.h"
#include "store/contactwriter.h"
#include "store/packed.h"
#include "store/wholemessage.h"
#include "store/writerstate.h"

#include <QCoreApplication>

namespace Turnstone {

namespace {

constexpr qsizetype collectedAtMost = 60; ///< of one message: a mass mailing is no address book

class OutboxText {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::Outbox)
public:
    static MailError onItsWay()
    {
        return permission(tr("This message is being sent at this moment."));
    }
    static MailError gone()
    {
        MailError error = permission(tr("This message isn't in the outbox any more."));
        error.kind = ErrorKind::NotFound;
        return error;
    }
    static MailError noRecipients() { return permission(tr("This message has no recipients.")); }
    static MailError defaultServer()
    {
        MailError error = permission(tr("The account's own outgoing server can't be removed. Make "
                                        "another one its own first."));
        error.scope = ErrorScope::Account;
        return error;
    }
    static QString interrupted()
    {
        return tr("The program ended before the server said whether it took this message. It may "
                  "have been sent. It is not sent again by itself.");
    }

private:
    static MailError permission(const QString &sentence)
    {
        MailError error;
        error.scope = ErrorScope::Message;
        error.kind = ErrorKind::Permission;
        error.retry = RetryClass::Never;
        error.sentence = sentence;
        return error;
    }
};

} // namespace

OutboxWriter::OutboxWriter(MailWriter &writer)
    : OutboxReader(writer)
    , m_writer(writer)
{ }

OutboxId OutboxWriter::queue(const NewOutboxItem &item, QByteArrayView message,
                             const QString &preview, const std::function<void()> &also)
{
    if (item.recipients.isEmpty())
        throw OutboxText::noRecipients();
    const WholeMessage whole = storeWhole(m_writer, m_store, item.account, message);
    const MessageId id = whole.id;
    IncomingMessage row = whole.row;
    row.flags.flags = Flag::Seen;

    WriteTransaction transaction(m_writer);
    MailWriter::Private &d = *m_writer.d;
    d.insertUnplaced(item.account, id, row);
    d.storeParts(id, item.account, whole.stored, ContentLevel::Everything);
    if (!preview.isEmpty())
        m_db.run("UPDATE message SET preview = ? WHERE id = ?", preview, id);
    m_db.run("INSERT INTO outbox (account, identity, message, sender, needs, notify, state, "
             "chosen_time, not_before, created) VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, ?)",
             item.account, item.identity, id, item.sender,
             (item.eightBit ? 1 : 0) | (item.utf8Header ? 2 : 0), item.notify, item.chosenTimeUtc,
             qMax(item.notBeforeUtc, item.chosenTimeUtc), row.receivedUtc);
    const OutboxId queued(m_db.lastInsertId());
    m_db.run("UPDATE outbox SET (sent_uidvalidity, sent_uidnext) = (SELECT r.uidvalidity, "
             "r.uidnext FROM folder f JOIN remote_folder r ON r.folder = f.id JOIN incoming_server "
             "s ON s.id = r.incoming_server AND s.retired_at IS NULL WHERE f.account = ?2 AND "
             "f.role = ?3) WHERE id = ?1 AND EXISTS (SELECT 1 FROM folder f JOIN remote_folder r "
             "ON r.folder = f.id JOIN incoming_server s ON s.id = r.incoming_server AND "
             "s.retired_at IS NULL WHERE f.account = ?2 AND f.role = ?3)",
             queued, item.account, toString(FolderRole::Sent));
    for (qsizetype i = 0; i < item.recipients.size(); ++i)
        m_db.run("INSERT INTO outbox_recipient (outbox, position, address, state) VALUES (?, ?, ?, "
                 "0)",
                 queued, qint64(i), item.recipients.at(i));
    for (const OutboxOriginal &original : item.originals)
        m_db.run("INSERT OR IGNORE INTO outbox_original (outbox, placement, flag) VALUES (?, ?, ?)",
                 queued, original.placement, qint64(original.flag));
    d.changes.outbox = true;
    if (also)
        also();
    transaction.commit();
    return queued;
}

std::optional<OutboxItem> OutboxWriter::take(AccountId account, qint64 nowUtc, OutboxId only)
{
    const OutboxId id(m_db.integer(
        "SELECT id FROM outbox WHERE account = ?1 AND state = 0 AND not_before <= ?2 AND (?3 = 0 "
        "OR id = ?3) ORDER BY not_before, id LIMIT 1",
        account, nowUtc, only));
    if (!id)
        return std::nullopt;
    m_db.run("UPDATE outbox SET state = ?, attempts = attempts + 1, error = '' WHERE id = ?",
             int(OutboxState::Sending), id);
    m_writer.d->changes.outbox = true;
    return item(id);
}

void OutboxWriter::finishing(OutboxId id, const QList<int> &positions)
{
    WriteTransaction transaction(m_writer);
    m_db.run("UPDATE outbox SET state = ? WHERE id = ?", int(OutboxState::Finishing), id);
    for (const int position : positions)
        m_db.run("UPDATE outbox_recipient SET state = ? WHERE outbox = ? AND position = ?",
                 int(RecipientState::MayHave), id, position);
    transaction.commit();
}

void OutboxWriter::settle(OutboxId id, const OutboxOutcome &outcome, const Filing &filing)
{
    std::optional<OutboxItem> before = item(id);
    if (!before)
        return; // its account is gone
    QList<int> accepted;
    OutboxItem &item = *before;
    using Kind = OutboxOutcome::Kind;
    for (const OutboxOutcome::Recipient &told : outcome.recipients) {
        if (told.position < 0 || told.position >= item.recipients.size())
            continue;
        OutboxRecipient &recipient = item.recipients[told.position];
        if (told.state == RecipientState::Accepted && recipient.state != told.state)
            accepted.append(told.position);
        recipient.state = told.state;
        recipient.reply = told.reply;
        m_db.run("UPDATE outbox_recipient SET state = ?, reply = ? WHERE outbox = ? AND position = "
                 "?",
                 int(told.state), told.reply, id, told.position);
    }
    m_writer.d->changes.outbox = true;
    qsizetype has = 0, mayHave = 0, waiting = 0;
    QString refusal;
    for (const OutboxRecipient &recipient : std::as_const(item.recipients)) {
        has += recipient.state == RecipientState::Accepted ? 1 : 0;
        mayHave += recipient.state == RecipientState::MayHave ? 1 : 0;
        waiting += recipient.state == RecipientState::Waiting ? 1 : 0;
        if (recipient.state == RecipientState::Refused && refusal.isEmpty())
            refusal = recipient.reply;
    }
    if (has > 0 && !item.filed)
        file(item, filing);
    // A receipt, which alone has no sender, answers whom the user may not know.
    if (filing.collects && !accepted.isEmpty() && !item.sender.isEmpty())
        collect(item, accepted);
    if (has == item.recipients.size()) {
        drop(id, item.message);
        return;
    }
    OutboxState state = OutboxState::Failed;
    if (mayHave > 0)
        state = OutboxState::Unknown;
    else if (waiting > 0 && outcome.kind != Kind::Refused)
        state = OutboxState::Queued;
    const QString error = outcome.why ? outcome.why->sentence : refusal;
    const ErrorKind kind = outcome.why ? outcome.why->kind : ErrorKind::Permission;
    m_db.run("UPDATE outbox SET state = ?, not_before = ?, error = ?, error_kind = ?, filed = ? "
             "WHERE id = ?",
             int(state), outcome.retryAtUtc, error, int(kind), int(item.filed || has > 0), id);
}

void OutboxWriter::postpone(AccountId account, OutgoingServerId server, qint64 untilUtc,
                            const MailError &why)
{
    m_db.run(
        "UPDATE outbox SET not_before = ?3, error = ?4, error_kind = ?5 WHERE account = ?1 AND "
        "state = 0 AND not_before < ?3 AND not_before <= ?6 AND coalesce((SELECT s.id FROM "
        "identity i JOIN outgoing_server s ON s.id = i.outgoing_server AND s.account = ?1 WHERE "
        "i.id = outbox.identity), (SELECT a.outgoing_server FROM account a WHERE a.id = ?1)) = ?2",
        account, server, untilUtc, why.sentence, int(why.kind), m_store.clock().utcSeconds());
    m_writer.d->changes.outbox = true;
}

/// Into Sent, where the user finds it from now on.
void OutboxWriter::file(const OutboxItem &item, const Filing &filing)
{
    MailWriter::Private &d = *m_writer.d;
    // A later look that found the server's own copy first would have made it a placement already;
    // whichever key comes, the upload's look binds it to this one.
    const PlacementId placement = d.placeFirst(item.message, filing.sent, {Flag::Seen, {}});
    if (filing.traits.foldersOnServer && d.isFolderOnServer(filing.sent)) {
        MailWriter::Private::NewOperation operation;
        operation.kind = OperationKind::Append;
        operation.account = item.account;
        operation.source = operation.destination = filing.sent;
        operation.onlyLookedFor = filing.onlyLookedFor;
        const OperationId queued = d.queue(operation, {placement});
        // As if it had been sent and its answer lost: so it is looked for first.
        m_db.run(
            "UPDATE operation_placement SET (uidvalidity, uidnext) = (SELECT "
            "sent_uidvalidity, max(1, sent_uidnext) FROM outbox WHERE id = ?1) WHERE operation "
            "= ?2 AND placement = ?3",
            item.id, queued, placement);
    }
    QHash<int, QList<PlacementId>> byFlag;
    const QList<OutboxOriginal> marked = originals(item.id);
    for (const OutboxOriginal &original : marked) {
        const auto there = d.placement(original.placement);
        const bool readOnly = there && there->folder
            && m_db.integer("SELECT read_only <> 0 OR (missing_rights & ?) <> 0 FROM folder WHERE "
                            "id = ?",
                            int(FolderRight::Mark), there->folder)
                != 0;
        if (there && there->account == item.account && !readOnly)
            byFlag[int(original.flag)].append(original.placement);
    }
    for (auto it = byFlag.cbegin(); it != byFlag.cend(); ++it) {
        FlagChange change;
        change.add = Flag(it.key());
        d.changeFlags(it.value(), change, filing.traits);
    }
}

/// Who has it now, Bcc with them, by the names that its header gives them.
void OutboxWriter::collect(const OutboxItem &item, const QList<int> &positions)
{
    Envelope envelope;
    {
        Statement row = m_db.query("SELECT envelope FROM message WHERE id = ?", item.message);
        if (row.step())
            envelope = envelopeFromPacked(row.blobView(0));
    }
    AddressList addresses;
    for (const int position : positions.mid(0, collectedAtMost)) {
        Address address{{}, item.recipients.at(position).address};
        for (const Address &named : envelope.to + envelope.cc) {
            if (comparableMailbox(named.mailbox) == comparableMailbox(address.mailbox))
                address.name = named.name;
        }
        addresses.append(address);
    }
    ContactWriter(m_writer).collect(addresses);
}

void OutboxWriter::drop(OutboxId id, MessageId message)
{
    m_db.run("DELETE FROM outbox_recipient WHERE outbox = ?", id);
    m_db.run("DELETE FROM outbox_original WHERE outbox = ?", id);
    m_db.run("DELETE FROM outbox WHERE id = ?", id);
    m_writer.d->deleteMessageIfUnplaced(message);
    m_writer.d->changes.outbox = true;
}

void OutboxWriter::recover(std::optional<AccountId> account)
{
    WriteTransaction transaction(m_writer);
    const AccountId one = account.value_or(AccountId());
    m_db.run("UPDATE outbox SET state = ?2 WHERE state = ?3 AND (?1 = 0 OR account = ?1)", one,
             int(OutboxState::Queued), int(OutboxState::Sending));
    qint64 changed = m_db.changes();
    m_db.run("UPDATE outbox SET state = ?2, error = ?4, error_kind = ?5 WHERE state = ?3 AND (?1 = "
             "0 OR account = ?1)",
             one, int(OutboxState::Unknown), int(OutboxState::Finishing), OutboxText::interrupted(),
             int(ErrorKind::Network));
    changed += m_db.changes();
    m_writer.d->changes.outbox = changed > 0;
    transaction.commit();
}

void OutboxWriter::requireIdle(OutboxId id)
{
    Statement row = m_db.query("SELECT state FROM outbox WHERE id = ?", id);
    if (!row.step())
        throw OutboxText::gone();
    const auto state = OutboxState(row.integer(0));
    if (state == OutboxState::Sending || state == OutboxState::Finishing)
        throw OutboxText::onItsWay();
}

void OutboxWriter::confirmSent(OutboxId id, const Filing &filing)
{
    WriteTransaction transaction(m_writer);
    requireIdle(id);
    OutboxOutcome outcome;
    outcome.kind = OutboxOutcome::Kind::Accepted;
    const QList<OutboxRecipient> recipients = item(id)->recipients;
    const bool anyMayHave =
        std::any_of(recipients.begin(), recipients.end(), [](const OutboxRecipient &recipient) {
            return recipient.state == RecipientState::MayHave;
        });
    for (int i = 0; i < recipients.size(); ++i) {
        // Said of one that was never tried, it is about all of them.
        if (recipients.at(i).state == RecipientState::MayHave || !anyMayHave)
            outcome.recipients.append({i, RecipientState::Accepted, {}});
    }
    settle(id, outcome, filing);
    transaction.commit();
}

void OutboxWriter::sendAgain(OutboxId id)
{
    WriteTransaction transaction(m_writer);
    requireIdle(id);
    m_db.run("UPDATE outbox_recipient SET state = ?, reply = '' WHERE outbox = ? AND state <> ?",
             int(RecipientState::Waiting), id, int(RecipientState::Accepted));
    m_db.run("UPDATE outbox SET state = ?, chosen_time = 0, not_before = ?, error = '' WHERE id = "
             "?",
             int(OutboxState::Queued), m_store.clock().utcSeconds(), id);
    m_writer.d->changes.outbox = true;
    transaction.commit();
}

void OutboxWriter::hold(OutboxId id)
{
    WriteTransaction transaction(m_writer);
    requireIdle(id);
    // What is unknown stays so: it was never decided.
    m_db.run("UPDATE outbox SET state = ? WHERE id = ? AND state <> ?", int(OutboxState::Held), id,
             int(OutboxState::Unknown));
    m_writer.d->changes.outbox = true;
    transaction.commit();
}

void OutboxWriter::discard(OutboxId id)
{
    WriteTransaction transaction(m_writer);
    requireIdle(id);
    drop(id, MessageId(m_db.integer("SELECT message FROM outbox WHERE id = ?", id)));
    transaction.commit();
}

void OutboxWriter::retrySoon(AccountId account)
{
    WriteTransaction transaction(m_writer);
    m_db.run("UPDATE outbox SET not_before = max(chosen_time, ?2) WHERE account = ?1 AND state = 0 "
             "AND (attempts > 0 OR error <> '') AND not_before > ?2",
             account, m_store.clock().utcSeconds());
    m_writer.d->changes.outbox = m_db.changes() > 0;
    transaction.commit();
}

void OutboxWriter::setIdentities(AccountId account, const QList<Identity> &wanted)
{
    WriteTransaction transaction(m_writer);
    QList<IdentityId> kept;
    const QList<Identity> before = identities(account);
    qint64 position = 0;
    for (const Identity &identity : wanted) {
        IdentityId id = identity.id;
        if (!id) {
            m_db.run("INSERT INTO identity (account, display_name, email, position) VALUES (?, ?, "
                     "?, ?)",
                     account, identity.name, identity.email, position + 1);
            id = IdentityId(m_db.lastInsertId());
        }
        m_db.run("UPDATE identity SET display_name = ?, email = ?, reply_to = ?, signature_text = "
                 "?, signature_html = ?, signature_above = ?, outgoing_server = nullif(?, 0), "
                 "position = ? WHERE id = ? AND account = ?",
                 identity.name, identity.email, identity.replyTo, identity.signatureText,
                 identity.signatureHtml, int(identity.signatureAbove), identity.outgoing, position,
                 id, account);
        kept.append(id);
        ++position;
    }
    for (const Identity &identity : before) {
        if (kept.contains(identity.id))
            continue;
        if (kept.isEmpty()) { // an account without any has no address
            kept.append(identity.id);
            m_db.run("UPDATE identity SET position = 0 WHERE id = ?", identity.id);
        } else {
            m_db.run("DELETE FROM identity WHERE id = ? AND account = ?", identity.id, account);
        }
    }
    m_writer.d->changes.accounts = true;
    transaction.commit();
}

OutgoingServerId OutboxWriter::setOutgoingServer(AccountId account, const OutgoingServer &server)
{
    WriteTransaction transaction(m_writer);
    OutgoingServerId id = server.id;
    if (!id) {
        m_db.run("INSERT INTO outgoing_server (account, host, port, security, user) VALUES (?, '', "
                 "0, '', '')",
                 account);
        id = OutgoingServerId(m_db.lastInsertId());
    }
    m_db.run("UPDATE outgoing_server SET host = ?, port = ?, security = ?, user = ?, own_password "
             "= ?, password_command = ?, largest = NULL WHERE id = ? AND account = ?",
             server.endpoint.host, int(server.endpoint.port), toString(server.endpoint.security),
             server.user, int(server.ownPassword), server.passwordCommand, id, account);
    m_writer.d->changes.accounts = true;
    transaction.commit();
    return id;
}

void OutboxWriter::removeOutgoingServer(OutgoingServerId id)
{
    WriteTransaction transaction(m_writer);
    if (m_db.integer("SELECT 1 FROM account WHERE outgoing_server = ?", id) == 1)
        throw OutboxText::defaultServer();
    m_db.run("UPDATE identity SET outgoing_server = NULL WHERE outgoing_server = ?", id);
    m_db.run("DELETE FROM outgoing_server WHERE id = ?", id);
    m_writer.d->changes.accounts = true;
    transaction.commit();
}

void OutboxWriter::setDefaultOutgoingServer(AccountId account, OutgoingServerId id)
{
    WriteTransaction transaction(m_writer);
    m_db.run("UPDATE account SET outgoing_server = ?1 WHERE id = ?2 AND EXISTS (SELECT 1 FROM "
             "outgoing_server WHERE id = ?1 AND account = ?2)",
             id, account);
    m_writer.d->changes.accounts = true;
    transaction.commit();
}

void OutboxWriter::setLargest(OutgoingServerId id, qint64 bytes)
{
    if (m_db.integer("SELECT coalesce(largest, 0) FROM outgoing_server WHERE id = ?", id) == bytes)
        return;
    WriteTransaction transaction(m_writer);
    m_db.run("UPDATE outgoing_server SET largest = ? WHERE id = ?", bytes, id);
    transaction.commit();
}

} // namespace Turnstone
