// SPDX-License-Identifier: MIT
#include "backend/imap/imapchanges.h"

#include "backend/imap/imaperror.h"
#include "base/log.h"
#include "protocol/imap/keyword.h"
#include "protocol/imap/mailboxname.h"

#include <algorithm>
#include <limits>

namespace Turnstone {

using namespace Imap;

namespace {

constexpr qsizetype changedSetBytes = 4'000; ///< of a UID set in one command line
constexpr qsizetype rightsAskedAtOnce = 100; ///< commands on their way

struct FolderUids {
    QByteArray folder;
    quint32 uidValidity = 0;
    UidSet uids;
};

/// Folder by folder, in the order of first appearance; keys that are no UIDs name nothing.
QList<FolderUids> byFolder(const QList<RemoteKey> &keys)
{
    QList<FolderUids> sets;
    QList<QList<quint32>> lists;
    for (const RemoteKey &key : keys) {
        const std::optional<quint32> uid = parseNzNumber(key.key);
        if (!uid)
            continue;
        const auto found = std::find_if(sets.cbegin(), sets.cend(), [&key](const auto &entry) {
            return entry.folder == key.folder && entry.uidValidity == key.uidValidity;
        });
        const qsizetype at = found - sets.cbegin();
        if (found == sets.cend()) {
            sets.append({key.folder, key.uidValidity, {}});
            lists.append(QList<quint32>());
        }
        lists[at].append(*uid);
    }
    for (qsizetype i = 0; i < sets.size(); ++i)
        sets[i].uids = UidSet::fromList(lists.at(i));
    return sets;
}

/// RFC 6154 2; empty where the role has no such attribute.
QByteArray specialUseOf(FolderRole role)
{
    switch (role) {
    case FolderRole::Drafts:
        return "\\Drafts";
    case FolderRole::Sent:
        return "\\Sent";
    case FolderRole::Archive:
        return "\\Archive";
    case FolderRole::Junk:
        return "\\Junk";
    case FolderRole::Trash:
        return "\\Trash";
    case FolderRole::None:
    case FolderRole::Inbox:
    case FolderRole::All:
    case FolderRole::Flagged:
        break;
    }
    return {};
}

/// STORAGE counts in units of 1024 octets (RFC 9208 5.1).
qint64 storageBytes(quint64 units)
{
    constexpr quint64 most = quint64(std::numeric_limits<qint64>::max()) / 1024;
    return qint64(qMin(units, most)) * 1024;
}

} // namespace

QByteArrayList ImapFlags::storable(MessageFlags flags, const QStringList &tags,
                                   bool *tagsLost) const
{
    QByteArrayList names;
    for (const QString &flag : imapNames({flags, {}})) {
        // \Seen and its like are the server's to refuse; a keyword like $Junk is only nice to have.
        const QByteArray name = flag.toLatin1();
        if (name.startsWith('\\') || m_connection.mailbox().mayStore(name))
            names.append(name);
    }
    for (const QString &tag : tags) {
        const QByteArray name = keywordOf(tag);
        if (isKeyword(name) && m_connection.mailbox().mayStore(name))
            names.append(name);
        else
            *tagsLost = true;
    }
    return names;
}

/// A server may say OK to what it doesn't do: a flag that isn't among the permanent ones is kept,
/// if at all, for this session (RFC 9051 7.1).
void ImapFlags::refuseUnkept(const FlagChange &change) const
{
    const QStringList names = imapNames({change.add | change.remove, {}});
    for (const QString &name : names) {
        if (name.startsWith(QLatin1Char('\\')) && !m_connection.mailbox().mayStore(name.toLatin1()))
            throw ImapError::flagNotKept();
    }
}

void ImapFlags::store(const QByteArray &set, const QByteArray &operation,
                      const QByteArrayList &flags, ImapPresence &presence)
{
    if (!flags.isEmpty())
        presence.run(Commands::uidStore(set, operation, flags));
}

FlagOutcome ImapFlags::change(const QList<RemoteKey> &keys, const FlagChange &change)
{
    bool tagsLost = false;
    FlagOutcome outcome;
    for (const auto &[folder, uidValidity, uids] : byFolder(keys)) {
        ImapPresence presence(m_connection, folder, uidValidity);
        if (m_connection.mailbox().readOnly)
            throw ImapError::readOnlyFolder();
        refuseUnkept(change);
        const QByteArrayList add = storable(change.add & ~change.remove, change.addTags, &tagsLost);
        // What can't be kept there isn't there either: nothing is lost by not removing it.
        bool ignored = false;
        const QByteArrayList remove = storable(change.remove, change.removeTags, &ignored);
        for (const QByteArray &set : uids.split(changedSetBytes)) {
            presence.ask(set);
            store(set, "+FLAGS.SILENT", add, presence);
            store(set, "-FLAGS.SILENT", remove, presence);
            outcome.gone += presence.gone();
        }
    }
    outcome.tagsKept = !tagsLost;
    return outcome;
}

ImapChanges::ImapChanges(ImapConnection &connection, ImapFolders &folders)
    : m_connection(connection)
    , m_folders(folders)
    , m_appender(connection)
{ }

void ImapChanges::removeMessages(const QList<RemoteKey> &keys)
{
    for (const auto &[folder, uidValidity, uids] : byFolder(keys)) {
        m_connection.ensureSelected(folder, uidValidity);
        refuseUntakeable();
        expunge(uids);
    }
}

/// Some servers say OK to a MOVE, or an EXPUNGE, that they don't let this user do, and only copy,
/// or do nothing. Whoever may delete is told that \Deleted is kept (RFC 4314 5.1.1).
void ImapChanges::refuseUntakeable() const
{
    if (m_connection.mailbox().readOnly)
        throw ImapError::readOnlyFolder();
    if (!m_connection.mailbox().mayStore("\\Deleted"))
        throw ImapError::nothingTakenOut();
}

void ImapChanges::expunge(const UidSet &uids)
{
    const QByteArrayList sets = uids.split(changedSetBytes);
    for (const QByteArray &set : sets)
        m_connection.run(Commands::uidStore(set, "+FLAGS.SILENT", {"\\Deleted"}),
                         ErrorScope::Folder);
    const bool byUid = m_connection.offers("UIDPLUS");
    if (!byUid)
        refuseToExpungeOthers(uids);
    const qint64 before = m_connection.mailbox().expunged;
    try {
        for (const QByteArray &set : sets) {
            m_connection.run(byUid ? Commands::uidExpunge(set) : Commands::expunge(),
                             ErrorScope::Folder);
            if (!byUid)
                break;
        }
    } catch (const MailError &error) {
        if (error.scope != ErrorScope::Session && error.scope != ErrorScope::Account)
            unmark(sets);
        throw;
    }
    if (m_connection.mailbox().expunged == before && stillThere(sets)) {
        unmark(sets);
        throw ImapError::nothingTakenOut();
    }
}

/// Marked and not taken out, as where the right to expunge is missing (RFC 4314 4), whoever
/// expunges next would take them; and other programs hide them until then.
void ImapChanges::unmark(const QByteArrayList &sets)
{
    for (const QByteArray &set : sets)
        m_connection.ask(Commands::uidStore(set, "-FLAGS.SILENT", {"\\Deleted"}));
}

/// Asked where a server says OK and tells of nothing that it took out: some don't let their user do
/// it, and others were told by another client's doing before.
bool ImapChanges::stillThere(const QByteArrayList &sets)
{
    bool any = false;
    for (const QByteArray &set : sets) {
        m_connection.ask(Commands::uidSearch("UID " + set, false), [&any](const Event &event) {
            const auto *untagged = std::get_if<Untagged>(&event);
            const auto *found = untagged ? std::get_if<SearchData>(&untagged->response) : nullptr;
            any = any || (found && !found->found.isEmpty());
        });
    }
    return any;
}

/// EXPUNGE takes everything that anybody marked. What was marked by others isn't ours to remove.
void ImapChanges::refuseToExpungeOthers(const UidSet &ours)
{
    UidSet marked;
    bool damaged = false;
    m_connection.run(Commands::uidSearch("DELETED", false), ErrorScope::Folder,
                     [&](const Event &event) {
                         const auto *untagged = std::get_if<Untagged>(&event);
                         if (!untagged)
                             return;
                         if (const auto *found = std::get_if<SearchData>(&untagged->response))
                             marked.unite(found->found);
                         if (const auto *other = std::get_if<OtherData>(&untagged->response))
                             damaged = damaged || other->damaged;
                     });
    for (const UidRange &range : ours.ranges())
        marked.remove(range);
    if (damaged || !marked.isEmpty())
        throw ImapError::othersMarkedDeleted();
}

QByteArray ImapChanges::wireName(const QString &name)
{
    const bool control = std::any_of(name.begin(), name.end(), [](QChar c) {
        return c.unicode() < 0x20 || (c.unicode() >= 0x7f && c.unicode() < 0xa0);
    });
    const QByteArray wire =
        m_connection.isEnabled("UTF8=ACCEPT") ? name.toUtf8() : encodeMailboxName(name);
    if (name.isEmpty() || control || wire.size() > Limits::folderNameBytes)
        throw ImapError::badFolderName();
    return wire;
}

void ImapChanges::subscribe(const QByteArray &path, bool on)
{
    const Command command = Commands::subscribe(path, on);
    const StatusResponse status = m_connection.ask(command);
    if (status.ok() || (!on && status.code.code == Code::NonExistent))
        return;
    throw ImapError::refused(command.verb(), status, ErrorScope::Folder);
}

/// Other programs show only what is subscribed; where that fails nothing else does.
void ImapChanges::subscribeAlong(const QByteArray &path, bool on)
{
    m_connection.ask(Commands::subscribe(path, on));
}

QByteArray ImapChanges::create(const QString &name, FolderRole role)
{
    const QByteArray path = m_folders.namespaces().placed(wireName(name));
    const QByteArray use =
        m_connection.offers("CREATE-SPECIAL-USE") ? specialUseOf(role) : QByteArray();
    StatusResponse status = m_connection.ask(Commands::create(path, use));
    // A role that the server doesn't keep, or has given to another folder, is no reason to have
    // none (RFC 6154 3, USEATTR).
    if (!status.ok() && !use.isEmpty() && !m_folders.exists(path))
        status = m_connection.ask(Commands::create(path));
    if (!status.ok() && !m_folders.exists(path))
        throw ImapError::refused("CREATE", status, ErrorScope::Folder);
    subscribeAlong(path, true);
    return path;
}

QByteArray ImapChanges::rename(const QByteArray &path, const QString &newName)
{
    if (isInbox(path))
        throw ImapError::inboxStays();
    const QByteArray to = m_folders.namespaces().placed(wireName(newName));
    if (to == path)
        return to;
    m_connection.leaveMailbox();
    const StatusResponse status = m_connection.ask(Commands::rename(path, to));
    if (!status.ok()) {
        // Done before, when the answer was lost? Then the one is gone and the other is there.
        if (m_folders.exists(path) || !m_folders.exists(to))
            throw ImapError::refused("RENAME", status, ErrorScope::Folder);
    }
    subscribeAlong(to, true);
    subscribeAlong(path, false);
    return to;
}

void ImapChanges::remove(const QByteArray &path)
{
    if (isInbox(path))
        throw ImapError::inboxStays();
    m_connection.leaveMailbox();
    const StatusResponse status = m_connection.ask(Commands::remove(path));
    if (!status.ok() && m_folders.exists(path))
        throw ImapError::refused("DELETE", status, ErrorScope::Folder);
    subscribeAlong(path, false);
}

Relocation ImapChanges::move(const QList<RemoteKey> &keys, const QByteArray &destination)
{
    return relocate(keys, destination, Verb::Move);
}

Relocation ImapChanges::copy(const QList<RemoteKey> &keys, const QByteArray &destination)
{
    return relocate(keys, destination, Verb::Copy);
}

Relocation ImapChanges::relocate(const QList<RemoteKey> &keys, const QByteArray &destination,
                                 Verb verb)
{
    Relocation relocation;
    QHash<QPair<QByteArray, quint32>, quint32> placed;
    QByteArray folder;
    const auto note = [&](const ResponseCode &code) {
        if (code.code != Code::CopyUid)
            return;
        // The sets pair up number by number (RFC 4315 3); where they don't, they say nothing.
        const auto from = expanded(code.from, keys.size());
        const auto to = expanded(code.to, keys.size());
        if (!from || !to || from->size() != to->size())
            return;
        relocation.uidValidity = quint32(code.number);
        for (qsizetype i = 0; i < from->size(); ++i)
            placed.insert({folder, from->at(i)}, to->at(i));
    };
    std::optional<ImapPresence> presence;
    const auto handler = [&](const Event &event) {
        const auto *untagged = std::get_if<Untagged>(&event);
        const auto *status = untagged ? std::get_if<StatusResponse>(&untagged->response) : nullptr;
        if (status) // MOVE tells it before it removes (RFC 6851 4.3)
            note(status->code);
    };
    const bool byMove = verb == Verb::Move && m_connection.offers("MOVE");
    for (const auto &[source, uidValidity, uids] : byFolder(keys)) {
        folder = source;
        presence.emplace(m_connection, source, uidValidity);
        if (verb == Verb::Move)
            refuseUntakeable();
        for (const QByteArray &set : uids.split(changedSetBytes)) {
            presence->ask(set);
            const qint64 before = m_connection.mailbox().expunged;
            const StatusResponse status = presence->run(
                byMove ? Commands::uidMove(set, destination) : Commands::uidCopy(set, destination),
                handler);
            note(status.code);
            const QList<RemoteKey> gone = presence->gone();
            relocation.gone += gone;
            // Moved by a server that only copied, because its user may not expunge: the copies are
            // there, and so is what they are of.
            if (byMove && m_connection.mailbox().expunged == before && gone.size() < uids.count()
                && stillThere({set}))
                relocation.originalsStay = ImapError::nothingTakenOut();
        }
        if (verb == Verb::Copy || byMove)
            continue;
        try {
            expunge(uids);
        } catch (const MailError &error) {
            if (error.scope == ErrorScope::Session)
                throw;
            // The copies are there: to fail now would make a replay copy once more.
            qCWarning(lcBackend) << "Moved by copying, the originals stay:" << error.sentence;
            relocation.originalsStay = error;
        }
    }
    // One that was told where it went was there, whatever the server said of it before.
    QSet<QPair<QByteArray, quint32>> gone;
    relocation.gone.removeIf([&](const RemoteKey &key) {
        const QPair<QByteArray, quint32> name{key.folder, key.key.toUInt()};
        if (placed.contains(name))
            return true;
        gone.insert(name);
        return false;
    });
    for (const RemoteKey &key : keys) {
        if (gone.contains({key.folder, parseNzNumber(key.key).value_or(0)}))
            continue;
        RelocatedKey relocated{key, {}};
        const auto found = placed.constFind({key.folder, parseNzNumber(key.key).value_or(0)});
        if (found != placed.constEnd())
            relocated.to = RemoteKey{destination, QByteArray::number(*found)};
        relocation.keys.append(relocated);
    }
    return relocation;
}

std::optional<RemoteKey> ImapChanges::append(const QByteArray &folder, const QByteArray &message,
                                             const FlagState &flags, qint64 receivedUtc)
{
    return m_appender.append(folder, message, flags, receivedUtc);
}

void ImapChanges::appendAll(const QByteArray &folder, AppendBatch &batch)
{
    m_appender.appendAll(folder, batch);
}

FolderSupport::Replacement ImapChanges::replace(const RemoteKey &former, const QByteArray &message,
                                                const FlagState &flags, qint64 receivedUtc)
{
    const auto uid = parseNzNumber(former.key);
    if (!uid)
        return {};
    m_connection.ensureSelected(former.folder, former.uidValidity);
    refuseUntakeable();
    return m_appender.replace(former.folder, *uid, message, flags, receivedUtc);
}

QByteArray ImapChanges::mailboxId(const QByteArray &path)
{
    if (!m_connection.offers("OBJECTID"))
        return {};
    m_connection.ensureSelected(path);
    return m_connection.mailbox().mailboxId;
}

quint32 ImapChanges::uidValidity(const QByteArray &path)
{
    quint32 told = 0;
    // NO: there is no such folder, as what is asked of it next will say.
    m_connection.ask(Commands::statusUidValidity(path), [&told](const Event &event) {
        const auto *untagged = std::get_if<Untagged>(&event);
        const auto *status = untagged ? std::get_if<StatusData>(&untagged->response) : nullptr;
        if (status)
            told = status->uidValidity.value_or(0);
    });
    return told;
}

std::optional<MailboxQuota> ImapChanges::quota(const QByteArray &path)
{
    if (!m_connection.offers("QUOTA"))
        return {};
    std::optional<MailboxQuota> nearest;
    const auto take = [&nearest](const QuotaData &quota) {
        for (const QuotaData::Resource &resource : quota.resources) {
            if (resource.name != "STORAGE")
                continue;
            const MailboxQuota told{storageBytes(resource.usage), storageBytes(resource.limit)};
            if (!nearest || told.limit - told.used < nearest->limit - nearest->used)
                nearest = told;
        }
    };
    m_connection.run(Commands::quotaRoot(path), ErrorScope::Folder, [&take](const Event &event) {
        const auto *untagged = std::get_if<Untagged>(&event);
        if (const auto *quota = untagged ? std::get_if<QuotaData>(&untagged->response) : nullptr)
            take(*quota);
    });
    return nearest;
}

QHash<QByteArray, FolderRights> ImapChanges::missingRights(const QByteArrayList &paths)
{
    QHash<QByteArray, FolderRights> missing;
    if (!m_connection.offers("ACL"))
        return missing;
    for (qsizetype first = 0; first < paths.size(); first += rightsAskedAtOnce) {
        const QByteArrayList some = paths.mid(first, rightsAskedAtOnce);
        QList<CommandId> asked;
        asked.reserve(some.size());
        for (const QByteArray &path : some)
            asked.append(m_connection.send(Commands::myRights(path)));
        for (qsizetype i = 0; i < asked.size(); ++i) {
            // A folder that is gone, or that may not even be looked at, says NO.
            m_connection.settle(asked.at(i), [&](const Event &event) {
                const auto *untagged = std::get_if<Untagged>(&event);
                const auto *told =
                    untagged ? std::get_if<MyRightsData>(&untagged->response) : nullptr;
                if (told && told->path == some.at(i))
                    missing.insert(told->path, Turnstone::missingRights(told->rights));
            });
        }
    }
    return missing;
}

} // namespace Turnstone
