// SPDX-License-Identifier: MIT
#include "mail/redirect.h"

#include "mail/headerwriter.h"
#include "mail/messagereader.h"
#include "mail/transferwriter.h"

#include <QCoreApplication>
#include <QIODevice>
#include <algorithm>

namespace Turnstone {

namespace {

/// What isn't sent again, by the line that its field begins with.
bool isLeftBehind(QByteArrayView line)
{
    static const QByteArrayList names{
        "bcc",           "resent-bcc",  "return-path",    "delivered-to",
        "x-original-to", "envelope-to", "x-delivered-to", "status",
        "x-status",      "x-keywords",  "x-uid",          "content-length"};
    if (line.startsWith("From ") || line.startsWith(">From "))
        return true;
    const qsizetype colon = line.indexOf(':');
    if (colon < 0)
        return false;
    const QByteArray name = line.first(colon).toByteArray().trimmed().toLower();
    return names.contains(name) || name.startsWith("x-mozilla-");
}

QByteArray keptHeader(QByteArrayView header)
{
    QByteArray result;
    result.reserve(header.size());
    bool dropped = false;
    qsizetype at = 0;
    while (at < header.size()) {
        const qsizetype lineFeed = header.indexOf('\n', at);
        const qsizetype end = lineFeed < 0 ? header.size() : lineFeed + 1;
        const QByteArrayView line = header.sliced(at, end - at);
        at = end;
        if (!line.startsWith(' ') && !line.startsWith('\t'))
            dropped = isLeftBehind(line);
        if (!dropped)
            result.append(line);
    }
    return result;
}

MailError redirectError(ErrorKind kind, const QString &sentence, const QString &detail)
{
    return {ErrorScope::Message, kind,
            kind == ErrorKind::Space ? RetryClass::Later : RetryClass::Never, sentence, detail};
}

} // namespace

WrittenMessage writeRedirect(const QByteArray &message, const Redirection &redirection,
                             QIODevice &sink)
{
    WrittenMessage result;
    // The same rules as for a message of one's own.
    Composition addressed;
    addressed.from = redirection.from;
    addressed.to = redirection.to;
    addressed.cc = redirection.cc;
    addressed.bcc = redirection.bcc;
    addressed.dateUtc = redirection.dateUtc;
    const auto problems = compositionProblems(addressed);
    if (!problems.isEmpty()) {
        result.error =
            redirectError(ErrorKind::Protocol, problems.first().sentence, problems.first().value);
        return result;
    }
    if (message.contains('\0')) {
        result.error = redirectError(
            ErrorKind::Protocol,
            QCoreApplication::translate("Turnstone::Redirect",
                                        "This message holds bytes that mail can't carry as they "
                                        "are. Forward it as an attachment."),
            {});
        return result;
    }
    result.envelope = outgoingEnvelope(addressed);
    result.envelope.eightBit = std::any_of(message.begin(), message.end(), [](char c) {
        return static_cast<unsigned char>(c) >= 0x80;
    });
    result.messageId =
        isMessageId(redirection.messageId) ? redirection.messageId : newMessageId(redirection.from);
    HeaderWriter header;
    header.ascii("Resent-Date", headerDate(redirection.dateUtc, redirection.utcOffsetSeconds));
    header.addresses("Resent-From", {redirection.from});
    header.addresses("Resent-To", redirection.to);
    header.addresses("Resent-Cc", redirection.cc);
    if (redirection.to.isEmpty() && redirection.cc.isEmpty())
        header.ascii("Resent-To", "undisclosed-recipients:;");
    header.messageIds("Resent-Message-ID", {result.messageId});
    result.envelope.utf8 = result.envelope.utf8 || header.usedUtf8();
    result.envelope.eightBit = result.envelope.eightBit || header.usedUtf8();

    const auto put = [&](QByteArrayView bytes) {
        if (sink.write(bytes.data(), bytes.size()) == bytes.size()) {
            result.bytes += bytes.size();
            return true;
        }
        result.error = redirectError(ErrorKind::Space,
                                     QCoreApplication::translate("Turnstone::MessageWriter",
                                                                 "The message can't be written."),
                                     sink.errorString());
        return false;
    };
    const QByteArrayView original = headerBlock(message);
    ContentScan scan;
    scan.add(message);
    CrlfWriter lines(put);
    const bool isCanonical = !scan.hasBareLineEnds();
    const auto putOriginal = [&](QByteArrayView bytes) {
        return isCanonical ? put(bytes) : lines.add(bytes);
    };
    if (put(header.take()) && putOriginal(keptHeader(original))
        && putOriginal(QByteArrayView(message).sliced(original.size())) && !isCanonical)
        lines.finish();
    return result;
}

} // namespace Turnstone
