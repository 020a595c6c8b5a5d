// SPDX-License-Identifier: MIT
#include "gui/composer/richtextwriter.h"

#include "gui/composer/quotemarks.h"

#include <QTextBlock>
#include <QTextDocument>
#include <QTextList>
#include <QTextTable>

namespace Turnstone {

namespace RichText {

int quoteDepthOf(const QTextFormat &format)
{
    return qBound(0, format.intProperty(quoteDepth), maxQuoteDepth);
}

QTextTable *outermostTable(const QTextBlock &block)
{
    QTextTable *outermost = nullptr;
    for (QTextFrame *frame = block.document()->frameAt(block.position()); frame;
         frame = frame->parentFrame()) {
        if (auto *table = qobject_cast<QTextTable *>(frame))
            outermost = table;
    }
    return outermost;
}

int quoteDepthOf(const QTextBlock &block)
{
    const QTextTable *table = outermostTable(block);
    return quoteDepthOf(table ? QTextFormat(table->format()) : QTextFormat(block.blockFormat()));
}

bool isPreformatted(const QTextFormat &format)
{
    return format.boolProperty(preformatted)
        || format.boolProperty(QTextFormat::BlockNonBreakableLines);
}

} // namespace RichText

namespace {

bool isFixed(const QTextCharFormat &format)
{
    if (format.fontFixedPitch())
        return true;
    for (const QString &family : format.fontFamilies().toStringList()) {
        if (family.contains(QLatin1String("mono"), Qt::CaseInsensitive)
            || family.contains(QLatin1String("courier"), Qt::CaseInsensitive))
            return true;
    }
    return false;
}

bool isBold(const QTextCharFormat &format)
{
    return format.fontWeight() >= QFont::DemiBold;
}

/// Text for HTML: blanks that would be lost are kept. `before`: what the text follows.
QString escaped(const QString &text, bool preformatted, QChar &before)
{
    QString html;
    html.reserve(text.size() + text.size() / 8);
    for (const QChar c : text) {
        switch (c.unicode()) {
        case '&':
            html += QLatin1String("&amp;");
            break;
        case '<':
            html += QLatin1String("&lt;");
            break;
        case '>':
            html += QLatin1String("&gt;");
            break;
        case '"':
            html += QLatin1String("&quot;");
            break;
        case 0x2028:
            html += preformatted ? QLatin1String("\n") : QLatin1String("<br>");
            break;
        case ' ':
            html +=
                before == u' ' && !preformatted ? QStringLiteral("\u00a0") : QStringLiteral(" ");
            break;
        case 0xfffc:
            break;
        default:
            html += c;
        }
        before = c;
    }
    return html;
}

class HtmlWriter {
public:
    QString take() { return std::move(m_html); }

    void write(QTextFrame::iterator at)
    {
        for (; !at.atEnd(); ++at) {
            if (const auto *table = qobject_cast<QTextTable *>(at.currentFrame())) {
                toDepth(RichText::quoteDepthOf(table->format()), false);
                writeTable(*table);
            } else if (at.currentBlock().isValid() && !isTableEdge(at)) {
                writeBlock(at.currentBlock());
            }
        }
        toDepth(m_base, false);
    }

private:
    /// A document has a block before and behind each table, whether anybody wants one or not.
    static bool isTableEdge(const QTextFrame::iterator &at)
    {
        if (at.currentBlock().length() > 1)
            return false;
        QTextFrame::iterator before = at, after = at;
        --before;
        ++after;
        const auto isTable = [](const QTextFrame::iterator &other) {
            return !other.atEnd() && qobject_cast<QTextTable *>(other.currentFrame());
        };
        const bool first = at == at.parentFrame()->begin();
        return isTable(after) || (!first && isTable(before));
    }

    struct OpenList {
        int indent = 0;
        const char *tag = "ul";
    };

    void closeLists(qsizetype keep)
    {
        while (m_lists.size() > keep) {
            m_html += QStringLiteral("</li></%1>\n").arg(QLatin1String(m_lists.takeLast().tag));
        }
    }

    /// Closes and opens quotes; what stands within them is closed before.
    void toDepth(int depth, bool keepLists)
    {
        depth = qMax(depth, m_base);
        if (depth != m_depth || !keepLists)
            closeLists(0);
        if (m_pre && (depth != m_depth || !keepLists))
            closePre();
        for (; m_depth > depth; --m_depth)
            m_html += QLatin1String("</blockquote>\n");
        for (; m_depth < depth; ++m_depth)
            m_html += QLatin1String("<blockquote type=\"cite\">\n");
    }

    void closePre()
    {
        m_html += QLatin1String("</pre>\n");
        m_pre = false;
    }

    QString attributes(const QTextBlock &block) const
    {
        QString attributes;
        if (block.textDirection() == Qt::RightToLeft && block.length() > 1)
            attributes += QLatin1String(" dir=\"rtl\"");
        const Qt::Alignment alignment = block.blockFormat().alignment();
        if (alignment & Qt::AlignHCenter)
            attributes += QLatin1String(" style=\"text-align:center\"");
        else if (alignment & Qt::AlignJustify)
            attributes += QLatin1String(" style=\"text-align:justify\"");
        else if ((alignment & Qt::AlignRight)
                 && block.blockFormat().hasProperty(QTextFormat::BlockAlignment))
            attributes += QLatin1String(" style=\"text-align:right\"");
        return attributes;
    }

    /// Quotes stand beside paragraphs, not in them. False where the block held nothing else.
    bool writeCollapsed(const QTextBlock &block)
    {
        int collapsed = 0;
        for (auto at = block.begin(); !at.atEnd(); ++at) {
            const QTextCharFormat format = at.fragment().charFormat();
            if (format.objectType() != RichText::collapsedObject)
                continue;
            if (m_pre)
                closePre();
            toDepth(RichText::quoteDepthOf(block.blockFormat()), false);
            m_html += format.stringProperty(RichText::collapsedHtml) + u'\n';
            collapsed += at.fragment().length();
        }
        return collapsed == 0 || block.length() - 1 > collapsed;
    }

    void writeBlock(const QTextBlock &block)
    {
        if (!writeCollapsed(block))
            return;
        const QTextBlockFormat format = block.blockFormat();
        const int depth = RichText::quoteDepthOf(format);
        if (const QTextList *list = block.textList()) {
            if (m_pre)
                closePre();
            toDepth(depth, true);
            writeItem(block, *list);
            return;
        }
        const bool pre = RichText::isPreformatted(format);
        toDepth(depth, pre && m_pre);
        closeLists(0);
        if (pre) {
            m_html += m_pre ? QLatin1String("\n") : QLatin1String("<pre>");
            m_pre = true;
            writeInline(block, true);
            return;
        }
        if (m_pre)
            closePre();
        if (format.hasProperty(QTextFormat::BlockTrailingHorizontalRulerWidth)) {
            m_html += QLatin1String("<hr>\n");
            return;
        }
        QString tag = format.topMargin() > 0 || format.bottomMargin() > 0 ? QStringLiteral("p")
                                                                          : QStringLiteral("div");
        if (format.headingLevel() > 0)
            tag = QStringLiteral("h%1").arg(qBound(1, format.headingLevel(), 6));
        m_html += u'<' + tag + attributes(block) + u'>';
        if (block.length() <= 1)
            m_html += QLatin1String("<br>");
        else
            writeInline(block, false);
        m_html += QLatin1String("</") + tag + QLatin1String(">\n");
    }

    void writeItem(const QTextBlock &block, const QTextList &list)
    {
        const int indent = qMax(1, list.format().indent());
        const bool numbered = list.format().style() <= QTextListFormat::ListDecimal;
        const char *tag = numbered ? "ol" : "ul";
        qsizetype keep = m_lists.size();
        while (keep > 0 && m_lists.at(keep - 1).indent > indent)
            --keep;
        if (keep > 0 && m_lists.at(keep - 1).indent == indent
            && qstrcmp(m_lists.at(keep - 1).tag, tag) != 0)
            --keep;
        closeLists(keep);
        if (m_lists.isEmpty() || m_lists.constLast().indent < indent) {
            m_html += QStringLiteral("<%1>\n").arg(QLatin1String(tag));
            m_lists.append({indent, tag});
        } else {
            m_html += QLatin1String("</li>\n");
        }
        m_html += QLatin1String("<li") + attributes(block) + u'>';
        writeInline(block, false);
    }

    void writeInline(const QTextBlock &block, bool preformatted)
    {
        const bool heading = m_heading || block.blockFormat().headingLevel() > 0;
        QChar last = u' ';
        for (auto at = block.begin(); !at.atEnd(); ++at) {
            const QTextFragment fragment = at.fragment();
            const QTextCharFormat format = fragment.charFormat();
            if (format.objectType() == RichText::collapsedObject)
                continue;
            if (format.isImageFormat()) {
                last = u'x';
                writeImage(format.toImageFormat());
                continue;
            }
            QString before, after;
            const auto wrap = [&](const QString &open, const char *close) {
                before += open;
                after.prepend(QLatin1String(close));
            };
            if (format.isAnchor() && !format.anchorHref().isEmpty())
                wrap(QStringLiteral("<a href=\"%1\">").arg(format.anchorHref().toHtmlEscaped()),
                     "</a>");
            if (isBold(format) && !heading)
                wrap(QStringLiteral("<b>"), "</b>");
            if (format.fontItalic())
                wrap(QStringLiteral("<i>"), "</i>");
            if (format.fontUnderline() && !format.isAnchor())
                wrap(QStringLiteral("<u>"), "</u>");
            if (format.fontStrikeOut())
                wrap(QStringLiteral("<s>"), "</s>");
            if (isFixed(format) && !preformatted)
                wrap(QStringLiteral("<code>"), "</code>");
            if (format.verticalAlignment() == QTextCharFormat::AlignSuperScript)
                wrap(QStringLiteral("<sup>"), "</sup>");
            else if (format.verticalAlignment() == QTextCharFormat::AlignSubScript)
                wrap(QStringLiteral("<sub>"), "</sub>");
            m_html += before + escaped(fragment.text(), preformatted, last) + after;
        }
    }

    void writeImage(const QTextImageFormat &format)
    {
        m_html += QStringLiteral("<img src=\"%1\"").arg(format.name().toHtmlEscaped());
        if (format.width() > 0)
            m_html += QStringLiteral(" width=\"%1\"").arg(qRound(format.width()));
        if (format.height() > 0)
            m_html += QStringLiteral(" height=\"%1\"").arg(qRound(format.height()));
        m_html += QStringLiteral(" alt=\"%1\">")
                      .arg(format.stringProperty(QTextFormat::ImageAltText).toHtmlEscaped());
    }

    void writeTable(const QTextTable &table)
    {
        const QTextTableFormat format = table.format();
        m_html += QStringLiteral("<table border=\"%1\" cellspacing=\"%2\" cellpadding=\"%3\"")
                      .arg(qRound(format.border()))
                      .arg(qRound(format.cellSpacing()))
                      .arg(qRound(format.cellPadding()));
        if (format.width().type() == QTextLength::PercentageLength)
            m_html += QStringLiteral(" width=\"%1%\"").arg(qRound(format.width().rawValue()));
        else if (format.width().type() == QTextLength::FixedLength)
            m_html += QStringLiteral(" width=\"%1\"").arg(qRound(format.width().rawValue()));
        if (format.background().style() == Qt::SolidPattern)
            m_html += QStringLiteral(" bgcolor=\"%1\"").arg(format.background().color().name());
        m_html += QLatin1String(">\n");
        for (int row = 0; row < table.rows(); ++row) {
            m_html += QLatin1String("<tr>");
            for (int column = 0; column < table.columns(); ++column) {
                const QTextTableCell cell = table.cellAt(row, column);
                if (cell.row() != row || cell.column() != column)
                    continue; // within the span of another one
                const bool isHeading = cell.format().boolProperty(RichText::headingCell);
                const QLatin1String name(isHeading ? "th" : "td");
                m_html += u'<' + name;
                if (cell.columnSpan() > 1)
                    m_html += QStringLiteral(" colspan=\"%1\"").arg(cell.columnSpan());
                if (cell.rowSpan() > 1)
                    m_html += QStringLiteral(" rowspan=\"%1\"").arg(cell.rowSpan());
                if (cell.format().background().style() == Qt::SolidPattern)
                    m_html += QStringLiteral(" bgcolor=\"%1\"")
                                  .arg(cell.format().background().color().name());
                m_html += u'>';
                HtmlWriter inner;
                inner.m_base = inner.m_depth = m_depth;
                inner.m_heading = isHeading;
                const QTextBlock only = cell.firstCursorPosition().block();
                if (only == cell.lastCursorPosition().block() && !only.textList()
                    && only.blockFormat().headingLevel() == 0)
                    inner.writeInline(only, false);
                else
                    inner.write(cell.begin());
                m_html += inner.take().trimmed() + QLatin1String("</") + name + u'>';
            }
            m_html += QLatin1String("</tr>\n");
        }
        m_html += QLatin1String("</table>\n");
    }

    QString m_html;
    QList<OpenList> m_lists;
    int m_base = 0; ///< of a cell: the quotes around its table
    int m_depth = 0;
    bool m_pre = false;
    bool m_heading = false; ///< of a cell: bold says nothing
};

} // namespace

QString richTextHtml(const QTextDocument &document)
{
    HtmlWriter writer;
    writer.write(document.rootFrame()->begin());
    return writer.take();
}

bool hasFormatting(const QTextDocument &document)
{
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        if (block.textList() || QTextCursor(block).currentTable()
            || block.blockFormat().headingLevel() > 0
            || RichText::isPreformatted(block.blockFormat()))
            return true;
        for (auto at = block.begin(); !at.atEnd(); ++at) {
            const QTextCharFormat format = at.fragment().charFormat();
            const bool link =
                format.isAnchor() && !format.anchorHref().endsWith(at.fragment().text());
            if (format.isImageFormat() || link || isBold(format) || format.fontItalic()
                || (format.fontUnderline() && !format.isAnchor()) || format.fontStrikeOut()
                || isFixed(format) || format.objectType() == RichText::collapsedObject)
                return true;
        }
    }
    return false;
}

} // namespace Turnstone
