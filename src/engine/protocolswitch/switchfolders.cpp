// SPDX-License-Identifier: MIT
// Which folder here is which folder there, and what it would be called.
#include "engine/protocolswitch/switchrun.h"

#include "base/log.h"
#include "engine/protocolswitch/switchtext.h"
#include "store/foldernames.h"

#include <algorithm>

namespace Turnstone {

namespace {

/// A file's name has 255 bytes, a letter of any script up to three in an IMAP name, and some
/// servers keep the whole path in one.
constexpr qsizetype plainNameLength = 60;

/// What hardly any server refuses.
QString plainLevel(const QString &level)
{
    QString plain;
    for (const QChar c : level) {
        const bool isPlain =
            c.isLetterOrNumber() || c.isMark() || c == QLatin1Char(' ') || c == QLatin1Char('_');
        plain.append(isPlain ? c : QChar(QLatin1Char('-')));
    }
    plain = plain.left(plainNameLength).trimmed();
    return plain.isEmpty() ? QStringLiteral("-") : plain;
}

} // namespace

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

/// Decoded, with the server's delimiter, which is written as '-' within a level; the folder here
/// keeps its name.
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
        return freeName(above.isEmpty()
                            ? level
                            : above + (delimiter.isNull() ? QChar(QLatin1Char('-')) : delimiter)
                                + level);
    }
    return {};
}

QString SwitchRun::freeName(const QString &name) const
{
    const auto taken = [&](const QString &wish) {
        return std::any_of(m_listed.cbegin(), m_listed.cend(), [&](const RemoteFolder &remote) {
            return remote.name.compare(wish, Qt::CaseInsensitive) == 0;
        });
    };
    QString free = name;
    for (int i = 2; taken(free); ++i)
        free = QStringLiteral("%1 (%2)").arg(name).arg(i);
    return free;
}

/// As it is called here; for servers that don't take that, with letters and digits, and not long;
/// for those that keep either mail or folders in a folder (mbox), outside of the one above it.
QStringList SwitchRun::namesThere(FolderId here) const
{
    QStringList names{nameThere(here)};
    const QChar delimiter = delimiterThere();
    for (const Folder &folder : m_local) {
        if (folder.id != here)
            continue;
        const QString leaf = plainLevel(folder.name);
        const QString above = folder.parent ? nameThere(folder.parent) : QString();
        if (!above.isEmpty() && !delimiter.isNull())
            names.append(freeName(above + delimiter + leaf));
        QStringList levels = folder.path.split(QLatin1Char('/'));
        for (QString &level : levels)
            level = plainLevel(level);
        names.append(freeName(levels.join(QLatin1Char('-')).right(plainNameLength)));
    }
    names.removeDuplicates();
    return names;
}

bool SwitchRun::isToMake(const SwitchFolderPlan &plan) const
{
    if (!m_toFolders || !plan.folder || folderThere(plan.folder) >= 0)
        return false;
    const bool files = plan.toMove.messages > 0
        && (plan.choice == SwitchChoice::Upload
            || (plan.role == FolderRole::Trash && m_plan.moveDeletedToTrash));
    // The user's own, also without mail: so they are the same everywhere. What is special is made
    // as it is first used.
    const bool isOwn = plan.role == FolderRole::None && plan.choice == SwitchChoice::Upload;
    if (files || !isOwn)
        return files;
    // A level of names that the server has already is there as far as it can be.
    const QString below = plan.remoteName + delimiterThere();
    return delimiterThere().isNull()
        || std::none_of(m_listed.cbegin(), m_listed.cend(),
                        [&](const RemoteFolder &remote) { return remote.name.startsWith(below); });
}

/// Makes the folder on the server where it isn't there. Absent where the server makes none, under
/// no name: then what is in it stays here.
std::optional<RemoteFolder> SwitchRun::makeThere(FolderId here)
{
    if (m_foldersRefused.contains(here))
        return std::nullopt;
    if (const int index = folderThere(here); index >= 0)
        return m_listed[index];
    for (const Folder &folder : std::as_const(m_local)) {
        const SwitchFolderPlan *above =
            folder.id == here && folder.parent ? planOf(folder.parent) : nullptr;
        // Or the server makes a level that can't hold mail.
        if (above && above->choice == SwitchChoice::Upload)
            makeThere(above->folder);
    }
    const QStringList names = namesThere(here);
    for (const QString &name : names) {
        const SwitchFolderPlan *planned = planOf(here);
        if (planned && planned->remoteName != name)
            nameAnew(here, name);
        try {
            return makeNamed(here, name);
        } catch (const MailError &error) {
            if (error.scope == ErrorScope::Session || error.scope == ErrorScope::Account)
                throw;
            qCInfo(lcEngine) << "a folder isn't made:" << error.detail;
            if (folderThere(here) >= 0)
                break; // made, and can't be opened
        }
    }
    m_foldersRefused.insert(here);
    return std::nullopt;
}

/// Journalled before it is made, so that it is found again as this folder's.
void SwitchRun::nameAnew(FolderId here, const QString &name)
{
    const auto rename = [&](SwitchPreview &preview) {
        for (SwitchFolderPlan &plan : preview.folders) {
            if (plan.folder == here)
                plan.remoteName = name;
        }
    };
    rename(m_plan);
    if (auto kept = m_switches.preview(m_account.id)) {
        rename(*kept);
        m_switches.choose(kept->id, *kept);
    }
}

RemoteFolder SwitchRun::makeNamed(FolderId here, const QString &name)
{
    RemoteFolder made;
    for (const Folder &folder : std::as_const(m_local)) {
        if (folder.id == here)
            made.role = folder.role;
    }
    made.name = name;
    // With the levels above it, which the server makes too.
    QStringList noted{name};
    QString level = name;
    for (QChar delimiter = delimiterThere(); !delimiter.isNull() && level.contains(delimiter);) {
        level.truncate(level.lastIndexOf(delimiter));
        const bool isThere =
            std::any_of(m_listed.cbegin(), m_listed.cend(),
                        [&](const RemoteFolder &remote) { return remote.name == level; });
        if (!isThere && !level.isEmpty())
            noted.prepend(level);
    }
    for (const QString &one : std::as_const(noted))
        m_switches.noteFolder(journal, one);
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
    m_folderThere.insert(here, int(m_listed.size()));
    m_listed.append(made);
    m_folderHere.append(here);
    m_inventory->survey(there(), made);
    return made;
}

} // namespace Turnstone
