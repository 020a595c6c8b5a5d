// SPDX-License-Identifier: MIT
// What the account is to keep without its server's folders comes here whole, before the commit.
#include "engine/protocolswitch/switchrun.h"

#include "engine/protocolswitch/switchtext.h"

#include <algorithm>

namespace Turnstone {

namespace {
constexpr qsizetype markedAtOnce = 500; ///< a transaction
}

bool SwitchRun::isToDownload(const SwitchReader::Here &here) const
{
    const SwitchFolderPlan *plan = planOf(here.folder);
    return plan && plan->choice == SwitchChoice::Download && !here.whole;
}

bool SwitchRun::hasMoreToTransfer() const
{
    if (m_toFolders)
        return std::any_of(m_match.onlyHere.cbegin(), m_match.onlyHere.cend(),
                           [&](int index) { return isToUpload(index); });
    return std::any_of(m_here->messages.cbegin(), m_here->messages.cend(),
                       [&](const auto &here) { return isToDownload(here); });
}

/// The user's own mark, so that no rule takes away again what no server may have.
void SwitchRun::download()
{
    qint64 bytes = 0;
    QList<PlacementId> toMark;
    const auto mark = [&] {
        if (!toMark.isEmpty())
            m_writer.markContent(toMark, KeepMark::Wanted);
        toMark.clear();
    };
    qint64 missing = 0;
    for (const SwitchReader::Here &here : m_here->messages) {
        const SwitchFolderPlan *plan = planOf(here.folder);
        if (!plan || plan->choice != SwitchChoice::Download)
            continue;
        if (!here.whole) {
            m_wasNotWhole.insert(here.placement);
            ++missing;
            bytes += here.size;
        }
        toMark.append(here.placement);
        if (toMark.size() >= markedAtOnce)
            mark();
    }
    mark();
    if (missing == 0)
        return;
    tell(SwitchStage::Transfer, SwitchText::downloading(), 0, missing, 0, bytes);
    m_from.closeQuietly();
    PassOptions options;
    options.downloads = true;
    options.sendAtOnce = true;
    options.progress = [&](const AccountState &state) {
        tell(SwitchStage::Transfer, state.activity, state.done, state.total);
    };
    const SyncSummary summary =
        runPass(m_context.pass, m_account, m_context.currentPassword, options);
    if (summary.error
        && (summary.error->scope == ErrorScope::Session
            || summary.error->scope == ErrorScope::Account))
        throw *summary.error;
}

/// The user's own, of which the server has more than the last fetch has come to. Of what a server
/// that has folders doesn't list, nothing here would ever be known again.
QSet<FolderId> SwitchRun::foldersPartlyListed()
{
    QSet<FolderId> partly;
    const QList<RemoteFolderRow> rows = m_writer.remoteFolders(m_fromServer.id);
    for (const RemoteFolderRow &row : rows) {
        const auto folder = m_writer.folder(row.folder);
        if (folder && folder->selectable && folder->owner == FolderOwner::User
            && (row.uidValidity == 0 || row.backfillBelow > 1))
            partly.insert(row.folder);
    }
    return partly;
}

/// The commit is refused while one that was chosen lacks its bytes, or may be unknown here.
void SwitchRun::verifyDownloads() const
{
    const auto partly =
        std::count_if(m_plan.folders.cbegin(), m_plan.folders.cend(), [](const auto &plan) {
            return plan.partlyListed && plan.choice == SwitchChoice::Download;
        });
    if (partly > 0 && !undoing)
        throw SwitchText::notListed(partly);
    qint64 missing = 0;
    for (const SwitchReader::Here &here : m_here->messages) {
        if (isToDownload(here))
            ++missing;
    }
    if (missing > 0)
        throw SwitchText::notDownloaded(missing);
}

/// Without folders at the server, what came into them since is out of reach. Where the server was
/// away before, the user knows.
void SwitchRun::requireLastFetch(const SwitchPreview &decided) const
{
    if (!m_toFolders && m_notAsked && decided.notAsked.isEmpty())
        throw *m_notAsked;
}

} // namespace Turnstone
