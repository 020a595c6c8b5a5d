// SPDX-License-Identifier: MIT
#include "store/threading.h"

#include "store/database.h"

#include <QCryptographicHash>
#include <QHash>
#include <QtEndian>

#include <algorithm>
#include <string>

namespace Turnstone {

namespace {

/// Of a long References: its first ids name the thread, its last the nearest relatives.
constexpr qsizetype firstReferences = 2;
constexpr qsizetype lastReferences = 10;

qint64 messageIdHash(const QByteArray &id)
{
    // Stored, so it may not change from run to run, as qHash does.
    thread_local QCryptographicHash md5(QCryptographicHash::Md5);
    md5.reset();
    md5.addData(id);
    return qFromLittleEndian<qint64>(md5.resultView().data());
}

QList<qint64> linkHashes(const Envelope &envelope)
{
    QList<qint64> hashes;
    const auto add = [&hashes](const QByteArray &id) {
        if (id.isEmpty())
            return;
        const qint64 hash = messageIdHash(id);
        if (!hashes.contains(hash))
            hashes.append(hash);
    };
    add(envelope.messageId);
    const QByteArrayList &references = envelope.references;
    for (qsizetype i = 0; i < references.size(); ++i) {
        if (i < firstReferences || i >= references.size() - lastReferences)
            add(references.at(i));
    }
    for (const QByteArray &id :
         envelope.inReplyTo.first(qMin<qsizetype>(envelope.inReplyTo.size(), 4)))
        add(id);
    return hashes;
}

constexpr qsizetype linksAtOnce = 32;

/// Which threads the ids of some messages lead to: read and written many at a time, because a
/// statement for each costs as much as to write the message itself.
class ThreadLinks {
public:
    ThreadLinks(Database &database, AccountId account, QList<qint64> hashes)
        : m_database(database)
        , m_account(account)
    {
        // In the table's order.
        std::sort(hashes.begin(), hashes.end());
        hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
        for (qsizetype from = 0; from < hashes.size(); from += linksAtOnce)
            read(hashes.mid(from, linksAtOnce));
    }

    /// 0: none yet.
    qint64 thread(qint64 hash) const { return m_threads.value(hash); }
    void link(qint64 hash, qint64 thread)
    {
        m_threads.insert(hash, thread);
        m_added.append({hash, thread});
    }
    void merge(qint64 thread, qint64 into)
    {
        m_database.run("UPDATE thread_merge SET root = ? WHERE root = ?", into, thread);
        m_database.run("INSERT INTO thread_merge (thread, root) VALUES (?, ?)", thread, into);
        for (qint64 &known : m_threads) {
            if (known == thread)
                known = into;
        }
    }
    void write()
    {
        std::sort(m_added.begin(), m_added.end());
        for (qsizetype from = 0; from < m_added.size();) {
            const qsizetype left = m_added.size() - from;
            const qsizetype count = left < linksAtOnce ? 1 : linksAtOnce;
            static const std::string one =
                "INSERT OR FAIL INTO thread_link (account, id_hash, thread) VALUES (?, ?, ?)";
            static const std::string many = one + repeated(", (?, ?, ?)", linksAtOnce - 1);
            Statement statement = m_database.query(count == 1 ? one : many);
            int index = 0;
            for (qsizetype i = from; i < from + count; ++i) {
                statement.bind(++index, m_account);
                statement.bind(++index, m_added.at(i).first);
                statement.bind(++index, m_added.at(i).second);
            }
            statement.step();
            from += count;
        }
        m_added.clear();
    }

private:
    static std::string repeated(std::string_view text, qsizetype times)
    {
        std::string all;
        for (qsizetype i = 0; i < times; ++i)
            all.append(text);
        return all;
    }
    void read(const QList<qint64> &hashes)
    {
        static const std::string sql =
            "SELECT l.id_hash, coalesce(m.root, l.thread) FROM thread_link l LEFT JOIN "
            "thread_merge m ON m.thread = l.thread WHERE l.account = ? AND l.id_hash IN (?"
            + repeated(", ?", linksAtOnce - 1) + ')';
        Statement rows = m_database.query(sql, m_account);
        for (int i = 0; i < linksAtOnce; ++i) // the last again for those that are too few
            rows.bind(i + 2, hashes.at(qMin<qsizetype>(i, hashes.size() - 1)));
        while (rows.step())
            m_threads.insert(rows.integer(0), rows.integer(1));
    }

    Database &m_database;
    AccountId m_account;
    QHash<qint64, qint64> m_threads;
    QList<std::pair<qint64, qint64>> m_added;
};

qint64 threadOf(ThreadLinks &links, const QList<qint64> &hashes, MessageId message, bool *merged)
{
    QList<qint64> missing, threads;
    for (const qint64 hash : hashes) {
        const qint64 thread = links.thread(hash);
        if (thread == 0)
            missing.append(hash);
        else if (!threads.contains(thread))
            threads.append(thread);
    }
    const qint64 thread =
        threads.isEmpty() ? message.value() : *std::min_element(threads.cbegin(), threads.cend());
    for (const qint64 hash : std::as_const(missing))
        links.link(hash, thread);
    for (const qint64 other : std::as_const(threads)) {
        if (other == thread)
            continue;
        links.merge(other, thread);
        *merged = true;
    }
    return thread;
}

} // namespace

qint64 assignThread(Database &database, AccountId account, MessageId message,
                    const Envelope &envelope, bool *merged)
{
    QList<Threaded> one{{message, &envelope, 0}};
    assignThreads(database, account, one, merged);
    return one.constFirst().thread;
}

void assignThreads(Database &database, AccountId account, QList<Threaded> &messages, bool *merged)
{
    QList<QList<qint64>> hashes;
    QList<qint64> all;
    for (const Threaded &message : std::as_const(messages)) {
        hashes.append(linkHashes(*message.envelope));
        all += hashes.constLast();
    }
    ThreadLinks links(database, account, std::move(all));
    for (qsizetype i = 0; i < messages.size(); ++i)
        messages[i].thread = threadOf(links, hashes.at(i), messages.at(i).message, merged);
    links.write();
}

} // namespace Turnstone
