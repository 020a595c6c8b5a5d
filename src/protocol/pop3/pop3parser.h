// SPDX-License-Identifier: MIT
#pragma once

#include "mail/limits.h"

#include <QByteArray>
#include <QByteArrayView>
#include <optional>
#include <variant>

namespace Turnstone {

/// What kind of answer a command has.
enum class Pop3Shape {
    Status, ///< one line
    Exchange, ///< "+ challenge" lines, then one status line (RFC 5034)
    Lines, ///< +OK and then lines until "." (LIST, UIDL, CAPA)
    Message ///< +OK and then a message until "."
};

/// "+OK", "-ERR" or "+ challenge" (RFC 1939 3, RFC 5034 4).
struct Pop3StatusLine {
    enum class Kind { Ok, Error, Challenge };
    Kind kind = Kind::Ok;
    QByteArray code; ///< RFC 2449 8, upper case: "IN-USE", "SYS/TEMP"; empty where there is none
    QByteArray text; ///< what follows, as sent
};
/// One line of a Lines answer, unstuffed, without its line end.
struct Pop3Line {
    QByteArray text;
};
/// A piece of a Message answer, unstuffed, with its line ends as sent. At most 256 KiB; valid until
/// the parser is called again.
struct Pop3Bytes {
    QByteArrayView bytes;
};
/// The "." after Lines or a Message.
struct Pop3Terminator { };
struct Pop3NeedsBytes { };
using Pop3Token = std::variant<Pop3NeedsBytes, Pop3StatusLine, Pop3Line, Pop3Bytes, Pop3Terminator>;

/// Cuts what a POP3 server says into status lines, lines and message bytes. Takes bytes cut
/// anywhere; holds no more than what was fed since the last Pop3NeedsBytes and one unfinished line.
/// One thread.
///
/// A line ends with CRLF. Only a server that ends its status line with a bare LF is taken to do so
/// everywhere: else "LF . LF" inside a message could end it early and put words in the server's
/// mouth.
class Pop3Parser {
public:
    void feed(QByteArrayView bytes);
    /// The next token of an answer of this shape; the caller asks with the same shape until the
    /// answer is over: an error status, any status of Status shape, or a Pop3Terminator. Throws
    /// MailError (Protocol, session) on what is no POP3.
    Pop3Token next(Pop3Shape shape);
    /// Bytes were fed that no answer has taken yet.
    bool hasUnread() const { return m_at < m_buffer.size(); }

private:
    enum class State { Status, Lines, Message };
    bool takeLine(QByteArray *line);
    Pop3Token nextStatus(Pop3Shape shape);
    Pop3Token nextLine();
    Pop3Token nextBytes();

    QByteArray m_buffer;
    qsizetype m_at = 0; ///< what is before has been handed out
    qsizetype m_searched = 0; ///< no line end between m_at and here
    State m_state = State::Status;
    bool m_bareLf = false;
    bool m_atLineStart = true;
    bool m_afterCr = false;
};

/// Only digits, without sign or space. Absent on anything else; `overflow`, where too large.
std::optional<qint64> pop3Number(QByteArrayView digits, qint64 largest, qint64 overflow);

} // namespace Turnstone
