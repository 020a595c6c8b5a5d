// SPDX-License-Identifier: MIT
#include "gui/messagelistreader.h"

#include <QSet>

namespace Turnstone {

namespace {

constexpr size_t rangesWorthTelling = 64;
constexpr size_t keptAtMost = 2000;

qint64 dateOf(MailReader &reader, qint64 id)
{
    const auto row = reader.row(PlacementId(id));
    return row ? row->dateUtc : 0;
}

/// First row for which `belongsAbove` no longer holds. The list is sorted by date, so that some
/// twenty rows tell where a group ends among a million.
int partitionPoint(const IdVector &ids, int from, const std::function<bool(qint64)> &belongsAbove)
{
    int low = from;
    int high = int(ids.size());
    while (low < high) {
        const int middle = low + (high - low) / 2;
        if (belongsAbove(ids[size_t(middle)]))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

std::vector<ListGroup> groupsOf(MailReader &reader, const IdVector &ids, const ListRequest &request)
{
    if (ids.empty())
        return {};
    const bool ascending = request.query.ascending;
    const qint64 oldest = dateOf(reader, ascending ? ids.front() : ids.back());
    auto groups = DateText(request.now, request.locale).groups(oldest);
    if (!groups.isEmpty())
        groups.last().fromUtc = std::numeric_limits<qint64>::min();
    std::vector<ListGroup> result;
    int row = 0;
    const auto take = [&](const QString &title, const std::function<bool(qint64)> &belongs) {
        const int end = partitionPoint(ids, row, belongs);
        if (end > row)
            result.push_back({row, title});
        row = end;
    };
    if (!ascending) {
        for (const auto &group : groups)
            take(group.title, [&](qint64 id) { return dateOf(reader, id) >= group.fromUtc; });
    } else {
        for (qsizetype i = groups.size() - 1; i >= 0; --i) {
            const qint64 end = i > 0 ? groups[i - 1].fromUtc : std::numeric_limits<qint64>::max();
            take(groups[i].title, [&](qint64 id) { return dateOf(reader, id) < end; });
        }
    }
    return result;
}

/// Puts ids that were shown, are still in these folders and only fell out of the filter back behind
/// the row they stood behind.
IdVector withKept(MailReader &reader, const ListRequest &request, IdVector after)
{
    const IdVector &before = *request.before;
    QSet<qint64> gone(before.begin(), before.end());
    for (const qint64 id : after)
        gone.remove(id);
    if (gone.isEmpty() || size_t(gone.size()) > keptAtMost)
        return after;
    QList<PlacementId> missing;
    for (const qint64 id : gone)
        missing.append(PlacementId(id));
    QSet<qint64> kept;
    for (const MessageRow &row : reader.rows(missing)) {
        if (request.query.folders.contains(row.folder))
            kept.insert(row.id.value());
    }
    if (kept.isEmpty())
        return after;
    QHash<qint64, std::vector<qint64>> behind;
    qint64 anchor = 0;
    for (const qint64 id : before) {
        if (kept.contains(id))
            behind[anchor].push_back(id);
        else if (!gone.contains(id))
            anchor = id;
    }
    IdVector merged = behind.value(0);
    merged.reserve(after.size() + size_t(kept.size()));
    for (const qint64 id : after) {
        merged.push_back(id);
        if (const auto found = behind.constFind(id); found != behind.constEnd())
            merged.insert(merged.end(), found->begin(), found->end());
    }
    return merged;
}

void appendRow(std::vector<ListDifference::Range> &ranges, int row)
{
    if (!ranges.empty() && ranges.back().first + ranges.back().count == row)
        ++ranges.back().count;
    else
        ranges.push_back({row, 1});
}

} // namespace

ListDifference difference(const IdVector &before, const IdVector &after)
{
    ListDifference result;
    // What is equal at both ends, which is nearly all, costs no hashing.
    size_t head = 0;
    while (head < before.size() && head < after.size() && before[head] == after[head])
        ++head;
    size_t tail = 0;
    while (tail < before.size() - head && tail < after.size() - head
           && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    // All new or all gone in one place: nothing to compare.
    const size_t went = before.size() - tail - head;
    const size_t came = after.size() - tail - head;
    if (went == 0 || came == 0) {
        if (went > 0)
            result.removed.push_back({int(head), int(went)});
        if (came > 0)
            result.inserted.push_back({int(head), int(came)});
        return result;
    }
    // Only the old side is hashed: a first page growing to a million rows hashes nothing.
    QSet<qint64> vanished(before.begin() + qsizetype(head), before.end() - qsizetype(tail));
    std::vector<qint64> stayedBefore, stayedAfter;
    for (size_t row = head; row < after.size() - tail; ++row) {
        if (!vanished.isEmpty() && vanished.remove(after[row]))
            stayedAfter.push_back(after[row]);
        else
            appendRow(result.inserted, int(row));
    }
    for (size_t row = head; row < before.size() - tail; ++row) {
        if (vanished.contains(before[row]))
            appendRow(result.removed, int(row));
        else
            stayedBefore.push_back(before[row]);
    }
    result.reordered = stayedBefore != stayedAfter
        || result.removed.size() + result.inserted.size() > rangesWorthTelling;
    return result;
}

ListSnapshot readList(MailReader &reader, const ListRequest &request,
                      const std::atomic<int> &latest)
{
    ListSnapshot snapshot;
    snapshot.generation = request.generation;
    snapshot.before = request.before;
    const auto outdated = [&] { return latest != request.generation; };
    if (outdated())
        return snapshot;
    IdVector ids = reader.ids(request.query, outdated);
    if (outdated())
        return snapshot;
    if (request.before) {
        if (request.keepRead)
            ids = withKept(reader, request, std::move(ids));
        snapshot.difference = difference(*request.before, ids);
    }
    if (request.grouped)
        snapshot.groups = groupsOf(reader, ids, request);
    snapshot.ids = std::make_shared<const IdVector>(std::move(ids));
    return snapshot;
}

} // namespace Turnstone
