// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace Turnstone {

/// SASLprep (RFC 4013) as for a query: unassigned characters are let through. What it forbids
/// (controls, mixed directions) comes back as it was: to judge it is then the server's business,
/// which has the same password in whatever form it was set. UTF-8.
QByteArray saslPrepared(const QString &text);
/// Of a password's bytes; what isn't UTF-8 comes back as it was.
QByteArray saslPrepared(const QByteArray &utf8);

} // namespace Turnstone
