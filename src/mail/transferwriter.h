// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <functional>

namespace Turnstone {

/// Content transfer encodings (RFC 2045 6), written. Inside src/mail only.
enum class TransferEncoding { SevenBit, EightBit, QuotedPrintable, Base64 };
QByteArray toString(TransferEncoding);

/// What a run of bytes with CRLF line ends holds, found in one pass over blocks of any size.
class ContentScan {
public:
    void add(QByteArrayView bytes);
    bool isAscii() const { return m_high == 0; }
    bool hasControls() const { return m_controls > 0; } ///< but tab, CRLF and form feed
    bool hasBareLineEnds() const { return m_bare > 0 || m_last == '\r'; }
    bool hasFromLine() const { return m_from; } ///< "From " begins a line, which mboxes alter
    qint64 bytes() const { return m_bytes; }
    qint64 longestLine() const { return std::max(m_longest, m_line); }
    /// For a text: what it can be written in, least encoded first.
    TransferEncoding forText(bool mayBeEightBit) const;

private:
    qint64 m_bytes = 0, m_high = 0, m_controls = 0, m_bare = 0, m_escaped = 0;
    qint64 m_line = 0, m_longest = 0;
    bool m_from = false;
    char m_last = '\n';
    QByteArray m_start; ///< of the line, as far as "From " reaches
};

/// RFC 2045 6.7, of text with CRLF line ends; lines of at most 76. "From " and a lone "." at a
/// line's start are encoded, since some programs on the way give them a meaning.
QByteArray quotedPrintable(QByteArrayView text);

/// RFC 2045 6.8 in lines of 76 with CRLF, from blocks of any size.
class Base64Writer {
public:
    using Write = std::function<bool(QByteArrayView)>;
    explicit Base64Writer(Write write)
        : m_write(std::move(write))
    { }
    bool add(QByteArrayView bytes);
    bool finish();

private:
    bool writeLines(QByteArrayView bytes);
    const Write m_write;
    QByteArray m_rest; ///< less than a line's 57 bytes
};

/// Any line ends to CRLF, over blocks.
class CrlfWriter {
public:
    using Write = std::function<bool(QByteArrayView)>;
    explicit CrlfWriter(Write write)
        : m_write(std::move(write))
    { }
    bool add(QByteArrayView bytes);
    bool finish();

private:
    const Write m_write;
    bool m_afterCr = false; ///< a CR that hasn't been written
};

} // namespace Turnstone
