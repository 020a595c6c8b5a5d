// SPDX-License-Identifier: MIT
#pragma once

#include "backend/backendregistry.h"
#include "store/mailwriter.h"

#include <atomic>

namespace Turnstone {

/// What the user wants downloaded, or off this computer: messages, and all that is in folders.
struct KeepScope {
    QList<PlacementId> messages;
    QList<FolderId> folders;
};

/// *Download for offline* or *Remove from this computer*, in steps of some milliseconds, so that
/// other actions come in between and it may be cancelled. First all of it is marked: a kill after
/// that leaves the rest for the next pass. One thread; `cancel` and the counters from any.
class KeepTask {
public:
    enum class Kind { Download, Remove };
    KeepTask(Kind, KeepScope, const BackendRegistry &);

    /// True while there is more to do. Throws as MailWriter does.
    bool step(MailWriter &);
    /// What isn't done is as if it had never been asked for.
    void cancel() { m_cancelled = true; }
    bool isCancelled() const { return m_cancelled; }

    Kind kind() const { return m_kind; }
    qint64 done() const { return m_done; }
    qint64 total() const { return m_total; }
    /// Download: what was marked, with the bytes to come. Remove: what went, or, where the server
    /// is to be asked first whether it still has the messages (POP3), what will go with the next
    /// pass. After the last step.
    ContentExtent extent() const { return m_extent; }
    /// Accounts whose next pass has something to do for this. After the last step.
    QSet<AccountId> waiting() const { return m_waiting; }

private:
    enum class Phase { Find, Mark, Remove, TakeOut, TakeBack, Ended };
    QList<PlacementId> nextChunk();
    void begin(Phase);
    bool confirmsFirst(MailWriter &, AccountId);

    const Kind m_kind;
    const BackendRegistry &m_registry;
    KeepScope m_scope;
    Phase m_phase = Phase::Find;
    std::vector<qint64> m_ids;
    size_t m_next = 0;
    ContentExtent m_extent;
    QSet<AccountId> m_waiting;
    QHash<AccountId, bool> m_confirmsFirst;
    std::atomic<bool> m_cancelled = false;
    std::atomic<qint64> m_done = 0, m_total = 0;
};

/// The folders below, with `folder` itself first.
QList<FolderId> withSubfolders(MailReader &, FolderId folder);

} // namespace Turnstone
