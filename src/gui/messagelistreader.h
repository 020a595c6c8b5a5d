// SPDX-License-Identifier: MIT
#pragma once

#include "gui/datetext.h"
#include "store/mailreader.h"

#include <atomic>

namespace Turnstone {

class BackgroundReader;

using IdVector = std::vector<qint64>;
using SharedIds = std::shared_ptr<const IdVector>;

/// A heading and the first row below it.
struct ListGroup {
    int firstRow = 0;
    QString title;
};

/// How one id list becomes another: ranges to remove from the old one, and then ranges of the new
/// one that were inserted. Rows that are in both must stand in the same order in both.
struct ListDifference {
    struct Range {
        int first = 0, count = 0;
        friend bool operator==(const Range &, const Range &) = default;
    };
    std::vector<Range> removed; ///< in rows of the old list, ascending
    std::vector<Range> inserted; ///< in rows of the new list, ascending
    /// The rows that stayed changed their order, or there are too many ranges to be worth telling:
    /// the list should be taken as new.
    bool reordered = false;
};
ListDifference difference(const IdVector &before, const IdVector &after);

/// A list as a worker read it.
struct ListSnapshot {
    int generation = 0; ///< of the request that it answers
    SharedIds before; ///< the list it was compared with; null for none
    SharedIds ids;
    ListDifference difference;
    std::vector<ListGroup> groups; ///< empty where the list isn't grouped
};

/// What a worker is asked for.
struct ListRequest {
    int generation = 0;
    ListQuery query;
    SharedIds before;
    bool grouped = false;
    /// With unreadOnly: a message read meanwhile stays where it is until the list is opened anew.
    bool keepRead = false;
    QDateTime now;
    QLocale locale;
};

/// Reads `request` on a worker's connection. `latest` counts requests: once it is past the
/// request's generation the answer is of no use and reading stops.
ListSnapshot readList(MailReader &, const ListRequest &, const std::atomic<int> &latest);

} // namespace Turnstone
