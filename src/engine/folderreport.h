// SPDX-License-Identifier: MIT
#pragma once

#include "backend/mailbackend.h"
#include "engine/reportwriter.h"

#include <QElapsedTimer>

namespace Turnstone {

/// Decides what a backend's report of one folder means, and writes it: what has come is in the
/// store with the cursor that covers it in one transaction (invariant 2), and absence counts only
/// after a complete listing, and a second one where much is missing at once (invariant 3). One
/// pass, one folder, one connection thread.
class FolderReport : public RemoteSink, public KnownKeys {
public:
    struct Rules {
        /// The server's folder is the truth: what is gone there goes here (IMAP). Otherwise the
        /// store is, and what is gone there is only unbound (POP3).
        bool mirrors = true;
        /// Whether the folder was read completely before: what appears now is new mail.
        bool seenBefore = false;
    };
    struct Counts {
        qint64 added = 0, changed = 0, removed = 0;
    };
    struct Unread {
        QByteArray key;
        qint64 size = 0;
        qint64 receivedUtc = 0;
        FlagState flags;
    };

    FolderReport(MailWriter &, const RemoteFolderRow &, Rules);
    ~FolderReport() override;

    /// Allows writing in a thread of its own where much appears at once: a first sync.
    void writeInBackground(Store &, Wakeup &);
    /// The pass ends by an error: what was handed to that thread is still written, unless the pass
    /// was cancelled. Throws nothing.
    void giveUp();

    std::function<void(qint64 done, qint64 total)> onProgress;
    std::function<bool()> onMayPause; ///< RemoteSink::wantsPause

    // KnownKeys
    bool contains(const QByteArray &key) const override;
    QList<KeyRange> numbers(quint32 first, quint32 last) const override;
    bool visitAll(const std::function<void(const QByteArray &key)> &) const override;

    // RemoteSink
    void opened(quint32 uidValidity, qint64 messages) override;
    void openedReadOnly(bool readOnly) override;
    void openedAs(const QByteArray &mailboxId) override;
    /// What was opened isn't the folder that was meant, though its UIDVALIDITY is the same: the
    /// report ended by an error, and nothing of it is written.
    bool isAnother() const { return m_isAnother; }
    void openedKeepsTags(bool keepsTags) override;
    void appeared(const QList<RemoteMessage> &) override;
    void flagsChanged(const QList<RemoteState> &) override;
    void vanished(const QList<QByteArray> &keys) override;
    void listed(const QList<RemoteState> &) override;
    void listingComplete() override;
    void absent(const QList<KeyRange> &keys) override;
    bool addsUp(qint64 messages) override;
    void checkpoint(const FolderCursor &cursor) override;
    bool wantsPause() override { return onMayPause && onMayPause(); }

    /// So much is missing, or said to be gone, that it must be looked for once more before it
    /// counts: with the same cursor but without its mod-sequence, so that everything is compared.
    bool needsSecondLook() const { return m_look == Look::Suspicious; }
    void beginSecondLook();
    /// After the last synchronise: writes what is left. The cursor is set unless a second look
    /// failed to confirm (then the next pass looks again) or messages have still to be fetched to
    /// be known.
    void finish(const FolderCursor &end);
    /// The cursor, once everything that it covers is here.
    void setFinalCursor(const FolderCursor &end);

    /// Messages that only fetching makes known (POP3), in the order reported, newest first.
    QList<Unread> &toFetch() { return m_toFetch; }
    /// A listing of all that is there came to its end.
    bool listedWhole() const { return m_listedWhole; }
    /// What is written.
    Counts counts() const;
    /// Unseen messages that came since the folder was last read.
    QList<PlacementId> fresh() const { return m_own.fresh() + m_freshByBackground; }

private:
    enum class Look { First, Suspicious, Second, Done };

    void flush();
    void flushIfDue();
    void write(ReportRows);
    void endBackground() const;
    bool isAsStored(const FolderCursor &cursor) const;
    void stored(const FolderCursor &cursor);
    void compareFlags(const QList<RemoteState> &states);
    bool mayBeAbsent(const QByteArray &key) const;

    // Absence (folderabsence.cpp).
    struct Absence {
        QList<KeyRange> numbers;
        QList<QByteArray> others;
        qint64 count = 0;
        void add(const QByteArray &key);
    };
    void addToListed(const QList<RemoteState> &states);
    static bool isAlmostNothing(qint64 left, qint64 known);
    Absence notListed();
    void judgeVanished();
    void judge(Absence absence);
    void keepSuspectsOf(Absence &absence) const;
    void writeAbsent(const Absence &absence);
    bool emptiesFolder(qint64 gone);
    qint64 knownHere() const;

    MailWriter &m_writer;
    RemoteFolderRow m_row; ///< its cursor as in the store, or on its way there
    Rules m_rules;
    quint32 m_listedBelow; ///< UIDs from here on are reported by `appeared`, never listed
    Look m_look = Look::First;

    ReportWriter m_own;
    Store *m_store = nullptr; ///< where writing in the background is allowed
    Wakeup *m_wakeup = nullptr;
    mutable std::unique_ptr<BackgroundReportWriter> m_background; ///< while much appears
    ReportRows m_rows; ///< still to be written; `cursor` the last checkpoint
    QList<QByteArray> m_told; ///< vanished, and not yet judged: all of a SELECT's come first
    qint64 m_gone = 0; ///< that the server called vanished in this look
    std::vector<quint64> m_listed; ///< a hash of each key listed: 8 bytes a message
    std::vector<quint64> m_suspects; ///< hashes as in m_listed; empty: as many as m_gone
    QList<Unread> m_toFetch;
    QElapsedTimer m_sinceFlush;
    bool m_flushedOnce = false;
    bool m_renumbered = false, m_isAnother = false;
    bool m_listedWhole = false;
    qint64 m_expected = 0;
    mutable Counts m_byBackground; ///< by those that have ended
    mutable QList<PlacementId> m_freshByBackground;
};

} // namespace Turnstone
