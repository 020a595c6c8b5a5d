// SPDX-License-Identifier: MIT
#include "mail/gmimelibrary.h"

#include <mutex>

namespace Turnstone {

void ensureGMime()
{
    static std::once_flag once;
    std::call_once(once, [] { g_mime_init(); });
}

} // namespace Turnstone
