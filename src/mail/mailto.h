// SPDX-License-Identifier: MIT
#pragma once

#include "mail/address.h"

#include <QByteArrayList>
#include <optional>

namespace Turnstone {

/// What a mailto: link asks to be written (RFC 6068). It comes from anywhere: nothing of it is sent
/// or attached before somebody has seen it.
struct MailtoLink {
    AddressList to, cc, bcc;
    QString subject; ///< one line
    QString body; ///< '\n' line ends, no other controls
    QByteArrayList inReplyTo; ///< without brackets
    bool hadAttachments = false; ///< it asked for files ("attach="): they are ignored
    friend bool operator==(const MailtoLink &, const MailtoLink &) = default;
};

/// Absent where it's no mailto: link. What can't be an address, or holds line ends however they are
/// encoded, is left out; header fields but to, cc, bcc, subject, body and in-reply-to are ignored.
/// '+' is a plus sign. At most 256 KB of it is read, and 500 addresses. Any thread; linear.
std::optional<MailtoLink> parseMailto(const QString &link);

} // namespace Turnstone
