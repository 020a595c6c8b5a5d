// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"

#include <QList>
#include <QPixmap>
#include <QSet>

class QMimeData;
class QWidget;

namespace Turnstone {

/// Messages dragged within the program, and the folders of the list they are dragged from. The
/// caller owns the result.
QMimeData *makePlacementMime(const QList<PlacementId> &, const QSet<FolderId> &folders);
bool hasPlacements(const QMimeData &);
QList<PlacementId> placementsOf(const QMimeData &);
QSet<FolderId> sourceFolders(const QMimeData &);
/// What hangs at the pointer: an envelope and how many.
QPixmap placementDragPixmap(qsizetype count, const QWidget &source);

} // namespace Turnstone
