// SPDX-License-Identifier: MIT
#include "gui/messagelistmodel.h"

#include "gui/backgroundreader.h"
#include "gui/messagewords.h"

#include <QElapsedTimer>

namespace Turnstone {

namespace {

constexpr int firstPageRows = 100;
constexpr int cachedRows = 3000;
constexpr int removedAtOnceRows = 50'000; ///< up to here several are looked for in this thread
constexpr int prefetchRows = 64; ///< before and behind a row that was asked for

} // namespace

MessageListModel::MessageListModel(Store &store, BackgroundReader &rows, BackgroundReader &lists,
                                   QObject *parent)
    : QAbstractListModel(parent)
    , m_store(store)
    , m_rows(rows)
    , m_lists(lists)
    , m_clock(&store.clock())
    , m_ids(std::make_shared<const IdVector>())
    , m_cache(cachedRows)
    , m_latest(std::make_shared<std::atomic<int>>(0))
{
    connect(&lists, &BackgroundReader::failed, this, [this] {
        m_readingIds = false;
        setLoading(false);
    });
    connect(&store.notifier(), &StoreNotifier::changed, this, &MessageListModel::onStoreChanged);
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, [this] { readIds(true); });
    m_midnight.setSingleShot(true);
    connect(&m_midnight, &QTimer::timeout, this, [this] {
        readIds(true);
        watchMidnight();
    });
    watchMidnight();
}

MessageListModel::~MessageListModel()
{
    ++*m_latest;
}

void MessageListModel::setQuery(const ListQuery &query)
{
    m_query = query;
    ++*m_latest;
    m_readingIds = false;
    m_readAgain = false;
    m_again.stop();
    m_asked.clear();
    m_cache.clear();
    takeAsNew(std::make_shared<const IdVector>());
    if (query.folders.isEmpty()) {
        setLoading(false);
        Q_EMIT settled();
        return;
    }
    setLoading(true);
    readFirstPage();
    readIds(false);
}

void MessageListModel::setGrouped(bool grouped)
{
    if (m_grouped == grouped)
        return;
    m_grouped = grouped;
    readIds(true);
}

int MessageListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_ids->size());
}

QVariant MessageListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == IdRole)
        return QVariant::fromValue(idAt(index.row()));
    const MessageRow *message = row(index.row());
    if (!message)
        return role == Qt::AccessibleTextRole ? QVariant(tr("Message being read")) : QVariant();
    switch (role) {
    case Qt::DisplayRole:
        return MessageWords::subject(*message);
    case Qt::AccessibleTextRole:
        return describe(*message);
    case UnreadRole:
        return !message->flags.flags.testFlag(Flag::Seen);
    default:
        return {};
    }
}

Qt::ItemFlags MessageListModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled
        | Qt::ItemNeverHasChildren;
}

const MessageRow *MessageListModel::row(int row) const
{
    if (row < 0 || row >= rowCount())
        return nullptr;
    if (const MessageRow *cached = m_cache.object((*m_ids)[size_t(row)]))
        return cached;
    QList<PlacementId> wanted;
    const int last = qMin(rowCount(), row + 2 * prefetchRows);
    for (int near = qMax(0, row - prefetchRows); near < last; ++near) {
        const qint64 id = (*m_ids)[size_t(near)];
        if (!m_asked.contains(id) && !m_cache.contains(id))
            wanted.append(PlacementId(id));
    }
    // Asking changes nothing that a caller sees.
    const_cast<MessageListModel *>(this)->readRows(wanted);
    return nullptr;
}

PlacementId MessageListModel::idAt(int row) const
{
    return row >= 0 && row < rowCount() ? PlacementId((*m_ids)[size_t(row)]) : PlacementId();
}

int MessageListModel::indexOf(PlacementId id) const
{
    const auto found = std::find(m_ids->begin(), m_ids->end(), id.value());
    return found == m_ids->end() ? -1 : int(found - m_ids->begin());
}

QList<PlacementId> MessageListModel::ids(const QItemSelection &selection) const
{
    QList<PlacementId> result;
    for (const QItemSelectionRange &range : selection) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            result.append(idAt(row));
    }
    return result;
}

void MessageListModel::findUnread(int from, bool backward, QObject *context,
                                  std::function<void(int)> done)
{
    const SharedIds ids = m_ids;
    m_rows.run(
        context,
        [ids, from, backward](MailReader &reader) {
            constexpr int block = 256;
            const int step = backward ? -1 : 1;
            for (int row = from + step; row >= 0 && row < int(ids->size());) {
                QList<PlacementId> some;
                for (; row >= 0 && row < int(ids->size()) && some.size() < block; row += step)
                    some.append(PlacementId((*ids)[size_t(row)]));
                for (const MessageRow &message : reader.rows(some)) {
                    if (!message.flags.flags.testFlag(Flag::Seen))
                        return message.id;
                }
            }
            return PlacementId();
        },
        [this, done = std::move(done)](PlacementId id) { done(id ? indexOf(id) : -1); });
}

void MessageListModel::previewFlags(const QList<PlacementId> &ids, const FlagChange &change)
{
    QList<PlacementId> shown;
    for (const PlacementId id : ids) {
        if (MessageRow *cached = m_cache.object(id.value())) {
            cached->flags = applied(cached->flags, change);
            shown.append(id);
        }
    }
    emitRowsChanged(shown);
}

void MessageListModel::onStoreChanged(const ChangeSet &changes)
{
    if (m_query.folders.isEmpty() || !changes.folders.intersects(m_query.folders))
        return;
    if (changes.many) {
        m_cache.clear();
        m_asked.clear();
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    } else {
        QList<PlacementId> again;
        for (const PlacementId id : changes.changed) {
            if (m_cache.contains(id.value()))
                again.append(id);
        }
        readRows(again);
        removeNow(changes.removed);
    }
    // A change of flags alone moves nothing unless the list is sorted or filtered by them.
    const bool byFlags = m_query.sort == SortKey::Unread || m_query.sort == SortKey::Flagged;
    if (changes.many || !changes.added.isEmpty() || !changes.removed.isEmpty()
        || (!changes.changed.isEmpty() && (byFlags || changes.folders.size() > 1)))
        readIds(true);
}

void MessageListModel::readIds(bool compare)
{
    if (m_query.folders.isEmpty())
        return;
    if (m_readingIds || m_again.isActive()) {
        m_readAgain = true;
        return;
    }
    m_readingIds = true;
    m_readAgain = false;
    ListRequest request;
    request.generation = ++*m_latest;
    request.query = m_query;
    if (compare)
        request.before = m_ids;
    request.grouped = m_grouped && m_query.sort == SortKey::Date;
    request.keepRead = compare && m_query.unreadOnly;
    request.now = QDateTime::fromSecsSinceEpoch(m_clock->utcSeconds());
    QElapsedTimer timer;
    timer.start();
    m_lists.run(
        this,
        [request, latest = m_latest](MailReader &reader) {
            return readList(reader, request, *latest);
        },
        [this, timer](const ListSnapshot &snapshot) {
            if (snapshot.generation != *m_latest || !snapshot.ids)
                return;
            m_readingIds = false;
            takeSnapshot(snapshot);
            if (m_readAgain)
                m_again.start(int(qMin<qint64>(2000, 2 * timer.elapsed())));
        });
}

void MessageListModel::readFirstPage()
{
    m_rows.run(
        this, [query = m_query](MailReader &reader) { return reader.page(query, firstPageRows); },
        [this, query = m_query](const QList<MessageRow> &page) {
            // The whole list may have come first, or another folder been opened.
            if (!(query == m_query) || rowCount() > 0 || !m_loading)
                return;
            auto ids = std::make_shared<IdVector>();
            for (const MessageRow &message : page) {
                ids->push_back(message.id.value());
                m_cache.insert(message.id.value(), new MessageRow(message));
            }
            if (!ids->empty())
                takeAsNew(ids);
        });
}

void MessageListModel::readRows(const QList<PlacementId> &ids)
{
    if (ids.isEmpty())
        return;
    for (const PlacementId id : ids)
        m_asked.insert(id.value());
    m_rows.run(
        this, [ids](MailReader &reader) { return reader.rows(ids); },
        [this, ids](const QList<MessageRow> &rows) { takeRows(rows, ids); });
}

void MessageListModel::takeRows(const QList<MessageRow> &rows, const QList<PlacementId> &asked)
{
    for (const PlacementId id : asked)
        m_asked.remove(id.value());
    for (const MessageRow &message : rows)
        m_cache.insert(message.id.value(), new MessageRow(message));
    emitRowsChanged(asked);
}

void MessageListModel::takeSnapshot(const ListSnapshot &snapshot)
{
    if (snapshot.before && snapshot.before != m_ids) {
        // Rows went while the worker read: compare with what is shown by now.
        ListSnapshot current = snapshot;
        current.before = m_ids;
        current.difference = difference(*m_ids, *snapshot.ids);
        applyDifference(current);
    } else if (snapshot.before) {
        applyDifference(snapshot);
    } else if (rowCount() == 0) {
        takeAsNew(snapshot.ids);
    } else {
        ListSnapshot behindPage = snapshot;
        behindPage.difference = difference(*m_ids, *snapshot.ids);
        applyDifference(behindPage);
    }
    setGroups(snapshot.groups);
    setLoading(false);
    Q_EMIT settled();
}

void MessageListModel::applyDifference(const ListSnapshot &snapshot)
{
    const ListDifference &change = snapshot.difference;
    if (change.reordered) {
        takeAsNew(snapshot.ids);
        return;
    }
    // A million ids take a while to copy: the usual change, rows that went or came in one place,
    // takes the worker's vector as it is.
    const bool swapped = change.removed.size() == 1 && change.inserted.empty();
    for (auto range = change.removed.rbegin(); range != change.removed.rend(); ++range)
        removeRange(range->first, range->count, swapped ? snapshot.ids : nullptr);
    if (change.inserted.empty()) {
        m_ids = snapshot.ids;
        return;
    }
    if (change.inserted.size() == 1) {
        const auto &range = change.inserted.front();
        beginInsertRows({}, range.first, range.first + range.count - 1);
        m_ids = snapshot.ids;
        endInsertRows();
        return;
    }
    auto growing = std::make_shared<IdVector>(*m_ids);
    growing->reserve(snapshot.ids->size());
    m_ids = growing;
    for (const auto &range : change.inserted) {
        beginInsertRows({}, range.first, range.first + range.count - 1);
        const auto from = snapshot.ids->begin() + range.first;
        growing->insert(growing->begin() + range.first, from, from + range.count);
        endInsertRows();
    }
    m_ids = snapshot.ids;
}

void MessageListModel::takeAsNew(const SharedIds &ids)
{
    beginResetModel();
    m_ids = ids;
    m_groups.clear();
    endResetModel();
}

void MessageListModel::removeNow(const QList<PlacementId> &gone)
{
    if (gone.isEmpty() || m_ids->empty())
        return;
    if (gone.size() > 1 && rowCount() > removedAtOnceRows)
        return; // so long a list is compared by the worker
    if (gone.size() == 1) {
        if (const int row = indexOf(gone.constFirst()); row >= 0)
            removeRange(row, 1);
        return;
    }
    QSet<qint64> set;
    for (const PlacementId id : gone)
        set.insert(id.value());
    std::vector<ListDifference::Range> ranges;
    for (size_t row = 0; row < m_ids->size(); ++row) {
        if (!set.contains((*m_ids)[row]))
            continue;
        if (!ranges.empty() && ranges.back().first + ranges.back().count == int(row))
            ++ranges.back().count;
        else
            ranges.push_back({int(row), 1});
    }
    if (ranges.size() > 64)
        return; // the worker's comparison takes them out in one go
    for (auto range = ranges.rbegin(); range != ranges.rend(); ++range)
        removeRange(range->first, range->count);
}

void MessageListModel::removeRange(int first, int count, SharedIds rest)
{
    if (!rest) {
        auto copy = std::make_shared<IdVector>();
        copy->reserve(m_ids->size());
        copy->assign(m_ids->begin(), m_ids->begin() + first);
        copy->insert(copy->end(), m_ids->begin() + first + count, m_ids->end());
        rest = std::move(copy);
    }
    std::vector<ListGroup> groups;
    for (size_t i = 0; i < m_groups.size(); ++i) {
        ListGroup group = m_groups[i];
        const int end = i + 1 < m_groups.size() ? m_groups[i + 1].firstRow : rowCount();
        if (group.firstRow >= first && end <= first + count)
            continue; // nothing of it is left
        if (group.firstRow >= first + count)
            group.firstRow -= count;
        else if (group.firstRow > first)
            group.firstRow = first;
        groups.push_back(group);
    }
    beginRemoveRows({}, first, first + count - 1);
    m_ids = rest;
    m_groups = groups;
    endRemoveRows();
}

void MessageListModel::setGroups(std::vector<ListGroup> groups)
{
    m_groups = std::move(groups);
    Q_EMIT groupsChanged();
}

void MessageListModel::setLoading(bool loading)
{
    if (m_loading == loading)
        return;
    m_loading = loading;
    Q_EMIT loadingChanged();
}

void MessageListModel::emitRowsChanged(const QList<PlacementId> &ids)
{
    if (ids.isEmpty() || rowCount() == 0)
        return;
    // Where they stand isn't worth a search: a view paints what it shows anyway.
    Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

QString MessageListModel::describe(const MessageRow &message) const
{
    const DateText dates(QDateTime::fromSecsSinceEpoch(m_clock->utcSeconds()), QLocale());
    return MessageWords::description(message, dates);
}

void MessageListModel::watchMidnight()
{
    const DateText dates(QDateTime::fromSecsSinceEpoch(m_clock->utcSeconds()), QLocale());
    const qint64 seconds = dates.midnightUtc() - m_clock->utcSeconds();
    m_midnight.start(int(qBound(qint64(1), seconds + 1, qint64(86'400))) * 1000);
}

} // namespace Turnstone
