// SPDX-License-Identifier: MIT
// Replay of what comes from another account: bytes first, then the upload, and only then is the
// original taken away.
#include "engine/operationreplay.h"

namespace Turnstone {

OperationReplay::Outcome OperationReplay::transfer(const Operation &operation)
{
    Operation ready = operation;
    ready.placements.clear();
    bool waits = false;
    for (const PlacementId placement : operation.placements) {
        switch (m_writer.bringOver(operation.id, placement)) {
        case MailWriter::Arrival::Here:
            ready.placements.append(placement);
            break;
        case MailWriter::Arrival::Waits:
            waits = true;
            break;
        case MailWriter::Arrival::Lost:
            refuse(operation, placement,
                   impossible(
                       tr("The message is gone from where it was, and wasn't here as a whole.")));
            break;
        }
    }
    if (m_backend.folderChanges()) {
        if (!ready.placements.isEmpty())
            upload(ready);
    } else {
        for (const PlacementId placement : std::as_const(ready.placements))
            settled(operation, placement, false);
    }
    if (!waits)
        return Outcome::Done;
    MailError error = impossible(tr("This waits until the message has been fetched as a whole."));
    error.retry = RetryClass::Later;
    throw error;
}

void OperationReplay::settled(const Operation &operation, PlacementId placement, bool atServer)
{
    if (operation.kind == OperationKind::Transfer)
        m_writer.transferred(operation.id, placement, atServer);
}

/// What can't be done for one message doesn't hold up the others of its operation.
void OperationReplay::refuse(const Operation &operation, PlacementId placement,
                             const MailError &error)
{
    if (error.scope != ErrorScope::Message || error.retry != RetryClass::Never
        || !m_writer.failAlone(operation.id, placement, error))
        throw error;
}

} // namespace Turnstone
