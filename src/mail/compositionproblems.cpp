// SPDX-License-Identifier: MIT
#include "mail/attachmentcontent.h"
#include "mail/charset.h"
#include "mail/headerwriter.h"
#include "mail/mailbox.h"
#include "mail/messagewriter.h"

#include <QCoreApplication>
#include <QSet>
#include <algorithm>

namespace Turnstone {

namespace {

QString problemText(const char *sentence, const QString &value = {})
{
    return QCoreApplication::translate("Turnstone::MessageWriter", sentence)
        .replace(QLatin1String("%1"), value);
}

/// Fields that are written here, or that others than their author write (RFC 5322 3.6.7).
bool isWritersField(const QByteArray &name)
{
    static const QSet<QByteArray> names{
        "date",        "from",       "sender",       "reply-to",
        "to",          "cc",         "bcc",          "message-id",
        "in-reply-to", "references", "subject",      "importance",
        "x-priority",  "received",   "mime-version", "disposition-notification-to",
        "return-path", "x-mailer",   "user-agent",   "delivered-to"};
    const QByteArray lower = name.toLower();
    return names.contains(lower) || lower.startsWith("content-") || lower.startsWith("resent-");
}

/// Line ends, also those that only some programs take for one, and NUL.
bool mayEndField(const QString &value)
{
    return std::any_of(value.begin(), value.end(), [](QChar c) {
        const char16_t u = c.unicode();
        return u == u'\r' || u == u'\n' || u == 0 || u == 0x0B || u == 0x0C || u == 0x85
            || u == 0x2028 || u == 0x2029;
    });
}

class ProblemFinder {
public:
    ProblemFinder(const Composition &composition, WriterOptions::Purpose purpose)
        : m_composition(composition)
        , m_isDraft(purpose == WriterOptions::Purpose::Draft)
    { }

    QList<CompositionProblem> find()
    {
        // What can't be written as it is doesn't keep anybody's text from being saved.
        if (!m_isDraft) {
            checkForSending();
            checkIds();
        }
        checkExtraHeaders();
        for (const Attachment &image : m_composition.images)
            checkAttachment(image);
        for (const Attachment &attachment : m_composition.attachments)
            checkAttachment(attachment);
        return std::move(m_problems);
    }

private:
    using Kind = CompositionProblem::Kind;
    void add(Kind kind, const QString &value, const QString &sentence)
    {
        m_problems.append({kind, value, sentence});
    }

    void checkForSending()
    {
        const Composition &c = m_composition;
        if (c.from.mailbox.isEmpty())
            add(Kind::NoSender, {},
                problemText(QT_TRANSLATE_NOOP("Turnstone::MessageWriter",
                                              "There is no address to send this message from.")));
        else
            checkAddress(c.from);
        for (const AddressList *list : {&c.replyTo, &c.to, &c.cc, &c.bcc}) {
            for (const Address &address : *list)
                checkAddress(address);
        }
        if (c.to.isEmpty() && c.cc.isEmpty() && c.bcc.isEmpty())
            add(Kind::NoRecipients, {},
                problemText(QT_TRANSLATE_NOOP("Turnstone::MessageWriter",
                                              "The message has no recipient.")));
        if (c.dateUtc <= 0)
            add(Kind::NoDate, {},
                problemText(
                    QT_TRANSLATE_NOOP("Turnstone::MessageWriter", "The message has no date.")));
    }

    void checkAddress(const Address &address)
    {
        const AddressFault fault = mailboxFault(address.mailbox);
        const QString shown = address.mailbox.isEmpty() ? address.name : address.mailbox;
        if (fault != AddressFault::None)
            add(Kind::BadAddress, shown, addressFaultText(fault, withoutControls(shown)));
    }

    void checkIds()
    {
        QByteArrayList ids = m_composition.inReplyTo + m_composition.references;
        if (!m_composition.messageId.isEmpty())
            ids << m_composition.messageId;
        for (const QList<Attachment> *list : {&m_composition.images, &m_composition.attachments}) {
            for (const Attachment &attachment : *list) {
                if (!attachment.contentId.isEmpty())
                    ids << attachment.contentId;
            }
        }
        for (const QByteArray &id : ids) {
            if (!isMessageId(id))
                add(Kind::BadMessageId, QString::fromUtf8(id),
                    problemText(QT_TRANSLATE_NOOP("Turnstone::MessageWriter",
                                                  "“%1” is no identifier of a message."),
                                withoutControls(QString::fromUtf8(id))));
        }
    }

    void checkExtraHeaders()
    {
        for (const ExtraHeader &extra : m_composition.extraHeaders) {
            if (isFieldName(extra.name) && !isWritersField(extra.name) && !mayEndField(extra.value))
                continue;
            add(Kind::BadHeader, QString::fromUtf8(extra.name),
                problemText(QT_TRANSLATE_NOOP("Turnstone::MessageWriter",
                                              "The header “%1” can't be given."),
                            withoutControls(QString::fromUtf8(extra.name))));
        }
    }

    void checkAttachment(const Attachment &attachment)
    {
        bool any = false;
        const auto error = readAttachment(attachment.content, [&any](QByteArrayView) {
            any = true;
            return false;
        });
        if (!error)
            return;
        const auto *file = std::get_if<FileContent>(&attachment.content);
        add(Kind::UnreadableAttachment, file ? file->path : attachment.name, error->sentence);
    }

    const Composition &m_composition;
    const bool m_isDraft;
    QList<CompositionProblem> m_problems;
};

} // namespace

QList<CompositionProblem> compositionProblems(const Composition &composition,
                                              WriterOptions::Purpose purpose)
{
    return ProblemFinder(composition, purpose).find();
}

} // namespace Turnstone
