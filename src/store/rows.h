// SPDX-License-Identifier: MIT
#pragma once

#include "store/database.h"
#include "store/storetypes.h"

#include <QStringList>

namespace Turnstone {

/// How tags stand in a column: one a line.
inline QString tagsToColumn(const QStringList &tags)
{
    return tags.join(QLatin1Char('\n'));
}
inline QStringList tagsFromColumn(const QString &column)
{
    return column.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

inline FlagState flagsFromColumns(const Statement &row, int flagsColumn, int tagsColumn)
{
    return {MessageFlags::fromInt(uint(row.integer(flagsColumn))),
            tagsFromColumn(row.text(tagsColumn))};
}

/// KeepRule::due as SQL, for placement `p`, its folder `f` and account `a`: 1 where it is here.
inline constexpr const char *isHereSql =
    "(p.level > 0 AND p.level >= CASE WHEN p.wish = 1 THEN 3 WHEN coalesce(f.keep, a.keep) = 3 "
    "AND a.largest_kept > 0 AND p.size > a.largest_kept THEN 2 ELSE coalesce(f.keep, a.keep) END)";

/// Operations selected by the rest of a statement: "WHERE id = ?".
QList<Operation> readOperations(Database &, Statement &&ids);

} // namespace Turnstone
