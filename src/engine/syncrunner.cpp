// SPDX-License-Identifier: MIT
#include "engine/syncrunner.h"

#include "base/log.h"
#include "engine/contentstep.h"
#include "engine/folderlisting.h"
#include "engine/folderrenames.h"
#include "engine/keepstep.h"
#include "store/switchreader.h"

#include <QScopeGuard>
#include <algorithm>
#include <functional>

namespace Turnstone {

namespace {
constexpr qint64 progressMs = 150;
constexpr qint64 limitsSeconds = 24 * 3600;
constexpr int rightsAskedInAPass = 500;

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
    , m_replay(
          store, writer, backend, account, [this](const RemoteFolderRow &row) { syncFolder(row); },
          [this] {
              return FolderRenames(m_writer, m_backend, m_account).follow(m_backend.folders());
          },
          options.sendAtOnce)
    , m_mirrors(backend.traits().foldersOnServer)
{
    m_sinceProgress.start();
    m_hooks.betweenSteps = [this] { betweenSteps(); };
    m_hooks.progress = [this](const QString &activity, qint64 done, qint64 total) {
        progress(activity, done, total);
    };
    m_hooks.note = [this](const MailError &error) { note(error); };
    m_hooks.newMail = options.newMail;
    m_hooks.isMetered = options.isMetered;
    m_hooks.downloads = options.downloads;
}

ContentStep SyncRunner::contents()
{
    return {m_store, m_writer, m_backend, m_account, m_wakeup, *m_summary, m_hooks};
}

void SyncRunner::run(SyncSummary &summary)
{
    m_summary = &summary;
    requireServerInUse();
    m_replay.run(summary);
    if (m_options.extent != PassExtent::Operations) {
        FolderListing listing(m_writer, m_backend, m_account, m_options);
        // For the list a server may look into each folder, the longer the larger it is.
        const bool nothingYet = m_options.extent == PassExtent::Everything
            && m_writer.remoteFolders(m_account.incoming.id).isEmpty();
        const FolderId read =
            m_options.firstAtOnce || nothingYet ? readFirstFolder(listing) : FolderId();
        progress(tr("Reading the list of folders"), 0, 0, true);
        QList<RemoteFolderRow> rows =
            m_options.extent == PassExtent::Folders ? listing.named() : listing.read();
        Refusals refused;
        forEach(rows, [&](const RemoteFolderRow &row) {
            ++m_summary->folders;
            if (row.folder == read)
                return;
            if (listing.isUnchanged(row))
                m_listed.insert(row.id);
            else
                syncListed(row, &refused);
        });
        if (!refused.isEmpty())
            rows = readAfterRefusals(listing, refused);
        // What waited for a folder to be read, and what the user did meanwhile.
        m_replay.run(summary, m_options.extent == PassExtent::Everything && !summary.error);
        forEach(rows, [this](const RemoteFolderRow &row) {
            fetchLate();
            if (serverKeeps(row))
                KeepStep(m_store, m_writer, m_account, m_wakeup, m_hooks).run(row);
            contents().fetchMissing(row);
        });
        fetchLate();
    }
    readLimits();
    readRights();
    applyLeaveOnServerRule();
}

// The account may have changed its protocol since this pass was asked for.
void SyncRunner::requireServerInUse()
{
    const std::optional<Account> now = m_writer.account(m_account.id);
    if (!now || now->incoming.id == m_account.incoming.id)
        return;
    throw MailError{ErrorScope::Account,
                    ErrorKind::Permission,
                    RetryClass::Now,
                    tr("This account reads its mail from another server now."),
                    {}};
}

/// How much room there is: once a day, and after something was put there. At the end, because
/// nobody waits for it.
void SyncRunner::readLimits()
{
    if (m_options.extent != PassExtent::Everything && !m_replay.uploaded())
        return;
    const ServerLimits before = m_writer.serverLimitsOf(m_account.incoming.id);
    ServerLimits limits = before;
    const BackendTraits traits = m_backend.traits();
    limits.largestAppend =
        traits.largestAppend > 0 ? std::optional(traits.largestAppend) : std::nullopt;
    const qint64 now = m_store.clock().utcSeconds();
    const bool due =
        m_replay.uploaded() || now < before.askedUtc || now - before.askedUtc >= limitsSeconds;
    FolderSupport *const folders = traits.quota && due ? m_backend.folderChanges() : nullptr;
    if (!traits.quota || folders)
        limits.quotaUsed = limits.quotaLimit = std::nullopt;
    if (folders) {
        limits.askedUtc = now;
        try {
            if (const auto quota = folders->quota(QByteArrayLiteral("INBOX"));
                quota && quota->limit > 0) {
                limits.quotaUsed = quota->used;
                limits.quotaLimit = quota->limit;
            }
        } catch (const MailError &error) {
            if (reachesFurther(error))
                throw;
            qCInfo(lcEngine) << "no quota is told:" << error.sentence;
        }
    }
    if (limits == before)
        return;
    WriteTransaction transaction(m_writer);
    m_writer.setServerLimits(m_account.incoming.id, limits);
    transaction.commit();
}

/// What the user may do in each folder: once a day, where it is new, and after a refusal.
void SyncRunner::readRights()
{
    if (m_options.extent != PassExtent::Everything && !m_replay.denied())
        return;
    const qint64 now = m_store.clock().utcSeconds();
    FolderSupport *const folders = m_backend.folderChanges();
    if (!folders || !m_backend.traits().rights)
        return;
    const QList<RemoteFolderRow> due =
        m_writer.rightsDue(m_account.incoming.id, now - limitsSeconds, rightsAskedInAPass);
    if (due.isEmpty())
        return;
    QByteArrayList paths;
    for (const RemoteFolderRow &row : due)
        paths.append(row.path);
    const QHash<QByteArray, FolderRights> missing = folders->missingRights(paths);
    WriteTransaction transaction(m_writer);
    for (const RemoteFolderRow &row : due)
        m_writer.setMissingRights(row.folder, missing.value(row.path), now);
    transaction.commit();
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
            if (const auto now = renamedSince(row))
                rows.prepend(*now);
            else
                note(error);
        }
    }
}

/// An operation of the user's has renamed it since the list was read.
std::optional<RemoteFolderRow> SyncRunner::renamedSince(const RemoteFolderRow &row)
{
    const std::optional<RemoteFolderRow> now = m_writer.remoteFolder(row.id);
    return now && now->path != row.path ? now : std::nullopt;
}

// Whether what has a key there may be let go here: the server must have shown it in this session.
// Over a protocol that mirrors nothing, it must also leave it there until the user says otherwise.
bool SyncRunner::serverKeeps(const RemoteFolderRow &row) const
{
    if (!m_listed.contains(row.id))
        return false;
    if (m_mirrors)
        return true;
    const LeaveOnServer::Rule rule = m_account.incoming.leaveOnServer.rule;
    return rule == LeaveOnServer::Rule::Forever || rule == LeaveOnServer::Rule::UntilDeleted
        || rule == LeaveOnServer::Rule::UntilMoved;
}

/// The open folder, or the Inbox, as far as its newest messages; which it is where that was all.
FolderId SyncRunner::readFirstFolder(FolderListing &listing)
{
    const std::optional<RemoteFolderRow> row = m_mirrors ? listing.firstKnown() : std::nullopt;
    if (!row)
        return {};
    m_newestOnly = true;
    const auto after = qScopeGuard([this] { m_newestOnly = false; });
    try {
        return readFolder(*row) ? row->folder : FolderId();
    } catch (const MailError &error) {
        if (reachesFurther(error))
            throw;
        note(error); // gone, perhaps: the list of folders tells
        return {};
    }
}

void SyncRunner::syncListed(const RemoteFolderRow &row, Refusals *refused)
{
    try {
        syncFolder(row);
    } catch (const MailError &error) {
        if (error.scope != ErrorScope::Folder || m_options.extent != PassExtent::Everything)
            throw;
        refused->insert(row.id, {row.path, error});
    }
}

/// What was listed and can't be opened others may have renamed or deleted since, and no push tells:
/// a server may take what comes close together for one change, the one that this pass is of. So
/// the list is read once more, and only what it still has is told as a failure.
QList<RemoteFolderRow> SyncRunner::readAfterRefusals(FolderListing &listing,
                                                     const Refusals &refused)
{
    const QList<RemoteFolderRow> rows = listing.read();
    forEach(rows, [&](const RemoteFolderRow &row) {
        const auto known = refused.constFind(row.id);
        if (known != refused.cend() && known->first == row.path)
            throw known->second;
        if (!m_listed.contains(row.id))
            syncFolder(row);
    });
    return rows;
}

void SyncRunner::syncFolder(RemoteFolderRow row)
{
    while (!readFolder(row)) {
        m_wakeup.throwIfCancelled();
        betweenSteps();
        const QList<RemoteFolderRow> rows = m_writer.remoteFolders(m_account.incoming.id);
        const auto now = std::find_if(rows.cbegin(), rows.cend(),
                                      [&](const auto &other) { return other.id == row.id; });
        if (now == rows.cend())
            return;
        row = *now;
    }
}

/// False where it made way for something else, and the rest of the folder is still to be read.
bool SyncRunner::readFolder(const RemoteFolderRow &row)
{
    const QString name = folderTitle(m_writer, row);
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
    report.writeInBackground(m_store, m_wakeup);
    report.onProgress = [&](qint64 done, qint64 total) {
        progress(tr("%1: %L2 of %L3 messages").arg(name).arg(done).arg(total), done, total);
    };
    bool paused = false, whole = true;
    report.onMayPause = [&] {
        const bool waits = m_options.somethingWaits && m_options.somethingWaits();
        paused = paused || m_newestOnly || (waits && !m_betweenSteps);
        return paused;
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
            cursor.highestModSeq = 0; // what changed since isn't the question: all is compared
            end = m_backend.synchronise(cursor, report, report);
        }
        report.finish(end);
        whole = !paused || end.backfillBelow <= 1;
        if (!report.toFetch().isEmpty()) {
            contents().fetchNew(row, report, rules.seenBefore);
            report.setFinalCursor(end);
        }
    } catch (...) {
        report.giveUp();
        count();
        // Two folders that swapped names: it is read as what it is now.
        if (!report.isAnother() || m_another.contains(row.id))
            throw;
        m_another.insert(row.id);
    }
    if (report.isAnother()) {
        FolderRenames(m_writer, m_backend, m_account).follow(m_backend.folders(), row.id);
        return false;
    }
    count();
    m_listed.insert(row.id);
    if (!m_mirrors && report.listedWhole())
        noticeOthers(row);
    if (!report.fresh().isEmpty() && m_options.newMail)
        m_options.newMail(report.fresh());
    return whole;
}

/// Mail that is missing there, and that nobody here asked to be deleted: another program's doing,
/// unless the server says that it deletes mail of that age by itself (EXPIRE, RFC 2449 6.7).
void SyncRunner::noticeOthers(const RemoteFolderRow &row)
{
    const LeaveOnServer &rule = m_account.incoming.leaveOnServer;
    qint64 fetchedAfter = 0;
    if (rule.rule == LeaveOnServer::Rule::No)
        fetchedAfter = std::numeric_limits<qint64>::max();
    else if (rule.rule == LeaveOnServer::Rule::Days)
        fetchedAfter = m_store.clock().utcSeconds() - qint64(rule.days) * 24 * 3600;
    const int expireDays = m_backend.traits().expireDays.value_or(-1);
    std::optional<qint64> youngerThan; // of what a server may have deleted, nobody else is accused
    if (expireDays == 0)
        fetchedAfter = std::numeric_limits<qint64>::max();
    else if (expireDays > 0)
        youngerThan = m_store.clock().utcSeconds() - qint64(expireDays) * 24 * 3600;
    WriteTransaction transaction(m_writer);
    m_summary->takenElsewhere += m_writer.lostKeysCounted(row.id, fetchedAfter, youngerThan);
    transaction.commit();
}

void SyncRunner::applyLeaveOnServerRule()
{
    if (m_mirrors || SwitchReader(m_writer).isFrozen(m_account.incoming.id))
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
    add(m_writer.removedBefore(m_account.incoming.id));
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
    case LeaveOnServer::Rule::UntilMoved:
        add(m_writer.movedOut(m_account.incoming.id));
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
        QHash<RemoteFolderId, QList<QByteArray>> keys;
        for (const MailWriter::Expired &one : std::as_const(m_deletedAtClose))
            keys[one.remoteFolder].append(one.key);
        WriteTransaction transaction(m_writer);
        for (auto it = keys.cbegin(); it != keys.cend(); ++it)
            m_writer.keysRemoved(it.key(), it.value());
        transaction.commit();
        m_deletedAtClose.clear();
    }
    m_replay.closed(*m_summary);
}

/// The content of folders that were read again between steps, where its turn may have been before.
void SyncRunner::fetchLate()
{
    while (!m_readMeanwhile.isEmpty()) {
        const RemoteFolderRow row = m_readMeanwhile.takeFirst();
        try {
            contents().fetchMissing(row);
        } catch (const MailError &error) {
            if (reachesFurther(error))
                throw;
            if (const auto now = renamedSince(row))
                m_readMeanwhile.prepend(*now);
            else
                note(error);
        }
    }
}

void SyncRunner::betweenSteps()
{
    m_backend.keepAlive();
    if (m_options.betweenSteps)
        m_options.betweenSteps(m_backend);
    if (!m_options.meanwhile || m_betweenSteps)
        return;
    const PassOptions::Meanwhile meanwhile = m_options.meanwhile();
    if (!meanwhile.operations && meanwhile.folders.isEmpty())
        return;
    m_betweenSteps = true; // what is done now asks no further
    const auto again = qScopeGuard([this] { m_betweenSteps = false; });
    if (meanwhile.operations)
        m_replay.run(*m_summary);
    const QList<RemoteFolderRow> rows = m_writer.remoteFolders(m_account.incoming.id);
    for (const RemoteFolderRow &row : rows) {
        if (!m_mirrors || !meanwhile.folders.contains(row.folder))
            continue;
        try {
            syncFolder(row);
            m_readMeanwhile.removeIf([&](const auto &other) { return other.id == row.id; });
            m_readMeanwhile.append(row);
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

} // namespace Turnstone
