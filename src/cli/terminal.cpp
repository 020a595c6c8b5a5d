// SPDX-License-Identifier: MIT
#include "cli/terminal.h"

#include "cli/arguments.h"
#include "cli/clitext.h"

#include <QFile>
#include <cstdio>
#include <termios.h>
#include <unistd.h>

namespace Turnstone {

namespace {

constexpr qint64 longestPassword = 64 * 1024;

Secret withoutLineEnd(QByteArray line)
{
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    Secret secret(line);
    line.fill('\0');
    return secret;
}

} // namespace

std::optional<Secret> askPassword(const QString &prompt)
{
    termios before = {};
    if (!isatty(STDIN_FILENO) || tcgetattr(STDIN_FILENO, &before) != 0)
        return std::nullopt;
    const QByteArray question = prompt.toUtf8();
    std::fwrite(question.constData(), 1, static_cast<size_t>(question.size()), stderr);
    termios silent = before;
    silent.c_lflag &= ~tcflag_t(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    QFile terminal;
    QByteArray line;
    if (terminal.open(stdin, QIODevice::ReadOnly))
        line = terminal.readLine(longestPassword);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    std::fputc('\n', stderr);
    if (line.isEmpty())
        return std::nullopt;
    return withoutLineEnd(std::move(line));
}

Secret readPasswordFile(const QString &path)
{
    QFile file(path);
    const bool isOpen = path == QLatin1String("-") ? file.open(stdin, QIODevice::ReadOnly)
                                                   : file.open(QIODevice::ReadOnly);
    if (!isOpen)
        throw CliError{ExitStatus::Failed,
                       Cli::tr("The password file can't be read: %1.").arg(file.errorString())};
    Secret secret = withoutLineEnd(file.readLine(longestPassword));
    if (secret.isEmpty())
        throw CliError{ExitStatus::Failed, Cli::tr("The password file's first line is empty.")};
    return secret;
}

} // namespace Turnstone
