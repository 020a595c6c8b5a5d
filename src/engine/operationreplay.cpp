// SPDX-License-Identifier: MIT
#include "engine/operationreplay.h"

#include "base/log.h"
#include "engine/actions.h"
#include "engine/retrypolicy.h"
#include "store/switchreader.h"

namespace Turnstone {

namespace {
// A message that was moved has no key until its new folder is read; if several reads didn't show
// it, it isn't there and there is nothing left to change.
constexpr int readsWaitedFor = 4;
constexpr qint64 nextRunSeconds = 1; ///< waits for the second replay of the same pass
constexpr qint64 nextPassSeconds = 60;
constexpr qsizetype operationsACommand = 500;

bool endsReplay(const MailError &error)
{
    return error.scope == ErrorScope::Session || error.scope == ErrorScope::Account;
}
} // namespace

OperationReplay::OperationReplay(Store &store, MailWriter &writer, MailBackend &backend,
                                 const Account &account, ReadFolder readFolder,
                                 FollowRenames followRenames, bool atOnce)
    : m_store(store)
    , m_writer(writer)
    , m_backend(backend)
    , m_account(account)
    , m_readFolder(std::move(readFolder))
    , m_followRenames(std::move(followRenames))
    , m_atOnce(atOnce)
    , m_deletesOnServer(deletesOnServer(account, backend.traits()))
{
    // Whatever a pass before this one had begun and not settled.
    m_writer.resetRunning(m_account.id);
}

void OperationReplay::run(SyncSummary &summary, bool foldersRead)
{
    m_foldersRead = foldersRead;
    std::optional<Operation> next;
    try {
        settleRenames(summary);
        for (;;) {
            std::optional<Operation> operation = std::exchange(next, std::nullopt);
            if (!operation)
                operation = m_writer.takeOperation(
                    m_account.id, m_store.clock().utcSeconds() + 2 * nextRunSeconds, m_atOnce);
            if (!operation)
                break;
            followWhereKeysMayLie();
            QList<Operation> group = {*operation};
            if (operation->kind == OperationKind::SetFlags)
                group = withEqual(*operation, &next);
            m_waiting.clear();
            try {
                settle(group,
                       operation->kind == OperationKind::SetFlags ? changeFlags(group)
                                                                  : replay(*operation),
                       summary);
            } catch (const MailError &error) {
                if (!followOnce(group, error)) {
                    if (awaitsVanished(group, error))
                        settle(group, Outcome::WaitForFolder, summary);
                    else
                        failed(group, error);
                }
                if (endsReplay(error))
                    throw;
            }
        }
        putOff();
    } catch (...) {
        m_putOff.clear();
        m_writer.resetRunning(m_account.id);
        m_atClose.clear();
        m_deletions.clear();
        throw;
    }
    summary.operationsLeft = m_writer.operations(m_account.id).size();
    const auto halfDone = std::exchange(m_halfDone, std::nullopt);
    if (halfDone && !summary.error)
        summary.error = halfDone;
}

// Where folders share a UIDVALIDITY, a key of one is a key of the other once they have swapped
// names: that is looked for before anything is done by such keys. Once a pass, and on few servers.
void OperationReplay::followWhereKeysMayLie()
{
    if (std::exchange(m_lookedForDoubts, true) || !m_backend.folderChanges())
        return;
    QSet<quint32> values;
    const QList<RemoteFolderRow> rows = m_writer.remoteFolders(m_account.incoming.id);
    const bool shared = std::any_of(rows.cbegin(), rows.cend(), [&](const RemoteFolderRow &row) {
        const bool again = values.contains(row.uidValidity);
        values.insert(row.uidValidity);
        return again && row.uidValidity != 0;
    });
    if (shared)
        m_followRenames();
}

// A folder that the server doesn't have, or doesn't let be used so, may have been renamed by
// another client: then what waited for it goes on under its new name. Asked once a pass.
bool OperationReplay::followOnce(const QList<Operation> &operations, const MailError &error)
{
    if (error.scope != ErrorScope::Folder || error.retry != RetryClass::Never
        || std::exchange(m_followed, true) || !m_followRenames())
        return false;
    MailError again = error;
    again.retry = RetryClass::Now;
    for (const Operation &operation : operations)
        m_writer.operationFailed(operation.id, again, 0);
    return true;
}

/// Another program has removed the folder that they are in. It may have moved its mail away before:
/// this is looked for, as what is gone from a folder that is still there.
bool OperationReplay::awaitsVanished(const QList<Operation> &operations, const MailError &error)
{
    if (error.scope != ErrorScope::Folder || error.retry != RetryClass::Never || m_foldersRead
        || operations.first().kind > OperationKind::Delete)
        return false;
    QList<PlacementId> placements;
    for (const Operation &operation : operations)
        placements.append(operation.placements);
    QSet<PlacementId> unbound;
    const KeysByFolder folders = keysOf(placements, &unbound);
    QSet<QByteArray> there;
    const QList<RemoteFolder> listed = m_backend.folders();
    for (const RemoteFolder &folder : listed)
        there.insert(folder.path);
    const bool isThere = std::all_of(folders.cbegin(), folders.cend(), [&](const auto &keys) {
        return there.contains(keys.first().first.folder);
    });
    if (isThere)
        return false;
    m_waiting = QSet<PlacementId>(placements.cbegin(), placements.cend());
    return true;
}

// Marking a hundred messages one after the other is one command where the change is the same.
QList<Operation> OperationReplay::withEqual(const Operation &first, std::optional<Operation> *next)
{
    QList<Operation> group = {first};
    while (group.size() < operationsACommand) {
        std::optional<Operation> other =
            m_writer.takeOperation(m_account.id, m_store.clock().utcSeconds());
        if (!other)
            break;
        if (other->kind != OperationKind::SetFlags || !(other->change == first.change)) {
            *next = std::move(other);
            break;
        }
        group.append(*other);
    }
    return group;
}

OperationReplay::Outcome OperationReplay::replay(const Operation &operation)
{
    switch (operation.kind) {
    case OperationKind::SetFlags:
        return changeFlags({operation});
    case OperationKind::Move:
        return relocate(operation, false);
    case OperationKind::Copy:
        return relocate(operation, true);
    case OperationKind::Delete:
        return removeMessages(operation);
    case OperationKind::CreateFolder:
        return createFolder(operation);
    case OperationKind::RenameFolder:
        return renameFolder(operation);
    case OperationKind::RemoveFolder:
        return removeFolder(operation);
    case OperationKind::Subscribe:
        return subscribe(operation);
    case OperationKind::Append:
        return upload(operation);
    case OperationKind::Transfer:
        return transfer(operation);
    }
    return Outcome::Done;
}

void OperationReplay::settle(const QList<Operation> &operations, Outcome outcome,
                             SyncSummary &summary)
{
    for (const Operation &operation : operations) {
        if (outcome == Outcome::AtClose) {
            m_atClose.append(operation.id);
            continue;
        }
        if (outcome == Outcome::WaitForFolder && waits(operation))
            continue;
        m_writer.operationDone(operation.id);
        ++summary.operationsDone;
    }
}

/// Where one of its messages has no key yet, or was gone: true while it is still looked for.
bool OperationReplay::waits(const Operation &operation)
{
    QList<PlacementId> done;
    for (const PlacementId placement : operation.placements) {
        if (!m_waiting.contains(placement))
            done.append(placement);
    }
    if (done.size() == operation.placements.size())
        return false;
    if (!done.isEmpty())
        m_writer.operationDoneFor(operation.id, done);
    if (m_foldersRead && operation.attempts >= readsWaitedFor) {
        m_writer.settleLost(operation.id,
                            tr("Another program deleted this on the server. It is still on this "
                               "computer: try again to put it back there."));
        return false;
    }
    MailError error;
    error.scope = ErrorScope::Message;
    error.retry = RetryClass::Later;
    error.sentence = tr("This waits until the message's folder has been read.");
    m_putOff.append({operation, error});
    return true;
}

void OperationReplay::failed(const QList<Operation> &operations, const MailError &error)
{
    for (const Operation &operation : operations) {
        if (error.retry == RetryClass::Now && !endsReplay(error)) {
            m_putOff.append({operation, error});
            continue;
        }
        if (error.kind == ErrorKind::Permission && error.scope == ErrorScope::Folder) {
            m_writer.forgetRights({operation.source, operation.destination});
            m_denied = true;
        }
        const qint64 pause = RetryPolicy::pauseSeconds(operation.attempts);
        m_writer.operationFailed(operation.id, error, m_store.clock().utcSeconds() + pause);
    }
}

void OperationReplay::putOff()
{
    const qint64 pause = m_foldersRead ? nextPassSeconds : nextRunSeconds;
    for (const auto &[operation, error] : std::exchange(m_putOff, {}))
        m_writer.operationFailed(operation.id, error, m_store.clock().utcSeconds() + pause);
}

OperationReplay::KeysByFolder OperationReplay::keysOf(const QList<PlacementId> &placements,
                                                      QSet<PlacementId> *unbound)
{
    KeysByFolder result;
    QHash<RemoteFolderId, RemoteFolderRow> folders;
    // Also a folder that the user removed afterwards: what was moved out of it before is there.
    const QList<RemoteFolderRow> rows = m_writer.remoteFolders(m_account.incoming.id, true);
    for (const RemoteFolderRow &row : rows)
        folders.insert(row.id, row);
    *unbound = QSet<PlacementId>(placements.cbegin(), placements.cend());
    const QList<Binding> bindings = m_writer.bindings(placements);
    for (const Binding &binding : bindings) {
        const auto folder = folders.constFind(binding.remoteFolder);
        if (folder == folders.constEnd())
            continue; // at a server that is no longer the account's
        unbound->remove(binding.placement);
        result[binding.remoteFolder].append(
            {{folder->path, binding.key, folder->uidValidity}, binding.placement});
    }
    return result;
}

/// The server has them no more where their keys say: others moved or deleted them. What the folders
/// show when they are read decides.
void OperationReplay::noteGone(const QList<RemoteKey> &gone,
                               const QList<QPair<RemoteKey, PlacementId>> &keys)
{
    if (gone.isEmpty())
        return;
    QSet<QByteArray> names;
    for (const RemoteKey &key : gone)
        names.insert(key.key);
    for (const auto &[key, placement] : keys) {
        if (names.contains(key.key))
            m_waiting.insert(placement);
    }
}

std::optional<RemoteFolderRow> OperationReplay::remoteFolder(FolderId folder, bool alsoRemoved)
{
    const QList<RemoteFolderRow> rows = m_writer.remoteFolders(m_account.incoming.id, alsoRemoved);
    for (const RemoteFolderRow &row : rows) {
        if (row.folder == folder)
            return row;
    }
    return std::nullopt;
}

MailError OperationReplay::impossible(const QString &sentence) const
{
    MailError error;
    error.scope = ErrorScope::Message;
    error.kind = ErrorKind::NotFound;
    error.retry = RetryClass::Never;
    error.sentence = sentence;
    error.detail = sentence;
    return error;
}

OperationReplay::Outcome OperationReplay::changeFlags(const QList<Operation> &operations)
{
    FlagSupport *flags = m_backend.flags();
    if (!flags)
        return Outcome::Done; // the protocol has none: the change is ours alone
    QList<PlacementId> placements;
    for (const Operation &operation : operations)
        placements.append(operation.placements);
    const KeysByFolder folders = keysOf(placements, &m_waiting);
    for (const auto &keys : folders) {
        QList<RemoteKey> remote;
        remote.reserve(keys.size());
        for (const auto &key : keys)
            remote.append(key.first);
        noteGone(flags->change(remote, operations.first().change).gone, keys);
    }
    return waitOrDone();
}

RemoteFolderRow OperationReplay::destinationOf(const Operation &operation)
{
    const auto known = [&] {
        // Also one that was removed here later: what goes there goes with it then.
        const auto row = remoteFolder(operation.destination, true);
        if (!row)
            throw impossible(tr("The folder it should go to isn't on the server."));
        return *row;
    };
    const RemoteFolderRow destination = known();
    FolderSupport *const folders = m_backend.folderChanges();
    if (!folders || destination.uidValidity == 0 || m_confirmed.contains(destination.id))
        return destination;
    // Another client may have renamed it since, and made another one of its name. What goes into a
    // folder goes by that name alone, so it is asked for first: once a pass and folder.
    m_confirmed.insert(destination.id);
    const quint32 now = folders->uidValidity(destination.path);
    if (now == 0 || now == destination.uidValidity || std::exchange(m_followed, true)
        || !m_followRenames())
        return destination;
    return known();
}

// It was sent before, and whether the server did it isn't known.
bool OperationReplay::mayHaveCopied(const Operation &operation, bool copy) const
{
    return operation.attempts > 1 && (copy || !m_backend.traits().movesAtOnce);
}

OperationReplay::Outcome OperationReplay::relocate(const Operation &operation, bool copy)
{
    FolderSupport *folders = m_backend.folderChanges();
    if (!folders)
        return Outcome::Done;
    if (operation.toThisComputer && !remoteFolder(operation.destination))
        return bringHere(operation, copy);
    RemoteFolderRow destination = destinationOf(operation);
    KeysByFolder sources = keysOf(operation.placements, &m_waiting);
    const bool retried = mayHaveCopied(operation, copy);
    if (retried && !sources.isEmpty() && !m_readAgain.contains(destination.id)) {
        m_readAgain.insert(destination.id);
        m_readFolder(destination); // what was copied is found there, and not copied again
        destination = destinationOf(operation);
        sources = keysOf(operation.placements, &m_waiting);
    }
    for (auto it = sources.cbegin(); it != sources.cend(); ++it) {
        if (!copy && it.key() == destination.id)
            continue; // it got there before a crash
        QList<RemoteKey> keys, copied;
        QList<PlacementId> sent, there;
        for (const auto &[key, placement] : it.value()) {
            if (!(copy || retried) || m_writer.keyIn(destination.id, placement).isEmpty()) {
                if (copy && retried && copyHasMovedOn(operation, placement, destination))
                    continue;
                keys.append(key);
                sent.append(placement);
            } else if (!copy) { // a move that was cut between its copy and its end
                copied.append(key);
                there.append(placement);
            }
        }
        if (!copied.isEmpty())
            m_backend.remove(copied);
        for (const PlacementId placement : std::as_const(there))
            m_writer.relocated(placement, destination.id,
                               m_writer.keyIn(destination.id, placement));
        if (keys.isEmpty())
            continue;
        if (copy)
            m_writer.noteCopies(operation.id, sent, {destination.uidValidity, destination.uidNext});
        const Relocation relocation =
            copy ? folders->copy(keys, destination.path) : folders->move(keys, destination.path);
        // Keys under another UIDVALIDITY than the one we know would name other messages.
        const bool usable =
            relocation.uidValidity != 0 && relocation.uidValidity == destination.uidValidity;
        if (relocation.originalsStay && !m_halfDone)
            m_halfDone = relocation.originalsStay;
        QHash<QByteArray, QByteArray> moved;
        for (const RelocatedKey &key : relocation.keys) {
            if (key.to && usable)
                moved.insert(key.from.key, key.to->key);
        }
        noteGone(relocation.gone, it.value());
        for (qsizetype i = 0; i < keys.size(); ++i) {
            if (!m_waiting.contains(sent[i]))
                m_writer.relocated(sent[i], destination.id, moved.value(keys[i].key));
        }
    }
    lookIntoRemoved(destination);
    if (!copy && !m_waiting.isEmpty() && !remoteFolder(operation.source, true))
        uploadUnknown(operation);
    return waitOrDone();
}

/// What was moved before an answer was lost is found as its folder is read, which nobody else does
/// where it was removed here since.
void OperationReplay::lookIntoRemoved(const RemoteFolderRow &destination)
{
    if (m_waiting.isEmpty() || remoteFolder(destination.folder)
        || m_readAgain.contains(destination.id))
        return;
    m_readAgain.insert(destination.id);
    m_readFolder(destination);
    m_waiting.removeIf([&](PlacementId placement) {
        return !m_writer.keyIn(destination.id, placement).isEmpty();
    });
}

/// Moved out of a folder of this computer, into which it had come only just before.
void OperationReplay::uploadUnknown(const Operation &operation)
{
    const QSet<PlacementId> unknown = m_waiting;
    for (const PlacementId placement : unknown) {
        if (m_writer.uploadInstead(operation.id, placement))
            m_waiting.remove(placement);
    }
}

/// While the account's protocol changes nothing is deleted at its server.
void OperationReplay::refuseWhileFrozen()
{
    if (SwitchReader(m_writer).isFrozen(m_account.incoming.id)) {
        MailError frozen = impossible(
            tr("This waits until the change of the account's protocol is done or given up."));
        frozen.kind = ErrorKind::Permission;
        frozen.retry = RetryClass::Now;
        throw frozen;
    }
}

OperationReplay::Outcome OperationReplay::removeMessages(const Operation &operation)
{
    const KeysByFolder folders = keysOf(operation.placements, &m_waiting);
    if (folders.isEmpty() && !remoteFolder(operation.source, true))
        return Outcome::Done; // it never was on the server
    if (!m_deletesOnServer)
        return Outcome::Done; // the user's rule keeps it there
    refuseWhileFrozen();
    if (!m_backend.folderChanges()) {
        for (auto it = folders.cbegin(); it != folders.cend(); ++it) {
            for (const auto &key : it.value())
                m_deletions.append({it.key(), key.first.key});
        }
        return Outcome::AtClose;
    }
    for (auto it = folders.cbegin(); it != folders.cend(); ++it) {
        QList<RemoteKey> remote;
        QList<QByteArray> keys;
        for (const auto &key : it.value()) {
            remote.append(key.first);
            keys.append(key.first.key);
        }
        m_backend.remove(remote);
        m_writer.removedOnServer(it.key(), keys);
    }
    return waitOrDone();
}

void OperationReplay::deletionsRefused(const MailError &error)
{
    MailError waiting = error;
    waiting.retry = RetryClass::Later;
    m_deletions.clear();
    for (const OperationId id : std::exchange(m_atClose, {}))
        m_writer.operationFailed(id, waiting, m_store.clock().utcSeconds() + nextPassSeconds);
}

void OperationReplay::closed(SyncSummary &summary)
{
    QHash<RemoteFolderId, QList<QByteArray>> keys;
    for (const MailWriter::Expired &deleted : std::exchange(m_deletions, {}))
        keys[deleted.remoteFolder].append(deleted.key);
    for (auto it = keys.cbegin(); it != keys.cend(); ++it)
        m_writer.removedOnServer(it.key(), it.value(), true);
    for (const OperationId id : std::exchange(m_atClose, {})) {
        m_writer.operationDone(id);
        ++summary.operationsDone;
    }
    summary.operationsLeft = m_writer.operations(m_account.id).size();
}

} // namespace Turnstone
