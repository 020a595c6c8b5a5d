// SPDX-License-Identifier: MIT
#include "engine/folderreport.h"

#include "base/log.h"
#include "mail/messagereader.h"

#include <QCryptographicHash>
#include <QScopeGuard>
#include <algorithm>
#include <cstring>

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
constexpr qsizetype handful = 20;

quint64 keyHash(const QByteArray &key)
{
    bool ok = false;
    const quint64 number = key.toUInt(&ok);
    if (ok && key == QByteArray::number(number))
        return number;
    const QByteArray digest = QCryptographicHash::hash(key, QCryptographicHash::Sha1);
    quint64 value = 0;
    std::memcpy(&value, digest.constData(), sizeof value);
    return value | (quint64(1) << 63); // never the number of a UID
}

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

void FolderReport::opened(quint32 uidValidity, qint64 messages)
{
    m_expected = messages;
    if (m_row.uidValidity == 0 || uidValidity == 0 || m_row.uidValidity == uidValidity)
        return;
    endBackground();
    // Keys mean nothing any more. Messages stay, and what appears now is matched with them.
    WriteTransaction transaction(m_writer);
    m_writer.unbindAll(m_row.id);
    m_writer.setCursor(m_row.id, uidValidity, 0, 0, 0);
    transaction.commit();
    m_row.uidValidity = uidValidity;
    m_row.uidNext = 0;
    m_row.backfillBelow = 0;
    m_listedBelow = 0;
    m_rules.seenBefore = false;
    m_own.keepNoFresh();
}

void FolderReport::appeared(const QList<RemoteMessage> &messages)
{
    for (const RemoteMessage &message : messages) {
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

void FolderReport::vanished(const QList<QByteArray> &keys)
{
    // A server may name a range that was never here (RFC 7162 3.2.10).
    for (const QByteArray &key : keys) {
        if (contains(key))
            m_rows.vanished.append(key);
    }
    flushIfDue();
}

void FolderReport::listed(const QList<RemoteState> &states)
{
    m_listed.reserve(m_listed.size() + states.size());
    for (const RemoteState &state : states)
        m_listed.push_back(keyHash(state.key));
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

bool FolderReport::mayBeAbsent(const QByteArray &key) const
{
    if (!m_rules.mirrors)
        return true;
    bool ok = false;
    const quint32 uid = key.toUInt(&ok);
    return !ok || uid < m_listedBelow;
}

QList<QByteArray> FolderReport::absentKeys(qint64 *bound)
{
    std::sort(m_listed.begin(), m_listed.end());
    QList<QByteArray> absent;
    QByteArray from;
    bool again = false; // a page begins with the last key of the one before
    for (;;) {
        const QList<BoundKey> page = m_writer.boundKeys(m_row.id, from, boundPage);
        for (qsizetype i = again ? 1 : 0; i < page.size(); ++i) {
            ++*bound;
            const QByteArray &key = page[i].key;
            if (mayBeAbsent(key)
                && !std::binary_search(m_listed.begin(), m_listed.end(), keyHash(key)))
                absent.append(key);
        }
        if (page.size() < boundPage)
            return absent;
        from = page.last().key;
        again = true;
    }
}

void FolderReport::listingComplete()
{
    flush();
    endBackground();
    qint64 bound = 0;
    QList<QByteArray> absent = absentKeys(&bound);
    m_listed.clear();
    m_listed.shrink_to_fit();
    if (m_look == Look::Second) {
        absent.removeIf([&](const QByteArray &key) { return !m_suspects.contains(key); });
        m_suspects.clear();
    } else if (m_rules.mirrors && absent.size() > handful && absent.size() * 10 > bound) {
        qCInfo(lcEngine) << absent.size() << "of" << bound << "messages missing from a listing;"
                         << "looking again";
        m_suspects = QSet<QByteArray>(absent.cbegin(), absent.cend());
        m_look = Look::Suspicious;
        return;
    }
    m_look = Look::Done;
    for (qsizetype i = 0; i < absent.size(); i += rowsACommit) {
        WriteTransaction transaction(m_writer);
        m_own.writeVanished(absent.mid(i, rowsACommit));
        transaction.commit();
    }
}

void FolderReport::beginSecondLook()
{
    m_look = Look::Second;
    m_listed.clear();
}

void FolderReport::checkpoint(const FolderCursor &cursor)
{
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
    if (!m_toFetch.isEmpty() || m_look == Look::Suspicious || m_look == Look::Second)
        m_rows.cursor.reset();
    if (m_rows.count() == 0 && !m_rows.cursor)
        return;
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
    const bool unconfirmed = m_look == Look::Suspicious || m_look == Look::Second;
    if (unconfirmed)
        qCWarning(lcEngine) << "a second listing did not come; nothing is taken for deleted";
    m_rows.cursor.reset();
    if (!unconfirmed && m_toFetch.isEmpty())
        m_rows.cursor = end;
    flush();
    endBackground();
}

void FolderReport::setFinalCursor(const FolderCursor &end)
{
    if (m_look == Look::Suspicious || m_look == Look::Second)
        return;
    WriteTransaction transaction(m_writer);
    m_writer.setCursor(m_row.id, end.uidValidity, end.uidNext, end.highestModSeq,
                       end.backfillBelow);
    transaction.commit();
}

} // namespace Turnstone
