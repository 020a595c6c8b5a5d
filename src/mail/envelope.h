// SPDX-License-Identifier: MIT
#pragma once

#include "mail/address.h"

#include <QByteArrayList>

namespace Turnstone {

/// What a list, a thread and a fingerprint need of a message, decoded, from its header or from
/// IMAP's ENVELOPE and HEADER.FIELDS. Text is plain Unicode with control characters removed.
struct Envelope {
    QByteArray messageId; ///< without angle brackets; empty where missing
    QByteArrayList inReplyTo; ///< msg-ids without brackets
    QByteArrayList references; ///< oldest first
    AddressList from, sender, replyTo, to, cc, bcc;
    QString subject;
    QString listId; ///< RFC 2919, the id between the brackets
    qint64 dateUtc = 0; ///< the Date header, seconds since 1970 UTC; 0 where missing or nonsense
    friend bool operator==(const Envelope &, const Envelope &) = default;
};

} // namespace Turnstone
