// SPDX-License-Identifier: MIT
#include "gui/composer/richtextreader.h"

#include "gui/composer/quotemarks.h"
#include "gui/composer/richtextwriter.h"
#include "gui/inertdocument.h"

#include <QSet>
#include <QTextDocumentFragment>
#include <QTextTable>

namespace Turnstone {

namespace {

/// A stretch of markup between two quote tags, and how deep it stands.
struct QuoteSegment {
    QString html;
    int depth = 0;
};

/// The tag at `open`: its lower-case name with a '/' in front where it ends an element.
QString tagName(QStringView html, qsizetype open, qsizetype close)
{
    QString name;
    for (qsizetype i = open + 1; i < close; ++i) {
        const QChar c = html.at(i);
        if (c.isLetterOrNumber() || (c == u'/' && i == open + 1))
            name.append(c.toLower());
        else
            break;
    }
    return name;
}

qsizetype tagEnd(QStringView html, qsizetype open)
{
    QChar quote;
    for (qsizetype i = open + 1; i < html.size(); ++i) {
        const QChar c = html.at(i);
        if (!quote.isNull())
            quote = c == quote ? QChar() : quote;
        else if (c == u'"' || c == u'\'')
            quote = c;
        else if (c == u'>')
            return i;
    }
    return html.size() - 1;
}

/// Cuts at the quotes that stand outside of tables and lists, since Qt's own reader forgets how
/// deep a block stands behind a table. A top-level quote above `collapseAbove` stays one piece.
QList<QuoteSegment> segmentsOf(const QString &html, qsizetype collapseAbove)
{
    QList<QuoteSegment> segments;
    int depth = 0, enclosed = 0;
    qsizetype from = 0, quoteFrom = 0;
    const auto end = [&](qsizetype to, int at) {
        const QString piece = html.mid(from, to - from).trimmed();
        if (!piece.isEmpty())
            segments.append({piece, at});
    };
    qsizetype segmentsBefore = 0;
    for (qsizetype open = html.indexOf(u'<'); open >= 0; open = html.indexOf(u'<', open + 1)) {
        const qsizetype close = tagEnd(html, open);
        const QString name = tagName(html, open, close);
        if (name == QLatin1String("table") || name == QLatin1String("ul")
            || name == QLatin1String("ol")) {
            ++enclosed;
        } else if (name == QLatin1String("/table") || name == QLatin1String("/ul")
                   || name == QLatin1String("/ol")) {
            enclosed = qMax(0, enclosed - 1);
        } else if (name == QLatin1String("blockquote") && enclosed == 0) {
            end(open, depth);
            if (depth == 0) {
                quoteFrom = open;
                segmentsBefore = segments.size();
            }
            ++depth;
            from = close + 1;
        } else if (name == QLatin1String("/blockquote") && enclosed == 0 && depth > 0) {
            end(open, depth);
            --depth;
            from = close + 1;
            if (depth == 0 && from - quoteFrom > collapseAbove) {
                segments.resize(segmentsBefore);
                segments.append({html.mid(quoteFrom, from - quoteFrom), -1});
            }
        }
        open = close;
    }
    end(html.size(), depth);
    return segments;
}

/// Of each table, in order, which of its cells are headings: Qt's own reader knows it, and forgets.
QList<QList<bool>> headingCells(const QString &html)
{
    QList<QList<bool>> tables;
    QList<qsizetype> open;
    for (qsizetype at = html.indexOf(u'<'); at >= 0; at = html.indexOf(u'<', at + 1)) {
        const qsizetype close = tagEnd(html, at);
        const QString name = tagName(html, at, close);
        if (name == QLatin1String("table")) {
            open.append(tables.size());
            tables.append(QList<bool>());
        } else if (name == QLatin1String("/table") && !open.isEmpty()) {
            open.removeLast();
        } else if ((name == QLatin1String("td") || name == QLatin1String("th"))
                   && !open.isEmpty()) {
            tables[open.constLast()].append(name == QLatin1String("th"));
        }
        at = close;
    }
    return tables;
}

void markHeadings(QTextTable &table, const QList<bool> &headings)
{
    if (!headings.contains(true))
        return;
    QList<QTextTableCell> cells;
    for (int row = 0; row < table.rows(); ++row) {
        for (int column = 0; column < table.columns(); ++column) {
            const QTextTableCell cell = table.cellAt(row, column);
            if (cell.row() == row && cell.column() == column)
                cells.append(cell);
        }
    }
    if (cells.size() != headings.size())
        return;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        QTextCharFormat format = cells.at(i).format();
        format.setProperty(RichText::headingCell, headings.at(i));
        cells[i].setFormat(format);
    }
}

/// Gives the blocks from `start` to `end` their depth; those within tables by their table.
/// Returns how many characters it took away: an empty line is a block with a break in it to Qt.
int deepen(QTextDocument &document, int start, int end, int depth, QList<QList<bool>> headings)
{
    QTextCursor cursor(&document);
    QSet<const QTextTable *> known;
    int removed = 0;
    for (QTextBlock block = document.findBlock(start);
         block.isValid() && block.position() <= end - removed; block = block.next()) {
        cursor.setPosition(block.position());
        if (block.length() == 2 && block.text().at(0) == QChar::LineSeparator) {
            cursor.deleteChar();
            ++removed;
        }
        if (QTextTable *table = cursor.currentTable()) {
            if (!known.contains(table)) {
                known.insert(table);
                if (!headings.isEmpty())
                    markHeadings(*table, headings.takeFirst());
            }
            if (RichText::quoteDepthOf(table->format()) != depth) {
                QTextTableFormat format = table->format();
                format.setProperty(RichText::quoteDepth, depth);
                format.setLeftMargin(depth * RichText::quoteIndent);
                table->setFormat(format);
            }
            continue;
        }
        QTextBlockFormat format = block.blockFormat();
        format.setLeftMargin(0);
        setQuoteDepth(format, depth);
        if (format.nonBreakableLines()) {
            format.setNonBreakableLines(false);
            format.setProperty(RichText::preformatted, true);
        }
        cursor.setBlockFormat(format);
    }
    return removed;
}

} // namespace

void setQuoteDepth(QTextBlockFormat &format, int depth)
{
    depth = qBound(0, depth, maxQuoteDepth);
    if (depth > 0)
        format.setProperty(RichText::quoteDepth, depth);
    else
        format.clearProperty(RichText::quoteDepth);
    // An indent, unlike a margin, is on the right of text that runs from there.
    format.setIndent(depth);
}

void insertCollapsedQuote(QTextCursor cursor, const QString &html, int depth)
{
    QTextBlockFormat block;
    setQuoteDepth(block, depth);
    cursor.setBlockFormat(block);
    QTextCharFormat format;
    format.setObjectType(RichText::collapsedObject);
    format.setProperty(RichText::collapsedHtml, html);
    format.setProperty(RichText::collapsedChars, int(html.size()));
    cursor.insertText(QString(QChar::ObjectReplacementCharacter), format);
}

void insertRichText(QTextCursor cursor, const QString &html, int depth, qsizetype collapseAbove)
{
    QTextDocument &document = *cursor.document();
    const InertDocument inert; // resolves nothing while it is parsed
    cursor.beginEditBlock();
    for (const QuoteSegment &segment : segmentsOf(html, collapseAbove)) {
        if (cursor.positionInBlock() > 0 || cursor.block().length() > 1)
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat());
        const int start = cursor.position();
        if (segment.depth < 0) {
            insertCollapsedQuote(cursor, segment.html, depth);
            cursor.movePosition(QTextCursor::EndOfBlock);
            continue;
        }
        cursor.insertFragment(QTextDocumentFragment::fromHtml(segment.html, &inert));
        const int end = cursor.position();
        // Which block stands in which table is only known once the edit has ended.
        cursor.endEditBlock();
        cursor.joinPreviousEditBlock();
        const int removed =
            deepen(document, start, end, depth + segment.depth, headingCells(segment.html));
        cursor.setPosition(end - removed);
    }
    cursor.endEditBlock();
}

} // namespace Turnstone
