// SPDX-License-Identifier: MIT
#pragma once

#include "engine/contentstep.h"
#include "engine/operationreplay.h"
#include "engine/pass.h"

#include <QCoreApplication>

namespace Turnstone {

class FolderListing;

/// One pass of one account over a connection that is signed in, straight down: the user's
/// operations, folders, messages newest first, contents, and what the leave-on-server rule asks
/// for. It alone decides what a backend's reports mean. One connection thread, with a writer of its
/// own.
class SyncRunner {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::SyncRunner)
public:
    SyncRunner(Store &, MailWriter &, MailBackend &, const Account &, Wakeup &,
               const PassOptions &);

    /// Adds to `summary` as it goes, so that a failure leaves what was done. Throws MailError (of
    /// session or account scope, or Space) and Cancelled.
    void run(SyncSummary &summary);
    /// Keys deleted on the server by this pass, to be taken for gone once `close()` has returned
    /// (invariant 5). Empty where deleting takes effect at once.
    void closed();

private:
    void requireServerInUse();
    ContentStep contents();
    std::optional<RemoteFolderRow> renamedSince(const RemoteFolderRow &);
    /// The folder that is open now first. What fails in one folder leaves the others alone.
    void forEach(QList<RemoteFolderRow> rows,
                 const std::function<void(const RemoteFolderRow &)> &step);
    /// Folders that couldn't be read under their path, and why.
    using Refusals = QHash<RemoteFolderId, QPair<QByteArray, MailError>>;
    void syncListed(const RemoteFolderRow &, Refusals *);
    QList<RemoteFolderRow> readAfterRefusals(FolderListing &, const Refusals &);
    void syncFolder(RemoteFolderRow row);
    bool readFolder(const RemoteFolderRow &);
    FolderId readFirstFolder(FolderListing &);
    bool serverKeeps(const RemoteFolderRow &) const;
    void applyLeaveOnServerRule();
    void readLimits();
    void readRights();
    void noticeOthers(const RemoteFolderRow &);
    void fetchLate();
    void betweenSteps();
    void note(const MailError &);
    void progress(const QString &activity, qint64 done, qint64 total, bool force = false);

    Store &m_store;
    MailWriter &m_writer;
    MailBackend &m_backend;
    const Account &m_account;
    Wakeup &m_wakeup;
    const PassOptions &m_options;
    OperationReplay m_replay;
    SyncSummary *m_summary = nullptr;
    bool m_mirrors;
    bool m_betweenSteps = false;
    QSet<RemoteFolderId> m_listed; ///< read in this session, or known to be unchanged
    QList<RemoteFolderRow> m_readMeanwhile; ///< whose content is still to be looked for
    QSet<RemoteFolderId> m_another; ///< that others had swapped, in this pass
    bool m_newestOnly = false; ///< of the folder that is read now
    QList<MailWriter::Expired> m_deletedAtClose;
    PassHooks m_hooks;
    QElapsedTimer m_sinceProgress;
};

} // namespace Turnstone
