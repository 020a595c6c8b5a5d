// SPDX-License-Identifier: MIT
#include "backend/imap/imapheaderfetcher.h"

#include "backend/imap/imapfetcher.h"

#include <algorithm>
#include <deque>

namespace Turnstone {

using namespace Imap;

namespace {

constexpr qsizetype headersWorthASet = 4;
constexpr qsizetype headersACommand = 200;
constexpr size_t headerCommandsInFlight = 4;
constexpr char headerItems[] = "(UID BODY.PEEK[HEADER])";

} // namespace

ImapHeaderFetcher::ImapHeaderFetcher(ImapConnection &connection, ContentSink &sink)
    : m_connection(connection)
    , m_sink(sink)
{ }

bool ImapHeaderFetcher::takes(const QList<FetchRequest> &requests)
{
    return requests.size() >= headersWorthASet
        && std::all_of(requests.begin(), requests.end(), [](const FetchRequest &request) {
               return request.selection.what == PartSelection::What::Headers;
           });
}

void ImapHeaderFetcher::run(const QList<FetchRequest> &requests)
{
    const RemoteKey &first = requests.first().key;
    m_connection.ensureSelected(first.folder, first.uidValidity);
    struct Sent {
        CommandId command;
        QList<quint32> uids;
    };
    std::deque<Sent> inFlight;
    QList<FetchRequest> again;
    qsizetype asked = 0;
    while (asked < requests.size() || !inFlight.empty()) {
        while (asked < requests.size() && inFlight.size() < headerCommandsInFlight) {
            QList<quint32> uids;
            for (; asked < requests.size() && uids.size() < headersACommand; ++asked) {
                const FetchRequest &request = requests[asked];
                const std::optional<quint32> uid = parseNzNumber(request.key.key);
                if (uid && !m_wanted.contains(*uid)) {
                    uids.append(*uid);
                    m_wanted.insert(*uid, request.key);
                } else {
                    again.append(request); // no UID, or one that is on its way already
                }
            }
            if (uids.isEmpty())
                continue;
            const QByteArray set = UidSet::fromList(uids).toString();
            inFlight.push_back({m_connection.send(Commands::uidFetch(set, headerItems)), uids});
        }
        if (inFlight.empty())
            break;
        m_connection.allow(m_connection.timeouts().batch);
        m_connection.settle(inFlight.front().command, [this](const Event &event) { take(event); });
        end();
        for (const quint32 uid : std::as_const(inFlight.front().uids)) {
            const auto left = m_wanted.constFind(uid);
            if (left == m_wanted.constEnd())
                continue;
            PartSelection headers;
            headers.what = PartSelection::What::Headers;
            again.append({*left, headers, 0});
            m_wanted.erase(left);
        }
        inFlight.pop_front();
    }
    ImapFetcher(m_connection, m_sink).run(again);
}

void ImapHeaderFetcher::take(const Event &event)
{
    if (const auto *start = std::get_if<ContentStart>(&event)) {
        end();
        if (start->lead.uid && !start->lead.sections.isEmpty()
            && start->lead.sections.last().section == "HEADER" && begin(*start->lead.uid))
            m_open = *start->lead.uid;
    } else if (const auto *piece = std::get_if<ContentPiece>(&event)) {
        if (m_open != 0)
            m_sink.data(piece->bytes);
    } else if (std::holds_alternative<ContentEnd>(event)) {
        end();
    } else if (const auto *untagged = std::get_if<Untagged>(&event)) {
        const auto *fetch = std::get_if<FetchData>(&untagged->response);
        if (!fetch || !fetch->uid)
            return;
        for (const BodySection &section : fetch->sections) {
            if (section.section != "HEADER" || section.nil || section.streamed
                || !begin(*fetch->uid))
                continue;
            if (!section.bytes.isEmpty())
                m_sink.data(section.bytes);
            m_sink.end();
        }
    }
}

/// False where it isn't wanted, or has come already.
bool ImapHeaderFetcher::begin(quint32 uid)
{
    const auto wanted = m_wanted.constFind(uid);
    if (wanted == m_wanted.constEnd())
        return false;
    m_sink.begin(*wanted);
    m_sink.section("HEADER");
    m_wanted.erase(wanted);
    return true;
}

void ImapHeaderFetcher::end()
{
    if (std::exchange(m_open, 0) != 0)
        m_sink.end();
}

} // namespace Turnstone
