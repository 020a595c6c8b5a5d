// SPDX-License-Identifier: MIT
#include "gui/composer/plaineditor.h"

#include "gui/attachmentmime.h"
#include "gui/composer/quotemarks.h"
#include "gui/theme.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QImage>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QTimer>
#include <QUrl>

namespace Turnstone {

namespace {

constexpr int collapsedHead = 1; ///< QTextBlock::userState of a quote's line that stands for all

/// The first block of the quote that `block` is in.
QTextBlock quoteStart(QTextBlock block)
{
    while (block.previous().isValid() && quotePrefix(block.previous().text()).depth > 0)
        block = block.previous();
    return block;
}

} // namespace

PlainEditor::PlainEditor(QWidget *parent)
    : QPlainTextEdit(parent)
    , m_marks(new QTimer(this))
{
    setAccessibleName(tr("Message text"));
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(false);
    document()->setDocumentMargin(12);
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setLineWrapMode(QPlainTextEdit::WidgetWidth);
    setCursorWidth(2);
    m_marks->setSingleShot(true);
    m_marks->setInterval(0);
    connect(m_marks, &QTimer::timeout, this, &PlainEditor::refreshMarks);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, m_marks, qOverload<>(&QTimer::start));
    connect(document(), &QTextDocument::contentsChange, m_marks, qOverload<>(&QTimer::start));
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &PlainEditor::showCursor);
    const auto touched = [this] { m_untouched = false; };
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, touched);
    connect(document(), &QTextDocument::contentsChange, this, touched);
    connect(verticalScrollBar(), &QScrollBar::actionTriggered, this, touched);
}

void PlainEditor::setText(const QString &text)
{
    setPlainText(text);
    moveCursor(QTextCursor::Start);
    m_marks->start();
}

void PlainEditor::begin(const QString &text, qsizetype cursor)
{
    setText(text);
    QTextCursor at = textCursor();
    at.setPosition(int(qBound<qsizetype>(0, cursor, text.size())));
    setTextCursor(at);
    m_untouched = true;
}

void PlainEditor::showBeginning()
{
    verticalScrollBar()->setValue(0);
    ensureCursorVisible();
}

void PlainEditor::setMisspelledWords(MisspelledWords misspelled)
{
    m_misspelled = std::move(misspelled);
    m_marks->start();
}

void PlainEditor::refreshMarks()
{
    QList<QTextEdit::ExtraSelection> marks;
    const int bottom = viewport()->height();
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        if (!block.isVisible())
            continue;
        if (blockBoundingGeometry(block).translated(contentOffset()).top() > bottom)
            break;
        const int depth = quotePrefix(block.text()).depth;
        if (depth > 0) {
            QTextEdit::ExtraSelection quote;
            quote.cursor = QTextCursor(block);
            quote.cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
            quote.format.setForeground(quoteColour(palette(), depth));
            marks.append(quote);
        } else {
            marks += spellingMarks(block, m_misspelled);
        }
    }
    setExtraSelections(marks);
    Q_EMIT marksChanged();
}

bool PlainEditor::isInQuote() const
{
    return quotePrefix(textCursor().block().text()).depth > 0;
}

void PlainEditor::splitQuote()
{
    QTextCursor cursor = textCursor();
    const QTextBlock block = cursor.block();
    const QuotePrefix prefix = quotePrefix(block.text());
    const qsizetype at = cursor.positionInBlock();
    cursor.beginEditBlock();
    if (at <= prefix.length) {
        cursor.movePosition(QTextCursor::StartOfBlock);
        cursor.insertText(QStringLiteral("\n"));
        cursor.movePosition(QTextCursor::PreviousBlock);
    } else if (at == block.text().size()) {
        cursor.insertText(QStringLiteral("\n"));
    } else {
        cursor.insertText(QStringLiteral("\n\n") + quoteMarks(prefix.depth));
        cursor.movePosition(QTextCursor::PreviousBlock);
    }
    cursor.endEditBlock();
    setTextCursor(cursor);
}

void PlainEditor::changeQuoteDepth(int by)
{
    QTextCursor cursor = textCursor();
    const int end = qMax(cursor.selectionStart(), cursor.selectionEnd() - 1);
    QTextBlock block = document()->findBlock(cursor.selectionStart());
    int left = document()->findBlock(end).blockNumber() - block.blockNumber() + 1;
    QTextCursor change(document());
    change.beginEditBlock();
    for (; left > 0 && block.isValid(); --left, block = block.next()) {
        const QuotePrefix prefix = quotePrefix(block.text());
        const int depth = qBound(0, prefix.depth + by, maxQuoteDepth);
        change.setPosition(block.position());
        change.setPosition(block.position() + int(prefix.length), QTextCursor::KeepAnchor);
        change.insertText(quoteMarks(depth));
    }
    change.endEditBlock();
}

void PlainEditor::setCollapsed(QTextBlock head, bool collapsed)
{
    head.setUserState(collapsed ? collapsedHead : -1);
    const int start = head.position();
    QTextBlock block = head.next();
    int end = start + head.length();
    for (; block.isValid() && quotePrefix(block.text()).depth > 0; block = block.next()) {
        block.setVisible(!collapsed);
        // The layout counts lines by these.
        block.setLineCount(collapsed ? 0 : qMax(1, block.layout()->lineCount()));
        end = block.position() + block.length();
    }
    document()->markContentsDirty(start, end - start);
    Q_EMIT document()->documentLayout()->documentSizeChanged(
        document()->documentLayout()->documentSize());
    viewport()->update();
    m_marks->start();
}

void PlainEditor::toggleQuote()
{
    if (!isInQuote())
        return;
    const QTextBlock head = quoteStart(textCursor().block());
    const bool collapse = head.userState() != collapsedHead;
    if (collapse) {
        QTextCursor cursor = textCursor();
        cursor.setPosition(head.position());
        setTextCursor(cursor);
    }
    setCollapsed(head, collapse);
}

void PlainEditor::showCursor()
{
    const QTextBlock block = textCursor().block();
    if (!block.isVisible())
        setCollapsed(quoteStart(block), false);
}

void PlainEditor::pasteAsQuote()
{
    QString text = QGuiApplication::clipboard()->text();
    text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    if (text.endsWith(u'\n'))
        text.chop(1);
    text.replace(u'\n', QStringLiteral("\n> "));
    QTextCursor cursor = textCursor();
    cursor.beginEditBlock();
    cursor.removeSelectedText();
    if (!cursor.atBlockStart())
        cursor.insertBlock(); // within a line it would be no quote
    cursor.insertText(QStringLiteral("> ") + text + u'\n');
    cursor.endEditBlock();
    setTextCursor(cursor);
}

void PlainEditor::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && event->modifiers() == Qt::NoModifier && isInQuote()
        && !textCursor().hasSelection()) {
        splitQuote();
        ensureCursorVisible();
        return;
    }
    if (event->key() == Qt::Key_Backtab) {
        QWidget::focusNextPrevChild(false); // Tab writes one; this is the way out
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

QRect PlainEditor::pillRect(const QTextBlock &head) const
{
    const QRectF line = blockBoundingGeometry(head).translated(contentOffset());
    const QTextLine last = head.layout()->lineAt(qMax(0, head.layout()->lineCount() - 1));
    const int height = fontMetrics().height();
    const int width = fontMetrics().horizontalAdvance(QStringLiteral("…")) + 20;
    const int x = int(line.left() + last.naturalTextRect().right()) + 10;
    return {qMin(x, viewport()->width() - width - 8),
            int(line.top() + last.rect().bottom()) - height, width, height};
}

/// QPlainTextEdit sets every paragraph against the left edge, also one that is written from the
/// right; each layout of a paragraph begins so again.
void PlainEditor::alignVisible()
{
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        if (!block.isVisible())
            continue;
        const QRectF place = blockBoundingGeometry(block).translated(contentOffset());
        if (place.top() > viewport()->height())
            break;
        QTextOption option = block.layout()->textOption();
        if (block.textDirection() != Qt::RightToLeft || option.alignment() == Qt::AlignRight)
            continue;
        option.setAlignment(Qt::AlignRight);
        block.layout()->setTextOption(option);
    }
}

void PlainEditor::paintEvent(QPaintEvent *event)
{
    alignVisible();
    QPlainTextEdit::paintEvent(event);
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        if (!block.isVisible())
            continue;
        if (blockBoundingGeometry(block).translated(contentOffset()).top() > viewport()->height())
            break;
        if (block.userState() != collapsedHead || block.next().isVisible())
            continue;
        const QRect pill = pillRect(block);
        painter.setPen(Theme::colours(palette()).line);
        painter.setBrush(palette().color(QPalette::AlternateBase));
        painter.drawRoundedRect(QRectF(pill).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
        painter.setPen(Theme::colours(palette()).secondaryText);
        painter.drawText(pill, Qt::AlignCenter, QStringLiteral("…"));
    }
}

void PlainEditor::mousePressEvent(QMouseEvent *event)
{
    const QTextBlock block = cursorForPosition(event->pos()).block();
    if (block.userState() == collapsedHead && pillRect(block).contains(event->pos())) {
        setCollapsed(block, false);
        return;
    }
    QPlainTextEdit::mousePressEvent(event);
}

void PlainEditor::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_marks->start();
}

void PlainEditor::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    // While a window is put together there is room for a line at times, and it scrolled to the
    // cursor's.
    if (m_untouched)
        showBeginning();
    m_marks->start();
}

bool PlainEditor::canInsertFromMimeData(const QMimeData *source) const
{
    return source->hasUrls() || source->hasImage() || holdsMail(*source)
        || QPlainTextEdit::canInsertFromMimeData(source);
}

void PlainEditor::insertFromMimeData(const QMimeData *source)
{
    if (holdsMail(*source)) {
        Q_EMIT mailDropped(*source);
        return;
    }
    QStringList files;
    for (const QUrl &url : source->urls()) {
        if (url.isLocalFile())
            files.append(url.toLocalFile());
    }
    if (!files.isEmpty())
        Q_EMIT filesDropped(files);
    else if (source->hasImage() && !source->hasText())
        Q_EMIT imagePasted(source->imageData().value<QImage>());
    else
        QPlainTextEdit::insertFromMimeData(source);
}

} // namespace Turnstone
