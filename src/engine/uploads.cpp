// SPDX-License-Identifier: MIT
// Replay of uploads: what is only on this computer goes to a folder of the server, once.
#include "engine/operationreplay.h"
#include "store/draftreader.h"
#include "store/outboxwriter.h"

namespace Turnstone {

namespace {
// With growing pauses: a server that files what it sends does so within minutes.
constexpr int looksForSentMail = 5;
} // namespace

OperationReplay::Outcome OperationReplay::upload(const Operation &operation)
{
    FolderSupport *folders = m_backend.folderChanges();
    if (!folders)
        return Outcome::Done;
    RemoteFolderRow destination = destinationOf(operation);
    const auto read = [&] {
        m_readFolder(destination);
        destination = destinationOf(operation);
    };
    if (destination.uidValidity == 0)
        read(); // from where on an upload would show can only be known then
    QList<PlacementId> toFind;
    bool readAgain = false;
    const auto send = [&](PlacementId placement) {
        if (DraftReader(m_writer).draft(placement))
            return uploadDraft(operation, placement, read);
        if (!m_writer.keyIn(destination.id, placement).isEmpty())
            return true;
        if (const auto sent = m_writer.uploadIntent(operation.id, placement)) {
            // Its answer was lost. It is looked for before it is sent again.
            if (!std::exchange(readAgain, true))
                read();
            if (m_writer.findUploaded(operation.id, placement, destination, *sent))
                return true;
            if (operation.onlyLookedFor) {
                if (operation.attempts > looksForSentMail)
                    return true; // it stays in Sent on this computer
                MailError error = impossible(tr("The server doesn't show this sent message yet."));
                error.retry = RetryClass::Later;
                throw error;
            }
        }
        const auto detail = m_writer.detail(placement);
        if (!detail)
            return false; // gone meanwhile
        const auto bytes = m_writer.content(detail->row.message, {});
        if (!bytes)
            throw impossible(tr("This message isn't here as a whole, so it can't be uploaded."));
        if (const qint64 most = m_backend.traits().largestAppend; most > 0 && bytes->size() > most)
            throw impossible(tr("The server takes no messages as large as this one."));
        m_writer.noteUpload(operation.id, placement,
                            {destination.uidValidity, destination.uidNext});
        const auto key =
            folders->append(destination.path, *bytes, detail->row.flags, detail->receivedUtc);
        m_uploaded = true;
        if (key && key->uidValidity != 0 && key->uidValidity == destination.uidValidity) {
            m_writer.relocated(placement, destination.id, key->key);
            const auto folder = m_writer.folder(operation.destination);
            if (m_account.sentFiling == SentFiling::Auto && folder
                && folder->role == FolderRole::Sent)
                OutboxWriter(m_writer).noteFiled(destination.id, placement, key->key);
            return true;
        }
        toFind.append(placement);
        return false;
    };
    for (const PlacementId placement : operation.placements) {
        try {
            if (send(placement))
                settled(operation, placement, true);
        } catch (const MailError &error) {
            refuse(operation, placement, error);
        }
    }
    if (toFind.isEmpty())
        return Outcome::Done;
    read();
    for (const PlacementId placement : std::as_const(toFind)) {
        const auto sent = m_writer.uploadIntent(operation.id, placement);
        if (!sent || m_writer.findUploaded(operation.id, placement, destination, *sent)) {
            settled(operation, placement, true);
            continue;
        }
        MailError error = impossible(tr("The server took this message, and doesn't show it."));
        error.retry = RetryClass::Later; // looked for again before it is sent again
        throw error;
    }
    return Outcome::Done;
}

} // namespace Turnstone
