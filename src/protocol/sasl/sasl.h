// SPDX-License-Identifier: MIT
#pragma once

#include "base/mailerror.h"
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
    /// "tls-server-end-point" of this connection (ConnectionInfo); empty: can't be bound to it.
    QByteArray serverEndPoint = {};
    bool isToken = false; ///< `password` is an OAuth 2 access token
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
    /// To be called once the server has said that the sign-in is done. Throws MailError (Security,
    /// Never) where it had to prove something first and hasn't; the connection is then to be
    /// closed.
    virtual void succeeded() { }
    /// False while nothing was said that depends on the password: a refusal is then about the
    /// mechanism (this user has no SCRAM keys there), and not about the password.
    virtual bool passwordWasUsed() const { return true; }
    /// True where something was said of channel binding ("p=" or "y", RFC 5802 6): a refusal may
    /// then be how the server notices that somebody sits in between.
    virtual bool saidOfBinding() const { return false; }
};

/// The best mechanism of ours among `offered` (names in any case), null where there is none:
/// SCRAM-SHA-256-PLUS, SCRAM-SHA-1-PLUS, SCRAM-SHA-256, SCRAM-SHA-1, PLAIN, LOGIN; with a token
/// OAUTHBEARER and XOAUTH2 and no other. Bound ones
/// (-PLUS) only with a `serverEndPoint`; an unbound one says "y" where it could have been bound and
/// no bound one is offered, so that a server whose offer was tampered with notices.
/// `excluded`: those that were tried and failed for a reason other than the password
/// (`afterRefusal` says which). PLAIN and LOGIN give the password away to whoever listens: whether
/// the connection is protected is the caller's business. Throws MailError (Authentication, Never)
/// where user or password hold a NUL, which no mechanism can carry.
std::unique_ptr<SaslMechanism> chooseMechanism(const QByteArrayList &offered,
                                               const SaslCredentials &credentials,
                                               const QByteArrayList &excluded = {});
/// Why a token can't be used here: nothing protects the connection (RFC 7628 4), or nothing takes
/// it. It is never sent as if it were a password.
MailError tokenUnusable(bool inClear);
/// PLAIN and LOGIN, which are for protected connections only.
QByteArrayList mechanismsInClear();
/// What to exclude for the next try, once the server has refused `mechanism`; empty where there is
/// no other try. `doubtful`: it told no reason in a code (RFC 5530, RFC 3206), and is known by a
/// CA's certificate, not by the user's exception. Only for connections under TLS:
/// - Where the password wasn't used: after a bound SCRAM the unbound ones (the server may not know
///   this kind of binding), after those PLAIN.
/// - Where it was used, by a SCRAM that said nothing of binding, and the refusal is doubtful:
/// PLAIN.
///   A server that keeps hashes of another kind for this user (GNU Mailutils with /etc/shadow)
///   plays the exchange to its end, as RFC 5802 wants it for users without keys, and refuses: to us
///   that looks like a wrong password, and the user could never sign in. PLAIN then tells this
///   server a password that may be wrong, which it would have been told without an offer of SCRAM;
///   whoever could make it say NO here could as well have left SCRAM out of its offer. It costs one
///   more try on a server that counts them and tells no reasons.
/// - Never after a SCRAM that was bound, or said that it could have been: that NO may be the alarm.
QByteArrayList afterRefusal(const SaslMechanism &mechanism, bool doubtful);

/// The base64 that goes on the wire; "=" for an empty *initial* response (RFC 4959 3, RFC 5034 4).
Secret saslEncoded(const Secret &response, bool initial);
/// A challenge from the wire; absent where it isn't base64.
std::optional<QByteArray> saslDecoded(QByteArrayView challenge);

} // namespace Turnstone
