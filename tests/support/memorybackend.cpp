// SPDX-License-Identifier: MIT
#include "support/memorybackend.h"

#include "mail/messagereader.h"
#include "net/wait.h"

#include <QDateTime>
#include <algorithm>

namespace Turnstone::Test {

namespace {
MailError memoryError(ErrorScope scope, ErrorKind kind, RetryClass retry, const char *sentence)
{
    MailError error;
    error.scope = scope;
    error.kind = kind;
    error.retry = retry;
    error.sentence = error.detail = QString::fromLatin1(sentence);
    return error;
}
} // namespace

class MemoryBackend : public MailBackend, FlagSupport, FolderSupport, PushSupport {
public:
    MemoryBackend(MemoryServer &server, const BackendConfig &config)
        : m_server(server)
        , m_wakeup(*config.wakeup)
    { }
    ~MemoryBackend() override { leave(); }

    static BackendTraits traitsOf(MemoryServer::Style style)
    {
        BackendTraits traits;
        traits.defaultTlsPort = 1;
        if (style == MemoryServer::Style::Imap)
            traits.flagsOnServer = traits.foldersOnServer = traits.push = traits.partialFetch =
                true;
        return traits;
    }

    BackendTraits traits() const override
    {
        BackendTraits traits = traitsOf(m_server.style());
        traits.movesAtOnce = m_server.movesAtOnce;
        traits.headersAlone = m_server.headersAlone;
        if (m_server.style() == MemoryServer::Style::Pop3 && m_server.headersAlone)
            traits.beginningLines = m_server.beginningLines;
        traits.expireDays = m_server.expireDays;
        traits.loginDelaySeconds = m_server.loginDelaySeconds;
        traits.labels = m_server.labels;
        traits.objectIds = m_server.labels || m_server.emailIds;
        traits.pushOfFolders = m_server.tellsOfAll;
        traits.connections = m_server.connectionsAllowed;
        traits.quota = m_server.quota > 0;
        traits.keepsTags = m_server.keepsTags;
        return traits;
    }

    void open(const Credentials &credentials) override
    {
        step("open");
        if (credentials.password.reveal() != m_server.password)
            throw memoryError(ErrorScope::Account, ErrorKind::Authentication, RetryClass::Never,
                              "The server refused the password.");
        if (m_server.openConnections >= m_server.connectionLimit) {
            MailError tooMany = memoryError(ErrorScope::Session, ErrorKind::Network,
                                            RetryClass::Later, "Too many connections.");
            tooMany.detail = QStringLiteral("LIMIT");
            throw tooMany;
        }
        m_open = true;
        ++m_server.connections;
        const int open = ++m_server.openConnections;
        if (open > m_server.maxOpenConnections)
            m_server.maxOpenConnections = open;
    }

    void close() override
    {
        step("quit");
        const bool fails = m_server.quitFails;
        const bool forgets = !m_marked.isEmpty() && m_server.forgetsToDelete > 0;
        if (forgets)
            --m_server.forgetsToDelete;
        if (!fails && !forgets) {
            const QMutexLocker lock(&m_server.m_mutex);
            for (const RemoteKey &key : std::as_const(m_marked))
                drop(key);
        }
        const bool marked = !m_marked.isEmpty();
        leave();
        if ((fails || m_server.quitAnswerLost) && marked)
            throw MemoryServer::closedConnection();
    }

    QList<RemoteFolder> folders() override
    {
        step("folders");
        ++m_server.folderLists;
        const QMutexLocker lock(&m_server.m_mutex);
        QList<RemoteFolder> result;
        int index = 0;
        for (const MemoryServer::Folder &folder : std::as_const(m_server.m_folders)) {
            if (m_server.listHalf && index++ % 2 == 1)
                continue;
            RemoteFolder remote;
            remote.path = folder.path;
            remote.name = QString::fromUtf8(folder.path);
            remote.delimiter = QLatin1Char('/');
            remote.role = folder.role;
            remote.subscribed = !m_server.m_unsubscribed.contains(folder.path);
            if (m_server.style() == MemoryServer::Style::Imap) {
                remote.messages = quint32(folder.messages.size());
                remote.unseen = quint32(
                    std::count_if(folder.messages.cbegin(), folder.messages.cend(),
                                  [](auto &m) { return !m.flags.flags.testFlag(Flag::Seen); }));
                remote.uidValidity = folder.uidValidity;
                remote.uidNext = folder.uidNext;
            }
            result.append(remote);
        }
        return result;
    }

    FolderCursor synchronise(const FolderCursor &cursor, const KnownKeys &known,
                             RemoteSink &sink) override
    {
        step("synchronise");
        MemoryServer::Folder folder = opened(cursor.folder);
        if (m_server.listsNothing)
            folder.messages.clear();
        const bool imap = m_server.style() == MemoryServer::Style::Imap;
        sink.opened(folder.uidValidity, folder.messages.size());
        sink.openedKeepsTags(m_server.keepsTags);
        if (m_server.mailboxIds)
            sink.openedAs(folder.mailboxId);
        FolderCursor now = cursor;
        if (imap && cursor.uidValidity != folder.uidValidity) {
            now = {};
            now.folder = cursor.folder;
            now.uidValidity = folder.uidValidity;
        }
        if (!imap)
            now.uidValidity = folder.uidValidity;
        const bool first = imap && now.uidNext == 0;

        if (!first)
            list(folder, now, sink);
        QList<MemoryServer::Message> fresh;
        for (const MemoryServer::Message &message : folder.messages) {
            const bool wanted = imap ? message.uid >= now.uidNext : !known.contains(key(message));
            const bool gap = imap && now.backfillBelow > 1 && message.uid < now.backfillBelow;
            if (wanted || gap)
                fresh.append(message);
        }
        std::reverse(fresh.begin(), fresh.end());
        const quint32 lastGap = now.backfillBelow;
        for (qsizetype i = 0; i < fresh.size(); i += m_server.batch) {
            step("batch");
            QList<RemoteMessage> batch;
            for (const MemoryServer::Message &message : fresh.mid(i, m_server.batch))
                batch.append(remote(message));
            sink.appeared(batch);
            if (first || (lastGap > 1 && fresh[i].uid < lastGap)) {
                now.uidNext = folder.uidNext;
                now.backfillBelow = fresh.mid(i, m_server.batch).last().uid;
                sink.checkpoint(now);
                if (i + m_server.batch < fresh.size() && sink.wantsPause())
                    return now;
            }
        }
        if (imap)
            now.uidNext = folder.uidNext;
        now.backfillBelow = 0;
        sink.checkpoint(now);
        return now;
    }

    bool survey(const QByteArray &path, SurveySink &sink) override
    {
        step("survey");
        const MemoryServer::Folder folder = opened(path);
        const bool imap = m_server.style() == MemoryServer::Style::Imap;
        sink.opened(folder.uidValidity, imap ? folder.uidNext : 0, folder.messages.size());
        QList<SurveyedMessage> some;
        int index = 0;
        for (const MemoryServer::Message &message : folder.messages) {
            if (m_server.listHalf && index++ % 2 == 1)
                continue;
            SurveyedMessage surveyed;
            surveyed.key = key(message);
            surveyed.size = message.bytes.size();
            if (imap) {
                surveyed.receivedUtc = message.receivedUtc;
                surveyed.flags = message.flags;
                surveyed.emailId = message.emailId;
            }
            some.append(surveyed);
            if (some.size() >= m_server.batch)
                sink.found(std::exchange(some, {}));
        }
        if (!some.isEmpty())
            sink.found(some);
        step("surveyed");
        return !m_server.listHalf;
    }

    void fetch(const QList<FetchRequest> &requests, ContentSink &sink) override
    {
        step("fetch");
        for (const FetchRequest &request : requests) {
            step("message");
            std::optional<MemoryServer::Message> found;
            {
                const QMutexLocker lock(&m_server.m_mutex);
                refuseVoidKeys({request.key});
                if (const MemoryServer::Folder *folder = m_server.find(request.key.folder)) {
                    for (const MemoryServer::Message &message : folder->messages) {
                        if (key(message) == request.key.key)
                            found = message;
                    }
                }
            }
            sink.begin(request.key);
            if (!found || found->damaged) {
                sink.missing(request.key,
                             found ? memoryError(ErrorScope::Message, ErrorKind::Protocol,
                                                 RetryClass::Later, "The message is damaged.")
                                   : memoryError(ErrorScope::Message, ErrorKind::NotFound,
                                                 RetryClass::Never, "The message is gone."));
                continue;
            }
            PartSelection selection = request.selection;
            if (m_server.style() == MemoryServer::Style::Pop3
                && ((selection.what != PartSelection::What::Headers
                     && selection.what != PartSelection::What::Beginning)
                    || !m_server.headersAlone))
                selection = {};
            const bool header = m_server.style() == MemoryServer::Style::Pop3
                && selection.what != PartSelection::What::Everything;
            ++(header ? m_server.headersFetched : m_server.messagesFetched);
            m_counts.bytesIn += found->bytes.size();
            deliver(*found, selection, sink);
            sink.end();
        }
    }

    void remove(const QList<RemoteKey> &keys) override
    {
        step("remove");
        if (m_server.style() == MemoryServer::Style::Pop3) {
            m_marked.append(keys);
            const auto refused = m_marked.removeIf(
                [this](const RemoteKey &key) { return key.key == m_server.refusesToDelete; });
            if (refused > 0)
                throw memoryError(ErrorScope::Folder, ErrorKind::Permission, RetryClass::Later,
                                  "The server refused to delete a message.");
            return;
        }
        const QMutexLocker lock(&m_server.m_mutex);
        refuseVoidKeys(keys);
        for (const RemoteKey &key : keys)
            drop(key);
    }

    FlagSupport *flags() override { return ifImap<FlagSupport>(); }
    FolderSupport *folderChanges() override { return ifImap<FolderSupport>(); }
    PushSupport *push() override { return ifImap<PushSupport>(); }
    TransferCounts counts() const override { return m_counts; }
    ConnectionInfo connectionInfo() const override { return {}; }

    // FlagSupport
    FlagOutcome change(const QList<RemoteKey> &keys, const FlagChange &wished) override
    {
        step("flags");
        const QMutexLocker lock(&m_server.m_mutex);
        refuseVoidKeys(keys);
        FlagOutcome outcome;
        FlagChange change = wished;
        if (!m_server.keepsTags) {
            outcome.tagsKept = change.addTags.isEmpty();
            change.addTags.clear();
        }
        for (const RemoteKey &key : keys) {
            if (MemoryServer::Message *message = find(key)) {
                message->flags = applied(message->flags, change);
                m_server.shareFlags(MemoryServer::Message(*message));
                m_server.changed(*m_server.find(key.folder));
            } else {
                outcome.gone.append(key);
            }
        }
        return outcome;
    }

    // FolderSupport
    QByteArray create(const QString &name, FolderRole = FolderRole::None) override
    {
        step("create");
        const QMutexLocker lock(&m_server.m_mutex);
        if (m_server.find(name.toUtf8()))
            throw memoryError(ErrorScope::Folder, ErrorKind::Permission, RetryClass::Never,
                              "The folder exists.");
        m_server.add(name.toUtf8(), FolderRole::None);
        return name.toUtf8();
    }
    QByteArray rename(const QByteArray &path, const QString &newName) override
    {
        step("rename");
        const QMutexLocker lock(&m_server.m_mutex);
        MemoryServer::Folder *folder = m_server.find(path);
        if (!folder || m_server.find(newName.toUtf8()))
            throw memoryError(ErrorScope::Folder, ErrorKind::Permission, RetryClass::Never,
                              "The folder can't be renamed.");
        m_server.rename(path, newName.toUtf8());
        return newName.toUtf8();
    }
    void remove(const QByteArray &path) override
    {
        step("delete");
        m_server.removeFolder(path);
    }
    Relocation move(const QList<RemoteKey> &keys, const QByteArray &destination) override
    {
        step("move");
        Relocation result = transfer(keys, destination, m_server.movesAtOnce);
        if (m_server.originalsStay) {
            result.originalsStay =
                memoryError(ErrorScope::Folder, ErrorKind::Permission, RetryClass::Later,
                            "The originals stay in their folder.");
        } else if (!m_server.movesAtOnce) {
            step("copied");
            const QMutexLocker lock(&m_server.m_mutex);
            for (const RemoteKey &key : keys)
                drop(key);
        }
        step("moved");
        return result;
    }
    Relocation copy(const QList<RemoteKey> &keys, const QByteArray &destination) override
    {
        step("copy");
        const Relocation result = transfer(keys, destination, false);
        step("copied");
        return result;
    }
    void subscribe(const QByteArray &path, bool on) override
    {
        step("subscribe");
        const QMutexLocker lock(&m_server.m_mutex);
        if (on)
            m_server.m_unsubscribed.remove(path);
        else
            m_server.m_unsubscribed.insert(path);
    }
    std::optional<MailboxQuota> quota(const QByteArray &) override
    {
        step("quota");
        MailboxQuota quota{0, m_server.quota};
        const QList<MemoryServer::Folder> all = m_server.folders();
        for (const MemoryServer::Folder &folder : all) {
            for (const MemoryServer::Message &message : folder.messages)
                quota.used += message.bytes.size();
        }
        return quota;
    }
    quint32 uidValidity(const QByteArray &path) override
    {
        return m_server.folder(path).uidValidity;
    }
    QByteArray mailboxId(const QByteArray &path) override
    {
        return m_server.mailboxIds ? m_server.folder(path).mailboxId : QByteArray();
    }
    std::optional<RemoteKey> append(const QByteArray &folder, const QByteArray &message,
                                    const FlagState &flags, qint64) override
    {
        step("append");
        if (m_server.folder(folder).path.isEmpty())
            throw memoryError(ErrorScope::Folder, ErrorKind::NotFound, RetryClass::Never,
                              "The folder is not on the server.");
        if (m_server.quota > 0 && message.size() > m_server.quota)
            throw memoryError(ErrorScope::Message, ErrorKind::Space, RetryClass::Never,
                              "The mailbox is full.");
        QByteArray stored = m_server.rewritesUploads ? "X-Kept: yes\r\n" + message : message;
        if (m_server.altersBodies)
            stored[stored.size() - 3] = '#';
        const QByteArray uid = m_server.deliver(folder, stored, flags);
        step("appended");
        if (!m_server.uidplus)
            return {};
        return RemoteKey{folder, uid, m_server.folder(folder).uidValidity};
    }

    bool replaces() const override { return m_server.replaces; }
    Replacement replace(const RemoteKey &former, const QByteArray &message, const FlagState &flags,
                        qint64) override
    {
        step("replace");
        {
            const QMutexLocker lock(&m_server.m_mutex);
            refuseVoidKeys({former});
            const MemoryServer::Folder *const folder = m_server.find(former.folder);
            const auto is = [&](const MemoryServer::Message &one) {
                return key(one) == former.key;
            };
            if (!folder || std::none_of(folder->messages.begin(), folder->messages.end(), is))
                return {};
        }
        const QByteArray uid = m_server.deliver(former.folder, message, flags);
        {
            const QMutexLocker lock(&m_server.m_mutex);
            drop(former);
        }
        step("replaced");
        if (!m_server.uidplus)
            return {true, {}};
        return {true, RemoteKey{former.folder, uid, m_server.folder(former.folder).uidValidity}};
    }

    // PushSupport
    PushNews wait(const QList<SeenFolder> &seen, const ListenOptions &options) override
    {
        const bool all = m_server.tellsOfAll && !options.oneFolder;
        PushNews news;
        begin(all ? seen : seen.first(1), all, &news);
        for (;;) {
            step("idle");
            hear(&news);
            if (!news.folders.isEmpty() || news.listChanged) {
                news.event = PushNews::Event::Changed;
                return news;
            }
            // No server thread tells this one; a test's patience is longer than this look.
            if (waitForWake(m_wakeup, 5)) {
                news.event = PushNews::Event::Woken;
                return news;
            }
        }
    }
    bool tellsOfAll() const override { return m_server.tellsOfAll; }

private:
    template <typename Support> Support *ifImap()
    {
        return m_server.style() == MemoryServer::Style::Imap ? this : nullptr;
    }

    /// From now on these are listened to; what differs already is news.
    void begin(const QList<SeenFolder> &seen, bool all, PushNews *news)
    {
        const QMutexLocker lock(&m_server.m_mutex);
        QMap<QByteArray, qint64> before;
        before.swap(m_listening);
        if (before.isEmpty())
            m_listChanges = m_server.m_listChanges;
        for (const SeenFolder &one : seen) {
            const MemoryServer::Folder *folder = m_server.find(one.cursor.folder);
            if (!folder)
                continue;
            m_listening.insert(folder->path, before.value(folder->path, folder->changes));
            const bool differs = one.cursor.uidValidity != 0
                && (one.cursor.uidNext != folder->uidNext
                    || (one.messages && *one.messages != quint32(folder->messages.size())));
            if (differs && !before.contains(folder->path))
                news->folders.append(newsOf(*folder));
        }
        if (!all)
            return;
        for (const MemoryServer::Folder &folder : std::as_const(m_server.m_folders)) {
            if (!m_listening.contains(folder.path))
                m_listening.insert(folder.path, before.value(folder.path, folder.changes));
        }
    }

    void hear(PushNews *news)
    {
        const QMutexLocker lock(&m_server.m_mutex);
        for (auto it = m_listening.begin(); it != m_listening.end(); ++it) {
            const MemoryServer::Folder *folder = m_server.find(it.key());
            if (folder && folder->changes != it.value()) {
                it.value() = folder->changes;
                news->folders.append(newsOf(*folder));
            }
        }
        const bool list =
            m_server.m_listChanges != std::exchange(m_listChanges, m_server.m_listChanges);
        news->listChanged = news->listChanged || (list && m_server.tellsOfAll);
    }

    static FolderNews newsOf(const MemoryServer::Folder &folder)
    {
        return {
            folder.path, quint32(folder.messages.size()), {}, folder.uidValidity, folder.uidNext,
            {}};
    }

    void step(const char *name)
    {
        m_wakeup.throwIfCancelled();
        ++m_counts.roundTrips;
        if (m_server.hook)
            m_server.hook(name);
    }

    void leave()
    {
        if (std::exchange(m_open, false))
            --m_server.openConnections;
        m_marked.clear();
    }

    QByteArray key(const MemoryServer::Message &message) const
    {
        return (m_server.style() == MemoryServer::Style::Pop3 ? m_server.uidlPrefix : QByteArray())
            + QByteArray::number(message.uid);
    }

    MemoryServer::Folder opened(const QByteArray &path)
    {
        const QMutexLocker lock(&m_server.m_mutex);
        const MemoryServer::Folder *folder = m_server.find(path);
        if (!folder)
            throw memoryError(ErrorScope::Folder, ErrorKind::NotFound, RetryClass::Later,
                              "The folder is gone.");
        return *folder;
    }

    void list(const MemoryServer::Folder &folder, const FolderCursor &now, RemoteSink &sink)
    {
        ++m_server.listings;
        QList<RemoteState> states;
        int index = 0;
        for (const MemoryServer::Message &message : folder.messages) {
            if (m_server.listHalf && index++ % 2 == 1)
                continue;
            if (m_server.style() == MemoryServer::Style::Imap) {
                if (message.uid < now.uidNext)
                    states.append({key(message), message.bytes.size(), message.flags});
            } else {
                states.append({key(message), message.bytes.size(), std::nullopt});
            }
            if (states.size() >= m_server.batch)
                sink.listed(std::exchange(states, {}));
        }
        sink.listed(states);
        step("listed");
        sink.listingComplete();
    }

    RemoteMessage remote(const MemoryServer::Message &message) const
    {
        RemoteMessage result;
        result.key = key(message);
        result.size = message.bytes.size();
        if (m_server.style() == MemoryServer::Style::Imap) {
            result.receivedUtc = message.receivedUtc;
            result.flags = message.flags;
            result.envelope = readEnvelope(headerBlock(message.bytes));
            result.structure = readStructure(message.bytes);
            result.emailId = message.emailId;
        }
        return result;
    }

    void deliver(const MemoryServer::Message &message, const PartSelection &selection,
                 ContentSink &sink) const
    {
        switch (selection.what) {
        case PartSelection::What::Everything:
            sink.section({});
            for (qsizetype at = 0; at < message.bytes.size(); at += 16 * 1024)
                sink.data(
                    QByteArrayView(message.bytes)
                        .sliced(at, std::min<qsizetype>(16 * 1024, message.bytes.size() - at)));
            break;
        case PartSelection::What::Headers:
            sink.section("HEADER");
            sink.data(headerBlock(message.bytes));
            break;
        case PartSelection::What::Beginning: {
            qsizetype end = headerBlock(message.bytes).size();
            for (int line = 0; line < m_server.beginningLines && end < message.bytes.size();
                 ++line) {
                const qsizetype feed = message.bytes.indexOf('\n', end);
                end = feed < 0 ? message.bytes.size() : feed + 1;
            }
            sink.section("BEGINNING");
            sink.data(QByteArrayView(message.bytes).first(end));
            break;
        }
        case PartSelection::What::Text:
        case PartSelection::What::Section:
            for (const QByteArray &section : selection.sections) {
                sink.section(section);
                sink.data(sectionBytes(message.bytes, section));
            }
            break;
        }
    }

    MemoryServer::Message *find(const RemoteKey &remoteKey)
    {
        if (MemoryServer::Folder *folder = m_server.find(remoteKey.folder)) {
            for (MemoryServer::Message &message : folder->messages) {
                if (key(message) == remoteKey.key)
                    return &message;
            }
        }
        return nullptr;
    }

    void drop(const RemoteKey &remoteKey)
    {
        if (MemoryServer::Folder *folder = m_server.find(remoteKey.folder)) {
            folder->messages.removeIf(
                [&](const MemoryServer::Message &m) { return key(m) == remoteKey.key; });
            m_server.changed(*folder);
        }
    }

    void refuseVoidKeys(const QList<RemoteKey> &keys)
    {
        for (const RemoteKey &key : keys) {
            const MemoryServer::Folder *folder = m_server.find(key.folder);
            if (!folder)
                throw memoryError(ErrorScope::Folder, ErrorKind::NotFound, RetryClass::Never,
                                  "The folder is not on the server.");
            if (key.uidValidity != 0 && key.uidValidity != folder->uidValidity)
                throw memoryError(ErrorScope::Folder, ErrorKind::NotFound, RetryClass::Now,
                                  "The folder was numbered anew.");
        }
    }

    /// In the trash, or in junk, a message has no other label; anywhere else it is in All Mail.
    void placeAsLabels(const MemoryServer::Folder &to, const MemoryServer::Message &message)
    {
        const auto isOut = [](FolderRole role) {
            return role == FolderRole::Trash || role == FolderRole::Junk;
        };
        const auto same = [&](const MemoryServer::Message &m) {
            return m.emailId == message.emailId;
        };
        for (MemoryServer::Folder &other : m_server.m_folders) {
            if ((isOut(to.role) || isOut(other.role)) && &other != &to
                && other.messages.removeIf(same) > 0)
                m_server.changed(other);
            if (other.role == FolderRole::All && !isOut(to.role) && &other != &to
                && std::none_of(other.messages.cbegin(), other.messages.cend(), same)) {
                MemoryServer::Message again = message;
                again.uid = other.uidNext++;
                other.messages.append(again);
                m_server.changed(other);
            }
        }
    }

    /// Out of All Mail a message goes to the trash or to junk alone; else it gets a label.
    bool staysInAll(const MemoryServer::Folder &from, const MemoryServer::Folder &to) const
    {
        return m_server.labels && from.role == FolderRole::All && to.role != FolderRole::Trash
            && to.role != FolderRole::Junk;
    }

    Relocation transfer(const QList<RemoteKey> &keys, const QByteArray &destination, bool move)
    {
        const QMutexLocker lock(&m_server.m_mutex);
        MemoryServer::Folder *folder = m_server.find(destination);
        if (!folder)
            throw memoryError(ErrorScope::Folder, ErrorKind::NotFound, RetryClass::Never,
                              "The folder is not on the server.");
        refuseVoidKeys(keys);
        Relocation result;
        if (m_server.uidplus)
            result.uidValidity = folder->uidValidity;
        for (const RemoteKey &from : keys) {
            const MemoryServer::Message *message = find(from);
            if (!message) { // gone already: MOVE of nothing is OK
                result.gone.append(from);
                continue;
            }
            MemoryServer::Message copied = *message;
            if (move && !staysInAll(*m_server.find(from.folder), *folder))
                drop(from);
            if (m_server.labels)
                placeAsLabels(*folder, copied);
            const auto there =
                std::find_if(folder->messages.cbegin(), folder->messages.cend(), [&](auto &m) {
                    return m_server.labels && m.emailId == copied.emailId;
                });
            if (there != folder->messages.cend()) {
                copied.uid = there->uid;
            } else {
                copied.uid = folder->uidNext++;
                folder->messages.append(copied);
            }
            m_server.changed(*folder);
            RelocatedKey relocated{from, std::nullopt};
            if (m_server.uidplus)
                relocated.to = RemoteKey{destination, key(copied)};
            result.keys.append(relocated);
        }
        return result;
    }

    MemoryServer &m_server;
    Wakeup &m_wakeup;
    bool m_open = false;
    QList<RemoteKey> m_marked;
    QMap<QByteArray, qint64> m_listening;
    qint64 m_listChanges = 0;
    TransferCounts m_counts;
};

MemoryServer::MemoryServer(Style style)
    : m_style(style)
{
    m_folders.append({"INBOX", FolderRole::Inbox, 1, 1, {}, 0, "F1"});
    if (style == Style::Pop3)
        return;
    addFolder("Archive", FolderRole::Archive);
    addFolder("Trash", FolderRole::Trash);
}

BackendRegistry MemoryServer::registry()
{
    BackendRegistry registry;
    BackendTraits traits = MemoryBackend::traitsOf(m_style);
    traits.connections = m_style == Style::Imap ? connectionsAllowed : 1;
    registry.add({QStringLiteral("memory"), traits, [this](const BackendConfig &config) {
                      return std::make_unique<MemoryBackend>(*this, config);
                  }});
    return registry;
}

Account MemoryServer::account() const
{
    Account account;
    account.name = QStringLiteral("Memory");
    account.email = QStringLiteral("me@example.org");
    account.incoming.protocol = QStringLiteral("memory");
    account.incoming.endpoint = {QStringLiteral("memory.invalid"), 1, ConnectionSecurity::Tls};
    account.incoming.user = QStringLiteral("me");
    account.password.kind = PasswordSource::Kind::AskEachStart;
    return account;
}

void MemoryServer::changed(Folder &folder)
{
    folder.changes = ++m_changes;
}

MemoryServer::Folder *MemoryServer::find(const QByteArray &path)
{
    for (Folder &folder : m_folders) {
        if (folder.path == path)
            return &folder;
    }
    return nullptr;
}

QByteArray MemoryServer::deliver(const QByteArray &path, const QByteArray &bytes,
                                 const FlagState &flags)
{
    const QMutexLocker lock(&m_mutex);
    Folder *folder = find(path);
    if (!folder)
        return {};
    Message message;
    message.uid = folder->uidNext++;
    message.bytes = bytes;
    message.flags = flags;
    message.receivedUtc = 1'700'000'000 + qint64(message.uid) * 60;
    if (emailIds || labels)
        message.emailId = 'M' + QByteArray::number(++m_lastEmailId);
    folder->messages.append(message);
    changed(*folder);
    return (m_style == Style::Pop3 ? QByteArray("uidl-") : QByteArray())
        + QByteArray::number(message.uid);
}

void MemoryServer::addFolder(const QByteArray &path, FolderRole role)
{
    const QMutexLocker lock(&m_mutex);
    add(path, role);
}

void MemoryServer::add(const QByteArray &path, FolderRole role)
{
    Folder folder;
    folder.path = path;
    folder.role = role;
    folder.uidValidity = ++m_lastUidValidity;
    folder.mailboxId = 'F' + QByteArray::number(m_lastUidValidity);
    m_folders.append(folder);
    ++m_listChanges;
}

void MemoryServer::rename(const QByteArray &path, const QByteArray &newPath)
{
    for (Folder &folder : m_folders) {
        if (folder.path == path || folder.path.startsWith(path + '/'))
            folder.path = newPath + folder.path.mid(path.size());
    }
    ++m_listChanges;
}

void MemoryServer::renameFolder(const QByteArray &path, const QByteArray &newPath)
{
    const QMutexLocker lock(&m_mutex);
    rename(path, newPath);
}

void MemoryServer::moveMessage(const QByteArray &path, const QByteArray &key, const QByteArray &to)
{
    const QMutexLocker lock(&m_mutex);
    Folder *from = find(path), *folder = find(to);
    for (qsizetype i = 0; i < from->messages.size(); ++i) {
        if (QByteArray::number(from->messages[i].uid) != key)
            continue;
        Message moved = from->messages.takeAt(i);
        moved.uid = folder->uidNext++;
        folder->messages.append(moved);
        changed(*from);
        changed(*folder);
        return;
    }
}

void MemoryServer::setOnlyUidValidity(const QByteArray &path, quint32 value)
{
    const QMutexLocker lock(&m_mutex);
    if (Folder *folder = find(path))
        folder->uidValidity = value;
}

void MemoryServer::removeFolder(const QByteArray &path)
{
    const QMutexLocker lock(&m_mutex);
    m_folders.removeIf([&](const Folder &folder) { return folder.path == path; });
    ++m_listChanges;
}

void MemoryServer::expunge(const QByteArray &path, const QByteArray &key)
{
    const QMutexLocker lock(&m_mutex);
    const QByteArray uid = key.startsWith("uidl-") ? key.mid(5) : key;
    if (Folder *folder = find(path)) {
        folder->messages.removeIf(
            [&](const Message &message) { return QByteArray::number(message.uid) == uid; });
        changed(*folder);
    }
}

void MemoryServer::setFlags(const QByteArray &path, const QByteArray &key, const FlagState &flags)
{
    const QMutexLocker lock(&m_mutex);
    if (Folder *folder = find(path)) {
        for (Message &message : folder->messages) {
            if (QByteArray::number(message.uid) != key)
                continue;
            message.flags = flags;
            shareFlags(Message(message));
        }
        changed(*folder);
    }
}

void MemoryServer::nameAll(const QByteArray &emailId)
{
    const QMutexLocker lock(&m_mutex);
    for (Folder &folder : m_folders) {
        for (Message &message : folder.messages)
            message.emailId = emailId;
    }
}

void MemoryServer::shareFlags(const Message &changed)
{
    if (!labels)
        return;
    for (Folder &folder : m_folders) {
        for (Message &message : folder.messages) {
            if (message.emailId == changed.emailId)
                message.flags = changed.flags;
        }
    }
}

QByteArray MemoryServer::addLabel(const QByteArray &path, const QByteArray &key,
                                  const QByteArray &to)
{
    const QMutexLocker lock(&m_mutex);
    Folder *from = find(path), *folder = find(to);
    for (const Message &message : std::as_const(from->messages)) {
        if (QByteArray::number(message.uid) != key)
            continue;
        Message labelled = message;
        labelled.uid = folder->uidNext++;
        folder->messages.append(labelled);
        return QByteArray::number(labelled.uid);
    }
    return {};
}

void MemoryServer::setDamaged(const QByteArray &path, const QByteArray &key, bool damaged)
{
    const QMutexLocker lock(&m_mutex);
    const QByteArray uid = key.startsWith("uidl-") ? key.mid(5) : key;
    if (Folder *folder = find(path)) {
        for (Message &message : folder->messages) {
            if (QByteArray::number(message.uid) == uid)
                message.damaged = damaged;
        }
    }
}

void MemoryServer::setUidValidity(const QByteArray &path, quint32 value)
{
    const QMutexLocker lock(&m_mutex);
    Folder *folder = find(path);
    if (!folder)
        return;
    folder->uidValidity = value;
    // New numbers for all: an old key would name another message, or none.
    quint32 uid = 1000;
    for (Message &message : folder->messages)
        message.uid = uid++;
    folder->uidNext = uid;
    changed(*folder);
}

void MemoryServer::setNextUid(const QByteArray &path, quint32 uid)
{
    const QMutexLocker lock(&m_mutex);
    if (Folder *folder = find(path))
        folder->uidNext = uid;
}

void MemoryServer::renumberBackwards(const QByteArray &path)
{
    const QMutexLocker lock(&m_mutex);
    Folder *folder = find(path);
    if (!folder)
        return;
    folder->uidValidity = ++m_lastUidValidity;
    QList<quint32> uids;
    for (const Message &message : std::as_const(folder->messages))
        uids.append(message.uid);
    std::reverse(folder->messages.begin(), folder->messages.end());
    for (qsizetype i = 0; i < uids.size(); ++i)
        folder->messages[i].uid = uids[i];
}

QList<MemoryServer::Folder> MemoryServer::folders() const
{
    const QMutexLocker lock(&m_mutex);
    return m_folders;
}

MemoryServer::Folder MemoryServer::folder(const QByteArray &path) const
{
    const QMutexLocker lock(&m_mutex);
    for (const Folder &folder : m_folders) {
        if (folder.path == path)
            return folder;
    }
    return {};
}

MailError MemoryServer::closedConnection()
{
    return memoryError(ErrorScope::Session, ErrorKind::Network, RetryClass::Now,
                       "The server closed the connection.");
}

QByteArray sampleMessage(int number, const QByteArray &body)
{
    const QByteArray n = QByteArray::number(number);
    return "From: Anna <anna@example.org>\r\nTo: me@example.org\r\nSubject: Message " + n
        + "\r\nDate: "
        + QDateTime::fromSecsSinceEpoch(1'700'000'000 + number * 60, Qt::UTC)
              .toString(Qt::RFC2822Date)
              .toLatin1()
        + "\r\nMessage-ID: <" + n + "@example.org>\r\n\r\n"
        + (body.isEmpty() ? "This is the text of message " + n + ".\r\n.\r\n..two\r\n" : body);
}

} // namespace Turnstone::Test
