// SPDX-License-Identifier: MIT
#include "protocol/pop3/pop3parser.h"

#include "protocol/pop3/pop3error.h"

namespace Turnstone {

namespace {
constexpr qsizetype pop3PieceBytes = 256 * 1024;
}

void Pop3Parser::feed(QByteArrayView bytes)
{
    if (m_at > 0) {
        m_buffer.remove(0, m_at);
        m_searched = qMax<qsizetype>(0, m_searched - m_at);
        m_at = 0;
    }
    m_buffer.append(bytes);
}

Pop3Token Pop3Parser::next(Pop3Shape shape)
{
    switch (m_state) {
    case State::Status:
        return nextStatus(shape);
    case State::Lines:
        return nextLine();
    case State::Message:
        break;
    }
    return nextBytes();
}

bool Pop3Parser::takeLine(QByteArray *line)
{
    const qsizetype end = m_buffer.indexOf('\n', qMax(m_at, m_searched));
    m_searched = m_buffer.size();
    if ((end < 0 ? m_buffer.size() : end) - m_at > Limits::lineBytes)
        throw Pop3Error::endlessLine();
    if (end < 0)
        return false;
    *line = m_buffer.sliced(m_at, end - m_at);
    m_at = m_searched = end + 1;
    return true;
}

Pop3Token Pop3Parser::nextStatus(Pop3Shape shape)
{
    QByteArray line;
    if (!takeLine(&line))
        return Pop3NeedsBytes{};
    m_bareLf = !line.endsWith('\r');
    if (!m_bareLf)
        line.chop(1);

    Pop3StatusLine status;
    const qsizetype wordEnd = line.indexOf(' ');
    const QByteArray word = (wordEnd < 0 ? line : line.first(wordEnd)).toUpper();
    status.text = wordEnd < 0 ? QByteArray() : line.sliced(wordEnd + 1).trimmed();
    if (word == "+OK")
        status.kind = Pop3StatusLine::Kind::Ok;
    else if (word == "-ERR")
        status.kind = Pop3StatusLine::Kind::Error;
    else if (word == "+" && shape == Pop3Shape::Exchange)
        status.kind = Pop3StatusLine::Kind::Challenge;
    else
        throw Pop3Error::notPop3(line);

    if (status.kind != Pop3StatusLine::Kind::Challenge && status.text.startsWith('[')) {
        const qsizetype close = status.text.indexOf(']');
        if (close > 0) {
            status.code = status.text.sliced(1, close - 1).trimmed().toUpper();
            status.text = status.text.sliced(close + 1).trimmed();
        }
    }
    if (status.kind == Pop3StatusLine::Kind::Ok) {
        if (shape == Pop3Shape::Lines)
            m_state = State::Lines;
        else if (shape == Pop3Shape::Message)
            m_state = State::Message;
        m_atLineStart = true;
        m_afterCr = false;
    }
    return status;
}

Pop3Token Pop3Parser::nextLine()
{
    QByteArray line;
    if (!takeLine(&line))
        return Pop3NeedsBytes{};
    if (line.endsWith('\r'))
        line.chop(1);
    if (line == ".") {
        m_state = State::Status;
        return Pop3Terminator{};
    }
    if (line.startsWith('.'))
        line.remove(0, 1);
    return Pop3Line{line};
}

Pop3Token Pop3Parser::nextBytes()
{
    const QByteArrayView rest = QByteArrayView(m_buffer).sliced(m_at);
    if (rest.isEmpty())
        return Pop3NeedsBytes{};
    qsizetype from = 0;
    if (m_atLineStart && rest.front() == '.') {
        const bool crlf = rest.startsWith(".\r\n");
        if (crlf || (m_bareLf && rest.startsWith(".\n"))) {
            m_at += crlf ? 3 : 2;
            m_searched = m_at;
            m_state = State::Status;
            return Pop3Terminator{};
        }
        if (rest.size() == 1 || rest == QByteArrayView(".\r"))
            return Pop3NeedsBytes{};
        from = 1; // the dot that was stuffed (RFC 1939 3)
    }

    // As long a piece as there is without a line that begins with a dot.
    const qsizetype limit = qMin(rest.size(), from + pop3PieceBytes);
    m_atLineStart = false;
    qsizetype end = limit;
    for (qsizetype at = from; at < limit;) {
        const qsizetype lf = rest.first(limit).indexOf('\n', at);
        if (lf < 0)
            break;
        const bool afterCr = lf > from ? rest[lf - 1] == '\r' : (from == 0 && m_afterCr);
        if ((m_bareLf || afterCr) && (lf + 1 == limit || rest[lf + 1] == '.')) {
            m_atLineStart = true;
            end = lf + 1;
            break;
        }
        at = lf + 1;
    }
    m_afterCr = rest[end - 1] == '\r';
    m_at += end;
    m_searched = m_at;
    return Pop3Bytes{rest.sliced(from, end - from)};
}

std::optional<qint64> pop3Number(QByteArrayView digits, qint64 largest, qint64 overflow)
{
    if (digits.isEmpty())
        return {};
    qint64 number = 0;
    bool tooLarge = false;
    for (const char c : digits) {
        if (c < '0' || c > '9')
            return {};
        if (tooLarge || number > (largest - (c - '0')) / 10)
            tooLarge = true;
        else
            number = number * 10 + (c - '0');
    }
    return tooLarge ? overflow : number;
}

} // namespace Turnstone
