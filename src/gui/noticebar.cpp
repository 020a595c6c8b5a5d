// SPDX-License-Identifier: MIT
#include "gui/noticebar.h"

#include "gui/icons.h"
#include "gui/theme.h"

#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QResizeEvent>
#include <QToolButton>

namespace Turnstone {

NoticeBar::NoticeBar(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_actions(new QHBoxLayout)
    , m_layout(new QHBoxLayout(this))
    , m_middle(new QBoxLayout(QBoxLayout::LeftToRight))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Window); // whatever it stands on has
    setForegroundRole(QPalette::WindowText);
    m_layout->setContentsMargins(14, 5, 8, 5);
    m_layout->setSpacing(9);
    m_layout->addWidget(m_icon);
    m_middle->setSpacing(5);
    m_middle->addWidget(m_text, 1);
    m_middle->addLayout(m_actions);
    m_layout->addLayout(m_middle, 1);
    // A server's or a sender's words are never markup.
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setMinimumWidth(120);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    dress();
}

NoticeBar::NoticeBar(const QString &iconName, const QString &text, Tone tone, QWidget *parent)
    : NoticeBar(parent)
{
    setMessage(iconName, text, tone);
}

void NoticeBar::setMessage(const QString &iconName, const QString &text, Tone tone)
{
    m_iconName = iconName;
    m_tone = tone;
    m_text->setText(text);
    setAccessibleName(text);
    dress();
}

QString NoticeBar::text() const
{
    return m_text->text();
}

void NoticeBar::clearActions()
{
    while (QLayoutItem *item = m_actions->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // it may be the one that was pressed
        delete item;
    }
}

void NoticeBar::addAction(const QString &text, std::function<void()> action)
{
    auto *button = new QPushButton(text, this);
    connect(button, &QPushButton::clicked, this, [action = std::move(action)] { action(); });
    button->setMinimumWidth(button->sizeHint().width() + 12);
    m_actions->addWidget(button);
}

void NoticeBar::makeDismissible()
{
    auto *button = new QToolButton(this);
    button->setAutoRaise(true);
    button->setIcon(icon(QStringLiteral("window-close")));
    button->setToolTip(tr("Dismiss"));
    button->setAccessibleName(tr("Dismiss"));
    connect(button, &QToolButton::clicked, this, &NoticeBar::dismissed);
    m_layout->addWidget(button);
}

/// In a narrow place the actions stand below the text, which would else be a column of words.
void NoticeBar::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    const int room = width() - m_actions->sizeHint().width();
    const bool narrow = room < fontMetrics().averageCharWidth() * 45 && m_actions->count() > 0
        && fontMetrics().horizontalAdvance(m_text->text()) > room;
    m_middle->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_actions->setAlignment(narrow ? Qt::AlignLeading : Qt::Alignment());
}

void NoticeBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        dress();
}

void NoticeBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(0, height() - 1, width(), 1, Theme::colours(QApplication::palette()).line);
}

void NoticeBar::dress()
{
    const QPalette application = QApplication::palette();
    const ThemeColours colours = Theme::colours(application);
    QPalette own = application;
    const auto paint = [&own](const QColor &ground, const QColor &ink) {
        own.setColor(QPalette::Window, ground);
        own.setColor(QPalette::WindowText, ink);
    };
    if (m_tone == Tone::Error)
        paint(colours.errorGround, colours.errorText);
    else if (m_tone == Tone::Warning)
        paint(colours.warningGround, colours.warningText);
    else if (m_tone == Tone::Notice)
        paint(colours.noticeGround, colours.noticeText);
    // Only where it differs: it is a change of the palette, and that leads here.
    if (own.color(QPalette::Window) != palette().color(QPalette::Window)
        || own.color(QPalette::WindowText) != palette().color(QPalette::WindowText)
        || own.color(QPalette::Button) != palette().color(QPalette::Button))
        setPalette(own);
    const int side = qMax(16, fontMetrics().height());
    if (!m_iconName.isEmpty())
        m_icon->setPixmap(icon(m_iconName).pixmap(QSize(side, side), devicePixelRatioF()));
}

} // namespace Turnstone
