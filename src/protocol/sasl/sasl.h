// SPDX-License-Identifier: MIT
#pragma once

#include "base/secret.h"

#include <QByteArrayList>
#include <QByteArrayView>
#include <QString>
#include <memory>
#include <optional>

namespace Turnstone {

/// Who signs in, and by what. Holds no printable form on purpose.
struct SaslCredentials {
    QString user;
    Secret password;
};

/// One exchange of one SASL mechanism (RFC 4422), from the first response to the last. Responses
/// and challenges are the mechanism's own bytes; a protocol wraps them by `saslEncoded` and unwraps
/// them by `saslDecoded`. One thread, one sign-in; make a new one for the next try.
class SaslMechanism {
public:
    virtual ~SaslMechanism() = default;
    SaslMechanism() = default;
    SaslMechanism(const SaslMechanism &) = delete;
    SaslMechanism &operator=(const SaslMechanism &) = delete;

    /// As in the capability, upper case.
    virtual QByteArray name() const = 0;
    /// What the client says first; absent where the server speaks first (RFC 4422 3.3). A protocol
    /// that can't carry it with the command sends it as the answer to the first, empty challenge.
    virtual std::optional<Secret> initialResponse() = 0;
    /// The answer to a challenge. Throws MailError (Authentication, Never) on a challenge that
    /// makes no sense here; the protocol then sends "*" (RFC 9051 6.2.2, RFC 5034 4).
    virtual Secret respond(QByteArrayView challenge) = 0;
};

/// The strongest mechanism of ours among `offered` (names in any case), null where there is none.
/// `excluded`: those that were tried and failed for a reason other than the password. PLAIN and
/// LOGIN give the password away to whoever listens: whether the connection is protected is the
/// caller's business. Throws MailError (Authentication, Never) where user or password hold a NUL,
/// which no mechanism can carry.
std::unique_ptr<SaslMechanism> chooseMechanism(const QByteArrayList &offered,
                                               const SaslCredentials &credentials,
                                               const QByteArrayList &excluded = {});

/// The base64 that goes on the wire; "=" for an empty *initial* response (RFC 4959 3, RFC 5034 4).
Secret saslEncoded(const Secret &response, bool initial);
/// A challenge from the wire; absent where it isn't base64.
std::optional<QByteArray> saslDecoded(QByteArrayView challenge);

} // namespace Turnstone
