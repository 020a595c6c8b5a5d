// SPDX-License-Identifier: MIT
#pragma once

#include "mail/address.h"

#include <QByteArrayList>
#include <variant>

namespace Turnstone {

/// A file on this computer, read when the message is written and never held whole in memory.
struct FileContent {
    QString path;
    friend bool operator==(const FileContent &, const FileContent &) = default;
};

/// A leaf of a message that is here already. The bytes are shared, not copied.
struct SectionContent {
    QByteArray message; ///< the whole RFC 5322 message
    QByteArray section; ///< as BodyPart::section; "" is the whole message
    friend bool operator==(const SectionContent &, const SectionContent &) = default;
};

/// What an attachment consists of: its decoded bytes, a file, or a section of a message.
using AttachmentContent = std::variant<QByteArray, FileContent, SectionContent>;

/// Something that travels with a message. A type of "message/rfc822" is an attached message: it is
/// written as a message (RFC 2046 5.2.1) with its line ends made CRLF; every other content comes
/// out byte for byte.
struct Attachment {
    enum class Disposition { Attachment, Inline };

    AttachmentContent content;
    QString name = {}; ///< shown to the recipient; folders and controls are left out when written
    QByteArray type = "application/octet-stream"; ///< "image/png"; anything else than type/subtype
                                                  ///< is written as application/octet-stream
    QByteArray charset = {}; ///< of text/*, where it is known
    Disposition disposition = Disposition::Attachment;
    /// Of an image that the HTML shows by "cid:": an id without brackets (newContentId).
    QByteArray contentId = {};
    friend bool operator==(const Attachment &, const Attachment &) = default;
};

/// A header field of the caller's own. A field that the writer writes by itself is refused
/// (compositionProblems); one whose name begins with "X-Turnstone-" is written in drafts only.
struct ExtraHeader {
    QByteArray name;
    QString value; ///< Unicode, one line; encoded and folded as it needs
    friend bool operator==(const ExtraHeader &, const ExtraHeader &) = default;
};

/// A message as somebody writes it, before it is bytes. A plain value: every text is Unicode with
/// '\n' line ends, and nothing in it is escaped or encoded. What a field must not hold (line
/// breaks, control characters) never reaches a header, whatever stands here: see
/// mail/messagewriter.h.
struct Composition {
    enum class Priority { Low, Normal, High };

    Address from; ///< the identity's; its domain is the Message-ID's
    AddressList replyTo, to, cc, bcc; ///< Bcc is written into drafts only
    QString subject;
    /// The body as plain text. A line that starts with '>' is a quote, as deep as it has marks;
    /// "-- " alone on a line begins the signature. Long lines are paragraphs: they are wrapped when
    /// written (`flowed`). With `html` this is the alternative that is always sent beside it
    /// (htmlToPlainText, html/composehtml.h).
    QString text;
    /// Rich text: what stands within <body>, in the safe subset of html/composehtml.h; empty for a
    /// message in plain text.
    QString html;
    QList<Attachment> images; ///< that `html` shows by "cid:"
    QList<Attachment> attachments;
    QByteArrayList inReplyTo; ///< msg-ids without brackets
    QByteArrayList references; ///< oldest first, without brackets
    Priority priority = Priority::Normal;
    bool asksReceipt = false; ///< Disposition-Notification-To (RFC 8098 2.1), to `from`
    bool flowed = true; ///< format=flowed (RFC 3676); false: lines stay as they are
    QByteArray messageId; ///< without brackets; empty: made when written
    qint64 dateUtc = 0; ///< seconds since 1970 UTC; 0 is refused but in a draft
    int utcOffsetSeconds = 0; ///< of the Date header, east of UTC is positive; whole minutes
    QList<ExtraHeader> extraHeaders;
    friend bool operator==(const Composition &, const Composition &) = default;
};

} // namespace Turnstone
