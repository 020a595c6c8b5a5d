// SPDX-License-Identifier: MIT
#pragma once

#include "mail/composition.h"
#include "mail/envelope.h"

#include <QByteArrayView>
#include <optional>

namespace Turnstone {

/// The rules of answering and passing on. Pure functions over a message's header; any thread. What
/// comes from the original is hostile: what isn't an address or a msg-id is left out.

/// What of a message's header an answer depends on.
struct OriginalHeaders {
    Envelope envelope;
    AddressList deliveredTo; ///< Delivered-To, X-Original-To, Envelope-To: whom a server gave it to
    AddressList mailFollowupTo;
    QString listPost; ///< the list's address (RFC 2369 3.4); empty: no list, or nobody may post
};
OriginalHeaders readOriginalHeaders(QByteArrayView headers);

enum class ReplyKind {
    Sender,
    All,
    List ///< where OriginalHeaders::listPost isn't empty
};

struct ReplyRecipients {
    AddressList to, cc;
};
/// Whom an answer goes to. `own`: the user's addresses, of all identities; "ann+shop@…" counts as
/// "ann@…". Each address stands once, in To rather than in Cc.
/// - Sender: Reply-To, else From. A Reply-To that is the list's own address says nothing of the
///   author: From. To a message of the user's own: whom that went to.
/// - All: the same, then To and Cc of the original, without the user; where nobody is left, the
///   user.
/// - List: List-Post alone.
/// For All and List, Mail-Followup-To is followed where it names the list: then a list's member
/// said where the conversation is to go on. Elsewhere anybody could send answers anywhere by it.
ReplyRecipients replyRecipients(const OriginalHeaders &, ReplyKind, const AddressList &own);

/// True where `mailbox` is one of `own`, or one of them with a "+tag".
bool isOwnMailbox(const QString &mailbox, const AddressList &own);
/// The user got this without being named in To or Cc, nor by a list: as Bcc. An answer to all would
/// tell.
bool cameByBcc(const OriginalHeaders &, const AddressList &own);

/// Which identity answers, and by which address.
struct IdentityChoice {
    qsizetype index = 0; ///< in `identities`
    Address from; ///< the identity's, but by the address with its "+tag" that the mail was sent to
};
/// The identity that wrote the original; else the one in To or Cc; of several there the one it was
/// delivered to; else that alone (Bcc, lists); else `fallback`. Without identities: nobody.
IdentityChoice chooseIdentity(const OriginalHeaders &, const AddressList &identities,
                              qsizetype fallback = 0);

/// In-Reply-To and References of an answer (RFC 5322 3.6.4): the original's references and its id,
/// bounded to the first and the latest, each once.
struct ReplyReferences {
    QByteArrayList inReplyTo, references;
};
ReplyReferences replyReferences(const Envelope &);

/// Sender, recipients, subject and references of an answer. The text is the caller's
/// (mail/quoting.h).
Composition beginReply(const OriginalHeaders &, ReplyKind, const AddressList &identities,
                       qsizetype fallbackIdentity = 0);
/// Sender, subject and references of a message passed on, inline or as attachment. (References, so
/// that both stand in one conversation here; In-Reply-To isn't set, since it answers nobody.)
Composition beginForward(const OriginalHeaders &, const AddressList &identities,
                         qsizetype fallbackIdentity = 0);

/// The attachments of a message that is here whole, to travel with a forward: byte for byte, by
/// their sections. Shares the bytes of `message`. Images that the HTML shows by "cid:" are not
/// among them (referredImages).
QList<Attachment> attachmentsOf(const QByteArray &message);
/// Images within multipart/related, with their ids.
QList<Attachment> referredImages(const QByteArray &message);
/// The whole message as one attachment of type message/rfc822, named after its subject: the same
/// bytes, but for the Bcc that a copy of one's own sent mail may have.
Attachment attachedMessage(const QByteArray &message);

} // namespace Turnstone
