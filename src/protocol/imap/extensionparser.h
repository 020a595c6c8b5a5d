// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/imap/reader.h"
#include "protocol/imap/responses.h"

/// Responses of extensions that are a line of their own; each throws Malformed.
namespace Turnstone::Imap {

NamespaceData readNamespaces(Reader &); ///< RFC 2342 5, RFC 9051 7.3.4
MyRightsData readMyRights(Reader &); ///< RFC 4314 3.8
QuotaData readQuota(Reader &); ///< RFC 9208 4.2.1
QuotaRootData readQuotaRoot(Reader &); ///< RFC 9208 4.2.2

} // namespace Turnstone::Imap
