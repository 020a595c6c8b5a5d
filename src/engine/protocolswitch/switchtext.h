// SPDX-License-Identifier: MIT
#pragma once

#include "base/mailerror.h"

#include <QCoreApplication>
#include <QLocale>

namespace Turnstone {

/// What a change of protocol says to people.
class SwitchText {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::SwitchText)
public:
    static MailError refused(ErrorKind kind, RetryClass retry, const QString &sentence)
    {
        return {ErrorScope::Account, kind, retry, sentence, sentence};
    }
    static MailError sameProtocol()
    {
        return refused(ErrorKind::Permission, RetryClass::Never,
                       tr("This account reads its mail in that way already."));
    }
    /// Known by its detail, whatever the language.
    static constexpr QLatin1String anotherMailboxMark{"another-mailbox"};
    static MailError anotherMailbox()
    {
        MailError error =
            refused(ErrorKind::Permission, RetryClass::Never,
                    tr("Fewer than half of the messages here are in that mailbox: it may be "
                       "another one. Check server and user name, or say that it is the same."));
        error.detail = anotherMailboxMark;
        return error;
    }
    static MailError nothingOpen()
    {
        return refused(ErrorKind::NotFound, RetryClass::Never,
                       tr("There is no change of protocol to go on with. Make a preview first."));
    }
    static MailError nothingToUndo()
    {
        return refused(ErrorKind::NotFound, RetryClass::Never,
                       tr("There is no change of protocol that could be undone."));
    }
    static MailError listingIncomplete()
    {
        return refused(ErrorKind::Protocol, RetryClass::Later,
                       tr("The server didn't list all of its messages. Try again later."));
    }
    static MailError noRoom(qint64 missing)
    {
        return refused(ErrorKind::Space, RetryClass::Later,
                       tr("There is no room on the disk for the copy that is made first: %1 more "
                          "are needed.")
                           .arg(QLocale().formattedDataSize(missing)));
    }
    static MailError damagedHere(qint64 count)
    {
        return refused(ErrorKind::Bug, RetryClass::Never,
                       tr("%Ln message(s) on this computer can't be read whole, so nothing was "
                          "changed. “turnstonectl verify --deep” says more.",
                          nullptr, int(qMin(count, qint64(1'000'000)))));
    }
    static MailError lostHere(qint64 count)
    {
        return refused(ErrorKind::Bug, RetryClass::Never,
                       tr("%Ln message(s) that were on this computer before aren't here as they "
                          "were, so the account stays as it is. The copy that was made before has "
                          "them.",
                          nullptr, int(qMin(count, qint64(1'000'000)))));
    }
    static MailError noSnapshot()
    {
        return refused(ErrorKind::NotFound, RetryClass::Never,
                       tr("There is no copy from before a change of protocol."));
    }
    static MailError folderNotEmpty(const QString &folder)
    {
        return refused(
            ErrorKind::Permission, RetryClass::Never,
            tr("“%1” isn't an empty folder. Name one that is, or isn't there yet.").arg(folder));
    }
    static MailError notDownloaded(qint64 count)
    {
        return refused(
            ErrorKind::Protocol, RetryClass::Later,
            tr("%Ln message(s) could not be brought to this computer yet, so the account "
               "stays as it was. Try again, or leave them at the server.",
               nullptr, int(qMin(count, qint64(1'000'000)))));
    }

    static QString signingIn() { return tr("Signing in at the new server"); }
    static QString lastFetch() { return tr("Looking for new mail once more"); }
    static QString listing(const QString &folder) { return tr("Listing “%1”").arg(folder); }
    static QString comparing() { return tr("Comparing the messages of both sides"); }
    static QString backingUp() { return tr("Making a copy of what is here"); }
    static QString uploading(const QString &folder) { return tr("Uploading “%1”").arg(folder); }
    static QString downloading() { return tr("Bringing messages to this computer"); }
    static QString checkingHere() { return tr("Checking what is on this computer"); }
    static QString checkingThere() { return tr("Checking what was uploaded"); }
    static QString committing() { return tr("Changing the account"); }
    static QString takingOff() { return tr("Taking back what was uploaded"); }

    static QString ambiguous()
    {
        return tr("Something like it is on the server, but not surely the same message.");
    }
    static QString tooLarge() { return tr("It is larger than what the server takes."); }
    static QString overQuota() { return tr("There is no room for it on the server."); }
    static QString rewritten()
    {
        return tr("The server doesn't take it as it is, so it stays on this computer.");
    }
    static QString rewrittenAndThere()
    {
        return tr("The server changed its bytes, and can't delete it alone. The message here is "
                  "as it was.");
    }
    static QString deletedThere()
    {
        return tr("It isn't in the mailbox any more, so it isn't put back into its Inbox.");
    }
    static QString deletedHere()
    {
        return tr("Deleted on this computer, and still on the server.");
    }
    static QString noContent() { return tr("It isn't here as a whole, so it can't be uploaded."); }
    static QString pending()
    {
        return tr("A change that couldn't be sent yet; it is sent to the new server.");
    }
    static QString notVerified() { return tr("The server took it, and doesn't show it."); }
    static QString changedSince()
    {
        return tr("It was changed on the server since it was uploaded, so it stays there too.");
    }
    static QString noUidExpunge()
    {
        return tr("The server can't delete one message and no other, so what was uploaded stays "
                  "there.");
    }
    static QString folderStays()
    {
        return tr("It was made for the change and stays on the server, because there is something "
                  "in it.");
    }
    static QString folderNotRemoved()
    {
        return tr("It was made for the change and stays on the server, which didn't remove it.");
    }
    static QString folderRefused()
    {
        return tr("The server makes no folder of this name, so it and its mail stay on this "
                  "computer.");
    }
    static QString partlyListed()
    {
        return tr("Not all that the server has in it has been listed yet.");
    }
    static MailError notListed(qint64 count)
    {
        return refused(ErrorKind::Protocol, RetryClass::Later,
                       tr("%Ln folder(s) could not be listed to the end yet, so the account stays "
                          "as it was. Try again, or leave them at the server.",
                          nullptr, int(qMin(count, qint64(1'000'000)))));
    }
    static QString inboxStays()
    {
        return tr("What isn't in the server's Inbox any more was fetched or deleted there, and "
                  "isn't put back unless you say so.");
    }
};

} // namespace Turnstone
