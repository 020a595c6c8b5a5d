// SPDX-License-Identifier: MIT
#include "gui/datetext.h"

namespace Turnstone {

DateText::DateText(const QDateTime &now, const QLocale &locale)
    : m_now(now.toLocalTime())
    , m_today(m_now.date())
    , m_locale(locale)
    //: Date in lists, as QDate::toString: day and short month without the year
    , m_dayMonth(tr("d MMM"))
    //: Date in lists, as QDate::toString: day, short month and year
    , m_dayMonthYear(tr("d MMM yyyy"))
{ }

QString DateText::brief(qint64 utcSeconds) const
{
    if (utcSeconds == 0)
        return {};
    const QDateTime time = QDateTime::fromSecsSinceEpoch(utcSeconds);
    const QDate date = time.date();
    const qint64 daysAgo = date.daysTo(m_today);
    if (daysAgo == 0)
        return clockTime(time.time());
    if (daysAgo > 0 && daysAgo < 7)
        return m_locale.standaloneDayName(date.dayOfWeek(), QLocale::ShortFormat);
    return m_locale.toString(date, date.year() == m_today.year() ? m_dayMonth : m_dayMonthYear);
}

QString DateText::full(qint64 utcSeconds) const
{
    if (utcSeconds == 0)
        return tr("No date");
    const QDateTime time = QDateTime::fromSecsSinceEpoch(utcSeconds);
    return tr("%1, %2", "date, time")
        .arg(m_locale.toString(time.date(), QLocale::LongFormat), clockTime(time.time()));
}

QString DateText::dayAndTime(qint64 utcSeconds) const
{
    QString format = m_locale.dateTimeFormat(QLocale::ShortFormat);
    format.remove(QStringLiteral(":ss"));
    return m_locale.toString(QDateTime::fromSecsSinceEpoch(utcSeconds), format);
}

QString DateText::soon(qint64 utcSeconds) const
{
    const QDateTime time = QDateTime::fromSecsSinceEpoch(utcSeconds);
    return time.date() == m_today ? clockTime(time.time()) : dayAndTime(utcSeconds);
}

QString DateText::clockTime(const QTime &time) const
{
    // Some locales, C among them, count seconds even in their short form.
    QString format = m_locale.timeFormat(QLocale::ShortFormat);
    format.remove(QStringLiteral(":ss"));
    return m_locale.toString(time, format);
}

QList<DateText::Group> DateText::groups(qint64 oldestUtc) const
{
    QList<Group> groups;
    // Each group starts strictly before the one above it: on a Monday "This week" has nothing left.
    const auto add = [&](const QDate &from, const QString &title) {
        const qint64 start = startOfDay(from);
        if (groups.isEmpty() || start < groups.last().fromUtc)
            groups.append({start, title});
    };
    add(m_today, tr("Today"));
    add(m_today.addDays(-1), tr("Yesterday"));
    const int intoWeek = (m_today.dayOfWeek() - m_locale.firstDayOfWeek() + 7) % 7;
    const QDate week = m_today.addDays(-intoWeek);
    add(week, tr("This week"));
    add(week.addDays(-7), tr("Last week"));
    add(QDate(m_today.year(), m_today.month(), 1), tr("This month"));
    for (int month = m_today.month() - 1; month >= 1; --month)
        add(QDate(m_today.year(), month, 1),
            m_locale.standaloneMonthName(month, QLocale::LongFormat));
    const int oldest = qMax(1970, QDateTime::fromSecsSinceEpoch(oldestUtc).date().year());
    for (int year = m_today.year() - 1; year >= oldest; --year)
        add(QDate(year, 1, 1), QString::number(year));
    return groups;
}

qint64 DateText::midnightUtc() const
{
    return startOfDay(m_today.addDays(1));
}

qint64 DateText::startOfDay(const QDate &date) const
{
    return date.startOfDay().toSecsSinceEpoch();
}

} // namespace Turnstone
