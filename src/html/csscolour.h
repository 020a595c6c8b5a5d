// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <optional>

namespace Turnstone {

/// An opaque sRGB colour, 0…255 a channel. (QColor would pull in Qt Gui.)
struct CssColour {
    uint red = 0, green = 0, blue = 0;
    QString name() const; ///< "#rrggbb"
    friend bool operator==(const CssColour &, const CssColour &) = default;
};

/// "#rgb", "#rrggbb", "rgb(…)", "rgba(…)" or a name; absent for all else and for the transparent.
std::optional<CssColour> cssColour(const QString &text);

/// WCAG 2.1 contrast ratio, 1…21.
double contrast(const CssColour &, const CssColour &);
/// The text colour, moved as little as needed towards white or black for a contrast of 4.5. What is
/// readable stays as it is.
CssColour readableOn(const CssColour &text, const CssColour &background);
/// The background, moved towards black until light text is readable on it. What is dark stays.
CssColour darkened(const CssColour &background);

} // namespace Turnstone
