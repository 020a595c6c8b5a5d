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

    /// `listed`: all that the server has. `another`: one that was opened and is not what it was,
    /// though its UIDVALIDITY is. True where any was followed; it is written by then. A folder in
    /// whose place stands another one of its UIDVALIDITY, and that is nowhere else, loses its keys,
    /// as by any new UIDVALIDITY. Throws as the backend and the writer do.
    bool follow(const QList<RemoteFolder> &listed, RemoteFolderId another = {});

private:
    /// A folder that isn't where it was, or isn't what stands there now.
    struct Wanderer {
        RemoteFolderRow row;
        bool gone = false; ///< nothing stands there
        bool replaced = false; ///< another one of the same UIDVALIDITY stands there
        bool renumbered = false; ///< so is that, and its UIDVALIDITY is new
        qsizetype now = -1; ///< of m_newcomers
    };
    struct Newcomer {
        RemoteFolder folder;
        QByteArray mailboxId; ///< as far as it was asked for
        bool taken = false;
    };
    /// Whether what a folder holds is what is known of it.
    enum class Mail { Same, Other, Unknown };
    void collect(const QList<RemoteFolder> &listed, RemoteFolderId another);
    QSet<RemoteFolderId> indistinguishable(const QList<RemoteFolderRow> &,
                                           const QHash<quint32, int> &sharing) const;
    bool isReplaced(const RemoteFolderRow &, const RemoteFolder &there);
    bool unbindReplaced(const QSet<QByteArray> &taken);
    void matchById();
    void lookIntoRenumbered();
    void matchBelow(qsizetype wanderer);
    void matchByUids(qsizetype wanderer, bool sameUidValidity);
    QList<qsizetype> candidates(const RemoteFolderRow &, qint64 known, bool sameUidValidity) const;
    void matchParents();
    bool reallyGone();
    static bool hasOtherId(const RemoteFolderRow &, const Newcomer &);
    Mail mailOf(const RemoteFolderRow &, const RemoteFolder &);
    void pair(qsizetype wanderer, qsizetype newcomer);

    MailWriter &m_writer;
    MailBackend &m_backend;
    const Account &m_account;
    QList<Wanderer> m_wanderers; ///< parents first
    QList<Newcomer> m_newcomers;
};

} // namespace Turnstone
