// SPDX-License-Identifier: MIT
#pragma once

#include "backend/mailbackend.h"
#include "engine/engine.h"
#include "store/mailwriter.h"

#include <QCoreApplication>

namespace Turnstone {

/// Tells the server what the user did, oldest first. Local ids are bound to remote keys only here
/// (invariant 1), and an operation leaves the queue only when the server confirmed it (invariant
/// 6). Replaying one again after a crash does no harm: flags are set to what they are, a message
/// that was moved is no longer at its source, and before a copy is asked for again its destination
/// is read, where it would be found by fingerprint.
class OperationReplay {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::OperationReplay)
public:
    /// Reads one folder as a pass does.
    using ReadFolder = std::function<void(const RemoteFolderRow &)>;
    /// Looks for folders that others renamed; true where there were any.
    using FollowRenames = std::function<bool()>;
    /// `atOnce`: deletions don't wait for the time in which they could be undone.
    OperationReplay(Store &, MailWriter &, MailBackend &, const Account &, ReadFolder,
                    FollowRenames, bool atOnce);

    /// Everything that may run now. A failure of one operation is kept with it; throws MailError of
    /// session or account scope, and Cancelled, after putting the operation back. `foldersRead`:
    /// this pass has read every folder, so that what isn't known now is not on the server.
    void run(SyncSummary &, bool foldersRead = false);

    /// Deletions that take effect when the session is closed (POP3): to be passed to the backend at
    /// the session's end, and confirmed by `closed`.
    const QList<MailWriter::Expired> &deletions() const { return m_deletions; }
    void closed(SyncSummary &);
    /// The server refused some of them, and which isn't known: all wait for the next session, whose
    /// listing shows what has gone.
    void deletionsRefused(const MailError &);
    /// Something was put on the server, so that there is less room.
    bool uploaded() const { return m_uploaded; }
    /// The server refused something by its rights, which are to be asked for again.
    bool denied() const { return m_denied; }

private:
    /// Keys at the server, by folder.
    using KeysByFolder = QHash<RemoteFolderId, QList<QPair<RemoteKey, PlacementId>>>;
    enum class Outcome { Done, WaitForFolder, AtClose };

    Outcome replay(const Operation &);
    Outcome changeFlags(const QList<Operation> &);
    Outcome relocate(const Operation &, bool copy);
    Outcome bringHere(const Operation &, bool copy);
    void uploadUnknown(const Operation &);
    void refuseWhileFrozen();
    Outcome removeMessages(const Operation &);
    Outcome createFolder(const Operation &);
    Outcome renameFolder(const Operation &);
    Outcome removeFolder(const Operation &);
    Outcome subscribe(const Operation &);
    Outcome upload(const Operation &);
    bool uploadDraft(const Operation &, PlacementId, const std::function<void()> &readDestination);
    Outcome transfer(const Operation &);
    void settled(const Operation &, PlacementId, bool atServer);
    void refuse(const Operation &, PlacementId, const MailError &);

    QList<Operation> withEqual(const Operation &first, std::optional<Operation> *next);
    void settle(const QList<Operation> &, Outcome, SyncSummary &);
    bool waits(const Operation &);
    void failed(const QList<Operation> &, const MailError &);
    void putOff();
    bool mayHaveCopied(const Operation &, bool copy) const;
    bool copyHasMovedOn(const Operation &, PlacementId, const RemoteFolderRow &destination);
    RemoteFolderRow destinationOf(const Operation &);
    void lookIntoRemoved(const RemoteFolderRow &destination);
    KeysByFolder keysOf(const QList<PlacementId> &, QSet<PlacementId> *unbound);
    void noteGone(const QList<RemoteKey> &gone, const QList<QPair<RemoteKey, PlacementId>> &keys);
    Outcome waitOrDone() const
    {
        return m_waiting.isEmpty() ? Outcome::Done : Outcome::WaitForFolder;
    }
    void followWhereKeysMayLie();
    void settleRenames(SyncSummary &);
    QString renamedPath(const Operation &);
    bool followOnce(const QList<Operation> &, const MailError &);
    bool awaitsVanished(const QList<Operation> &, const MailError &);
    std::optional<RemoteFolderRow> remoteFolder(FolderId, bool alsoRemoved = false);
    QString serverName(const QString &path, QChar *delimiter);
    MailError impossible(const QString &sentence) const;
    MailError waitsForContent(RetryClass) const;

    Store &m_store;
    MailWriter &m_writer;
    MailBackend &m_backend;
    const Account &m_account;
    ReadFolder m_readFolder;
    FollowRenames m_followRenames;
    bool m_followed = false;
    bool m_lookedForDoubts = false;
    bool m_renamesSettled = false;
    QSet<RemoteFolderId> m_confirmed; ///< destinations that are what they were
    /// Of the operations at hand: what has no key, or was gone from where the key said.
    QSet<PlacementId> m_waiting;
    bool m_atOnce;
    bool m_deletesOnServer;
    bool m_foldersRead = false;
    bool m_uploaded = false;
    bool m_denied = false;
    QSet<RemoteFolderId> m_readAgain;
    /// Wait for a folder to be read; taken, so that this run doesn't meet them again.
    QList<QPair<Operation, MailError>> m_putOff;
    QList<MailWriter::Expired> m_deletions;
    QList<OperationId> m_atClose;
    /// Moved by copying, while the originals couldn't be taken away: done, and to be told.
    std::optional<MailError> m_halfDone;
};

} // namespace Turnstone
