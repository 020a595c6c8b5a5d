// SPDX-License-Identifier: MIT
#pragma once

#include "mail/account.h"

#include <QUrl>

namespace Turnstone {

/// What an address suggests for its servers, without asking any: the table of well-known providers
/// (providers.h), by its domain or by the hosts that take that domain's mail; else "imap.<domain>",
/// "pop.<domain>", "smtp.<domain>" with implicit TLS and the usual ports.
struct ServerSuggestion {
    Endpoint imap, pop3, smtp;
    QString user; ///< the whole address, or its local part where the provider wants that
    QString note; ///< what the user must do at the provider first; may be empty; translated
    QUrl page; ///< where that is done or described; may be empty
    bool known = false; ///< from the table
};
ServerSuggestion suggestServers(const QString &email, const QStringList &exchangers = {});

/// Whose mail exchangers may tell more than `suggestServers` knows: the address's domain, unless it
/// is in the table; empty: nobody's.
QString domainToLookUp(const QString &email);

} // namespace Turnstone
