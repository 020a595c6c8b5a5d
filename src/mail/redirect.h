// SPDX-License-Identifier: MIT
#pragma once

#include "mail/messagewriter.h"

namespace Turnstone {

/// Who passes a message on unchanged, and to whom (RFC 5322 3.6.6).
struct Redirection {
    Address from;
    AddressList to, cc, bcc;
    qint64 dateUtc = 0; ///< seconds since 1970 UTC
    int utcOffsetSeconds = 0;
    QByteArray messageId; ///< of Resent-Message-ID; empty: made
};

/// Writes the message with a block of Resent- fields in front. Its own header stays as it is, byte
/// for byte, but for what must not go out again: Bcc and Resent-Bcc, and what servers and programs
/// noted for themselves (Return-Path, Delivered-To, X-Original-To, Envelope-To, Status, X-Status,
/// X-Mozilla-…, an mbox's "From " line). The body is the same bytes; only where the message has no
/// CRLF line ends they become such. An error (Protocol) without a sender, recipient or date, for an
/// address that is none, and for a message that holds NUL, which SMTP doesn't carry.
WrittenMessage writeRedirect(const QByteArray &message, const Redirection &, QIODevice &sink);

} // namespace Turnstone
