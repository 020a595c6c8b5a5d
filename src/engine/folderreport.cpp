// SPDX-License-Identifier: MIT
#include "engine/folderreport.h"

#include "base/log.h"
#include "mail/messagereader.h"

#include <QCoreApplication>
#include <QScopeGuard>
#include <algorithm>

namespace Turnstone {

namespace {
constexpr qsizetype rowsACommit = 1000;
/// In the background: fewer commits, each of which writes to all of an index. None holds the lock
/// for longer than a user's action may wait.
constexpr qsizetype rowsACommitBehind = 4000;
/// So many rows at once, and not for the first time: more follow.
constexpr qsizetype rowsOfMany = 400;
constexpr qint64 reportCommitMs = 300;
constexpr int boundPage = 2000;

class FolderReportText {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::FolderReport)
public:
    static QString another()
    {
        return tr("Another folder has this one's name on the server now. It is looked for again "
                  "with the next synchronisation.");
    }
};

bool keyLess(const QByteArray &a, const QByteArray &b)
{
    bool aNumber = false, bNumber = false;
    const quint64 left = a.toULongLong(&aNumber), right = b.toULongLong(&bNumber);
    if (aNumber && bNumber)
        return left < right;
    return a < b;
}
} // namespace

FolderReport::FolderReport(MailWriter &writer, const RemoteFolderRow &row, Rules rules)
    : m_writer(writer)
    , m_row(row)
    , m_rules(rules)
    , m_listedBelow(row.uidNext)
    , m_own(writer, row.id, rules.mirrors, rules.seenBefore)
{
    m_sinceFlush.start();
}

FolderReport::~FolderReport() = default;

void FolderReport::writeInBackground(Store &store, Wakeup &wakeup)
{
    m_store = &store;
    m_wakeup = &wakeup;
}

void FolderReport::giveUp()
{
    try {
        if (m_background && m_wakeup->isCancelled())
            m_background.reset();
        endBackground();
    } catch (const MailError &error) {
        qCWarning(lcEngine) << "what was read isn't written:" << error.detail;
    }
}

/// Before anything is read from the store that may still wait to be written.
void FolderReport::endBackground() const
{
    if (!m_background)
        return;
    const std::unique_ptr<BackgroundReportWriter> background = std::move(m_background);
    const auto count = qScopeGuard([&] {
        m_byBackground.added += background->added();
        m_byBackground.changed += background->changed();
        m_byBackground.removed += background->removed();
    });
    background->finish();
    m_freshByBackground += background->fresh();
}

FolderReport::Counts FolderReport::counts() const
{
    Counts counts = m_byBackground;
    counts.added += m_own.added() + (m_background ? m_background->added() : 0);
    counts.changed += m_own.changed() + (m_background ? m_background->changed() : 0);
    counts.removed += m_own.removed() + (m_background ? m_background->removed() : 0);
    return counts;
}

bool FolderReport::contains(const QByteArray &key) const
{
    endBackground();
    return m_writer.isBound(m_row.id, key);
}

bool FolderReport::visitAll(const std::function<void(const QByteArray &key)> &visit) const
{
    endBackground();
    m_writer.boundKeys(m_row.id, visit);
    return true;
}

void FolderReport::opened(quint32 uidValidity, qint64 messages)
{
    m_expected = messages;
    if (m_row.uidValidity == 0 || uidValidity == 0 || m_row.uidValidity == uidValidity)
        return;
    // What was reported under the old keys is written under them, so that it loses them as well.
    m_rows.cursor.reset();
    flush();
    endBackground();
    const qint64 known = m_writer.boundCount(m_row.id);
    // Keys mean nothing any more. Messages stay, and what appears now is matched with them.
    WriteTransaction transaction(m_writer);
    m_writer.unbindAll(m_row.id);
    m_writer.setCursor(m_row.id, uidValidity, 0, 0, 0);
    if (m_rules.mirrors && isAlmostNothing(messages, known))
        m_writer.folderEmptied(m_row.folder);
    transaction.commit();
    m_renumbered = true;
    m_row.uidValidity = uidValidity;
    m_row.uidNext = 0;
    m_row.highestModSeq = 0;
    m_row.backfillBelow = 0;
    m_listedBelow = 0;
    m_rules.seenBefore = false;
    m_own.keepNoFresh();
}

void FolderReport::openedReadOnly(bool readOnly)
{
    m_writer.setReadOnly(m_row.folder, readOnly);
}

void FolderReport::openedAs(const QByteArray &mailboxId)
{
    // One that was never read, or lost its keys, may be any.
    m_isAnother = m_row.uidValidity != 0 && !m_renumbered && !m_row.mailboxId.isEmpty()
        && m_row.mailboxId != mailboxId;
    if (m_isAnother) {
        m_rows = {};
        m_told.clear();
        throw MailError{ErrorScope::Folder, ErrorKind::NotFound, RetryClass::Now,
                        FolderReportText::another(), QString::fromLatin1(m_row.path)};
    }
    m_writer.setMailboxId(m_row.id, mailboxId);
}

void FolderReport::openedKeepsTags(bool keepsTags)
{
    m_writer.setKeepsTags(m_row.folder, keepsTags);
}

void FolderReport::appeared(const QList<RemoteMessage> &messages)
{
    QSet<QByteArray> again;
    if (!m_rules.mirrors && m_writer.hasLostKeys(m_row.id)) {
        WriteTransaction transaction(m_writer);
        for (const RemoteMessage &message : messages) {
            if (m_writer.keyFoundAgain(m_row.id, message.key))
                again.insert(message.key);
        }
        transaction.commit();
    }
    for (const RemoteMessage &message : messages) {
        if (again.contains(message.key))
            continue;
        if (!message.envelope) {
            m_toFetch.append({message.key, message.size, message.receivedUtc,
                              message.flags.value_or(FlagState{})});
            continue;
        }
        IncomingMessage incoming;
        incoming.key = message.key;
        incoming.size = message.size;
        incoming.receivedUtc = message.receivedUtc;
        incoming.flags = message.flags.value_or(FlagState{});
        incoming.envelope = *message.envelope;
        incoming.structure = message.structure;
        incoming.emailId = message.emailId;
        incoming.fingerprint = envelopeFingerprint(incoming.envelope, incoming.size);
        m_rows.appeared.append(std::move(incoming));
    }
    flushIfDue();
}

void FolderReport::flagsChanged(const QList<RemoteState> &states)
{
    for (const RemoteState &state : states) {
        if (state.flags)
            m_rows.flags.append({state.key, *state.flags});
    }
    flushIfDue();
}

void FolderReport::listed(const QList<RemoteState> &states)
{
    m_listed.reserve(m_listed.size() + states.size());
    addToListed(states);
    compareFlags(states);
    flushIfDue();
}

// Only what differs is written: a listing of 100,000 unchanged messages writes nothing.
void FolderReport::compareFlags(const QList<RemoteState> &states)
{
    QHash<QByteArray, FlagState> told;
    QByteArray first, last;
    for (const RemoteState &state : states) {
        if (!state.flags)
            continue;
        if (told.isEmpty() || keyLess(state.key, first))
            first = state.key;
        if (told.isEmpty() || keyLess(last, state.key))
            last = state.key;
        told.insert(state.key, *state.flags);
    }
    endBackground();
    QByteArray from = first;
    while (!told.isEmpty()) {
        const QList<BoundKey> page = m_writer.boundKeys(m_row.id, from, boundPage);
        for (const BoundKey &bound : page) {
            if (keyLess(last, bound.key))
                return;
            const auto it = told.constFind(bound.key);
            if (it == told.constEnd())
                continue;
            if (bound.message && !(bound.remoteFlags == *it))
                m_rows.flags.append({bound.key, *it});
            told.erase(it);
        }
        if (page.size() < boundPage)
            return;
        // The page's last key comes again; it has been taken out of `told`.
        from = page.last().key;
    }
}

void FolderReport::checkpoint(const FolderCursor &cursor)
{
    judgeVanished();
    m_rows.cursor = cursor;
    flushIfDue();
}

void FolderReport::flushIfDue()
{
    const qsizetype rows = m_rows.count();
    // The first batch is shown as it comes; later ones share commits.
    const bool first = !m_flushedOnce && !m_rows.appeared.isEmpty();
    const qsizetype most = m_background ? rowsACommitBehind : rowsACommit;
    if (first || rows >= most || (rows > 0 && m_sinceFlush.hasExpired(reportCommitMs)))
        flush();
}

void FolderReport::flush()
{
    m_sinceFlush.restart();
    // A cursor over messages that have still to be fetched would lose them in a crash, and one over
    // absences that wait for a second look would forget them.
    if (!m_toFetch.isEmpty() || !m_told.isEmpty() || m_look == Look::Suspicious
        || m_look == Look::Second || (m_rows.cursor && isAsStored(*m_rows.cursor)))
        m_rows.cursor.reset();
    if (m_rows.count() == 0 && !m_rows.cursor)
        return;
    if (m_rows.cursor)
        stored(*m_rows.cursor);
    write(std::exchange(m_rows, {}));
    if (onProgress)
        onProgress(counts().added, m_expected);
}

void FolderReport::write(ReportRows rows)
{
    const bool many = m_flushedOnce && rows.appeared.size() >= rowsOfMany;
    m_flushedOnce = m_flushedOnce || !rows.appeared.isEmpty();
    if (!m_background && many && m_store)
        m_background = std::make_unique<BackgroundReportWriter>(
            *m_store, *m_wakeup, m_row.id, m_rules.mirrors, m_rules.seenBefore);
    if (m_background)
        m_background->write(std::move(rows));
    else
        m_own.write(std::move(rows));
}

void FolderReport::finish(const FolderCursor &end)
{
    judgeVanished();
    const bool unconfirmed = m_look == Look::Suspicious || m_look == Look::Second;
    if (unconfirmed)
        qCWarning(lcEngine) << "a second listing did not come; nothing is taken for deleted";
    m_rows.cursor.reset();
    if (!unconfirmed && m_toFetch.isEmpty())
        m_rows.cursor = end;
    flush();
    endBackground();
    if (counts().added > 0 || counts().removed > 0)
        m_writer.endEmptied(m_row.folder);
}

void FolderReport::setFinalCursor(const FolderCursor &end)
{
    if (m_look == Look::Suspicious || m_look == Look::Second)
        return;
    WriteTransaction transaction(m_writer);
    m_writer.setCursor(m_row.id, end.uidValidity, end.uidNext, end.highestModSeq,
                       end.backfillBelow);
    transaction.commit();
    stored(end);
}

bool FolderReport::isAsStored(const FolderCursor &cursor) const
{
    return cursor.uidValidity == m_row.uidValidity && cursor.uidNext == m_row.uidNext
        && cursor.highestModSeq == m_row.highestModSeq
        && cursor.backfillBelow == m_row.backfillBelow;
}

void FolderReport::stored(const FolderCursor &cursor)
{
    m_row.uidValidity = cursor.uidValidity;
    m_row.uidNext = cursor.uidNext;
    m_row.highestModSeq = cursor.highestModSeq;
    m_row.backfillBelow = cursor.backfillBelow;
}

} // namespace Turnstone
