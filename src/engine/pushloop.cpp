// SPDX-License-Identifier: MIT
#include "engine/pushloop.h"

#include "base/log.h"
#include "engine/retrypolicy.h"
#include "net/wait.h"

#include <algorithm>

namespace Turnstone {

namespace {

bool isPushInbox(const QByteArray &path)
{
    return path.compare("INBOX", Qt::CaseInsensitive) == 0;
}

/// Whether what was told is what the store holds already: an echo of a change of ours, or something
/// that a pass was faster to find.
bool isKnown(const FolderNews &news, const RemoteFolderRow &row)
{
    return news.uidValidity && news.uidNext && news.highestModSeq.value_or(0) != 0
        && *news.uidValidity == row.uidValidity && *news.uidNext == row.uidNext
        && *news.highestModSeq == row.highestModSeq && row.backfillBelow <= 1;
}

} // namespace

PushLoop::PushLoop(AccountId account, IncomingServerId server, Hooks hooks)
    : m_account(account)
    , m_server(server)
    , m_hooks(std::move(hooks))
{ }

void PushLoop::run(ConnectionLane::Context &context)
{
    for (int failures = 0;;) {
        try {
            PushSupport *const push = context.session.backend().push();
            if (!push) {
                context.session.closeQuietly();
                m_hooks.unsupported();
                return;
            }
            const PushNews news = listen(context, *push, {m_hooks.rhythm->intervalMs(), false});
            failures = 0;
            tell(context.writer, news);
        } catch (const MailError &error) {
            context.session.drop();
            if (error.retry == RetryClass::Never && error.scope != ErrorScope::Folder)
                return; // the passes tell the user
            m_hooks.failed(error);
            ++failures;
            waitForWake(context.wakeup, RetryPolicy::pauseSeconds(failures) * 1000);
        }
    }
}

bool PushLoop::listenMeanwhile(ConnectionLane::Context &context)
{
    try {
        PushSupport *const push = context.session.backend().push();
        if (!push)
            return false;
        tell(context.writer, listen(context, *push, {m_hooks.rhythm->intervalMs(), true}));
        return true;
    } catch (const MailError &error) {
        context.session.drop();
        m_hooks.failed(error);
        return false;
    }
}

PushNews PushLoop::listen(ConnectionLane::Context &context, PushSupport &push,
                          const ListenOptions &options)
{
    const QList<SeenFolder> folders = seen(context.writer);
    const qint64 begun = Clock::system().monotonicMs();
    try {
        return push.wait(folders, options);
    } catch (const MailError &error) {
        m_hooks.rhythm->foundDead(Clock::system().monotonicMs() - begun);
        if (error.scope == ErrorScope::Folder)
            m_shunned = m_hooks.openFolder();
        throw;
    }
}

/// Every folder as the store has it, first the one to listen to if it can be only one.
QList<SeenFolder> PushLoop::seen(MailWriter &writer)
{
    QHash<FolderId, Folder> folders;
    const QList<Folder> list = writer.folders(m_account);
    for (const Folder &folder : list)
        folders.insert(folder.id, folder);
    FolderId open = m_hooks.openFolder();
    if (open == m_shunned)
        open = {};
    else
        m_shunned = {};
    QList<SeenFolder> result;
    qsizetype inbox = -1, first = -1;
    const QList<RemoteFolderRow> rows = writer.remoteFolders(m_server);
    for (const RemoteFolderRow &row : rows) {
        SeenFolder folder;
        folder.cursor = {row.path, row.uidValidity, row.uidNext, row.highestModSeq, 0};
        if (row.backfillBelow <= 1 && folders.contains(row.folder))
            folder.messages = quint32(folders.value(row.folder).total);
        if (isPushInbox(row.path))
            inbox = result.size();
        if (open && row.folder == open)
            first = result.size();
        result.append(folder);
    }
    if (first < 0)
        first = inbox;
    if (first < 0)
        result.prepend({{QByteArrayLiteral("INBOX"), 0, 0, 0, 0}, {}});
    else if (first > 0)
        result.move(first, 0);
    return result;
}

void PushLoop::tell(MailWriter &writer, const PushNews &news)
{
    if (news.event != PushNews::Event::Changed)
        return;
    bool everything = news.listChanged || news.overflow;
    QList<FolderId> changed;
    const QList<RemoteFolderRow> rows = writer.remoteFolders(m_server);
    for (const FolderNews &folder : news.folders) {
        const auto row = std::find_if(rows.begin(), rows.end(), [&](const RemoteFolderRow &one) {
            return one.path == folder.path || (isPushInbox(one.path) && isPushInbox(folder.path));
        });
        if (row == rows.end())
            everything = true; // one that we haven't heard of
        else if (!isKnown(folder, *row))
            changed.append(row->folder);
    }
    // What is known to have changed doesn't wait for a look at everything.
    if (!changed.isEmpty())
        m_hooks.foldersChanged(changed);
    if (everything)
        m_hooks.everythingChanged();
}

} // namespace Turnstone
