// SPDX-License-Identifier: MIT
#include "gui/composer/collapsedquote.h"

#include "gui/composer/richtextwriter.h"
#include "gui/theme.h"

#include <QLocale>
#include <QPainter>

namespace Turnstone {

CollapsedQuote::CollapsedQuote(QWidget *editor)
    : QObject(editor)
    , m_editor(editor)
{ }

QString CollapsedQuote::words(const QTextFormat &format)
{
    return tr("… Quoted text, %1", "with a size: 2.1 MB")
        .arg(QLocale().formattedDataSize(format.intProperty(RichText::collapsedChars), 1,
                                         QLocale::DataSizeTraditionalFormat));
}

QSizeF CollapsedQuote::intrinsicSize(QTextDocument *, int, const QTextFormat &format)
{
    const QFontMetrics metrics = m_editor->fontMetrics();
    return {qreal(metrics.horizontalAdvance(words(format)) + 24), qreal(metrics.height() + 8)};
}

void CollapsedQuote::drawObject(QPainter *painter, const QRectF &rect, QTextDocument *, int,
                                const QTextFormat &format)
{
    const QPalette palette = m_editor->palette();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(m_editor->font());
    painter->setPen(Theme::colours(palette).line);
    painter->setBrush(palette.color(QPalette::AlternateBase));
    painter->drawRoundedRect(rect.adjusted(0.5, 1.5, -0.5, -1.5), 5, 5);
    painter->setPen(Theme::colours(palette).secondaryText);
    painter->drawText(rect, Qt::AlignCenter, words(format));
    painter->restore();
}

} // namespace Turnstone
