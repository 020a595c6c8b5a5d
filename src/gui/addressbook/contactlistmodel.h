// SPDX-License-Identifier: MIT
#pragma once

#include "store/contacttypes.h"
#include "store/store.h"

#include <QAbstractListModel>
#include <QCache>
#include <QImage>
#include <QTimer>

namespace Turnstone {

class BackgroundReader;

/// The address book, or who in it was searched for: every id in order, and the rows near the view,
/// both read by a worker. Nothing here waits for the store; a change there has it read anew (a
/// reset). Main thread.
class ContactListModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole };
    /// `reader` outlives the model.
    ContactListModel(Store &, BackgroundReader &reader, QObject *parent = nullptr);

    /// What is typed to search; empty: all.
    void setTyped(const QString &typed);
    const QString &typed() const { return m_typed; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QStringList mimeTypes() const override;
    /// Of rows that are here: as recipients, for any field of them.
    QMimeData *mimeData(const QModelIndexList &indexes) const override;
    /// Contacts are dropped on a list.
    Qt::DropActions supportedDropActions() const override;
    bool canDropMimeData(const QMimeData *mime, Qt::DropAction action, int row, int column,
                         const QModelIndex &parent) const override;
    bool dropMimeData(const QMimeData *mime, Qt::DropAction action, int row, int column,
                      const QModelIndex &parent) override;

    /// Null while it isn't here; it is then on its way, and dataChanged tells.
    const ContactRow *row(int row) const;
    /// Of a row that is here and has one; null while it isn't decoded yet, as above.
    const QImage *photo(int row) const;
    ContactId idAt(int row) const;
    int indexOf(ContactId) const; ///< -1: not in the list. Looks through it.
    /// How many there are in all, whatever is searched for; -1 until that is known.
    qint64 total() const { return m_total; }

Q_SIGNALS:
    void dropped(Turnstone::ContactId list, const QList<Turnstone::ContactId> &contacts);
    void settled(); ///< the list is as the store has it

private:
    struct Snapshot {
        std::vector<qint64> ids;
        qint64 total = 0;
    };
    void read();
    void take(Snapshot snapshot);
    void readRows();
    void readPhotos();

    Store &m_store;
    BackgroundReader &m_reader;
    QString m_typed;
    std::vector<qint64> m_ids;
    mutable QCache<qint64, ContactRow> m_cache;
    mutable QCache<qint64, QImage> m_photos; ///< a null image: it can't be read
    mutable QList<qint64> m_photosWanted;
    mutable QTimer m_photosTimer;
    mutable int m_firstWanted = -1, m_lastWanted = -1;
    mutable QTimer m_rowsTimer;
    QTimer m_quiet; ///< gathers the commits of an import
    qint64 m_total = -1;
    quint64 m_generation = 0; ///< of m_ids
    bool m_reading = false, m_again = false, m_readingPhotos = false;
};

} // namespace Turnstone
