// SPDX-License-Identifier: MIT
#include "store/threading.h"

#include "store/database.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <algorithm>

namespace Turnstone {

namespace {

/// Of a long References: its first ids name the thread, its last the nearest relatives.
constexpr qsizetype firstReferences = 2;
constexpr qsizetype lastReferences = 10;

qint64 messageIdHash(const QByteArray &id)
{
    // Stored, so it may not change from run to run, as qHash does.
    const QByteArray digest = QCryptographicHash::hash(id, QCryptographicHash::Md5);
    return qFromLittleEndian<qint64>(digest.constData());
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

} // namespace

qint64 assignThread(Database &database, AccountId account, MessageId message,
                    const Envelope &envelope, bool *merged)
{
    const QList<qint64> hashes = linkHashes(envelope);
    QList<qint64> missing;
    QList<qint64> threads;
    for (const qint64 hash : hashes) {
        const qint64 thread = database.integer(
            "SELECT coalesce(m.root, l.thread) FROM thread_link l LEFT JOIN thread_merge m "
            "ON m.thread = l.thread WHERE l.account = ? AND l.id_hash = ?",
            account, hash);
        if (thread == 0)
            missing.append(hash);
        else if (!threads.contains(thread))
            threads.append(thread);
    }
    const qint64 thread =
        threads.isEmpty() ? message.value() : *std::min_element(threads.cbegin(), threads.cend());
    for (const qint64 hash : std::as_const(missing)) {
        database.run("INSERT INTO thread_link (account, id_hash, thread) VALUES (?, ?, ?)", account,
                     hash, thread);
    }
    for (const qint64 other : std::as_const(threads)) {
        if (other == thread)
            continue;
        database.run("UPDATE thread_merge SET root = ? WHERE root = ?", thread, other);
        database.run("INSERT INTO thread_merge (thread, root) VALUES (?, ?)", other, thread);
        *merged = true;
    }
    return thread;
}

} // namespace Turnstone
