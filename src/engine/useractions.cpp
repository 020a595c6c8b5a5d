// SPDX-License-Identifier: MIT
// What the user does: written at once by the writing thread, and told to the account's worker.
#include "engine/engineprivate.h"

namespace Turnstone {

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
        QMetaObject::invokeMethod(
            &engine,
            [this, waiting] {
                for (const auto &[id, worker] : workers)
                    worker->setOperationsWaiting(waiting.value(id));
            },
            Qt::QueuedConnection);
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

void Engine::Private::act(const QList<PlacementId> &placements, Act act)
{
    if (placements.isEmpty())
        return;
    writing.post([this, placements, act = std::move(act)](MailWriter &writer) {
        // A selection of the unified Inbox may span accounts.
        QMap<AccountId, QList<PlacementId>> byAccount;
        const QList<MessageRow> rows = writer.rows(placements);
        for (const MessageRow &row : rows)
            byAccount[row.account].append(row.id);
        for (auto it = byAccount.cbegin(); it != byAccount.cend(); ++it) {
            const auto account = writer.account(it.key());
            if (!account)
                continue;
            if (!act(writer, *account, it.value(), actionTraits(*account, registry)).isEmpty())
                tellQueued(it.key());
        }
    });
}

void Engine::setFlags(const QList<PlacementId> &placements, const FlagChange &change)
{
    d->act(placements,
           [change](MailWriter &writer, const Account &, const QList<PlacementId> &ids,
                    const ActionTraits &traits) { return writer.setFlags(ids, change, traits); });
}

void Engine::move(const QList<PlacementId> &placements, FolderId destination)
{
    d->act(placements,
           [destination](MailWriter &writer, const Account &, const QList<PlacementId> &ids,
                         const ActionTraits &traits) {
               return writer.move(ids, destination, traits);
           });
}

void Engine::copy(const QList<PlacementId> &placements, FolderId destination)
{
    d->act(placements,
           [destination](MailWriter &writer, const Account &, const QList<PlacementId> &ids,
                         const ActionTraits &traits) {
               return writer.copy(ids, destination, traits);
           });
}

void Engine::remove(const QList<PlacementId> &placements, bool forever)
{
    d->act(placements,
           [forever](MailWriter &writer, const Account &, const QList<PlacementId> &ids,
                     const ActionTraits &traits) { return writer.remove(ids, forever, traits); });
}

void Engine::archive(const QList<PlacementId> &placements)
{
    d->act(placements,
           [](MailWriter &writer, const Account &account, const QList<PlacementId> &ids,
              const ActionTraits &traits) {
               return writer.move(ids, archiveFolder(writer, account, traits), traits);
           });
}

void Engine::setFavourites(const QList<FolderId> &folders)
{
    d->writing.post([folders](MailWriter &writer) { writer.setFavourites(folders); });
}

void Engine::retryOperation(OperationId operation)
{
    d->writing.post([this, operation](MailWriter &writer) {
        writer.retryOperation(operation);
        const QList<Operation> operations = writer.operations();
        for (const Operation &other : operations) {
            if (other.id == operation)
                d->tellQueued(other.account);
        }
    });
}

void Engine::discardOperation(OperationId operation)
{
    d->writing.post([operation](MailWriter &writer) { writer.discardOperation(operation); });
}

} // namespace Turnstone
