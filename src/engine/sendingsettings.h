// SPDX-License-Identifier: MIT
#pragma once

#include "settings/credentialstore.h"
#include "store/outboxtypes.h"

#include <QObject>
#include <functional>

namespace Turnstone {

class Outbox;
class WritingThread;

/// By whom and by what an account's mail is sent: its identities and outgoing servers, with the
/// passwords that those have for themselves. What is kept is due at once for what waited in the
/// outbox. Main thread; no call waits. `done` runs in the main thread, with why nothing was kept;
/// it is dropped when `context` goes, and the change is made all the same.
class SendingSettings : public QObject {
    Q_OBJECT
public:
    struct Parts {
        CredentialStore &credentials;
        WritingThread &writing;
        Outbox &outbox;
    };
    explicit SendingSettings(const Parts &);

    using Done = std::function<void(std::optional<MailError>)>;
    /// In this order from now on, the first by default; those that aren't among them go.
    void setIdentities(AccountId, const QList<Identity> &, QObject *context, Done done);
    /// Adds (no id) or changes one; `byDefault`: identities that name none use it from now on. A
    /// password is kept as the account keeps its own; one that can't be kept changes nothing. That
    /// of a server which moved goes along.
    void setOutgoingServer(AccountId, const OutgoingServer &, const std::optional<Secret> &password,
                           bool byDefault, QObject *context, Done done);
    /// With its password. Not the account's own one (Permission).
    void removeOutgoingServer(AccountId, OutgoingServerId, QObject *context, Done done);
    void setDefaultOutgoingServer(AccountId, OutgoingServerId, QObject *context, Done done);
    /// The server's own password from now on, whatever it signed in by before. Without `remember`,
    /// or where no keyring takes it, until the end of the program.
    void providePassword(AccountId, OutgoingServerId, const Secret &password, bool remember);
    /// What servers of an account that goes have for themselves is forgotten.
    void forgetPasswords(const Account &, const QList<OutgoingServer> &);

private:
    Done answering(QObject *context, Done done);
    std::function<void()> retrying(AccountId account);
    void store(AccountId, const OutgoingServer &, bool byDefault, const Done &answer);

    Parts m_parts;
};

} // namespace Turnstone
