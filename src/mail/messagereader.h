// SPDX-License-Identifier: MIT
#pragma once

#include "mail/bodystructure.h"
#include "mail/envelope.h"

#include <QByteArrayList>
#include <QByteArrayView>
#include <optional>

namespace Turnstone {

/// Reading RFC 5322 and MIME. Every function takes hostile bytes, stays within mail/limits.h and
/// never throws on what a message contains: what can't be read is missing from the result. Any
/// thread; no shared state.

/// The header block of a message (bytes up to and including the empty line, or all of them).
QByteArrayView headerBlock(QByteArrayView message);

/// Raw 8-bit header text is taken as UTF-8, else as the locale-independent fallback Windows-1252.
Envelope readEnvelope(QByteArrayView headers);

/// Structure of a whole message; beyond Limits::mimeDepth and mimeParts a multipart is one leaf.
BodyStructure readStructure(QByteArrayView message);

/// What the first lines of a message tell (TOP, RFC 1939 7), of which `wholeSize` bytes are there.
struct MessageBeginning {
    /// As far as it could be read; the leaf that is cut off has the size that it may have at most.
    BodyStructure structure;
    QByteArrayList whole; ///< leaves that are there to their last byte: a boundary follows them
};
MessageBeginning readBeginning(QByteArrayView beginning, qint64 wholeSize);

/// Whether a message whose header this is presumably brings attachments, which only its body tells:
/// it is made of parts of different kinds (multipart/mixed, RFC 2046 5.1.3), or is one file.
bool mayHaveAttachments(QByteArrayView headers);

/// The encoded bytes of one leaf (without its own header), as IMAP's BODY[section] gives them.
/// Null where there is no such section. "" is the whole message.
QByteArray sectionBytes(QByteArrayView message, const QByteArray &section);

/// The same without a copy, and what the leaf is; absent where there is no such section. The view
/// is into `message`.
struct MessageSection {
    BodyPart part;
    QByteArrayView encoded;
};
std::optional<MessageSection> findSection(QByteArrayView message, const QByteArray &section);

/// Undoes the transfer encoding (RFC 2045 6). Damaged base64 or quoted-printable gives what can be
/// read.
QByteArray decodedBytes(QByteArrayView encoded, const QByteArray &transferEncoding);

/// Decodes a text leaf to Unicode with line ends as '\n'. An unknown or wrong charset falls back to
/// UTF-8 where that fits, else Windows-1252.
QString decodedText(QByteArrayView encoded, const BodyPart &);

/// HTML leaf to Unicode; an absent charset is looked for in <meta> (first 1,024 bytes).
QString decodedHtml(QByteArrayView encoded, const BodyPart &);

/// RFC 2047 and raw 8-bit header text to Unicode without control characters.
QString decodedHeader(QByteArrayView value);
/// An address header's value; capped at Limits::addressHeaderBytes before it is parsed.
AddressList parseAddresses(QByteArrayView value);
/// msg-ids of a References or In-Reply-To value, without brackets, oldest first.
QByteArrayList parseMessageIds(QByteArrayView value);
/// RFC 5322 3.3 date-time to seconds since 1970 UTC; 0 where it can't be read.
qint64 parseDate(QByteArrayView value);

/// Header fields in order, unfolded, names as written; for "show all headers" and for tests.
struct HeaderField {
    QByteArray name;
    QByteArray value;
};
QList<HeaderField> readHeaderFields(QByteArrayView headers);

/// SHA-256 of the canonical header, the same whatever way a message came: HeaderHash
/// (mail/headerhash.h) over bytes that are all at hand. 32 bytes.
QByteArray headerFingerprint(QByteArrayView headers);

/// What identifies a message where no whole header is at hand (an IMAP header sync): SHA-256 of
/// Message-ID, Date, From mailboxes, Subject and size in bytes. 32 bytes.
QByteArray envelopeFingerprint(const Envelope &, qint64 sizeBytes);

/// What a message says it is, however its header was rewritten on the way: SHA-256 of Message-ID,
/// Date, first From mailbox and Subject. 32 bytes; empty where too little is said to tell messages
/// apart (no Message-ID, and no Date or no From). Equal ones are alike, not surely the same.
QByteArray looseFingerprint(const Envelope &);

} // namespace Turnstone
