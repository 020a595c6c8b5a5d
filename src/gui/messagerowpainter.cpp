// SPDX-License-Identifier: MIT
#include "gui/messagerowpainter.h"

#include "gui/icons.h"
#include "gui/messagewords.h"

#include <QPainter>
#include <QTextOption>
#include <QWidget>

namespace Turnstone {

namespace {

constexpr int gutter = 24; ///< holds the unread mark and the reply arrow
constexpr int sidePadding = 12;
constexpr int cardPadding = 9;
constexpr int lineGap = 3;
constexpr int tablePadding = 5;
constexpr int iconSide = 16;
constexpr int iconGap = 6;
constexpr int dotSide = 8;
constexpr int cachedTexts = 600;

} // namespace

MessageRowPainter::MessageRowPainter()
    : m_dates(std::make_unique<DateText>(QDateTime::currentDateTime(), QLocale()))
    , m_texts(cachedTexts)
{ }

void MessageRowPainter::setSettings(const Settings &settings)
{
    m_settings = settings;
    m_texts.clear();
}

void MessageRowPainter::prepare(const QWidget &widget)
{
    m_font = widget.font();
    m_bold = m_font;
    m_bold.setWeight(QFont::DemiBold);
    m_small = m_font;
    m_small.setPointSizeF(m_font.pointSizeF() * 0.92);
    m_palette = widget.palette();
    m_colours = Theme::colours(m_palette);
    m_rightToLeft = widget.isRightToLeft();
    m_ratio = widget.devicePixelRatioF();
    // Scripts that fall back to another font are taller than Latin letters: leave them room.
    m_line = qMax(QFontMetrics(m_font).height(), QFontMetrics(m_bold).height()) + 1;
    m_smallLine = QFontMetrics(m_small).height() + 1;
    m_groupHeight = m_smallLine + 14;
    if (m_settings.look == ListLook::Table)
        m_rowHeight = m_line + 2 * tablePadding;
    else
        m_rowHeight = 2 * cardPadding + 2 * m_line + lineGap
            + (m_settings.preview ? m_smallLine + lineGap : 0);
    m_texts.clear();
}

void MessageRowPainter::setNow(const QDateTime &now)
{
    m_dates = std::make_unique<DateText>(now, QLocale());
    m_texts.clear();
}

void MessageRowPainter::setColumns(const QList<QPair<int, int>> &columns)
{
    m_columns = columns;
    m_texts.clear();
}

QSize MessageRowPainter::preferredSize() const
{
    return {m_line * 24, m_rowHeight * 6};
}

QRect MessageRowPainter::mirrored(const QRect &rect, const QRect &row) const
{
    if (!m_rightToLeft)
        return rect;
    return {row.left() + row.right() - rect.right(), rect.top(), rect.width(), rect.height()};
}

MessageRowPainter::CardLines MessageRowPainter::cardLines(const QRect &row) const
{
    CardLines lines;
    lines.text = row.adjusted(gutter, 0, -sidePadding, 0);
    lines.first = row.top() + cardPadding;
    lines.second = lines.first + m_line + lineGap;
    lines.third = lines.second + m_line + lineGap;
    return lines;
}

QRect MessageRowPainter::columnRect(ListColumn column, const QRect &row) const
{
    const auto [left, width] = m_columns.value(int(column));
    return {row.left() + left, row.top(), width, row.height()};
}

QRect MessageRowPainter::starRect(const QRect &row) const
{
    if (m_settings.look == ListLook::Table)
        return columnRect(ListColumn::Flag, row);
    const CardLines lines = cardLines(row);
    const QRect rect(lines.text.right() + 1 - iconSide, lines.second + (m_line - iconSide) / 2,
                     iconSide, iconSide);
    return mirrored(rect.adjusted(-3, -3, 3, 3), row);
}

QRect MessageRowPainter::unreadRect(const QRect &row) const
{
    if (m_settings.look == ListLook::Table)
        return columnRect(ListColumn::Unread, row);
    return mirrored(QRect(row.left() + 2, cardLines(row).first, gutter - 4, m_line), row);
}

void MessageRowPainter::paint(QPainter &painter, const QRect &row, const MessageRow &message,
                              const State &state)
{
    paintGround(painter, row, state);
    const Texts &laidOut = texts(row, message);
    if (m_settings.look == ListLook::Table)
        paintTable(painter, row, message, state, laidOut);
    else
        paintCard(painter, row, message, state, laidOut);
}

void MessageRowPainter::paintGround(QPainter &painter, const QRect &row, const State &state) const
{
    if (state.selected)
        painter.fillRect(row, state.active ? m_colours.selected : m_colours.selectedInactive);
    else if (state.hovered)
        painter.fillRect(row, m_colours.hover);
    if (m_settings.look == ListLook::Cards) {
        QRect line(row.left() + gutter, row.bottom(), row.width() - gutter, 1);
        painter.fillRect(mirrored(line, row), m_colours.line);
    }
    if (state.current && state.active) {
        const QRect bar(row.left(), row.top(), 3, row.height());
        painter.fillRect(mirrored(bar, row), m_colours.accent);
    }
}

int MessageRowPainter::markCount(const MessageRow &message) const
{
    return int(message.hasAttachments) + int(MessageWords::whereIcon(message) != nullptr)
        + int(message.pending);
}

void MessageRowPainter::paintCard(QPainter &painter, const QRect &row, const MessageRow &message,
                                  const State &state, const Texts &laidOut)
{
    const bool unread = !message.flags.flags.testFlag(Flag::Seen);
    const QColor text = m_palette.color(QPalette::Text);
    const QColor faint = state.selected ? text : m_colours.secondaryText;
    const CardLines lines = cardLines(row);

    if (unread)
        paintDot(painter, unreadRect(row));
    const QRect arrow(row.left() + (gutter - iconSide) / 2 + 1,
                      lines.second + (m_line - iconSide) / 2, iconSide, iconSide);
    if (message.flags.flags.testFlag(Flag::Answered))
        paintIcon(painter, "mail-replied", mirrored(arrow, row), 0.8);
    else if (message.flags.flags.testFlag(Flag::Forwarded))
        paintIcon(painter, "mail-forwarded", mirrored(arrow, row), 0.8);

    QRect line(lines.text.left(), lines.first, lines.text.width(), m_line);
    drawText(painter, laidOut.from, unread ? m_bold : m_font, text, line, row);
    QRect dateArea = line;
    dateArea.setLeft(line.right() + 1 - laidOut.dateWidth);
    dateArea.setTop(line.top() + (m_line - m_smallLine) / 2);
    drawText(painter, laidOut.date, m_small, unread ? m_colours.accent : faint, dateArea, row);

    line.moveTop(lines.second);
    drawText(painter, laidOut.subject, unread ? m_bold : m_font, text, line, row);
    QRect mark(line.right() + 1 - iconSide, line.top() + (m_line - iconSide) / 2, iconSide,
               iconSide);
    if (message.flags.flags.testFlag(Flag::Flagged))
        paintIcon(painter, "starred", mirrored(mark, row));
    else if (state.hovered || (state.current && state.active))
        paintIcon(painter, "non-starred", mirrored(mark, row), 0.7);
    const auto before = [&](const char *name) {
        mark.translate(-iconSide - iconGap, 0);
        paintIcon(painter, name, mirrored(mark, row), 0.7);
    };
    if (message.hasAttachments)
        before("mail-attachment");
    if (const char *where = MessageWords::whereIcon(message))
        before(where);
    if (message.pending)
        before("task-pending");

    if (m_settings.preview) {
        line.moveTop(lines.third);
        line.setHeight(m_smallLine);
        drawText(painter, laidOut.preview, m_small, faint, line, row);
    }
}

void MessageRowPainter::paintTable(QPainter &painter, const QRect &row, const MessageRow &message,
                                   const State &state, const Texts &laidOut)
{
    const bool unread = !message.flags.flags.testFlag(Flag::Seen);
    const QColor text = m_palette.color(QPalette::Text);
    const QColor faint = state.selected ? text : m_colours.secondaryText;
    const auto area = [&](ListColumn column) {
        return columnRect(column, row)
            .adjusted(tablePadding, tablePadding, -tablePadding, -tablePadding);
    };
    const auto iconIn = [&](ListColumn column, const char *name, qreal opacity) {
        QRect square(0, 0, iconSide, iconSide);
        square.moveCenter(columnRect(column, row).center());
        paintIcon(painter, name, square, opacity);
    };
    if (unread)
        paintDot(painter, columnRect(ListColumn::Unread, row));
    else if (message.flags.flags.testFlag(Flag::Answered))
        iconIn(ListColumn::Unread, "mail-replied", 0.8);
    else if (message.flags.flags.testFlag(Flag::Forwarded))
        iconIn(ListColumn::Unread, "mail-forwarded", 0.8);
    if (message.flags.flags.testFlag(Flag::Flagged))
        iconIn(ListColumn::Flag, "starred", 1);
    else if (state.hovered || (state.current && state.active))
        iconIn(ListColumn::Flag, "non-starred", 0.7);
    if (const char *where = MessageWords::whereIcon(message))
        iconIn(ListColumn::Attachment, where, 0.7);
    else if (message.hasAttachments)
        iconIn(ListColumn::Attachment, "mail-attachment", 0.7);

    // The columns are mirrored by the header already: each text only keeps to its column's edge.
    const QFont &font = unread ? m_bold : m_font;
    const auto write = [&](ListColumn column, const QStaticText &words, const QFont &usedFont,
                           const QColor &colour) {
        const QRect cell = area(column);
        drawText(painter, words, usedFont, colour, cell, cell);
    };
    write(ListColumn::From, laidOut.from, font, text);
    write(ListColumn::Subject, laidOut.subject, font, text);
    write(ListColumn::Date, laidOut.date, m_font, faint);
    QRect size = area(ListColumn::Size);
    if (!m_rightToLeft)
        size.setLeft(size.right() + 1 - laidOut.sizeWidth);
    drawText(painter, laidOut.size, m_font, faint, size, size);
}

void MessageRowPainter::paintPending(QPainter &painter, const QRect &row, const State &state) const
{
    paintGround(painter, row, state);
    const int bar = qMax(4, m_line / 2);
    const auto block = [&](int top, int left, int width) {
        const QRect rect(row.left() + left, top + (m_line - bar) / 2, width, bar);
        painter.fillRect(mirrored(rect, row), m_colours.line);
    };
    if (m_settings.look == ListLook::Table) {
        block(row.top() + tablePadding, gutter * 2, row.width() / 2);
        return;
    }
    const CardLines lines = cardLines(row);
    block(lines.first, gutter, row.width() / 3);
    block(lines.second, gutter, row.width() / 2);
}

void MessageRowPainter::paintGroup(QPainter &painter, const QRect &rect, const QString &title) const
{
    painter.fillRect(rect, m_palette.color(QPalette::AlternateBase));
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), m_colours.line);
    QFont font = m_small;
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(m_colours.secondaryText);
    const QRect text = rect.adjusted(sidePadding, 0, -sidePadding, 0);
    painter.drawText(text,
                     int(Qt::AlignVCenter | Qt::AlignAbsolute
                         | (m_rightToLeft ? Qt::AlignRight : Qt::AlignLeft)),
                     title);
}

void MessageRowPainter::paintDot(QPainter &painter, const QRect &area) const
{
    QRectF dot(0, 0, dotSide, dotSide);
    dot.moveCenter(QRectF(area).center());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_colours.accent);
    painter.drawEllipse(dot);
    painter.restore();
}

void MessageRowPainter::paintIcon(QPainter &painter, const char *name, const QRect &area,
                                  qreal opacity) const
{
    const qreal before = painter.opacity();
    painter.setOpacity(before * opacity);
    painter.drawPixmap(area, icon(QString::fromLatin1(name)).pixmap(area.size(), m_ratio));
    painter.setOpacity(before);
}

const MessageRowPainter::Texts &MessageRowPainter::texts(const QRect &row,
                                                         const MessageRow &message)
{
    const size_t signature = qHashMulti(size_t(row.width()), message.flags.flags.toInt(),
                                        markCount(message), message.subject, message.from.name,
                                        message.preview, message.dateUtc, message.size);
    if (const Texts *known = m_texts.object(message.id.value());
        known && known->signature == signature)
        return *known;
    auto made = std::make_unique<Texts>();
    made->signature = signature;
    if (m_settings.look == ListLook::Table)
        layOutTable(*made, row, message);
    else
        layOutCard(*made, row, message);
    const Texts &result = *made;
    m_texts.insert(message.id.value(), made.release());
    return result;
}

void MessageRowPainter::layOutCard(Texts &result, const QRect &row, const MessageRow &message) const
{
    const QFont &font = message.flags.flags.testFlag(Flag::Seen) ? m_font : m_bold;
    const int width = cardLines(row).text.width();
    const QString date = m_dates->brief(message.dateUtc);
    result.dateWidth = QFontMetrics(m_small).horizontalAdvance(date);
    result.date = shaped(date, m_small, result.dateWidth + 1);
    result.from = shaped(MessageWords::correspondent(message, m_settings.recipients), font,
                         width - result.dateWidth - 10);
    const int marks = (markCount(message) + 1) * (iconSide + iconGap);
    result.subject = shaped(MessageWords::subject(message), font, width - marks);
    if (m_settings.preview)
        result.preview = shaped(MessageWords::oneLine(message.preview), m_small, width);
}

void MessageRowPainter::layOutTable(Texts &result, const QRect &row,
                                    const MessageRow &message) const
{
    const QFont &font = message.flags.flags.testFlag(Flag::Seen) ? m_font : m_bold;
    const auto widthOf = [&](ListColumn column) {
        return columnRect(column, row).width() - 2 * tablePadding;
    };
    result.from = shaped(MessageWords::correspondent(message, m_settings.recipients), font,
                         widthOf(ListColumn::From));
    result.subject = shaped(MessageWords::subject(message), font, widthOf(ListColumn::Subject));
    result.date = shaped(m_dates->brief(message.dateUtc), m_font, widthOf(ListColumn::Date));
    const QString size = MessageWords::size(message.size);
    result.sizeWidth =
        qMin(widthOf(ListColumn::Size), QFontMetrics(m_font).horizontalAdvance(size));
    result.size = shaped(size, m_font, result.sizeWidth + 1);
}

QStaticText MessageRowPainter::shaped(const QString &text, const QFont &font, int width) const
{
    // A hostile subject may be a thousand characters; more than a screen holds is not worth
    // shaping.
    const QString cut =
        QFontMetrics(font).elidedText(text.left(400), Qt::ElideRight, qMax(0, width));
    QStaticText result(cut);
    result.setTextFormat(Qt::PlainText);
    QTextOption option(Qt::AlignLeft | Qt::AlignAbsolute);
    option.setWrapMode(QTextOption::NoWrap);
    option.setTextDirection(cut.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    result.setTextOption(option);
    result.prepare({}, font);
    return result;
}

void MessageRowPainter::drawText(QPainter &painter, const QStaticText &text, const QFont &font,
                                 const QColor &colour, QRect area, const QRect &row) const
{
    painter.setFont(font);
    painter.setPen(colour);
    const QRect place = mirrored(area, row);
    const qreal left = m_rightToLeft ? place.right() + 1 - text.size().width() : place.left();
    // A fallback font's line is taller: centre it, so that neighbouring rows stand on one line.
    const qreal top = place.top() + (place.height() - text.size().height()) / 2;
    painter.drawStaticText(QPointF(left, qMin(top, qreal(place.top()) + 1)), text);
}

} // namespace Turnstone
