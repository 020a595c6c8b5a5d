// SPDX-License-Identifier: MIT
#pragma once

#include "cli/arguments.h"

namespace Turnstone {

// The contract is packaging/turnstonectl.1; each group of commands has a file of its own.
QList<CliCommand> accountCommands();
QList<CliCommand> syncCommands();
QList<CliCommand> listingCommands();
QList<CliCommand> messageCommands();
QList<CliCommand> changeCommands();
QList<CliCommand> keepCommands();
QList<CliCommand> lostFolderCommands();
QList<CliCommand> switchCommands();
QList<CliCommand> draftCommands();
QList<CliCommand> outboxCommands();
QList<CliCommand> contactCommands();
QList<CliCommand> identityCommands();
QList<CliCommand> outgoingCommands();
QList<CliCommand> maintenanceCommands();

/// Every command of turnstonectl, in the order of its help.
QList<CliCommand> allCommands();

/// turnstonectl without its process: takes the words after the program's name.
ExitStatus runCommandLine(const QStringList &words);

} // namespace Turnstone
