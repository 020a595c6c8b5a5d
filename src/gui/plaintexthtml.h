// SPDX-License-Identifier: MIT
#pragma once

#include "mail/plaintext.h"

#include <QColor>
#include <QPalette>

namespace Turnstone {

/// What a plain text is painted with; a value, so that a loader thread can use it.
struct TextColours {
    QColor dimmed; ///< signatures
    QColor link;
    QList<QColor> quoteBars; ///< by level, then again from the first
    QList<QColor> quoteTexts;
    friend bool operator==(const TextColours &, const TextColours &) = default;
};
TextColours textColours(const QPalette &);

/// Markup for an HtmlView: everything escaped, a bar a quote level, the signature dimmed, links as
/// the paragraphs found them. Any thread; linear in the text.
QString plainTextHtml(const QList<TextParagraph> &, const TextColours &);

} // namespace Turnstone
