// SPDX-License-Identifier: MIT
#include "backend/imap/imappush.h"

#include "backend/imap/imaperror.h"
#include "base/clock.h"

namespace Turnstone {

using namespace Imap;

PushEvent ImapPush::wait(const FolderCursor &seen)
{
    if (m_connection.session().state() != Session::State::Selected
        || m_connection.mailbox().path != seen.folder) {
        m_connection.select(seen.folder);
        // The server tells of what comes from now on; what came since `seen` is told by these.
        m_changed = differsFrom(seen);
        m_connection.session().takeChanged();
    }
    // What came while other commands ran on this connection, or while the last IDLE ended.
    const bool before = m_connection.session().takeChanged();
    if (std::exchange(m_changed, false) || before)
        return PushEvent::FolderChanged;
    return idle();
}

PushEvent ImapPush::idle()
{
    const ImapTimeouts &timeouts = m_connection.timeouts();
    const qint64 renewalAt = Clock::system().monotonicMs() + timeouts.idleRenewal;
    m_connection.allow(timeouts.command);
    const CommandId command = m_connection.send(Commands::idle());
    std::optional<PushEvent> happened;
    bool idling = false;
    while (!happened) {
        const qint64 left = renewalAt - Clock::system().monotonicMs();
        if (left <= 0) {
            happened = PushEvent::RenewalDue;
            break;
        }
        std::optional<Event> event;
        try {
            // Until the server says that it idles, DONE isn't its to understand.
            event = m_connection.wait(idling, idling ? left : 0);
        } catch (const MailError &) {
            if (!idling || !m_connection.transport().isOpen())
                throw;
            happened = PushEvent::RenewalDue;
            break;
        }
        if (!event) {
            happened = PushEvent::Woken;
        } else if (std::holds_alternative<Go>(*event)) {
            idling = true;
            m_connection.allow(0);
        } else if (const auto *completed = std::get_if<Completed>(&*event)) {
            if (completed->command != command)
                continue;
            if (!completed->status.ok())
                throw ImapError::refused("IDLE", completed->status, ErrorScope::Folder);
            return PushEvent::RenewalDue; // the server ended it by itself
        } else if (tellsOfChange(*event)) {
            m_changed = true;
        }
        if (idling && m_changed)
            happened = PushEvent::FolderChanged;
    }
    end(command);
    if (happened == PushEvent::FolderChanged) {
        m_changed = false;
        m_connection.session().takeChanged();
    }
    return *happened;
}

/// The answer to DONE also proves that the line was alive: a dead one ends here.
void ImapPush::end(CommandId command)
{
    m_connection.allow(m_connection.timeouts().idleEnd);
    m_connection.session().idleDone();
    bool changed = false;
    m_connection.settle(command,
                        [&](const Event &event) { changed = changed || tellsOfChange(event); });
    m_connection.allow(0);
    m_changed = m_changed || changed;
}

/// A number that either side doesn't know says nothing. Without mod-sequences only new mail shows.
bool ImapPush::differsFrom(const FolderCursor &seen) const
{
    const OpenMailbox &opened = m_connection.mailbox();
    if (seen.uidValidity == 0)
        return false;
    const auto differs = [](auto now, auto before) {
        return now != 0 && before != 0 && now != before;
    };
    return differs(opened.uidValidity, seen.uidValidity) || differs(opened.uidNext, seen.uidNext)
        || differs(opened.highestModSeq, seen.highestModSeq);
}

bool ImapPush::tellsOfChange(const Event &event)
{
    const auto *untagged = std::get_if<Untagged>(&event);
    if (!untagged)
        return false;
    return std::holds_alternative<ExistsData>(untagged->response)
        || std::holds_alternative<ExpungeData>(untagged->response)
        || std::holds_alternative<VanishedData>(untagged->response)
        || std::holds_alternative<FetchData>(untagged->response);
}

} // namespace Turnstone
