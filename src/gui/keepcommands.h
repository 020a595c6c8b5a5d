// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"

#include <QMessageBox>

namespace Turnstone {

class BackgroundReader;
class FolderTreeModel;
class MessageListPane;
class WindowActions;

/// What the window's actions do about where mail is kept: download, remove from this computer, a
/// folder's properties, and the warning where the only copy is here.
class KeepCommands : public QObject {
    Q_OBJECT
public:
    struct Parts {
        Store &store;
        Engine &engine;
        BackgroundReader &reader;
        FolderTreeModel &folders;
        MessageListPane &pane;
        WindowActions &actions;
        QWidget &window;
    };
    explicit KeepCommands(const Parts &parts);

    /// Says the bytes and asks before it is done.
    void ask(KeepTask::Kind kind, const KeepScope &scope, const QString &name);
    void showProperties(FolderId folder, const QString &name);
    /// After another folder was opened, or counters changed.
    void updateOnlyHere();

Q_SIGNALS:
    /// A short remark for the status area.
    void remark(const QString &text);

private:
    void remarkOn(const KeepProgress &progress);
    QList<Folder> foldersWithOnlyCopies() const;
    QList<Folder> emptiedFolders() const;
    void upload();
    void putBack();
    void letGo();
    void onceAgreed(QMessageBox &question, const QString &yes, QMessageBox::ButtonRole role,
                    const std::function<void()> &run);

    Parts m_parts;
};

} // namespace Turnstone
