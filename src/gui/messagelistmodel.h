// SPDX-License-Identifier: MIT
#pragma once

#include "gui/messagelistreader.h"

#include <QAbstractListModel>
#include <QCache>
#include <QItemSelection>
#include <QTimer>

namespace Turnstone {

/// The rows of one or more folders: every id in order, which a worker reads, and the few hundred
/// rows near the view, which another worker reads when they are asked for. Nothing here waits for
/// the store. Follows the store's changes and keeps what stays in place. Main thread.
class MessageListModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole, UnreadRole };

    /// `rows` serves rows, `lists` the long id lists; both outlive the model.
    MessageListModel(Store &, BackgroundReader &rows, BackgroundReader &lists,
                     QObject *parent = nullptr);
    ~MessageListModel() override;

    /// Shows what `query` finds; an empty set of folders shows nothing.
    void setQuery(const ListQuery &query);
    const ListQuery &query() const { return m_query; }
    void setGrouped(bool grouped);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

    /// Null while it isn't here; it is then on its way, and dataChanged tells.
    const MessageRow *row(int row) const;
    /// By its id, without a search for its place; null where it isn't here.
    const MessageRow *knownRow(PlacementId id) const { return m_cache.object(id.value()); }
    PlacementId idAt(int row) const;
    /// -1 where it isn't in the list. Looks through the list.
    int indexOf(PlacementId) const;
    QList<PlacementId> ids(const QItemSelection &) const;
    const std::vector<ListGroup> &groups() const { return m_groups; }
    /// True until every id of the query is here.
    bool isLoading() const { return m_loading; }
    /// The first unread row after (or before) `from`, and its id; asks a worker where the rows
    /// aren't here. -1 where there is none.
    void findUnread(int from, bool backward, QObject *context, std::function<void(int)> done);

    /// Shows a change at once, before the store tells of it.
    void previewFlags(const QList<PlacementId> &, const FlagChange &);
    void setClockForTests(const Clock *clock) { m_clock = clock; }

Q_SIGNALS:
    void groupsChanged();
    void loadingChanged();
    /// Rows were taken over from `readList`; what is shown is complete.
    void settled();

private:
    void onStoreChanged(const ChangeSet &changes);
    void readIds(bool compare);
    void readFirstPage();
    void readRows(const QList<PlacementId> &ids);
    void takeSnapshot(const ListSnapshot &snapshot);
    void takeAsNew(const SharedIds &ids);
    void takeRows(const QList<MessageRow> &rows, const QList<PlacementId> &asked);
    void applyDifference(const ListSnapshot &snapshot);
    void removeNow(const QList<PlacementId> &gone);
    void removeRange(int first, int count, SharedIds rest = nullptr);
    void setGroups(std::vector<ListGroup> groups);
    void setLoading(bool loading);
    void emitRowsChanged(const QList<PlacementId> &ids);
    QString describe(const MessageRow &row) const;
    void watchMidnight();

    Store &m_store;
    BackgroundReader &m_rows;
    BackgroundReader &m_lists;
    const Clock *m_clock;
    ListQuery m_query;
    bool m_grouped = true;
    bool m_loading = false;
    SharedIds m_ids;
    std::vector<ListGroup> m_groups;
    mutable QCache<qint64, MessageRow> m_cache;
    QSet<qint64> m_asked; ///< rows on their way
    std::shared_ptr<std::atomic<int>> m_latest; ///< shared with the worker's cancel check
    bool m_readingIds = false;
    bool m_readAgain = false;
    QTimer m_again; ///< a sync in full swing changes the list more often than it is worth reading
    QTimer m_midnight;
};

} // namespace Turnstone
