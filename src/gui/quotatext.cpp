// SPDX-License-Identifier: MIT
#include "gui/quotatext.h"

#include "gui/messagewords.h"

#include <QCoreApplication>

namespace Turnstone {

namespace {
constexpr qint64 warnPercent = 90;

class QuotaWords {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::QuotaWords)
public:
    static QString used(const QString &part, const QString &whole)
    {
        return tr("%1 of %2 used on the server.").arg(part, whole);
    }
    static QString nearlyFull()
    {
        return tr("That is nearly all: the server may soon refuse new mail.");
    }
};
} // namespace

QString quotaText(const ServerLimits &limits)
{
    if (!limits.quotaUsed || limits.quotaLimit.value_or(0) <= 0)
        return {};
    const QString text = QuotaWords::used(MessageWords::size(*limits.quotaUsed),
                                          MessageWords::size(*limits.quotaLimit));
    // In steps of a percent, so that nothing can overflow.
    const bool warn = *limits.quotaUsed / warnPercent >= *limits.quotaLimit / 100;
    return warn ? text + QLatin1Char(' ') + QuotaWords::nearlyFull() : text;
}

} // namespace Turnstone
