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

/// Operations selected by the rest of a statement: "WHERE id = ?".
QList<Operation> readOperations(Database &, Statement &&ids);

} // namespace Turnstone
