// SPDX-License-Identifier: MIT
#include "protocol/imap/fragmentizer.h"

#include "protocol/imap/protocolfault.h"

#include <cstring>

namespace Turnstone::Imap {

void Fragmentizer::feed(const QByteArray &bytes)
{
    if (m_at == m_input.size()) {
        m_input = bytes; // the usual case: shared, not copied
        m_at = 0;
        m_scanned = 0;
        return;
    }
    // What is left over is at most one bounded line: literals are taken out as they come.
    m_input = m_input.mid(m_at) + bytes;
    m_scanned = qMax<qsizetype>(0, m_scanned - m_at);
    m_at = 0;
}

QByteArray Fragmentizer::takeUnread()
{
    const QByteArray unread = m_input.mid(m_at);
    m_input.clear();
    m_at = m_scanned = 0;
    return unread;
}

std::optional<Fragment> Fragmentizer::next()
{
    for (;;) {
        switch (m_state) {
        case State::Line: {
            const State before = m_state;
            std::optional<Fragment> fragment = readLine();
            if (fragment || m_state == before)
                return fragment;
            break;
        }
        case State::HeldLiteral: {
            const QByteArrayView bytes = take(m_left);
            m_response.bytes.append(bytes);
            m_response.literals.back().held += bytes.size();
            m_left -= bytes.size();
            if (m_left > 0)
                return {};
            m_state = State::Line;
            break;
        }
        case State::DroppedLiteral:
            m_left -= take(m_left).size();
            if (m_left > 0)
                return {};
            m_state = State::Line;
            break;
        case State::StreamedLiteral:
            return readStreamed();
        }
    }
}

std::optional<Fragment> Fragmentizer::readLine()
{
    const qsizetype from = qMax(m_at, m_scanned);
    const void *found = from < m_input.size()
        ? std::memchr(m_input.constData() + from, '\n', size_t(m_input.size() - from))
        : nullptr;
    const qsizetype lineEnd =
        found ? static_cast<const char *>(found) - m_input.constData() : m_input.size();
    if (m_lineBytes + (lineEnd - m_at) > m_bounds.line)
        throw ProtocolFault::tooLarge(
            QStringLiteral("a line of more than %1 bytes").arg(m_bounds.line));
    if (!found) {
        m_scanned = m_input.size();
        return {};
    }
    QByteArrayView line = QByteArrayView(m_input).sliced(m_at, lineEnd - m_at);
    m_at = lineEnd + 1;
    if (line.endsWith('\r'))
        line.chop(1);
    const std::optional<Announced> literal = announcedLiteral(line);
    if (literal)
        line = line.first(literal->mark);
    if (m_response.bytes.size() + line.size() > m_bounds.response)
        throw ProtocolFault::tooLarge(
            QStringLiteral("a response of more than %1 bytes").arg(m_bounds.response));
    m_lineBytes += line.size();
    m_response.bytes.append(line);
    if (literal)
        return beginLiteral(literal->size);
    m_lineBytes = 0;
    return std::exchange(m_response, {});
}

/// "{n}", "~{n}" (RFC 9051 4.3, literal8) or, though only clients may, "{n+}" at the line's end.
std::optional<Fragmentizer::Announced> Fragmentizer::announcedLiteral(QByteArrayView line) const
{
    if (!line.endsWith('}'))
        return {};
    // Only data responses carry literals: a text that a person wrote may well end in "{5}".
    const QByteArrayView start =
        m_response.bytes.isEmpty() ? line : QByteArrayView(m_response.bytes);
    if (!start.startsWith("* ") || start.size() < 3 || start.startsWith("* OK")
        || start.startsWith("* NO") || start.startsWith("* BAD") || start.startsWith("* BYE")
        || start.startsWith("* PREAUTH"))
        return {};
    qsizetype end = line.size() - 1;
    if (end > 0 && line[end - 1] == '+')
        --end;
    qsizetype digits = end;
    qint64 size = 0;
    while (digits > 0 && line[digits - 1] >= '0' && line[digits - 1] <= '9')
        --digits;
    if (digits == end || digits == 0 || line[digits - 1] != '{')
        return {};
    for (qsizetype i = digits; i < end; ++i) {
        size = size * 10 + (line[i] - '0');
        if (size > m_bounds.literal)
            throw ProtocolFault::tooLarge(
                QStringLiteral("a literal of more than %1 bytes").arg(m_bounds.literal));
    }
    qsizetype mark = digits - 1;
    if (mark > 0 && line[mark - 1] == '~')
        --mark;
    return Announced{mark, size};
}

std::optional<Fragment> Fragmentizer::beginLiteral(qint64 size)
{
    const bool content = literalIsContent();
    RawResponse::Literal literal;
    literal.at = m_response.bytes.size();
    literal.size = size;
    m_left = size;
    const bool fits = m_response.bytes.size() + size <= m_bounds.response;
    if (size <= m_bounds.heldLiteral ? fits : (fits && !content)) {
        m_response.literals.push_back(literal);
        m_state = State::HeldLiteral;
        return {};
    }
    literal.streamed = true;
    m_response.literals.push_back(literal);
    if (!content) {
        // A name or a header text of megabytes: it is read over, and stands for nothing.
        m_state = State::DroppedLiteral;
        return {};
    }
    m_state = State::StreamedLiteral;
    return LiteralStart{m_response, size};
}

/// What stands before the literal is the name of message content: "BODY[…]", "BODY[…]<0>",
/// "BINARY[…]", "RFC822", "RFC822.TEXT", "RFC822.HEADER".
bool Fragmentizer::literalIsContent() const
{
    QByteArrayView before = QByteArrayView(m_response.bytes).trimmed();
    if (before.endsWith('>'))
        before = before.first(qMax<qsizetype>(0, before.lastIndexOf('<')));
    if (before.endsWith(']'))
        return true;
    const qsizetype space = qMax(before.lastIndexOf(' '), before.lastIndexOf('('));
    return before.sliced(space + 1).toByteArray().toUpper().startsWith("RFC822");
}

std::optional<Fragment> Fragmentizer::readStreamed()
{
    if (m_left == 0) {
        m_state = State::Line;
        return LiteralEnd{};
    }
    const QByteArrayView bytes = take(qMin<qint64>(m_left, pieceBytes));
    if (bytes.isEmpty())
        return {};
    m_left -= bytes.size();
    return LiteralPiece{bytes};
}

QByteArrayView Fragmentizer::take(qint64 most)
{
    const qsizetype size = qsizetype(qMin<qint64>(most, m_input.size() - m_at));
    const QByteArrayView bytes = QByteArrayView(m_input).sliced(m_at, size);
    m_at += size;
    m_scanned = qMax(m_scanned, m_at);
    return bytes;
}

} // namespace Turnstone::Imap
