// SPDX-License-Identifier: MIT
#pragma once

#include "gui/foldertreemodel.h"

namespace Turnstone {

/// A row of the folder list. Indexes point at it; it lives as long as its row.
struct FolderTreeModel::Node {
    Kind kind = Kind::Folder;
    Node *parent = nullptr;
    int row = 0;
    AccountId account;
    FolderId folder;
    qint64 below = 0; ///< unread in what is below
    std::vector<std::unique_ptr<Node>> children;
};

} // namespace Turnstone
