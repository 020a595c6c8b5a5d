// SPDX-License-Identifier: MIT
#include "backend/imap/imapuidscan.h"

#include "backend/imap/imaperror.h"

namespace Turnstone {

using namespace Imap;

namespace {

constexpr qint64 messagesAWindow = 20'000;
/// SEARCH without ESEARCH is one line of up to 11 bytes a message.
constexpr qint64 messagesAnAnswer = 400'000;
constexpr qint64 scanMsPerMessage = 2;

QByteArray rangeOf(const UidRange &range)
{
    return QByteArray::number(range.first) + ':' + QByteArray::number(range.last);
}

} // namespace

ImapUidScan::ImapUidScan(ImapConnection &connection, UidRange range, quint32 exists, Extent extent)
    : m_connection(connection)
    , m_range(range)
    , m_exists(exists)
    , m_extent(extent)
{
    if (m_exists == 0)
        m_range = {1, 0};
    // As if they were spread evenly; each window then corrects the next.
    const qint64 uids = qint64(range.last) - range.first + 1;
    m_width = qMax(aim(), aim() * uids / qMax<qint64>(1, m_exists));
    if (m_exists > messagesAnAnswer)
        m_width = qMin(m_width, messagesAnAnswer);
}

qint64 ImapUidScan::aim() const
{
    return m_extent == Extent::AtOnce ? messagesAnAnswer : messagesAWindow;
}

ImapUidScan::Way ImapUidScan::way() const
{
    const ImapQuirks &quirks = m_connection.quirks();
    if (quirks.has(Quirk::SearchUseless))
        return Way::Fetch;
    // Numbers are what is searched for, so that the count is exact whatever the UIDs look like.
    if (m_connection.offers("PARTIAL") && m_connection.offers("ESEARCH"))
        return Way::Partial;
    const qint64 uids = qint64(m_window.last) - m_window.first + 1;
    return qMin<qint64>(uids, m_exists) > messagesAnAnswer ? Way::Fetch : Way::Search;
}

void ImapUidScan::choose()
{
    const qint64 first = qMax<qint64>(m_range.first, qint64(m_range.last) - m_width + 1);
    m_window = {quint32(first), m_range.last};
    m_way = way();
    if (m_way == Way::Partial)
        m_window.first = m_range.first;
}

void ImapUidScan::ask()
{
    if (m_command != 0 || atEnd())
        return;
    choose();
    m_found = {};
    m_damaged = false;
    const QByteArray criteria = "UID " + rangeOf(m_window);
    switch (m_way) {
    case Way::Partial:
        m_command = m_connection.send(Commands::uidSearchHighest(criteria, aim()));
        break;
    case Way::Search:
        m_command =
            m_connection.send(Commands::uidSearch(criteria, m_connection.offers("ESEARCH")));
        break;
    case Way::Fetch:
        m_command = m_connection.send(Commands::uidFetch(rangeOf(m_window), "(UID)"));
        break;
    }
}

ImapUidScan::Window ImapUidScan::next(const ImapConnection::Handler &others)
{
    ask();
    m_connection.allow(m_connection.timeouts().batch + qint64(m_exists) * scanMsPerMessage);
    const StatusResponse status = m_connection.settle(m_command, others);
    m_command = 0; // until then what comes is its answer
    if (!status.ok() || m_damaged) {
        if (m_way == Way::Fetch)
            throw ImapError::refused("UID FETCH", status, ErrorScope::Folder);
        m_connection.quirks().notice(Quirk::SearchUseless, status.text.toUtf8());
        return next(others);
    }
    // FETCH of a range beyond the last message may answer with that one (RFC 9051 6.4.9).
    Window window{m_window, m_found.intersected(UidSet::fromRanges({m_window}))};
    const qint64 count = window.uids.count();
    if (m_way == Way::Partial && count >= aim())
        window.range.first = window.uids.lowest();
    else if (m_way != Way::Partial && count * 4 < aim())
        m_width *= 4;
    else if (m_way != Way::Partial && count > aim() * 2)
        m_width = qMax(aim(), m_width / 2);
    if (window.range.first <= m_range.first)
        m_range = {1, 0};
    else
        m_range.last = window.range.first - 1;
    return window;
}

void ImapUidScan::abandon(const ImapConnection::Handler &others)
{
    if (m_command != 0)
        m_connection.settle(m_command, others);
    m_command = 0;
}

void ImapUidScan::take(const Event &event)
{
    const auto *untagged = std::get_if<Untagged>(&event);
    if (!untagged || m_command == 0)
        return;
    if (const auto *search = std::get_if<SearchData>(&untagged->response)) {
        m_found.unite(search->found);
    } else if (const auto *fetch = std::get_if<FetchData>(&untagged->response)) {
        if (m_way == Way::Fetch && fetch->uid)
            m_found.add(*fetch->uid);
    } else if (const auto *other = std::get_if<OtherData>(&untagged->response)) {
        m_damaged = m_damaged || (other->damaged && other->name.endsWith("SEARCH"));
    }
}

} // namespace Turnstone
