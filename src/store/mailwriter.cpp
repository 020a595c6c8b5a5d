// SPDX-License-Identifier: MIT
// The transaction, and accounts.
#include "store/mailwriter.h"

#include "base/log.h"
#include "store/contentdatabase.h"
#include "store/writerstate.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>

namespace Turnstone {

namespace {

/// A notice names at most so many placements a list; beyond, "many" says it shorter.
constexpr qsizetype noticedPlacements = 1000;
/// Dropped contents are taken out of their database once there are so many, else at the next start.
constexpr int garbageTakenOutAt = 64;
constexpr int garbageTakenOutAtOnce = 256;

class AccountText {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::MailWriter)
public:
    static MailError refused(const QString &sentence)
    {
        return {ErrorScope::Account, ErrorKind::Protocol, RetryClass::Never, sentence, {}};
    }
    static MailError badName()
    {
        return refused(tr("An account's name can't be empty and can't contain “/”."));
    }
    static MailError nameTaken(const QString &name)
    {
        return refused(
            tr("There is already an account called “%1”. Choose another name.").arg(name));
    }
    static MailError gone()
    {
        return {ErrorScope::Account,
                ErrorKind::NotFound,
                RetryClass::Never,
                tr("This account is gone."),
                {}};
    }
    static MailError nested()
    {
        return {
            ErrorScope::Account,
            ErrorKind::Bug,
            RetryClass::Never,
            tr("The mail store reported an error: %1.").arg(QStringLiteral("nested transaction")),
            {}};
    }
};

void checkAccountName(Database &db, const Account &account)
{
    if (account.name.trimmed().isEmpty() || account.name.contains(QLatin1Char('/')))
        throw AccountText::badName();
    if (db.integer("SELECT 1 FROM account WHERE name = ? AND id <> ?", account.name, account.id))
        throw AccountText::nameTaken(account.name);
}

void tidyChanges(ChangeSet &changes)
{
    for (QList<PlacementId> *list : {&changes.added, &changes.changed, &changes.removed}) {
        if (changes.many) {
            list->clear();
        } else {
            std::sort(list->begin(), list->end());
            list->erase(std::unique(list->begin(), list->end()), list->end());
        }
    }
}

} // namespace

WriteTransaction::WriteTransaction(MailWriter &writer)
    : m_writer(writer)
{
    m_writer.d->begin();
}

WriteTransaction::~WriteTransaction()
{
    if (m_open)
        m_writer.d->rollback();
}

void WriteTransaction::commit()
{
    m_writer.d->commit();
    m_open = false;
}

MailWriter::MailWriter(Store &store)
    : MailReader(store, true)
    , d(std::make_unique<Private>(*this, *m_db))
{ }

MailWriter::~MailWriter() = default;

void MailWriter::Private::begin()
{
    if (open)
        throw AccountText::nested();
    db.begin();
    open = true;
    somethingMovesAway.reset();
}

void MailWriter::Private::commit()
{
    for (auto it = counters.cbegin(); it != counters.cend(); ++it) {
        db.run(
            "UPDATE folder SET total = total + ?, unread = unread + ?, on_computer = on_computer + "
            "?, only_here = only_here + ?, bytes = bytes + ? WHERE id = ?",
            it->total, it->unread, it->onComputer, it->onlyHere, it->bytes, it.key());
    }
    db.commit();
    open = false;
    sequenceTouched = false;
    counters.clear();
    labelAccounts.clear();
    keepRules.clear();
    ChangeSet committed = std::exchange(changes, {});
    tidyChanges(committed);
    if (!committed.isEmpty())
        Q_EMIT writer.m_store.notifier().changed(committed);
    if (garbage >= garbageTakenOutAt) {
        garbage = qMax(0, garbage - garbageTakenOutAtOnce); // the rest with the next commits
        try {
            removeContentGarbage(writer.m_store, db, garbageTakenOutAtOnce);
        } catch (const MailError &error) {
            // What was to be committed is; the garbage is still listed, and tried again at the
            // start.
            qCWarning(lcStore) << "dropped content stays for now:" << error.detail;
        }
    }
}

void MailWriter::Private::rollback() noexcept
{
    db.rollback();
    open = false;
    counters.clear();
    labelAccounts.clear();
    keepRules.clear();
    changes = {};
    if (std::exchange(sequenceTouched, false))
        reservedNext = reservedEnd = 0; // the block was taken in this transaction
}

void MailWriter::Private::note(QList<PlacementId> ChangeSet::*list, PlacementId id, FolderId folder)
{
    if (folder)
        changes.folders.insert(folder);
    if (changes.many)
        return;
    QList<PlacementId> &ids = changes.*list;
    if (ids.size() < noticedPlacements)
        ids.append(id);
    else
        changes.many = true;
}

void MailWriter::Private::count(const Placement &placement, int sign)
{
    if (!placement.folder)
        return;
    Counters &added = counters[placement.folder];
    added.total += sign;
    added.unread += placement.flags.flags.testFlag(Flag::Seen) ? 0 : sign;
    added.onlyHere += placement.bound == 0 ? sign : 0;
    const ContentLevel due = keepRule(placement.folder).due(placement.size, placement.mark);
    added.onComputer += placement.level != ContentLevel::None && placement.level >= due ? sign : 0;
    added.bytes += sign * placement.bytes;
    changes.folders.insert(placement.folder);
}

AccountId MailWriter::addAccount(const Account &account, bool foldersOnServer)
{
    WriteTransaction transaction(*this);
    checkAccountName(*m_db, account);
    m_db->run(
        "INSERT INTO account (name, password_kind, password_command, ca_file, keep, keep_days, "
        "largest_kept, less_on_metered, inbox_apart, password_is_token, sent_filing) VALUES (?, ?, "
        "?, ?, ?, ?, ?, ?, ?, ?, ?)",
        account.name, int(account.password.kind), account.password.command, account.caFile,
        int(account.keep), account.keepDays, account.largestKept, int(account.lessOnMetered),
        int(account.inboxApart), int(account.password.isToken), int(account.sentFiling));
    const AccountId id(m_db->lastInsertId());
    m_db->run("INSERT INTO identity (account, display_name, email) VALUES (?, ?, ?)", id,
              account.displayName, account.email);
    const IncomingServer &incoming = account.incoming;
    m_db->run("INSERT INTO incoming_server (account, protocol, host, port, security, user, "
              "leave_on_server) VALUES (?, ?, ?, ?, ?, ?, ?)",
              id, incoming.protocol, incoming.endpoint.host, int(incoming.endpoint.port),
              toString(incoming.endpoint.security), incoming.user,
              toString(incoming.leaveOnServer));
    const OutgoingServer &outgoing = account.outgoing;
    m_db->run("INSERT INTO outgoing_server (account, host, port, security, user, own_password, "
              "password_command) VALUES (?, ?, ?, ?, ?, ?, ?)",
              id, outgoing.endpoint.host, int(outgoing.endpoint.port),
              toString(outgoing.endpoint.security), outgoing.user, int(outgoing.ownPassword),
              outgoing.passwordCommand);
    m_db->run("UPDATE account SET outgoing_server = ? WHERE id = ?", m_db->lastInsertId(), id);
    d->makeFolder(id, QStringLiteral("INBOX"), FolderRole::Inbox, true);
    if (!foldersOnServer) {
        // Names of the store; the window shows a role in the user's language.
        d->makeFolder(id, QStringLiteral("Drafts"), FolderRole::Drafts, true);
        d->makeFolder(id, QStringLiteral("Sent"), FolderRole::Sent, true);
        d->makeFolder(id, QStringLiteral("Archive"), FolderRole::Archive, true);
        d->makeFolder(id, QStringLiteral("Junk"), FolderRole::Junk, true);
        d->makeFolder(id, QStringLiteral("Trash"), FolderRole::Trash, true);
    }
    // A content database of that number can only be another store's (mail.db was lost or replaced).
    // It may hold somebody's only copy, so it is put aside and not written into.
    const QString content = contentDatabasePath(m_store.paths(), id);
    if (QFile::exists(content))
        QFile::rename(content,
                      QStringLiteral("%1.found-%2").arg(content).arg(m_store.clock().utcSeconds()));
    d->changes.accounts = d->changes.folderTree = true;
    transaction.commit();
    return id;
}

void MailWriter::updateAccount(const Account &account)
{
    WriteTransaction transaction(*this);
    checkAccountName(*m_db, account);
    const std::optional<Account> before = this->account(account.id);
    if (!before)
        throw AccountText::gone();
    m_db->run("UPDATE account SET name = ?, password_kind = ?, password_command = ?, ca_file = ?, "
              "keep = ?, keep_days = ?, largest_kept = ?, less_on_metered = ?, inbox_apart = ?, "
              "password_is_token = ?, sent_filing = ? WHERE id = ?",
              account.name, int(account.password.kind), account.password.command, account.caFile,
              int(account.keep), account.keepDays, account.largestKept, int(account.lessOnMetered),
              int(account.inboxApart), int(account.password.isToken), int(account.sentFiling),
              account.id);
    m_db->run("UPDATE identity SET display_name = ?, email = ? WHERE account = ? AND position = 0",
              account.displayName, account.email, account.id);
    const IncomingServer &incoming = account.incoming;
    m_db->run("UPDATE incoming_server SET host = ?, port = ?, security = ?, user = ?, "
              "leave_on_server = ? WHERE account = ? AND retired_at IS NULL",
              incoming.endpoint.host, int(incoming.endpoint.port),
              toString(incoming.endpoint.security), incoming.user, toString(incoming.leaveOnServer),
              account.id);
    if (!(before->incoming.leaveOnServer == incoming.leaveOnServer)) {
        m_db->run("UPDATE incoming_server SET leave_since = ? WHERE account = ? AND retired_at IS "
                  "NULL",
                  m_store.clock().utcSeconds(), account.id);
        m_db->run("UPDATE remote_message SET deleted_here = 2 WHERE placement IS NULL AND "
                  "deleted_here IN (1, 3) AND remote_folder IN (SELECT r.id FROM remote_folder r "
                  "JOIN incoming_server s ON s.id = r.incoming_server WHERE s.account = ?)",
                  account.id);
        // Nor is what was deleted under another rule deleted once more.
        m_db->run("UPDATE removed_key SET times = 1000 WHERE remote_folder IN (SELECT r.id FROM "
                  "remote_folder r JOIN incoming_server s ON s.id = r.incoming_server WHERE "
                  "s.account = ?)",
                  account.id);
    }
    const OutgoingServer &outgoing = account.outgoing;
    m_db->run("UPDATE outgoing_server SET host = ?, port = ?, security = ?, user = ?, "
              "own_password = ?, password_command = ? WHERE id = (SELECT outgoing_server FROM "
              "account WHERE id = ?)",
              outgoing.endpoint.host, int(outgoing.endpoint.port),
              toString(outgoing.endpoint.security), outgoing.user, int(outgoing.ownPassword),
              outgoing.passwordCommand, account.id);
    if (outgoing.endpoint != before->outgoing.endpoint)
        m_db->run("UPDATE outgoing_server SET largest = NULL WHERE id = ?", before->outgoing.id);
    if (before->keep != account.keep || before->largestKept != account.largestKept) {
        if (account.keep < before->keep) // what was opened before goes as well, and says so
            m_db->run("UPDATE message SET asked = 0 WHERE account = ? AND asked <> 0", account.id);
        d->recountOnComputer("account = ?", account.id.value());
    }
    d->changes.accounts = true;
    transaction.commit();
}

void MailWriter::removeAccount(AccountId account)
{
    WriteTransaction transaction(*this);
    // Children before parents: a cascade would look each row up again.
    for (const std::string_view statement : {
             "DELETE FROM operation_placement WHERE operation IN (SELECT id FROM operation WHERE "
             "account = ?)",
             "DELETE FROM operation WHERE account = ?",
             // As originals of what goes to another account.
             "DELETE FROM operation_placement WHERE placement IN (SELECT p.id FROM placement p "
             "JOIN "
             "message m ON m.id = p.message WHERE m.account = ?)",
             "DELETE FROM switch_message WHERE switch IN (SELECT id FROM switch_journal WHERE "
             "account = ?)",
             "DELETE FROM switch_before WHERE switch IN (SELECT id FROM switch_journal WHERE "
             "account = ?)",
             "DELETE FROM switch_folder WHERE switch IN (SELECT id FROM switch_journal WHERE "
             "account = ?)",
             "DELETE FROM switch_header WHERE incoming_server IN (SELECT id FROM incoming_server "
             "WHERE account = ?)",
             "DELETE FROM switch_journal WHERE account = ?",
             "DELETE FROM remote_message WHERE remote_folder IN (SELECT r.id FROM remote_folder r "
             "JOIN "
             "incoming_server s ON s.id = r.incoming_server WHERE s.account = ?)",
             "DELETE FROM lost_key WHERE remote_folder IN (SELECT r.id FROM remote_folder r JOIN "
             "incoming_server s ON s.id = r.incoming_server WHERE s.account = ?)",
             "DELETE FROM removed_key WHERE remote_folder IN (SELECT r.id FROM remote_folder r "
             "JOIN incoming_server s ON s.id = r.incoming_server WHERE s.account = ?)",
             "DELETE FROM remote_folder WHERE incoming_server IN (SELECT id FROM incoming_server "
             "WHERE "
             "account = ?)",
             "DELETE FROM expected WHERE placement IN (SELECT p.id FROM placement p JOIN message m "
             "ON "
             "m.id = p.message WHERE m.account = ?)",
             "DELETE FROM draft WHERE account = ?",
             "DELETE FROM template_folder WHERE account = ?",
             "DELETE FROM placement WHERE message IN (SELECT id FROM message WHERE account = ?)",
             "DELETE FROM part WHERE account = ?",
             "DELETE FROM thread_merge WHERE thread IN (SELECT thread FROM message WHERE account = "
             "?)",
             "DELETE FROM thread_link WHERE account = ?",
             "DELETE FROM email_id WHERE incoming_server IN (SELECT id FROM incoming_server WHERE "
             "account = ?)",
             "DELETE FROM outbox_recipient WHERE outbox IN (SELECT id FROM outbox WHERE account = "
             "?)",
             "DELETE FROM outbox_original WHERE outbox IN (SELECT id FROM outbox WHERE account = "
             "?)",
             "DELETE FROM outbox WHERE account = ?",
             "DELETE FROM message WHERE account = ?",
             "UPDATE folder SET parent = NULL WHERE account = ?",
             "DELETE FROM folder WHERE account = ?",
             "DELETE FROM outgoing_server WHERE account = ?",
             "DELETE FROM incoming_server WHERE account = ?",
             "DELETE FROM identity WHERE account = ?",
             "DELETE FROM account WHERE id = ?",
             "INSERT INTO account_garbage (account) VALUES (?)",
         })
        m_db->run(statement, account);
    d->changes.accounts = d->changes.folderTree = d->changes.operations = true;
    d->changes.many = true;
    m_content->forget(account);
    d->garbage = garbageTakenOutAt; // its file goes now
    transaction.commit();
}

} // namespace Turnstone
