// SPDX-License-Identifier: MIT
#include "html/cssstyle.h"
#include "html/gumbodocument.h"
#include "html/htmllimits.h"
#include "html/htmlreducer.h"
#include "html/sanitiser.h"

#include <QSet>
#include <algorithm>

namespace Turnstone {

namespace {

QSet<QString> elementNames(const char *names)
{
    const QStringList list = QString::fromLatin1(names).split(QLatin1Char(' '));
    return {list.begin(), list.end()};
}

class HtmlTextWriter {
public:
    void writeChildren(const GumboElement &element, bool tiny)
    {
        for (const GumboNode *child : GumboChildren(element)) {
            if (GumboDocument::isText(child)) {
                if (!tiny)
                    addText(QString::fromUtf8(child->v.text.text));
            } else if (GumboDocument::isElement(child)) {
                writeElement(child->v.element, tiny);
            }
        }
    }

    QString take() { return std::move(m_text); }

private:
    void writeElement(const GumboElement &element, bool tiny)
    {
        static const QSet<QString> blocks = elementNames(
            "address article aside center dd details div dl dt fieldset figcaption figure footer "
            "header hgroup hr li main menu nav ol section summary table tr ul dir caption");
        static const QSet<QString> paragraphs = elementNames("p h1 h2 h3 h4 h5 h6 pre blockquote");
        const CssStyle style = readStyle(GumboDocument::attribute(element, "style"));
        if (style.hidden || gumbo_get_attribute(&element.attributes, "hidden"))
            return;
        tiny = style.tinyText.value_or(tiny);
        const QString name = QString::fromLatin1(gumbo_normalized_tagname(element.tag));
        const int breaks = paragraphs.contains(name) ? 2 : blocks.contains(name) ? 1 : 0;
        requestBreaks(breaks);
        if (name == QLatin1String("br"))
            addBreak();
        else if (name == QLatin1String("img") && !tiny)
            addText(GumboDocument::attribute(element, "alt"));
        else if (name == QLatin1String("td") || name == QLatin1String("th"))
            m_blank = true;
        else if (name == QLatin1String("hr"))
            addText(QStringLiteral("--------"));
        const bool isQuote = name == QLatin1String("blockquote");
        const bool isPre = name == QLatin1String("pre");
        m_quoteLevel += isQuote ? 1 : 0;
        m_pre += isPre ? 1 : 0;
        if (name == QLatin1String("li"))
            m_mark = QStringLiteral("• ");
        writeChildren(element, tiny);
        m_quoteLevel -= isQuote ? 1 : 0;
        m_pre -= isPre ? 1 : 0;
        requestBreaks(breaks);
    }

    void requestBreaks(int breaks) { m_breaks = std::max(m_breaks, breaks); }

    void addBreak()
    {
        // A second one is an empty line; more are the sender's idea of space.
        m_breaks = std::min(m_breaks + 1, 2);
    }

    void addText(const QString &text)
    {
        for (const QChar c : text) {
            if (c == QLatin1Char('\n') && m_pre > 0)
                m_breaks = std::min(m_breaks + 1, 3);
            else if (c.isSpace() && c.unicode() != 0xA0)
                addBlank(c);
            else if (c.unicode() >= 0x20)
                addChar(c);
        }
    }

    void addBlank(QChar c)
    {
        if (m_pre > 0)
            addChar(c == QLatin1Char('\t') ? c : QLatin1Char(' '));
        else
            m_blank = true;
    }

    void addChar(QChar c)
    {
        if (m_breaks > 0 || m_text.isEmpty()) {
            if (!m_text.isEmpty())
                m_text += QString(m_breaks, QLatin1Char('\n'));
            if (m_quoteLevel > 0)
                m_text += QString(std::min(m_quoteLevel, deepestQuote), QLatin1Char('>'))
                    + QLatin1Char(' ');
            m_text += std::exchange(m_mark, {});
        } else if (m_blank) {
            m_text += QLatin1Char(' ');
        }
        m_breaks = 0;
        m_blank = false;
        m_text += c;
    }

    static constexpr int deepestQuote = 20;

    QString m_text;
    QString m_mark; ///< a list item's, until there is text for it
    int m_breaks = 0;
    bool m_blank = false;
    int m_quoteLevel = 0;
    int m_pre = 0;
};

} // namespace

QString htmlToText(const QString &html)
{
    const GumboDocument document(reduceHtml(html.left(HtmlLimits::inputChars)).html);
    HtmlTextWriter writer;
    writer.writeChildren(document.root()->v.element, false);
    return writer.take();
}

} // namespace Turnstone
