// SPDX-License-Identifier: MIT
#pragma once

#include "store/mailwriter.h"
#include "store/outboxreader.h"

namespace Turnstone {

/// Writing the outbox. Shares the writer's connection and thread. Throws as MailWriter does; what a
/// user asks for and can't be any more throws MailError Permission with a sentence.
///
/// A message's way: `queue`; `take`, before a word of it is said to the server; `finishing`, before
/// the bytes are sent after which the server may have taken it; `settle`. Whatever ends the program
/// in between, `recover` knows what may be repeated and what may not.
class OutboxWriter : public OutboxReader {
public:
    explicit OutboxWriter(MailWriter &);

    /// Puts a finished message (RFC 5322, CRLF, without Bcc) into the outbox. Its bytes are durable
    /// first; the rest is one transaction, in which `also` has its say.
    OutboxId queue(const NewOutboxItem &, QByteArrayView message, const QString &preview = {},
                   const std::function<void()> &also = {});

    // Inside a transaction of the caller's, so that settling one and taking the next is one commit.
    /// The queued one that is due longest, or `only` that one if it is due; marks it Sending.
    std::optional<OutboxItem> take(AccountId, qint64 nowUtc, OutboxId only = {});
    /// Where sent mail goes, and what the protocol can do with it.
    struct Filing {
        FolderId sent;
        ActionTraits traits;
        bool onlyLookedFor = false; ///< the server files it by itself
        bool collects = false; ///< whom it goes to is in the address book from then on
    };
    /// Notes what an attempt came to. With the first recipient that has it the message stands in
    /// Sent, its originals are marked, and what the server's Sent folder needs is queued.
    void settle(OutboxId, const OutboxOutcome &, const Filing &);

    /// The server wasn't reached, or refused to sign in: all that is due and goes by it waits.
    void postpone(AccountId, OutgoingServerId, qint64 untilUtc, const MailError &);

    // Each a transaction of its own.
    /// From here on it may have been taken, by the recipients of the attempt (their positions).
    void finishing(OutboxId, const QList<int> &positions);
    /// After a restart, before anything is sent: what was Sending waits again, what was Finishing
    /// is Unknown.
    void recover(std::optional<AccountId> = {});
    /// The user (or the server's Sent folder) says that it was sent.
    void confirmSent(OutboxId, const Filing &);
    /// Unknown, failed, held or waiting: to be sent now, to all who don't have it for sure.
    void sendAgain(OutboxId);
    /// Stays until the user says otherwise.
    void hold(OutboxId);
    /// Leaves the outbox; what is filed stays in Sent.
    void discard(OutboxId);
    /// What waits only because it failed before is due now: the account's settings changed, or
    /// there is a network again.
    void retrySoon(AccountId);

    /// Adds (no id) or changes; in this order from now on. Those that aren't among them go, but for
    /// the first, which is the account's own.
    void setIdentities(AccountId, const QList<Identity> &);
    /// Adds (no id) or changes one beside the account's own; its id.
    OutgoingServerId setOutgoingServer(AccountId, const OutgoingServer &);
    /// Not the account's own. Identities that use it use the account's from now on.
    void removeOutgoingServer(OutgoingServerId);
    /// The one that identities use which name none, and the account's settings'.
    void setDefaultOutgoingServer(AccountId, OutgoingServerId);
    /// What EHLO told; 0: no limit. Written where it differs.
    void setLargest(OutgoingServerId, qint64 bytes);

    /// What was sent was put into that folder, under that key. Should the server file it by itself
    /// within a week, ours goes.
    void noteFiled(RemoteFolderId, PlacementId, const QByteArray &key);

private:
    void collect(const OutboxItem &, const QList<int> &positions);
    void file(const OutboxItem &, const Filing &);
    void drop(OutboxId, MessageId);
    void requireIdle(OutboxId);

    MailWriter &m_writer;
};

} // namespace Turnstone
