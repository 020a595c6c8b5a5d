// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QTextCursor>

namespace Turnstone {

/// Puts HTML in at the cursor, within `depth` quotes, as one step to undo. The markup must
/// be of the subset (html/composehtml.h); nothing in it is loaded.
/// Quotes become blocks that know their depth; a quote of more than `collapseAbove` characters
/// stands as one character that keeps it as it was, so that no message is too long to type in.
void insertRichText(QTextCursor cursor, const QString &html, int depth, qsizetype collapseAbove);

/// The format of a block in so many quotes.
void setQuoteDepth(QTextBlockFormat &format, int depth);

/// A character that stands for `html`.
void insertCollapsedQuote(QTextCursor cursor, const QString &html, int depth);

inline constexpr qsizetype collapsedQuoteChars = 64 * 1024;

} // namespace Turnstone
