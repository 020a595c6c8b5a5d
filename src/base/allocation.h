// SPDX-License-Identifier: MIT
#pragma once

namespace Turnstone {

/// Has freed memory kept for what is allocated next, up to 8 MB in each of the C library's arenas.
/// While mail comes, pieces of up to a megabyte come and go all the time; else each of them is
/// given back to the system, which clears it anew for the next. First thing in `main`; does nothing
/// where the C library isn't glibc.
void keepFreedMemory();

} // namespace Turnstone
