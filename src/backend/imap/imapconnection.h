// SPDX-License-Identifier: MIT
#pragma once

#include "backend/imap/imappace.h"
#include "backend/imap/imapquirks.h"
#include "base/mailerror.h"
#include "net/deflatestream.h"
#include "net/transport.h"
#include "protocol/imap/session.h"

#include <functional>
#include <memory>

namespace Turnstone {

/// How long a server may take; injected so that tests of slow servers are fast. Milliseconds.
struct ImapTimeouts {
    qint64 idle = 60'000; ///< without one new byte
    qint64 command = 120'000; ///< one command as a whole
    qint64 batch = 300'000; ///< a batch of headers, or the first of a long listing
    qint64 content = 120'000; ///< one message's content, and what its size adds at `slowest`
    qint64 slowest = 2'048; ///< bytes a second that count as alive
    qint64 idleRenewal = 25 * 60'000; ///< RFC 2177: below the server's 30 minutes
    qint64 idleEnd = 30'000; ///< DONE to OK: what proves an idle connection alive
    /// A line that brought fewer bytes a second is worth compressing on, once `measuredBytes` have
    /// come: on a fast one compressing costs the server more time than it saves.
    qint64 compressBelow = 2 * 1024 * 1024;
    qint64 measuredBytes = 256 * 1024;
};

/// Joins a session to a transport: everything sent is written before anything is waited for, and
/// every wait is Transport::read. One connection thread. Throws MailError and Cancelled; after a
/// session error the transport is closed and every command counts as lost.
class ImapConnection {
public:
    using Handler = std::function<void(const Imap::Event &)>;

    ImapConnection(std::unique_ptr<Transport> transport, const ImapTimeouts &timeouts);
    ~ImapConnection();

    Transport &transport() { return *m_transport; }
    const Transport &transport() const { return *m_transport; }
    const Imap::Session &session() const { return m_session; }
    Imap::Session &session() { return m_session; }
    const Imap::OpenMailbox &mailbox() const { return m_session.mailbox(); }
    const ImapTimeouts &timeouts() const { return m_timeouts; }
    bool offers(const char *capability) const { return m_session.capabilities().has(capability); }
    bool isEnabled(const char *capability) const { return m_session.isEnabled(capability); }
    /// QRESYNC is enabled, or will be as far as anybody can tell yet.
    bool mayResynchronise() const
    {
        return !m_quirks.has(Quirk::ResyncRefused)
            && (isEnabled("QRESYNC") || (m_enabling != 0 && offers("QRESYNC")));
    }
    ImapQuirks &quirks() { return m_quirks; }
    const ImapQuirks &quirks() const { return m_quirks; }
    ImapPace &pace() { return m_pace; }

    /// Bounds everything from now on as a whole; 0: no bound.
    void allow(qint64 ms);
    /// Runs once before the next command is sent: whoever has the line for itself (IDLE) gives it
    /// back.
    void setInterrupt(std::function<void()> interrupt) { m_interrupt = std::move(interrupt); }
    /// Queues a command; it leaves with the next wait.
    Imap::CommandId send(const Imap::Command &);
    /// The next event, waited for. Absent only when a wakeable wait was woken.
    std::optional<Imap::Event> wait(bool wakeable = false, qint64 idleMs = 0);

    /// Sends and waits for the answer; whatever else comes meanwhile is for `handler`. Does not
    /// throw on NO and BAD.
    Imap::StatusResponse ask(const Imap::Command &, const Handler &handler = {});
    /// As `ask`, and throws ImapError::refused.
    Imap::StatusResponse run(const Imap::Command &, ErrorScope scope, const Handler &handler = {});
    /// Waits for the answer to a command sent before.
    Imap::StatusResponse settle(Imap::CommandId, const Handler &handler = {});

    /// After the sign-in: asks for what CAPABILITY offers and we understand (RFC 5161). The answer
    /// is waited for where it matters, so that it costs no round trip. Where bytes are paid for,
    /// everything is compressed from here on, which costs one.
    void enable();
    /// Whether bytes are paid for now; asked in this thread. Before `enable`.
    void setMetered(std::function<bool()> isMetered) { m_isMetered = std::move(isMetered); }
    /// Opens the mailbox anew, for its current numbers. With a `since` of the same UIDVALIDITY, a
    /// server that has enabled QRESYNC tells all that changed, which is for `handler` before this
    /// returns; true where it was asked that and agreed.
    struct Since {
        quint32 uidValidity = 0;
        quint64 modSeq = 0;
    };
    bool select(const QByteArray &path, const Since &since, const Handler &handler);
    void select(const QByteArray &path) { select(path, {}, {}); }

    /// A SELECT that was sent, and what was asked of its mailbox in the same breath: one round trip
    /// for both.
    struct Opening {
        QByteArray path;
        Since since;
        Imap::Commands::SelectParameters parameters;
        Imap::CommandId command = 0;
        QList<Imap::CommandId> behind;
    };
    Opening beginSelect(const QByteArray &path, const Since &since);
    /// Whether this server may be asked before it has said that the mailbox is open.
    bool mayAskBehind() const { return !m_quirks.has(Quirk::NotWhileSelecting); }
    Imap::CommandId sendBehind(Opening &opening, const Imap::Command &command);
    /// As `select`. What was sent behind it stays in `behind` where its answer is still to come and
    /// is to be believed: the mailbox is open under the UIDVALIDITY given (0: any). Else it has
    /// been heard out and forgotten, before anything more is said or thrown.
    bool finishSelect(Opening &opening, quint32 uidValidity, const Handler &handler);
    bool isSelected(const QByteArray &path) const
    {
        return m_session.state() == Imap::Session::State::Selected && mailbox().path == path;
    }
    /// Opens the mailbox unless it is open. Throws where its UIDVALIDITY isn't the one given (0:
    /// any).
    void ensureSelected(const QByteArray &path, quint32 uidValidity = 0);
    /// Whether the mailbox opened last takes tags that it doesn't have yet; true before any was.
    bool keepsTags() const { return m_keepsTags; }
    /// Leaves the open mailbox without expunging anything.
    void leaveMailbox();

    bool isCompressed() const { return m_deflate != nullptr; }

    /// Throws where the server has said BYE, even if it didn't hang up.
    void throwIfEnded();
    void throwIfThrottled(const Imap::StatusResponse &);

    void startTls();
    void close();
    qint64 roundTrips() const { return m_session.bursts(); }

private:
    bool flush(); ///< true where anything was written
    void receive(const QByteArray &bytes);
    void compressWhereItPays();
    bool compress();
    void settleEnabling();
    [[noreturn]] void lose(const MailError &);

    std::unique_ptr<Transport> m_transport;
    ImapTimeouts m_timeouts;
    Imap::Session m_session;
    std::unique_ptr<DeflateStream> m_deflate;
    bool m_compressRefused = false;
    qint64 m_measuredBytes = 0, m_measuredMs = 0; ///< of answers that had begun
    ImapQuirks m_quirks;
    ImapPace m_pace;
    bool m_keepsTags = true;
    Imap::CommandId m_enabling = 0; ///< an ENABLE that nobody has waited for
    std::function<void()> m_interrupt;
    std::function<bool()> m_isMetered;
    qint64 m_deadline = 0; ///< as Transport::setDeadline
    QHash<Imap::CommandId, Imap::StatusResponse> m_answers; ///< settled before they were asked for
};

} // namespace Turnstone
