// SPDX-License-Identifier: MIT
#include "html/composehtml.h"
#include "html/gumbodocument.h"
#include "html/htmllimits.h"
#include "html/htmlreducer.h"
#include "html/runwriter.h"
#include "mail/flowedtext.h"
#include "mail/plaintext.h"

#include <algorithm>

namespace Turnstone {

namespace {

constexpr int deepestPlainQuote = 40;

/// HTML of the subset as lines of text.
class PlainWriter {
public:
    void writeChildren(const GumboElement &element)
    {
        for (const GumboNode *child : GumboChildren(element)) {
            if (GumboDocument::isText(child))
                addText(QString::fromUtf8(child->v.text.text));
            else if (GumboDocument::isElement(child))
                writeElement(child->v.element);
        }
    }

    QString take()
    {
        flush(false);
        while (!m_lines.isEmpty() && isBlankLine(m_lines.last()))
            m_lines.removeLast();
        return m_lines.isEmpty() ? QString() : m_lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
    }

private:
    static bool isBlankLine(const QString &line)
    {
        return std::all_of(line.begin(), line.end(),
                           [](QChar c) { return c == QLatin1Char('>') || c == QLatin1Char(' '); });
    }

    void writeElement(const GumboElement &element)
    {
        switch (element.tag) {
        case GUMBO_TAG_BR:
            return flush(true);
        case GUMBO_TAG_IMG: {
            const QString alt = GumboDocument::attribute(element, "alt");
            return addText(alt.isEmpty() ? QString() : QLatin1Char('[') + alt + QLatin1Char(']'));
        }
        case GUMBO_TAG_HR:
            flush(false);
            m_line = QString(40, QLatin1Char('-'));
            return flush(false);
        case GUMBO_TAG_A:
            return writeLink(element);
        case GUMBO_TAG_BLOCKQUOTE:
            flush(false);
            ++m_quotes;
            writeChildren(element);
            flush(false);
            --m_quotes;
            return;
        case GUMBO_TAG_UL:
        case GUMBO_TAG_OL:
            return writeList(element);
        case GUMBO_TAG_TABLE:
            block(false);
            writeRows(element);
            return block(false);
        case GUMBO_TAG_PRE:
            block(true);
            ++m_pre;
            writeChildren(element);
            --m_pre;
            return block(true);
        case GUMBO_TAG_P:
        case GUMBO_TAG_H1:
        case GUMBO_TAG_H2:
        case GUMBO_TAG_H3:
        case GUMBO_TAG_H4:
        case GUMBO_TAG_H5:
        case GUMBO_TAG_H6:
            block(true);
            writeChildren(element);
            return block(true);
        case GUMBO_TAG_DIV:
            block(false);
            writeChildren(element);
            return block(false);
        default:
            return writeChildren(element);
        }
    }

    /// Ends the line; with `gap`, an empty one is to stand between what was and what comes.
    void block(bool gap)
    {
        flush(false);
        m_gap = m_gap || (gap && m_indent.isEmpty());
    }

    void writeLink(const GumboElement &element)
    {
        const QString url = GumboDocument::attribute(element, "href");
        const qsizetype before = m_line.size();
        const qsizetype lines = m_lines.size();
        writeChildren(element);
        const QString shown = lines == m_lines.size() ? m_line.mid(before).trimmed() : QString();
        QString same = url;
        if (same.startsWith(QLatin1String("mailto:"), Qt::CaseInsensitive))
            same = same.mid(7);
        const auto isSame = [&shown](const QString &one) {
            return shown == one || shown + QLatin1Char('/') == one
                || QLatin1String("https://") + shown == one
                || QLatin1String("http://") + shown == one;
        };
        if (url.isEmpty() || isSame(same) || isSame(url))
            return;
        m_blank = m_blank || (!m_line.isEmpty() && !m_line.endsWith(QLatin1Char(' ')));
        addText(QLatin1Char('<') + url + QLatin1Char('>'));
    }

    void writeList(const GumboElement &element)
    {
        flush(false);
        m_gap = m_gap || m_indent.isEmpty();
        const bool ordered = element.tag == GUMBO_TAG_OL;
        bool ok = false;
        int number = GumboDocument::attribute(element, "start").toInt(&ok);
        number = ok ? number : 1;
        for (const GumboNode *child : GumboChildren(element)) {
            if (!GumboDocument::isElement(child))
                continue;
            flush(false);
            const QString mark =
                ordered ? QString::number(number++) + QLatin1String(". ") : QStringLiteral("* ");
            const QString around = m_indent;
            m_mark = m_indent + mark;
            m_indent += QString(mark.size(), QLatin1Char(' '));
            writeChildren(child->v.element);
            flush(!m_mark.isEmpty());
            m_indent = around;
        }
        m_gap = m_gap || m_indent.isEmpty();
    }

    void writeRows(const GumboElement &element)
    {
        for (const GumboNode *child : GumboChildren(element)) {
            if (!GumboDocument::isElement(child))
                continue;
            if (child->v.element.tag == GUMBO_TAG_TR)
                writeRow(child->v.element);
            else
                writeRows(child->v.element);
        }
    }

    void writeRow(const GumboElement &row)
    {
        QStringList cells;
        for (const GumboNode *child : GumboChildren(row)) {
            if (!GumboDocument::isElement(child))
                continue;
            PlainWriter cell;
            cell.writeChildren(child->v.element);
            cells << cell.take().trimmed();
        }
        const auto filled = std::count_if(cells.begin(), cells.end(),
                                          [](const QString &cell) { return !cell.isEmpty(); });
        flush(false);
        if (filled == 0)
            return;
        if (filled == 1) { // of a layout, mostly: as lines
            for (const QString &line : cells.join(QString()).split(QLatin1Char('\n'))) {
                m_line = line;
                flush(true);
            }
            return;
        }
        for (QString &cell : cells)
            cell = cell.simplified();
        m_line = cells.join(QLatin1String(" | "));
        flush(false);
    }

    void addText(const QString &text)
    {
        for (const QChar c : text) {
            if (m_pre > 0 && c == QLatin1Char('\n')) {
                flush(true);
            } else if (c == QChar(0xA0) || (m_pre > 0 && c == QLatin1Char(' '))) {
                addChar(QLatin1Char(' '));
            } else if (c.isSpace() && m_pre == 0) {
                m_blank = true;
            } else if (c.unicode() >= 0x20 || c == QLatin1Char('\t')) {
                addChar(c);
            }
        }
    }

    void addChar(QChar c)
    {
        if (m_blank && !m_line.isEmpty())
            m_line += QLatin1Char(' ');
        m_blank = false;
        m_line += c;
    }

    /// Writes the line, an empty one only where it is meant.
    void flush(bool evenEmpty)
    {
        m_blank = false;
        if (m_line.isEmpty() && !evenEmpty)
            return;
        const int level = std::min(m_quotes, deepestPlainQuote);
        // A quote stands below what introduces it.
        const bool gap = std::exchange(m_gap, false) && level <= m_lastLevel;
        if (gap && !m_lines.isEmpty() && !isBlankLine(m_lines.last()))
            m_lines << quotedLine(std::min(level, m_lastLevel), QString());
        QString line = m_mark.isEmpty() ? m_indent : std::exchange(m_mark, {});
        if (m_line != QLatin1String("-- ")) {
            while (m_line.endsWith(QLatin1Char(' ')))
                m_line.chop(1);
        }
        // It would be read as a quote.
        if (line.isEmpty() && m_line.startsWith(QLatin1Char('>')))
            line = QStringLiteral(" ");
        line += std::exchange(m_line, {});
        if (line.trimmed().isEmpty())
            line.clear();
        m_lines << quotedLine(level, line);
        m_lastLevel = level;
    }

    QStringList m_lines;
    QString m_line;
    QString m_indent; ///< of a list's item, behind its first line
    QString m_mark; ///< indent and mark, until the first line is written
    bool m_blank = false;
    bool m_gap = false;
    int m_quotes = 0;
    int m_lastLevel = 0;
    int m_pre = 0;
};

} // namespace

QString htmlToPlainText(const QString &html)
{
    const GumboDocument document(reduceHtml(html.left(HtmlLimits::inputChars)).html);
    PlainWriter writer;
    writer.writeChildren(document.root()->v.element);
    return writer.take();
}

QString plainTextToHtml(const QString &text, bool flowed, bool delSp)
{
    RunWriter runs(true);
    int level = 0;
    const auto quoteTo = [&](int wanted) {
        for (; level < wanted; ++level)
            runs.raw(QStringLiteral("<blockquote type=\"cite\">\n"));
        for (; level > wanted; --level)
            runs.raw(QStringLiteral("</blockquote>\n"));
    };
    for (const TextParagraph &paragraph : readPlainText(text, flowed, delSp)) {
        quoteTo(std::min(paragraph.quoteLevel, deepestPlainQuote));
        runs.openBlock(QStringLiteral("div"), {});
        qsizetype at = 0;
        for (const TextLink &link : paragraph.links) {
            runs.text(paragraph.text.mid(at, link.start - at), {});
            RunFormat format;
            format.link = link.url.toString(QUrl::FullyEncoded);
            runs.text(paragraph.text.mid(link.start, link.length), format);
            at = link.start + link.length;
        }
        runs.text(paragraph.text.mid(at), {});
        if (paragraph.text.isEmpty())
            runs.lineBreak({});
        runs.closeBlock(QStringLiteral("div"));
    }
    quoteTo(0);
    return runs.take();
}

QString quotedHtml(const QString &attribution, const QString &html)
{
    QString result;
    if (!attribution.isEmpty())
        result = QStringLiteral("<div>%1</div>\n").arg(escapedHtml(attribution));
    return result + QStringLiteral("<blockquote type=\"cite\">\n") + html
        + QStringLiteral("\n</blockquote>");
}

QString forwardHeaderHtml(const QString &title, const QList<QPair<QString, QString>> &fields)
{
    QString result = QStringLiteral("<div>-------- %1 --------</div>\n").arg(escapedHtml(title));
    for (const auto &[name, value] : fields)
        result +=
            QStringLiteral("<div><b>%1:</b> %2</div>\n").arg(escapedHtml(name), escapedHtml(value));
    return result + QStringLiteral("<div><br></div>\n");
}

QString signatureHtml(const QString &html)
{
    return html.isEmpty() ? QString() : QStringLiteral("<div>--&nbsp;</div>\n") + html;
}

QString beginningHtml(const QString &quote, const QString &signature, bool signatureAbove)
{
    const auto line = QStringLiteral("<div><br></div>\n");
    const QString block = signatureHtml(signature);
    const QString tail = block.isEmpty() ? QString() : line + block;
    if (quote.isEmpty())
        return line + tail;
    return line + (signatureAbove ? tail : QString()) + line + quote
        + (signatureAbove ? QString() : tail);
}

} // namespace Turnstone
