// SPDX-License-Identifier: MIT
#include "gui/attachmentchip.h"

#include "gui/attachmentfiles.h"
#include "gui/icons.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QLocale>
#include <QMenu>
#include <QMimeDatabase>
#include <QMouseEvent>
#include <QStyleOptionToolButton>
#include <QStylePainter>

namespace Turnstone {

namespace {
constexpr int chipGap = 7;
}

AttachmentChip::AttachmentChip(const ShownAttachment &attachment, QWidget *parent)
    : QToolButton(parent)
    , m_attachment(attachment)
{
    setPopupMode(QToolButton::MenuButtonPopup);
    setFocusPolicy(Qt::StrongFocus);
    auto *menu = new QMenu(this);
    menu->addAction(Turnstone::icon(QStringLiteral("document-open")), tr("&Open"), this,
                    &AttachmentChip::openRequested);
    menu->addAction(Turnstone::icon(QStringLiteral("document-save")), tr("&Save As…"), this,
                    &AttachmentChip::saveRequested);
    QAction *download = menu->addAction(Turnstone::icon(QStringLiteral("download")),
                                        tr("&Download"), this, &AttachmentChip::downloadRequested);
    download->setEnabled(!attachment.here);
    menu->addAction(Turnstone::icon(QStringLiteral("edit-copy")), tr("&Copy"), this,
                    &AttachmentChip::copyRequested);
    setMenu(menu);
    connect(this, &QToolButton::clicked, this, &AttachmentChip::openRequested);

    const QString type =
        QMimeDatabase().mimeTypeForName(QString::fromLatin1(attachment.type)).comment();
    QStringList facts{attachment.name, sizeText()};
    if (!type.isEmpty())
        facts.insert(1, type);
    if (!attachment.here)
        facts.append(tr("not on this computer"));
    setAccessibleName(facts.join(QStringLiteral(", ")));
    setToolTip(QStringLiteral("<p style=\"white-space:pre-wrap\">%1</p>")
                   .arg(facts.join(QLatin1Char('\n')).toHtmlEscaped()));
}

QString AttachmentChip::sizeText() const
{
    return QLocale().formattedDataSize(m_attachment.size, 1, QLocale::DataSizeTraditionalFormat);
}

int AttachmentChip::iconSide() const
{
    return qMax(16, fontMetrics().height());
}

QSize AttachmentChip::sizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    const int nameWidth =
        qMin(metrics.horizontalAdvance(m_attachment.name) + 2, metrics.averageCharWidth() * 34);
    const int marks = m_attachment.here ? 0 : iconSide() + chipGap;
    const int width = chipGap + iconSide() + chipGap + nameWidth + chipGap
        + metrics.horizontalAdvance(sizeText()) + marks + chipGap;
    QStyleOptionToolButton option;
    initStyleOption(&option);
    const int arrow = style()->pixelMetric(QStyle::PM_MenuButtonIndicator, &option, this);
    return {width + arrow + 4, qMax(metrics.height() + 12, iconSide() + 10)};
}

void AttachmentChip::paintEvent(QPaintEvent *)
{
    QStylePainter painter(this);
    QStyleOptionToolButton option;
    initStyleOption(&option);
    option.text.clear();
    option.icon = QIcon();
    painter.drawComplexControl(QStyle::CC_ToolButton, option);

    const int arrow = style()->pixelMetric(QStyle::PM_MenuButtonIndicator, &option, this);
    const QRect area = QStyle::visualRect(layoutDirection(), rect(),
                                          rect().adjusted(chipGap, 0, -arrow - chipGap, 0));
    const auto place = [&](int from, int width) {
        const QRect logical(area.left() + from, area.top(), width, area.height());
        return QStyle::visualRect(layoutDirection(), area, logical);
    };
    const QFontMetrics metrics = fontMetrics();
    const QString size = sizeText();
    const int sizeWidth = metrics.horizontalAdvance(size) + 2;
    const int marks = m_attachment.here ? 0 : iconSide() + chipGap;
    const int nameFrom = iconSide() + chipGap;
    const int nameWidth = area.width() - nameFrom - chipGap - sizeWidth - marks;
    const QIcon::Mode mode = isEnabled() ? QIcon::Normal : QIcon::Disabled;
    Turnstone::icon(AttachmentFiles::iconName(m_attachment.type))
        .paint(&painter, place(0, iconSide()), Qt::AlignCenter, mode);
    painter.setPen(palette().color(QPalette::ButtonText));
    painter.drawText(place(nameFrom, nameWidth), Qt::AlignVCenter | Qt::AlignLeading,
                     metrics.elidedText(m_attachment.name, Qt::ElideMiddle, nameWidth));
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(place(nameFrom + nameWidth + chipGap, sizeWidth),
                     Qt::AlignVCenter | Qt::AlignTrailing, size);
    if (!m_attachment.here)
        Turnstone::icon(QStringLiteral("not-on-computer"))
            .paint(&painter, place(area.width() - iconSide(), iconSide()), Qt::AlignCenter,
                   QIcon::Disabled);
}

void AttachmentChip::mousePressEvent(QMouseEvent *event)
{
    m_pressed = event->position().toPoint();
    QToolButton::mousePressEvent(event);
}

void AttachmentChip::mouseMoveEvent(QMouseEvent *event)
{
    if ((event->buttons() & Qt::LeftButton)
        && (event->position().toPoint() - m_pressed).manhattanLength()
            >= QApplication::startDragDistance()) {
        setDown(false);
        Q_EMIT dragRequested();
        return;
    }
    QToolButton::mouseMoveEvent(event);
}

void AttachmentChip::contextMenuEvent(QContextMenuEvent *event)
{
    menu()->popup(event->globalPos());
}

} // namespace Turnstone
