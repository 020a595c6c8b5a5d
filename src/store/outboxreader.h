// SPDX-License-Identifier: MIT
#pragma once

#include "store/mailreader.h"
#include "store/outboxtypes.h"

namespace Turnstone {

/// Reading the outbox, identities and outgoing servers, over a reader's connection and in its
/// thread. Throws as MailReader does.
class OutboxReader {
public:
    explicit OutboxReader(MailReader &);

    /// Oldest first; of one account or of all.
    QList<OutboxItem> items(std::optional<AccountId> = {});
    std::optional<OutboxItem> item(OutboxId);
    QList<OutboxOriginal> originals(OutboxId);
    /// When the next of the account's queued ones is due, seconds UTC; absent: nothing is queued.
    std::optional<qint64> nextDueUtc(AccountId);
    /// Of all accounts.
    OutboxTally tally();
    /// A message with that Message-ID stands in a folder of this role, and is no draft (checkSent).
    bool isFiled(AccountId, FolderRole, const QByteArray &messageId);

    /// The account's first comes first: the one it was set up with.
    QList<Identity> identities(AccountId);
    QList<OutgoingServer> outgoingServers(AccountId);
    /// An identity's, else the account's.
    OutgoingServer serverFor(const Account &, IdentityId);
    /// Bytes a message may have there, as it last told; 0: not told.
    qint64 largest(OutgoingServerId);

protected:
    MailReader &m_reader;
    Store &m_store;
    Database &m_db;
};

} // namespace Turnstone
