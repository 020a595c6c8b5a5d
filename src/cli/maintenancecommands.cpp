// SPDX-License-Identifier: MIT
#include "cli/clicontext.h"
#include "cli/clitext.h"
#include "cli/commands.h"
#include "cli/rowtext.h"

#include "engine/operationtext.h"

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

void printOperation(CliContext &context, const Operation &operation)
{
    const auto account = context.reader().account(operation.account);
    const QString name = account ? account->name : QString();
    const QString what = OperationText::what(operation, context.reader());
    const QJsonObject object{
        {QStringLiteral("operation"), operation.id.value()},
        {QStringLiteral("account"), name},
        {QStringLiteral("kind"), operationWord(operation.kind)},
        {QStringLiteral("state"), operationWord(operation.state)},
        {QStringLiteral("attempts"), operation.attempts},
        {QStringLiteral("error"), operation.error},
        {QStringLiteral("messages"), operation.placements.size()},
        {QStringLiteral("created"), writtenTime(operation.createdUtc)},
        {QStringLiteral("next_try"),
         operation.notBeforeUtc > 0 ? QJsonValue(writtenTime(operation.notBeforeUtc))
                                    : QJsonValue()},
        {QStringLiteral("description"), what},
        {QStringLiteral("why"), OperationText::why(operation, false)},
        {QStringLiteral("if_discarded"), OperationText::takesBack(operation, context.reader())},
        {QStringLiteral("subject"), subjectOf(context, operation)},
        {QStringLiteral("from"), folderNamed(context, operation.source)},
        {QStringLiteral("to"),
         isAboutFolders(operation.kind) ? operation.name
                                        : folderNamed(context, operation.destination)},
    };
    context.output().result(object,
                            QStringLiteral("%1\t%2\t%3\t%4\t%5\t%6")
                                .arg(QString::number(operation.id.value()), escapedLine(name),
                                     operationWord(operation.kind), operationWord(operation.state),
                                     escapedLine(operation.error), escapedLine(what)));
}

/// The operations that an option names: one by its number, or "all".
QList<Operation> namedOperations(CliContext &context, const CliArguments &arguments,
                                 const QString &option)
{
    if (arguments.value(option) == QLatin1String("all"))
        return context.reader().operations();
    const OperationId id(arguments.number(option, 0, 1, std::numeric_limits<qint64>::max()));
    const QList<Operation> operations = context.reader().operations();
    for (const Operation &operation : operations) {
        if (operation.id == id)
            return {operation};
    }
    throw CliError{ExitStatus::Failed, Cli::tr("There is no waiting change %1.").arg(id.value())};
}

ExitStatus pending(CliContext &context, const CliArguments &arguments)
{
    const QString action = arguments.oneOf({QStringLiteral("retry"), QStringLiteral("discard")});
    if (action.isEmpty()) {
        const QList<Operation> operations = context.reader().operations();
        for (const Operation &operation : operations)
            printOperation(context, operation);
        return ExitStatus::Done;
    }
    MailWriter &writer = context.writer();
    QList<Operation> operations = namedOperations(context, arguments, action);
    // The newest is taken back first: each then finds what it left behind.
    std::reverse(operations.begin(), operations.end());
    for (const Operation &operation : std::as_const(operations)) {
        const QJsonObject object{{QStringLiteral("operation"), operation.id.value()}};
        if (action == QLatin1String("retry")) {
            writer.retryOperation(operation.id);
            context.output().result(object, Cli::tr("It will be tried again with the next sync."));
        } else {
            writer.discardOperation(operation.id);
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
