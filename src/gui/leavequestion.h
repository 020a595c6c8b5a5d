// SPDX-License-Identifier: MIT
#pragma once

#include "store/storetypes.h"

#include <functional>

class QWidget;

namespace Turnstone {

/// Asks whether another leave-on-server rule is also for mail that is on the server already, and
/// says for how much. Where there is none, goes on at once. `go` isn't called after *Cancel*.
void askLeaveRule(QWidget *parent, const LeaveOnServer &rule, const LeaveExtent &extent,
                  const std::function<void(bool alsoOld)> &go);

/// What the server said of itself, and whether another program deletes mail from it, in plain
/// sentences; empty where there is nothing to say.
QString leaveTermsText(const ServerTerms &terms, qint64 takenElsewhereUtc);

} // namespace Turnstone
