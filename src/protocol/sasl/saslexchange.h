// SPDX-License-Identifier: MIT
#pragma once

#include "base/mailerror.h"
#include "protocol/sasl/sasl.h"

#include <variant>

namespace Turnstone {

/// One AUTH of a line protocol, from its command to the server's last word (RFC 4954 4, RFC 5034
/// 4). What makes no sense ends it by "*"; where it comes from who should have proven to be the
/// server, it is thrown once that has answered. `next`: the session's next event, after what it has
/// to say was written; other events than challenges and replies are passed over. Throws MailError.
template <typename Reply, typename Challenge, typename Session, typename Next>
Reply exchangeSasl(SaslMechanism &mechanism, Session &session, Next next)
{
    std::optional<Secret> initial = mechanism.initialResponse();
    if (initial)
        initial = saslEncoded(*initial, true);
    session.auth(mechanism.name(), initial);
    std::optional<MailError> tampered;
    for (;;) {
        const auto event = next();
        if (const auto *reply = std::get_if<Reply>(&event)) {
            if (tampered)
                throw *tampered;
            return *reply;
        }
        const auto *const challenge = std::get_if<Challenge>(&event);
        if (!challenge)
            continue;
        const std::optional<QByteArray> bytes = saslDecoded(challenge->base64);
        if (session.initialIsOwed() && initial) {
            session.respond(*initial);
        } else if (!bytes) {
            session.cancelAuth();
        } else {
            try {
                session.respond(saslEncoded(mechanism.respond(*bytes), false));
            } catch (const MailError &error) {
                if (!mechanismsInClear().contains(mechanism.name()))
                    tampered = error;
                session.cancelAuth();
            }
        }
    }
}

} // namespace Turnstone
