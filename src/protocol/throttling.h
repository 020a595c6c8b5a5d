// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <optional>

namespace Turnstone {

/// Whether a server's words say that this account has used up what it may transfer or ask for in a
/// while, and for how many seconds it is to be left alone: as long as it says, else a quarter of an
/// hour. Exchange Online: "Request is throttled. Suggested Backoff Time: 299961 milliseconds";
/// Gmail: "Account exceeded command or bandwidth limits." Never more than a week. Any thread.
std::optional<qint64> throttledSeconds(const QString &serverText);

} // namespace Turnstone
