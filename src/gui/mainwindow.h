// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"

#include <QMainWindow>

class QMenu;
class QSplitter;
class QStackedWidget;
class QToolBar;

namespace Turnstone {

class AccountCommands;
class AddressBookCommands;
class BackgroundReader;
class ComposeCommands;
class FolderCommands;
class FolderPane;
class FolderTree;
class FolderTreeModel;
class KeepCommands;
class MessageCommands;
class MessageListModel;
class MessageListPane;
class MessageListView;
class MessageView;
class OutboxNotice;
class OutboxPane;
class ProblemBanners;
class StatusArea;
class WindowActions;

/// The window: folders, messages of one folder, one message. It joins widgets that know nothing of
/// each other, arranges them, and remembers how. Main thread; waits for nothing.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(Store &, Engine &, Preferences &, QWidget *parent = nullptr);
    ~MainWindow() override;

    // The parts, for tests.
    FolderTree &folderTree() { return *m_tree; }
    FolderTreeModel &folderModel() { return *m_folders; }
    MessageListView &messageList();
    MessageListModel &messageModel() { return *m_model; }
    MessageView &messageView() { return *m_message; }
    WindowActions &actions() { return *m_actions; }
    ProblemBanners &banners() { return *m_banners; }
    OutboxPane &outboxPane() { return *m_outbox; }
    OutboxNotice &outboxNotice() { return *m_outboxNotice; }
    StatusArea &statusArea() { return *m_status; }
    AddressBookCommands &addressBook() { return *m_addressBook; }

    /// A sentence across the window.
    void showNotice(const MailError &error);
    void addAccount();
    /// The Outbox, and this message of it.
    void showOutbox(OutboxId id);
    /// Comes to the front; composers for "mailto:" links, windows for files with a message. What is
    /// neither is told.
    void openRequested(const QStringList &what);

protected:
    void closeEvent(QCloseEvent *) override;

private:
    void buildWidgets();
    void arrange();
    void connectFolders();
    void connectList();
    void connectViewActions();
    void connectListActions();
    void connectEngine();
    void applyPreference(const QString &key);
    void applyLayout();
    void rememberLayout();
    void restoreWindow();
    void rememberWindow();

    void openFolder(const QModelIndex &index);
    void updateFolder();
    void showSelection();
    void updateMessageActions();
    void updateStates();
    void updateTitle(const QString &folder);
    void connectFolderCommands();
    void connectUndo();
    void buildOutbox();
    void connectOutbox();
    bool openOutbox(const QModelIndex &index);
    void noteDone(const QString &text);
    void setSort(const QString &word);
    AccountId openAccount() const;
    void openFile(const QString &name, const QString &path);
    void showAbout();

    Store &m_store;
    Engine &m_engine;
    Preferences &m_preferences;
    std::unique_ptr<BackgroundReader> m_rows, m_lists;
    WindowActions *m_actions;
    FolderTreeModel *m_folders = nullptr;
    FolderPane *m_folderPane = nullptr;
    FolderTree *m_tree = nullptr; ///< in m_folderPane
    MessageListModel *m_model = nullptr;
    MessageListPane *m_pane = nullptr;
    MessageView *m_message = nullptr;
    ProblemBanners *m_banners = nullptr;
    StatusArea *m_status = nullptr;
    OutboxPane *m_outbox = nullptr; ///< in m_pane's place while the Outbox is open
    OutboxNotice *m_outboxNotice = nullptr;
    QStackedWidget *m_middle = nullptr; ///< m_pane or m_outbox
    QToolBar *m_toolBar = nullptr;
    QMenu *m_sortMenu = nullptr;
    QSplitter *m_outer = nullptr; ///< folders | the rest
    QSplitter *m_inner = nullptr; ///< list | message, or one above the other
    MessageCommands *m_commands = nullptr;
    ComposeCommands *m_composing = nullptr;
    AddressBookCommands *m_addressBook = nullptr;
    FolderCommands *m_folderCommands = nullptr;
    AccountCommands *m_accounts = nullptr;
    KeepCommands *m_keeping = nullptr;
    QTimer *m_selectionTimer;
    QSet<FolderId> m_openFolders;
    QString m_openTitle;
    QString m_done; ///< told once it can be undone
    QString m_layout; ///< shown now; empty before the first
};

} // namespace Turnstone
