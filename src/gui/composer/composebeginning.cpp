// SPDX-License-Identifier: MIT
#include "gui/composer/composebeginning.h"

#include "html/composehtml.h"
#include "html/sanitiser.h"
#include "mail/messagereader.h"
#include "mail/messagewriter.h"
#include "mail/quoting.h"
#include "mail/replying.h"
#include "mail/rewriting.h"

#include <QLocale>

namespace Turnstone {

namespace {

constexpr qsizetype mostQuotedImages = 200;
/// A forward beyond this stands in a quote, which the editor can take together to one line.
constexpr qsizetype longForwardChars = 64 * 1024;

AddressList addressesOf(const QList<Sender> &senders)
{
    AddressList list;
    for (const Sender &sender : senders)
        list.append(sender.address);
    return list;
}

qsizetype senderOfAccount(const QList<Sender> &senders, AccountId account)
{
    for (qsizetype i = 0; i < senders.size(); ++i) {
        if (senders.at(i).account == account)
            return i;
    }
    return 0;
}

/// The identities of the message's account come into question first.
IdentityChoice chosenSender(const OriginalHeaders &headers, const QList<Sender> &senders,
                            AccountId account)
{
    return chooseIdentity(headers, addressesOf(senders), senderOfAccount(senders, account));
}

/// What stands below the place where writing begins.
struct Quote {
    QString text;
    QString html; ///< of composeHtml; null: the message is plain text
    QList<Attachment> images; ///< that `html` shows
    bool rich = false;
};

ComposeStart begun(const Composition &composition, const QList<Sender> &senders,
                   const IdentityChoice &choice, const Quote &quote)
{
    ComposeStart start;
    start.composition = composition;
    start.composition.from = choice.from;
    start.senders = senders;
    start.sender = choice.index;
    const Sender &sender = senders.at(choice.index);
    start.composition.replyTo = sender.replyTo;
    start.signature = sender.signature;
    start.signatureHtml = sender.signatureHtml;
    if (quote.rich) {
        start.composition.html =
            beginningHtml(quote.html, sender.signatureHtml, sender.signatureAbove);
        start.composition.images = quote.images + sender.signatureImages;
        start.htmlIsComposed = true;
        return start;
    }
    const BeginningText text =
        beginningText(quote.text, sender.signature,
                      sender.signatureAbove ? SignaturePlace::Above : SignaturePlace::Below, false);
    start.composition.text = text.text;
    start.cursor = text.cursor;
    return start;
}

/// The original, or what of it was selected, as HTML that is sent; absent where it is to be plain
/// text, or is too large for anything else.
std::optional<ComposedHtml> richBody(const OriginalMessage &original, const AnswerWish &wish,
                                     bool withoutSignature)
{
    if (!wish.mayBeRich(!original.html.isNull()))
        return {};
    ComposeOptions options;
    options.withoutSignature = withoutSignature;
    options.images.emplace();
    for (const Attachment &image : original.images)
        options.images->insert(QString::fromLatin1(image.contentId));
    QString html = original.html;
    if (!wish.selectedHtml.isEmpty())
        html = wish.selectedHtml;
    else if (!wish.selectedText.isEmpty())
        html = plainTextToHtml(wish.selectedText);
    else if (html.isNull())
        html = plainTextToHtml(original.text, original.flowed, original.delSp);
    ComposedHtml composed = composeHtml(html, options);
    if (composed.tooLarge || composed.html.isEmpty())
        return {};
    return composed;
}

QList<Attachment> imagesOf(const ComposedHtml &composed, const QList<Attachment> &known)
{
    QList<Attachment> images = composed.images;
    for (const Attachment &image : known) {
        if (composed.contentIds.contains(QString::fromLatin1(image.contentId)))
            images.append(image);
    }
    return images;
}

/// A message that says nothing but in HTML, as text.
OriginalMessage asText(OriginalMessage original)
{
    if (original.text.isNull() && !original.html.isNull()) {
        const ComposedHtml composed = composeHtml(original.html);
        original.text =
            composed.tooLarge ? htmlToText(original.html) : htmlToPlainText(composed.html);
        original.editable = original.text;
    }
    return original;
}

ComposeStart reply(const OriginalMessage &original, const AnswerWish &wish,
                   const QList<Sender> &senders)
{
    const OriginalHeaders headers = readOriginalHeaders(original.header);
    const AddressList own = addressesOf(senders);
    const IdentityChoice choice = chosenSender(headers, senders, original.account);
    const ReplyKind kind = wish.kind == AnswerKind::ReplyAll ? ReplyKind::All
        : wish.kind == AnswerKind::ReplyList                 ? ReplyKind::List
                                                             : ReplyKind::Sender;
    const QString attribution =
        attributionLine(headers.envelope, QLocale(), localUtcOffset(headers.envelope.dateUtc));
    Quote quote;
    if (const auto composed = richBody(original, wish, true)) {
        quote.rich = true;
        quote.html = quotedHtml(attribution, composed->html);
        quote.images = imagesOf(*composed, original.images);
    } else {
        const OriginalMessage plain =
            wish.selectedText.isEmpty() ? asText(original) : OriginalMessage();
        quote.text = attribution + u'\n'
            + (wish.selectedText.isEmpty() ? quotedText(plain.text, plain.flowed, plain.delSp)
                                           : quotedText(wish.selectedText, false));
    }
    ComposeStart start =
        begun(beginReply(headers, kind, own, choice.index), senders, choice, quote);
    start.answersAll = kind == ReplyKind::All;
    start.wasBcc = cameByBcc(headers, own);
    return start;
}

ComposeStart forward(const OriginalMessage &original, const AnswerWish &wish,
                     const QList<Sender> &senders)
{
    const OriginalHeaders headers = readOriginalHeaders(original.header);
    const IdentityChoice choice = chosenSender(headers, senders, original.account);
    Composition composition = beginForward(headers, addressesOf(senders), choice.index);
    composition.attachments = attachmentsOf(original.bytes);
    const int zone = localUtcOffset(headers.envelope.dateUtc);
    Quote quote;
    AnswerWish all = wish;
    all.selectedHtml.clear();
    all.selectedText.clear();
    if (const auto composed = richBody(original, all, false)) {
        quote.rich = true;
        quote.html = forwardHeaderHtml(forwardTitle(),
                                       forwardHeaderFields(headers.envelope, QLocale(), zone))
            + (composed->html.size() > longForwardChars ? quotedHtml({}, composed->html)
                                                        : composed->html);
        quote.images = imagesOf(*composed, original.images);
    } else {
        quote.text = forwardHeader(headers.envelope, QLocale(), zone) + asText(original).editable;
    }
    // A picture that the text doesn't show travels beside it.
    for (Attachment image : original.images) {
        if (quote.images.contains(image))
            continue;
        image.disposition = Attachment::Disposition::Attachment;
        image.contentId.clear();
        composition.attachments.append(image);
    }
    return begun(composition, senders, choice, quote);
}

ComposeStart newFrom(const OriginalMessage &original, const QList<Sender> &senders)
{
    const IdentityChoice choice =
        chosenSender(readOriginalHeaders(original.header), senders, original.account);
    ComposeStart start;
    start.senders = senders;
    start.sender = choice.index;
    start.composition = compositionOf(original.bytes, RewritingPurpose::New);
    start.composition.from = choice.from;
    if (!start.composition.html.isEmpty()) {
        const ComposedHtml composed = composeHtml(start.composition.html);
        start.composition.html = composed.html;
        start.composition.images += composed.images;
        start.htmlIsComposed = true;
    }
    return start;
}

} // namespace

namespace ComposeBeginning {

QByteArrayList leavesToQuote(const BodyStructure &structure, bool rich)
{
    const BodyPart *plain = structure.plainText();
    const BodyPart *html = structure.html();
    const BodyPart *text = html && (rich || !plain) ? html : plain;
    if (!text)
        return {};
    QByteArrayList sections{text->section};
    const QList<const BodyPart *> attachments = structure.attachments();
    for (const BodyPart &part : structure.parts) {
        if (rich && text == html && part.type.startsWith("image/") && !part.contentId.isEmpty()
            && !attachments.contains(&part) && sections.size() <= mostQuotedImages)
            sections.append(part.section);
    }
    return sections;
}

void readText(OriginalMessage &original, const BodyPart &part, QByteArrayView encoded)
{
    if (part.type == "text/html") {
        original.html = decodedHtml(encoded, part);
    } else {
        original.text = decodedText(encoded, part);
        original.editable = editableText(encoded, part);
        original.flowed = part.flowed;
        original.delSp = part.delSp;
    }
}

OriginalMessage wholeOriginal(const QByteArray &message, AccountId account)
{
    OriginalMessage original;
    original.account = account;
    original.bytes = message;
    original.header = headerBlock(message).toByteArray();
    const BodyStructure structure = readStructure(message);
    if (const BodyPart *html = structure.html())
        readText(original, *html, sectionBytes(message, html->section));
    if (const BodyPart *plain = structure.plainText())
        readText(original, *plain, sectionBytes(message, plain->section));
    original.images = referredImages(message);
    for (Attachment &image : original.images) {
        // Of an answer that goes on for days only the pictures are to stay in memory.
        if (const auto *section = std::get_if<SectionContent>(&image.content)) {
            const BodyPart *part = structure.find(section->section);
            image.content = part
                ? decodedBytes(sectionBytes(message, part->section), part->encoding)
                : QByteArray();
        }
    }
    return original;
}

qsizetype senderFor(const OriginalMessage &original, const QList<Sender> &senders)
{
    return chosenSender(readOriginalHeaders(original.header), senders, original.account).index;
}

ComposeStart newMessage(const QList<Sender> &senders, AccountId account, bool rich)
{
    const qsizetype index = senderOfAccount(senders, account);
    Quote nothing;
    nothing.rich = rich;
    ComposeStart start = begun({}, senders, {index, senders.at(index).address}, nothing);
    start.cursor = 0;
    return start;
}

ComposeStart answer(const OriginalMessage &original, const AnswerWish &wish,
                    const QList<Sender> &senders)
{
    ComposeStart start;
    switch (wish.kind) {
    case AnswerKind::Forward:
        start = forward(original, wish, senders);
        break;
    case AnswerKind::EditAsNew:
        return newFrom(original, senders);
    default:
        start = reply(original, wish, senders);
    }
    if (original.placement)
        start.originals = {{original.placement,
                            wish.kind == AnswerKind::Forward ? Flag::Forwarded : Flag::Answered}};
    return start;
}

ComposeStart forwardAttached(const QList<OriginalMessage> &originals, const QList<Sender> &senders)
{
    const OriginalMessage &first = originals.constFirst();
    const OriginalHeaders headers = readOriginalHeaders(first.header);
    const IdentityChoice choice = chosenSender(headers, senders, first.account);
    ComposeStart start =
        begun(beginForward(headers, addressesOf(senders), choice.index), senders, choice, {});
    start.cursor = 0;
    for (const OriginalMessage &original : originals) {
        start.composition.attachments.append(attachedMessage(original.bytes));
        if (original.placement)
            start.originals.append({original.placement, Flag::Forwarded});
    }
    if (originals.size() > 1)
        start.composition.references.clear();
    return start;
}

} // namespace ComposeBeginning

} // namespace Turnstone
