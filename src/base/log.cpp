// SPDX-License-Identifier: MIT
#include "base/log.h"

namespace Turnstone {

Q_LOGGING_CATEGORY(lcMail, "turnstone.mail", QtWarningMsg)
Q_LOGGING_CATEGORY(lcNet, "turnstone.net", QtWarningMsg)
Q_LOGGING_CATEGORY(lcStore, "turnstone.store", QtWarningMsg)
Q_LOGGING_CATEGORY(lcBackend, "turnstone.backend", QtWarningMsg)
Q_LOGGING_CATEGORY(lcEngine, "turnstone.engine", QtWarningMsg)
Q_LOGGING_CATEGORY(lcGui, "turnstone.gui", QtWarningMsg)

} // namespace Turnstone
