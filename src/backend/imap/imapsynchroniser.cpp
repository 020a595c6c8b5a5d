// SPDX-License-Identifier: MIT
// Opening a folder, and reading what is new in it; changes to what is known: imaprungs.cpp.
#include "backend/imap/imapsynchroniser.h"

#include "backend/imap/imaperror.h"
#include "base/clock.h"
#include "base/log.h"
#include "protocol/imap/mailboxname.h"

#include <algorithm>

namespace Turnstone {

using namespace Imap;

namespace {

constexpr quint32 firstBatch = 100; ///< what a list shows at once
constexpr qint64 batchMessages = 500; ///< without looking for UIDs first
constexpr qsizetype againInFlight = 20;
constexpr qsizetype pacedMessages =
    20; ///< fewer say more of the way there and back than of the line

} // namespace

ImapSynchroniser::ImapSynchroniser(ImapConnection &connection, const KnownKeys &known,
                                   RemoteSink &sink)
    : m_connection(connection)
    , m_known(known)
    , m_sink(sink)
{ }

FolderCursor ImapSynchroniser::run(const FolderCursor &from)
{
    open(from);
    readAhead();
    const bool fresh = from.uidValidity != m_opened.uidValidity || from.uidNext == 0;
    m_cursor = fresh ? FolderCursor{} : from;
    m_cursor.folder = from.folder;
    m_cursor.uidValidity = m_opened.uidValidity;
    const quint32 uidNext =
        qMax(m_opened.uidNext != 0 ? m_opened.uidNext : findUidNext(), m_cursor.uidNext);
    const auto by = rung(from);
    // The mod-sequence of the opened folder covers what came with it, and what is read from now on.
    // One told later would cover changes that nobody has told (RFC 7162 3.1.2.1).
    if (fresh || by == BackendTraits::Ladder::Everything)
        m_cursor.highestModSeq = m_opened.highestModSeq;

    const bool knownBefore =
        from.uidNext == 0 && uidNext > 1 && !knownUids({1, uidNext - 1}).isEmpty();
    readNew(uidNext);
    if (m_paused) {
        // What changed was told, and not all that was told is read: it is told again.
        if (!fresh)
            m_cursor.highestModSeq = from.highestModSeq;
        return m_cursor;
    }
    if (!fresh) {
        if (readChanges(by, uidNext, from))
            m_cursor.highestModSeq = m_opened.highestModSeq;
        m_sink.checkpoint(m_cursor);
    }
    readGap();
    if (m_paused)
        return m_cursor;
    if (knownBefore || (from.backfillBelow > 1 && !m_sink.addsUp(messagesNow())))
        findGoneBeforeItWasRead(uidNext);
    m_sink.checkpoint(m_cursor);
    return m_cursor;
}

/// A key may be known before its folder is read, as that of what was moved there; and what others
/// took away then, no mod-sequence from here on tells of.
void ImapSynchroniser::findGoneBeforeItWasRead(quint32 uidNext)
{
    if (!compare(uidNext, {1, uidNext - 1}))
        listEverything(uidNext, {1, uidNext - 1});
}

/// After a checkpoint.
bool ImapSynchroniser::makesWay()
{
    m_paused = m_paused || (m_cursor.backfillBelow > 1 && m_sink.wantsPause());
    return m_paused;
}

QByteArray ImapSynchroniser::emailIdItem() const
{
    if (m_connection.offers("X-GM-EXT-1"))
        return "X-GM-MSGID";
    return m_connection.offers("OBJECTID") ? "EMAILID" : QByteArray();
}

/// Before anything else is asked, while what comes can be told apart.
void ImapSynchroniser::readAhead()
{
    if (!m_ahead)
        return;
    m_inFlight.push_back(*std::exchange(m_ahead, std::nullopt));
    settle(m_inFlight.front());
    m_ahead = m_inFlight.front();
    m_inFlight.clear();
    if (m_ahead->answer->condition == StatusResponse::Condition::Bad)
        m_connection.quirks().notice(Quirk::NotWhileSelecting, m_ahead->answer->text.toUtf8());
    if (!m_ahead->answer->ok())
        m_ahead.reset();
}

/// False where there is more than was asked for: then the newest come first.
bool ImapSynchroniser::takeAhead(quint32 uidNext)
{
    std::optional<ImapBatch> ahead = std::exchange(m_ahead, std::nullopt);
    if (!ahead || !ahead->uids().contains(uidNext - 1))
        return false;
    ahead->keepBelow(uidNext); // arrived just now: the next synchronise's
    m_inFlight.push_back(*std::move(ahead));
    return true;
}

void ImapSynchroniser::readNew(quint32 uidNext)
{
    const quint32 from = qMax(1u, m_cursor.uidNext);
    const quint32 gap = m_cursor.backfillBelow;
    m_cursor.uidNext = uidNext;
    if (from >= uidNext || m_exists == 0) {
        m_ahead.reset();
        return;
    }
    if (takeAhead(uidNext)) {
        readBatches({}, Marks::Backfill, gap);
        return;
    }
    if (from == 1) {
        readNewest(uidNext);
        return;
    }
    const UidSet uids = UidSet::fromRanges({{from, uidNext - 1}});
    if (uids.count() <= batchMessages) {
        readBatches(uids, Marks::Backfill, gap);
        return;
    }
    // Ranges of UIDs may be full of holes.
    ImapUidScan scan(m_connection, {from, uidNext - 1}, m_exists);
    readRange(scan, false, uidNext, gap);
}

/// The newest messages of a folder never seen, by sequence numbers because nobody knows its UIDs
/// yet; older ones are asked for in the same breath.
void ImapSynchroniser::readNewest(quint32 uidNext)
{
    const auto kind = ImapBatch::Items::HeaderFields;
    ImapBatch &newest = m_inFlight.emplace_back(UidSet(), kind);
    newest.command = m_connection.send(Commands::fetchSequence(
        m_exists > firstBatch ? m_exists - firstBatch + 1 : 1, m_exists,
        ImapBatch::items(kind, emailIdItem(), m_connection.offers("PREVIEW"))));
    const bool more = m_exists > firstBatch;
    ImapUidScan scan(m_connection, {1, uidNext - 1}, m_exists);
    m_scan = &scan;
    if (more)
        scan.ask();
    const qint64 begun = Clock::system().monotonicMs();
    settle(newest);
    if (newest.count() >= pacedMessages)
        m_connection.pace().took(newest.count(), Clock::system().monotonicMs() - begun);
    const bool good = newest.answer->ok() && !newest.lacksHeaders() && newest.unanswered().isEmpty()
        && newest.lowest() != 0;
    const quint32 lowest = newest.lowest();
    if (good) {
        m_sink.appeared(newest.newestFirst());
        m_cursor.backfillBelow = more ? lowest : 0;
        m_sink.checkpoint(m_cursor);
    }
    m_inFlight.pop_front();
    if (makesWay()) {
        scan.abandon([this](const Event &event) { take(event); });
        m_scan = nullptr;
        return;
    }
    // What went wrong by sequence numbers is read once more as a batch like any other.
    if (more || !good)
        readRange(scan, false, good ? lowest : uidNext, 0);
    m_scan = nullptr;
}

void ImapSynchroniser::readGap()
{
    if (m_cursor.backfillBelow > 1) {
        const quint32 last = m_cursor.backfillBelow - 1;
        ImapUidScan scan(m_connection, {1, last}, m_exists);
        readRange(scan, true, last + 1, 0);
    }
    if (!m_paused)
        m_cursor.backfillBelow = 0;
}

/// What `scan` finds below `below`, newest first; while one window is read the next is looked for.
void ImapSynchroniser::readRange(ImapUidScan &scan, bool leaveKnown, quint32 below,
                                 quint32 gapAfterwards)
{
    m_scan = &scan;
    while (!scan.atEnd()) {
        ImapUidScan::Window window = scan.next([this](const Event &event) { take(event); });
        scan.ask();
        window.uids.remove({below, 0xffffffffu});
        if (leaveKnown)
            window.uids = window.uids.minus(knownUids(window.range));
        readBatches(window.uids, Marks::Backfill,
                    scan.atEnd() ? gapAfterwards : window.range.first);
        m_sink.checkpoint(m_cursor);
        if (makesWay()) {
            scan.abandon([this](const Event &event) { take(event); });
            m_scan = nullptr;
            return;
        }
    }
    m_cursor.backfillBelow = gapAfterwards;
    m_scan = nullptr;
}

void ImapSynchroniser::readBatches(UidSet uids, Marks marks, quint32 gapAfterwards)
{
    qint64 since = Clock::system().monotonicMs();
    while ((!uids.isEmpty() && !m_paused) || !m_inFlight.empty()) {
        while (m_inFlight.size() < m_connection.pace().batchesInFlight() && !uids.isEmpty()
               && !m_paused) {
            const auto kind = m_connection.quirks().has(Quirk::NoHeaderFields)
                ? ImapBatch::Items::Envelope
                : ImapBatch::Items::HeaderFields;
            const UidSet next = uids.takeHighest(m_connection.pace().messages());
            ImapBatch &batch = m_inFlight.emplace_back(next, kind);
            batch.command = m_connection.send(Commands::uidFetch(
                next.toString(),
                ImapBatch::items(kind, emailIdItem(), m_connection.offers("PREVIEW"))));
        }
        ImapBatch &first = m_inFlight.front();
        const bool answered = first.answer.has_value();
        settle(first);
        const qint64 now = Clock::system().monotonicMs();
        if (first.count() >= pacedMessages && !answered)
            m_connection.pace().took(first.count(), now - since);
        since = now;
        if (first.kind() == ImapBatch::Items::HeaderFields
            && (first.lacksHeaders() || first.answer->condition == StatusResponse::Condition::Bad))
            readWithEnvelopes(first);
        readAgain(first);
        const QList<RemoteMessage> messages = first.newestFirst();
        const quint32 lowest = first.lowest();
        m_inFlight.pop_front();
        if (!messages.isEmpty())
            m_sink.appeared(messages);
        const bool done = uids.isEmpty() && m_inFlight.empty();
        if (marks == Marks::Backfill)
            m_cursor.backfillBelow = done ? gapAfterwards : lowest;
        m_sink.checkpoint(m_cursor);
        if (marks == Marks::Backfill && !done)
            makesWay();
    }
    if (marks == Marks::Backfill && !m_paused)
        m_cursor.backfillBelow = gapAfterwards;
}

void ImapSynchroniser::settle(ImapBatch &batch)
{
    if (batch.answer)
        return; // together with the SELECT
    m_connection.allow(m_connection.timeouts().batch);
    batch.answer = m_connection.settle(batch.command, [this](const Event &event) { take(event); });
}

void ImapSynchroniser::readWithEnvelopes(ImapBatch &batch)
{
    m_connection.quirks().notice(Quirk::NoHeaderFields);
    const UidSet uids = batch.uids();
    batch.startAgain(ImapBatch::Items::Envelope);
    batch.command = m_connection.send(Commands::uidFetch(
        uids.toString(), ImapBatch::items(ImapBatch::Items::Envelope, emailIdItem())));
    settle(batch);
}

/// A batch that was refused, or held an answer that made no sense: one message that its server
/// can't read must not keep the others away. Those that are gone meanwhile are simply not answered.
void ImapSynchroniser::readAgain(ImapBatch &batch)
{
    QList<quint32> missing;
    if (!batch.answer->ok())
        missing = batch.unanswered().toList();
    else
        missing = batch.misread();
    for (qsizetype from = 0; from < missing.size(); from += againInFlight) {
        QList<CommandId> commands;
        for (const quint32 uid : missing.mid(from, againInFlight)) {
            commands.append(m_connection.send(
                Commands::uidFetch(QByteArray::number(uid),
                                   ImapBatch::items(ImapBatch::Items::Sparse, emailIdItem()))));
        }
        m_connection.allow(m_connection.timeouts().batch);
        for (const CommandId command : std::as_const(commands))
            m_connection.settle(command, [this](const Event &event) { take(event); });
    }
    if (!missing.isEmpty())
        qCWarning(lcBackend) << missing.size() << "messages had to be asked for one by one";
}

void ImapSynchroniser::take(const Event &event)
{
    if (m_scan)
        m_scan->take(event);
    if (std::holds_alternative<ContentStart>(event)) {
        m_streamed.clear();
        return;
    }
    if (const auto *piece = std::get_if<ContentPiece>(&event)) {
        m_streamed.append(
            piece->bytes.first(qMin(piece->bytes.size(), Limits::headerBytes - m_streamed.size())));
        return;
    }
    const auto *untagged = std::get_if<Untagged>(&event);
    if (!untagged)
        return;
    if (const auto *fetch = std::get_if<FetchData>(&untagged->response))
        takeFetch(*fetch);
    else if (const auto *vanished = std::get_if<VanishedData>(&untagged->response))
        takeVanished(*vanished);
}

void ImapSynchroniser::takeFetch(const FetchData &data)
{
    if (!data.uid)
        return; // a change told by sequence number: its mod-sequence, or the next listing, has it
    for (ImapBatch &batch : m_inFlight) {
        if (batch.wants(data)) {
            batch.take(data, m_streamed);
            if (data.size && data.internalDate.value_or(0) == 0)
                m_connection.quirks().notice(Quirk::NoInternalDate);
            return;
        }
    }
    // A range beyond the last message may be answered with that one (RFC 9051 6.4.9).
    if (!data.flags || data.size)
        return;
    if (isKnown(*data.uid))
        m_sink.flagsChanged({{QByteArray::number(*data.uid), -1, data.flags}});
    else if (*data.uid < m_cursor.uidNext && *data.uid >= m_cursor.backfillBelow)
        m_unknown.add(*data.uid);
}

} // namespace Turnstone
