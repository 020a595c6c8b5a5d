// SPDX-License-Identifier: MIT
#pragma once

#include "store/storetypes.h"

#include <vector>

namespace Turnstone {

/// The rows that the folder list knows.
enum class FolderRowKind {
    AllInboxes, ///< the unified Inbox, where there are two accounts or more
    Favourites, ///< the section at the top
    Favourite, ///< a folder once more, in that section
    Outbox, ///< what waits to be sent, of all accounts; where there is any
    Account,
    OtherUsers, ///< within an account: folders of other users (RFC 2342)
    Shared, ///< within an account: folders that belong to nobody
    Folder
};

/// Which rows there shall be, and in which order: a plain tree without indexes or counters.
struct FolderTreeShape {
    FolderRowKind kind = FolderRowKind::Folder;
    AccountId account;
    FolderId folder;
    std::vector<FolderTreeShape> children;
};

struct FolderTreeWish {
    QString filter; ///< as typed; empty: everything
    bool subscribedOnly = false;
    bool favouritesAlways =
        false; ///< the section also where it is empty, so that one can drop there
    FolderId open; ///< stays although not subscribed
    bool outbox = false; ///< something waits in it, or it is open
};

/// The children of the invisible root. Parents come before children in `folders`, as MailReader
/// gives them. A namespace's own row ("shared", which can't be opened) is replaced by the group. A
/// folder above one that is shown is shown too. Linear in folders.
std::vector<FolderTreeShape> folderTreeShape(const QList<Account> &accounts,
                                             const QList<Folder> &folders,
                                             const FolderTreeWish &wish);

} // namespace Turnstone
