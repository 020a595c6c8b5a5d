// SPDX-License-Identifier: MIT
#include "engine/reportwriter.h"

#include <QThread>

#include <algorithm>
#include <optional>

namespace Turnstone {

namespace {

constexpr qsizetype freshKept = 100; // for a notification
/// Rows that wait for the writing thread: some 2 KB each.
constexpr qint64 rowsWaitingMax = 4000;

/// True where they came newest first: keys are numbers then.
bool comesNewestFirst(const QList<IncomingMessage> &messages)
{
    bool firstNumber = false, lastNumber = false;
    const QByteArray &first = messages.constFirst().key, &last = messages.constLast().key;
    const quint64 firstValue = first.toULongLong(&firstNumber);
    const quint64 lastValue = last.toULongLong(&lastNumber);
    return firstNumber && lastNumber ? lastValue < firstValue : last < first;
}

} // namespace

ReportWriter::ReportWriter(MailWriter &writer, RemoteFolderId folder, bool mirrors, bool keepFresh)
    : m_writer(writer)
    , m_folder(folder)
    , m_mirrors(mirrors)
    , m_keepFresh(keepFresh)
{ }

void ReportWriter::write(ReportRows rows)
{
    const bool onlyAdds =
        m_many && !rows.appeared.isEmpty() && rows.flags.isEmpty() && rows.vanished.isEmpty();
    m_writer.checkReferences(!onlyAdds);
    std::optional<WriteTransaction> transaction(std::in_place, m_writer);
    if (onlyAdds && !m_writer.areNew(m_folder, rows.appeared)) {
        transaction.reset(); // nothing was written, and inside of it they can't be checked
        m_writer.checkReferences(true);
        transaction.emplace(m_writer);
    }
    if (!rows.appeared.isEmpty())
        writeAppeared(rows.appeared);
    if (!rows.flags.isEmpty())
        m_writer.flagsSeen(m_folder, rows.flags);
    if (!rows.vanished.isEmpty())
        writeVanished(rows.vanished);
    if (const auto &cursor = rows.cursor)
        m_writer.setCursor(m_folder, cursor->uidValidity, cursor->uidNext, cursor->highestModSeq,
                           cursor->backfillBelow);
    transaction->commit();
    m_changed += rows.flags.size();
}

void ReportWriter::writeAppeared(QList<IncomingMessage> &appeared)
{
    // They come newest first; the older gets the lower id, by which a list orders one second's
    // mail.
    if (comesNewestFirst(appeared))
        std::reverse(appeared.begin(), appeared.end());
    const QList<Binding> bindings = m_writer.messagesAppeared(m_folder, appeared);
    m_added += bindings.size();
    if (!m_keepFresh || m_fresh.size() >= freshKept)
        return;
    QSet<QByteArray> unseen;
    for (const IncomingMessage &message : std::as_const(appeared)) {
        if (!message.flags.flags.testFlag(Flag::Seen))
            unseen.insert(message.key);
    }
    for (auto binding = bindings.crbegin(); binding != bindings.crend(); ++binding) {
        if (binding->placement && unseen.contains(binding->key) && m_fresh.size() < freshKept)
            m_fresh.append(binding->placement);
    }
}

void ReportWriter::writeVanished(const QList<QByteArray> &keys)
{
    if (m_mirrors) {
        m_writer.messagesVanished(m_folder, keys);
        m_removed += keys.size();
        return;
    }
    // Another program emptied the server; our copies are the user's.
    m_writer.keysLost(m_folder, keys);
}

BackgroundReportWriter::BackgroundReportWriter(Store &store, Wakeup &wakeup, RemoteFolderId folder,
                                               bool mirrors, bool keepFresh)
    : m_store(store)
    , m_wakeup(wakeup)
    , m_folder(folder)
    , m_mirrors(mirrors)
    , m_keepFresh(keepFresh)
    , m_queue(rowsWaitingMax)
    , m_thread(QThread::create([this] { run(); }))
{
    m_thread->setObjectName(QStringLiteral("report"));
    m_thread->start();
}

BackgroundReportWriter::~BackgroundReportWriter()
{
    if (m_wakeup.isCancelled())
        m_queue.drop();
    else
        m_queue.close();
    m_thread->wait();
}

void BackgroundReportWriter::write(ReportRows rows)
{
    const qint64 weight = rows.count();
    m_queue.push(std::move(rows), weight, m_wakeup);
}

void BackgroundReportWriter::finish()
{
    m_queue.close();
    m_thread->wait();
    m_queue.rethrowFailure();
}

void BackgroundReportWriter::run()
{
    try {
        MailWriter store(m_store);
        store.beginLoad();
        ReportWriter writer(store, m_folder, m_mirrors, m_keepFresh);
        writer.expectMany();
        while (std::optional<ReportRows> rows = m_queue.take()) {
            writer.write(std::move(*rows));
            m_added = writer.added();
            m_changed = writer.changed();
            m_removed = writer.removed();
        }
        store.endLoad();
        m_fresh = writer.fresh();
    } catch (...) {
        m_queue.fail(std::current_exception());
    }
}

} // namespace Turnstone
