// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace Turnstone::Test {

/// A file of the source tree, by its path from the top.
QString sourcePath(const QString &relative);
/// A file of the build tree: "src/turnstonectl".
QString buildPath(const QString &relative);

} // namespace Turnstone::Test
