// SPDX-License-Identifier: MIT
#include "store/profilelock.h"

#include "base/mailerror.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace Turnstone {

namespace {

class ProfileLockText {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::ProfileLock)
public:
    static MailError inUse()
    {
        return {
            ErrorScope::Account, ErrorKind::Permission, RetryClass::Later,
            tr("Another Turnstone is using this profile. Close it first, or use another profile."),
            QStringLiteral("in-use")};
    }
    static MailError notWritable(const QString &file, int systemError)
    {
        const bool full = systemError == ENOSPC || systemError == EDQUOT;
        return {ErrorScope::Account, full ? ErrorKind::Space : ErrorKind::Permission,
                RetryClass::Later,
                full ? tr("The disk is full. Free some space and start again.")
                     : tr("The folder “%1” can't be written. Check its permissions.")
                           .arg(QFileInfo(file).path()),
                QString::fromLocal8Bit(std::strerror(systemError))};
    }
};

} // namespace

ProfileLock::ProfileLock(const QString &file)
    : m_descriptor(::open(QFile::encodeName(file).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600))
{
    if (m_descriptor < 0)
        throw ProfileLockText::notWritable(file, errno);
    if (::flock(m_descriptor, LOCK_EX | LOCK_NB) != 0) {
        const int systemError = errno;
        ::close(m_descriptor);
        if (systemError == EWOULDBLOCK)
            throw ProfileLockText::inUse();
        throw ProfileLockText::notWritable(file, systemError);
    }
}

ProfileLock::~ProfileLock()
{
    ::close(m_descriptor);
}

} // namespace Turnstone
