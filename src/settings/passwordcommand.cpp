// SPDX-License-Identifier: MIT
#include "settings/passwordcommand.h"

#include <csignal>
#include <unistd.h>

namespace Turnstone {

namespace {
constexpr qsizetype passwordBytes = 64 * 1024; // a token may be long; a file of logs is no password
}

PasswordCommand::PasswordCommand(const QString &command, int timeoutMs, QObject *parent)
    : QObject(parent)
    , m_command(command)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.setStandardInputFile(QProcess::nullDevice());
    // A group of its own, so that a pipeline in the command ends with its shell.
    m_process.setChildProcessModifier([] { ::setpgid(0, 0); });
    m_timer.setSingleShot(true);
    m_timer.setInterval(timeoutMs);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &PasswordCommand::readOutput);
    connect(&m_process, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        readOutput();
        if (status != QProcess::NormalExit)
            settle(tr("The password command was ended before it gave a password."));
        else if (code != 0)
            settle(tr("The password command failed with exit status %1.").arg(code));
        else if (m_output.trimmed().isEmpty() || m_output.startsWith('\n'))
            settle(tr("The password command gave no password."));
        else
            settle({});
    });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            settle(tr("The password command could not be started."));
    });
    connect(&m_timer, &QTimer::timeout, this, [this] {
        settle(tr("The password command did not answer within %n second(s).", nullptr,
                  m_timer.interval() / 1000));
    });
}

PasswordCommand::~PasswordCommand()
{
    m_settled = true;
    if (m_process.state() != QProcess::NotRunning) {
        disconnect(&m_process, nullptr, this, nullptr);
        ::kill(-static_cast<pid_t>(m_process.processId()), SIGKILL);
        m_process.kill();
        m_process.waitForFinished(1000);
    }
    m_output.fill('\0');
}

void PasswordCommand::setServer(const QString &protocol, const Endpoint &endpoint,
                                const QString &user)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("TURNSTONE_PROTOCOL"), protocol);
    environment.insert(QStringLiteral("TURNSTONE_HOST"), endpoint.host);
    environment.insert(QStringLiteral("TURNSTONE_PORT"), QString::number(endpoint.port));
    environment.insert(QStringLiteral("TURNSTONE_USER"), user);
    m_process.setProcessEnvironment(environment);
}

void PasswordCommand::start()
{
    m_timer.start();
    m_process.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), m_command});
}

void PasswordCommand::readOutput()
{
    QByteArray bytes = m_process.readAllStandardOutput();
    m_output.append(bytes.left(std::max<qsizetype>(0, passwordBytes - m_output.size())));
    bytes.fill('\0');
}

void PasswordCommand::settle(const QString &error)
{
    if (m_settled)
        return;
    m_settled = true;
    m_timer.stop();
    Secret password;
    if (error.isEmpty()) {
        const qsizetype end = m_output.indexOf('\n');
        QByteArray line = end < 0 ? m_output : m_output.left(end);
        if (line.endsWith('\r'))
            line.chop(1);
        password = Secret(line);
        line.fill('\0');
    }
    Q_EMIT finished(password, error);
    deleteLater();
}

} // namespace Turnstone
