// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/imap/capabilities.h"
#include "protocol/imap/command.h"
#include "protocol/imap/fragmentizer.h"
#include "protocol/imap/responses.h"

#include <deque>
#include <utility>

namespace Turnstone::Imap {

/// A command sent, until it is completed. Never 0.
using CommandId = quint32;

/// An untagged response; by the time it is told the session has drawn its conclusions from it.
struct Untagged {
    Response response;
};
/// Message content too large to be held: it comes in pieces, and stands as streamed in the FETCH
/// that follows its end.
struct ContentStart {
    FetchData lead; ///< what stood before; the content's own section is the last
    qint64 size = 0;
};
struct ContentPiece {
    QByteArrayView bytes; ///< stands until the session's next call
};
struct ContentEnd { };
/// The server waits for more of an AUTHENTICATE, or an IDLE has begun.
struct Go {
    QByteArray text;
};
/// Comes exactly once for each command, also where the connection is lost.
struct Completed {
    CommandId command = 0;
    StatusResponse status;
    bool lost = false; ///< not answered: the outcome is unknown
};
using Event = std::variant<Untagged, ContentStart, ContentPiece, ContentEnd, Go, Completed>;

/// The mailbox that is open, as the server told it, up to date with every event taken.
struct OpenMailbox {
    QByteArray path;
    quint32 uidValidity = 0; ///< 0: not told
    quint32 uidNext = 0; ///< 0: not told
    quint64 highestModSeq = 0; ///< 0: not told, or NOMODSEQ
    quint32 exists = 0;
    bool existsTold = false;
    qint64 expunged = 0; ///< messages gone since it was opened
    bool changed = false; ///< messages came or went since it was opened, or since takeChanged
    bool readOnly = false;
    QByteArray mailboxId; ///< OBJECTID (RFC 8474 4.2); empty: not told
    std::optional<QByteArrayList> permanentFlags; ///< absent: all can be stored
    bool mayStore(const QByteArray &flag) const;
};

/// One IMAP connection without a socket: commands and bytes in, bytes and events out. Knows tags,
/// states (RFC 9051 3), capabilities and literals; waits for nothing. Throws MailError: Protocol
/// where the server breaks the protocol, Bug where a command isn't allowed in this state.
class Session {
public:
    enum class State { Greeting, NotAuthenticated, Authenticated, Selected, Logout };

    struct Output {
        QByteArray bytes;
        bool secret = false;
    };

    Session();

    /// Queues a command; pipelined behind those that run, or held back while one of them waits for
    /// leave to send a literal. What is sent for a mailbox while its SELECT runs may be answered
    /// though that fails or opens something else: what comes of it counts only after the SELECT's
    /// own OK, and only once the sender has looked at what was opened.
    CommandId send(const Command &);
    /// Answers Go of an AUTHENTICATE: base64, or "*" to give up.
    void answer(const Secret &line);
    void idleDone();
    QList<Output> takeOutput();

    void receive(const QByteArray &bytes) { m_fragmentizer.feed(bytes); }
    std::optional<Event> next();
    /// The connection is gone: `next` settles what runs.
    void disconnected();

    /// After the OK for COMPRESS: what the server has said since, which is compressed (RFC 4978 3).
    QByteArray takeUnread() { return m_fragmentizer.takeUnread(); }

    /// Between the OK for STARTTLS and the handshake: forgets what was said in clear. Throws
    /// Security where the server has already said more.
    void beginTls();

    State state() const { return m_state; }
    const Capabilities &capabilities() const { return m_capabilities; }
    /// Names as Capabilities::withhold; before anything is received.
    void withhold(const QByteArrayList &names) { m_capabilities.withhold(names); }
    /// ENABLED said so since the sign-in.
    bool isEnabled(const char *name) const { return m_enabled.contains(name); }
    const OpenMailbox &mailbox() const { return m_mailbox; }
    /// While a SELECT runs: what it has told so far.
    const OpenMailbox *opening() const { return m_opening ? &*m_opening : nullptr; }
    /// True where messages came or went in the open mailbox since the last call; forgets it.
    bool takeChanged() { return std::exchange(m_mailbox.changed, false); }
    qsizetype running() const { return qsizetype(m_running.size()); }
    /// The text of BYE, where one came.
    const QString &farewell() const { return m_farewell; }
    /// Commands were sent while none ran: what a round trip is, however long the burst.
    qint64 bursts() const { return m_bursts; }

private:
    struct Running {
        CommandId id = 0;
        Command::Kind kind = Command::Kind::Any;
        QByteArray path; ///< SELECT, EXAMINE
    };
    struct Waiting {
        CommandId id = 0;
        Command command;
        qsizetype piece = 0; ///< next to be written
        bool tagWritten = false;
    };

    void requireState(Command::Kind) const;
    void write(const QByteArray &bytes, bool secret = false);
    void flushCommands();
    bool writePieces(Waiting &);
    bool isNonSynchronising(qsizetype literalBytes) const;
    std::optional<Event> handle(const RawResponse &);
    std::optional<Event> handleContinuation(const Continuation &);
    Event handleTagged(const StatusResponse &);
    void note(const Response &);
    void noteStatus(const StatusResponse &);
    void noteCode(const ResponseCode &);
    void settle(const Running &, const StatusResponse &);
    OpenMailbox &currentMailbox();

    Fragmentizer m_fragmentizer;
    State m_state = State::Greeting;
    Capabilities m_capabilities;
    QSet<QByteArray> m_enabled;
    OpenMailbox m_mailbox;
    std::optional<OpenMailbox> m_opening; ///< while a SELECT runs
    std::deque<Running> m_running;
    std::deque<Waiting> m_waiting;
    bool m_awaitingLiteral = false; ///< the first of m_waiting waits for "+"
    bool m_lost = false;
    bool m_capabilitiesRenewed = false; ///< told anew since the sign-in was sent
    CommandId m_last = 0;
    QList<Output> m_output;
    QString m_farewell;
    qint64 m_bursts = 0;
};

} // namespace Turnstone::Imap
