// SPDX-License-Identifier: MIT
#pragma once

#include "mail/composition.h"

#include <QWidget>

class QMimeData;
class QStackedWidget;

namespace Turnstone {

class FindBar;
class FormatBar;
class PlainEditor;
class RichEditor;

/// What somebody writes: plain text or rich text, with the bar for the latter, finding, and a
/// change from one to the other that asks where something would be lost.
class BodyEditor : public QWidget {
    Q_OBJECT
public:
    explicit BodyEditor(QWidget *parent = nullptr);

    /// The composition's text, html and images. `composed`: its html is as composeHtml gave it.
    void setBody(const Composition &, bool composed = false);
    void setPlainText(const QString &text, qsizetype cursor);
    /// Writes text, html and images.
    void putBody(Composition &composition) const;
    bool isRich() const { return m_rich; }
    bool isModified() const;
    void setModified(bool modified);
    PlainEditor &plain() { return *m_plain; }
    RichEditor &rich() { return *m_richText; }

    /// Asks first where formatting would be lost; nothing happens where the user says no.
    void requestRich(bool rich);
    void find();
    void findNext(bool backward);
    void pasteAsText();
    void pasteAsQuote();
    void changeQuoteDepth(int by);
    void toggleQuote();
    void undo();
    void redo();

Q_SIGNALS:
    void modified();
    void richChanged(bool rich);
    void filesDropped(const QStringList &paths);
    void mailDropped(const QMimeData &mime);
    void imagePasted(const QImage &image); ///< into plain text, where it can only be attached

private:
    void setRich(bool rich);
    void convert(bool rich);
    bool findText(const QString &text, bool backward);

    PlainEditor *m_plain;
    RichEditor *m_richText;
    QStackedWidget *m_stack;
    FormatBar *m_format;
    FindBar *m_find;
    bool m_rich = false;
};

} // namespace Turnstone
