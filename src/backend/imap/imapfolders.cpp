// SPDX-License-Identifier: MIT
#include "backend/imap/imapfolders.h"

#include "backend/imap/imaperror.h"
#include "backend/imap/imapsynchroniser.h"
#include "backend/imap/specialfoldernames.h"
#include "base/log.h"
#include "mail/limits.h"
#include "protocol/imap/mailboxname.h"

#include <algorithm>

namespace Turnstone {

using namespace Imap;

namespace {

/// STATUS for each folder is work for the server: where LIST can't bring it along, only so many.
constexpr qsizetype statusFolders = 500;

/// INBOX is one mailbox in any case of letters (RFC 9051 5.1); others differ by every byte.
QByteArray folderKey(const QByteArray &path)
{
    return isInbox(path) ? QByteArray("INBOX") : path;
}

} // namespace

ImapFolders::ImapFolders(ImapConnection &connection)
    : m_connection(connection)
{ }

QList<RemoteFolder> ImapFolders::list()
{
    const QList<RemoteFolder> folders = ask(m_connection.quirks().has(Quirk::ListStatusForgets));
    m_lastCount = folders.size();
    return folders;
}

QList<RemoteFolder> ImapFolders::listPlainly()
{
    const QList<RemoteFolder> folders = ask(true);
    if (folders.size() > m_lastCount)
        m_connection.quirks().notice(Quirk::ListStatusForgets);
    return folders;
}

QList<RemoteFolder> ImapFolders::ask(bool plainly)
{
    m_folders.clear();
    m_index.clear();
    m_declared.clear();
    m_subscribed.clear();
    m_subscriptionsKnown = false;
    m_leftOut = 0;
    askAll(plainly);
    if (!m_index.contains("INBOX")) {
        ListData inbox;
        inbox.path = "INBOX";
        take(inbox);
    }
    if (m_leftOut > 0)
        qCWarning(lcBackend) << m_leftOut << "folders are left out: too many, or unusable names";
    if (plainly || !m_connection.offers("LIST-STATUS")
        || m_connection.quirks().has(Quirk::ExtendedListRefused))
        askStatus();
    if (m_subscriptionsKnown) {
        for (RemoteFolder &folder : m_folders)
            folder.subscribed = m_subscribed.contains(folderKey(folder.path));
    }
    assignRoles();
    return std::exchange(m_folders, {});
}

void ImapFolders::take(const Event &event)
{
    const auto *untagged = std::get_if<Untagged>(&event);
    if (!untagged)
        return;
    if (const auto *list = std::get_if<ListData>(&untagged->response)) {
        if (list->subscribedList)
            m_subscribed.insert(folderKey(list->path));
        else
            take(*list);
    } else if (const auto *status = std::get_if<StatusData>(&untagged->response)) {
        take(*status);
    } else if (const auto *names = std::get_if<NamespaceData>(&untagged->response)) {
        m_namespaces.take(*names);
    }
}

bool ImapFolders::tellsModSeqs() const
{
    return ImapSynchroniser::ladder(m_connection) >= BackendTraits::Ladder::ChangedFlags;
}

void ImapFolders::askAll(bool plainly)
{
    CommandId asked = 0;
    if (!m_namespacesKnown && m_connection.offers("NAMESPACE"))
        asked = m_connection.send(Commands::namespaces()); // answered by the way
    m_namespacesKnown = true;
    const bool extended = !plainly && m_connection.offers("LIST-EXTENDED")
        && !m_connection.quirks().has(Quirk::ExtendedListRefused) && askExtended({"*"});
    if (!extended)
        askPlain({"*"});
    if (asked != 0)
        m_connection.settle(asked, [this](const Event &event) { take(event); });
    // "*" needn't reach into the namespaces of others (RFC 2342 3).
    if (const QByteArrayList prefixes = unlistedPrefixes(); !prefixes.isEmpty()) {
        if (!extended || !askExtended(prefixes))
            askPlain(prefixes);
    }
    m_listedBefore = true;
}

/// False where the server refuses what it offers.
bool ImapFolders::askExtended(const QByteArrayList &patterns)
{
    Commands::ListReturn wanted;
    wanted.specialUse = m_connection.offers("SPECIAL-USE");
    wanted.status = m_connection.offers("LIST-STATUS");
    wanted.modSeqs = tellsModSeqs();
    wanted.subscribed = true;
    // A server may have to read every message for it, once: nobody waits for that at a start.
    wanted.sizes = m_listedBefore && m_connection.offers("STATUS=SIZE");
    QList<CommandId> commands;
    for (const QByteArray &pattern : patterns)
        commands.append(m_connection.send(Commands::listExtended(pattern, wanted)));
    bool done = true;
    for (const CommandId command : std::as_const(commands)) {
        m_connection.allow(m_connection.timeouts().batch);
        const StatusResponse status =
            m_connection.settle(command, [this](const Event &event) { take(event); });
        if (!status.ok()) {
            // Said, but not meant: some servers offer it and don't understand every option.
            m_connection.quirks().notice(Quirk::ExtendedListRefused, status.text.toUtf8());
            done = false;
        }
    }
    m_subscriptionsKnown = m_subscriptionsKnown || done;
    return done;
}

void ImapFolders::askPlain(const QByteArrayList &patterns)
{
    const auto taker = [this](const Event &event) { take(event); };
    QList<CommandId> lists, subscriptions;
    for (const QByteArray &pattern : patterns) {
        lists.append(m_connection.send(Commands::list("", pattern)));
        subscriptions.append(m_connection.send(Commands::lsub(pattern)));
    }
    for (qsizetype i = 0; i < lists.size(); ++i) {
        m_connection.allow(m_connection.timeouts().batch);
        const StatusResponse listed = m_connection.settle(lists.at(i), taker);
        const bool subscribed = m_connection.settle(subscriptions.at(i), taker).ok();
        if (patterns.at(i) != "*") {
            qCInfo(lcBackend) << "Folders of others:" << patterns.at(i) << listed.text;
            continue; // they are listed or not; the user's own are what counts
        }
        m_subscriptionsKnown = subscribed;
        if (!listed.ok())
            throw ImapError::refused("LIST", listed, ErrorScope::Account);
    }
}

/// Patterns for the namespaces of others of which nothing was listed.
QByteArrayList ImapFolders::unlistedPrefixes() const
{
    QByteArrayList patterns;
    for (const QByteArray &prefix : m_namespaces.foreignPrefixes()) {
        const bool listed =
            std::any_of(m_folders.begin(), m_folders.end(),
                        [&](const auto &folder) { return folder.path.startsWith(prefix); });
        if (!listed)
            patterns.append(prefix + '*');
    }
    return patterns;
}

const ImapNamespaces &ImapFolders::namespaces()
{
    if (!m_namespacesKnown && m_connection.offers("NAMESPACE"))
        m_connection.ask(Commands::namespaces(), [this](const Event &event) { take(event); });
    m_namespacesKnown = true;
    return m_namespaces;
}

QString ImapFolders::decoded(const QByteArray &name, QChar delimiter) const
{
    return m_connection.isEnabled("UTF8=ACCEPT")
        ? QString::fromUtf8(name) // where "&" is just that (RFC 6855 3)
        : decodeMailboxName(name, delimiter);
}

/// Without what all of the user's own folders begin with ("INBOX."), where that is one way only:
/// what is made by this name gets the same prefix again, and no other folder is called so.
QByteArray ImapFolders::nameBelowPersonal(const QByteArray &path) const
{
    const QByteArray below = m_namespaces.belowPersonal(path);
    return m_namespaces.placed(below) == path && !m_index.contains(folderKey(below)) ? below : path;
}

void ImapFolders::take(const ListData &list)
{
    const QByteArray key = folderKey(list.path);
    if (list.has("\\subscribed"))
        m_subscribed.insert(key);
    if (m_index.contains(key))
        return;
    // A name with NUL can't be said to the server, and one without a byte names nothing.
    const bool tooMany = m_folders.size() >= Limits::folders && key != "INBOX";
    if (tooMany || list.path.size() > Limits::folderNameBytes || list.path.isEmpty()
        || list.path.contains('\0')) {
        ++m_leftOut;
        return;
    }
    RemoteFolder folder;
    folder.path = list.path;
    folder.delimiter = list.delimiter;
    folder.name = decoded(list.path, list.delimiter);
    folder.selectable = !list.has("\\noselect") && !list.has("\\nonexistent");
    if (!m_delimiter && !list.delimiter.isNull())
        m_delimiter = list.delimiter;
    const qsizetype place = m_folders.size();
    for (const QByteArray &attribute : list.attributes) {
        const FolderRole role = folderRoleFromSpecialUse(QString::fromLatin1(attribute));
        if (role != FolderRole::None)
            m_declared[place].append(role);
    }
    m_index.insert(key, place);
    m_folders.append(folder);
}

void ImapFolders::take(const StatusData &status)
{
    const auto found = m_index.constFind(folderKey(status.path));
    if (found == m_index.constEnd())
        return;
    RemoteFolder &folder = m_folders[*found];
    folder.messages = status.messages;
    folder.unseen = status.unseen;
    folder.uidValidity = status.uidValidity;
    folder.uidNext = status.uidNext;
    folder.bytes = status.bytes ? status.bytes : folder.bytes;
    folder.highestModSeq = status.highestModSeq;
}

void ImapFolders::askStatus()
{
    m_connection.allow(m_connection.timeouts().batch);
    QList<CommandId> commands;
    for (const RemoteFolder &folder : std::as_const(m_folders)) {
        if (folder.selectable && commands.size() < statusFolders)
            commands.append(m_connection.send(Commands::status(folder.path, tellsModSeqs())));
    }
    for (const CommandId command : std::as_const(commands)) {
        // NO: a folder that can't be looked into; its own synchronise will say so.
        m_connection.settle(command, [this](const Event &event) {
            const auto *untagged = std::get_if<Untagged>(&event);
            const auto *status = untagged ? std::get_if<StatusData>(&untagged->response) : nullptr;
            if (status)
                take(*status);
        });
    }
}

/// Each role once: as declared (RFC 6154), else by name where nothing was declared for it. Folders
/// of others have none: their Trash isn't this user's.
void ImapFolders::assignRoles()
{
    for (RemoteFolder &folder : m_folders) {
        folder.owner = m_namespaces.ownerOf(folder.path);
        if (folder.owner == RemoteFolder::Owner::User)
            folder.name = decoded(nameBelowPersonal(folder.path), folder.delimiter);
    }
    QSet<FolderRole> given = {FolderRole::Inbox};
    assignDeclaredRoles(given);
    assignSuggestedRoles(given);
}

void ImapFolders::assignDeclaredRoles(QSet<FolderRole> &given)
{
    for (qsizetype i = 0; i < m_folders.size(); ++i) {
        if (isInbox(m_folders[i].path)) {
            m_folders[i].role = FolderRole::Inbox;
            continue;
        }
        const QList<FolderRole> declared = m_declared.value(i);
        for (const FolderRole role : declared) {
            if (given.contains(role) || !m_folders[i].selectable
                || m_folders[i].owner != RemoteFolder::Owner::User)
                continue;
            m_folders[i].role = role;
            given.insert(role);
            break;
        }
    }
}

/// Of several names for one role the usual one wins, whatever the order of the listing: a role must
/// not wander from one folder to another.
void ImapFolders::assignSuggestedRoles(QSet<FolderRole> &given)
{
    QHash<FolderRole, QPair<int, qsizetype>> best; ///< rank and place
    for (qsizetype i = 0; i < m_folders.size(); ++i) {
        const RemoteFolder &folder = m_folders.at(i);
        if (folder.role != FolderRole::None || !folder.selectable
            || folder.owner != RemoteFolder::Owner::User)
            continue;
        const QString own = decoded(m_namespaces.belowPersonal(folder.path), folder.delimiter);
        const QStringList levels =
            folder.delimiter.isNull() ? QStringList{own} : own.split(folder.delimiter);
        // "Sent" is special at the top or under the Inbox, and not in "Projects/Post office".
        const bool top = levels.size() == 1
            || (levels.size() == 2
                && (levels.first().compare(QLatin1String("INBOX"), Qt::CaseInsensitive) == 0
                    || (levels.first().startsWith(QLatin1Char('['))
                        && levels.first().endsWith(QLatin1Char(']')))));
        const SuggestedRole suggested = top ? suggestedRole(levels.last()) : SuggestedRole();
        if (suggested.role == FolderRole::None || given.contains(suggested.role))
            continue;
        const auto found = best.constFind(suggested.role);
        const QPair<int, qsizetype> candidate{suggested.rank, i};
        if (found == best.constEnd() || candidate < *found)
            best.insert(suggested.role, candidate);
    }
    for (auto found = best.cbegin(); found != best.cend(); ++found) {
        m_folders[found.value().second].role = found.key();
        given.insert(found.key());
    }
}

QChar ImapFolders::delimiter()
{
    if (m_delimiter)
        return *m_delimiter;
    // RFC 9051 6.3.9: an empty pattern asks for the delimiter only.
    QChar found;
    m_connection.run(Commands::list("", ""), ErrorScope::Folder, [&found](const Event &event) {
        const auto *untagged = std::get_if<Untagged>(&event);
        const auto *list = untagged ? std::get_if<ListData>(&untagged->response) : nullptr;
        if (list)
            found = list->delimiter;
    });
    m_delimiter = found;
    return found;
}

bool ImapFolders::exists(const QByteArray &path)
{
    bool found = false;
    // A wildcard in a name would only widen the answer: the path itself is compared.
    m_connection.run(Commands::list("", path), ErrorScope::Folder, [&](const Event &event) {
        const auto *untagged = std::get_if<Untagged>(&event);
        const auto *list = untagged ? std::get_if<ListData>(&untagged->response) : nullptr;
        if (list && folderKey(list->path) == folderKey(path) && !list->has("\\nonexistent"))
            found = true;
    });
    return found;
}

} // namespace Turnstone
