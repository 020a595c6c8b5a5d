// SPDX-License-Identifier: MIT
#include "gui/composer/recipientchip.h"

#include "gui/icons.h"
#include "gui/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

namespace Turnstone {

namespace {
constexpr int chipPadding = 8;
constexpr int chipMaxChars = 32;
} // namespace

RecipientChip::RecipientChip(const Recipient &recipient, QWidget *parent)
    : QAbstractButton(parent)
    , m_recipient(recipient)
{
    // Reached by arrow keys from the edit, so that Tab goes from field to field.
    setFocusPolicy(Qt::ClickFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_Hover);
    const QString written = recipient.written();
    const Address &address = recipient.address;
    const bool named = !address.name.isEmpty() && !address.mailbox.isEmpty();
    setAccessibleName(recipient.isValid() ? (named ? tr("%1, %2", "a recipient's name and address")
                                                         .arg(address.name, address.mailbox)
                                                   : written)
                                          : tr("%1, not an address").arg(written));
    setAccessibleDescription(recipient.problem);
    QString tip = written.toHtmlEscaped();
    if (!recipient.isValid())
        tip += QStringLiteral("<br><b>%1</b>").arg(recipient.problem.toHtmlEscaped());
    setToolTip(QStringLiteral("<p style=\"white-space:pre-wrap\">%1</p>").arg(tip));
}

QString RecipientChip::shownText() const
{
    if (!m_recipient.isValid())
        return m_recipient.text;
    return m_recipient.address.name.isEmpty() ? m_recipient.address.mailbox
                                              : m_recipient.address.name;
}

int RecipientChip::markWidth() const
{
    return m_recipient.isValid() ? 0 : fontMetrics().height() + 2;
}

QSize RecipientChip::sizeHint() const
{
    if (m_hint.isValid() && m_hintFont == font())
        return m_hint;
    m_hintFont = font();
    const QFontMetrics metrics = fontMetrics();
    const int text =
        qMin(metrics.horizontalAdvance(shownText()) + 2, metrics.averageCharWidth() * chipMaxChars);
    m_hint = {chipPadding + markWidth() + text + 4 + closeRect().width() + 4, metrics.height() + 8};
    return m_hint;
}

QSize RecipientChip::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 6, sizeHint().height()};
}

QRect RecipientChip::closeRect() const
{
    const int side = fontMetrics().height() - 2;
    const QRect logical(width() - side - 4, (height() - side) / 2, side, side);
    return QStyle::visualRect(layoutDirection(), rect(), logical);
}

bool RecipientChip::event(QEvent *event)
{
    // Keys that shortcuts of the window would take.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->modifiers() == Qt::NoModifier || key->matches(QKeySequence::Copy)
            || key->matches(QKeySequence::Cut)) {
            event->accept();
            return true;
        }
    }
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Tab || key->key() == Qt::Key_Backtab) {
            Q_EMIT leaveRequested();
            return true;
        }
    }
    return QAbstractButton::event(event);
}

void RecipientChip::keyPressEvent(QKeyEvent *event)
{
    const int towardsEnd = isRightToLeft() ? Qt::Key_Left : Qt::Key_Right;
    const int towardsStart = isRightToLeft() ? Qt::Key_Right : Qt::Key_Left;
    if (event->matches(QKeySequence::Copy) || event->matches(QKeySequence::Cut)) {
        Q_EMIT copyRequested(event->matches(QKeySequence::Cut));
        return;
    }
    if (event->key() == towardsEnd || event->key() == towardsStart) {
        Q_EMIT stepRequested(event->key() == towardsEnd ? 1 : -1);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Home:
    case Qt::Key_End:
        Q_EMIT endRequested(event->key() == Qt::Key_End);
        return;
    case Qt::Key_Backspace:
    case Qt::Key_Delete:
        Q_EMIT removeRequested(event->key() == Qt::Key_Backspace);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_F2:
        Q_EMIT editRequested();
        return;
    case Qt::Key_Escape:
        Q_EMIT leaveRequested();
        return;
    default:
        break;
    }
    const QString text = event->text();
    if (!text.isEmpty() && text.at(0).isPrint()
        && !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier)))
        Q_EMIT typed(text);
    else
        event->ignore();
}

void RecipientChip::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_pressedAt = event->pos();
    m_pressedClose = closeRect().contains(event->pos());
}

void RecipientChip::mouseMoveEvent(QMouseEvent *event)
{
    const bool over = closeRect().contains(event->pos());
    if (over != m_overClose) {
        m_overClose = over;
        update();
    }
    if ((event->buttons() & Qt::LeftButton) && !m_pressedClose
        && (event->pos() - m_pressedAt).manhattanLength() >= QApplication::startDragDistance())
        Q_EMIT dragStarted();
}

void RecipientChip::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && m_pressedClose && closeRect().contains(event->pos()))
        Q_EMIT removeRequested(false);
    m_pressedClose = false;
}

void RecipientChip::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && !closeRect().contains(event->pos()))
        Q_EMIT editRequested();
}

void RecipientChip::contextMenuEvent(QContextMenuEvent *event)
{
    Q_EMIT menuRequested(event->reason() == QContextMenuEvent::Mouse
                             ? event->globalPos()
                             : mapToGlobal(rect().bottomLeft()));
}

void RecipientChip::focusInEvent(QFocusEvent *event)
{
    update();
    QAbstractButton::focusInEvent(event);
}

void RecipientChip::focusOutEvent(QFocusEvent *event)
{
    update();
    QAbstractButton::focusOutEvent(event);
}

void RecipientChip::paintEvent(QPaintEvent *)
{
    const ThemeColours colours = Theme::colours(palette());
    QColor ground = m_recipient.isValid() ? palette().color(QPalette::Window) : colours.errorGround;
    QColor ink = m_recipient.isValid() ? palette().color(QPalette::Text) : colours.errorText;
    QColor edge = m_recipient.isValid() ? colours.line : colours.errorText;
    if (hasFocus()) {
        ground = palette().color(QPalette::Highlight);
        ink = palette().color(QPalette::HighlightedText);
        edge = ground;
    } else if (underMouse() && m_recipient.isValid()) {
        ground = colours.hover;
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(edge);
    painter.setBrush(ground);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2);

    const QFontMetrics metrics = fontMetrics();
    const QIcon::Mode mode = hasFocus() ? QIcon::Selected : QIcon::Normal;
    int from = chipPadding;
    if (markWidth() > 0) {
        const int side = metrics.height() - 2;
        const QRect logical(from - 2, (height() - side) / 2, side, side);
        Turnstone::icon(QStringLiteral("dialog-warning"))
            .paint(&painter, QStyle::visualRect(layoutDirection(), rect(), logical),
                   Qt::AlignCenter, mode);
        from += markWidth();
    }
    const int textWidth = width() - from - closeRect().width() - 8;
    const QRect logical(from, 0, textWidth, height());
    painter.setPen(ink);
    painter.drawText(QStyle::visualRect(layoutDirection(), rect(), logical),
                     Qt::AlignVCenter | Qt::AlignLeading | Qt::TextSingleLine,
                     metrics.elidedText(shownText().simplified(), Qt::ElideRight, textWidth));

    const QRect close = closeRect();
    if (m_overClose && underMouse()) {
        QColor halo = ink;
        halo.setAlphaF(0.16F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(halo);
        painter.drawEllipse(close);
    }
    ink.setAlphaF(underMouse() || hasFocus() ? 0.9F : 0.5F);
    painter.setPen(QPen(ink, 1.3, Qt::SolidLine, Qt::RoundCap));
    const qreal inset = close.width() * 0.32;
    const QRectF cross = QRectF(close).adjusted(inset, inset, -inset, -inset);
    painter.drawLine(cross.topLeft(), cross.bottomRight());
    painter.drawLine(cross.topRight(), cross.bottomLeft());
}

} // namespace Turnstone
