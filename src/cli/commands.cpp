// SPDX-License-Identifier: MIT
#include "cli/commands.h"

#include "cli/clicontext.h"
#include "cli/clitext.h"

namespace Turnstone {

QList<CliCommand> allCommands()
{
    return accountCommands() + syncCommands() + listingCommands() + messageCommands()
        + changeCommands() + draftCommands() + outboxCommands() + identityCommands()
        + outgoingCommands() + keepCommands() + lostFolderCommands() + contactCommands()
        + switchCommands() + maintenanceCommands();
}

namespace {

ExitStatus runInvocation(const CliInvocation &invocation, CliOutput &output)
{
    CliContext context(invocation.profile, output);
    try {
        return invocation.command->run(context, invocation.arguments);
    } catch (const CliError &error) {
        output.complaint(error.sentence);
        return error.status;
    } catch (const MailError &error) {
        output.complaint(error.sentence);
        return exitStatus(error);
    } catch (const Cancelled &) {
        output.complaint(Cli::tr("Interrupted."));
        return ExitStatus::Failed;
    }
}

ExitStatus answer(const QList<CliCommand> &commands, const CliInvocation &invocation,
                  CliOutput &output)
{
    if (invocation.version) {
        output.raw("turnstonectl " TURNSTONE_VERSION "\n");
        return ExitStatus::Done;
    }
    if (invocation.help) {
        const QString text =
            invocation.command ? helpText(*invocation.command) : overviewText(commands);
        output.raw(text.toUtf8());
        return ExitStatus::Done;
    }
    if (!invocation.command) {
        output.complaint(Cli::tr("Which command? See turnstonectl --help."));
        return ExitStatus::Usage;
    }
    return runInvocation(invocation, output);
}

} // namespace

ExitStatus runCommandLine(const QStringList &words)
{
    const QList<CliCommand> commands = allCommands();
    try {
        const CliInvocation invocation = parseCommandLine(commands, words);
        CliOutput output(invocation.json);
        const ExitStatus status = answer(commands, invocation, output);
        if (output.finish())
            return status;
        output.complaint(Cli::tr("The output could not be written."));
        return ExitStatus::Failed;
    } catch (const CliError &error) {
        CliOutput(false).complaint(error.sentence);
        return error.status;
    }
}

} // namespace Turnstone
