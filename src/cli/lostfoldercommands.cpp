// SPDX-License-Identifier: MIT
// What the user decides about a folder that its server lost.
#include "cli/clicontext.h"
#include "cli/clitext.h"
#include "cli/commands.h"

namespace Turnstone {

namespace {

Folder lostFolder(CliContext &context, const CliArguments &arguments)
{
    context.store();
    const QString written = arguments.positional.first();
    const Folder folder = context.folder(written);
    if (folder.emptiedUtc == 0)
        throw CliError{ExitStatus::Failed,
                       Cli::tr("The server has lost nothing of \"%1\".").arg(written)};
    return folder;
}

constexpr int lostAtOnce = 500;

ExitStatus restore(CliContext &context, const CliArguments &arguments)
{
    const Folder folder = lostFolder(context, arguments);
    const Account account = context.account(folder.account);
    const ActionTraits traits = actionTraits(account, context.registry());
    MailWriter &writer = context.writer();
    while (writer.putBack(folder.id, lostAtOnce, traits)) { }
    qint64 waiting = 0;
    const QList<Operation> operations = writer.operations(account.id);
    for (const Operation &operation : operations) {
        if (operation.kind == OperationKind::Append && operation.destination == folder.id)
            waiting += operation.placements.size();
    }
    const auto after = writer.folder(folder.id);
    const qint64 left = after && after->emptiedUtc != 0 ? after->onlyHere - waiting : 0;
    context.output().result(
        {{QStringLiteral("folder"), arguments.positional.first()},
         {QStringLiteral("waiting"), waiting},
         {QStringLiteral("left"), left}},
        Cli::tr("%n message(s) go back to the server with the next sync.", nullptr, int(waiting)));
    if (left == 0)
        return ExitStatus::Done;
    context.output().complaint(
        Cli::tr("%n message(s) can't be put back: they are not on this computer as a whole.",
                nullptr, int(left)));
    return waiting > 0 ? ExitStatus::DoneInPart : ExitStatus::Failed;
}

ExitStatus release(CliContext &context, const CliArguments &arguments)
{
    const Folder folder = lostFolder(context, arguments);
    MailWriter &writer = context.writer();
    while (writer.letGo(folder.id, lostAtOnce)) { }
    const auto after = writer.folder(folder.id);
    const qint64 removed = folder.total - (after ? after->total : 0);
    context.output().result(
        {{QStringLiteral("folder"), arguments.positional.first()},
         {QStringLiteral("removed"), removed}},
        Cli::tr("%n message(s) removed from this computer.", nullptr, int(removed)));
    return ExitStatus::Done;
}

} // namespace

QList<CliCommand> lostFolderCommands()
{
    return {
        {{QStringLiteral("folder"), QStringLiteral("restore")},
         QStringLiteral("ACCOUNT/FOLDER"),
         1,
         1,
         Cli::tr("puts back what is left here of a folder that its server lost"),
         {},
         restore},
        {{QStringLiteral("folder"), QStringLiteral("release")},
         QStringLiteral("ACCOUNT/FOLDER"),
         1,
         1,
         Cli::tr("removes what is left here of a folder that its server lost"),
         {},
         release},
    };
}

} // namespace Turnstone
