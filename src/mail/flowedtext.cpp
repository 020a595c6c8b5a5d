// SPDX-License-Identifier: MIT
#include "mail/flowedtext.h"

#include <algorithm>
#include <unicode/uchar.h>

namespace Turnstone {

namespace {

constexpr int flowedColumns = 72; // RFC 3676 4.2: 78 at most, 66 to 72 recommended
constexpr int deepestFlowedQuote = 60; // leaves something of a line

struct MarkedLine {
    int level = 0;
    QStringView text;
};

/// "> > text" is two deep, as people and old programs write it.
MarkedLine readMarks(QStringView line)
{
    MarkedLine result;
    qsizetype at = 0;
    while (at < line.size()) {
        if (line.at(at) == QLatin1Char('>')) {
            ++result.level;
            ++at;
        } else if (result.level > 0 && line.at(at) == QLatin1Char(' ') && at + 1 < line.size()
                   && line.at(at + 1) == QLatin1Char('>')) {
            ++at;
        } else {
            break;
        }
    }
    if (result.level > 0 && at < line.size() && line.at(at) == QLatin1Char(' '))
        ++at;
    result.level = std::min(result.level, deepestFlowedQuote);
    result.text = line.sliced(at);
    return result;
}

int columnsOfCode(char32_t code)
{
    if (code < 0x300)
        return 1;
    const int8_t type = u_charType(static_cast<UChar32>(code));
    if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR)
        return 0;
    const int width = u_getIntPropertyValue(static_cast<UChar32>(code), UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

QStringView withoutTrailingBlanks(QStringView text)
{
    while (text.endsWith(QLatin1Char(' ')))
        text.chop(1);
    return text;
}

class FlowedWriter {
public:
    void addLine(QStringView line)
    {
        const MarkedLine marked = readMarks(line);
        m_level = marked.level;
        if (marked.text == QLatin1String("-- ")) {
            write(marked.text);
            return;
        }
        QStringView rest = withoutTrailingBlanks(marked.text);
        const int room = std::max(flowedColumns - m_level, 20);
        while (true) {
            const qsizetype cut = breakAt(rest, room);
            if (cut >= rest.size()) {
                write(rest);
                return;
            }
            write(rest.first(cut)); // ends in a blank, so that the line is a soft one
            rest = rest.sliced(cut);
        }
    }
    QString take() { return std::move(m_text); }

private:
    /// Behind the last blank within `room` columns, else behind the first one there is.
    static qsizetype breakAt(QStringView text, int room)
    {
        int columns = 0;
        qsizetype best = 0;
        qsizetype indent = 0;
        while (indent < text.size() && text.at(indent) == QLatin1Char(' '))
            ++indent;
        for (qsizetype at = 0; at < text.size(); ++at) {
            const QChar c = text.at(at);
            char32_t code = c.unicode();
            if (c.isHighSurrogate() && at + 1 < text.size())
                code = QChar::surrogateToUcs4(c, text.at(++at));
            columns += columnsOfCode(code);
            // The blank itself may hang over. Runs of blanks stay together, and a piece must not
            // begin with what a reader takes for a mark of its own.
            const bool mayBreak = c == QLatin1Char(' ') && at + 1 < text.size()
                && text.at(at + 1) != QLatin1Char(' ') && at > indent
                && text.first(at + 1) != QLatin1String("-- ");
            if (columns > room + 1 && best > 0)
                return best;
            if (mayBreak) {
                best = at + 1;
                if (columns > room + 1)
                    return best;
            }
        }
        return columns > room && best > 0 ? best : text.size();
    }

    void write(QStringView line)
    {
        if (m_level > 0) {
            m_text += QString(m_level, QLatin1Char('>'));
            // Stuffed always, so that the text stands apart from its marks.
            if (!line.isEmpty())
                m_text += QLatin1Char(' ');
        } else if (line.startsWith(QLatin1Char(' ')) || line.startsWith(QLatin1Char('>'))
                   || line.startsWith(QLatin1String("From "))) {
            m_text += QLatin1Char(' ');
        }
        m_text += line;
        m_text += QLatin1Char('\n');
    }

    QString m_text;
    int m_level = 0;
};

} // namespace

QString toFlowed(const QString &text)
{
    FlowedWriter writer;
    const bool endsOpen = !text.endsWith(QLatin1Char('\n'));
    const QStringView all(text);
    qsizetype at = 0;
    while (at < all.size()) {
        const qsizetype end = text.indexOf(QLatin1Char('\n'), at);
        writer.addLine(all.sliced(at, (end < 0 ? all.size() : end) - at));
        at = end < 0 ? all.size() : end + 1;
    }
    QString result = writer.take();
    if (endsOpen && !result.isEmpty())
        result.chop(1);
    return result;
}

QString quotedLine(int level, const QString &line)
{
    if (level <= 0)
        return line;
    const QString marks(level, QLatin1Char('>'));
    return line.isEmpty() ? marks : marks + QLatin1Char(' ') + line;
}

int columnsOf(QStringView text)
{
    int columns = 0;
    for (const char32_t code : text.toUcs4())
        columns += columnsOfCode(code);
    return columns;
}

} // namespace Turnstone
