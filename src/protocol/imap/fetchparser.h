// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/imap/reader.h"
#include "protocol/imap/responses.h"

namespace Turnstone::Imap {

/// The items of a FETCH, from its opening parenthesis on (RFC 9051 7.5.2). Never throws.
FetchData readFetch(Reader &reader, quint32 sequence);

} // namespace Turnstone::Imap
