// SPDX-License-Identifier: MIT
#include "base/wakeup.h"

#include "base/mailerror.h"

namespace Turnstone {

void Wakeup::throwIfCancelled() const
{
    if (m_cancelled)
        throw Cancelled{};
}

} // namespace Turnstone
