// SPDX-License-Identifier: MIT
#include "mail/transferwriter.h"

#include <algorithm>

namespace Turnstone {

namespace {

constexpr qsizetype encodedLine = 76; // RFC 2045 6.7 (5), 6.8
constexpr qsizetype base64LineBytes = encodedLine / 4 * 3;
constexpr qint64 preferredLine = 78; // RFC 5322 2.1.1
constexpr qint64 longestLineAllowed = 998;
constexpr QByteArrayView fromStart("From ");

} // namespace

QByteArray toString(TransferEncoding encoding)
{
    switch (encoding) {
    case TransferEncoding::SevenBit:
        return "7bit";
    case TransferEncoding::EightBit:
        return "8bit";
    case TransferEncoding::QuotedPrintable:
        return "quoted-printable";
    case TransferEncoding::Base64:
        break;
    }
    return "base64";
}

void ContentScan::add(QByteArrayView bytes)
{
    m_bytes += bytes.size();
    for (const char c : bytes) {
        const auto u = static_cast<unsigned char>(c);
        if (m_last == '\r' && c != '\n')
            ++m_bare;
        if (c == '\n') {
            if (m_last != '\r')
                ++m_bare;
            m_longest = std::max(m_longest, m_line);
            m_line = 0;
            m_start.clear();
        } else if (c != '\r') {
            ++m_line;
            if (m_start.size() < fromStart.size() && m_line == m_start.size() + 1) {
                m_start += c;
                m_from = m_from || m_start == fromStart;
            }
            if (u >= 0x80)
                ++m_high;
            else if ((u < 0x20 && c != '\t' && c != '\f') || u == 0x7F)
                ++m_controls;
            if (u >= 0x7F || u < 0x20 || c == '=')
                ++m_escaped;
        }
        m_last = c;
    }
}

TransferEncoding ContentScan::forText(bool mayBeEightBit) const
{
    const bool clean = m_controls == 0 && !hasBareLineEnds() && !m_from;
    if (clean && isAscii() && longestLine() <= preferredLine)
        return TransferEncoding::SevenBit;
    if (clean && mayBeEightBit && longestLine() <= longestLineAllowed)
        return TransferEncoding::EightBit;
    // Quoted-printable can be read in any program and is smaller for what is mostly Latin.
    return m_escaped * 5 <= m_bytes ? TransferEncoding::QuotedPrintable : TransferEncoding::Base64;
}

QByteArray quotedPrintable(QByteArrayView text)
{
    static const char hex[] = "0123456789ABCDEF";
    QByteArray result;
    result.reserve(text.size() + text.size() / 8);
    qsizetype lineStart = 0;
    const auto endsLine = [&text](qsizetype at) {
        return at >= text.size()
            || (text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n');
    };
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (endsLine(at)) {
            result += "\r\n";
            lineStart = result.size();
            ++at;
            continue;
        }
        const char c = text[at];
        const auto u = static_cast<unsigned char>(c);
        const bool atStart = result.size() == lineStart && (at == 0 || text[at - 1] == '\n');
        const bool blankAtEnd = (c == ' ' || c == '\t') && endsLine(at + 1);
        const bool risky =
            atStart && (text.sliced(at).startsWith(fromStart) || (c == '.' && endsLine(at + 1)));
        const bool plain =
            ((u > 0x20 && u < 0x7F && c != '=') || c == ' ' || c == '\t') && !blankAtEnd && !risky;
        const qsizetype width = plain ? 1 : 3;
        // One column is the soft line break's own, unless the line ends here.
        const qsizetype limit = endsLine(at + 1) ? encodedLine : encodedLine - 1;
        // A character isn't cut by the line break where that can be helped.
        const bool startsCharacter = (u & 0xC0) == 0xC0;
        const qsizetype ahead = startsCharacter ? (u >= 0xF0 ? 12 : u >= 0xE0 ? 9 : 6) : width;
        const qsizetype column = result.size() - lineStart;
        if (column + width > limit || (startsCharacter && column + ahead > encodedLine - 1)) {
            result += "=\r\n";
            lineStart = result.size();
        }
        if (plain)
            result += c;
        else
            result.append('=').append(hex[u >> 4]).append(hex[u & 15]);
    }
    return result;
}

bool Base64Writer::add(QByteArrayView bytes)
{
    if (!m_rest.isEmpty()) {
        const qsizetype taken = std::min(base64LineBytes - m_rest.size(), bytes.size());
        m_rest.append(bytes.first(taken));
        bytes = bytes.sliced(taken);
        if (m_rest.size() < base64LineBytes)
            return true;
        if (!writeLines(m_rest))
            return false;
        m_rest.clear();
    }
    const qsizetype whole = bytes.size() / base64LineBytes * base64LineBytes;
    m_rest = bytes.sliced(whole).toByteArray();
    return writeLines(bytes.first(whole));
}

bool Base64Writer::finish()
{
    return writeLines(m_rest);
}

bool Base64Writer::writeLines(QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return true;
    QByteArray lines;
    lines.reserve(bytes.size() / base64LineBytes * (encodedLine + 2) + encodedLine + 2);
    for (qsizetype at = 0; at < bytes.size(); at += base64LineBytes) {
        const QByteArrayView line = bytes.sliced(at, std::min(base64LineBytes, bytes.size() - at));
        lines += QByteArray::fromRawData(line.data(), line.size()).toBase64() + "\r\n";
    }
    return m_write(lines);
}

bool CrlfWriter::add(QByteArrayView bytes)
{
    QByteArray result;
    result.reserve(bytes.size() + bytes.size() / 32);
    for (const char c : bytes) {
        if (m_afterCr && c != '\n')
            result += "\r\n";
        m_afterCr = c == '\r';
        if (c == '\n')
            result += "\r\n";
        else if (c != '\r')
            result += c;
    }
    return m_write(result);
}

bool CrlfWriter::finish()
{
    return !std::exchange(m_afterCr, false) || m_write(QByteArrayView("\r\n"));
}

} // namespace Turnstone
