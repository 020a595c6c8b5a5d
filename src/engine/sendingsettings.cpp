// SPDX-License-Identifier: MIT
#include "engine/sendingsettings.h"

#include "engine/outbox.h"
#include "engine/writingthread.h"

#include <QPointer>

namespace Turnstone {

namespace {

MailError keepingFailed(const CredentialStore::Failure &failure)
{
    return {
        ErrorScope::Account, ErrorKind::Authentication, RetryClass::Never, failure.sentence, {}};
}

} // namespace

SendingSettings::SendingSettings(const Parts &parts)
    : m_parts(parts)
{ }

/// For jobs of the writing thread, and for the main thread while this is there.
SendingSettings::Done SendingSettings::answering(QObject *context, Done done)
{
    return [&writing = m_parts.writing, guard = QPointer<QObject>(context),
            done = std::move(done)](const std::optional<MailError> &error) {
        writing.answer(guard, [done, error] {
            if (done)
                done(error);
        });
    };
}

/// The same, for what waited in the outbox.
std::function<void()> SendingSettings::retrying(AccountId account)
{
    return [this, &writing = m_parts.writing, guard = QPointer<QObject>(this), account] {
        writing.answer(guard, [this, account] { m_parts.outbox.retrySoon(account); });
    };
}

void SendingSettings::setIdentities(AccountId account, const QList<Identity> &identities,
                                    QObject *context, Done done)
{
    const Done answer = answering(context, std::move(done));
    m_parts.writing.post(
        [account, identities, answer, retry = retrying(account)](MailWriter &writer) {
            OutboxWriter(writer).setIdentities(account, identities);
            answer({});
            retry();
        },
        [answer](const MailError &error) { answer(error); });
}

void SendingSettings::store(AccountId account, const OutgoingServer &server, bool byDefault,
                            const Done &answer)
{
    m_parts.writing.post(
        [account, server, byDefault, answer, retry = retrying(account)](MailWriter &writer) {
            OutboxWriter outbox(writer);
            const OutgoingServerId id = outbox.setOutgoingServer(account, server);
            if (byDefault)
                outbox.setDefaultOutgoingServer(account, id);
            answer({});
            retry();
        },
        [answer](const MailError &error) { answer(error); });
}

void SendingSettings::setOutgoingServer(AccountId id, const OutgoingServer &server,
                                        const std::optional<Secret> &password, bool byDefault,
                                        QObject *context, Done done)
{
    const Done answer = answering(context, std::move(done));
    if (!server.ownPassword || !server.passwordCommand.isEmpty()) {
        store(id, server, byDefault, answer);
        return;
    }
    // The keyring knows it by user and server: how the account keeps passwords, and what this one
    // was called before, is in the store.
    m_parts.writing.post(
        [this, &writing = m_parts.writing, guard = QPointer<QObject>(this), id, server, password,
         byDefault, answer](MailWriter &writer) {
            const std::optional<Account> account = writer.account(id);
            if (!account) {
                answer({});
                return;
            }
            std::optional<OutgoingServer> before;
            const QList<OutgoingServer> servers = OutboxReader(writer).outgoingServers(id);
            for (const OutgoingServer &one : servers) {
                if (one.id == server.id && one.ownPassword)
                    before = one;
            }
            const Account now = credentialsOf(*account, server);
            const auto then =
                before ? std::optional(credentialsOf(*account, *before)) : std::nullopt;
            writing.answer(guard, [this, id, server, password, byDefault, answer, now, then] {
                const auto keep = [this, id, server, byDefault, answer, now](const Secret &secret) {
                    m_parts.credentials.write(
                        now, secret,
                        [guard = QPointer(this), id, server, byDefault,
                         answer](const std::optional<CredentialStore::Failure> &failure) {
                            if (!guard)
                                return;
                            if (failure)
                                answer(keepingFailed(*failure));
                            else
                                guard->store(id, server, byDefault, answer);
                        });
                };
                if (password) {
                    keep(*password);
                    return;
                }
                if (!then || CredentialStore::keyFor(*then) == CredentialStore::keyFor(now)) {
                    store(id, server, byDefault, answer);
                    return;
                }
                m_parts.credentials.read(*then,
                                         [guard = QPointer(this), keep, id, server, byDefault,
                                          answer](const CredentialStore::ReadResult &old) {
                                             if (!guard)
                                                 return;
                                             if (const auto *secret = std::get_if<Secret>(&old))
                                                 keep(*secret);
                                             else
                                                 guard->store(id, server, byDefault,
                                                              answer); // will be asked for
                                         });
            });
        },
        [answer](const MailError &error) { answer(error); });
}

void SendingSettings::removeOutgoingServer(AccountId id, OutgoingServerId server, QObject *context,
                                           Done done)
{
    const Done answer = answering(context, std::move(done));
    m_parts.writing.post(
        [this, &writing = m_parts.writing, guard = QPointer<QObject>(this), id, server,
         answer](MailWriter &writer) {
            OutboxWriter outbox(writer);
            const std::optional<Account> account = writer.account(id);
            const QList<OutgoingServer> servers = outbox.outgoingServers(id);
            outbox.removeOutgoingServer(server);
            answer({});
            QList<OutgoingServer> gone;
            for (const OutgoingServer &one : servers) {
                if (one.id == server)
                    gone.append(one);
            }
            if (!account)
                return;
            writing.answer(guard, [this, account, gone] { forgetPasswords(*account, gone); });
        },
        [answer](const MailError &error) { answer(error); });
}

void SendingSettings::setDefaultOutgoingServer(AccountId account, OutgoingServerId server,
                                               QObject *context, Done done)
{
    const Done answer = answering(context, std::move(done));
    m_parts.writing.post(
        [account, server, answer, retry = retrying(account)](MailWriter &writer) {
            OutboxWriter(writer).setDefaultOutgoingServer(account, server);
            answer({});
            retry();
        },
        [answer](const MailError &error) { answer(error); });
}

void SendingSettings::providePassword(AccountId id, OutgoingServerId wanted, const Secret &password,
                                      bool remember)
{
    m_parts.writing.post([this, &writing = m_parts.writing, guard = QPointer<QObject>(this), id,
                          wanted, password, remember](MailWriter &writer) {
        OutboxWriter outbox(writer);
        const std::optional<Account> account = writer.account(id);
        const QList<OutgoingServer> servers = outbox.outgoingServers(id);
        for (OutgoingServer server : servers) {
            if (server.id != wanted || !account)
                continue;
            if (!server.ownPassword || !server.passwordCommand.isEmpty()) {
                server.ownPassword = true;
                server.passwordCommand.clear();
                outbox.setOutgoingServer(id, server);
            }
            writing.answer(
                guard, [this, id, password, remember, kept = credentialsOf(*account, server)] {
                    Account forThisRun = kept;
                    forThisRun.password.kind = PasswordSource::Kind::AskEachStart;
                    const QPointer self(this);
                    const auto retry = [self, id] {
                        if (self)
                            self->m_parts.outbox.retrySoon(id);
                    };
                    m_parts.credentials.write(
                        remember ? kept : forThisRun, password,
                        [self, retry, forThisRun,
                         password](const std::optional<CredentialStore::Failure> &failure) {
                            if (!failure)
                                retry();
                            else if (self)
                                self->m_parts.credentials.write(forThisRun, password,
                                                                [retry](const auto &) { retry(); });
                        });
                });
        }
    });
}

void SendingSettings::forgetPasswords(const Account &account, const QList<OutgoingServer> &servers)
{
    for (const OutgoingServer &server : servers) {
        if (server.ownPassword)
            m_parts.credentials.remove(credentialsOf(account, server), [] {});
    }
}

} // namespace Turnstone
