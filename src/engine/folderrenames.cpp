// SPDX-License-Identifier: MIT
#include "engine/folderrenames.h"

#include "base/log.h"
#include "mail/messagereader.h"

#include <QRandomGenerator>
#include <algorithm>

namespace Turnstone {

namespace {

/// So many messages say whether it is the same folder.
constexpr int sampledMessages = 6;
/// Folders that one could be are looked into one by one; more are too many to tell apart.
constexpr qsizetype lookedInto = 8;
/// Those of which a list says the same to the number are looked into each time it is read.
constexpr qsizetype alikeLookedInto = 20;
/// Opened for their ids.
constexpr qsizetype askedForIds = 200;
constexpr qsizetype headerBytes = 256 * 1024;

bool isInboxPath(const QByteArray &path)
{
    return path.compare("INBOX", Qt::CaseInsensitive) == 0;
}

/// The header blocks of a few messages.
class SampledHeaders : public ContentSink {
public:
    QHash<QByteArray, QByteArray> headers; ///< by key

    void begin(const RemoteKey &key) override { m_key = key.key; }
    void section(const QByteArray &) override { headers.insert(m_key, {}); }
    void data(QByteArrayView bytes) override
    {
        QByteArray &header = headers[m_key];
        // Its beginning and nothing else, however it is cut on the way.
        header.append(bytes.first(std::min(bytes.size(), headerBytes - header.size())));
    }
    void end() override { }
    void missing(const RemoteKey &key, const MailError &) override { headers.remove(key.key); }

private:
    QByteArray m_key;
};

} // namespace

FolderRenames::FolderRenames(MailWriter &writer, MailBackend &backend, const Account &account)
    : m_writer(writer)
    , m_backend(backend)
    , m_account(account)
{ }

bool FolderRenames::follow(const QList<RemoteFolder> &listed, RemoteFolderId another)
{
    collect(listed, another);
    if (m_wanderers.isEmpty())
        return false;
    if (m_newcomers.isEmpty())
        return unbindReplaced({});
    matchById();
    lookIntoRenumbered();
    // What a UIDVALIDITY says comes first, of all of them: mail alone may have been moved, into a
    // folder that was renamed as well.
    for (const bool sameUidValidity : {true, false}) {
        for (qsizetype i = 0; i < m_wanderers.size(); ++i) {
            const Wanderer &one = m_wanderers[i];
            if (one.now < 0)
                matchBelow(i);
            if (one.now < 0 && (sameUidValidity || one.gone || one.renumbered))
                matchByUids(i, sameUidValidity);
        }
    }
    matchParents();
    const bool any = std::any_of(m_wanderers.cbegin(), m_wanderers.cend(),
                                 [](const Wanderer &one) { return one.now >= 0; });
    if (!any || !reallyGone())
        return unbindReplaced({});
    QList<MailWriter::FollowedFolder> followed;
    QSet<QByteArray> paths;
    for (const Wanderer &one : std::as_const(m_wanderers)) {
        if (one.now < 0)
            continue;
        const RemoteFolder &now = m_newcomers[one.now].folder;
        paths.insert(now.path);
        followed.append({one.row.id,
                         {now.path, now.name, now.delimiter, now.role, now.selectable,
                          now.subscribed, FolderOwner(now.owner)}});
        qCInfo(lcEngine) << "a folder was renamed by another client:" << one.row.path << now.path;
    }
    WriteTransaction transaction(m_writer);
    m_writer.foldersFollowed(m_account.incoming.id, followed);
    transaction.commit();
    unbindReplaced(paths);
    return true;
}

/// Their keys would name the mail of the other folder. `taken`: paths of those that were followed.
bool FolderRenames::unbindReplaced(const QSet<QByteArray> &taken)
{
    WriteTransaction transaction(m_writer);
    for (const Wanderer &one : std::as_const(m_wanderers)) {
        if (!one.replaced || one.now >= 0 || taken.contains(one.row.path))
            continue;
        qCInfo(lcEngine) << "another folder has this one's name and UIDVALIDITY:" << one.row.path;
        m_writer.unbindAll(one.row.id);
        m_writer.setCursor(one.row.id, 0, 0, 0, 0);
    }
    transaction.commit();
    return false;
}

/// Folders that are where they were, each with a new UIDVALIDITY: a server that numbers renamed
/// folders anew leaves these behind where two have swapped names. What has its own mail still was
/// only numbered anew, as any folder may be.
void FolderRenames::lookIntoRenumbered()
{
    QList<qsizetype> renumbered;
    for (qsizetype i = 0; i < m_wanderers.size(); ++i) {
        const Wanderer &one = m_wanderers[i];
        if (one.now < 0 && !one.gone && !one.replaced && one.row.uidValidity != 0)
            renumbered.append(i);
    }
    if (renumbered.size() < 2 || renumbered.size() > lookedInto)
        return;
    for (const qsizetype i : std::as_const(renumbered)) {
        Wanderer &one = m_wanderers[i];
        const auto there =
            std::find_if(m_newcomers.cbegin(), m_newcomers.cend(),
                         [&one](const auto &other) { return other.folder.path == one.row.path; });
        if (there != m_newcomers.cend() && there->folder.selectable)
            one.renumbered = one.replaced = mailOf(one.row, there->folder) == Mail::Other;
    }
}

/// Only asked of folders that share their UIDVALIDITY, which few servers let happen, and of which
/// the list tells that something changed, or could tell nothing: what may be new mail may also be
/// another folder.
bool FolderRenames::isReplaced(const RemoteFolderRow &row, const RemoteFolder &there)
{
    FolderSupport *const folders = m_backend.folderChanges();
    if (!row.mailboxId.isEmpty() && folders) {
        const QByteArray now = folders->mailboxId(there.path);
        if (!now.isEmpty())
            return now != row.mailboxId;
    }
    return mailOf(row, there) == Mail::Other;
}

/// Folders of one UIDVALIDITY that have the same UIDNEXT, mod-sequence and number of messages: had
/// they swapped names, no list would tell. Where they are many, each is looked into now and then.
QSet<RemoteFolderId> FolderRenames::indistinguishable(const QList<RemoteFolderRow> &rows,
                                                      const QHash<quint32, int> &sharing) const
{
    QHash<QByteArray, QList<RemoteFolderId>> byNumbers;
    for (const RemoteFolderRow &row : rows) {
        if (row.uidValidity == 0 || row.uidNext <= 1 || sharing.value(row.uidValidity) < 2)
            continue;
        const qint64 messages = m_writer.boundCount(row.id);
        if (messages == 0)
            continue;
        const QByteArray numbers = QByteArray::number(row.uidValidity) + ' '
            + QByteArray::number(row.uidNext) + ' ' + QByteArray::number(row.highestModSeq) + ' '
            + QByteArray::number(messages);
        byNumbers[numbers].append(row.id);
    }
    QList<RemoteFolderId> alike;
    for (const QList<RemoteFolderId> &group : std::as_const(byNumbers)) {
        if (group.size() > 1)
            alike.append(group);
    }
    if (alike.size() > alikeLookedInto) {
        std::shuffle(alike.begin(), alike.end(), *QRandomGenerator::global());
        alike.resize(alikeLookedInto);
    }
    return {alike.cbegin(), alike.cend()};
}

void FolderRenames::collect(const QList<RemoteFolder> &listed, RemoteFolderId another)
{
    m_wanderers.clear();
    m_newcomers.clear();
    QHash<QByteArray, const RemoteFolder *> byPath;
    for (const RemoteFolder &folder : listed)
        byPath.insert(folder.path, &folder);
    QSet<QByteArray> settled;
    const QList<RemoteFolderRow> rows = m_writer.remoteFolders(m_account.incoming.id, true);
    QHash<quint32, int> sharing;
    for (const RemoteFolderRow &row : rows)
        ++sharing[row.uidValidity];
    const QSet<RemoteFolderId> alike = indistinguishable(rows, sharing);
    for (const RemoteFolderRow &row : rows) {
        const RemoteFolder *there = byPath.value(row.path);
        const bool same = there
            && (row.uidValidity == 0
                || there->uidValidity.value_or(row.uidValidity) == row.uidValidity);
        if (row.id == another && isInboxPath(row.path)) {
            // It can't be anywhere else.
            m_wanderers = {{row, false, true, false, -1}};
            m_newcomers.clear();
            return;
        }
        bool replaced = row.id == another;
        if (!replaced && same && row.uidNext != 0 && sharing.value(row.uidValidity) > 1
            && !isInboxPath(row.path) && there->selectable) {
            const bool differs = there->uidNext.value_or(row.uidNext) != row.uidNext
                || (there->highestModSeq.value_or(0) != 0 && row.highestModSeq != 0
                    && *there->highestModSeq != row.highestModSeq)
                || (there->messages && *there->messages != m_writer.boundCount(row.id));
            replaced = (differs || another || alike.contains(row.id)) && isReplaced(row, *there);
        }
        if (isInboxPath(row.path) || (same && !replaced))
            settled.insert(row.path);
        else
            m_wanderers.append({row, there == nullptr, replaced, false, -1});
    }
    for (const RemoteFolder &folder : listed) {
        if (!settled.contains(folder.path) && !isInboxPath(folder.path))
            m_newcomers.append({folder, {}, false});
    }
    std::sort(m_wanderers.begin(), m_wanderers.end(), [](const Wanderer &a, const Wanderer &b) {
        return a.row.path.size() < b.row.path.size();
    });
}

bool FolderRenames::hasOtherId(const RemoteFolderRow &row, const Newcomer &there)
{
    return !row.mailboxId.isEmpty() && !there.mailboxId.isEmpty()
        && row.mailboxId != there.mailboxId;
}

void FolderRenames::pair(qsizetype wanderer, qsizetype newcomer)
{
    m_wanderers[wanderer].now = newcomer;
    m_newcomers[newcomer].taken = true;
}

void FolderRenames::matchById()
{
    FolderSupport *const folders = m_backend.folderChanges();
    const bool known = std::any_of(m_wanderers.cbegin(), m_wanderers.cend(),
                                   [](auto &one) { return !one.row.mailboxId.isEmpty(); });
    if (!folders || !known)
        return;
    QHash<QByteArray, qsizetype> byId;
    for (qsizetype i = 0; i < qMin(m_newcomers.size(), askedForIds); ++i) {
        Newcomer &there = m_newcomers[i];
        if (!there.folder.selectable)
            continue;
        try {
            there.mailboxId = folders->mailboxId(there.folder.path);
        } catch (const MailError &error) {
            if (error.scope == ErrorScope::Session || error.scope == ErrorScope::Account)
                throw;
            continue; // its own synchronise will say so
        }
        if (!there.mailboxId.isEmpty()) // one that two folders have says nothing
            byId.insert(there.mailboxId, byId.contains(there.mailboxId) ? -1 : i);
    }
    for (qsizetype i = 0; i < m_wanderers.size(); ++i) {
        const qsizetype now = byId.value(m_wanderers[i].row.mailboxId, -1);
        if (!m_wanderers[i].row.mailboxId.isEmpty() && now >= 0 && !m_newcomers[now].taken)
            pair(i, now);
    }
}

/// What stands below a folder is renamed with it (RFC 9051 6.3.6).
void FolderRenames::matchBelow(qsizetype wanderer)
{
    const RemoteFolderRow &row = m_wanderers[wanderer].row;
    for (qsizetype i = wanderer - 1; i >= 0; --i) { // the nearest is the longest
        const Wanderer &above = m_wanderers[i];
        if (above.now < 0 || above.row.delimiter.isNull()
            || !row.path.startsWith(above.row.path + char(above.row.delimiter.unicode())))
            continue;
        const QByteArray path =
            m_newcomers[above.now].folder.path + row.path.mid(above.row.path.size());
        for (qsizetype now = 0; now < m_newcomers.size(); ++now) {
            const Newcomer &there = m_newcomers[now];
            if (!there.taken && there.folder.path == path && !hasOtherId(row, there))
                pair(wanderer, now);
        }
        return;
    }
}

QList<qsizetype> FolderRenames::candidates(const RemoteFolderRow &row, qint64 known,
                                           bool sameUidValidity) const
{
    QList<qsizetype> found;
    for (qsizetype i = 0; i < m_newcomers.size(); ++i) {
        const RemoteFolder &there = m_newcomers[i].folder;
        if (m_newcomers[i].taken || hasOtherId(row, m_newcomers[i]) || !there.uidValidity
            || (*there.uidValidity == row.uidValidity) != sameUidValidity || !there.uidNext
            || *there.uidNext < row.uidNext)
            continue;
        // Below our UIDNEXT nothing can have come.
        const qint64 most = known + (*there.uidNext - row.uidNext);
        if (row.backfillBelow <= 1 && there.messages.value_or(0) > most)
            continue;
        found.append(i);
    }
    return found;
}

void FolderRenames::matchByUids(qsizetype wanderer, bool sameUidValidity)
{
    const RemoteFolderRow row = m_wanderers[wanderer].row;
    if (row.uidValidity == 0 || row.uidNext == 0)
        return; // never read: there is nothing to fetch again
    const qint64 known = m_writer.boundCount(row.id);
    QList<qsizetype> mayBeIt = candidates(row, known, sameUidValidity);
    if (m_wanderers[wanderer].replaced) // what stands there was looked into
        mayBeIt.removeIf([&](qsizetype i) { return m_newcomers[i].folder.path == row.path; });
    if (mayBeIt.size() > lookedInto)
        return;
    if (known > 0) {
        mayBeIt.removeIf(
            [&](qsizetype i) { return mailOf(row, m_newcomers[i].folder) != Mail::Same; });
    } else {
        // An empty one, by its UIDVALIDITY alone, where no other has that.
        const auto same = [&](const Wanderer &other) {
            return other.now < 0 && other.row.uidValidity == row.uidValidity;
        };
        if (!sameUidValidity || std::count_if(m_wanderers.cbegin(), m_wanderers.cend(), same) != 1)
            return;
    }
    if (mayBeIt.size() == 1)
        pair(wanderer, mayBeIt.first());
}

FolderRenames::Mail FolderRenames::mailOf(const RemoteFolderRow &row, const RemoteFolder &folder)
{
    QList<FetchRequest> requests;
    const QList<MailWriter::KnownMessage> known = m_writer.sample(row.id, sampledMessages);
    for (const MailWriter::KnownMessage &message : known) {
        FetchRequest request;
        request.key = {folder.path, message.key, folder.uidValidity.value_or(row.uidValidity)};
        request.selection.what = PartSelection::What::Headers;
        requests.append(request);
    }
    SampledHeaders sampled;
    try {
        m_backend.fetch(requests, sampled);
    } catch (const MailError &error) {
        if (error.scope == ErrorScope::Session || error.scope == ErrorScope::Account)
            throw;
        return Mail::Unknown;
    }
    Mail result = Mail::Unknown;
    for (const MailWriter::KnownMessage &message : known) {
        const auto header = sampled.headers.constFind(message.key);
        if (header == sampled.headers.constEnd())
            continue; // deleted since, perhaps
        const Envelope envelope = readEnvelope(*header);
        // Numbered anew, messages of one second may have changed places.
        const bool same = folder.uidValidity == row.uidValidity
            ? envelopeFingerprint(envelope, message.size) == message.fingerprint
            : m_writer.holds(row.id, envelope.messageId);
        if (!same)
            return Mail::Other;
        result = Mail::Same;
    }
    return result;
}

/// A level that holds folders only has nothing by which it could be known but what is below it.
void FolderRenames::matchParents()
{
    const auto above = [](const QByteArray &path, QChar delimiter) {
        const qsizetype last =
            delimiter.isNull() ? -1 : path.lastIndexOf(char(delimiter.unicode()));
        return last > 0 ? path.first(last) : QByteArray();
    };
    for (qsizetype i = m_wanderers.size() - 1; i >= 0; --i) {
        if (m_wanderers[i].now < 0)
            continue;
        const RemoteFolder &now = m_newcomers[m_wanderers[i].now].folder;
        const QByteArray &path = m_wanderers[i].row.path;
        const QByteArray from = above(path, m_wanderers[i].row.delimiter);
        const QByteArray to = above(now.path, now.delimiter);
        if (from.isEmpty() || to.isEmpty() || path.mid(from.size()) != now.path.mid(to.size()))
            continue;
        const auto old =
            std::find_if(m_wanderers.begin(), m_wanderers.begin() + i, [&](const Wanderer &one) {
                return one.now < 0 && one.gone && one.row.uidValidity == 0 && one.row.path == from;
            });
        const auto there =
            std::find_if(m_newcomers.begin(), m_newcomers.end(), [&](const Newcomer &one) {
                return !one.taken && !one.folder.selectable && one.folder.path == to;
            });
        if (old != m_wanderers.begin() + i && there != m_newcomers.end())
            pair(old - m_wanderers.begin(), there - m_newcomers.begin());
    }
}

/// A second look: a list is taken while others rename, and some servers answer under load with less
/// than all.
bool FolderRenames::reallyGone()
{
    const auto isGone = [](const Wanderer &one) { return one.gone && one.now >= 0; };
    if (std::none_of(m_wanderers.cbegin(), m_wanderers.cend(), isGone))
        return true;
    QSet<QByteArray> listed;
    const QList<RemoteFolder> again = m_backend.foldersAgain();
    for (const RemoteFolder &folder : again)
        listed.insert(folder.path);
    return std::none_of(m_wanderers.cbegin(), m_wanderers.cend(), [&](const Wanderer &one) {
        return isGone(one) && listed.contains(one.row.path);
    });
}

} // namespace Turnstone
