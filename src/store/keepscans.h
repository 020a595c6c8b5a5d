// SPDX-License-Identifier: MIT
#pragma once

#include "store/database.h"
#include "store/storetypes.h"

#include <string>

namespace Turnstone {

/// One walk, newest first, over placements of a folder whose content a rule doesn't want.
struct KeepScan {
    bool freed = false; ///< those that the user freed; else those without a mark
    ContentLevel level = ContentLevel::Everything; ///< what is here
    int attachment = 0;
    qint64 beforeUtc = 0; ///< older than this
    qint64 askedBeforeUtc = 0; ///< and not brought here by the user after this
    bool cut = false; ///< its text is still wanted
};

/// What a rule leaves to remove. Each walk reads an index of what is here, so that it costs what it
/// finds. `opened`: what the user opened stays as the rule says.
QList<KeepScan> keepScans(const KeepRule &, qint64 nowUtc, bool opened = true);

/// Selects placement, message, date, `columns` for folder, level, attachment, beforeUtc, date and
/// id to go on after, askedBeforeUtc, limit.
std::string keepScanSql(const KeepScan &, const std::string &columns);

} // namespace Turnstone
