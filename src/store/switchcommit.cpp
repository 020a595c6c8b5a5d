// SPDX-License-Identifier: MIT
// The one transaction by which an account reads from another server.
#include "store/switchwriter.h"

#include "store/database.h"
#include "store/rows.h"
#include "store/writerstate.h"

#include <QCoreApplication>

#include <array>
#include <map>

namespace Turnstone {

namespace {

class CommitText {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::SwitchWriter)
public:
    static MailError changedMeanwhile()
    {
        return {ErrorScope::Account,
                ErrorKind::Permission,
                RetryClass::Now,
                tr("The account's settings were changed meanwhile. Try again."),
                {}};
    }
};

/// The flags that two copies of one message end with: read or not as it is here, because fetching
/// by POP3 marks mail as read at some servers; what either side was marked with stays.
FlagState unitedFlags(const FlagState &here, const FlagState &there)
{
    const MessageFlags either = Flag::Flagged | Flag::Answered | Flag::Forwarded | Flag::Draft;
    FlagState united = here;
    united.flags |= there.flags & either;
    if (!(here.flags & (Flag::Junk | Flag::NotJunk)))
        united.flags |= there.flags & (Flag::Junk | Flag::NotJunk);
    united.flags.setFlag(Flag::Deleted, there.flags.testFlag(Flag::Deleted));
    FlagChange tags;
    tags.addTags = there.tags;
    return applied(united, tags);
}

FlagChange changeBetween(const FlagState &from, const FlagState &to)
{
    FlagChange change;
    change.add = to.flags & ~from.flags;
    change.remove = from.flags & ~to.flags;
    for (const QString &tag : to.tags) {
        if (!from.tags.contains(tag, Qt::CaseInsensitive))
            change.addTags.append(tag);
    }
    for (const QString &tag : from.tags) {
        if (!to.tags.contains(tag, Qt::CaseInsensitive))
            change.removeTags.append(tag);
    }
    return change;
}

/// Placements of one folder that an operation is queued for, by what it says.
struct SaidOfMany {
    FlagChange change;
    FolderId source, destination;
    QList<PlacementId> placements;
};

QList<PlacementId> &saidOf(std::map<QByteArray, SaidOfMany> &groups, const SaidOfMany &what)
{
    const FlagChange &change = what.change;
    const QByteArray name = QByteArray::number(change.add.toInt()) + ' '
        + QByteArray::number(change.remove.toInt()) + ' ' + QByteArray::number(what.source.value())
        + ' ' + QByteArray::number(what.destination.value()) + '\n'
        + change.addTags.join(QLatin1Char('\n')).toUtf8() + "\n\n"
        + change.removeTags.join(QLatin1Char('\n')).toUtf8();
    return groups.try_emplace(name, what).first->second.placements;
}

} // namespace

void SwitchWriter::commit(const SwitchCommit &commit)
{
    WriteTransaction transaction(m_writer);
    MailWriter::Private &d = *m_writer.d;
    const IncomingServerId inUse(m_db.integer(
        "SELECT id FROM incoming_server WHERE account = ? AND retired_at IS NULL", commit.account));
    if (inUse != commit.from || server(commit.to).id != commit.to)
        throw CommitText::changedMeanwhile();
    const qint64 now = nowUtc();

    // The servers. A rule for what is fetched is for what comes from now on.
    m_db.run("UPDATE incoming_server SET retired_at = ?, prepared = 0, frozen_until = 0 WHERE id = "
             "?",
             now, commit.from);
    m_db.run("UPDATE incoming_server SET retired_at = NULL, prepared = 0, frozen_until = 0, "
             "leave_since = ? WHERE id = ?",
             now, commit.to);
    d.labelAccounts.clear();
    // Mail is sent on as whom it was.
    if (const QString user = server(commit.from).user; user != server(commit.to).user)
        m_db.run("UPDATE outgoing_server SET user = ? WHERE account = ? AND user = '' AND host <> "
                 "''",
                 user, commit.account);
    if (commit.sendsByOwnPassword)
        m_db.run("UPDATE outgoing_server SET own_password = 1, password_command = ? WHERE account "
                 "= ? AND own_password = 0 AND host <> ''",
                 commit.sendingCommand, commit.account);

    // Its folders and keys, as they were surveyed; nothing older says anything.
    QHash<QByteArray, QByteArray> headers; // of keys, where they are known
    {
        Statement known =
            m_db.query("SELECT b.key, b.header FROM remote_message b JOIN remote_folder r ON r.id "
                       "= b.remote_folder WHERE r.incoming_server = ? AND b.header <> x''",
                       commit.to);
        while (known.step())
            headers.insert(known.blob(0), known.blob(1));
    }
    m_db.run("DELETE FROM remote_message WHERE remote_folder IN (SELECT id FROM remote_folder "
             "WHERE incoming_server = ?)",
             commit.to);
    QSet<QByteArray> listed;
    for (const SwitchCommit::Folder &folder : commit.folders)
        listed.insert(folder.seen.path);
    const QList<RemoteFolderRow> before = m_writer.remoteFolders(commit.to, true);
    for (const RemoteFolderRow &row : before) {
        if (listed.contains(row.path))
            continue;
        m_db.run("DELETE FROM lost_key WHERE remote_folder = ?", row.id);
        m_db.run("DELETE FROM removed_key WHERE remote_folder = ?", row.id);
        m_db.run("DELETE FROM remote_folder WHERE id = ?", row.id);
    }
    QList<MailWriter::SeenFolder> seen;
    for (const SwitchCommit::Folder &folder : commit.folders) {
        seen.append(folder.seen);
        if (folder.here)
            m_writer.folderCreated(commit.to, folder.here, folder.seen.path, folder.seen.delimiter);
    }
    m_writer.foldersSeen(commit.to, seen);
    QHash<QByteArray, RemoteFolderRow> byPath;
    const QList<RemoteFolderRow> rows = m_writer.remoteFolders(commit.to, true);
    for (const RemoteFolderRow &row : rows)
        byPath.insert(row.path, row);
    if (!commit.foldersOnServer) {
        // What were the server's folders are this computer's now.
        m_db.run("UPDATE folder SET selectable = 1, read_only = 0, owner = 0, emptied = 0 WHERE "
                 "account = ?",
                 commit.account);
        const std::array<std::pair<FolderRole, const char *>, 5> localFolders{
            {{FolderRole::Drafts, "Drafts"},
             {FolderRole::Sent, "Sent"},
             {FolderRole::Archive, "Archive"},
             {FolderRole::Junk, "Junk"},
             {FolderRole::Trash, "Trash"}}};
        for (const auto &[role, name] : localFolders) {
            const QString path = QString::fromLatin1(name);
            if (m_writer.folderByRole(commit.account, role))
                continue;
            if (const auto named = m_writer.folderByPath(commit.account, path))
                m_db.run("UPDATE folder SET role = ? WHERE id = ? AND role = ''", toString(role),
                         named->id);
            else
                d.makeFolder(commit.account, path, role, true);
        }
    }
    QList<RemoteFolderRow> folders;
    for (const SwitchCommit::Folder &folder : commit.folders) {
        const RemoteFolderRow row = byPath.value(folder.seen.path);
        folders.append(row);
        // What isn't here is a gap: the next pass reads it, newest first, and leaves the rest
        // alone.
        const quint32 gap = folder.hasUnknown ? folder.uidNext : 0;
        m_writer.setCursor(row.id, folder.uidValidity, folder.uidNext, 0, gap);
    }

    // 2, as under a rule that was in force before: nothing is deleted there on account of it.
    const auto know = [&](RemoteFolderId folder, const QByteArray &key) {
        m_db.run("INSERT OR IGNORE INTO remote_message (remote_folder, number, key, deleted_here, "
                 "header) VALUES (?, ?, ?, 2, ?)",
                 folder, keyNumber(key), key, headers.value(key));
    };
    std::map<QByteArray, SaidOfMany> flagChanges, moves;
    for (const SwitchCommit::Bound &bound : commit.bound) {
        const RemoteFolderRow folder = folders.value(bound.folder);
        std::optional<MailWriter::Private::Placement> placement = d.placement(bound.placement);
        if (!folder.id || m_writer.isBound(folder.id, bound.key))
            continue;
        if (!placement) { // deleted between the match and now
            know(folder.id, bound.key);
            continue;
        }
        d.bind(folder.id, bound.key, {placement->id, placement->message}, bound.there,
               headers.value(bound.key));
        d.rememberName(commit.to, bound.emailId, placement->message);
        // It is here again, whatever became of it before.
        m_db.run("DELETE FROM removed_key WHERE remote_folder = ? AND key = ?", folder.id,
                 bound.key);
        const bool elsewhere = placement->folder && placement->folder != folder.folder;
        SwitchCommit::Filing filing = bound.filing;
        if (bound.matchedIn && placement->folder != bound.matchedIn)
            filing = SwitchCommit::Filing::MoveThere; // moved meanwhile: the last wish
        if (elsewhere && filing == SwitchCommit::Filing::AsThere)
            d.setFolder(*placement, folder.folder);
        if (commit.flagsOnServer && placement->folder) {
            const FlagState wanted = unitedFlags(placement->flags, bound.there);
            d.setFlags(*placement, wanted);
            const FlagChange left = changeBetween(bound.there, wanted);
            if (!left.isEmpty())
                saidOf(flagChanges, {left, folder.folder, {}, {}}).append(placement->id);
        }
        if (elsewhere && filing == SwitchCommit::Filing::MoveThere
            && d.isFolderOnServer(placement->folder))
            saidOf(moves, {{}, folder.folder, placement->folder, {}}).append(placement->id);
    }
    for (const SwitchCommit::Known &known : commit.known) {
        const RemoteFolderRow folder = folders.value(known.folder);
        if (!folder.id)
            continue;
        know(folder.id, known.key);
    }
    // Flags first: a message that was moved has another key.
    for (const auto &[name, group] : flagChanges) {
        MailWriter::Private::NewOperation operation;
        operation.kind = OperationKind::SetFlags;
        operation.account = commit.account;
        operation.source = group.source;
        operation.change = group.change;
        d.queue(operation, group.placements);
    }
    for (const auto &[name, group] : moves) {
        MailWriter::Private::NewOperation operation;
        operation.kind = OperationKind::Move;
        operation.account = commit.account;
        operation.source = group.source;
        operation.destination = group.destination;
        d.queue(operation, group.placements);
    }
    refreshAllBound(commit.account, commit.to);
    for (const FolderId folder : commit.uploadedTo) {
        QList<PlacementId> late;
        {
            Statement found = m_db.query(
                "SELECT p.id FROM placement p WHERE p.folder = ? AND p.id > ? AND p.bound = 0 AND "
                "EXISTS (SELECT 1 FROM part w WHERE w.message = p.message AND w.section = x'') "
                "ORDER BY p.id",
                folder, commit.newestCompared);
            while (found.step())
                late.append(found.id<PlacementId>(0));
        }
        if (late.isEmpty() || !d.isFolderOnServer(folder))
            continue;
        MailWriter::Private::NewOperation operation;
        operation.kind = OperationKind::Append;
        operation.account = commit.account;
        operation.source = operation.destination = folder;
        d.queue(operation, late);
    }

    m_db.run("UPDATE switch_journal SET state = ? WHERE account = ? AND state = ? AND id <> ?",
             int(SwitchState::Closed), commit.account, int(SwitchState::Committed), commit.id);
    if (commit.becomes == SwitchState::Committed)
        m_db.run("UPDATE switch_journal SET state = ?, stage = ?, committed = ?, undoable_until = "
                 "? WHERE id = ?",
                 int(SwitchState::Committed), int(SwitchStage::Commit), now,
                 commit.undoableUntilUtc, commit.id);
    else
        m_db.run("UPDATE switch_journal SET state = ?, stage = ? WHERE id = ?", int(commit.becomes),
                 int(SwitchStage::Commit), commit.id);
    retryOperations(commit.account);
    m_db.run("DELETE FROM switch_before WHERE switch = ?", commit.id);
    m_db.run("DELETE FROM switch_header WHERE incoming_server IN (?, ?)", commit.from, commit.to);
    d.changes.accounts = d.changes.folderTree = d.changes.operations = d.changes.many = true;
    const QList<Folder> all = m_writer.folders(commit.account);
    for (const Folder &folder : all)
        d.changes.folders.insert(folder.id);
    if (stepHook)
        stepHook("commit", false);
    transaction.commit();
    if (stepHook)
        stepHook("commit", true);
}

/// What Private::refreshBound does for one placement, for all of an account at once: a statement a
/// placement would take minutes for a million.
void SwitchWriter::refreshAllBound(AccountId account, IncomingServerId server)
{
    MailWriter::Private &d = *m_writer.d;
    constexpr std::string_view bound =
        "coalesce((SELECT max(CASE WHEN r.folder IS placement.folder THEN 4 ELSE 2 END) FROM "
        "remote_message b JOIN remote_folder r ON r.id = b.remote_folder AND r.incoming_server = "
        "?2 WHERE b.placement = placement.id), 0) % 3";
    m_db.run("UPDATE placement SET bound = " + std::string(bound)
                 + " WHERE folder IN (SELECT id FROM folder WHERE account = ?1)",
             account, server);
    m_db.run("UPDATE placement SET bound = " + std::string(bound)
                 + " WHERE folder IS NULL AND id IN (SELECT o.placement FROM operation_placement o "
                   "JOIN operation q ON q.id = o.operation WHERE q.account = ?1)",
             account, server);
    // The transaction adds to the counters when it ends: here, what makes them right.
    {
        Statement folders = m_db.query(
            "SELECT f.id, (SELECT count(*) FROM placement p WHERE p.folder = f.id AND p.bound = 0) "
            "- f.only_here FROM folder f WHERE f.account = ?",
            account);
        while (folders.step())
            d.counters[folders.id<FolderId>(0)].onlyHere = folders.integer(1);
    }
    // Where its server may still show what has no key there.
    m_db.run("DELETE FROM expected WHERE folder IN (SELECT id FROM folder WHERE account = ?)",
             account);
    QList<PlacementId> unbound;
    {
        Statement rows = m_db.query("SELECT id FROM placement WHERE bound <> 1 AND folder IN "
                                    "(SELECT id FROM folder WHERE account = ?1) UNION SELECT "
                                    "o.placement FROM operation_placement o JOIN operation q ON "
                                    "q.id = o.operation WHERE q.account = ?1",
                                    account);
        while (rows.step())
            unbound.append(rows.id<PlacementId>(0));
    }
    for (const PlacementId id : std::as_const(unbound))
        d.refreshBound(id);
}

} // namespace Turnstone
