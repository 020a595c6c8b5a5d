// SPDX-License-Identifier: MIT
#include "gui/plaintexthtml.h"

#include "gui/icons.h"

namespace Turnstone {

namespace {

// A table a quote is pretty but dear: a hostile text that changes its level with every line gets
// plain indentation from here on. A line without end is cut, as one layout of it would take
// seconds.
constexpr int maxQuoteTables = 400;
constexpr int maxBars = 8;
constexpr qsizetype maxParagraphChars = 20'000;

QString escapedPiece(const QString &text, qsizetype start, qsizetype end)
{
    return text.mid(start, end - start).toHtmlEscaped();
}

void appendLinked(QString &out, const TextParagraph &paragraph, qsizetype from, qsizetype to,
                  const TextColours &colours)
{
    qsizetype at = from;
    for (const TextLink &link : paragraph.links) {
        const qsizetype end = link.start + link.length;
        if (link.start < at || end > to)
            continue;
        out += escapedPiece(paragraph.text, at, link.start);
        out += QStringLiteral("<a href=\"%1\" style=\"color:%2\">")
                   .arg(QString::fromLatin1(link.url.toEncoded()).toHtmlEscaped(),
                        colours.link.name());
        out += escapedPiece(paragraph.text, link.start, end);
        out += QStringLiteral("</a>");
        at = end;
    }
    out += escapedPiece(paragraph.text, at, to);
}

void appendParagraph(QString &out, const TextParagraph &paragraph, bool firstInCell,
                     const TextColours &colours)
{
    if (paragraph.text.isEmpty()) {
        // At the start of a cell the marked form would stand beside the cell's own empty block.
        out += firstInCell ? QStringLiteral("<p>&nbsp;</p>")
                           : QStringLiteral("<p style=\"-qt-paragraph-type:empty\"><br/></p>");
        return;
    }
    for (qsizetype at = 0; at < paragraph.text.size();) {
        qsizetype end = qMin(at + maxParagraphChars, paragraph.text.size());
        if (end < paragraph.text.size() && paragraph.text.at(end).isLowSurrogate())
            --end;
        out += paragraph.signature
            ? QStringLiteral("<p style=\"color:%1\">").arg(colours.dimmed.name())
            : QStringLiteral("<p>");
        appendLinked(out, paragraph, at, end, colours);
        out += QStringLiteral("</p>");
        at = end;
    }
}

const QColor &ofLevel(const QList<QColor> &colours, int level)
{
    return colours.at((level - 1) % colours.size());
}

void openQuote(QString &out, int level, bool asTable, const TextColours &colours)
{
    const QString text = ofLevel(colours.quoteTexts, level).name();
    if (!asTable) {
        out += QStringLiteral("<div style=\"margin-left:%1px;color:%2\">")
                   .arg(12 * qMin(level, maxBars))
                   .arg(text);
        return;
    }
    out += QStringLiteral("<table cellspacing=\"0\" cellpadding=\"0\" border=\"0\"><tr>");
    for (int bar = 1; bar <= qMin(level, maxBars); ++bar)
        out += QStringLiteral("<td width=\"2\" bgcolor=\"%1\"></td><td width=\"9\"></td>")
                   .arg(ofLevel(colours.quoteBars, bar).name());
    out += QStringLiteral("<td style=\"color:%1\">").arg(text);
}

} // namespace

TextColours textColours(const QPalette &palette)
{
    TextColours colours;
    const bool dark = isDark(palette);
    colours.dimmed = dark ? QColor(0x9aa0a6) : QColor(0x6b7075);
    colours.link = palette.color(QPalette::Link);
    if (dark) {
        colours.quoteBars = {QColor(0x5b9bd5), QColor(0x63b37c), QColor(0xc99ad6),
                             QColor(0xd9a25f)};
        colours.quoteTexts = {QColor(0xa9c7e8), QColor(0xa8d5b5), QColor(0xdcc0e4),
                              QColor(0xe6c8a0)};
    } else {
        colours.quoteBars = {QColor(0x4a86c5), QColor(0x4c9a63), QColor(0x9b62ad),
                             QColor(0xb97a2b)};
        colours.quoteTexts = {QColor(0x2f5d8f), QColor(0x2c6a3f), QColor(0x6e3f80),
                              QColor(0x80521a)};
    }
    return colours;
}

QString plainTextHtml(const QList<TextParagraph> &paragraphs, const TextColours &colours)
{
    QString out = QStringLiteral("<style>p{margin:0;white-space:pre-wrap}</style>");
    int tables = 0;
    for (qsizetype i = 0; i < paragraphs.size();) {
        const int level = paragraphs.at(i).quoteLevel;
        const bool asTable = level > 0 && tables < maxQuoteTables;
        if (level > 0)
            openQuote(out, level, asTable, colours);
        for (bool first = asTable; i < paragraphs.size() && paragraphs.at(i).quoteLevel == level;
             ++i, first = false)
            appendParagraph(out, paragraphs.at(i), first, colours);
        if (asTable) {
            out += QStringLiteral("</td></tr></table>");
            ++tables;
        } else if (level > 0) {
            out += QStringLiteral("</div>");
        }
    }
    return out;
}

} // namespace Turnstone
