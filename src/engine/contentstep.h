// SPDX-License-Identifier: MIT
#pragma once

#include "engine/contentpipeline.h"
#include "engine/engine.h"
#include "engine/fetchsize.h"
#include "engine/folderreport.h"

#include <QCoreApplication>

namespace Turnstone {

/// What the steps of a pass tell and ask the runner. All in the connection's thread.
struct PassHooks {
    /// The connection is free for a moment. Throws as MailBackend does.
    std::function<void()> betweenSteps;
    std::function<void(const QString &activity, qint64 done, qint64 total)> progress;
    /// A failure that doesn't end the pass.
    std::function<void(const MailError &)> note;
    /// May be empty: nobody wants to know.
    std::function<void(const QList<PlacementId> &)> newMail;
    /// Whether bytes are paid for now. May be empty: they aren't.
    std::function<bool()> isMetered;
    /// The user has just asked for a download: it doesn't wait for a cheaper network.
    bool downloads = false;
    /// What this pass has learnt of its line.
    std::shared_ptr<FetchSize> fetchSize = std::make_shared<FetchSize>();
};

/// Brings content here: for messages that are listed without it, and, where only fetching tells
/// what a message is (POP3), the messages themselves. One pass, one connection thread.
class ContentStep {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::ContentStep)
public:
    ContentStep(Store &, MailWriter &, MailBackend &, const Account &, Wakeup &, SyncSummary &,
                const PassHooks &);

    /// What the report found and couldn't place: by their headers first, where much comes, less
    /// than all is wanted, or a header may tell that a message is here already under another key.
    /// Message and key in one transaction.
    void fetchNew(const RemoteFolderRow &, FolderReport &, bool seenBefore);
    /// What the user wants here of the folder, then what its rule wants, newest first.
    void fetchMissing(const RemoteFolderRow &);

private:
    struct Source;
    using Unread = QList<FolderReport::Unread>;
    void fetchHeaders(const RemoteFolderRow &, const Unread &, bool seenBefore);
    Unread withoutKnownByHeader(const RemoteFolderRow &, const Unread &, bool seenBefore);
    bool beginsWithHeaders(const RemoteFolderRow &, const Unread &) const;
    void fetchMarked(const RemoteFolderRow &, FolderId in);
    void fetchRuled(const RemoteFolderRow &, FolderId in);
    void fetchBeginnings(const RemoteFolderRow &, FolderId in, const KeepRule &, qint64 since);
    void fetchFrom(const RemoteFolderRow &, const Source &);
    bool isTooDear() const;
    void fetch(const QList<FetchRequest> &, ContentPipeline &);
    void takeResult(const ContentReceiver::Result &);

    Store &m_store;
    MailWriter &m_writer;
    MailBackend &m_backend;
    const Account &m_account;
    Wakeup &m_wakeup;
    SyncSummary &m_summary;
    const PassHooks &m_hooks;
};

/// A folder's name for progress.
QString folderTitle(MailReader &, const RemoteFolderRow &);

} // namespace Turnstone
