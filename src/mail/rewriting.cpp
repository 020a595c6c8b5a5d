// SPDX-License-Identifier: MIT
#include "mail/rewriting.h"

#include "mail/flowedtext.h"
#include "mail/headerwriter.h"
#include "mail/plaintext.h"
#include "mail/replying.h"

namespace Turnstone {

namespace {

Composition::Priority priorityOf(const QByteArray &name, const QByteArray &value,
                                 Composition::Priority otherwise)
{
    const QByteArray word = value.trimmed().toLower();
    if (name == "importance")
        return word == "high" ? Composition::Priority::High
            : word == "low"   ? Composition::Priority::Low
                              : otherwise;
    if (word.startsWith('1') || word.startsWith('2'))
        return Composition::Priority::High;
    return word.startsWith('4') || word.startsWith('5') ? Composition::Priority::Low : otherwise;
}

/// What stands within <body>, of a document that was written here or by most others.
QString bodyOf(const QString &html)
{
    const qsizetype tag = html.indexOf(QLatin1String("<body"), 0, Qt::CaseInsensitive);
    const qsizetype start = tag < 0 ? -1 : html.indexOf(QLatin1Char('>'), tag);
    const qsizetype end = html.lastIndexOf(QLatin1String("</body>"), -1, Qt::CaseInsensitive);
    if (start < 0 || end < start)
        return html;
    return html.mid(start + 1, end - start - 1).trimmed();
}

} // namespace

QString editableText(QByteArrayView encoded, const BodyPart &part)
{
    QString text = decodedText(encoded, part);
    // A text's last line end is a boundary's where one follows, so it says nothing.
    if (text.endsWith(QLatin1Char('\n')))
        text.chop(1);
    if (text.isEmpty())
        return {};
    QStringList lines;
    for (const TextParagraph &paragraph : readPlainText(text, part.flowed, part.delSp))
        lines << quotedLine(paragraph.quoteLevel, paragraph.text);
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

Composition compositionOf(const QByteArray &message, RewritingPurpose purpose)
{
    const bool isDraft = purpose == RewritingPurpose::Draft;
    Composition result;
    const QByteArrayView headers = headerBlock(message);
    const Envelope envelope = readEnvelope(headers);
    result.from = envelope.from.value(0);
    result.replyTo = envelope.replyTo;
    result.to = envelope.to;
    result.cc = envelope.cc;
    result.bcc = envelope.bcc;
    result.subject = envelope.subject;
    if (isDraft) {
        result.messageId = isMessageId(envelope.messageId) ? envelope.messageId : QByteArray();
        result.inReplyTo = envelope.inReplyTo;
        result.references = envelope.references;
        for (QByteArrayList *ids : {&result.inReplyTo, &result.references})
            ids->removeIf([](const QByteArray &id) { return !isMessageId(id); });
    }
    for (const HeaderField &field : readHeaderFields(headers)) {
        const QByteArray name = field.name.toLower();
        if (name == "importance" || name == "x-priority")
            result.priority = priorityOf(name, field.value, result.priority);
        else if (name == "disposition-notification-to")
            result.asksReceipt = true;
        else if (isDraft && name.startsWith("x-turnstone-") && isFieldName(field.name))
            result.extraHeaders.append({field.name, decodedHeader(field.value)});
    }
    const BodyStructure structure = readStructure(message);
    if (const BodyPart *plain = structure.plainText()) {
        if (const auto section = findSection(message, plain->section))
            result.text = editableText(section->encoded, *plain);
        result.flowed = plain->flowed;
    }
    if (const BodyPart *html = structure.html()) {
        if (const auto section = findSection(message, html->section))
            result.html = bodyOf(decodedHtml(section->encoded, *html));
        result.images = referredImages(message);
    }
    result.attachments = attachmentsOf(message);
    return result;
}

} // namespace Turnstone
