// SPDX-License-Identifier: MIT
#include "engine/folderreport.h"

#include "base/log.h"
#include "mail/messagereader.h"

#include <QCryptographicHash>
#include <algorithm>
#include <cstring>

namespace Turnstone {

namespace {
constexpr qsizetype rowsACommit = 1000;
constexpr qint64 reportCommitMs = 300;
constexpr int boundPage = 2000;
constexpr qsizetype handful = 20;
constexpr qsizetype freshKept = 100; // for a notification

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
{
    m_sinceFlush.start();
}

bool FolderReport::contains(const QByteArray &key) const
{
    return m_writer.isBound(m_row.id, key);
}

void FolderReport::opened(quint32 uidValidity, qint64 messages)
{
    m_expected = messages;
    if (m_row.uidValidity == 0 || uidValidity == 0 || m_row.uidValidity == uidValidity)
        return;
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
        m_appeared.append(std::move(incoming));
    }
    flushIfDue();
}

void FolderReport::flagsChanged(const QList<RemoteState> &states)
{
    for (const RemoteState &state : states) {
        if (state.flags)
            m_flags.append({state.key, *state.flags});
    }
    flushIfDue();
}

void FolderReport::vanished(const QList<QByteArray> &keys)
{
    // A server may name a range that was never here (RFC 7162 3.2.10).
    for (const QByteArray &key : keys) {
        if (contains(key))
            m_vanished.append(key);
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
                m_flags.append({bound.key, *it});
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
        writeVanished(absent.mid(i, rowsACommit));
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
    m_checkpoint = cursor;
    flushIfDue();
}

void FolderReport::flushIfDue()
{
    const qsizetype rows = m_appeared.size() + m_flags.size() + m_vanished.size();
    // The first batch is shown as it comes; later ones share commits.
    const bool first = !m_flushedOnce && !m_appeared.isEmpty();
    if (first || rows >= rowsACommit || (rows > 0 && m_sinceFlush.hasExpired(reportCommitMs)))
        flush();
}

void FolderReport::writeAppeared()
{
    // They come newest first; the older gets the lower id, by which a list orders one second's
    // mail.
    if (keyLess(m_appeared.constLast().key, m_appeared.constFirst().key))
        std::reverse(m_appeared.begin(), m_appeared.end());
    const QList<Binding> bindings = m_writer.messagesAppeared(m_row.id, m_appeared);
    m_counts.added += bindings.size();
    if (!m_rules.seenBefore || m_fresh.size() >= freshKept)
        return;
    QSet<QByteArray> unseen;
    for (const IncomingMessage &message : std::as_const(m_appeared)) {
        if (!message.flags.flags.testFlag(Flag::Seen))
            unseen.insert(message.key);
    }
    for (auto binding = bindings.crbegin(); binding != bindings.crend(); ++binding) {
        if (binding->placement && unseen.contains(binding->key) && m_fresh.size() < freshKept)
            m_fresh.append(binding->placement);
    }
}

void FolderReport::writeVanished(const QList<QByteArray> &keys)
{
    if (m_rules.mirrors) {
        m_writer.messagesVanished(m_row.id, keys);
        m_counts.removed += keys.size();
        return;
    }
    // Another program emptied the server; our copies are the user's.
    for (const QByteArray &key : keys)
        m_writer.forgetKey(m_row.id, key);
}

void FolderReport::flush()
{
    m_sinceFlush.restart();
    const bool rows = !m_appeared.isEmpty() || !m_flags.isEmpty() || !m_vanished.isEmpty();
    // A cursor over messages that have still to be fetched would lose them in a crash, and one over
    // absences that wait for a second look would forget them.
    const bool cursor =
        m_checkpoint && m_toFetch.isEmpty() && m_look != Look::Suspicious && m_look != Look::Second;
    if (!rows && !cursor)
        return;
    WriteTransaction transaction(m_writer);
    if (!m_appeared.isEmpty())
        writeAppeared();
    if (!m_flags.isEmpty())
        m_writer.flagsSeen(m_row.id, m_flags);
    if (!m_vanished.isEmpty())
        writeVanished(m_vanished);
    if (cursor)
        m_writer.setCursor(m_row.id, m_checkpoint->uidValidity, m_checkpoint->uidNext,
                           m_checkpoint->highestModSeq, m_checkpoint->backfillBelow);
    transaction.commit();
    m_flushedOnce = m_flushedOnce || !m_appeared.isEmpty();
    m_counts.changed += m_flags.size();
    m_appeared.clear();
    m_flags.clear();
    m_vanished.clear();
    m_checkpoint.reset();
    if (onProgress)
        onProgress(m_counts.added, m_expected);
}

void FolderReport::finish(const FolderCursor &end)
{
    const bool unconfirmed = m_look == Look::Suspicious || m_look == Look::Second;
    if (unconfirmed)
        qCWarning(lcEngine) << "a second listing did not come; nothing is taken for deleted";
    m_checkpoint.reset();
    if (!unconfirmed && m_toFetch.isEmpty())
        m_checkpoint = end;
    flush();
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
