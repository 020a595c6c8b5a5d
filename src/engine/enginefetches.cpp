// SPDX-License-Identifier: MIT
// What the user waits for, and what the user may look at next.
#include "engine/engine.h"
#include "engine/engineprivate.h"

#include <QPointer>

namespace Turnstone {

namespace {

constexpr qsizetype rememberedAhead = 10'000;

std::function<void(const std::optional<MailError> &)>
answerFor(QObject *context, std::function<void(std::optional<MailError>)> done)
{
    return [guard = QPointer<QObject>(context),
            done = std::move(done)](const std::optional<MailError> &error) {
        if (guard && done)
            done(error);
    };
}

} // namespace

void Engine::Private::withWorkerOf(
    PlacementId placement, const std::function<void(AccountWorker &)> &ask,
    const std::function<void(const std::optional<MailError> &)> &answer)
{
    withAccountOf(placement, [this, ask, answer](AccountId account) {
        const auto it = workers.find(account);
        if (it != workers.end()) {
            ask(*it->second);
            return;
        }
        MailError error;
        error.scope = ErrorScope::Message;
        error.kind = ErrorKind::NotFound;
        error.retry = RetryClass::Never;
        error.sentence = Engine::tr("This message is no longer here.");
        answer(error);
    });
}

void Engine::fetch(PlacementId placement, PartSelection selection, QObject *context,
                   std::function<void(std::optional<MailError>)> done)
{
    const auto answer = answerFor(context, std::move(done));
    d->withWorkerOf(
        placement,
        [placement, selection, answer](AccountWorker &worker) {
            worker.fetch(placement, selection, answer);
        },
        answer);
}

void Engine::fetchShown(PlacementId placement, PartSelection selection, QObject *view,
                        std::function<void(std::optional<MailError>)> done)
{
    dropShown(view);
    const int looks = ++d->lastLook;
    d->looks.insert(view, looks);
    const auto answer = answerFor(view, std::move(done));
    d->withWorkerOf(
        placement,
        [this, placement, selection, answer, looks,
         view = static_cast<const QObject *>(view)](AccountWorker &worker) {
            if (d->looks.value(view) == looks) // else something else is shown by now
                worker.fetchShown(view, placement, selection, answer);
        },
        answer);
}

void Engine::dropShown(const QObject *view)
{
    if (d->looks.remove(view) == 0)
        return;
    for (const auto &[id, worker] : d->workers)
        worker->dropShown(view);
}

void Engine::fetchAhead(PlacementId shown, const QList<PlacementId> &next)
{
    // Now it was opened, as if it had been fetched for that.
    if (d->ahead.remove(shown)) {
        d->writing.post([shown](MailWriter &writer) {
            if (const auto row = writer.row(shown)) {
                WriteTransaction transaction(writer);
                writer.contentAsked(row->message);
                transaction.commit();
            }
        });
    }
    if (d->ahead.size() > rememberedAhead)
        d->ahead.clear();
    const int looks = ++d->lastAhead;
    d->writing.post([this, next, looks](MailWriter &writer) {
        QMap<AccountId, QList<PlacementId>> wanted;
        for (const PlacementId placement : next) {
            const auto row = writer.row(placement);
            if (row && row->content < ContentLevel::Text)
                wanted[row->account].append(placement);
        }
        QMetaObject::invokeMethod(
            this,
            [this, wanted, looks] {
                if (d->lastAhead != looks)
                    return;
                for (const auto &[id, worker] : d->workers) {
                    const QList<PlacementId> own = wanted.value(id);
                    worker->fetchAhead(own);
                    for (const PlacementId placement : own)
                        d->ahead.insert(placement);
                }
            },
            Qt::QueuedConnection);
    });
}

} // namespace Turnstone
