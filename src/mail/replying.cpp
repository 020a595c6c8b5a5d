// SPDX-License-Identifier: MIT
#include "mail/replying.h"

#include "mail/charset.h"
#include "mail/headerwriter.h"
#include "mail/limits.h"
#include "mail/mailbox.h"
#include "mail/messagereader.h"
#include "mail/subject.h"

#include <QRegularExpression>
#include <QSet>
#include <QUrl>
#include <algorithm>

namespace Turnstone {

namespace {

constexpr qsizetype referencesWritten = 50;
constexpr qsizetype referencesBytes = 6'000; // some servers refuse longer headers
constexpr qsizetype mostDeliveries = 20;

/// RFC 2369 3.4: "<mailto:list@host>", perhaps several, or "NO".
QString readListPost(QByteArrayView value)
{
    static const QRegularExpression mailto(QStringLiteral("<\\s*mailto:([^?>]{1,400})[^>]*>"),
                                           QRegularExpression::CaseInsensitiveOption);
    const QString text = QString::fromLatin1(value.first(std::min<qsizetype>(value.size(), 4096)));
    const QString mailbox =
        QUrl::fromPercentEncoding(mailto.match(text).captured(1).trimmed().toUtf8());
    return mailboxFault(mailbox) == AddressFault::None ? mailbox : QString();
}

bool sameMailbox(const QString &a, const QString &b)
{
    return comparableMailbox(a) == comparableMailbox(b);
}

bool containsMailbox(const AddressList &list, const QString &mailbox)
{
    return std::any_of(list.begin(), list.end(), [&mailbox](const Address &address) {
        return sameMailbox(address.mailbox, mailbox);
    });
}

/// Adds what is an address, nobody's own (unless `own` is empty), and not there yet.
class RecipientCollector {
public:
    explicit RecipientCollector(const AddressList &own)
        : m_own(own)
    { }
    void add(AddressList &list, const AddressList &more)
    {
        for (const Address &address : more) {
            const QString key = comparableMailbox(address.mailbox);
            if (mailboxFault(address.mailbox) != AddressFault::None || m_seen.contains(key)
                || isOwnMailbox(address.mailbox, m_own))
                continue;
            m_seen.insert(key);
            list << address;
        }
    }

private:
    const AddressList m_own;
    QSet<QString> m_seen;
};

bool isOwnMessage(const Envelope &envelope, const AddressList &own)
{
    return std::any_of(envelope.from.begin(), envelope.from.end(),
                       [&own](const Address &from) { return isOwnMailbox(from.mailbox, own); });
}

AddressList authorsOf(const OriginalHeaders &original)
{
    const Envelope &envelope = original.envelope;
    AddressList usable;
    for (const Address &address : envelope.replyTo) {
        const bool isList =
            !original.listPost.isEmpty() && sameMailbox(address.mailbox, original.listPost);
        if (!isList && mailboxFault(address.mailbox) == AddressFault::None)
            usable << address;
    }
    if (!usable.isEmpty())
        return usable;
    return envelope.from.isEmpty() ? envelope.sender : envelope.from;
}

bool followsUp(const OriginalHeaders &original)
{
    return !original.listPost.isEmpty()
        && containsMailbox(original.mailFollowupTo, original.listPost);
}

/// The index of the identity an address is, exactly first, then by its tag; -1.
qsizetype identityOf(const QString &mailbox, const AddressList &identities)
{
    for (qsizetype i = 0; i < identities.size(); ++i) {
        if (sameMailbox(identities.at(i).mailbox, mailbox))
            return i;
    }
    for (qsizetype i = 0; i < identities.size(); ++i) {
        if (isOwnMailbox(mailbox, {identities.at(i)}))
            return i;
    }
    return -1;
}

struct Match {
    qsizetype index = -1;
    QString mailbox;
};
QList<Match> matchesIn(const AddressList &list, const AddressList &identities)
{
    QList<Match> matches;
    for (const Address &address : list) {
        const qsizetype index = identityOf(address.mailbox, identities);
        if (index >= 0 && mailboxFault(address.mailbox) == AddressFault::None)
            matches << Match{index, address.mailbox};
    }
    return matches;
}

Match bestMatch(const OriginalHeaders &original, const AddressList &identities)
{
    const QList<Match> from = matchesIn(original.envelope.from, identities);
    if (!from.isEmpty())
        return from.first();
    const QList<Match> named = matchesIn(original.envelope.to + original.envelope.cc, identities);
    const QList<Match> delivered = matchesIn(original.deliveredTo, identities);
    for (const Match &one : named) {
        for (const Match &other : delivered) {
            if (named.size() > 1 && other.index == one.index)
                return one;
        }
    }
    return !named.isEmpty() ? named.first() : delivered.isEmpty() ? Match() : delivered.first();
}

/// What stands in a copy of one's own sent mail is for nobody else's eyes.
QByteArray withoutPrivateFields(QByteArrayView header)
{
    QByteArray result;
    bool dropped = false;
    qsizetype at = 0;
    while (at < header.size()) {
        const qsizetype lineFeed = header.indexOf('\n', at);
        const qsizetype end = lineFeed < 0 ? header.size() : lineFeed + 1;
        const QByteArrayView line = header.sliced(at, end - at);
        at = end;
        if (!line.startsWith(' ') && !line.startsWith('\t')) {
            const qsizetype colon = std::max<qsizetype>(line.indexOf(':'), 0);
            const QByteArray name = line.first(colon).toByteArray().trimmed().toLower();
            dropped = name == "bcc" || name == "resent-bcc" || name.startsWith("x-turnstone-");
        }
        if (!dropped)
            result.append(line);
    }
    return result;
}

Attachment sectionAttachment(const QByteArray &message, const BodyPart &part)
{
    Attachment attachment;
    attachment.content = SectionContent{message, part.section};
    attachment.name = part.name;
    attachment.type = part.type;
    attachment.charset = part.charset;
    return attachment;
}

} // namespace

OriginalHeaders readOriginalHeaders(QByteArrayView headers)
{
    OriginalHeaders original;
    original.envelope = readEnvelope(headers);
    for (const HeaderField &field : readHeaderFields(headers)) {
        const QByteArray name = field.name.toLower();
        if (name == "list-post" && original.listPost.isEmpty())
            original.listPost = readListPost(field.value);
        else if (name == "mail-followup-to" && original.mailFollowupTo.isEmpty())
            original.mailFollowupTo = parseAddresses(field.value);
        else if ((name == "delivered-to" || name == "x-original-to" || name == "envelope-to"
                  || name == "x-delivered-to")
                 && original.deliveredTo.size() < mostDeliveries)
            original.deliveredTo += parseAddresses(field.value);
    }
    return original;
}

bool isOwnMailbox(const QString &mailbox, const AddressList &own)
{
    const QString exact = comparableMailbox(mailbox);
    const QString untagged = comparableWithoutTag(mailbox);
    return std::any_of(own.begin(), own.end(), [&](const Address &one) {
        const QString key = comparableMailbox(one.mailbox);
        return !one.mailbox.isEmpty() && (key == exact || key == untagged);
    });
}

bool cameByBcc(const OriginalHeaders &original, const AddressList &own)
{
    const Envelope &envelope = original.envelope;
    if (!original.listPost.isEmpty() || !envelope.listId.isEmpty() || isOwnMessage(envelope, own))
        return false;
    const AddressList named = envelope.to + envelope.cc;
    return std::none_of(named.begin(), named.end(),
                        [&own](const Address &a) { return isOwnMailbox(a.mailbox, own); });
}

ReplyRecipients replyRecipients(const OriginalHeaders &original, ReplyKind kind,
                                const AddressList &own)
{
    const Envelope &envelope = original.envelope;
    ReplyRecipients result;
    if (kind != ReplyKind::Sender && followsUp(original)) {
        RecipientCollector(own).add(result.to, original.mailFollowupTo);
        if (!result.to.isEmpty())
            return result;
    }
    if (kind == ReplyKind::List) {
        if (!original.listPost.isEmpty())
            result.to << Address{{}, original.listPost};
        return result;
    }
    // One's own message is gone on with, so the answer goes where that went.
    const bool isOwn = isOwnMessage(envelope, own);
    const AddressList authors = !isOwn ? authorsOf(original)
        : envelope.to.isEmpty()        ? envelope.cc
                                       : envelope.to;
    RecipientCollector others(own);
    if (kind == ReplyKind::Sender) {
        // Somebody who is asked to be answered at an address of this user's is still answered.
        RecipientCollector(isOwn ? own : AddressList()).add(result.to, authors);
    } else {
        others.add(result.to, authors);
        if (!isOwn)
            others.add(result.to, envelope.to);
        others.add(result.cc, envelope.cc);
        if (result.to.isEmpty())
            result.to = std::exchange(result.cc, {});
    }
    if (result.to.isEmpty())
        RecipientCollector({}).add(result.to, authors);
    return result;
}

IdentityChoice chooseIdentity(const OriginalHeaders &original, const AddressList &identities,
                              qsizetype fallback)
{
    IdentityChoice choice;
    if (identities.isEmpty())
        return choice;
    choice.index = std::clamp<qsizetype>(fallback, 0, identities.size() - 1);
    const Match match = bestMatch(original, identities);
    if (match.index >= 0)
        choice.index = match.index;
    choice.from = identities.at(choice.index);
    if (match.index >= 0 && !sameMailbox(match.mailbox, choice.from.mailbox))
        choice.from.mailbox = match.mailbox;
    return choice;
}

ReplyReferences replyReferences(const Envelope &envelope)
{
    ReplyReferences result;
    QByteArrayList all = envelope.references;
    if (all.isEmpty() && envelope.inReplyTo.size() == 1)
        all = envelope.inReplyTo;
    all << envelope.messageId;
    QSet<QByteArray> seen;
    // The last mention of an id is the one that counts: it is nearest to the answer.
    for (qsizetype i = all.size() - 1; i >= 0; --i) {
        if (isMessageId(all.at(i)) && !seen.contains(all.at(i))) {
            seen.insert(all.at(i));
            result.references.prepend(all.at(i));
        }
    }
    qsizetype bytes = 0;
    for (const QByteArray &id : std::as_const(result.references))
        bytes += id.size() + 3;
    while (result.references.size() > 2
           && (result.references.size() > referencesWritten || bytes > referencesBytes))
        bytes -= result.references.takeAt(1).size() + 3;
    if (isMessageId(envelope.messageId))
        result.inReplyTo << envelope.messageId;
    return result;
}

Composition beginReply(const OriginalHeaders &original, ReplyKind kind,
                       const AddressList &identities, qsizetype fallbackIdentity)
{
    Composition reply;
    reply.from = chooseIdentity(original, identities, fallbackIdentity).from;
    const ReplyRecipients recipients = replyRecipients(original, kind, identities);
    reply.to = recipients.to;
    reply.cc = recipients.cc;
    reply.subject = replySubject(original.envelope.subject);
    const ReplyReferences references = replyReferences(original.envelope);
    reply.inReplyTo = references.inReplyTo;
    reply.references = references.references;
    return reply;
}

Composition beginForward(const OriginalHeaders &original, const AddressList &identities,
                         qsizetype fallbackIdentity)
{
    Composition forward;
    forward.from = chooseIdentity(original, identities, fallbackIdentity).from;
    forward.subject = forwardSubject(original.envelope.subject);
    forward.references = replyReferences(original.envelope).references;
    return forward;
}

QList<Attachment> attachmentsOf(const QByteArray &message)
{
    QList<Attachment> result;
    const BodyStructure structure = readStructure(message);
    for (const BodyPart *part : structure.attachments())
        result << sectionAttachment(message, *part);
    return result;
}

QList<Attachment> referredImages(const QByteArray &message)
{
    const BodyStructure structure = readStructure(message);
    const QList<const BodyPart *> attachments = structure.attachments();
    QList<Attachment> result;
    for (const BodyPart &part : structure.parts) {
        if (!part.type.startsWith("image/") || !isMessageId(part.contentId)
            || attachments.contains(&part))
            continue;
        Attachment image = sectionAttachment(message, part);
        image.disposition = Attachment::Disposition::Inline;
        image.contentId = part.contentId;
        result << image;
    }
    return result;
}

Attachment attachedMessage(const QByteArray &message)
{
    Attachment attachment;
    const QByteArrayView header = headerBlock(message);
    const QByteArray shown = withoutPrivateFields(header);
    if (shown.size() == header.size())
        attachment.content = SectionContent{message, {}};
    else
        attachment.content = shown + message.sliced(header.size());
    attachment.type = "message/rfc822";
    QString name = readEnvelope(headerBlock(message)).subject.left(100);
    name.replace(QLatin1Char('/'), QLatin1Char('-')).replace(QLatin1Char('\\'), QLatin1Char('-'));
    name = cleanFileName(name);
    attachment.name = (name.isEmpty() ? QStringLiteral("message") : name) + QLatin1String(".eml");
    return attachment;
}

} // namespace Turnstone
