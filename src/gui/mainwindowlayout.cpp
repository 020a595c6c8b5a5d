// SPDX-License-Identifier: MIT
// How the main window arranges its parts, and how it remembers that.
#include "gui/folderpane.h"
#include "gui/mainwindow.h"
#include "gui/messagelistpane.h"
#include "gui/messageview.h"
#include "gui/outbox/outboxnotice.h"
#include "gui/problembanner.h"
#include "gui/windowactions.h"

#include <QDataStream>
#include <QIODevice>
#include <QScreen>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolBar>
#include <QVBoxLayout>

namespace Turnstone {

namespace {

const auto stackedArrangement = QStringLiteral("stacked");
const auto columnsArrangement = QStringLiteral("columns");

QByteArray packed(const QByteArrayList &parts)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << parts;
    return bytes;
}

QByteArrayList unpacked(const QByteArray &bytes, qsizetype expected)
{
    QByteArrayList parts;
    QDataStream stream(bytes);
    stream >> parts;
    parts.resize(expected);
    return parts;
}

} // namespace

void MainWindow::arrange()
{
    m_inner = new QSplitter(Qt::Horizontal, this);
    m_inner->addWidget(m_middle);
    m_inner->addWidget(m_message);
    m_inner->setStretchFactor(1, 1);
    m_outer = new QSplitter(Qt::Horizontal, this);
    m_outer->addWidget(m_folderPane);
    m_outer->addWidget(m_inner);
    m_outer->setStretchFactor(1, 1);
    for (QSplitter *splitter : {m_inner, m_outer}) {
        splitter->setChildrenCollapsible(false);
        splitter->setHandleWidth(1);
    }
    m_folderPane->setMinimumWidth(140);
    m_middle->setMinimumSize(240, 120);
    m_message->setMinimumSize(qMax(340, 50 * fontMetrics().averageCharWidth()), 120);
    auto *central = new QWidget(this);
    auto *layout = new QVBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banners);
    layout->addWidget(m_outboxNotice);
    layout->addWidget(m_outer, 1);
    setCentralWidget(central);
    setTabOrder(m_tree, &m_pane->view());
    setTabOrder(&m_pane->view(), m_message);
}

void MainWindow::applyLayout()
{
    const QString wish = m_preferences.get(Pref::layout) == stackedArrangement ? stackedArrangement
                                                                               : columnsArrangement;
    if (wish == m_layout)
        return;
    rememberLayout();
    m_layout = wish;
    const bool stacked = wish == stackedArrangement;
    (stacked ? m_actions->stackedLayout : m_actions->columnsLayout)->setChecked(true);
    m_inner->setOrientation(stacked ? Qt::Vertical : Qt::Horizontal);
    m_pane->applyPreferences();
    const QByteArray saved =
        m_preferences.get(stacked ? Pref::stackedSplitter : Pref::columnsSplitter);
    const QByteArrayList parts = unpacked(saved, 2);
    if (!m_outer->restoreState(parts[0]) || !m_inner->restoreState(parts[1])) {
        const int unit = qMax(1, fontMetrics().averageCharWidth());
        const int folders = 30 * unit;
        m_outer->setSizes({folders, qMax(1, width() - folders)});
        if (stacked)
            m_inner->setSizes({height() * 2 / 5, height() * 3 / 5});
        else
            m_inner->setSizes({56 * unit, qMax(1, width() - folders - 56 * unit)});
    }
    // A state that was saved in the other layout must not bring its orientation back.
    m_inner->setOrientation(stacked ? Qt::Vertical : Qt::Horizontal);
}

void MainWindow::rememberLayout()
{
    if (m_layout.isEmpty())
        return;
    m_preferences.set(m_layout == stackedArrangement ? Pref::stackedSplitter
                                                     : Pref::columnsSplitter,
                      packed({m_outer->saveState(), m_inner->saveState()}));
}

void MainWindow::restoreWindow()
{
    if (!restoreGeometry(m_preferences.get(Pref::windowGeometry))) {
        const QSize room = screen()->availableSize();
        resize(QSize(1320, 820).boundedTo(room * 0.92));
    }
    const QByteArrayList parts = unpacked(m_preferences.get(Pref::windowState), 2);
    restoreState(parts[0]);
    m_pane->view().setColumnState(parts[1]);
    m_actions->showToolBar->setChecked(!m_toolBar->isHidden());
    m_actions->fullScreen->setChecked(isFullScreen());
}

void MainWindow::rememberWindow()
{
    m_preferences.set(Pref::windowGeometry, saveGeometry());
    m_preferences.set(Pref::windowState, packed({saveState(), m_pane->view().columnState()}));
    rememberLayout();
}

} // namespace Turnstone
