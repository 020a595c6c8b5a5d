// SPDX-License-Identifier: MIT
#include "html/runwriter.h"

namespace Turnstone {

namespace {

const QLatin1String closedPre("</pre>\n");
constexpr QChar noBreakSpace(0xA0);

void appendEscaped(QString &html, QChar c)
{
    const char16_t u = c.unicode();
    if (u == u'&')
        html += QLatin1String("&amp;");
    else if (u == u'<')
        html += QLatin1String("&lt;");
    else if (u == u'>')
        html += QLatin1String("&gt;");
    else if (u == u'"')
        html += QLatin1String("&quot;");
    else if (c == noBreakSpace)
        html += QLatin1String("&nbsp;");
    else if ((u >= 0x20 && u != 0x7F && !(u >= 0x80 && u < 0xA0)) || u == u'\n' || u == u'\t')
        html += c;
}

} // namespace

QString escapedHtml(const QString &text)
{
    QString result;
    result.reserve(text.size());
    for (const QChar c : text)
        appendEscaped(result, c);
    return result;
}

QStringList RunFormat::tags() const
{
    QStringList result;
    if (!link.isEmpty())
        result << QStringLiteral("a href=\"%1\"").arg(escapedHtml(link));
    if (bold)
        result << QStringLiteral("b");
    if (italic)
        result << QStringLiteral("i");
    if (underline)
        result << QStringLiteral("u");
    if (strike)
        result << QStringLiteral("s");
    if (code)
        result << QStringLiteral("code");
    if (script != Base)
        result << (script == Sub ? QStringLiteral("sub") : QStringLiteral("sup"));
    return result;
}

void RunWriter::raw(const QString &markup)
{
    // No line break in front: an editor would take it for a blank behind the text.
    endLine();
    m_html += markup;
}

void RunWriter::openBlock(const QString &name, const QString &attributes)
{
    raw(QLatin1Char('<') + name + attributes + QLatin1Char('>'));
    m_blockStart = m_html.size();
}

void RunWriter::closeBlock(const QString &name)
{
    endLine();
    if (m_html.size() == m_blockStart) {
        // Nothing in it, so nothing is seen of it.
        m_html.truncate(m_html.lastIndexOf(QLatin1Char('<')));
        return;
    }
    m_html += QLatin1String("</") + name + QLatin1String(">\n");
}

void RunWriter::openPre(const QString &attributes, bool joins)
{
    endLine();
    m_preIsEmpty = true;
    if (joins && m_preEnd == m_html.size()) {
        m_html.chop(closedPre.size());
        m_html += QLatin1Char('\n');
        return;
    }
    raw(QStringLiteral("<pre%1>").arg(attributes));
    m_preStart = m_html.size();
    m_preIsPadded = false;
}

void RunWriter::closePre()
{
    setTags({});
    m_blank = false;
    // A parser swallows the line break that follows <pre>: give it one to swallow.
    if (m_preStart < m_html.size() && m_html.at(m_preStart) == QLatin1Char('\n')
        && !m_preIsPadded) {
        m_html.insert(m_preStart, QLatin1Char('\n'));
        m_preIsPadded = true;
    }
    m_html += closedPre;
    m_preEnd = m_html.size();
    m_atStart = true;
}

void RunWriter::text(const QString &text, const RunFormat &format)
{
    const QStringList tags = format.tags();
    for (const QChar c : text) {
        if (format.inPre) {
            if (c == QLatin1Char('\n') && m_keepsBlanks)
                continue; // the editor's line end within its markup
            addPlain(c, tags);
        } else if (!c.isSpace() || c == noBreakSpace) {
            addPlain(c, tags);
        } else if (!m_keepsBlanks) {
            if (!m_atStart && !m_blank) {
                m_blank = true;
                m_blankTags = tags;
            }
        } else if (c == QLatin1Char('\t')) {
            for (int i = 0; i < 4; ++i)
                addPlain(noBreakSpace, tags);
        } else if (c != QLatin1Char('\n') && c != QLatin1Char('\r')) {
            addKeptBlank(tags);
        }
    }
}

void RunWriter::addKeptBlank(const QStringList &tags)
{
    const bool follows = m_lastBlank == m_html.size();
    if (m_atStart || follows) {
        addPlain(noBreakSpace, tags);
        return;
    }
    setTags(tags);
    m_html += QLatin1Char(' ');
    m_lastBlank = m_html.size();
    m_lastBlankAt = m_html.size() - 1;
}

void RunWriter::addPlain(QChar c, const QStringList &tags)
{
    if (m_blank) {
        setTags(m_blankTags);
        m_html += QLatin1Char(' ');
        m_blank = false;
    }
    setTags(tags);
    appendEscaped(m_html, c);
    m_atStart = false;
    m_lastBlankAt = -1;
    m_preIsEmpty = false;
}

void RunWriter::lineBreak(const RunFormat &format)
{
    if (format.inPre) {
        // A line of the editor's with nothing in it has a break to be seen by.
        if (!m_keepsBlanks || !m_preIsEmpty)
            addPlain(QLatin1Char('\n'), format.tags());
        return;
    }
    keepLastBlank();
    m_blank = false;
    setTags(format.tags());
    m_html += QLatin1String("<br>");
    m_atStart = true;
}

void RunWriter::object(const QString &markup, const RunFormat &format)
{
    if (m_blank) {
        setTags(m_blankTags);
        m_html += QLatin1Char(' ');
        m_blank = false;
    }
    setTags(format.tags());
    m_html += markup;
    m_atStart = false;
    m_lastBlankAt = -1;
    m_preIsEmpty = false;
}

/// A blank at a line's end is seen by nobody unless it doesn't break.
void RunWriter::keepLastBlank()
{
    if (m_lastBlankAt >= 0)
        m_html.replace(m_lastBlankAt, 1, QLatin1String("&nbsp;"));
    m_lastBlankAt = -1;
}

void RunWriter::endLine()
{
    keepLastBlank();
    setTags({});
    m_blank = false;
    m_atStart = true;
}

QString RunWriter::take()
{
    endLine();
    // Behind the last block an editor would take a line break for a blank.
    while (m_html.endsWith(QLatin1Char('\n')))
        m_html.chop(1);
    return std::move(m_html);
}

void RunWriter::setTags(const QStringList &tags)
{
    if (tags == m_open)
        return;
    qsizetype same = 0;
    while (same < tags.size() && same < m_open.size() && tags.at(same) == m_open.at(same))
        ++same;
    while (m_open.size() > same) {
        const QString tag = m_open.takeLast();
        m_html += QLatin1String("</") + tag.section(QLatin1Char(' '), 0, 0) + QLatin1Char('>');
    }
    for (qsizetype i = same; i < tags.size(); ++i)
        m_html += QLatin1Char('<') + tags.at(i) + QLatin1Char('>');
    m_open = tags; // shared, so that the next comparison costs nothing
}

} // namespace Turnstone
