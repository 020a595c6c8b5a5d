// SPDX-License-Identifier: MIT
// What the user decides about a folder that its server lost.
#include "engine/engineprivate.h"

namespace Turnstone {

namespace {
/// Steps, so that other actions come in between.
constexpr int lostAtOnce = 500;
} // namespace

void Engine::putBack(FolderId folder)
{
    d->writing.post([this, folder](MailWriter &writer) {
        const auto found = writer.folder(folder);
        const auto account = found ? writer.account(found->account) : std::nullopt;
        if (!account)
            return;
        const bool more = writer.putBack(folder, lostAtOnce, actionTraits(*account, d->registry));
        d->tellQueued(account->id);
        if (more)
            QMetaObject::invokeMethod(
                this, [this, folder] { putBack(folder); }, Qt::QueuedConnection);
    });
}

void Engine::letGo(FolderId folder)
{
    d->writing.post([this, folder](MailWriter &writer) {
        if (writer.letGo(folder, lostAtOnce))
            QMetaObject::invokeMethod(
                this, [this, folder] { letGo(folder); }, Qt::QueuedConnection);
    });
}

} // namespace Turnstone
