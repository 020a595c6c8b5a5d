// SPDX-License-Identifier: MIT
// The signature within rich text: found as it was put there, exchanged as one step to undo.
#include "gui/composer/richeditor.h"
#include "gui/composer/richtextreader.h"
#include "gui/composer/richtextwriter.h"
#include "gui/inertdocument.h"
#include "html/composehtml.h"

#include <QTextBlock>
#include <QTextDocumentFragment>

namespace Turnstone {

namespace {

bool isSignatureMark(const QTextBlock &block)
{
    const QString text = block.text();
    return RichText::quoteDepthOf(block.blockFormat()) == 0 && text.size() == 3
        && text.startsWith(QLatin1String("--")) && text.at(2).isSpace();
}

bool isCollapsedQuote(const QTextBlock &block)
{
    return block.begin() != block.end()
        && block.begin().fragment().charFormat().objectType() == RichText::collapsedObject;
}

} // namespace

QTextCursor RichEditor::signatureAsPut(const QString &html) const
{
    InertDocument put;
    insertRichText(QTextCursor(&put), signatureHtml(html), 0, collapsedQuoteChars);
    const QString wanted = richTextHtml(put);
    for (QTextBlock block = document()->lastBlock(); block.isValid(); block = block.previous()) {
        if (!isSignatureMark(block))
            continue;
        const QTextBlock last =
            document()->findBlockByNumber(block.blockNumber() + put.blockCount() - 1);
        if (!last.isValid())
            continue;
        QTextCursor found(document());
        found.setPosition(block.position());
        found.setPosition(last.position() + last.length() - 1, QTextCursor::KeepAnchor);
        InertDocument part;
        QTextCursor(&part).insertFragment(found.selection());
        QTextCursor(part.firstBlock()).setBlockFormat(block.blockFormat());
        if (richTextHtml(part) == wanted)
            return found;
    }
    return {};
}

QTextCursor RichEditor::placeOfSignature(bool above) const
{
    QTextCursor place(document());
    place.movePosition(QTextCursor::End);
    if (above) {
        for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
            if (RichText::quoteDepthOf(block) == 0 && !isCollapsedQuote(block))
                continue;
            // Above the line that introduces the quote.
            const QTextBlock before = block.previous().isValid() ? block.previous() : block;
            place.setPosition(before.position());
            place.insertBlock();
            place.movePosition(QTextCursor::PreviousBlock);
            return place;
        }
    }
    place.insertBlock(QTextBlockFormat(), QTextCharFormat());
    place.insertBlock(QTextBlockFormat(), QTextCharFormat());
    return place;
}

bool RichEditor::replaceSignature(const QStringList &from, bool mustBeThere, const QString &to,
                                  const QList<Attachment> &images, bool above)
{
    QTextCursor place;
    for (const QString &form : from) {
        place = signatureAsPut(form);
        if (!place.isNull())
            break;
    }
    if (place.isNull() && (mustBeThere || to.isEmpty()))
        return !mustBeThere;
    for (const Attachment &image : images)
        m_images.insert(QString::fromLatin1(image.contentId), image);
    const int writing = textCursor().position();
    const bool keepsPlace = !place.isNull() && writing <= place.selectionStart();
    QTextCursor edit(document());
    edit.beginEditBlock();
    if (place.isNull())
        place = placeOfSignature(above);
    else
        place.removeSelectedText();
    place.setBlockFormat(QTextBlockFormat());
    place.setBlockCharFormat(QTextCharFormat());
    if (!to.isEmpty())
        insertRichText(place, signatureHtml(to), 0, collapsedQuoteChars);
    edit.endEditBlock();
    if (keepsPlace) {
        QTextCursor back = textCursor();
        back.setPosition(writing);
        setTextCursor(back);
    }
    return true;
}

} // namespace Turnstone
