// SPDX-License-Identifier: MIT
#include "mail/contactfile.h"

#include <algorithm>
#include <array>

namespace Turnstone {

namespace {

constexpr qsizetype contactFilePiece = 1024 * 1024;
constexpr qsizetype largestCard = 16 * 1024 * 1024;
constexpr int rowsAtOnce = 20'000;
constexpr qsizetype longestField = 1024 * 1024; ///< of a CSV, in quotation marks

bool isLine(QByteArrayView line, const char *word)
{
    return line.trimmed().compare(QByteArrayView(word), Qt::CaseInsensitive) == 0;
}

/// Behind the header's own line.
qsizetype firstLineEnd(const QByteArray &text)
{
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        quoted = text.at(i) == '"' ? !quoted : quoted;
        if (!quoted && text.at(i) == '\n')
            return i + 1;
    }
    return text.size();
}

/// As readContactsCsv tells it: what stands there most.
char separatorOfHeader(const QByteArray &header)
{
    static constexpr std::array separators{',', ';', '\t'};
    const auto count = [&header](char separator) {
        bool quoted = false;
        return std::count_if(header.begin(), header.end(), [&](char c) {
            quoted = c == '"' ? !quoted : quoted;
            return !quoted && c == separator;
        });
    };
    return *std::max_element(separators.begin(), separators.end(),
                             [&](char a, char b) { return count(a) < count(b); });
}

} // namespace

ContactFileReader::ContactFileReader(QIODevice &device)
    : m_device(device)
{ }

bool ContactFileReader::fill()
{
    if (m_ended)
        return false;
    const QByteArray piece = m_device.read(contactFilePiece);
    if (piece.isEmpty()) {
        m_ended = true;
        if (!m_device.atEnd())
            m_fault = m_device.errorString();
        return false;
    }
    if (m_decoder)
        m_buffer += QString(m_decoder->decode(piece)).toUtf8();
    else
        m_buffer += piece;
    return true;
}

void ContactFileReader::begin()
{
    m_begun = true;
    fill();
    for (const auto &[mark, encoding] : {std::pair("\xFF\xFE", QStringConverter::Utf16LE),
                                         std::pair("\xFE\xFF", QStringConverter::Utf16BE)}) {
        if (m_buffer.startsWith(mark)) {
            m_decoder.emplace(encoding);
            m_buffer = QString(m_decoder->decode(std::exchange(m_buffer, {}))).toUtf8();
            break;
        }
    }
    if (m_buffer.startsWith("\xEF\xBB\xBF"))
        m_buffer.remove(0, 3);
    const QByteArray start = m_buffer.left(200).trimmed().toUpper();
    m_isVCard = start.startsWith("BEGIN:VCARD");
    if (m_isVCard)
        return;
    const QByteArray header = m_buffer.left(std::min(firstLineEnd(m_buffer), largestCard / 16));
    m_separator = separatorOfHeader(header);
    while (m_buffer.size() < contactFilePiece && fill()) { }
    if (wholeRows().unclosed == 0)
        return; // it is no row at all: nextRows leaves it out
    // Rows alone, without headers, repeat none.
    if (readContactsCsv(header).contacts.isEmpty())
        m_header = take(header.size());
}

std::optional<ReadContacts> ContactFileReader::next()
{
    if (!m_begun)
        begin();
    return m_isVCard ? nextCards() : nextRows();
}

QByteArray ContactFileReader::take(qsizetype bytes)
{
    QByteArray piece = m_buffer.left(bytes);
    m_buffer.remove(0, bytes);
    for (qsizetype i = 0; !m_isVCard && i < piece.size(); ++i)
        m_linesTaken += piece.at(i) == '\n'
                || (piece.at(i) == '\r' && (i + 1 == piece.size() || piece.at(i + 1) != '\n'))
            ? 1
            : 0;
    m_looked = m_end = 0;
    return piece;
}

std::optional<ReadContacts> ContactFileReader::nextCards()
{
    ReadContacts tooLarge;
    for (;;) {
        for (qsizetype line = m_buffer.indexOf('\n', m_looked); line >= 0;
             line = m_buffer.indexOf('\n', m_looked)) {
            const QByteArrayView text = QByteArrayView(m_buffer).sliced(m_looked, line - m_looked);
            m_looked = line + 1;
            if (isLine(text, "END:VCARD")) {
                m_end = m_looked;
                if (m_skipping) {
                    m_skipping = false;
                    take(m_end);
                }
            }
        }
        if (m_end > 0)
            return readVCards(take(m_end));
        if (m_skipping || m_buffer.size() > largestCard) {
            if (!m_skipping)
                ++tooLarge.unreadable;
            m_skipping = true;
            // The line that is begun may yet be the one that ends it.
            const qsizetype kept = m_buffer.size() - m_looked < 100 ? m_looked : m_buffer.size();
            take(kept);
            if (tooLarge.unreadable > 0)
                return tooLarge;
        }
        if (!fill()) {
            const QByteArray rest = take(m_buffer.size());
            if (rest.trimmed().isEmpty() || m_skipping)
                return std::nullopt;
            return readVCards(rest); // its end is missing
        }
    }
}

ContactFileReader::Rows ContactFileReader::wholeRows() const
{
    Rows found;
    bool quoted = false, blank = true, spansLines = false, closed = false;
    int rows = 0;
    qsizetype lineOfQuote = 0, line = 0, opened = 0;
    for (qsizetype i = 0; i < m_buffer.size() && rows < rowsAtOnce; ++i) {
        const char c = m_buffer.at(i);
        if (quoted) {
            if (c == '"' && i + 1 < m_buffer.size() && m_buffer.at(i + 1) == '"') {
                ++i;
            } else if (c == '"') {
                quoted = false;
                closed = true;
            } else if (c == '\n' || c == '\r') {
                spansLines = true;
            }
            if (i - opened > longestField) {
                found.unclosed = lineOfQuote;
                return found;
            }
        } else if (c == '"' && blank) {
            quoted = true;
            blank = spansLines = false;
            opened = i;
            lineOfQuote = line;
        } else if (c == m_separator) {
            blank = true;
            closed = false;
        } else if (c == '\n' || c == '\r') {
            blank = true;
            closed = false;
            line = found.end = i + 1;
            ++rows;
        } else if (c != ' ') {
            // What closed it lines below opens a field of its own: it was another's.
            if (closed && spansLines) {
                found.unclosed = lineOfQuote;
                return found;
            }
            blank = false;
        }
    }
    if (quoted && m_ended)
        found.unclosed = lineOfQuote;
    return found;
}

/// The line at which reading is, with its quote; what stands below it is read as if it weren't
/// there.
ReadContacts ContactFileReader::leaveLineOut()
{
    if (m_unclosedLine == 0)
        m_unclosedLine = m_linesTaken + 1;
    const qsizetype end = m_buffer.indexOf('\n');
    take(end < 0 ? m_buffer.size() : end + 1);
    ReadContacts nothing;
    nothing.unreadable = 1;
    return nothing;
}

std::optional<ReadContacts> ContactFileReader::nextRows()
{
    while (m_buffer.size() < contactFilePiece && fill()) { }
    Rows rows = wholeRows();
    while (rows.end == 0 && rows.unclosed < 0 && m_buffer.size() <= largestCard && fill())
        rows = wholeRows();
    if (m_buffer.isEmpty())
        return std::nullopt;
    if (rows.end == 0 && rows.unclosed == 0)
        return leaveLineOut();
    return readContactsCsv(m_header + take(rows.end > 0 ? rows.end : m_buffer.size()));
}

} // namespace Turnstone
