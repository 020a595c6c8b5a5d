// SPDX-License-Identifier: MIT
#pragma once

#include "html/csscolour.h"

#include <QStringList>

namespace Turnstone {

/// What is understood of a style attribute. Everything else is gone.
struct CssStyle {
    std::optional<CssColour> colour, background;
    QStringList kept; ///< "property:value" of the rest, canonical and safe
    QString direction; ///< "rtl", "ltr" or empty
    QString width, height; ///< as the HTML attributes: "300" or "50%"; may be empty
    bool hidden = false; ///< the element and all within it
    std::optional<bool> tinyText; ///< font-size says that text is not to be seen, or is
    bool remote = false; ///< something would have been loaded
    bool script = false; ///< something would have run
};

/// Reads a style attribute (CSS Style Attributes, CSS 2.1). A declaration with escapes, or a value
/// that isn't exactly of its property's form, is left out. Linear.
CssStyle readStyle(const QString &attribute);

/// True where CSS text would load something: url(http…), @import.
bool loadsRemote(const QString &css);

/// A length as an HTML attribute has it, "300", "300px" or "50%", within HtmlLimits::number; else
/// empty.
QString htmlLength(const QString &text);

} // namespace Turnstone
