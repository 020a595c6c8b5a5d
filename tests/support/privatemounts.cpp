// SPDX-License-Identifier: MIT
#include "support/privatemounts.h"

#include <unistd.h>

namespace Turnstone::Test {

namespace {

QStringList unsharing()
{
    return ::geteuid() == 0 ? QStringList{QStringLiteral("-m")}
                            : QStringList{QStringLiteral("-r"), QStringLiteral("-m")};
}

} // namespace

bool PrivateMounts::possible()
{
    QProcess process;
    process.start(QStringLiteral("unshare"),
                  unsharing() << QStringLiteral("sh") << QStringLiteral("-c")
                              << QStringLiteral("mount -t tmpfs none /mnt"));
    return process.waitForFinished() && process.exitStatus() == QProcess::NormalExit
        && process.exitCode() == 0;
}

PrivateMounts::PrivateMounts()
{
    // Lives until its standard input ends, with this process too.
    m_holder.start(QStringLiteral("unshare"),
                   unsharing() << QStringLiteral("sh") << QStringLiteral("-c")
                               << QStringLiteral("echo ready; exec cat"));
    if (!m_holder.waitForReadyRead())
        qFatal("No private mounts: %s", m_holder.readAllStandardError().constData());
}

PrivateMounts::~PrivateMounts()
{
    m_holder.closeWriteChannel();
    m_holder.waitForFinished();
}

QStringList PrivateMounts::wrapper() const
{
    QStringList words{QStringLiteral("nsenter"), QStringLiteral("-m"), QStringLiteral("-t"),
                      QString::number(m_holder.processId())};
    if (::geteuid() != 0)
        words << QStringLiteral("-U") << QStringLiteral("--preserve-credentials");
    return words << QStringLiteral("--");
}

bool PrivateMounts::run(const QString &line) const
{
    QStringList words = wrapper() << QStringLiteral("sh") << QStringLiteral("-c") << line;
    const QString program = words.takeFirst();
    return QProcess::execute(program, words) == 0;
}

} // namespace Turnstone::Test
