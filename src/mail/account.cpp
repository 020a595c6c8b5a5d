// SPDX-License-Identifier: MIT
#include "mail/account.h"

#include <array>

namespace Turnstone {

QString toString(const LeaveOnServer &leave)
{
    switch (leave.rule) {
    case LeaveOnServer::Rule::Forever:
        return QStringLiteral("forever");
    case LeaveOnServer::Rule::Days:
        return QString::number(leave.days);
    case LeaveOnServer::Rule::UntilDeleted:
        return QStringLiteral("until-deleted");
    case LeaveOnServer::Rule::UntilMoved:
        return QStringLiteral("until-moved");
    case LeaveOnServer::Rule::No:
        break;
    }
    return QStringLiteral("no");
}

bool fromString(const QString &word, LeaveOnServer *rule)
{
    for (const auto candidate : {LeaveOnServer::Rule::Forever, LeaveOnServer::Rule::UntilDeleted,
                                 LeaveOnServer::Rule::UntilMoved, LeaveOnServer::Rule::No}) {
        if (word == toString(LeaveOnServer{candidate, 0})) {
            *rule = {candidate, 0};
            return true;
        }
    }
    bool isNumber = false;
    const int days = word.toInt(&isNumber);
    if (!isNumber || days < 1 || days > 3650)
        return false;
    *rule = {LeaveOnServer::Rule::Days, days};
    return true;
}

namespace {
constexpr std::array<QLatin1String, 4> levelWords{QLatin1String("none"), QLatin1String("headers"),
                                                  QLatin1String("text"),
                                                  QLatin1String("everything")};
}

QString toString(ContentLevel level)
{
    return levelWords.at(static_cast<size_t>(level));
}

bool fromString(const QString &word, ContentLevel *level)
{
    for (size_t i = 0; i < levelWords.size(); ++i) {
        if (word == levelWords.at(i)) {
            *level = static_cast<ContentLevel>(i);
            return true;
        }
    }
    return false;
}

namespace {
constexpr std::array<QLatin1String, 3> filingWords{QLatin1String("auto"), QLatin1String("append"),
                                                   QLatin1String("server")};
}

QString toString(SentFiling filing)
{
    return filingWords.at(static_cast<size_t>(filing));
}

bool fromString(const QString &word, SentFiling *filing)
{
    for (size_t i = 0; i < filingWords.size(); ++i) {
        if (word == filingWords.at(i)) {
            *filing = static_cast<SentFiling>(i);
            return true;
        }
    }
    return false;
}

} // namespace Turnstone
