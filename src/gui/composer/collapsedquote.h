// SPDX-License-Identifier: MIT
#pragma once

#include <QTextObjectInterface>
#include <QWidget>

namespace Turnstone {

/// Draws the character that stands for a collapsed quote: a calm box that says how much it holds.
/// Owned by the editor it draws in.
class CollapsedQuote : public QObject, public QTextObjectInterface {
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)
public:
    explicit CollapsedQuote(QWidget *editor);
    QSizeF intrinsicSize(QTextDocument *document, int position, const QTextFormat &) override;
    void drawObject(QPainter *painter, const QRectF &rect, QTextDocument *document, int position,
                    const QTextFormat &) override;

private:
    static QString words(const QTextFormat &);
    QWidget *m_editor;
};

} // namespace Turnstone
