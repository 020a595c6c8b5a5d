// SPDX-License-Identifier: MIT
#include "support/paths.h"

namespace Turnstone::Test {

QString sourcePath(const QString &relative)
{
    return QStringLiteral(SOURCE_DIR "/") + relative;
}

QString buildPath(const QString &relative)
{
    return QStringLiteral(BINARY_DIR "/") + relative;
}

} // namespace Turnstone::Test
