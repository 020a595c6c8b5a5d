// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

namespace Turnstone {

/// What came out of a hostile document.
struct SanitisedHtml {
    QString html; ///< small and safe for QTextBrowser; empty where `tooLarge`
    bool tooLarge = false; ///< over a cap of html/htmllimits.h: show as text instead
    bool hadRemoteContent = false; ///< images, styles or fonts that would have been loaded
    QStringList contentIds; ///< cid: images referred to, without brackets, in order
    bool hadForms = false;
    bool hadScripts = false;
};

struct SanitiserOptions {
    bool darkBackground = false; ///< colours are adjusted to stay readable
};

/// Turns a message's HTML into markup with nothing that acts, loads or exhausts: an allow-list of
/// elements, attributes and CSS properties; links only to http, https, mailto, ftp; images only
/// "cid:" (as "cid:<id>") and small "data:image/"; everything remote is left out and remembered.
/// Caps on depth, nested tables, cells, spans, numbers and input size come before the
/// parser, which is quadratic in depth. Any thread; time linear in the input.
SanitisedHtml sanitise(const QString &html, const SanitiserOptions & = {});

/// The text of an HTML document, for previews, for "show as text" and for searching. Same caps;
/// never empty because a cap was reached.
QString htmlToText(const QString &html);

} // namespace Turnstone
