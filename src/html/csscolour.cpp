// SPDX-License-Identifier: MIT
#include "html/csscolour.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace Turnstone {

namespace {

struct NamedColour {
    const char *name;
    quint32 rgb;
};
// CSS Color Module Level 4, 6.1; sorted by name.
constexpr std::array<NamedColour, 147> namedColours{{
    {"aliceblue", 0xF0F8FF},
    {"antiquewhite", 0xFAEBD7},
    {"aqua", 0x00FFFF},
    {"aquamarine", 0x7FFFD4},
    {"azure", 0xF0FFFF},
    {"beige", 0xF5F5DC},
    {"bisque", 0xFFE4C4},
    {"black", 0x000000},
    {"blanchedalmond", 0xFFEBCD},
    {"blue", 0x0000FF},
    {"blueviolet", 0x8A2BE2},
    {"brown", 0xA52A2A},
    {"burlywood", 0xDEB887},
    {"cadetblue", 0x5F9EA0},
    {"chartreuse", 0x7FFF00},
    {"chocolate", 0xD2691E},
    {"coral", 0xFF7F50},
    {"cornflowerblue", 0x6495ED},
    {"cornsilk", 0xFFF8DC},
    {"crimson", 0xDC143C},
    {"cyan", 0x00FFFF},
    {"darkblue", 0x00008B},
    {"darkcyan", 0x008B8B},
    {"darkgoldenrod", 0xB8860B},
    {"darkgray", 0xA9A9A9},
    {"darkgreen", 0x006400},
    {"darkgrey", 0xA9A9A9},
    {"darkkhaki", 0xBDB76B},
    {"darkmagenta", 0x8B008B},
    {"darkolivegreen", 0x556B2F},
    {"darkorange", 0xFF8C00},
    {"darkorchid", 0x9932CC},
    {"darkred", 0x8B0000},
    {"darksalmon", 0xE9967A},
    {"darkseagreen", 0x8FBC8F},
    {"darkslateblue", 0x483D8B},
    {"darkslategray", 0x2F4F4F},
    {"darkslategrey", 0x2F4F4F},
    {"darkturquoise", 0x00CED1},
    {"darkviolet", 0x9400D3},
    {"deeppink", 0xFF1493},
    {"deepskyblue", 0x00BFFF},
    {"dimgray", 0x696969},
    {"dimgrey", 0x696969},
    {"dodgerblue", 0x1E90FF},
    {"firebrick", 0xB22222},
    {"floralwhite", 0xFFFAF0},
    {"forestgreen", 0x228B22},
    {"fuchsia", 0xFF00FF},
    {"gainsboro", 0xDCDCDC},
    {"ghostwhite", 0xF8F8FF},
    {"gold", 0xFFD700},
    {"goldenrod", 0xDAA520},
    {"gray", 0x808080},
    {"green", 0x008000},
    {"greenyellow", 0xADFF2F},
    {"grey", 0x808080},
    {"honeydew", 0xF0FFF0},
    {"hotpink", 0xFF69B4},
    {"indianred", 0xCD5C5C},
    {"indigo", 0x4B0082},
    {"ivory", 0xFFFFF0},
    {"khaki", 0xF0E68C},
    {"lavender", 0xE6E6FA},
    {"lavenderblush", 0xFFF0F5},
    {"lawngreen", 0x7CFC00},
    {"lemonchiffon", 0xFFFACD},
    {"lightblue", 0xADD8E6},
    {"lightcoral", 0xF08080},
    {"lightcyan", 0xE0FFFF},
    {"lightgoldenrodyellow", 0xFAFAD2},
    {"lightgray", 0xD3D3D3},
    {"lightgreen", 0x90EE90},
    {"lightgrey", 0xD3D3D3},
    {"lightpink", 0xFFB6C1},
    {"lightsalmon", 0xFFA07A},
    {"lightseagreen", 0x20B2AA},
    {"lightskyblue", 0x87CEFA},
    {"lightslategray", 0x778899},
    {"lightslategrey", 0x778899},
    {"lightsteelblue", 0xB0C4DE},
    {"lightyellow", 0xFFFFE0},
    {"lime", 0x00FF00},
    {"limegreen", 0x32CD32},
    {"linen", 0xFAF0E6},
    {"magenta", 0xFF00FF},
    {"maroon", 0x800000},
    {"mediumaquamarine", 0x66CDAA},
    {"mediumblue", 0x0000CD},
    {"mediumorchid", 0xBA55D3},
    {"mediumpurple", 0x9370DB},
    {"mediumseagreen", 0x3CB371},
    {"mediumslateblue", 0x7B68EE},
    {"mediumspringgreen", 0x00FA9A},
    {"mediumturquoise", 0x48D1CC},
    {"mediumvioletred", 0xC71585},
    {"midnightblue", 0x191970},
    {"mintcream", 0xF5FFFA},
    {"mistyrose", 0xFFE4E1},
    {"moccasin", 0xFFE4B5},
    {"navajowhite", 0xFFDEAD},
    {"navy", 0x000080},
    {"oldlace", 0xFDF5E6},
    {"olive", 0x808000},
    {"olivedrab", 0x6B8E23},
    {"orange", 0xFFA500},
    {"orangered", 0xFF4500},
    {"orchid", 0xDA70D6},
    {"palegoldenrod", 0xEEE8AA},
    {"palegreen", 0x98FB98},
    {"paleturquoise", 0xAFEEEE},
    {"palevioletred", 0xDB7093},
    {"papayawhip", 0xFFEFD5},
    {"peachpuff", 0xFFDAB9},
    {"peru", 0xCD853F},
    {"pink", 0xFFC0CB},
    {"plum", 0xDDA0DD},
    {"powderblue", 0xB0E0E6},
    {"purple", 0x800080},
    {"red", 0xFF0000},
    {"rosybrown", 0xBC8F8F},
    {"royalblue", 0x4169E1},
    {"saddlebrown", 0x8B4513},
    {"salmon", 0xFA8072},
    {"sandybrown", 0xF4A460},
    {"seagreen", 0x2E8B57},
    {"seashell", 0xFFF5EE},
    {"sienna", 0xA0522D},
    {"silver", 0xC0C0C0},
    {"skyblue", 0x87CEEB},
    {"slateblue", 0x6A5ACD},
    {"slategray", 0x708090},
    {"slategrey", 0x708090},
    {"snow", 0xFFFAFA},
    {"springgreen", 0x00FF7F},
    {"steelblue", 0x4682B4},
    {"tan", 0xD2B48C},
    {"teal", 0x008080},
    {"thistle", 0xD8BFD8},
    {"tomato", 0xFF6347},
    {"turquoise", 0x40E0D0},
    {"violet", 0xEE82EE},
    {"wheat", 0xF5DEB3},
    {"white", 0xFFFFFF},
    {"whitesmoke", 0xF5F5F5},
    {"yellow", 0xFFFF00},
    {"yellowgreen", 0x9ACD32},
}};

std::optional<CssColour> fromHex(QStringView digits)
{
    bool ok = false;
    const uint value = digits.toUInt(&ok, 16);
    if (!ok)
        return {};
    switch (digits.size()) {
    case 3:
    case 4: {
        const uint rgb = digits.size() == 4 ? value >> 4 : value;
        return CssColour{(rgb >> 8 & 15) * 17, (rgb >> 4 & 15) * 17, (rgb & 15) * 17};
    }
    case 6:
    case 8: {
        const uint rgb = digits.size() == 8 ? value >> 8 : value;
        return CssColour{rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255};
    }
    default:
        return {};
    }
}

/// "r, g, b", "r g b / a", each a number or a percentage.
std::optional<CssColour> fromFunction(QString arguments)
{
    arguments.replace(QLatin1Char(','), QLatin1Char(' '))
        .replace(QLatin1Char('/'), QLatin1Char(' '));
    const QStringList fields = arguments.simplified().split(QLatin1Char(' '));
    if (fields.size() < 3 || fields.size() > 4)
        return {};
    std::array<uint, 3> channels{};
    for (qsizetype i = 0; i < 3; ++i) {
        QString field = fields.at(i);
        const bool percent = field.endsWith(QLatin1Char('%'));
        if (percent)
            field.chop(1);
        bool ok = false;
        const double number = field.toDouble(&ok);
        if (!ok || !std::isfinite(number))
            return {};
        channels.at(static_cast<size_t>(i)) = static_cast<uint>(
            std::lround(std::clamp(percent ? number * 255 / 100 : number, 0.0, 255.0)));
    }
    // Fully transparent is no colour at all.
    bool ok = false;
    if (fields.size() == 4 && fields.at(3).toDouble(&ok) <= 0 && ok)
        return {};
    return CssColour{channels[0], channels[1], channels[2]};
}

double linear(uint channel)
{
    const double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double luminance(const CssColour &colour)
{
    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green)
        + 0.0722 * linear(colour.blue);
}

/// Mixes with white (towards = 255) or black (0); hue stays.
CssColour mixed(const CssColour &colour, uint towards, double share)
{
    const auto mix = [&](uint channel) {
        return static_cast<uint>(std::lround(channel * (1 - share) + towards * share));
    };
    return {mix(colour.red), mix(colour.green), mix(colour.blue)};
}

constexpr double enoughContrast = 4.5; // WCAG 2.1, 1.4.3
constexpr double darkGrey = 0.03; // luminance of a sheet that was white: hardly above a dark window
constexpr double darkColour = 0.1; // and of a strong colour; white on it has a contrast of 7
constexpr int mixSteps = 50;

/// How light a ground may stay among dark ones: what was a colour remains one.
double lightestAmongDark(const CssColour &colour)
{
    const auto [least, most] = std::minmax({colour.red, colour.green, colour.blue});
    const double saturation = most == 0 ? 0.0 : double(most - least) / double(most);
    return darkGrey + (darkColour - darkGrey) * std::min(1.0, 2.0 * saturation);
}

} // namespace

QString CssColour::name() const
{
    return QStringLiteral("#%1").arg(red << 16 | green << 8 | blue, 6, 16, QLatin1Char('0'));
}

std::optional<CssColour> cssColour(const QString &text)
{
    const QString word = text.trimmed().toLower();
    if (word.startsWith(QLatin1Char('#')))
        return fromHex(QStringView(word).sliced(1));
    for (const QLatin1String function : {QLatin1String("rgb("), QLatin1String("rgba(")}) {
        if (word.startsWith(function) && word.endsWith(QLatin1Char(')')))
            return fromFunction(word.mid(function.size(), word.size() - function.size() - 1));
    }
    const QByteArray name = word.toLatin1();
    const auto at = std::lower_bound(
        namedColours.begin(), namedColours.end(), name,
        [](const NamedColour &colour, const QByteArray &wanted) { return colour.name < wanted; });
    if (at == namedColours.end() || name != at->name)
        return {};
    return CssColour{at->rgb >> 16, at->rgb >> 8 & 255, at->rgb & 255};
}

double contrast(const CssColour &a, const CssColour &b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

CssColour readableOn(const CssColour &text, const CssColour &background)
{
    // Towards the end of the scale that is further from the background.
    const uint towards = luminance(background) < 0.18 ? 255 : 0;
    CssColour result = text;
    for (int step = 1; contrast(result, background) < enoughContrast && step <= mixSteps; ++step)
        result = mixed(text, towards, static_cast<double>(step) / mixSteps);
    return result;
}

CssColour darkened(const CssColour &background)
{
    CssColour result = background;
    for (int step = 1; luminance(result) > lightestAmongDark(result) && step <= mixSteps; ++step)
        result = mixed(background, 0, static_cast<double>(step) / mixSteps);
    return result;
}

} // namespace Turnstone
