// SPDX-License-Identifier: MIT
#include "backend/imap/imapconnection.h"

#include "backend/imap/imaperror.h"
#include "base/clock.h"
#include "base/log.h"

namespace Turnstone {

using namespace Imap;

ImapConnection::ImapConnection(std::unique_ptr<Transport> transport, const ImapTimeouts &timeouts)
    : m_transport(std::move(transport))
    , m_timeouts(timeouts)
{ }

ImapConnection::~ImapConnection() = default;

void ImapConnection::allow(qint64 ms)
{
    m_deadline = ms == 0 ? 0 : Clock::system().monotonicMs() + ms;
    m_transport->setDeadline(m_deadline);
}

CommandId ImapConnection::send(const Command &command)
{
    throwIfEnded();
    if (const auto interrupt = std::exchange(m_interrupt, nullptr)) {
        const qint64 deadline = m_deadline;
        interrupt();
        m_deadline = deadline;
        m_transport->setDeadline(deadline);
    }
    return m_session.send(command);
}

void ImapConnection::throwIfEnded()
{
    if (m_session.state() == Session::State::Logout && !m_session.farewell().isEmpty())
        lose(ImapError::byeReceived(m_session.farewell()));
}

bool ImapConnection::flush()
{
    bool written = false;
    for (const Session::Output &output : m_session.takeOutput()) {
        if (m_deflate)
            m_transport->write(m_deflate->compressed(output.bytes)); // nothing is secret by now
        else if (output.secret)
            m_transport->writeSecret(output.bytes);
        else
            m_transport->write(output.bytes);
        written = true;
    }
    return written;
}

void ImapConnection::lose(const MailError &error)
{
    m_session.disconnected();
    while (m_session.next()) { } // each command is settled, as lost
    m_transport->close();
    throw error;
}

std::optional<Event> ImapConnection::wait(bool wakeable, qint64 idleMs)
{
    try {
        for (;;) {
            const quint32 exists = mailbox().exists;
            if (std::optional<Event> event = m_session.next()) {
                const auto *untagged = std::get_if<Untagged>(&*event);
                if (untagged && std::holds_alternative<ExistsData>(untagged->response)
                    && mailbox().exists < exists)
                    m_quirks.notice(Quirk::ExistsShrinks);
                const auto *status =
                    untagged ? std::get_if<StatusResponse>(&untagged->response) : nullptr;
                if (status && status->code.code == Code::Alert)
                    qCWarning(lcBackend) << "The server alerts:" << status->text;
                return event;
            }
            // What waits for an answer to begin measures the way there and back, not the line.
            const bool streaming = !flush() && !wakeable;
            if (const QByteArray piece = m_deflate ? m_deflate->piece() : QByteArray();
                !piece.isEmpty()) {
                m_session.receive(piece);
                continue;
            }
            const qint64 started = Clock::system().monotonicMs();
            const QByteArray bytes =
                m_transport->read({idleMs > 0 ? idleMs : m_timeouts.idle, wakeable});
            if (bytes.isEmpty())
                return {};
            receive(bytes);
            if (streaming && !m_deflate) {
                m_measuredBytes += bytes.size();
                m_measuredMs += Clock::system().monotonicMs() - started;
            }
        }
    } catch (const MailError &error) {
        if (wakeable && m_transport->isOpen() && error.kind == ErrorKind::Network)
            throw; // only the time is over: an IDLE is renewed, not lost
        if (error.kind == ErrorKind::Network && !m_session.farewell().isEmpty())
            lose(ImapError::byeReceived(m_session.farewell()));
        lose(error);
    }
}

void ImapConnection::receive(const QByteArray &bytes)
{
    if (m_deflate)
        m_deflate->feed(bytes);
    else
        m_session.receive(bytes);
}

/// Only while nothing is asked: what follows the OK is compressed, both ways.
void ImapConnection::compressWhereItPays()
{
    if (m_deflate || m_compressRefused || m_session.running() > 0 || !offers("COMPRESS=DEFLATE"))
        return;
    if (m_isMetered && m_isMetered()) {
        compress();
        return;
    }
    if (m_measuredBytes < m_timeouts.measuredBytes)
        return;
    if (m_measuredBytes * 1000 >= m_timeouts.compressBelow * qMax<qint64>(1, m_measuredMs)) {
        m_measuredBytes = m_measuredMs = 0; // a line may become slow later
        return;
    }
    const qint64 rate = m_measuredBytes * 1000 / qMax<qint64>(1, m_measuredMs);
    if (compress())
        qCInfo(lcBackend) << "The line brings" << rate << "bytes a second: compressing from now on";
}

bool ImapConnection::compress()
{
    const StatusResponse status = ask(Commands::compress());
    if (!status.ok()) {
        m_compressRefused = true; // COMPRESSIONACTIVE, where TLS compresses, or whatever else
        return false;
    }
    m_deflate = std::make_unique<DeflateStream>();
    if (const QByteArray unread = m_session.takeUnread(); !unread.isEmpty())
        m_deflate->feed(unread);
    return true;
}

StatusResponse ImapConnection::ask(const Command &command, const Handler &handler)
{
    allow(m_timeouts.command);
    return settle(send(command), handler);
}

/// Whatever was asked: it says that nothing is answered for a while.
void ImapConnection::throwIfThrottled(const StatusResponse &status)
{
    if (status.ok())
        return;
    if (const auto error = ImapError::throttled(status.text))
        lose(*error);
}

StatusResponse ImapConnection::settle(CommandId id, const Handler &handler)
{
    for (;;) {
        if (const auto found = m_answers.constFind(id); found != m_answers.constEnd()) {
            const StatusResponse answer = *found;
            m_answers.erase(found);
            throwIfThrottled(answer);
            return answer;
        }
        const std::optional<Event> event = wait();
        if (const auto *completed = std::get_if<Completed>(&*event)) {
            if (completed->command == id) {
                throwIfThrottled(completed->status);
                return completed->status;
            }
            m_answers.insert(completed->command, completed->status);
        } else if (handler) {
            handler(*event);
        }
    }
}

StatusResponse ImapConnection::run(const Command &command, ErrorScope scope, const Handler &handler)
{
    const StatusResponse status = ask(command, handler);
    if (!status.ok())
        throw ImapError::refused(command.verb(), status, scope);
    return status;
}

void ImapConnection::enable()
{
    QByteArrayList wanted;
    if (offers("ENABLE") && offers("QRESYNC"))
        wanted << "QRESYNC"; // and with it CONDSTORE (RFC 7162 3.2.3)
    // Names come in UTF-8 then. That is asked for only where the server serves nobody else
    // (RFC 6855 6), because it changes what every path is called.
    if (offers("ENABLE") && offers("UTF8=ONLY"))
        wanted << "UTF8=ACCEPT";
    if (!wanted.isEmpty())
        m_enabling = send(Commands::enable(wanted));
    // In the same breath: what was asked before is answered before the OK.
    if (m_isMetered && m_isMetered() && offers("COMPRESS=DEFLATE"))
        compress();
}

void ImapConnection::settleEnabling()
{
    if (m_enabling != 0)
        settle(std::exchange(m_enabling, 0));
}

bool ImapConnection::select(const QByteArray &path, const Since &since, const Handler &handler)
{
    Opening opening = beginSelect(path, since);
    return finishSelect(opening, 0, handler);
}

ImapConnection::Opening ImapConnection::beginSelect(const QByteArray &path, const Since &since)
{
    // What is enabled counts for a SELECT in the same breath, but for how its name is written.
    if (offers("UTF8=ONLY"))
        settleEnabling();
    compressWhereItPays();
    Opening opening;
    opening.path = path;
    opening.since = since;
    // CONDSTORE counts changes of flags from the first client on that asks for it (RFC 7162 3.1.8).
    opening.parameters.condstore =
        (offers("CONDSTORE") || offers("QRESYNC")) && !m_quirks.has(Quirk::CondstoreRefused);
    if (mayResynchronise()) {
        opening.parameters.uidValidity = since.uidValidity;
        opening.parameters.sinceModSeq = since.modSeq;
    }
    allow(m_timeouts.command);
    opening.command = send(Commands::select(path, opening.parameters));
    return opening;
}

CommandId ImapConnection::sendBehind(Opening &opening, const Command &command)
{
    opening.behind.append(send(command));
    return opening.behind.last();
}

bool ImapConnection::finishSelect(Opening &opening, quint32 uidValidity, const Handler &handler)
{
    allow(m_timeouts.command);
    settleEnabling();
    const Commands::SelectParameters &parameters = opening.parameters;
    const StatusResponse status = settle(opening.command, handler);
    const bool believed = status.ok() && (uidValidity == 0 || mailbox().uidValidity == uidValidity);
    allow(m_timeouts.batch);
    opening.behind.removeIf([&](CommandId id) {
        if (believed) // answered before the mailbox was open: then of another one
            return m_answers.remove(id) > 0;
        settle(id);
        return true;
    });
    if (status.ok()) {
        m_keepsTags = mailbox().readOnly || mailbox().mayStore("NewTag");
        return parameters.resynchronises() && isEnabled("QRESYNC");
    }
    const bool bad = status.condition == StatusResponse::Condition::Bad;
    if (!bad || !(parameters.condstore || parameters.resynchronises()))
        throw ImapError::refused("SELECT", status, ErrorScope::Folder);
    m_quirks.notice(parameters.resynchronises() ? Quirk::ResyncRefused : Quirk::CondstoreRefused,
                    status.text.toUtf8());
    return select(opening.path, opening.since, handler);
}

void ImapConnection::ensureSelected(const QByteArray &path, quint32 uidValidity)
{
    compressWhereItPays();
    if (!isSelected(path))
        select(path);
    if (uidValidity != 0 && mailbox().uidValidity != uidValidity)
        throw ImapError::keysVoid();
}

void ImapConnection::leaveMailbox()
{
    if (m_session.state() != Session::State::Selected)
        return;
    // CLOSE would expunge; where UNSELECT is missing, another mailbox is opened for reading.
    if (offers("UNSELECT"))
        run(Commands::unselect(), ErrorScope::Folder);
    else
        run(Commands::examine("INBOX"), ErrorScope::Folder);
}

void ImapConnection::startTls()
{
    try {
        m_session.beginTls();
        m_transport->startTls();
    } catch (const MailError &error) {
        lose(error);
    }
}

void ImapConnection::close()
{
    m_session.disconnected();
    while (m_session.next()) { }
    m_transport->close();
}

} // namespace Turnstone
