// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/imap/fragmentizer.h"
#include "protocol/imap/responses.h"

namespace Turnstone::Imap {

/// Reads one response. Known oddities of servers are read as they are meant; a data response that
/// makes no sense is OtherData, a FETCH that goes wrong keeps what stood before (`damaged`). Throws
/// MailError (Protocol, session) only for what leaves us not knowing where we are: a line that is
/// no response, a tagged one that is no status.
Response parseResponse(const RawResponse &);

/// Of a FETCH whose large literal is on its way: what stands before it; the literal is the last of
/// `sections`. No sequence number where it is no FETCH.
FetchData parseFetchLead(const RawResponse &lead);

} // namespace Turnstone::Imap
