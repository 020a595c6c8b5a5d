// SPDX-License-Identifier: MIT
#pragma once

#include "backend/remote.h"
#include "base/boundedqueue.h"
#include "store/mailwriter.h"

#include <atomic>
#include <memory>

class QThread;

namespace Turnstone {

/// What a report found out and is still to be written, with the cursor that covers it.
struct ReportRows {
    QList<IncomingMessage> appeared; ///< newest first, or oldest first
    QList<QPair<QByteArray, FlagState>> flags;
    QList<QByteArray> vanished;
    std::optional<FolderCursor> cursor;

    qsizetype count() const { return appeared.size() + flags.size() + vanished.size(); }
};

/// Writes a folder's report: rows and the cursor that covers them in one transaction (invariant 2).
/// One thread.
class ReportWriter {
public:
    /// `keepFresh`: what appears is new mail, to be told. As FolderReport::Rules for `mirrors`.
    ReportWriter(MailWriter &, RemoteFolderId, bool mirrors, bool keepFresh);
    /// Many messages come that are new here.
    void expectMany() { m_many = true; }
    /// Nothing that appears from now on is told as new.
    void keepNoFresh() { m_keepFresh = false; }
    void write(ReportRows);
    void writeVanished(const QList<QByteArray> &keys);

    qint64 added() const { return m_added; }
    qint64 changed() const { return m_changed; }
    qint64 removed() const { return m_removed; }
    /// Unseen ones among what appeared: a notification's worth.
    const QList<PlacementId> &fresh() const { return m_fresh; }

private:
    void writeAppeared(QList<IncomingMessage> &);

    MailWriter &m_writer;
    RemoteFolderId m_folder;
    bool m_mirrors;
    bool m_keepFresh;
    bool m_many = false;
    std::atomic<qint64> m_added = 0, m_changed = 0, m_removed = 0;
    QList<PlacementId> m_fresh;
};

/// A ReportWriter in a thread of its own, with a store connection of its own, for as long as there
/// is much to write: the connection goes on reading meanwhile. What waits between the two is
/// bounded. Belongs to a connection thread.
class BackgroundReportWriter {
public:
    BackgroundReportWriter(Store &, Wakeup &, RemoteFolderId, bool mirrors, bool keepFresh);
    /// Writes what was handed over; drops it where the thread was cancelled.
    ~BackgroundReportWriter();
    /// Throws what writing threw meanwhile, and Cancelled.
    void write(ReportRows);
    /// Returns once everything is written; nothing may be handed over any more. Throws what writing
    /// threw.
    void finish();

    qint64 added() const { return m_added; }
    qint64 changed() const { return m_changed; }
    qint64 removed() const { return m_removed; }
    /// After `finish`.
    const QList<PlacementId> &fresh() const { return m_fresh; }

private:
    void run();

    Store &m_store;
    Wakeup &m_wakeup;
    RemoteFolderId m_folder;
    bool m_mirrors;
    bool m_keepFresh;
    BoundedQueue<ReportRows> m_queue;
    std::atomic<qint64> m_added = 0, m_changed = 0, m_removed = 0;
    QList<PlacementId> m_fresh; ///< the other thread's until that has ended
    std::unique_ptr<QThread> m_thread;
};

} // namespace Turnstone
