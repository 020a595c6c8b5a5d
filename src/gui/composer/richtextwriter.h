// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QString>
#include <QTextFormat>

class QTextBlock;
class QTextDocument;
class QTextTable;

namespace Turnstone {

/// What an editor's document keeps beyond Qt's own properties.
namespace RichText {
/// Of a block or table: in how many quotes it stands.
inline constexpr int quoteDepth = QTextFormat::UserProperty + 1;
/// Of a block: a line of preformatted text.
inline constexpr int preformatted = QTextFormat::UserProperty + 2;
/// Of a character that stands for a collapsed quote: its HTML, and its size as text.
inline constexpr int collapsedHtml = QTextFormat::UserProperty + 3;
inline constexpr int collapsedChars = QTextFormat::UserProperty + 4;
/// Of a table's cell: it is a heading.
inline constexpr int headingCell = QTextFormat::UserProperty + 5;
inline constexpr int collapsedObject = QTextFormat::UserObject + 1;
inline constexpr int quoteIndent = 18; ///< pixels a level

int quoteDepthOf(const QTextFormat &);
/// Its own, or that of the outermost table it stands in.
int quoteDepthOf(const QTextBlock &);
/// The outermost table a block stands in; null where in none.
QTextTable *outermostTable(const QTextBlock &);
bool isPreformatted(const QTextFormat &);
} // namespace RichText

/// A document as HTML of the subset that is sent (html/composehtml.h): the elements of its
/// structure, and no style. What stands within <body>. Linear in size.
QString richTextHtml(const QTextDocument &);

/// Whether text alone would lose something: emphasis, lists, links behind words, pictures, tables.
bool hasFormatting(const QTextDocument &);

} // namespace Turnstone
