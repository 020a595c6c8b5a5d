// SPDX-License-Identifier: MIT
#include "gui/findbar.h"

#include "gui/icons.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace Turnstone {

FindBar::FindBar(QWidget *parent)
    : QFrame(parent)
    , m_edit(new QLineEdit(this))
    , m_result(new QLabel(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 8, 4);
    auto *label = new QLabel(tr("&Find:"), this);
    label->setBuddy(m_edit);
    m_edit->setClearButtonEnabled(true);
    m_edit->setMaximumWidth(360);
    m_edit->setAccessibleName(tr("Find in this message"));
    m_edit->setMaxLength(500);
    m_result->setTextFormat(Qt::PlainText);
    layout->addWidget(label);
    layout->addWidget(m_edit, 1);
    const auto button = [this, layout](const char *iconName, const QString &text) {
        auto *made = new QToolButton(this);
        made->setAutoRaise(true);
        made->setIcon(icon(QString::fromLatin1(iconName)));
        made->setToolTip(text);
        made->setAccessibleName(text);
        layout->addWidget(made);
        return made;
    };
    connect(button("go-up", tr("Previous match")), &QToolButton::clicked, this,
            [this] { Q_EMIT findRequested(m_edit->text(), true); });
    connect(button("go-down", tr("Next match")), &QToolButton::clicked, this,
            [this] { Q_EMIT findRequested(m_edit->text(), false); });
    layout->addWidget(m_result);
    layout->addStretch(1);
    connect(button("window-close", tr("Close the find bar")), &QToolButton::clicked, this,
            &FindBar::closed);
    connect(m_edit, &QLineEdit::textEdited, this,
            [this](const QString &text) { Q_EMIT findRequested(text, false); });
}

void FindBar::open(const QString &selection)
{
    if (!selection.isEmpty() && selection.size() <= 100 && !selection.contains(QLatin1Char('\n')))
        m_edit->setText(selection);
    m_result->clear();
    show();
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

QString FindBar::text() const
{
    return m_edit->text();
}

void FindBar::setFound(bool found)
{
    m_result->setText(found ? QString() : tr("Not in this message"));
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT findRequested(m_edit->text(), event->modifiers() & Qt::ShiftModifier);
    else
        QFrame::keyPressEvent(event);
}

} // namespace Turnstone
