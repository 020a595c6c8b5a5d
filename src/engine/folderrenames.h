// SPDX-License-Identifier: MIT
#pragma once

#include "backend/mailbackend.h"
#include "store/mailwriter.h"

namespace Turnstone {

/// Folders that another client renamed, or put under another parent: they are the same folders, so
/// that nothing of their mail is fetched again and all that is known of them stays. A folder is
/// known again by its MAILBOXID (RFC 8474 4), else by its UIDVALIDITY; what that says is believed
/// only once some of its messages were found there under their UIDs, because there are servers that
/// give several folders the same. A server that gives a renamed folder another UIDVALIDITY
/// (Courier) numbers its messages from 1 again: known by them, it is followed, and its keys are
/// void as after any such change. One connection thread.
class FolderRenames {
public:
    FolderRenames(MailWriter &, MailBackend &, const Account &);

    /// `listed`: all that the server has. True where any was followed; it is written by then.
    /// Throws as the backend and the writer do.
    bool follow(const QList<RemoteFolder> &listed);

private:
    /// A folder that isn't where it was, or isn't what stands there now.
    struct Wanderer {
        RemoteFolderRow row;
        bool gone = false; ///< nothing stands there
        qsizetype now = -1; ///< of m_newcomers
    };
    struct Newcomer {
        RemoteFolder folder;
        QByteArray mailboxId; ///< as far as it was asked for
        bool taken = false;
    };
    void collect(const QList<RemoteFolder> &listed);
    void matchById();
    void matchBelow(qsizetype wanderer);
    void matchByUids(qsizetype wanderer, bool sameUidValidity);
    QList<qsizetype> candidates(const RemoteFolderRow &, qint64 known, bool sameUidValidity) const;
    void matchParents();
    bool reallyGone();
    static bool hasOtherId(const RemoteFolderRow &, const Newcomer &);
    bool holdsSameMail(const RemoteFolderRow &, const RemoteFolder &);
    void pair(qsizetype wanderer, qsizetype newcomer);

    MailWriter &m_writer;
    MailBackend &m_backend;
    const Account &m_account;
    QList<Wanderer> m_wanderers; ///< parents first
    QList<Newcomer> m_newcomers;
};

} // namespace Turnstone
