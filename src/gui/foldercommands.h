// SPDX-License-Identifier: MIT
#pragma once

#include "gui/folderdrop.h"

#include <QPointer>

namespace Turnstone {

class BackgroundReader;
class FolderTree;
class KeepCommands;
class WindowActions;

/// What the window's actions do to a folder: the one that is open, or, from its context menu,
/// another. Local at once and queued by the engine; what can't be taken back is asked first.
class FolderCommands : public QObject {
    Q_OBJECT
public:
    struct Parts {
        Engine &engine;
        Preferences &preferences;
        BackgroundReader &reader;
        FolderTreeModel &model;
        FolderTree &tree;
        WindowActions &actions;
        KeepCommands &keeping;
        QWidget &window;
    };
    explicit FolderCommands(const Parts &parts);

    /// Enables, names and checks the actions for the folder that is open.
    void updateActions();
    void showMenu(const QModelIndex &index, const QPoint &position);
    /// Folders or favourites that were let go of.
    void drop(const FolderDrop &drop);
    void goToFolder();

    /// The folders that mail was put into or that were gone to last, newest first.
    static QList<FolderId> recentFolders(const FolderTreeModel &, const Preferences &);
    static void rememberRecent(const FolderTreeModel &, Preferences &, FolderId folder);

Q_SIGNALS:
    /// A short remark for the status area.
    void remark(const QString &text);
    /// Something was done that can be taken back.
    void did(const QString &text);
    void settingsRequested(Turnstone::AccountId account);

private:
    /// What an action is about.
    struct Subject {
        AccountId account;
        std::optional<Folder> folder;
        QSet<FolderId> folders;
        QPersistentModelIndex index;
    };
    Subject subjectAt(const QModelIndex &index) const;
    void connectActions();
    void dress(const Subject &subject);
    void newFolder();
    void renameFolder();
    void moveFolder();
    void removeFolder();
    void emptyFolder();
    void setFavourite(bool wish);
    void setSubscribed(bool wish);
    void keep(KeepTask::Kind kind);
    void markRead(const QSet<FolderId> &folders);
    void askToTransfer(const FolderDrop &drop, const Folder &folder);
    void removeWithMail(const Folder &folder, bool mailToTrash);
    QSet<FolderId> treeBelow(FolderId folder) const;
    qint64 messagesIn(const QSet<FolderId> &folders) const;

    Parts m_parts;
    Subject m_subject;
    bool m_inMenu = false; ///< the subject is the one of the context menu
};

} // namespace Turnstone
