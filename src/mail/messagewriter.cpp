// SPDX-License-Identifier: MIT
#include "mail/messagewriter.h"

#include "base/sha256.h"
#include "mail/attachmentcontent.h"
#include "mail/charset.h"
#include "mail/flowedtext.h"
#include "mail/headerwriter.h"
#include "mail/mailbox.h"
#include "mail/transferwriter.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QIODevice>
#include <QRandomGenerator>
#include <QSet>
#include <algorithm>
#include <array>

namespace Turnstone {

namespace {

constexpr QByteArrayView draftHeaderPrefix("x-turnstone-");

/// RFC 2045 5.1, without parameters; null where it is none.
QByteArray mediaType(const QByteArray &type)
{
    const QByteArray name = type.trimmed().toLower();
    const auto isTypeChar = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')
            || QByteArrayView("!#$&^_.+-").contains(c);
    };
    const qsizetype slash = name.indexOf('/');
    const bool fits = slash > 0 && slash + 1 < name.size() && name.size() <= 120
        && std::all_of(name.begin(), name.begin() + slash, isTypeChar)
        && std::all_of(name.begin() + slash + 1, name.end(), isTypeChar);
    return fits ? name : QByteArray();
}

/// What an attachment is called in its part. A multipart would have to be one.
QByteArray attachmentType(const Attachment &attachment)
{
    const QByteArray type = mediaType(attachment.type);
    return type.isEmpty() || type.startsWith("multipart/") ? QByteArray("application/octet-stream")
                                                           : type;
}

QByteArray canonicalText(QString text, bool flowed)
{
    text.remove(QChar(0));
    text.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    text.replace(QLatin1Char('\r'), QLatin1Char('\n'));
    if (flowed)
        text = toFlowed(text);
    if (!text.isEmpty() && !text.endsWith(QLatin1Char('\n')))
        text += QLatin1Char('\n');
    text.replace(QLatin1Char('\n'), QLatin1String("\r\n"));
    return text.toUtf8();
}

QString randomId(const Address &from)
{
    std::array<quint32, 4> random{};
    QRandomGenerator::system()->fillRange(random.data(), random.size());
    const QByteArray bytes(reinterpret_cast<const char *>(random.data()), sizeof random);
    const QString mailbox = wireMailbox(from.mailbox);
    QString domain = mailbox.mid(mailbox.lastIndexOf(QLatin1Char('@')) + 1);
    if (domain.isEmpty() || domain.startsWith(QLatin1Char('[')))
        domain = QStringLiteral("localhost.invalid");
    return QString::fromLatin1(
               bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals))
        + QLatin1Char('@') + domain;
}

class MessageBuilder {
public:
    MessageBuilder(const Composition &composition, QIODevice &sink, const WriterOptions &options)
        : m_composition(composition)
        , m_sink(sink)
        , m_options(options)
    { }

    WrittenMessage write()
    {
        WrittenMessage result;
        const auto problems = compositionProblems(m_composition, m_options.purpose);
        if (!problems.isEmpty()) {
            const CompositionProblem &first = problems.first();
            const bool isFile = first.kind == CompositionProblem::Kind::UnreadableAttachment;
            result.error =
                MailError{ErrorScope::Message, isFile ? ErrorKind::NotFound : ErrorKind::Protocol,
                          RetryClass::Never, first.sentence, first.value};
            return result;
        }
        result.messageId = isMessageId(m_composition.messageId) ? m_composition.messageId
                                                                : newMessageId(m_composition.from);
        m_seed = result.messageId;
        result.envelope = outgoingEnvelope(m_composition);
        writeHeaders(result.messageId, result.envelope);
        writeBody();
        result.envelope.utf8 = result.envelope.utf8 || m_utf8;
        result.envelope.eightBit = m_eightBit || m_utf8;
        result.error = m_error;
        result.bytes = m_bytes;
        return result;
    }

private:
    bool put(QByteArrayView bytes)
    {
        if (m_error)
            return false;
        if (m_sink.write(bytes.data(), bytes.size()) != bytes.size()) {
            m_error = MailError{ErrorScope::Message, ErrorKind::Space, RetryClass::Later,
                                QCoreApplication::translate("Turnstone::MessageWriter",
                                                            "The message can't be written."),
                                m_sink.errorString()};
            return false;
        }
        m_bytes += bytes.size();
        return true;
    }

    bool isDraft() const { return m_options.purpose == WriterOptions::Purpose::Draft; }

    void writeHeaders(const QByteArray &messageId, const OutgoingEnvelope &envelope)
    {
        const Composition &c = m_composition;
        HeaderWriter header;
        if (c.dateUtc != 0)
            header.ascii("Date", headerDate(c.dateUtc, c.utcOffsetSeconds));
        header.addresses("From", {c.from});
        header.addresses("Reply-To", c.replyTo);
        header.addresses("To", c.to);
        header.addresses("Cc", c.cc);
        if (isDraft())
            header.addresses("Bcc", c.bcc);
        else if (c.to.isEmpty() && c.cc.isEmpty() && !envelope.recipients.isEmpty())
            header.ascii("To", "undisclosed-recipients:;"); // RFC 5322 A.1.3
        header.messageIds("Message-ID", {messageId});
        header.messageIds("In-Reply-To", c.inReplyTo);
        header.messageIds("References", c.references);
        header.text("Subject", c.subject);
        if (c.priority != Composition::Priority::Normal) {
            const bool high = c.priority == Composition::Priority::High;
            header.ascii("Importance", high ? "High" : "Low"); // RFC 2156 5.3.4
            header.ascii("X-Priority", high ? "1 (Highest)" : "5 (Lowest)");
        }
        if (c.asksReceipt)
            header.addresses("Disposition-Notification-To", {c.from});
        for (const ExtraHeader &extra : c.extraHeaders) {
            if (isDraft() || !extra.name.toLower().startsWith(draftHeaderPrefix))
                header.text(extra.name, extra.value);
        }
        header.ascii("MIME-Version", "1.0");
        m_utf8 = header.usedUtf8();
        put(header.take());
    }

    QByteArray newBoundary()
    {
        Sha256 hash;
        hash.add(m_seed);
        hash.add(QByteArray::number(++m_boundaries));
        // "=_" stands in neither quoted-printable nor base64 (RFC 2045 6.7).
        return "=_" + hash.result().left(18).toBase64(QByteArray::Base64UrlEncoding);
    }

    /// Parts of a multipart, one behind the other; writes its header and, at the end, its close.
    class Multipart {
    public:
        Multipart(MessageBuilder &builder, const QByteArray &type,
                  const QList<HeaderWriter::Parameter> &parameters = {})
            : m_builder(builder)
            , m_boundary(builder.newBoundary())
        {
            HeaderWriter header;
            QList<HeaderWriter::Parameter> all = parameters;
            all << HeaderWriter::Parameter{"boundary", QString::fromLatin1(m_boundary)};
            header.parameterised("Content-Type", type, all);
            m_builder.put(header.take() + "\r\n");
        }
        void beginPart() { m_builder.put("--" + m_boundary + "\r\n"); }
        void close() { m_builder.put("--" + m_boundary + "--\r\n"); }

    private:
        MessageBuilder &m_builder;
        const QByteArray m_boundary;
    };

    void writeBody()
    {
        if (m_composition.attachments.isEmpty()) {
            writeTexts();
            return;
        }
        Multipart mixed(*this, "multipart/mixed");
        mixed.beginPart();
        writeTexts();
        for (const Attachment &attachment : m_composition.attachments) {
            mixed.beginPart();
            writeAttachment(attachment);
        }
        mixed.close();
    }

    void writeTexts()
    {
        if (m_composition.html.isEmpty()) {
            writePlain();
            return;
        }
        Multipart alternative(*this, "multipart/alternative");
        alternative.beginPart();
        writePlain();
        alternative.beginPart();
        if (m_composition.images.isEmpty()) {
            writeHtml();
        } else {
            Multipart related(*this, "multipart/related", {{"type", QStringLiteral("text/html")}});
            related.beginPart();
            writeHtml();
            for (const Attachment &image : m_composition.images) {
                related.beginPart();
                writeAttachment(image);
            }
            related.close();
        }
        alternative.close();
    }

    void writePlain()
    {
        QList<HeaderWriter::Parameter> parameters;
        if (m_composition.flowed)
            parameters = {{"format", QStringLiteral("flowed")}, {"delsp", QStringLiteral("no")}};
        writeText("text/plain", canonicalText(m_composition.text, m_composition.flowed),
                  parameters);
    }

    void writeHtml()
    {
        const QString document =
            QLatin1String("<!DOCTYPE html>\n<html><head><meta http-equiv=\"Content-Type\" "
                          "content=\"text/html; charset=utf-8\"></head><body>\n")
            + m_composition.html + QLatin1String("\n</body></html>\n");
        writeText("text/html", canonicalText(document, false), {});
    }

    void writeText(const QByteArray &type, const QByteArray &text,
                   QList<HeaderWriter::Parameter> parameters)
    {
        ContentScan scan;
        scan.add(text);
        const TransferEncoding encoding =
            scan.forText(m_options.eightBit == WriterOptions::EightBit::Everywhere);
        m_eightBit = m_eightBit || encoding == TransferEncoding::EightBit;
        parameters.prepend(
            {"charset", scan.isAscii() ? QStringLiteral("us-ascii") : QStringLiteral("utf-8")});
        HeaderWriter header;
        header.parameterised("Content-Type", type, parameters);
        header.ascii("Content-Transfer-Encoding", toString(encoding));
        put(header.take() + "\r\n");
        if (encoding == TransferEncoding::QuotedPrintable) {
            put(quotedPrintable(text));
        } else if (encoding == TransferEncoding::Base64) {
            Base64Writer base64([this](QByteArrayView bytes) { return put(bytes); });
            base64.add(text);
            base64.finish();
        } else {
            put(text);
        }
        // What follows is a boundary, whose line break isn't the text's.
        if (text.isEmpty())
            put("\r\n");
    }

    void writeAttachment(const Attachment &attachment)
    {
        QByteArray type = attachmentType(attachment);
        std::optional<TransferEncoding> asMessage;
        if (type == "message/rfc822") {
            asMessage = messageEncoding(attachment);
            // A message that can't travel as one goes as a file, byte for byte: base64 isn't
            // allowed for a message (RFC 2046 5.2.1).
            if (!asMessage)
                type = "application/octet-stream";
        } else if (type.startsWith("message/")) {
            type = "application/octet-stream"; // RFC 2046 5.2.4: must not be encoded
        }
        writeAttachmentHeader(attachment, type, asMessage.value_or(TransferEncoding::Base64));
        const auto write = [this](QByteArrayView bytes) { return put(bytes); };
        std::optional<MailError> error;
        if (asMessage) {
            CrlfWriter lines(write);
            error = readAttachment(attachment.content,
                                   [&lines](QByteArrayView block) { return lines.add(block); });
            lines.finish();
            put("\r\n");
        } else {
            Base64Writer base64(write);
            error = readAttachment(attachment.content,
                                   [&base64](QByteArrayView block) { return base64.add(block); });
            base64.finish();
        }
        if (error && !m_error)
            m_error = error;
    }

    void writeAttachmentHeader(const Attachment &attachment, const QByteArray &type,
                               TransferEncoding encoding)
    {
        QString name = cleanFileName(attachment.name);
        if (type != mediaType(attachment.type) && mediaType(attachment.type) == "message/rfc822"
            && !name.endsWith(QLatin1String(".eml"), Qt::CaseInsensitive))
            name = (name.isEmpty() ? QStringLiteral("message") : name) + QLatin1String(".eml");
        QList<HeaderWriter::Parameter> parameters;
        if (type.startsWith("text/") && isCharsetName(attachment.charset))
            parameters << HeaderWriter::Parameter{"charset",
                                                  QString::fromLatin1(attachment.charset)};
        // Old programs read the name only here, and none of RFC 2231.
        if (!name.isEmpty())
            parameters << HeaderWriter::Parameter{"name", name, true};
        HeaderWriter header;
        header.parameterised("Content-Type", type, parameters);
        header.ascii("Content-Transfer-Encoding", toString(encoding));
        parameters.clear();
        if (!name.isEmpty())
            parameters << HeaderWriter::Parameter{"filename", name};
        const bool isInline = attachment.disposition == Attachment::Disposition::Inline;
        header.parameterised("Content-Disposition", isInline ? "inline" : "attachment", parameters);
        if (!attachment.contentId.isEmpty())
            header.messageIds("Content-ID", {attachment.contentId});
        put(header.take() + "\r\n");
    }

    static bool isCharsetName(const QByteArray &name)
    {
        return !name.isEmpty() && name.size() <= 40
            && std::all_of(name.begin(), name.end(), [](char c) {
                   return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                       || c == '-' || c == '_' || c == '.' || c == ':';
               });
    }

    /// Absent where the message can't stand as it is.
    std::optional<TransferEncoding> messageEncoding(const Attachment &attachment)
    {
        constexpr qint64 longestLineAllowed = 998;
        ContentScan scan;
        bool hasNul = false;
        const auto error = readAttachment(attachment.content, [&](QByteArrayView block) {
            scan.add(block);
            hasNul = hasNul || block.contains('\0');
            return true;
        });
        if (error || hasNul || scan.longestLine() > longestLineAllowed)
            return {};
        if (scan.isAscii())
            return TransferEncoding::SevenBit;
        if (m_options.eightBit == WriterOptions::EightBit::Never)
            return {};
        m_eightBit = true;
        return TransferEncoding::EightBit;
    }

    const Composition &m_composition;
    QIODevice &m_sink;
    const WriterOptions &m_options;
    QByteArray m_seed;
    int m_boundaries = 0;
    qint64 m_bytes = 0;
    bool m_utf8 = false;
    bool m_eightBit = false;
    std::optional<MailError> m_error;
};

/// Counts, and forgets.
class CountingDevice : public QIODevice {
public:
    CountingDevice() { open(QIODevice::WriteOnly | QIODevice::Unbuffered); }
    bool isSequential() const override { return true; }

protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *, qint64 bytes) override { return bytes; }
};

} // namespace

WrittenMessage writeMessage(const Composition &composition, QIODevice &sink,
                            const WriterOptions &options)
{
    return MessageBuilder(composition, sink, options).write();
}

int localUtcOffset(qint64 utcSeconds)
{
    return QDateTime::fromSecsSinceEpoch(utcSeconds).offsetFromUtc() / 60 * 60;
}

void prepareForSending(Composition &composition, qint64 nowUtc)
{
    composition.messageId.clear();
    composition.extraHeaders.removeIf([](const ExtraHeader &field) {
        return field.name.toLower().startsWith(draftHeaderPrefix);
    });
    composition.dateUtc = nowUtc;
    composition.utcOffsetSeconds = localUtcOffset(nowUtc);
}

qint64 writtenSize(const Composition &composition, const WriterOptions &options)
{
    CountingDevice counter;
    return writeMessage(composition, counter, options).bytes;
}

OutgoingEnvelope outgoingEnvelope(const Composition &composition)
{
    OutgoingEnvelope envelope;
    envelope.sender = wireMailbox(composition.from.mailbox);
    QSet<QString> seen;
    const auto noteUtf8 = [&envelope](const QString &mailbox) {
        envelope.utf8 = envelope.utf8 || std::any_of(mailbox.begin(), mailbox.end(), [](QChar c) {
                            return c.unicode() >= 0x80;
                        });
    };
    noteUtf8(envelope.sender);
    for (const AddressList *list : {&composition.to, &composition.cc, &composition.bcc}) {
        for (const Address &address : *list) {
            const QString mailbox = wireMailbox(address.mailbox);
            // Local parts that differ in case may be two mailboxes (RFC 5321 2.4).
            if (mailbox.isEmpty() || seen.contains(mailbox))
                continue;
            seen.insert(mailbox);
            noteUtf8(mailbox);
            envelope.recipients << mailbox;
        }
    }
    return envelope;
}

QByteArray newMessageId(const Address &from)
{
    return randomId(from).toLatin1();
}

QByteArray newContentId(const Address &from)
{
    return randomId(from).toLatin1();
}

} // namespace Turnstone
