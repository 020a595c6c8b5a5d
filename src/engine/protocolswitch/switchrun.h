// SPDX-License-Identifier: MIT
#pragma once

#include "engine/protocolswitch/matcher.h"
#include "engine/protocolswitch/protocolswitch.h"
#include "engine/protocolswitch/switchinventory.h"
#include "engine/protocolswitch/switchsource.h"
#include "engine/session.h"
#include "store/switchwriter.h"

#include <QElapsedTimer>
#include <map>

namespace Turnstone {

/// One change of server, from sign-in to commit, straight down; whichever way it goes and whatever
/// it is for (a preview, a switch, an undo). What it knows of both sides is in memory and found
/// anew when it is taken up again; what it did is in the journal. One connection thread.
class SwitchRun {
public:
    /// `to` has its row (SwitchWriter::prepareServer).
    SwitchRun(const SwitchContext &, MailWriter &, const Account &, const IncomingServer &to);
    ~SwitchRun();

    SwitchId journal; ///< none: nothing is journalled yet
    bool undoing = false;

    // The stages.
    void probe();
    /// Sends what waits, and reads once more from the server in use; nothing is deleted there.
    void lastFetch(SwitchStage, qint64 frozenSeconds);
    void takeInventory();
    void match();
    bool mayBeAnotherMailbox() const { return m_match.mayBeAnotherMailbox; }
    /// What was deleted here and is there, by subject and date; of as many as a list is read for.
    void nameDeleted();
    /// What would be done. `before`: the user's choices, where there were any.
    SwitchPreview plan(const SwitchPreview *before);
    /// What is here now, to be found again by `verify`.
    void noteBefore();
    void backUp();
    /// Of what was chosen, as the last match has it.
    bool hasMoreToTransfer() const;
    /// Throws why the server in use wasn't asked for what it has, unless the preview said so.
    void requireLastFetch(const SwitchPreview &decided) const;
    void transfer();
    void verify(SwitchReport &);
    void commit(SwitchState becomes);
    /// After the commit: what was deleted here goes to the server's Trash.
    void finish();
    /// What the journal put on a server that is (or was to be) `to` goes off it again.
    void takeOff(SwitchReport &, const Account &there, const Secret &password);

    /// The counts and exceptions of what was done.
    void fill(SwitchReport &);
    const SwitchPreview &decided() const { return m_plan; }
    void setDecided(const SwitchPreview &plan) { m_plan = plan; }
    void closeConnections();

private:
    void tell(SwitchStage, const QString &activity, qint64 done = 0, qint64 total = 0,
              qint64 bytesDone = 0, qint64 bytesTotal = 0);
    void stage(SwitchStage);
    MailBackend &there() { return m_to.backend(); }

    // Folders (switchfolders.cpp).
    void mapFolders();
    void refreshLocal();
    int folderThere(FolderId here) const;
    QChar delimiterThere() const;
    QString nameThere(FolderId here) const;
    QString freeName(const QString &name) const;
    QStringList namesThere(FolderId here) const;
    std::optional<RemoteFolder> makeThere(FolderId here);
    RemoteFolder makeNamed(FolderId here, const QString &name);
    void nameAnew(FolderId here, const QString &name);
    bool isToMake(const SwitchFolderPlan &) const;

    // Sides (switchrun.cpp).
    void buildHere();
    void confirmRemoved(MatchSource &);
    QList<MatchPair> boundPairs();

    // What is done with each (switchplan.cpp).
    SwitchCommit::Filing filing(FolderId here, int folderThere) const;
    const SwitchFolderPlan *planOf(FolderId) const;
    SwitchException exception(SwitchException::Kind, PlacementId, const QString &why);
    /// As far as there is room in the list.
    void note(QList<SwitchException> &, SwitchException::Kind, PlacementId, const QString &why);

    // Upload (switchupload.cpp).
    void upload();
    class Batch;
    void reconcile();
    void reconcileFolder(const QByteArray &path, QList<SwitchUpload> lost,
                         const QSet<QByteArray> &taken);

    QByteArray rewritten(const SwitchUpload &, int folder,
                         const std::map<QByteArray, QByteArrayList> &byLoose);

    // Download (switchdownload.cpp).
    void download();
    QSet<FolderId> foldersPartlyListed();
    void verifyDownloads() const;
    bool isToUpload(int here) const;
    bool isToDownload(const SwitchReader::Here &) const;

    void verifyUploads(SwitchReport &);
    void removeMade(SwitchReport &, MailBackend &);
    void verifyBytesHere();

    const SwitchContext &m_context;
    MailWriter &m_writer;
    SwitchWriter m_switches;
    Account m_account; ///< as it is now
    IncomingServer m_fromServer, m_toServer;
    bool m_toFolders, m_fromFolders; ///< the server keeps folders (IMAP)
    Session m_from, m_to;
    BackendTraits m_traits; ///< of the new server, once signed in
    std::optional<MailboxQuota> m_quota;

    QList<RemoteFolder> m_listed;
    QList<Folder> m_local;
    QHash<FolderId, int> m_folderThere; ///< index into m_listed
    QList<FolderId> m_folderHere; ///< by index into m_listed
    std::unique_ptr<SwitchInventory> m_inventory;
    std::unique_ptr<SwitchHere> m_here;
    MatchResult m_match;
    QSet<int> m_deletedThere; ///< there, and deleted here
    QHash<int, Envelope> m_deletedNames; ///< of some of them
    QHash<PlacementId, RemoteKey> m_paired; ///< found by a match before
    SwitchPreview m_plan;
    QHash<PlacementId, SwitchUpload> m_uploads; ///< the journal's
    QSet<PlacementId> m_wasNotWhole; ///< before the download
    QSet<FolderId> m_foldersRefused; ///< the server makes none of that name, nor of a plainer one
    std::optional<MailError> m_notAsked; ///< why the last fetch couldn't be made
    bool m_quotaReached = false;
    QElapsedTimer m_sinceTold;
};

} // namespace Turnstone
