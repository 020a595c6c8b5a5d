// SPDX-License-Identifier: MIT
#include "html/sanitiser.h"

#include "html/cssstyle.h"
#include "html/gumbodocument.h"
#include "html/htmllimits.h"
#include "html/htmlreducer.h"
#include "html/safelinks.h"
#include "html/tablegrid.h"

#include <QSet>
#include <QUrl>
#include <algorithm>
#include <array>

namespace Turnstone {

namespace {

// The darkest theme's window may be darker, which only helps the contrast.
constexpr CssColour darkWindow{0x2d, 0x2d, 0x2d};
constexpr CssColour lightWindow{0xff, 0xff, 0xff};
constexpr CssColour darkQuote{0xa9, 0xb8, 0xd6};
constexpr CssColour lightQuote{0x4f, 0x5b, 0x73};
constexpr int imagePixels = 2000; // a picture is scaled to what it claims

/// What QTextBrowser is given for an element; elements not named here lose their tags.
QString shownName(const QString &name)
{
    static const QHash<QString, QString> others = [] {
        QHash<QString, QString> map;
        const auto add = [&map](const char *names, const char *shown) {
            for (const QString &one : QString::fromLatin1(names).split(QLatin1Char(' ')))
                map.insert(one, QLatin1String(shown));
        };
        for (const QString &same :
             QStringLiteral(
                 "a b big blockquote br cite code dd dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i img "
                 "kbd li ol p pre s samp small span strong sub sup table tbody td tfoot "
                 "th thead tr tt u ul var")
                 .split(QLatin1Char(' ')))
            map.insert(same, same);
        add("address article aside center details fieldset figcaption figure footer header hgroup "
            "main nav "
            "section summary",
            "div");
        add("del strike", "s");
        add("ins", "u");
        add("dir menu", "ul");
        add("abbr acronym bdi bdo font label legend mark nobr q time", "span");
        return map;
    }();
    return others.value(name);
}

bool isBlock(const QString &name)
{
    static const QSet<QString> names{
        QStringLiteral("div"), QStringLiteral("p"),  QStringLiteral("blockquote"),
        QStringLiteral("h1"),  QStringLiteral("h2"), QStringLiteral("h3"),
        QStringLiteral("h4"),  QStringLiteral("h5"), QStringLiteral("h6"),
        QStringLiteral("li"),  QStringLiteral("ul"), QStringLiteral("ol"),
        QStringLiteral("td"),  QStringLiteral("th"), QStringLiteral("table"),
        QStringLiteral("tr"),  QStringLiteral("dd"), QStringLiteral("dt"),
        QStringLiteral("dl"),  QStringLiteral("pre")};
    return names.contains(name);
}

QString escaped(const QString &text)
{
    QString result;
    result.reserve(text.size());
    for (const QChar c : text) {
        const char16_t u = c.unicode();
        if ((u < 0x20 && u != u'\n' && u != u'\t') || u == 0x7F)
            continue;
        if (c == QLatin1Char('&'))
            result += QLatin1String("&amp;");
        else if (c == QLatin1Char('<'))
            result += QLatin1String("&lt;");
        else if (c == QLatin1Char('>'))
            result += QLatin1String("&gt;");
        else if (c == QLatin1Char('"'))
            result += QLatin1String("&quot;");
        else
            result += c;
    }
    return result;
}

/// A whole number between bounds, else empty.
QString boundedNumber(const QString &text, int least, int most)
{
    bool ok = false;
    const int number = text.trimmed().left(9).toInt(&ok);
    return ok && number >= 0 ? QString::number(std::clamp(number, least, most)) : QString();
}

/// <font size>: 1 to 7, or relative to 3.
QString fontSize(const QString &text)
{
    static constexpr std::array<int, 7> sizes{10, 13, 16, 18, 24, 32, 48};
    const QString word = text.trimmed().left(9);
    bool ok = false;
    int number = word.toInt(&ok);
    if (!ok)
        return {};
    if (word.startsWith(QLatin1Char('+')) || word.startsWith(QLatin1Char('-')))
        number += 3;
    return QStringLiteral("font-size:%1px")
        .arg(sizes.at(static_cast<size_t>(std::clamp(number, 1, 7) - 1)));
}

/// What an element's children inherit.
struct Surroundings {
    std::optional<CssColour> text; ///< where the message says so
    std::optional<CssColour> background;
    bool tiny = false; ///< text that isn't to be seen
    bool tables = true; ///< false: too deep for one more
};

/// Attributes and style of one element, put together in a fixed order.
class StartTag {
public:
    explicit StartTag(const QString &name)
        : m_html(QLatin1Char('<') + name)
    { }
    void attribute(const char *name, const QString &value)
    {
        if (!value.isEmpty())
            m_html += QStringLiteral(" %1=\"%2\"").arg(QLatin1String(name), escaped(value));
    }
    void style(const QString &declaration) { m_style << declaration; }
    bool isBare(const QString &name) const
    {
        return m_style.isEmpty() && m_html.size() == name.size() + 1;
    }
    QString html()
    {
        attribute("style", m_style.join(QLatin1Char(';')));
        return m_html + QLatin1Char('>');
    }

private:
    QString m_html;
    QStringList m_style;
};

class SafeWriter {
public:
    explicit SafeWriter(const SanitiserOptions &options)
        : m_dark(options.darkBackground)
    {
        m_seen.reserve(16);
    }

    SanitisedHtml result;

    void writeChildren(const GumboElement &element, const Surroundings &around)
    {
        for (const GumboNode *child : GumboChildren(element)) {
            if (GumboDocument::isText(child))
                writeText(QString::fromUtf8(child->v.text.text), around);
            else if (GumboDocument::isElement(child))
                writeElement(child->v.element, around);
        }
    }

    bool gridTooLarge() const { return m_gridCells > HtmlLimits::gridCells; }

private:
    void writeText(const QString &text, const Surroundings &around)
    {
        if (!around.tiny)
            result.html += escaped(text);
    }

    void writeElement(const GumboElement &element, const Surroundings &around)
    {
        const QString tag = QString::fromLatin1(gumbo_normalized_tagname(element.tag));
        CssStyle style = readStyle(GumboDocument::attribute(element, "style"));
        noteRemote(element, style);
        if (style.hidden || gumbo_get_attribute(&element.attributes, "hidden"))
            return;
        const QString name = tag == QLatin1String("caption") ? tag : shownName(tag);
        if (name == QLatin1String("img"))
            writeImage(element, style, around);
        else if (name == QLatin1String("br") || name == QLatin1String("hr"))
            result.html += QLatin1Char('<') + name + QLatin1Char('>');
        else if (name == QLatin1String("caption"))
            writeCaption(element, around);
        else
            writeContainer(element, tag, name, style, around);
    }

    void noteRemote(const GumboElement &element, const CssStyle &style)
    {
        result.hadScripts = result.hadScripts || style.script
            || isScriptUrl(GumboDocument::attribute(element, "href"));
        const QString background = GumboDocument::attribute(element, "background");
        if (style.remote || readImageSource(background).kind == ImageSource::Kind::Remote)
            result.hadRemoteContent = true;
    }

    /// QTextBrowser knows no caption: it becomes a row.
    void writeCaption(const GumboElement &element, const Surroundings &around)
    {
        if (!around.tables || m_depth + 3 > HtmlLimits::depth)
            return;
        result.html += QLatin1String("<tbody><tr><td>");
        m_depth += 3;
        writeChildren(element, around);
        m_depth -= 3;
        result.html += QLatin1String("</td></tr></tbody>");
    }

    void writeImage(const GumboElement &element, const CssStyle &style, const Surroundings &around)
    {
        const auto size = [&](const char *name, const QString &css) {
            const QString length =
                css.isEmpty() ? htmlLength(GumboDocument::attribute(element, name)) : css;
            return length.endsWith(QLatin1Char('%')) ? QString()
                                                     : boundedNumber(length, 0, imagePixels);
        };
        const QString width = size("width", style.width);
        const QString height = size("height", style.height);
        const auto isDot = [](const QString &length) {
            return length == QLatin1String("0") || length == QLatin1String("1");
        };
        // One pixel shows nothing; it only tells the sender who read it.
        if (isDot(width) && (isDot(height) || height.isEmpty()))
            return;
        const ImageSource source = readImageSource(GumboDocument::attribute(element, "src"));
        const bool hasSet = readImageSource(GumboDocument::attribute(element, "srcset")).kind
            == ImageSource::Kind::Remote;
        if (source.kind == ImageSource::Kind::Remote || hasSet)
            result.hadRemoteContent = true;
        const QString alt = GumboDocument::attribute(element, "alt").simplified();
        if (source.kind == ImageSource::Kind::Nothing || source.kind == ImageSource::Kind::Remote) {
            writeText(alt, around);
            return;
        }
        StartTag start(QStringLiteral("img"));
        if (source.kind == ImageSource::Kind::ContentId) {
            start.attribute(
                "src",
                QLatin1String("cid:")
                    + QString::fromLatin1(QUrl::toPercentEncoding(source.value, "@$+=:!,;()*&/")));
            if (!m_seen.contains(source.value)) {
                m_seen.insert(source.value);
                result.contentIds << source.value;
            }
        } else {
            start.attribute("src", source.value);
        }
        start.attribute("alt", alt);
        start.attribute("width", isDot(width) ? QString() : width);
        start.attribute("height", isDot(height) ? QString() : height);
        result.html += start.html();
    }

    void writeContainer(const GumboElement &element, const QString &tag, const QString &name,
                        const CssStyle &style, Surroundings around)
    {
        if (style.tinyText)
            around.tiny = *style.tinyText;
        const bool isTable = name == QLatin1String("table");
        // Room for tbody, tr and td too: a table without its cells would be taken apart.
        if (isTable && m_depth + 4 > HtmlLimits::depth)
            around.tables = false;
        if (isTable)
            m_gridCells += gridSize(element);
        const bool isTablePart = isTable || tablePart(name);
        StartTag start(name);
        writeAttributes(start, element, tag, name, style);
        writeStyle(start, element, tag, name, style, around);
        const bool pointless = name == QLatin1String("span") && start.isBare(name);
        const bool shown = !name.isEmpty() && !pointless && m_depth < HtmlLimits::depth
            && (!isTablePart || around.tables) && !isLinkWithoutTarget(element, name);
        if (!shown) {
            if (isTablePart)
                result.html += QLatin1Char(' ');
            writeChildren(element, around);
            return;
        }
        ++m_depth;
        result.html += start.html();
        const qsizetype contentStart = result.html.size();
        writeChildren(element, around);
        // A parser swallows the line break that follows <pre>: give it one to swallow.
        if (name == QLatin1String("pre")
            && QStringView(result.html).sliced(contentStart).startsWith(u'\n'))
            result.html.insert(contentStart, u'\n');
        result.html += QLatin1String("</") + name + QLatin1Char('>');
        --m_depth;
    }

    static bool tablePart(const QString &name)
    {
        return name == QLatin1String("tbody") || name == QLatin1String("thead")
            || name == QLatin1String("tfoot") || name == QLatin1String("tr")
            || name == QLatin1String("td") || name == QLatin1String("th");
    }

    static bool isLinkWithoutTarget(const GumboElement &element, const QString &name)
    {
        return name == QLatin1String("a")
            && safeLink(GumboDocument::attribute(element, "href")).isEmpty();
    }

    void writeAttributes(StartTag &start, const GumboElement &element, const QString &tag,
                         const QString &name, const CssStyle &style)
    {
        const auto attribute = [&](const char *which) {
            return GumboDocument::attribute(element, which);
        };
        if (name == QLatin1String("a"))
            start.attribute("href", safeLink(attribute("href")));
        if (isBlock(name)) {
            const QString dir = attribute("dir").trimmed().toLower();
            start.attribute(
                "dir",
                dir == QLatin1String("rtl") || dir == QLatin1String("ltr") ? dir : style.direction);
        }
        const bool isTable = name == QLatin1String("table");
        const bool isCell = name == QLatin1String("td") || name == QLatin1String("th");
        if (isTable || isCell)
            start.attribute("width",
                            style.width.isEmpty() ? htmlLength(attribute("width")) : style.width);
        if (isTable) {
            start.attribute("align", alignment(attribute("align")));
            start.attribute("border", boundedNumber(attribute("border"), 0, HtmlLimits::spacing));
            start.attribute("cellpadding",
                            boundedNumber(attribute("cellpadding"), 0, HtmlLimits::spacing));
            start.attribute("cellspacing",
                            boundedNumber(attribute("cellspacing"), 0, HtmlLimits::spacing));
        }
        if (isCell) {
            for (const char *span : {"colspan", "rowspan"}) {
                const QString number = boundedNumber(attribute(span), 1, HtmlLimits::span);
                start.attribute(span, number == QLatin1String("1") ? QString() : number);
            }
        }
        if (tag == QLatin1String("ol"))
            start.attribute("start", boundedNumber(attribute("start"), 0, HtmlLimits::number));
    }

    static QString alignment(const QString &text)
    {
        const QString word = text.trimmed().toLower();
        static const QStringList known{QStringLiteral("left"), QStringLiteral("right"),
                                       QStringLiteral("center"), QStringLiteral("justify")};
        return word == QLatin1String("middle") ? QStringLiteral("center")
            : known.contains(word)             ? word
                                               : QString();
    }

    void writeStyle(StartTag &start, const GumboElement &element, const QString &tag,
                    const QString &name, const CssStyle &style, Surroundings &around)
    {
        if (name == QLatin1String("blockquote")) {
            const CssColour quote = m_dark ? darkQuote : lightQuote;
            around.text = readableOn(quote, backgroundOf(around));
            start.style(QLatin1String("color:") + around.text->name());
            start.style(QStringLiteral("margin-left:16px"));
            start.style(QStringLiteral("margin-right:0px"));
            return;
        }
        writeColours(start, element, tag, style, around);
        QStringList kept = style.kept;
        const auto addUnlessSet = [&kept](const QString &property, const QString &value) {
            const auto sets = [&](const QString &entry) {
                return entry.startsWith(property + QLatin1Char(':'));
            };
            if (!value.isEmpty() && std::none_of(kept.cbegin(), kept.cend(), sets))
                kept << property + QLatin1Char(':') + value;
        };
        if (isBlock(name) && name != QLatin1String("table")) {
            addUnlessSet(QStringLiteral("text-align"),
                         tag == QLatin1String("center")
                             ? QStringLiteral("center")
                             : alignment(GumboDocument::attribute(element, "align")));
        }
        if (tablePart(name)) {
            const QString vertical =
                GumboDocument::attribute(element, "valign").trimmed().toLower();
            static const QStringList known{QStringLiteral("top"), QStringLiteral("middle"),
                                           QStringLiteral("bottom"), QStringLiteral("baseline")};
            addUnlessSet(QStringLiteral("vertical-align"),
                         known.contains(vertical) ? vertical : QString());
        }
        if (tag == QLatin1String("font")) {
            const QString size = fontSize(GumboDocument::attribute(element, "size"));
            addUnlessSet(QStringLiteral("font-size"), size.mid(size.indexOf(QLatin1Char(':')) + 1));
            const CssStyle face =
                readStyle(QLatin1String("font-family:")
                          + GumboDocument::attribute(element, "face").remove(QLatin1Char(';')));
            if (!face.kept.isEmpty())
                addUnlessSet(QStringLiteral("font-family"), face.kept.first().mid(12));
        }
        for (const QString &declaration : kept)
            start.style(declaration);
    }

    CssColour backgroundOf(const Surroundings &around) const
    {
        return around.background.value_or(m_dark ? darkWindow : lightWindow);
    }

    void writeColours(StartTag &start, const GumboElement &element, const QString &tag,
                      const CssStyle &style, Surroundings &around)
    {
        const auto given = [&](const std::optional<CssColour> &css, const char *attribute) {
            return css ? css : cssColour(GumboDocument::attribute(element, attribute));
        };
        std::optional<CssColour> text =
            given(style.colour, tag == QLatin1String("font") ? "color" : "text");
        std::optional<CssColour> background = given(style.background, "bgcolor");
        if (m_dark && background)
            background = darkened(*background);
        if (background)
            around.background = background;
        // A colour chosen for another background must not vanish on this one.
        if (m_dark && !text && background && around.text
            && readableOn(*around.text, *background) != *around.text)
            text = around.text;
        if (m_dark && text)
            text = readableOn(*text, backgroundOf(around));
        if (text) {
            around.text = text;
            start.style(QLatin1String("color:") + text->name());
        }
        if (background)
            start.style(QLatin1String("background-color:") + background->name());
    }

    const bool m_dark;
    int m_depth = 0;
    qint64 m_gridCells = 0;
    QSet<QString> m_seen; ///< content ids
};

/// One pass: cut down, parse, write what is allowed.
SanitisedHtml sanitisedOnce(const QString &html, const SanitiserOptions &options)
{
    SanitisedHtml refused;
    refused.tooLarge = true;
    if (html.size() > HtmlLimits::inputChars)
        return refused;
    const ReducedHtml reduced = reduceHtml(html);
    if (reduced.overLimit)
        return refused;
    const GumboDocument document(reduced.html);
    SafeWriter writer(options);
    writer.writeChildren(document.root()->v.element, {});
    if (writer.gridTooLarge())
        return refused;
    SanitisedHtml result = std::move(writer.result);
    result.hadScripts = result.hadScripts || reduced.hadScripts;
    result.hadForms = reduced.hadForms;
    result.hadRemoteContent = result.hadRemoteContent || reduced.hadRemoteContent;
    return result;
}

constexpr int mostPasses = 6;

} // namespace

SanitisedHtml sanitise(const QString &html, const SanitiserOptions &options)
{
    SanitisedHtml result = sanitisedOnce(html, options);
    // Markup that reads differently the second time is how sanitisers have been fooled. What is
    // given out is what comes out unchanged; where nothing does, the message is shown as text.
    for (int pass = 1; pass < mostPasses && !result.tooLarge; ++pass) {
        SanitisedHtml again = sanitisedOnce(result.html, options);
        const bool settled = again.html == result.html;
        result.html = again.html;
        result.contentIds = again.contentIds;
        result.tooLarge = again.tooLarge;
        if (settled)
            return result;
    }
    result.html.clear();
    result.contentIds.clear();
    result.tooLarge = true;
    return result;
}

} // namespace Turnstone
