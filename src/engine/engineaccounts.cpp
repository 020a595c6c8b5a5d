// SPDX-License-Identifier: MIT
// Accounts: tried, added, changed and removed, each with its password in the keyring.
#include "base/log.h"
#include "engine/engineprivate.h"
#include "engine/protocolswitch/protocolswitch.h"
#include "engine/sendingsettings.h"

#include <QPointer>

namespace Turnstone {

int Engine::check(const Account &account, const Secret &password)
{
    const int id = ++d->lastCheck;
    d->startCheck(id, account, password, &checkAccount);
    return id;
}

int Engine::checkOutgoing(const Account &account, const std::optional<Secret> &password)
{
    const int id = ++d->lastCheck;
    const auto begin = [this, id, account](const Secret &known) {
        d->startCheck(id, account, known,
                      [](const BackendRegistry &, const CertificatePolicy &certificates,
                         const Account &typed, const Secret &secret, Wakeup &wakeup) {
                          return Turnstone::checkOutgoing(certificates, typed, secret, wakeup);
                      });
    };
    if (password && !password->isEmpty()) {
        begin(*password);
        return id;
    }
    const auto it = d->workers.find(account.id);
    if (it != d->workers.end() && it->second->password() && !account.outgoing.ownPassword) {
        begin(*it->second->password());
        return id;
    }
    const QPointer<Engine> guard(this);
    d->credentials.read(credentialsOf(account, account.outgoing),
                        [guard, id, begin](const CredentialStore::ReadResult &result) {
                            if (!guard)
                                return;
                            if (const auto *secret = std::get_if<Secret>(&result)) {
                                begin(*secret);
                                return;
                            }
                            CheckResult failed;
                            failed.error =
                                MailError{ErrorScope::Account,
                                          ErrorKind::Authentication,
                                          RetryClass::Never,
                                          std::get<CredentialStore::Failure>(result).sentence,
                                          {}};
                            Q_EMIT guard->checkFinished(id, failed);
                        });
    return id;
}

void Engine::Private::startCheck(int id, const Account &account, const Secret &password,
                                 Check check)
{
    CertificatePolicy certificates;
    certificates.pins = preferences.pins();
    certificates.caFile = account.caFile;
    const auto answer = [this, id](const CheckResult &result) {
        QMetaObject::invokeMethod(
            &engine,
            [this, id, result] {
                // Cancelled meanwhile: nobody waits for it.
                if (checks.find(id) != checks.end())
                    Q_EMIT engine.checkFinished(id, result);
            },
            Qt::QueuedConnection);
    };
    auto thread = std::make_unique<ConnectionThread>(
        QStringLiteral("check"),
        [this, account, password, certificates, answer, check](Wakeup &wakeup) {
            answer(check(registry, certificates, account, password, wakeup));
        });
    QObject::connect(thread.get(), &ConnectionThread::failed, &engine,
                     [answer](const MailError &error) {
                         CheckResult result;
                         result.error = error;
                         answer(result);
                     });
    ConnectionThread *const begun = thread.get();
    checks.emplace(id, std::move(thread));
    QObject::connect(
        begun, &QThread::finished, &engine,
        [this, id] {
            // After what the thread posted.
            QMetaObject::invokeMethod(
                &engine, [this, id] { checks.erase(id); }, Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
    begun->start();
}

void Engine::cancelCheck(int check)
{
    const auto it = d->checks.find(check);
    if (it == d->checks.end())
        return;
    it->second->cancel();
    // Its end is awaited elsewhere, not here.
    ConnectionThread *const thread = it->second.release();
    d->checks.erase(it);
    thread->setParent(this);
    connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    if (thread->isFinished())
        thread->deleteLater();
}

void Engine::addAccount(const Account &account, const Secret &password,
                        std::function<void(AddResult)> done)
{
    const QPointer<Engine> guard(this);
    d->credentials.write(
        account, password,
        [guard, account, password, done](const std::optional<CredentialStore::Failure> &failure) {
            if (!guard)
                return;
            if (failure) {
                AddResult result;
                result.keyringFailure = failure;
                done(result);
                return;
            }
            guard->d->storeNewAccount(account, password, done);
        });
}

void Engine::Private::storeNewAccount(const Account &account, const Secret &password,
                                      const std::function<void(Engine::AddResult)> &done)
{
    const BackendRegistry::Entry *entry = registry.find(account.incoming.protocol);
    const bool foldersOnServer = entry && entry->traits.foldersOnServer;
    writing.post(
        [this, account, password, done, foldersOnServer](MailWriter &writer) {
            const AccountId id = writer.addAccount(account, foldersOnServer);
            const Account stored = writer.account(id).value_or(account);
            QMetaObject::invokeMethod(
                &engine,
                [this, stored, password, done] {
                    if (started) {
                        startWorker(stored);
                        if (!password.isEmpty())
                            workers.at(stored.id)->setPassword(password);
                    }
                    AddResult result;
                    result.account = stored.id;
                    done(result);
                },
                Qt::QueuedConnection);
        },
        [this, account, done](const MailError &error) {
            AddResult result;
            result.error = error;
            credentials.remove(account, [done, result] { done(result); });
        });
}

void Engine::updateAccount(const Account &account, const std::optional<Secret> &password,
                           std::function<void(AddResult)> done)
{
    const auto store = [this, account, password, done] {
        d->writing.post(
            [this, account, password, done](MailWriter &writer) {
                Account changed = account;
                if (const auto now = writer.account(account.id)) {
                    changed.displayName = now->displayName;
                    changed.email = now->email;
                    changed.outgoing = now->outgoing;
                }
                writer.updateAccount(changed);
                const Account stored = writer.account(account.id).value_or(account);
                QMetaObject::invokeMethod(
                    this,
                    [this, stored, password, done] {
                        const auto it = d->workers.find(stored.id);
                        if (it != d->workers.end()) {
                            it->second->configure(stored);
                            if (password && !password->isEmpty())
                                it->second->setPassword(*password);
                        }
                        d->outbox->retrySoon(stored.id);
                        AddResult result;
                        result.account = stored.id;
                        done(result);
                    },
                    Qt::QueuedConnection);
            },
            [done](const MailError &error) {
                AddResult result;
                result.error = error;
                done(result);
            });
    };
    const QPointer<Engine> guard(this);
    const auto written = [guard, store,
                          done](const std::optional<CredentialStore::Failure> &failure) {
        if (!guard)
            return;
        if (!failure) {
            store();
            return;
        }
        AddResult result;
        result.keyringFailure = failure;
        done(result);
    };
    if (password) {
        d->credentials.write(account, *password, written);
        return;
    }
    // The password is kept under the server's name: with that it moves.
    const auto it = d->workers.find(account.id);
    if (it == d->workers.end()
        || CredentialStore::keyFor(it->second->account()) == CredentialStore::keyFor(account)) {
        store();
        return;
    }
    d->credentials.read(it->second->account(),
                        [guard, store, written, account](const CredentialStore::ReadResult &old) {
                            if (!guard)
                                return;
                            if (const auto *secret = std::get_if<Secret>(&old))
                                guard->d->credentials.write(account, *secret, written);
                            else
                                store(); // it will be asked for
                        });
}

void Engine::applyLeaveRuleToOld(AccountId account)
{
    d->writing.post([this, account](MailWriter &writer) {
        writer.applyLeaveRuleToOld(account);
        QMetaObject::invokeMethod(
            this, [this, account] { syncNow(account); }, Qt::QueuedConnection);
    });
}

void Engine::removeAccount(AccountId account, std::function<void()> done)
{
    if (d->switches->activity(account).isRunning()) {
        d->switches->end(account, [this, account, done] { removeAccount(account, done); });
        return;
    }
    if (d->outbox->has(account)) {
        d->outbox->end(account, [this, account, done] { removeAccount(account, done); });
        return;
    }
    const auto it = d->workers.find(account);
    if (it == d->workers.end()) {
        d->eraseAccount(account, std::nullopt, done);
        return;
    }
    AccountWorker *const worker = it->second.get();
    const Account settings = worker->account();
    d->leaving.push_back(std::move(it->second));
    d->workers.erase(it);
    disconnect(worker, nullptr, this, nullptr);
    // Its threads hold the content database that goes.
    worker->shutDown([this, worker, account, settings, done] {
        std::erase_if(d->leaving, [worker](auto &other) {
            if (other.get() != worker)
                return false;
            other.release()->deleteLater(); // it is calling us
            return true;
        });
        d->eraseAccount(account, settings, done);
    });
}

void Engine::Private::eraseAccount(AccountId account, const std::optional<Account> &settings,
                                   const std::function<void()> &done)
{
    if (settings)
        credentials.remove(*settings, [] {});
    writing.post(
        [this, guard = QPointer<QObject>(&engine), account, settings, done](MailWriter &writer) {
            const QList<OutgoingServer> servers = OutboxReader(writer).outgoingServers(account);
            const QList<Account> former =
                settings ? atFormerServers(writer, *settings) : QList<Account>();
            writing.answer(guard, [this, settings, servers, former] {
                if (settings)
                    outbox->settings().forgetPasswords(*settings, servers);
                for (const Account &there : former)
                    credentials.remove(there, [] {});
            });
            writer.removeAccount(account);
            closeSwitch(store, writer, account); // no copy of its mail stays
            QMetaObject::invokeMethod(&engine, done, Qt::QueuedConnection);
        });
}

void Engine::providePassword(AccountId account, const Secret &password, bool remember)
{
    if (d->workers.find(account) == d->workers.end()) {
        // Asked right after the start, its worker comes by this same way and is there before.
        d->writing.post([this, account, password, remember](MailWriter &) {
            QMetaObject::invokeMethod(
                this,
                [this, account, password, remember] {
                    d->takePassword(account, password, remember);
                },
                Qt::QueuedConnection);
        });
        return;
    }
    d->takePassword(account, password, remember);
}

void Engine::Private::takePassword(AccountId account, const Secret &password, bool remember)
{
    const auto it = workers.find(account);
    if (it == workers.end())
        return;
    if (remember) {
        // A keyring that refuses doesn't keep the user from reading mail now.
        credentials.write(it->second->account(), password,
                          [](const std::optional<CredentialStore::Failure> &failure) {
                              if (failure)
                                  qCWarning(lcEngine) << failure->sentence;
                          });
    }
    it->second->setPassword(password);
    outbox->retrySoon(account);
}

} // namespace Turnstone
