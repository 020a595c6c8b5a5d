// SPDX-License-Identifier: MIT
#pragma once

#include <QTextBlock>
#include <QTextEdit>
#include <functional>

namespace Turnstone {

/// A stretch of a block that is marked, UTF-16 units.
struct TextRange {
    int start = 0;
    int length = 0;
    friend bool operator==(const TextRange &, const TextRange &) = default;
};

/// What is wrong in a block, as the spelling knows it; asked for the blocks that are to be seen.
using MisspelledWords = std::function<QList<TextRange>(const QTextBlock &)>;

/// Waves under the words, for QTextEdit and QPlainTextEdit alike: extra selections change neither
/// the document nor its layout, whatever its size.
QList<QTextEdit::ExtraSelection> spellingMarks(const QTextBlock &, const MisspelledWords &);

} // namespace Turnstone
