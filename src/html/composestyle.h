// SPDX-License-Identifier: MIT
#pragma once

#include "html/runwriter.h"

#include <QHash>
#include <QString>
#include <gumbo.h>

namespace Turnstone {

/// What elements and their attributes mean for HTML that is sent. Inside src/html only.

/// A style attribute's declarations, as they stand there. Values are only ever compared.
using StyleDeclarations = QHash<QString, QString>;
StyleDeclarations declarationsOf(const QString &style);
/// Whole pixels of "12px"; 0 for anything else.
int pixelsOf(const QString &length);

/// What an element is to the subset.
enum class Role { Inline, Paragraph, Box, Heading, Pre, Quote, List, Item, Table, Row, Cell, Rule };

Role roleOf(GumboTag tag);
/// Whether a block stands in it, so that it is a box and no line of text.
bool holdsBlocks(const GumboElement &element);

/// "left", "right", "center", "justify" or null; "rtl", "ltr" or null.
QString alignmentOf(const GumboElement &element, const StyleDeclarations &style);
QString directionOf(const GumboElement &element, const StyleDeclarations &style);
/// The direction that a text has by itself: of its first letter that has one; null without any.
QString directionOfText(const GumboElement &element);

/// A number of at least `least`, cut at `most`; else null.
QString wholeNumber(const QString &text, int least, int most);

/// How text within an inline element looks, by its name and its style.
RunFormat inlineFormat(const GumboElement &element, const StyleDeclarations &style,
                       RunFormat format);

} // namespace Turnstone
