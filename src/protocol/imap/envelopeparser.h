// SPDX-License-Identifier: MIT
#pragma once

#include "mail/bodystructure.h"
#include "mail/envelope.h"
#include "protocol/imap/reader.h"

#include <optional>

namespace Turnstone::Imap {

/// ENVELOPE (RFC 9051 7.5.2); fields beyond those that are there stay empty.
Envelope envelopeFromValue(const Value &);

/// BODYSTRUCTURE or BODY; an empty structure where it doesn't hold together.
BodyStructure structureFromValue(const Value &);

/// INTERNALDATE's date-time, "17-Jul-1996 02:44:25 -0700", to seconds UTC; absent if it isn't one.
std::optional<qint64> parseInternalDate(QByteArrayView text);
/// The other way, in UTC.
QByteArray internalDateText(qint64 utcSeconds);

} // namespace Turnstone::Imap
