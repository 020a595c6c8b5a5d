// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"

#include <QList>
#include <QPixmap>

class QMimeData;
class QWidget;

namespace Turnstone {

/// Messages dragged within the program. The caller owns the result.
QMimeData *makePlacementMime(const QList<PlacementId> &);
bool hasPlacements(const QMimeData &);
QList<PlacementId> placementsOf(const QMimeData &);
/// What hangs at the pointer: an envelope and how many.
QPixmap placementDragPixmap(qsizetype count, const QWidget &source);

} // namespace Turnstone
