// SPDX-License-Identifier: MIT
// The engine's face: what is asked of it is handed to the writing thread or to the account's
// worker.
#include "engine/engine.h"

#include "engine/engineprivate.h"

namespace Turnstone {

namespace {
constexpr int sleepAskedMs = 30'000;
}

Engine::Engine(Store &store, const BackendRegistry &registry, CredentialStore &credentials,
               Preferences &preferences, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, store, registry, credentials, preferences))
{
    qRegisterMetaType<AccountState>();
    qRegisterMetaType<SyncSummary>();
    qRegisterMetaType<CheckResult>();
    qRegisterMetaType<KeepProgress>();
    qRegisterMetaType<ChangeSet>();
    qRegisterMetaType<MailError>();
    d->sleepWatch.hasSlept();
    d->sleepTimer.setTimerType(Qt::VeryCoarseTimer);
    d->sleepTimer.setInterval(sleepAskedMs);
    connect(&d->sleepTimer, &QTimer::timeout, this, [this] {
        if (d->sleepWatch.hasSlept())
            wokeUp();
    });
    connect(&d->connectivity, &Connectivity::networkChanged, this, [this] {
        for (const auto &[id, worker] : d->workers)
            worker->networkChanged();
        for (const auto &[id, worker] : d->workers)
            d->outbox->retrySoon(id);
    });
    connect(&d->connectivity, &Connectivity::meteredChanged, this, [this](bool metered) {
        for (const auto &[id, worker] : d->workers) {
            if (!metered)
                worker->sync(false); // what waited for a cheaper network
        }
    });
    connect(&d->writing, &WritingThread::failed, this, &Engine::actionFailed);
    connect(&store.notifier(), &StoreNotifier::changed, this, [this](const ChangeSet &changes) {
        if (changes.operations)
            d->operationsTimer.start();
    });
    connect(&preferences, &Preferences::changed, this, [this](const QString &key) {
        if (key.startsWith(QLatin1String("certificate-pins"))) {
            for (const auto &[id, worker] : d->workers)
                worker->certificatesChanged();
        }
    });
}

Engine::~Engine()
{
    for (const auto &[id, worker] : d->workers)
        worker->cancelAll();
    for (const auto &worker : d->leaving)
        worker->cancelAll();
    for (const auto &[id, check] : d->checks)
        check->cancel();
}

const BackendRegistry &Engine::registry() const
{
    return d->registry;
}

void Engine::start()
{
    if (std::exchange(d->started, true))
        return;
    d->sleepTimer.start();
    d->writing.post([this](MailWriter &writer) {
        const QList<Account> accounts = writer.accounts();
        QMetaObject::invokeMethod(
            this,
            [this, accounts] {
                for (const Account &account : accounts)
                    d->startWorker(account);
                d->switches->start();
            },
            Qt::QueuedConnection);
    });
}

// Accounts: engineaccounts.cpp; asking workers; what the user waits for: enginefetches.cpp

void Engine::setOpenFolder(FolderId folder)
{
    d->writing.post([this, folder](MailWriter &writer) {
        const auto row = writer.folder(folder);
        const AccountId account = row ? row->account : AccountId();
        QMetaObject::invokeMethod(
            this,
            [this, account, folder] {
                for (const auto &[id, worker] : d->workers)
                    worker->setOpenFolder(id == account ? folder : FolderId());
            },
            Qt::QueuedConnection);
    });
}

void Engine::syncNow(std::optional<AccountId> account)
{
    for (const auto &[id, worker] : d->workers) {
        if (!account || id == *account)
            worker->sync(true);
    }
}

void Engine::cancelSync(std::optional<AccountId> account)
{
    for (const auto &[id, worker] : d->workers) {
        if (!account || id == *account)
            worker->cancelSync();
    }
}

void Engine::wokeUp()
{
    d->sleepWatch.hasSlept(); // it would notice the same sleep once more
    for (const auto &[id, worker] : d->workers)
        worker->wokeUp();
}

ProtocolSwitches &Engine::protocolSwitches()
{
    return *d->switches;
}

Contacts &Engine::contacts()
{
    return *d->contacts;
}

Outbox &Engine::outbox()
{
    return *d->outbox;
}

Drafts &Engine::drafts()
{
    return *d->drafts;
}

Connectivity &Engine::connectivity()
{
    return d->connectivity;
}

void Engine::watchNetwork()
{
    d->connectivity.watch();
}

bool Engine::isWorkingOffline() const
{
    return d->preferences.get(Pref::workOffline);
}

void Engine::setWorkOffline(bool offline)
{
    if (offline == isWorkingOffline())
        return;
    d->preferences.set(Pref::workOffline, offline);
    for (const auto &[id, worker] : d->workers)
        worker->setOffline(offline);
    d->switches->setOffline(offline);
    d->outbox->setOffline(offline);
    Q_EMIT workOfflineChanged(offline);
}

AccountState Engine::state(AccountId account) const
{
    const auto it = d->workers.find(account);
    if (it != d->workers.end())
        return it->second->state();
    AccountState none;
    none.account = account;
    return none;
}

QList<AccountState> Engine::states() const
{
    QList<AccountState> result;
    for (const auto &[id, worker] : d->workers)
        result.append(worker->state());
    return result;
}

} // namespace Turnstone
