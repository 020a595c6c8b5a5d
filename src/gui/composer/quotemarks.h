// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QPalette>
#include <QString>

namespace Turnstone {

/// How many quote marks a line of plain text begins with ("> > x": 2), and where its own text
/// begins. At most `maxQuoteDepth`.
struct QuotePrefix {
    int depth = 0;
    qsizetype length = 0; ///< of the marks and the blank behind them, UTF-16 units
};
inline constexpr int maxQuoteDepth = 32;
QuotePrefix quotePrefix(const QString &line);
/// "> > " for 2.
QString quoteMarks(int depth);

/// The colour of a quote's bar and text, by its depth from 1; contrasts with the base of either
/// palette.
QColor quoteColour(const QPalette &, int depth);

} // namespace Turnstone
