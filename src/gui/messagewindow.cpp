// SPDX-License-Identifier: MIT
#include "gui/messagewindow.h"

#include "gui/icons.h"

#include <QShortcut>
#include <QVBoxLayout>

namespace Turnstone {

MessageWindow::MessageWindow(Store &store, Engine &engine, Preferences &preferences,
                             QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_view(new MessageView(store, engine, preferences, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Attached Message"));
    setWindowIcon(applicationIcon());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    resize(fontMetrics().averageCharWidth() * 96, fontMetrics().height() * 36);
    addShortcut(QKeySequence::Find, [this] { m_view->find(); });
    addShortcut(QKeySequence::ZoomIn, [this] { m_view->zoomIn(); });
    addShortcut(QKeySequence::ZoomOut, [this] { m_view->zoomOut(); });
    addShortcut(QKeySequence(Qt::CTRL | Qt::Key_0), [this] { m_view->resetZoom(); });
    addShortcut(QKeySequence::Close, [this] { close(); });
    addShortcut(QKeySequence(Qt::Key_Escape), [this] { close(); });
}

void MessageWindow::addShortcut(const QKeySequence &keys, std::function<void()> action)
{
    connect(new QShortcut(keys, this), &QShortcut::activated, this, std::move(action));
}

} // namespace Turnstone
