// SPDX-License-Identifier: MIT
#include "engine/syncrunner.h"

#include "base/log.h"
#include "engine/selection.h"
#include "mail/limits.h"

#include <QScopeGuard>
#include <algorithm>
#include <functional>

namespace Turnstone {

namespace {
// One fetch call: enough for a pipeline, little enough that what the user waits for isn't held up.
// How much that is depends on the line.
constexpr int messagesAFetch = 400;
constexpr qint64 bytesAFetch = 24 * 1024 * 1024;
constexpr int messagesAFetchMax = 2000;
constexpr qint64 bytesAFetchMax = 256 * 1024 * 1024;
constexpr qint64 fetchMs = 1000;
constexpr qint64 progressMs = 150;

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

/// How much one fetch call asks for: more after each that took less than a second.
class FetchSize {
public:
    void begin() { m_time.start(); }
    void end()
    {
        if (m_time.hasExpired(fetchMs))
            return;
        messages = std::min(2 * messages, messagesAFetchMax);
        bytes = std::min(2 * bytes, bytesAFetchMax);
    }
    int messages = messagesAFetch;
    qint64 bytes = bytesAFetch;

private:
    QElapsedTimer m_time;
};

// A full disk here is the account's; a full mailbox at the server concerns one folder.
bool reachesFurther(const MailError &error)
{
    return error.scope == ErrorScope::Session || error.scope == ErrorScope::Account;
}
} // namespace

SyncRunner::SyncRunner(Store &store, MailWriter &writer, MailBackend &backend,
                       const Account &account, Wakeup &wakeup, const PassOptions &options)
    : m_store(store)
    , m_writer(writer)
    , m_backend(backend)
    , m_account(account)
    , m_wakeup(wakeup)
    , m_options(options)
    , m_replay(store, writer, backend, account,
               [this](const RemoteFolderRow &row) { syncFolder(row); })
    , m_mirrors(backend.traits().foldersOnServer)
{
    m_sinceProgress.start();
}

void SyncRunner::run(SyncSummary &summary)
{
    m_summary = &summary;
    m_replay.run(summary);
    if (m_options.extent != PassExtent::Operations) {
        const QList<RemoteFolderRow> rows =
            m_options.extent == PassExtent::FirstFolder ? firstFolder() : inOrder(readFolders());
        forEach(rows, [this](const RemoteFolderRow &row) {
            ++m_summary->folders;
            if (!isUnchanged(row))
                syncFolder(row);
        });
        // What waited for a folder to be read, and what the user did meanwhile.
        m_replay.run(summary, m_options.extent == PassExtent::Everything && !summary.error);
        forEach(rows, [this](const RemoteFolderRow &row) { fetchContents(row); });
    }
    applyLeaveOnServerRule();
}

QList<RemoteFolderRow> SyncRunner::firstFolder()
{
    QList<RemoteFolderRow> rows = m_writer.remoteFolders(m_account.incoming.id);
    rows.removeIf([this](const RemoteFolderRow &row) { return row.folder != m_options.first; });
    return rows;
}

void SyncRunner::forEach(QList<RemoteFolderRow> rows,
                         const std::function<void(const RemoteFolderRow &)> &step)
{
    while (!rows.isEmpty()) {
        m_wakeup.throwIfCancelled();
        betweenSteps();
        qsizetype next = 0;
        if (m_options.currentFirst) {
            const FolderId open = m_options.currentFirst();
            const auto it = std::find_if(rows.cbegin(), rows.cend(),
                                         [open](const auto &row) { return row.folder == open; });
            if (it != rows.cend())
                next = it - rows.cbegin();
        }
        const RemoteFolderRow row = rows.takeAt(next);
        try {
            step(row);
        } catch (const MailError &error) {
            if (reachesFurther(error))
                throw;
            note(error);
        }
    }
}

QList<RemoteFolderRow> SyncRunner::readFolders()
{
    progress(tr("Reading the list of folders"), 0, 0, true);
    const QList<RemoteFolder> listed = m_backend.folders();
    writeFolders(listed);
    if (listed.size() < Limits::folders) // a list that was cut says nothing of what it lacks
        unbindVanished(listed);
    QList<RemoteFolderRow> rows = m_writer.remoteFolders(m_account.incoming.id);
    rows.removeIf([this](const RemoteFolderRow &row) {
        const auto it = m_listed.constFind(row.path);
        return it == m_listed.constEnd() || !it->selectable;
    });
    return rows;
}

void SyncRunner::writeFolders(const QList<RemoteFolder> &listed)
{
    QList<MailWriter::SeenFolder> seen;
    seen.reserve(listed.size());
    for (const RemoteFolder &folder : listed) {
        m_listed.insert(folder.path, folder);
        seen.append({folder.path, folder.name, folder.delimiter, folder.role, folder.selectable});
    }
    WriteTransaction transaction(m_writer);
    m_writer.foldersSeen(m_account.incoming.id, seen);
    transaction.commit();
}

void SyncRunner::unbindVanished(const QList<RemoteFolder> &listed)
{
    const auto missingFrom = [&](const QList<RemoteFolder> &list) {
        QSet<QByteArray> paths;
        for (const RemoteFolder &folder : list)
            paths.insert(folder.path);
        QList<RemoteFolderRow> missing = m_writer.remoteFolders(m_account.incoming.id);
        missing.removeIf([&](const RemoteFolderRow &row) {
            return paths.contains(row.path) || row.path.compare("INBOX", Qt::CaseInsensitive) == 0;
        });
        return missing;
    };
    if (missingFrom(listed).isEmpty())
        return;
    // A second look: a list is taken while others rename, and some servers answer under load with
    // less than all.
    const QList<RemoteFolderRow> gone = missingFrom(m_backend.folders());
    if (gone.isEmpty())
        return;
    WriteTransaction transaction(m_writer);
    for (const RemoteFolderRow &row : gone)
        m_writer.folderVanished(row.id);
    transaction.commit();
}

QList<RemoteFolderRow> SyncRunner::inOrder(QList<RemoteFolderRow> rows)
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

// By STATUS: the same UIDs, as many messages and as many unread. Stars and tags changed elsewhere
// don't show in it, so the Inbox and the open folder are always read, and a full pass reads all.
bool SyncRunner::isUnchanged(const RemoteFolderRow &row)
{
    if (m_options.full || row.folder == m_options.first || row.uidValidity == 0
        || row.backfillBelow > 1)
        return false;
    const RemoteFolder remote = m_listed.value(row.path);
    const auto folder = m_writer.folder(row.folder);
    if (!folder || folder->role == FolderRole::Inbox)
        return false;
    return remote.uidValidity == row.uidValidity && remote.uidNext == row.uidNext && remote.messages
        && *remote.messages == folder->total && remote.unseen && *remote.unseen == folder->unread;
}

void SyncRunner::syncFolder(const RemoteFolderRow &row)
{
    const QString name = folderName(row);
    FolderCursor cursor;
    cursor.folder = row.path;
    cursor.uidValidity = row.uidValidity;
    cursor.uidNext = row.uidNext;
    cursor.highestModSeq = row.highestModSeq;
    cursor.backfillBelow = row.backfillBelow;

    FolderReport::Rules rules;
    rules.mirrors = m_mirrors;
    rules.seenBefore = row.uidValidity != 0 && row.backfillBelow <= 1;
    FolderReport report(m_writer, row, rules);
    report.onProgress = [&](qint64 done, qint64 total) {
        progress(tr("%1: %L2 of %L3 messages").arg(name).arg(done).arg(total), done, total);
    };
    progress(tr("%1: looking for new messages").arg(name), 0, 0);

    const auto count = [&] {
        m_summary->added += report.counts().added;
        m_summary->changed += report.counts().changed;
        m_summary->removed += report.counts().removed;
    };
    try {
        FolderCursor end = m_backend.synchronise(cursor, report, report);
        if (report.needsSecondLook()) {
            report.beginSecondLook();
            end = m_backend.synchronise(cursor, report, report);
        }
        report.finish(end);
        if (!report.toFetch().isEmpty()) {
            fetchNewMessages(row, report, rules.seenBefore);
            report.setFinalCursor(end);
        }
    } catch (...) {
        count();
        throw;
    }
    count();
    if (!report.fresh().isEmpty() && m_options.newMail)
        m_options.newMail(report.fresh());
}

// Over a protocol where only fetching tells what a message is: message and key in one transaction.
void SyncRunner::fetchNewMessages(const RemoteFolderRow &row, FolderReport &report, bool seenBefore)
{
    const QList<FolderReport::Unread> wanted = std::move(report.toFetch());
    const QString name = folderName(row);
    ContentPipeline pipeline(m_store, m_account.id, row.id, m_wakeup);
    pipeline.onProgress = [&](qint64 done) {
        progress(tr("%1: %L2 of %L3 messages").arg(name).arg(done).arg(wanted.size()), done,
                 wanted.size());
    };
    qint64 told = 0;
    const auto count = [&] {
        const qint64 stored = pipeline.stored();
        m_summary->added += stored - told;
        told = stored;
    };
    const auto countAtLast = qScopeGuard(count);
    FetchSize size;
    qsizetype next = 0;
    while (next < wanted.size()) {
        m_wakeup.throwIfCancelled();
        betweenSteps();
        QList<FetchRequest> requests;
        qint64 bytes = 0;
        // Ids first, and in a transaction of their own: content is written under them.
        WriteTransaction reservation(m_writer);
        while (next < wanted.size() && requests.size() < size.messages && bytes < size.bytes) {
            const FolderReport::Unread &message = wanted[next++];
            bytes += message.size;
            FetchRequest request;
            request.key = {row.path, message.key};
            request.expectedSize = message.size;
            ContentReceiver::Target target;
            target.message = m_writer.reserveMessageId();
            target.level = ContentLevel::Everything;
            target.fresh.emplace();
            target.fresh->key = message.key;
            target.fresh->size = message.size;
            target.fresh->receivedUtc = message.receivedUtc;
            target.fresh->flags = message.flags;
            pipeline.expect(message.key, std::move(target));
            requests.append(std::move(request));
        }
        reservation.commit();
        size.begin();
        fetch(requests, pipeline);
        size.end();
        count();
    }
    pipeline.finish();
    takeResult(pipeline.result());
    if (!seenBefore || !m_options.newMail)
        return;
    QList<PlacementId> fresh;
    for (const Binding &binding : pipeline.result().created) {
        if (binding.placement && fresh.size() < 100)
            fresh.append(binding.placement);
    }
    if (!fresh.isEmpty())
        m_options.newMail(fresh);
}

void SyncRunner::fetchContents(const RemoteFolderRow &row)
{
    if (m_account.keep < ContentLevel::Text)
        return; // envelopes are here already
    const qint64 since = m_account.keepDays > 0
        ? m_store.clock().utcSeconds() - qint64(m_account.keepDays) * 24 * 3600
        : 0;
    const bool whole =
        m_account.keep == ContentLevel::Everything || !m_backend.traits().partialFetch;
    const QString name = folderName(row);
    // As the folder was just read, not as it was when the pass began.
    const quint32 uidValidity = m_writer.uidValidity(row.id);
    const auto folder = m_writer.folder(row.folder);
    const qint64 total = folder ? folder->total : 0;
    qint64 before = folder ? folder->onComputer : 0;

    ContentPipeline pipeline(m_store, m_account.id, row.id, m_wakeup);
    pipeline.onProgress = [&](qint64 done) {
        progress(tr("%1: content of %L2 of %L3 messages").arg(name).arg(before + done).arg(total),
                 before + done, total);
    };
    FetchSize size;
    std::optional<PlacementId> after;
    for (;;) {
        m_wakeup.throwIfCancelled();
        betweenSteps();
        // What the pipeline hasn't stored yet is before `after`, so nothing is asked for twice.
        const QList<MailWriter::Wanted> wanted =
            m_writer.wantedContent(row.id, m_account.keep, since, size.messages, after);
        if (wanted.isEmpty())
            break;
        QList<FetchRequest> requests;
        qint64 bytes = 0;
        for (const MailWriter::Wanted &message : wanted) {
            if (bytes >= size.bytes)
                break;
            after = message.placement;
            FetchRequest request;
            request.key = {row.path, message.key, uidValidity};
            request.expectedSize = message.size;
            if (whole) {
                request.selection.what = PartSelection::What::Everything;
            } else {
                request.selection = textSelection(message.structure);
            }
            ContentReceiver::Target target;
            target.message = message.message;
            target.level = whole ? ContentLevel::Everything : ContentLevel::Text;
            target.structure = message.structure;
            pipeline.expect(message.key, std::move(target));
            requests.append(std::move(request));
            bytes += message.size;
        }
        size.begin();
        fetch(requests, pipeline);
        size.end();
    }
    pipeline.finish();
    takeResult(pipeline.result());
}

void SyncRunner::fetch(const QList<FetchRequest> &requests, ContentPipeline &pipeline)
{
    try {
        m_backend.fetch(requests, pipeline);
    } catch (const MailError &error) {
        // What came whole before the line broke is kept.
        if (error.kind != ErrorKind::Space)
            pipeline.finish();
        throw;
    }
}

void SyncRunner::takeResult(const ContentReceiver::Result &result)
{
    if (!result.firstFailure || result.firstFailure->kind == ErrorKind::NotFound)
        return; // what is gone meanwhile, the next listing says
    MailError error = *result.firstFailure;
    error.scope = ErrorScope::Message;
    note(error);
}

void SyncRunner::applyLeaveOnServerRule()
{
    if (m_mirrors)
        return;
    const LeaveOnServer &rule = m_account.incoming.leaveOnServer;
    QList<RemoteKey> keys;
    QSet<QByteArray> named; // one folder: the key alone tells them apart
    for (const MailWriter::Expired &one : m_replay.deletions()) {
        named.insert(one.key);
        keys.append({QByteArrayLiteral("INBOX"), one.key});
    }
    const auto add = [&](const QList<MailWriter::Expired> &expired) {
        for (const MailWriter::Expired &one : expired) {
            if (named.contains(one.key))
                continue;
            named.insert(one.key);
            m_deletedAtClose.append(one);
        }
    };
    const qint64 now = m_store.clock().utcSeconds();
    switch (rule.rule) {
    case LeaveOnServer::Rule::Forever:
        break;
    case LeaveOnServer::Rule::Days:
        add(m_writer.fetchedBefore(m_account.incoming.id, now - qint64(rule.days) * 24 * 3600));
        break;
    case LeaveOnServer::Rule::UntilDeleted:
        add(m_writer.deletedHere(m_account.incoming.id));
        break;
    case LeaveOnServer::Rule::No:
        add(m_writer.fetchedBefore(m_account.incoming.id, now + 1));
        add(m_writer.deletedHere(m_account.incoming.id));
        break;
    }
    for (const MailWriter::Expired &one : std::as_const(m_deletedAtClose))
        keys.append({QByteArrayLiteral("INBOX"), one.key});
    if (keys.isEmpty())
        return;
    try {
        m_backend.remove(keys);
    } catch (const MailError &error) {
        if (reachesFurther(error))
            throw;
        note(error);
        m_deletedAtClose.clear();
        m_replay.deletionsRefused(error);
    }
}

void SyncRunner::closed()
{
    if (!m_deletedAtClose.isEmpty()) {
        WriteTransaction transaction(m_writer);
        for (const MailWriter::Expired &one : std::as_const(m_deletedAtClose))
            m_writer.forgetKey(one.remoteFolder, one.key);
        transaction.commit();
        m_deletedAtClose.clear();
    }
    m_replay.closed(*m_summary);
}

void SyncRunner::betweenSteps()
{
    if (m_options.betweenSteps)
        m_options.betweenSteps(m_backend);
    if (!m_options.meanwhile || m_betweenSteps)
        return;
    const PassOptions::Meanwhile meanwhile = m_options.meanwhile();
    if (!meanwhile.operations && !meanwhile.firstFolder)
        return;
    m_betweenSteps = true; // what is done now asks no further
    const auto again = qScopeGuard([this] { m_betweenSteps = false; });
    m_replay.run(*m_summary);
    const FolderId open = m_options.currentFirst ? m_options.currentFirst() : m_options.first;
    const QList<RemoteFolderRow> rows = m_writer.remoteFolders(m_account.incoming.id);
    for (const RemoteFolderRow &row : rows) {
        const bool inbox = !open && row.path.compare("INBOX", Qt::CaseInsensitive) == 0;
        if (!m_mirrors || !meanwhile.firstFolder || !(row.folder == open || inbox))
            continue;
        try {
            syncFolder(row);
        } catch (const MailError &error) {
            if (reachesFurther(error))
                throw;
            note(error); // the folder whose turn it is has no part in it
        }
    }
}

void SyncRunner::note(const MailError &error)
{
    qCWarning(lcEngine) << "account" << m_account.id.value() << error.detail;
    if (!m_summary->error)
        m_summary->error = error;
}

void SyncRunner::progress(const QString &activity, qint64 done, qint64 total, bool force)
{
    if (!m_options.progress || !(force || m_sinceProgress.hasExpired(progressMs)))
        return;
    m_sinceProgress.restart();
    AccountState state;
    state.account = m_account.id;
    state.phase = AccountState::Phase::Synchronising;
    state.activity = activity;
    state.done = done;
    state.total = total;
    state.connection = m_backend.connectionInfo();
    m_options.progress(state);
}

QString SyncRunner::folderName(const RemoteFolderRow &row)
{
    const auto folder = m_writer.folder(row.folder);
    if (!folder || folder->role == FolderRole::Inbox)
        return tr("Inbox");
    return folder->name;
}

} // namespace Turnstone
