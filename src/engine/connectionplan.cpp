// SPDX-License-Identifier: MIT
#include "engine/connectionplan.h"

#include <QStringList>
#include <algorithm>

namespace Turnstone {

int ConnectionPlan::allowed() const
{
    if (m_refusedAt < 0)
        return m_most;
    const qint64 periods = (m_clock->monotonicMs() - m_refusedAt) / believedMs;
    return int(std::min<qint64>(m_most, m_fewer + periods));
}

bool ConnectionPlan::refused(int open)
{
    const int fewer = std::clamp(open, 1, m_most);
    const bool news = fewer < allowed();
    m_fewer = fewer;
    m_refusedAt = m_clock->monotonicMs();
    return news;
}

bool ConnectionPlan::isTooMany(const MailError &error)
{
    if (error.kind != ErrorKind::Network && error.kind != ErrorKind::Authentication)
        return false;
    if (error.detail == QLatin1String("LIMIT"))
        return true;
    static const QStringList words = {
        QStringLiteral("too many connections"),          QStringLiteral("too many simultaneous"),
        QStringLiteral("maximum number of connections"), QStringLiteral("connection limit"),
        QStringLiteral("connections from your"),         QStringLiteral("too many concurrent")};
    const QString said = error.sentence + QLatin1Char(' ') + error.detail;
    return std::any_of(words.begin(), words.end(), [&said](const QString &word) {
        return said.contains(word, Qt::CaseInsensitive);
    });
}

} // namespace Turnstone
