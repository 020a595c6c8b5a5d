// SPDX-License-Identifier: MIT
#include "support/throwawayprofile.h"

namespace Turnstone::Test {

ThrowAwayProfile::ThrowAwayProfile()
{
    Q_ASSERT(m_directory.isValid());
}

ProfilePaths ThrowAwayProfile::paths() const
{
    return ProfilePaths::forDirectory(m_directory.path());
}

} // namespace Turnstone::Test
