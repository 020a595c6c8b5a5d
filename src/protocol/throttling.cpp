// SPDX-License-Identifier: MIT
#include "protocol/throttling.h"

#include <QRegularExpression>

namespace Turnstone {

namespace {

constexpr qint64 unsaidThrottleSeconds = 15 * 60;
constexpr qint64 longestThrottleSeconds = qint64(7) * 24 * 3600;

} // namespace

std::optional<qint64> throttledSeconds(const QString &serverText)
{
    static const QRegularExpression time(
        QStringLiteral("back-?off time:?\\s*([0-9]{1,12})\\s*(s\\b|sec|min)?"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression words(
        QStringLiteral(
            "\\b(bandwidth|command|transfer|download|upload|daily)\\b.{0,30}\\blimits?\\b"
            "|\\blimits?\\b.{0,30}\\b(bandwidth|transfer|download|upload)\\b"
            "|\\bis (being )?throttled\\b"),
        QRegularExpression::CaseInsensitiveOption);
    if (const QRegularExpressionMatch said = time.match(serverText); said.hasMatch()) {
        const qint64 number = said.captured(1).toLongLong();
        const QString unit = said.captured(2).toLower();
        // Without a unit it is in milliseconds, as it is where it comes from.
        const qint64 seconds = unit.startsWith(QLatin1Char('s')) ? number
            : unit.startsWith(QLatin1Char('m'))                  ? number * 60
                                                                 : (number + 999) / 1000;
        return qBound<qint64>(1, seconds, longestThrottleSeconds);
    }
    if (words.match(serverText).hasMatch())
        return unsaidThrottleSeconds;
    return std::nullopt;
}

} // namespace Turnstone
