// SPDX-License-Identifier: MIT
#pragma once

#include "store/database.h"
#include "store/storetypes.h"

#include <functional>
#include <optional>

namespace Turnstone {

/// Walks a list query's placements in order, without ever sorting them: each folder is a scan of an
/// index, and the scans of several folders are merged. A list sorted by a mark is two walks, first
/// the rows that have it.
class ListScan {
public:
    /// After `after`, in the query's order, where it is given (keyset paging). A placement that is
    /// gone counts as the beginning.
    ListScan(Database &, const ListQuery &, std::optional<PlacementId> after);
    ~ListScan();

    /// Calls `sink` with each id until it returns false.
    void forEach(const std::function<bool(PlacementId)> &sink);

private:
    struct Segment;
    struct Scan;
    struct Position;
    void walk(const Segment &, const std::optional<Position> &after, bool *goOn,
              const std::function<bool(PlacementId)> &sink);

    Database &m_database;
    const ListQuery &m_query;
    std::optional<PlacementId> m_after;
};

} // namespace Turnstone
