// SPDX-License-Identifier: MIT
#pragma once

#include "base/mailerror.h"
#include "store/storetypes.h"

#include <optional>

namespace Turnstone {

/// Stored: never renumber.
enum class OutboxState {
    Queued = 0, ///< goes when its time has come and the server is reached
    Sending = 1, ///< on its way; the server can't have taken it yet
    Finishing = 2, ///< its end is being sent: the server may take it at any moment
    Unknown = 3, ///< the server may have it; only the user sends it again
    Held = 4, ///< by the user
    Failed = 5 ///< refused, for some recipient at least; waits for the user
};
/// "queued", "sending", "unknown", "held", "failed".
QString toString(OutboxState);

/// Stored.
enum class RecipientState {
    Waiting = 0,
    MayHave = 1, ///< in the attempt whose end is being sent, or whose outcome is unknown
    Accepted = 2,
    Refused = 3
};
/// "waiting", "unknown", "accepted", "refused".
QString toString(RecipientState);

struct OutboxRecipient {
    QString address;
    RecipientState state = RecipientState::Waiting;
    QString reply; ///< why not, a sentence
    friend bool operator==(const OutboxRecipient &, const OutboxRecipient &) = default;
};

/// A message that is to be sent, or whose sending isn't settled.
struct OutboxItem {
    OutboxId id;
    AccountId account;
    IdentityId identity; ///< none: the account's first
    MessageId message; ///< MailReader::content gives its bytes
    QByteArray messageId; ///< RFC 5322, without brackets
    QString subject;
    AddressList to; ///< as its header says
    qint64 size = 0; ///< bytes
    QString sender; ///< of the envelope
    QList<OutboxRecipient> recipients; ///< of the envelope
    bool eightBit = false, utf8Header = false;
    int notify = 0; ///< delivery reports (RFC 3461 4.1): 1 success, 2 failure, 4 delay; 0: unasked
    OutboxState state = OutboxState::Queued;
    qint64 chosenTimeUtc = 0; ///< by the user, seconds; 0: at once
    qint64 notBeforeUtc = 0; ///< not tried before, seconds
    int attempts = 0;
    qint64 createdUtc = 0;
    QString error; ///< why it waits or failed, a sentence
    ErrorKind errorKind = ErrorKind::Network;
    bool filed = false; ///< some recipient has it: it stands in Sent, and the rest is undecided
};

/// How many messages are in the outbox.
struct OutboxTally {
    qint64 total = 0;
    qint64 unknown = 0; ///< of these: may have been sent
    qint64 failed = 0; ///< of these: refused
    friend bool operator==(const OutboxTally &, const OutboxTally &) = default;
};

/// What it answers or forwards.
struct OutboxOriginal {
    PlacementId placement;
    Flag flag = Flag::Answered; ///< or Forwarded
};

struct NewOutboxItem {
    AccountId account;
    IdentityId identity;
    QString sender;
    QStringList recipients;
    bool eightBit = false, utf8Header = false;
    int notify = 0;
    qint64 chosenTimeUtc = 0;
    qint64 notBeforeUtc = 0;
    QList<OutboxOriginal> originals;
};

/// What an attempt came to.
struct OutboxOutcome {
    enum class Kind {
        Accepted, ///< by one recipient at least
        Refused,
        Deferred, ///< tried, and may be tried again
        NotTried, ///< the server wasn't reached, or the line was cut before the end
        Unknown
    };
    Kind kind = Kind::NotTried;
    std::optional<MailError> why;
    qint64 retryAtUtc = 0; ///< seconds
    struct Recipient {
        int position = 0;
        RecipientState state = RecipientState::Waiting;
        QString reply;
    };
    QList<Recipient> recipients; ///< those that the attempt says something of
};

/// One of a user's names and addresses for outgoing mail.
struct Identity {
    IdentityId id; ///< none until stored
    AccountId account;
    QString name;
    QString email;
    QString replyTo; ///< an address list; empty: none
    QString signatureText;
    QString signatureHtml;
    bool signatureAbove = false; ///< the quote; else below it
    OutgoingServerId outgoing; ///< none: the account's
    friend bool operator==(const Identity &, const Identity &) = default;
};

} // namespace Turnstone
