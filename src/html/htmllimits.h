// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

/// What a message's HTML may ask of a parser and of QTextBrowser, whose layout of nested tables is
/// exponential and which believes any number.
namespace Turnstone::HtmlLimits {

inline constexpr qsizetype inputChars = 2 * 1024 * 1024; ///< more is shown as text
inline constexpr int tags = 100'000; ///< more is shown as text
inline constexpr int cells = 20'000; ///< more is shown as text
inline constexpr qint64 gridCells =
    100'000; ///< rows times columns of all tables; more is shown as text
inline constexpr int depth = 256; ///< elements deeper than this lose their tags
inline constexpr int tableDepth = 8; ///< tables deeper than this lose their tags
inline constexpr int attributes = 64; ///< of one element; a parser compares each with each
inline constexpr int span = 100; ///< colspan and rowspan
inline constexpr int number = 10'000; ///< width, height, list numbers
inline constexpr int spacing = 200; ///< margins, paddings, borders, in pixels
inline constexpr int fontPixels = 100;
inline constexpr qsizetype urlChars = 8 * 1024;
inline constexpr qsizetype dataUrlChars = 128 * 1024;
inline constexpr qsizetype styleChars = 16 * 1024; ///< one style attribute

} // namespace Turnstone::HtmlLimits
