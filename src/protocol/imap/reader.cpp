// SPDX-License-Identifier: MIT
#include "protocol/imap/reader.h"

#include "protocol/imap/uidset.h"

#include <cstring>

namespace Turnstone::Imap {

void Reader::findLimit()
{
    m_limit =
        m_literal < m_response.literals.size() ? m_response.literals[m_literal].at : m_bytes.size();
}

void Reader::require(char c)
{
    if (!take(c))
        throw Malformed{};
}

QByteArrayView Reader::word(const char *also)
{
    qsizetype at = m_at;
    for (; at < m_limit; ++at) {
        const char c = m_bytes[at];
        if (c == ' ' || c == '(' || c == ')')
            break;
        if (*also != '\0' && c != '\0' && std::strchr(also, c))
            break;
    }
    if (at == m_at)
        throw Malformed{};
    const QByteArrayView found = m_bytes.sliced(m_at, at - m_at);
    m_at = at;
    return found;
}

QByteArrayView Reader::until(char end)
{
    const QByteArrayView here = m_bytes.sliced(m_at, m_limit - m_at);
    const qsizetype at = here.indexOf(end);
    if (at < 0)
        throw Malformed{};
    m_at += at + 1;
    return here.first(at);
}

QByteArrayView Reader::rest()
{
    const QByteArrayView here = m_bytes.sliced(m_at, m_limit - m_at);
    m_at = m_limit;
    return here;
}

QByteArray Reader::quoted()
{
    require('"');
    QByteArray text;
    qsizetype from = m_at;
    for (qsizetype at = m_at; at < m_limit; ++at) {
        const char c = m_bytes[at];
        if (c == '"') {
            text.append(m_bytes.sliced(from, at - from));
            m_at = at + 1;
            return text;
        }
        if (c == '\\' && at + 1 < m_limit) {
            // A backslash before anything else is one that the server forgot to escape.
            const char next = m_bytes[at + 1];
            if (next == '"' || next == '\\') {
                text.append(m_bytes.sliced(from, at - from));
                from = at + 1;
            }
            ++at;
        }
    }
    throw Malformed{};
}

QByteArray Reader::takeLiteral()
{
    const RawResponse::Literal &here = literal();
    const QByteArray text = m_bytes.sliced(here.at, here.held).toByteArray();
    m_at = here.at + here.held;
    ++m_literal;
    findLimit();
    return text;
}

QByteArray Reader::string()
{
    if (atLiteral())
        return takeLiteral();
    if (peek() == '"')
        return quoted();
    return word().toByteArray();
}

std::optional<QByteArray> Reader::nstring()
{
    if (atLiteral())
        return takeLiteral();
    if (peek() == '"')
        return quoted();
    const QByteArrayView atom = word();
    if (atom.size() == 3 && qstrnicmp(atom.data(), "NIL", 3) == 0)
        return {};
    return atom.toByteArray();
}

QByteArrayList Reader::wordList()
{
    require('(');
    QByteArrayList words;
    skipSpaces();
    while (!take(')')) {
        words.append(atLiteral() || peek() == '"' ? string() : word().toByteArray());
        skipSpaces();
    }
    return words;
}

quint32 Reader::nzNumber()
{
    const std::optional<quint32> number = parseNzNumber(word());
    if (!number)
        throw Malformed{};
    return *number;
}

quint64 Reader::number()
{
    const std::optional<quint64> number = parseNumber64(word());
    if (!number)
        throw Malformed{};
    return *number;
}

Value Reader::value(bool *tooDeep)
{
    *tooDeep = false;
    return valueAt(0, tooDeep);
}

Value Reader::valueAt(int depth, bool *tooDeep)
{
    Value value;
    if (peek() != '(' || atLiteral()) {
        if (std::optional<QByteArray> text = nstring()) {
            value.kind = Value::Kind::Text;
            value.text = std::move(*text);
        }
        return value;
    }
    if (depth >= Limits::responseNesting) {
        *tooDeep = true;
        skipValue();
        return value;
    }
    require('(');
    value.kind = Value::Kind::List;
    skipSpaces();
    while (!take(')')) {
        value.items.append(valueAt(depth + 1, tooDeep));
        skipSpaces();
    }
    return value;
}

void Reader::skipValue()
{
    qint64 depth = 0;
    do {
        skipSpaces();
        if (atLiteral() || peek() == '"')
            string();
        else if (take('('))
            ++depth;
        else if (depth > 0 && take(')'))
            --depth;
        else
            word();
    } while (depth > 0);
}

} // namespace Turnstone::Imap
