// SPDX-License-Identifier: MIT
#pragma once

#include "mail/composition.h"

#include <QCoreApplication>

namespace Turnstone {

/// The word by which the text, or the subject, says that something is attached ("attached",
/// "Anhang", "pièce jointe", "添付" …, in some thirty languages), as it stands there; null where
/// none does. Quotes, forwarded messages and the signature don't count. Linear.
QString attachmentMention(const QString &text, const QString &subject = {});

/// Something to ask before a message is sent. Nothing here forbids: compositionProblems does.
struct SendQuestion {
    enum class Kind {
        MissingAttachment,
        EmptySubject,
        ManyRecipients, ///< in To and Cc, who will all see each other
        BccAnswersAll, ///< an answer to all tells that its sender was a Bcc
        TooLarge ///< for the server: it will be refused
    };
    Kind kind = Kind::EmptySubject;
    QString sentence; ///< for people, translated, plain text
};

struct SendCircumstances {
    int manyRecipients = 15; ///< more than these are asked about
    bool answersAll = false; ///< the message is an answer to all
    bool wasBcc = false; ///< cameByBcc of what it answers (mail/replying.h)
    qint64 bytes = 0; ///< writtenSize; 0: not known
    qint64 largest = 0; ///< the server's SIZE (RFC 1870), bytes; 0: not known
};

/// What to ask, in the order to ask it; empty where nothing is to be asked. A pure function.
QList<SendQuestion> sendQuestions(const Composition &, const SendCircumstances &);

/// The context of the sentences.
class SendChecks {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::SendChecks)
    friend QList<SendQuestion> sendQuestions(const Composition &, const SendCircumstances &);
};

} // namespace Turnstone
