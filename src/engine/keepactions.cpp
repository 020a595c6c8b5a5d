// SPDX-License-Identifier: MIT
// What the user wants kept on this computer, off it, and put on the server: done by the writing
// thread in steps.
#include "engine/engineprivate.h"

#include <QPointer>

namespace Turnstone {

void Engine::Private::keep(KeepTask::Kind kind, const KeepScope &scope)
{
    keeping.push_back(std::make_shared<KeepTask>(kind, scope, registry));
    if (keeping.size() == 1)
        stepKeeping();
}

void Engine::Private::stepKeeping()
{
    // The job keeps the task: it may outlive the list when the program ends.
    writing.post(
        [this, task = keeping.front()](MailWriter &writer) {
            const bool more = task->step(writer);
            QMetaObject::invokeMethod(
                &engine, [this, more] { keepingStepped(more); }, Qt::QueuedConnection);
        },
        [this](const MailError &error) {
            keeping.front()->cancel();
            keepingStepped(false);
            Q_EMIT engine.actionFailed(error);
        });
}

void Engine::Private::keepingStepped(bool more)
{
    const std::shared_ptr<KeepTask> task = keeping.front();
    KeepProgress progress;
    progress.kind = task->kind();
    progress.done = task->done();
    progress.total = task->total();
    progress.cancelled = task->isCancelled();
    progress.ended = !more;
    if (!more)
        progress.extent = task->extent();
    Q_EMIT engine.keepingChanged(progress);
    if (more) {
        stepKeeping();
        return;
    }
    keeping.pop_front();
    const QSet<AccountId> waiting = task->waiting();
    for (const AccountId account : waiting) {
        const auto it = workers.find(account);
        if (it != workers.end() && !task->isCancelled())
            it->second->download();
    }
    if (!keeping.empty())
        stepKeeping();
}

void Engine::download(const KeepScope &scope)
{
    d->keep(KeepTask::Kind::Download, scope);
}

void Engine::removeFromComputer(const KeepScope &scope)
{
    d->keep(KeepTask::Kind::Remove, scope);
}

void Engine::cancelKeeping()
{
    for (const auto &task : d->keeping)
        task->cancel();
    // What is marked and hasn't come: the pass that fetches it finds nothing more to fetch.
    constexpr int forgottenAtOnce = 1000;
    d->writing.post([](MailWriter &writer) {
        const QList<Account> accounts = writer.accounts();
        for (const Account &account : accounts) {
            while (writer.forgetDownloads(account.id, forgottenAtOnce) > 0) { }
        }
    });
}

void Engine::uploadOnlyHere(FolderId folder, QObject *context, std::function<void(bool)> done)
{
    constexpr size_t uploadedAtOnce = 500; // each a transaction of bounded size
    d->writing.post([this, folder, context = QPointer<QObject>(context), done](MailWriter &writer) {
        const auto row = writer.folder(folder);
        bool queued = false;
        if (row) {
            const ActionTraits traits = d->traitsOf(writer, row->account);
            ListQuery only;
            only.folders = {folder};
            only.onlyHere = true;
            const std::vector<qint64> found = writer.ids(only);
            for (size_t first = 0; first < found.size(); first += uploadedAtOnce) {
                QList<PlacementId> ids;
                for (size_t i = first; i < qMin(found.size(), first + uploadedAtOnce); ++i)
                    ids.append(PlacementId(found[i]));
                queued |= !writer.upload(ids, folder, traits).isEmpty();
            }
            d->tellQueued(row->account);
        }
        QMetaObject::invokeMethod(
            this,
            [context, done, queued] {
                if (context)
                    done(queued);
            },
            Qt::QueuedConnection);
    });
}

void Engine::setFolderKeep(FolderId folder, std::optional<ContentLevel> level,
                           std::optional<int> days)
{
    d->writing.post([this, folder, level, days](MailWriter &writer) {
        writer.setFolderKeep(folder, level, days);
        const auto account = writer.folder(folder);
        QMetaObject::invokeMethod(
            this,
            [this, id = account ? account->account : AccountId()] {
                const auto it = d->workers.find(id);
                if (it != d->workers.end())
                    it->second->sync(false);
            },
            Qt::QueuedConnection);
    });
}

} // namespace Turnstone
