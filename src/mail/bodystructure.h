// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace Turnstone {

/// One leaf or multipart of a message's structure, in document order, so that a parent stands
/// before its children. From IMAP's BODYSTRUCTURE (RFC 9051 7.5.2) or from our own parse; both
/// number sections alike: "1", "2.1"; the single part of a message that is no multipart is "1"; a
/// top-level multipart is "".
struct BodyPart {
    QByteArray section;
    QByteArray type; ///< lower case "text/html"
    QByteArray charset; ///< lower case; text parts only
    QByteArray encoding; ///< Content-Transfer-Encoding, lower case; empty means 7bit
    QByteArray contentId; ///< without brackets
    QString name; ///< decoded file name from disposition or type; no path; may be empty
    QByteArray disposition; ///< lower case "inline", "attachment" or empty
    bool flowed = false; ///< format=flowed (RFC 3676)
    bool delSp = false; ///< delsp=yes
    qint64 size = 0; ///< bytes as encoded in the message

    bool isMultipart() const { return type.startsWith("multipart/"); }
    friend bool operator==(const BodyPart &, const BodyPart &) = default;
};

struct BodyStructure {
    QList<BodyPart> parts;

    const BodyPart *find(const QByteArray &section) const;
    /// The leaf to show as plain text and the leaf to show as HTML, by multipart/alternative and
    /// multipart/related (RFC 2046 5.1.4, RFC 2387); null where there is none.
    const BodyPart *plainText() const;
    const BodyPart *html() const;
    /// Every text leaf that belongs to the message's body, in order: all sides of an alternative,
    /// and texts that follow (a mailing list's footer). What "text parts" are when content is
    /// fetched.
    QList<const BodyPart *> bodyTexts() const;
    /// Leaves a user would call attachments: neither body text nor an image that the HTML refers to
    /// by cid. An attached message/rfc822 is one attachment.
    QList<const BodyPart *> attachments() const;
    bool hasAttachments() const { return !attachments().isEmpty(); }
    friend bool operator==(const BodyStructure &, const BodyStructure &) = default;
};

/// A compact, versioned form for the store. An unknown or damaged form reads as no structure.
QByteArray serialise(const BodyStructure &);
BodyStructure bodyStructureFromBytes(const QByteArray &);

} // namespace Turnstone
