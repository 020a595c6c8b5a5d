// SPDX-License-Identifier: MIT
#include "gui/composer/richeditor.h"

#include "gui/attachmentmime.h"
#include "gui/composer/collapsedquote.h"
#include "gui/composer/quotemarks.h"
#include "gui/composer/richtextreader.h"
#include "gui/composer/richtextwriter.h"
#include "gui/inertdocument.h"
#include "html/composehtml.h"
#include "mail/messagereader.h"
#include "mail/messagewriter.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QClipboard>
#include <QFile>
#include <QFileInfo>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QImageReader>
#include <QMimeData>
#include <QMimeDatabase>
#include <QPainter>
#include <QScrollBar>
#include <QTextDocumentFragment>
#include <QTextList>
#include <QTextTable>
#include <QTimer>

namespace Turnstone {

namespace {
constexpr qsizetype editableQuoteChars = 512 * 1024; ///< more is not opened in this editor
constexpr int inlineImageWidth = 640;
constexpr qint64 inlineImageBytes = 32 * 1024 * 1024;
} // namespace

RichEditor::RichEditor(QWidget *parent)
    : QTextEdit(parent)
    , m_document(new InertDocument(this))
    , m_marks(new QTimer(this))
{
    setAccessibleName(tr("Message text"));
    setFrameShape(QFrame::NoFrame);
    m_document->setDocumentMargin(12);
    m_document->setIndentWidth(RichText::quoteIndent);
    m_document->setMaxImageWidth(inlineImageWidth);
    m_document->setResolver([this](const QString &id) {
        const auto image = m_images.constFind(id);
        if (image == m_images.constEnd())
            return QByteArray();
        if (const auto *bytes = std::get_if<QByteArray>(&image->content))
            return *bytes;
        const auto *section = std::get_if<SectionContent>(&image->content);
        const BodyStructure structure = section ? readStructure(section->message) : BodyStructure();
        const BodyPart *part = section ? structure.find(section->section) : nullptr;
        return part ? decodedBytes(sectionBytes(section->message, section->section), part->encoding)
                    : QByteArray();
    });
    setDocument(m_document);
    m_document->documentLayout()->registerHandler(RichText::collapsedObject,
                                                  new CollapsedQuote(this));
    setCursorWidth(2);
    viewport()->setMouseTracking(true);
    m_marks->setSingleShot(true);
    m_marks->setInterval(0);
    connect(m_marks, &QTimer::timeout, this, &RichEditor::refreshMarks);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, m_marks, qOverload<>(&QTimer::start));
    connect(m_document, &QTextDocument::contentsChange, m_marks, qOverload<>(&QTimer::start));
}

void RichEditor::setHtml(const QString &html, const QList<Attachment> &images)
{
    setComposed(composeHtml(html).html, images);
}

void RichEditor::setComposed(const QString &html, const QList<Attachment> &images)
{
    m_images.clear();
    for (const Attachment &image : images)
        m_images.insert(QString::fromLatin1(image.contentId), image);
    m_document->clear();
    m_document->setUndoRedoEnabled(false);
    insertRichText(QTextCursor(m_document), html, 0, collapsedQuoteChars);
    m_document->setUndoRedoEnabled(true);
    m_document->setModified(false);
    moveCursor(QTextCursor::Start);
}

QString RichEditor::html() const
{
    return richTextHtml(*m_document);
}

QString RichEditor::plainText() const
{
    return htmlToPlainText(html());
}

bool RichEditor::isFormatted() const
{
    return hasFormatting(*m_document);
}

QList<Attachment> RichEditor::images() const
{
    const QString written = html();
    QList<Attachment> shown;
    for (const Attachment &image : m_images) {
        if (written.contains(QStringLiteral("cid:") + QString::fromLatin1(image.contentId)))
            shown.append(image);
    }
    std::sort(shown.begin(), shown.end(),
              [](const Attachment &a, const Attachment &b) { return a.contentId < b.contentId; });
    return shown;
}

void RichEditor::setMisspelledWords(MisspelledWords misspelled)
{
    m_misspelled = std::move(misspelled);
    m_marks->start();
}

QTextBlock RichEditor::firstShownBlock() const
{
    return cursorForPosition(QPoint(0, 0)).block();
}

void RichEditor::refreshMarks()
{
    QList<QTextEdit::ExtraSelection> marks;
    const int last = cursorForPosition(viewport()->rect().bottomRight()).blockNumber();
    for (QTextBlock block = firstShownBlock(); block.isValid() && block.blockNumber() <= last;
         block = block.next()) {
        if (RichText::quoteDepthOf(block) == 0)
            marks += spellingMarks(block, m_misspelled);
    }
    setExtraSelections(marks);
    Q_EMIT marksChanged();
}

bool RichEditor::isInQuote() const
{
    return RichText::quoteDepthOf(textCursor().block()) > 0
        || collapsedAt(cursorRect().center()) >= 0;
}

void RichEditor::changeQuoteDepth(int by)
{
    QTextCursor cursor = textCursor();
    cursor.beginEditBlock();
    const int end = qMax(cursor.selectionStart(), cursor.selectionEnd() - 1);
    for (QTextBlock block = document()->findBlock(cursor.selectionStart());
         block.isValid() && block.position() <= end; block = block.next()) {
        QTextBlockFormat format = block.blockFormat();
        setQuoteDepth(format, RichText::quoteDepthOf(format) + by);
        QTextCursor(block).setBlockFormat(format);
    }
    cursor.endEditBlock();
}

QTextCursor RichEditor::quoteAround(const QTextBlock &block) const
{
    const auto isQuoted = [](const QTextBlock &one) {
        return one.isValid() && RichText::quoteDepthOf(one) > 0;
    };
    QTextBlock first = block, last = block;
    while (isQuoted(first.previous()))
        first = first.previous();
    while (isQuoted(last.next()))
        last = last.next();
    QTextCursor cursor(document());
    cursor.setPosition(first.position());
    cursor.setPosition(last.position() + last.length() - 1, QTextCursor::KeepAnchor);
    return cursor;
}

void RichEditor::toggleQuote()
{
    const int position = textCursor().position();
    for (const int at : {position, position - 1}) {
        if (at >= 0 && document()->characterAt(at) == QChar::ObjectReplacementCharacter) {
            QTextCursor cursor(document());
            cursor.setPosition(at + 1);
            if (cursor.charFormat().objectType() == RichText::collapsedObject) {
                expand(at);
                return;
            }
        }
    }
    if (RichText::quoteDepthOf(textCursor().block()) == 0)
        return;
    QTextCursor quote = quoteAround(textCursor().block());
    // Through a document of its own, so that only what is collapsed is written.
    QTextDocument part;
    QTextCursor(&part).insertFragment(quote.selection());
    QTextBlockFormat first = document()->findBlock(quote.selectionStart()).blockFormat();
    QTextCursor(part.firstBlock()).setBlockFormat(first);
    const QString html = richTextHtml(part);
    quote.beginEditBlock();
    quote.removeSelectedText();
    insertCollapsedQuote(quote, html, 0);
    quote.endEditBlock();
}

void RichEditor::expand(int position)
{
    QTextCursor cursor(document());
    cursor.setPosition(position);
    cursor.setPosition(position + 1, QTextCursor::KeepAnchor);
    const QTextCharFormat format = cursor.charFormat();
    const QString html = format.stringProperty(RichText::collapsedHtml);
    if (html.size() > editableQuoteChars) {
        Q_EMIT quoteTooLong();
        return;
    }
    cursor.beginEditBlock();
    cursor.removeSelectedText();
    cursor.setBlockCharFormat(QTextCharFormat());
    insertRichText(cursor, html, 0, html.size() + 1);
    cursor.endEditBlock();
}

int RichEditor::collapsedAt(const QPoint &position) const
{
    const int at = document()->documentLayout()->hitTest(
        position + QPoint(horizontalScrollBar()->value(), verticalScrollBar()->value()),
        Qt::ExactHit);
    for (const int candidate : {at, at - 1}) {
        if (candidate < 0)
            continue;
        QTextCursor cursor(document());
        cursor.setPosition(candidate);
        cursor.movePosition(QTextCursor::NextCharacter);
        if (cursor.charFormat().objectType() == RichText::collapsedObject
            && document()->characterAt(candidate) == QChar::ObjectReplacementCharacter)
            return candidate;
    }
    return -1;
}

void RichEditor::addImage(const Attachment &image, const QSize &size)
{
    m_images.insert(QString::fromLatin1(image.contentId), image);
    QTextImageFormat format;
    format.setName(QStringLiteral("cid:") + QString::fromLatin1(image.contentId));
    const int width = qMin(size.width(), inlineImageWidth);
    format.setWidth(width);
    format.setHeight(size.width() > 0 ? qreal(size.height()) * width / size.width() : 0);
    format.setProperty(QTextFormat::ImageAltText, image.name);
    textCursor().insertImage(format);
}

bool RichEditor::insertImageFile(const QString &path)
{
    QFile file(path);
    QImageReader reader(path);
    const QSize size = reader.size();
    if (!reader.canRead() || size.isEmpty() || !file.open(QIODevice::ReadOnly)
        || file.size() > inlineImageBytes)
        return false;
    Attachment image;
    image.content = file.readAll();
    image.name = QFileInfo(path).fileName();
    image.type = QMimeDatabase().mimeTypeForFile(path).name().toLatin1();
    image.disposition = Attachment::Disposition::Inline;
    image.contentId = newContentId({});
    addImage(image, size);
    return true;
}

void RichEditor::insertImage(const QImage &image, const QString &name)
{
    if (image.isNull())
        return;
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, "PNG"))
        return;
    Attachment attachment;
    attachment.content = bytes;
    attachment.name = name;
    attachment.type = "image/png";
    attachment.disposition = Attachment::Disposition::Inline;
    attachment.contentId = newContentId({});
    addImage(attachment, image.deviceIndependentSize().toSize());
}

void RichEditor::pasteAsQuote()
{
    const QMimeData *mime = QGuiApplication::clipboard()->mimeData();
    QString html = mime->hasHtml() ? composeHtml(mime->html()).html : QString();
    if (html.isEmpty())
        html = plainTextToHtml(mime->text());
    insertRichText(textCursor(), html, 1, collapsedQuoteChars);
}

bool RichEditor::canInsertFromMimeData(const QMimeData *source) const
{
    return source->hasImage() || source->hasUrls() || holdsMail(*source)
        || QTextEdit::canInsertFromMimeData(source);
}

void RichEditor::insertFromMimeData(const QMimeData *source)
{
    if (holdsMail(*source)) {
        Q_EMIT mailDropped(*source);
        return;
    }
    QStringList files;
    for (const QUrl &url : source->urls()) {
        if (url.isLocalFile() && !insertImageFile(url.toLocalFile()))
            files.append(url.toLocalFile());
    }
    if (!files.isEmpty())
        Q_EMIT filesDropped(files);
    if (!source->urls().isEmpty() && source->urls().constFirst().isLocalFile())
        return;
    if (source->hasImage() && !source->hasText()) {
        insertImage(source->imageData().value<QImage>(), tr("picture.png"));
    } else if (source->hasHtml()) {
        const ComposedHtml safe = composeHtml(source->html());
        if (safe.html.isEmpty()) {
            insertPlainText(source->text());
        } else {
            for (const Attachment &image : safe.images)
                m_images.insert(QString::fromLatin1(image.contentId), image);
            QTextCursor cursor = textCursor();
            cursor.removeSelectedText();
            cursor.insertFragment(QTextDocumentFragment::fromHtml(safe.html, m_document));
        }
        ensureCursorVisible();
    } else {
        insertPlainText(source->text());
        ensureCursorVisible();
    }
}

void RichEditor::splitQuote()
{
    QTextCursor cursor = textCursor();
    const int depth = RichText::quoteDepthOf(cursor.blockFormat());
    const bool atStart = cursor.atBlockStart();
    const bool atEnd = cursor.atBlockEnd();
    cursor.beginEditBlock();
    const QTextBlockFormat ordinary;
    if (atStart) {
        cursor.insertBlock();
        cursor.movePosition(QTextCursor::PreviousBlock);
        cursor.setBlockFormat(ordinary);
    } else {
        cursor.insertBlock(ordinary, QTextCharFormat());
        if (!atEnd) {
            cursor.insertBlock(ordinary, QTextCharFormat());
            QTextBlockFormat quoted;
            setQuoteDepth(quoted, depth);
            cursor.setBlockFormat(quoted);
            cursor.movePosition(QTextCursor::PreviousBlock);
        }
    }
    cursor.setBlockCharFormat(QTextCharFormat());
    cursor.endEditBlock();
    setTextCursor(cursor);
    setCurrentCharFormat(QTextCharFormat());
    ensureCursorVisible();
}

bool RichEditor::outdentAtStart()
{
    QTextCursor cursor = textCursor();
    if (cursor.hasSelection() || !cursor.atBlockStart())
        return false;
    if (QTextList *list = cursor.currentList()) {
        list->remove(cursor.block());
        QTextBlockFormat format = cursor.blockFormat();
        setQuoteDepth(format, RichText::quoteDepthOf(format));
        cursor.setBlockFormat(format);
        return true;
    }
    if (RichText::quoteDepthOf(cursor.blockFormat()) > 0) {
        changeQuoteDepth(-1);
        return true;
    }
    return false;
}

/// Enter at the end of a heading goes on with text, and in an empty item ends the list.
bool RichEditor::leaveListOrHeading()
{
    QTextCursor cursor = textCursor();
    if (cursor.currentList() && cursor.block().length() <= 1)
        return outdentAtStart();
    if (cursor.blockFormat().headingLevel() > 0 && cursor.atBlockEnd()) {
        QTextBlockFormat format = cursor.blockFormat();
        format.setHeadingLevel(0);
        cursor.insertBlock(format, QTextCharFormat());
        setTextCursor(cursor);
        setCurrentCharFormat(QTextCharFormat());
        return true;
    }
    return false;
}

void RichEditor::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && event->modifiers() == Qt::NoModifier && !textCursor().hasSelection()) {
        if (leaveListOrHeading())
            return;
        if (RichText::quoteDepthOf(textCursor().blockFormat()) > 0 && !textCursor().currentList()
            && !textCursor().currentTable()) {
            splitQuote();
            return;
        }
    }
    if (event->key() == Qt::Key_Backspace && event->modifiers() == Qt::NoModifier
        && outdentAtStart())
        return;
    const bool back = event->key() == Qt::Key_Backtab;
    if ((back || (event->key() == Qt::Key_Tab && event->modifiers() == Qt::NoModifier))
        && moveToCell(back))
        return;
    if (back && !textCursor().currentList()) {
        QWidget::focusNextPrevChild(false); // Tab writes one; this is the way out
        return;
    }
    QTextEdit::keyPressEvent(event);
}

void RichEditor::mouseReleaseEvent(QMouseEvent *event)
{
    const int at = event->button() == Qt::LeftButton ? collapsedAt(event->pos()) : -1;
    if (at >= 0)
        expand(at);
    else
        QTextEdit::mouseReleaseEvent(event);
}

void RichEditor::mouseMoveEvent(QMouseEvent *event)
{
    QTextEdit::mouseMoveEvent(event);
    if (event->buttons() == Qt::NoButton)
        viewport()->setCursor(collapsedAt(event->pos()) >= 0 ? Qt::PointingHandCursor
                                                             : Qt::IBeamCursor);
}

void RichEditor::paintEvent(QPaintEvent *event)
{
    QTextEdit::paintEvent(event);
    QPainter painter(viewport());
    const QAbstractTextDocumentLayout *layout = document()->documentLayout();
    const QPointF offset(-horizontalScrollBar()->value(), -verticalScrollBar()->value());
    const qreal margin = document()->documentMargin();
    // A table stands in a quote as a whole.
    const auto boxOf = [&](const QTextBlock &block) {
        QTextTable *table = RichText::outermostTable(block);
        return (table ? layout->frameBoundingRect(table) : layout->blockBoundingRect(block))
            .translated(offset);
    };
    QTextBlock next;
    for (QTextBlock block = firstShownBlock(); block.isValid(); block = next) {
        const QTextTable *table = RichText::outermostTable(block);
        next = table ? document()->findBlock(table->lastPosition() + 1) : block.next();
        const QRectF box = boxOf(block);
        if (box.top() > event->rect().bottom())
            break;
        const int depth = RichText::quoteDepthOf(block);
        if (depth == 0)
            continue;
        // Through the space between two blocks of one quote.
        const qreal bottom = box.bottom();
        const int nextDepth = next.isValid() ? RichText::quoteDepthOf(next) : 0;
        const qreal nextTop = next.isValid() ? boxOf(next).top() : bottom;
        const bool mirrored = block.textDirection() == Qt::RightToLeft;
        for (int level = 1; level <= depth; ++level) {
            const qreal along = margin + (level - 1) * RichText::quoteIndent + 2;
            const qreal x = mirrored ? document()->size().width() - along - 3 : along;
            painter.fillRect(
                QRectF(x + offset.x(), box.top(), 3,
                       (level <= nextDepth ? qMax(nextTop, bottom) : bottom) - box.top()),
                quoteColour(palette(), level));
        }
    }
}

void RichEditor::resizeEvent(QResizeEvent *event)
{
    QTextEdit::resizeEvent(event);
    m_marks->start();
}

void RichEditor::changeEvent(QEvent *event)
{
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_marks->start();
}

} // namespace Turnstone
