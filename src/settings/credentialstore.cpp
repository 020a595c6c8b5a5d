// SPDX-License-Identifier: MIT
#include "settings/credentialstore.h"

#include "settings/passwordcommand.h"

#include <qt6keychain/keychain.h>

namespace Turnstone {

namespace {
QString keyringService()
{
    return QStringLiteral("Turnstone");
}

// A failure that a keyring's job reports. Without a bus or a service QtKeychain 0.13 says
// OtherError, not NoBackendAvailable; a locked keyring reads as EntryNotFound and refuses writing.
CredentialStore::Failure keyringFailure(QKeychain::Error error)
{
    using Missing = CredentialStore::Missing;
    switch (error) {
    case QKeychain::EntryNotFound:
        return {Missing::NotStored,
                CredentialStore::tr("The keyring has no password for this account, or is locked.")};
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return {
            Missing::NoKeyring,
            CredentialStore::tr("The keyring is locked and did not take the password. Unlock it, "
                                "or have the password asked at each start.")};
    default:
        return {
            Missing::NoKeyring,
            CredentialStore::tr("No keyring is running to keep the password safe. Start one, or "
                                "have the password asked at each start.")};
    }
}
} // namespace

CredentialStore::CredentialStore(QObject *parent)
    : QObject(parent)
{ }

CredentialStore::~CredentialStore() = default;

QString CredentialStore::keyFor(const Account &account)
{
    const Endpoint &endpoint = account.incoming.endpoint;
    return QStringLiteral("%1://%2@%3:%4")
        .arg(account.incoming.protocol, account.incoming.user, endpoint.host.toLower())
        .arg(endpoint.port);
}

void CredentialStore::answerLater(std::function<void()> answer)
{
    QMetaObject::invokeMethod(this, std::move(answer), Qt::QueuedConnection);
}

void CredentialStore::read(const Account &account, std::function<void(ReadResult)> done)
{
    const QString key = keyFor(account);
    // What was said in this run holds before anything else: a keyring that failed at writing may be
    // replaced by "ask at each start" without the user being asked twice.
    if (account.password.kind != PasswordSource::Kind::Command && m_remembered.contains(key)) {
        answerLater([secret = m_remembered.value(key), done = std::move(done)] { done(secret); });
        return;
    }
    switch (account.password.kind) {
    case PasswordSource::Kind::AskEachStart:
        answerLater([done = std::move(done)] {
            done(Failure{Missing::NotAskedYet, tr("The password is asked for at each start.")});
        });
        return;
    case PasswordSource::Kind::Command: {
        auto *command =
            new PasswordCommand(account.password.command, PasswordCommand::defaultTimeoutMs, this);
        command->setServer(account.incoming.protocol, account.incoming.endpoint,
                           account.incoming.user);
        connect(command, &PasswordCommand::finished, this,
                [done = std::move(done)](const Secret &secret, const QString &error) {
                    if (error.isEmpty())
                        done(secret);
                    else
                        done(Failure{Missing::CommandFailed, error});
                });
        // Even a shell that can't be started answers from the event loop.
        QMetaObject::invokeMethod(command, &PasswordCommand::start, Qt::QueuedConnection);
        return;
    }
    case PasswordSource::Kind::Keyring:
        break;
    }
    auto *job = new QKeychain::ReadPasswordJob(keyringService(), this);
    job->setKey(key);
    connect(job, &QKeychain::Job::finished, this, [job, done = std::move(done)] {
        if (job->error() == QKeychain::NoError && !job->textData().isEmpty())
            done(Secret(job->textData().toUtf8()));
        else if (job->error() == QKeychain::NoError)
            done(keyringFailure(QKeychain::EntryNotFound));
        else
            done(keyringFailure(job->error()));
    });
    job->start();
}

void CredentialStore::write(const Account &account, const Secret &password,
                            std::function<void(std::optional<Failure>)> done)
{
    const QString key = keyFor(account);
    if (account.password.kind != PasswordSource::Kind::Keyring) {
        if (account.password.kind == PasswordSource::Kind::AskEachStart)
            m_remembered.insert(key, password);
        answerLater([done = std::move(done)] { done(std::nullopt); });
        return;
    }
    auto *job = new QKeychain::WritePasswordJob(keyringService(), this);
    job->setKey(key);
    job->setTextData(QString::fromUtf8(password.reveal()));
    connect(job, &QKeychain::Job::finished, this, [this, key, job, done = std::move(done)] {
        if (job->error() == QKeychain::NoError) {
            m_remembered.remove(key);
            done(std::nullopt);
        } else {
            // Writing is what tells a locked keyring from one that has no such entry.
            const auto error =
                job->error() == QKeychain::EntryNotFound ? QKeychain::AccessDenied : job->error();
            done(keyringFailure(error));
        }
    });
    job->start();
}

void CredentialStore::remove(const Account &account, std::function<void()> done)
{
    const QString key = keyFor(account);
    m_remembered.remove(key);
    if (account.password.kind != PasswordSource::Kind::Keyring) {
        answerLater(std::move(done));
        return;
    }
    auto *job = new QKeychain::DeletePasswordJob(keyringService(), this);
    job->setKey(key);
    connect(job, &QKeychain::Job::finished, this, [done = std::move(done)] { done(); });
    job->start();
}

} // namespace Turnstone
