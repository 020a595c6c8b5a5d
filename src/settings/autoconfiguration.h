// SPDX-License-Identifier: MIT
#pragma once

#include "mail/account.h"

namespace Turnstone {

/// What an address suggests for its servers, without asking any: a table of well-known providers,
/// else "imap.<domain>", "pop.<domain>", "smtp.<domain>" with implicit TLS and the usual ports.
struct ServerSuggestion {
    Endpoint imap, pop3, smtp;
    QString user; ///< the whole address, or its local part where the provider wants that
    QString note; ///< what the user must do at the provider first; may be empty; translated
    bool known = false; ///< from the table
};
ServerSuggestion suggestServers(const QString &email);

} // namespace Turnstone
