// SPDX-License-Identifier: MIT
#pragma once

#include "gui/composer/textmarks.h"

#include <QPlainTextEdit>

class QTimer;

namespace Turnstone {

/// Plain text as it is sent: a line that begins with '>' is a quote. Its cost a key press doesn't
/// grow with the text: only the paragraph typed in is laid out, and only what is to be seen is
/// marked.
class PlainEditor : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit PlainEditor(QWidget *parent = nullptr);

    /// Without the collapsed parts being lost. '\n' line ends.
    QString text() const { return toPlainText(); }
    void setText(const QString &text);
    /// As setText, to write at `cursor`. Until that or the text is touched it is seen from its
    /// first line, or from as near as the cursor lets it, however the place for it changes.
    void begin(const QString &text, qsizetype cursor);
    void setMisspelledWords(MisspelledWords misspelled);
    void refreshMarks();

    /// One level more or less, of the lines that are selected.
    void changeQuoteDepth(int by);
    /// Hides all of the quote that the cursor is in but its first line, or shows it again.
    void toggleQuote();
    bool isInQuote() const;
    void pasteAsQuote();

Q_SIGNALS:
    void filesDropped(const QStringList &paths);
    void mailDropped(const QMimeData &mime); ///< holdsMail; dragged here or pasted
    void imagePasted(const QImage &image);
    void marksChanged(); ///< other blocks are to be seen

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    void splitQuote();
    QRect pillRect(const QTextBlock &head) const;
    void setCollapsed(QTextBlock head, bool collapsed);
    void showCursor();
    void alignVisible();
    void showBeginning();

    QTimer *m_marks;
    bool m_untouched = false; ///< since `begin`
    MisspelledWords m_misspelled;
};

} // namespace Turnstone
