// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

namespace Turnstone::Imap {

/// A mailbox's name for people: modified UTF-7 (RFC 3501 5.1.3) decoded level by level, or UTF-8
/// where the server sends that (RFC 9051 5.1, RFC 6855). A level that is neither is shown as it is
/// sent, as is one whose decoded form would hold control characters or printable ASCII in disguise
/// (a hidden delimiter). For reading only: the wire name stays the key, so nothing has to
/// round-trip. Control characters of the raw form are shown as U+FFFD.
QString decodeMailboxName(const QByteArray &wire, QChar delimiter);

/// The wire form of a name that a person typed: modified UTF-7.
QByteArray encodeMailboxName(const QString &name);

/// INBOX in any case of letters names the same mailbox (RFC 9051 5.1).
bool isInbox(const QByteArray &wire);

} // namespace Turnstone::Imap
