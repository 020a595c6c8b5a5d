// SPDX-License-Identifier: MIT
#include "cli/clicontext.h"
#include "cli/clitext.h"
#include "cli/commands.h"
#include "cli/rowtext.h"

#include "engine/operationtext.h"
#include "engine/pendingchanges.h"

#include <algorithm>

namespace Turnstone {

namespace {

/// Of its only message; empty for more.
QString subjectOf(CliContext &context, const Operation &operation)
{
    if (operation.placements.size() != 1)
        return {};
    const auto row = context.reader().row(operation.placements.first());
    return row ? row->subject : QString();
}

QString folderNamed(CliContext &context, FolderId id)
{
    const auto folder = context.reader().folder(id);
    return folder ? folder->path : QString();
}

void printChange(CliContext &context, const PendingChange &change)
{
    const Operation &operation = change.operation;
    const auto &move = change.folderMove;
    const QString kind = move ? QStringLiteral("move_folder") : operationWord(operation.kind);
    const auto account = context.reader().account(operation.account);
    const QString name = account ? account->name : QString();
    const QJsonObject object{
        {QStringLiteral("operation"), operation.id.value()},
        {QStringLiteral("account"), name},
        {QStringLiteral("kind"), kind},
        {QStringLiteral("state"), operationWord(operation.state)},
        {QStringLiteral("attempts"), operation.attempts},
        {QStringLiteral("error"), operation.error},
        {QStringLiteral("messages"), move ? move->messages : operation.placements.size()},
        {QStringLiteral("created"), writtenTime(operation.createdUtc)},
        {QStringLiteral("next_try"),
         operation.notBeforeUtc > 0 ? QJsonValue(writtenTime(operation.notBeforeUtc))
                                    : QJsonValue()},
        {QStringLiteral("description"), change.what},
        {QStringLiteral("why"), OperationText::why(operation, false)},
        {QStringLiteral("if_discarded"), change.takesBack},
        {QStringLiteral("subject"), move ? QString() : subjectOf(context, operation)},
        {QStringLiteral("from"), folderNamed(context, move ? move->source : operation.source)},
        {QStringLiteral("to"),
         move                                 ? folderNamed(context, move->destination)
             : isAboutFolders(operation.kind) ? operation.name
                                              : folderNamed(context, operation.destination)},
    };
    context.output().result(object,
                            QStringLiteral("%1\t%2\t%3\t%4\t%5\t%6\t%7\t%8")
                                .arg(QString::number(operation.id.value()), escapedLine(name), kind,
                                     operationWord(operation.state), escapedLine(operation.error),
                                     escapedLine(change.what), writtenTime(operation.createdUtc),
                                     escapedLine(OperationText::why(operation, false))));
}

/// The changes that an option names: one by its number, or "all". An operation that is a part of
/// one can be named too.
QList<OperationId> namedChanges(CliContext &context, const CliArguments &arguments,
                                const QString &option)
{
    QList<OperationId> ids;
    if (arguments.value(option) == QLatin1String("all")) {
        const QList<PendingChange> changes = pendingChanges(context.reader(), -1);
        for (const PendingChange &change : changes)
            ids.append(change.operation.id);
        return ids;
    }
    const OperationId id(arguments.number(option, 0, 1, std::numeric_limits<qint64>::max()));
    const QList<Operation> operations = context.reader().operations();
    for (const Operation &operation : operations) {
        if (operation.id == id)
            return {id};
    }
    const QList<MailReader::FolderMove> moves = context.reader().folderMoves();
    for (const MailReader::FolderMove &move : moves) {
        if (move.number == id)
            return {id};
    }
    throw CliError{ExitStatus::Failed, Cli::tr("There is no waiting change %1.").arg(id.value())};
}

ExitStatus pending(CliContext &context, const CliArguments &arguments)
{
    const QString action = arguments.oneOf({QStringLiteral("retry"), QStringLiteral("discard")});
    if (action.isEmpty()) {
        const QList<PendingChange> changes = pendingChanges(context.reader(), -1);
        for (const PendingChange &change : changes)
            printChange(context, change);
        return ExitStatus::Done;
    }
    MailWriter &writer = context.writer();
    QList<OperationId> changes = namedChanges(context, arguments, action);
    // The newest is taken back first: each then finds what it left behind.
    std::reverse(changes.begin(), changes.end());
    for (const OperationId id : std::as_const(changes)) {
        const QJsonObject object{{QStringLiteral("operation"), id.value()}};
        if (action == QLatin1String("retry")) {
            retryChange(writer, id);
            context.output().result(object, Cli::tr("It will be tried again with the next sync."));
        } else {
            discardChange(writer, id, context.registry());
            context.output().result(object, Cli::tr("The change is taken back."));
        }
    }
    return ExitStatus::Done;
}

ExitStatus verify(CliContext &context, const CliArguments &arguments)
{
    const MailReader::VerifyReport report =
        context.reader().verify(arguments.has(QStringLiteral("deep")));
    for (const QString &finding : report.findings)
        context.output().complaint(finding);
    const QJsonObject object{
        {QStringLiteral("messages"), report.messages},
        {QStringLiteral("with_content"), report.withContent},
        {QStringLiteral("damaged"), report.damaged},
        {QStringLiteral("orphaned"), report.orphaned},
    };
    context.output().result(
        object,
        Cli::tr("%1 messages, %2 with content here, %3 damaged, %4 pieces that belong to none")
            .arg(report.messages)
            .arg(report.withContent)
            .arg(report.damaged)
            .arg(report.orphaned));
    return report.damaged > 0 ? ExitStatus::Failed : ExitStatus::Done;
}

} // namespace

QList<CliCommand> maintenanceCommands()
{
    return {
        {{QStringLiteral("pending")},
         {},
         0,
         0,
         Cli::tr("lists changes that a server has not confirmed"),
         {{QStringLiteral("retry"), QStringLiteral("N"),
           Cli::tr("tries one again that failed, or \"all\"")},
          {QStringLiteral("discard"), QStringLiteral("N"),
           Cli::tr("takes one back, or \"all\", here as well")}},
         pending},
        {{QStringLiteral("verify")},
         {},
         0,
         0,
         Cli::tr("checks that nothing on this computer is damaged"),
         {{QStringLiteral("deep"), {}, Cli::tr("also every message's content")}},
         verify},
    };
}

} // namespace Turnstone
