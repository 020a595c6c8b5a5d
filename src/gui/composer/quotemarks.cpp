// SPDX-License-Identifier: MIT
#include "gui/composer/quotemarks.h"

#include <array>

namespace Turnstone {

QuotePrefix quotePrefix(const QString &line)
{
    QuotePrefix prefix;
    qsizetype at = 0;
    while (at < line.size() && prefix.depth < maxQuoteDepth && line.at(at) == u'>') {
        ++prefix.depth;
        ++at;
        if (at < line.size() && line.at(at) == u' ')
            ++at;
        prefix.length = at;
    }
    return prefix;
}

QString quoteMarks(int depth)
{
    return QStringLiteral("> ").repeated(qBound(0, depth, maxQuoteDepth));
}

QColor quoteColour(const QPalette &palette, int depth)
{
    static constexpr std::array<QRgb, 4> light{0x1f6a99, 0x6b4a93, 0x2b7050, 0x8a5a12};
    static constexpr std::array<QRgb, 4> dark{0x74b9e6, 0xc0a3e6, 0x7fcaa3, 0xe0b872};
    const bool isDark = palette.color(QPalette::Base).lightness() < 128;
    const size_t which = size_t(qMax(1, depth) - 1) % light.size();
    return QColor::fromRgb(isDark ? dark.at(which) : light.at(which));
}

} // namespace Turnstone
