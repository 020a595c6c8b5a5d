// SPDX-License-Identifier: MIT
#pragma once

#include <QAction>
#include <QObject>
#include <memory>

class QActionGroup;
class QMenu;
class QMenuBar;
class QToolBar;

namespace Turnstone {

/// Every action of the main window: its words, icon and shortcut, and where it stands in menus and
/// toolbar. What an action does is connected by the window.
class WindowActions : public QObject {
    Q_OBJECT
public:
    explicit WindowActions(QObject *parent);
    ~WindowActions() override;

    // Writing
    QMenu *templates; ///< filled when it is shown
    QAction *newMessage, *reply, *replyAll, *replyList, *replyHere, *forward, *forwardAttached,
        *redirect, *editAsNew;
    // File
    QAction *getMail, *getAllMail, *stop, *workOffline, *addAccount, *saveAttachments, *quit;
    // Edit
    QAction *undo, *redo;
    QAction *copy, *selectAll, *find, *findNext, *findPrevious, *preferences;
    // View
    QAction *columnsLayout, *stackedLayout, *showPreview, *groupByDate, *showToolBar,
        *subscribedOnly;
    QAction *zoomIn, *zoomOut, *resetZoom, *allHeaders, *plainText, *fullScreen;
    QAction *themeSystem, *themeLight, *themeDark;
    QActionGroup *layouts, *themes;
    // Go
    QAction *nextMessage, *previousMessage, *nextUnread, *previousUnread, *focusFolders, *focusList;
    QAction *goToFolder, *findFolder;
    // Folder
    QAction *newFolder, *renameFolder, *moveFolder, *removeFolder, *emptyFolder, *favourite,
        *subscribed, *subscriptions, *downloadFolder, *removeFolderHere, *folderProperties;
    // Message
    QAction *toggleRead, *markFolderRead, *toggleFlag, *archive, *junk, *moveTo, *copyTo, *remove,
        *removeForever;
    QList<QAction *> usualTags; ///< data(): the tag
    QAction *newTag, *noTags;
    QMenu &tags() const { return *m_tags; } ///< others of what is selected follow when it is shown
    QAction *download, *removeHere, *stopDownloads; ///< what is kept on this computer
    // Tools
    QAction *addressBook, *accountSettings, *pendingChanges;
    // Help
    QAction *help, *shortcuts, *about, *aboutQt;
    // List
    QAction *unreadOnly;
    QList<QAction *> sortKeys; ///< data(): the preference's word
    QAction *ascending, *descending;
    QActionGroup *sorts, *directions;

    void fillMenuBar(QMenuBar &);
    void fillToolBar(QToolBar &);
    void fillSortMenu(QMenu &) const;
    void fillMessageMenu(QMenu &) const;
    /// What is done to a folder.
    void fillFolderMenu(QMenu &) const;
    /// All of them, in the order of the menus.
    const QList<QAction *> &all() const { return m_all; }
    /// What answers a message or passes it on.
    void fillAnswerMenu(QMenu &) const;
    /// What acts on selected messages; enabled together.
    QList<QAction *> messageActions() const;

private:
    QAction *add(const QString &text, const char *iconName = nullptr,
                 const QList<QKeySequence> &keys = {});
    QAction *addCheck(const QString &text, const QList<QKeySequence> &keys = {},
                      QActionGroup *group = nullptr);
    void makeWritingActions();
    void makeFileActions();
    void makeEditActions();
    void makeViewActions();
    void makeMessageActions();
    void makeFolderActions();
    void makeListActions();

    QList<QAction *> m_all;
    std::unique_ptr<QMenu> m_tags; ///< stands in more than one menu
};

} // namespace Turnstone
