// SPDX-License-Identifier: MIT
#pragma once

#include "base/mailerror.h"
#include "base/secret.h"
#include "mail/account.h"

#include <QHash>
#include <QObject>
#include <functional>
#include <optional>
#include <variant>

namespace Turnstone {

/// Where passwords come from and go to: the keyring through QtKeychain (service "Turnstone"), a
/// command run at each need, or the user at each start (kept in memory only). Never a file. Lives
/// in the thread that made it, which must run an event loop; each callback is called exactly once,
/// never from within the call, and not after this object is gone.
class CredentialStore : public QObject {
    Q_OBJECT
public:
    explicit CredentialStore(QObject *parent = nullptr);
    ~CredentialStore() override;

    enum class Missing {
        NotStored, ///< the keyring has none, or is locked (it doesn't say which): ask
        NoKeyring, ///< no keyring is running: say so, offer to ask at each start
        CommandFailed,
        NotAskedYet ///< AskEachStart, and not given in this run
    };
    struct Failure {
        Missing reason = Missing::NotStored;
        QString sentence; ///< for people
    };
    using ReadResult = std::variant<Secret, Failure>;

    void read(const Account &, std::function<void(ReadResult)> done);
    /// Keyring: stores; AskEachStart: remembers until the end of the run. `error` is empty on
    /// success.
    void write(const Account &, const Secret &,
               std::function<void(std::optional<Failure> error)> done);
    void remove(const Account &, std::function<void()> done);

    /// What names an account's password: its protocol, user and server, so that two profiles with
    /// the same account share it and account rows of two profiles never meet.
    static QString keyFor(const Account &);

private:
    void answerLater(std::function<void()> answer);

    QHash<QString, Secret> m_remembered; ///< given in this run, never stored
};

} // namespace Turnstone
