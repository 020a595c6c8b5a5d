// SPDX-License-Identifier: MIT
#pragma once

#include "gui/composer/textmarks.h"
#include "mail/composition.h"

#include <QTextEdit>
#include <optional>

class QTimer;

namespace Turnstone {

class InertDocument;

/// Text with emphasis, lists, quotes, pictures and tables. Nothing in it is ever loaded from
/// anywhere: pictures are those that came with the composition or were put in here. A long quote
/// stands collapsed, so that a key press costs what the text around it costs.
class RichEditor : public QTextEdit {
    Q_OBJECT
public:
    explicit RichEditor(QWidget *parent = nullptr);

    /// What stands within <body>; sanitised here, whatever it was.
    void setHtml(const QString &html, const QList<Attachment> &images);
    /// The same for what composeHtml gave, which isn't sanitised once more.
    void setComposed(const QString &html, const QList<Attachment> &images);
    QString html() const;
    QString plainText() const; ///< as text alone would have it
    /// Those that the text still shows.
    QList<Attachment> images() const;
    bool isFormatted() const;
    void setMisspelledWords(MisspelledWords misspelled);
    void refreshMarks();

    // What is done to the selection, or to what is typed next.
    void setBold(bool);
    void setItalic(bool);
    void setUnderlined(bool);
    void setCode(bool);
    void clearFormatting();
    /// 0: ordinary text; 1…3: a heading; -1: preformatted.
    void setParagraphStyle(int style);
    int paragraphStyle() const;
    void toggleList(bool numbered);
    void changeQuoteDepth(int by);
    /// Takes the quote that the cursor is in together to one line, or opens it again.
    void toggleQuote();
    bool isInQuote() const;
    QUrl linkAtCursor() const;
    /// An empty address takes the link away; without a selection `text` is put in.
    void setLink(const QString &text, const QString &address);
    void insertTable(int rows, int columns);
    bool insertImageFile(const QString &path);
    void insertImage(const QImage &image, const QString &name);
    void pasteAsQuote();
    /// Puts `to` (of composeHtml; empty: none) where one of `from` stands as it was put there.
    /// Where none does, because there was none, it goes above the first quote or to the end; where
    /// somebody changed it (`mustBeThere`), nothing happens and false is returned.
    bool replaceSignature(const QStringList &from, bool mustBeThere, const QString &to,
                          const QList<Attachment> &images, bool above);

Q_SIGNALS:
    void filesDropped(const QStringList &paths);
    void mailDropped(const QMimeData &mime); ///< holdsMail; dragged here or pasted
    /// A quote that was to be opened is too long to be edited.
    void quoteTooLong();
    void marksChanged();

protected:
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void applyChar(const QTextCharFormat &format);
    void splitQuote();
    bool outdentAtStart();
    bool leaveListOrHeading();
    bool moveToCell(bool back);
    int collapsedAt(const QPoint &position) const;
    void expand(int position);
    QTextCursor quoteAround(const QTextBlock &block) const;
    void addImage(const Attachment &image, const QSize &size);
    QTextBlock firstShownBlock() const;
    QTextCursor signatureAsPut(const QString &html) const;
    QTextCursor placeOfSignature(bool above) const;

    InertDocument *m_document;
    QHash<QString, Attachment> m_images; ///< by content id
    QTimer *m_marks;
    MisspelledWords m_misspelled;
    std::optional<QTextCharFormat> m_composedFormat; ///< while an input method composes
};

} // namespace Turnstone
