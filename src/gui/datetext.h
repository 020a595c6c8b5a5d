// SPDX-License-Identifier: MIT
#pragma once

#include <QCoreApplication>
#include <QDateTime>
#include <QList>
#include <QLocale>

namespace Turnstone {

/// How dates read in lists, in the local time of `now` and the words of a locale.
class DateText {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::DateText)
public:
    DateText(const QDateTime &now, const QLocale &locale);

    /// "14:05" today, "Mon" within six days, "3 Jan" this year, "3 Jan 2019" before; empty for 0.
    QString brief(qint64 utcSeconds) const;
    /// The locale's short date and time, without seconds.
    QString dayAndTime(qint64 utcSeconds) const;
    /// Of what is to come: "14:05" today, else as `dayAndTime`.
    QString soon(qint64 utcSeconds) const;
    /// Day, date and time in full, for tool tips and assistive technology.
    QString full(qint64 utcSeconds) const;

    /// A heading of a list sorted by date and the first moment it covers; what is newer belongs to
    /// the heading before.
    struct Group {
        qint64 fromUtc = 0;
        QString title;
    };
    /// Newest first: Today, Yesterday, this and last week, this month, months of this year, years
    /// down to that of `oldestUtc`. The last one covers whatever is older still.
    QList<Group> groups(qint64 oldestUtc) const;
    /// When "Today" ends; UTC seconds.
    qint64 midnightUtc() const;

private:
    QString clockTime(const QTime &time) const;
    qint64 startOfDay(const QDate &date) const;

    QDateTime m_now;
    QDate m_today;
    QLocale m_locale;
    QString m_dayMonth, m_dayMonthYear;
};

} // namespace Turnstone
