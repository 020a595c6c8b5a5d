// SPDX-License-Identifier: MIT
// Messages that are new here, in statements of several rows: a first sync writes nothing else, and
// to open a table with all of its indexes for one row costs as much as to write the row.
#include "store/packed.h"
#include "store/sortkeys.h"
#include "store/threading.h"
#include "store/writerstate.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string>

namespace Turnstone {

namespace {

/// A statement is made for each of these counts, so that few rows don't go one by one.
constexpr std::array<qsizetype, 3> rowsAtOnce{64, 8, 1};

constexpr qsizetype keptValues = 9; ///< texts and blobs of a row

/// How many of those that are left go next.
qsizetype rowsNext(qsizetype left)
{
    return *std::find_if(rowsAtOnce.begin(), rowsAtOnce.end(),
                         [left](qsizetype rows) { return rows <= left; });
}

/// An INSERT of each of `rowsAtOnce`, made once.
class RowsSql {
public:
    RowsSql(std::string_view head, std::string_view row)
    {
        for (size_t i = 0; i < m_sql.size(); ++i) {
            m_sql[i].append(head).append(row);
            for (qsizetype more = 1; more < rowsAtOnce[i]; ++more)
                m_sql[i].append(", ").append(row);
        }
    }
    std::string_view of(qsizetype rows) const
    {
        const auto at = std::find(rowsAtOnce.begin(), rowsAtOnce.end(), rows);
        return m_sql[size_t(at - rowsAtOnce.begin())];
    }

private:
    std::array<std::string, rowsAtOnce.size()> m_sql;
};

/// Binds one value after the other, and keeps what it points to until the statement has run.
class RowBinder {
public:
    RowBinder(Statement &statement, qsizetype expected)
        : m_statement(statement)
    {
        m_kept.reserve(expected);
    }
    template <typename Value> RowBinder &operator<<(const Value &value)
    {
        m_statement.bind(++m_index, value);
        return *this;
    }
    RowBinder &operator<<(const QByteArray &blob)
    {
        m_kept.append(blob);
        m_statement.bindKept(++m_index, blob);
        return *this;
    }
    RowBinder &operator<<(const QString &text)
    {
        m_kept.append(text.toUtf8());
        m_statement.bindKeptText(++m_index, m_kept.constLast());
        return *this;
    }

private:
    Statement &m_statement;
    int m_index = 0;
    QByteArrayList m_kept;
};

} // namespace

struct MailWriter::Private::NewRow {
    const IncomingMessage *incoming = nullptr;
    MessageId message;
    PlacementId placement; ///< once it is written
};

void MailWriter::Private::insertRows(AccountId account, FolderId folder, QList<NewRow> &rows)
{
    // OR FAIL: no row is taken back alone, for which every page would be copied first. What fails
    // here rolls the whole transaction back.
    static const RowsSql messageSql(
        "INSERT OR FAIL INTO message (id, account, thread, fingerprint, message_id, from_name, "
        "from_mailbox, to_list, subject, received, size, envelope, structure) VALUES ",
        "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    static const RowsSql placementSql("INSERT OR FAIL INTO placement (message, folder, bound, "
                                      "flags, tags, unread, flagged, attachment, "
                                      "level, date, size, from_key, subject_key) VALUES ",
                                      "(?, ?, 1, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?)");
    QList<Threaded> threads;
    for (NewRow &row : rows) {
        if (!row.message)
            row.message = writer.reserveMessageId();
        threads.append({row.message, &row.incoming->envelope, 0});
    }
    bool merged = false;
    assignThreads(db, account, threads, &merged);
    changes.many = changes.many || merged;
    {
        Statement statement = db.query(messageSql.of(rows.size()));
        RowBinder values(statement, rows.size() * keptValues);
        for (qsizetype i = 0; i < rows.size(); ++i) {
            const IncomingMessage &incoming = *rows.at(i).incoming;
            const Envelope &envelope = incoming.envelope;
            const Address from = envelope.from.isEmpty() ? Address() : envelope.from.first();
            values << rows.at(i).message << account << threads.at(i).thread << incoming.fingerprint
                   << envelope.messageId << from.name << from.mailbox << packed(envelope.to)
                   << envelope.subject << incoming.receivedUtc << incoming.size << packed(envelope)
                   << (incoming.structure.parts.isEmpty() ? QByteArray()
                                                          : serialise(incoming.structure));
        }
        statement.step();
    }
    {
        Statement statement = db.query(placementSql.of(rows.size()));
        RowBinder values(statement, rows.size() * keptValues);
        for (const NewRow &row : std::as_const(rows)) {
            const IncomingMessage &incoming = *row.incoming;
            const Envelope &envelope = incoming.envelope;
            const MessageFlags flags = incoming.flags.flags;
            values << row.message << folder << qint64(flags.toInt())
                   << tagsToColumn(incoming.flags.tags) << !flags.testFlag(Flag::Seen)
                   << flags.testFlag(Flag::Flagged)
                   << (incoming.structure.hasAttachments() || incoming.mayHaveAttachments)
                   << (incoming.receivedUtc != 0 ? incoming.receivedUtc : envelope.dateUtc)
                   << incoming.size << senderSortKey(envelope.from)
                   << subjectSortKey(envelope.subject);
        }
        statement.step();
    }
    // AUTOINCREMENT: each row's id is one above the last that was given, and nobody else writes.
    qint64 id = db.lastInsertId() - rows.size();
    for (NewRow &row : rows) {
        row.placement = PlacementId(++id);
        Placement counted;
        counted.folder = folder;
        counted.account = account;
        counted.bound = 1;
        counted.flags = row.incoming->flags;
        counted.size = row.incoming->size;
        count(counted, 1);
        note(&ChangeSet::added, row.placement, folder);
    }
}

void MailWriter::beginLoad()
{
    m_db->beginLoad();
}

void MailWriter::endLoad()
{
    m_db->waitForDisk();
}

void MailWriter::checkReferences(bool checked)
{
    if (std::exchange(d->referencesChecked, checked) != checked)
        m_db->execute(checked ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF");
}

MailWriter::Private::Found MailWriter::Private::insertMessage(AccountId account, FolderId folder,
                                                              MessageId reserved,
                                                              const IncomingMessage &incoming)
{
    QList<NewRow> rows{{&incoming, reserved, {}}};
    insertRows(account, folder, rows);
    return {rows.constFirst().placement, rows.constFirst().message};
}

void MailWriter::Private::insertUnplaced(AccountId account, MessageId reserved,
                                         const IncomingMessage &incoming)
{
    const Envelope &envelope = incoming.envelope;
    const Address from = envelope.from.isEmpty() ? Address() : envelope.from.first();
    bool merged = false;
    const qint64 thread = assignThread(db, account, reserved, envelope, &merged);
    changes.many = changes.many || merged;
    db.run("INSERT OR FAIL INTO message (id, account, thread, fingerprint, message_id, from_name, "
           "from_mailbox, to_list, subject, received, size, envelope, structure) VALUES (?, ?, ?, "
           "?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
           reserved, account, thread, incoming.fingerprint, envelope.messageId, from.name,
           from.mailbox, packed(envelope.to), envelope.subject, incoming.receivedUtc, incoming.size,
           packed(envelope), serialise(incoming.structure));
}

PlacementId MailWriter::Private::placeFirst(MessageId message, FolderId folder,
                                            const FlagState &flags)
{
    Envelope envelope;
    BodyStructure structure;
    {
        Statement row = db.query("SELECT envelope, structure FROM message WHERE id = ?", message);
        if (!row.step())
            return {};
        envelope = envelopeFromPacked(row.blobView(0));
        structure = bodyStructureFromBytes(row.blob(1));
    }
    db.run("INSERT INTO placement (message, folder, bound, flags, tags, unread, flagged, "
           "attachment, level, date, size, from_key, subject_key) SELECT id, ?2, 0, ?3, ?4, ?5, "
           "?6, ?7, level, received, size, ?8, ?9 FROM message WHERE id = ?1",
           message, folder, qint64(flags.flags.toInt()), tagsToColumn(flags.tags),
           int(!flags.flags.testFlag(Flag::Seen)), int(flags.flags.testFlag(Flag::Flagged)),
           int(structure.hasAttachments()), senderSortKey(envelope.from),
           subjectSortKey(envelope.subject));
    const PlacementId id(db.lastInsertId());
    count(*placement(id), 1);
    note(&ChangeSet::added, id, folder);
    return id;
}

void MailWriter::Private::insertBound(const RemoteFolderInfo &info, RemoteFolderId remoteFolder,
                                      const QList<const IncomingMessage *> &messages,
                                      QList<Binding> *bindings)
{
    static const RowsSql bindingSql("INSERT OR FAIL INTO remote_message (remote_folder, number, "
                                    "key, message, placement, flags, tags) "
                                    "VALUES ",
                                    "(?, ?, ?, ?, ?, ?, ?)");
    for (qsizetype from = 0; from < messages.size();) {
        QList<NewRow> rows;
        const qsizetype count = rowsNext(messages.size() - from);
        rows.reserve(count);
        for (qsizetype i = 0; i < count; ++i)
            rows.append({messages.at(from + i), {}, {}});
        insertRows(info.account, info.folder, rows);
        Statement statement = db.query(bindingSql.of(rows.size()));
        RowBinder values(statement, rows.size() * keptValues);
        for (const NewRow &row : std::as_const(rows)) {
            const IncomingMessage &incoming = *row.incoming;
            values << remoteFolder << keyNumber(incoming.key) << incoming.key << row.message
                   << row.placement << qint64(incoming.flags.flags.toInt())
                   << tagsToColumn(incoming.flags.tags);
            bindings->append({remoteFolder, incoming.key, row.message, row.placement});
        }
        statement.step();
        from += rows.size();
    }
}

bool MailWriter::Private::mayBeBound(RemoteFolderId remoteFolder,
                                     const QList<IncomingMessage> &messages)
{
    qint64 lowest = std::numeric_limits<qint64>::max(), highest = -1;
    for (const IncomingMessage &incoming : messages) {
        const qint64 number = keyNumber(incoming.key);
        if (number < 0)
            return true;
        lowest = qMin(lowest, number);
        highest = qMax(highest, number);
    }
    return db.integer("SELECT 1 FROM remote_message WHERE remote_folder = ? AND number BETWEEN ? "
                      "AND ? LIMIT 1",
                      remoteFolder, lowest, highest)
        != 0;
}

} // namespace Turnstone
