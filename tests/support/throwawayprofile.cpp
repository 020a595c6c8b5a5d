// SPDX-License-Identifier: MIT
#include "support/throwawayprofile.h"

#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>

namespace Turnstone::Test {

namespace {

/// A disk that doesn't have to be waited for, where there is one with room: each commit of a
/// profile waits for its disk, and most of what a test would take is that.
QString profileTemplate()
{
    constexpr qint64 room = qint64(2) << 30;
    const QString memory = QStringLiteral("/dev/shm");
    const bool usesIt =
        QFileInfo(memory).isWritable() && QStorageInfo(memory).bytesAvailable() > room;
    return (usesIt ? memory : QDir::tempPath()) + QStringLiteral("/turnstone-test-XXXXXX");
}

} // namespace

ThrowAwayProfile::ThrowAwayProfile()
    : m_directory(profileTemplate())
{
    Q_ASSERT(m_directory.isValid());
}

ProfilePaths ThrowAwayProfile::paths() const
{
    return ProfilePaths::forDirectory(m_directory.path());
}

} // namespace Turnstone::Test
