// SPDX-License-Identifier: MIT
// What the main window does with folders: which one is open, its counts, the title, and what was
// just done and can be taken back.
#include "gui/accountcommands.h"
#include "gui/backgroundreader.h"
#include "gui/composer/composecommands.h"
#include "gui/foldercommands.h"
#include "gui/folderpane.h"
#include "gui/foldersearch.h"
#include "gui/keepcommands.h"
#include "gui/mainwindow.h"
#include "gui/messagecommands.h"
#include "gui/messagelistpane.h"
#include "gui/messageview.h"
#include "gui/messagewindow.h"
#include "gui/statusarea.h"
#include "gui/windowactions.h"

#include <QApplication>
#include <QFile>
#include <QFileInfo>
#include <QPointer>
#include <QThreadPool>
#include <QUrl>

namespace Turnstone {

namespace {

constexpr int folderRemarkMs = 4000;

} // namespace

void MainWindow::connectFolders()
{
    connect(m_tree, &FolderTree::folderOpened, this, &MainWindow::openFolder);
    connect(m_folders, &FolderTreeModel::countersChanged, this, &MainWindow::updateFolder);
    connect(m_folders, &FolderTreeModel::loaded, this, [this] {
        updateFolder();
        updateStates();
    });
    // An account that came or went changes what the window is about.
    connect(m_folders, &FolderTreeModel::updated, this, &MainWindow::updateStates);
    for (BackgroundReader *reader : {m_rows.get(), m_lists.get()})
        connect(reader, &BackgroundReader::failed, this, &MainWindow::showNotice);
}

void MainWindow::connectFolderCommands()
{
    connect(m_tree, &FolderTree::menuRequested, m_folderCommands, &FolderCommands::showMenu);
    connect(m_tree, &FolderTree::dropped, this,
            [this](const FolderDrop &drop, const QList<PlacementId> &messages) {
                if (drop.kind == FolderDrop::Kind::Messages)
                    m_commands->put(messages, drop.target, drop.action == Qt::CopyAction);
                else
                    m_folderCommands->drop(drop);
            });
    connect(m_tree, &FolderTree::dragRemark, this, [this](const QString &text) {
        if (text.isEmpty())
            m_status->clearMessage();
        else
            m_status->showMessage(text, folderRemarkMs);
    });
    connect(m_folderCommands, &FolderCommands::remark, this,
            [this](const QString &text) { m_status->showMessage(text, folderRemarkMs); });
    connect(m_folderCommands, &FolderCommands::did, this, &MainWindow::noteDone);
    connect(m_folderCommands, &FolderCommands::settingsRequested, m_accounts,
            &AccountCommands::showSettings);
}

void MainWindow::connectUndo()
{
    const auto update = [this] {
        const auto dress = [](QAction *action, const QString &text, const QString &fallback) {
            action->setText(text.isEmpty() ? fallback : text);
            action->setEnabled(!text.isEmpty());
        };
        dress(m_actions->undo, m_engine.undoText(), tr("&Undo"));
        dress(m_actions->redo, m_engine.redoText(), tr("Re&do"));
        if (m_engine.undoText().isEmpty()) {
            m_status->hideDone();
        } else if (!m_done.isEmpty()) {
            m_status->showDone(m_done);
            m_done.clear();
        }
    };
    connect(&m_engine, &Engine::undoChanged, this, update);
    connect(&m_engine, &Engine::actionFailed, this, [this] {
        m_done.clear();
        m_status->hideDone();
    });
    connect(m_actions->undo, &QAction::triggered, this, [this] {
        m_status->hideDone();
        m_engine.undo();
    });
    connect(m_actions->redo, &QAction::triggered, this, [this] { m_engine.redo(); });
    update();
}

void MainWindow::noteDone(const QString &text)
{
    m_done = text;
}

void MainWindow::openFolder(const QModelIndex &index)
{
    using Situation = MessageListPane::Situation;
    openOutbox(index);
    MessageListPane::Subject subject;
    subject.folders = m_folders->foldersAt(index);
    subject.title = index.data().toString();
    const auto folder = m_folders->folderAt(index);
    subject.recipients =
        folder && (folder->role == FolderRole::Sent || folder->role == FolderRole::Drafts);
    m_openFolders = subject.folders;
    m_openTitle = subject.title;
    if (m_folders->isLoaded() && m_folders->accounts().isEmpty())
        m_pane->setSituation(Situation::NoAccount);
    else if (subject.folders.isEmpty())
        m_pane->setSituation(Situation::NothingOpen);
    else
        m_pane->setSituation(Situation::Normal);
    m_pane->open(subject);
    if (!subject.folders.isEmpty())
        m_engine.setOpenFolder(*subject.folders.cbegin());
    m_composing->setAccount(openAccount());
    updateFolder();
}

void MainWindow::updateFolder()
{
    using Situation = MessageListPane::Situation;
    if (m_folders->accounts().isEmpty()) {
        setWindowTitle(tr("Turnstone"));
        if (m_folders->isLoaded()) {
            m_pane->setSituation(Situation::NoAccount);
            m_folderPane->hide();
            m_message->hide();
        }
        return;
    }
    m_folderPane->show();
    m_message->show();
    m_folderCommands->updateActions();
    qint64 total = 0, unread = 0;
    bool synchronised = false;
    for (const FolderId id : std::as_const(m_openFolders)) {
        if (const auto folder = m_folders->folder(id)) {
            total += folder->total;
            unread += folder->unread;
            synchronised = synchronised || m_engine.state(folder->account).lastSyncUtc > 0;
        }
    }
    m_pane->setCounts(total, unread);
    m_keeping->updateOnlyHere();
    if (!m_openFolders.isEmpty())
        m_pane->setSituation(total == 0 && !synchronised ? Situation::NeverSynchronised
                                                         : Situation::Normal);
    const QModelIndex index = m_tree->opened();
    if (index.isValid()) // else a filter hides it, and it is called as before
        m_openTitle = index.data().toString();
    updateTitle(m_openTitle);
}

void MainWindow::updateTitle(const QString &folder)
{
    // First, where a narrow taskbar still shows it: what waits in all Inboxes, whatever is open.
    const qint64 unread = m_folders->inboxesUnread();
    const QString title =
        folder.isEmpty() ? tr("Turnstone") : tr("%1 – Turnstone", "window title").arg(folder);
    setWindowTitle(
        unread > 0
            ? tr("(%1) %2", "unread messages, window title").arg(QLocale().toString(unread), title)
            : title);
}

void MainWindow::openRequested(const QStringList &what)
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    raise();
    activateWindow();
    for (const QString &uri : what) {
        if (m_composing->openLink(uri))
            continue;
        const QUrl url(uri);
        openFile(uri, url.isLocalFile() ? url.toLocalFile() : uri);
    }
}

/// Read in a pool thread: it may be large, and its disk far away.
void MainWindow::openFile(const QString &name, const QString &path)
{
    QThreadPool::globalInstance()->start([guard = QPointer<MainWindow>(this), name, path] {
        constexpr qint64 openedBytes = 256 * 1024 * 1024;
        QFile file(path);
        std::optional<QByteArray> bytes;
        if (QFileInfo(path).isFile() && file.size() <= openedBytes
            && file.open(QIODevice::ReadOnly)) {
            bytes = file.read(openedBytes + 1);
            if (bytes->size() > openedBytes)
                bytes.reset();
        }
        QMetaObject::invokeMethod(qApp, [guard, name, bytes] {
            if (!guard)
                return;
            if (!bytes) {
                guard->showNotice({ErrorScope::Message, ErrorKind::NotFound, RetryClass::Never,
                                   tr("“%1” can't be opened.").arg(name.left(200)), QString()});
                return;
            }
            auto *window = new MessageWindow(guard->m_store, guard->m_engine, guard->m_preferences);
            guard->m_composing->adopt(window);
            window->showMessage(*bytes, {});
            window->show();
        });
    });
}

AccountId MainWindow::openAccount() const
{
    for (const FolderId id : m_openFolders) {
        if (const auto folder = m_folders->folder(id); folder && m_openFolders.size() == 1)
            return folder->account;
    }
    return m_folders->accountAt(m_tree->opened());
}

} // namespace Turnstone
