// SPDX-License-Identifier: MIT
#include "engine/pendingchanges.h"

#include "engine/foldercopy.h"
#include "engine/operationtext.h"

#include <algorithm>

namespace Turnstone {

namespace {

/// As one operation: in the state of one that failed, else of one that is under way, else of one
/// that waits for a reason.
Operation asOperation(const MailReader::FolderMove &move, const QList<Operation> &parts)
{
    Operation shown;
    shown.id = move.number;
    shown.account = move.to;
    shown.kind = OperationKind::Transfer;
    shown.source = move.source;
    shown.destination = move.destination;
    shown.removesOriginal = true;
    shown.createdUtc = move.begunUtc;
    if (parts.isEmpty())
        shown.error = OperationText::waitsForFolders();
    for (const OperationState state :
         {OperationState::Failed, OperationState::Running, OperationState::Waiting}) {
        const auto found = std::find_if(parts.begin(), parts.end(), [state](const Operation &one) {
            return one.state == state && (state != OperationState::Waiting || !one.error.isEmpty());
        });
        if (found == parts.end())
            continue;
        shown.state = found->state;
        shown.error = found->error;
        shown.attempts = found->attempts;
        shown.notBeforeUtc = found->notBeforeUtc;
        break;
    }
    return shown;
}

std::optional<MailReader::FolderMove> moveNamed(MailReader &reader, OperationId id)
{
    const QList<MailReader::FolderMove> moves = reader.folderMoves();
    for (const MailReader::FolderMove &move : moves) {
        // Or by its oldest part, of which whoever began it was told.
        if (move.number == id || move.operations.value(0) == id)
            return move;
    }
    return std::nullopt;
}

} // namespace

QList<PendingChange> pendingChanges(MailReader &reader, qsizetype limit)
{
    const QList<MailReader::FolderMove> moves = reader.folderMoves();
    QHash<OperationId, qsizetype> moveOf;
    for (qsizetype i = 0; i < moves.size(); ++i) {
        for (const OperationId id : moves[i].operations)
            moveOf.insert(id, i);
    }
    const QList<Operation> operations = reader.operations();
    QList<QList<Operation>> parts(moves.size());
    QList<PendingChange> changes;
    for (const Operation &operation : operations) {
        const auto found = moveOf.constFind(operation.id);
        if (found != moveOf.cend())
            parts[*found].append(operation);
        else
            changes.append({operation, {}, {}, {}});
    }
    for (qsizetype i = 0; i < moves.size(); ++i)
        changes.append({asOperation(moves[i], parts[i]), moves[i], {}, {}});
    std::sort(changes.begin(), changes.end(), [](const PendingChange &a, const PendingChange &b) {
        return a.operation.id < b.operation.id;
    });
    if (limit >= 0 && changes.size() > limit)
        changes.resize(limit);
    for (PendingChange &change : changes) {
        const auto &move = change.folderMove;
        change.what = move ? OperationText::what(*move, reader)
                           : OperationText::what(change.operation, reader);
        change.takesBack = move ? OperationText::takesBack(*move, reader)
                                : OperationText::takesBack(change.operation, reader);
    }
    return changes;
}

QSet<AccountId> retryChange(MailWriter &writer, OperationId id)
{
    const auto move = moveNamed(writer, id);
    const QList<OperationId> ids = move ? move->operations : QList<OperationId>{id};
    QSet<AccountId> accounts;
    if (move && ids.isEmpty()) {
        accounts.insert(move->to);
        if (const auto source = writer.folder(move->source))
            accounts.insert(source->account);
    }
    const QList<Operation> operations = writer.operations();
    for (const Operation &operation : operations) {
        if (!ids.contains(operation.id))
            continue;
        writer.retryOperation(operation.id);
        accounts.insert(operation.account);
    }
    return accounts;
}

void discardChange(MailWriter &writer, OperationId id, const BackendRegistry &registry)
{
    if (const auto move = moveNamed(writer, id))
        writer.discardFolderMove(move->id, traitsOfAccounts(writer, registry));
    else
        writer.discardOperation(id);
}

} // namespace Turnstone
