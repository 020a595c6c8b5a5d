// SPDX-License-Identifier: MIT
#include "engine/folderlisting.h"

#include "engine/folderrenames.h"
#include "mail/limits.h"

#include <algorithm>

namespace Turnstone {

namespace {
int roleOrder(FolderRole role)
{
    switch (role) {
    case FolderRole::Inbox:
        return 0;
    case FolderRole::Drafts:
        return 1;
    case FolderRole::Sent:
        return 2;
    case FolderRole::Flagged:
        return 4;
    case FolderRole::Archive:
        return 5;
    case FolderRole::None:
        return 3;
    case FolderRole::Trash:
        return 6;
    case FolderRole::Junk:
        return 7;
    case FolderRole::All:
        break;
    }
    return 8;
}
} // namespace

FolderListing::FolderListing(MailWriter &writer, MailBackend &backend, const Account &account,
                             const PassOptions &options)
    : m_writer(writer)
    , m_backend(backend)
    , m_account(account)
    , m_options(options)
{ }

QList<RemoteFolderRow> FolderListing::named()
{
    const QList<RemoteFolderRow> all = m_writer.remoteFolders(m_account.incoming.id);
    QList<RemoteFolderRow> rows;
    for (const FolderId folder : m_options.folders) {
        for (const RemoteFolderRow &row : all) {
            if (row.folder == folder)
                rows.append(row);
        }
    }
    return rows;
}

std::optional<RemoteFolderRow> FolderListing::firstKnown()
{
    QList<RemoteFolderRow> rows = m_writer.remoteFolders(m_account.incoming.id);
    if (rows.isEmpty()) {
        const QByteArray inbox = "INBOX";
        WriteTransaction transaction(m_writer);
        MailWriter::SeenFolder seen;
        seen.path = inbox;
        seen.name = QString::fromLatin1(inbox);
        seen.role = FolderRole::Inbox;
        m_writer.foldersSeen(m_account.incoming.id, {seen});
        transaction.commit();
        rows = m_writer.remoteFolders(m_account.incoming.id);
    }
    std::optional<RemoteFolderRow> first;
    for (const RemoteFolderRow &row : std::as_const(rows)) {
        const bool inbox = row.path.compare("INBOX", Qt::CaseInsensitive) == 0;
        if (row.folder == m_options.first || (inbox && !first))
            first = row;
    }
    return first;
}

QList<RemoteFolderRow> FolderListing::read()
{
    const QList<RemoteFolder> listed = m_backend.folders();
    m_modSeqsCoverAll = m_backend.traits().ladder == BackendTraits::Ladder::Everything;
    const bool whole = listed.size() < Limits::folders; // a cut list says nothing of what it lacks
    if (whole)
        FolderRenames(m_writer, m_backend, m_account).follow(listed);
    write(listed);
    if (whole)
        unbindVanished(listed);
    QList<RemoteFolderRow> rows = m_writer.remoteFolders(m_account.incoming.id);
    rows.removeIf([this](const RemoteFolderRow &row) {
        const auto it = m_listed.constFind(row.path);
        return it == m_listed.constEnd() || !it->selectable;
    });
    return inOrder(std::move(rows));
}

void FolderListing::write(const QList<RemoteFolder> &listed)
{
    QList<MailWriter::SeenFolder> seen;
    seen.reserve(listed.size());
    for (const RemoteFolder &folder : listed) {
        m_listed.insert(folder.path, folder);
        // One in the other is the same in number (storetypes.h); the store knows no backend.
        seen.append({folder.path, folder.name, folder.delimiter, folder.role, folder.selectable,
                     folder.subscribed, FolderOwner(folder.owner)});
    }
    WriteTransaction transaction(m_writer);
    m_writer.foldersSeen(m_account.incoming.id, seen);
    const BackendTraits traits = m_backend.traits();
    m_writer.setFoldersAreLabels(m_account.incoming.id, traits.labels);
    m_writer.setServerTerms(m_account.incoming.id, {traits.expireDays, traits.loginDelaySeconds});
    transaction.commit();
}

void FolderListing::unbindVanished(const QList<RemoteFolder> &listed)
{
    const auto missingFrom = [&](const QList<RemoteFolder> &list) {
        QSet<QByteArray> paths;
        for (const RemoteFolder &folder : list)
            paths.insert(folder.path);
        // Also one that was removed here: what was moved out of it before may be elsewhere there.
        QList<RemoteFolderRow> missing = m_writer.remoteFolders(m_account.incoming.id, true);
        missing.removeIf([&](const RemoteFolderRow &row) {
            return paths.contains(row.path) || row.path.compare("INBOX", Qt::CaseInsensitive) == 0;
        });
        return missing;
    };
    if (missingFrom(listed).isEmpty())
        return;
    // A second look: a list is taken while others rename, and some servers answer under load with
    // less than all.
    const QList<RemoteFolderRow> gone = missingFrom(m_backend.foldersAgain());
    if (gone.isEmpty())
        return;
    WriteTransaction transaction(m_writer);
    for (const RemoteFolderRow &row : gone)
        m_writer.folderVanished(row.id);
    transaction.commit();
}

QList<RemoteFolderRow> FolderListing::inOrder(QList<RemoteFolderRow> rows)
{
    QHash<FolderId, FolderRole> roles;
    const QList<Folder> folders = m_writer.folders(m_account.id);
    for (const Folder &folder : folders)
        roles.insert(folder.id, folder.role);
    std::stable_sort(rows.begin(), rows.end(), [&](const auto &a, const auto &b) {
        const auto rank = [&](const RemoteFolderRow &row) {
            return row.folder == m_options.first ? -1 : roleOrder(roles.value(row.folder));
        };
        return rank(a) < rank(b);
    });
    return rows;
}

// By STATUS: the same mod-sequence, where one that an expunge raises too was remembered (QRESYNC,
// RFC 7162 3.2); else the same UIDs, as many messages and as many unread. Stars and tags changed
// elsewhere don't show in it, so the Inbox and the open folder are always read, and a full pass
// reads all.
bool FolderListing::isUnchanged(const RemoteFolderRow &row)
{
    if (m_options.full || m_options.extent == PassExtent::Folders || row.uidValidity == 0
        || row.backfillBelow > 1)
        return false;
    const RemoteFolder remote = m_listed.value(row.path);
    const bool sameUids = remote.uidValidity == row.uidValidity && remote.uidNext == row.uidNext;
    if (row.highestModSeq != 0 && remote.highestModSeq.value_or(0) != 0 && m_modSeqsCoverAll)
        return sameUids && remote.highestModSeq == row.highestModSeq;
    // Without that it says of flags alone that nothing changed, or that something did.
    if (row.highestModSeq != 0 && remote.highestModSeq.value_or(0) != 0
        && row.highestModSeq != *remote.highestModSeq)
        return false;
    if (row.folder == m_options.first)
        return false;
    const auto folder = m_writer.folder(row.folder);
    if (!folder || folder->role == FolderRole::Inbox)
        return false;
    return sameUids && remote.messages && *remote.messages == folder->total && remote.unseen
        && *remote.unseen == folder->unread;
}

} // namespace Turnstone
