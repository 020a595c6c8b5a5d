// SPDX-License-Identifier: MIT
#include "html/cssstyle.h"

#include "html/htmllimits.h"

#include <QHash>
#include <QRegularExpression>
#include <algorithm>
#include <cmath>

namespace Turnstone {

namespace {

QString withoutComments(QString css)
{
    qsizetype start = css.indexOf(QLatin1String("/*"));
    while (start >= 0) {
        const qsizetype end = css.indexOf(QLatin1String("*/"), start + 2);
        css.replace(start, end < 0 ? css.size() - start : end + 2 - start, QLatin1String(" "));
        start = end < 0 ? -1 : css.indexOf(QLatin1String("/*"), start);
    }
    return css;
}

/// At the ';' outside of quotes and parentheses.
QStringList declarations(const QString &css)
{
    QStringList result;
    QString current;
    QChar quote;
    int depth = 0;
    for (const QChar c : css) {
        if (!quote.isNull()) {
            if (c == quote)
                quote = QChar();
        } else if (c == QLatin1Char('"') || c == QLatin1Char('\'')) {
            quote = c;
        } else if (c == QLatin1Char('(')) {
            ++depth;
        } else if (c == QLatin1Char(')')) {
            depth = std::max(0, depth - 1);
        } else if (c == QLatin1Char(';') && depth == 0) {
            result << current;
            current.clear();
            continue;
        }
        current += c;
    }
    result << current;
    return result;
}

struct Length {
    double number = 0;
    QString unit; ///< "px", "%"; others are turned into these
};

std::optional<Length> cssLength(const QString &text)
{
    static const QRegularExpression pattern(
        QStringLiteral("^([+-]?[0-9]{0,6}(?:\\.[0-9]{1,6})?)(px|pt|em|rem|ex|%|in|cm|mm|pc)?$"));
    const auto match = pattern.match(text);
    bool ok = false;
    const double number = match.captured(1).toDouble(&ok);
    if (!ok)
        return {};
    static const QHash<QString, double> pixels{
        {QStringLiteral("px"), 1},    {QStringLiteral("pt"), 4.0 / 3}, {QStringLiteral("em"), 16},
        {QStringLiteral("rem"), 16},  {QStringLiteral("ex"), 8},       {QStringLiteral("in"), 96},
        {QStringLiteral("cm"), 37.8}, {QStringLiteral("mm"), 3.78},    {QStringLiteral("pc"), 16},
    };
    const QString unit = match.captured(2);
    if (unit == QLatin1String("%"))
        return Length{number, unit};
    if (unit.isEmpty() && number != 0)
        return {};
    return Length{number * pixels.value(unit, 1), QStringLiteral("px")};
}

QString pixels(double number)
{
    return QString::number(std::lround(number)) + QLatin1String("px");
}

/// Margins and paddings: whole pixels from 0 to HtmlLimits::spacing.
QString spacing(const QString &text)
{
    const auto length = cssLength(text);
    if (!length || length->unit != QLatin1String("px"))
        return {};
    return pixels(std::clamp(length->number, 0.0, static_cast<double>(HtmlLimits::spacing)));
}

bool isOneOf(const QString &word, std::initializer_list<const char *> words)
{
    return std::any_of(words.begin(), words.end(),
                       [&](const char *known) { return word == QLatin1String(known); });
}

bool isBorderStyle(const QString &word)
{
    return isOneOf(
        word,
        {"solid", "dashed", "dotted", "double", "none", "groove", "ridge", "inset", "outset"});
}

/// "1px solid #ccc" in any order.
QString border(const QString &value)
{
    QString width;
    QString style;
    QString colour;
    for (const QString &word : value.simplified().split(QLatin1Char(' '))) {
        if (isBorderStyle(word))
            style = word;
        else if (const QString length = spacing(word); !length.isEmpty())
            width = length;
        else if (word == QLatin1String("thin") || word == QLatin1String("medium"))
            width = QStringLiteral("1px");
        else if (const auto parsed = cssColour(word))
            colour = parsed->name();
    }
    if (style.isEmpty() || style == QLatin1String("none"))
        return QStringLiteral("none");
    return (width.isEmpty() ? QStringLiteral("1px") : width) + QLatin1Char(' ') + style
        + QLatin1Char(' ') + (colour.isEmpty() ? QStringLiteral("#808080") : colour);
}

QString fontFamily(const QString &value)
{
    static const QRegularExpression pattern(QStringLiteral("^[\\w ,'\"\\-]{1,300}$"));
    if (!pattern.match(value).hasMatch())
        return {};
    QStringList families;
    for (QString family : value.split(QLatin1Char(','))) {
        family = family.remove(QLatin1Char('"')).remove(QLatin1Char('\'')).simplified();
        if (!family.isEmpty())
            families << QLatin1Char('\'') + family + QLatin1Char('\'');
    }
    return families.join(QLatin1Char(','));
}

/// Reads one declaration after another into a style; a later one wins.
class StyleReader {
public:
    void read(const QString &property, const QString &value)
    {
        if (value.contains(QLatin1String("url("))) {
            m_style.remote = m_style.remote || loadsRemote(value);
        }
        if (property == QLatin1String("color"))
            m_style.colour = cssColour(value);
        else if (property == QLatin1String("background-color"))
            m_style.background = cssColour(value);
        else if (property == QLatin1String("background"))
            readBackground(value);
        else if (property == QLatin1String("font-size"))
            readFontSize(value);
        else if (property == QLatin1String("width"))
            m_style.width = htmlLength(value);
        else if (property == QLatin1String("height"))
            m_style.height = htmlLength(value);
        else if (property == QLatin1String("direction"))
            m_style.direction = isOneOf(value, {"rtl", "ltr"}) ? value : QString();
        else if (property == QLatin1String("margin") || property == QLatin1String("padding"))
            readSides(property, value);
        else
            readKept(property, value);
        readVisibility(property, value);
    }

    CssStyle take()
    {
        m_style.hidden = m_style.hidden || (m_noHeight && m_clipped);
        for (const auto &[property, value] : m_kept)
            m_style.kept << property + QLatin1Char(':') + value;
        return std::move(m_style);
    }

private:
    void keep(const QString &property, const QString &value)
    {
        const auto at = std::find_if(m_kept.begin(), m_kept.end(),
                                     [&](const auto &entry) { return entry.first == property; });
        if (value.isEmpty())
            return;
        if (at == m_kept.end())
            m_kept.append({property, value});
        else
            at->second = value;
    }

    void readBackground(const QString &value)
    {
        if (const auto whole = cssColour(value)) {
            m_style.background = whole;
            return;
        }
        for (const QString &word : value.split(QLatin1Char(' '))) {
            if (const auto colour = cssColour(word))
                m_style.background = colour;
        }
    }

    void readFontSize(const QString &value)
    {
        if (isOneOf(value,
                    {"xx-small", "x-small", "small", "medium", "large", "x-large", "xx-large",
                     "smaller", "larger"})) {
            m_style.tinyText = false;
            keep(QStringLiteral("font-size"), value);
            return;
        }
        const auto length = cssLength(value);
        if (!length)
            return;
        const bool percent = length->unit == QLatin1String("%");
        const double size = percent ? length->number * 0.16 : length->number;
        m_style.tinyText = size <= 1.5;
        if (!*m_style.tinyText)
            keep(QStringLiteral("font-size"),
                 pixels(std::clamp(size, 6.0, static_cast<double>(HtmlLimits::fontPixels))));
    }

    /// One to four values (CSS 2.1, 8.3), written out.
    void readSides(const QString &property, const QString &value)
    {
        const QStringList words = value.simplified().split(QLatin1Char(' '));
        if (words.size() > 4)
            return;
        const QString top = words.at(0);
        const QString right = words.value(1, top);
        keep(property + QLatin1String("-top"), spacing(top));
        keep(property + QLatin1String("-right"), spacing(right));
        keep(property + QLatin1String("-bottom"), spacing(words.value(2, top)));
        keep(property + QLatin1String("-left"), spacing(words.value(3, right)));
    }

    void readKept(const QString &property, const QString &value)
    {
        static const QHash<QString, QStringList> keywords{
            {QStringLiteral("font-weight"),
             QStringLiteral("normal bold 100 200 300 400 500 600 700 800 900")
                 .split(QLatin1Char(' '))},
            {QStringLiteral("font-style"),
             QStringLiteral("normal italic oblique").split(QLatin1Char(' '))},
            {QStringLiteral("font-variant"),
             QStringLiteral("normal small-caps").split(QLatin1Char(' '))},
            {QStringLiteral("text-align"),
             QStringLiteral("left right center justify").split(QLatin1Char(' '))},
            {QStringLiteral("text-decoration"),
             QStringLiteral("none underline overline line-through").split(QLatin1Char(' '))},
            {QStringLiteral("text-transform"),
             QStringLiteral("none uppercase lowercase capitalize").split(QLatin1Char(' '))},
            {QStringLiteral("vertical-align"),
             QStringLiteral("top middle bottom sub super baseline").split(QLatin1Char(' '))},
            {QStringLiteral("white-space"),
             QStringLiteral("normal pre nowrap pre-wrap").split(QLatin1Char(' '))},
            {QStringLiteral("border-collapse"),
             QStringLiteral("collapse separate").split(QLatin1Char(' '))},
            {QStringLiteral("list-style-type"),
             QStringLiteral("disc circle square decimal lower-alpha upper-alpha lower-roman "
                            "upper-roman none")
                 .split(QLatin1Char(' '))},
        };
        const auto known = keywords.constFind(property);
        if (known != keywords.constEnd()) {
            if (known->contains(value))
                keep(property, value);
            return;
        }
        static const QStringList sides =
            QStringLiteral("-top -right -bottom -left").split(QLatin1Char(' '));
        const auto isSideOf = [&](QLatin1String base) {
            return property.startsWith(base) && sides.contains(property.mid(base.size()));
        };
        if (property == QLatin1String("font-family"))
            keep(property, fontFamily(value));
        else if (isSideOf(QLatin1String("margin")) || isSideOf(QLatin1String("padding")))
            keep(property, spacing(value));
        else if (property == QLatin1String("border") || isSideOf(QLatin1String("border")))
            keep(property, border(value));
    }

    void readVisibility(const QString &property, const QString &value)
    {
        const auto isNothing = [&] {
            const auto length = cssLength(value);
            return length && length->number <= 0;
        };
        if (property == QLatin1String("display"))
            m_style.hidden = value == QLatin1String("none");
        else if (property == QLatin1String("visibility") && value == QLatin1String("hidden"))
            m_style.hidden = true;
        else if (property == QLatin1String("mso-hide") && value == QLatin1String("all"))
            m_style.hidden = true;
        else if (property == QLatin1String("opacity") && isNothing())
            m_style.hidden = true;
        else if (property == QLatin1String("height") || property == QLatin1String("max-height"))
            m_noHeight = m_noHeight || isNothing();
        else if (property == QLatin1String("overflow"))
            m_clipped = value == QLatin1String("hidden");
        else if (property == QLatin1String("behavior") || property == QLatin1String("-moz-binding")
                 || value.contains(QLatin1String("expression(")))
            m_style.script = true;
    }

    CssStyle m_style;
    QList<std::pair<QString, QString>> m_kept;
    bool m_noHeight = false;
    bool m_clipped = false;
};

} // namespace

bool loadsRemote(const QString &css)
{
    static const QRegularExpression pattern(
        QStringLiteral("@import|url\\(\\s*[\"']?\\s*(?:https?:|ftp:|//)"),
        QRegularExpression::CaseInsensitiveOption);
    return pattern.match(css).hasMatch();
}

QString htmlLength(const QString &text)
{
    static const QRegularExpression pattern(
        QStringLiteral("^\\s*([0-9]{1,9})(?:\\.[0-9]*)?\\s*(px|%)?\\s*$"));
    const auto match = pattern.match(text.toLower());
    if (!match.hasMatch())
        return {};
    const int number = match.captured(1).toInt();
    if (match.captured(2) == QLatin1String("%"))
        return QString::number(std::min(number, 100)) + QLatin1Char('%');
    return QString::number(std::min(number, HtmlLimits::number));
}

CssStyle readStyle(const QString &attribute)
{
    StyleReader reader;
    for (const QString &declaration :
         declarations(withoutComments(attribute.left(HtmlLimits::styleChars)))) {
        const qsizetype colon = declaration.indexOf(QLatin1Char(':'));
        // An escape may spell anything; nobody needs one in a mail.
        if (colon < 0 || declaration.contains(QLatin1Char('\\')))
            continue;
        QString value = declaration.mid(colon + 1).simplified().toLower();
        if (value.endsWith(QLatin1String("!important")))
            value = value.chopped(10).trimmed();
        reader.read(declaration.left(colon).trimmed().toLower(), value);
    }
    return reader.take();
}

} // namespace Turnstone
