// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace Turnstone {

/// Text as somebody writes it, each paragraph a line, to format=flowed with DelSp=no (RFC 3676):
/// lines of at most 76 columns broken behind blanks, quote marks together in front, space-stuffing,
/// no blank at a line's end that isn't meant. A line that starts with '>' is a quote, and each of
/// its lines gets its marks; "-- " stays. A word that is longer than a line stays whole, so text
/// without blanks is left to the transfer encoding. '\n' line ends both ways; what readPlainText
/// makes of the result is the text that came. Linear.
QString toFlowed(const QString &text);

/// A quoted line as it is written in text: as many '>' as it is deep, and a blank before anything
/// else. `level` 0: the line itself.
QString quotedLine(int level, const QString &line);

/// Columns the text takes in a fixed font: wide characters (East Asian, emoji) are two, combining
/// ones none.
int columnsOf(QStringView text);

} // namespace Turnstone
