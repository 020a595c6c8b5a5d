// SPDX-License-Identifier: MIT
#pragma once

#include "store/mailreader.h"
#include "store/switchtypes.h"

namespace Turnstone {

/// Reading the journal of an account's changes of protocol, and what a match needs of its mail.
/// Shares the reader's connection and thread, and throws as it does.
class SwitchReader {
public:
    explicit SwitchReader(MailReader &);

    /// The account's last switch, whatever became of it. Absent: there was none, or it was given up
    /// before its commit.
    std::optional<SwitchReport> report(AccountId);
    std::optional<SwitchReport> report(SwitchId);
    /// As it was decided; absent where no switch is open.
    std::optional<SwitchPreview> preview(AccountId);
    /// The one that can be resumed, undone or has been: as `report`.
    std::optional<SwitchId> last(AccountId);
    /// Where its snapshot is; empty: none was made, or it is gone.
    QString backupFolder(SwitchId);
    /// Of all accounts' switches that may still be applied or undone.
    QStringList backupFolders();
    /// Servers that the account read from before, the last one first.
    QList<IncomingServer> retiredServers(AccountId);
    IncomingServer server(IncomingServerId);
    /// Whether nothing may be deleted there now, because a switch is under way.
    bool isFrozen(IncomingServerId);
    QString uidlFormula(IncomingServerId);
    QList<SwitchUpload> uploads(SwitchId);

    /// A message as it stands here, with its key at one server.
    struct Here {
        PlacementId placement;
        MessageId message;
        FolderId folder; ///< none: deleted by the user, not yet at the server
        qint64 size = 0; ///< of the bytes where it is here whole, else as the server said
        qint64 receivedUtc = 0;
        FlagState flags;
        bool whole = false; ///< its bytes are here
        QByteArray messageId; ///< RFC 5322, without brackets
        QByteArray emailId; ///< at that server; empty: none
        RemoteFolderId remoteFolder; ///< at that server; none: no key there
        QByteArray remotePath; ///< the folder's
        QByteArray key;
        quint32 uidValidity = 0;
        QByteArray headerHash; ///< headerFingerprint, where it was kept with that key
        /// What it was called there before it was deleted there (POP3's "leave on server").
        QByteArray removedKey;
    };
    /// Every placement of the account in the order of their ids, with what `server` calls it.
    void forEachHere(AccountId, IncomingServerId server, const std::function<void(const Here &)> &);
    /// Keys at that server that are known without a message: deleted here.
    void forEachDeleted(IncomingServerId,
                        const std::function<void(const RemoteFolderRow &, const QByteArray &key,
                                                 const QByteArray &headerHash)> &);
    /// Keys that this server listed once and that were deleted here, as far as they are remembered:
    /// the server may only hide them from POP3.
    void forEachRemoved(IncomingServerId,
                        const std::function<void(const RemoteFolderRow &, const QByteArray &key,
                                                 const QByteArray &headerHash)> &);
    /// Every message that is here whole: its size and hash as they were written.
    void
    forEachWhole(AccountId,
                 const std::function<void(MessageId, qint64 bytes, const QByteArray &sha256)> &);
    /// Of the whole message, as it was written; empty: it isn't here whole.
    QByteArray sha256Of(MessageId);
    /// Of what was here when it began (noteBefore) and nobody deleted since: what isn't here, has
    /// other bytes, or has lost them without being at a server.
    qint64 lostSince(SwitchId);
    /// What the switch makes on the server, the deepest first.
    struct MadeFolder {
        QString name; ///< decoded
        QByteArray path; ///< empty: it may not have been made
    };
    QList<MadeFolder> madeFolders(SwitchId);
    /// What comparing has read of one message at a server.
    struct ReadMessage {
        QByteArray path, key;
        quint32 uidValidity = 0;
        qint64 size = 0; ///< as it was listed
        QByteArray loose, header, body; ///< empty: not read so far
    };
    std::optional<ReadMessage> readBefore(IncomingServerId, const QByteArray &path,
                                          quint32 uidValidity, const QByteArray &key, qint64 size);
    /// Accounts whose switch goes on by itself, and when.
    QList<std::pair<AccountId, qint64>> toGoOn();
    /// Committed or undone, and the time in which they could have been undone is over.
    QList<SwitchId> overdue();
    /// Placements that stand in a folder.
    qint64 placementCount(AccountId);
    /// Files that a snapshot has to hold: bytes of the index and the account's content.
    qint64 snapshotBytes(AccountId);
    /// Copies both as they are now into an empty folder; others may write meanwhile. `mayGoOn` is
    /// asked between pieces and may throw. Throws Space where it doesn't fit.
    void writeSnapshot(AccountId, const QString &folder, const std::function<void()> &mayGoOn);

protected:
    qint64 nowUtc() const;
    MailReader &m_reader;
    Database &m_db;
};

} // namespace Turnstone
