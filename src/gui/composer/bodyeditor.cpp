// SPDX-License-Identifier: MIT
#include "gui/composer/bodyeditor.h"

#include "gui/composer/formatbar.h"
#include "gui/composer/plaineditor.h"
#include "gui/composer/richeditor.h"
#include "gui/findbar.h"
#include "html/composehtml.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace Turnstone {

BodyEditor::BodyEditor(QWidget *parent)
    : QWidget(parent)
    , m_plain(new PlainEditor(this))
    , m_richText(new RichEditor(this))
    , m_stack(new QStackedWidget(this))
    , m_format(new FormatBar(*m_richText, this))
    , m_find(new FindBar(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_format);
    m_stack->addWidget(m_plain);
    m_stack->addWidget(m_richText);
    column->addWidget(m_stack, 1);
    column->addWidget(m_find);
    m_find->hide();
    m_format->hide();
    setFocusProxy(m_plain);
    connect(m_find, &FindBar::findRequested, this, [this](const QString &text, bool backward) {
        m_find->setFound(findText(text, backward));
    });
    connect(m_find, &FindBar::closed, this, [this] {
        m_find->hide();
        m_stack->currentWidget()->setFocus();
    });
    connect(m_plain, &QPlainTextEdit::textChanged, this, &BodyEditor::modified);
    connect(m_richText, &QTextEdit::textChanged, this, &BodyEditor::modified);
    connect(m_plain, &PlainEditor::filesDropped, this, &BodyEditor::filesDropped);
    connect(m_plain, &PlainEditor::imagePasted, this, &BodyEditor::imagePasted);
    connect(m_richText, &RichEditor::filesDropped, this, &BodyEditor::filesDropped);
    connect(m_plain, &PlainEditor::mailDropped, this, &BodyEditor::mailDropped);
    connect(m_richText, &RichEditor::mailDropped, this, &BodyEditor::mailDropped);
    connect(m_richText, &RichEditor::quoteTooLong, this, [this] {
        auto *box = new QMessageBox(QMessageBox::Information, tr("Quoted Text"),
                                    tr("This quote is too long to be edited with formatting. It "
                                       "is sent as it is. To answer within it, write in plain "
                                       "text (Format menu)."),
                                    QMessageBox::Ok, this);
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->open();
    });
}

void BodyEditor::setBody(const Composition &composition, bool composed)
{
    if (composition.html.isEmpty()) {
        m_plain->setText(composition.text);
        setRich(false);
    } else {
        if (composed)
            m_richText->setComposed(composition.html, composition.images);
        else
            m_richText->setHtml(composition.html, composition.images);
        setRich(true);
    }
    setModified(false);
}

void BodyEditor::setPlainText(const QString &text, qsizetype cursor)
{
    m_plain->begin(text, cursor);
    setRich(false);
    setModified(false);
}

void BodyEditor::putBody(Composition &composition) const
{
    composition.images.clear();
    composition.html.clear();
    if (m_rich) {
        composition.text = m_richText->plainText();
        composition.html = m_richText->html();
        composition.images = m_richText->images();
    } else {
        composition.text = m_plain->text();
    }
}

bool BodyEditor::isModified() const
{
    return m_rich ? m_richText->document()->isModified() : m_plain->document()->isModified();
}

void BodyEditor::setModified(bool modified)
{
    m_plain->document()->setModified(modified);
    m_richText->document()->setModified(modified);
}

void BodyEditor::setRich(bool rich)
{
    m_rich = rich;
    m_format->setVisible(rich);
    m_stack->setCurrentIndex(rich ? 1 : 0);
    setFocusProxy(m_stack->currentWidget());
    Q_EMIT richChanged(rich);
}

void BodyEditor::convert(bool rich)
{
    const bool hadFocus = m_stack->currentWidget()->hasFocus();
    if (rich) {
        m_richText->setHtml(plainTextToHtml(m_plain->text()), {});
    } else {
        m_plain->setText(m_richText->plainText());
        m_plain->document()->setModified(true);
    }
    setRich(rich);
    if (hadFocus)
        m_stack->currentWidget()->setFocus();
    Q_EMIT modified();
}

void BodyEditor::requestRich(bool rich)
{
    if (rich == m_rich)
        return;
    if (rich || !m_richText->isFormatted()) {
        convert(rich);
        return;
    }
    auto *box = new QMessageBox(QMessageBox::Question, tr("Plain Text"),
                                tr("In plain text, formatting, pictures and tables in this message "
                                   "are lost."),
                                QMessageBox::Cancel, this);
    QPushButton *change = box->addButton(tr("Change to Plain Text"), QMessageBox::AcceptRole);
    box->setDefaultButton(QMessageBox::Cancel);
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(change, &QPushButton::clicked, this, [this] { convert(false); });
    connect(box, &QMessageBox::finished, this, [this] { Q_EMIT richChanged(m_rich); });
    box->open();
}

bool BodyEditor::findText(const QString &text, bool backward)
{
    const QTextDocument::FindFlags flags =
        backward ? QTextDocument::FindBackward : QTextDocument::FindFlags();
    const auto findIn = [&](auto *editor) {
        if (editor->find(text, flags))
            return true;
        const QTextCursor before = editor->textCursor();
        editor->moveCursor(backward ? QTextCursor::End : QTextCursor::Start);
        if (editor->find(text, flags))
            return true;
        editor->setTextCursor(before);
        return false;
    };
    return m_rich ? findIn(m_richText) : findIn(m_plain);
}

void BodyEditor::find()
{
    m_find->open(m_rich ? m_richText->textCursor().selectedText()
                        : m_plain->textCursor().selectedText());
}

void BodyEditor::findNext(bool backward)
{
    if (!m_find->isVisible())
        find();
    else
        m_find->setFound(findText(m_find->text(), backward));
}

void BodyEditor::pasteAsText()
{
    const QString text = QGuiApplication::clipboard()->text();
    if (m_rich)
        m_richText->insertPlainText(text);
    else
        m_plain->insertPlainText(text);
}

void BodyEditor::pasteAsQuote()
{
    m_rich ? m_richText->pasteAsQuote() : m_plain->pasteAsQuote();
}

void BodyEditor::changeQuoteDepth(int by)
{
    m_rich ? m_richText->changeQuoteDepth(by) : m_plain->changeQuoteDepth(by);
}

void BodyEditor::toggleQuote()
{
    m_rich ? m_richText->toggleQuote() : m_plain->toggleQuote();
}

void BodyEditor::undo()
{
    m_rich ? m_richText->undo() : m_plain->undo();
}

void BodyEditor::redo()
{
    m_rich ? m_richText->redo() : m_plain->redo();
}

} // namespace Turnstone
