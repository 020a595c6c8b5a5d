// SPDX-License-Identifier: MIT
#pragma once

#include "base/secret.h"
#include "engine/pass.h"
#include "store/outboxwriter.h"
#include "submission/submission.h"

namespace Turnstone {

/// The passwords an account's outgoing mail needs.
struct OutgoingPasswords {
    std::optional<Secret> account; ///< of the incoming server
    QHash<OutgoingServerId, Secret> own; ///< of those that have one of their own
};

/// What one run over an account's outbox did.
struct OutboxSummary {
    AccountId account;
    qint64 sent = 0; ///< messages that all of their recipients, or some, have now
    qint64 waiting = 0; ///< still to be sent, whenever
    qint64 undecided = 0; ///< unknown, or refused: the user has to say something
    TransferCounts counts;
    std::optional<MailError> error; ///< why it ended early, or the first message that didn't go
    /// The server that refused to sign in or has no password; none: no such error.
    std::optional<OutgoingServer> refusedBy;
};

/// Sends what is due of one account, one message after the other over one connection (one for each
/// outgoing server). Blocks; throws Cancelled alone. Nobody else may send for that account
/// meanwhile. Where nothing is due, nothing is connected; nor where the server's folders were never
/// listed: a pass comes first then. `only`: that message and no other.
OutboxSummary sendOutbox(const PassContext &, const Account &, const OutgoingPasswords &,
                         OutboxId only = {});

/// Puts a finished message into the outbox (OutboxWriter::queue), with the line that lists show of
/// it.
OutboxId queueMessage(OutboxWriter &, const NewOutboxItem &, const QByteArray &message,
                      const std::function<void()> &also = {});

/// Whether an unknown message was sent: looks for it in the server's Sent folder, which is read
/// anew, and takes it for sent where it is there. Throws Cancelled alone.
struct SentCheck {
    bool found = false;
    /// Why it couldn't be looked for; absent: it was.
    std::optional<MailError> error;
};
SentCheck checkSent(const PassContext &, const Account &, const Secret &password, OutboxId);

/// The folder for sent mail, made where there is none. `collects`: Pref::collectAddresses. Own
/// transactions.
OutboxWriter::Filing sentFiling(MailWriter &, const Account &, const ActionTraits &, bool collects);

/// Who signs in at the account's outgoing server, as the CredentialStore keeps it: an account whose
/// incoming server it is where it has a password of its own (kept as the account's is, or printed
/// by a command of its own), else the account itself.
Account credentialsOf(const Account &, const OutgoingServer &);

/// Connects to the account's outgoing server, signs in, and disconnects. Throws Cancelled alone.
CheckResult checkOutgoing(const CertificatePolicy &, const Account &, const Secret &password,
                          Wakeup &);

} // namespace Turnstone
