// SPDX-License-Identifier: MIT
#include "gui/composer/draftstate.h"

#include "html/composehtml.h"

namespace Turnstone {

namespace {

const QByteArray stateField = "X-Turnstone-State", signatureField = "X-Turnstone-Signature",
                 signatureHtmlField = "X-Turnstone-Signature-Html";
constexpr qsizetype longestKeptSignature = 16 * 1024; ///< UTF-16 units
constexpr qsizetype keptLineChars = 60;

/// Any text as words of ASCII, between which a header may be folded.
QString packedLine(const QString &text)
{
    const QString encoded = QString::fromLatin1(text.toUtf8().toPercentEncoding());
    QString line;
    for (qsizetype at = 0; at < encoded.size(); at += keptLineChars)
        line += (at > 0 ? QStringLiteral(" ") : QString()) + encoded.mid(at, keptLineChars);
    return line;
}

QString unpackedLine(QString line)
{
    line.remove(u' ');
    return QString::fromUtf8(QByteArray::fromPercentEncoding(line.toLatin1()))
        .left(longestKeptSignature);
}

qsizetype senderOf(const Address &from, AccountId account, const QList<Sender> &senders)
{
    qsizetype best = 0;
    int bestRank = -1;
    for (qsizetype i = 0; i < senders.size(); ++i) {
        const Sender &sender = senders.at(i);
        const bool sameMailbox =
            sender.address.mailbox.compare(from.mailbox, Qt::CaseInsensitive) == 0;
        const int rank = (sender.account == account ? 4 : 0) + (sameMailbox ? 2 : 0)
            + (sameMailbox && sender.address.name == from.name ? 1 : 0);
        if (rank > bestRank) {
            best = i;
            bestRank = rank;
        }
    }
    return best;
}

} // namespace

QList<ExtraHeader> DraftState::fields(const ComposeStart &start)
{
    QStringList words;
    if (start.answersAll)
        words.append(QStringLiteral("answers-all"));
    if (start.wasBcc)
        words.append(QStringLiteral("was-bcc"));
    words.append(QStringLiteral("cursor=%1").arg(start.cursor));
    QList<ExtraHeader> fields{{stateField, words.join(u' ')}};
    if (!start.signature.isEmpty() && start.signature.size() <= longestKeptSignature)
        fields.append({signatureField, packedLine(start.signature)});
    if (!start.signatureHtml.isEmpty() && start.signatureHtml.size() <= longestKeptSignature)
        fields.append({signatureHtmlField, packedLine(start.signatureHtml)});
    return fields;
}

ComposeStart DraftState::read(MailReader &reader, PlacementId placement, const QByteArray &message,
                              AccountId account, const QList<Sender> &senders, Purpose purpose)
{
    const bool begins = purpose == Purpose::BeginNew;
    ComposeStart start;
    start.senders = senders;
    Composition &composition = start.composition;
    composition = editableComposition(message);
    start.htmlIsComposed = !composition.html.isEmpty();
    for (const OutboxOriginal &original : draftOriginals(reader, account, composition)) {
        if (purpose == Purpose::Continue)
            start.originals.append({original.placement, original.flag});
    }
    for (const ExtraHeader &field : std::as_const(composition.extraHeaders)) {
        if (field.name.compare(signatureField, Qt::CaseInsensitive) == 0)
            start.signature = unpackedLine(field.value);
        else if (field.name.compare(signatureHtmlField, Qt::CaseInsensitive) == 0)
            start.signatureHtml = composeHtml(unpackedLine(field.value)).html;
        else if (field.name.compare(stateField, Qt::CaseInsensitive) == 0)
            for (const QString &word : field.value.split(u' ', Qt::SkipEmptyParts)) {
                start.answersAll = start.answersAll || word == QLatin1String("answers-all");
                start.wasBcc = start.wasBcc || word == QLatin1String("was-bcc");
                if (word.startsWith(QLatin1String("cursor=")))
                    start.cursor =
                        qBound<qsizetype>(0, word.mid(7).toLongLong(), composition.text.size());
            }
    }
    composition.extraHeaders.clear();
    start.sender = senderOf(composition.from, account, senders);
    const Address &own = senders.at(start.sender).address;
    // Whoever else wrote it can't have this user write as somebody else.
    if (composition.from.mailbox.section(u'@', -1).compare(own.mailbox.section(u'@', -1),
                                                           Qt::CaseInsensitive)
            != 0
        || composition.from.mailbox.section(u'@', 0, 0)
                .section(u'+', 0, 0)
                .compare(own.mailbox.section(u'@', 0, 0).section(u'+', 0, 0), Qt::CaseInsensitive)
            != 0)
        composition.from = own;
    // The text's last line end is the writer's.
    start.draft = std::make_shared<DraftInHand>();
    start.draft->messageId = begins ? QByteArray() : std::exchange(composition.messageId, {});
    if (begins) {
        composition.messageId.clear();
        composition.inReplyTo.clear();
        composition.references.clear();
        start.answersAll = start.wasBcc = false;
    } else {
        start.draft->placement = start.placement = placement;
        start.draft->account = account;
        start.isTemplate = purpose == Purpose::EditTemplate;
    }
    return start;
}

} // namespace Turnstone
