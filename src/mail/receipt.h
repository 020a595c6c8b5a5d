// SPDX-License-Identifier: MIT
#pragma once

#include "mail/messagewriter.h"

namespace Turnstone {

/// Receipts: "I have seen your message" (RFC 8098). Nothing here is ever sent without somebody
/// having said so; these functions only read a request and write the answer. Any thread.

/// What a message's header asks for.
struct ReceiptRequest {
    AddressList to; ///< Disposition-Notification-To
    /// It would go to somebody else than the one the message came from: several addresses, or not
    /// Return-Path's (RFC 8098 2.1). To be said in the question.
    bool elsewhere = false;
    friend bool operator==(const ReceiptRequest &, const ReceiptRequest &) = default;
};

/// Absent where none is asked for, or none may be given: by a list or in bulk (the request isn't
/// its author's to make), by a receipt or a bounce (2.1, 3), with an option that is required and
/// that we don't know (2.2), by one of `own`.
std::optional<ReceiptRequest> receiptRequest(QByteArrayView headers, const AddressList &own);

/// The keyword of a message whose request was answered or declined (RFC 3503), so that nobody is
/// asked twice, on no device.
inline constexpr char receiptAnsweredTag[] = "$MDNSent";

/// Whose receipt, of which message.
struct Receipt {
    Address from;
    AddressList to;
    QByteArray originalHeader; ///< of the message that was seen
    qint64 dateUtc = 0; ///< seconds since 1970 UTC
    int utcOffsetSeconds = 0;
};

/// Writes it: multipart/report with a sentence for people and the message/disposition-notification
/// (RFC 8098 3), "manual-action/MDN-sent-manually; displayed". Its envelope has an empty sender, so
/// that it is never answered itself. It names no program, and nothing of the message's text.
WrittenMessage writeReceipt(const Receipt &, QIODevice &sink);

} // namespace Turnstone
