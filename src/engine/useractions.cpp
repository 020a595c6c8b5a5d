// SPDX-License-Identifier: MIT
// What the user does: written at once by the writing thread, and told to the account's worker.
#include "engine/engineprivate.h"
#include "engine/pendingchanges.h"
#include "engine/undotext.h"

#include <QScopeGuard>

namespace Turnstone {

namespace {
/// After something was sent.
constexpr int lateFilingSeconds[] = {4, 60};
} // namespace

Engine::Private::Private(Engine &owner, Store &mailStore, const BackendRegistry &backends,
                         CredentialStore &credentialStore, Preferences &settings)
    : engine(owner)
    , store(mailStore)
    , registry(backends)
    , credentials(credentialStore)
    , preferences(settings)
    , connectivity(settings)
    , writing(mailStore)
{
    switches = std::make_unique<ProtocolSwitches>(ProtocolSwitches::Parts{
        store, registry, credentials, preferences, connectivity, writing, [this](AccountId id) {
            const auto it = workers.find(id);
            return it == workers.end() ? nullptr : it->second.get();
        }});
    switches->setOffline(preferences.get(Pref::workOffline));
    contacts = std::make_unique<Contacts>(store, writing);
    outbox = std::make_unique<Outbox>(
        Outbox::Parts{store, registry, credentials, preferences, writing,
                      [this](AccountId id) {
                          const auto it = workers.find(id);
                          return it == workers.end() ? nullptr : it->second.get();
                      },
                      [this] { return connectivity.hasNetwork(); }});
    outbox->setOffline(preferences.get(Pref::workOffline));
    drafts = std::make_unique<Drafts>(
        Drafts::Parts{store, registry, writing, [this](AccountId id) { tellQueued(id); }});
    // Its folders may be known only now, and where they are a message may be filed.
    QObject::connect(&owner, &Engine::passFinished, &owner, [this](const SyncSummary &summary) {
        outbox->wake(summary.account);
        goOnWithFolders(); // what it read may be all that was missing
        operationsTimer.start(); // it counted what is in the queue, and no folder that moves
    });
    // What was sent is to be filed at the server.
    QObject::connect(outbox.get(), &Outbox::sent, &owner, [this](AccountId id, qint64 messages) {
        if (messages > 0) {
            tellQueued(id);
            for (const int seconds : lateFilingSeconds)
                QTimer::singleShot(std::chrono::seconds(seconds), &engine,
                                   [this, id] { lookForLateFiling(id); });
        }
    });
    operationsTimer.setSingleShot(true);
    operationsTimer.setInterval(200);
    QObject::connect(&operationsTimer, &QTimer::timeout, &owner, [this] { countOperations(); });
}

void Engine::Private::startWorker(const Account &account)
{
    if (workers.find(account.id) != workers.end())
        return;
    auto worker = std::make_unique<AccountWorker>(store, registry, credentials, preferences,
                                                  connectivity, account, engine.isWorkingOffline());
    QObject::connect(worker.get(), &AccountWorker::stateChanged, &engine, &Engine::stateChanged);
    QObject::connect(worker.get(), &AccountWorker::passFinished, &engine, &Engine::passFinished);
    QObject::connect(worker.get(), &AccountWorker::newMail, &engine,
                     [this, id = account.id](const QList<PlacementId> &messages) {
                         Q_EMIT engine.newMail(id, messages);
                     });
    AccountWorker *const begun = worker.get();
    workers.emplace(account.id, std::move(worker));
    Q_EMIT engine.stateChanged(begun->state());
    begun->sync(false);
    outbox->wake(account.id);
    countOperations();
}

void Engine::Private::withAccountOf(PlacementId placement, std::function<void(AccountId)> answer)
{
    const auto reply = [this, answer](AccountId account) {
        QMetaObject::invokeMethod(
            &engine, [answer, account] { answer(account); }, Qt::QueuedConnection);
    };
    writing.post(
        [placement, reply](MailWriter &writer) {
            const auto row = writer.row(placement);
            reply(row ? row->account : AccountId());
        },
        [reply](const MailError &) { reply(AccountId()); });
}

void Engine::Private::countOperations()
{
    writing.post([this](MailWriter &writer) {
        QHash<AccountId, qint64> waiting;
        const QList<Operation> operations = writer.operations();
        for (const Operation &operation : operations)
            ++waiting[operation.account];
        // Of a folder that moves, nothing may be in the queue for a while.
        for (const auto &[account, folders] : writer.folderMoveTargets()) {
            const bool inQueue =
                std::any_of(operations.begin(), operations.end(), [&](const Operation &operation) {
                    return folders.contains(operation.destination);
                });
            if (!inQueue)
                ++waiting[account];
        }
        tellFollowing(operations);
        QMetaObject::invokeMethod(
            &engine,
            [this, waiting] {
                for (const auto &[id, worker] : workers)
                    worker->setOperationsWaiting(waiting.value(id));
            },
            Qt::QueuedConnection);
    });
    goOnWithFolders(); // one of these may have been the last that a folder waited for
}

void Engine::Private::tellFollowing(const QList<Operation> &operations)
{
    QHash<OperationId, qint64> now;
    QSet<AccountId> toTell;
    const qint64 nowUtc = store.clock().utcSeconds();
    for (const Operation &operation : operations) {
        const bool ends = operation.kind == OperationKind::Delete
            || operation.kind == OperationKind::RemoveFolder;
        // Most marks have told their account when they were made; one of these came along.
        const bool isMark = operation.kind == OperationKind::SetFlags
            && operation.state == OperationState::Waiting && operation.attempts == 0;
        if ((ends || isMark) && operation.id > lastFollowed)
            toTell.insert(operation.account);
        lastFollowed = std::max(lastFollowed, operation.id);
        // One that waited for bytes which have come.
        const qint64 from = operation.notBeforeUtc;
        if (operation.kind != OperationKind::Transfer || from == 0 || from > nowUtc)
            continue;
        now.insert(operation.id, from);
        if (followed.value(operation.id) != from)
            toTell.insert(operation.account);
    }
    followed = now;
    for (const AccountId account : std::as_const(toTell))
        tellQueued(account);
}

void Engine::Private::tellDownload(AccountId account)
{
    QMetaObject::invokeMethod(
        &engine,
        [this, account] {
            const auto it = workers.find(account);
            if (it != workers.end())
                it->second->download();
        },
        Qt::QueuedConnection);
}

void Engine::Private::relocate(const QList<PlacementId> &placements, FolderId destination,
                               UndoStep::What what, Relocate how)
{
    act(placements, what,
        [this, destination, how](MailWriter &writer, const Account &account,
                                 const QList<PlacementId> &ids, const ActionTraits &) {
            const auto folder = writer.folder(destination);
            const AccountId to = folder ? folder->account : account.id;
            const bool toFetch = (to != account.id || (folder && !folder->onServer))
                && writer.toDownload(ids).messages > 0;
            const QList<OperationId> queued = (writer.*how)(ids, destination, traitsOf(writer, to));
            if (to != account.id)
                tellQueued(to);
            if (toFetch)
                tellDownload(account.id);
            return queued;
        });
}

void Engine::Private::tellQueued(AccountId account)
{
    QMetaObject::invokeMethod(
        &engine,
        [this, account] {
            const auto it = workers.find(account);
            if (it != workers.end())
                it->second->operationsQueued();
        },
        Qt::QueuedConnection);
}

/// A server that files by itself what it has sent may do so later than it was looked for.
void Engine::Private::lookForLateFiling(AccountId id)
{
    writing.post([this, id](MailWriter &writer) {
        const auto account = writer.account(id);
        const auto sent = writer.folderByRole(id, FolderRole::Sent);
        if (!account || account->sentFiling != SentFiling::Auto || !sent
            || !actionTraits(*account, registry).foldersOnServer)
            return;
        QMetaObject::invokeMethod(
            &engine,
            [this, id, folder = sent->id] {
                const auto it = workers.find(id);
                if (it != workers.end())
                    it->second->lookInto(folder);
            },
            Qt::QueuedConnection);
    });
}

void Engine::Private::tellUndo()
{
    QString undo = UndoText::undo(undoStack.undo()), redo = UndoText::redo(undoStack.redo());
    QMetaObject::invokeMethod(
        &engine,
        [this, undo, redo] {
            if (undoText == undo && redoText == redo)
                return;
            undoText = undo;
            redoText = redo;
            Q_EMIT engine.undoChanged();
        },
        Qt::QueuedConnection);
}

void Engine::Private::tellQueuedLater(AccountId account)
{
    QMetaObject::invokeMethod(
        &engine,
        [this, account] {
            QTimer::singleShot(std::chrono::seconds(undoGraceSeconds), &engine,
                               [this, account] { tellQueued(account); });
        },
        Qt::QueuedConnection);
}

void Engine::Private::perform(UndoStep::What what, const std::function<void(MailWriter &)> &action)
{
    writing.post([this, what, action](MailWriter &writer) {
        writer.beginUndoStep();
        // Also what was done before a failure.
        const auto end = qScopeGuard([&] {
            undoStack.done(writer.endUndoStep(what));
            tellUndo();
        });
        action(writer);
    });
}

void Engine::Private::tellAll(MailWriter &writer, bool later)
{
    const QList<Account> accounts = writer.accounts();
    for (const Account &account : accounts) {
        tellQueued(account.id);
        if (later)
            tellQueuedLater(account.id);
    }
}

void Engine::Private::act(const QList<PlacementId> &placements, UndoStep::What what, Act act)
{
    if (placements.isEmpty())
        return;
    perform(what, [this, placements, what, act = std::move(act)](MailWriter &writer) {
        QHash<AccountId, QList<PlacementId>> byAccount;
        const QList<MessageRow> rows = writer.rows(placements);
        for (const MessageRow &row : rows)
            byAccount[row.account].append(row.id);
        for (auto it = byAccount.cbegin(); it != byAccount.cend(); ++it) {
            const auto account = writer.account(it.key());
            if (!account)
                continue;
            if (act(writer, *account, it.value(), actionTraits(*account, registry)).isEmpty())
                continue;
            tellQueued(it.key());
            if (what == UndoStep::What::Delete || what == UndoStep::What::DeleteForGood)
                tellQueuedLater(it.key());
        }
    });
}

void Engine::setFlags(const QList<PlacementId> &placements, const FlagChange &change)
{
    d->act(placements, UndoStep::What::Mark,
           [change](MailWriter &writer, const Account &, const QList<PlacementId> &ids,
                    const ActionTraits &traits) { return writer.setFlags(ids, change, traits); });
}

void Engine::move(const QList<PlacementId> &placements, FolderId destination)
{
    d->relocate(placements, destination, UndoStep::What::Move, &MailWriter::move);
}

void Engine::copy(const QList<PlacementId> &placements, FolderId destination)
{
    d->relocate(placements, destination, UndoStep::What::Copy, &MailWriter::copy);
}

void Engine::remove(const QList<PlacementId> &placements, bool forever)
{
    d->act(placements, forever ? UndoStep::What::DeleteForGood : UndoStep::What::Delete,
           [forever](MailWriter &writer, const Account &, const QList<PlacementId> &ids,
                     const ActionTraits &traits) { return writer.remove(ids, forever, traits); });
}

void Engine::archive(const QList<PlacementId> &placements)
{
    d->act(placements, UndoStep::What::Archive,
           [](MailWriter &writer, const Account &account, const QList<PlacementId> &ids,
              const ActionTraits &traits) {
               return writer.move(ids, archiveFolder(writer, account, traits), traits);
           });
}

void Engine::setFavourites(const QList<FolderId> &folders)
{
    d->writing.post([folders](MailWriter &writer) { writer.setFavourites(folders); });
}

void Engine::junk(const QList<PlacementId> &placements, bool isJunk)
{
    d->act(placements, isJunk ? UndoStep::What::Junk : UndoStep::What::NotJunk,
           [isJunk](MailWriter &writer, const Account &account, const QList<PlacementId> &ids,
                    const ActionTraits &traits) {
               return markJunk(writer, account, ids, isJunk, traits);
           });
}

void Engine::emptyFolder(FolderId folder)
{
    d->perform(UndoStep::What::DeleteForGood, [this, folder](MailWriter &writer) {
        const auto row = writer.folder(folder);
        const auto account = row ? writer.account(row->account) : std::nullopt;
        if (!account)
            return;
        emptyOut(writer, folder, actionTraits(*account, d->registry));
        d->tellQueuedLater(account->id);
    });
}

void Engine::createFolder(AccountId account, const QString &path)
{
    d->perform(UndoStep::What::CreateFolder, [this, account, path](MailWriter &writer) {
        writer.createFolder(account, path, d->traitsOf(writer, account));
        d->tellQueued(account);
    });
}

void Engine::Private::changeFolder(
    FolderId folder, UndoStep::What what,
    const std::function<void(MailWriter &, const ActionTraits &)> &change)
{
    perform(what, [this, folder, change, what](MailWriter &writer) {
        const auto row = writer.folder(folder);
        const AccountId account = row ? row->account : AccountId();
        change(writer, traitsOf(writer, account));
        tellQueued(account);
        if (what == UndoStep::What::RemoveFolder)
            tellQueuedLater(account);
    });
}

void Engine::renameFolder(FolderId folder, const QString &newName)
{
    d->changeFolder(folder, UndoStep::What::RenameFolder,
                    [folder, newName](MailWriter &writer, const ActionTraits &traits) {
                        writer.renameFolder(folder, newName, traits);
                    });
}

void Engine::moveFolder(FolderId folder, FolderId newParent)
{
    d->changeFolder(folder, UndoStep::What::MoveFolder,
                    [folder, newParent](MailWriter &writer, const ActionTraits &traits) {
                        writer.moveFolder(folder, newParent, traits);
                    });
}

void Engine::removeFolder(FolderId folder, bool withMessages)
{
    d->changeFolder(folder, UndoStep::What::RemoveFolder,
                    [folder, withMessages](MailWriter &writer, const ActionTraits &traits) {
                        writer.removeFolder(folder, withMessages, traits);
                    });
}

void Engine::setSubscribed(FolderId folder, bool subscribed)
{
    d->changeFolder(folder, subscribed ? UndoStep::What::Subscribe : UndoStep::What::Unsubscribe,
                    [folder, subscribed](MailWriter &writer, const ActionTraits &traits) {
                        writer.setSubscribed(folder, subscribed, traits);
                    });
}

ActionTraits Engine::Private::traitsOf(MailWriter &writer, AccountId id) const
{
    const auto account = writer.account(id);
    return account ? actionTraits(*account, registry) : ActionTraits();
}

void Engine::undo()
{
    d->writing.post([this](MailWriter &writer) {
        const auto told = qScopeGuard([this] { d->tellUndo(); });
        if (const auto step = d->undoStack.takeUndo()) {
            d->undoStack.undone(writer.undo(
                *step, [&](AccountId account) { return d->traitsOf(writer, account); }));
            d->tellAll(writer, true);
        }
    });
    d->goOnWithFolders();
}

void Engine::redo()
{
    d->writing.post([this](MailWriter &writer) {
        const auto told = qScopeGuard([this] { d->tellUndo(); });
        if (const auto step = d->undoStack.takeRedo()) {
            d->undoStack.redone(writer.undo(
                *step, [&](AccountId account) { return d->traitsOf(writer, account); }));
            d->tellAll(writer, true);
        }
    });
    d->goOnWithFolders();
}

QString Engine::undoText() const
{
    return d->undoText;
}

QString Engine::redoText() const
{
    return d->redoText;
}

void Engine::retryOperation(OperationId operation)
{
    d->writing.post([this, operation](MailWriter &writer) {
        for (const AccountId account : retryChange(writer, operation))
            d->tellQueued(account);
    });
}

void Engine::discardOperation(OperationId operation)
{
    d->writing.post([this, operation](MailWriter &writer) {
        discardChange(writer, operation, d->registry);
        d->tellAll(writer, false);
    });
}

} // namespace Turnstone
