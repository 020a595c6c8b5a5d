// SPDX-License-Identifier: MIT
#include "gui/composer/composewindow.h"

#include "gui/icons.h"

#include <QCloseEvent>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>

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
    if (m_mayClose || !m_composer->isModified()) {
        event->accept();
        return;
    }
    event->ignore();
    auto *box = new QMessageBox(QMessageBox::Question, tr("Close without Sending?"),
                                tr("This message has not been sent, and is not kept."),
                                QMessageBox::NoButton, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *stay = box->addButton(tr("&Keep Writing"), QMessageBox::RejectRole);
    QPushButton *discard = box->addButton(tr("&Discard"), QMessageBox::DestructiveRole);
    box->setDefaultButton(stay);
    box->setEscapeButton(stay);
    connect(discard, &QPushButton::clicked, m_composer, &Composer::discardRequested);
    box->open();
}

} // namespace Turnstone
