// SPDX-License-Identifier: MIT
#include "gui/composer/composewindow.h"

#include "gui/icons.h"

#include <QCloseEvent>
#include <QMenuBar>

namespace Turnstone {

ComposeWindow::ComposeWindow(Composer *composer, QWidget *parent)
    : QMainWindow(parent, Qt::Window)
    , m_composer(composer)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("ComposeWindow"));
    setWindowIcon(applicationIcon());
    setCentralWidget(composer);
    for (QMenu *menu : composer->menus())
        menuBar()->addMenu(menu);
    const auto showTitle = [this](const QString &title) {
        setWindowTitle(tr("%1 – Turnstone", "window title").arg(title));
    };
    showTitle(composer->title());
    connect(composer, &Composer::titleChanged, this, showTitle);
    connect(composer, &Composer::closeRequested, this, &QWidget::close);
    resize(fontMetrics().averageCharWidth() * 100, fontMetrics().height() * 38);
}

void ComposeWindow::closeAtOnce()
{
    m_mayClose = true;
    close();
}

void ComposeWindow::closeEvent(QCloseEvent *event)
{
    if (!std::exchange(m_mayClose, true))
        Q_EMIT closing();
    event->accept();
}

} // namespace Turnstone
