// SPDX-License-Identifier: MIT
#include "engine/contentstep.h"

#include "engine/beginningreceiver.h"
#include "engine/headerreceiver.h"
#include "engine/selection.h"
#include "mail/limits.h"

#include <QScopeGuard>
#include <algorithm>

namespace Turnstone {

namespace {
/// Where only the text is to be kept and no part can be fetched: a message of this size is little
/// else, and comes whole. Bytes.
constexpr qint64 smallMessageBytes = 64 * 1024;
constexpr qsizetype headersAFetch = 2000; ///< in one call
constexpr int beginningsAFetch = 50;
/// So many new messages, or bytes, at once: the list comes before their content.
constexpr qsizetype manyNewMessages = 400;
constexpr qint64 manyNewBytes = 24 * 1024 * 1024;
} // namespace

ContentStep::ContentStep(Store &store, MailWriter &writer, MailBackend &backend,
                         const Account &account, Wakeup &wakeup, SyncSummary &summary,
                         const PassHooks &hooks)
    : m_store(store)
    , m_writer(writer)
    , m_backend(backend)
    , m_account(account)
    , m_wakeup(wakeup)
    , m_summary(summary)
    , m_hooks(hooks)
{ }

bool ContentStep::beginsWithHeaders(const RemoteFolderRow &row, const Unread &wanted) const
{
    const KeepRule rule = m_writer.keepRule(row.folder);
    if (rule.level < ContentLevel::Everything || rule.days > 0 || isTooDear()
        || wanted.size() > manyNewMessages || m_writer.hasLostKeys(row.id))
        return true;
    qint64 bytes = 0;
    for (const FolderReport::Unread &message : wanted)
        bytes += message.size;
    return bytes > manyNewBytes;
}

/// Fetches headers where that pays; what is left is to be fetched whole.
ContentStep::Unread ContentStep::withoutKnownByHeader(const RemoteFolderRow &row,
                                                      const Unread &wanted, bool seenBefore)
{
    if (!m_backend.traits().headersAlone)
        return isTooDear() ? Unread() : wanted;
    const bool all = beginsWithHeaders(row, wanted);
    const qint64 largest = m_writer.keepRule(row.folder).largest;
    Unread heads, whole;
    for (const FolderReport::Unread &message : wanted)
        // What is never fetched is listed at least; what was deleted there may be just that again.
        (all || (largest > 0 && message.size > largest) || message.size > Limits::messageBytes
                 || m_writer.wasRemoved(row.id, message.key)
             ? heads
             : whole)
            .append(message);
    fetchHeaders(row, heads, seenBefore);
    return whole;
}

void ContentStep::fetchHeaders(const RemoteFolderRow &row, const Unread &wanted, bool seenBefore)
{
    const QString name = folderTitle(m_writer, row);
    HeaderReceiver receiver(m_writer, row.id);
    receiver.onProgress = [&](qint64 done) {
        m_hooks.progress(tr("%1: %L2 of %L3 messages").arg(name).arg(done).arg(wanted.size()), done,
                         wanted.size());
    };
    const auto countAtLast = qScopeGuard([&] { m_summary.added += receiver.created(); });
    for (qsizetype next = 0; next < wanted.size();) {
        m_wakeup.throwIfCancelled();
        m_hooks.betweenSteps();
        QList<FetchRequest> requests;
        for (; next < wanted.size() && requests.size() < headersAFetch; ++next) {
            FetchRequest request;
            request.key = {row.path, wanted[next].key};
            request.selection.what = PartSelection::What::Headers;
            receiver.expect(wanted[next].key, wanted[next].size);
            requests.append(std::move(request));
        }
        try {
            m_backend.fetch(requests, receiver);
        } catch (const MailError &error) {
            if (error.kind != ErrorKind::Space)
                receiver.flush(); // what came before the line broke
            throw;
        }
        receiver.flush();
    }
    if (receiver.firstFailure() && receiver.firstFailure()->kind != ErrorKind::NotFound) {
        MailError error = *receiver.firstFailure();
        error.scope = ErrorScope::Message;
        m_hooks.note(error);
    }
    if (seenBefore && m_hooks.newMail && !receiver.fresh().isEmpty())
        m_hooks.newMail(receiver.fresh());
}

// Over a protocol where only fetching tells what a message is: message and key in one transaction.
void ContentStep::fetchNew(const RemoteFolderRow &row, FolderReport &report, bool seenBefore)
{
    const Unread wanted = withoutKnownByHeader(row, std::move(report.toFetch()), seenBefore);
    const QString name = folderTitle(m_writer, row);
    ContentPipeline pipeline(m_store, m_account.id, row.id, m_wakeup);
    pipeline.onProgress = [&](qint64 done) {
        m_hooks.progress(tr("%1: %L2 of %L3 messages").arg(name).arg(done).arg(wanted.size()), done,
                         wanted.size());
    };
    qint64 told = 0;
    const auto count = [&] {
        const qint64 stored = pipeline.stored();
        m_summary.added += stored - told;
        told = stored;
    };
    const auto countAtLast = qScopeGuard(count);
    FetchSize &size = *m_hooks.fetchSize;
    qsizetype next = 0;
    while (next < wanted.size()) {
        m_wakeup.throwIfCancelled();
        m_hooks.betweenSteps();
        QList<FetchRequest> requests;
        qint64 bytes = 0;
        // Ids first, and in a transaction of their own: content is written under them.
        WriteTransaction reservation(m_writer);
        while (next < wanted.size() && requests.size() < size.messages() && bytes < size.bytes()) {
            const FolderReport::Unread &message = wanted[next++];
            bytes += message.size;
            FetchRequest request;
            request.key = {row.path, message.key};
            request.expectedSize = message.size;
            ContentReceiver::Target target;
            target.message = m_writer.reserveMessageId();
            target.level = ContentLevel::Everything;
            target.fresh.emplace();
            target.fresh->key = message.key;
            target.fresh->size = message.size;
            target.fresh->receivedUtc = message.receivedUtc;
            target.fresh->flags = message.flags;
            pipeline.expect(message.key, std::move(target));
            requests.append(std::move(request));
        }
        reservation.commit();
        const qint64 begun = Clock::system().monotonicMs();
        fetch(requests, pipeline);
        size.took(Clock::system().monotonicMs() - begun);
        count();
    }
    pipeline.finish();
    takeResult(pipeline.result());
    if (!seenBefore || !m_hooks.newMail)
        return;
    QList<PlacementId> fresh;
    for (const Binding &binding : pipeline.result().created) {
        if (binding.placement && fresh.size() < 100)
            fresh.append(binding.placement);
    }
    if (!fresh.isEmpty())
        m_hooks.newMail(fresh);
}

/// A list of what is to come, and how much of each.
struct ContentStep::Source {
    QString progress; ///< translated: "%1: content of %L2 of %L3 messages"
    qint64 before = 0, total = 0; ///< of them, for people
    ContentLevel level = ContentLevel::Everything;
    qint64 largest = 0; ///< of larger messages the text only; 0: no limit
    bool evenMetered = false;
    std::function<QList<MailWriter::Wanted>(int limit, std::optional<PlacementId> after)> next;
};

bool ContentStep::isTooDear() const
{
    return m_account.lessOnMetered && m_hooks.isMetered && m_hooks.isMetered();
}

void ContentStep::fetchMissing(const RemoteFolderRow &row)
{
    QList<FolderId> places{row.folder};
    if (!m_backend.traits().foldersOnServer) { // moved here, and still to be fetched from there
        const QList<Folder> folders = m_writer.folders(m_account.id);
        for (const Folder &folder : folders) {
            if (folder.id != row.folder && folder.onComputer < folder.total)
                places.append(folder.id);
        }
    }
    for (const FolderId in : std::as_const(places)) {
        fetchMarked(row, in);
        fetchRuled(row, in);
    }
}

void ContentStep::fetchMarked(const RemoteFolderRow &row, FolderId in)
{
    if (in == row.folder && !m_writer.awaitedContent(row.id, 1).isEmpty()) {
        Source awaited;
        awaited.progress = tr("%1: downloading, %L2 of %L3 messages");
        awaited.evenMetered = m_hooks.downloads;
        awaited.total = m_writer.waitingDownloads(m_account.id).messages;
        awaited.next = [&](int limit, std::optional<PlacementId> after) {
            return m_writer.awaitedContent(row.id, limit, after);
        };
        fetchFrom(row, awaited);
    }
    if (!m_writer.markedContent(row.id, 1, {}, in).isEmpty()) {
        Source marked;
        marked.progress = tr("%1: downloading, %L2 of %L3 messages");
        marked.evenMetered = m_hooks.downloads;
        // Counted over all folders, so not for each that has none.
        marked.total = m_writer.waitingDownloads(m_account.id).messages;
        marked.next = [&](int limit, std::optional<PlacementId> after) {
            return m_writer.markedContent(row.id, limit, after, in);
        };
        fetchFrom(row, marked);
    }
}

void ContentStep::fetchRuled(const RemoteFolderRow &row, FolderId in)
{
    const KeepRule rule = m_writer.keepRule(in);
    const auto folder = m_writer.folder(in);
    if (rule.level < ContentLevel::Text || !folder)
        return; // envelopes are here already
    // What was thrown away before it was ever fetched needn't be.
    if (in != row.folder && (folder->role == FolderRole::Trash || folder->role == FolderRole::Junk))
        return;
    const qint64 since = rule.days > 0
        ? m_store.clock().utcSeconds() - qint64(rule.days) * 24 * 3600
        : std::numeric_limits<qint64>::min();
    Source ruled;
    ruled.progress = tr("%1: content of %L2 of %L3 messages");
    ruled.before = folder->onComputer;
    ruled.total = folder->total;
    ruled.level = rule.level;
    ruled.largest = rule.largest;
    if (m_backend.traits().partialFetch) {
        ruled.next = [&](int limit, std::optional<PlacementId> after) {
            return m_writer.wantedContent(row.id, rule, since, limit, after);
        };
    } else {
        // All of a message, or as much of it as its first lines give.
        const qint64 largest = rule.level == ContentLevel::Text ? smallMessageBytes
            : rule.largest > 0                                  ? rule.largest
                               : std::numeric_limits<qint64>::max();
        ruled.next = [this, &row, &rule, in, largest, since](int limit,
                                                             std::optional<PlacementId> after) {
            return m_writer.wantedWhole(row.id, in, rule.level, largest, since, limit, after);
        };
    }
    fetchFrom(row, ruled);
    if (!m_backend.traits().partialFetch && m_backend.traits().beginningLines > 0)
        fetchBeginnings(row, in, rule, since);
}

/// Of what is too large to come whole, the text: where it stands in front of the attachments, as it
/// nearly always does.
void ContentStep::fetchBeginnings(const RemoteFolderRow &row, FolderId in, const KeepRule &rule,
                                  qint64 since)
{
    if (rule.level == ContentLevel::Everything && rule.largest <= 0)
        return;
    ContentPipeline pipeline(m_store, m_account.id, row.id, m_wakeup);
    const QString name = folderTitle(m_writer, row);
    pipeline.onProgress = [&](qint64 done) {
        m_hooks.progress(tr("%1: text of %Ln large message(s)", nullptr, int(done)).arg(name), 0,
                         0);
    };
    BeginningReceiver receiver(pipeline, m_backend.traits().beginningLines);
    std::optional<PlacementId> after;
    for (;;) {
        m_wakeup.throwIfCancelled();
        m_hooks.betweenSteps();
        if (isTooDear())
            break;
        const QList<MailWriter::Wanted> wanted =
            m_writer.wantedBeginnings(row.id, in, since, beginningsAFetch, after);
        if (wanted.isEmpty())
            break;
        QList<FetchRequest> requests;
        for (const MailWriter::Wanted &message : wanted) {
            after = message.placement;
            FetchRequest request;
            request.key = {row.path, message.key};
            request.selection.what = PartSelection::What::Beginning;
            receiver.expect(message.key, message.message, message.size);
            requests.append(std::move(request));
        }
        try {
            m_backend.fetch(requests, receiver);
        } catch (const MailError &error) {
            if (error.kind != ErrorKind::Space)
                pipeline.finish(); // what came before the line broke
            throw;
        }
    }
    pipeline.finish();
    takeResult(pipeline.result());
}

void ContentStep::fetchFrom(const RemoteFolderRow &row, const Source &source)
{
    const bool parts = m_backend.traits().partialFetch;
    const QString name = folderTitle(m_writer, row);
    // As the folder was just read, not as it was when the pass began.
    const quint32 uidValidity = m_writer.uidValidity(row.id);

    ContentPipeline pipeline(m_store, m_account.id, row.id, m_wakeup);
    pipeline.onProgress = [&](qint64 done) {
        m_hooks.progress(source.progress.arg(name).arg(source.before + done).arg(source.total),
                         source.before + done, source.total);
    };
    FetchSize &size = *m_hooks.fetchSize;
    std::optional<PlacementId> after;
    for (;;) {
        m_wakeup.throwIfCancelled();
        m_hooks.betweenSteps();
        if (!source.evenMetered && isTooDear())
            break; // also where the network changed meanwhile
        // What the pipeline hasn't stored yet is before `after`, so nothing is asked for twice.
        const QList<MailWriter::Wanted> wanted = source.next(size.messages(), after);
        if (wanted.isEmpty())
            break;
        QList<FetchRequest> requests;
        qint64 bytes = 0;
        for (const MailWriter::Wanted &message : wanted) {
            if (bytes >= size.bytes())
                break;
            after = message.placement;
            FetchRequest request;
            request.key = {row.path, message.key, uidValidity};
            request.expectedSize = message.size;
            ContentReceiver::Target target;
            target.message = message.message;
            if (parts) // else what was made out of a beginning: the whole tells it anew
                target.structure = message.structure;
            const bool large = source.largest > 0 && message.size > source.largest;
            if (parts && (large || source.level == ContentLevel::Text)) {
                request.selection = textSelection(message.structure);
                // Without a structure nobody knows what its text would be.
                if (large && request.selection.what == PartSelection::What::Everything)
                    request.selection.what = PartSelection::What::Headers;
            }
            const bool whole = request.selection.what == PartSelection::What::Everything;
            target.level = whole ? ContentLevel::Everything : ContentLevel::Text;
            pipeline.expect(message.key, std::move(target));
            requests.append(std::move(request));
            bytes += message.size;
        }
        const qint64 begun = Clock::system().monotonicMs();
        fetch(requests, pipeline);
        size.took(Clock::system().monotonicMs() - begun);
    }
    pipeline.finish();
    takeResult(pipeline.result());
}

void ContentStep::fetch(const QList<FetchRequest> &requests, ContentPipeline &pipeline)
{
    try {
        m_backend.fetch(requests, pipeline);
    } catch (const MailError &error) {
        // What came whole before the line broke is kept.
        if (error.kind != ErrorKind::Space)
            pipeline.finish();
        throw;
    }
}

void ContentStep::takeResult(const ContentReceiver::Result &result)
{
    if (!result.firstFailure || result.firstFailure->kind == ErrorKind::NotFound)
        return; // what is gone meanwhile, the next listing says
    MailError error = *result.firstFailure;
    error.scope = ErrorScope::Message;
    m_hooks.note(error);
}

QString folderTitle(MailReader &reader, const RemoteFolderRow &row)
{
    const auto folder = reader.folder(row.folder);
    if (!folder || folder->role == FolderRole::Inbox)
        return ContentStep::tr("Inbox");
    return folder->name;
}

} // namespace Turnstone
