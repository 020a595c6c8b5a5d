// SPDX-License-Identifier: MIT
#include "mail/receipt.h"

#include "mail/headerwriter.h"
#include "mail/mailbox.h"
#include "mail/messagereader.h"
#include "mail/replying.h"
#include "mail/transferwriter.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QIODevice>
#include <QLocale>
#include <algorithm>

namespace Turnstone {

namespace {

constexpr qsizetype mostReceiptAddresses = 5;

QByteArray fieldOf(QByteArrayView headers, const QByteArray &name)
{
    for (const HeaderField &field : readHeaderFields(headers)) {
        if (field.name.toLower() == name)
            return field.value.trimmed();
    }
    return {};
}

QString receiptText(const char *text)
{
    return QCoreApplication::translate("Turnstone::Receipt", text);
}

bool isAscii(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
}

} // namespace

std::optional<ReceiptRequest> receiptRequest(QByteArrayView headers, const AddressList &own)
{
    const QByteArray wish = fieldOf(headers, "disposition-notification-to");
    if (wish.isEmpty())
        return {};
    for (const char *list : {"list-id", "list-post", "list-unsubscribe", "mailing-list"}) {
        if (!fieldOf(headers, list).isEmpty())
            return {};
    }
    const QByteArray precedence = fieldOf(headers, "precedence").toLower();
    const QByteArray returnPath = fieldOf(headers, "return-path");
    const QByteArray automatic = fieldOf(headers, "auto-submitted").toLower();
    if (precedence == "bulk" || precedence == "list" || precedence == "junk" || returnPath == "<>"
        || automatic.startsWith("auto-replied")
        || fieldOf(headers, "content-type").toLower().startsWith("multipart/report")
        || fieldOf(headers, "disposition-notification-options").toLower().contains("required"))
        return {};
    ReceiptRequest request;
    const AddressList asked = parseAddresses(wish);
    for (const Address &address : asked) {
        const bool known = std::any_of(request.to.begin(), request.to.end(), [&](const Address &a) {
            return comparableMailbox(a.mailbox) == comparableMailbox(address.mailbox);
        });
        if (mailboxFault(address.mailbox) == AddressFault::None && !known)
            request.to.append(address);
    }
    if (request.to.isEmpty() || request.to.size() > mostReceiptAddresses)
        return {};
    for (const Address &address : std::as_const(request.to)) {
        if (isOwnMailbox(address.mailbox, own))
            return {};
    }
    const AddressList path = parseAddresses(returnPath);
    request.elsewhere = request.to.size() > 1 || path.isEmpty()
        || comparableMailbox(path.constFirst().mailbox)
            != comparableMailbox(request.to.constFirst().mailbox);
    return request;
}

WrittenMessage writeReceipt(const Receipt &receipt, QIODevice &sink)
{
    WrittenMessage result;
    Composition addressed;
    addressed.from = receipt.from;
    addressed.to = receipt.to;
    addressed.dateUtc = receipt.dateUtc;
    const auto problems = compositionProblems(addressed);
    if (!problems.isEmpty()) {
        result.error = MailError{ErrorScope::Message, ErrorKind::Protocol, RetryClass::Never,
                                 problems.first().sentence, problems.first().value};
        return result;
    }
    const Envelope original = readEnvelope(receipt.originalHeader);
    result.envelope = outgoingEnvelope(addressed);
    result.envelope.sender = QStringLiteral(""); // RFC 8098 3
    result.messageId = newMessageId(receipt.from);
    const QByteArray boundary = "=_receipt_" + result.messageId.left(24);
    const QString mailbox = wireMailbox(receipt.from.mailbox);
    const bool utf8 = !isAscii(mailbox);

    HeaderWriter header;
    header.ascii("Date", headerDate(receipt.dateUtc, receipt.utcOffsetSeconds));
    header.addresses("From", {receipt.from});
    header.addresses("To", receipt.to);
    header.text(
        "Subject",
        receiptText(QT_TRANSLATE_NOOP("Turnstone::Receipt", "Read: %1")).arg(original.subject));
    header.messageIds("Message-ID", {result.messageId});
    if (isMessageId(original.messageId)) {
        header.messageIds("In-Reply-To", {original.messageId});
        header.messageIds("References", {original.messageId});
    }
    header.ascii("MIME-Version", "1.0");
    header.parameterised("Content-Type", "multipart/report",
                         {{"report-type", QStringLiteral("disposition-notification"), false},
                          {"boundary", QString::fromLatin1(boundary), false}});

    const QString when = original.dateUtc == 0
        ? QString()
        : QLocale().toString(QDateTime::fromSecsSinceEpoch(original.dateUtc, Qt::OffsetFromUTC,
                                                           receipt.utcOffsetSeconds),
                             QLocale::LongFormat);
    const QString words =
        receiptText(QT_TRANSLATE_NOOP(
                        "Turnstone::Receipt",
                        "Your message “%1” of %2 to %3 was displayed. This doesn't say that it was "
                        "read or understood."))
            .arg(original.subject, when, receipt.from.mailbox)
        + QLatin1String("\r\n");

    HeaderWriter report;
    const QByteArray originalRecipient = fieldOf(receipt.originalHeader, "original-recipient");
    if (!originalRecipient.isEmpty() && originalRecipient.size() < 500)
        report.ascii("Original-Recipient", originalRecipient);
    if (utf8)
        report.ascii("Final-Recipient", "utf-8; " + mailbox.toUtf8());
    else
        report.ascii("Final-Recipient", "rfc822; " + mailbox.toLatin1());
    if (isMessageId(original.messageId))
        report.messageIds("Original-Message-ID", {original.messageId});
    report.ascii("Disposition", "manual-action/MDN-sent-manually; displayed");

    result.envelope.utf8 = result.envelope.utf8 || header.usedUtf8();
    result.envelope.eightBit = utf8 || header.usedUtf8();
    const QByteArray bytes = header.take() + "\r\n--" + boundary
        + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: "
          "quoted-printable\r\n\r\n"
        + quotedPrintable(words.toUtf8()) + "\r\n--" + boundary + "\r\nContent-Type: "
        + (utf8 ? "message/global-disposition-notification\r\nContent-Transfer-Encoding: 8bit"
                : "message/disposition-notification")
        + "\r\n\r\n" + report.take() + "\r\n--" + boundary + "--\r\n";
    result.bytes = bytes.size();
    if (sink.write(bytes) != bytes.size())
        result.error = MailError{ErrorScope::Message, ErrorKind::Space, RetryClass::Later,
                                 QCoreApplication::translate("Turnstone::MessageWriter",
                                                             "The message can't be written."),
                                 sink.errorString()};
    return result;
}

} // namespace Turnstone
