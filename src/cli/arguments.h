// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>
#include <functional>

namespace Turnstone {

class CliContext;

/// turnstonectl's answers (see its man page): scripts rely on the numbers.
enum class ExitStatus {
    Done = 0,
    Failed = 1,
    Usage = 2,
    NotReached = 3,
    SignInRefused = 4,
    SecurityRefused = 5,
    ProfileInUse = 6,
    DoneInPart = 7
};

/// Thrown by a command; printed as it stands.
struct CliError {
    ExitStatus status = ExitStatus::Failed;
    QString sentence;
};

/// `--name VALUE`, or `--name` alone where `value` is empty.
struct CliOption {
    QString name;
    QString value;
    QString help;
};

/// What followed the command's words.
struct CliArguments {
    QStringList positional;
    QHash<QString, QStringList> options; ///< by name, each newest first

    bool has(const QString &option) const { return options.contains(option); }
    /// The last one given; empty where there is none.
    QString value(const QString &option) const { return options.value(option).value(0); }
    /// In the order given.
    QStringList values(const QString &option) const;
    /// Throws Usage unless it's a whole number within the bounds; `fallback` where it isn't given.
    qint64 number(const QString &option, qint64 fallback, qint64 least, qint64 most) const;
    /// Throws Usage where more than one of these is given; the one that is, or empty.
    QString oneOf(const QStringList &names) const;
};

struct CliCommand {
    QStringList words; ///< "account", "add"
    QString operands; ///< "ID… A/FOLDER"
    int fewest = 0, most = 0; ///< operands; most -1: any number
    QString summary;
    QList<CliOption> options;
    std::function<ExitStatus(CliContext &, const CliArguments &)> run;

    QString name() const { return words.join(QLatin1Char(' ')); }
};

/// A command line taken apart. Throws Usage.
struct CliInvocation {
    const CliCommand *command = nullptr; ///< null: none given
    CliArguments arguments;
    QString profile;
    bool json = false;
    bool help = false;
    bool version = false;
};
CliInvocation parseCommandLine(const QList<CliCommand> &commands, const QStringList &words);

QString overviewText(const QList<CliCommand> &commands);
QString helpText(const CliCommand &);

} // namespace Turnstone
