// SPDX-License-Identifier: MIT
#include "mail/limits.h"
#include "mail/messagereader.h"
#include "mail/mimeparameters.h"

#include <optional>
#include <vector>

namespace Turnstone {

namespace {

/// Where a part's body stands in the message.
struct PartRange {
    qsizetype start = 0;
    qsizetype end = 0;
    bool ended = false; ///< by a boundary
};

/// Cuts a message into its parts (RFC 2046 5.1) in one pass over its lines. GMime would build a
/// tree of objects whose cost is quadratic in depth and which forgets where an embedded message
/// stands; a section's bytes have to be the server's, byte for byte.
class StructureScanner {
public:
    explicit StructureScanner(QByteArrayView message)
        : m_message(message)
    {
        readPart({}, "text/plain");
    }

    BodyStructure structure;
    std::vector<PartRange> ranges; ///< of structure.parts, by index
    /// Whether a boundary line told where the part ends, and not the end of what there is.
    bool isWhole(size_t index) const { return ranges[index].ended; }

private:
    struct Delimiter {
        int level = -1; ///< in m_boundaries; -1: the message's end
        bool closing = false;
        qsizetype lineStart = 0;
        qsizetype lineEnd = 0;
    };

    qsizetype lineEnd(qsizetype at) const
    {
        const qsizetype lineFeed = m_message.indexOf('\n', at);
        return lineFeed < 0 ? m_message.size() : lineFeed + 1;
    }

    /// The innermost boundary that the line is; trailing blanks don't count.
    std::optional<Delimiter> delimiterAt(qsizetype start, qsizetype end) const
    {
        QByteArrayView line = m_message.sliced(start, end - start);
        if (!line.startsWith("--"))
            return {};
        while (!line.isEmpty() && static_cast<unsigned char>(line.back()) <= 32)
            line.chop(1);
        line = line.sliced(std::min<qsizetype>(2, line.size()));
        for (int level = static_cast<int>(m_boundaries.size()) - 1; level >= 0; --level) {
            const QByteArray &boundary = m_boundaries[static_cast<size_t>(level)];
            if (!line.startsWith(boundary))
                continue;
            const QByteArrayView rest = line.sliced(boundary.size());
            if (rest.isEmpty() || rest == "--")
                return Delimiter{level, !rest.isEmpty(), start, end};
        }
        return {};
    }

    /// The next boundary line of any open multipart; reading stands in front of it afterwards.
    Delimiter findDelimiter()
    {
        while (m_at < m_message.size()) {
            const qsizetype end = lineEnd(m_at);
            if (const auto found = delimiterAt(m_at, end))
                return *found;
            m_at = end;
        }
        return {-1, true, m_message.size(), m_message.size()};
    }

    /// A header ends at an empty line, or where a boundary cuts it off.
    QByteArrayView readHeader()
    {
        const qsizetype start = m_at;
        while (m_at < m_message.size()) {
            const qsizetype end = lineEnd(m_at);
            const QByteArrayView line = m_message.sliced(m_at, end - m_at);
            if (line == "\n" || line == "\r\n") {
                const QByteArrayView header = m_message.sliced(start, m_at - start);
                m_at = end;
                return header;
            }
            if (delimiterAt(m_at, end))
                break;
            m_at = end;
        }
        return m_message.sliced(start, m_at - start);
    }

    /// The line break in front of a boundary belongs to the boundary.
    qsizetype contentEnd(qsizetype start, const Delimiter &delimiter) const
    {
        qsizetype end = delimiter.lineStart;
        if (delimiter.level < 0)
            return end;
        if (end > start && m_message[end - 1] == '\n')
            --end;
        if (end > start && m_message[end - 1] == '\r')
            --end;
        return end;
    }

    struct PartHeader {
        BodyPart part;
        QByteArray boundary;
    };
    static PartHeader readPartHeader(QByteArrayView header, const char *defaultType)
    {
        QByteArray type;
        QByteArray disposition;
        PartHeader result;
        for (const HeaderField &field : readHeaderFields(header)) {
            const QByteArray name = field.name.toLower();
            if (name == "content-type" && type.isEmpty())
                type = field.value;
            else if (name == "content-disposition" && disposition.isEmpty())
                disposition = field.value;
            else if (name == "content-transfer-encoding" && result.part.encoding.isEmpty())
                result.part.encoding = parseParameterised(field.value).value;
            else if (name == "content-id" && result.part.contentId.isEmpty())
                result.part.contentId = parseMessageIds(field.value).value(0);
        }
        const ParameterisedValue parsed = parseParameterised(type);
        result.part.type = parsed.value;
        const qsizetype slash = parsed.value.indexOf('/');
        if (slash <= 0 || slash + 1 == parsed.value.size())
            result.part.type = type.isEmpty() ? defaultType : "text/plain"; // RFC 2045 5.2
        if (result.part.isMultipart())
            result.boundary = parameterText(parsed.parameters, "boundary").toUtf8();
        else
            applyParameters(result.part, parsed.parameters, parseParameterised(disposition));
        return result;
    }

    /// Reads the part that starts here, up to a boundary of an enclosing multipart, and says which.
    Delimiter readPart(const QByteArray &section, const char *defaultType)
    {
        PartHeader header = readPartHeader(readHeader(), defaultType);
        const size_t index = ranges.size();
        const qsizetype start = m_at;
        const bool mayNest = !header.boundary.isEmpty()
            && m_boundaries.size() < static_cast<size_t>(Limits::mimeDepth)
            && index + 1 < static_cast<size_t>(Limits::mimeParts);
        const bool isMultipart = header.part.isMultipart();
        header.part.section = section.isEmpty() && !isMultipart ? QByteArray("1") : section;
        structure.parts.append(header.part);
        ranges.push_back({start, start});

        const Delimiter end =
            isMultipart && mayNest ? readChildren(header, section) : findDelimiter();
        ranges[index].end = contentEnd(start, end);
        ranges[index].ended = end.level >= 0;
        if (ranges.size() == index + 1) {
            // A leaf. A multipart in which no boundary was found is what its body looks like: text.
            BodyPart &leaf = structure.parts.last();
            leaf.size = ranges[index].end - start;
            if (isMultipart && (mayNest || header.boundary.isEmpty()))
                leaf.type = "text/plain";
            if (leaf.section.isEmpty())
                leaf.section = "1";
        }
        return end;
    }

    Delimiter readChildren(const PartHeader &parent, const QByteArray &section)
    {
        const char *const defaultType =
            parent.part.type == "multipart/digest" ? "message/rfc822" : "text/plain";
        const int level = static_cast<int>(m_boundaries.size());
        m_boundaries.push_back(parent.boundary);
        Delimiter delimiter = findDelimiter(); // skips the preamble
        int child = 0;
        while (delimiter.level == level && !delimiter.closing) {
            m_at = delimiter.lineEnd;
            if (ranges.size() >= static_cast<size_t>(Limits::mimeParts)) {
                delimiter = findDelimiter();
                continue;
            }
            const QByteArray number = QByteArray::number(++child);
            delimiter = readPart(section.isEmpty() ? number : section + '.' + number, defaultType);
        }
        m_boundaries.pop_back();
        if (delimiter.level == level) {
            m_at = delimiter.lineEnd;
            delimiter = findDelimiter(); // skips the epilogue
        }
        return delimiter;
    }

    QByteArrayView m_message;
    qsizetype m_at = 0;
    std::vector<QByteArray> m_boundaries; ///< of the open multiparts, outermost first
};

} // namespace

BodyStructure readStructure(QByteArrayView message)
{
    return StructureScanner(message).structure;
}

MessageBeginning readBeginning(QByteArrayView beginning, qint64 wholeSize)
{
    const StructureScanner scanner(beginning);
    MessageBeginning result;
    result.structure = scanner.structure;
    for (size_t i = 0; i < scanner.ranges.size(); ++i) {
        BodyPart &part = result.structure.parts[static_cast<qsizetype>(i)];
        if (part.isMultipart())
            continue;
        if (scanner.isWhole(i))
            result.whole.append(part.section);
        else
            part.size += std::max<qint64>(0, wholeSize - beginning.size());
    }
    return result;
}

bool mayHaveAttachments(QByteArrayView headers)
{
    const BodyStructure structure = readStructure(headerBlock(headers));
    // With no body, a multipart reads as the text that it seems to be: so by its field.
    for (const HeaderField &field : readHeaderFields(headers)) {
        if (field.name.compare("content-type", Qt::CaseInsensitive) != 0)
            continue;
        const QByteArray type = parseParameterised(field.value).value;
        if (type.startsWith("multipart/"))
            return type == "multipart/mixed";
        break;
    }
    return structure.hasAttachments();
}

std::optional<MessageSection> findSection(QByteArrayView message, const QByteArray &section)
{
    const StructureScanner scanner(message);
    for (size_t i = 0; i < scanner.ranges.size(); ++i) {
        const BodyPart &part = scanner.structure.parts.at(static_cast<qsizetype>(i));
        if (part.section != section)
            continue;
        const PartRange range = scanner.ranges[i];
        return MessageSection{part, message.sliced(range.start, range.end - range.start)};
    }
    return {};
}

QByteArray sectionBytes(QByteArrayView message, const QByteArray &section)
{
    if (section.isEmpty())
        return message.toByteArray();
    const auto found = findSection(message, section);
    if (!found)
        return {};
    const QByteArray bytes = found->encoded.toByteArray();
    return bytes.isNull() ? QByteArray("") : bytes; // null says that there is none
}

} // namespace Turnstone
