// SPDX-License-Identifier: MIT
#pragma once

#include "base/mailerror.h"
#include "mail/composition.h"

#include <QStringList>
#include <optional>

class QIODevice;

namespace Turnstone {

/// Writing RFC 5322 and MIME: a Composition becomes finished bytes. Every function may be called in
/// any thread and keeps no state.
///
/// What is written, whatever the composition holds: CRLF line ends, no byte order mark, no line
/// over 998 bytes, headers of at most 78 where a word allows it, pure ASCII headers (RFC 2047, RFC
/// 2231) but for addresses that are none themselves (RFC 6532); no Bcc, no host name, no X-Mailer,
/// no User-Agent.

struct WriterOptions {
    enum class Purpose {
        Send,
        Draft ///< Bcc and unfinished addresses are written too; nothing has to be complete
    };
    /// Where 8-bit bytes may stand unencoded.
    enum class EightBit {
        Never, ///< a message attached that holds any becomes a file (application/octet-stream)
        AttachedMessages, ///< as RFC 2046 5.2.1 wants it; OutgoingEnvelope::eightBit then says so
        Everywhere
    };
    Purpose purpose = Purpose::Send;
    EightBit eightBit = EightBit::AttachedMessages;
};

/// What SMTP is told beside the message (RFC 5321 2.3.1).
struct OutgoingEnvelope {
    QString sender; ///< MAIL FROM, "local@domain"; the domain in its ASCII form (RFC 5890)
    QStringList recipients; ///< RCPT TO: To, Cc and Bcc in order, each once; as `sender`
    bool utf8 = false; ///< some address isn't ASCII: SMTPUTF8 is needed (RFC 6531)
    bool eightBit = false; ///< the message holds 8-bit bytes: 8BITMIME is needed (RFC 6152)
    friend bool operator==(const OutgoingEnvelope &, const OutgoingEnvelope &) = default;
};

/// Why a composition can't be written or sent.
struct CompositionProblem {
    enum class Kind {
        NoSender,
        NoRecipients,
        BadAddress,
        BadHeader, ///< a name or value in extraHeaders, or one that is the writer's own
        BadMessageId, ///< messageId, inReplyTo, references or a contentId
        NoDate,
        UnreadableAttachment
    };
    Kind kind = Kind::NoSender;
    QString value; ///< the address, header or file it is about
    QString sentence; ///< for people, translated, plain text
};

/// All that stands against writing this: empty where writeMessage will not refuse it. Files are
/// opened to see whether they can be read.
QList<CompositionProblem>
compositionProblems(const Composition &, WriterOptions::Purpose = WriterOptions::Purpose::Send);

struct WrittenMessage {
    /// What went wrong: a problem of the composition, a file that can't be read (Permission,
    /// NotFound) or a sink that takes no more (Space). What was written until then is to be thrown
    /// away.
    std::optional<MailError> error;
    OutgoingEnvelope envelope;
    QByteArray messageId; ///< as written, without brackets
    qint64 bytes = 0;
};

/// Writes the message into `sink`, which is open for writing. Attachments pass through in blocks:
/// beyond what the composition itself holds, memory stays below 1 MB and what `sink` keeps.
/// Boundaries are made from the Message-ID, so one composition with an id is always the same bytes.
WrittenMessage writeMessage(const Composition &, QIODevice &sink, const WriterOptions & = {});

/// This computer's zone at `utcSeconds`: seconds east of UTC, whole minutes, which is what a Date
/// can say (RFC 5322 3.3).
int localUtcOffset(qint64 utcSeconds);

/// What was kept as a draft as it is sent at `nowUtc` (seconds): with that date, an id of its own
/// to come, since the draft's stays with the draft, and without X-Turnstone- fields.
void prepareForSending(Composition &, qint64 nowUtc);

/// What writeMessage would write, counted and not kept; for a warning before a server's SIZE.
qint64 writtenSize(const Composition &, const WriterOptions & = {});

/// To, Cc and Bcc as `writeMessage` tells them, without writing.
OutgoingEnvelope outgoingEnvelope(const Composition &);

/// A new msg-id without brackets: 128 random bits and the domain of the address, or
/// "localhost.invalid" where that has none. Nothing in it tells of this computer or the time.
QByteArray newMessageId(const Address &from);
/// The same for an inline image.
QByteArray newContentId(const Address &from);

} // namespace Turnstone
