// SPDX-License-Identifier: MIT
// Which folder here is which folder there, and what it would be called.
#include "engine/protocolswitch/switchrun.h"

#include "engine/protocolswitch/switchtext.h"
#include "store/foldernames.h"

#include <algorithm>

namespace Turnstone {

void SwitchRun::refreshLocal()
{
    m_local = m_writer.folders(m_account.id);
    mapFolders();
}

/// One to one: as it was when this server was in use, then the Inbox, then by role, then by path.
void SwitchRun::mapFolders()
{
    m_folderHere = QList<FolderId>(m_listed.size());
    m_folderThere.clear();
    QHash<FolderId, const Folder *> local;
    for (const Folder &folder : std::as_const(m_local))
        local.insert(folder.id, &folder);
    const auto map = [&](int index, FolderId here) {
        if (!here || m_folderHere[index] || m_folderThere.contains(here) || !local.contains(here))
            return;
        m_folderHere[index] = here;
        m_folderThere.insert(here, index);
    };
    const QList<RemoteFolderRow> known = m_writer.remoteFolders(m_toServer.id);
    const auto eachListed = [&](auto step) {
        for (int i = 0; i < int(m_listed.size()); ++i)
            step(i, m_listed[i]);
    };
    eachListed([&](int i, const RemoteFolder &remote) {
        for (const RemoteFolderRow &row : known) {
            if (row.path == remote.path)
                map(i, row.folder);
        }
    });
    // What a preview named, and this switch has made since.
    eachListed([&](int i, const RemoteFolder &remote) {
        for (const SwitchFolderPlan &plan : std::as_const(m_plan.folders)) {
            if (plan.folder && !plan.remoteName.isEmpty() && plan.remoteName == remote.name)
                map(i, plan.folder);
        }
    });
    const auto byRole = [&](FolderRole role) {
        for (const Folder &folder : std::as_const(m_local)) {
            if (folder.role == role)
                return folder.id;
        }
        return FolderId();
    };
    eachListed([&](int i, const RemoteFolder &remote) {
        const bool inbox = remote.role == FolderRole::Inbox
            || remote.path.compare("INBOX", Qt::CaseInsensitive) == 0;
        if (inbox)
            map(i, byRole(FolderRole::Inbox));
    });
    eachListed([&](int i, const RemoteFolder &remote) {
        if (remote.role != FolderRole::None && remote.role != FolderRole::Inbox)
            map(i, byRole(remote.role));
    });
    eachListed([&](int i, const RemoteFolder &remote) {
        const QString path = storedFolderPath(remote.name, remote.delimiter, remote.path);
        for (const Folder &folder : std::as_const(m_local)) {
            if (folder.path == path)
                map(i, folder.id);
        }
    });
}

int SwitchRun::folderThere(FolderId here) const
{
    return m_folderThere.value(here, -1);
}

/// Null: it has one level only.
QChar SwitchRun::delimiterThere() const
{
    QChar delimiter;
    for (const RemoteFolder &remote : m_listed) {
        if (!remote.delimiter.isNull())
            delimiter = remote.delimiter;
    }
    return delimiter;
}

/// Decoded, with the server's delimiter. What it doesn't allow in a name is written as '-'; the
/// folder here keeps its name.
QString SwitchRun::nameThere(FolderId here) const
{
    if (const int index = folderThere(here); index >= 0)
        return m_listed[index].name;
    const QChar delimiter = delimiterThere();
    for (const Folder &folder : m_local) {
        if (folder.id != here)
            continue;
        QString level = folder.name;
        if (!delimiter.isNull())
            level.replace(delimiter, QLatin1Char('-'));
        const QString above = folder.parent ? nameThere(folder.parent) : QString();
        const QString name = above.isEmpty()
            ? level
            : above + (delimiter.isNull() ? QChar(QLatin1Char('-')) : delimiter) + level;
        const auto taken = [&](const QString &wish) {
            for (const RemoteFolder &remote : m_listed) {
                if (remote.name.compare(wish, Qt::CaseInsensitive) == 0)
                    return true;
            }
            return false;
        };
        QString free = name;
        for (int i = 2; taken(free); ++i)
            free = QStringLiteral("%1 (%2)").arg(name).arg(i);
        return free;
    }
    return {};
}

/// Makes the folder on the server where it isn't there.
RemoteFolder SwitchRun::makeThere(FolderId here)
{
    if (const int index = folderThere(here); index >= 0)
        return m_listed[index];
    const QString name = nameThere(here);
    RemoteFolder made;
    for (const Folder &folder : std::as_const(m_local)) {
        if (folder.id == here)
            made.role = folder.role;
    }
    made.name = name;
    // With the levels above it, which the server makes too.
    QString level = name;
    for (QChar delimiter = delimiterThere(); !delimiter.isNull() && level.contains(delimiter);) {
        level.truncate(level.lastIndexOf(delimiter));
        const bool isThere =
            std::any_of(m_listed.cbegin(), m_listed.cend(),
                        [&](const RemoteFolder &remote) { return remote.name == level; });
        if (!isThere && !level.isEmpty())
            m_switches.noteFolder(journal, level);
    }
    m_switches.noteFolder(journal, name);
    try {
        made.path = there().folderChanges()->create(name, made.role);
        m_switches.noteFolder(journal, name, made.path);
    } catch (const MailError &error) {
        if (error.scope == ErrorScope::Session || error.scope == ErrorScope::Account)
            throw;
        // Made by another program meanwhile: then it is there.
        const QList<RemoteFolder> now = there().folders();
        for (const RemoteFolder &remote : now) {
            if (remote.name == name)
                made = remote;
        }
        m_switches.forgetFolder(journal, name);
        if (made.path.isEmpty())
            throw;
    }
    made.delimiter = delimiterThere();
    const int index = int(m_listed.size());
    m_listed.append(made);
    m_folderHere.append(here);
    m_folderThere.insert(here, index);
    m_inventory->survey(there(), made);
    return made;
}

} // namespace Turnstone
