// SPDX-License-Identifier: MIT
#include "engine/pendingchanges.h"

#include "engine/foldercopy.h"
#include "engine/operationtext.h"

#include <algorithm>

namespace Turnstone {

namespace {

/// What is to be said of all of them: one that failed, else one that is under way, else the first.
Operation stateOfAll(const QList<Operation> &operations)
{
    Operation shown = operations.first();
    const auto worst = [&operations](OperationState state) {
        return std::find_if(operations.begin(), operations.end(), [state](const Operation &one) {
            return one.state == state && (state != OperationState::Waiting || !one.error.isEmpty());
        });
    };
    for (const OperationState state :
         {OperationState::Failed, OperationState::Running, OperationState::Waiting}) {
        const auto found = worst(state);
        if (found == operations.end())
            continue;
        shown.state = found->state;
        shown.error = found->error;
        shown.attempts = found->attempts;
        shown.notBeforeUtc = found->notBeforeUtc;
        return shown;
    }
    return shown;
}

std::optional<MailReader::FolderMove> moveNamed(MailReader &reader, OperationId id)
{
    const QList<MailReader::FolderMove> moves = reader.folderMoves();
    for (const MailReader::FolderMove &move : moves) {
        if (move.operations.first() == id)
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
    QHash<qsizetype, QList<Operation>> ofMoves;
    for (const Operation &operation : operations) {
        const auto found = moveOf.constFind(operation.id);
        if (found != moveOf.cend())
            ofMoves[*found].append(operation);
    }
    QList<PendingChange> changes;
    for (const Operation &operation : operations) {
        if (changes.size() == limit)
            break;
        const auto found = moveOf.constFind(operation.id);
        if (found == moveOf.cend()) {
            changes.append({operation,
                            {},
                            OperationText::what(operation, reader),
                            OperationText::takesBack(operation, reader)});
        } else if (const QList<Operation> all = ofMoves.take(*found); !all.isEmpty()) {
            const MailReader::FolderMove &move = moves[*found];
            changes.append({stateOfAll(all), move, OperationText::what(move, reader),
                            OperationText::takesBack(move, reader)});
        }
    }
    return changes;
}

QSet<AccountId> retryChange(MailWriter &writer, OperationId id)
{
    const auto move = moveNamed(writer, id);
    const QList<OperationId> ids = move ? move->operations : QList<OperationId>{id};
    QSet<AccountId> accounts;
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
