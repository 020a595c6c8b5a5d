// SPDX-License-Identifier: MIT
#pragma once

#include "base/scramhash.h"
#include "protocol/sasl/sasl.h"

namespace Turnstone {

/// SCRAM (RFC 5802, RFC 7677): the password never leaves this computer, and the server proves that
/// it knows it too.
struct ScramVariant {
    ScramHash::Function hash = ScramHash::Function::Sha256;
    /// What the first message says of channel binding (RFC 5802 6).
    enum class Binding {
        None, ///< "n": not possible here, or the server's other mechanisms are bound
        NotOffered, ///< "y": possible here; a server that could too knows that someone tampers
        Bound ///< "p=tls-server-end-point": -PLUS
    };
    Binding binding = Binding::None;
};

/// The bounds of a server's iteration count: fewer make a stolen exchange cheap to try passwords
/// on (RFC 7677 4), more would hold the computer up for seconds.
inline constexpr int scramLeastIterations = 4096;
inline constexpr int scramMostIterations = 5'000'000;

/// `nonce`: printable, no comma, empty for 24 random bytes; given by tests alone.
std::unique_ptr<SaslMechanism> makeSaslScram(const ScramVariant &, const SaslCredentials &,
                                             const QByteArray &nonce = {});

} // namespace Turnstone
