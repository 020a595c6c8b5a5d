// SPDX-License-Identifier: MIT
#include "backend/imap/imapsynchroniser.h"

#include "backend/imap/imaperror.h"
#include "base/log.h"
#include "protocol/imap/mailboxname.h"

#include <algorithm>

namespace Turnstone {

using namespace Imap;

namespace {

constexpr quint32 firstBatch = 100; ///< what a list shows at once
constexpr qint64 batchMessages = 500;
constexpr size_t batchesInFlight = 4;
constexpr qsizetype againInFlight = 20;
constexpr qsizetype listedAtOnce = 1'000;
constexpr qint64 listingMsPerMessage = 2;
/// Above, SEARCH's single line could pass the bound of a response; FETCH answers line by line.
constexpr quint32 searchableMessages = 400'000;
/// VANISHED may name ranges of billions; such a one is left to the listing.
constexpr qint64 vanishedAtOnce = 10'000;

} // namespace

ImapSynchroniser::ImapSynchroniser(ImapConnection &connection, const KnownKeys &known,
                                   RemoteSink &sink)
    : m_connection(connection)
    , m_known(known)
    , m_sink(sink)
{ }

FolderCursor ImapSynchroniser::run(const FolderCursor &from)
{
    m_connection.select(from.folder);
    const OpenMailbox opened = m_connection.mailbox();
    if (opened.uidValidity == 0)
        throw ImapError::noStableKeys(decodeMailboxName(from.folder, {}));
    m_exists = opened.exists;
    m_sink.opened(opened.uidValidity, opened.exists);

    const bool fresh = from.uidValidity != opened.uidValidity || from.uidNext == 0;
    m_cursor = fresh ? FolderCursor{} : from;
    m_cursor.folder = from.folder;
    m_cursor.uidValidity = opened.uidValidity;
    const quint32 uidNext =
        qMax(opened.uidNext != 0 ? opened.uidNext : findUidNext(), m_cursor.uidNext);
    // With QRESYNC an expunge raises the mod-sequence too (RFC 7162 3.2), so that the same one says
    // that nothing has changed at all; CONDSTORE alone promises that for flags only.
    const bool unchanged = !fresh && m_connection.offers("QRESYNC") && opened.highestModSeq != 0
        && opened.highestModSeq == from.highestModSeq && uidNext == from.uidNext
        && from.backfillBelow <= 1;
    if (unchanged)
        return m_cursor;

    readNew(uidNext);
    readGap();
    const UidRange known{qMax(1u, from.backfillBelow), qMax(1u, from.uidNext) - 1};
    if (fresh || listEverything(uidNext, known))
        m_cursor.highestModSeq = opened.highestModSeq;
    m_sink.checkpoint(m_cursor);
    return m_cursor;
}

QByteArray ImapSynchroniser::emailIdItem() const
{
    if (m_connection.offers("X-GM-EXT-1"))
        return "X-GM-MSGID";
    return m_connection.offers("OBJECTID") ? "EMAILID" : QByteArray();
}

/// For servers that don't tell UIDNEXT (RFC 3501 allows that).
quint32 ImapSynchroniser::findUidNext()
{
    if (m_exists == 0)
        return 1;
    quint32 highest = 0;
    m_connection.run(Commands::uidFetch("*", "(UID)"), ErrorScope::Folder, [&](const Event &event) {
        const auto *untagged = std::get_if<Untagged>(&event);
        const auto *fetch = untagged ? std::get_if<FetchData>(&untagged->response) : nullptr;
        if (fetch)
            highest = qMax(highest, fetch->uid.value_or(0));
    });
    if (highest == 0 || highest == 0xffffffffu)
        throw ImapError::incompleteAnswer(ErrorScope::Folder);
    return highest + 1;
}

void ImapSynchroniser::readNew(quint32 uidNext)
{
    const quint32 from = qMax(1u, m_cursor.uidNext);
    const quint32 gap = m_cursor.backfillBelow;
    m_cursor.uidNext = uidNext;
    if (from >= uidNext || m_exists == 0)
        return;
    if (from == 1) {
        readNewest(uidNext);
        return;
    }
    UidSet uids = UidSet::fromRanges({{from, uidNext - 1}});
    if (uids.count() > batchMessages) // ranges of UIDs may be full of holes
        uids = finishSearch(startSearch(from, uidNext - 1), from, uidNext - 1);
    readBatches(uids, Marks::Backfill, gap);
}

/// The newest messages of a folder never seen, by sequence numbers because nobody knows its UIDs
/// yet; they are asked for in the same breath, and everything older follows.
void ImapSynchroniser::readNewest(quint32 uidNext)
{
    const auto kind = ImapBatch::Items::HeaderFields;
    ImapBatch &newest = m_inFlight.emplace_back(UidSet(), kind);
    newest.command = m_connection.send(Commands::fetchSequence(
        m_exists > firstBatch ? m_exists - firstBatch + 1 : 1, m_exists,
        ImapBatch::items(kind, emailIdItem(), m_connection.offers("PREVIEW"))));
    const bool more = m_exists > firstBatch;
    const CommandId search = more ? startSearch(1, uidNext - 1) : 0;
    settle(newest);
    const bool good = newest.answer->ok() && !newest.lacksHeaders() && newest.unanswered().isEmpty()
        && newest.lowest() != 0;
    if (good) {
        m_sink.appeared(newest.newestFirst());
        m_cursor.backfillBelow = more ? newest.lowest() : 0;
        m_sink.checkpoint(m_cursor);
    }
    const quint32 lowest = newest.lowest();
    m_inFlight.pop_front();
    if (!more && good)
        return;
    UidSet rest = finishSearch(more ? search : startSearch(1, uidNext - 1), 1, uidNext - 1);
    // What went wrong by sequence numbers is read once more as a batch like any other.
    if (good)
        rest.remove({lowest, 0xffffffffu});
    readBatches(rest, Marks::Backfill, 0);
}

void ImapSynchroniser::readGap()
{
    if (m_cursor.backfillBelow <= 1) {
        m_cursor.backfillBelow = 0;
        return;
    }
    const quint32 last = m_cursor.backfillBelow - 1;
    const UidSet there = finishSearch(startSearch(1, last), 1, last);
    UidSet unknown;
    for (const UidRange &range : there.ranges()) {
        for (qint64 uid = range.first; uid <= range.last; ++uid) {
            if (!isKnown(quint32(uid)))
                unknown.add(quint32(uid));
        }
    }
    readBatches(unknown, Marks::Backfill, 0);
}

void ImapSynchroniser::readBatches(UidSet uids, Marks marks, quint32 gapAfterwards)
{
    while (!uids.isEmpty() || !m_inFlight.empty()) {
        while (m_inFlight.size() < batchesInFlight && !uids.isEmpty()) {
            const auto kind =
                m_envelopes ? ImapBatch::Items::Envelope : ImapBatch::Items::HeaderFields;
            const UidSet next = uids.takeHighest(batchMessages);
            ImapBatch &batch = m_inFlight.emplace_back(next, kind);
            batch.command = m_connection.send(Commands::uidFetch(
                next.toString(),
                ImapBatch::items(kind, emailIdItem(), m_connection.offers("PREVIEW"))));
        }
        ImapBatch &first = m_inFlight.front();
        settle(first);
        if (first.kind() == ImapBatch::Items::HeaderFields
            && (first.lacksHeaders() || first.answer->condition == StatusResponse::Condition::Bad))
            readWithEnvelopes(first);
        readAgain(first);
        const QList<RemoteMessage> messages = first.newestFirst();
        const quint32 lowest = first.lowest();
        m_inFlight.pop_front();
        if (!messages.isEmpty())
            m_sink.appeared(messages);
        if (marks == Marks::Backfill) {
            m_cursor.backfillBelow = uids.isEmpty() && m_inFlight.empty() ? gapAfterwards : lowest;
        }
        m_sink.checkpoint(m_cursor);
    }
    if (marks == Marks::Backfill)
        m_cursor.backfillBelow = gapAfterwards;
}

void ImapSynchroniser::settle(ImapBatch &batch)
{
    m_connection.allow(m_connection.timeouts().batch);
    batch.answer = m_connection.settle(batch.command, [this](const Event &event) { take(event); });
}

void ImapSynchroniser::readWithEnvelopes(ImapBatch &batch)
{
    qCInfo(lcBackend) << "The server doesn't give header fields; ENVELOPE is used";
    m_envelopes = true;
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

CommandId ImapSynchroniser::startSearch(quint32 first, quint32 last)
{
    m_found = {};
    m_searchDamaged = false;
    const QByteArray range = QByteArray::number(first) + ':' + QByteArray::number(last);
    if (m_exists > searchableMessages)
        return m_connection.send(Commands::uidFetch(range, "(UID)"));
    return m_connection.send(Commands::uidSearch("UID " + range, m_connection.offers("ESEARCH")));
}

UidSet ImapSynchroniser::finishSearch(CommandId command, quint32 first, quint32 last)
{
    m_connection.allow(m_connection.timeouts().batch + m_exists * listingMsPerMessage);
    const auto taker = [this](const Event &event) {
        const auto *untagged = std::get_if<Untagged>(&event);
        const auto *fetch = untagged ? std::get_if<FetchData>(&untagged->response) : nullptr;
        if (fetch && fetch->uid)
            m_found.add(*fetch->uid);
        take(event);
    };
    const StatusResponse status = m_connection.settle(command, taker);
    if (!status.ok() || m_searchDamaged) {
        qCInfo(lcBackend) << "SEARCH is of no use here:" << status.text;
        m_found = {};
        const QByteArray range = QByteArray::number(first) + ':' + QByteArray::number(last);
        m_connection.run(Commands::uidFetch(range, "(UID)"), ErrorScope::Folder, taker);
    }
    // FETCH of a range that ends beyond the last message may answer with that one (RFC 9051 6.4.9).
    if (first > 1)
        m_found.remove({1, first - 1});
    if (last < 0xffffffffu)
        m_found.remove({last + 1, 0xffffffffu});
    return std::exchange(m_found, {});
}

/// True where the listing is whole and may be believed.
bool ImapSynchroniser::listEverything(quint32 uidNext, UidRange known)
{
    UidSet seen, unknown;
    QList<RemoteState> states;
    const auto tell = [&] {
        if (!states.isEmpty())
            m_sink.listed(states);
        states.clear();
    };
    if (m_exists > 0 && uidNext > 1) {
        m_connection.allow(m_connection.timeouts().batch + m_exists * listingMsPerMessage);
        const CommandId command = m_connection.send(
            Commands::uidFetch("1:" + QByteArray::number(uidNext - 1), "(UID FLAGS)"));
        const StatusResponse status = m_connection.settle(command, [&](const Event &event) {
            const auto *untagged = std::get_if<Untagged>(&event);
            const auto *fetch = untagged ? std::get_if<FetchData>(&untagged->response) : nullptr;
            if (!fetch || !fetch->uid || !fetch->flags)
                return;
            const quint32 uid = *fetch->uid;
            if (uid >= uidNext)
                return; // arrived just now: the next synchronise's
            seen.add(uid);
            if (uid >= known.first && uid <= known.last && !isKnown(uid))
                unknown.add(uid);
            states.append({QByteArray::number(uid), -1, fetch->flags});
            if (states.size() >= listedAtOnce)
                tell();
        });
        tell();
        // A server that leaves messages out of an OK would otherwise make us think them deleted.
        const qint64 expected = m_exists - m_connection.mailbox().expunged;
        if (!status.ok() || seen.count() < expected) {
            qCWarning(lcBackend) << "A listing of" << seen.count() << "of" << expected
                                 << "messages is not taken for complete:" << status.text;
            return false;
        }
    }
    m_sink.listingComplete();
    // Below what counts as read, and yet not known: left out once by the server, or lost here.
    readBatches(unknown, Marks::No, 0);
    return true;
}

void ImapSynchroniser::take(const Event &event)
{
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
    if (const auto *fetch = std::get_if<FetchData>(&untagged->response)) {
        takeFetch(*fetch);
    } else if (const auto *search = std::get_if<SearchData>(&untagged->response)) {
        m_found.unite(search->found);
    } else if (const auto *vanished = std::get_if<VanishedData>(&untagged->response)) {
        if (vanished->uids.count() > vanishedAtOnce)
            return;
        QList<QByteArray> keys;
        for (const quint32 uid : vanished->uids.toList())
            keys.append(QByteArray::number(uid));
        m_sink.vanished(keys);
    } else if (const auto *other = std::get_if<OtherData>(&untagged->response)) {
        if (other->damaged && other->name.endsWith("SEARCH"))
            m_searchDamaged = true;
    }
}

void ImapSynchroniser::takeFetch(const FetchData &data)
{
    if (!data.uid)
        return; // a change told by sequence number: the listing has it
    for (ImapBatch &batch : m_inFlight) {
        if (batch.wants(data)) {
            batch.take(data, m_streamed);
            return;
        }
    }
    if (data.flags && isKnown(*data.uid))
        m_sink.flagsChanged({{QByteArray::number(*data.uid), -1, data.flags}});
}

} // namespace Turnstone
