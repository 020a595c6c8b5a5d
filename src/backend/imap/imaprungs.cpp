// SPDX-License-Identifier: MIT
// The ladder: what changed in a folder that was read before.
#include "backend/imap/imaperror.h"
#include "backend/imap/imapsynchroniser.h"
#include "base/log.h"
#include "protocol/imap/mailboxname.h"

#include <algorithm>

namespace Turnstone {

using namespace Imap;
using Ladder = BackendTraits::Ladder;

namespace {

constexpr qsizetype reportedAtOnce = 1'000;
/// New messages asked for before it is known whether there are any.
constexpr qint64 aheadMessages = 100;
constexpr qint64 listingMsPerMessage = 2;
/// Changes that come with SELECT before the folder's UIDVALIDITY; beyond, they are found below.
constexpr qsizetype heldStates = 10'000;
/// What is not known is asked from the store range by range where VANISHED names no more than this.
constexpr qint64 vanishedOneByOne = 1'000;

} // namespace

Ladder ImapSynchroniser::ladder(const ImapConnection &connection)
{
    if (connection.mayResynchronise())
        return Ladder::Everything;
    const bool modSeqs = connection.offers("CONDSTORE") || connection.offers("QRESYNC");
    if (modSeqs && !connection.quirks().has(Quirk::CondstoreRefused)
        && !connection.quirks().has(Quirk::ChangedSinceRefused))
        return Ladder::ChangedFlags;
    if (connection.offers("ESEARCH") && !connection.quirks().has(Quirk::SearchUseless))
        return Ladder::Comparison;
    return Ladder::Listing;
}

/// For this folder, as it was opened. A folder without mod-sequences (NOMODSEQ), one whose
/// mod-sequence went back, and one of which none is known are a rung lower.
Ladder ImapSynchroniser::rung(const FolderCursor &from) const
{
    if (m_resynchronised)
        return Ladder::Everything;
    const Ladder best = ladder(m_connection);
    if (best < Ladder::ChangedFlags)
        return best;
    const bool modSeqs = m_opened.highestModSeq != 0 && from.highestModSeq != 0
        && from.uidValidity == m_opened.uidValidity;
    if (modSeqs && m_opened.highestModSeq >= from.highestModSeq
        && !m_connection.quirks().has(Quirk::ChangedSinceRefused))
        return Ladder::ChangedFlags;
    return m_connection.offers("ESEARCH") ? Ladder::Comparison : Ladder::Listing;
}

void ImapSynchroniser::open(const FolderCursor &from)
{
    m_cursor = from;
    // Without a UIDNEXT nothing was read, and there is nothing to be told.
    const ImapConnection::Since since{from.uidNext != 0 ? from.uidValidity : 0, from.highestModSeq};
    ImapConnection::Opening opening = m_connection.beginSelect(from.folder, since);
    if (since.uidValidity != 0 && m_connection.mayAskBehind()) {
        const auto kind = ImapBatch::Items::HeaderFields;
        const quint32 last =
            quint32(qMin<qint64>(qint64(from.uidNext) + aheadMessages - 1, 0xffffffffu));
        m_ahead.emplace(UidSet::fromRanges({{from.uidNext, last}}), kind);
        m_ahead->command = m_connection.sendBehind(
            opening,
            Commands::uidFetch(
                m_ahead->uids().toString(),
                ImapBatch::items(kind, emailIdItem(), m_connection.offers("PREVIEW"))));
    }
    m_resynchronised = m_connection.finishSelect(
        opening, from.uidValidity, [this](const Event &event) { takeOpening(event); });
    if (opening.behind.isEmpty())
        m_ahead.reset();
    m_opened = m_connection.mailbox();
    if (m_opened.uidValidity == 0)
        throw ImapError::noStableKeys(decodeMailboxName(from.folder, {}));
    tellOpened(m_opened);
    m_sink.openedReadOnly(m_opened.readOnly);
    if (!m_opened.mailboxId.isEmpty())
        m_sink.openedAs(m_opened.mailboxId);
    m_sink.openedKeepsTags(m_connection.keepsTags());
    const bool sameKeys = m_opened.uidValidity == from.uidValidity;
    if (from.highestModSeq > m_opened.highestModSeq && m_opened.highestModSeq != 0 && sameKeys)
        m_connection.quirks().notice(Quirk::ModSeqWentBack);
    m_resynchronised = m_resynchronised && sameKeys && m_heldFlags.size() <= heldStates
        && m_opened.highestModSeq >= from.highestModSeq && m_opened.highestModSeq != 0;
    m_heldFlags = {};
    m_heldVanished = {};
}

/// RFC 7162 3.2.5 says what comes with a SELECT, and not in which order.
void ImapSynchroniser::takeOpening(const Event &event)
{
    const auto *untagged = std::get_if<Untagged>(&event);
    if (!untagged)
        return;
    const auto *vanished = std::get_if<VanishedData>(&untagged->response);
    const auto *fetch = std::get_if<FetchData>(&untagged->response);
    if (!vanished && !fetch)
        return;
    const OpenMailbox *opening = m_connection.session().opening();
    if (!m_told && opening && opening->uidValidity != 0 && opening->existsTold)
        tellOpened(*opening);
    if (m_told)
        take(event);
    else if (vanished)
        m_heldVanished.unite(vanished->uids);
    else if (fetch->uid && fetch->flags && m_heldFlags.size() <= heldStates)
        m_heldFlags.append({QByteArray::number(*fetch->uid), -1, fetch->flags});
}

void ImapSynchroniser::tellOpened(const OpenMailbox &mailbox)
{
    if (std::exchange(m_told, true))
        return;
    m_exists = mailbox.exists;
    m_sink.opened(mailbox.uidValidity, mailbox.exists);
    if (mailbox.uidValidity != m_cursor.uidValidity || m_heldFlags.size() > heldStates)
        return; // said of other messages, or not whole
    takeVanished({true, m_heldVanished});
    for (const RemoteState &state : std::as_const(m_heldFlags)) {
        FetchData fetch;
        fetch.uid = state.key.toUInt();
        fetch.flags = state.flags;
        takeFetch(fetch);
    }
}

/// For servers that don't tell UIDNEXT (RFC 3501 allows that).
quint32 ImapSynchroniser::findUidNext()
{
    m_connection.quirks().notice(Quirk::NoUidNext);
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

UidSet ImapSynchroniser::knownUids(UidRange range) const
{
    QList<UidRange> ranges;
    const QList<KeyRange> known = m_known.numbers(range.first, range.last);
    ranges.reserve(known.size());
    for (const KeyRange &one : known)
        ranges.append({one.first, one.last});
    return UidSet::fromRanges(ranges);
}

/// Of those that were there when the folder was opened; new ones have higher UIDs.
qint64 ImapSynchroniser::messagesNow() const
{
    return qMax<qint64>(0, qint64(m_exists) - m_connection.mailbox().expunged);
}

/// True where all that changed is reported, so that the mod-sequence may count.
bool ImapSynchroniser::readChanges(Ladder by, quint32 uidNext, const FolderCursor &from)
{
    const UidRange known{qMax(1u, from.backfillBelow), qMax(1u, from.uidNext) - 1};
    const UidSet untold = std::exchange(m_unknown, {});
    if (!untold.isEmpty())
        readBatches(untold, Marks::No, 0);
    if (by == Ladder::ChangedFlags && m_opened.highestModSeq > from.highestModSeq
        && !readChangedFlags(known.last, from.highestModSeq))
        by = ladder(m_connection);
    if (by == Ladder::Everything || by == Ladder::ChangedFlags) {
        // A gap isn't known, so nothing adds up. QRESYNC has told of what is gone even so.
        const bool gap = from.backfillBelow > 1;
        if (gap ? by == Ladder::Everything : m_sink.addsUp(messagesNow()))
            return true;
        return compare(uidNext, known) || listEverything(uidNext, known);
    }
    if (by == Ladder::Comparison && compare(uidNext, known))
        return listFlags(known.last);
    return listEverything(uidNext, known);
}

bool ImapSynchroniser::readChangedFlags(quint32 last, quint64 since)
{
    if (last == 0 || m_exists == 0)
        return true;
    m_connection.allow(m_connection.timeouts().batch + m_exists * listingMsPerMessage);
    const StatusResponse status = m_connection.settle(
        m_connection.send(Commands::uidFetchChanged("1:" + QByteArray::number(last), since)),
        [this](const Event &event) { take(event); });
    if (!status.ok())
        m_connection.quirks().notice(Quirk::ChangedSinceRefused, status.text.toUtf8());
    return status.ok();
}

/// Which UIDs are there against which are known. False where the server's answer isn't whole.
bool ImapSynchroniser::compare(quint32 uidNext, UidRange known)
{
    UidSet there;
    ImapUidScan scan(m_connection, {1, uidNext - 1}, m_exists, ImapUidScan::Extent::AtOnce);
    m_scan = &scan;
    while (!scan.atEnd())
        there.unite(scan.next([this](const Event &event) { take(event); }).uids);
    m_scan = nullptr;
    if (there.count() < messagesNow()) {
        qCWarning(lcBackend) << "A search found" << there.count() << "of" << messagesNow()
                             << "messages and is not taken for complete";
        return false;
    }
    const UidSet here = knownUids({1, uidNext - 1});
    QList<KeyRange> gone;
    const UidSet missing = here.minus(there);
    for (const UidRange &range : missing.ranges())
        gone.append({range.first, range.last});
    m_sink.absent(gone);
    // Below what counts as read, and yet not known: left out once by the server, or lost here.
    if (known.first <= known.last)
        readBatches(there.minus(here).intersected(UidSet::fromRanges({known})), Marks::No, 0);
    return true;
}

/// The flags of what is known; nothing is said about what is there.
bool ImapSynchroniser::listFlags(quint32 last)
{
    if (last == 0 || m_exists == 0)
        return true;
    const UidSet here = knownUids({1, last});
    QList<RemoteState> states;
    const auto tell = [&] {
        if (!states.isEmpty())
            m_sink.listed(states);
        states.clear();
    };
    m_connection.allow(m_connection.timeouts().batch + m_exists * listingMsPerMessage);
    const CommandId command =
        m_connection.send(Commands::uidFetch("1:" + QByteArray::number(last), "(UID FLAGS)"));
    const StatusResponse status = m_connection.settle(command, [&](const Event &event) {
        const auto *untagged = std::get_if<Untagged>(&event);
        const auto *fetch = untagged ? std::get_if<FetchData>(&untagged->response) : nullptr;
        if (!fetch) {
            take(event);
            return;
        }
        if (fetch->uid && fetch->flags && here.contains(*fetch->uid))
            states.append({QByteArray::number(*fetch->uid), -1, fetch->flags});
        if (states.size() >= reportedAtOnce)
            tell();
    });
    tell();
    return status.ok();
}

/// True where the listing is whole and may be believed.
bool ImapSynchroniser::listEverything(quint32 uidNext, UidRange known)
{
    UidSet seen, unknown, lines;
    QList<RemoteState> states;
    const UidSet here = knownUids(known);
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
            if (!fetch) {
                take(event);
                return;
            }
            if (!fetch->uid || !fetch->flags)
                return;
            const quint32 uid = *fetch->uid;
            if (uid >= uidNext)
                return; // arrived just now: the next synchronise's
            if (seen.contains(uid))
                m_connection.quirks().notice(Quirk::UidsRepeat, QByteArray::number(uid));
            seen.add(uid);
            lines.add(fetch->sequence);
            if (uid >= known.first && uid <= known.last && !here.contains(uid))
                unknown.add(uid);
            states.append({QByteArray::number(uid), -1, fetch->flags});
            if (states.size() >= reportedAtOnce)
                tell();
        });
        tell();
        // A server that leaves messages out of an OK would otherwise make us think them deleted.
        const qint64 count = m_connection.quirks().has(Quirk::UidsRepeat)
            ? qMax(seen.count(), lines.count())
            : seen.count();
        if (!status.ok() || count < messagesNow()) {
            qCWarning(lcBackend) << "A listing of" << count << "of" << messagesNow()
                                 << "messages is not taken for complete:" << status.text;
            return false;
        }
    }
    m_sink.listingComplete();
    readBatches(unknown, Marks::No, 0);
    return true;
}

void ImapSynchroniser::takeVanished(const VanishedData &data)
{
    if (data.uids.isEmpty())
        return;
    if (!m_connection.isEnabled("QRESYNC"))
        m_connection.quirks().notice(Quirk::VanishedWithoutEnabled);
    // Ranges may name billions that never were (RFC 7162 3.2.10): only what is known counts.
    const UidSet gone = data.uids.count() <= vanishedOneByOne
        ? data.uids
        : data.uids.intersected(knownUids({data.uids.lowest(), data.uids.highest()}));
    QList<QByteArray> keys;
    for (const UidRange &range : gone.ranges()) {
        for (qint64 uid = range.first; uid <= range.last; ++uid) {
            keys.append(QByteArray::number(uid));
            if (keys.size() == reportedAtOnce)
                m_sink.vanished(std::exchange(keys, {}));
        }
    }
    if (!keys.isEmpty())
        m_sink.vanished(keys);
}

} // namespace Turnstone
