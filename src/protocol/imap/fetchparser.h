// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/imap/reader.h"
#include "protocol/imap/responses.h"

namespace Turnstone::Imap {

/// The items of a FETCH, from its opening parenthesis on (RFC 9051 7.5.2). Never throws.
FetchData readFetch(Reader &reader, quint32 sequence);

/// RFC 8474 7: at most 255 of letters, digits, '-' and '_'; anything else is no name, and empty.
QByteArray objectId(const QByteArray &id);

} // namespace Turnstone::Imap
