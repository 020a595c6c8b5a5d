// SPDX-License-Identifier: MIT
#include "gui/composer/textmarks.h"

namespace Turnstone {

QList<QTextEdit::ExtraSelection> spellingMarks(const QTextBlock &block,
                                               const MisspelledWords &misspelled)
{
    QList<QTextEdit::ExtraSelection> marks;
    if (!misspelled)
        return marks;
    for (const TextRange &range : misspelled(block)) {
        if (range.start + range.length >= block.length())
            continue;
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(block);
        mark.cursor.setPosition(block.position() + range.start);
        mark.cursor.setPosition(block.position() + range.start + range.length,
                                QTextCursor::KeepAnchor);
        mark.format.setUnderlineStyle(QTextCharFormat::SpellCheckUnderline);
        mark.format.setUnderlineColor(Qt::red);
        marks.append(mark);
    }
    return marks;
}

} // namespace Turnstone
