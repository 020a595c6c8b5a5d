// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace Turnstone {

/// A document cut down to what is safe to parse: balanced, bounded in depth, tags and attributes.
struct ReducedHtml {
    QString html;
    bool overLimit = false; ///< a cap of html/htmllimits.h was reached; `html` is what came before
    bool hadScripts = false;
    bool hadForms = false;
    bool hadRemoteContent = false;
};

/// Scans the tokens of HTML (WHATWG 13.2.5, the part that finds where tags start and end) and
/// writes them again with every element closed in order, so that a tree builder has nothing to
/// repair and takes linear time. Elements that show nothing of use (scripts, styles, frames, vector
/// graphics, form fields) are left out with what is in them; elements that nobody knows lose their
/// tags. This bounds; what is safe to *show* is decided on the parsed tree (html/sanitiser.h).
ReducedHtml reduceHtml(const QString &html);

} // namespace Turnstone
