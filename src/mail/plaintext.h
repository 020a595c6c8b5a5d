// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>
#include <QUrl>

namespace Turnstone {

/// A run of plain text as it is shown: with its quote level and its links found.
struct TextLink {
    qsizetype start = 0; ///< in `text`, UTF-16 units
    qsizetype length = 0;
    QUrl url; ///< http, https, ftp or mailto only
};

struct TextParagraph {
    int quoteLevel = 0; ///< leading '>' marks removed (RFC 3676 4.5)
    QString text; ///< no line breaks
    QList<TextLink> links;
    bool signature = false; ///< at or after "-- "
};

/// Splits text into paragraphs. With `flowed`, soft line breaks are joined and space-stuffing
/// undone (RFC 3676 4.1–4.4); without, each line is a paragraph. '\n' or CRLF line ends. Linear in
/// size.
QList<TextParagraph> readPlainText(const QString &text, bool flowed, bool delSp);

/// One line of at most `maxChars` for a list's preview: quotes, signature and blank space left out.
QString previewLine(const QString &text, bool flowed, int maxChars = 160);

} // namespace Turnstone
