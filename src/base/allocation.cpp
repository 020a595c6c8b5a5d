// SPDX-License-Identifier: MIT
#include "base/allocation.h"

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace Turnstone {

void keepFreedMemory()
{
#ifdef __GLIBC__
    constexpr int mib = 1024 * 1024;
    mallopt(M_MMAP_THRESHOLD, 4 * mib);
    mallopt(M_TRIM_THRESHOLD, 8 * mib);
#endif
}

} // namespace Turnstone
