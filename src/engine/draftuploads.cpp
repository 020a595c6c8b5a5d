// SPDX-License-Identifier: MIT
// Replay of a draft's upload: the server gets it as it is now, and then loses what it was before.
#include "engine/operationreplay.h"
#include "store/draftwriter.h"

namespace Turnstone {

/// True once the server has it, as it was when this began. What it was before is taken away by
/// operations of its own, which come after this one; or with it, where the server can do both at
/// once.
bool OperationReplay::uploadDraft(const Operation &operation, PlacementId draft,
                                  const std::function<void()> &readDestination)
{
    DraftWriter drafts(m_writer);
    FolderSupport &folders = *m_backend.folderChanges();
    bool wasRead = false;
    const auto read = [&] {
        readDestination();
        drafts.lookForSent(draft, destinationOf(operation));
        wasRead = true;
    };
    for (;;) {
        const RemoteFolderRow destination = destinationOf(operation);
        const auto upload = drafts.upload(draft, destination.id);
        if (!upload)
            return true; // deleted meanwhile
        if (upload->isThere)
            return true;
        // What was sent and not answered for is found first. Whether the server still has what the
        // draft was before is known then, too: where it hasn't, another device has changed it.
        if (!wasRead && (upload->mayBeThere || !upload->replaced.isEmpty())) {
            read();
            continue;
        }
        // Deleted elsewhere while it is written here: it doesn't come back there by itself.
        if (drafts.isHeldBack(draft))
            return true;
        const auto detail = m_writer.detail(draft);
        const auto bytes =
            detail ? m_writer.content(upload->message, {}) : std::optional<QByteArray>();
        if (!bytes && detail && detail->row.message == upload->message)
            throw impossible(tr("This message isn't here as a whole, so it can't be uploaded."));
        if (!bytes)
            continue; // written on at this moment
        if (const qint64 most = m_backend.traits().largestAppend; most > 0 && bytes->size() > most)
            throw impossible(tr("The server takes no messages as large as this one."));
        const bool replaces = !upload->replaced.isEmpty() && folders.replaces();
        if (replaces)
            refuseWhileFrozen();
        if (!drafts.noteUpload(operation.id, draft, upload->message,
                               {destination.uidValidity, destination.uidNext},
                               replaces ? upload->replaced : QByteArray(), destination.id))
            continue;
        std::optional<RemoteKey> key;
        FlagState flags = detail->row.flags;
        if (replaces) {
            const FolderSupport::Replacement replaced =
                folders.replace({destination.path, upload->replaced, destination.uidValidity},
                                *bytes, flags, detail->receivedUtc);
            if (!replaced.done) {
                drafts.notReplaced(draft);
                if (!drafts.noteUpload(operation.id, draft, upload->message,
                                       {destination.uidValidity, destination.uidNext}, {}, {}))
                    continue;
                key = folders.append(destination.path, *bytes, flags, detail->receivedUtc);
            } else {
                key = replaced.key;
                m_writer.removedOnServer(destination.id, {upload->replaced});
            }
        } else {
            key = folders.append(destination.path, *bytes, flags, detail->receivedUtc);
        }
        m_uploaded = true;
        if (key && key->uidValidity != 0 && key->uidValidity == destination.uidValidity) {
            drafts.uploaded(draft, upload->message, destination.id, key->key);
            return true;
        }
        read();
        const auto now = drafts.upload(draft, destination.id);
        if (!now || now->isThere || now->message != upload->message)
            return true;
        MailError error = impossible(tr("The server took this message, and doesn't show it."));
        error.retry = RetryClass::Later;
        throw error;
    }
}

} // namespace Turnstone
