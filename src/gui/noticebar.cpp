// SPDX-License-Identifier: MIT
#include "gui/noticebar.h"

#include "gui/icons.h"
#include "gui/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace Turnstone {

NoticeBar::NoticeBar(const QString &iconName, const QString &text, Tone tone, QWidget *parent)
    : QFrame(parent)
    , m_iconName(iconName)
    , m_tone(tone)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_layout(new QHBoxLayout(this))
{
    setObjectName(QStringLiteral("noticeBar"));
    m_layout->setContentsMargins(14, 5, 8, 5);
    m_layout->setSpacing(9);
    m_layout->addWidget(m_icon, 0, Qt::AlignTop);
    m_layout->addWidget(m_text, 1);
    m_text->setObjectName(QStringLiteral("noticeText"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setText(text);
    m_text->setMinimumWidth(120);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setAccessibleName(text);
    dress();
}

void NoticeBar::addAction(const QString &text, std::function<void()> action)
{
    auto *button = new QPushButton(text, this);
    connect(button, &QPushButton::clicked, this, std::move(action));
    m_layout->addWidget(button, 0, Qt::AlignTop);
}

void NoticeBar::makeDismissible()
{
    auto *button = new QToolButton(this);
    button->setAutoRaise(true);
    button->setIcon(icon(QStringLiteral("window-close")));
    button->setToolTip(tr("Dismiss"));
    button->setAccessibleName(tr("Dismiss"));
    connect(button, &QToolButton::clicked, this, &QObject::deleteLater);
    m_layout->addWidget(button, 0, Qt::AlignTop);
}

QString NoticeBar::text() const
{
    return m_text->text();
}

void NoticeBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        dress();
}

void NoticeBar::dress()
{
    const QPalette colours = palette();
    const int side = qMax(16, fontMetrics().height());
    m_icon->setPixmap(icon(m_iconName).pixmap(QSize(side, side), devicePixelRatioF()));
    const ThemeColours theme = Theme::colours(colours);
    const bool warning = m_tone == Tone::Warning;
    const QColor ground = warning ? theme.warningGround : colours.color(QPalette::Window);
    const QColor ink = warning ? theme.warningText : colours.color(QPalette::WindowText);
    // Set only where it differs: setting a style sheet changes the palette, which calls this.
    const QString sheet =
        QStringLiteral("#noticeBar{background:%1;border:0;border-bottom:1px solid "
                       "%2} #noticeText{color:%3}")
            .arg(ground.name(), theme.line.name(), ink.name());
    if (styleSheet() != sheet)
        setStyleSheet(sheet);
}

} // namespace Turnstone
