// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>
#include <gumbo.h>

namespace Turnstone {

/// Rows times columns of a table with its spans: what a layout allocates, which may be far more
/// than its cells.
qint64 gridSize(const GumboElement &table);

} // namespace Turnstone
