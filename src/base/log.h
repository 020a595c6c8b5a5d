// SPDX-License-Identifier: MIT
#pragma once

#include <QLoggingCategory>

namespace Turnstone {

// One category a room. Nothing secret is ever logged; the wire log (net/wirelog.h) redacts.
Q_DECLARE_LOGGING_CATEGORY(lcMail)
Q_DECLARE_LOGGING_CATEGORY(lcNet)
Q_DECLARE_LOGGING_CATEGORY(lcStore)
Q_DECLARE_LOGGING_CATEGORY(lcBackend)
Q_DECLARE_LOGGING_CATEGORY(lcEngine)
Q_DECLARE_LOGGING_CATEGORY(lcGui)

} // namespace Turnstone
