// SPDX-License-Identifier: MIT
#include "protocol/imap/session.h"

#include "protocol/imap/fetchparser.h"

#include "protocol/imap/protocolfault.h"
#include "protocol/imap/responseparser.h"

#include <QCoreApplication>
#include <algorithm>

namespace Turnstone::Imap {

namespace {

/// Nobody who isn't signed in has long things to be told.
constexpr qsizetype unauthenticatedBytes = 256 * 1024;
constexpr qsizetype literalMinusBytes = 4096; ///< RFC 7888 5
/// Above, leave is asked for where it needn't be: a refusal (over quota, too large) is then heard
/// before the message has been sent for nothing, for one round trip.
constexpr qsizetype literalPlusBytes = 1024 * 1024;

QByteArray tagOf(CommandId id)
{
    return 'T' + QByteArray::number(id);
}

MailError wrongState(const QByteArray &verb)
{
    MailError error;
    error.scope = ErrorScope::Session;
    error.kind = ErrorKind::Bug;
    error.retry = RetryClass::Later;
    error.sentence = QCoreApplication::translate(
        "Turnstone::Imap::Session", "The connection to the server isn't ready for this.");
    error.detail = QStringLiteral("%1 in the wrong state").arg(QString::fromLatin1(verb));
    return error;
}

} // namespace

bool OpenMailbox::mayStore(const QByteArray &flag) const
{
    if (readOnly)
        return false;
    if (!permanentFlags)
        return true;
    const auto same = [](const QByteArray &wanted) {
        return [&wanted](const QByteArray &name) {
            return name.compare(wanted, Qt::CaseInsensitive) == 0;
        };
    };
    const bool keyword = !flag.startsWith('\\');
    return std::any_of(permanentFlags->begin(), permanentFlags->end(), same(flag))
        || (keyword && permanentFlags->contains("\\*"));
}

Session::Session()
{
    Fragmentizer::Bounds bounds;
    bounds.response = unauthenticatedBytes;
    m_fragmentizer.setBounds(bounds);
}

void Session::requireState(Command::Kind kind) const
{
    bool fits = true;
    switch (kind) {
    case Command::Kind::Any:
    case Command::Kind::Logout:
        fits = m_state != State::Greeting && m_state != State::Logout;
        break;
    case Command::Kind::StartTls:
    case Command::Kind::Login:
        fits = m_state == State::NotAuthenticated;
        break;
    case Command::Kind::Authenticated:
    case Command::Kind::Select:
        fits = m_state == State::Authenticated || m_state == State::Selected;
        break;
    case Command::Kind::Selected:
        fits = m_state == State::Selected || m_opening;
        break;
    case Command::Kind::Unselect:
    case Command::Kind::Idle:
        fits = m_state == State::Selected;
        break;
    }
    // STARTTLS, AUTHENTICATE and IDLE take the line for themselves, and after a SELECT the numbers
    // mean something else. What belongs to no mailbox (ID, NOOP) may run on beside the latter two;
    // so may ENABLE and the like beside the first SELECT. What is asked of the mailbox that a
    // SELECT opens is done after it (RFC 9051 5.5); whoever sent it knows that it may fail.
    const auto beside = [this](Command::Kind running, Command::Kind wanted) {
        switch (running) {
        case Command::Kind::StartTls:
        case Command::Kind::Login:
        case Command::Kind::Idle:
            return false;
        case Command::Kind::Select:
            return wanted == Command::Kind::Selected;
        case Command::Kind::Any:
            return wanted != Command::Kind::StartTls && wanted != Command::Kind::Login;
        case Command::Kind::Authenticated:
            if (wanted == Command::Kind::Select)
                return m_state != State::Selected;
            [[fallthrough]];
        default:
            return wanted != Command::Kind::StartTls && wanted != Command::Kind::Login
                && wanted != Command::Kind::Select && wanted != Command::Kind::Idle;
        }
    };
    for (const Running &running : m_running)
        fits = fits && beside(running.kind, kind);
    if (!fits || m_lost)
        throw wrongState(QByteArray::number(int(kind)));
}

CommandId Session::send(const Command &command)
{
    requireState(command.kind());
    const CommandId id = ++m_last;
    if (m_running.empty())
        ++m_bursts;
    m_running.push_back({id, command.kind(), command.selectedPath()});
    if (command.kind() == Command::Kind::Select) {
        m_opening.emplace();
        m_opening->path = command.selectedPath();
    }
    if (command.kind() == Command::Kind::Login)
        m_capabilitiesRenewed = false;
    m_waiting.push_back({id, command});
    flushCommands();
    return id;
}

void Session::flushCommands()
{
    while (!m_waiting.empty() && !m_awaitingLiteral) {
        if (!writePieces(m_waiting.front()))
            return;
        m_waiting.pop_front();
    }
}

/// False where it has to wait for the server's leave.
bool Session::writePieces(Waiting &waiting)
{
    if (!waiting.tagWritten) {
        write(tagOf(waiting.id) + ' ');
        waiting.tagWritten = true;
    }
    const QList<Command::Piece> &pieces = waiting.command.pieces();
    while (waiting.piece < pieces.size()) {
        const Command::Piece &piece = pieces[waiting.piece];
        const QByteArray &bytes = piece.bytes();
        if (piece.form != Command::Piece::Form::Text && !m_awaitingLiteral) {
            const bool binary = piece.form == Command::Piece::Form::Binary;
            const bool direct = isNonSynchronising(bytes.size());
            write((binary ? "~{" : "{") + QByteArray::number(bytes.size())
                  + (direct ? "+}\r\n" : "}\r\n"));
            if (!direct) {
                m_awaitingLiteral = true;
                return false;
            }
        }
        m_awaitingLiteral = false;
        write(bytes, piece.secret);
        ++waiting.piece;
    }
    write("\r\n");
    return true;
}

bool Session::isNonSynchronising(qsizetype literalBytes) const
{
    return (m_capabilities.has("LITERAL+") && literalBytes <= literalPlusBytes)
        || (m_capabilities.has("LITERAL-") && literalBytes <= literalMinusBytes);
}

void Session::write(const QByteArray &bytes, bool secret)
{
    if (!m_output.isEmpty() && !secret && !m_output.last().secret)
        m_output.last().bytes += bytes;
    else
        m_output.append({bytes, secret});
}

void Session::answer(const Secret &line)
{
    ++m_bursts;
    write(line.reveal(), true);
    write("\r\n");
}

void Session::idleDone()
{
    ++m_bursts;
    write("DONE\r\n");
}

QList<Session::Output> Session::takeOutput()
{
    return std::exchange(m_output, {});
}

std::optional<Event> Session::next()
{
    while (std::optional<Fragment> fragment = m_lost ? std::nullopt : m_fragmentizer.next()) {
        if (const auto *raw = std::get_if<RawResponse>(&*fragment)) {
            if (std::optional<Event> event = handle(*raw))
                return event;
        } else if (const auto *start = std::get_if<LiteralStart>(&*fragment)) {
            return ContentStart{parseFetchLead(start->lead), start->size};
        } else if (const auto *piece = std::get_if<LiteralPiece>(&*fragment)) {
            return ContentPiece{piece->bytes};
        } else {
            return ContentEnd{};
        }
    }
    if (m_lost && !m_running.empty()) {
        Completed completed;
        completed.command = m_running.front().id;
        completed.lost = true;
        completed.status.condition = StatusResponse::Condition::No;
        m_running.pop_front();
        return completed;
    }
    return {};
}

void Session::disconnected()
{
    m_lost = true;
    m_state = State::Logout;
    m_waiting.clear();
    m_opening.reset();
    m_output.clear();
}

void Session::beginTls()
{
    if (m_fragmentizer.hasUnread()) {
        MailError error;
        error.scope = ErrorScope::Account;
        error.kind = ErrorKind::Security;
        error.retry = RetryClass::Never;
        error.sentence = QCoreApplication::translate(
            "Turnstone::Imap::Session",
            "Somebody may be tampering with the connection: unencrypted data arrived where "
            "encryption had to begin. Nothing was sent.");
        throw error;
    }
    m_capabilities.forget();
    m_enabled.clear();
}

/// What comes while a SELECT waits behind other commands is still the open mailbox's.
OpenMailbox &Session::currentMailbox()
{
    const bool begun = m_opening
        && (m_state != State::Selected || m_running.empty()
            || m_running.front().kind == Command::Kind::Select);
    return begun ? *m_opening : m_mailbox;
}

std::optional<Event> Session::handle(const RawResponse &raw)
{
    Response response = parseResponse(raw);
    if (m_state == State::Greeting) {
        const auto *status = std::get_if<StatusResponse>(&response);
        if (!status || !status->tag.isEmpty() || status->condition == StatusResponse::Condition::No
            || status->condition == StatusResponse::Condition::Bad)
            throw ProtocolFault::notImap(QStringLiteral("no greeting"));
        m_state = State::NotAuthenticated;
    }
    if (const auto *status = std::get_if<StatusResponse>(&response)) {
        if (!status->tag.isEmpty())
            return handleTagged(*status);
    }
    if (const auto *continuation = std::get_if<Continuation>(&response))
        return handleContinuation(*continuation);
    note(response);
    return Untagged{std::move(response)};
}

std::optional<Event> Session::handleContinuation(const Continuation &continuation)
{
    if (m_awaitingLiteral) {
        ++m_bursts;
        if (writePieces(m_waiting.front()))
            m_waiting.pop_front();
        flushCommands();
        return {};
    }
    const bool expected =
        std::any_of(m_running.begin(), m_running.end(), [](const Running &running) {
            return running.kind == Command::Kind::Login || running.kind == Command::Kind::Idle;
        });
    if (!expected)
        return {}; // courtesy of a server that greets by "+"; it asks for nothing
    return Go{continuation.text};
}

Event Session::handleTagged(const StatusResponse &status)
{
    const auto found =
        std::find_if(m_running.begin(), m_running.end(),
                     [&](const Running &running) { return tagOf(running.id) == status.tag; });
    if (found == m_running.end())
        throw ProtocolFault::notImap(QStringLiteral("an answer to what wasn't asked"));
    const Running running = *found;
    m_running.erase(found);
    if (!m_waiting.empty() && m_waiting.front().id == running.id) {
        // Refused before its literal: what is left of it is never sent.
        m_waiting.pop_front();
        m_awaitingLiteral = false;
    }
    noteCode(status.code);
    settle(running, status);
    flushCommands();
    return Completed{running.id, status, false};
}

void Session::settle(const Running &running, const StatusResponse &status)
{
    switch (running.kind) {
    case Command::Kind::Login:
        if (!status.ok())
            break;
        m_state = State::Authenticated;
        if (!m_capabilitiesRenewed)
            m_capabilities.forget();
        {
            Fragmentizer::Bounds bounds;
            bounds.line = bounds.response; // SEARCH and BODYSTRUCTURE are one line, however long
            m_fragmentizer.setBounds(bounds);
        }
        break;
    case Command::Kind::StartTls:
        break;
    case Command::Kind::Select:
        m_mailbox = status.ok() ? *m_opening : OpenMailbox{};
        m_state = status.ok() ? State::Selected : State::Authenticated;
        m_opening.reset();
        break;
    case Command::Kind::Unselect:
        if (status.ok()) {
            m_mailbox = {};
            m_state = State::Authenticated;
        }
        break;
    case Command::Kind::Logout:
        m_state = State::Logout;
        break;
    case Command::Kind::Any:
    case Command::Kind::Authenticated:
    case Command::Kind::Selected:
    case Command::Kind::Idle:
        break;
    }
}

void Session::note(const Response &response)
{
    if (const auto *status = std::get_if<StatusResponse>(&response)) {
        noteStatus(*status);
    } else if (const auto *capability = std::get_if<CapabilityData>(&response)) {
        m_capabilities.set(capability->names);
        m_capabilitiesRenewed = true;
    } else if (const auto *enabled = std::get_if<EnabledData>(&response)) {
        m_enabled.unite({enabled->names.begin(), enabled->names.end()});
    } else if (const auto *exists = std::get_if<ExistsData>(&response)) {
        OpenMailbox &mailbox = currentMailbox();
        mailbox.changed = mailbox.changed || (!m_opening && mailbox.exists != exists->count);
        // Some servers say only that there are fewer: who they were isn't told, but they are gone.
        if (mailbox.existsTold && exists->count < mailbox.exists)
            mailbox.expunged += mailbox.exists - exists->count;
        mailbox.exists = exists->count;
        mailbox.existsTold = true;
    } else if (std::holds_alternative<ExpungeData>(response)) {
        OpenMailbox &mailbox = currentMailbox();
        mailbox.exists -= mailbox.exists > 0 ? 1 : 0;
        ++mailbox.expunged;
        mailbox.changed = !m_opening;
    } else if (const auto *vanished = std::get_if<VanishedData>(&response)) {
        if (vanished->earlier)
            return;
        OpenMailbox &mailbox = currentMailbox();
        const qint64 gone = qMin<qint64>(vanished->uids.count(), mailbox.exists);
        mailbox.exists -= quint32(gone);
        mailbox.expunged += gone;
        mailbox.changed = !m_opening;
    }
}

void Session::noteStatus(const StatusResponse &status)
{
    if (status.condition == StatusResponse::Condition::PreAuth) {
        m_state = State::Authenticated;
    } else if (status.condition == StatusResponse::Condition::Bye) {
        m_farewell = status.text;
        m_state = State::Logout;
    }
    noteCode(status.code);
}

void Session::noteCode(const ResponseCode &code)
{
    OpenMailbox &mailbox = currentMailbox();
    switch (code.code) {
    case Code::Capability:
        m_capabilities.set(code.words);
        m_capabilitiesRenewed = true;
        break;
    case Code::UidValidity:
        mailbox.uidValidity = quint32(code.number);
        break;
    case Code::UidNext:
        mailbox.uidNext = quint32(code.number);
        break;
    case Code::HighestModSeq:
        mailbox.highestModSeq = code.number;
        break;
    case Code::NoModSeq:
        mailbox.highestModSeq = 0;
        break;
    case Code::MailboxId:
        mailbox.mailboxId = code.words.size() == 1 ? objectId(code.words.first()) : QByteArray();
        break;
    case Code::PermanentFlags:
        mailbox.permanentFlags = code.words;
        break;
    case Code::ReadOnly:
        mailbox.readOnly = true;
        break;
    case Code::ReadWrite:
        mailbox.readOnly = false;
        break;
    default:
        break;
    }
}

} // namespace Turnstone::Imap
