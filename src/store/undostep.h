// SPDX-License-Identifier: MIT
#pragma once

#include "store/storetypes.h"

namespace Turnstone {

/// What one action of the user's changed, exactly enough to take it back. A value, kept in memory
/// only: `MailWriter::undo` performs it and returns the step that does it again.
struct UndoStep {
    /// What the user did; for words in a menu.
    enum class What {
        Mark,
        Move,
        Copy,
        Archive,
        Junk,
        NotJunk,
        Delete,
        DeleteForGood,
        CreateFolder,
        RenameFolder,
        MoveFolder,
        CopyFolder,
        RemoveFolder,
        Subscribe,
        Unsubscribe
    };
    /// A message before and after. No folder: deleted for good, or not there yet.
    struct Message {
        PlacementId id;
        FolderId folder, folderAfter;
        FlagState flags, flagsAfter;
        /// Of what it is a copy; where folders are labels and one was taken away, what is left.
        PlacementId origin;
        FolderId movedFrom = {}; ///< from another account, where it stood; the original goes later
        bool along = false; ///< a label that went because the message was moved; `origin` has it
    };
    struct FolderChange {
        enum class How {
            Created,
            Renamed,
            Removed,
            Subscription,
            Transferred, ///< to another account
            TransferUndone
        } how = How::Created;
        FolderId id;
        AccountId account;
        QString path, pathAfter;
        bool subscribed = true; ///< before
        // Of a transfer: `account` and `path` are the source's, and this is where it went.
        FolderId target = {}; ///< its copy
        AccountId targetAccount = {};
        QString targetParent = {}; ///< the path of the folder it was put below; empty: the top
        bool removes = false; ///< a move
    };
    What what = What::Mark;
    QList<Message> messages;
    QList<FolderChange> folders; ///< in the order in which they were changed
    bool isEmpty() const { return messages.isEmpty() && folders.isEmpty(); }
};

/// How long a deletion for good waits before it is sent where it can be undone, in seconds.
constexpr int undoGraceSeconds = 10;

} // namespace Turnstone
