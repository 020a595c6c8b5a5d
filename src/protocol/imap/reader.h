// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/imap/fragmentizer.h"

#include <QByteArrayList>
#include <QList>
#include <optional>

namespace Turnstone::Imap {

/// Thrown by Reader, and caught before it leaves the parser: what stands there isn't what had to.
struct Malformed { };

/// A parenthesised value of any kind (RFC 9051 4). Bounded by Limits::responseNesting.
struct Value {
    enum class Kind { Nil, Text, List };
    Kind kind = Kind::Nil;
    QByteArray text;
    QList<Value> items;
    bool isList() const { return kind == Kind::List; }
    bool isText() const { return kind == Kind::Text; }
};

/// Reads the parts of one response from left to right. Lenient where servers are known to err, and
/// never recursive beyond the bound.
class Reader {
public:
    explicit Reader(const RawResponse &response)
        : m_response(response)
        , m_bytes(response.bytes)
    {
        findLimit();
    }

    bool atEnd() const { return m_at >= m_bytes.size() && !atLiteral(); }
    bool atLiteral() const
    {
        return m_literal < m_response.literals.size() && m_response.literals[m_literal].at == m_at;
    }
    /// The literal that stands here, not moved over.
    const RawResponse::Literal &literal() const { return m_response.literals[m_literal]; }
    char peek() const { return m_at < m_limit ? m_bytes[m_at] : '\0'; }
    /// Moves over it if it stands here.
    bool take(char c)
    {
        if (m_at >= m_limit || m_bytes[m_at] != c)
            return false;
        ++m_at;
        return true;
    }
    void require(char c);
    void skipSpaces()
    {
        while (take(' ')) { }
    }

    /// Up to a space, a parenthesis, or one of `also`; at least one byte.
    QByteArrayView word(const char *also = "");
    /// Everything up to `end`, which is moved over; no literal in between.
    QByteArrayView until(char end);
    QByteArrayView rest(); ///< up to the end or the next literal
    /// A quoted string, a literal, or an atom.
    QByteArray string();
    /// As `string`; absent for NIL.
    std::optional<QByteArray> nstring();
    /// A list of words in parentheses: flags, attributes.
    QByteArrayList wordList();
    quint32 nzNumber();
    quint64 number();

    /// The next value, whole. `tooDeep` tells that its depth passed the bound: it was read over.
    Value value(bool *tooDeep);
    void skipValue();

private:
    void findLimit();
    QByteArray quoted();
    QByteArray takeLiteral();
    Value valueAt(int depth, bool *tooDeep);

    const RawResponse &m_response;
    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    qsizetype m_limit = 0; ///< the next literal, or the end
    size_t m_literal = 0;
};

} // namespace Turnstone::Imap
