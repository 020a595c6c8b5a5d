// SPDX-License-Identifier: MIT
#include "store/listscan.h"

#include <algorithm>

namespace Turnstone {

/// One walk: an index, its key columns in order, and what narrows it.
struct ListScan::Segment {
    std::string index;
    std::string keys; ///< "from_key, date, id": what rows are ordered by
    int keyCount = 0;
    bool textKey = false; ///< the first key is bytes
    std::string mark; ///< the condition that makes two walks of a list sorted by a mark
    std::string condition; ///< that, and what the query leaves out
};

/// Where a row stands in a walk.
struct ListScan::Position {
    QByteArray text;
    qint64 numbers[3] = {};
    int numberCount = 0;
};

struct ListScan::Scan {
    Statement statement;
    Position position;
    PlacementId id;

    bool next(const Segment &segment)
    {
        if (!statement.step())
            return false;
        int column = 0;
        if (segment.textKey)
            position.text = statement.blob(column++);
        position.numberCount = 0;
        while (column < segment.keyCount)
            position.numbers[position.numberCount++] = statement.integer(column++);
        id = PlacementId(statement.integer(segment.keyCount - 1));
        return true;
    }
    /// True where this one's row comes first in ascending order.
    bool isBefore(const Scan &other) const
    {
        if (const int order = position.text.compare(other.position.text))
            return order < 0;
        return std::lexicographical_compare(
            position.numbers, position.numbers + position.numberCount, other.position.numbers,
            other.position.numbers + other.position.numberCount);
    }
};

ListScan::ListScan(Database &database, const ListQuery &query, std::optional<PlacementId> after)
    : m_database(database)
    , m_query(query)
    , m_after(after)
{ }

ListScan::~ListScan() = default;

void ListScan::forEach(const std::function<bool(PlacementId)> &sink)
{
    std::vector<Segment> segments;
    const std::string unread = std::string(m_query.unreadOnly ? " AND unread = 1" : "")
        + (m_query.onlyHere ? " AND bound = 0" : "");
    const auto byMark = [&](const std::string &mark) {
        if (mark == "unread" && m_query.unreadOnly) {
            segments = {{"placement_unread", "date, id", 2, false, "", unread}};
            return;
        }
        const std::string with = " AND " + mark + " = 1";
        const std::string without = " AND " + mark + " = 0";
        segments = {{"placement_" + mark, "date, id", 2, false, with, with + unread},
                    {"placement_by_date", "date, id", 2, false, without, without + unread}};
        if (m_query.ascending)
            std::reverse(segments.begin(), segments.end());
    };
    switch (m_query.sort) {
    case SortKey::Date:
        segments = {{m_query.unreadOnly ? "placement_unread" : "placement_by_date", "date, id", 2,
                     false, "", unread}};
        break;
    case SortKey::From:
        segments = {{"placement_by_from", "from_key, date, id", 3, true, "", unread}};
        break;
    case SortKey::Subject:
        segments = {{"placement_by_subject", "subject_key, date, id", 3, true, "", unread}};
        break;
    case SortKey::Size:
        segments = {{"placement_by_size", "size, id", 2, false, "", unread}};
        break;
    case SortKey::Unread:
        byMark("unread");
        break;
    case SortKey::Flagged:
        byMark("flagged");
        break;
    case SortKey::Attachment:
        byMark("attachment");
        break;
    }

    // Where few rows are unread, a look at each of the others to leave it out would take longer
    // than sorting those few.
    if (m_query.unreadOnly && segments.size() == 1
        && segments.front().index != "placement_unread") {
        qint64 total = 0, unreadRows = 0;
        for (const FolderId folder : m_query.folders) {
            Statement counters =
                m_database.query("SELECT total, unread FROM folder WHERE id = ?", folder);
            if (counters.step()) {
                total += counters.integer(0);
                unreadRows += counters.integer(1);
            }
        }
        if (unreadRows * 20 < total)
            segments.front().index = "placement_unread";
    }

    // Few messages are in no server, so they are sorted and not looked for among all.
    if (m_query.onlyHere && segments.size() == 1)
        segments.front().index = "placement_only_here";

    bool goOn = true;
    for (size_t i = 0; i < segments.size() && goOn; ++i) {
        const Segment &segment = segments[i];
        std::optional<Position> after;
        if (m_after) {
            const std::string sql = "SELECT " + segment.keys
                + " FROM placement WHERE id = ? AND folder IS NOT NULL" + segment.mark;
            Statement row = m_database.query(sql, *m_after);
            if (row.step()) {
                after.emplace();
                int column = 0;
                if (segment.textKey)
                    after->text = row.blob(column++);
                while (column < segment.keyCount)
                    after->numbers[after->numberCount++] = row.integer(column++);
            } else if (i + 1 < segments.size()
                       && m_database.integer("SELECT 1 FROM placement WHERE id = ? AND folder IS "
                                             "NOT NULL",
                                             *m_after)) {
                continue; // it stands in a later walk, so all of this one comes before it
            }
        }
        walk(segment, after, &goOn, sink);
        if (after)
            m_after.reset();
    }
}

void ListScan::walk(const Segment &segment, const std::optional<Position> &after, bool *goOn,
                    const std::function<bool(PlacementId)> &sink)
{
    const std::string direction = m_query.ascending ? "" : " DESC";
    std::string order = segment.keys;
    for (size_t comma = order.find(','); comma != std::string::npos;
         comma = order.find(',', comma + direction.size() + 1))
        order.insert(comma, direction);
    std::string sql = "SELECT " + segment.keys + " FROM placement INDEXED BY " + segment.index
        + " WHERE folder = ?" + segment.condition;
    if (after)
        sql += " AND (" + segment.keys + (m_query.ascending ? ") > (" : ") < (")
            + (segment.keyCount == 3 ? "?, ?, ?)" : "?, ?)");
    sql += " ORDER BY " + order + direction;

    // A heap of scans, the one whose row comes next on top.
    std::vector<std::unique_ptr<Scan>> scans;
    const auto comesLater = [this](const auto &a, const auto &b) {
        return m_query.ascending ? b->isBefore(*a) : a->isBefore(*b);
    };
    for (const FolderId folder : m_query.folders) {
        auto scan = std::make_unique<Scan>(Scan{m_database.query(sql, folder), {}, {}});
        if (after) {
            int index = 2;
            if (segment.textKey)
                scan->statement.bind(index++, after->text);
            for (int i = 0; i < after->numberCount; ++i)
                scan->statement.bind(index++, after->numbers[i]);
        }
        if (scan->next(segment))
            scans.push_back(std::move(scan));
    }
    std::make_heap(scans.begin(), scans.end(), comesLater);
    while (!scans.empty() && *goOn) {
        std::pop_heap(scans.begin(), scans.end(), comesLater);
        Scan &scan = *scans.back();
        *goOn = sink(scan.id);
        if (*goOn && !scan.next(segment))
            scans.pop_back();
        else
            std::push_heap(scans.begin(), scans.end(), comesLater);
    }
}

} // namespace Turnstone
