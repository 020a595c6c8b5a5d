// SPDX-License-Identifier: MIT
#include "mail/sendchecks.h"

#include "mail/plaintext.h"
#include "mail/quoting.h"

#include <QLocale>
#include <QRegularExpression>

namespace Turnstone {

namespace {

/// Words that begin with these, in scripts that part words by blanks.
constexpr const char *mentionStarts =
    // English, German, French, Spanish, Catalan, Italian, Portuguese, Romanian
    "attached|attachment|attaching|enclosed|anhang|anhäng|angehängt|anbei|beigefügt|beiliegend|"
    "anliegend|pièces? jointes?|ci-joint|ci-inclus|en pj|adjunt|allegat|alleghi|allego|anexo|"
    "anexad|anexei|em anexo|atașat|ataşat|anexat|"
    // Dutch, Swedish, Danish, Norwegian, Finnish, Icelandic
    "bijlage|bijgevoegd|bijgesloten|bifoga|bilaga|bilagor|vedhæft|vedlagt|vedlegg|liitteen|"
    "liitetiedosto|oheisena|viðheng|meðfylgjandi|"
    // Polish, Czech, Slovak, Slovene, Croatian, Hungarian, Turkish, Lithuanian, Latvian, Estonian
    "załącz|w załączeniu|přílo|přilož|priložen|prílo|prilog|u privitku|mellékl|csatol|ekte\\b|"
    "ektedir|ilişikte|ekli dosya|pridedam|pridėt|pielikum|manuses|"
    // Russian, Ukrainian, Bulgarian, Greek, Indonesian, Vietnamese
    "вложен|во вложении|прикреп|прикріп|вкладен|долучен|прикачен|συνημμέν|επισυνάπτ|lampiran|"
    "terlampir|đính kèm";
/// Anywhere: words are written together, or begin with an article.
constexpr const char *mentionAnywhere = "附件|附檔|附档|随信附上|隨信附上|添付|첨부|مرفق|پیوست|"
                                        "ضمیمه|מצורף|מצורפ|צרופה|מצ\"ב|מצ״ב|แนบ|संलग्न";

} // namespace

QString attachmentMention(const QString &text, const QString &subject)
{
    static const QRegularExpression pattern(
        QStringLiteral("(?:(?<![\\p{L}\\p{N}_])(?:%1)|(?:%2))[\\p{L}\\p{M}]*")
            .arg(QString::fromUtf8(mentionStarts), QString::fromUtf8(mentionAnywhere)),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    const auto found = [](const QString &line) {
        return pattern.match(line.normalized(QString::NormalizationForm_C)).captured();
    };
    const QString inSubject = found(subject);
    if (!inSubject.isEmpty())
        return inSubject;
    const QString forwarded = forwardRule();
    for (const TextParagraph &paragraph : readPlainText(text, false, false)) {
        if (paragraph.text == forwarded)
            break; // what follows was written by somebody else
        if (paragraph.quoteLevel > 0 || paragraph.signature)
            continue;
        const QString word = found(paragraph.text);
        if (!word.isEmpty())
            return word;
    }
    return {};
}

QList<SendQuestion> sendQuestions(const Composition &composition,
                                  const SendCircumstances &circumstances)
{
    using Kind = SendQuestion::Kind;
    QList<SendQuestion> questions;
    const QLocale locale;
    if (circumstances.largest > 0 && circumstances.bytes > circumstances.largest) {
        questions.append({Kind::TooLarge,
                          SendChecks::tr("This message has %1, and your server takes %2 at most.")
                              .arg(locale.formattedDataSize(circumstances.bytes),
                                   locale.formattedDataSize(circumstances.largest))});
    }
    if (composition.attachments.isEmpty()) {
        // A subject that was answered says what was attached to another message.
        const QString subject = composition.inReplyTo.isEmpty() && composition.references.isEmpty()
            ? composition.subject
            : QString();
        const QString word = attachmentMention(composition.text, subject);
        if (!word.isEmpty())
            questions.append(
                {Kind::MissingAttachment,
                 SendChecks::tr("You wrote “%1”, but nothing is attached.").arg(word)});
    }
    if (composition.subject.trimmed().isEmpty())
        questions.append({Kind::EmptySubject, SendChecks::tr("The message has no subject.")});
    const auto visible = static_cast<int>(composition.to.size() + composition.cc.size());
    if (visible > circumstances.manyRecipients)
        questions.append(
            {Kind::ManyRecipients,
             SendChecks::tr("%n recipients will see each other's addresses. Bcc would hide them.",
                            nullptr, visible)});
    if (circumstances.answersAll && circumstances.wasBcc)
        questions.append(
            {Kind::BccAnswersAll,
             SendChecks::tr(
                 "You got this message as a blind copy. An answer to all tells everybody "
                 "that you did.")});
    return questions;
}

} // namespace Turnstone
