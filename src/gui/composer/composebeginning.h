// SPDX-License-Identifier: MIT
#pragma once

#include "gui/composer/composestart.h"
#include "mail/bodystructure.h"

#include <QCoreApplication>

namespace Turnstone {

enum class AnswerKind { Reply, ReplyAll, ReplyList, Forward, ForwardAttached, EditAsNew };

/// What of a message that is answered or passed on is here. All of it is hostile.
struct OriginalMessage {
    PlacementId placement; ///< none: it stands in no folder
    AccountId account;
    QByteArray header;
    QByteArray bytes; ///< the whole message, where it is wanted; else null
    QString text; ///< its plain text; null: it has none, or none was read
    bool flowed = false, delSp = false; ///< how `text` was sent
    QString editable; ///< the same, each paragraph a line
    QString html; ///< decoded; null: it has none, or none is wanted
    QList<Attachment> images; ///< that the HTML may show, as far as they are here
};

/// How a message is to be answered.
struct AnswerWish {
    AnswerKind kind = AnswerKind::Reply;
    /// Only this is quoted; empty: all. `selectedHtml` is a QTextDocument's, where formatted text
    /// was selected.
    QString selectedText, selectedHtml;
    /// "original": as the message was written; "plain"; "rich" (Pref::messageFormat).
    QString format = QStringLiteral("original");
    bool mayBeRich(bool hasHtml) const
    {
        return format == QLatin1String("rich") || (format == QLatin1String("original") && hasHtml);
    }
};

/// What composers begin with. Pure functions, any thread: long texts are quoted and brought into
/// the subset away from the window. Each fills in `ComposeStart::senders`, which must not be empty.
namespace ComposeBeginning {
/// The leaves an answer needs, the text first; those after it are pictures that it can do without.
QByteArrayList leavesToQuote(const BodyStructure &, bool rich);
/// Fills in text and HTML of an original from its leaves' encoded bytes.
void readText(OriginalMessage &, const BodyPart &, QByteArrayView encoded);
/// A message that is held whole, such as a file's.
OriginalMessage wholeOriginal(const QByteArray &message, AccountId account);

/// Who passes it on: an index of `senders`.
qsizetype senderFor(const OriginalMessage &, const QList<Sender> &);

ComposeStart newMessage(const QList<Sender> &, AccountId, bool rich);
/// Of any kind but ForwardAttached. Forward and EditAsNew need `bytes`.
ComposeStart answer(const OriginalMessage &, const AnswerWish &, const QList<Sender> &);
/// Several, each as an attachment.
ComposeStart forwardAttached(const QList<OriginalMessage> &, const QList<Sender> &);
} // namespace ComposeBeginning

} // namespace Turnstone
