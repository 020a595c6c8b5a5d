// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"

#include <QTimer>

namespace Turnstone {

class BackgroundReader;
class FolderTreeModel;
class MessageListModel;
class MessageListView;
class MessageView;
class WindowActions;

/// What the window's actions do to messages: shown at once, handed to the engine, and where a
/// message leaves the list the next one is selected. Also marks as read what has been looked at for
/// a while.
class MessageCommands : public QObject {
    Q_OBJECT
public:
    struct Parts {
        Engine &engine;
        Preferences &preferences;
        BackgroundReader &reader;
        FolderTreeModel &folders;
        MessageListModel &model;
        MessageListView &list;
        MessageView &message;
        WindowActions &actions;
        QWidget &window;
    };
    explicit MessageCommands(const Parts &parts);

    /// Enables and names the actions for what is selected now.
    void updateActions();
    void goToUnread(bool backward);
    /// Space: a page of the message, and at its end the next unread one.
    void pageOrNextUnread();
    /// Messages were chosen to be moved or copied to a folder.
    void put(const QList<PlacementId> &messages, FolderId folder, bool copy);

Q_SIGNALS:
    /// A short remark for the status area.
    void remark(const QString &text);
    /// Something was done that can be taken back.
    void did(const QString &text);

private:
    void connectActions();
    void setFlags(const QList<PlacementId> &, const FlagChange &);
    void toggle(Flag flag, const QList<PlacementId> &ids);
    void refuseWithoutRights();
    void tag(const QString &tag, const QList<PlacementId> &ids);
    QStringList tagsOf(const QList<PlacementId> &ids) const;
    void fillTags();
    void askForTag();
    void removeTags();
    bool anyHas(Flag flag, const QList<PlacementId> &ids) const;
    void archive();
    void moveToJunk();
    void pickFolder(bool copy);
    void remove();
    void removeForever();
    void markFolderRead();
    void step(int rows);
    void messageShown(PlacementId id);
    void markShownAsRead();

    Parts m_parts;
    QTimer m_markRead;
    PlacementId m_lookedAt;
};

} // namespace Turnstone
