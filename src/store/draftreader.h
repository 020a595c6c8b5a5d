// SPDX-License-Identifier: MIT
#pragma once

#include "store/mailreader.h"

namespace Turnstone {

/// What is kept of a message that is being written, beside the message itself.
struct DraftRow {
    PlacementId placement; ///< the draft's id, for as long as it stands there
    AccountId account;
    bool open = false; ///< a window has it; at the start of the program: had it at a crash
    /// Another device changed or removed what the server had of it, while a window here had it: to
    /// be told.
    bool changedElsewhere = false;
    /// Nobody has put it there again since.
    bool goneElsewhere = false;
};

/// Reading drafts, over a reader's connection and in its thread. Throws as MailReader does.
class DraftReader {
public:
    explicit DraftReader(MailReader &);

    /// Absent where it was never written on here.
    std::optional<DraftRow> draft(PlacementId);
    QList<DraftRow> drafts();
    /// What another device made of it stands in its folder, too.
    bool hasOtherVersion(PlacementId);
    /// It was deleted elsewhere while it is written here: it stays on this computer alone, until
    /// its window is closed.
    bool isHeldBack(PlacementId);
    /// Where messages of these names stand, best in a folder for reading; those that are nowhere
    /// are left out. Looks at every message of the account.
    QHash<QByteArray, PlacementId> placementsOf(AccountId, const QSet<QByteArray> &messageIds);
    /// A later text of it than its message has: a draft (RFC 5322) without its attachments.
    std::optional<QByteArray> unsaved(PlacementId);

    /// The account's folder for templates; none: it has none yet.
    FolderId templates(AccountId);
    bool isTemplate(PlacementId);

protected:
    MailReader &m_reader;
    Store &m_store;
    Database &m_db;
};

} // namespace Turnstone
