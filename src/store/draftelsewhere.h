// SPDX-License-Identifier: MIT
#pragma once

#include <QFlags>

namespace Turnstone {

/// What happened elsewhere to a draft that a window here has (draft.changed_elsewhere). Stored.
enum class DraftElsewhereFlag {
    ToBeTold = 1,
    Gone = 2, ///< what the server had of it, and it isn't there again
    Untouched = 4 ///< nothing was written here since
};
Q_DECLARE_FLAGS(DraftElsewhere, DraftElsewhereFlag)
Q_DECLARE_OPERATORS_FOR_FLAGS(DraftElsewhere)

} // namespace Turnstone
