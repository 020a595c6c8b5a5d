// SPDX-License-Identifier: MIT
#pragma once

#include "mail/account.h"
#include "mail/address.h"
#include "store/outboxtypes.h"

namespace Turnstone {

class CliContext;

/// Whom a message is from.
struct CliSender {
    Account account;
    IdentityId identity;
    Address from;
};
/// By what was asked for, else by the message's From, else the only account there is. Throws
/// CliError.
CliSender senderOf(CliContext &, const QString &named, const AddressList &from);

/// A message's bytes, "-" for standard input. Throws CliError where it can't be read or is beyond
/// Limits::messageBytes.
QByteArray readMessageFile(const QString &path);

/// Refuses what the sender's server won't take by its size, puts it into the outbox, and prints it.
/// `also` runs in the same transaction. Throws CliError and MailError.
void queueAndPrint(CliContext &, const NewOutboxItem &, const QByteArray &message,
                   const std::function<void()> &also = {});

/// `send --draft ID`: what was written in Drafts goes into the outbox, and the draft goes.
void sendDraft(CliContext &, PlacementId, qint64 atUtc);

} // namespace Turnstone
