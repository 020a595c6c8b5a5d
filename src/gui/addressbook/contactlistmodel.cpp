// SPDX-License-Identifier: MIT
#include "gui/addressbook/contactlistmodel.h"

#include "gui/addressbook/contactphoto.h"
#include "gui/backgroundreader.h"
#include "gui/composer/recipientfield.h"
#include "gui/messagewords.h"
#include "mail/mailbox.h"
#include "store/contactreader.h"

#include <QMimeData>

namespace Turnstone {

namespace {
constexpr int cachedContacts = 3'000;
constexpr int cachedPhotos = 500; ///< of rowPhotoSide: some 16 MB
constexpr int rowPhotoSide = 96;
constexpr qsizetype photosAtOnce = 6, photosWantedMost = 60;
constexpr int rowsAround = 40; ///< read beyond what is asked for, so that scrolling finds them
constexpr int rowsAtMost = 400;
constexpr int gatherMs = 120;
constexpr qsizetype draggedMost = 500;

QString contactsMimeType()
{
    return QStringLiteral("application/x-turnstone-contacts");
}

} // namespace

ContactListModel::ContactListModel(Store &store, BackgroundReader &reader, QObject *parent)
    : QAbstractListModel(parent)
    , m_store(store)
    , m_reader(reader)
    , m_cache(cachedContacts)
    , m_photos(cachedPhotos)
{
    m_rowsTimer.setSingleShot(true);
    m_rowsTimer.setInterval(0);
    connect(&m_rowsTimer, &QTimer::timeout, this, &ContactListModel::readRows);
    m_photosTimer.setSingleShot(true);
    m_photosTimer.setInterval(0);
    connect(&m_photosTimer, &QTimer::timeout, this, &ContactListModel::readPhotos);
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(gatherMs);
    connect(&m_quiet, &QTimer::timeout, this, &ContactListModel::read);
    connect(&store.notifier(), &StoreNotifier::changed, this, [this](const ChangeSet &changes) {
        if (changes.contacts && !m_quiet.isActive())
            m_quiet.start();
    });
    connect(&reader, &BackgroundReader::failed, this,
            [this] { m_reading = m_readingPhotos = false; });
    read();
}

void ContactListModel::setTyped(const QString &typed)
{
    if (typed == m_typed)
        return;
    m_typed = typed;
    read();
}

void ContactListModel::read()
{
    if (m_reading) {
        m_again = true;
        return;
    }
    m_reading = true;
    m_again = false;
    m_reader.run(
        this,
        [typed = m_typed](MailReader &reader) {
            ContactReader contacts(reader);
            return Snapshot{contacts.ids(typed), contacts.count()};
        },
        [this](Snapshot snapshot) {
            m_reading = false;
            if (m_again)
                read(); // more was typed, or has changed
            else
                take(std::move(snapshot));
        });
}

void ContactListModel::take(Snapshot snapshot)
{
    beginResetModel();
    m_ids = std::move(snapshot.ids);
    m_total = snapshot.total;
    m_cache.clear();
    m_photos.clear();
    m_photosWanted.clear();
    m_firstWanted = m_lastWanted = -1;
    ++m_generation;
    endResetModel();
    Q_EMIT settled();
}

int ContactListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_ids.size());
}

ContactId ContactListModel::idAt(int row) const
{
    return row >= 0 && size_t(row) < m_ids.size() ? ContactId(m_ids[size_t(row)]) : ContactId();
}

int ContactListModel::indexOf(ContactId id) const
{
    const auto found = std::find(m_ids.begin(), m_ids.end(), id.value());
    return found == m_ids.end() ? -1 : int(found - m_ids.begin());
}

const ContactRow *ContactListModel::row(int row) const
{
    if (row < 0 || size_t(row) >= m_ids.size())
        return nullptr;
    if (const ContactRow *known = m_cache.object(m_ids[size_t(row)]))
        return known;
    m_firstWanted = m_firstWanted < 0 ? row : qMin(m_firstWanted, row);
    m_lastWanted = qMax(m_lastWanted, row);
    if (!m_rowsTimer.isActive())
        m_rowsTimer.start();
    return nullptr;
}

const QImage *ContactListModel::photo(int row) const
{
    const ContactRow *contact = this->row(row);
    if (!contact || !contact->hasPhoto)
        return nullptr;
    const qint64 id = contact->id.value();
    if (const QImage *known = m_photos.object(id))
        return known->isNull() ? nullptr : known;
    if (!m_photosWanted.contains(id))
        m_photosWanted.append(id);
    while (m_photosWanted.size() > photosWantedMost)
        m_photosWanted.removeFirst(); // scrolled away
    if (!m_photosTimer.isActive())
        m_photosTimer.start();
    return nullptr;
}

/// A few at a time, so that what is scrolled to meanwhile doesn't wait for all that was passed.
void ContactListModel::readPhotos()
{
    if (m_photosWanted.isEmpty() || std::exchange(m_readingPhotos, true))
        return;
    QList<qint64> ids;
    while (!m_photosWanted.isEmpty() && ids.size() < photosAtOnce)
        ids.append(m_photosWanted.takeLast());
    m_reader.run(
        this,
        [ids](MailReader &reader) {
            ContactReader contacts(reader);
            QList<QImage> photos;
            for (const qint64 id : ids)
                photos.append(decodedPhoto(contacts.photo(ContactId(id)), rowPhotoSide));
            return photos;
        },
        [this, ids, generation = m_generation](const QList<QImage> &photos) {
            m_readingPhotos = false;
            for (qsizetype i = 0; generation == m_generation && i < ids.size(); ++i) {
                m_photos.insert(ids.at(i), new QImage(photos.at(i)));
                const int at = indexOf(ContactId(ids.at(i)));
                if (at >= 0)
                    Q_EMIT dataChanged(index(at), index(at));
            }
            readPhotos();
        });
}

void ContactListModel::readRows()
{
    if (m_firstWanted < 0)
        return;
    const int first = qMax(0, m_firstWanted - rowsAround);
    const int end = qMin(qMin(int(m_ids.size()), m_lastWanted + rowsAround), first + rowsAtMost);
    m_firstWanted = m_lastWanted = -1;
    QList<ContactId> ids;
    for (int i = first; i < end; ++i)
        ids.append(idAt(i));
    m_reader.run(
        this, [ids](MailReader &reader) { return ContactReader(reader).rows(ids); },
        [this, first, end, generation = m_generation](const QList<ContactRow> &rows) {
            if (generation != m_generation)
                return;
            for (const ContactRow &row : rows)
                m_cache.insert(row.id.value(), new ContactRow(row));
            Q_EMIT dataChanged(index(first), index(end - 1));
        });
}

QVariant ContactListModel::data(const QModelIndex &index, int role) const
{
    if (role == IdRole)
        return idAt(index.row()).value();
    const ContactRow *contact = row(index.row());
    if (!contact)
        return role == Qt::DisplayRole ? QVariant(QString()) : QVariant();
    const QString name = MessageWords::oneLine(contact->name);
    const QString mailbox = MessageWords::oneLine(contact->mailbox);
    switch (role) {
    case Qt::DisplayRole:
        return name;
    case Qt::ToolTipRole:
        return mailbox;
    case Qt::AccessibleTextRole:
        if (contact->isList)
            return tr("%1, list with %n member(s)", nullptr, contact->members).arg(name);
        return mailbox.isEmpty() || mailbox == name ? name : name + QStringLiteral(", ") + mailbox;
    default:
        return {};
    }
}

Qt::ItemFlags ContactListModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractListModel::flags(index) | Qt::ItemIsDragEnabled;
    const ContactRow *contact = index.isValid() ? row(index.row()) : nullptr;
    if (contact && contact->isList)
        flags |= Qt::ItemIsDropEnabled;
    return flags;
}

Qt::DropActions ContactListModel::supportedDropActions() const
{
    return Qt::CopyAction;
}

bool ContactListModel::canDropMimeData(const QMimeData *mime, Qt::DropAction, int, int,
                                       const QModelIndex &parent) const
{
    const ContactRow *list = parent.isValid() ? row(parent.row()) : nullptr;
    return list && list->isList && mime->hasFormat(contactsMimeType());
}

bool ContactListModel::dropMimeData(const QMimeData *mime, Qt::DropAction action, int atRow,
                                    int column, const QModelIndex &parent)
{
    if (!canDropMimeData(mime, action, atRow, column, parent))
        return false;
    QList<ContactId> ids;
    for (const QByteArray &id : mime->data(contactsMimeType()).split(' ')) {
        if (ids.size() < draggedMost && ContactId(id.toLongLong()) != idAt(parent.row()))
            ids.append(ContactId(id.toLongLong()));
    }
    Q_EMIT dropped(idAt(parent.row()), ids);
    return true;
}

QStringList ContactListModel::mimeTypes() const
{
    return {contactsMimeType(), recipientMimeType(), QStringLiteral("text/plain")};
}

QMimeData *ContactListModel::mimeData(const QModelIndexList &indexes) const
{
    AddressList addresses;
    QByteArrayList ids;
    for (const QModelIndex &index : indexes.mid(0, draggedMost)) {
        ids.append(QByteArray::number(idAt(index.row()).value()));
        const ContactRow *contact = row(index.row());
        if (contact && !contact->mailbox.isEmpty())
            addresses.append({contact->name, contact->mailbox});
    }
    auto *mime = new QMimeData;
    mime->setData(contactsMimeType(), ids.join(' '));
    if (addresses.isEmpty())
        return mime;
    const QString text = formatAddresses(addresses);
    mime->setText(text);
    mime->setData(recipientMimeType(), text.toUtf8());
    return mime;
}

} // namespace Turnstone
