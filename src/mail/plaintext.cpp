// SPDX-License-Identifier: MIT
#include "mail/plaintext.h"

#include "mail/textlinks.h"

namespace Turnstone {

namespace {

constexpr int deepestQuote = 100;
constexpr qsizetype previewedChars = 8 * 1024;

struct QuotedLine {
    int level = 0;
    QStringView text;
};

/// With flowed text the marks stand together (RFC 3676 4.5); elsewhere people write "> > text" too.
QuotedLine readQuote(QStringView line, bool flowed)
{
    QuotedLine result;
    qsizetype at = 0;
    while (at < line.size()) {
        if (line.at(at) == QLatin1Char('>')) {
            ++result.level;
            ++at;
        } else if (!flowed && result.level > 0 && line.at(at) == QLatin1Char(' ')
                   && at + 1 < line.size() && line.at(at + 1) == QLatin1Char('>')) {
            ++at;
        } else {
            break;
        }
    }
    // Space-stuffing (RFC 3676 4.4); without format=flowed the blank behind the mark goes too.
    const bool unstuff = flowed || result.level > 0;
    if (unstuff && at < line.size() && line.at(at) == QLatin1Char(' '))
        ++at;
    result.level = std::min(result.level, deepestQuote);
    result.text = line.sliced(at);
    return result;
}

QString shownText(QStringView text)
{
    QString result;
    result.reserve(text.size());
    for (const QChar c : text) {
        const char16_t u = c.unicode();
        if ((u >= 0x20 && u != 0x7F) || u == u'\t')
            result.append(c);
    }
    return result;
}

/// Puts lines together into paragraphs.
class ParagraphBuilder {
public:
    ParagraphBuilder(bool flowed, bool delSp, bool withLinks)
        : m_flowed(flowed)
        , m_delSp(delSp)
        , m_withLinks(withLinks)
    { }

    void addLine(QStringView line)
    {
        QuotedLine quoted = readQuote(line, m_flowed);
        const bool signatureMark = quoted.text == QLatin1String("-- ");
        // A change of level ends a paragraph even where the sender forgot to (RFC 3676 4.5).
        if (m_open && (quoted.level != m_level || signatureMark))
            finish();
        if (quoted.level != m_level)
            m_inSignature = false;
        m_level = quoted.level;
        m_inSignature = m_inSignature || signatureMark;
        const bool soft = m_flowed && !signatureMark && quoted.text.endsWith(QLatin1Char(' '));
        if (soft && m_delSp)
            quoted.text.chop(1);
        m_text += shownText(quoted.text);
        m_open = true;
        if (!soft)
            finish();
    }

    QList<TextParagraph> take()
    {
        if (m_open)
            finish();
        return std::move(m_paragraphs);
    }

private:
    void finish()
    {
        TextParagraph paragraph;
        paragraph.quoteLevel = m_level;
        paragraph.signature = m_inSignature;
        paragraph.text = std::exchange(m_text, {});
        if (m_withLinks)
            paragraph.links = findLinks(paragraph.text);
        m_paragraphs.append(std::move(paragraph));
        m_open = false;
    }

    const bool m_flowed;
    const bool m_delSp;
    const bool m_withLinks;
    QList<TextParagraph> m_paragraphs;
    QString m_text;
    int m_level = 0;
    bool m_open = false;
    bool m_inSignature = false;
};

QList<TextParagraph> paragraphsOf(const QString &text, bool flowed, bool delSp, bool withLinks)
{
    ParagraphBuilder builder(flowed, delSp, withLinks);
    QStringView rest(text);
    while (!rest.isEmpty()) {
        const qsizetype lineFeed = rest.indexOf(QLatin1Char('\n'));
        QStringView line = lineFeed < 0 ? rest : rest.first(lineFeed);
        rest = lineFeed < 0 ? QStringView() : rest.sliced(lineFeed + 1);
        if (line.endsWith(QLatin1Char('\r')))
            line.chop(1);
        builder.addLine(line);
    }
    return builder.take();
}

/// What a message says itself, on one line, and beyond `enough` characters perhaps not all of it.
QString ownLine(const QString &text, bool flowed, int enough)
{
    QString own;
    QString quoted;
    for (const TextParagraph &paragraph : paragraphsOf(text, flowed, false, false)) {
        if (paragraph.signature)
            continue;
        QString &line = paragraph.quoteLevel == 0 ? own : quoted;
        if (line.size() <= enough)
            line += paragraph.text.simplified() + QLatin1Char(' ');
    }
    // A message that is nothing but a quote is shown by its quote.
    const QString line = own.simplified();
    return line.isEmpty() ? quoted.simplified() : line;
}

} // namespace

QList<TextParagraph> readPlainText(const QString &text, bool flowed, bool delSp)
{
    return paragraphsOf(text, flowed, delSp, true);
}

QString previewLine(const QString &text, bool flowed, int maxChars)
{
    // A few lines are enough for most; where quotes come first, or blank space, it takes more.
    const QString few = text.left(std::max(4 * maxChars, 512));
    QString line = few.contains(QLatin1Char('>')) ? QString() : ownLine(few, flowed, maxChars);
    if (line.size() <= maxChars)
        line = ownLine(text.left(previewedChars), flowed, maxChars);
    if (line.size() <= maxChars)
        return line;
    line.truncate(std::max(maxChars - 1, 0));
    if (!line.isEmpty() && line.back().isHighSurrogate())
        line.chop(1);
    return line.trimmed() + QChar(0x2026);
}

} // namespace Turnstone
