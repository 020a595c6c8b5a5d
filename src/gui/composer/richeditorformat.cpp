// SPDX-License-Identifier: MIT
// What the format bar does to rich text.
#include "gui/composer/richeditor.h"
#include "gui/composer/richtextreader.h"
#include "gui/composer/richtextwriter.h"

#include <QInputMethodEvent>
#include <QTextBlock>
#include <QTextList>
#include <QTextTable>

namespace Turnstone {

void RichEditor::applyChar(const QTextCharFormat &format)
{
    mergeCurrentCharFormat(format);
    setFocus(Qt::OtherFocusReason);
}

void RichEditor::setBold(bool on)
{
    QTextCharFormat format;
    format.setFontWeight(on ? QFont::Bold : QFont::Normal);
    applyChar(format);
}

void RichEditor::setItalic(bool on)
{
    QTextCharFormat format;
    format.setFontItalic(on);
    applyChar(format);
}

void RichEditor::setUnderlined(bool on)
{
    QTextCharFormat format;
    format.setFontUnderline(on);
    applyChar(format);
}

void RichEditor::setCode(bool on)
{
    QTextCharFormat format;
    format.setFontFixedPitch(on);
    format.setFontFamilies(on ? QStringList{QStringLiteral("monospace")}
                              : QStringList(font().family()));
    applyChar(format);
}

void RichEditor::clearFormatting()
{
    QTextCursor cursor = textCursor();
    if (!cursor.hasSelection())
        cursor.select(QTextCursor::BlockUnderCursor);
    cursor.beginEditBlock();
    cursor.setCharFormat(QTextCharFormat());
    const int end = cursor.selectionEnd();
    for (QTextBlock block = document()->findBlock(cursor.selectionStart());
         block.isValid() && block.position() <= end; block = block.next()) {
        QTextBlockFormat format;
        setQuoteDepth(format, RichText::quoteDepthOf(block.blockFormat()));
        QTextCursor at(block);
        if (QTextList *list = block.textList())
            list->remove(block);
        at.setBlockFormat(format);
    }
    cursor.endEditBlock();
    setCurrentCharFormat(QTextCharFormat());
}

int RichEditor::paragraphStyle() const
{
    const QTextBlockFormat format = textCursor().blockFormat();
    return RichText::isPreformatted(format) ? -1 : qBound(0, format.headingLevel(), 3);
}

void RichEditor::setParagraphStyle(int style)
{
    QTextCursor cursor = textCursor();
    cursor.beginEditBlock();
    const int end = cursor.selectionEnd();
    for (QTextBlock block = document()->findBlock(cursor.selectionStart());
         block.isValid() && block.position() <= end; block = block.next()) {
        QTextCursor whole(block);
        QTextBlockFormat format = block.blockFormat();
        format.setHeadingLevel(qMax(0, style));
        format.setProperty(RichText::preformatted, style < 0);
        whole.setBlockFormat(format);
        whole.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        QTextCharFormat text;
        text.setFontWeight(style > 0 ? QFont::Bold : QFont::Normal);
        text.setProperty(QTextFormat::FontSizeAdjustment, style > 0 ? 4 - style : 0);
        text.setFontFixedPitch(style < 0);
        text.setFontFamilies(style < 0 ? QStringList{QStringLiteral("monospace")}
                                       : QStringList(font().family()));
        whole.mergeCharFormat(text);
        whole.mergeBlockCharFormat(text);
    }
    cursor.endEditBlock();
}

void RichEditor::toggleList(bool numbered)
{
    QTextCursor cursor = textCursor();
    const auto style = numbered ? QTextListFormat::ListDecimal : QTextListFormat::ListDisc;
    QTextList *list = cursor.currentList();
    cursor.beginEditBlock();
    if (list && list->format().style() == style) {
        const int end = cursor.selectionEnd();
        for (QTextBlock block = document()->findBlock(cursor.selectionStart());
             block.isValid() && block.position() <= end; block = block.next()) {
            if (QTextList *of = block.textList())
                of->remove(block);
            QTextBlockFormat format = block.blockFormat();
            setQuoteDepth(format, RichText::quoteDepthOf(format));
            QTextCursor(block).setBlockFormat(format);
        }
    } else {
        QTextListFormat format;
        format.setStyle(style);
        format.setIndent(1);
        cursor.createList(format);
    }
    cursor.endEditBlock();
    setFocus(Qt::OtherFocusReason);
}

QUrl RichEditor::linkAtCursor() const
{
    return QUrl(textCursor().charFormat().anchorHref());
}

void RichEditor::setLink(const QString &text, const QString &address)
{
    QTextCursor cursor = textCursor();
    if (!cursor.hasSelection() && cursor.charFormat().isAnchor()) {
        // All of the link that the cursor is in.
        for (auto at = cursor.block().begin(); !at.atEnd(); ++at) {
            const QTextFragment fragment = at.fragment();
            if (fragment.contains(cursor.position()) || fragment.contains(cursor.position() - 1)) {
                cursor.setPosition(fragment.position());
                cursor.setPosition(fragment.position() + fragment.length(),
                                   QTextCursor::KeepAnchor);
                break;
            }
        }
    }
    QTextCharFormat format = cursor.charFormat();
    format.setAnchor(!address.isEmpty());
    format.setAnchorHref(address);
    format.setFontUnderline(!address.isEmpty());
    if (address.isEmpty())
        format.clearForeground();
    else
        format.setForeground(palette().brush(QPalette::Link));
    cursor.beginEditBlock();
    if (cursor.hasSelection()) {
        cursor.setCharFormat(format);
        cursor.setPosition(cursor.selectionEnd());
    } else if (!address.isEmpty()) {
        cursor.insertText(text.isEmpty() ? address : text, format);
    }
    cursor.endEditBlock();
    setTextCursor(cursor);
    setCurrentCharFormat(QTextCharFormat());
}

void RichEditor::insertTable(int rows, int columns)
{
    QTextTableFormat format;
    format.setBorder(1);
    format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    format.setBorderCollapse(true);
    format.setCellPadding(4);
    format.setCellSpacing(0);
    format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    QTextCursor cursor = textCursor();
    QTextTable *table = cursor.insertTable(qBound(1, rows, 100), qBound(1, columns, 20), format);
    setTextCursor(table->cellAt(0, 0).firstCursorPosition());
}

/// From one cell of a table to the next, with a new row behind the last; false: there is none.
bool RichEditor::moveToCell(bool back)
{
    QTextTable *const table = textCursor().currentTable();
    if (!table || textCursor().currentList())
        return false;
    const QTextTableCell from = table->cellAt(textCursor());
    const int columns = table->columns(), step = back ? -1 : 1;
    for (int at = from.row() * columns + from.column() + step; at >= 0; at += step) {
        if (at >= table->rows() * columns)
            table->appendRows(1);
        // A cell that spans several is met at each of them.
        const QTextTableCell cell = table->cellAt(at / columns, at % columns);
        if (cell == from)
            continue;
        setTextCursor(cell.firstCursorPosition());
        return true;
    }
    return false;
}

/// What an input method gives is typed as any key is: QTextEdit forgets over it what Ctrl+B said.
void RichEditor::inputMethodEvent(QInputMethodEvent *event)
{
    if (!m_composedFormat)
        m_composedFormat = currentCharFormat();
    const QTextCharFormat wanted = *m_composedFormat;
    const int from = textCursor().selectionStart() + event->replacementStart();
    const QString text = event->commitString();
    QTextEdit::inputMethodEvent(event);
    if (event->preeditString().isEmpty())
        m_composedFormat.reset();
    if (text.isEmpty())
        return;
    QTextCursor typed(document());
    typed.setPosition(from);
    typed.setPosition(qMin(from + int(text.size()), document()->characterCount() - 1),
                      QTextCursor::KeepAnchor);
    if (typed.selectedText() != text || typed.charFormat() == wanted)
        return;
    typed.joinPreviousEditBlock();
    typed.setCharFormat(wanted);
    typed.endEditBlock();
    setCurrentCharFormat(wanted);
}

} // namespace Turnstone
