// SPDX-License-Identifier: MIT
#pragma once

#include "store/store.h"

#include <QTemporaryDir>

namespace Turnstone::Test {

/// A profile in a folder that goes with this object.
class ThrowAwayProfile {
public:
    ThrowAwayProfile();
    QString directory() const { return m_directory.path(); }
    ProfilePaths paths() const;

private:
    QTemporaryDir m_directory;
};

} // namespace Turnstone::Test
