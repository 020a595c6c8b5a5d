// SPDX-License-Identifier: MIT
// Replay of what comes from another account, or from the server to this computer alone: bytes
// first, then the upload where there is one, and only then is the original taken away.
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
    if (m_backend.folderChanges() && !m_writer.isOfThisComputer(operation.destination)) {
        if (!ready.placements.isEmpty())
            upload(ready);
    } else {
        for (const PlacementId placement : std::as_const(ready.placements))
            settled(operation, placement, false);
    }
    if (!waits)
        return Outcome::Done;
    throw waitsForContent(RetryClass::Later);
}

MailError OperationReplay::waitsForContent(RetryClass retry) const
{
    MailError error = impossible(tr("This waits until the message has been fetched as a whole."));
    error.retry = retry;
    return error;
}

/// What goes to a folder that the server doesn't have: once it is here as a whole, and its bytes
/// are what they were, a move takes it off the server.
OperationReplay::Outcome OperationReplay::bringHere(const Operation &operation, bool copy)
{
    const KeysByFolder sources = keysOf(operation.placements, &m_waiting);
    bool waits = false;
    for (auto it = sources.cbegin(); it != sources.cend(); ++it) {
        QList<RemoteKey> arrived;
        QList<QByteArray> keys;
        QList<PlacementId> done;
        for (const auto &[key, placement] : it.value()) {
            switch (m_writer.arrivedHere(placement)) {
            case MailWriter::Arrival::Here:
                arrived.append(key);
                keys.append(key.key);
                done.append(placement);
                break;
            case MailWriter::Arrival::Waits:
                waits = true;
                break;
            case MailWriter::Arrival::Lost:
                refuse(operation, placement,
                       impossible(tr("What is here of this message is damaged, so the server's "
                                     "stays as well.")));
                break;
            }
        }
        if (arrived.isEmpty())
            continue;
        if (!copy) {
            refuseWhileFrozen();
            m_backend.remove(arrived);
            m_writer.removedOnServer(it.key(), keys);
        }
        m_writer.operationDoneFor(operation.id, done);
    }
    // The server has these no more: what is here is all there is.
    const QSet<PlacementId> unknown = m_waiting;
    for (const PlacementId placement : unknown) {
        if (m_writer.arrivedHere(placement) == MailWriter::Arrival::Here)
            m_waiting.remove(placement);
    }
    if (waits)
        throw waitsForContent(RetryClass::Now);
    return waitOrDone();
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
