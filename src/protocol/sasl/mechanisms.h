// SPDX-License-Identifier: MIT
#pragma once

#include "base/mailerror.h"
#include "protocol/sasl/sasl.h"

/// For the mechanisms' own files; everybody else chooses by `chooseMechanism`.
namespace Turnstone {

std::unique_ptr<SaslMechanism> makeSaslPlain(const SaslCredentials &);
std::unique_ptr<SaslMechanism> makeSaslLogin(const SaslCredentials &);
std::unique_ptr<SaslMechanism> makeSaslOAuthBearer(const SaslCredentials &);
std::unique_ptr<SaslMechanism> makeSaslXOAuth2(const SaslCredentials &);

/// Takes the bytes into a Secret and overwrites the buffer they were put together in.
Secret secretOf(QByteArray &bytes);

/// What `respond` throws; says nothing of what was exchanged.
MailError unexpectedChallenge(const char *mechanism);

} // namespace Turnstone
