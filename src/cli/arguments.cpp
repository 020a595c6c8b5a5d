// SPDX-License-Identifier: MIT
#include "cli/arguments.h"

#include "cli/clitext.h"

namespace Turnstone {

namespace {

constexpr qsizetype helpColumn = 30;

[[noreturn]] void refuseUsage(const QString &sentence)
{
    throw CliError{ExitStatus::Usage, sentence};
}

const QList<CliOption> &globalOptions()
{
    static const QList<CliOption> options{
        {QStringLiteral("profile"), QStringLiteral("DIR"),
         Cli::tr("keep settings and mail below DIR instead of the home folder")},
        {QStringLiteral("json"), {}, Cli::tr("print one JSON object a line")},
        {QStringLiteral("help"), {}, Cli::tr("explain the command")},
        {QStringLiteral("version"), {}, Cli::tr("print the version")},
    };
    return options;
}

const CliOption *findOption(const QList<CliOption> &options, const QString &name)
{
    for (const CliOption &option : options) {
        if (option.name == name)
            return &option;
    }
    return nullptr;
}

/// The command whose words the line starts with, the longest first; null where there is none.
const CliCommand *findCommand(const QList<CliCommand> &commands, const QStringList &words)
{
    const CliCommand *found = nullptr;
    for (const CliCommand &command : commands) {
        if (words.mid(0, command.words.size()) == command.words
            && (!found || command.words.size() > found->words.size()))
            found = &command;
    }
    return found;
}

/// Takes the option at `words[at]` apart; its value may be the next word, which is then skipped.
void readOption(const QList<CliOption> &known, const QStringList &words, qsizetype &at,
                QHash<QString, QStringList> &options)
{
    const QString name = words.at(at).mid(2).section(QLatin1Char('='), 0, 0);
    const bool hasValue = words.at(at).contains(QLatin1Char('='));
    const CliOption *option = findOption(known, name);
    if (!option)
        option = findOption(globalOptions(), name);
    if (!option)
        refuseUsage(Cli::tr("There is no option --%1 here.").arg(name));
    if (option->value.isEmpty() && hasValue)
        refuseUsage(Cli::tr("The option --%1 takes no value.").arg(name));
    QString value;
    if (hasValue)
        value = words.at(at).section(QLatin1Char('='), 1);
    else if (!option->value.isEmpty() && ++at < words.size())
        value = words.at(at);
    else if (!option->value.isEmpty())
        refuseUsage(Cli::tr("The option --%1 needs a value.").arg(name));
    options[name].prepend(value);
}

/// The words that name a command come first, but for options that every command has.
QStringList commandWords(const QStringList &words)
{
    QStringList found;
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (words.at(i) == QLatin1String("--profile"))
            ++i;
        else if (!words.at(i).startsWith(QLatin1String("--")))
            found.append(words.at(i));
        else if (!findOption(globalOptions(), words.at(i).mid(2).section(QLatin1Char('='), 0, 0)))
            break;
    }
    return found;
}

QString optionLines(const QList<CliOption> &options)
{
    QString text;
    for (const CliOption &option : options) {
        QString left = QStringLiteral("  --") + option.name;
        if (!option.value.isEmpty())
            left += QLatin1Char(' ') + option.value;
        const QString right = option.help + QLatin1Char('\n');
        text += left.size() < helpColumn
            ? left.leftJustified(helpColumn) + right
            : left + QLatin1Char('\n') + QString(helpColumn, u' ') + right;
    }
    return text;
}

} // namespace

QStringList CliArguments::values(const QString &option) const
{
    const QStringList newestFirst = options.value(option);
    return {newestFirst.crbegin(), newestFirst.crend()};
}

qint64 CliArguments::number(const QString &option, qint64 fallback, qint64 least, qint64 most) const
{
    if (!has(option))
        return fallback;
    bool isNumber = false;
    const qint64 number = value(option).toLongLong(&isNumber);
    if (!isNumber || number < least || number > most)
        refuseUsage(Cli::tr("The option --%1 needs a whole number from %2 to %3.")
                        .arg(option)
                        .arg(least)
                        .arg(most));
    return number;
}

QString CliArguments::oneOf(const QStringList &names) const
{
    QString found;
    for (const QString &option : names) {
        if (!has(option))
            continue;
        if (!found.isEmpty())
            refuseUsage(
                Cli::tr("The options --%1 and --%2 exclude each other.").arg(found, option));
        found = option;
    }
    return found;
}

CliInvocation parseCommandLine(const QList<CliCommand> &commands, const QStringList &words)
{
    CliInvocation invocation;
    const QStringList names = commandWords(words);
    invocation.command = findCommand(commands, names);
    const QList<CliOption> known =
        invocation.command ? invocation.command->options : QList<CliOption>{};
    QStringList operands;
    QHash<QString, QStringList> &options = invocation.arguments.options;
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (words.at(i) == QLatin1String("--")) {
            operands += words.mid(i + 1);
            break;
        }
        if (words.at(i).startsWith(QLatin1String("--")))
            readOption(known, words, i, options);
        else
            operands.append(words.at(i));
    }
    invocation.json = options.contains(QStringLiteral("json"));
    invocation.help = options.contains(QStringLiteral("help"));
    invocation.version = options.contains(QStringLiteral("version"));
    invocation.profile = invocation.arguments.value(QStringLiteral("profile"));
    if (options.contains(QStringLiteral("profile")) && invocation.profile.isEmpty())
        refuseUsage(Cli::tr("The option --%1 needs a value.").arg(QStringLiteral("profile")));
    if (!invocation.command) {
        if (!names.isEmpty())
            refuseUsage(Cli::tr("There is no command \"%1\".").arg(names.join(QLatin1Char(' '))));
        return invocation;
    }
    invocation.arguments.positional = operands.mid(invocation.command->words.size());
    const qsizetype count = invocation.arguments.positional.size();
    if (!invocation.help
        && (count < invocation.command->fewest
            || (invocation.command->most >= 0 && count > invocation.command->most)))
        refuseUsage(Cli::tr("Usage: turnstonectl %1 %2")
                        .arg(invocation.command->name(), invocation.command->operands)
                        .trimmed());
    return invocation;
}

QString overviewText(const QList<CliCommand> &commands)
{
    QString text = Cli::tr("Usage: turnstonectl [--profile DIR] [--json] COMMAND …")
        + QLatin1String("\n\n") + Cli::tr("Commands:") + QLatin1Char('\n');
    for (const CliCommand &command : commands)
        text += (QLatin1String("  ") + command.name()).leftJustified(22) + command.summary
            + QLatin1Char('\n');
    return text + QLatin1Char('\n') + Cli::tr("Options of every command:") + QLatin1Char('\n')
        + optionLines(globalOptions());
}

QString helpText(const CliCommand &command)
{
    QString text =
        Cli::tr("Usage: turnstonectl %1 %2")
            .arg(command.name(),
                 (command.options.isEmpty() ? QString() : Cli::tr("[OPTIONS] ")) + command.operands)
            .trimmed()
        + QLatin1String("\n\n") + command.summary + QLatin1Char('\n');
    if (!command.options.isEmpty())
        text += QLatin1Char('\n') + Cli::tr("Options:") + QLatin1Char('\n')
            + optionLines(command.options);
    return text + QLatin1Char('\n') + Cli::tr("Options of every command:") + QLatin1Char('\n')
        + optionLines(globalOptions());
}

} // namespace Turnstone
