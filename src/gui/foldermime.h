// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"

#include <QString>
#include <optional>

class QMimeData;

namespace Turnstone {

/// A folder that is dragged: from the tree, or from among the favourites, where dragging sets the
/// order.
struct DraggedFolder {
    FolderId folder;
    bool favourite = false;
};

/// Names this process too: ids mean nothing in another one with another profile.
QString folderMimeType();
QMimeData *makeFolderMime(FolderId folder, bool favourite);
/// None where it holds no folder of this process.
std::optional<DraggedFolder> draggedFolder(const QMimeData &);

} // namespace Turnstone
