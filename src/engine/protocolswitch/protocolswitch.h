// SPDX-License-Identifier: MIT
#pragma once

#include "engine/pass.h"
#include "store/switchsnapshot.h"
#include "store/switchtypes.h"

namespace Turnstone {

/// A change of an account's protocol, in place. The store is the account: what changes is which
/// server's keys stand for its messages. Every stage is written to the journal before it begins, so
/// that each function can be called again after a crash, a lost network or a closed laptop and goes
/// on where it was.
///
/// A failure that may pass is journalled with when to go on (SwitchReport::nextTryUtc): as long as
/// a server asks for, else after a pause that grows. MailError::pauseSeconds says the same.
///
/// All of these block the calling thread as runPass does, and throw MailError or Cancelled; what
/// was done before stays done and is in the journal (SwitchReader reads it). The sentence of the
/// last failure is SwitchReport::error.
struct SwitchContext {
    PassContext pass; ///< `certificates` for both servers
    Secret currentPassword; ///< of the server in use, whichever that is
    Secret newPassword; ///< of the other one
    /// In the calling thread.
    std::function<void(const SwitchProgress &)> progress = {};
    /// True before the commit: once it returns, no pass of the account may run until it is called
    /// with false. Afterwards the account is to be read from the store anew. In the calling thread.
    std::function<void(bool)> committing = {};
    int undoDays = 30; ///< how long it can be undone, and its snapshot is kept
    bool thorough = false; ///< what was uploaded is read back whole, not only its header and size
    /// Room on the disk of that folder, bytes; empty: as the system says.
    std::function<qint64(const QString &folder)> bytesAvailable = {};
    qsizetype messagesAtOnce = 100; ///< uploaded between one commit of the journal and the next
};

/// The account as it is at another server of its own.
inline Account withServer(Account account, const IncomingServer &server)
{
    account.incoming = server;
    return account;
}

/// Whether outgoing servers without a password of their own need one once the account reads from
/// the other server, because that one has another: they go on signing in as they did. Whoever calls
/// applySwitch or undoSwitch keeps `current` for them first (keptForSending), where no command
/// tells it.
bool sendingNeedsOwnPassword(const Account &, const Secret &current, const Secret &other);

/// The account as a CredentialStore is asked for the password that each of these servers would have
/// as its own, of those that have none yet.
QList<Account> keptForSending(const Account &, const QList<OutgoingServer> &);

/// probe → freeze → inventory → match: what the switch would do, journalled as the account's open
/// switch and returned. Nothing is written to any server but what the user had changed before; the
/// account keeps working as it is. A preview that is there already is made anew, with the user's
/// choices as far as they still can be made. `to.id` isn't used: a server that was the account's
/// before is known again.
/// Throws Permission where it may be another mailbox (20 messages or more on both sides, and fewer
/// than half match), unless `sameMailbox`; Authentication, Network, … as the new server says.
SwitchPreview previewSwitch(const SwitchContext &, const Account &, const IncomingServer &to,
                            bool sameMailbox = false);

/// The user's choices: `choice` of each folder of the open preview as far as it is among its
/// `choices`, `moveDeletedToTrash` and `thorough`.
void chooseSwitch(MailWriter &, const SwitchPreview &);

/// backup → transfer → verify → commit → report, by the preview's choices. Also resumes, and does
/// nothing but return the report where all is done. Throws Space where the disk has no room for
/// the snapshot (the sentence says how much is missing) or what is to be downloaded.
SwitchReport applySwitch(const SwitchContext &, const Account &);

/// Back to the server before. Keeps all that has arrived since; takes off the server only what the
/// journal put there, unchanged since, by UID EXPUNGE. Before the commit it only takes back what
/// was transferred, and the switch is forgotten. Also resumes. Throws NotFound where there is
/// nothing to undo (any more).
SwitchReport undoSwitch(const SwitchContext &, const Account &);

/// The account as it was before its change of protocol, as a profile of its own in `directory`,
/// which doesn't exist or is empty; nothing here is touched, so nothing that came since is lost
/// (store/switchsnapshot.h). Returns what is in it. Throws NotFound where there is no copy (any
/// more): it is made as the change is applied, and goes with its undoing, its closing, or after
/// the days in which it can be undone. Permission where `directory` isn't empty.
RestoredSnapshot restoreSwitchSnapshot(MailReader &, AccountId, const QString &directory,
                                       const Clock &, const std::function<void()> &mayGoOn = {});

/// As closeSwitch, for all whose time to be undone is over; those undone that long ago, too.
QList<Account> closeOverdueSwitches(Store &, MailWriter &);

/// It can't be undone any more: journal and snapshot of a committed or undone switch go. Those
/// whose time is over go by themselves at the account's next switch. Of an account that was
/// removed, the snapshots go. Returns accounts as they were at servers that nothing leads back to
/// any more: what is kept for signing in there is needed no longer.
QList<Account> closeSwitch(Store &, MailWriter &, AccountId);

/// As closeSwitch returns them; none while a change goes on or can be undone.
QList<Account> leftForGood(MailReader &, const Account &);

/// The account as it was at each server that it doesn't use now, and that no account does.
QList<Account> atFormerServers(MailReader &, const Account &);

} // namespace Turnstone
