// SPDX-License-Identifier: MIT
#include "gui/texthtmlview.h"

#include "gui/inertdocument.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextDocumentFragment>
#include <QTextFragment>
#include <QVBoxLayout>

namespace Turnstone {

class TextHtmlView::Browser : public QTextBrowser {
public:
    explicit Browser(QWidget *parent)
        : QTextBrowser(parent)
        , m_document(new InertDocument(this))
    {
        setDocument(m_document);
        setOpenLinks(false);
        setOpenExternalLinks(false);
        setFrameShape(QFrame::NoFrame);
        setTabChangesFocus(true);
        m_document->setDocumentMargin(14);
    }

    InertDocument *inert() const { return m_document; }
    QVariant loadResource(int type, const QUrl &url) override
    {
        return m_document->answer(type, url);
    }

protected:
    void contextMenuEvent(QContextMenuEvent *event) override
    {
        QMenu *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        const QString link = anchorAt(event->pos());
        if (!link.isEmpty()) {
            menu->addAction(TextHtmlView::tr("Copy Link Address"), this,
                            [link] { QApplication::clipboard()->setText(link); });
            menu->addSeparator();
        }
        QAction *copyAction = menu->addAction(TextHtmlView::tr("Copy"), this, &QTextEdit::copy);
        copyAction->setEnabled(textCursor().hasSelection());
        menu->addAction(TextHtmlView::tr("Select All"), this, &QTextEdit::selectAll);
        menu->popup(event->globalPos());
    }

private:
    InertDocument *m_document;
};

namespace {

/// Sizes that the markup fixed follow the zoom too, and no picture is wider than the view.
void scaleFormats(QTextDocument &document, double zoom, int maxWidth)
{
    QTextCursor cursor(&document);
    cursor.beginEditBlock();
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        QList<QPair<QPair<int, int>, QTextCharFormat>> changes;
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextFragment fragment = it.fragment();
            QTextCharFormat format = fragment.charFormat();
            bool touched = false;
            if (format.isImageFormat()) {
                QTextImageFormat image = format.toImageFormat();
                if (image.width() * zoom > maxWidth) {
                    image.setHeight(image.height() * maxWidth / image.width());
                    image.setWidth(maxWidth);
                    touched = true;
                } else if (zoom != 1.0 && image.width() > 0) {
                    image.setHeight(image.height() * zoom);
                    image.setWidth(image.width() * zoom);
                    touched = true;
                }
                format = image;
            } else if (zoom != 1.0 && format.hasProperty(QTextFormat::FontPixelSize)) {
                const int pixels = format.intProperty(QTextFormat::FontPixelSize);
                format.setProperty(QTextFormat::FontPixelSize, qMax(1, qRound(pixels * zoom)));
                touched = true;
            } else if (zoom != 1.0 && format.hasProperty(QTextFormat::FontPointSize)) {
                format.setFontPointSize(qMax(1.0, format.fontPointSize() * zoom));
                touched = true;
            }
            if (touched)
                changes.append({{fragment.position(), fragment.length()}, format});
        }
        for (const auto &[range, format] : std::as_const(changes)) {
            cursor.setPosition(range.first);
            cursor.setPosition(range.first + range.second, QTextCursor::KeepAnchor);
            cursor.setCharFormat(format);
        }
    }
    cursor.endEditBlock();
}

} // namespace

TextHtmlView::TextHtmlView(QWidget *parent)
    : HtmlView(parent)
    , m_browser(new Browser(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_browser);
    setFocusProxy(m_browser);
    m_browser->setAccessibleName(tr("Message text"));
    connect(m_browser, &QTextBrowser::anchorClicked, this,
            [this](const QUrl &url) { Q_EMIT linkActivated(url, textOfLinksTo(url)); });
    connect(m_browser, &QTextBrowser::highlighted, this, &HtmlView::linkHovered);
}

TextHtmlView::~TextHtmlView() = default;

QTextBrowser *TextHtmlView::browser() const
{
    return m_browser;
}

int TextHtmlView::refusedLoads() const
{
    return m_browser->inert()->refusedLoads();
}

void TextHtmlView::showHtml(const QString &sanitised,
                            std::function<QByteArray(const QString &contentId)> resolveCid)
{
    m_html = sanitised;
    m_browser->inert()->setResolver(std::move(resolveCid));
    render();
    m_browser->moveCursor(QTextCursor::Start);
    m_browser->verticalScrollBar()->setValue(0);
    m_browser->horizontalScrollBar()->setValue(0);
}

void TextHtmlView::clear()
{
    m_html.clear();
    m_browser->inert()->setResolver({});
    m_browser->clear();
}

void TextHtmlView::setZoom(double factor)
{
    if (factor == m_zoom)
        return;
    m_zoom = factor;
    render();
}

void TextHtmlView::render()
{
    QScrollBar *bar = m_browser->verticalScrollBar();
    const double place = bar->maximum() > 0 ? double(bar->value()) / bar->maximum() : 0;
    QFont font = QApplication::font(m_browser);
    font.setPointSizeF(font.pointSizeF() * m_zoom);
    m_browser->document()->setDefaultFont(font);
    const int maxWidth = qMax(160, m_browser->viewport()->width() - 32);
    m_browser->inert()->setMaxImageWidth(maxWidth);
    m_browser->setHtml(m_html);
    scaleFormats(*m_browser->document(), m_zoom, maxWidth);
    bar->setValue(qRound(place * bar->maximum()));
}

bool TextHtmlView::find(const QString &text, bool backward)
{
    if (text.isEmpty()) {
        QTextCursor cursor = m_browser->textCursor();
        cursor.clearSelection();
        m_browser->setTextCursor(cursor);
        return true;
    }
    const auto flags = backward ? QTextDocument::FindBackward : QTextDocument::FindFlags();
    if (m_browser->find(text, flags))
        return true;
    const QTextCursor before = m_browser->textCursor();
    m_browser->moveCursor(backward ? QTextCursor::End : QTextCursor::Start);
    if (m_browser->find(text, flags))
        return true;
    m_browser->setTextCursor(before);
    return false;
}

QString TextHtmlView::selectedHtml() const
{
    const QTextCursor cursor = m_browser->textCursor();
    return cursor.hasSelection() ? cursor.selection().toHtml() : QString();
}

QString TextHtmlView::selectedText() const
{
    return m_browser->textCursor().selection().toPlainText();
}

void TextHtmlView::copySelection()
{
    m_browser->copy();
}

void TextHtmlView::selectAll()
{
    m_browser->selectAll();
}

bool TextHtmlView::scrollPage()
{
    QScrollBar *bar = m_browser->verticalScrollBar();
    if (bar->value() >= bar->maximum())
        return false;
    bar->setValue(bar->value() + bar->pageStep() * 9 / 10);
    return true;
}

QString TextHtmlView::textOfLinksTo(const QUrl &target) const
{
    // The view doesn't tell which of several links with this target was clicked, so each one's text
    // is given, a line each.
    QString run;
    QStringList texts;
    const auto endRun = [&run, &texts] {
        if (!run.isEmpty())
            texts.append(run);
        run.clear();
    };
    for (QTextBlock block = m_browser->document()->begin(); block.isValid(); block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextFragment fragment = it.fragment();
            if (QUrl(fragment.charFormat().anchorHref()) == target)
                run += fragment.text();
            else
                endRun();
        }
        endRun();
    }
    return texts.join(QLatin1Char('\n'));
}

} // namespace Turnstone
