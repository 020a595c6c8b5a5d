// SPDX-License-Identifier: MIT
#include "backend/imap/imappresence.h"

#include "backend/imap/imaperror.h"

namespace Turnstone {

using namespace Imap;

ImapPresence::ImapPresence(ImapConnection &connection, const QByteArray &folder,
                           quint32 uidValidity)
    : m_connection(connection)
    , m_folder(folder)
    , m_uidValidity(uidValidity)
{
    const bool wasOpen = m_connection.session().state() == Session::State::Selected
        && m_connection.mailbox().path == folder;
    m_connection.ensureSelected(folder, uidValidity);
    // A folder that has been open for long is searched as it was; what went since has to be told
    // first.
    if (wasOpen)
        m_noop = m_connection.send(Commands::noop());
}

void ImapPresence::ask(const QByteArray &set)
{
    m_asked = UidSet::fromRanges(parseUidRanges(set).value_or(QList<UidRange>()));
    m_found = {};
    m_damaged = false;
    // One line instead of one a message. SEARCH alone isn't trusted with UIDs: GNU Mailutils takes
    // them for sequence numbers.
    const bool search =
        m_connection.offers("ESEARCH") && !m_connection.quirks().has(Quirk::SearchUseless);
    m_question = m_connection.send(search ? Commands::uidSearch("UID " + set, true)
                                          : Commands::uidFetch(set, "(UID)"));
}

void ImapPresence::take(const Event &event)
{
    const auto *untagged = std::get_if<Untagged>(&event);
    if (!untagged || m_question == 0)
        return;
    if (const auto *search = std::get_if<SearchData>(&untagged->response)) {
        m_found.unite(search->found);
    } else if (const auto *fetch = std::get_if<FetchData>(&untagged->response)) {
        if (fetch->uid)
            m_found.add(*fetch->uid);
    } else if (const auto *other = std::get_if<OtherData>(&untagged->response)) {
        m_damaged = m_damaged || other->damaged;
    }
}

StatusResponse ImapPresence::run(const Command &command, const ImapConnection::Handler &handler)
{
    const StatusResponse status = m_connection.ask(command, [&](const Event &event) {
        take(event);
        if (handler)
            handler(event);
    });
    if (status.ok())
        return status;
    // A server may refuse before it has answered the question: nothing may stay on its way.
    for (CommandId *const asked : {&m_noop, &m_question}) {
        if (*asked != 0)
            m_connection.settle(std::exchange(*asked, 0));
    }
    throw ImapError::refused(command.verb(), status, ErrorScope::Folder);
}

QList<RemoteKey> ImapPresence::gone()
{
    if (m_noop != 0)
        m_connection.settle(std::exchange(m_noop, 0));
    const StatusResponse status =
        m_connection.settle(m_question, [this](const Event &event) { take(event); });
    m_question = 0;
    if (!status.ok() || m_damaged)
        return {}; // it can't say
    QList<RemoteKey> keys;
    const QList<quint32> uids = m_asked.minus(m_found).toList();
    for (const quint32 uid : uids)
        keys.append({m_folder, QByteArray::number(uid), m_uidValidity});
    return keys;
}

} // namespace Turnstone
