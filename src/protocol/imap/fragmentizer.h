// SPDX-License-Identifier: MIT
#pragma once

#include "mail/limits.h"

#include <QByteArray>
#include <QByteArrayView>
#include <optional>
#include <variant>
#include <vector>

namespace Turnstone::Imap {

/// One whole server response before anything is parsed: its lines without their ends and without
/// the literals' announcements, and the literals' bytes where they were held, in one buffer.
struct RawResponse {
    struct Literal {
        qsizetype at = 0; ///< in `bytes`: where the literal stands
        qsizetype held = 0; ///< bytes of it in `bytes`, from `at` on
        qint64 size = 0; ///< announced
        bool streamed = false; ///< its bytes went by as pieces, or were dropped: `held` is 0
    };
    QByteArray bytes;
    std::vector<Literal> literals;
};

/// A large literal begins; `lead` is the response up to it, the literal itself included as
/// streamed.
struct LiteralStart {
    RawResponse lead;
    qint64 size = 0;
};
/// At most Fragmentizer::pieceBytes of the literal that began last. Shares the fragmentizer's input
/// and stands until its next call.
struct LiteralPiece {
    QByteArrayView bytes;
};
struct LiteralEnd { };

using Fragment = std::variant<RawResponse, LiteralStart, LiteralPiece, LiteralEnd>;

/// Cuts what a server sends into responses (RFC 9051 2.2, 4.3), before any parser sees it. Memory
/// grows with what was received and never with what was announced. A bare LF ends a line as CRLF
/// does. Throws MailError (Protocol, session): a line, a response or a literal beyond its bound.
class Fragmentizer {
public:
    struct Bounds {
        qsizetype line = Limits::lineBytes; ///< one line, its literals left out
        qsizetype response = Limits::responseBytes; ///< lines and held literals of one response
        qsizetype heldLiteral = 64 * 1024; ///< a larger one is streamed if it is message content
        qint64 literal = Limits::messageBytes; ///< a larger announcement ends the session
    };
    static constexpr qsizetype pieceBytes = 1024 * 1024;

    Fragmentizer()
        : Fragmentizer(Bounds())
    { }
    explicit Fragmentizer(const Bounds &bounds)
        : m_bounds(bounds)
    { }
    const Bounds &bounds() const { return m_bounds; }
    void setBounds(const Bounds &bounds) { m_bounds = bounds; }

    void feed(const QByteArray &bytes);
    /// The next fragment, or none until more is fed.
    std::optional<Fragment> next();
    /// Hands back what was fed and no fragment has taken: it is to be read in another way.
    QByteArray takeUnread();
    /// Bytes were fed that no fragment has taken yet (an unfinished response included).
    bool hasUnread() const { return m_at < m_input.size() || !m_response.bytes.isEmpty(); }

private:
    enum class State { Line, HeldLiteral, StreamedLiteral, DroppedLiteral };
    struct Announced {
        qsizetype mark = 0; ///< where the announcement begins, in the line
        qint64 size = 0;
    };

    std::optional<Fragment> readLine();
    std::optional<Announced> announcedLiteral(QByteArrayView line) const;
    std::optional<Fragment> beginLiteral(qint64 size);
    bool literalIsContent() const;
    std::optional<Fragment> readStreamed();
    QByteArrayView take(qint64 most);

    Bounds m_bounds;
    QByteArray m_input;
    qsizetype m_at = 0; ///< of m_input: read up to here
    qsizetype m_scanned = 0; ///< of m_input: no line end before
    State m_state = State::Line;
    qint64 m_left = 0; ///< of the literal being read
    qsizetype m_lineBytes = 0; ///< of the response's lines so far
    RawResponse m_response;
};

} // namespace Turnstone::Imap
