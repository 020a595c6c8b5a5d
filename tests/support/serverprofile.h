// SPDX-License-Identifier: MIT
#pragma once

#include "engine/actions.h"
#include "engine/pass.h"
#include "support/mailserver.h"
#include "support/throwawayprofile.h"

namespace Turnstone::Test {

/// What an account holds, wherever it is: for each folder its messages, each as the SHA-256 of its
/// bytes and its flags, sorted. Equal means byte-identical, nothing lost and nothing doubled.
using MailState = QMap<QString, QStringList>;

/// A profile with one account of a user at a real server, and passes over it in the calling thread.
/// Where an account may be named, none is the first.
class ServerProfile {
public:
    explicit ServerProfile(MailServer &, const QString &protocol = QStringLiteral("imap"),
                           const std::function<void(Account &)> &change = {},
                           const QString &user = QStringLiteral("alice"));

    /// As the end of the program, and its next start.
    void close();
    void open();
    Turnstone::Account account() { return writer->accounts().first(); }
    ActionTraits traits() { return actionTraits(account(), registry); }
    SyncSummary pass(AccountId = {});
    /// One pass over each account in a process that kills itself, by SIGKILL, before or after its
    /// `killAt`-th commit. Returns whether it ended by itself before. The profile is closed and
    /// opened again.
    bool passKilledAt(int killAt);
    /// What the user does to try again at once what failed for now.
    void retryOperations();

    /// One more account, whose password is "secret" as the first one's.
    AccountId add(const Turnstone::Account &);
    /// A message that is on this computer alone, in a folder of this computer.
    PlacementId putHere(const QByteArray &message, const QString &folder = QStringLiteral("Here"));

    FolderId folder(const QString &path, AccountId = {});
    QList<MessageRow> rows(const QString &path = QStringLiteral("INBOX"), AccountId = {});
    /// Of the folders with messages in them; or without what is on this computer only.
    MailState state(bool alsoOnlyHere = true, AccountId = {});
    /// Empty where index and content are sound.
    QString damage();

    ThrowAwayProfile directory;
    BackendRegistry registry = BackendRegistry::standard();
    std::unique_ptr<Store> store;
    std::unique_ptr<MailWriter> writer;
    PassOptions options;
};

/// The same of the server, told by another client; names as the store has them. Of these folders
/// only, where any are given.
MailState stateOf(RawImap &, const QStringList &folders = {});
/// Empty where nothing went wrong.
QString errorOf(const SyncSummary &);
/// The folders that differ, for a failed comparison.
QByteArray difference(const MailState &here, const MailState &there);

/// What `passKilledAt` starts: call it first in main(); returns the exit status if this process is
/// such a one.
std::optional<int> killedPassMain(const QStringList &arguments);

} // namespace Turnstone::Test
