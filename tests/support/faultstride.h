// SPDX-License-Identifier: MIT
#pragma once

namespace Turnstone::Test {

/// From one point to the next where a test kills a program at every commit or cuts a line at every
/// byte. Under the sanitizers a point takes six times as long and shows what the code does to
/// memory, at one as at the next; what comes of every single one is shown by the suite without
/// them.
#ifdef __SANITIZE_ADDRESS__
constexpr int faultStride = 3;
#else
constexpr int faultStride = 1;
#endif

} // namespace Turnstone::Test
